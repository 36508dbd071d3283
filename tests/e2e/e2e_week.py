#!/usr/bin/env python3
"""A quickened week in front of a real window: every slide is on the glass only inside its windows,
and in each of them. What was on the glass is read from what `play` tells `status`, with the times
of its own clock. An hour takes a second; nothing is fetched."""

import datetime
import json
import re
import time

from common import Lab, feed, main, need, notice, wait
from display import BLACK_MEAN
from scenes import png_rows

ZONE = datetime.timezone(datetime.timedelta(hours=8))
MONDAY = datetime.datetime(2026, 11, 23, tzinfo=ZONE)
SPEED = 3600
DAYS = 7
# Of real time, which is SPEED times as long in the week: how long a slide may stay behind its
# end while the next is made, on a machine that has other things to do.
LATE_S = 1.5
# How far off the week's clock may be that is worked out from what was told.
SLACK_S = 0.05
SIZE = (960, 540)
# What else changes a title's place or size than its neighbours (moments): what an item says on its last day, say.
RENDERED = [(0, "08:30"), (1, "10:30"), (2, "15:00"), (2, "20:00"), (3, "12:00"), (4, "09:15"),
            (4, "12:00"), (4, "15:00"), (4, "21:00"), (5, "16:00"), (5, "21:00"), (6, "12:00")]


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


