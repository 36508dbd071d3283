#!/usr/bin/env python3
"""What `status` says is so, and whether that is as it should be, in each state that a screen can be in: play starting, showing, hanging
and gone; fetch there and gone; a store that is read-only, without inodes, without play's record, or
another's; a config that is broken or another one; a clock that jumps forth and back; an edition set
aside; what waits; the night. Every state is made for real, with mounts in a namespace of our own
where that is allowed."""

import json
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time

from common import PROGRAM, ROOT, Lab, feed, main, need, notice, tool, wait

SHIM = ROOT / "tests/fault/clock_shim.c"


def enter_namespace():
    """Starts again where mounting is allowed and seen by nobody else."""
    if "E2E_STATUS_MAY_MOUNT" in os.environ:
        return
    way = [tool("unshare"), "--mount", *(["--map-root-user"] if os.geteuid() else [])]
    probe = subprocess.run([*way, tool("mount"), "-t", "tmpfs", "none", "/mnt"],
                           capture_output=True, check=False)
    os.environ["E2E_STATUS_MAY_MOUNT"] = "0" if probe.returncode else "1"
    if not probe.returncode:
        os.execv(way[0], [*way, sys.executable, *sys.argv])


def may_mount():
    return os.environ["E2E_STATUS_MAY_MOUNT"] == "1"


class Stand:
    """A lab with one feed in a file, and a folder in memory as a session has it."""

    def __init__(self, lab):
        self.lab, self.feed = lab, lab.folder / "feed.json"
        lab.open_display()
        self.runtime = lab.folder / "run"
        self.runtime.mkdir()
        lab.environment["XDG_RUNTIME_DIR"] = str(self.runtime)
        self.serial = 0
        self.configure()

    def configure(self, extra="", every="10s"):
        self.lab.write_config({"news": f"file://{self.feed}"}, theme={"transition": "cut"},
                              programme={"order": "notice", "dwell_min": "300s",
                                         "dwell_max": "600s"}, every=every)
        self.lab.config.write_text(self.lab.config.read_text() + extra)

    def publish(self, *names):
        self.serial += 1
        self.feed.write_bytes(feed(self.serial, *(notice(name) for name in names)))

    def fetch_once(self):
        self.lab.run("--config", self.lab.config, "fetch", "--once")

    def play(self, *more):
        self.player = self.lab.play("--windowed=960x540", *more)
        return self.player

    def wait_told(self, source):
        """What comes is on the glass, and in its edition, before `fetch` tells of it and of its next try."""
        wait(lambda: self.lab.source(source).get("next_try"), 10, f"{source} in `status`")

    def answered(self):
        """`status --json`, once its first source has answered."""
        told = self.lab.status()
        return told if told["sources"][0].get("next_try") else None

    def text(self):
        return self.lab.run("--config", self.lab.config, "status").stdout

    def judged(self, code):
        """None where the screen does what it should, else the one line why not; the same in JSON.
        `code`: of the worst, as JSON has it."""
        text = self.lab.run("--config", self.lab.config, "status")
        done = self.lab.run("--config", self.lab.config, "status", "--json")
        told = json.loads(done.stdout)
        first = text.stdout.splitlines()[0]
        codes = [problem["code"] for problem in told["problems"]]
        need(text.returncode == done.returncode and (done.returncode == 0) == told["ok"],
             f"exit {text.returncode}, {done.returncode}, ok {told['ok']}: {told['problems']}")
        need(codes[:1] == ([code] if code else []), f"the worst is no {code}: {told['problems']}")
        need(first.startswith("wrong    ") == (not told["ok"]), f"the first line: {first}")
        return None if told["ok"] else first[9:]

    def until(self, expected, seconds=15):
        """Waits until `status --json` has those members."""
        told = {}

        def so():
            told.clear()
            told.update(self.lab.status())
            return told and all(told.get(name) == value for name, value in expected.items())

        wait(so, seconds, lambda: f"{expected} in {json.dumps(told, ensure_ascii=False)}")
        return told


def edit(path, change):
    status = json.loads(path.read_text())
    change(status)
    temporary = path.with_name("edited")
    temporary.write_text(json.dumps(status))
    temporary.rename(path)


