#!/usr/bin/env python3
"""The command line's contract: exit statuses, one-line errors, signals, the shape of status."""

import json
import os
import pathlib
import re
import signal
import subprocess
import time

from common import DEMO_FEED, PROGRAM, ROOT, Lab, feed, left_out, main, need, notice, wait, within

DONE, FAILED, USAGE, CONFIG = range(4)


def expect(lab, arguments, status, stderr=(), stdout=()):
    """stderr: texts that its one line holds; none: it says nothing at all."""
    done = lab.run(*arguments)
    said = f"lobbycard {' '.join(map(str, arguments))}: "
    need(done.returncode == status, f"{said}exit {done.returncode}, not {status}: "
                                    f"{(done.stderr or done.stdout).strip()[:300]}")
    if status == USAGE and arguments:
        need("(see lobbycard --help)" in done.stderr and
             done.stderr.count("--clock:") < 2, f"{said}{done.stderr}")
    if stderr is not None:
        need(all(line.startswith("lobbycard: ") for line in done.stderr.splitlines()),
             f"{said}who says so? {done.stderr}")
        lines = done.stderr.splitlines()
        need(len(lines) == bool(stderr), f"{said}{len(lines)} lines on stderr: {lines[:3]}")
        for text in stderr:
            need(text in done.stderr, f"{said}no {text!r} in {done.stderr!r}")
    for text in stdout:
        need(text in done.stdout, f"{said}no {text!r} in {done.stdout[:200]!r}")
    return done


GENERAL = {"config", "store", "verbose", "help", "version"}
OPTIONS = {"play": ["--windowed", "--clock"], "fetch": ["--once"], "render": ["--feed", "--screen", "--theme", "--slides", "--out", "--lang"],
           "check": ["--against", "--lang", "--json"], "status": ["--json", "--lang"],
           "programme": ["--screen", "--for", "--lang"], "approve": ["--source", "--lang"],
           "adapt": ["--format", "--map", "--suggest"], "theme": ["--from", "--on", "--lang"],
           "desk": ["--listen", "--data", "--role"]}


def check_manual(lab):
    """The man page has every command, and every option that its --help prints."""
    manual = (ROOT / "docs/lobbycard.1").read_text(encoding="utf-8")
    for command in OPTIONS:
        need(f"\n.Cm {command}\n" in manual, f"docs/lobbycard.1: no .Cm {command} in the synopsis")
        section = re.search(rf"\n\.Ss {command}\n(.*?)(?=\n\.S[sh] )", manual, re.S)
        need(section, f"docs/lobbycard.1: no .Ss {command}")
        for option in re.findall(r"^  --([a-z-]+)", lab.run(command, "--help").stdout, re.M):
            need(option in GENERAL or f".It Fl -{option}" in section[1],
                 f"docs/lobbycard.1: .Ss {command} has no .It Fl -{option}")
    listed = lab.run("--help").stdout.split("`lobbycard COMMAND")[0]
    apart = set(re.findall(r"^  ([a-z]+) ", listed, re.M)) ^ set(OPTIONS)
    need(not apart, f"either --help or OPTIONS of this test has no {', '.join(sorted(apart))}")
    for name in ("README.md", "README.zh-CN.md"):
        readme = (ROOT / name).read_text(encoding="utf-8")
        for command in OPTIONS:
            need(f"\n| `lobbycard {command}" in readme, f"{name}: no row of {command} in the table of commands")


