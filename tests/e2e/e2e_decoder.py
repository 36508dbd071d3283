#!/usr/bin/env python3
"""The real decoder in its sandbox: bombs of each type cost next to nothing, a camera's picture
little, and mutated files end it with an answer and never with a signal. `--long` runs 10,000."""

import random

from common import Lab, main, need
from pictures import DECODER, Decoded, is_long, make

KINDS = ("jpeg", "progressive", "png", "webp", "lossless")
MEMORY_MAX_MB = 100
MUTATIONS = 10_000 if is_long else 300


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


def mutate(data, chance):
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        way, at = chance.randrange(4), chance.randrange(len(out))
        if way == 0:
            out[at] = chance.randrange(256)
        elif way == 1:
            out[at] ^= 1 << chance.randrange(8)
        elif way == 2:
            del out[at:at + chance.randint(1, 40)]
            out = out or bytearray(b"\xff")
        else:
            out[at:at] = out[at:at + chance.randint(1, 40)]
    return bytes(out)


def check_mutated(folder):
    chance = random.Random(20261123)
    seeds = [make(kind, 61, 43, 20, 5) for kind in KINDS]
    refused = 0
    path = folder / "mutated"
    for number in range(MUTATIONS):
        data = mutate(seeds[number % len(seeds)], chance)
        path.write_bytes(data)
        got = Decoded(path, "contain" if number % 2 else "cover", 64, 64)
        if got.status not in (0, 1):
            kept = folder.parent / f"lobbycard-mutated-{number}"
            kept.write_bytes(data)
            need(False, f"mutation {number} ended the decoder with {got.status}: {kept}")
        need(got.done == (got.status == 0) and (got.done or got.message),
             f"mutation {number}: status {got.status} and {got.message!r}")
        need(got.pixel_bytes == (4 * got.size[0] * got.size[1] if got.done else 0),
             f"mutation {number}: {got.pixel_bytes} bytes for {got.size}")
        refused += not got.done
    need(MUTATIONS // 10 < refused < MUTATIONS, f"{refused} of {MUTATIONS} were refused")
    return refused


def test():
    need(DECODER.exists(), f"no program at {DECODER}")
    with Lab() as lab:
        peak_mb = check_bombs(lab.folder)
        refused = check_mutated(lab.folder)
    return (f"{len(KINDS)} bombs refused, 24 megapixels in {peak_mb:.0f} MB, "
            f"{refused} of {MUTATIONS} mutations refused and none a crash")


main(test)
