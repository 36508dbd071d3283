#!/usr/bin/env python3
"""A signing key with a password that is locked: `desk import` asks for it before it changes anything, and what is planned says
that it waits, in the list, in the log and to a monitor, and goes out once the key is open. With LOBBYCARD_LONG the same feed is
imported again as well."""

import datetime
import json
import shutil
import subprocess

from common import IS_LONG, PROGRAM, ROOT, Lab, main, need, wait
from desks import Desk, Person, ask, path_of

KEY_PASSWORD = "korrekte 马"


def rfc3339(seconds):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)).isoformat(timespec="seconds")


def run_import(lab, desk, feed, typed):
    return subprocess.run([PROGRAM, "--config", desk.config, "desk", "import", feed], env=lab.environment, input=typed,
                          capture_output=True, encoding="utf-8", timeout=120, check=False)


def imports(lab, desk, chief):
    feed = lab.folder / "by-hand.json"
    done = run_import(lab, desk, feed, "")
    need(done.returncode == 1 and "by-hand.json" in done.stderr and "sign_key" not in done.stderr, f"no such file: {done}")
    feed.write_text("{}")
    done = run_import(lab, desk, feed, "")
    need(done.returncode == 1 and "sign_key" not in done.stderr, f"no feed: {done}")
    feed.write_text(json.dumps({"lobbycard": 1, "items": [{"id": "a", "kind": "notice", "title": "手写", "text": "x"}]}))
    for typed, said in (("", "no password"), ("wrong\n", "not the password")):
        done = run_import(lab, desk, feed, typed)
        need(done.returncode == 1 and said in done.stderr and not done.stdout, f"typed {typed!r}: {done}")
        need(desk.feed().status == 404 and chief.good("GET", "/api/states")["states"] == [], f"typed {typed!r}: something changed")
    done = run_import(lab, desk, feed, KEY_PASSWORD + "\n")
    need(done.returncode == 0 and "added  i-a  手写" in done.stdout, f"with the password: {done}")
    wait(lambda: desk.feed().status == 200, 40, "what was imported")
    need(b"trusted comment" in ask(desk.port, "GET", "/feed.json.minisig").body, "it is not signed")
    need(not chief.good("GET", "/api/me")["key"]["unlocked"], "the running desk's key is open")


def imports_again(lab, desk, chief):
    """The same feed is nothing new; another order of its items, or a member that the desk does not know, is."""
    feed = lab.folder / "by-hand.json"
    document = json.loads(feed.read_text())
    serial, acts = desk.feed().json["serial"], len(chief.good("GET", "/api/audit?limit=100")["entries"])
    for text in (feed.read_text(), json.dumps(document, indent=3)):
        feed.write_text(text)
        done = run_import(lab, desk, feed, KEY_PASSWORD + "\n")
        need(done.returncode == 0 and "nothing is new" in done.stdout and f"serial  {serial}" in done.stdout, f"again: {done}")
    told = chief.good("POST", "/api/key/unlock", {"password": KEY_PASSWORD})
    told = chief.good("POST", "/api/import", {"feed": json.dumps(document), "confirm": True})
    need(told["serial"] == serial and told["unchanged"] is True, f"{told}")
    chief.good("POST", "/api/key/lock")
    need(len(chief.good("GET", "/api/states")["states"]) == 1, "a state of nothing")
    acts_now = [one["act"] for one in chief.good("GET", "/api/audit?limit=100")["entries"]]
    need(len(acts_now) == acts + 2, f"{acts_now}")
    document["items"].append({"id": "b", "kind": "notice", "title": "二", "text": "x", "image": "b.png"})
    shutil.copy(ROOT / "docs/demo.png", lab.folder / "b.png")
    for changed in (document, {**document, "items": document["items"][::-1]}, {**document, "x-own": 1}):
        feed.write_text(json.dumps(changed))
        done = run_import(lab, desk, feed, KEY_PASSWORD + "\n")
        serial += 1
        need(done.returncode == 0 and f"serial  {serial}" in done.stdout and "nothing is new" not in done.stdout, f"changed: {done}")
    with (lab.folder / "b.png").open("ab") as picture:
        picture.write(b"x")
    done = run_import(lab, desk, feed, KEY_PASSWORD + "\n")
    need(done.returncode == 0 and f"serial  {serial + 1}" in done.stdout, f"another picture: {done}")
    wait(lambda: desk.feed().json["serial"] == serial + 1, 40, "what was imported")


def planned(desk, chief):
    part = chief.add({"kind": "notice", "title": "定时", "text": "x"})
    wish = {"parts": [{"part": part, "hash": chief.hash(part)}]}
    told = chief.good("POST", "/api/publish", {**wish, "at": rfc3339(3)})
    need(told["warning"], f"planned with a locked key: {told}")
    one = chief.good("GET", "/api/scheduled")["scheduled"][0]
    need(one["waits_for_key"] is True and not one["why"], f"before its time: {one}")
    late = wait(lambda: [one for one in chief.good("GET", "/api/scheduled")["scheduled"] if one["why"]], 20, "why it is not out")[0]
    need(late["waits_for_key"] is True, f"after its time: {late}")
    health = ask(desk.port, "GET", "/health").json
    need(health["ok"] is True and health["late"] == 1, f"health: {health}")
    lines = [one for one in chief.good("GET", "/api/audit?limit=20")["entries"] if one["act"] == "not-published"]
    need(len(lines) == 1 and lines[0]["who"] == "chief" and part in lines[0]["before"] and lines[0]["after"] == late["why"], f"in the log: {lines}")
    chief.good("POST", "/api/key/unlock", {"password": KEY_PASSWORD})
    wait(lambda: part[2:] in [item["id"] for item in desk.feed().json["items"]], 20, "what waited for the key")
    need(ask(desk.port, "GET", "/health").json["late"] == 0, "still late")
    part = chief.add({"kind": "notice", "title": "明天", "text": "x"})
    told = chief.good("POST", "/api/publish", {"parts": [{"part": part, "hash": chief.hash(part)}], "at": rfc3339(3600)})
    one = chief.good("GET", "/api/scheduled")["scheduled"][0]
    need(told["warning"] is None and one["waits_for_key"] is False, f"with an open key: {told} {one}")
    chief.good("POST", "/api/key/lock")
    need(chief.good("GET", "/api/scheduled")["scheduled"][0]["waits_for_key"] is True, "locked again")


def test():
    with Lab() as lab:
        key = lab.folder / "screens.key"
        shutil.copy(ROOT / "tests/data/desk/locked.key", key)
        desk = Desk(lab, {"chief": "admin"}, {"sign_key": key, "approvals": "0"}).start()
        chief = Person(desk, "chief")
        imports(lab, desk, chief)
        if IS_LONG:
            imports_again(lab, desk, chief)
        planned(desk, chief)
        desk.stop()
        need(desk.process.returncode == 0, f"it left with {desk.process.returncode}")
    return "an import that asks, a plan that waits"


if __name__ == "__main__":
    main(test)
