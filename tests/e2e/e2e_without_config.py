#!/usr/bin/env python3
"""Without --config the config is the demo's, but its [guard] is for the demo alone: nobody's own
links, pictures or stores are judged by an invented college's hosts."""

import json
import shutil

from common import DEMO_FEED, Lab, feed, main, need, notice, replace_file

AT = "2026-11-23T10:00:00+08:00"
ELSEWHERE = "https://news.elsewhere.org/visit"


def own_feed(lab, name="own.json"):
    path = lab.folder / name
    document = json.loads(feed(1, notice("one")))
    document["links"] = [{"label": "图书馆", "url": ELSEWHERE}]
    replace_file(path, json.dumps(document, ensure_ascii=False).encode())
    return path


def findings(lab, *arguments):
    return json.loads(lab.run("check", "--json", "--size", "640x360", "--at", AT, *arguments).stdout)["findings"]


def rendered(lab, *arguments):
    out = lab.folder / "out"
    done = lab.run(*arguments, "render", "--at", AT, "--size", "640x360", "--out", out)
    need(done.returncode == 0, f"render: {done.stderr}")
    return json.loads((out / "scenes.json").read_text())


def render_feeds(lab, *feeds):
    more = [text for path in feeds for text in ("--feed", path)]
    out = lab.folder / "out"
    done = lab.run("render", *more, "--at", AT, "--size", "640x360", "--out", out)
    need(done.returncode == 0, f"render: {done.stderr}")
    return json.loads((out / "scenes.json").read_text())


def held(scenes):
    return [entry["reason"] for entry in scenes["held"]]


def is_held(found):
    return [finding for finding in found if "news.elsewhere.org" in finding["message"]]


def codes(scenes):
    return sum(box["box"] == "qr" for slide in scenes["slides"] for box in slide["boxes"])


def test():
    with Lab() as lab:
        own = own_feed(lab)
        need(not is_held(findings(lab, own)), f"check: {findings(lab, own)}")
        need(not is_held(findings(lab, own, DEMO_FEED)), "check beside the demo")
        need(held(render_feeds(lab, own)) == [], f"render: {held(render_feeds(lab, own))}")
        need(held(render_feeds(lab, own, DEMO_FEED)) == [], "render beside the demo")
        # A store that somebody else's config filled.
        lab.write_config({"news": own.as_uri()})
        need(lab.run("--config", lab.config, "fetch", "--once").returncode == 0, "fetch")
        need(held(rendered(lab, "--store", lab.store)) == [], "render --store")
        # What a config says rules as ever.
        lab.config.write_text(lab.config.read_text() + "[guard]\nhosts = .example.edu.cn\n")
        done = lab.run("--config", lab.config, "check", "--json", "--at", AT, own)
        need(is_held(json.loads(done.stdout)["findings"]), "a config's own hosts hold nothing")
        need(len(held(rendered(lab, "--config", lab.config))) == 1, "render with a config")
        # The demo keeps its guard, and with it the codes that lead to its hosts: named or not, by
        # whatever path, and from a store.
        wanted = codes(rendered(lab))
        need(wanted > 0, "the demo has no codes")
        link = lab.folder / "link.json"
        link.symlink_to(DEMO_FEED)
        for feeds in ([DEMO_FEED], [link], [DEMO_FEED.parent / "../demo/feed.json"]):
            need(codes(render_feeds(lab, *feeds)) == wanted, f"{feeds} has other codes")
        store = lab.folder / "demo-store"
        need(lab.run("--store", store, "fetch", "--once").returncode == 0, "fetch of the demo")
        need(codes(rendered(lab, "--store", store)) == wanted, "the demo's store has other codes")
        copy = lab.folder / "copy"
        shutil.copytree(DEMO_FEED.parent, copy)
        bad = copy / "feed.json"
        bad.write_text(bad.read_text().replace("https://www.example.edu.cn", ELSEWHERE))
        need(not is_held(findings(lab, bad)), "a copy of the demo is judged as the demo")
        return f"own feeds are judged by no hosts, the demo's {wanted} codes stand"


main(test)
