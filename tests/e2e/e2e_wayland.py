#!/usr/bin/env python3
"""Under Wayland, without a graphics card: play stands on the glass of the display that was named,
follows its size, and has sway switch the displays off at night."""

import contextlib
import json
import os
import shutil
import subprocess
import sys

from common import DEMO_FEED, Lab, Failure, main, need, wait
from slides import Slides, publish

SIZE = (1280, 720)
PAPER = b"\xf6\xf2\xe9"


def as_nobody():
    """The compositor refuses root."""
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []


@contextlib.contextmanager
def compositor(lab):
    """sway with two headless displays; the lab's environment leads to it."""
    runtime = lab.folder / "runtime"
    runtime.mkdir(mode=0o700)
    config = runtime / "sway.conf"
    config.write_text(f"output * resolution {SIZE[0]}x{SIZE[1]}\nxwayland disable\n")
    if os.getuid() == 0:
        os.chmod(lab.folder, 0o755)
        os.chown(runtime, 65534, 65534)
    lab.environment["XDG_RUNTIME_DIR"] = str(runtime)
    log = lab.folder / "sway.stderr"
    with log.open("wb") as out:
        sway = subprocess.Popen(
            [*as_nobody(), "sway", "--debug", "--config", config], stdout=out, stderr=out,
            stdin=subprocess.DEVNULL, env=lab.environment | {
                "WLR_BACKENDS": "headless", "WLR_LIBINPUT_NO_DEVICES": "1",
                "WLR_RENDERER": "pixman", "WLR_HEADLESS_OUTPUTS": "2"})
    try:
        wait(lambda: sway.poll() is not None or any(runtime.glob("wayland-*.lock")), 10, "sway")
        need(sway.poll() is None, f"sway left: {log.read_text(errors='replace').strip()}")
        lab.environment["WAYLAND_DISPLAY"] = next(runtime.glob("wayland-*.lock")).stem
        lab.environment["SWAYSOCK"] = str(wait(lambda: next(runtime.glob("sway-ipc*"), None), 10,
                                               "sway's socket"))
        yield
    finally:
        sway.terminate()
        try:
            sway.wait(10)
        except subprocess.TimeoutExpired:
            sway.kill()
            raise Failure("sway did not leave") from None


def sway(lab, *arguments):
    done = subprocess.run(["swaymsg", "--raw", *arguments], env=lab.environment, timeout=20,
                          capture_output=True, encoding="utf-8")
    need(done.returncode == 0, f"swaymsg {arguments}: {done.stdout}{done.stderr}")
    return json.loads(done.stdout)


class Output:
    """What stands on one display, as slides.Slides looks at it."""

    def __init__(self, lab, name):
        self.lab, self.name = lab, name

    def rows(self):
        done = subprocess.run(["grim", "-o", self.name, "-t", "ppm", "-"], timeout=20,
                              env=self.lab.environment, capture_output=True)
        need(done.returncode == 0, f"grim: {done.stderr.decode().strip()}")
        magic, size, _, pixels = done.stdout.split(b"\n", 3)
        need(magic == b"P6", f"grim: {magic}")
        stride = 3 * int(size.split()[0])
        return [pixels[i:i + stride] for i in range(0, len(pixels), stride)]

    def rgb(self, *_):
        return self.rows()

    def is_slide(self):
        """Mostly paper, and ink on it."""
        pixels = b"".join(self.rows())
        some = [pixels[i:i + 3] for i in range(0, len(pixels), 3 * 7)]
        return 0.5 < some.count(PAPER) / len(some) < 0.999 and len(set(some)) > 20


def check_demo(lab):
    lab.write_config({"demo": DEMO_FEED.as_uri()}, programme={"order": "welcome, headlines"})
    done = lab.run("--config", lab.config, "fetch", "--once")
    need(done.returncode == 0, f"fetch: {done.stderr}")
    player = lab.play("--no-fetch")
    for kind in ("welcome", "headlines"):
        wait(lambda: not player.running() or lab.glass().get("kind") == kind, 60, kind)
        need(player.running(), "play left")
        wait(Output(lab, "HEADLESS-1").is_slide, 10, "a slide in the compositor's picture", 0.3)
    player.stop()


def check_outputs(lab):
    """The second display, at its size and at others, whatever comes beside it."""
    publish(lab)
    lab.config.write_text(lab.config.read_text().replace("[screen]\n", "[screen]\ndisplay = 1\n"))
    slides, output = Slides(lab), Output(lab, "HEADLESS-2")
    player = lab.play("--no-fetch")
    slides.wait(output, (0, 0, *SIZE), "on the second display", 30)
    for size in ((800, 600), (540, 900), SIZE):
        sway(lab, f"output HEADLESS-2 resolution {size[0]}x{size[1]}")
        slides.wait(output, (0, 0, *size), f"at {size}", 30)
    sway(lab, "create_output")
    slides.wait(output, (0, 0, *SIZE), "beside a third display", 30)
    player.stop()
    need(player.log.read_text() == "", player.log.read_text())


def check_night(lab):
    """swaymsg is sway's own. Its headless displays cannot be off, but it writes down that it was
    asked, and takes the words for what they are."""
    log = lab.folder / "sway.stderr"
    lab.config.write_text(lab.config.read_text().replace("display = 1\n", "off = 23:00-23:02\n"))
    player = lab.play("--no-fetch", "--clock", "2026-11-23T22:59:30+08:00,x20")
    for word in ("off", "on"):
        for text in (f"Handling command 'output * dpms {word}'", f"Subcommand: dpms {word}"):
            wait(lambda: text in log.read_text(errors="replace"), 30, f"sway to be asked: {text}")
    player.stop()
    need("warning" not in player.log.read_text(), player.log.read_text())


def test():
    with Lab(*SIZE) as lab, compositor(lab):
        check_demo(lab)
        check_outputs(lab)
        check_night(lab)
        return "slides on the display that was named, drawn by the CPU, at four sizes; off at night"


for name in ("sway", "swaymsg", "grim", "setpriv"):
    if not shutil.which(name):
        print(f"skip e2e_wayland: no {name}")
        sys.exit(77)
main(test)
