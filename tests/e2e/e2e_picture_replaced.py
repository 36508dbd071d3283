#!/usr/bin/env python3
"""A picture that somebody replaced under its address comes onto the slide with a later poll; one
that was not is not sent again; and a captive portal's page takes no picture's place."""

import email.utils
import http.server
import json
import subprocess

from common import PROGRAM, Lab, main, need, wait
from pictures import png
from scenes import colour_at, near, png_rows
from servers import served

RED, BLUE = (200, 30, 40), (20, 40, 220)
FEED = json.dumps({"lobbycard": 1, "site": {"name": "云溪工学院"}, "items": [
    {"id": "hall", "kind": "picture", "title": "大厅", "image": "hall.png"}]}).encode()


class Handler(http.server.BaseHTTPRequestHandler):
    picture, etag, date = png(300, 200, RED), '"one"', None
    answers = []  # status of each answer about the picture

    def do_GET(self):
        if self.path == "/feed.json":
            self.send(200, FEED)
            return
        if self.picture is None:
            self.answers.append(404)
            self.send(404)
            return
        known = self.headers.get("If-None-Match" if self.etag else "If-Modified-Since")
        if known and known == (self.etag or self.date):
            self.answers.append(304)
            self.send(304)
        else:
            self.answers.append(200)
            self.send(200, self.picture)

    def send(self, status, body=b""):
        self.send_response(status)
        if self.path != "/feed.json" and self.etag:
            self.send_header("ETag", self.etag)
        if self.path != "/feed.json" and self.date:
            self.send_header("Last-Modified", self.date)
        if status == 200:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def publish(picture, etag=None, date=None):
    Handler.picture, Handler.etag, Handler.date = picture, etag, date
    Handler.answers.clear()


def check_nameless_portal(lab):
    """What a page without ETag or date was sent for is asked for as before when that is over."""
    publish(png(300, 200, RED), etag='"three"')
    lab.store = lab.folder / "store-portal"
    lab.write_config({"desk": next(line for line in lab.config.read_text().splitlines()
                                   if line.startswith("url = "))[6:]})
    need(lab.run("--config", lab.config, "fetch", "--once").returncode == 0, "fetch")
    edition = lab.status()["edition"]["id"]
    publish(b"<html>Please log in</html>")
    fetcher = subprocess.Popen([PROGRAM, "--config", lab.config, "fetch"], env=lab.environment,
                               stderr=subprocess.DEVNULL)
    try:
        wait(lambda: Handler.answers == [200], 5, "the portal's page")
        publish(png(300, 200, BLUE), etag='"four"')
        wait(lambda: lab.status()["edition"]["id"] != edition, 20, "the picture behind the portal")
    finally:
        fetcher.terminate()
        fetcher.wait(5)


def test():
    with Lab() as lab, served(Handler) as server:
        lab.write_config({"desk": f"http://127.0.0.1:{server.server_port}/feed.json"})

        def fetch(expected, colour, said=None, lost=None):
            """`said` stands in the log, and `lost` or that in status: why there is none any more."""
            done = lab.run("--config", lab.config, "fetch", "--once", timeout=60)
            need(done.returncode == 0, f"fetch: {done.returncode}: {done.stderr.strip()}")
            need(Handler.answers == expected, f"it was answered {Handler.answers}, not {expected}")
            need(said in done.stderr if said else "stays" not in done.stderr, done.stderr)
            status = lab.status()
            named = [f"{one['url']}: {one['error']}" for one in status["pictures"]]
            need(len(named) == bool(said or lost) and (said or lost or "") in "".join(named),
                 f"status has {named}, not {said or lost}")
            need(status["sources"][0]["missing_pictures"] == len(named), "missing_pictures")
            out = lab.folder / "out"
            done = lab.run("--config", lab.config, "render", "--size", "960x540", "--out", out)
            need(done.returncode == 0, f"render: {done.stderr.strip()}")
            slide, = [one for one in json.loads((out / "scenes.json").read_text())["slides"]
                      if one["kind"] == "picture"]
            rows, step = png_rows((out / slide["file"]).read_bytes())
            found = colour_at(rows, step, 480, 200)
            need(near(found, colour), f"the picture is {found}, not {colour}")

        fetch([200], RED)
        fetch([200, 304], RED)
        publish(png(300, 200, BLUE), etag='"two"')
        fetch([200], BLUE)
        fetch([200, 304], BLUE)
        publish(b"<html>Please log in</html>", etag='"portal"')
        none = "hall.png: no picture any more: the one before stays"
        fetch([200], BLUE, said=none)
        fetch([200, 200], BLUE, lost=none)
        publish(png(300, 200, RED)[:300], etag='"cut"')
        fetch([200], BLUE, lost=none)
        publish(None)
        gone = "hall.png: 127.0.0.1 answers 404"
        fetch([404], BLUE, said=gone)
        fetch([404, 404], BLUE, lost=gone)
        publish(png(300, 200, RED), date=email.utils.formatdate(1795413600, usegmt=True))
        fetch([200], RED)
        fetch([200, 304], RED)
        publish(png(300, 200, BLUE))  # by a server that gives nothing to go by
        fetch([200], BLUE)
        publish(png(300, 200, RED))
        fetch([], BLUE)
        check_nameless_portal(lab)
        return "replaced twice, by ETag and by date; not by a portal's page"


main(test)
