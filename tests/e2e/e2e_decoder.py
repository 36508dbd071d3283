#!/usr/bin/env python3
"""The real decoder in its sandbox: what is too large costs next to nothing whatever it is packed
to, a flat poster and a camera's picture little. And what it asks the kernel for, watched by
strace: with profiles, codes in every character set and the pictures of the corpora it is killed
for no call, and is denied only what it does without. That the pixels are the same without the
sandbox is in tests/decode; spoiled files are in tests/picture/test_pictures.c."""

import os
import pathlib
import re
import shutil
import struct
import subprocess

from common import ROOT, Lab, main, need, tool
from pictures import DECODER, MAKER, Decoded, make, png

KINDS = ("jpeg", "progressive", "png", "webp", "lossless")
MEMORY_MAX_MB = 100
POSTER_MEMORY_MAX_MB = 250
ECI = [*range(36), 170, 899]
# What libraries ask for after the door is closed, and do without: of how many processors dav1d
# takes one then, and says so, librsvg's filters are polite, and libjpeg keeps no signals.
DENIED = {"sysinfo", "sched_getaffinity", "write", "sched_yield", "rt_sigprocmask"}
DATA = ROOT / "tests/data/decode"


def bombs():
    """Small files that say they are larger than 50 megapixels, or longer than 16,384."""
    head = struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0)
    yield "png", png(30000, 1, (0, 0, 0))
    whole = png(1, 1, (0, 0, 0))
    yield "png head", whole.replace(head, struct.pack(">2I5B", 60000, 60000, 8, 2, 0, 0, 0))
    for kind in ("jpeg", "progressive"):
        flat = make(kind, 64, 64, 0, 1)
        sof = re.search(rb"\xff[\xc0\xc2]\0\x11\x08", flat)
        yield kind, flat[:sof.end()] + struct.pack(">2H", 16000, 16000) + flat[sof.end() + 4:]
        yield f"long {kind}", make(kind, 20000, 16, 0, 1)
    yield "gif", b"GIF89a" + struct.pack("<2H", 65535, 65535) + b"\0\0\0," + struct.pack(
        "<4HB", 0, 0, 1, 1, 0) + b"\2\2\x4c\1\0;"
    yield "bmp", b"BM" + bytes(8) + struct.pack("<2I2i2H", 54, 40, 30000, 30000, 1, 24) + bytes(99)
    heic = (DATA / "heif/plain.heic").read_bytes()
    yield "heic", heic.replace(b"ispe\0\0\0\0" + struct.pack(">2I", 64, 48),
                               b"ispe\0\0\0\0" + struct.pack(">2I", 16000, 16000))
    lossy = make("webp", 64, 64, 0, 1)
    at = lossy.index(b"\x9d\x01\x2a") + 3
    yield "webp", lossy[:at] + struct.pack("<2H", 16383, 16383) + lossy[at + 4:]
    yield "lossless webp", b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\xff\xff\xff\x0f" + bytes(9)


def check_bombs(folder):
    count = 0
    for kind, data in bombs():
        path = folder / "bomb"
        path.write_bytes(data)
        bomb = Decoded(path)
        need(bomb.status == 1 and not bomb.done,
             f"{kind} of {len(data)} bytes: {bomb.status}, {bomb.size}")
        need(bomb.peak_mb < MEMORY_MAX_MB, f"refusing a bomb of {kind} took {bomb.peak_mb:.0f} MB")
        need("larger than" in bomb.message or kind == "png head", f"{kind}: {bomb.message}")
        count += 1
    return count


def check_sound(folder):
    path = folder / "picture"
    for kind in KINDS:
        width, height = (4961, 7016) if kind in ("jpeg", "progressive", "png") else (3508, 4961)
        path.write_bytes(make(kind, width, height, 0, 1))
        poster = Decoded(path, "contain", 1080, 1920)
        need(poster.done and poster.size[0] == 1080 and
             abs(poster.size[1] - 1080 * height / width) < 2, f"flat {kind} of "
             f"{path.stat().st_size} bytes: {poster.status} {poster.message or poster.size}")
        need(Decoded(path, "contain", 1, 1).done, f"flat {kind} as one pixel, as `check` asks")
        need(poster.peak_mb < POSTER_MEMORY_MAX_MB, f"flat {kind} took {poster.peak_mb:.0f} MB")
    path.write_bytes(make("jpeg", 6000, 4000, 30, 1))
    photo = Decoded(path)
    need(photo.done and photo.size == (1920, 1080) and photo.pixel_bytes == 1920 * 1080 * 4,
         f"24 megapixels: {photo.message or photo.size}")
    need(photo.peak_mb < MEMORY_MAX_MB, f"24 megapixels took {photo.peak_mb:.0f} MB")
    return photo.peak_mb


