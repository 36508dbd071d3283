#!/usr/bin/env python3
"""A quickened week in front of a real window: every slide is on the glass only inside its windows,
and in each of them. What was on the glass is read from what `play` tells `status`, with the times
of its own clock. An hour takes a second; nothing is fetched."""

import datetime
import json
import re
import time

from common import Lab, feed, main, need, notice, wait

ZONE = datetime.timezone(datetime.timedelta(hours=8))
MONDAY = datetime.datetime(2026, 11, 23, tzinfo=ZONE)
SPEED = 3600
DAYS = 7
# Of real time, which is SPEED times as long in the week: how long a slide may stay behind its
# end while the next is made, on a machine that has other things to do.
LATE_S = 1.5


def at(day, clock):
    hours, minutes = map(int, clock.split(":"))
    return MONDAY + datetime.timedelta(days=day, hours=hours, minutes=minutes)


def daily(days, first, last):
    """[(from, until)] of hours on some days, past midnight where they end before they begin."""
    return [(at(day, first), at(day + (last <= first), last)) for day in days]


# What is shown when, worked out by hand: item, its members, its windows.
WEEK = [
    ("always", {}, [(at(0, "00:00"), at(7, "00:00"))]),
    ("breakfast", {"show": {"hours": "06:30-09:00"}}, daily(range(7), "06:30", "09:00")),
    ("lectures", {"show": {"days": "Mon-Fri", "hours": "08:00-12:00,14:00-18:00"}},
     daily(range(5), "08:00", "12:00") + daily(range(5), "14:00", "18:00")),
    ("weekend", {"show": {"days": "周六、周日"}}, [(at(5, "00:00"), at(7, "00:00"))]),
    ("late", {"show": {"days": "Fri,Sat", "hours": "20:00-02:00"}},
     daily((4, 5), "20:00", "02:00")),
    ("tomorrow", {"show": {"from": "2026-11-24", "until": "2026-11-25T12:00"}},
     [(at(1, "00:00"), at(2, "12:00"))]),
    ("thursday", {"show": {"from": "2026-11-26T09:30:00+08:00", "until": "2026-11-26"}},
     [(at(3, "09:30"), at(4, "00:00"))]),
    ("two", {"show": {"windows": [{"days": "Tue", "hours": "10:00-13:00"},
                                  {"from": "2026-11-28T15:00", "until": "2026-11-28T19:00"}]}},
     daily((1,), "10:00", "13:00") + [(at(5, "15:00"), at(5, "19:00"))]),
    ("fresh", {"published": "2026-11-24T06:00:00+08:00", "show": {"max_age": "36h"}},
     [(at(0, "00:00"), at(2, "18:00"))]),
    ("dormitory", {"show": {"screens": ["dormitory"]}}, []),
    ("not-here", {"show": {"screens": ["!lobby"]}}, []),
    ("over", {"show": {"until": "2026-11-22"}}, []),
]
COUNTDOWN = {"id": "opening", "kind": "countdown", "title": "开放日", "to": "2026-11-27T10:00"}
AGENDA = {"id": "day", "kind": "agenda", "title": "开放日日程", "date": "2026-11-27",
          "show": {"from": "2026-11-27"},
          "rows": [{"time": "09:00-10:30", "title": "校史馆参观"},
                   {"time": "14:00-16:00", "title": "专业咨询"}]}
ALERT = {"id": "storm", "kind": "alert", "title": "大风红色预警", "severity": "extreme",
         "show": {"from": "2026-11-25T19:00", "until": "2026-11-26T04:00"}}
OTHERS = [("opening", [(at(0, "00:00"), at(5, "00:00"))]),
          ("day", [(at(4, "00:00"), at(4, "16:00"))])]
STORM = (at(2, "19:00"), at(3, "04:00"))
# Off from 23:30 to 05:30, on weekend nights from 02:30 to 07:00; the storm keeps it awake.
OFF_TEXT = "Mon-Thu,Sun 23:30-05:30, Sat-Sun 02:30-07:00"
OFF = [(at(0, "00:00"), at(0, "05:30")), (at(0, "23:30"), at(1, "05:30")), (at(1, "23:30"), at(2, "05:30")),
       (STORM[1], at(3, "05:30")), (at(3, "23:30"), at(4, "05:30")),
       (at(5, "02:30"), at(5, "07:00")), (at(6, "02:30"), at(6, "07:00")),
       (at(6, "23:30"), at(7, "00:00"))]


