#!/usr/bin/env python3
"""What a config names and nobody can have: where it decides what may be shown it is refused as any other line is, by all who read
it and with one exit status; where it is but a picture or a face the screen goes on without it, and says so."""
import json

from common import Lab, feed, main, need, notice, replace_file

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


def test():
    with Lab() as lab:
        prepare(lab)
        for section, line, why in REFUSED:
            check_refused(lab, section, line, why)


main(test)
