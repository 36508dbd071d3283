#!/usr/bin/env python3
"""A display that ends play while it starts: here an X server that takes connections and never answers, and a play that
is killed for it, as the service manager does. However often, no edition is set aside for that. One that ends play before
its first slide stands is, after three lives on a display that works."""

import os
import signal
import socket
import subprocess

from common import ROOT, Lab, feed, main, need, notice, replace_file, tool, wait

LIVES = 4


class Deaf:
    """A display that never opens."""

    def __enter__(self):
        self.socket = socket.socket(socket.AF_UNIX)
        for number in range(4000 + os.getpid() % 1000, 6000):
            try:
                # Xlib asks there first; nothing of it is on the disk.
                self.socket.bind(f"\0/tmp/.X11-unix/X{number}")
            except OSError:
                continue
            self.socket.listen(16)
            self.name = f":{number}"
            return self
        raise AssertionError("no number is free")

    def __exit__(self, *_):
        self.socket.close()


def publish(lab, serial, *items):
    replace_file(lab.folder / "feed.json", feed(serial, *items))
    done = lab.run("--config", lab.config, "fetch", "--once")
    need(done.returncode == 0, f"fetch: {done.stderr}")
    return lab.status()["edition"]["id"]


def trials(lab):
    path = lab.store / "play-trials"
    return path.read_text() if path.exists() else ""


def check_display(lab, edition):
    """Killed while it waits for the display, the edition read beside it."""
    kept = dict(lab.environment)
    with Deaf() as deaf:
        lab.environment["DISPLAY"] = deaf.name
        for life in range(LIVES):
            player = lab.play("--no-fetch")
            # The first one reads the edition; those after it say that this waits for a display that works.
            wait(lambda: f" {player.pid}" in trials(lab) or player.log.read_text(), 10,
                 lambda: f"life {life + 1} to be at the edition: {trials(lab)}")
            need(player.running(), f"life {life + 1} ended by itself: {player.log.read_text()}")
            player.send(signal.SIGKILL)
            player.process.wait()
    lab.environment = kept
    status = lab.status()
    need(status["set_aside"] == [], f"a display that does not start has set aside {status['set_aside']}")
    player = lab.play("--no-fetch", "--windowed=480x270")
    glass = lab.wait_item("good", 10)
    need(glass["edition"] == edition, f"glass: {glass}")
    player.stop()
    need("early" not in trials(lab), f"after it stood: {trials(lab)}")


def check_edition(lab):
    """Who draws a certain character dies, before anything of the edition stands."""
    library = lab.folder / "die_shim.so"
    subprocess.run([tool("gcc"), "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-D_GNU_SOURCE", "-o", library,
                    ROOT / "tests/fault/die_shim.c"], check=True)
    bad = publish(lab, 2, notice("bad", "齾字在此。"))
    lab.environment["LD_PRELOAD"] = str(library)
    for life in range(LIVES):
        need(lab.status()["set_aside"] == [], f"set aside before life {life + 1}")
        player = lab.play("--no-fetch", "--windowed=480x270")
        wait(lambda: not player.running(), 10, f"life {life + 1} to end")
        need(player.process.returncode == -signal.SIGSEGV, f"it ended with {player.process.returncode}")
        waited = "waits for the built-in slide" in player.log.read_text()
        need(waited == (life > 0), f"life {life + 1}: {player.log.read_text()}")
    player = lab.play("--no-fetch", "--windowed=480x270")
    lab.wait_item("good", 10)
    need(lab.status()["set_aside"] == [bad], f"status: {lab.status()}")
    player.stop()


def test():
    with Lab(480, 270) as lab:
        lab.open_display()
        lab.write_config({"news": f"file://{lab.folder / 'feed.json'}"}, programme={"order": "notice"})
        check_display(lab, publish(lab, 1, notice("good")))
        check_edition(lab)
        return f"{LIVES} lives without a display, and the edition stays; {LIVES} of an edition, and it is set aside"


main(test)
