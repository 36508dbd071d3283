#!/usr/bin/env python3
"""Of two sources one hangs: the other's news is in the store within its own interval, the watchdog
is fed all the while, and SIGTERM is obeyed in the midst of the request."""

import contextlib
import socket
import subprocess
import time

from common import PROGRAM, Lab, feed, main, need, notice, wait, within
from servers import Nginx, RawServer

EVERY_S, WATCHDOG_S, WITHIN_S = 10, 1, 1.0


class Service:
    """`lobbycard fetch` as systemd runs it."""

    def __init__(self, lab):
        path = lab.folder / "notify"
        self.socket = lab.stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
        self.socket.bind(str(path))
        self.socket.setblocking(False)
        self.fed = []
        self.log = (lab.folder / "fetch.stderr").open("wb")
        self.process = subprocess.Popen(
            [PROGRAM, "--config", lab.config, "fetch"], stdin=subprocess.DEVNULL, stderr=self.log,
            env={**lab.environment, "NOTIFY_SOCKET": str(path),
                 "WATCHDOG_USEC": str(WATCHDOG_S * 1000000)})
        lab.stack.callback(self.stop)

    def listen(self):
        with contextlib.suppress(BlockingIOError):
            while True:
                if b"WATCHDOG=1" in self.socket.recv(4096):
                    self.fed.append(time.monotonic())

    def stop(self):
        start = time.monotonic()
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait()
        return time.monotonic() - start


def test():
    with Lab() as lab:
        hung, nginx = RawServer(lab), Nginx(lab)
        hung.mode = "silent"
        nginx.publish("news", feed(1, notice("one")))
        lab.write_config({"hung": hung.url(), "news": nginx.url("news")}, every=f"{EVERY_S}s",
                         fetch={"total_timeout": "60s"})
        service = Service(lab)

        def has(serial):
            service.listen()
            return lab.source("news").get("serial") == serial

        wait(lambda: has(1), 5, "the feed beside a source that hangs")
        nginx.publish("news", feed(2, notice("two")))
        start = time.monotonic()
        wait(lambda: has(2), EVERY_S + 2, "the next feed within its interval")
        took = time.monotonic() - start
        need(not lab.source("hung")["last_error"], "the hanging request is over already")
        service.listen()
        gaps = [b - a for a, b in zip(service.fed, service.fed[1:])]
        need(len(gaps) > 1 and max(gaps) < WATCHDOG_S, f"the watchdog was fed after {gaps}")
        left = service.stop()
        need(service.process.returncode == 0, f"fetch left with {service.process.returncode}")
        within(left, WITHIN_S, "leaving")

        # Once, and stopped in the midst of it.
        nginx.publish("news", feed(3, notice("three")))
        once = subprocess.Popen([PROGRAM, "--config", lab.config, "fetch", "--once"],
                                env=lab.environment, stdin=subprocess.DEVNULL,
                                stderr=subprocess.PIPE, text=True)
        wait(lambda: lab.source("news").get("serial") == 3, 5, "the answer to fetch --once")
        start = time.monotonic()
        once.terminate()
        _, text = once.communicate()
        within(time.monotonic() - start, WITHIN_S, "leaving fetch --once")
        need(once.returncode == 1 and "stopped" in text, f"{once.returncode}: {text}")
        return f"news after {took:.1f} s beside a source that hangs; it left after {left:.2f} s"


main(test)
