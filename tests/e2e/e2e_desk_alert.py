#!/usr/bin/env python3
"""Alerts by one person alone: away as they come, of exactly what was confirmed, in red in the log; and an older state that is
brought back shows what its preview shows, in which no alert comes again that was taken down, and none goes that is out."""

import datetime
import json

from common import Lab, main, need
from desks import Desk, Person, approve_and_publish, path_of

PEOPLE = {"editor": "editor", "reviewer": "reviewer", "publisher": "publisher", "chief": "admin"}


def rfc3339(seconds):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)).isoformat(timespec="seconds")


def make(name, title="实验楼火情，请立即撤离"):
    return {"id": name, "kind": "alert", "severity": "extreme", "title": title, "show": {"until": rfc3339(3600)}}


def out(desk):
    return {item["id"]: item for item in desk.feed().json["items"]}


def publish_alert(chief, content):
    part = f"i-{content['id']}"
    if chief.call("GET", path_of(part)).status == 404:
        chief.add(content)
    else:
        chief.save(part, content)
    return chief.good("POST", "/api/alert", {"content": content, "part": part, "confirm": True, "hash": chief.hash(part)})["serial"]


def published_hash(person, name):
    return person.part(f"i-{name}")["published"]["hash"]


def take_down(chief, name, code="", **change):
    body = {"confirm": True, "hash": published_hash(chief, name), **change}
    return chief.call("POST", f"/api/alerts/{code or name}/takedown", {key: value for key, value in body.items() if value is not None})


def takedown(desk, people):
    chief, publisher = people["chief"], people["publisher"]
    publish_alert(chief, make("fire"))
    before = desk.feed().body
    for change, status in (({"confirm": None}, 400), ({"hash": None}, 400), ({"confirm": "yes"}, 400), ({"hash": "0" * 64}, 409), ({"hash": 5}, 400)):
        done = take_down(chief, "fire", **change)
        need(done.status == status and done.json["error"]["text"] and desk.feed().body == before, f"{change}: {done.status} {done.body}")
    need(take_down(publisher, "fire").status == 403, "a publisher took an alert down alone")
    seen = published_hash(chief, "fire")
    publish_alert(chief, make("fire", "演习，请勿惊慌"))
    need(chief.call("POST", "/api/alerts/fire/takedown", {"confirm": True, "hash": seen}).status == 409, "another than the one that was read")
    need(chief.call("POST", "/api/alerts/none/takedown", {"confirm": True, "hash": seen}).status == 404, "one that is not there")
    need(take_down(chief, "menu").status == 422, "a notice is no alert")
    chief.save("i-fire", make("fire", "还没发出去的改动"))
    serial = take_down(chief, "fire").json["serial"]
    need(desk.feed().json["serial"] == serial and set(out(desk)) == {"menu"}, f"still out: {desk.feed().body}")
    need(chief.call("GET", path_of("i-fire")).status == 404, "a draft of it is left, which would put it up again")
    need(take_down_is_over(chief), "taken down twice")
    entries = [one for one in chief.good("GET", "/api/audit?limit=5")["entries"] if one["act"] == "takedown"]
    red = next((key for key in ("urgent", "loud", "is_loud") if key in entries[0]), None)
    need(len(entries) == 2 and {one["what"] for one in entries} == {"i-fire", f"serial {serial}"} and red and all(one[red] for one in entries) and
         entries[0]["who"] == "chief", f"in the log: {entries}")
    need(chief.good("GET", "/api/states")["states"][0]["why"] == "takedown", "by what")
    # it alone: what else is wrong out there does not keep it up
    for name in ("雨/雪", "a b?", "100%", "i-x"):
        publish_alert(chief, make(name))
        code = "".join(f"%{byte:02X}" for byte in name.encode())
        done = take_down(chief, name, code)
        need(done.status == 200 and set(out(desk)) == {"menu"}, f"{name}: {done.status} {done.body}")


def take_down_is_over(chief):
    return chief.call("POST", "/api/alerts/fire/takedown", {"confirm": True, "hash": "0" * 64}).status == 404


def restored(desk, people):
    """Each state once: what the look says is what comes."""
    editor, reviewer, publisher, chief = (people[name] for name in ("editor", "reviewer", "publisher", "chief"))
    publish_alert(chief, make("flood"))                       # with the flood
    flooded = desk.feed().json["serial"]
    editor.save("i-menu", {**out(desk)["menu"], "title": "晚餐"})
    approve_and_publish("i-menu", editor, reviewer, publisher)
    take_down(chief, "flood")
    publish_alert(chief, make("quake"))                       # the flood is over, the earth shakes
    publish_alert(chief, make("wind"))
    changed = publish_alert(chief, {**make("wind", "大风警报解除"), "clear": True})
    for serial in (flooded, changed, flooded - 1):
        before = out(desk)
        looked = editor.good("GET", f"/api/states/{serial}/restore")
        need(out(desk) == before, "looking published")
        publisher.good("POST", f"/api/states/{serial}/restore")
        after = out(desk)
        told = {which: {one["part"][2:] for one in looked[which]} for which in ("added", "changed", "removed")}
        came = {"added": set(after) - set(before), "removed": set(before) - set(after),
                "changed": {name for name in after if name in before and after[name] != before[name]}}
        need(told == came, f"serial {serial}: told {told}, came {came}")
        need("flood" not in after, f"serial {serial}: an alert that was taken down is out again")
        need(after["quake"] == before["quake"] and after["wind"]["title"] == "大风警报解除", f"serial {serial}: alerts are not as they were: {after}")
    need(after["menu"]["title"] == "午餐", "what is no alert did not come back")
    need(editor.call("GET", "/api/states/99999/restore").status == 404, "a state that is none")


def test():
    with Lab() as lab:
        desk = Desk(lab, PEOPLE, {"approvals": "1"}).start()
        people = {name: Person(desk, name) for name in PEOPLE}
        people["editor"].add({"id": "menu", "kind": "notice", "title": "午餐", "text": "x"})
        approve_and_publish("i-menu", people["editor"], people["reviewer"], people["publisher"])
        takedown(desk, people)
        restored(desk, people)
        chief = people["chief"]
        feed = json.dumps({"lobbycard": 1, "items": [make("only")]}, ensure_ascii=False)
        chief.good("POST", "/api/import", {"feed": feed, "confirm": True})
        need(take_down(chief, "only").status == 200 and desk.feed().json["items"] == [], "the last item of all")
        desk.stop()
        need(desk.process.returncode == 0, f"it left with {desk.process.returncode}")
    return "taken down as confirmed, restored as looked at"


if __name__ == "__main__":
    main(test)
