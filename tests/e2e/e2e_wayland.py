#!/usr/bin/env python3
"""Under Wayland, without a graphics card: play stands on the glass."""

import contextlib
import os
import shutil
import subprocess
import sys

from common import DEMO_FEED, Lab, Failure, main, need, wait

SIZE = (1280, 720)
PAPER = b"\xf6\xf2\xe9"


def as_nobody():
    """The compositor refuses root."""
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []


@contextlib.contextmanager
def compositor(lab):
    """sway with one headless display; the lab's environment leads to it."""
    runtime = lab.folder / "runtime"
    runtime.mkdir(mode=0o700)
    config = runtime / "sway.conf"
    config.write_text(f"output HEADLESS-1 resolution {SIZE[0]}x{SIZE[1]}\nxwayland disable\n")
    if os.getuid() == 0:
        os.chmod(lab.folder, 0o755)
        os.chown(runtime, 65534, 65534)
    lab.environment["XDG_RUNTIME_DIR"] = str(runtime)
    log = lab.folder / "sway.stderr"
    with log.open("wb") as out:
        sway = subprocess.Popen(
            [*as_nobody(), "sway", "--config", config], stdout=out, stderr=out,
            stdin=subprocess.DEVNULL, env=lab.environment | {
                "WLR_BACKENDS": "headless", "WLR_LIBINPUT_NO_DEVICES": "1",
                "WLR_RENDERER": "pixman"})
    try:
        wait(lambda: sway.poll() is not None or any(runtime.glob("wayland-*.lock")), 10, "sway")
        need(sway.poll() is None, f"sway left: {log.read_text(errors='replace').strip()}")
        lab.environment["WAYLAND_DISPLAY"] = next(runtime.glob("wayland-*.lock")).stem
        yield
    finally:
        sway.terminate()
        try:
            sway.wait(10)
        except subprocess.TimeoutExpired:
            sway.kill()
            raise Failure("sway did not leave") from None


def is_slide(lab):
    """Mostly paper, and ink on it."""
    done = subprocess.run(["grim", "-t", "ppm", "-"], env=lab.environment, timeout=20,
                          capture_output=True)
    need(done.returncode == 0, f"grim: {done.stderr.decode().strip()}")
    magic, size, _, pixels = done.stdout.split(b"\n", 3)
    need(magic == b"P6" and tuple(map(int, size.split())) == SIZE, f"grim: {magic} {size}")
    some = [pixels[i:i + 3] for i in range(0, len(pixels), 3 * 7)]
    return 0.5 < some.count(PAPER) / len(some) < 0.999 and len(set(some)) > 20


def test():
    with Lab(*SIZE) as lab, compositor(lab):
        lab.write_config({"demo": DEMO_FEED.as_uri()}, programme={"order": "welcome, headlines"})
        done = lab.run("--config", lab.config, "fetch", "--once")
        need(done.returncode == 0, f"fetch: {done.stderr}")
        player = lab.play("--no-fetch")
        for kind in ("welcome", "headlines"):
            wait(lambda: not player.running() or lab.glass().get("kind") == kind, 30, kind)
            need(player.running(), "play left")
            wait(lambda: is_slide(lab), 10, "a slide in the compositor's picture", 0.3)
        player.stop()
        return "two slides in the compositor's picture, drawn by the CPU"


for name in ("sway", "grim", "setpriv"):
    if not shutil.which(name):
        print(f"skip e2e_wayland: no {name}")
        sys.exit(77)
main(test)
