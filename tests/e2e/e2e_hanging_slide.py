#!/usr/bin/env python3
"""A slide whose making never ends: play begins anew instead of showing the one before it for ever,
and the third time the edition is set aside."""

import subprocess

from common import ROOT, Lab, feed, main, need, notice, replace_file, tool, wait


def start_shim(lab):
    library = lab.folder / "hang_shim.so"
    subprocess.run([tool("gcc"), "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-D_GNU_SOURCE",
                    "-o", library, ROOT / "tests/fault/hang_shim.c"], check=True)
    lab.environment["LD_PRELOAD"] = str(library)


def publish(lab, path, serial, *items):
    replace_file(path, feed(serial, *items))
    done = lab.run("--config", lab.config, "fetch", "--once")
    need(done.returncode == 0, f"fetch: {done.stderr}")
    return lab.status()["edition"]["id"]


def test():
    with Lab(480, 270) as lab:
        lab.open_display()
        path = lab.folder / "feed.json"
        lab.write_config({"news": f"file://{path}"}, programme={
            "order": "notice", "dwell_min": "1s", "dwell_max": "1s"})
        publish(lab, path, 1, notice("good"))
        bad = publish(lab, path, 2, notice("fine"), notice("hangs", "齾字在此。"))
        start_shim(lab)

        for life in range(3):
            player = lab.play("--no-fetch", "--windowed=480x270")
            wait(lambda: not player.running(), 10, f"life {life + 1} to end")
            need(player.process.returncode == 1, f"it ended with {player.process.returncode}")
            need("has come to a stop" in player.log.read_text(), "the log does not say why")
        player = lab.play("--no-fetch", "--windowed=480x270")
        lab.wait_item("good", 10)
        need(lab.status()["set_aside"] == [bad], f"status: {lab.status()}")
        player.stop()
        return "three lives hung, then the edition before was shown"


main(test)
