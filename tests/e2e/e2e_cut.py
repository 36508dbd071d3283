#!/usr/bin/env python3
"""A feed with more than a screen takes: every alert is used, wherever it stands, and what is left
out is told by the log, by `status` and by `check`."""

import json

from common import Lab, main, need, notice

ALERTS = (3, 2100, 2598)
COUNT = 2600


def alert(number):
    return {"id": f"alarm{number}", "kind": "alert", "title": "火警", "text": "请离开大楼。",
            "severity": "extreme", "show": {"from": "2026-11-23T08:00", "until": "2026-11-23T18:00"}}


def test():
    with Lab() as lab:
        items = [alert(n) if n in ALERTS else {"id": f"n{n}", "kind": "notice", "title": f"通知{n}"}
                 for n in range(COUNT)]
        items[0] = notice("first")
        hotlines = [{"label": f"科室{n}", "numbers": "023-65550110"} for n in range(120)]
        path = lab.folder / "feed.json"
        path.write_text(json.dumps({"lobbycard": 1, "items": items, "hotlines": hotlines},
                                   ensure_ascii=False))
        lab.write_config({"campus": f"file://{path}"})
        words = ("/items: has 2600 elements; the alerts and the first 1997 others are used",
                 "/hotlines: has 120 elements; the first 100 are used")
        log = lab.run("--config", lab.config, "fetch", "--once").stderr
        need("2000 items, 0 held back" in log, log)
        status = lab.status()
        text = lab.run("--config", lab.config, "status").stdout
        found = json.loads(lab.run("check", "--json", path, timeout=120).stdout)["findings"]
        for one in words:
            pointer, message = one.split(": ", 1)
            need(f"not all of it is used: {pointer}: {one}" in log, f"the log: {log}")
            need([entry for entry in status["held"] if entry["reason"] == one], status["held"])
            need(f"campus: {pointer}: {one}" in text, text)
            need([entry for entry in found if entry["code"] == "too-many" and
                  entry["pointer"] == pointer and entry["message"] == message], found[:5])
        at = "2026-11-23T12:00:00+08:00"
        turns = json.loads(lab.run("--config", lab.config, "programme", "--json", "--at", at, "--for",
                                   "1h").stdout)["turns"]
        shown = {turn.get("item") for turn in turns}
        need({f"alarm{n}" for n in ALERTS} <= shown, f"turns of {sorted(map(str, shown))[:9]}")
        return f"{COUNT} items: {len(ALERTS)} alerts all play; log, status and check say what is cut"


main(test)
