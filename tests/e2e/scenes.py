"""What every scenes.json must obey (DESIGN.md, the command line), as findings in words."""

import re
import struct
import zlib

# Marks that may not begin or end a line (CLREQ 3.1.1, zh strict).
NOT_FIRST = set("、，。．：；！？…—·‧・％‰℃」』）〕］｝》〉】〗”’,.:;!?)]}%ー々〻～")
NOT_LAST = set("「『（〔［｛《〈【〖“‘([{￥＄£")


def luminance(colour):
    channels = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """WCAG 2.1, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def overlap(a, b):
    return (a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and
            a[1] < b[1] + b[3] and b[1] < a[1] + a[3])


def name(box):
    return f"{box.get('role')} {''.join(box.get('lines') or [''])[:14]!r}"


def split_word(above, below, source):
    """The word or number that was broken between two lines, if one was."""
    head, tail = re.search(r"[0-9A-Za-z-]+$", above), re.match(r"[0-9A-Za-z-]+", below)
    if head and tail and head[0] + tail[0] in source:
        return head[0] + tail[0]
    return None


def check_text(box, size, source):
    x, y, w, h = box["rect"]
    if x < 0 or y < 0 or x + w > size[0] or y + h > size[1] or w <= 0 or h <= 0:
        yield f"{name(box)} reaches outside: {box['rect']}"
    if not box["lines"] or not all(line.strip() for line in box["lines"]):
        yield f"{box.get('role')} has an empty line: {box['lines']}"
    if not 0 < box["min_px"] <= box["font_px"]:
        yield f"{name(box)} is {box['font_px']} px, the least is {box['min_px']}"
    if len(box["lines"]) * box["font_px"] > 1.2 * h:
        yield f"{name(box)}: {len(box['lines'])} lines of {box['font_px']} px in {h} px"
    ratio = contrast(box["colour"], box["on"])
    if ratio < 4.5:
        yield f"{name(box)} has contrast {ratio:.2f}"
    for line in box["lines"]:
        text = line.strip()
        if text and text[0] in NOT_FIRST and len(box["lines"]) > 1 and line != box["lines"][0]:
            yield f"{box['role']}: a line begins with {text[0]}: {text[:12]}"
        if text and text[-1] in NOT_LAST:
            yield f"{box['role']}: a line ends with {text[-1]}: {text[-12:]}"
    for above, below in zip(box["lines"], box["lines"][1:]):
        word = split_word(above, below, source)
        if word:
            yield f"{box['role']}: {word!r} is split over two lines"


def check_slide(slide, size, source):
    texts = [box for box in slide["boxes"] if box["box"] == "text"]
    if not texts:
        yield "no text at all"
    for box in texts:
        yield from check_text(box, size, source)
    for i, one in enumerate(texts):
        for other in texts[i + 1:]:
            if overlap(one["rect"], other["rect"]):
                yield f"{name(one)} {one['rect']} lies over {name(other)} {other['rect']}"
    if not 1 <= slide["page"] <= slide["pages"]:
        yield f"page {slide['page']} of {slide['pages']}"
    if not 1000 <= slide["dwell_ms"] <= 600_000:
        yield f"dwells {slide['dwell_ms']} ms"


def png_size(data):
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR":
        raise ValueError("not a PNG")
    return list(struct.unpack(">2I", data[16:24]))


def png_rows(data):
    """The rows of an 8-bit RGB or RGBA picture, unfiltered, and its bytes a pixel."""
    width, height, depth, kind = struct.unpack(">2I2B", data[16:26])
    if depth != 8 or kind not in (2, 6):
        raise ValueError(f"PNG of depth {depth} and colour type {kind}")
    step, position, packed = (3 if kind == 2 else 4), 8, b""
    while position < len(data):
        length, = struct.unpack(">I", data[position:position + 4])
        if data[position + 4:position + 8] == b"IDAT":
            packed += data[position + 8:position + 8 + length]
        position += 12 + length
    raw, stride = zlib.decompress(packed), width * step
    if len(raw) != height * (stride + 1):
        raise ValueError(f"{len(raw)} bytes of pixels")
    rows, before = [], bytearray(stride)
    for y in range(height):
        start = y * (stride + 1)
        row = bytearray(raw[start + 1:start + 1 + stride])
        unfilter(raw[start], row, before, step)
        rows.append(bytes(row))
        before = row
    return rows, step


def unfilter(kind, row, above, step):
    """RFC 2083 section 6, in place."""
    if kind == 2:
        row[:] = bytes((a + b) & 255 for a, b in zip(row, above))
    elif kind:
        for i in range(len(row)):
            left, corner = (row[i - step], above[i - step]) if i >= step else (0, 0)
            if kind == 1:
                guess = left
            elif kind == 3:
                guess = (left + above[i]) // 2
            else:
                p = left + above[i] - corner
                distances = abs(p - left), abs(p - above[i]), abs(p - corner)
                guess = (left, above[i], corner)[distances.index(min(distances))]
            row[i] = (row[i] + guess) & 255


def ink_share(rows, step, box):
    """Of the pixels in a box, how many are nearer to its ink than to what is behind it."""
    ink, ground = ([int(box[key][i:i + 2], 16) for i in (1, 3, 5)] for key in ("colour", "on"))
    channel = max(range(3), key=lambda c: abs(ink[c] - ground[c]))
    middle, dark = (ink[channel] + ground[channel]) / 2, ink[channel] < ground[channel]
    x, y, w, h = box["rect"]
    values = b"".join(row[x * step + channel:(x + w) * step:step] for row in rows[y:y + h])
    count = sum((value < middle) == dark for value in values)
    return count / max(1, len(values))


def colour_at(rows, step, x, y):
    return tuple(rows[y][x * step:x * step + 3])


def near(a, b):
    return all(abs(x - y) < 4 for x, y in zip(a, b))
