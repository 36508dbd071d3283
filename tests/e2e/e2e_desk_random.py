#!/usr/bin/env python3
"""Requests that no page would send, made by chance: every route of the desk's content with members of wrong types, missing, too
many, deep, hostile texts and numbers. Each is answered, none with a fault of the desk's own, and afterwards it works as before.
With the sanitizer build: LOBBYCARD=build/asan/lobbycard."""

import json
import os
import random

from common import Lab, main, need, run_seed
from desks import Desk, Person, ask, path_of

COUNT = 4000 if os.environ.get("LOBBYCARD_LONG") == "1" else 700
TEXTS = ["", "a", "i-a", "site", "hotlines", "i-", "停水通知", "‮abc", "<script>alert(1)</script>", "'; DROP TABLE draft; --", "../../etc/passwd", "%s%n%d",
         "x" * 5000, "é\u0301" * 50, "\u2028", "1920x1080", "-1x99999", "999999x1", "明天 8:00 到 周日 22:00，宿舍屏", "“”、“”屏", "12月32日", "2026-12-01T08:00:00+08:00",
         "9999-12-31T23:59:59+14:00", "0000-01-01T00:00:00Z", "alert", "notice", "023-65763111 65763222", "1" * 400, "\t\n\r", "{", "null", "rss", "media/a.png"]
NUMBERS = [0, 1, -1, 0.5, 1e300, -1e-300, 2**31, 2**53, 2**63, 10**40]
MEMBERS = ["part", "content", "base", "revision", "hash", "text", "show", "sizes", "kind", "id", "parts", "at", "confirm", "password", "feed", "format", "title", "body", "items",
           "lobbycard", "from", "until", "days", "hours", "screens", "windows", "priority", "weight", "now", "theme", "serial", "issued", "image", "site"]
POSTS = ["/api/parts", "/api/preview", "/api/when", "/api/when/say", "/api/phone", "/api/publish", "/api/alert", "/api/import", "/api/key/unlock", "/api/key/lock", "/api/media",
         "PART/remove", "PART/submit", "PART/approve", "PART/return", "/api/states/N/restore", "/api/alerts/N/takedown"]
GETS = ["/api/parts", "PART", "PART/difference", "PART/versions", "/api/timeline", "/api/programme", "/api/screens", "/api/states", "/api/states/N/restore", "/api/scheduled", "/api/preview/N/N",
        "/api/media/N", "/feed.json", "/feed.json.minisig", "/media/N"]
QUERIES = ["screen", "q", "state", "from", "hours", "at", "after", "x"]


class Chance:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def value(self, depth=0):
        kind = self.random.randrange(8 if depth < 5 else 5)
        if kind == 0:
            return self.random.choice([None, True, False])
        if kind == 1:
            return self.random.choice(NUMBERS)
        if kind < 5:
            return self.random.choice(TEXTS)
        if kind == 5:
            return [self.value(depth + 1) for _ in range(self.random.randrange(4))]
        return self.object(depth + 1)

    def object(self, depth=0):
        return {self.random.choice(MEMBERS): self.value(depth) for _ in range(self.random.randrange(6))}

    def part(self, parts):
        return path_of(self.random.choice([*parts, self.random.choice(TEXTS).replace("/", "_") or "x"]))

    def path(self, pattern, parts):
        path = pattern.replace("PART", self.part(parts)) if "PART" in pattern else pattern
        while "/N" in path:
            path = path.replace("/N", "/" + self.random.choice(["0", "1", "99999999999999999999", "-1", "a.png", ".png", "..%2f", "0" * 32, "%00"]), 1)
        return path

    def body(self, parts):
        body = self.object()
        if self.random.random() < 0.5:
            body["part"] = self.random.choice([*parts, "site", "i-x"])
        if self.random.random() < 0.5:
            body["content"] = {**self.object(), "kind": self.random.choice(["notice", "article", "alert", "table", "x"]), "title": self.random.choice(TEXTS)}
        if self.random.random() < 0.1:
            body["parts"] = [{"part": self.random.choice(parts), "hash": self.random.choice(["0" * 64, "x"])} for _ in range(3)]
        text = json.dumps(body, ensure_ascii=self.random.random() < 0.5).encode(errors="replace")
        if self.random.random() < 0.1:
            cut = self.random.randrange(len(text) + 1)
            text = text[:cut] + self.random.choice([b"", b"\0", b"\xff", b"]]", b"{" * 100]) + text[cut:]
        return text


def one(chance, chief, parts):
    """What was sent, and what came of it."""
    way = chance.random.random()
    if way < 0.3:
        path = chance.path(chance.random.choice(GETS), parts)
        queries = "&".join(f"{chance.random.choice(QUERIES)}={chance.random.choice(TEXTS + [str(n) for n in NUMBERS])[:300]}".replace("#", "") for _ in range(chance.random.randrange(3)))
        path += "?" + queries.replace("\n", "").replace("\r", "").replace("%", "") if queries else ""
        return f"GET {path}", chief.call("GET", path)
    if way < 0.5:
        path, body = chance.part(parts) + "/draft", chance.body(parts)
        return f"PUT {path} {body[:300]}", chief.call("PUT", path, raw=body)
    if way < 0.55:
        path = chance.part(parts) + "/draft"
        return f"DELETE {path}", chief.call("DELETE", path)
    path, body = chance.path(chance.random.choice(POSTS), parts), chance.body(parts)
    return f"POST {path} {body[:300]}", chief.call("POST", path, raw=body)


def test():
    seed = run_seed()
    print(f"seed {seed}", flush=True)
    answers = {}
    with Lab() as lab:
        desk = Desk(lab, {"chief": "admin"}, {"approvals": "0"}).start()
        chief = Person(desk, "chief")
        parts = [chief.add({"kind": "notice", "title": f"通知 {i}", "text": "x"}) for i in range(3)]
        chief.good("POST", "/api/publish", {"parts": [{"part": part, "hash": chief.hash(part)} for part in parts]})
        for number in range(COUNT):
            chance = Chance(seed + number)
            sent, answer = one(chance, chief, parts)
            answers[answer.status] = answers.get(answer.status, 0) + 1
            need(answer.status < 500, f"case {seed + number}: {sent}: {answer.status} {desk.log.read_text(errors='replace')[-300:]}")
            if answer.status >= 400 and answer.body:
                need("error" in answer.json, f"case {seed + number}: {sent}: {answer.body[:200]}")
        part = chief.add({"kind": "notice", "title": "之后", "text": "x"})
        chief.good("POST", "/api/publish", {"parts": [{"part": part, "hash": chief.hash(part)}]})
        need(ask(desk.port, "GET", "/feed.json").json["items"][-1]["title"] == "之后", "it does not work as before")
        desk.stop()
        need(desk.process.returncode == 0, f"it left with {desk.process.returncode}: {desk.log.read_text(errors='replace')[-2000:]}")
    return f"{COUNT} requests: {dict(sorted(answers.items()))}"


if __name__ == "__main__":
    main(test)
