#!/usr/bin/env python3
"""What is published cannot be written where [desk] publish says: a folder is refused at the start, and what comes in the way later
is told to whoever publishes, to a monitor, and once to the log."""

import subprocess
import time

from common import PROGRAM, Lab, main, need, wait
from desks import Desk, Person, ask


def refused(lab):
    for name in ("www", "www/", "new/"):
        (lab.folder / "www").mkdir(exist_ok=True)
        config = lab.folder / "folder.ini"
        config.write_text(f"[desk]\ndata = {lab.folder}/none\npublish = {lab.folder}/{name}\nlisten = 127.0.0.1:0\n")
        done = subprocess.run([PROGRAM, "--config", config, "desk"], env=lab.environment, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=20, check=False)
        need(done.returncode not in (0, 1) and "[desk] publish: " in done.stderr and "feed.json" in done.stderr, f"{name}: {done}")
    (lab.folder / "www").rmdir()


def notice(chief, title):
    part = chief.add({"kind": "notice", "title": title, "text": "x"})
    return {"parts": [{"part": part, "hash": chief.hash(part)}]}


def in_the_way(desk, chief):
    need(chief.good("POST", "/api/publish", notice(chief, "甲"))["warning"] is None, "a warning where all is well")
    need(ask(desk.port, "GET", "/health").json["ok"] is True, "health")
    desk.publish.unlink()
    desk.publish.mkdir()
    told = chief.good("POST", "/api/publish", notice(chief, "乙"))
    need(told["serial"] == 2 and str(desk.publish) in (told["warning"] or ""), f"{told}")
    health = ask(desk.port, "GET", "/health").json
    need(health["ok"] is False and health["written"] is False, f"health: {health}")
    need(desk.feed().json["serial"] == 2, "the desk's own feed waits for the disk")
    said = lambda: desk.log.read_text().count("what is published is not on the disk yet")
    wait(said, 30, "a line of the log")
    time.sleep(5)
    need(said() == 1, f"the log says it {said()} times")
    desk.publish.rmdir()
    wait(lambda: ask(desk.port, "GET", "/health").json["ok"] is True, 10, "health again")
    need(desk.publish.read_bytes() == desk.feed().body and "on the disk again" in desk.log.read_text(), "it is not mended")


def no_room_beside(desk, chief):
    """What cannot even be prepared is not published, and says so."""
    wish = notice(chief, "丙")
    beside = desk.publish.parent / "feed.json.new"
    beside.mkdir()
    done = chief.call("POST", "/api/publish", wish)
    need(done.status == 500 and str(beside) in done.json["error"]["text"], f"{done.status} {done.body.decode()}")
    need(len(chief.good("GET", "/api/states")["states"]) == 2, "it was published")
    beside.rmdir()
    need(chief.good("POST", "/api/publish", wish)["serial"] == 3, "not published with room again")


def test():
    with Lab() as lab:
        refused(lab)
        desk = Desk(lab, {"chief": "admin"}, {"approvals": "0"}).start()
        chief = Person(desk, "chief")
        in_the_way(desk, chief)
        no_room_beside(desk, chief)
        desk.stop()
        need(desk.process.returncode == 0, f"it left with {desk.process.returncode}")
    return "a folder refused; what is not on the disk told to people, monitor and log"


if __name__ == "__main__":
    main(test)
