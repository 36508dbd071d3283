#!/usr/bin/env python3
"""Both READMEs give the same commands and the same config, and these are true: every script is
there, every command line is understood, every config loads, every other command line succeeds."""

import os
import re
import shlex
import shutil
import subprocess

from common import DEMO_FEED, PROGRAM, ROOT, Lab, feed, main, need, notice

SHELLS = {"sh", "bash", "console", "shell"}
# What changes the machine that it is typed on; e2e_install has its say on `cmake --install`.
UNTYPED = {"git", "cd", "cmake", "useradd", "install", "systemctl"}


def blocks(path):
    """[(language, text)] of its fenced code blocks."""
    return re.findall(r"^```(\w*)\n(.*?)^```$", path.read_text(encoding="utf-8"),
                      re.MULTILINE | re.DOTALL)


def commands(path):
    """Every command of its shell blocks, without prompt and comment, continued lines joined."""
    found = []
    for language, text in blocks(path):
        if language in SHELLS:
            for line in text.replace("\\\n", " ").splitlines():
                words = shlex.split(line.removeprefix("$ "), comments=True)
                if words:
                    found.append(words)
    return found


def settings(path, language):
    """Blocks of that language without comments and text that is meant to be translated."""
    return [[line.split("=")[0].strip() for line in text.splitlines()
             if line.strip() and line.strip()[0] not in "#;"]
            for name, text in blocks(path) if name == language]


def run_script(lab, words):
    """script/play as written, in its own clone; the files it is given are the lab's."""
    if not lab.display:
        lab.open_display()
    words = [str(lab.folder / word) if (lab.folder / word).is_file() else word
             for word in words[1:]]
    done = subprocess.run([ROOT / "script/play", *words, "--for", "1"], env=lab.environment,
                          cwd=lab.folder, capture_output=True, encoding="utf-8", timeout=300,
                          check=False)
    need(done.returncode == 0, f"script/play {shlex.join(words)}: exit {done.returncode}: "
                               f"{done.stderr.strip()[-300:]}")


def run_lobbycard(lab, words):
    """As written, with this program, in a folder that has what a clone has."""
    if "play" in words:
        if not lab.display:
            lab.open_display()
        words = words + ["--for", "1"]
    elif "fetch" in words and "--once" not in words:
        words = words + ["--once"]
    done = lab.run(*words, timeout=60)
    need(done.returncode == 0, f"lobbycard {shlex.join(words)}: exit {done.returncode}: "
                               f"{done.stderr.strip()[:300]}")


def clone(lab):
    """What the READMEs' commands find around them: the tree as links, and the user's own files."""
    for name in ("assets", "config", "docs", "fonts", "script", "README.md"):
        os.symlink(ROOT / name, lab.folder / name)
    shutil.copy(DEMO_FEED, lab.folder / "feed.json")
    (lab.folder / "my.json").write_bytes(feed(1, notice("mine")))
    (lab.folder / "build").mkdir()
    os.symlink(PROGRAM.parent, lab.folder / "build/release")


def test():
    english, chinese = ROOT / "README.md", ROOT / "README.zh-CN.md"
    typed, other = commands(english), commands(chinese)
    need(typed, "README.md has no commands")
    differing = [shlex.join(c) for c in typed + other if (c in typed) != (c in other)]
    need(typed == other, f"the READMEs' commands differ, in order or in {differing}")
    for language in ("ini", "json"):
        need(settings(english, language) == settings(chinese, language),
             f"the READMEs' {language} blocks differ")
    played = 0
    with Lab() as lab:
        clone(lab)
        for path in (english, chinese):
            for name, text in blocks(path):
                if name == "ini":
                    lab.config.write_text(text)
                    done = lab.run("--config", lab.config, "--store", lab.store, "status")
                    need(done.returncode != 3, f"{path.name}: {done.stderr.strip()}")
                elif name == "json":
                    (lab.folder / "block.json").write_text(text)
                    run_lobbycard(lab, ["check", "block.json"])
        for words in typed:
            name = words[0]
            if name.startswith("script/"):
                need(os.access(ROOT / name, os.X_OK), f"no {name} to run")
                if name == "script/play" and PROGRAM.parent == ROOT / "build/release":
                    run_script(lab, words)
                    played += 1
            elif name.rpartition("/")[2] == "lobbycard":
                run_lobbycard(lab, words[1:])
                played += 1
            else:
                need(name in UNTYPED or name == "cp", f"{shlex.join(words)}: not known to this test")
            if name == "cp":
                shutil.copy(lab.folder / words[1], lab.folder / words[2])
    return f"{len(typed)} commands the same in both, {played} of them run"


main(test)
