#!/usr/bin/env python3
"""What plays when: the turns that `programme` prints, an alert that waits for no fade and ends on
time with nobody to tell it, and two screens side by side that turn together."""

import datetime
import json
import shutil
import statistics
import time

from common import PROGRAM, Lab, Player, feed, main, need, notice, wait, within
from display import Display
from servers import Nginx

ZONE = datetime.timezone(datetime.timedelta(hours=8))
TOGETHER_S, LATE_S = 0.05, 3
ALERT_S = 0.3
EVERY_S = 10


def rfc(seconds):
    return datetime.datetime.fromtimestamp(seconds, ZONE).isoformat(timespec="seconds")


def check_table(lab):
    """Turns without gap or overlap, everything inside its window, a reason for all that is not."""
    path = lab.folder / "table.json"
    path.write_bytes(feed(
        1, notice("always"),
        notice("morning", show={"hours": "08:00-12:00"}),
        notice("dorm", show={"screens": ["dormitory"]}),
        notice("over", show={"until": "2026-11-20"}),
        {"id": "poem", "kind": "poem", "title": "x"}))
    lab.write_config({}, programme={"order": "notice"})

    def programme(*more):
        done = lab.run("--config", lab.config, "programme", "--json", "--feed", path, "--at",
                       "2026-11-23T11:00:00+08:00", "--for", "2h", *more)
        need(done.returncode == 0, f"programme: {done.stderr}")
        return json.loads(done.stdout)

    told = programme()
    turns = told["turns"]
    for before, turn in zip(turns, turns[1:]):
        need(before["until"] == turn["from"], f"a gap or an overlap: {before}, {turn}")
        need(before["item"] != turn["item"] or turn["from"] >= "2026-11-23T12",
             f"twice in a row: {turn}")
    need(turns[0]["from"] <= "2026-11-23T11:00:00+08:00" and
         turns[-1]["until"] >= "2026-11-23T13:00:00+08:00", "the turns do not cover the time")
    late = [t for t in turns if t["item"] == "morning" and t["until"] > "2026-11-23T12:00:00+08:00"]
    need(not late, f"outside its window: {late[:1]}")
    need(any(t["item"] == "morning" for t in turns), "morning never plays")
    silent = {s["item"]: s["reason"] for s in told["silent"]}
    need(set(silent) == {"dorm", "over", "poem", "/hotlines/0"}, f"silent: {silent}")
    need("over since 2026-11-21T00:00:00+08:00" in silent["over"], silent["over"])
    need("not for this screen" in silent["dorm"], silent["dorm"])
    need("unknown kind" in silent["poem"], silent["poem"])
    there = programme("--screen", "lobby,dormitory")
    need(any(t["item"] == "dorm" for t in there["turns"]), "dorm does not play on its screen")
    check_unknown_tag(lab, path)
    return len(turns)


def check_unknown_tag(lab, path):
    """A tag of --screen that is nowhere among those that there are is told, with all of them."""
    config = lab.folder / "tags.ini"
    config.write_text(f"[store]\npath = {lab.store}\n[screen]\ntags = lobby\n[guard]\ntags = canteen, dormitory\n")
    for command in (["programme", "--for", "1m", "--feed", path], ["check", path],
                    ["render", "--feed", path, "--out", "tags", "--size", "320x240"]):
        said = lab.run("--config", config, *command, "--screen", "lobby,dormitroy").stderr
        told = [line for line in said.splitlines() if "dormitroy" in line]
        need(len(told) == 1 and "[screen] tags: lobby; [guard] tags: canteen, dormitory" in told[0], f"{command}: {said}")
        said = lab.run("--config", config, *command, "--screen", "lobby,dormitory").stderr
        need("--screen" not in said, f"{command}: {said}")
        alone = lab.folder / "own.ini"  # without [guard] tags
        alone.write_text(f"[store]\npath = {lab.store}\n[screen]\ntags = lobby\n")
        said = lab.run("--config", alone, *command, "--screen", "canteen").stderr
        need("[screen] tags: lobby; [guard] tags: (nothing)" in said, f"{command}: {said}")


