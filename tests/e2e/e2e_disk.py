#!/usr/bin/env python3
"""The disk under the store: moved away, deleted, full, read-only, failing, rotten. The slide stands,
`status` says what is wrong, the log says it once, and all is well again with the next try.

Full and read-only are a tmpfs and a read-only mount in a mount namespace of the test's own, where
that is allowed; quota and failing (and all four where it is not) are a library that is loaded
before libc and fails the calls."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys

from common import ROOT, Lab, feed, left_out, main, need, notice, tool, wait
from servers import Nginx

EVERY = 10
WORDS = {errno.ENOSPC: "disk is full", errno.EDQUOT: "quota", errno.EROFS: "read-only",
         errno.EIO: "disk fails"}
PADDING = b" " * 600_000


def may_mount():
    return os.environ.get("E2E_DISK_MAY_MOUNT") == "1"


def enter_namespace():
    """Starts again where mounting is allowed and seen by nobody else."""
    if "E2E_DISK_MAY_MOUNT" in os.environ:
        return
    way = [tool("unshare"), "--mount", *(["--map-root-user"] if os.geteuid() else [])]
    probe = subprocess.run([*way, tool("mount"), "-t", "tmpfs", "none", "/mnt"],
                           capture_output=True, check=False)
    os.environ["E2E_DISK_MAY_MOUNT"] = "0" if probe.returncode else "1"
    if may_mount():
        os.execv(way[0], [*way, sys.executable, *sys.argv])


class Setting:
    """A player on a feed of one notice, whose dwell is longer than the test: only the store can
    change the slide."""

    def __init__(self, lab):
        self.lab, self.display, self.nginx = lab, lab.open_display(), Nginx(lab)
        self.serial = 0
        lab.write_config({"news": self.nginx.url("news")}, every=f"{EVERY}s",
                         programme={"order": "notice", "dwell_min": "500s", "dwell_max": "600s"})

    def publish(self, name, padding=b""):
        self.serial += 1
        self.nginx.publish("news", feed(self.serial, notice(name)) + padding)

    def play(self, item):
        self.player = self.lab.play("--windowed=960x540")
        self.lab.wait_item(item, 10)
        wait(lambda: not self.display.grab().is_blank(), 10, f"{item} on the screen")
        self.watcher = self.display.watch()

    def stop(self):
        self.display.stop_watching()
        self.player.stop()

    def poke(self):
        """The next poll is now: so a reloaded config has it."""
        os.kill(wait(self.player.fetch_pid, 10, "the fetch child"), signal.SIGHUP)

    def need_shown(self, item, what, seconds=EVERY + 5):
        wait(lambda: self.lab.glass().get("item") == item, seconds,
             lambda: f"{item} {what}; there is {self.lab.glass()}")
        self.watcher.verdict()
        self.watcher = self.display.watch()

    def logged(self, words):
        return [line for line in self.lines() if words in line]

    def lines(self):
        return self.player.log.read_text(errors="replace").splitlines()

    def logged_anew(self, words):
        """Since the config was read last: who reads it anew tells again."""
        lines = self.lines()
        start = max((i for i, line in enumerate(lines) if "config read anew" in line), default=0)
        return [line for line in lines[start:] if words in line]

    def objects(self):
        return {path.name: path for path in (self.lab.store / "objects").glob("*/*")}


def move_and_delete(setting):
    lab = setting.lab
    setting.publish("first")
    setting.play("first")
    fetch = setting.player.fetch_pid()
    setting.publish("second")
    lab.store.rename(lab.folder / "away")
    setting.need_shown("second", "after the store was moved away")
    setting.publish("third")
    shutil.rmtree(lab.store)
    setting.need_shown("third", "after the store was deleted")
    need(setting.player.fetch_pid() == fetch, "fetch did not heal its store: it was restarted")
    told = setting.logged("was deleted or moved")
    need(len(told) == 2, f"the log says twice that the store went: {told}")


class Shim:
    """The library between the program and its disk."""

    def __init__(self, lab):
        self.file = lab.folder / "errno"
        library = lab.folder / "disk_shim.so"
        subprocess.run([tool("gcc"), "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-D_GNU_SOURCE",
                        "-o", library, ROOT / "tests/fault/disk_shim.c"], check=True)
        lab.environment.update(LD_PRELOAD=str(library), DISK_SHIM_FOLDER=str(lab.store),
                               DISK_SHIM_ERRNO=str(self.file))

    def start(self, number):
        self.file.write_text(str(int(number)))

    def end(self, _):
        self.file.unlink()


class Mounts:
    """Real ones: a small tmpfs that is filled, and a read-only mount on top of it."""

    def __init__(self, lab):
        self.store, self.filler = lab.store, lab.store / "filler"
        lab.store.mkdir()
        self.run(tool("mount"), "-t", "tmpfs", "-o", "size=1m", "none", lab.store)
        lab.stack.callback(self.unmount_all)

    def run(self, *command):
        subprocess.run(command, check=True)

    def unmount(self):
        self.run(tool("umount"), "--lazy", self.store)

    def unmount_all(self):
        while os.path.ismount(self.store):
            self.unmount()

    def start(self, number):
        if number == errno.ENOSPC:
            with self.filler.open("wb", buffering=0) as file:
                try:
                    while file.write(bytes(4096)):
                        pass
                except OSError as error:
                    need(error.errno == errno.ENOSPC, f"filling the disk: {error}")
        else:
            self.run(tool("mount"), "--bind", self.store, self.store)
            self.run(tool("mount"), "-o", "remount,bind,ro", self.store)

    def end(self, number):
        if number == errno.ENOSPC:
            self.filler.unlink()
        else:
            self.unmount()


def make_late(lab):
    """As if `fetch` had written its status a while ago, and should have again since."""
    path = lab.store / "fetch-status.json"
    status = json.loads(path.read_text())
    status["written_ms"] -= 900_000
    status["written_mono_ms"] -= 900_000
    for source in status["sources"]:
        source["next_try_ms"] -= 900_000
    path.write_text(json.dumps(status))


def hurt(setting, disk, number, before, patient):
    """One kind of failure while it plays, and its end."""
    words, after = WORDS[number], f"{WORDS[number].split()[-1]}-{setting.serial}"
    disk.start(number)
    setting.publish(after, PADDING)
    asked = len(setting.nginx.log("news"))
    setting.poke()

    takes_nothing = isinstance(disk, Shim) and number in (errno.EIO, errno.EROFS)

    def told():
        if takes_nothing:
            make_late(setting.lab)
        status = setting.lab.status()
        texts = [status.get("store_error"), *(source["last_error"] for source in status.get("sources") or [])]
        return any(text and expected in text for text in texts)

    # A disk that takes nothing takes no status either: that is what `status` says then.
    expected = "wrote nothing here" if takes_nothing else words
    wait(told, 10, lambda: f"{expected!r} in `status`: {setting.lab.status()}")
    tries = 3 if patient else 1
    wait(lambda: len(setting.nginx.log("news")) >= asked + tries, 45, f"{tries} tries")
    lines = wait(lambda: setting.logged_anew(words), 5, f"{words!r} in the log")
    need(len(lines) <= 2, f"one line in the log for the source, one for the store: {lines}")
    need(setting.lab.glass().get("item") == before,
         f"the slide stands: {setting.lab.glass()}")
    setting.watcher.verdict()
    setting.watcher = setting.display.watch()
    disk.end(number)
    setting.publish(after)
    setting.poke()
    setting.need_shown(after, f"once the disk was well again ({words})")
    return after


def read_only_store_plays(setting, disk, item):
    """A player that starts where nothing can be written: it shows what is there, and its fetch
    waits for the disk instead of leaving."""
    setting.stop()
    disk.start(errno.EROFS)
    setting.publish("written-again")
    setting.player = setting.lab.play("--windowed=960x540")
    wait(lambda: not setting.display.grab().is_blank(), 10, "a slide from a read-only store")
    fetch = wait(setting.player.fetch_pid, 5, "the fetch child")
    wait(lambda: setting.logged("read-only"), 5, "the cause in the log")
    if may_mount():
        error = setting.lab.status().get("store_error") or ""
        need("read-only" in error, f"`status` on a read-only store: {error!r}")
    setting.watcher = setting.display.watch()
    disk.end(errno.EROFS)
    setting.need_shown("written-again", "once the store could be written", 20)
    need(setting.player.fetch_pid() == fetch, "the fetch child left")
    need(len(setting.logged("read-only")) == 1, f"one line: {setting.logged('read-only')}")


def rot(setting):
    """A rotten body with its server, which has nothing new, and without it."""
    lab = setting.lab
    lab.environment.pop("LD_PRELOAD", None)
    setting.publish("older")
    setting.poke()
    setting.need_shown("older", "as the edition before")
    before = set(setting.objects())
    setting.publish("newer")
    setting.poke()
    setting.need_shown("newer", "as the newest edition")
    body = next(path for name, path in setting.objects().items()
                if name not in before and b'"newer"' in path.read_bytes())
    whole = body.read_bytes()
    body.write_bytes(whole.replace(b"newer", b"never"))
    wait(lambda: body.read_bytes() == whole, EVERY + 5, "the rotten feed fetched anew")
    need(setting.logged("rotted in the store"), "the log says what rotted")
    setting.stop()
    setting.nginx.stop()
    body.write_bytes(whole.replace(b"newer", b"never"))
    setting.play("older")
    lines = setting.logged("rotten")
    need(len(lines) == 1, f"one line says why the newest edition does not play: {lines}")
    setting.nginx.start()
    setting.poke()
    setting.need_shown("newer", "once its server was there again")


def test():
    enter_namespace()
    with Lab() as lab:
        move_and_delete(Setting(lab))
    seen = ["moved and deleted stores"]
    kinds = [errno.ENOSPC, errno.EROFS] if may_mount() else []
    if not kinds:
        left_out("nothing may be mounted here, so a real disk was neither full nor read-only")
    for make, numbers in ((Mounts, kinds), (Shim, [n for n in WORDS if n not in kinds])):
        if not numbers:
            continue
        with Lab() as lab:
            setting, disk, item = Setting(lab), make(lab), "first"
            setting.publish(item)
            setting.play(item)
            for number in numbers:
                item = hurt(setting, disk, number, item, number == numbers[0])
            if errno.EROFS in numbers:
                read_only_store_plays(setting, disk, item)
            if make is Shim:
                rot(setting)
            seen.append(", ".join(errno.errorcode[n] for n in numbers) + f" by {make.__name__.lower()}")
    return "; ".join([*seen, "a read-only store plays; rotten objects come back or give way"])


main(test)