def minus(windows, holes):
    """The windows without the holes."""
    for hole in holes:
        left = []
        for first, last in windows:
            if hole[1] <= first or last <= hole[0]:
                left.append((first, last))
                continue
            left += [(first, hole[0])] if first < hole[0] else []
            left += [(hole[1], last)] if hole[1] < last else []
        windows = left
    return windows


def expected():
    """{what: its windows} of all that is ever on the glass."""
    shown = {name: minus(windows, [STORM, *OFF]) for name, _, windows in WEEK}
    shown.update((name, minus(windows, [STORM, *OFF])) for name, windows in OTHERS)
    shown["storm"], shown["off"] = [STORM], OFF
    return shown


def follow(path, end):
    """[(kind or item, when)] of every slide that came to the glass before `end`, by the week's
    own clock."""
    seen, before = [], None
    while True:
        try:
            state = path.stat()
            if (state.st_mtime_ns, state.st_ino) == before:
                time.sleep(0.004)
                continue
            before = (state.st_mtime_ns, state.st_ino)
            told = path.read_text()
        except FileNotFoundError:
            time.sleep(0.004)
            continue
        glass = json.loads(told)
        since = datetime.datetime.fromtimestamp(glass["since_ms"] / 1000, ZONE)
        if since >= end:
            return seen
        seen.append((glass["item"] or glass["kind"], since))


def judge(seen, shown):
    """Each came inside one of its windows, left by its end, and came in each of them."""
    late = datetime.timedelta(seconds=LATE_S * SPEED)
    worst = datetime.timedelta()
    came = {name: set() for name in shown}
    for (name, since), (_, until) in zip(seen, seen[1:]):
        need(name in shown, f"{name} was never to be shown; it came at {since:%a %H:%M:%S}")
        window = next((w for w in shown[name] if w[0] <= since < w[1]), None)
        need(window, f"{name} came at {since:%a %H:%M:%S}, outside its windows")
        worst = max(worst, until - window[1])
        need(until - window[1] <= late,
             f"{name} stood until {until:%a %H:%M:%S}, its end was {window[1]:%a %H:%M:%S}")
        came[name].add(window)
    for name, windows in shown.items():
        # A short one may fall into the time that the slide before it took to go.
        missing = [w for w in windows if w not in came[name] and w[1] - w[0] > late]
        need(not missing, f"{name} did not come in {missing[:1]}")
    return worst


def test():
    with Lab() as lab:
        lab.open_display()
        path = lab.folder / "week.json"
        items = [notice(name, **members) for name, members, _ in WEEK]
        path.write_bytes(feed(1, *items, COUNTDOWN, AGENDA, ALERT))
        # Ten minutes are a sixth of a second.
        lab.write_config({"news": f"file://{path}"}, theme={"transition": "cut"},
                         programme={"order": "notice, countdown, agenda", "dwell_min": "10m",
                                    "dwell_max": "10m"})
        lab.config.write_text(lab.config.read_text().replace(
            "[screen]\n", f"[screen]\ntags = lobby\noff = {OFF_TEXT}\n"))
        done = lab.run("--config", lab.config, "fetch", "--once")
        need(done.returncode == 0, f"fetch: {done.stderr}")
        player = lab.play("--windowed=960x540", "--no-fetch", "--clock",
                          f"{MONDAY.isoformat()},x{SPEED}")
        status = lab.store / "play-status.json"
        wait(status.exists, 10, "a first slide")
        seen = follow(status, MONDAY + datetime.timedelta(days=DAYS))
        need(player.running(), "play left before the week was over")
        player.stop()
        log = player.log.read_text()
        need(not re.search(r"\b(error|warning):", log), f"the log: {log[-300:]}")
        need(len(seen) > 300, f"only {len(seen)} slides in a week")
        worst = judge(seen, expected())
        return (f"{len(seen)} slides in a week, each inside its windows and in all of them; the "
                f"longest stay behind an end took {worst.total_seconds() / SPEED:.2f} s of real "
                f"time")


main(test)
