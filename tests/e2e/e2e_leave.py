#!/usr/bin/env python3
"""SIGTERM: play leaves within a second, even in the middle of planning an extreme feed."""

import json

from common import Lab, feed, main, need, notice, replace_file, wait, within

WITHIN_S = 1.0


def extreme(serial):
    """As large as a feed may be: planning its thousands of pages takes seconds."""
    body = [{"text": "汉字排版，需要时间。" * 1999}] * 4
    items = [{"id": f"a{i}", "kind": "article", "title": f"长文{i}", "body": body}
             for i in range(33)]
    return json.dumps({"lobbycard": 1, "serial": serial, "items": items},
                      ensure_ascii=False).encode()


def test():
    with Lab(480, 270) as lab:
        lab.open_display()
        path = lab.folder / "feed.json"
        lab.write_config({"news": f"file://{path}"})

        def publish(data):
            replace_file(path, data)
            done = lab.run("--config", lab.config, "fetch", "--once")
            need(done.returncode == 0, f"fetch: {done.stderr}")

        publish(feed(1, notice("small")))
        player = lab.play("--no-fetch", "--windowed=480x270")
        lab.wait_item("small", 10)
        publish(extreme(2))
        wait(lambda: "info: edition " in player.log.read_text(), 10, "the extreme edition", 0.01)
        took = player.stop()
        need(lab.status()["edition"]["id"] and player.process.returncode == 0,
             f"it left with {player.process.returncode}")
        within(took, WITHIN_S, "leaving")
        return f"in the middle of an 8 MB feed it left after {took:.2f} s"


main(test)