def grid(rows, step, rect):
    """The points of display.Sample that lie in the rectangle: [(row, first, last, values)]."""
    x, y, width, height = rect
    step_y, step_x = SIZE[1] // 90, SIZE[0] // 480
    first, last = -(-x // step_x), (x + width) // step_x
    points = []
    for index, line in enumerate(range(step_y // 2, SIZE[1], step_y)):
        if y <= line < y + height:
            points.append((index, first, last,
                           rows[line][1::step * step_x][first:last]))
    return points


def moments():
    """A time for each set of items that are ever shown together: neighbours share their size."""
    shown, found = expected(), {}
    edges = sorted({edge for windows in shown.values() for window in windows for edge in window})
    for first, last in zip(edges, edges[1:]):
        middle = first + (last - first) / 2
        found.setdefault(frozenset(name for name, windows in shown.items()
                                   if any(w[0] <= middle < w[1] for w in windows)), middle)
    return [*(at(day, clock) for day, clock in RENDERED), *found.values()]


def titles(lab):
    """{item: [its title as display.Sample sees it]}, from pictures that `render` made."""
    known = {}
    for number, moment in enumerate(moments()):
        out = lab.folder / f"render-{number}"
        done = lab.run("--config", lab.config, "render", "--size", f"{SIZE[0]}x{SIZE[1]}", "--at",
                       moment.isoformat(), "--out", out)
        need(done.returncode == 0, f"render: {done.stderr}")
        for slide in json.loads((out / "scenes.json").read_text())["slides"]:
            title = next((box for box in slide["boxes"] if box.get("role") == "title"), None)
            if slide.get("item") and title:
                look = grid(*png_rows((out / slide["file"]).read_bytes()), title["rect"])
                need(look, f"no point of {slide['item']}'s title is looked at")
                looks = known.setdefault(slide["item"], [])
                looks += [look] if look not in looks else []
    return known


def recognise(sample, known):
    """The item whose title is on the glass; None while it is none, as in the middle of a change."""
    if sample.mean() < BLACK_MEAN:
        return "off"
    for name, looks in known.items():
        for look in looks:
            if all(sample.rows[row][first:last] == values for row, first, last, values in look):
                return name
    return None


class Week:
    """What was seen, [(name, when)] of each look, and what was told, [(name, since, when)]; `when`
    is monotonic until clock() has put the week's own time there."""

    def __init__(self):
        self.looks, self.told, self.start = [], [], None

    def follow(self, display, known, path, end):
        """Looks at pixels and at what is told, as often as it may, until the week's time is up."""
        before, pixels, name = None, None, None
        while not self.told or self.told[-1][1] < end:
            sample = display.grab()
            if sample.all != pixels:
                pixels, name = sample.all, recognise(sample, known)
            self.looks.append((name, sample.at))
            state = path.stat()
            if (state.st_mtime_ns, state.st_ino) != before:
                before = (state.st_mtime_ns, state.st_ino)
                glass = json.loads(path.read_text())
                since = datetime.datetime.fromtimestamp(glass["since_ms"] / 1000, ZONE)
                if glass["kind"]:
                    self.told.append((glass["item"] or glass["kind"], since, time.monotonic()))
            time.sleep(0.004)

    def clock(self):
        """What was told lies before it was read: the earliest start that follows is the week's."""
        start = min(when - (since - MONDAY).total_seconds() / SPEED for _, since, when in self.told)
        self.looks = [(name, MONDAY + datetime.timedelta(seconds=(when - start) * SPEED))
                      for name, when in self.looks]

    def runs(self):
        """[(name, last look before it, first look at it, last look at it)]"""
        runs, last = [], self.looks[0][1]
        for name, when in self.looks:
            if name and runs and runs[-1][0] == name:
                runs[-1][3] = when
            elif name:
                runs.append([name, last, when, when])
            last = when
        return runs

    def judge_told(self):
        """Each slide that was told was on the glass while it was: whoever looked in that time
        saw it."""
        slack = datetime.timedelta(seconds=SLACK_S * SPEED)
        checked = looks_from = 0
        for (name, since, _), (_, until, _) in zip(self.told, self.told[1:]):
            while looks_from < len(self.looks) and self.looks[looks_from][1] < since - slack:
                looks_from += 1
            seen = []
            for seen_name, when in self.looks[looks_from:]:
                if when > until + slack:
                    break
                seen.append((seen_name, when))
            inside = [1 for _, when in seen if since + slack < when < until - slack]
            if len(inside) > 2:
                need(any(seen_name == name for seen_name, _ in seen),
                     f"told that {name} is on the glass from {since:%a %H:%M:%S} to "
                     f"{until:%H:%M:%S}; seen were {sorted({str(n) for n, _ in seen})}")
                checked += 1
        return checked


def judge(runs, shown):
    """Each came inside one of its windows, left by its end, and came in each of them."""
    late = datetime.timedelta(seconds=LATE_S * SPEED)
    slack = datetime.timedelta(seconds=SLACK_S * SPEED)
    worst = datetime.timedelta()
    came = {name: set() for name in shown}
    for name, before, first, last in runs[:-1]:
        need(name in shown, f"{name} was never to be shown; it came at {first:%a %H:%M:%S}")
        # It came at some time between two looks.
        window = next((w for w in shown[name] if w[0] <= first + slack and before < w[1] + slack),
                      None)
        need(window, f"{name} came at {first:%a %H:%M:%S}, outside its windows")
        worst = max(worst, last - window[1])
        need(last - window[1] <= late,
             f"{name} stood until {last:%a %H:%M:%S}, its end was {window[1]:%a %H:%M:%S}")
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
        known = titles(lab)
        need(set(known) >= {name for name, windows in expected().items() if windows} - {"off"},
             f"render has no picture of some: {sorted(known)}")
        player = lab.play("--windowed=960x540", "--no-fetch", "--clock",
                          f"{MONDAY.isoformat()},x{SPEED}")
        status = lab.store / "play-status.json"
        wait(lambda: status.exists() and json.loads(status.read_text())["kind"], 10,
             "a first slide")
        week = Week()
        week.follow(lab.display, known, status, MONDAY + datetime.timedelta(days=DAYS))
        need(player.running(), "play left before the week was over")
        player.stop()
        log = player.log.read_text()
        need(not re.search(r"\b(error|warning):", log), f"the log: {log[-300:]}")
        week.clock()
        runs = week.runs()
        unknown = sum(name is None for name, _ in week.looks)
        need(len(week.looks) > 3000 and unknown < len(week.looks) / 10,
             f"{unknown} of {len(week.looks)} looks saw none of the slides")
        need(len(runs) > 250, f"only {len(runs)} slides in a week")
        worst = judge(runs, expected())
        checked = week.judge_told()
        need(checked > 100, f"only {checked} of {len(week.told)} slides told could be looked at")
        return (f"{len(runs)} slides seen in a week, each inside its windows and in all of them; "
                f"{checked} that were told, each on the glass then; the longest stay behind an end "
                f"took {worst.total_seconds() / SPEED:.2f} s of real time")


main(test)
