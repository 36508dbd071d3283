#!/usr/bin/env python3
"""The demo at four sizes: scenes.json keeps its contract, the pictures show what it says, and a
second run makes the same bytes."""

import json

from common import DEMO_FEED, Lab, Failure, main, need
from scenes import check_slide, ink_share, png_rows, png_size

SIZES = [(1920, 1080), (3840, 2160), (1080, 1920), (1366, 768)]
AT = "2026-11-23T10:00:00+08:00"
KINDS = {"welcome", "headlines", "article", "notice", "hotlines", "links"}


def render(lab, size, name):
    """scenes.json of one run; its files are in the folder of that name."""
    folder = lab.folder / name
    done = lab.run("render", "--size", f"{size[0]}x{size[1]}", "--at", AT, "--out", folder,
                   timeout=60)
    need(done.returncode == 0, f"render {name}: {done.returncode}: {done.stderr.strip()}")
    return json.loads((folder / "scenes.json").read_text()), folder


def check(scenes, folder, size, source):
    need(scenes["size"] == list(size), f"size {scenes['size']} where {size} was asked for")
    need(scenes["at"] == AT, f"at {scenes['at']}")
    need(scenes["held"] == [], f"items of the demo are held: {scenes['held']}")
    slides = scenes["slides"]
    kinds = {slide["kind"] for slide in slides}
    need(KINDS <= kinds, f"no slide of kind {KINDS - kinds}")
    files = sorted(path.name for path in folder.iterdir())
    need(files == sorted([slide["file"] for slide in slides] + ["scenes.json"]),
         f"the folder holds {files}")
    findings = []
    for number, slide in enumerate(slides, 1):
        need(slide["file"] == f"{number:03}-{slide['kind']}.png", f"slide {number} is {slide['file']}")
        found = png_size((folder / slide["file"]).read_bytes())
        need(found == list(size), f"{slide['file']} is {found}")
        findings += [f"{folder.name}/{slide['file']}: {finding}"
                     for finding in check_slide(slide, size, source)]
        findings += [f"{folder.name}/{slide['file']}: {warning}" for warning in slide["warnings"]]
    if findings:
        raise Failure(f"{len(findings)} findings\n  " + "\n  ".join(findings[:40]))
    return len(slides)


def check_ink(scenes, folder):
    """Every text box has its ink in the picture: scenes.json does not merely claim it. The first
    slide of each kind, for unfiltering PNG rows here takes half a second each."""
    for slide in {slide["kind"]: slide for slide in reversed(scenes["slides"])}.values():
        rows, step = png_rows((folder / slide["file"]).read_bytes())
        for box in slide["boxes"]:
            if box["box"] == "text":
                share = ink_share(rows, step, box)
                need(0.003 < share < 0.6, f"{slide['file']}: {box['role']} {box['lines'][0][:12]!r} "
                                          f"has ink on {100 * share:.2f} % of its box")


def test():
    source = DEMO_FEED.read_text(encoding="utf-8")
    with Lab() as lab:
        slides = 0
        for size in SIZES:
            name = f"{size[0]}x{size[1]}"
            scenes, folder = render(lab, size, name)
            slides += check(scenes, folder, size, source)
        check_ink(scenes, folder)
        for size in (SIZES[0], SIZES[-1]):
            name = f"{size[0]}x{size[1]}"
            _, again = render(lab, size, f"{name}-again")
            for path in again.iterdir():
                need(path.read_bytes() == (lab.folder / name / path.name).read_bytes(),
                     f"{name}/{path.name} differs from one run to the next")
        return f"{slides} slides at {len(SIZES)} sizes keep the contract, twice the same bytes"


main(test)