def check_usage(lab):
    commands = tuple(OPTIONS)
    expect(lab, ["--help"], DONE, stdout=commands)
    expect(lab, ["--version"], DONE, stdout=["0."])
    for command in commands:
        expect(lab, [command, "--help"], DONE, stdout=[f"lobbycard [OPTION]... {command} "])
        expect(lab, [command, "--bogus"], USAGE, ["--bogus"])
    for command, options in OPTIONS.items():
        expect(lab, [command, "--help"], DONE, stdout=[f"  {name} " for name in options])
    expect(lab, [], USAGE, stderr=None)
    expect(lab, ["dance"], USAGE, ["dance"])
    expect(lab, ["--config"], USAGE, ["--config"])
    expect(lab, ["render", "--size", "12by7"], USAGE, ["12by7"])
    expect(lab, ["render", "--size", "0x0"], USAGE, ["0x0"])
    expect(lab, ["render", "--size", "16385x720"], USAGE, ["16385x720"])
    expect(lab, ["render", "--size", "720x16385"], USAGE, ["720x16385"])
    expect(lab, ["render", "--at", "soon"], USAGE, ["soon"])
    expect(lab, ["play", "--for", "-3"], USAGE, ["-3"])
    expect(lab, ["play", "--for", "0"], USAGE, ["--for: 0"])
    expect(lab, ["play", "--windowed=huge"], USAGE, ["huge"])
    expect(lab, ["play", "--clock", "nonsense"], USAGE, ['"nonsense"'])
    expect(lab, ["play", "--clock", "2026-11-23T10:00:00+08:00,x0"], USAGE, ["x0"])
    expect(lab, ["check", "--lang", "tlh", DEMO_FEED], USAGE, ["tlh"])
    expect(lab, ["check", "--screen"], USAGE, ["--screen"])
    expect(lab, ["programme", "--for", "x"], USAGE, ["--for: x"])
    expect(lab, ["programme", "--screen", "a", "--screen", "b"], USAGE, ["--screen", "only"])
    for command in ("check", "render", "programme"):
        for tags in ("lobby!", "!lobby", "lobby,a b;c", "九".ljust(41, "九"), ","):
            expect(lab, [command, "--screen", tags], USAGE, ["--screen", tags, "letters, digits, - and _"])
    # What a Chinese keyboard types between them counts as in a config.
    done = lab.run("programme", "--screen", "大厅，lobby、宿舍", "--for", "1m", "--feed", DEMO_FEED)
    need(done.returncode == 0 and '"宿舍"' in done.stderr, f"--screen 大厅，lobby、宿舍: {done}")
    expect(lab, ["programme", "b"], USAGE, ["programme", "b"])
    expect(lab, ["render", "--size", "640x360", "--size", "360x640"], USAGE, ["--size", "only"])
    expect(lab, ["status", "--lang", "tlh"], USAGE, ["tlh"])
    expect(lab, ["programme", "--lang", "tlh"], USAGE, ["tlh"])
    expect(lab, ["render", "--lang", "tlh"], USAGE, ["tlh"])
    expect(lab, ["approve"], USAGE, ["SERIAL"])
    expect(lab, ["approve", "1", "ab", "cd"], USAGE, ["cd"])
    expect(lab, ["--once", "fetch"], USAGE, ["--once"])
    data = ["--data", lab.folder / "desk"]
    words = {"add": "NAME --role ROLE", "password": "NAME", "remove": "NAME", "list": "", "audit": "", "backup": "FILE", "import": "FEED"}
    expect(lab, ["desk", "--help"], DONE, stdout=[f"  desk {word} {usage}".rstrip() for word, usage in words.items()])
    for word, usage in words.items():
        expect(lab, ["desk", word, "--help"], DONE, stdout=[f"usage: lobbycard [OPTION]... desk {word} {usage}".rstrip()])
    need(len({expect(lab, ["desk", word, "--help"], DONE).stdout for word in words}) == len(words), "words of desk with one help")
    for slides in ("0-3", "3", "3-2", "a-b", "1-2-3", "-1-2", "1-2 "):
        expect(lab, ["render", f"--slides={slides}"], USAGE, [f"--slides: {slides}", "FIRST-LAST"])
    expect(lab, ["render", "--theme", "no-such", "--feed", DEMO_FEED], FAILED, stderr=None)
    expect(lab, ["desk", "dance", *data], USAGE, ["dance", "add", "backup"])
    expect(lab, ["desk", "add", *data, "--role", "editor"], USAGE, ["add", "NAME"])
    expect(lab, ["desk", "add", "zhang", *data], USAGE, ["--role"])
    expect(lab, ["desk", "add", "zhang", *data, "--role", "king"], USAGE, ["--role", "publisher"])
    expect(lab, ["desk", "add", "a b", *data, "--role", "editor"], USAGE, ["a b", "letters"])
    expect(lab, ["desk", "add", "zhang", *data, "--role", "editor"], FAILED, ["no password"])
    expect(lab, ["desk", "list", "zhang", *data], USAGE, ["zhang"])
    expect(lab, ["desk", "list", *data, "--role", "editor"], USAGE, ["--role"])
    expect(lab, ["desk", "remove", "zhang", *data], FAILED, ["zhang"])
    expect(lab, ["desk", "--data", "desk"], USAGE, ["--data", "absolute"])
    expect(lab, ["desk", *data, "--listen", "8480"], USAGE, ["--listen", "8480"])
    expect(lab, ["desk", *data, "--listen", "0.0.0.0:8480"], USAGE, ["--listen", "tls_cert"])


