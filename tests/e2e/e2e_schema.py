#!/usr/bin/env python3
"""config/feed.schema.json against the reader itself. Two promises, on feeds that nobody chose:

  what the reader takes without a word, the schema does not mark;
  what the reader minds of a feed's structure (a type, a missing, unknown or misplaced member, a
  word or a number that is none, a date or an address of no such form, too many of a list), it marks.

What the schema leaves to `check`: whether a day exists, days and hours, what a telephone number is,
twice the same id, the length of an alert. It looks at what was typed: spaces at an edge and empty
texts, which the reader takes for nothing, and characters of many code points count. What it offers to fill in
(its snippets) passes `check` as it stands. The seed is printed: --seed N --count N."""

import argparse
import copy
import datetime
import json
import random
import re
import unicodedata

from common import DEMO_FEED, ROOT, Lab, left_out, main, need
from pictures import png
from random_feeds import Maker

SCHEMA = ROOT / "config/feed.schema.json"
AT = "2026-11-24T10:00:00+08:00"
AT_ONCE = 60  # of the 64 that one command takes
DEFINITIONS = json.loads(SCHEMA.read_text(encoding="utf-8"))["definitions"]
KINDS = DEFINITIONS["members"]["properties"]["kind"]["enum"]

STRUCTURE = {"wrong-type", "missing-member", "unknown-member", "other-kinds-member", "unknown-kind",
             "beside-show", "two-in-one-block", "bad-value", "bad-date", "bad-address", "too-many"}
READERS = STRUCTURE | {"nothing-to-show", "duplicate-id", "rows-out-of-order", "alert-rules",
                       "too-long", "no-number", "unknown-tag"}
# What is read in more ways than a pattern can say, or is no matter of structure.
LEFT_TO_CHECK = {"bad-value": r"/(days|hours|time)$", "too-many": r"/(numbers|rows/\d+/cells)$"}


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--count", type=int, default=120)
    return parser.parse_args()


def validator():
    from jsonschema import Draft7Validator
    schema = json.loads(SCHEMA.read_text())
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def complaints(valid, feed):
    return [f"/{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
            for error in valid.iter_errors(feed)]


def findings(lab, feeds):
    """What `check` finds in each of them."""
    found = []
    for start in range(0, len(feeds), AT_ONCE):
        names = []
        for index, feed in enumerate(feeds[start:start + AT_ONCE]):
            names.append(f"feed-{index}.json")
            (lab.folder / names[-1]).write_text(json.dumps(feed, ensure_ascii=False))
        done = lab.run("--config", "any.ini", "check", "--json", "--size", "320x240", "--at", AT, *names,
                       timeout=300)
        need(done.returncode in (0, 1), f"check: {done.stderr}")
        those = json.loads(done.stdout)["findings"]
        found += [[f for f in those if f["file"] == name] for name in names]
    return found


def is_structural(finding):
    """A warning or a note about a value is advice: the value is taken."""
    code, left = finding["code"], LEFT_TO_CHECK.get(finding["code"])
    is_taken = finding["severity"] != "error" and code.startswith("bad-")
    return code in STRUCTURE and not is_taken and not (left and re.search(left, finding["pointer"]))


def agree(valid, feed, found, name):
    marked = complaints(valid, feed)
    minded = [f"{f['pointer']}: {f['message']}" for f in found if f["code"] in READERS]
    structural = [f"{f['pointer']}: {f['message']}" for f in found
                  if is_structural(f)]
    said = json.dumps(feed, ensure_ascii=False)[:1500]
    need(minded or not marked or not is_plain(feed), f"{name}: the schema alone minds {marked[:3]}: {said}")
    need(marked or not structural, f"{name}: the schema does not mind {structural[:3]}: {said}")
    return bool(marked)


# Feeds that are good.

def examples():
    for path in (*sorted(ROOT.glob("docs/*.md")), *sorted(ROOT.glob("README*.md"))):
        for block in re.findall(r"(?ms)^```json\n(.*?)^```", path.read_text()):
            shown = json.loads(block)
            if "lobbycard" in shown or "kind" in shown:
                yield path.name, shown if "lobbycard" in shown else {"lobbycard": 1, "items": [shown]}


