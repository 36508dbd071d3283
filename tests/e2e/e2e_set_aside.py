#!/usr/bin/env python3
"""An edition that ends play again and again: the one before it is shown, then the built-in slide,
and a newer edition gets its chance."""

import signal

from common import ROOT, Lab, feed, main, need, notice, replace_file, wait


class Desk:
    def __init__(self, lab):
        self.lab, self.path = lab, lab.folder / "feed.json"
        lab.write_config({"news": f"file://{self.path}"})

    def publish(self, serial, name):
        replace_file(self.path, feed(serial, notice(name)))
        done = self.lab.run("--config", self.lab.config, "fetch", "--once")
        need(done.returncode == 0, f"fetch: {done.stderr}")
        return self.lab.status()["edition"]["id"]

    def play(self):
        return self.lab.play("--no-fetch", "--windowed=480x270")

    def dies(self, item):
        """One life: the item is shown, and play dies of it as of a bug."""
        player = self.play()
        self.lab.wait_item(item, 10)
        player.send(signal.SIGSEGV)
        player.process.wait()

    def fails_without_fonts(self):
        """Nothing can be shown at all, whatever the edition."""
        data = self.lab.folder / "data"
        (data / "fonts").mkdir(parents=True, exist_ok=True)
        for name in ("assets", "config"):
            if not (data / name).exists():
                (data / name).symlink_to(ROOT / name)
        kept = dict(self.lab.environment)
        self.lab.environment["LOBBYCARD_DATA"] = str(data)
        player = self.play()
        self.lab.environment = kept
        need(player.process.wait(10) == 1, "play without fonts goes on")

    def shows(self, item):
        player = self.play()
        self.lab.wait_item(item, 10)
        return player


def test():
    with Lab(480, 270) as lab:
        lab.open_display()
        desk = Desk(lab)
        good = desk.publish(1, "good")
        bad = desk.publish(2, "bad")
        for _ in range(3):  # leaving in order is no death, however often
            desk.shows("bad").stop()
        need(lab.status()["set_aside"] == [], "an orderly leave counts as a death")
        for _ in range(3):
            desk.fails_without_fonts()
        need(lab.status()["set_aside"] == [], "missing fonts count as the edition's fault")
        desk.shows("bad").stop()
        for _ in range(3):
            desk.dies("bad")
        player = desk.shows("good")
        status = lab.status()
        need(status["edition"]["id"] == bad and status["set_aside"] == [bad], f"status: {status}")
        need(status["glass"]["edition"] == good, f"glass: {status['glass']}")
        text = lab.run("--config", lab.config, "status").stdout
        need(f"edition {bad[:12]}: it ended play again and again" in text, text)
        need("is set aside" in player.log.read_text(), "the log does not say it")

        # A newer one comes while play runs. The bad one does not push out the good one.
        desk.publish(3, "newer")
        lab.wait_item("newer", 10)
        need(lab.status()["set_aside"] == [], f"status: {lab.status()}")
        player.send(signal.SIGSEGV)
        player.process.wait()
        for _ in range(2):
            desk.dies("newer")
        player = desk.shows("good")
        player.send(signal.SIGSEGV)
        player.process.wait()
        for _ in range(2):
            desk.dies("good")

        # Nothing is left but what is built in, and that is what stays.
        player = desk.play()
        glass = wait(lambda: lab.glass(), 10, "the built-in slide")
        need(glass["kind"] == "idle" and not glass["edition"], f"glass: {glass}")
        need(len(lab.status()["set_aside"]) == 2, f"status: {lab.status()}")
        player.stop()
        desk.publish(4, "last")
        desk.shows("last").stop()
        return "three deaths set an edition aside, then the next one; a newer one is shown"


main(test)
