#!/usr/bin/env python3
"""kill -9, of either process: the screen goes on, and the store and the turn survive."""

import fcntl
import os
import re
import signal
import time

from common import Failure, Lab, alive, feed, main, need, notice, wait
from servers import Nginx

DWELL = 8


def turn(glass):
    return (glass.get("source"), glass.get("kind"), glass.get("item"), glass.get("page"))


def kill_fetch(lab, player, nginx):
    first = wait(player.fetch_pid, 5, "a fetch child")
    before = len(nginx.log("news"))
    os.kill(first, signal.SIGKILL)
    second = wait(lambda: player.fetch_pid() not in (None, first) and player.fetch_pid(), 15,
                  "another fetch child after kill -9")
    wait(lambda: len(nginx.log("news")) > before, 15, "a poll by the new fetch child")
    need(player.running(), "play left with its fetch child")
    return second


def fail_to_start(lab, player):
    """A fetch that ends whenever it is started, because another process has the store's lock: it is
    tried again after 1 s, 2 s, 4 s; then one stays, and the screen went on."""
    with (lab.store / "lock").open("rb") as lock:
        child = player.fetch_pid()
        os.kill(child, signal.SIGKILL)
        # Between its end and the next start, a second later.
        wait(lambda: take(lock), 1, "the lock of the fetch that was killed", 0.01)
        waits = []

        def tried():
            waits[:] = re.findall(r"fetch: left with status 1; again in (\d+) s",
                                  player.log.read_text(errors="replace"))
            return len(waits) >= 2

        wait(tried, 15, lambda: f"two more tries: {waits}")
        need(int(waits[1]) == 2 * int(waits[0]), f"waits that double: {waits}")
        need(player.running() and lab.glass(), "the screen went with its fetch")
    stays = wait(player.fetch_pid, 20, "a fetch child once the lock is free")
    wait(lambda: player.fetch_pid() == stays and lab.source("news"), 5, "that it stays")


def take(lock):
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def kill_play(lab, player):
    """In the middle of a turn that is not the first of the deck: a player that merely starts
    again from the beginning shows another."""
    wait(lambda: lab.glass().get("item") not in (None, "one"), 2 * DWELL, "a later turn")
    before = lab.glass()
    item = before["item"]
    wait(lambda: lab.glass().get("item") not in ("one", item, None), 4 * DWELL, "its end")
    before, start = lab.glass(), time.monotonic()
    fetch = player.fetch_pid()
    player.send(signal.SIGKILL)
    player.process.wait()
    wait(lambda: not alive(fetch), 3, "the end of the fetch child whose play was killed")
    need(not lab.glass(), "`status` shows the slide of a play that is dead")
    second = lab.play("--windowed=960x540")
    # The built-in one comes before it, for a moment: did play die of its edition, or of its display?
    after = wait(lambda: lab.glass().get("item") and lab.glass(), 5, "the first slide of the second play")
    took = time.monotonic() - start
    need(took < DWELL - 1, f"killing and starting again took {took:.1f} s: the turn was over")
    if turn(after) != turn(before):
        raise Failure(f"after kill -9 {turn(after)}, before it {turn(before)}")
    return second


def test():
    with Lab() as lab:
        display = lab.open_display()
        nginx = Nginx(lab)
        items = [notice(name) for name in ("one", "two", "three", "four")]
        nginx.publish("news", feed(1, *items))
        lab.write_config({"news": nginx.url("news")},
                         programme={"order": "notice", "dwell_min": f"{DWELL}s",
                                    "dwell_max": f"{DWELL}s"})
        player = lab.play("--windowed=960x540")
        lab.wait_glass()
        edition = lab.status()["edition"]["id"]
        watcher = display.watch()
        kill_fetch(lab, player, nginx)
        fail_to_start(lab, player)
        watcher.verdict()
        player = kill_play(lab, player)
        wait(lambda: not display.grab().is_blank(), 3, "a slide on the screen")
        need(lab.status()["edition"]["id"] == edition, "the edition did not survive")
        # The slide is there before its fetch is.
        wait(lambda: lab.run("--config", lab.config, "status").returncode == 0, 5,
             lambda: f"all well after kill -9: {lab.run('--config', lab.config, 'status').stdout}")
        player.stop()
        return "fetch came back after kill -9 and with back-off, play came back to the same turn, the store is whole"


main(test)
