#!/usr/bin/env python3
"""Draws docs/desk.png anew: the desk with the demo's feed, and a notice that is being written. Needs build/release, Debian's
chromium, chromium-driver, python3-selenium and fonts-noto-cjk, and ImageMagick; run it when the page or the slides change.

    docs/desk-picture.py
"""

import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests/e2e"))

from browser import Browser, missing  # noqa: E402
from common import DEMO_FEED, Lab, need  # noqa: E402
from desk import PASSWORD, Desk  # noqa: E402

OUT = ROOT / "docs/desk.png"


def take_over(desk, lab):
    """The demo's feed, with its pictures."""
    shutil.copytree(DEMO_FEED.parent / "media", desk.data / "work/media", dirs_exist_ok=True)
    done = desk.log_in("admin").ask("POST", "/api/import", {"feed": DEMO_FEED.read_text(encoding="utf-8"), "confirm": True})
    need(done.status == 200, f"import: {done}")


def draw():
    with Lab() as lab:
        desk = Desk(lab, ["approvals = 1", "[screen]", "timezone = Asia/Shanghai", "[guard]", "tags = dormitory, lobby, library"])
        take_over(desk, lab)
        page = Browser(lab, f"http://127.0.0.1:{desk.port}/")
        page.log_in("editor", PASSWORD)
        page.go("new")
        page.press("通知", ".kinds button")
        page.write("/title", "周六上午停水")
        page.write("/text", "三号宿舍楼更换主管道，周六上午八时至十二时停水，请提前储水。")
        page.all('[data-pointer="/level"] input[value=important]')[0].click()
        page.seen(".when input").send_keys("今天 7:00 到 周六 12:00，宿舍屏")
        page.wait_text(".says", "明白了")
        page.saved()
        page.previewed()
        page.previewed("standing")
        page.script("document.activeElement.blur(); scrollTo(0, 0)")
        page.wait_text(".list-pane .name", "周六上午停水")
        page.shot(OUT)
    subprocess.run(["convert", OUT, "-strip", "-colors", "255", f"PNG8:{OUT}"], check=True)
    print(OUT, OUT.stat().st_size)


if __name__ == "__main__":
    if why := missing():
        sys.exit(why)
    draw()
