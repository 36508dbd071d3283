#!/usr/bin/env python3
"""What plays when: the turns that `programme` prints, an alert that waits for no fade and ends on
time with nobody to tell it, and two screens side by side that turn together."""

import datetime
import json
import shutil
import time

from common import PROGRAM, Lab, Player, feed, main, need, notice, wait
from display import Display

ZONE = datetime.timezone(datetime.timedelta(hours=8))
TOGETHER_S = 0.05
ALERT_S = 0.3


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
    return len(turns)


def commit(lab, path, data):
    path.write_bytes(data)
    done = lab.run("--config", lab.config, "fetch", "--once")
    need(done.returncode == 0, f"fetch: {done.stderr}")


def check_alert(lab, display):
    """Published while a fade runs; gone at its `until` although nobody fetches any more."""
    path = lab.folder / "news.json"
    # Slides that stand for a second and fade for three: something always moves.
    lab.write_config({"news": f"file://{path}"}, theme={"transition_time": "3s"},
                     programme={"order": "notice", "dwell_min": "1s", "dwell_max": "1s"})
    commit(lab, path, feed(1, notice("one"), notice("two", "二号楼周日停电检修。")))
    player = lab.play("--windowed=960x540", "--no-fetch")
    lab.wait_glass()

    def is_alert():
        offset = display.start + 5 * display.stride + 4 * 300
        blue, green, red = display.memory[offset:offset + 3]
        return (red, green, blue) == (0xA8, 0x32, 0x1F)

    need(not is_alert(), "the top of the screen looks like an alert already")
    head = lab.store / "head"
    before = head.stat().st_mtime_ns
    until = int(time.time()) + 5
    alert = {"id": "fire", "kind": "alert", "title": "请立即撤离", "show": {"until": rfc(until)}}
    path.write_bytes(feed(2, notice("one"), notice("two"), alert))
    fetching = Player(lab, ["--config", lab.config, "fetch", "--once"])
    wait(lambda: head.stat().st_mtime_ns != before, 5, "a new head", interval=0.002)
    committed = time.monotonic()
    wait(is_alert, 3, "the alert on the glass", interval=0.002)
    took = time.monotonic() - committed
    fetching.process.wait(5)
    need(took <= ALERT_S, f"the alert took {took * 1000:.0f} ms")
    wait(lambda: not is_alert(), until - time.time() + 2, "the alert's end", interval=0.005)
    late = time.time() - until
    need(-0.02 <= late <= 1, f"the alert left {late:+.2f} s from its until")
    player.stop()
    return took, late


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
    apart, worst, turns, before = None, 0.0, 0, display.grab().middle()
    end = time.monotonic() + 20
    while turns < 10:
        need(time.monotonic() < end, f"only {turns} turns in 20 s")
        here, there, now = display.grab().middle(), other.grab().middle(), time.monotonic()
        if here != there:
            apart = apart or now
        else:
            worst = max(worst, now - apart) if apart else worst
            apart = None
            turns += here != before
            before = here
            if turns == 5 and right:
                right.stop()
                right = None
                start(other_store, other)
                wait(lambda: not other.grab().is_blank() and same(), 5, "the restarted one")
                before = display.grab().middle()
        time.sleep(0.002)
    return turns, worst


def test():
    with Lab() as lab:
        assert PROGRAM
        turns = check_table(lab)
        display = lab.open_display()
        took, late = check_alert(lab, display)
        together, worst = check_together(lab, display)
        need(worst <= TOGETHER_S, f"two screens were apart for {worst * 1000:.0f} ms")
        return (f"{turns} turns without a gap; an alert {took * 1000:.0f} ms after its commit, "
                f"gone {late * 1000:+.0f} ms from its until; {together} turns on two screens, "
                f"at most {worst * 1000:.0f} ms apart")


main(test)
