#!/usr/bin/env python3
"""cmake --install into an empty folder gives a program that needs nothing of the source tree."""

import json
import os
import subprocess

import common
from common import PROGRAM, Lab, main, need, tool, wait


def install(lab):
    prefix = lab.folder / "prefix"
    done = subprocess.run([tool("cmake"), "--install", PROGRAM.parent, "--prefix", prefix],
                          capture_output=True, encoding="utf-8", check=False)
    need(done.returncode == 0, f"cmake --install: {done.stderr.strip()}")
    return prefix


def check_kept(lab):
    """What `fetch` keeps of a large edition is for the `play` that was installed with it, byte for byte."""
    feed = lab.folder / "large.json"
    items = [{"id": f"i{i}", "kind": "notice", "title": f"第{i}号", "text": "欢迎。"} for i in range(120)]
    feed.write_text(json.dumps({"lobbycard": 1, "items": items}))
    lab.store = lab.folder / "large-store"
    lab.write_config({"large": feed.as_uri()})
    done = lab.run("--config", lab.config, "fetch", "--once")
    need(done.returncode == 0, f"fetch: {done.stderr.strip()}")
    kept = lab.store / "play-feeds"
    fetched = kept.read_bytes()
    kept.unlink()
    lab.open_display()
    player = lab.play("--no-fetch")
    wait(lambda: kept.exists(), 60, "that `play` keeps its feeds")
    player.stop()
    need(kept.read_bytes() == fetched, "`fetch` and `play` keep other feeds")


def test():
    with Lab() as lab:
        prefix = install(lab)
        share = prefix / "share/lobbycard"
        for name in ("bin/lobbycard", "share/man/man1/lobbycard.1",
                     "share/lobbycard/fonts/NotoSansSC-Regular.ttf", "share/lobbycard/fonts/OFL.txt",
                     "share/lobbycard/assets/demo/feed.json", "share/lobbycard/config/lobbycard.ini",
                     "share/lobbycard/config/demo.ini", "share/lobbycard/config/feed.schema.json"):
            need((prefix / name).is_file(), f"{name} was not installed")
        # With a theme that exists nowhere else: the program must read what was installed with it.
        themes = share / "assets/themes"
        (themes / "moved.ini").write_bytes((themes / "paper.ini").read_bytes())
        config = share / "config/demo.ini"
        moved = lab.folder / "moved.ini"
        moved.write_text(config.read_text() + "\n[theme]\nname = moved\n")
        lab.environment.pop("LOBBYCARD_DATA", None)
        common.PROGRAM = prefix / "bin/lobbycard"
        out = lab.folder / "out"
        for command in (["check", share / "assets/demo/feed.json"], ["fetch", "--once"],
                        ["render", "--size", "1280x720", "--out", out]):
            done = lab.run("--config", moved, *command)
            need(done.returncode == 0,
                 f"{command[0]}: exit {done.returncode}: {done.stderr.strip()}")
        chinese = lab.run("--config", moved, "check", "--lang", "zh", share / "assets/demo/feed.json")
        need("0 个错误" in chinese.stdout, f"no Chinese installed: {chinese.stdout}{chinese.stderr}")
        check_kept(lab)
        slides = json.loads((out / "scenes.json").read_text())["slides"]
        need(len(slides) >= 6, f"{len(slides)} slides")
        count = sum(len(files) for _, _, files in os.walk(prefix))
        return f"{count} files installed; that program checks, fetches and renders {len(slides)} slides"


main(test)
