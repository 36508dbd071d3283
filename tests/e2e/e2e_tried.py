#!/usr/bin/env python3
"""What is tried out from a clone: each config has a store of its own, nothing of a source that the
config does not name is ever shown, and `script/play` without a display says what came of it."""

import json
import os
import pathlib
import signal
import subprocess

from common import DEMO_FEED, PROGRAM, ROOT, Lab, Player, feed, left_out, main, need, notice, wait

NOBODY = "http://127.0.0.1:9/lobbycard.json"  # the port of discard, where nothing listens
COLLEGE = "云汀职业技术学院"  # the demo's
PRODUCTION = pathlib.Path("/var/lib/lobbycard")


def write(lab, name, url, source="news"):
    path = lab.folder / name
    path.write_text(f"[screen]\nname = lab\n[source {source}]\nurl = {url}\nevery = 10s\n")
    return path


def listed(folder):
    return sorted(map(str, folder.rglob("*"))) if folder.exists() else []


def fails(done, *texts):
    need(done.returncode == 1, f"exit {done.returncode}: {done.stdout}{done.stderr}")
    for text in texts:
        need(text in done.stderr, f"no {text!r} in {done.stderr!r}")


def check_own_stores(lab, good, bad):
    """One for each config, found by every command; root's too is nowhere near a screen's."""
    before = listed(PRODUCTION)
    lab.environment.pop("XDG_STATE_HOME")
    for config, status in ((good, 0), (bad, 1), (None, 0)):
        named = ["--config", config] if config else []
        need(lab.run(*named, "fetch", "--once").returncode == status, f"fetch by {config}")
        told = lab.run(*named, "status")
        need(told.returncode in (0, 1) and "none yet" in told.stdout or status == 0, told.stdout)
        need("no store" not in told.stderr, told.stderr)
    done = lab.run("--config", good, "render", "--size", "320x240")
    need(done.returncode == 0, done.stderr)
    fails(lab.run("--config", bad, "render"), "no edition yet")
    # Before the other name was found, `good` was another one.
    moved = lab.folder / "elsewhere"
    moved.mkdir()
    fails(lab.run("--config", write(lab, "elsewhere/good.ini", NOBODY), "render"), "no edition yet")
    need(listed(PRODUCTION) == before, "something was tried out in /var/lib")
    stores = [path.name for path in (lab.folder / ".local/state/lobbycard/tried").iterdir()]
    need(len(stores) == 3, f"the stores are {stores}")


def shows_nothing_of_it(lab, *named):
    """No command says a word of what is in the store."""
    for command in (["render", "--size", "320x240"], ["programme"]):
        done = lab.run(*named, *command)
        fails(done, "source demo", "does not name")
        need(COLLEGE not in done.stdout, f"{command} shows it")
    done = lab.run(*named, "status", "--json")
    need(COLLEGE not in done.stdout, "status shows it")
    need("does not name its source demo" in done.stdout, f"status: {done.stdout}")


def check_foreign_store(lab, bad):
    """Another config filled it, and that it is named does not make it ours."""
    need(lab.run("--store", lab.store, "fetch", "--once").returncode == 0, "fetch of the demo")
    need(lab.run("--store", lab.store, "render", "--size", "320x240").returncode == 0,
         "a store that is named alone is anybody's")
    named = ["--config", bad, "--store", lab.store]
    shows_nothing_of_it(lab, *named)
    need(lab.run(*named, "fetch", "--once").returncode == 1, "fetch of nothing")
    shows_nothing_of_it(lab, *named)


def check_player(lab, bad, good):
    """Its built-in slide stands until there is something of ours, and again when there is not."""
    def glass():
        done = lab.run("--config", current, "--store", lab.store, "status", "--json")
        return json.loads(done.stdout).get("glass") or {}

    current = lab.folder / "current.ini"
    current.write_text(bad.read_text())
    lab.open_display()

    player = Player(lab, ["--config", current, "--store", lab.store, "play", "--windowed"])
    wait(lambda: glass().get("kind"), 20, lambda: f"a slide: {glass()}")
    need(not glass().get("source"), f"on the glass: {glass()}")
    current.write_text(good.read_text())
    player.send(signal.SIGHUP)
    wait(lambda: glass().get("source") == "news", 20, lambda: f"news: {glass()}")
    current.write_text(write(lab, "third.ini", NOBODY, "library").read_text())
    player.send(signal.SIGHUP)
    wait(lambda: glass().get("kind") and not glass().get("source"), 20,
         lambda: f"nothing of a section that is gone: {glass()}")
    player.stop()


def pictures(lab):
    return sorted(path.name for path in (lab.folder / "out").glob("*.png"))


