#!/usr/bin/env python3
"""Displays on which nothing can be read: play goes on there, and no edition is blamed for them."""

from common import Lab, feed, main, need, notice, replace_file

SIZES = [(1, 1), (2, 2), (3, 100), (8, 270)]


def test():
    for width, height in SIZES:
        with Lab(width, height) as lab:
            lab.open_display()
            path = lab.folder / "feed.json"
            lab.write_config({"news": f"file://{path}"})
            replace_file(path, feed(1, notice("n")))
            done = lab.run("--config", lab.config, "fetch", "--once")
            need(done.returncode == 0, f"fetch: {done.stderr}")
            for life in range(3):
                player = lab.play("--no-fetch")
                lab.wait_item("n", 30)
                need(player.running(), f"{width}x{height}: play ended with {player.process.poll()}")
                player.process.kill()  # as whatever else ends it there
                player.process.wait()
            need(lab.status()["set_aside"] == [], f"{width}x{height}: the edition is set aside")
    return f"play shows its slides at {len(SIZES)} tiny sizes"


main(test)
