#!/usr/bin/env python3
"""Feeds signed with the stock minisign, and every way to get an old or foreign one past it."""

import json
import subprocess
import time

from common import Lab, feed, main, need, notice, replace_file, tool

DAY_S = 24 * 3600


def rfc3339(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


class Desk:
    """The publisher: keys, a folder that is the web, and a screen that fetches from it."""

    def __init__(self, lab):
        self.lab, self.steps = lab, 0
        self.web = lab.folder / "web"
        self.web.mkdir()
        self.path = self.web / "feed.json"
        for name in "ABC":
            self.minisign("-G", "-W", "-p", lab.folder / f"{name}.pub", "-s", lab.folder / f"{name}.key")

    def minisign(self, *arguments):
        done = subprocess.run([tool("minisign"), *arguments], capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, check=False)
        need(done.returncode == 0, f"minisign: {done.stderr}")

    def public(self, names):
        return ", ".join((self.lab.folder / f"{name}.pub").read_text().split("\n")[1] for name in names)

    def signature(self, data, names, *options):
        whole = b""
        for name in names:
            file = self.lab.folder / "feed.json"
            file.write_bytes(data)
            self.minisign("-S", *options, "-s", self.lab.folder / f"{name}.key", "-m", file,
                          "-x", self.lab.folder / "one.minisig")
            whole += (self.lab.folder / "one.minisig").read_bytes()
        return whole

    def publish(self, data, signature):
        replace_file(self.path, data)
        beside = self.web / "feed.json.minisig"
        if signature is None:
            beside.unlink(missing_ok=True)
        else:
            replace_file(beside, signature)

    def trust(self, names, needed=1):
        self.lab.config.write_text(
            f"[store]\npath = {self.lab.store}\n[source news]\nurl = file://{self.path}\n"
            + (f"public_key = {self.public(names)}\nsignatures = {needed}\n" if names else ""))

    def fetch(self):
        self.steps += 1
        return self.lab.run("--config", self.lab.config, "fetch", "--once")

    def shown(self):
        """The serial that `play` would show, which verifies again."""
        out = self.lab.folder / "out"
        done = self.lab.run("--config", self.lab.config, "render", "--size", "640x360", "--out", out)
        if done.returncode != 0:
            return None
        text = (out / "scenes.json").read_text()
        return next((n for n in range(1, 100) if f"第{n}号" in text), None)

    def accepted(self, serial, what):
        done = self.fetch()
        need(done.returncode == 0, f"{what}: {done.stderr}")
        need(self.shown() == serial, f"{what}: shows {self.shown()}")

    def refused(self, stays, words, what):
        done = self.fetch()
        need(done.returncode == 1 and words in done.stderr, f"{what}: {done.stderr}")
        need(words in self.lab.source("news")["last_error"], f"{what}: {self.lab.source('news')}")
        need(self.shown() == stays, f"{what}: shows {self.shown()}")


def news(number, serial=None, **members):
    data = feed(number, notice(f"n{number}", f"这是第{number}号通知。"))
    text = data.decode().replace(f'"serial": {number}', f'"serial": {serial or number}', 1)
    for name, value in members.items():
        text = text.replace('"site"', f'"{name}": "{value}", "site"', 1)
    return text.encode()


def test():
    with Lab() as lab:
        desk = Desk(lab)
        one, two, three = news(1), news(2), news(3)
        sign = desk.signature

        desk.trust("")
        desk.publish(one, None)
        desk.accepted(1, "no key configured")
        desk.trust("A")
        need(desk.shown() is None, "an unsigned edition plays on after public_key came")
        desk.refused(None, "no signature for the feed", "unsigned")
        desk.publish(one, sign(one, "B"))
        desk.refused(None, "signed by none of the configured keys", "signed by a stranger")
        desk.publish(one, sign(one, "A", "-l"))
        desk.refused(None, "legacy format", "legacy format")
        desk.publish(one, sign(one, "A"))
        desk.accepted(1, "signed")

        desk.publish(two, sign(two, "A"))
        desk.accepted(2, "the next one")
        desk.publish(one, sign(one, "A"))
        desk.refused(2, "serial 1 is older than 2", "rollback")
        desk.publish(three, sign(two, "A"))
        desk.refused(2, "does not fit the feed", "mix")
        desk.publish(b"<!doctype html><p>login</p>", b"<!doctype html><p>login</p>")
        desk.refused(2, "web page", "captive portal")
        early = news(4, issued=rfc3339(time.time() + 2 * DAY_S))
        desk.publish(early, sign(early, "A"))
        desk.refused(2, "more than a day from now", "issued in the future")
        # Freeze: somebody keeps the old feed in front of the screen. It is let in, for want of a
        # better one, and what is bound to time goes from the glass.
        frozen = feed(2, notice("n2", "这是第2号通知。"),
                      notice("gone", show={"until": "2099-01-01"})).decode().replace(
            '"site"', f'"expires": "{rfc3339(time.time() - 60)}", "site"', 1).encode()
        desk.publish(frozen, sign(frozen, "A"))
        desk.accepted(2, "past its expires")
        told = lab.run("--config", lab.config, "programme", "--json").stdout
        silent = {s["item"]: s["reason"] for s in json.loads(told)["silent"]}
        need(set(silent) == {"gone"} and "its feed expired" in silent["gone"], f"freeze: {silent}")

        desk.publish(three, sign(three, "A"))
        desk.accepted(3, "healed")

        # Rotation: A, A and B, B.
        desk.trust("AB")
        need(desk.shown() == 3, "a further key took the edition away")
        five = news(5)
        desk.publish(five, sign(five, "B"))
        desk.accepted(5, "signed by the new key")
        desk.publish(three, sign(three, "A"))
        desk.refused(5, "serial 3 is older than 5", "rollback under the old key")
        desk.publish(five, sign(five, "B"))
        desk.trust("B")
        need(desk.shown() == 5, "the old key's retirement took the edition away")
        desk.publish(three, sign(three, "A"))
        desk.refused(5, "signed by none of the configured keys", "the retired key")

        # A serial beyond what a feed may have is none, and an old one therefore.
        beyond = news(6, serial=2 ** 53)
        desk.publish(beyond, sign(beyond, "B"))
        desk.refused(5, "serial 0 is older than 5", "a serial of 2^53")

        # A serial that nothing can follow, and the way out: another key.
        last = news(6, serial=2 ** 53 - 1)
        desk.publish(last, sign(last, "B"))
        desk.accepted(6, "fast-forward")
        seven = news(7)
        desk.publish(seven, sign(seven, "B"))
        desk.refused(6, "is older than", "behind the fast-forward")
        desk.trust("C")
        desk.publish(seven, sign(seven, "C"))
        desk.accepted(7, "recovered with another key")

        # An editor's and a reviewer's.
        desk.trust("AC", 2)
        need(desk.shown() is None, "one signature does where two are asked for")
        eight = news(8)
        desk.publish(eight, sign(eight, "C"))
        desk.refused(None, "signed by 1 of the configured keys, not by 2", "one of two")
        desk.publish(eight, sign(eight, "CC"))
        desk.refused(None, "signed by 1 of the configured keys, not by 2", "one twice")
        desk.publish(eight, sign(eight, "CA"))
        desk.accepted(8, "two of two")

        # The disk lies: play does not take fetch's word for it.
        body = next(path for path in lab.store.glob("objects/*/*")
                    if path.read_bytes() == eight)
        body.chmod(0o644)
        body.write_bytes(eight.replace("第8号".encode(), "第9号".encode()))
        need(desk.shown() != 9, "a changed body is shown")
        return f"{desk.steps} fetches, each accepted or refused as it should be"


main(test)
