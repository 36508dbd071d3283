#!/usr/bin/env python3
"""Writes the HEIC and AVIF files of heif/ anew, with heif-enc (libheif-examples): its
pictures, and files around them that it cannot write: turned, mirrored, in tiles, with numbers
for colours.

    make_heif.py [FOLDER]"""

import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def box(kind, *parts):
    data = b"".join(parts)
    return struct.pack(">I4s", 8 + len(data), kind.encode()) + data


def full(kind, version, flags, *parts):
    return box(kind, struct.pack(">I", version << 24 | flags), *parts)


def boxes(data):
    at = 0
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        yield kind.decode(), data[at + 8:at + size]
        at += size


def chunk(kind, data):
    return (struct.pack(">I", len(data)) + kind + data +
            struct.pack(">I", zlib.crc32(kind + data)))


def png(width, height, alpha=255, depth=8, flat=None):
    """Left top red, right top green, left bottom blue, right bottom white; or of one colour."""
    rows = b""
    for y in range(height):
        rows += b"\0"
        for x in range(width):
            colour = ((RED, GREEN), (BLUE, WHITE))[y >= height // 2][x >= width // 2]
            pixel = bytes((*(flat or colour), alpha))
            rows += pixel if depth == 8 else b"".join(bytes((one, one)) for one in pixel)
    head = struct.pack(">2I5B", width, height, depth, 6, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) +
            chunk(b"IEND", b""))


def encoded(picture, *options, kind="heic"):
    with tempfile.TemporaryDirectory() as folder:
        source, target = pathlib.Path(folder, "in.png"), pathlib.Path(folder, f"out.{kind}")
        source.write_bytes(picture)
        subprocess.run(["heif-enc", *(["-A"] if kind == "avif" else []), "-q", "90", *options,
                        "-p", "chroma=444", "-o", target, source], check=True,
                       stdout=subprocess.DEVNULL)
        return target.read_bytes()


def coded(data):
    """The first picture of a file of heif-enc's: its decoder's configuration, and its bytes."""
    top = dict(boxes(data))
    meta = dict(boxes(top["meta"][4:]))
    properties = dict(boxes(dict(boxes(meta["iprp"]))["ipco"]))
    name = "hvcC" if "hvcC" in properties else "av1C"
    iloc = meta["iloc"]
    assert iloc[0] < 2 and iloc[4:6] == b"\x44\x40", iloc[:8].hex()
    # item, method (in version 1), reference, base, extents, offset, length
    base, _, offset, length = struct.unpack(">IH2I", iloc[12 + 2 * iloc[0]:][:14])
    offset += base
    return box(name, properties[name]), data[offset:offset + length]


def image(width, height, *more, config):
    return [full("ispe", 0, 0, struct.pack(">2I", width, height)), config, *more]


def heif(items, references=()):
    """Items are (type, bytes, properties, whether it is hidden); the first is the main one."""
    properties, associations, infos, locations, data = [], b"", b"", b"", b""
    for number, (kind, body, of_item, is_hidden) in enumerate(items, 1):
        indices = []
        for one in of_item:
            if one not in properties:
                properties.append(one)
            essential = one[4:8] in (b"hvcC", b"av1C", b"irot", b"imir", b"clap")
            indices.append(essential << 7 | properties.index(one) + 1)
        associations += struct.pack(">HB", number, len(indices)) + bytes(indices)
        infos += full("infe", 2, int(is_hidden), struct.pack(">HH4s", number, 0, kind.encode()),
                      b"\0")
        locations += struct.pack(">3H2I", number, 0, 1, len(data), len(body))
        data += body
    iref = full("iref", 0, 0, *(box(kind, struct.pack(f">2H{len(to)}H", of, len(to), *to))
                                for kind, of, to in references))

    def meta(base):
        moved = b"".join(struct.pack(">3H2I", *one[:3], one[3] + base, one[4])
                         for one in struct.iter_unpack(">3H2I", locations))
        return full("meta", 0, 0,
                    full("hdlr", 0, 0, bytes(4), b"pict", bytes(12), b"\0"),
                    full("pitm", 0, 0, struct.pack(">H", 1)),
                    full("iloc", 0, 0, b"\x44\x00", struct.pack(">H", len(items)), moved),
                    full("iinf", 0, 0, struct.pack(">H", len(items)), infos), iref,
                    box("iprp", box("ipco", *properties),
                        full("ipma", 0, 0, struct.pack(">I", len(items)), associations)))

    brand = b"avif" if items[-1][0] == "av01" else b"heic"
    head = box("ftyp", brand, bytes(4), b"mif1", brand)
    return head + meta(len(head) + len(meta(0)) + 8) + box("mdat", data)


