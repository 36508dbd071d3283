#!/usr/bin/env python3
"""systemd's watchdog: play feeds it while what it shows is shown, also while nothing changes, and
stops when the display or its own loop hangs. Only play speaks to the manager: what it starts has
neither its socket nor what else is meant for it alone."""

import os
import signal
import subprocess
import time

from common import ROOT, Lab, children, feed, main, need, notice, replace_file, tool, wait
from manager import Manager, environment_of, open_files

FEED = "WATCHDOG=1"
ALONE = {b"NOTIFY_SOCKET", b"WATCHDOG_USEC", b"WATCHDOG_PID", b"LISTEN_FDS", b"LISTEN_PID",
         b"LISTEN_FDNAMES"}


def write_config(lab, path, **more):
    replace_file(path, feed(1, notice("still")))
    lab.write_config({"news": f"file://{path}"}, programme={
        "order": "notice", "dwell_min": "500s", "dwell_max": "600s"}, **more)


def need_silence(manager, what, seconds=3):
    """Nothing is said for six times as long as between two; one may be under way."""
    time.sleep(1)
    before = manager.count(FEED)
    time.sleep(seconds)
    need(manager.count(FEED) == before, f"the watchdog was fed {what}")


def check_child(lab, manager, player, inherited):
    wait(lambda: lab.source("news").get("last_success"), 20, "a first fetch")
    fetch = player.fetch_pid()
    seen = ALONE & set(environment_of(fetch))
    need(not seen, f"fetch was told {seen}")
    need(ALONE <= set(environment_of(player.pid)), "play was not told all that it should keep")
    files = open_files(fetch)
    need(inherited not in files.values(), f"fetch has what play was started with: {files}")
    need(not manager.others(player.pid), f"others spoke: {manager.others(player.pid)}")


def check_display_hangs(lab, manager):
    """A display server that does not answer any more, and does again."""
    lab.display.process.send_signal(signal.SIGSTOP)
    try:
        need_silence(manager, "while nothing can be shown")
    finally:
        lab.display.process.send_signal(signal.SIGCONT)
    manager.wait(FEED, manager.count(FEED) + 3, 20)


def check_loop_hangs(manager, player):
    player.send(signal.SIGSTOP)
    need_silence(manager, "by a play that is stopped")
    player.send(signal.SIGCONT)
    manager.wait(FEED, manager.count(FEED) + 3, 20)


def check_preparer_hangs(lab):
    """What is shown is shown, and yet no slide will ever follow: play leaves."""
    library = lab.folder / "hang_shim.so"
    subprocess.run([tool("gcc"), "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-D_GNU_SOURCE",
                    "-o", library, ROOT / "tests/fault/hang_shim.c"], check=True)
    path = lab.folder / "hangs.json"
    replace_file(path, feed(1, notice("fine"), notice("hangs", "齾字在此。")))
    lab.write_config({"hangs": f"file://{path}"}, programme={
        "order": "notice", "dwell_min": "1s", "dwell_max": "1s"})
    lab.environment["LD_PRELOAD"] = str(library)
    manager = Manager(lab)
    player = lab.play("--windowed=480x270")
    manager.wait("READY=1", 1, 20)
    wait(lambda: not player.running(), 20, "play to leave")
    need(player.process.returncode == 1, f"it left with {player.process.returncode}")
    need_silence(manager, "after play was gone", 1)


def test():
    with Lab(480, 270) as lab:
        lab.open_display()
        manager = Manager(lab)
        write_config(lab, lab.folder / "feed.json")
        lab.environment.update(WATCHDOG_USEC="1000000", LISTEN_FDS="1", LISTEN_FDNAMES="spare")
        inherited = lab.folder / "inherited"
        with inherited.open("w") as file:
            # A shell, because the two say whom they are meant for.
            player = lab.play(
                "--windowed=480x270", pass_fds=[file.fileno()],
                before=["sh", "-c", 'WATCHDOG_PID=$$ LISTEN_PID=$$ exec "$0" "$@"'])
            need(str(inherited) in open_files(player.pid).values(), "play has it not")
            manager.wait("READY=1", 1, 20)
            lab.wait_item("still", 20)
            manager.wait(FEED, manager.count(FEED) + 8, 20)
            check_child(lab, manager, player, str(inherited))
        check_display_hangs(lab, manager)
        check_loop_hangs(manager, player)
        player.stop()
        need(manager.count("STOPPING=1") == 1, "play did not say that it stops")
        need(not manager.others(player.pid), f"others spoke: {manager.others(player.pid)}")
        need(not children(os.getpid()).get(player.pid), "play is still there")
    with Lab(480, 270) as lab:
        lab.open_display()
        lab.environment["WATCHDOG_USEC"] = "1000000"
        check_preparer_hangs(lab)
    return "fed on a still slide, not while display or loop hang; only play speaks to the manager"


main(test)