def play(lab, status, last, *arguments):
    done = subprocess.run([ROOT / "script/play", *arguments], env=lab.environment, cwd=lab.folder,
                          capture_output=True, encoding="utf-8", timeout=300, check=False)
    stream = done.stderr if status else done.stdout
    lines = stream.splitlines() or [""]
    need(done.returncode == status, f"script/play {arguments}: exit {done.returncode}, not "
                                    f"{status}: {done.stdout}{done.stderr}")
    need(last in lines[-1], f"script/play {arguments}: the last line is {lines[-1]!r}")
    return done


def check_script(lab, good, bad):
    play(lab, 0, "every slide is a PNG in")
    need(len(pictures(lab)) > 6, f"{pictures(lab)}")
    told = lab.run("status").stdout
    need("source   demo: answered" in told, f"status after a run: {told}")
    play(lab, 1, "nothing to show: source news: 127.0.0.1 does not take", "--config", bad)
    need(pictures(lab) == [], f"of the run before there is {pictures(lab)}")
    told = lab.run("--config", bad, "status")
    need("127.0.0.1 does not take connections" in told.stdout, f"status: {told}")
    play(lab, 0, "every slide is a PNG in", f"--config={good}")
    need(pictures(lab), "no pictures")
    kept = good.read_text()
    good.write_text(kept.replace(str(lab.folder / "own.json"), "/nowhere.json"))
    play(lab, 1, "was there before; not fetched now: source news: ", "--config", good)
    need(pictures(lab), "what was there before is gone")
    good.write_text(kept + "colour = red\n")
    done = play(lab, 3, "the reason is above", "--windowed", "--config", good)
    need(done.stderr.count("colour") == 1, f"a config error is said twice: {done.stderr}")
    good.write_text(kept)


def check_mistyped(lab, good):
    """What `play` does not know is no reason to play the demo instead, and takes nothing away."""
    kept = pictures(lab)
    for words in (["my.ini"], ["--confg", good], ["--windowd"], ["--for"], ["--config", good, "--for", "soon"],
                  ["--config"], ["--store"]):
        done = play(lab, 2, "script/play: ", *words)
        need("every slide" not in done.stdout and "fetch" not in done.stderr, f"{words}: {done.stdout}{done.stderr}")
    need("usage: script/play" in play(lab, 0, "usage: script/play", "--help").stdout, "--help")
    need(pictures(lab) == kept, "a mistyped run touched out/")


def check_nothing_to_show(lab):
    empty = lab.folder / "empty.json"
    empty.write_text('{"lobbycard": 1}')
    play(lab, 0, "the built-in slide alone", "--config", write(lab, "empty.ini", empty.as_uri()))


def check_interrupted(lab):
    """Ctrl-C while it renders."""
    for path in (lab.folder / "out").glob("*.png"):
        path.unlink()
    player = subprocess.Popen([ROOT / "script/play"], env=lab.environment, cwd=lab.folder, start_new_session=True,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8",
                              preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    wait(lambda: len(pictures(lab)) in (1, 2, 3), 120, "the first slides")
    os.killpg(player.pid, signal.SIGINT)
    said = player.communicate(timeout=30)[1]
    need(player.returncode == 130 and "script/play: interrupted" in said, f"{player.returncode}: {said}")


def check_tree_of_another(lab):
    """Whoever may not write there plays what was built."""
    if os.geteuid():
        left_out("root alone can be somebody else")
        return
    desk = lab.folder / "desk"
    desk.mkdir()
    os.chown(desk, 65534, 65534)
    lab.folder.chmod(0o755)
    done = subprocess.run(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", ROOT / "script/play"],
                          env={**lab.environment, "HOME": str(desk)}, cwd=desk, capture_output=True,
                          encoding="utf-8", timeout=120, check=False)
    need(done.returncode == 0 and list((desk / "out").glob("*.png")),
         f"another user: exit {done.returncode}: {done.stdout}{done.stderr}")


def test():
    with Lab() as lab:
        own = lab.folder / "own.json"
        own.write_bytes(feed(1, notice("ours")))
        good, bad = write(lab, "good.ini", own.as_uri()), write(lab, "bad.ini", NOBODY)
        bad.write_text(bad.read_text() + "allow_http = yes\n")
        need(COLLEGE in DEMO_FEED.read_text(encoding="utf-8"), "the demo is another college")
        check_foreign_store(lab, bad)
        check_player(lab, bad, good)
        check_own_stores(lab, good, bad)
        lab.environment.pop("DISPLAY")
        if PROGRAM.parent != ROOT / "build/release":
            left_out("script/play builds build/release")
        elif any(os.access(card, os.R_OK | os.W_OK) for card in pathlib.Path("/dev/dri").glob("card*")):
            left_out("script/play has a display here")
        else:
            check_script(lab, good, bad)
            check_mistyped(lab, good)
            check_nothing_to_show(lab)
            check_interrupted(lab)
            check_tree_of_another(lab)
        return "each config has its store, and nothing is shown that it does not name"


main(test)
