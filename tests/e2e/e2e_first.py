#!/usr/bin/env python3
"""What the README begins from: config/first.ini as it is copied, with the README's own feed behind
url. It loads, says nothing that lobbycard.ini does not, and nothing of the demo comes with it."""

import json
import re
import shutil

from common import ROOT, Lab, main, need

FIRST = ROOT / "config/first.ini"
ELSEWHERE = "https://news.elsewhere.org/visit"


def keys(text):
    """{(section, key): value}, comments and commented-out sections left out; the source's name too."""
    found, section = {}, None
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("["):
            section = line
        elif line and line[0] not in "#;":
            key, _, value = line.partition("=")
            found[section, key.strip()] = value.strip()
    return found


def block(path, language):
    return re.search(rf"^```{language}\n(.*?)^```$", path.read_text(encoding="utf-8"),
                     re.M | re.S)[1]


def check_text():
    text = FIRST.read_text(encoding="utf-8")
    first, demo = keys(text), keys((ROOT / "config/demo.ini").read_text(encoding="utf-8"))
    need(len(text.splitlines()) <= 30, "it is no small one any more")
    sources = {section for section, _ in first if section.startswith("[source ")}
    need(len(sources) == 1, f"sources: {sources}")
    for key in (("[guard]", "hosts"), ("[guard]", "identity")):
        need(first.get(key) == "", f"{key} is {first.get(key)!r}")
    leaked = {value for value in demo.values() if value and value != "lobby"} & set(first.values())
    need(not leaked, f"of the demo: {leaked}")
    for path in (ROOT / "README.md", ROOT / "README.zh-CN.md"):
        shown = keys(block(path, "ini"))
        need(shown.items() <= first.items(), f"{path.name} shows what first.ini does not have: {shown}")
        need("cp config/first.ini my.ini" in path.read_text(encoding="utf-8"), path.name)
        need("cp config/demo.ini" not in path.read_text(encoding="utf-8"), path.name)
    return first["[source news]", "url"]


def test():
    url = check_text()
    with Lab() as lab:
        config = lab.folder / "my.ini"
        shutil.copy(FIRST, config)
        done = lab.run("--config", config, "status")
        need(done.returncode != 3, f"first.ini: {done.stderr}")
        document = json.loads(block(ROOT / "README.md", "json"))
        document["links"] = [{"label": "新闻", "url": ELSEWHERE}]
        feed = lab.folder / "lobbycard.json"
        feed.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        config.write_text(config.read_text(encoding="utf-8").replace(url, feed.as_uri()))
        for command in (["fetch", "--once"], ["render", "--size", "640x360", "--out", "out"],
                        ["check"]):
            done = lab.run("--config", config, *command, timeout=60)
            need(done.returncode == 0, f"{command}: {done.returncode}: {done.stdout}{done.stderr}")
        scenes = json.loads((lab.folder / "out/scenes.json").read_text(encoding="utf-8"))
        need(scenes["held"] == [], f"held back: {scenes['held']}")
        texts = "".join("".join(box.get("lines", [])) for slide in scenes["slides"]
                        for box in slide["boxes"])
        for wanted in (document["site"]["name"], document["items"][0]["title"], "news.elsewhere.org"):
            need(wanted in texts, f"no {wanted!r} on any slide")
        items = {slide["item"] for slide in scenes["slides"] if slide.get("item")}
        need(items == {item["id"] for item in document["items"]}, f"items: {items}")
        return f"first.ini plays the README's feed, {len(scenes['slides'])} slides, nothing held"


main(test)
