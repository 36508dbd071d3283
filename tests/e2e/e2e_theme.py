#!/usr/bin/env python3
"""What `theme` proposes is pasted into a config and judged by `check`; themes follow the hour in
`render` and `programme`; on a ground picture every pixel that a text's box has for its ground
gives the text its contrast; wrong configs are refused with their line."""
import json
import random
import re
import shutil
import struct
import zlib

from common import ROOT, Lab, main, need
from scenes import contrast, png_rows

FEED = ROOT / "assets/demo/feed.json"
GUARD = "[guard]\nhosts = .example.edu.cn\n"
DAY, NIGHT = "2026-11-23T10:00:00+08:00", "2026-11-23T23:00:00+08:00"


def png(width, height, colour_at):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + b"".join(bytes(colour_at(x, y)) for x in range(width)) for y in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def render(lab, at, size="1280x720"):
    out = lab.folder / "out"
    done = lab.run("--config", lab.config, "render", "--feed", FEED, "--at", at, "--size", size, "--out", out,
                   timeout=240)
    need(done.returncode == 0, f"render: {done.stderr.strip()}")
    return out, json.loads((out / "scenes.json").read_text())["slides"]


def logo(chance):
    colours = [tuple(chance.randrange(256) for _ in range(3)) for _ in range(chance.randint(1, 4))]
    return png(40, 40, lambda x, y: colours[(x // 7 + y // 11) % len(colours)])


def check_proposals(lab, chance):
    for name in ("paper", "night", "ours"):
        path = lab.folder / "logo.png"
        path.write_bytes(logo(chance))
        done = lab.run("theme", name, "--from", path)
        need(done.returncode == 0 and "[theme]\n" in done.stdout, f"theme: {done.stderr}")
        lab.config.write_text(done.stdout + GUARD)
        done = lab.run("--config", lab.config, "check", FEED, "--size", "1280x720", timeout=120)
        need(done.returncode == 0, f"what theme {name} printed: {done.stdout}")
    shutil.copy(ROOT / "assets/themes/paper.ini", lab.folder / "own.ini")
    done = lab.run("theme", "ours", "--on", "own.ini")
    need(f"name = {lab.folder}/own.ini\n" in done.stdout, f"a theme named by where it was run: {done.stdout}")
    done = lab.run("theme", "ours", "--from", lab.folder / "none.png")
    need(done.returncode == 1 and "none.png" in done.stderr, f"no logo: {done.stderr}")
    path.write_bytes(logo(chance)[:50])  # amid its pixels, even of a logo of one colour
    done = lab.run("theme", "ours", "--from", path)
    need(done.returncode == 1 and "not copied to its end: copy it once more" in done.stderr, f"cut: {done.stderr}")
    done = lab.run("theme", "ours", "--from", ROOT / "README.md")
    need(done.returncode == 1 and "README.md" in done.stderr, f"no picture: {done.stderr}")


def check_hours(lab):
    lab.config.write_text("[theme]\nname = ink\nby_hour = 22:00-06:00 night\n")
    texts = {}
    for at in (DAY, NIGHT):
        slides = render(lab, at)[1]
        texts[at] = {box["on"] for slide in slides for box in slide["boxes"]
                     if box["box"] == "text" and box["role"] == "site"}
    need(texts == {DAY: {"#ffffff"}, NIGHT: {"#14181d"}}, f"by hour: {texts}")
    done = lab.run("--config", lab.config, "programme", "--feed", FEED, "--at", DAY, "--for", "13h", "--json",
                   timeout=120)
    turns = json.loads(done.stdout)["turns"]
    need(any(turn["until"].startswith("2026-11-23T22:00:00") for turn in turns),
         "no turn ends where the night's theme begins")


def ground_beside(rows, step, rect):
    """The pixels of the frame around a text's box: no ink is on it."""
    x, y, w, h = rect
    for column in range(x, x + w, 3):
        yield rows[y][column * step:column * step + 3]
    for row in range(y, y + h, 3):
        yield rows[row][x * step:x * step + 3]


def check_ground(lab, chance):
    picture = lab.folder / "ground.png"
    sky = [chance.randrange(90, 256) for _ in range(3)]
    picture.write_bytes(png(320, 180, lambda x, y: tuple((c + 7 * x % 23) % 256 for c in sky) if y < 120 + x // 9
                            else (30 + x % 40, 50, 60)))
    lab.config.write_text(f"[theme]\nground_picture = {picture}\nmark = {ROOT}/assets/demo/media/logo.png\n")
    out, slides = render(lab, DAY, "640x360")
    count = 0
    for slide in slides:
        rows, step = png_rows((out / slide["file"]).read_bytes())
        for box in slide["boxes"]:
            if box["box"] != "text" or box["on"] != "#f6f2e9" or box["role"] not in ("site", "clock", "page"):
                continue
            for pixel in ground_beside(rows, step, box["rect"]):
                least = contrast(box["colour"], "#" + bytes(pixel).hex())
                need(least >= 4.5, f"{slide['file']}: {box['role']} on {tuple(pixel)}: {least:.2f}")
                count += 1
    need(count > 500, f"{count} pixels looked at")


def check_refusals(lab):
    for line, wanted, status in (("quiet = #9b9b9b", "quiet = #[0-9a-f]{6} would do", 3),
                                 ("name = nix", "no such theme; there are contrast", 3),
                                 ("by_hour = 22:00-06:00 nix", "no such theme; there are contrast", 3),
                                 ("title_face = No Such Face", "No Such Face", 1),
                                 ("ground_picture = /nowhere.png", "nowhere.png", 1),
                                 ("mark = /nowhere.svg", "nowhere.svg", 1)):
        lab.config.write_text(f"[theme]\n{line}\n")
        done = lab.run("--config", lab.config, "check", FEED, "--size", "1280x720", "--lang", "en", timeout=120)
        said = f"{lab.config}:2: [theme] {line}: "
        need(done.returncode == 1 and said in done.stdout and re.search(wanted, done.stdout),
             f"{line}: {done.stdout}{done.stderr}")
        done = lab.run("--config", lab.config, "render", "--feed", FEED, "--out", lab.folder / "no")
        need(done.returncode == status and said in done.stderr and done.stderr.count("\n") == 1, f"{line}: {done}")
        # What ends with 3 is the config's, whatever else is missing: here there is no edition either.
        for command in ("render", "programme") if status == 3 else ():
            done = lab.run("--config", lab.config, command)
            need(done.returncode == 3 and said in done.stderr and done.stderr.count("\n") == 1, f"{command}, {line}: {done}")


def test():
    seed = random.randrange(1 << 30)
    print(f"seed {seed}")
    chance = random.Random(seed)
    with Lab() as lab:
        check_proposals(lab, chance)
        check_hours(lab)
        check_ground(lab, chance)
        check_refusals(lab)
    return f"proposals pasted, hours followed, text read on a picture, refusals with their line; seed {seed}"


main(test)
