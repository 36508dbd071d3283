#!/usr/bin/env python3
"""The X screen that DISPLAY names and no other; one that is not there; few bits a pixel and many. It
plays, or one line says what to do and play leaves with status 1. And extensions that it can do without."""

import struct
import time

from common import Lab, main, need, wait, within
from display import Display
from slides import Slides, publish

SIZE = (480, 320)
WHOLE = (0, 0, *SIZE)


def is_black(display):
    return display.rgb(*WHOLE) == [bytes(3 * SIZE[0])] * SIZE[1]


def open_display(lab, depths):
    folder = lab.folder / "-".join(map(str, depths))
    folder.mkdir(exist_ok=True)
    return Display(folder, *SIZE, depths=depths)


def check_screens(lab, slides):
    with open_display(lab, (24, 24, 24)) as display:
        for number in (1, 2, 0):
            lab.environment["DISPLAY"] = f"{display.name}.{number}"
            player = lab.play("--no-fetch")
            display.look_at(number)
            slides.wait(display, WHOLE, f"on X screen {number}")
            for other in {0, 1, 2} - {number}:
                display.look_at(other)
                need(is_black(display), f"X screen {other} shows something, {number} was named")
            player.stop()
            need(player.log.read_text() == "", player.log.read_text())
        refused(lab, f"{display.name}.7", f"DISPLAY={display.name}.7", "start it, or name another")


def refused(lab, name, *words):
    lab.environment["DISPLAY"] = name
    for arguments in ((), ("--windowed=320x200",)):
        start = time.monotonic()
        done = lab.run("--config", lab.config, "play", "--no-fetch", *arguments, timeout=20)
        said = f"DISPLAY={name}: {done.returncode}: {done.stderr!r}"
        need(done.returncode == 1 and len(done.stderr.splitlines()) == 1, said)
        need(all(word in done.stderr for word in ("lobbycard: play: display: ", *words)), said)
        within(time.monotonic() - start, 15, said)


def unpacked(display, depth):
    """Red, green and blue of every pixel of 15 or 16 bits, 0 to 255."""
    greens, shift = (6, 11) if depth == 16 else (5, 10)
    rows = []
    for y in range(SIZE[1]):
        start = display.start + y * display.stride
        pixels = struct.unpack(f"<{SIZE[0]}H", display.memory[start:start + 2 * SIZE[0]])
        rows.append([((p >> shift & 31) * 255 / 31, (p >> 5 & (1 << greens) - 1) * 255 /
                      ((1 << greens) - 1), (p & 31) * 255 / 31) for p in pixels])
    return rows


def is_near(lab, display, depth, wanted):
    """Not one pixel further off than what 5 bits cannot tell apart."""
    for row, right in zip(unpacked(display, depth), wanted):
        for x, pixel in enumerate(row):
            if max(abs(a - b) for a, b in zip(pixel, right[3 * x:3 * x + 3])) > 9:
                return False
    return True


def check_depths(lab, slides):
    wanted = slides.rows(SIZE)
    for depth in (15, 16):
        with open_display(lab, (depth,)) as display:
            lab.environment["DISPLAY"] = display.name
            player = lab.play("--no-fetch")
            wait(lambda: is_near(lab, display, depth, wanted), 20, f"the slide in {depth} bits")
            player.stop()
            need(player.log.read_text() == "", player.log.read_text())
    for depth in (8, 30):
        with open_display(lab, (depth,)) as display:
            refused(lab, display.name, f"{depth} bits a pixel", "set 24")


def check_without(lab, slides):
    """As on another machine: no memory is shared. As of old: displays cannot be asked for."""
    for names in (("MIT-SHM",), ("RANDR",), ("MIT-SHM", "RANDR", "MIT-SCREEN-SAVER", "XFIXES")):
        folder = lab.folder / "-".join(names)
        folder.mkdir()
        with Display(folder, *SIZE, without=names) as display:
            lab.environment["DISPLAY"] = display.name
            player = lab.play("--no-fetch")
            slides.wait(display, WHOLE, f"without {names}")
            player.stop()
            need(player.log.read_text() == "", player.log.read_text())


def test():
    with Lab(*SIZE) as lab:
        publish(lab)
        slides = Slides(lab)
        check_screens(lab, slides)
        # ":9407": of a server that there is not, nor will be while other tests take the next free one.
        for name in (":9407", "nonsense", ":77777"):
            refused(lab, name, "none: no X server", f"DISPLAY={name}")
        check_depths(lab, slides)
        check_without(lab, slides)
        return "the X screen that is named, 15, 16 and 24 bits; what cannot be shown is said"


main(test)
