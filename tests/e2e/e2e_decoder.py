#!/usr/bin/env python3
"""The real decoder in its sandbox: bombs of each type cost next to nothing, a camera's picture
little. Spoiled files are in tests/screen/test_photo.c."""

from common import Lab, main, need
from pictures import DECODER, Decoded, make

KINDS = ("jpeg", "progressive", "png", "webp", "lossless")
MEMORY_MAX_MB = 100


def check_bombs(folder):
    for kind in KINDS:
        path = folder / kind
        path.write_bytes(make(kind, 4000, 4000, 0, 1))
        bomb = Decoded(path)
        need(bomb.status == 1 and "unpacks to far more" in bomb.message,
             f"{kind} of {path.stat().st_size} bytes and 16 megapixels: {bomb.status}, "
             f"{bomb.message or bomb.size}")
        need(bomb.peak_mb < MEMORY_MAX_MB, f"refusing a bomb of {kind} took {bomb.peak_mb:.0f} MB")
    path.write_bytes(make("jpeg", 6000, 4000, 30, 1))
    photo = Decoded(path)
    need(photo.done and photo.size == (1920, 1080) and photo.pixel_bytes == 1920 * 1080 * 4,
         f"24 megapixels: {photo.message or photo.size}")
    need(photo.peak_mb < MEMORY_MAX_MB, f"24 megapixels took {photo.peak_mb:.0f} MB")
    return photo.peak_mb


def test():
    need(DECODER.exists(), f"no program at {DECODER}")
    with Lab() as lab:
        peak_mb = check_bombs(lab.folder)
    return f"{len(KINDS)} bombs refused, 24 megapixels in {peak_mb:.0f} MB"


main(test)
