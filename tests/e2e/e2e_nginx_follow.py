#!/usr/bin/env python3
"""A changed feed is on the glass by the first poll behind the change; an unchanged one costs its
server a 304. Asked of a real nginx, seen in a real window."""

import os
import time

from common import Lab, feed, main, need, notice, wait
from servers import Nginx

EVERY = 10


def test():
    with Lab() as lab:
        display = lab.open_display()
        nginx = Nginx(lab)
        nginx.publish("news", feed(1, notice("first")))
        # A date of the second in which it is asked for would prove nothing.
        a_while_ago = time.time() - 60
        os.utime(nginx.folder / "www/news.json", (a_while_ago, a_while_ago))
        # The dwell is much longer than the poll: only following the feed can change the slide.
        lab.write_config({"news": nginx.url("news")}, every=f"{EVERY}s",
                         programme={"order": "notice", "dwell_min": "50s", "dwell_max": "60s"})
        player = lab.play("--windowed=960x540")
        lab.wait_item("first", 10)
        lab.wait_glass()
        watcher = display.watch()
        wait(lambda: len(nginx.log("news")) >= 2, EVERY + 2, "the second poll")
        answers = nginx.log("news")
        need(answers[0] == 200 and set(answers[1:]) == {304}, f"polls of an unchanged feed answered {answers}")
        first = display.grab().middle()
        need(lab.glass().get("item") == "first", "an unchanged feed changed the slide")

        nginx.publish("news", feed(2, notice("second", "图书馆二楼自习区明日起延长开放至二十三点。")))
        before, changed = len(nginx.log("news")), time.monotonic()
        lab.wait_item("second", EVERY + 1)
        wait(lambda: display.grab().middle() != first, 1, "another picture on the screen")
        took = time.monotonic() - changed
        answers = nginx.log("news")
        # The one on its way as the feed changed may have come before it was counted.
        need(200 in answers[max(1, before - 1):before + 1], f"the polls answered {answers}, {before} before the change")
        need(player.running(), "play has left")
        looks = watcher.verdict()
        player.stop()
        return f"on the glass {took:.1f} s after the change, polled every {EVERY} s; {looks}"


main(test)