def exif(orientation):
    return (bytes(4) + b"MM\0*\0\0\0\x08\0\1" + struct.pack(">2HI2HI", 0x112, 3, 1, orientation, 0, 0))


def display_p3():
    """An ICC profile (ICC.1:2010) of those primaries and sRGB's curve, as telephones write it."""
    def fixed(*values):
        return b"".join(struct.pack(">i", round(value * 65536)) for value in values)

    def text(value):
        return b"mluc" + bytes(4) + struct.pack(">2I2s2s2I", 1, 12, b"en", b"US", 2 * len(value),
                                                28) + value.encode("utf-16-be")
    curve = b"para" + bytes(4) + b"\0\3\0\0" + fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92,
                                                    0.04045)
    tags = [(b"desc", text("P3")), (b"cprt", text("-")),
            (b"wtpt", b"XYZ " + bytes(4) + fixed(0.9642, 1, 0.8249)),
            (b"rXYZ", b"XYZ " + bytes(4) + fixed(0.51512, 0.2412, -0.00105)),
            (b"gXYZ", b"XYZ " + bytes(4) + fixed(0.29198, 0.69225, 0.04189)),
            (b"bXYZ", b"XYZ " + bytes(4) + fixed(0.1571, 0.06657, 0.78407)),
            (b"rTRC", curve), (b"gTRC", curve), (b"bTRC", curve)]
    table, body, start = b"", b"", 128 + 4 + 12 * len(tags)
    for name, data in tags:
        table += struct.pack(">4s2I", name, start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = struct.pack(">I4x4s4s4s4s12x4s28x", start + len(body), b"\4\0\0\0", b"mntr", b"RGB ",
                       b"XYZ ", b"acsp") + fixed(0.9642, 1, 0.8249) + bytes(48)
    return head + struct.pack(">I", len(tags)) + table + body


def files():
    for kind in ("heic", "avif"):
        name = "hvc1" if kind == "heic" else "av01"
        yield f"plain.{kind}", encoded(png(64, 48), "--no-alpha", kind=kind)
        yield f"alpha.{kind}", encoded(png(64, 48, 128), kind=kind)
        config, data = coded(encoded(png(128, 64), "--no-alpha", kind=kind))
        hidden = [("Exif", exif(6), [], True)]
        told = [("cdsc", 2, [1])]
        turn, mirror = box("irot", b"\x03"), box("imir", b"\x01")
        yield f"turned.{kind}", heif(
            [(name, data, image(128, 64, turn, config=config), False), *hidden,
             *([] if kind == "heic" else [(name, data, image(128, 64, config=config), True)])], told)
        yield f"mirrored.{kind}", heif(
            [(name, data, image(128, 64, mirror, config=config), False)])
        yield f"only-exif.{kind}", heif(
            [(name, data, image(128, 64, config=config), False), *hidden,
             *([] if kind == "heic" else [(name, data, image(128, 64, config=config), True)])], told)
        config, data = coded(encoded(png(64, 64, flat=(180, 100, 80)), "--no-alpha", kind=kind))
        numbers = box("colr", b"nclx", struct.pack(">3HB", 12, 13, 6, 128))
        yield f"p3.{kind}", heif([(name, data, image(64, 64, numbers, config=config), False)])
        profile = box("colr", b"prof", display_p3())
        yield f"icc.{kind}", heif([(name, data, image(64, 64, profile, config=config), False)])
    # Debian's encoder of AV1 makes none of ten bits.
    yield "deep.heic", encoded(png(64, 48, 255, 16), "-b", "10")
    config, data = coded(encoded(png(64, 64), "--no-alpha"))
    grid = struct.pack(">4B2H", 0, 0, 1, 2, 160, 100)
    tiles = [("hvc1", data, image(64, 64, config=config), True)] * 6
    yield "grid.heic", heif([("grid", grid, image(160, 100, config=config), False), *tiles],
                            [("dimg", 1, [2, 3, 4, 5, 6, 7])])


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "heif")
    for name, data in files():
        (folder / name).write_bytes(data)


main()
