#!/usr/bin/env python3
"""Every source breaks at once, each in a way of its own: the screen goes on with what it has, no
frame is black or blank, `status` names each error, and mended sources come back."""

from common import Lab, feed, main, need, notice, wait
from servers import Nginx, RawServer

PAGE = "<!doctype html><title>404</title><p>nothing here, but with status 200</p>".encode()


class Faults:
    """One source a fault. start() makes them all; mend() publishes `again` and undoes them."""

    def __init__(self, lab):
        self.nginx, self.other, self.hung = Nginx(lab), Nginx(lab, "other"), Nginx(lab, "hung")
        self.noise, self.cut, self.drip = RawServer(lab), RawServer(lab), RawServer(lab)
        self.raw = {"noise": self.noise, "cut": self.cut, "drip": self.drip}
        self.names = ["garbage", "half", "failing", "page", "stopped", "frozen", *self.raw]
        for name in self.names:
            self.publish(name, feed(1, notice(name)))

    def server(self, name):
        return {"stopped": self.other, "frozen": self.hung}.get(name, self.nginx)

    def urls(self):
        return {name: self.raw[name].url() if name in self.raw else self.server(name).url(name)
                for name in self.names}

    def publish(self, name, data):
        if name in self.raw:
            self.raw[name].body = data
        else:
            self.server(name).publish(name, data)

    def start(self):
        self.nginx.publish("garbage", bytes(range(256)) * 20)
        self.nginx.publish("half", feed(2, notice("half"))[:200])
        self.nginx.break_feed("failing")
        self.nginx.publish("page", PAGE)
        self.other.stop()
        self.hung.freeze()
        for name, server in self.raw.items():
            server.mode = name

    def mend(self):
        self.other.start()
        self.hung.thaw()
        self.nginx.break_feed("failing", False)
        for server in self.raw.values():
            server.mode = "good"
        for name in self.names:
            self.publish(name, feed(3, notice(f"{name}-again")))


def test():
    with Lab() as lab:
        display = lab.open_display()
        faults = Faults(lab)
        lab.write_config(faults.urls(), fetch={"connect_timeout": "1s", "total_timeout": "3s"},
                         programme={"order": "notice", "dwell_min": "1s", "dwell_max": "1s"},
                         theme={"transition_time": "200ms"})
        player = lab.play("--windowed=960x540")
        seen = set()

        def all_shown(expected):
            seen.add(lab.glass().get("item"))
            return expected <= seen

        wait(lambda: all_shown(set(faults.names)), 25, lambda: f"every item shown: {seen}")
        watcher = display.watch()
        edition = lab.status()["edition"]["id"]
        faults.start()

        def without_error():
            return [name for name in faults.names if not lab.source(name).get("last_error")]

        # One poll interval, the time-out, and a little: nine sources share one fetch.
        wait(lambda: not without_error(), 25, lambda: f"errors in `status`; not for {without_error()}",
             0.5)
        errors = {name: lab.source(name)["last_error"] for name in faults.names}
        need(len({str(error) for error in errors.values()}) >= 6,
             f"errors that tell the faults apart: {errors}")
        status = lab.status()
        need(status["edition"]["id"] == edition, "a broken source changed the edition")
        changes = watcher.changes
        wait(lambda: watcher.changes > changes, 5, "the next slide while every source is broken")
        fetch = player.fetch_pid()
        need(fetch, "the fetch child is gone")

        faults.mend()
        seen.clear()
        wanted = {f"{name}-again" for name in faults.names}
        wait(lambda: all_shown(wanted), 60, lambda: f"all back; only {sorted(map(str, seen & wanted))}")
        need(player.running(), "play has left")
        need(player.fetch_pid() == fetch, "the fetch child died of its servers")
        return f"{len(faults.names)} faults at once, all named and all mended; {watcher.verdict()}"


main(test)
