#!/usr/bin/env python3
"""A feed that expires on the glass, and a machine whose clock is not set: what is bound to time
goes or waits, the rest stays, and the screen is never blank."""

import datetime
import hashlib
import json
import time

from common import Lab, feed, main, need, notice, replace_file, wait

ITEMS = (notice("plain"), notice("bound", show={"until": "2099-01-01"}),
         {"id": "days", "kind": "countdown", "title": "校庆", "to": "2098-06-01"})


def rfc(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).isoformat(
        timespec="milliseconds").replace("+00:00", "Z")


def publish(lab, path, serial, **members):
    text = feed(serial, *ITEMS).decode()
    for name, value in members.items():
        text = text.replace('"site"', f'"{name}": "{value}", "site"', 1)
    replace_file(path, text.encode())
    done = lab.run("--config", lab.config, "fetch", "--once")
    need(done.returncode == 0, f"fetch: {done.stderr}")


def programme(lab):
    done = lab.run("--config", lab.config, "programme", "--json", "--for", "1m")
    need(done.returncode == 0, f"programme: {done.stderr}")
    told = json.loads(done.stdout)
    return ({turn["item"] for turn in told["turns"]},
            {silent["item"]: silent["reason"] for silent in told["silent"]})


def check_expiry(lab, display, path):
    now = time.time()
    expires = now + 8
    publish(lab, path, 1, issued="2026-11-20T08:00:00+08:00", expires=rfc(expires))
    player = lab.play("--no-fetch", "--windowed=480x270")
    lab.wait_item("bound", expires - time.time())
    watcher = display.watch()
    wait(lambda: time.time() > expires, 9, "the feed's end")
    wait(lambda: lab.glass().get("item") not in ("bound", "days"), 2, "the end of what is bound")
    end = time.monotonic() + 3.5
    seen = set()
    while time.monotonic() < end:
        seen.add(lab.glass().get("item"))
        time.sleep(0.1)
    need(seen <= {"plain"}, f"after the feed expired: {seen}")
    watcher.verdict()
    plays, silent = programme(lab)
    need(plays == {"plain"} and set(silent) == {"bound", "days", "/hotlines/0"}, f"{plays}, {silent}")
    need(all("its feed expired" in silent[item] for item in ("bound", "days")), f"{silent}")
    text = lab.run("--config", lab.config, "status").stdout
    need("what is bound to time is gone" in text, text)
    out = lab.folder / "out"
    lab.run("--config", lab.config, "render", "--size", "960x540", "--out", out)
    for slide in json.loads((out / "scenes.json").read_text())["slides"]:
        dates = [box["lines"] for box in slide["boxes"] if box.get("role") == "as-of"]
        need(dates == [["内容截至11月20日"]], f"{slide['file']}: {dates}")
    publish(lab, path, 2, expires=rfc(time.time() + 3600))
    lab.wait_item("bound", 10)
    player.stop()


def raise_floor(lab, wall_ms):
    """As if a signed feed of that day had been accepted: this machine's clock is far behind."""
    head = lab.store / "head"
    lines = [f"time-floor {wall_ms}" if line.startswith("time-floor") else line
             for line in head.read_text().splitlines()[:-1]]
    text = "".join(line + "\n" for line in lines)
    replace_file(head, (text + f"sum {hashlib.sha256(text.encode()).hexdigest()}\n").encode())


def check_clock(lab):
    need(lab.status()["clock_trusted"], "the clock is not trusted to begin with")
    raise_floor(lab, int((time.time() + 30 * 86400) * 1000))
    need(not lab.status()["clock_trusted"], "a clock a month behind is trusted")
    need("clock    not set" in lab.run("--config", lab.config, "status").stdout, "status")
    plays, silent = programme(lab)
    need(plays == {"plain"}, f"plays: {plays}")
    need(all("waits for it" in silent[item] for item in ("bound", "days")), f"{silent}")
    player = lab.play("--no-fetch", "--windowed=480x270")
    lab.wait_item("plain", 10)
    need("edition" in lab.glass(), "the glass")
    player.stop()


def test():
    with Lab(480, 270) as lab:
        display = lab.open_display()
        path = lab.folder / "feed.json"
        lab.write_config({"news": f"file://{path}"},
                         programme={"order": "notice, countdown", "dwell_min": "1s",
                                    "dwell_max": "1s"})
        check_expiry(lab, display, path)
        check_clock(lab)
        return "expired on the glass to the second, and a clock that is not set"


main(test)