def life(stand):
    """Nobody, starting, showing, hanging, gone, and another process with its number."""
    lab = stand.lab
    record = lab.store / "play-status.json"
    lab.store.mkdir()
    told = stand.until({"play": "never", "glass": None, "fetch_runs": None, "name": "lab"})
    need(told["sources"][0]["last_success"] is None, f"nothing was asked: {told}")
    need("screen   lab\n" in stand.text() and "not asked yet" in stand.text(), stand.text())
    need("nobody plays from" in stand.judged("play"), "nobody plays")
    stand.publish("one", "two")
    player = stand.play()
    stand.until({"play": "shows", "fetch_runs": True, "store_error": None})
    wait(lambda: lab.glass().get("item"), 15, "an item on the glass")
    stand.judged(None)
    log = wait(lambda: "info: edition" in player.log.read_text() and player.log.read_text(), 10,
               "a line of the log")
    need(all(" lab " in line for line in log.splitlines()), f"every line names the screen: {log}")
    whole = record.read_bytes()
    edit(record, lambda status: status.update(due_mono_ms=status["due_mono_ms"] - 700_000))
    stand.until({"play": "hangs"})
    need("play hangs" in stand.text() and "of source news" in stand.text(), stand.text())
    need("should have gone on" in stand.judged("play"), stand.judged("play"))
    edit(record, lambda status: status.update(kind="", item="", since_ms=0))
    stand.until({"play": "starts", "glass": None})
    stand.judged(None)
    edit(record, lambda status: status.update(written_ms=status["written_ms"] - 300_000))
    need("shows nothing yet" in stand.judged("play"), stand.judged("play"))
    # The number alone is not it: a process of another boot, or one that came later.
    edit(record, lambda status: status.update(kind="notice", birth="another-boot/1"))
    stand.until({"play": "ended", "glass": None})
    record.write_bytes(b"{")
    told = stand.until({"play": "unknown", "glass": None})
    need("not known" in stand.text(), stand.text())
    record.write_bytes(whole)
    stand.until({"play": "shows"})
    fetch = player.fetch_pid()
    os.kill(fetch, signal.SIGSTOP)
    edit(lab.store / "fetch-status.json", lambda status: status.update(
        written_ms=status["written_ms"] - 900_000, written_mono_ms=status["written_mono_ms"] - 900_000,
        sources=[{**source, "next_try_ms": source["next_try_ms"] - 900_000}
                 for source in status["sources"]]))
    told = stand.until({"fetch_runs": True})
    need("wrote nothing here for 15 min" in (told["store_error"] or ""), f"{told}")
    need("wrote nothing here" in stand.judged("store"), "a fetch that stands still")
    # What it noted is old, and it has not only begun: no answer for longer than three polls.
    whole = (lab.store / "fetch-status.json").read_bytes()
    edit(lab.store / "fetch-status.json", lambda status: status.update(
        written_ms=status["written_ms"] + 900_000,
        written_mono_ms=status["written_mono_ms"] + 900_000,
        started_ms=status["started_ms"] - 3_600_000,
        sources=[{**source, "last_success_ms": source["last_success_ms"] - 600_000,
                  "last_error": "answers 500", "last_error_ms": source["last_success_ms"]}
                 for source in status["sources"]]))
    line = stand.judged("source")
    need("source news has not answered for" in line and "answers 500" in line, line)
    # A source that is new in the config, of which the fetch has not heard.
    config = lab.config.read_text()
    lab.config.write_text(config + f"[source dorm]\nurl = file://{stand.feed}\n")
    (lab.store / "fetch-status.json").write_bytes(whole)
    need(any(problem["source"] == "dorm" and "reload" in problem["text"]
             for problem in lab.status()["problems"]), f"{lab.status()['problems']}")
    lab.config.write_text(config)
    os.kill(fetch, signal.SIGCONT)
    stand.until({"store_error": None}, 25)
    player.send(signal.SIGKILL)
    player.process.wait()
    told = stand.until({"play": "ended", "glass": None, "fetch_runs": False})
    need(told["sources"][0]["next_try"] is None, f"nobody asks next: {told}")
    need("play has ended; last was notice" in stand.text(), stand.text())
    need("play has ended: start lobbycard-play (and 1 more)" in stand.judged("play"), stand.judged("play"))


