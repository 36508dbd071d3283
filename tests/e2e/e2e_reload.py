#!/usr/bin/env python3
"""SIGHUP with every kind of broken config: nothing of it is left, the old one stands with its guard,
and the next edition and the next good config are taken. The new guard goes over what is shown."""

import signal

from common import Lab, feed, main, need, notice, replace_file, wait
from manager import Manager

SITE, OTHER = "云溪工学院", "河湾学院"
PHRASE = "灯塔计划"

# What is wrong: a section's lines that are added, or what is done to the file. Each of these
# configs also has another campus as its identity: if anything of its guard stayed, no edition of
# this one would be taken any more.
BROKEN = {
    "no such theme": "[theme]\nname = nowhere\n",
    "no such theme file": "[theme]\nname = FOLDER/nowhere.ini\n",
    "a broken theme file": "[theme]\nname = FOLDER/broken.ini\n",
    "an empty theme file": "[theme]\nname = FOLDER/empty.ini\n",
    "no such deny list": "deny = FOLDER/nowhere.txt\n",
    "a deny list that is a folder": "deny = FOLDER\n",
    "a broken deny list": "deny = FOLDER/broken.txt\n",
    "a host that is none": "hosts = https://x\n",
    "no such calendar": "[screen]\ncalendar = FOLDER/nowhere.txt\n",
    "a broken calendar": "[screen]\ncalendar = FOLDER/broken-calendar.txt\n",
    "no such key": "[theme]\ncolour = red\n",
    "a value out of range": "[programme]\ndwell_min = 0s\n",
    "a source without an address": "[source other]\nevery = 10s\n",
    "another store": "[store]\npath = FOLDER/elsewhere\n",
    "no config at all": None,
    "a folder in its place": "folder",
}


class Setting:
    def __init__(self, lab):
        self.lab = lab
        self.path = lab.folder / "feed.json"
        self.serial = 0
        lab.write_config({"news": f"file://{self.path}"}, programme={
            "order": "notice", "dwell_min": "500s", "dwell_max": "600s"})
        self.plain = lab.config.read_text()
        self.own = lab.folder / "fetch.ini"
        self.own.write_text(self.config(SITE))
        lab.config.write_text(self.config(SITE))
        (lab.folder / "empty.ini").write_text("")
        (lab.folder / "broken.ini").write_text("[colours]\npaper = mud\n")
        (lab.folder / "broken.txt").write_text("# one letter is no rule\n彩\n")
        (lab.folder / "broken-calendar.txt").write_text("2026-13-40 holiday\n")

    def config(self, identity, more=""):
        return (self.plain + f"[guard]\nidentity = {identity}\n" +
                more.replace("FOLDER", str(self.lab.folder)))

    def publish(self, name, **more):
        self.serial += 1
        replace_file(self.path, feed(self.serial, notice(name, **more)))
        done = self.lab.run("--config", self.own, "fetch", "--once")
        need(done.returncode == 0, f"fetch: {done.stderr}")

    def logged(self, words):
        return self.player.log.read_text(errors="replace").count(words)

    def reload(self):
        self.player.send(signal.SIGHUP)


def break_config(setting, more):
    config = setting.lab.config
    config.unlink()
    if more == "folder":
        config.mkdir()
    elif more is not None:
        config.write_text(setting.config(OTHER, more))


def mend_config(setting):
    config = setting.lab.config
    if config.is_dir():
        config.rmdir()
    config.write_text(setting.config(SITE))


def check_broken(setting, manager, what, more):
    refused = setting.logged("stays as it was")
    ready = manager.count("READY=1")
    break_config(setting, more)
    setting.reload()
    wait(lambda: setting.logged("stays as it was") > refused, 10, f"a refusal of {what}")
    manager.wait("READY=1", ready + 1, 10)
    mend_config(setting)
    item = f"after-{setting.serial}"
    setting.publish(item)
    wait(lambda: setting.lab.glass().get("item") == item, 10,
         lambda: f"the next edition after {what}; there is {setting.lab.glass()}")


def check_guard_goes_over_what_is_shown(setting, manager):
    """A phrase that was allowed when it came, is not, and is again."""
    lab = setting.lab
    (lab.folder / "deny.txt").write_text(PHRASE + "\n")
    setting.publish("named", text=f"参加{PHRASE}的同学请到一楼。")
    lab.wait_item("named", 10)
    lab.config.write_text(setting.config(SITE, "deny = FOLDER/deny.txt\n"))
    setting.reload()
    wait(lambda: lab.glass().get("kind") not in ("notice", None), 20,
         lambda: f"the notice to go; there is {lab.glass()}")
    mend_config(setting)
    setting.reload()
    lab.wait_item("named", 20)
    need(manager.count("READY=1") == manager.count("RELOADING=1") + 1,
         f"each reload has its end: {manager.said}")


def test():
    with Lab(480, 270) as lab:
        display = lab.open_display()
        setting, manager = Setting(lab), Manager(lab)
        setting.publish("first")
        setting.player = lab.play("--no-fetch", "--windowed=480x270")
        lab.wait_item("first", 20)
        watcher = display.watch()
        for what, more in BROKEN.items():
            check_broken(setting, manager, what, more)
        taken = setting.logged("config read anew")
        lab.config.write_text(setting.config(SITE, "[screen]\ndisplay = 1\n"))
        setting.reload()
        wait(lambda: setting.logged("config read anew") > taken, 10, "a good config to be read")
        wait(lambda: setting.logged("restart to move it"), 5, "what takes a restart is said")
        check_guard_goes_over_what_is_shown(setting, manager)
        watcher.verdict()
        setting.player.stop()
    return f"{len(BROKEN)} broken configs refused whole; a new guard goes over what is shown"


main(test)
