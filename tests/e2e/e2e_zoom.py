#!/usr/bin/env python3
"""A photograph that fills the screen grows while it stands where the config wants it, in many small
steps, and its caption does not move; a new edition in mid-zoom does not begin it again. Without,
the photograph stands still, and play sleeps meanwhile."""

import json
import pathlib
import shutil
import time

from common import Lab, main, need, replace_file, wait

MEDIA = pathlib.Path(__file__).resolve().parents[2] / "assets/demo/media"
LOOKS, BETWEEN_S = 30, 0.1
BEGIN = "2026-11-23T10:00:00+08:00"  # of a turn, so that it is seen from its beginning
DWELL_S = 12


class Screening:
    """One photograph with a caption, for as long as the test looks."""

    def __init__(self, lab, zoom):
        self.lab = lab
        self.feed = lab.folder / "feed.json"
        self.width = lab.size[0]
        shutil.copy(MEDIA / "river.jpg", lab.folder)
        self.write_feed(1)
        lab.write_config({"news": self.feed.as_uri()}, every="1h",
                         theme={"picture_zoom": zoom, "transition_time": "300ms"},
                         programme={"order": "picture", "dwell_min": f"{DWELL_S}s",
                                    "dwell_max": f"{DWELL_S}s"})
        self.fetch()
        self.caption = self.find_caption()
        lab.open_display()
        self.player = lab.play("--no-fetch", "--clock", BEGIN)
        lab.wait_item("river", 10)
        wait(lambda: not lab.display.grab().is_blank(), 5, "the photograph")

    def write_feed(self, serial, caption="江边的清晨"):
        photo = {"id": "river", "kind": "picture", "image": "river.jpg", "title": caption}
        document = {"lobbycard": 1, "serial": serial, "items": [photo]}
        replace_file(self.feed, json.dumps(document, ensure_ascii=False).encode())

    def fetch(self):
        done = self.lab.run("--config", self.lab.config, "fetch", "--once")
        need(done.returncode == 0, f"fetch --once: {done.stderr.strip()}")

    def find_caption(self):
        out, (width, height) = self.lab.folder / "out", self.lab.size
        done = self.lab.run("render", "--feed", self.feed, "--size", f"{width}x{height}",
                            "--out", out)
        need(done.returncode == 0, f"render: {done.stderr.strip()}")
        slide, = [slide for slide in json.loads((out / "scenes.json").read_text())["slides"]
                  if slide["kind"] == "picture"]
        rect, = [box["rect"] for box in slide["boxes"] if box["role"] == "scrim"]
        return rect

    def caption_of(self, pixels):
        x, y, width, height = self.caption
        return [pixels[4 * (row * self.width + x):4 * (row * self.width + x + width)]
                for row in range(y, y + height)]

    def sleeps(self):
        """How often the main thread went to sleep so far."""
        status = pathlib.Path(f"/proc/{self.player.pid}/task/{self.player.pid}/status")
        return int(status.read_text().split("\nvoluntary_ctxt_switches:")[1].split()[0])

    def watch(self):
        """How many different pictures were seen; the first and the last."""
        first = last = self.lab.display.pixels()
        caption, seen = self.caption_of(first), 1
        for _ in range(LOOKS):
            time.sleep(BETWEEN_S)
            now = self.lab.display.pixels()
            need(self.caption_of(now) == caption, "the caption moved")
            seen += now != last
            last = now
        return seen, first, last


def distance(before, after):
    """Of two pictures: by how much a channel differs on average."""
    sample = range(0, len(before), 37)
    return sum(abs(before[i] - after[i]) for i in sample) / len(sample)


def check_zoom():
    with Lab() as lab:
        screening = Screening(lab, "yes")
        seen, first, last = screening.watch()
        need(seen > LOOKS * 2 // 3, f"{seen} different pictures in {LOOKS} looks")
        grown = distance(first, last)
        need(grown > 0.5, f"it grew by {grown:.2f} only")
        screening.write_feed(2)
        before = lab.status()["edition"]["id"]
        screening.fetch()
        jump, last = 0, lab.display.pixels()
        for _ in range(15):
            time.sleep(BETWEEN_S)
            now = lab.display.pixels()
            jump, last = max(jump, distance(last, now)), now
        need(lab.status()["edition"]["id"] != before, "the new edition is not on the glass")
        need(distance(first, last) > grown, "it became smaller with the new edition")
        need(jump < grown, f"a jump by {jump:.2f} where all of it grew by {grown:.2f}")
        return f"{seen} pictures in {LOOKS} looks; none jumped by more than {jump:.2f} of {grown:.2f}"


def check_still():
    with Lab() as lab:
        screening = Screening(lab, "no")
        time.sleep(0.5)
        sleeps = screening.sleeps()
        seen, _, _ = screening.watch()
        sleeps = screening.sleeps() - sleeps
        need(seen == 1, f"{seen} different pictures of a still slide")
        need(sleeps < 10, f"play woke up {sleeps} times for a still slide")
        return f"still: woken {sleeps} times"


def test():
    return f"{check_zoom()}; {check_still()}"


if __name__ == "__main__":
    main(test)
