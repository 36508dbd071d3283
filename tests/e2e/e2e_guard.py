#!/usr/bin/env python3
"""The hijack: a page with its school's name plays; the same page with the name replaced
everywhere, as it was once captured, changes nothing on the glass, and status and check name it."""

import json
import os
import pathlib
import sys

from common import ROOT, Lab, feed, main, need, notice, replace_file, wait

CAPTURED = pathlib.Path(os.environ.get("LOBBYCARD_CAPTURED_PAGE") or
                        ROOT.parent / "shared/reference/campus-page.txt")
IMPOSTOR = "全年无错九肖网站"
SCHOOL = "云溪海联职业技术学院"


def page_feed(text, serial):
    """The captured page as the feed that its site would have given."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    name = IMPOSTOR if IMPOSTOR in text else SCHOOL
    article = {"id": "page", "kind": "article", "title": lines[3], "published": "2024-11-10",
               "source": name, "body": [{"text": line} for line in lines[5:]]}
    return (json.dumps({"lobbycard": 1, "serial": serial, "site": {"name": name,
                        "welcome": lines[0]}, "items": [article]}, ensure_ascii=False)
            + "\n" * (serial % 50)).encode()


def prepare(lab, captured, identity):
    """A feed with the true page in place, and the hijacked one to put there."""
    path = lab.folder / "feed.json"
    lab.store = lab.folder / f"store{len(identity)}"
    replace_file(path, page_feed(captured.replace(IMPOSTOR, SCHOOL), 1))
    lab.write_config({"campus": f"file://{path}"}, programme={"order": "article"})
    with lab.config.open("a") as config:
        config.write(f"[guard]\nidentity = {identity}\n")
    need(lab.run("--config", lab.config, "check", path).stdout.endswith("0 warnings\n"),
         "check of the true page found something")
    return path, page_feed(captured, 2)


def check_told(lab, path, edition):
    status = lab.status()
    need("/site/name" in status["sources"][0]["last_error"], f"status: {status}")
    need(status["edition"]["id"] == edition, "the hijacked page made an edition")
    checked = lab.run("--config", lab.config, "check", "--json", path)
    found = json.loads(checked.stdout)["findings"]
    need(checked.returncode == 1 and any(f["pointer"] == "/site/name" for f in found) and
         any(f["item"] == "page" and f["severity"] == "error" for f in found),
         f"check: {checked.stdout}")
    shown = lab.run("--config", lab.config, "render", "--out", lab.folder / "out")
    scenes = (lab.folder / "out/scenes.json").read_text()
    need(shown.returncode == 0 and SCHOOL in scenes and "九肖" not in scenes, "render shows it")


def check_hijack(lab, captured):
    path, hijacked = prepare(lab, captured, f"{SCHOOL}, Yunxi Hailian College")
    player = lab.play("--windowed=960x540")
    lab.wait_item("page", 10)
    edition = lab.status()["edition"]["id"]
    replace_file(path, hijacked)
    wait(lambda: lab.source("campus").get("last_error"), 25, "an error in `status`")
    glass = lab.glass()
    need(glass["edition"] == edition and glass["item"] == "page", f"on the glass: {glass}")
    check_told(lab, path, edition)
    player.stop()


def check_hijack_by_lists(lab, captured):
    """Where nobody filled in the identity, the shipped lists are still there."""
    path, hijacked = prepare(lab, captured, "")
    need(lab.run("--config", lab.config, "fetch", "--once").returncode == 0, "fetch")
    edition = lab.status()["edition"]["id"]
    replace_file(path, hijacked)
    need(lab.run("--config", lab.config, "fetch", "--once").returncode == 1, "fetch took it")
    check_told(lab, path, edition)


def check_held(lab):
    """A poisoned item and a foreign number are held back alone, and told."""
    path = lab.folder / "mixed.json"
    path.write_bytes(feed(5, notice("good"), notice("bad", text="六·合·彩 資料")))
    lab.config.write_text("[guard]\nhotlines = 110\n")
    out = lab.folder / "held"
    done = lab.run("--config", lab.config, "render", "--feed", path, "--out", out)
    need(done.returncode == 0, done.stderr)
    scenes = json.loads((out / "scenes.json").read_text())
    need([held["item"] for held in scenes["held"]] == ["/hotlines/0", "bad"],
         f"held: {scenes['held']}")
    need({slide["item"] for slide in scenes["slides"]} >= {"good"}, "the good one is not shown")
    need("bad" not in {slide["item"] for slide in scenes["slides"]}, "the bad one is shown")
    lab.config.write_text("[guard]\ndeny = /not/there.txt\n")
    done = lab.run("--config", lab.config, "render", "--feed", path, "--out", out)
    need(done.returncode == 1 and "/not/there.txt" in done.stderr, f"a missing list: {done}")


def test():
    with Lab() as lab:
        check_held(lab)
        if not CAPTURED.exists():
            print(f"skip e2e_guard: no {CAPTURED}; the rest is well")
            sys.exit(77)
        captured = CAPTURED.read_text(encoding="utf-8")
        lab.open_display()
        check_hijack(lab, captured)
        check_hijack_by_lists(lab, captured)
    return "the hijacked page never reached the glass"


main(test)
