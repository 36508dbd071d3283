#!/usr/bin/env python3
"""A config that `fetch` reads anew and refuses changes nothing of what it judges by: with the
identity of the config before, the next feed of that campus comes."""

import signal
import subprocess

from common import PROGRAM, Lab, feed, main, need, notice, wait
from servers import Nginx

# What is wrong with each but its identity, and a word that the log has of it.
BROKEN = {"a key": ("[fetch]\nproxy = carrier pigeon\n", "proxy = carrier pigeon"),
          "a deny list": ("[guard]\nidentity = 别的学院\ndeny = /nowhere.txt\n", "/nowhere.txt"),
          "a number": ("[guard]\nidentity = 别的学院\nhosts = a..b\n", "hosts"),
          "the store": ("[store]\nmax = 20M\n", "restart to change it")}


def write(lab, url, identity, more=""):
    guard = "" if "[guard]" in more else f"[guard]\nidentity = {identity}\n"
    store = "" if "[store]" in more else "[store]\n"
    store = f"{more}path = {lab.store}\n" if "[store]" in more else f"{store}path = {lab.store}\n"
    more = "" if "[store]" in more else more
    lab.config.write_text(f"{store}{guard}{more}[source campus]\nurl = {url}\nevery = 10s\n")


def test():
    with Lab() as lab:
        nginx = Nginx(lab)
        url, log = nginx.url("campus"), lab.folder / "fetch.log"
        nginx.publish("campus", feed(1, notice("one")))
        write(lab, url, "云溪工学院")
        with log.open("wb") as out:
            fetch = subprocess.Popen([PROGRAM, "--config", lab.config, "fetch"], stderr=out,
                                     env=lab.environment, stdin=subprocess.DEVNULL,
                                     cwd=lab.folder)
        lab.stack.callback(fetch.wait, 20)
        lab.stack.callback(fetch.terminate)

        def serial():
            return lab.source("campus").get("serial")

        wait(lambda: serial() == 1, 20, "the first feed")
        for count, (what, (more, word)) in enumerate(BROKEN.items(), 1):
            write(lab, url, "别的学院", more)
            fetch.send_signal(signal.SIGHUP)
            wait(lambda: log.read_text().count("the config stays as it was") == count, 20,
                 lambda: f"the config with {what} to be refused: {log.read_text()}")
            need(word in log.read_text(), f"{what}: {log.read_text()}")
        need("config read anew" not in log.read_text(), log.read_text())
        write(lab, url, "云溪工学院")
        nginx.publish("campus", feed(2, notice("two")))
        wait(lambda: serial() == 2, 40, lambda: f"the second feed: {log.read_text()}")
        write(lab, url, "别的学院")
        fetch.send_signal(signal.SIGHUP)
        wait(lambda: "config read anew" in log.read_text(), 20, "a config that is accepted")
        nginx.publish("campus", feed(3, notice("three")))
        wait(lambda: "is not one of [guard] identity" in log.read_text(), 40,
             lambda: f"the new identity in force: {log.read_text()}")
        need(serial() == 2, f"serial {serial()} came under another identity")
        return f"{len(BROKEN)} configs refused whole, and one taken whole"


main(test)
