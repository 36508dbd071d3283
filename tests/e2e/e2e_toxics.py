#!/usr/bin/env python3
"""A server that misbehaves in every way that servers do, and certificates that are wrong in every
way: each is named in `status`, asked again at a sensible time, and changes nothing on the glass."""

import json
import time
from datetime import datetime

from common import Lab, main, need, tool
from certificates import Authority
from server import TOXICS, FaultServer

# What is well all the time: a private authority, and a server that closes a connection which it
# promised to keep.
WELL = {"private", "hangup"}

# What `status` has to say, and within how many seconds it is asked again at the earliest and at
# the latest.
SOON = (0, 20)
EXPECTED = {
    "refused": ("does not take connections", SOON),
    "reset": ("broke", SOON),
    "latency": ("does not answer, or too slowly", SOON),
    "drip": ("does not answer, or too slowly", SOON),
    "endless": ("larger than", SOON),
    "chunks": ("larger than", SOON),
    "bomb": ("larger than", SOON),
    "short": ("ended its answer early", SOON),
    "long": ("not a feed", SOON),
    "headers": ("of headers", SOON),
    "loop": ("more than 5 redirects", SOON),
    "tofile": ("file:", SOON),
    "tohttp": ("plain http", SOON),
    "portal": ("a web page", SOON),
    "empty": ("204", SOON),
    "part": ("206", SOON),
    "unasked": ("304", SOON),
    "failing": ("500", SOON),
    "busy": ("503", (110, 150)),
    "until": ("503", (285, 330)),
    "often": ("429", SOON),
    "badchunk": ("proper HTTP", SOON),
    "ancient": ("proper HTTP", SOON),
    "silent": ("without an answer", SOON),
    "expired": ("expired", SOON),
    "future": ("not valid yet", SOON),
    "stranger": ("is for another name", SOON),
    "selfsigned": ("signed by no authority", SOON),
    "unknown": ("leads to no authority", SOON),
}


def seconds(text):
    return datetime.fromisoformat(text).timestamp()


def start(lab, *arguments):
    server = FaultServer(*arguments)
    lab.stack.callback(server.stop)
    return server


def make_certificates(lab):
    ours, other = (Authority(tool("openssl"), lab.folder / name) for name in ("ours", "other"))
    return ours.root, {
        "private": ours.issue("private"),
        "expired": ours.issue("expired", end="20200102000000Z"),
        "future": ours.issue("future", start="20981231235959Z"),
        "stranger": ours.issue("stranger", host="DNS:www.elsewhere.example"),
        "selfsigned": ours.issue_self_signed("selfsigned"),
        "unknown": other.issue("unknown"),
    }


def test():
    with Lab() as lab:
        server, gone = start(lab), start(lab)
        urls = {name: (f"http://127.0.0.1:{server.port}/{name}", "") for name in TOXICS}
        urls["refused"] = (f"http://127.0.0.1:{gone.port}/refused", "")
        urls["hangup"] = (f"http://127.0.0.1:{server.port}/hangup", "")
        root, certificates = make_certificates(lab)
        for name, certificate in certificates.items():
            urls[name] = (f"https://127.0.0.1:{start(lab, certificate).port}/feed.json", root)
        need(set(urls) == set(EXPECTED) | WELL, "a toxic without an expectation")
        text = (f"[store]\npath = {lab.store}\n[fetch]\nconnect_timeout = 1s\ntotal_timeout = 2s\n"
                "[programme]\norder = notice\ndwell_min = 500s\ndwell_max = 600s\n")
        for name, (url, authority) in urls.items():
            text += f"[source {name}]\nurl = {url}\nevery = 10s\nca_file = {authority}\n"
        lab.config.write_text(text)

        def fetch():
            done = lab.run("--config", lab.config, "fetch", "--once", timeout=60)
            need(done.returncode == 1, f"fetch --once: status {done.returncode}: {done.stderr}")
            return {source["name"]: source for source in lab.status()["sources"]}

        well = fetch()
        wrong = [name for name in urls if (well[name]["serial"] == 5) == (name in certificates and
                                                                         name != "private")]
        need(not wrong, f"before the faults: {[(name, well[name]) for name in wrong]}")
        edition = lab.status()["edition"]["id"]
        display = lab.open_display()
        player = lab.play("--windowed=960x540", "--no-fetch")
        lab.wait_glass()
        glass, picture, watcher = lab.glass(), display.grab().middle(), display.watch()
        server.sick = True
        gone.stop()
        began = time.time()
        sources = fetch()
        took_s = time.time() - began
        # `fetch --once` is over by now, so that `status` knows of no next try.
        noted = json.loads((lab.store / "fetch-status.json").read_text(encoding="utf-8"))
        next_tries = {source["name"]: source["next_try_ms"] for source in noted["sources"]}
        watcher.verdict()
        need(player.running() and lab.glass() == glass, f"the glass: {lab.glass()}, was {glass}")
        need(display.grab().middle() == picture, "a fault changed the picture")
        bad = []
        for name, (words, (least, most)) in EXPECTED.items():
            source = sources[name]
            wait_s = next_tries[name] / 1000 - began
            if words not in (source["last_error"] or ""):
                bad.append(f"{name}: {source['last_error']!r} lacks {words!r}")
            if not least <= wait_s <= most + took_s:
                bad.append(f"{name}: asked again in {wait_s:.0f} s, not in {least} to {most}")
        for name in WELL:
            source = sources[name]
            if source["last_error"] or seconds(source["last_success"]) < began - 1:
                bad.append(f"{name}: {source}")
        need(not bad, "; ".join(bad))
        need(lab.status()["edition"]["id"] == edition, "a fault changed the edition")
        return f"{len(EXPECTED)} faults named, {len(WELL)} servers answer; edition and glass unchanged"


main(test)
