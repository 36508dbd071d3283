#!/usr/bin/env python3
"""Pictures with a QR code each, made by chance (tests/decode/coded.c): any two colours of a contrast
over 2, clear in parts, light on dark, turned, mirrored, small and as large as the screen, on flat
ground and in photographs. The decoder finds 99 of 100: it reads what the code says, or says that
there is one which nobody can judge. zbarimg looks at the slides that show them, side by side.

    e2e_coded.py [--seed N] [--count N] [--jobs N]

3,000 of them take a core three quarters of an hour: batches of them run beside one another, one on each core."""

import argparse
import collections
import json
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from common import Lab, PROGRAM, main, need
from pictures import DECODER, REPLY, is_long

MAKER = PROGRAM.parent / "tests/make_coded"
BATCH = 20
SHARE = 0.99
arguments = argparse.ArgumentParser()
arguments.add_argument("--seed", type=int, default=int(time.time()) % 1000000 if is_long else 1)
arguments.add_argument("--count", type=int, default=3000 if is_long else 30)
arguments.add_argument("--jobs", type=int, default=os.cpu_count() if is_long else 1)
wanted = arguments.parse_args()


def look(path):
    """What the decoder says: the texts, or None where there is a code that cannot be judged."""
    with path.open("rb") as picture:
        done = subprocess.run([DECODER, "codes"], stdin=picture, capture_output=True, timeout=120)
    need(len(done.stdout) >= REPLY.size, f"{path.name}: the decoder ended with {done.returncode}")
    reply = REPLY.unpack(done.stdout[:REPLY.size])
    need(reply[1] == 1 or reply[10] == 1, f"{path.name}: {reply[-1]}")
    return done.stdout[REPLY.size:].decode(errors="replace").split("\0") if reply[1] else None


def slides(lab, folder, rows):
    """The slide of each picture, as a path."""
    items = [{"id": row[0], "kind": "picture", "title": row[0], "image": row[1], "fit": "contain"}
             for row in rows]
    (folder / "feed.json").write_text(json.dumps({"lobbycard": 1, "items": items}))
    done = lab.run("render", "--feed", folder / "feed.json", "--out", folder / "out", timeout=600)
    need(done.returncode == 0, f"render: {done.stderr}")
    scenes = json.loads((folder / "out/scenes.json").read_text())["slides"]
    return {one["item"]: folder / "out" / one["file"] for one in scenes if one["kind"] == "picture"}


def scan(path):
    done = subprocess.run(["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", path],
                          capture_output=True, text=True, timeout=120)
    return done.stdout.split("\n")


def batch(lab, seed, count):
    folder = lab.folder / f"coded-{seed}"
    folder.mkdir()
    made = subprocess.run([MAKER, folder, str(seed), str(count)], check=True, capture_output=True,
                          text=True, timeout=600)
    rows = [line.split("\t") for line in made.stdout.splitlines()]
    counts, missed = collections.Counter(), []
    shown = slides(lab, folder, rows)
    for name, file, text, how in rows:
        texts, seen = look(folder / file), text in scan(shown[name])
        found = texts is None or text in texts
        counts["read"] += texts is not None and found
        counts["held"] += texts is None
        counts["by zbarimg"] += seen
        counts["by zbarimg alone"] += seen and not found
        if not found:
            missed.append(f"seed {name}: {how}{', zbarimg reads it' if seen else ''}")
    shutil.rmtree(folder)
    return counts, missed


def test():
    counts, missed = collections.Counter(), []
    with Lab() as lab, ThreadPoolExecutor(wanted.jobs) as pool:
        for more, others in pool.map(
                lambda at: batch(lab, wanted.seed + at, min(BATCH, wanted.count - at)),
                range(0, wanted.count, BATCH)):
            counts += more
            missed += others
    found = counts["read"] + counts["held"]
    said = (f"seed {wanted.seed}: of {wanted.count} codes {100 * found / wanted.count:.1f} % are found, "
            f"{counts['read']} read and {counts['held']} held as what nobody can judge; zbarimg reads "
            f"{counts['by zbarimg']} off the slides, {counts['by zbarimg alone']} that are not found")
    missed = "\n  ".join(missed)
    need(found >= SHARE * wanted.count - (0 if is_long else 1), f"{said}\n  {missed}")
    return said + (f"\n  {missed}" if missed else "")


if not shutil.which("zbarimg"):
    print("skip e2e_coded: no zbarimg")
    sys.exit(77)
os.environ.setdefault("LANG", "C.UTF-8")
main(test)