def config_broken(stand):
    """A config that is refused while play runs hides nothing, and ends no fetch for good."""
    lab = stand.lab
    stand.publish("before")
    player = stand.play()
    lab.wait_item("before", 15)
    stand.wait_told("news")
    good = lab.config.read_text()
    lab.config.write_text(good.replace("[theme]", "[screen name]\n[theme]\nnmae = paper"))
    done = lab.run("--config", lab.config, "status", "--json")
    told = json.loads(done.stdout)
    need(done.returncode == 3, f"the config is refused: {done.returncode}")
    need([problem["code"] for problem in told["problems"]] == ["config"], f"{told['problems']}")
    need("no such section" in told["config_error"] and told["play"] == "shows" and
         told["glass"]["item"] == "before" and told["name"] == "lab" and
         told["sources"][0]["name"] == "news" and told["sources"][0]["last_success"],
         f"a broken config hides what is so: {told}")
    fetch = wait(player.fetch_pid, 5, "the fetch child")
    os.kill(fetch, signal.SIGKILL)
    wait(lambda: player.fetch_pid() not in (None, fetch), 20, "another fetch, by the good config")
    stand.publish("after")
    lab.wait_item("after", 25)
    player.send(signal.SIGHUP)
    wait(lambda: "the config stays as it was" in player.log.read_text(), 10, "the refusal")
    lab.config.write_text(good.replace("name = lab", "name = east-door"))
    told = stand.until({"config_error": None, "config_changed": True, "name": "east-door"})
    need("another one than play goes by" in stand.text(), stand.text())
    stand.judged("config_changed")
    player.send(signal.SIGHUP)
    stand.until({"config_changed": False, "play": "shows", "fetch_runs": True})
    wait(lambda: " east-door info" in player.log.read_text(), 10, "the new name in the log")
    player.stop()


def clock_jumps(stand):
    """Forth by a day and back by two hours: what is told to be so long ago is so long ago."""
    lab = stand.lab
    library, offset = lab.folder / "clock_shim.so", lab.folder / "offset"
    subprocess.run([tool("gcc"), "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", library, SHIM],
                   check=True)
    offset.write_text("0")
    lab.environment.update(LD_PRELOAD=str(library), CLOCK_SHIM_FILE=str(offset))
    stand.publish("steady")
    player = stand.play()
    lab.wait_item("steady", 15)
    stand.wait_told("news")
    for jump in (86_400, -7_200):
        offset.write_text(str(jump))
        for _ in range(2):  # before fetch writes by the new clock, and when it has
            stand.until({"play": "shows", "store_error": None, "fetch_runs": True})
            told = wait(stand.answered, 10, "an answer in `status`")  # none yet of a fetch that begins anew
            need(told["sources"][0]["age_s"] < 60, f"after {jump} s: {told}")
            lines = [line for line in stand.text().splitlines()
                     if line.startswith(("glass", "source"))]
            need(not any("h ago" in line or "put back" in line for line in lines), f"{lines}")
            written = (lab.store / "fetch-status.json").stat().st_mtime_ns
            os.kill(player.fetch_pid(), signal.SIGHUP)  # the next poll is now
            wait(lambda: (lab.store / "fetch-status.json").stat().st_mtime_ns != written, 25,
                 "what fetch says next")
    player.stop()
    del lab.environment["LD_PRELOAD"]


class Mounts:
    def __init__(self, lab):
        self.store = lab.store
        lab.stack.callback(self.unmount_all)

    def run(self, *command):
        subprocess.run(command, check=True)

    def small(self):
        self.store.mkdir(exist_ok=True)
        self.run(tool("mount"), "-t", "tmpfs", "-o", "size=8m,nr_inodes=60", "none", self.store)

    def read_only(self):
        self.run(tool("mount"), "-o", "remount,ro", self.store)

    def writable(self):
        self.run(tool("mount"), "-o", "remount,rw", self.store)

    def unmount_all(self):
        while os.path.ismount(self.store):
            self.run(tool("umount"), "--lazy", self.store)


