#!/usr/bin/env python3
"""A program finds its data wherever it was built: in a folder of any name in the source tree, and
in one outside. There the test of the data's folder is built and run; with LOBBYCARD_LONG all of
it, and a render as a person would do it."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile

import common
from common import DEMO_FEED, PROGRAM, ROOT, Lab, main, need, tool

LIBEXEC = ("lobbycard-check", "lobbycard-fetch", "lobbycard-decode", "lobbycard-adapt",
           "lobbycard-codes.so", "lobbycard-sdl.so")


def run(*command, **more):
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", **more)
    need(done.returncode == 0, f"{command[:3]}: {done.returncode}: {(done.stdout + done.stderr)[-600:]}")
    return done


def check_program(lab, program):
    common.PROGRAM = program
    out = lab.folder / "out"
    for command in (["render", "--size", "320x240", "--out", out], ["fetch", "--once"],
                    ["check", DEMO_FEED]):
        done = lab.run(*command)
        need(done.returncode == 0, f"{program.parent.name}: {command[0]}: {done.stderr.strip()}")
    need(len(json.loads((out / "scenes.json").read_text())["slides"]) > 6, "few slides")
    chinese = lab.run("check", "--lang", "zh", DEMO_FEED)
    need("0 个错误" in chinese.stdout, f"no Chinese: {chinese.stdout}{chinese.stderr}")


def check_inside(lab):
    """The programs of the build, as if they had been built in ROOT/NAME or below it."""
    for name in ("elsewhere-", "build-"):
        with tempfile.TemporaryDirectory(prefix=name, dir=ROOT) as folder:
            place = pathlib.Path(folder) / "deep"
            place.mkdir()
            for program in ("lobbycard", *LIBEXEC):
                shutil.copy2(PROGRAM.parent / program, place)
            shutil.copytree(PROGRAM.parent / "locale", place / "locale")
            check_program(lab, place / "lobbycard")


def check_outside(lab):
    """Through a symbolic link as well: the kernel tells the program its real place."""
    real, link = lab.folder / "real", lab.folder / "xyz"
    real.mkdir()
    link.symlink_to(real)
    run(tool("cmake"), "-S", ROOT, "-B", link)
    cores = str(os.cpu_count())
    if os.environ.get("LOBBYCARD_LONG"):
        run(tool("cmake"), "--build", link, "-j", cores)
        check_program(lab, link / "lobbycard")
    run(tool("cmake"), "--build", link, "-j", cores, "--target", "test_data_dir")
    run(link / "tests/test_data_dir", cwd=lab.folder,
        env={key: value for key, value in os.environ.items() if key != "LOBBYCARD_DATA"})


def test():
    with Lab() as lab:
        lab.environment.pop("LOBBYCARD_DATA", None)
        check_inside(lab)
        check_outside(lab)
        return "programs in other folders of the source tree and outside find what they need"


main(test)
