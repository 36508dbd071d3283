"""A screen with one slide on which nothing changes with the time, and what render makes of it at
any size: what has to be on the glass, pixel for pixel."""

from common import feed, need, notice, wait
from scenes import png_rows

AT = "2026-11-23T10:00:00+08:00"
STILL = {f"show_{part}": "no" for part in ("clock", "date", "week", "lunar", "term")}


def publish(lab):
    path = lab.folder / "feed.json"
    path.write_bytes(feed(1, notice("one")))
    lab.write_config({"news": path.as_uri()}, theme=STILL,
                     programme={"order": "notice", "dwell_min": "60s", "dwell_max": "60s"})
    done = lab.run("--config", lab.config, "fetch", "--once")
    need(done.returncode == 0, f"fetch: {done.stderr}")


class Slides:
    """What render makes of the feed, size by size."""

    def __init__(self, lab):
        self.lab, self.made = lab, {}

    def rows(self, size):
        if size not in self.made:
            name = f"{size[0]}x{size[1]}"
            out = self.lab.folder / f"out-{name}"
            done = self.lab.run("--config", self.lab.config, "render", "--size", name, "--at", AT,
                                "--out", out)
            need(done.returncode == 0, f"render: {done.stderr}")
            rows, step = png_rows((out / "001-notice.png").read_bytes())
            need(step == 3, "render made no RGB")
            self.made[size] = rows
        return self.made[size]

    def wait(self, display, place, what, seconds=15):
        """place: x, y, width, height on the screen that is looked at."""
        wanted = self.rows(place[2:])

        def seen():
            return display.rgb(*place) == wanted

        def found():
            rows = display.rgb(*place)
            alike = sum(a == b for a, b in zip(rows, wanted))
            return f"{what}: {place}: {alike} of {len(wanted)} rows are the slide's"

        wait(seen, seconds, found)
