#!/usr/bin/env python3
"""Feeds go before pictures: while a server keeps everybody waiting for its pictures, its feed is
asked at its time, an alert in it is committed at once, and `status` says which pictures did not
come, why, and since when."""

import http.server
import json
import socket
import subprocess
import threading

from common import PROGRAM, Lab, main, need, wait
from pictures import png
from servers import served

COUNT = 30
MISSING = 25  # of them, that are not there once the server is well again


class Server(http.server.BaseHTTPRequestHandler):
    """Pictures come once `well` is set."""

    feeds, serial = 0, 1
    kept = set()  # connections on which a picture is waited for
    beside = []  # how many of those were open when the feed was asked
    well = threading.Event()
    changed = threading.Condition()

    @classmethod
    def open_ones(cls):
        def is_open(connection):
            try:
                return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) != b""
            except BlockingIOError:
                return True
            except OSError:
                return False
        with cls.changed:
            return sum(is_open(connection) for connection in cls.kept)

    @classmethod
    def document(cls):
        items = [{"id": f"p{n}", "kind": "picture", "title": f"图片{n}", "image": f"{n}.png"}
                 for n in range(COUNT)]
        if cls.serial > 1:
            items.append({"id": "fire", "kind": "alert", "title": "火警", "text": "请离开大楼。"})
        return json.dumps({"lobbycard": 1, "serial": cls.serial, "items": items}).encode()

    def do_GET(self):
        if self.path == "/feed.json":
            Server.feeds += 1
            self.beside.append(self.open_ones())
            self.send(200, self.document())
            return
        with self.changed:
            self.kept.add(self.connection)
        self.well.wait(120)
        with self.changed:
            self.kept.discard(self.connection)
        number = int(self.path[1:].split(".")[0])
        self.send(404 if number < MISSING else 200, png(8, 8, (number, 9, 9)))

    def send(self, status, body):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass  # nobody waits any more

    def log_message(self, *_):
        pass


def begin(lab):
    process = subprocess.Popen([PROGRAM, "--config", lab.config, "fetch"], env=lab.environment,
                               stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=lab.folder)

    def leave():
        process.terminate()
        process.wait(20)
    return process, leave


def test():
    with Lab() as lab, served(Server) as server:
        lab.write_config({"campus": f"http://127.0.0.1:{server.server_port}/feed.json"})
        _, leave = begin(lab)
        lab.stack.callback(Server.well.set)
        lab.stack.callback(leave)
        wait(lambda: Server.open_ones() == 3, 20, "three pictures that are waited for")
        Server.serial = 2
        wait(lambda: 3 in Server.beside, 60,
             lambda: f"the feed to be asked beside three pictures ({Server.beside})")
        wait(lambda: lab.source("campus").get("serial") == 2, 20, "the alert in the store")
        Server.well.set()
        wait(lambda: lab.source("campus").get("missing_pictures") == MISSING, 60,
             lambda: f"{MISSING} missing pictures in status ({lab.source('campus')})")
        status = lab.status()
        need(len(status["pictures"]) == 20, f"{len(status['pictures'])} pictures are named")
        first = status["pictures"][0]
        need(first["source"] == "campus" and first["url"].endswith("/0.png") and first["since"] and
             "404" in first["error"], first)
        text = lab.run("--config", lab.config, "status").stdout
        need("/0.png did not come: 127.0.0.1 answers 404" in text and
             "picture  campus: and 5 more" in text, text)
        text = lab.run("--config", lab.config, "status", "--lang", "zh").stdout
        need("127.0.0.1 的应答是 404：这个地址上什么也没有" in text and "nothing is at" not in text, text)
        leave()
        _, again = begin(lab)  # since when outlives `fetch`
        lab.stack.callback(again)
        asked = Server.feeds
        wait(lambda: Server.feeds > asked and lab.source("campus").get("missing_pictures"), 20,
             "pictures in status after a restart")
        need(lab.status()["pictures"][0]["since"] == first["since"], lab.status()["pictures"][0])
        return "the feed is asked while 30 pictures keep waiting; status names those that did not come"


main(test)
