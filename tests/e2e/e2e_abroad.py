#!/usr/bin/env python3
"""What is shown and judged does not depend on where the program runs: the same pictures, scenes,
programme and findings, byte for byte, under every locale and time zone of abroad.PLACES, without
$HOME, as at home."""

import hashlib
import json

import abroad
from common import DEMO_FEED, Lab, main, left_out, need, notice, replace_file

AT = "2026-11-23T00:30:00+08:00"  # another day, another week and another month's end elsewhere
EVENTS = [("2026-11-22T16:00:00Z", "2026-11-22T18:30:00Z"), ("2026-11-30T23:00:00-05:00", None)]


def feed():
    """What could follow a locale: dates, sizes, marks, case, and faces for what ours lack."""
    document = json.loads(DEMO_FEED.read_text(encoding="utf-8"))
    document["items"] = [one for one in document["items"] if "image" not in one] + [
        notice("faces", "共≒于 𠮷 😀 ❤️ سلام བོད་ཡིག İIıi 3.5 % 1,234"),
        notice("seoul", "학교 骨直 “x”", lang="ko"), notice("tokyo", "学校 骨直遍 “x”", lang="ja"),
        notice("taipei", "學校 骨直遍 “x”", lang="zh-TW"),
        notice("istanbul", "INTERNET interneti ıİ", lang="tr"),
        *({"id": f"event-{number}", "kind": "event", "title": "运动会", "text": "操场",
           "start": start, **({"end": end} if end else {})}
          for number, (start, end) in enumerate(EVENTS)),
        notice("dated", date="2026-11-22T16:00:00Z"), notice("shout", "INFO ISSUE TITLE IN CAPITALS")]
    return json.dumps(document, ensure_ascii=False).encode()


def told(lab, name):
    """{what: a digest, or a text that can be compared}."""
    out = lab.folder / name
    found = {}
    done = lab.run("--config", lab.config, "render", "--lang", "en", "--size", "800x600", "--at", AT, "--out", out)
    need(done.returncode == 0, f"render {name}: {done.returncode}: {done.stderr.strip()}")
    for path in sorted(out.iterdir()):
        found[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    for words in (["programme", "--lang", "en", "--at", AT, "--for", "36h"],
                  ["check", "--lang", "en", "--at", AT, "--json", lab.folder / "feed.json"]):
        done = lab.run("--config", lab.config, *words)
        found[words[0]] = f"{done.returncode} {done.stdout} {done.stderr}"
        need(done.stdout, f"{words[0]} {name}: {done.returncode}: {done.stderr.strip()}")
    return found


def compare(here, there, name):
    need(here.keys() == there.keys(), f"{name} has other files: {sorted(here.keys() ^ there.keys())}")
    for what, text in here.items():
        if there[what] != text:
            lines = zip(text.split("\n"), there[what].split("\n"))
            first = next((pair for pair in lines if pair[0] != pair[1]), ("the end", "another"))
            need(False, f"{name}: {what}: {first[1][:300]!r}, at home {first[0][:300]!r}")


def test():
    with Lab() as lab:
        replace_file(lab.folder / "feed.json", feed())
        lab.write_config({"news": f"file://{lab.folder}/feed.json"})
        done = lab.run("--config", lab.config, "fetch", "--once")
        need(done.returncode == 0, f"fetch --once: {done.stderr.strip()}")
        home, seen = dict(lab.environment), 0
        here = told(lab, "home")
        for name, place in abroad.PLACES.items():
            if not abroad.make_locale(place.locale):
                left_out(f"no {place.locale} (Debian: locales)")
                continue
            lab.environment = dict(home)
            abroad.settle(lab.environment, place)
            compare(here, told(lab, name), name)
            seen += 1
    return f"{len(here)} outputs, the same bytes in {seen} places without $HOME"


main(test)
