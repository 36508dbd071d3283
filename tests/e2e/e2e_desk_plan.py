#!/usr/bin/env python3
"""What is planned is seen where the item is: in the list and with the item, when, by whom, and whether it will go out. One item has
one plan, whoever edits it is told that the plan is void, and what was not published at its time says so to its editor."""

import datetime
import urllib.parse

from common import Lab, main, need, wait
from desks import Desk, Person, ask, path_of

PEOPLE = {"editor": "editor", "reviewer": "reviewer", "publisher": "publisher"}


def at(seconds):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)).isoformat(timespec="seconds")


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def line(person, part):
    return next(one for one in person.good("GET", "/api/parts")["parts"] if one["part"] == part)


def approve(part, people):
    people["editor"].good("POST", path_of(part, "submit"), {})
    people["reviewer"].good("POST", path_of(part, "approve"), {"hash": people["reviewer"].hash(part)})


def plan(part, people, when, *others):
    publisher = people["publisher"]
    return publisher.good("POST", "/api/publish", {"parts": [{"part": one, "hash": publisher.hash(one)} for one in (part, *others)], "at": when})


def made(people, title):
    part = people["editor"].add({"kind": "notice", "title": title, "text": "x"})
    approve(part, people)
    return part


def seen(people):
    part, when = made(people, "看得见"), at(3600)
    need(line(people["editor"], part)["planned"] is None and people["editor"].part(part)["planned"] is None, "planned before it was")
    need(plan(part, people, when)["replaced"] is None, "it replaces nothing")
    one = line(people["editor"], part)
    need("planned" in one["states"] and one["group"] == "planned", f"{one}")
    for planned in (one["planned"], people["editor"].part(part)["planned"]):
        need(instant(planned["at"]) == instant(when) and planned["by"] == "publisher" and planned["waits_for_key"] is False
             and planned["goes_out"] is True and planned["why"] is None, f"{planned}")
    return part, when


def again(people, part, before):
    """The same item once more, among others: the later wish counts, and nothing else is lost."""
    other, later = made(people, "同一批"), at(7200)
    need(instant(plan(part, people, later, other)["replaced"]) == instant(before), "what it replaces")
    plans = people["publisher"].good("GET", "/api/scheduled")["scheduled"]
    need(len(plans) == 1 and [one["part"] for one in plans[0]["parts"]] == [part, other], f"{plans}")
    plan(part, people, before)
    plans = people["publisher"].good("GET", "/api/scheduled")["scheduled"]
    need([[one["part"] for one in plan["parts"]] for plan in plans] == [[part], [other]], f"{plans}")
    need(instant(people["editor"].part(other)["planned"]["at"]) == instant(later), "the other's plan is lost")
    publisher = people["publisher"]
    publisher.good("POST", "/api/publish", {"parts": [{"part": other, "hash": publisher.hash(other)}]})
    need(line(publisher, other)["planned"] is None and len(publisher.good("GET", "/api/scheduled")["scheduled"]) == 1, "published, and still planned")


def edited(people, part):
    editor = people["editor"]
    same = editor.save(part, editor.part(part)["draft"]["content"])
    need(same["warning"] is None, f"nothing changed: {same}")
    told = editor.save(part, {**editor.part(part)["draft"]["content"], "text": "y"})
    day = editor.part(part)["planned"]
    need(told["warning"] and day["at"][11:16] in told["warning"], f"{told} {day}")
    need(day["goes_out"] is False and day["why"], f"{day}")
    one = line(editor, part)
    need("planned" not in one["states"] and one["group"] == "draft" and one["why"] == day["why"], f"{one}")
    approve(part, people)
    need(line(editor, part)["planned"]["goes_out"] is False, "what is approved is another than what is planned")
    plan(part, people, at(3600))
    need(line(editor, part)["planned"]["goes_out"] is True and len(people["publisher"].good("GET", "/api/scheduled")["scheduled"]) == 1, "planned again")


def late(desk, people):
    editor, publisher = people["editor"], people["publisher"]
    part = made(people, "迟了")
    plan(part, people, at(3))
    editor.save(part, {**editor.part(part)["draft"]["content"], "text": "z"})
    one = wait(lambda: "late" in line(editor, part)["states"] and line(editor, part), 30, "an item that is late")
    need(one["group"] == "late" and one["why"] and one["why"] == one["planned"]["why"] == editor.part(part)["planned"]["why"], f"{one}")
    need(ask(desk.port, "GET", "/health").json["late"] == 1, "health")
    found = editor.good("GET", "/api/parts?state=late")["parts"]
    need([one["part"] for one in found] == [part], f"{found}")
    plan_id = one["planned"]["id"]
    publisher.good("DELETE", "/api/scheduled/" + urllib.parse.quote(str(plan_id)))
    one = line(editor, part)
    need(one["planned"] is None and one["group"] == "draft" and ask(desk.port, "GET", "/health").json["late"] == 0, f"{one}")
    ready = made(people, "准时")
    plan(ready, people, at(3))
    wait(lambda: "plays" in line(editor, ready)["states"], 30, "what was planned")
    need(line(editor, ready)["planned"] is None, "published, and still planned")


def test():
    with Lab() as lab:
        desk = Desk(lab, PEOPLE, {"approvals": "1"}).start()
        people = {name: Person(desk, name) for name in PEOPLE}
        part, when = seen(people)
        again(people, part, when)
        edited(people, part)
        late(desk, people)
        desk.stop()
        need(desk.process.returncode == 0, f"it left with {desk.process.returncode}")
    return "one plan of one item, seen where the item is; void plans and late ones told to the editor"


if __name__ == "__main__":
    main(test)
