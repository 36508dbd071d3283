#!/usr/bin/env python3
"""Who did what stays as it was: the log has the content that was approved or sent back beside the act, one approval is one row, and
the list names who wrote a thing, not who put it out."""

import json

from common import Lab, main, need
from desks import Desk, Person, approve_and_publish, path_of

PEOPLE = {"editor": "editor", "author": "editor", "reviewer": "reviewer", "second": "reviewer", "publisher": "publisher", "chief": "admin"}


def rows(people, part):
    return [one for one in people["chief"].good("GET", "/api/audit?limit=200")["entries"] if one["what"] == part]


def by(people, part):
    return next(one["by"] for one in people["chief"].good("GET", "/api/parts")["parts"] if one["part"] == part)


def title(text):
    return json.loads(text)["title"]


def acts(people):
    editor, reviewer = people["editor"], people["reviewer"]
    part = editor.add({"kind": "notice", "title": "从前", "text": "x"})
    editor.good("POST", path_of(part, "submit"), {})
    for _ in range(2):
        reviewer.good("POST", path_of(part, "approve"), {"hash": reviewer.hash(part)})
    people["second"].good("POST", path_of(part, "approve"), {"hash": reviewer.hash(part)})
    approved = [one for one in rows(people, part) if one["act"] == "approve"]
    need([one["who"] for one in approved] == ["second", "reviewer"], f"{approved}")
    need(len(editor.part(part)["approvals"]) == 2, "approvals")
    need(all(title(one["before"]) == "从前" for one in approved), f"what was approved: {approved}")
    reviewer.good("POST", path_of(part, "return"), {"hash": reviewer.hash(part), "text": "写明"})
    returned = rows(people, part)[0]
    need(returned["act"] == "return" and title(returned["before"]) == "从前" and returned["after"] == "写明", f"{returned}")
    editor.save(part, {**editor.part(part)["draft"]["content"], "title": "如今"})
    editor.good("POST", path_of(part, "submit"), {})
    reviewer.good("POST", path_of(part, "approve"), {"hash": reviewer.hash(part)})
    need(title(rows(people, part)[0]["before"]) == "如今", "another approval of another content is another row")


def writers(people):
    editor, reviewer, publisher, author = (people[name] for name in ("editor", "reviewer", "publisher", "author"))
    part = editor.add({"kind": "notice", "title": "谁写的", "text": "x"})
    first = approve_and_publish(part, editor, reviewer, publisher)
    need(by(people, part) == "editor", f"published: {by(people, part)}")
    author.save(part, {**author.part(part)["published"]["content"], "text": "y"})
    need(by(people, part) == "author", "a draft")
    approve_and_publish(part, author, reviewer, publisher)
    need(by(people, part) == "author", "published again")
    publisher.good("POST", f"/api/states/{first}/restore", {})
    need(by(people, part) == "editor", f"restored: {by(people, part)}")
    author.save(part, {**author.part(part)["published"]["content"], "text": "z"})
    author.good("DELETE", path_of(part, "draft"))
    need(by(people, part) == "editor", f"a draft that was dropped: {by(people, part)}")
    editor.good("POST", path_of(part, "remove"), {})
    need(by(people, part) == "editor", "to be taken away")
    people["chief"].good("POST", "/api/import", {"feed": json.dumps({"lobbycard": 1, "items": [{"id": "h", "kind": "notice", "title": "手写", "text": "x"}]}), "confirm": True})
    need(by(people, "i-h") == "chief", "imported")


def test():
    with Lab() as lab:
        desk = Desk(lab, PEOPLE, {"approvals": "1"}).start()
        people = {name: Person(desk, name) for name in PEOPLE}
        acts(people)
        writers(people)
        desk.stop()
        need(desk.process.returncode == 0, f"it left with {desk.process.returncode}")
    return "one row of one approval, with what it was of; who wrote what is out"


if __name__ == "__main__":
    main(test)