BAD_CONFIGS = [  # text, line of the error, what its message holds
    ("[screen]\nname = a\ncolour = red\n", 3, ["colour"]),
    ("[fridge]\ndoor = open\n", 1, ["fridge"]),
    ("\n[source a]\nurl = https://example.org/f.json\nevery = 3 fortnights\n", 4,
     ["every", "3 fortnights"]),
    ("[source a]\nurl = https://example.org/f.json\nevery = 1s\n", 3, ["every", "1s", "10s"]),
    ("[source a]\nurl = http://example.org/f.json\n", 2, ["url", "allow_http"]),
    ("[source a]\nurl = gopher://example.org/\n", 2, ["url", "gopher"]),
    ("[programme]\norder = welcome, juggling\n", 2, ["order", "juggling"]),
    ("[theme]\ntransition = explode\n", 2, ["transition", "explode", "fade"]),
    ("[screen\nname = a\n", 1, []),
]


def check_config(lab):
    path = lab.folder / "bad.ini"
    for text, line, words in BAD_CONFIGS:
        path.write_text(text)
        for command in ("play", "fetch", "status"):
            expect(lab, ["--config", path, command], CONFIG, [f"{path}:{line}:", *words])
    missing = lab.folder / "missing.ini"
    expect(lab, ["--config", missing, "status"], CONFIG, [str(missing)])


def check_config_in_chinese(lab):
    """What is wrong with a config is said in the locale's language, by every command that reads
    one; the journal and JSON get English, and --lang is obeyed."""
    path, han = lab.folder / "坏.ini", re.compile(r"[\u4e00-\u9fff]")
    chinese = lab.environment | {"LANG": "zh_CN.UTF-8"}

    def run(*arguments, stderr=subprocess.PIPE, environment=chinese):
        done = subprocess.run([PROGRAM, "--config", path, *arguments], env=environment, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=stderr, timeout=20)
        need(done.returncode == CONFIG, f"{arguments}: {done}")
        return (done.stderr or "") + done.stdout

    for text, line, words in BAD_CONFIGS:
        path.write_text(text)
        for command in (["play"], ["fetch"], ["check", DEMO_FEED], ["render"], ["programme"],
                        ["approve", "1"], ["adapt", DEMO_FEED], ["status"]):
            said = run(*command)
            need(all(word in said for word in (f"坏.ini:{line}", *words)), f"{command}: {said}")
            need(han.search(said.replace("坏.ini", "")), f"{command} in English: {said}")
        for command in (["status", "--json"], ["approve", "--lang", "en", "1"], ["check", "--lang", "en"]):
            said = run(*command).replace("坏.ini", "")
            need(not han.search(said), f"{command}: {said}")
    for words in (["chek"], ["approve"], ["check", "--size", "3"], ["--once", "fetch"], ["status", "x"], []):
        done = subprocess.run([PROGRAM, *words], env=chinese, stdin=subprocess.DEVNULL, text=True,
                              capture_output=True, timeout=20, check=False)
        need(done.returncode == USAGE and han.search(done.stderr) and "lobbycard --help" in done.stderr,
             f"wrong usage, in Chinese: {words}: {done}")
    need(han.search(subprocess.run([PROGRAM, "--help"], env=chinese, capture_output=True, text=True,
                                   timeout=20, check=False).stdout), "--help in Chinese")
    with open(lab.folder / "journal", "w+") as stderr:
        stat = os.fstat(stderr.fileno())
        run("fetch", "--once", stderr=stderr,
            environment=chinese | {"JOURNAL_STREAM": f"{stat.st_dev}:{stat.st_ino}"})
        stderr.seek(0)
        said = stderr.read().replace("坏.ini", "")
        need(said and not han.search(said), f"the journal: {said}")


def check_no_store(lab):
    """A mistyped --store is no empty store."""
    for arguments in ([], ["--json"]):
        expect(lab, ["--store", lab.folder / "not" / "there", "status", *arguments], FAILED,
               (), ["no store in ", "not/there", "No such file"])
    file = lab.folder / "file"
    file.write_text("")
    expect(lab, ["--store", file, "status"], FAILED, (), ["no store in ", "not a folder"])
    empty = lab.folder / "empty"
    empty.mkdir()
    done = lab.run("--store", empty, "status")
    need(done.returncode == FAILED and "none yet" in done.stdout and
         done.stdout.startswith("wrong    nobody plays from ") and not done.stderr,
         f"an empty store: {done}")


