#!/usr/bin/env python3
"""`play` started while the server is down shows the first slide from the store, at once and
without a socket of its own."""

import os
import pathlib
import re
import time

from common import Lab, feed, main, need, notice, wait
from servers import Nginx


def network_sockets(pid):
    """How many of its file descriptors are IP sockets, of any kind."""
    inodes = set()
    for table in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6"):
        path = pathlib.Path(f"/proc/{pid}/net/{table}")
        if path.exists():
            inodes |= {line.split()[9] for line in path.read_text().splitlines()[1:]}
    count = 0
    for link in pathlib.Path(f"/proc/{pid}/fd").iterdir():
        try:
            match = re.fullmatch(r"socket:\[(\d+)\]", os.readlink(link))
        except OSError:
            continue
        count += bool(match and match[1] in inodes)
    return count


def fill_store(lab, nginx):
    nginx.publish("news", feed(1, notice("kept")))
    lab.write_config({"news": nginx.url("news")}, programme={"order": "notice"})
    done = lab.run("--config", lab.config, "fetch", "--once")
    need(done.returncode == 0, f"fetch --once: {done.returncode}: {done.stderr.strip()}")
    edition = lab.status().get("edition") or {}
    need(edition.get("id"), "fetch --once committed no edition")
    return edition["id"]


def test():
    with Lab() as lab:
        display = lab.open_display()
        nginx = Nginx(lab)
        edition = fill_store(lab, nginx)
        nginx.stop()
        times = []
        for arguments in (["--windowed=960x540"], ["--windowed=960x540", "--no-fetch"]):
            start = time.monotonic()
            player = lab.play(*arguments)
            wait(lambda: not display.grab().is_blank(), 3, "a slide on the screen", 0.002)
            times.append(time.monotonic() - start)
            status = wait(lambda: lab.status() if lab.glass().get("item") == "kept" else None, 3,
                          "the stored item on the glass")
            need(status["edition"]["id"] == edition, "not the stored edition")
            need(network_sockets(player.pid) == 0, "play itself has network sockets")
            fetches = player.fetch_pid()
            need(bool(fetches) == (len(arguments) == 1), f"{arguments}: fetch child {fetches}")
            if fetches:
                source = wait(lambda: lab.source("news").get("last_error") and lab.source("news"),
                              5, "the refused connection in `status`")
                need(source.get("last_success"), "the last success is forgotten")
            watcher = display.watch()
            wait(lambda: watcher.samples >= 100, 10, "a hundred looks")
            watcher.verdict()
            need(player.running(), "play has left")
            player.stop()
            wait(lambda: display.grab().mean() < 1, 3, "an empty screen after play has left")
        return (f"first slide from the store after {1000 * times[0]:.0f} ms with a dead server, "
                f"{1000 * times[1]:.0f} ms with --no-fetch, no socket opened by play")


main(test)