def pictures_to_watch(folder):
    """(name, path, is_for_codes)"""
    profiles = subprocess.run([MAKER, "profiles"], check=True, capture_output=True,
                              text=True).stdout.split()
    for kind in [f"{kind}+{one}" for kind in ("jpeg", "png") for one in profiles]:
        path = folder / kind
        path.write_bytes(make(kind, 40, 30, 20, 1))
        yield kind, path, False
    for number in ECI:
        path = folder / f"eci-{number}"
        path.write_bytes(make("code", 200, 200, 0, number))
        yield path.name, path, True
    corpora = pathlib.Path(os.environ.get("LOBBYCARD_CORPORA", ROOT.parent / "shared/corpora"))
    field = ROOT.parent / "shared/field"
    found = [*sorted(corpora.glob("png/png/*.png"))[::8], *field.glob("icc-sigsys/media/*"),
             *(ROOT / "tests/fuzz/corpus").glob("decode_[bgp]*/*"), *DATA.glob("*/*")]
    for path in found:
        yield path.name, path, False
    for path in field.glob("qr-eci/*.png"):
        yield path.name, path, True


def whole_calls(text):
    """The calls as lines, each where it ended: amid two threads strace writes one in halves."""
    begun, lines = {}, []
    for line in text.splitlines():
        thread, _, rest = line.partition(" ")
        resumed = re.match(r" *<\.\.\. \w+ resumed>(.*)", rest)
        if rest.endswith(" <unfinished ...>"):
            begun[thread] = rest.removesuffix(" <unfinished ...>")
            continue
        if resumed and thread in begun:
            rest = begun.pop(thread) + resumed.group(1)
        lines.append(f"{thread} {rest}")
    return lines + [f"{thread} {rest}" for thread, rest in begun.items()]


def calls_of(strace, log, path, arguments):
    """How it ended, and its calls in its sandbox, with their arguments."""
    with path.open("rb") as picture:
        done = subprocess.run([strace, "-f", "-qq", "-o", log, DECODER, *arguments], stdin=picture,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                              timeout=120, env={})
    lines = whole_calls(log.read_text(errors="replace"))
    inside = next((at for at, line in enumerate(lines) if "SECCOMP_SET_MODE_FILTER" in line and
                   "= 0" in line), None)
    need(inside is not None, f"{path.name}: no filter was set: {done.stderr} {lines[-3:]}")
    need(not any("SIGSYS" in line for line in lines), f"{path.name}: killed for {lines[-3:]}")
    need(any("libZXing" in line for line in lines) == (arguments == ["codes"]),
         f"{path.name}: what looks for codes is loaded to do so, and for nothing else")
    return done.returncode, lines[inside + 1:]


def check_calls(folder):
    strace, denied, count = tool("strace"), {}, 0
    for name, path, is_for_codes in pictures_to_watch(folder):
        arguments = ["codes"] if is_for_codes else ["contain", "64", "64", "500", "500"]
        status, lines = calls_of(strace, folder / "log", path, arguments)
        need(status in (0, 1), f"{name}: the decoder ended with {status}")
        for line in (line for line in lines if "= -1 EACCES" in line):
            denied.setdefault(re.match(r"\d+ +(\w+)", line).group(1), line)
        count += 1
    need(set(denied) <= DENIED, f"calls were denied of which nobody knows what they change: {denied}")
    return count, denied


def check_kept(folder):
    """What a search takes of memory and gives back is not asked for anew: each page of it that
    the system makes costs as much as a thousand pixels. What is read goes at the end."""
    path = folder / "picture"
    path.write_bytes(make("jpeg", 1920, 1080, 30, 1))
    _, lines = calls_of(tool("strace"), folder / "log", path, ["codes"])
    given = [line for line in lines if "munmap(" in line]
    need(len(given) <= 1, f"{len(given)} times memory was given back amid a search: {given}")


def check_alone(folder):
    """Without what looks for codes a picture is shown, and none passes for one that has none."""
    alone = folder / "alone" / DECODER.name
    alone.parent.mkdir()
    shutil.copy2(DECODER, alone)
    for arguments, status in ((["contain", "64", "64", "500", "500"], 0), (["codes"], 127)):
        done = subprocess.run([alone, *arguments], input=make("code", 200, 200, 0, 3),
                              capture_output=True, timeout=60, env={})
        need(done.returncode == status, f"alone, {arguments[0]}: {done.returncode}: {done.stderr}")
    need(not done.stdout and b"lobbycard-codes.so" in done.stderr, f"alone: {done.stderr}")


def test():
    need(DECODER.exists(), f"no program at {DECODER}")
    with Lab() as lab:
        refused = check_bombs(lab.folder)
        peak_mb = check_sound(lab.folder)
        watched, denied = check_calls(lab.folder)
        check_kept(lab.folder)
        check_alone(lab.folder)
    return (f"{refused} bombs refused, 24 megapixels in {peak_mb:.0f} MB; {watched} pictures "
            f"watched, denied: {', '.join(sorted(denied)) or 'nothing'}")


main(test)