def read_only(stand, mounts):
    """A store that takes nothing: what play shows is told from elsewhere, or is not known."""
    lab = stand.lab
    mounts.small()
    stand.publish("kept")
    player = stand.play()
    lab.wait_item("kept", 15)
    player.stop()
    mounts.read_only()
    stand.until({"play": "unknown", "glass": None, "fetch_runs": None})
    need("play has ended" not in stand.text(), stand.text())
    player = stand.play()
    told = stand.until({"play": "shows"})
    need(told["glass"]["item"] == "kept" and "read-only" in told["store_error"], f"{told}")
    need("read-only" in stand.judged("store"), stand.judged("store"))
    # whoever asks from another session
    elsewhere = lab.environment.pop("XDG_RUNTIME_DIR")
    told = stand.until({"play": "unknown", "glass": None})
    need("not known" in stand.text(), stand.text())
    lab.environment["XDG_RUNTIME_DIR"] = elsewhere
    for number in (signal.SIGKILL, signal.SIGTERM):
        player.stop(number)
        stand.until({"play": "ended"})
        text = stand.text()
        need("play has ended" in text and "kept" in text, text)
        player = stand.play()
        stand.until({"play": "shows"})
    mounts.writable()
    stand.publish("again")
    lab.wait_item("again", 30)
    need(not list(stand.runtime.glob("lobbycard-*play-status*")), "what was elsewhere goes")
    player.stop()


def inodes(stand, mounts):
    """No file more, and yet room: that is not a full disk."""
    lab = stand.lab
    stand.publish("kept")
    player = stand.play()
    lab.wait_item("kept", 15)
    fillers = []
    try:
        for number in range(100):
            path = lab.store / f"filler{number}"
            path.touch()
            fillers.append(path)
    except OSError:
        pass
    need(fillers and len(fillers) < 100, f"the inodes were not used up: {len(fillers)}")
    stand.publish("more")
    told = wait(lambda: "inodes" in (lab.status().get("store_error") or "") and lab.status(), 20,
                lambda: f"the inodes in {lab.status()}")
    need("full" not in json.dumps(told), f"the disk is not full: {told}")
    wait(lambda: "no inodes left" in player.log.read_text(), 25, "the inodes in the log")
    need("disk is full" not in player.log.read_text(), player.log.read_text())
    for path in fillers:
        path.unlink()
    lab.wait_item("more", 60)
    stand.until({"store_error": None}, 30)
    player.stop()