def check_reasons(lab):
    """Each way not to play, told in its own words; and where an hour brings it on, its turns."""
    path = lab.folder / "reasons.json"
    windows = [{"days": "Tue"}, {"from": "2026-11-30", "hours": "08:00-09:00"}]
    reasons = {
        "until": ({"until": "2026-11-22T12:00"}, "over since 2026-11-22T12:00:00+08:00"),
        "from": ({"from": "2026-12-01"}, "begins 2026-12-01T00:00:00+08:00"),
        "days": ({"days": "Wed"},
                 "outside its days and hours until 2026-11-25T00:00:00+08:00"),
        "hours": ({"hours": "22:00-02:00"},
                  "outside its days and hours until 2026-11-23T22:00:00+08:00"),
        "never": ({"days": "Sun", "until": "2026-11-24"},
                  "outside its days and hours, and never in them again"),
        "windows": ({"windows": windows},
                    "outside its windows until 2026-11-24T00:00:00+08:00"),
        "spent": ({"windows": [{"until": "2026-11-20"}]}, "outside its windows"),
        "max_age": ({"max_age": "2d"}, "over since 2026-11-22T00:00:00+08:00"),
        "screens": ({"screens": ["dormitory"]},
                    "not for this screen: its tags do not match show.screens"),
    }
    items = [notice(name, show=show, published="2026-11-20") for name, (show, _) in reasons.items()]
    items.append({"id": "order", "kind": "countdown", "title": "开放日", "to": "2026-12-01"})
    items.append({"id": "day", "kind": "agenda", "title": "日程", "date": "2026-11-22",
                  "rows": [{"time": "09:00-10:00", "title": "报到"}]})
    path.write_bytes(feed(1, notice("plays"), *items))
    lab.write_config({}, programme={"order": "notice, agenda"})
    lab.config.write_text(lab.config.read_text().replace(
        "[screen]\n", "[screen]\noff = 03:00-04:00\n"))

    def ask(at, *more):
        done = lab.run("--config", lab.config, "programme", "--json", "--feed", path, "--at",
                       f"2026-11-23T{at}:00+08:00", *more)
        need(done.returncode == 0, f"programme: {done.stderr}")
        told = json.loads(done.stdout)
        return told["turns"], {s["item"]: s["reason"] for s in told["silent"]}

    turns, silent = ask("12:00", "--for", "1h")
    wanted = {name: reason for name, (_, reason) in reasons.items()}
    wanted["order"] = wanted["/hotlines/0"] = "its kind is not in [programme] order"
    wanted["day"] = "over since 2026-11-22T10:00:00+08:00"
    need(silent == wanted, f"reasons: {set(silent.items()) ^ set(wanted.items())}")
    need({turn["item"] for turn in turns} == {"plays"}, "something else plays")
    turns, silent = ask("12:00", "--for", "24h")
    need({"hours", "windows", "plays"} <= {t["item"] for t in turns}, "not all of a day plays")
    night = [turn for turn in turns if turn["kind"] == "off"]
    need([(t["from"], t["until"]) for t in night] ==
         [("2026-11-24T03:00:00+08:00", "2026-11-24T04:00:00+08:00")], f"the night: {night}")
    turns, silent = ask("03:30", "--for", "10m")
    need(silent["plays"] == "the screen is off", f"at night: {silent['plays']}")
    alert = {"id": "fire", "kind": "alert", "title": "请立即撤离",
             "show": {"from": "2026-11-23T03:00", "until": "2026-11-23T13:00"}}
    path.write_bytes(feed(2, notice("plays"), alert))
    for at in ("03:30", "12:00"):
        turns, silent = ask(at, "--for", "10m")
        need(silent["plays"] == "an alert has the screen to itself", f"under an alert: {silent}")
        need({turn["item"] for turn in turns} == {"fire"}, f"turns under an alert: {turns[:1]}")
    return len(wanted)


