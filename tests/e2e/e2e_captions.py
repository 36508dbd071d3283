#!/usr/bin/env python3
"""A caption can be read whatever the photo below it shows: measured in the painted pixels, over
white, black and noise, in every theme and shape of screen."""

import json
from collections import Counter

from common import Lab, main, need
from pictures import make
from scenes import contrast, png_rows

from e2e_pictures import png

PHOTOS = ("white", "black", "noise")
THEMES = ("paper", "festival", "contrast", "ink", "night")
SIZES = ("683x384", "540x960")
LEAST = 4.5


def write_feed(folder):
    (folder / "white.png").write_bytes(png(400, 300, (255, 255, 255)))
    (folder / "black.png").write_bytes(png(400, 300, (0, 0, 0)))
    (folder / "noise.png").write_bytes(make("jpeg", 900, 600, 500, 3))
    items = [{"id": f"{name}-{fit}", "kind": "picture", "image": f"{name}.png", "fit": fit,
              "title": "实训中心的工作台前，一年级新生第一次点亮自己焊接的电路板"}
             for name in PHOTOS for fit in ("cover", "contain")]
    path = folder / "feed.json"
    path.write_text(json.dumps({"lobbycard": 1, "items": items}, ensure_ascii=False))
    return path


def hexed(pixel):
    return "#" + bytes(pixel).hex()


def check_caption(slide, rows, step):
    """Every pixel of the caption's lines is the text's colour, the ground's, or the edge of a
    stroke between both; and the two are far enough apart."""
    box, = [box for box in slide["boxes"] if box.get("role") == "caption"]
    left, top, width, height = box["rect"]
    seen = Counter(tuple(row[step * x:step * x + 3]) for row in rows[top:top + height]
                   for x in range(left, left + min(width, longest(box))))
    ground = seen.most_common(1)[0][0]
    text = tuple(bytes.fromhex(box["colour"][1:]))
    need(seen[text] > 50, f"{slide['item']}: no pixel of the text's colour {text}")
    for pixel in seen:
        for channel in range(3):
            low, high = sorted((ground[channel], text[channel]))
            need(low - 2 <= pixel[channel] <= high + 2,
                 f"{slide['item']}: {pixel} shines through the caption")
    need(contrast(hexed(text), hexed(ground)) >= LEAST,
         f"{slide['item']}: {contrast(hexed(text), hexed(ground)):.1f} to 1")
    return contrast(hexed(text), hexed(ground))


def longest(box):
    """Its longest line in px, nearly: Han characters are as wide as they are high."""
    return max(len(line) for line in box["lines"]) * box["font_px"] * 9 // 10


def test():
    least, count = 99, 0
    with Lab() as lab:
        feed = write_feed(lab.folder)
        for theme in THEMES:
            for size in SIZES:
                lab.write_config({}, theme={"name": theme})
                out = lab.folder / f"{theme}-{size}"
                done = lab.run("--config", lab.config, "render", "--feed", feed, "--size", size,
                               "--out", out, timeout=120)
                need(done.returncode == 0, f"render: {done.stderr.strip()}")
                slides = json.loads((out / "scenes.json").read_text())["slides"]
                slides = [slide for slide in slides if slide["kind"] == "picture"]
                need(len(slides) == 2 * len(PHOTOS), f"{len(slides)} picture slides")
                for slide in slides:
                    rows, step = png_rows((out / slide["file"]).read_bytes())
                    least = min(least, check_caption(slide, rows, step))
                    count += 1
    return f"{count} captions over white, black and noise, at least {least:.1f} to 1"


if __name__ == "__main__":
    main(test)
