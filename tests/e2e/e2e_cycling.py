#!/usr/bin/env python3
"""Slides with pictures cost `play` no more memory than themselves: texts wait packed, as a hundredth of their pixels, but
a photograph that waits, one that is faded from and one that was just decoded are there whole. Of picture after picture,
some of them broken, none of it stays, and neither do decoders or descriptors. `--long` cycles 200
pictures of 24 megapixels, the short run 24 turns of smaller ones."""

import contextlib
import json
import pathlib
import re
import time

from common import Lab, children, main, need, wait
from pictures import is_long, make

WIDTH, HEIGHT = 1280, 720
PIXELS_MB = WIDTH * HEIGHT * 4 / 1e6
# Whether all are there when it is looked at is a matter of how busy the machine is. test_pictures.c counts exactly.
MORE_MAX_MB = 3 * PIXELS_MB
PICTURES, TURNS, SPEED = (10, 200, 1) if is_long else (4, 24, 4)
SIZE = (6000, 4000) if is_long else (1200, 800)


def write_feeds(folder):
    """One of pictures, three of them broken; and one of two pictures, one of two notices."""
    media = folder / "media"
    media.mkdir()
    for number in range(PICTURES):
        data = make("jpeg", *SIZE, 30, number + 1)
        (media / f"{number}.jpg").write_bytes(data)
    (media / "cut.jpg").write_bytes(data[:len(data) // 2])
    (media / "bomb.jpg").write_bytes(make("progressive", 20000, 16, 0, 1))
    (media / "text.jpg").write_bytes(b"<html>")
    names = [str(number) for number in range(PICTURES)] + ["cut", "bomb", "text"]
    pictures = [{"id": name, "kind": "picture", "title": f"图片{name}",
                 "image": f"media/{name}.jpg"} for name in names]
    notices = [{"id": name, "kind": "notice", "title": f"图片{name}", "text": "图片"}
               for name in names]
    items = {"pictures": pictures, "two-pictures": pictures[:2], "two-notices": notices[:2]}
    for name, of_kind in items.items():
        (folder / f"{name}.json").write_text(json.dumps(
            {"lobbycard": 1, "site": {"name": "云溪工学院"}, "items": of_kind},
            ensure_ascii=False))


def own_mb(pid):
    """Of PSS what no other program has a share in: fonts and libraries count less and less the
    more programs that have them run beside this one."""
    text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"^Pss_Anon:\s+(\d+) kB", text, re.M)[1]) * 1024 / 1e6


def descriptors(pid):
    return len(list(pathlib.Path(f"/proc/{pid}/fd").iterdir()))


def decoders(pid):
    return [argv for argv in children(pid).values() if argv and "decode" in argv[0]]


def most_mb(lab, feed):
    """The most that a player ever had by the time it has shown the two slides of that feed twice,
    as the kernel counts pages: no sample that could come too late."""
    fetch(lab, feed)
    player = lab.play("--no-fetch", "--clock", "2026-11-23T10:00:00+08:00")
    for item in ("0", "1", "0", "1"):
        lab.wait_item(item, 20)
    text = pathlib.Path(f"/proc/{player.pid}/status").read_text()
    player.stop()
    return int(re.search(r"^VmHWM:\s+(\d+) kB", text, re.M)[1]) * 1024 / 1e6


def fetch(lab, feed):
    lab.write_config({"desk": (lab.folder / f"{feed}.json").as_uri()}, every="1h",
                     programme={"dwell_min": "1s", "dwell_max": "1s"},
                     theme={"transition": "none"})
    done = lab.run("--config", lab.config, "fetch", "--once", timeout=120)
    need(done.returncode == 0, f"fetch: {done.stderr.strip()}")


class Watched:
    """A player from the start on: what it had after ten turns and at the end."""

    def __init__(self, lab, feed, turns):
        fetch(lab, feed)
        player = lab.play("--no-fetch", "--clock", f"2026-11-23T10:00:00+08:00,x{SPEED}")
        seen, last = 0, None
        least_mb, least_fds = {}, {}  # of each turn: what is left when nothing is under way
        end = time.monotonic() + 20 + 3 * turns
        while seen < turns:
            need(time.monotonic() < end and player.running(), f"{seen} of {turns} turns came")
            with contextlib.suppress(OSError):
                since = json.loads((lab.store / "play-status.json").read_text())["since_ms"]
                if since != last:
                    last, seen = since, seen + 1
                mb = own_mb(player.pid)
                least_mb[seen] = min(least_mb.get(seen, mb), mb)
                fds = descriptors(player.pid)
                least_fds[seen] = min(least_fds.get(seen, fds), fds)
            time.sleep(0.02)
        early = [n for n in least_mb if 2 < n <= 12]
        late = sorted(least_mb)[-10:]
        self.mb = min(least_mb[n] for n in early), min(least_mb[n] for n in late)
        self.fds = min(least_fds[n] for n in early), min(least_fds[n] for n in late)
        wait(lambda: not decoders(player.pid), 10, lambda: f"still there: {decoders(player.pid)}")
        player.stop()
        self.log = player.log.read_text()


def test():
    with Lab(WIDTH, HEIGHT) as lab:
        lab.open_display()
        write_feeds(lab.folder)
        notice_mb, picture_mb = most_mb(lab, "two-notices"), most_mb(lab, "two-pictures")
        need(picture_mb < notice_mb + MORE_MAX_MB,
             f"pictures of {PIXELS_MB:.1f} MB take play from {notice_mb:.1f} to {picture_mb:.1f} MB")
        pictures = Watched(lab, "pictures", TURNS)
        need(pictures.mb[1] < pictures.mb[0] + MORE_MAX_MB,
             f"memory: {pictures.mb[0]:.1f} MB in the first ten turns, {pictures.mb[1]:.1f} "
             "in the last")
        need(pictures.fds[1] <= pictures.fds[0], f"descriptors: {pictures.fds}")
        for name in ("cut", "bomb", "text"):
            said = pictures.log.count(f"/{name}.jpg")
            need(said <= 2, f"{name}.jpg was tried again: said {said} times")
    return (f"play with pictures has {picture_mb:.1f} MB at the most, with notices {notice_mb:.1f}; "
            f"{TURNS} turns: {pictures.mb[0]:.1f} in the first ten, {pictures.mb[1]:.1f} in the last")


main(test)
