#!/usr/bin/env python3
"""SIGHUP with every kind of broken config: nothing of it is left, the old one stands with its guard,
and the next edition and the next good config are taken. The new guard goes over what is shown."""

import signal

from common import Lab, feed, main, need, notice, replace_file, wait
from manager import Manager

SITE, OTHER = "云溪工学院", "河湾学院"
PHRASE = "灯塔计划"

# A line of a section that is wrong, or what is done to the file, and what the log says of it. Each
# of these configs also has another campus as its identity: if anything of its guard stayed, no
# edition of this one would be taken any more.
BROKEN = {
    "no such theme": ("theme", "name = nowhere", "no such theme; there are contrast"),
    "no such theme file": ("theme", "name = FOLDER/gone.ini", "gone.ini: No such file"),
    "a broken theme file": ("theme", "name = FOLDER/broken.ini", "broken.ini:2"),
    "an empty theme file": ("theme", "name = FOLDER/empty.ini", "empty.ini"),
    "no shipped list of that name": ("guard", "deny = nowhere", "no such list; there are"),
    "no such deny list": ("guard", "deny = FOLDER/nowhere.txt", "nowhere.txt: No such file"),
    "a deny list that is a folder": ("guard", "deny = FOLDER", "not a regular file"),
    "a broken deny list": ("guard", "deny = FOLDER/broken.txt", "broken.txt:2"),
    "a host that is none": ("guard", "hosts = https://x", "hosts"),
    "no such calendar": ("screen", "calendar = FOLDER/days.txt", "days.txt: No such file"),
    "a broken calendar": ("screen", "calendar = FOLDER/broken-days.txt", "broken-days.txt:1"),
    "no such key": ("theme", "colour = red", "colour"),
    "a value out of range": ("fetch", "max = 1", "[fetch] max"),
    "a source without an address": ("source other", "every = 10s", "url"),
    "another store": ("store", "max = 1G", "restart to change it"),
    "no config at all": (None, None, "lobbycard.ini: "),
    "a folder in its place": (None, "folder", "lobbycard.ini: "),
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
        (lab.folder / "broken-days.txt").write_text("2026-13-40 holiday\n")

    def config(self, identity, section="guard", line=""):
        """With that line in that section, which is there already or not."""
        text = self.plain + f"[guard]\nidentity = {identity}\n"
        head = f"[{section}]\n"
        text = text if head in text else text + head
        return text.replace(head, head + line.replace("FOLDER", str(self.lab.folder)) + "\n")

    def publish(self, name, **more):
        self.serial += 1
        replace_file(self.path, feed(self.serial, notice(name, **more)))
        done = self.lab.run("--config", self.own, "fetch", "--once")
        need(done.returncode == 0, f"fetch: {done.stderr}")

    def logged(self, words):
        return self.player.log.read_text(errors="replace").count(words)

    def reload(self):
        self.player.send(signal.SIGHUP)


def break_config(setting, section, line):
    config = setting.lab.config
    config.unlink()
    if section:
        config.write_text(setting.config(OTHER, section, line))
    elif line:
        config.mkdir()


def mend_config(setting):
    config = setting.lab.config
    if config.is_dir():
        config.rmdir()
    config.write_text(setting.config(SITE))


def check_broken(setting, manager, what):
    section, line, reason = BROKEN[what]
    refused, said = setting.logged("stays as it was"), setting.logged(reason)
    ready = manager.count("READY=1")
    break_config(setting, section, line)
    setting.reload()
    wait(lambda: setting.logged("stays as it was") > refused, 10, f"a refusal of {what}")
    need(setting.logged(reason) > said, f"the log does not say {reason!r} of {what}")
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
    lab.config.write_text(setting.config(SITE, "guard", "deny = FOLDER/deny.txt"))
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
        for what in BROKEN:
            check_broken(setting, manager, what)
        taken = setting.logged("config read anew")
        lab.config.write_text(setting.config(SITE, "screen", "display = 1"))
        setting.reload()
        wait(lambda: setting.logged("config read anew") > taken, 10, "a good config to be read")
        wait(lambda: setting.logged("restart to move it"), 5, "what takes a restart is said")
        check_guard_goes_over_what_is_shown(setting, manager)
        watcher.verdict()
        setting.player.stop()
    return f"{len(BROKEN)} broken configs refused whole; a new guard goes over what is shown"


main(test)