def check_all_are_told(lab):
    """What has no slide of its own is told with its place in the document and its reason."""
    path = lab.folder / "told.json"
    away = {"screens": ["dormitory"]}
    titles = [{"id": f"t{i}", "kind": "article", "title": f"标题{i}",
               "published": f"2026-11-{10 + i}"} for i in range(5)]
    path.write_text(json.dumps({
        "lobbycard": 1,
        "hotlines": [{"label": "无", "numbers": "没有号码"},
                     {"label": "总机", "numbers": "021-55500000"},
                     {"label": "宿舍", "numbers": "021-55500001", "show": away}],
        "links": [{"label": "坏", "url": "gopher://x"},
                  {"label": "官网", "url": "https://www.example.edu.cn/"},
                  {"label": "宿舍", "url": "https://d.example.edu.cn/", "show": away}],
        "items": titles + [
            {"id": "gone", "kind": "picture", "title": "江", "image": "media/none.jpg"},
            {"id": "bare", "kind": "article", "body": [{"image": "media/none.jpg"}]},
            {"id": "text", "kind": "article", "body": [{"text": "正文。"}]},
            {"id": "strip", "kind": "alert", "title": "大风", "banner": True,
             "show": {"from": "2026-11-23T12:05", "until": "2026-11-23T20:00"}},
            {"id": "strip-later", "kind": "alert", "title": "雨", "banner": True,
             "show": {"from": "2026-11-23T13:00", "until": "2026-11-23T20:00"}},
            notice("plays")]}), "utf-8")
    lab.write_config({}, programme={
        "order": "headlines, article, notice, picture, hotlines, links", "headlines_max": 3})
    done = lab.run("--config", lab.config, "programme", "--json", "--feed", path, "--at",
                   "2026-11-23T12:00:00+08:00", "--for", "10m")
    need(done.returncode == 0, f"programme: {done.stderr}")
    told = json.loads(done.stdout)
    silent = {s["item"]: s["reason"] for s in told["silent"]}
    away = "not for this screen: its tags do not match show.screens"
    full = "it has no text, and newer titles fill the headlines"
    wanted = {"gone": "its picture is not there", "bare": "nothing of it can be shown",
              "t0": full, "t1": full, "/hotlines/2": away, "/links/2": away,
              "strip-later": "begins 2026-11-23T13:00:00+08:00"}
    refused = {"/hotlines/0", "/links/0"}
    seen = {name: why for name, why in silent.items() if name not in refused}
    need(seen == wanted, f"reasons: {set(seen.items()) ^ set(wanted.items())}")
    need(refused <= set(silent), f"not told: {refused - set(silent)}")
    playing = {turn["item"] for turn in told["turns"]}
    need({"text", "plays"} <= playing, f"plays: {playing}")
    need(not playing & set(silent), f"both: {playing & set(silent)}")
    strips = [(b["item"], b["from"], b["until"]) for b in told["banners"]]
    need(strips == [("strip", "2026-11-23T12:05:00+08:00", "2026-11-23T20:00:00+08:00")], f"banners: {strips}")
    said = lab.run("--config", lab.config, "programme", "--feed", path, "--at",
                   "2026-11-23T12:00:00+08:00", "--for", "10m").stdout
    need("\nbanners:\n  2026-11-23 12:05:00-20:00:00  told strip\n" in said, f"banners: {said}")
    return len(silent)


