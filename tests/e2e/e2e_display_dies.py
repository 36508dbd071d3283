#!/usr/bin/env python3
"""A display that ends play while it starts: here an X server that takes connections and never answers, and a play that
is killed for it, as the service manager does. However often, no edition is set aside for that. One that ends play before
its first slide stands is, after three lives on a display that works. And an X server that goes while it is to attach
memory: none of that memory stays."""

import os
import pathlib
import select
import signal
import socket
import subprocess

from common import ROOT, Lab, feed, main, need, notice, replace_file, tool, wait

LIVES = 4


class Deaf:
    """A display that never opens, but by who takes its connections."""

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


def has_segment(pid):
    return "/SYSV" in pathlib.Path(f"/proc/{pid}/maps").read_text()


def pass_on(lab, deaf, player):
    """Between play and an X server, and gone as soon as play has memory for the server to attach."""
    deaf.socket.settimeout(10)
    client, _ = deaf.socket.accept()
    server = socket.socket(socket.AF_UNIX)
    server.connect(f"/tmp/.X11-unix/X{lab.display.name[1:]}")
    with client, server:
        others = {client: server, server: client}
        while True:
            ready, _, _ = select.select(list(others), [], [], 10)
            need(ready, f"no memory is shared: {player.log.read_text()}")
            for one in ready:
                data = one.recv(1 << 16)
                if one is client and has_segment(player.pid):
                    return
                need(data, f"nothing more is said: {player.log.read_text()}")
                others[one].sendall(data)


def segments_of(pid):
    """Shared memory that this process made, by the kernel's list."""
    lines = pathlib.Path("/proc/sysvipc/shm").read_text().splitlines()[1:]
    return [line.split()[1] for line in lines if int(line.split()[4]) == pid]


def check_memory(lab):
    """What it had made for a server that goes before it answers goes with it."""
    kept = dict(lab.environment)
    with Deaf() as deaf:
        lab.environment["DISPLAY"] = deaf.name
        player = lab.play("--no-fetch")
        pass_on(lab, deaf, player)
        wait(lambda: not player.running(), 10, "play to leave")
    lab.environment = kept
    left = segments_of(player.pid)
    for segment in left:
        subprocess.run([tool("ipcrm"), "-m", segment], check=False)
    need(not left, f"shared memory that stays: {left}")


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
    """Who lays out a certain character dies, before anything of the edition stands."""
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
        check_memory(lab)
        check_edition(lab)
        return (f"{LIVES} lives without a display, and the edition stays; {LIVES} of an edition, and it is set aside; "
                "no memory stays of a server that goes")


main(test)
