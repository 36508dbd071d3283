#!/usr/bin/env python3
"""A screen that sleeps: black in its hours of night, its display switched off by programs that
may be missing or hang, on again on time, awake for an alert; darker in the evening. And the state
of a hotline, which changes at its minute without a fetch."""

import json
import time

from common import Lab, feed, main, need, notice, replace_file, wait, within

LATE_S = 1.5

STUB = """#!/bin/sh
echo "$(basename "$0") $*" >> "$CALLS"
[ "$(basename "$0")" = cec-client ] && sed 's/^/cec< /' >> "$CALLS"
[ -z "$NOTIFY_SOCKET" ] || echo "was given the service manager's socket" >> "$CALLS"
[ "$(basename "$0")" = "$HANGS" ] && exec sleep 60
exit 0
"""


def is_black(display):
    return max(display.grab().all) == 0


def brightness(display):
    return display.grab().mean()


class Calls:
    """What the stubs on PATH were asked to do, line by line."""

    def __init__(self, lab, *names):
        self.path = lab.folder / "calls"
        self.path.write_text("")
        folder = lab.folder / "stubs"
        folder.mkdir(exist_ok=True)
        for name in names:
            stub = folder / name
            stub.write_text(STUB)
            stub.chmod(0o755)
        lab.environment["PATH"] = f"{folder}:/usr/bin:/bin"
        lab.environment["CALLS"] = str(self.path)
        lab.environment["NOTIFY_SOCKET"] = str(lab.folder / "notify")

    def lines(self):
        return self.path.read_text().splitlines()

    def wait(self, wanted, what, seconds=5):
        wait(lambda: wanted in self.lines(), seconds, lambda: f"{what}; there is {self.lines()}")


def write_config(lab, screen, source, transition="200ms"):
    lab.write_config({"news": source}, programme={"order": "notice", "dwell_min": "2s"},
                     theme={"transition_time": transition})
    text = lab.config.read_text().replace("[screen]\n", "[screen]\n" + screen)
    lab.config.write_text(text)


def fetch(lab):
    done = lab.run("--config", lab.config, "fetch", "--once")
    need(done.returncode == 0, f"fetch: {done.stderr}")


OFF = ["xset dpms 0 0 0 dpms force off", "cec-client -s -d 1", "cec< standby 0"]
ON = ["xset dpms 0 0 0 dpms force on", "cec-client -s -d 1", "cec< on 0", "cec< as"]


def check_night(lab, display):
    """22:59:40 at ten times the speed: two real seconds later the night begins, at 23:04 an alert
    wakes it for two minutes, at 23:10 it is morning."""
    path = lab.folder / "night.json"
    alert = {"id": "fire", "kind": "alert", "title": "请立即撤离",
             "show": {"from": "2026-11-23T23:02", "until": "2026-11-23T23:04"}}
    replace_file(path, feed(1, notice("one"), notice("two"), alert))
    write_config(lab, "off = Mon 23:00-23:06\n", f"file://{path}", "900ms")
    fetch(lab)
    calls = Calls(lab, "xset", "cec-client")
    start = time.monotonic()
    player = lab.play("--no-fetch", "--clock", "2026-11-23T22:59:40+08:00,x20")

    def real(minute):
        """Seconds of real time from the start to 23:minute:00, the start-up aside."""
        return (20 + 60 * minute) / 20

    lab.wait_glass()
    calls.wait("cec< as", "a display that may be off since before is switched on")
    need(calls.lines() == ON, f"the start: {calls.lines()}")
    wait(lambda: len(calls.lines()) > len(ON), real(0) + LATE_S + 5, "off")
    need(is_black(display), "the display is switched off before the black slide stands")
    calls.wait("cec< standby 0", "off")
    need(calls.lines()[len(ON):] == OFF, f"the night: {calls.lines()}")
    glass = lab.glass()
    need(glass.get("kind") == "off" and glass.get("item") is None, f"status: {glass}")
    text = lab.run("--config", lab.config, "status", "--lang", "en").stdout
    need("off: the screen sleeps, since 2026-11-23 23:00:" in text, f"status: {text}")
    wait(lambda: not is_black(display), start + real(2) + LATE_S + 1 - time.monotonic(),
         "the alert on the glass")
    need(lab.glass().get("item") == "fire", f"woken by {lab.glass()}")
    calls.wait("cec< on 0", "on for the alert")
    wait(lambda: is_black(display), 10, "night again behind the alert")
    wait(lambda: calls.lines() == ON + OFF + ON + OFF, 5, lambda: f"calls: {calls.lines()}")
    wait(lambda: not is_black(display), 10, "the morning")
    late = time.monotonic() - start - real(6)
    need(late < LATE_S, f"the morning came {late:.1f} s late")
    wait(lambda: calls.lines() == (ON + OFF) * 2 + ON, 5, lambda: f"calls: {calls.lines()}")
    player.stop()
    return late