def check_pushed_out(lab):
    """Three strips fit. A fourth, however it is named, is not among those that hang while graver
    ones do; it says which those are, and hangs when one of them is over."""
    path = lab.folder / "strips.json"

    def strip(name, severity, begin, end):
        return {"id": name, "kind": "alert", "title": "大风", "banner": True, "severity": severity,
                "show": {"from": f"2026-11-23T{begin}", "until": f"2026-11-23T{end}"}}

    path.write_text(json.dumps({"lobbycard": 1, "items": [
        notice("plays"), strip("mild", "minor", "11:00", "20:00"),
        strip("a", "severe", "11:30", "18:00"), strip("b", "severe", "12:10", "18:00"),
        strip("c", "extreme", "12:10", "13:00"), strip("never", "minor", "12:20", "12:50"),
        strip("worst", "extreme", "14:00", "15:00")]}), "utf-8")
    lab.write_config({}, programme={"order": "notice"})

    def told(*arguments):
        done = lab.run("--config", lab.config, "programme", "--feed", path, "--at",
                       "2026-11-23T12:00:00+08:00", *arguments)
        need(done.returncode == 0, f"programme: {done.stderr}")
        return done.stdout

    day = json.loads(told("--json", "--for", "1h"))
    spans = sorted((b["item"], b["from"][11:16], b["until"][11:16]) for b in day["banners"])
    need(spans == [("a", "11:30", "18:00"), ("b", "12:10", "18:00"), ("c", "12:10", "13:00"),
                   ("mild", "11:00", "12:10")], f"hang: {spans}")
    pushed = [(b["item"], b["from"][11:16], b["until"][11:16]) for b in day["banners_pushed_out"]]
    need(pushed == [("mild", "12:10", "13:00"), ("never", "12:20", "12:50")], f"pushed out: {pushed}")
    why = "at most three strips are shown, and graver or earlier ones stand there: c, a, b"
    need(all(b["reason"] == why for b in day["banners_pushed_out"]), f"why: {day}")
    silent = {s["item"]: s["reason"] for s in day["silent"]}
    need(silent["never"] == why and "mild" not in silent, f"silent: {silent}")
    later = json.loads(told("--json", "--for", "8h"))
    spans = sorted((b["from"][11:16], b["until"][11:16]) for b in later["banners"] if b["item"] == "mild")
    need(spans == [("11:00", "12:10"), ("13:00", "14:00"), ("15:00", "20:00")], f"hangs again: {spans}")
    said = told("--for", "1h", "--lang", "zh")
    need("12:10:00-13:00:00  strips mild：没有显示：" in said, f"in Chinese: {said}")
    shown = lab.run("--config", lab.config, "render", "--feed", path, "--at",
                    "2026-11-23T12:30:00+08:00", "--out", lab.folder / "strips")
    need(f"silent   strips never: {why}" in shown.stderr and f"silent   strips mild: {why}" in shown.stderr,
         f"render: {shown.stderr}")


def check_night(lab):
    """A night is one turn, told whole from wherever one looks, though midnight and the end of a
    notice lie in it; a weekend's has its second date."""
    path = lab.folder / "night.json"
    path.write_bytes(feed(1, notice("plays"), notice("ends", show={"until": "2026-11-24T01:00"})))
    lab.write_config({}, programme={"order": "notice"})
    lab.config.write_text(lab.config.read_text().replace(
        "[screen]\n", "[screen]\noff = Mon-Fri 23:00-06:30, Sat-Sun 00:00-24:00\n"))

    def lines(at, length):
        done = lab.run("--config", lab.config, "programme", "--feed", path, "--at",
                       f"{at}+08:00", "--for", length)
        need(done.returncode == 0, f"programme: {done.stderr}")
        return [line for line in done.stdout.splitlines() if " off " in line]

    night = ["2026-11-23 23:00:00-06:30:00  off        night"]
    for at, length in (("2026-11-23T22:59:50", "8h"), ("2026-11-23T22:59:50", "1m"),
                       ("2026-11-23T23:30:00", "1h"), ("2026-11-24T00:30:00", "1h"),
                       ("2026-11-24T06:29:59", "1h")):
        need(lines(at, length) == night, f"from {at} for {length}: {lines(at, length)}")
    weekend = ["2026-11-27 23:00:00-2026-11-30 00:00:00  off        night"]
    need(lines("2026-11-29T12:00:00", "1h") == weekend, f'{lines("2026-11-29T12:00:00", "1h")}')


def commit(lab, path, data):
    path.write_bytes(data)
    done = lab.run("--config", lab.config, "fetch", "--once")
    need(done.returncode == 0, f"fetch: {done.stderr}")


