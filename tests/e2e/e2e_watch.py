#!/usr/bin/env python3
"""A store that its watch says nothing of: a partition mounted over it, mounted late, taken away and
mounted again, or no inotify instance left. What is there is shown within half a minute all the
same, and the log says once where watching fails."""

import os
import pathlib
import subprocess
import sys

from common import Lab, feed, left_out, main, need, notice, replace_file, tool, wait

LOOK_S = 30
LONG = "LOBBYCARD_LONG" in os.environ  # half a minute more


def enter_namespace():
    """Starts again where mounting is allowed and seen by nobody else."""
    if "E2E_WATCH_MAY_MOUNT" in os.environ:
        return
    way = [tool("unshare"), "--mount", *(["--map-root-user"] if os.geteuid() else [])]
    probe = subprocess.run([*way, tool("mount"), "-t", "tmpfs", "none", "/mnt"],
                           capture_output=True, check=False)
    os.environ["E2E_WATCH_MAY_MOUNT"] = "0" if probe.returncode else "1"
    if probe.returncode == 0:
        os.execv(way[0], [*way, sys.executable, *sys.argv])


def without_inotify():
    """What starts a program whose user may have no inotify instance; None where that cannot be."""
    limit = "/proc/sys/user/max_inotify_instances"
    way = [tool("unshare"), "--user", "--map-root-user", "sh", "-c",
           f'echo 0 > {limit} && exec "$0" "$@"']
    probe = subprocess.run([*way, "true"], capture_output=True, check=False)
    return None if probe.returncode else way


class Setting:
    """A player without fetch, and editions put into any folder."""

    def __init__(self, lab, **more):
        self.lab = lab
        lab.open_display()
        self.path = lab.folder / "feed.json"
        lab.write_config({"news": f"file://{self.path}"}, programme={
            "order": "notice", "dwell_min": "500s", "dwell_max": "600s"})
        self.more = more
        self.is_mounted = False

    def publish(self, store, serial, name):
        replace_file(self.path, feed(serial, notice(name)))
        done = self.lab.run("--config", self.lab.config, "--store", store, "fetch", "--once")
        need(done.returncode == 0, f"fetch: {done.stderr}")

    def play(self):
        self.player = self.lab.play("--no-fetch", "--windowed=480x270", **self.more)

    def shows(self, item):
        """In the store's folder that is there now: it says so there too."""
        return self.lab.glass().get("item") == item

    def mount(self, folder):
        subprocess.run([tool("mount"), "--bind", folder, self.lab.store], check=True)
        self.is_mounted = True
        self.lab.stack.callback(self.unmount)

    def unmount(self):
        if self.is_mounted:
            subprocess.run([tool("umount"), "--lazy", self.lab.store], check=True)
        self.is_mounted = False


def mounted_over(setting):
    other = setting.lab.folder / "other"
    setting.publish(setting.lab.store, 1, "first")
    setting.publish(other, 2, "second")
    setting.play()
    setting.lab.wait_item("first", 20)
    setting.mount(other)
    yield "second"
    if LONG:
        setting.unmount()
        yield "first"


def mounted_late(setting):
    other = setting.lab.folder / "other"
    setting.publish(other, 1, "late")
    setting.play()
    wait(lambda: setting.lab.glass().get("kind") == "idle", 20, "the built-in slide")
    setting.mount(other)
    yield "late"
    setting.publish(other, 2, "later")  # and that one is watched
    yield "later"


def unwatched(setting):
    setting.publish(setting.lab.store, 1, "first")
    setting.play()
    setting.lab.wait_item("first", 20)
    setting.publish(setting.lab.store, 2, "second")
    yield "second"
    if LONG:
        setting.publish(setting.lab.store, 3, "third")
        yield "third"
    log = setting.player.log.read_text(errors="replace")
    need(log.count("cannot be watched") == 1, f"the log says once that watching fails:\n{log}")


def run_all(settings):
    """Side by side: each of them waits for half a minute."""
    ways = [(setting, way(setting)) for setting, way in settings]
    while ways:
        waited = [(setting, way, next(way, None)) for setting, way in ways]
        ways = [(setting, way) for setting, way, item in waited if item]
        for setting, _, item in waited:
            if item:
                wait(lambda: setting.shows(item), LOOK_S + 30,
                     lambda: f"{item}; there is {setting.lab.glass()}", 0.5)


def test():
    enter_namespace()
    may_mount = os.environ["E2E_WATCH_MAY_MOUNT"] == "1"
    way = without_inotify()
    with Lab(480, 270) as over, Lab(480, 270) as late, Lab(480, 270) as unseen:
        settings = []
        if may_mount:
            settings += [(Setting(over), mounted_over), (Setting(late), mounted_late)]
        else:
            left_out("nothing may be mounted")
        if way and pathlib.Path("/proc/sys/user/max_inotify_instances").exists():
            settings.append((Setting(unseen, before=way), unwatched))
        else:
            left_out("inotify instances cannot be limited")
        run_all(settings)
    return "stores mounted over, late, away again, and without inotify are followed"


main(test)