def good_feeds():
    yield from examples()
    for path in (DEMO_FEED, *sorted(ROOT.glob("tests/data/slides*.json"))):
        yield path.name, json.loads(path.read_text())


def check_good(valid):
    feeds = list(good_feeds())
    for name, feed in feeds:
        need(not complaints(valid, feed), f"{name}: {complaints(valid, feed)[:3]}")
    need(len(feeds) >= 9, f"only {[name for name, _ in feeds]}")
    return [feed for _, feed in feeds]


def check_mistakes(lab, valid):
    """Those that editors make, as they lie in tests/data/check."""
    feeds = []
    for path in sorted(ROOT.glob("tests/data/check/*.json")):
        try:
            feeds.append((path.name, json.loads(path.read_bytes(), object_pairs_hook=unique)))
        except ValueError:
            continue  # no program reads it as JSON
    feeds = [(name, feed) for name, feed in feeds if isinstance(feed, dict) and feed.get("lobbycard") == 1]
    found = findings(lab, [feed for _, feed in feeds])
    marked = [agree(valid, feed, those, name) for (name, feed), those in zip(feeds, found, strict=True)]
    need(sum(marked) >= 8, "hardly any is marked")


def unique(pairs):
    if len(dict(pairs)) < len(pairs):
        raise ValueError("twice the same name")
    return dict(pairs)


# Feeds that are nearly good.

GARBLED = ["", "soon", 0, -1, 1.5, 10**6, 2**53, 1e300, True, [], {}, [None], [[]], [0], ["!"], "!", "a b",
           "Important", "11月29日", "2026/11/29", "2026-11-29", "2026-11-29T18:00", "2026-11-29T18:00Z",
           "2026-13-01", "T24:00", "2026-11-29T24:00", "30", "30d", "my photo.jpg", "C:\\a.jpg",
           "javascript:alert(1)", "https://", "https://www.example.edu.cn/a", "//host/a", "a:b", "./a:b", "?a",
           "x" * 501, "x" * 20001, {"kind": "notice"}, [{"text": "a", "heading": "b"}], [0.5, 0.3], [0.5, 2]]


def places(value, path=()):
    """Every place with a value that is not the whole."""
    if path:
        yield path
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in entries:
        yield from places(entry, (*path, key))


def holder(feed, path):
    for key in path[:-1]:
        feed = feed[key]
    return feed


def spoil(dice, feed):
    """One thing done to it that an editor might do, or a program."""
    path = dice.choice([path for path in places(feed) if path != ("lobbycard",)])
    inside, name = holder(feed, path), path[-1]
    objects = [feed, *(thing for thing in (holder(feed, (*p, None)) for p in places(feed)) if isinstance(thing, dict))]
    how = dice.randrange(8)
    if how == 0:
        del inside[name]
    elif how == 1:
        inside[name] = None
    elif how in (2, 3, 4):
        inside[name] = copy.deepcopy(dice.choice(GARBLED))
    elif how == 5 and isinstance(name, str):
        inside[name[:-1] if dice.random() < 0.5 else name.capitalize()] = inside.pop(name)
    elif how == 6 and isinstance(name, str):  # the right thing in a wrong place
        other = dice.choice(objects)
        if name not in other:
            other[name] = copy.deepcopy(inside[name])
    elif isinstance(inside[name], list) and inside[name]:
        inside[name] = (inside[name] * 2001)[:dice.choice((9, 21, 51, 101, 201, 501))]
    elif name == "kind":
        inside[name] = dice.choice(KINDS)


def is_plain(value):
    """No text that is empty to the eye, or has an edge that the reader takes off (spaces, marks over
    nothing): the schema looks at what was typed."""
    if isinstance(value, str):
        return value.isprintable() and value == value.strip() and unicodedata.category(value[:1] or " ")[0] not in "MZ"
    entries = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return all(is_plain(entry) for entry in entries)


