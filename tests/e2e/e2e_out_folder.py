#!/usr/bin/env python3
"""render --out into a folder that is not empty: the pictures are those of this run, also where it
made none, scenes.json names each of them, and what is not render's own stays as it was."""

import json
import os
import subprocess

from common import PROGRAM, Lab, feed, main, need, notice

AT = "2026-11-23T10:00:00+08:00"
# Nearly render's own, and a person's.
FOREIGN = ["1-notice.png", "0004-notice.png", "004-notes.png", "004-notice.jpg", "004-notice.png.bak",
           "notice.png", "000-notice.png", "+04-notice.png", " 04-notice.png", "wall.png", "README"]


def render(lab, out, count, kind="notice", before=()):
    more = {"kind": kind, **({"body": [{"text": "欢迎。"}]} if kind == "article" else {})}
    path = lab.folder / "feed.json"
    path.write_bytes(feed(count, *(notice(f"n{i}") | more for i in range(count))))
    config = lab.folder / "render.ini"
    config.write_text(f"[programme]\norder = {kind}\n")
    return subprocess.run(
        [*before, PROGRAM, "--config", config, "render", "--feed", path, "--at", AT, "--size",
         "320x240", "--out", out],
        env=lab.environment, cwd=lab.folder, timeout=60, capture_output=True, encoding="utf-8")


def names(out):
    return sorted(path.name for path in out.iterdir())


def check_run(lab, out, count, kind="notice", also=()):
    done = render(lab, out, count, kind)
    need(done.returncode == 0, f"render: {done.returncode}: {done.stderr.strip()}")
    slides = [slide["file"] for slide in json.loads((out / "scenes.json").read_text())["slides"]]
    need(len(slides) == count, f"{len(slides)} slides of {count} items")
    need(names(out) == sorted([*slides, "scenes.json", *also]),
         f"{count} slides of kind {kind}: the folder holds {names(out)}")


def check_foreign(lab, out):
    for name in FOREIGN:
        (out / name).write_text(name)
    check_run(lab, out, 3, also=FOREIGN)
    for name in FOREIGN:
        need((out / name).read_text() == name, f"{name} was touched")
    for name in FOREIGN:
        (out / name).unlink()


def check_unwritable(lab, out):
    """It fails, says where, and takes nothing away."""
    check_run(lab, out, 5)
    before = names(out)
    nobody = []
    if os.getuid() == 0:
        nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        lab.folder.chmod(0o755)
    out.chmod(0o555)
    done = render(lab, out, 2, before=nobody)
    out.chmod(0o755)
    need(done.returncode == 1 and str(out) in done.stderr, f"unwritable: {done.stderr}")
    need(names(out) == before, f"a run that failed left {names(out)}")


def check_nothing_to_show(lab, out):
    """Pictures of the run before would pass for what was asked for now."""
    foreign = ["wall.png", "0004-notice.png", "004-notes.png"]
    check_run(lab, out, 5)
    for name in foreign:
        (out / name).write_text(name)
    (lab.folder / "broken.json").write_text("{")
    before = names(out)
    done = lab.run("render", "--feed", lab.folder / "broken.json", "--at", "soon", "--out", out)
    need(done.returncode == 2 and names(out) == before, "wrong usage took pictures away")
    done = lab.run("render", "--feed", lab.folder / "broken.json", "--out", out)
    need(done.returncode == 1 and done.stderr.count("\n") == 1, f"{done.returncode} {done.stderr}")
    need(names(out) == sorted(foreign), f"a run that made nothing left {names(out)}")
    for name in foreign:
        (out / name).unlink()
    done = lab.run("render", "--feed", lab.folder / "broken.json", "--out", lab.folder / "none")
    need(done.returncode == 1 and not (lab.folder / "none").exists(), "a folder for nothing")


def check_stuck(lab, out):
    """What cannot go is said: a folder by that name."""
    check_run(lab, out, 3)
    (out / "020-notice.png").mkdir()
    done = render(lab, out, 3)
    need(done.returncode == 1 and "020-notice.png" in done.stderr and
         done.stderr.count("\n") == 1, f"a folder in the way: {done.returncode} {done.stderr}")


def test():
    with Lab() as lab:
        out = lab.folder / "out"
        check_run(lab, out, 20)
        check_run(lab, out, 3)
        check_run(lab, out, 4, "article")
        check_run(lab, out, 4)
        check_foreign(lab, out)
        check_unwritable(lab, out)
        check_nothing_to_show(lab, out)
        check_stuck(lab, out)
        return "20 slides, then 3, then others: the folder holds this run's and what is not render's"


main(test)