def check_hanging(lab, display):
    """A program that hangs holds nobody up, and one that is missing is not missed."""
    write_config(lab, "off = 23:00-23:02\n", f"file://{lab.folder / 'night.json'}")
    for name in ("xset", "cec-client"):
        (lab.folder / "stubs" / name).unlink()
    calls = Calls(lab, "xset")
    lab.environment["HANGS"] = "xset"
    player = lab.play("--no-fetch", "--clock", "2026-11-23T22:59:00+08:00,x20")
    wait(lambda: lab.glass().get("kind") == "notice", 5, "a notice")
    wait(lambda: is_black(display), 8, "a black picture while xset hangs")
    wait(lambda: not is_black(display), 12, "the morning while xset hangs")
    need(calls.lines()[:1] == ON[:1], f"calls: {calls.lines()}")
    took = player.stop()
    within(took, 1, "leaving while xset hangs")
    del lab.environment["HANGS"]


def check_dim(lab, display):
    write_config(lab, "dim = 20:00-21:00\ndim_pct = 40\n", f"file://{lab.folder / 'night.json'}")
    player = lab.play("--no-fetch", "--clock", "2026-11-23T19:59:00+08:00,x20")
    lab.wait_glass()
    before = brightness(display)
    wait(lambda: brightness(display) < before / 2, 8, "a darker picture")
    after = brightness(display)
    need(0.3 < after / before < 0.5, f"brightness from {before:.0f} to {after:.0f}")
    need(not is_black(display) and lab.glass().get("kind") == "notice", "it still plays")
    player.stop()
    return after / before


def check_hotline(lab, display):
    """A slide that stands: its state, and nothing else but the clock, changes at 8:30."""
    path = lab.folder / "hotline.json"
    document = json.loads(feed(1))
    document["hotlines"] = [{"label": "总值班室", "numbers": "023-65550110",
                             "hours": "Mon-Fri 08:30-17:30"}]
    path.write_text(json.dumps(document, ensure_ascii=False))
    lab.write_config({"news": f"file://{path}"},
                     programme={"order": "hotlines", "dwell_min": "600s", "dwell_max": "600s"})
    fetch(lab)
    rendered = {}
    for at in ("08:29", "08:30"):
        out = lab.folder / at.replace(":", "")
        done = lab.run("--config", lab.config, "render", "--feed", path, "--at",
                       f"2026-11-23T{at}:00+08:00", "--out", out, "--size", "960x540")
        need(done.returncode == 0, f"render: {done.stderr}")
        slide = json.loads((out / "scenes.json").read_text())["slides"][0]
        rendered[at] = next(box for box in slide["boxes"] if box.get("role") == "state")
    need(rendered["08:29"]["lines"] == ["下次开放 今天08:30"] and
         rendered["08:30"]["lines"] == ["现在可拨打"], f"states: {rendered}")
    need(rendered["08:29"]["rect"] == rendered["08:30"]["rect"], "the state's room changes")
    left, top, width, height = rendered["08:30"]["rect"]

    def room():
        rows = [display.memory[display.start + y * display.stride + 4 * left:][:4 * width]
                for y in range(top, top + height)]
        return b"".join(rows)

    player = lab.play("--no-fetch", "--clock", "2026-11-23T08:29:57+08:00")
    lab.wait_glass()
    since, before = lab.glass().get("since"), room()
    start = time.monotonic()
    wait(lambda: room() != before, 6, "another state", interval=0.01)
    took = time.monotonic() - start
    need(lab.glass().get("since") == since, "the slide was shown anew")
    after = display.grab().middle()
    player.stop()
    # What stands is what a player that starts now shows.
    player = lab.play("--no-fetch", "--clock", "2026-11-23T08:30:10+08:00")
    wait(lambda: display.grab().middle() == after, 5, "the same slide by a fresh player")
    player.stop()
    return took


def test():
    with Lab() as lab:
        display = lab.open_display()
        morning = check_night(lab, display)
        check_hanging(lab, display)
        dimmed = check_dim(lab, display)
        state = check_hotline(lab, display)
        return (f"black and off, awake for an alert, on again {morning * 1000:+.0f} ms from its "
                f"time; no one waits for a program that hangs; dimmed to {100 * dimmed:.0f} %; "
                f"a hotline's state changed {state:.1f} s after the look")


main(test)