def plain(value, dice):
    """The same with texts that an editor would type."""
    if isinstance(value, dict):
        return {name: plain(entry, dice) for name, entry in value.items()}
    if isinstance(value, list):
        return [plain(entry, dice) for entry in value]
    if isinstance(value, str) and not is_plain(value):
        return dice.choice(("停水通知", "Library", "五号楼"))
    return value


def spoilt(seed, good):
    dice = random.Random(seed)
    feed = plain(Maker(seed).feed() if dice.random() < 0.5 else copy.deepcopy(dice.choice(good)), dice)
    for _ in range(dice.choice((0, 1, 1, 1, 2))):
        if len(feed) > 1:
            spoil(dice, feed)
    return feed


def check_spoilt(lab, valid, good, seed, count):
    feeds = [spoilt(seed + index, good) for index in range(count)]
    marked = 0
    for index, those in enumerate(findings(lab, feeds)):
        marked += agree(valid, feeds[index], those, f"--seed {seed + index} --count 1")
    need(count < 100 or count / 5 < marked < count * 0.95, f"{marked} of {count} are marked: says nothing")
    return marked


# What a pattern says, letter by letter.

PIECES = ["https:", "http:", "HTTPS:", "ftp:", "//", "/", "?", "#", ":", "@", "www.example.edu.cn", "a", "图", " ",
          "\"", "\\", "<", "^", "{", "|", "`", "%20", "..", "80", "[::1]"]
PARTS = ["2026", "26", "-", "/", "11", "13", "00", "28", "31", "T", "t", " ", "08", "24", "23", ":", "00", "60", "61",
         ".5", ".", "Z", "z", "+08:00", "-03:30", "+24:00", "年"]


def strung(dice, pieces, most):
    text = "".join(dice.choice(pieces) for _ in range(dice.randint(1, most)))
    return text if text.strip() else "a"


def dated(dice):
    """Near to a date more often than not."""
    parts = ["2026", "-", "11", "-", "28", "T", "08", ":", "30", ":", "00", "+08:00"]
    parts = parts[:dice.choice((5, 9, 9, 11, 12))]
    for _ in range(dice.choice((0, 1, 1, 2))):
        parts[dice.randrange(len(parts))] = dice.choice(PARTS)
    return "".join(parts).strip() or "a"


def is_a_day(text):
    try:
        datetime.date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True


def check_patterns(lab, valid, seed):
    dice = random.Random(seed)
    urls = [strung(dice, PIECES, 5).strip() for _ in range(100)]
    dates = [dated(dice) for _ in range(300)]
    feed = {"lobbycard": 1, "links": [{"url": url} for url in urls],
            "items": [{"id": f"c{i}", "kind": "countdown", "title": "x", "to": date} for i, date in enumerate(dates)]}
    found = findings(lab, [feed])[0]
    minded = {f["pointer"] for f in found if f["severity"] == "error" and f["code"] in ("bad-date", "bad-address")}
    marked = {"/" + "/".join(map(str, e.absolute_path)) for e in valid.iter_errors(feed)}
    for i, url in enumerate(urls):
        at = f"/links/{i}/url"
        need((at in minded) == (at in marked), f"--seed {seed}: {url!r} is an address for one of them")
    for i, date in enumerate(dates):
        at = f"/items/{i}/to"
        need(at in minded or at not in marked, f"--seed {seed}: {date!r} is taken, and marked")
        need(at in marked or at not in minded or not is_a_day(date), f"--seed {seed}: {date!r} is not marked")
    need(20 < len(minded) < 380, f"{len(minded)} of 400: says nothing")


def check_random():
    """Random feeds have every member of every kind of item: the schema is made of the same tables as the reader."""
    made = {kind: set() for kind in KINDS}
    for seed in range(400):
        for item in Maker(seed).feed()["items"]:
            made[item["kind"]] |= item.keys()
    for kind, members in made.items():
        need(members, f"tests/e2e/random_feeds.py makes no item of kind {kind}: KINDS, and what fills it in Maker")
        never = DEFINITIONS[kind]["properties"].keys() - members
        need(not never, f"tests/e2e/random_feeds.py gives no {kind} a {', '.join(sorted(never))}")


