#!/usr/bin/env python3
"""What does not play is said by whoever is asked: `render --screen TAGS` shows what that screen
shows and names the rest, in scenes.json and on stderr, as `programme` does, which begins with it,
names the next turns and sums up the others; both `status` and `programme` in Chinese."""

import json
import re

from common import Lab, feed, main, need, notice

AT = "2026-11-23T10:00:00+08:00"


def publish(lab):
    path = lab.folder / "feed.json"
    path.write_bytes(feed(
        1, notice("everywhere"),
        notice("dorm", show={"screens": ["dormitory"]}),
        notice("later", show={"from": "2026-11-23T14:00", "until": "2026-11-23T16:00"}),
        notice("over", show={"until": "2026-11-20"}),
        {"id": "poem", "kind": "poem", "title": "x"},
        {"id": "sports", "kind": "countdown", "title": "校运会", "to": "2026-12-05T08:30"}))
    lab.write_config({"news": f"file://{path}"}, programme={"order": "notice"})
    lab.config.write_text(lab.config.read_text().replace(
        "[screen]\n", "[screen]\ntags = lobby\noff = 23:00-06:30\n"))
    return path


def render(lab, path, *more):
    """The ids on the slides, {id: reason} of the rest, and stderr."""
    out = lab.folder / "out"
    done = lab.run("--config", lab.config, "render", "--feed", path, "--size", "640x360", "--at", AT,
                   "--out", out, *more)
    need(done.returncode == 0, f"render: {done.stderr}")
    scenes = json.loads((out / "scenes.json").read_text("utf-8"))
    texts = "".join("".join(box.get("lines", [])) for slide in scenes["slides"]
                    for box in slide["boxes"])
    ids = {item for item in ("everywhere", "dorm", "later", "over") if f"{item}的通知" in texts}
    return ids, {entry["item"]: entry["reason"] for entry in scenes["silent"]}, done.stderr, scenes


def programme(lab, path, *more):
    done = lab.run("--config", lab.config, "programme", "--feed", path, "--at", AT, *more)
    need(done.returncode == 0 and not done.stderr, f"programme: {done.stderr}")
    return done.stdout


def check_render(lab, path):
    ids, silent, stderr, scenes = render(lab, path)
    need(ids == {"everywhere"}, f"on a screen of the lobby: {ids}")
    need(set(silent) == {"dorm", "later", "over", "poem", "sports", "/hotlines/0"}, f"{silent}")
    need("not for this screen" in silent["dorm"] and "begins" in silent["later"] and
         "over since" in silent["over"] and "[programme] order" in silent["sports"], f"{silent}")
    need([entry["item"] for entry in scenes["held"]] == ["poem"], f"held stays: {scenes['held']}")
    for item, reason in silent.items():
        need(f" {item}: {reason}" in stderr, f"stderr has no {item}: {stderr}")
    told = json.loads(programme(lab, path, "--json", "--for", "1"))["silent"]
    need(told == scenes["silent"], f"render and programme differ: {told}, {scenes['silent']}")
    ids, silent, stderr, _ = render(lab, path, "--screen", "dormitory,east")
    need(ids == {"everywhere", "dorm"} and "dorm" not in silent and " dorm: " not in stderr,
         f"on a screen of the dormitory: {ids}, {silent}")
    # At night slides are looked at all the same.
    ids, silent, _, _ = render(lab, path, "--at", "2026-11-23T23:30:00+08:00")
    need("everywhere" not in silent and ids >= {"everywhere"}, f"at night: {ids}, {silent}")
    return len(silent)


def check_programme(lab, path):
    text = programme(lab, path)
    lines = text.splitlines()
    told = json.loads(programme(lab, path, "--json"))
    need(lines[0] == "silent:", f"what does not play comes first: {lines[0]}")
    first = lines.index("turns:")
    listed = {line.split()[1].rstrip(":") for line in lines[1:first] if line}
    need(listed == {entry["item"] for entry in told["silent"]}, f"silent: {listed}")
    need(len(lines) < 50, f"{len(lines)} lines for a day of {len(told['turns'])} turns")
    alone = re.findall(r"^2026\S+ \S+  (\w+) ", text, re.M)
    summed = sum(int(n) for n in re.findall(r"^2026\S+ \S+  (\d+) turns", text, re.M))
    alone = [kind for kind in alone if not kind.isdigit()]
    need(len(alone) >= 20 and len(alone) + summed == len(told["turns"]),
         f"{len(alone)} and {summed} of {len(told['turns'])} turns")
    need(re.search(r"^2026-11-23 23:00:00-06:30:00  off ", text, re.M), f"no night: {text}")
    change = text.index("+ notice     feed later")
    need(change < text.index("- notice     feed later") and
         "2026-11-23 14:00:00-16:00:00  " in text[change - 120:], f"later is no change: {text}")
    for before, after in zip(lines[first + 1:], lines[first + 2:]):
        need(before <= after or " + " in before or " - " in before or " + " in after or
             " - " in after, f"out of order: {before!r}, {after!r}")
    short = programme(lab, path, "--for", "1m")
    need(" turns:" not in short and short.count(" notice ") >= 5, f"a minute: {short}")
    return len(lines), len(told["turns"])


def check_chinese(lab, path):
    english = programme(lab, path)
    chinese = programme(lab, path, "--lang", "zh")
    need(chinese.startswith("不播放：\n") and "不在这块屏幕上显示" in chinese and
         "turns" not in chinese and "silent" not in chinese, f"in Chinese: {chinese[:300]}")
    need(len(english.splitlines()) == len(chinese.splitlines()), "another number of lines")
    lab.run("--config", lab.config, "fetch", "--once")
    status = ["--config", lab.config, "status"]
    told = lab.run(*status, "--lang", "zh_CN.UTF-8").stdout
    need(told.startswith("故障     ") and "没有程序在播放" in told and "信息源" in told, f"status: {told}")
    labels = [line.split()[0] for line in told.splitlines() if not line.startswith(" ")]
    need(not any(re.match("[a-z]", label) for label in labels), f"not in Chinese: {labels}")
    plain = lab.run(*status, "--json").stdout
    kept = dict(lab.environment)
    lab.environment.update(LANG="zh_CN.UTF-8")
    need(lab.run(*status).stdout.startswith("故障     "), "by the locale")
    need(programme(lab, path).startswith("不播放："), "by the locale")
    # What scripts read speaks English wherever they run, unless they ask.
    after = lab.run(*status, "--json").stdout
    need(json.loads(after)["problems"] == json.loads(plain)["problems"], f"JSON by locale: {after}")
    need("没有程序在播放" in lab.run(*status, "--json", "--lang", "zh").stdout, "JSON, asked for")
    need(lab.run(*status, "--lang", "en").stdout.startswith("wrong    "), "English, asked for")
    lab.environment.clear()
    lab.environment.update(kept)


def test():
    with Lab() as lab:
        path = publish(lab)
        silent = check_render(lab, path)
        lines, turns = check_programme(lab, path)
        check_chinese(lab, path)
        return f"{silent} reasons; a day of {turns} turns in {lines} lines; both languages"


main(test)