def check_closed_streams(lab):
    """No file takes the place of a stream that whoever started us had closed."""
    lab.write_config({"gone": f"file://{lab.folder}/gone.json"})

    def run(closed, *arguments):
        return subprocess.run([PROGRAM, "--config", lab.config, *arguments], env=lab.environment,
                              preexec_fn=lambda: [os.close(fd) for fd in closed],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=30)

    need(run([0, 1, 2], "fetch", "--once").returncode == FAILED, "fetch of nothing")
    lock = (lab.store / "lock").read_bytes()
    need(lock == b"", f"the log went into the store's lock: {lock}")
    need(run([1], "status").returncode == FAILED, "status said it to nobody, and that is well")


def check_reload_without_store(lab):
    """A SIGHUP while there is no place for the store is obeyed when there is one."""
    log, place = lab.folder / "waiting.log", lab.folder / "place"
    feeds = [lab.folder / name for name in ("before.json", "after.json")]
    for serial, path in enumerate(feeds, 1):
        path.write_bytes(feed(serial, notice("a")))
    place.write_text("a file in the way")
    store, lab.store = lab.store, place / "store"
    lab.write_config({"news": feeds[0].as_uri()}, every="1h")
    with log.open("wb") as stream:
        fetch = subprocess.Popen([PROGRAM, "--config", lab.config, "fetch"], stderr=stream,
                                 env=lab.environment, stdin=subprocess.DEVNULL)
    try:
        wait(lambda: "Not a directory" in log.read_text(), 5, "the store's trouble in the log")
        lab.write_config({"news": feeds[1].as_uri()}, every="1h")
        place.unlink()
        fetch.send_signal(signal.SIGHUP)
        wait(lambda: lab.source("news").get("serial") == 2, 5, "the feed of the new config")
    finally:
        fetch.terminate()
        fetch.wait(5)
        lab.store = store


def check_check(lab):
    good = lab.folder / "good.json"
    good.write_bytes(feed(1, notice("a")))
    expect(lab, ["check", good], DONE)
    expect(lab, ["check", DEMO_FEED], DONE)
    bad = lab.folder / "bad.json"
    for data, words in (
            (b'{"lobbycard": 1, "items": [', []),
            (b'\xff\xfe\x00', []),
            (b'{"lobbycard": 2}', ["lobbycard"]),
            (b'{"lobbycard": 1, "lobbycard": 1}', ["lobbycard"]),
            (b'{"lobbycard": 1, "items": [{"id": "a", "kind": "notice", "title": [7]}]}',
             ["item 1", "title"])):
        bad.write_bytes(data)
        done = lab.run("check", bad)
        said = done.stdout + done.stderr
        need(done.returncode == FAILED, f"check of {data}: exit {done.returncode}: {said.strip()}")
        for word in ["bad.json", *words]:
            need(word in said, f"check of {data}: no {word!r} in {said!r}")
    need(lab.run("check", lab.folder / "absent.json").returncode == FAILED,
         "check of an absent file")


def check_journal(lab):
    """The journal gets priorities; whoever only inherits its variable gets what people read."""
    command = [PROGRAM, "render", "--feed", lab.folder / "absent.json"]
    for is_journal, head in ((True, "<3>render: "), (False, "lobbycard: render: ")):
        with open(lab.folder / "journal", "w+") as stderr:
            stat = os.fstat(stderr.fileno())
            stream = f"{stat.st_dev}:{stat.st_ino + (not is_journal)}"
            subprocess.run(command, env=lab.environment | {"JOURNAL_STREAM": stream},
                           cwd=lab.folder, stderr=stderr, timeout=10, check=False)
            stderr.seek(0)
            said = stderr.read()
            need(said.startswith(head) and said.count("\n") == 1, f"stderr: {said!r}")


def check_failures(lab):
    blocked = lab.folder / "blocked"
    blocked.write_text("a file where a folder should be\n")
    expect(lab, ["render", "--size", "640x360", "--out", blocked / "out"], FAILED, ["blocked"])
    expect(lab, ["render", "--feed", lab.folder / "absent.json", "--out", lab.folder / "o"],
           FAILED, ["absent.json"])
    lab.write_config({"absent": f"file://{lab.folder}/absent.json"})
    done = lab.run("--config", lab.config, "fetch", "--once")
    need(done.returncode == FAILED, f"fetch --once of an absent file: exit {done.returncode}")