# What the editing program offers.

def filled_in(text):
    """A snippet as it stands when nothing is typed into it."""
    for name, value in (("YEAR", "2026"), ("MONTH", "11"), ("DATE", "24")):
        text = text.replace(f"$CURRENT_{name}", value)
    text = re.sub(r"\$\{\d+\|([^,|]*)[^|]*\|\}", r"\1", text)
    return re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text)


def body(value):
    if isinstance(value, dict):
        return {name: body(entry) for name, entry in value.items()}
    if isinstance(value, list):
        return [body(entry) for entry in value if entry != "^$0"]
    return filled_in(value) if isinstance(value, str) else value


def snippets(schema):
    return [body(snippet["body"]) for snippet in schema["defaultSnippets"]]


def offered(schema):
    """A feed for each thing that may be filled in."""
    those = schema["definitions"]
    members = those["members"]["properties"]
    yield from snippets(schema)
    for item in snippets(those["item"]):
        yield {"lobbycard": 1, "items": [item]}
    for name, plural in (("hotline", "hotlines"), ("link", "links")):
        yield from ({"lobbycard": 1, plural: [one]} for one in snippets(those[name]))
    notice = {"id": "n", "kind": "notice", "title": "停水"}
    for show in snippets(those["show"]):
        yield {"lobbycard": 1, "items": [notice | {"show": show}]}
    for window in ("show", "window"):
        for name, member in those[window]["properties"].items():
            for value in [*map(body, (s["body"] for s in member.get("defaultSnippets", ()))),
                          *member.get("examples", ())]:
                show = {name: value} if window == "show" else {"windows": [{name: value}]}
                yield {"lobbycard": 1, "items": [notice | {"published": "2026-11-24", "show": show}]}
    for block in snippets(those["block"]):
        yield {"lobbycard": 1, "items": [{"id": "a", "kind": "article", "title": "文章", "body": [block]}]}
    for row in snippets(those["row"]):
        yield {"lobbycard": 1, "items": [{"id": "d", "kind": "agenda", "title": "日程", "rows": [row]}]}
    for row in snippets(those["table_row"]):
        for column in snippets(those["column"]):
            yield {"lobbycard": 1, "items": [{"id": "t", "kind": "table", "title": "表", "columns": [column],
                                              "rows": [row, {"cells": ["1"]}]}]}
    for to in snippets(members["to"]):
        yield {"lobbycard": 1, "items": [{"id": "c", "kind": "countdown", "title": "距今", "to": to}]}


def check_snippets(lab, valid):
    feeds = list(offered(json.loads(SCHEMA.read_text())))
    (lab.folder / "media").mkdir()
    (lab.folder / "media/photo.jpg").write_bytes(png(1920, 1080, (90, 120, 60)))
    for feed, found in zip(feeds, findings(lab, feeds), strict=True):
        found = [f for f in found if f["severity"] != "note" and f["code"] != "over"]
        need(not found and not complaints(valid, feed), f"a snippet: {feed}: {found[:2]} {complaints(valid, feed)[:2]}")
    return len(feeds)


def test():
    given = options()
    try:
        valid = validator()
    except ModuleNotFoundError:
        left_out("no python3-jsonschema")
        return None
    print(f"seed {given.seed}", flush=True)
    check_random()
    with Lab() as lab:
        (lab.folder / "any.ini").write_text("[screen]\nname = any\n[guard]\ndeny =\n")
        good = check_good(valid)
        check_mistakes(lab, valid)
        for seed in range(given.seed, given.seed + 3):
            check_patterns(lab, valid, seed)
        marked = check_spoilt(lab, valid, good, given.seed, given.count)
        filled = check_snippets(lab, valid)
        return (f"{len(good)} good feeds, {given.count} nearly good ones of which {marked} are marked, "
                f"{filled} snippets, seed {given.seed}")


main(test)
