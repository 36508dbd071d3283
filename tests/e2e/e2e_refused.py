#!/usr/bin/env python3
"""What a config names and nobody can have: where it decides what may be shown it is refused as any other line is, by all who read
it and with one exit status; where it is but a picture or a face the screen goes on without it, and says so."""
import json
import shutil
import signal

from common import ROOT, Lab, feed, main, need, notice, replace_file, wait

# A section, its line, and what is said of it.
REFUSED = (
    ("theme", "name = nix", "no such theme; there are contrast, festival, ink, night, paper, or the path of"),
    ("theme", "by_hour = 22:00-06:00 nix", "no such theme; there are contrast"),
    ("theme", "name = FOLDER/none.ini", "FOLDER/none.ini: No such file"),
    ("theme", "accent = #eeeeee", "would do"),
    ("guard", "deny = gambling, nix", "nix: no such list; there are gambling, lottery, fraud, or the path of"),
    ("guard", "deny = FOLDER/none.txt", "FOLDER/none.txt: No such file"),
    ("guard", "deny = lottery, FOLDER/bad.txt", "bad.txt:1: "),
    ("screen", "calendar = nix", "no such calendar; there are china-2026, or the absolute path of"),
    ("screen", "calendar = FOLDER/none.txt", "FOLDER/none.txt: No such file"),
)


def write(lab, section="theme", line=""):
    """The number of the line."""
    text = lab.plain + ("" if f"[{section}]\n" in lab.plain else f"[{section}]\n")
    text = text.replace(f"[{section}]\n", f"[{section}]\n{line}\n")
    lab.config.write_text(text)
    return text[:text.index(line)].count("\n") + 1


def prepare(lab):
    path = lab.folder / "feed.json"
    replace_file(path, feed(1, notice("n1")))
    lab.write_config({"news": f"file://{path}"}, programme={"order": "notice"})
    lab.plain = lab.config.read_text()
    (lab.folder / "bad.txt").write_text("word: x\n")
    write(lab)
    done = lab.run("--config", lab.config, "fetch", "--once")
    need(done.returncode == 0, done.stderr)


def check_refused(lab, section, line, why):
    line = line.replace("FOLDER", str(lab.folder))
    said = f"{lab.config}:{write(lab, section, line)}: [{section}] {line}: "
    why = why.replace("FOLDER", str(lab.folder))
    done = lab.run("--config", lab.config, "play", "--no-fetch", "--for", "5")
    need(done.returncode == 3 and said in done.stderr and why in done.stderr and done.stderr.count("\n") == 1, f"{line}: {done}")
    done = lab.run("--config", lab.config, "status", "--json")
    need(done.returncode == 3 and done.stdout, f"{line}: {done}")
    told = json.loads(done.stdout)
    need(told["config_error"].startswith(said) and why in told["config_error"] and told["problems"][0]["code"] == "config" and
         told["sources"][0]["last_success"] and told["edition"]["id"] and not told["edition"]["error"], f"{line}: {told}")
    text = lab.run("--config", lab.config, "status", "--lang", "en").stdout
    need(text.startswith(f"wrong    the config is refused: {said}") and f"config   {said}" in text, text)
    for command in (["render", "--out", lab.folder / "no"], ["programme"]) + ((["fetch", "--once"],) if section != "theme" else ()):
        done = lab.run("--config", lab.config, *command)
        need(done.returncode == 3 and said in done.stderr, f"{line}: {command}: {done}")


# What is only to look at: at start the screen goes without.
DRESS = (
    ("mark = /nowhere.svg", "/nowhere.svg: No such file"),
    ("mark = FOLDER/bad.txt", "bad.txt"),
    ("ground_picture = /nowhere.png", "/nowhere.png: No such file"),
    ("title_face = No Such Face", 'no face "No Such Face"'),
    ("title_face = /nowhere.otf", "/nowhere.otf"),
)


def check_dress(lab, line, why):
    line = line.replace("FOLDER", str(lab.folder))
    said = f"{lab.config}:{write(lab, 'theme', line)}: [theme] {line}: "
    player = lab.play("--no-fetch")
    lab.wait_item("n1", 15)
    told = lab.status()
    need(told["play"] == "shows" and said in told["lacks"] and why in told["lacks"] and not told["config_error"] and
         [one["text"] for one in told["problems"] if one["code"] == "lacks"] == [f"the screen goes without: {told['lacks']}"], f"{told}")
    text = lab.run("--config", lab.config, "status", "--lang", "en")
    need(text.returncode == 1 and f"config   {told['lacks']}\n         the screen goes without it\n" in text.stdout, f"{text}")
    log = player.log.read_text()
    need(log.count("goes without it") == 1 and said in log, log)
    player.stop()


def check_reload(lab):
    """What stands is not given up for a picture that is not there; and once it is there, it is shown."""
    mark = lab.folder / "mark.png"
    write(lab)
    player = lab.play("--no-fetch")
    lab.wait_item("n1", 15)
    said = f"{lab.config}:{write(lab, 'theme', f'mark = {mark}')}: [theme] mark = {mark}: "
    player.send(signal.SIGHUP)
    told = wait(lambda: lab.status() if lab.status()["config_refusal"] else None, 10, "the refusal")
    need(said in told["config_refusal"] and told["config_changed"] and not told["lacks"] and told["play"] == "shows" and
         f"play refused this config: {said}" in str(told["problems"]), f"{told}")
    text = lab.run("--config", lab.config, "status", "--lang", "en").stdout
    need("play refused it, and goes on with the one before" in text and "restart" not in text, text)
    player.stop()
    player = lab.play("--no-fetch")  # as after a power cut
    told = wait(lambda: lab.status() if lab.status()["lacks"] else None, 15, "a slide without")
    need(not told["config_changed"] and said in told["lacks"], f"{told}")
    shutil.copy(ROOT / "assets/demo/media/logo.png", mark)
    player.send(signal.SIGHUP)
    wait(lambda: not lab.status()["lacks"], 10, "the mark")
    wait(lambda: "is there again" in player.log.read_text(), 5, "a word of it in the log")
    lab.config.write_text(lab.config.read_text().replace(str(mark), "/nowhere.svg"))
    player.send(signal.SIGHUP)
    wait(lambda: lab.status()["config_refusal"], 10, "another refusal")
    write(lab)
    wait(lambda: not lab.status()["config_refusal"], 5, "another config is not the one that was refused")
    player.stop()


def check_hours(lab):
    """One that goes while play runs keeps no plan of other hours from being made."""
    mark = lab.folder / "mark.png"
    hours = ", ".join(f"{hour}:30-{hour + 1}:30 night" for hour in range(10, 24, 2))  # a change every three seconds
    write(lab, "theme", f"mark = {mark}\nby_hour = {hours}")
    player = lab.play("--no-fetch", "--clock", "2026-11-23T10:00:00+08:00,x1200")
    lab.wait_item("n1", 15)
    need(not lab.status()["lacks"], f"{lab.status()}")
    mark.unlink()
    told = wait(lambda: lab.status() if lab.status()["lacks"] else None, 60, "the night's plan, without")
    need(f"[theme] mark = {mark}: " in told["lacks"] and told["play"] == "shows", f"{told}")
    player.stop()


def test():
    with Lab() as lab:
        prepare(lab)
        for section, line, why in REFUSED:
            check_refused(lab, section, line, why)
        lab.open_display()
        for line, why in DRESS:
            check_dress(lab, line, why)
        check_reload(lab)
        check_hours(lab)
    return f"{len(REFUSED)} refused with their line, {len(DRESS)} gone without"


main(test)