def others(stand):
    """A store that may not be read, one that is no folder, an edition set aside, the night."""
    lab = stand.lab
    stand.publish("first")
    stand.fetch_once()
    stand.publish("second")
    stand.fetch_once()
    edition = lab.status()["edition"]["id"]
    boot = pathlib.Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    (lab.store / "play-trials").write_text(f"lobbycard-trials 1 {boot}\n{edition} 3 0\n")
    player = stand.play("--no-fetch")
    lab.wait_item("first", 15)
    told = stand.until({"set_aside": [edition], "play": "shows", "fetch_runs": False})
    need(told["glass"]["edition"] != edition, f"{told}")
    need("not on the glass: another one is" in stand.text(), stand.text())
    need("set aside" in stand.judged("set_aside"), stand.judged("set_aside"))
    told = lab.run("--config", lab.config, "programme").stdout
    need("first" in told and "second" not in told, f"programme tells what play shows: {told}")
    player.stop()
    (lab.store / "play-trials").unlink()
    stand.configure("")
    lab.config.write_text(lab.config.read_text().replace(
        "[screen]\n", "[screen]\noff = Mon-Sun 00:00-24:00\n"))
    player = stand.play("--no-fetch")
    told = stand.until({"play": "shows"})
    need(told["glass"]["kind"] == "off" and "the screen sleeps" in stand.text(), stand.text())
    stand.judged(None)  # asleep, and what a timer fetches is fresh
    fetch = subprocess.Popen([PROGRAM, "--config", lab.config, "fetch"], env=lab.environment,
                             stderr=subprocess.DEVNULL, cwd=lab.folder)
    stand.until({"fetch_runs": True})
    stand.judged(None)
    fetch.kill()
    fetch.wait()
    need("fetch does not run" in stand.judged("fetch"), stand.judged("fetch"))
    player.stop()
    copy = lab.store / "head.copy"
    data = copy.read_bytes()
    copy.write_bytes(b"rotten")
    need("head.copy" in stand.text(), stand.text())
    later = threading.Timer(0.3, copy.write_bytes, [data])  # as a commit does, behind the first
    later.start()
    need("head.copy" not in stand.text(), stand.text())
    later.join()
    for name in ("head", "head.copy"):
        (lab.store / name).write_bytes(b"rotten")
    told = stand.until({"edition": None})
    need("damaged" in told["store_error"] and "none yet" not in stand.text(), stand.text())
    lab.store.rename(lab.folder / "away")
    # On standard output, where a monitor looks, and in JSON as well.
    need(stand.judged("store").startswith(f"no store in {lab.store}: "), stand.judged("store"))
    config = lab.config.read_text()
    lab.config.write_text(config + "colour = red\n")
    done = lab.run("--config", lab.config, "status")
    need(done.returncode == 3 and done.stdout.startswith("wrong    the config is refused: "), done.stdout)
    lab.config.write_text(config)
    (lab.folder / "away").rename(lab.store)
    lab.store.chmod(0)
    if os.geteuid():
        need("Permission denied" in stand.judged("store"), stand.judged("store"))
    lab.store.chmod(0o755)


def watch(stand, theme):
    """[(item, the pictures seen while it was named)] of a quick clock, one after the other."""
    lab, record = stand.lab, stand.lab.store / "play-status.json"
    lab.write_config({"news": f"file://{stand.feed}"}, theme=theme,
                     programme={"order": "notice", "dwell_min": "60s", "dwell_max": "60s"})
    stand.fetch_once()
    player = stand.play("--no-fetch", "--clock", "2026-11-23T10:00:10+08:00,x300")
    wait(lambda: lab.glass(), 10, "a slide")
    seen, end = [], time.monotonic() + 4
    while time.monotonic() < end:
        before = record.read_bytes()
        picture = lab.display.grab().middle()
        if before == record.read_bytes():
            told = json.loads(before)
            if not seen or seen[-1][0] != (told["item"], told["since_ms"]):
                seen.append(((told["item"], told["since_ms"]), []))
            seen[-1][1].append(picture)
        time.sleep(0.004)
    player.stop()
    return [(item, pictures) for (item, _), pictures in seen]


def quickened(stand):
    """By a quick clock, with fades that would last longer than a turn: each slide that is named is
    on the glass then, all of it."""
    names = [f"n{number}" for number in range(5)]
    stand.publish(*names)
    whole = {}
    for item, pictures in watch(stand, {"transition": "cut"}):
        # the next one may be there a moment before it is told
        whole[item] = max(set(pictures), key=pictures.count)
    need(set(whole) == set(names) and len(set(whole.values())) == len(names),
         f"each slide is named, with a picture of its own: {sorted(whole)}")
    turns = [(item, pictures) for item, pictures in
             watch(stand, {"transition": "fade", "transition_time": "900ms"}) if len(pictures) > 4]
    stood = [whole[item] in pictures for item, pictures in turns]
    need(len(turns) > 3 and sum(stood) >= 0.8 * len(turns),
         f"{sum(stood)} of {len(turns)} slides were on the glass, whole, when they were named")


def test():
    enter_namespace()
    seen = []
    for step in (life, config_broken, clock_jumps, others, quickened):
        with Lab() as lab:
            step(Stand(lab))
        seen.append(step.__name__)
    if may_mount():
        for step in (read_only, inodes):
            with Lab() as lab:
                stand, mounts = Stand(lab), Mounts(lab)
                if step is inodes:
                    mounts.small()
                step(stand, mounts)
            seen.append(step.__name__)
    return ", ".join(seen) + ("" if may_mount() else "; no mounts here")


main(test)
