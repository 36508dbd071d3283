#!/usr/bin/env python3
"""The demo's feed changes again and again, as fast as `fetch` can follow: the store keeps two
editions, and neither descriptors nor memory grow, in `fetch` and in `play`. Where LOBBYCARD_LONG is
set there are as many changes as in two hours with one a second."""

import contextlib
import json
import os
import pathlib
import shutil
import signal
import statistics
import time

from common import DEMO_FEED, Lab, main, need, wait
from servers import Nginx

CHANGES = 7200 if os.environ.get("LOBBYCARD_LONG") else 90
SAMPLES = 30
SLIDE_KB = 960 * 540 * 4 // 1024


def settled_kb(pid):
    """The least of a few looks: what a poll holds it lets go of at once."""
    looks = []
    for _ in range(8):
        looks.append(pss_kb(pid))
        time.sleep(0.01)
    return min(looks)


def pss_kb(pid):
    """Of what is in no file: the share in libraries changes with whoever else has them open."""
    for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss_Anon:"):
            return int(line.split()[1])
    return 0


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def tail(path, start):
    with path.open("rb") as file:
        file.seek(start)
        return file.read()


def store_bytes(store):
    """What is there now: `fetch` sweeps old objects away while they are counted."""
    total = 0
    for path in store.glob("objects/*/*"):
        with contextlib.suppress(FileNotFoundError):
            total += path.stat().st_size
    return total


def changed(document, serial):
    """Another serial and another headline, and not the size of the one before: an ETag of nginx
    is made of size and second. The headlines come round again, because the ink of new words is
    kept, up to a bound that would hide what grows."""
    document["serial"] = serial
    document["items"][0]["title"] = f"第{serial % 25:02d}次更新的通知"
    return json.dumps(document, ensure_ascii=False).encode() + b"\n" * (serial % 50)


def test():
    with Lab() as lab:
        lab.open_display()
        nginx = Nginx(lab)
        document = json.loads(DEMO_FEED.read_text())
        shutil.copytree(DEMO_FEED.parent / "media", nginx.folder / "www/media")
        log = nginx.folder / "access.log"
        lab.write_config({"news": nginx.url("news")}, programme={"dwell_min": "1s", "dwell_max": "2s"},
                         theme={"transition_time": "100ms"})
        nginx.publish("news", changed(document, 1_000_000))
        player = lab.play("--windowed=960x540")
        lab.wait_glass()
        fetch = player.fetch_pid()
        pids = {"play": player.pid, "fetch": fetch}
        samples = []
        for number in range(CHANGES):
            before = log.stat().st_size
            nginx.publish("news", changed(document, 1_000_001 + number))
            os.kill(fetch, signal.SIGHUP)  # the next poll is now
            wait(lambda: b"200 /news.json" in tail(log, before), 10, f"change {number} asked for",
                 0.02)
            if number % max(1, CHANGES // SAMPLES) == 0:
                samples.append({"store": store_bytes(lab.store),
                                **{f"{name} pss_anon": settled_kb(pid) for name, pid in pids.items()},
                                **{f"{name} fds": descriptors(pid) for name, pid in pids.items()}})
        need(player.fetch_pid() == fetch and player.running(), "a process was replaced")
        newest = 1_000_000 + CHANGES
        wait(lambda: lab.source("news").get("serial") == newest, 10, "the last change in `status`")
        wait(lambda: lab.glass().get("edition") == lab.status()["edition"]["id"], 10,
             "the last change on the glass")
        # Behind the first third everything that is held once for the process is there. `play` may
        # hold one slide more in one third than in the other. One look that finds everything given back
        # says nothing of the others: medians.
        third = len(samples) // 3
        grown = []
        for key in (key for key in samples[0] if key != "store"):
            early = statistics.median(sample[key] for sample in samples[third:2 * third])
            late = statistics.median(sample[key] for sample in samples[2 * third:])
            slack = 3 if key.endswith("fds") else 0.05 * early + 512
            slack += SLIDE_KB if key == "play pss_anon" else 0
            grown.append(f"{key} {early:.0f} to {late:.0f}")
            need(late <= early + slack, f"{key} grows: {[sample[key] for sample in samples]}")
        edition = len(changed(document, newest)) + 4096  # and its manifest
        pictures = sum(path.stat().st_size for path in (nginx.folder / "www/media").iterdir())
        need(max(sample["store"] for sample in samples) <= pictures + 3 * edition,
             f"the store holds more than two editions and one that comes: {samples[-1]}")
        return f"{CHANGES} changes; {', '.join(grown)}"


main(test)
