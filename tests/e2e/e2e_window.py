#!/usr/bin/env python3
"""What others do to the window of a screen: they cover it, move it, make it tiny, hide it, close it,
or take it or the X server away. It comes back, or play leaves with a reason and a status; and the
edition on the glass is not blamed."""

from common import Lab, main, need, wait
from slides import Slides, publish
from xclient import Client

SIZE = (640, 360)
WHOLE = (0, 0, *SIZE)


class Screen:
    def __init__(self, lab, client, slides):
        self.lab, self.client, self.slides = lab, client, slides

    def start(self, *arguments):
        self.player = self.lab.play("--no-fetch", *arguments)
        self.window = wait(lambda: self.client.find("lobbycard"), 10, "a window")
        wait(lambda: (self.client.geometry(self.window) or [False])[-1], 15, "the window is shown")

    def wait_slide(self, place, what):
        need(self.player.running(), f"{what}: play left")
        self.slides.wait(self.lab.display, place, what)

    def wait_geometry(self, wanted, what):
        wait(lambda: self.client.geometry(self.window) == wanted, 10,
             lambda: f"{what}: {wanted}; it is {self.client.geometry(self.window)}")

    def log(self):
        return self.player.log.read_text()

    def leaves(self, status, words):
        wait(lambda: not self.player.running(), 10, f"play leaves: {words}")
        code = self.player.process.poll()
        need(code == status and words in self.log(), f"status {code}, log: {self.log()!r}")
        need(len(self.log().splitlines()) == 1, f"more than a line: {self.log()!r}")


def check_exposed(screen):
    """Covered and uncovered, whole and in part, by a client that knows nothing of us."""
    screen.start()
    screen.wait_slide(WHOLE, "the slide")
    for cover in (WHOLE, (100, 50, 200, 150), (600, 300, 200, 200)):
        x, y, width, height = cover[0], cover[1], min(cover[2], SIZE[0] - cover[0]), 1
        window = screen.client.cover(*cover)
        wait(lambda: screen.lab.display.rgb(x, y, width, height) == [b"\xff" * 3 * width], 5,
             "the cover is seen")
        screen.client.uncover(window)
        screen.wait_slide(WHOLE, f"uncovered from {cover}")
    screen.player.stop()


def check_put_back(screen):
    """Whoever moves, shrinks or hides it is answered three times, then left in peace: the slide is
    laid out for what is left."""
    for act in (lambda w: screen.client.move_resize(w, 100, 50, 200, 100),
                lambda w: screen.client.move_resize(w, 0, 0, 8, 8),
                screen.client.unmap):
        screen.start()
        screen.wait_slide(WHOLE, "the slide")
        act(screen.window)
        screen.wait_geometry((*WHOLE, True), "put back")
        screen.wait_slide(WHOLE, "put back")
        need(screen.log() == "", f"log: {screen.log()!r}")
        screen.player.stop()
    screen.start()
    screen.wait_slide(WHOLE, "the slide")
    for i in range(3):
        screen.client.move_resize(screen.window, 10 * i, 0, 200, 100)
        screen.wait_geometry((*WHOLE, True), f"put back for the {i + 1}. time")
    screen.client.move_resize(screen.window, 20, 10, 320, 240)
    screen.wait_slide((20, 10, 320, 240), "left in peace")
    wait(lambda: "kept away from its display" in screen.log(), 5, "a line in the log")
    screen.client.move_resize(screen.window, 0, 0, 8, 8)
    screen.wait_geometry((0, 0, 8, 8, True), "tiny")
    screen.client.move_resize(screen.window, *WHOLE)
    screen.wait_slide(WHOLE, "grown again")
    screen.player.stop()


def check_windowed(screen):
    """A window of its own is anybody's to move."""
    screen.start("--windowed=320x240")
    x, y, width, height, _ = screen.client.geometry(screen.window)
    need((x, y, width, height) == (160, 60, 320, 240), "not in the middle of the display")
    for width, height in ((8, 8), (1, 1), (300, 170), (8, 160), (300, 8), (280, 165)):
        screen.client.move_resize(screen.window, 5, 5, width, height)
        screen.wait_geometry((5, 5, width, height, True), "as it was made")
        if min(width, height) > 160:  # off the pointer, which a window shows
            screen.wait_slide((5, 5, width, height), "laid out for its window")
    screen.player.stop()


def check_leaving(screen):
    screen.start()
    screen.wait_slide(WHOLE, "the slide")
    screen.client.close(screen.window)
    screen.leaves(0, "the window was closed")
    # A dozen times within the minute of grace: no fault of the edition's.
    for act, words in (4 * ((screen.client.destroy, "window"), (screen.client.kill, "X server"))):
        screen.start()
        wait(lambda: screen.lab.glass().get("kind") == "notice", 10, "the notice")
        act(screen.window)
        screen.leaves(1, words)
    screen.start()
    screen.wait_slide(WHOLE, "the edition is still played")
    status = screen.lab.status()
    need(not status.get("set_aside"), f"set aside: {status.get('set_aside')}")
    screen.lab.display.process.kill()
    screen.leaves(1, "the X server")


def test():
    with Lab(*SIZE) as lab:
        publish(lab)
        lab.open_display()
        with Client(lab.environment["DISPLAY"]) as client:
            screen = Screen(lab, client, Slides(lab))
            check_exposed(screen)
            check_put_back(screen)
            check_windowed(screen)
            check_leaving(screen)
            client.server = None
        return "covered, moved, tiny, hidden: it comes back; closed or taken away: play says so"


main(test)
