#!/usr/bin/env python3
"""Uyghur, Tibetan, Thai, emoji and a character that no face has, set by the program as it is; and on
a machine without faces `check` names the script and the package that has them."""

import json
import subprocess

from common import Lab, main, need
from scenes import ink_share, png_rows

UYGHUR = "2024-يىلى 8-ئاينىڭ 20-كۈنى (8:30—17:30) باشلىنىدۇ"
THAI = "ห้องสมุดเปิด 8:00 น. ทุกวัน"
TIBETAN = "སློབ་གྲྭ་ཆེན་མོའི་སློབ་མ་གསར་པ།"


def test():
    feed = {"lobbycard": 1, "site": {"name": "示例学院"}, "items": [
        {"id": "ug", "kind": "notice", "title": "通知", "text": UYGHUR},
        {"id": "bo", "kind": "notice", "title": "通知", "text": TIBETAN},
        {"id": "em", "kind": "notice", "title": "通知", "text": "欢迎😀光临"},
        {"id": "no", "kind": "notice", "title": "通知", "text": "私用\ue5e6字"}]}
    with Lab() as lab:
        path, out = lab.folder / "feed.json", lab.folder / "out"
        path.write_text(json.dumps(feed), encoding="utf-8")
        done = lab.run("render", "--feed", path, "--size", "1366x768", "--out", out, timeout=60)
        need(done.returncode == 0, f"render: {done.stderr.strip()}")
        slides = json.loads((out / "scenes.json").read_text())["slides"]
        notices = {slide["item"]: slide for slide in slides if slide["kind"] == "notice"}
        texts = {}
        for item, slide in notices.items():
            box = next(box for box in slide["boxes"] if box.get("role") == "text")
            texts[item] = " ".join(box["lines"])
            rows, step = png_rows((out / slide["file"]).read_bytes())
            need(ink_share(rows, step, box) > 0.002, f"{item}: no ink")
            if item == "ug":
                line = dict(box, rect=box["rect"][:3] + [box["rect"][3] // len(box["lines"])])
                left, right = halves(line)
                need(ink_share(rows, step, right) > ink_share(rows, step, left),
                     "Uyghur does not begin on the right")
        need(texts["ug"].replace(" ", "") == UYGHUR.replace(" ", ""), f"lines {texts['ug']!r}")
        need(texts["bo"] == TIBETAN, f"lines {texts['bo']!r}")
        for item in ("ug", "bo", "em"):
            need(notices[item]["warnings"] == [], f"{item}: {notices[item]['warnings']}")
        need("私用〓字" in texts["no"], f"lines {texts['no']!r}")
        need(notices["no"]["warnings"] == ["text: no face has \ue5e6 U+E5E6"],
             f"warnings {notices['no']['warnings']}")
        check_thai(lab)
        return "the scripts are set, and what no face has is said"


def check_thai(lab):
    """No mark of a face that has no such letter: they are set, or the place is 〓 and check tells."""
    path, out = lab.folder / "thai.json", lab.folder / "thai"
    path.write_text(json.dumps({"lobbycard": 1, "lang": "th", "items": [
        {"id": "th", "kind": "notice", "title": THAI, "text": THAI}]}), encoding="utf-8")
    bare = lab.folder / "no-faces.conf"
    bare.write_text('<?xml version="1.0"?><fontconfig><cachedir>%s</cachedir></fontconfig>' % lab.folder)
    there = subprocess.run(["fc-list", ":lang=th", "file"], env=lab.environment,
                           capture_output=True, text=True).stdout
    for has_face, config in ((bool(there.strip()), None), (False, bare)):
        if config:
            lab.environment["FONTCONFIG_FILE"] = str(config)
        done = lab.run("render", "--feed", path, "--size", "1366x768", "--out", out, timeout=60)
        need(done.returncode == 0, f"render: {done.stderr.strip()}")
        slide = next(slide for slide in json.loads((out / "scenes.json").read_text())["slides"]
                     if slide["kind"] == "notice")
        lines = "".join("".join(box.get("lines", [])) for box in slide["boxes"]
                        if box.get("role") in ("title", "text"))
        has_letters = any("\u0e00" <= letter <= "\u0e7f" for letter in lines)
        need(has_letters == has_face and ("〓" in lines) != has_face, f"lines {lines!r}")
        need((slide["warnings"] == []) == has_face, f"warnings {slide['warnings']}")
        said = lab.run("check", path, timeout=60).stdout
        need(("Thai letters" in said and "fonts-noto-core" in said) != has_face, f"check: {said}")


def halves(box):
    x, y, w, h = box["rect"]
    return dict(box, rect=[x, y, w // 2, h]), dict(box, rect=[x + w // 2, y, w // 2, h])


main(test)