def check_alert(lab, display):
    """Published while a fade runs: on the glass a poll interval later at most, and gone at its
    `until` although the server is dead by then."""
    nginx = Nginx(lab)
    nginx.publish("news", feed(1, notice("one"), notice("two", "二号楼周日停电检修。")))
    # Slides that stand for a second and fade for three: something always moves.
    lab.write_config({"news": nginx.url("news")}, theme={"transition_time": "3s"},
                     programme={"order": "notice", "dwell_min": "1s", "dwell_max": "1s"},
                     every=f"{EVERY_S}s")
    player = lab.play("--windowed=960x540")
    wait(lambda: lab.glass().get("kind") == "notice", 10, "a notice on the glass")

    def is_alert():
        offset = display.start + 5 * display.stride + 4 * 300
        blue, green, red = display.memory[offset:offset + 3]
        return (red, green, blue) == (0xB3, 0x00, 0x0F)

    need(not is_alert(), "the top of the screen looks like an alert already")
    head = lab.store / "head"
    before = head.stat().st_mtime_ns
    until = int(time.time()) + EVERY_S + 5
    alert = {"id": "fire", "kind": "alert", "title": "请立即撤离", "show": {"until": rfc(until)}}
    moving = display.grab().middle()
    wait(lambda: display.grab().middle() != moving, 3, "a fade", interval=0.002)
    nginx.publish("news", feed(2, notice("one"), notice("two"), alert))
    published = time.monotonic()
    wait(lambda: head.stat().st_mtime_ns != before, EVERY_S + 1, "a new head", interval=0.002)
    committed = time.monotonic()
    wait(is_alert, 3, "the alert on the glass", interval=0.002)
    now = time.monotonic()
    nginx.stop()
    took, waited = now - committed, now - published
    need(took <= ALERT_S, f"the alert took {took * 1000:.0f} ms from its commit")
    within(waited, EVERY_S + ALERT_S, "the alert from its publication")
    wait(lambda: not is_alert(), until - time.time() + 2, "the alert's end", interval=0.005)
    late = time.time() - until
    need(late >= -0.02, f"the alert left {late:+.2f} s from its until")
    within(late, 1, "the end of the alert")
    player.stop()
    return waited, took, late


def check_together(lab, display):
    """Two players with a store and a display of their own."""
    path = lab.folder / "news.json"
    lab.write_config({"news": f"file://{path}"}, theme={"transition": "cut"},
                     programme={"order": "notice", "dwell_min": "1s", "dwell_max": "1s"})
    commit(lab, path, feed(3, *(notice(f"n{i}", f"第{i}号楼本周{'一二三四五'[i]}停水检修。")
                                for i in range(5))))
    other_store = lab.folder / "other"
    shutil.copytree(lab.store, other_store)
    folder = lab.folder / "side"
    folder.mkdir()
    other = lab.stack.enter_context(Display(folder, *lab.size))

    def start(store, screen):
        environment = lab.environment
        lab.environment = dict(environment, DISPLAY=screen.name)
        player = Player(lab, ["--config", lab.config, "--store", store, "play", "--no-fetch",
                              "--windowed=960x540"])
        lab.environment = environment
        return player

    def same():
        return display.grab().middle() == other.grab().middle()

    start(lab.store, display)
    right = start(other_store, other)
    wait(lambda: not display.grab().is_blank() and not other.grab().is_blank() and same(), 10,
         "the same slide on both")
    apart, spans, before = None, [], display.grab().middle()
    end = time.monotonic() + 20
    while len(spans) < 10:
        need(time.monotonic() < end, f"only {len(spans)} turns in 20 s")
        here, there, now = display.grab().middle(), other.grab().middle(), time.monotonic()
        if here != there:
            apart = apart or now
        else:
            spans += [now - apart if apart else 0.0] if here != before else []
            apart = None
            before = here
            if len(spans) == 5 and right:
                right.stop()
                right = None
                start(other_store, other)
                wait(lambda: not other.grab().is_blank() and same(), 5, "the restarted one")
                before = display.grab().middle()
        time.sleep(0.002)
    need(max(spans) < LATE_S, f"two screens were apart for {max(spans):.1f} s")
    return len(spans), statistics.median(spans)


def test():
    with Lab() as lab:
        assert PROGRAM
        turns = check_table(lab)
        silent = check_reasons(lab) + check_all_are_told(lab)
        check_pushed_out(lab)
        check_night(lab)
        display = lab.open_display()
        waited, took, late = check_alert(lab, display)
        together, usual = check_together(lab, display)
        need(usual <= TOGETHER_S, f"two screens are usually apart for {usual * 1000:.0f} ms")
        return (f"{turns} turns without a gap; {silent} reasons; an alert {waited:.1f} s after its "
                f"publication and {took * 1000:.0f} ms after its commit, "
                f"gone {late * 1000:+.0f} ms from its until; {together} turns on two screens, "
                f"usually {usual * 1000:.0f} ms apart")


main(test)