def check_no_display(lab):
    """Playing to nobody would leave the wall black for good: it leaves, to be started again."""
    if pathlib.Path("/dev/dri").exists():
        left_out("a display is here, so that none is missing")
        return
    expect(lab, ["--store", lab.store, "play", "--no-fetch", "--for", "1"], FAILED,
           ["play: display: none"])


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def check_loss(lab, feed_path):
    """The log's reader has left, or the store's folder is moved away: the screen goes on."""
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run([PROGRAM, "--verbose", "--config", lab.config, "play", "--for", "1"],
                          env=lab.environment, cwd=lab.folder, stderr=write_end, timeout=10)
    os.close(write_end)
    need(done.returncode == DONE, f"play with nobody at its log: exit {done.returncode}")

    player = lab.play("--windowed=640x360", "--no-fetch")
    lab.wait_glass()
    away = lab.store.with_name("away")
    lab.store.rename(away)
    before = cpu_seconds(player.pid)
    time.sleep(2)
    spent = cpu_seconds(player.pid) - before
    need(spent < 1, f"{spent:.2f} s of CPU in two seconds without the store's folder")
    need(not lab.display.grab().is_blank(), "a blank screen without the store's folder")
    away.rename(lab.store)
    feed_path.write_bytes(feed(10, notice("four")))
    need(lab.run("--config", lab.config, "fetch", "--once").returncode == DONE, "fetch --once")
    lab.wait_item("four", 70)  # it looks for the folder once a turn
    player.stop()


def check_status(status):
    need(set(status["glass"]) >= {"kind", "source", "item", "page", "since"},
         f"glass has {sorted(status['glass'])}")
    need(set(status["edition"]) >= {"id", "since"}, f"edition has {sorted(status['edition'])}")
    need(len(status["edition"]["id"]) == 64, "an edition's id is not a SHA-256")
    need(status["held"] == [], f"held: {status['held']}")
    need([source["name"] for source in status["sources"]] == ["news"], "sources")
    source = status["sources"][0]
    need(set(source) >= {"name", "serial", "last_success", "last_error", "age_s"},
         f"a source has {sorted(source)}")
    need(source["serial"] == 7, f"serial {source['serial']}")
    need(source["last_error"] is None, f"last_error {source['last_error']!r}")
    need(0 <= source["age_s"] < 60, f"age_s {source['age_s']}")


def check_play(lab):
    display = lab.open_display(640, 360)
    path = lab.folder / "feed.json"
    path.write_bytes(feed(7, notice("one")))
    lab.write_config({"news": path.as_uri()}, programme={"order": "notice"})
    good = lab.config.read_text()
    player = lab.play("--windowed=640x360")
    lab.wait_glass()
    check_status(lab.status())
    need("one" in lab.run("--config", lab.config, "status").stdout, "status names no item")

    lab.config.write_text(good + "[theme]\ntransition = explode\n")
    player.send(signal.SIGHUP)
    wait(lambda: "explode" in player.log.read_text(), 5, "a refusal of the bad config in the log")
    need(player.running(), "play left at a SIGHUP with a bad config")
    path.write_bytes(feed(8, notice("two")))
    lab.config.write_text(good)
    lab.wait_item("two", 12)  # it still polls as the old config says

    other = lab.folder / "other.json"
    other.write_bytes(feed(9, notice("three")))
    lab.config.write_text(good.replace(path.as_uri(), other.as_uri()))
    player.send(signal.SIGHUP)
    lab.wait_item("three", 12)
    need(not display.grab().is_blank(), "a blank screen after SIGHUP")

    left = player.stop(signal.SIGTERM)
    need(player.process.returncode == DONE, f"exit {player.process.returncode} at SIGTERM")
    within(left, 1, "leaving at SIGTERM")
    stats = lab.folder / "stats.json"
    start = time.monotonic()
    player = lab.play("--windowed=640x360", "--for", "2", "--stats", stats)
    need(player.process.wait(10) == DONE, f"exit {player.process.returncode} of play --for 2")
    took = time.monotonic() - start
    need(took > 1.8, f"play --for 2 took {took:.2f} s")
    within(took, 4, "play --for 2")
    json.loads(stats.read_text())
    player = lab.play("--windowed=640x360")
    lab.wait_glass()
    left_int = player.stop(signal.SIGINT)
    need(player.process.returncode == DONE and left_int <= 1, "SIGINT")
    check_loss(lab, other)
    return left


def test():
    with Lab() as lab:
        check_usage(lab)
        check_manual(lab)
        check_config(lab)
        check_config_in_chinese(lab)
        check_no_store(lab)
        check_closed_streams(lab)
        check_reload_without_store(lab)
        check_check(lab)
        check_journal(lab)
        check_failures(lab)
        check_no_display(lab)
        left = check_play(lab)
        return f"exit statuses, one-line errors, reload, status; gone {1000 * left:.0f} ms after SIGTERM"


main(test)
