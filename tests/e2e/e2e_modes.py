#!/usr/bin/env python3
"""A display whose mode changes while play runs, real monitors of RandR, a second X screen: the
whole of the display shows the slide as render lays it out for that size, nothing is cropped and
nothing black, and a slide that stands costs nothing."""

import pathlib
import subprocess

from common import Lab, main, need, tool, wait
from slides import Slides, publish

MOST = (1000, 900)


def xrandr(lab, *arguments):
    done = subprocess.run([tool("xrandr"), *arguments], env=lab.environment, capture_output=True,
                          encoding="utf-8", timeout=20)
    need(done.returncode == 0, f"xrandr {arguments}: {done.stderr.strip()}")
    return done.stdout


def add_mode(lab, width, height):
    name = f"{width}x{height}"
    if f" {name} " not in xrandr(lab, "-q"):
        # A clock of 60 Hz; Xvfb asks no more of it.
        lines = [width, width + 8, width + 16, width + 24, height, height + 3, height + 6, height + 9]
        clock = (width + 24) * (height + 9) * 60 / 1e6
        xrandr(lab, "--newmode", name, f"{clock:.3f}", *map(str, lines))
        xrandr(lab, "--addmode", "screen", name)
    return name


def cpu_ticks(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def wakes(pid):
    """How often the main thread went to sleep of its own will."""
    text = pathlib.Path(f"/proc/{pid}/task/{pid}/status").read_text()
    return int(text.rpartition("\nvoluntary_ctxt_switches:")[2].split()[0])


def check_modes(lab, display, slides):
    """Smaller, larger, standing, lying, back: again and again, also faster than slides come."""
    player = lab.play("--no-fetch")
    slides.wait(display, (0, 0, *MOST), "at the start")
    sizes = [(800, 600), (960, 540), (540, 900), (640, 480), MOST, (540, 900), MOST]
    for size in sizes:
        xrandr(lab, "--output", "screen", "--mode", add_mode(lab, *size))
        slides.wait(display, (0, 0, *size), "after a mode change")
    for size in sizes * 2:
        xrandr(lab, "--output", "screen", "--mode", f"{size[0]}x{size[1]}")
    slides.wait(display, (0, 0, *MOST), "after fourteen changes at once")
    ticks, slept = cpu_ticks(player.pid), wakes(player.pid)
    subprocess.run(["sleep", "3"], check=True)
    ticks, slept = cpu_ticks(player.pid) - ticks, wakes(player.pid) - slept
    need(ticks <= 3 and slept < 40, f"a still slide: {ticks} ticks and {slept} sleeps in 3 s")
    player.stop()
    # One that starts in such a mode.
    xrandr(lab, "--output", "screen", "--mode", "640x480")
    player = lab.play("--no-fetch")
    slides.wait(display, (0, 0, 640, 480), "started in a small mode")
    xrandr(lab, "--output", "screen", "--mode", f"{MOST[0]}x{MOST[1]}")
    slides.wait(display, (0, 0, *MOST), "and back")
    player.stop()
    return len(sizes) * 3 + 1


def check_monitors(lab, display, slides):
    """The monitors are regions of one X screen. One is taken by its number, stays taken when
    others come or the order changes, is left when it goes and taken again when it is back."""
    left, right, more = (0, 0, 400, 500), (400, 0, 500, 600), (0, 600, 300, 240)

    def place(name, rect, output="none"):
        x, y, width, height = rect
        xrandr(lab, "--setmonitor", name, f"{width}/{width // 4}x{height}/{height // 4}+{x}+{y}", output)

    plain = lab.config.read_text()
    lab.config.write_text(plain.replace("[screen]\n", "[screen]\ndisplay = 1\n"))
    place("left", left, "screen")
    place("right", right)
    player = lab.play("--no-fetch")
    slides.wait(display, right, "the second display")
    place("more", more)
    slides.wait(display, right, "the second display beside a third")
    xrandr(lab, "--delmonitor", "left")
    slides.wait(display, right, "the second display, now first")
    place("left", left, "screen")
    moved = (450, 100, 500, 500)
    xrandr(lab, "--delmonitor", "right")
    slides.wait(display, left, "the other display while the second is gone", 15)
    place("right", moved)
    slides.wait(display, moved, "the second display, back and elsewhere")
    player.stop()
    need("display = " not in player.log.read_text(), player.log.read_text())
    # A number that no display has: the first, and a line that says so.
    lab.config.write_text(plain.replace("[screen]\n", "[screen]\ndisplay = 7\n"))
    player = lab.play("--no-fetch")
    wait(lambda: "display = 7: there are 3" in player.log.read_text(), 10,
         lambda: f"a line about display 7: {player.log.read_text()!r}")
    wait(lambda: lab.glass().get("kind") == "notice", 10, "a slide")
    player.stop()
    for name in ("left", "right", "more"):
        xrandr(lab, "--delmonitor", name)
    lab.config.write_text(plain)


def test():
    with Lab(*MOST) as lab:
        publish(lab)
        display = lab.open_display()
        slides = Slides(lab)
        changes = check_modes(lab, display, slides)
        check_monitors(lab, display, slides)
        return f"{changes} changes of mode followed to the pixel; the display that was taken stays taken"


main(test)
