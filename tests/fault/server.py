"""An endpoint that misbehaves: /TOXIC answers in the way of that name, and all of them answer
with a good feed while `sick` is false. Below HTTP on purpose: a library would not let it."""

import gzip
import socket
import struct
import time
from email.utils import formatdate

from listener import Listener

FEED = ('{"lobbycard": 1, "serial": 5, "items": [{"id": "a", "kind": "notice", "title": "馆藏", '
        '"text": "图书馆周六照常开放。"}]}').encode()
LOGIN = b"<!doctype html><title>login</title><p>Please log in to the campus network.</p>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
CHUNK = b" " * 65536
BOMB = gzip.compress(b" " * (64 * 2 ** 20), 1)


def whole(body, head=HEAD):
    return head + b"Content-Length: %d\r\n\r\n" % len(body) + body


def status(line, *headers):
    return "\r\n".join([f"HTTP/1.1 {line}", *headers, "Content-Length: 0", "", ""]).encode()


class Answers:
    """One method a toxic: its bytes, or what it does to the connection."""

    def __init__(self, server):
        self.server = server

    def reset(self, connection):
        connection.sendall(whole(FEED)[:-40])
        time.sleep(0.2)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def latency(self, _):
        self.server.over.wait(10)

    def drip(self, connection):
        connection.sendall(HEAD + b"Content-Length: %d\r\n\r\n" % len(FEED))
        for value in FEED:
            connection.sendall(bytes([value]))
            if self.server.over.wait(1):
                break

    def endless(self, connection):
        connection.sendall(HEAD + b"Connection: close\r\n\r\n")
        while not self.server.over.is_set():
            connection.sendall(CHUNK)

    def chunks(self, connection):
        connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        for _ in range(10 * 2 ** 30 // len(CHUNK)):
            connection.sendall(b"%x\r\n%s\r\n" % (len(CHUNK), CHUNK))

    def bomb(self, connection):
        connection.sendall(whole(BOMB, HEAD + b"Content-Encoding: gzip\r\n"))

    def short(self, connection):
        connection.sendall(HEAD + b"Content-Length: 9999\r\n\r\n" + FEED)

    def long(self, connection):
        connection.sendall(HEAD + b"Content-Length: 30\r\n\r\n" + FEED)

    def headers(self, connection):
        connection.sendall(HEAD)
        for number in range(100000):
            connection.sendall(b"X-Noise-%d: %s\r\n" % (number, b"x" * 900))

    def loop(self, connection):
        connection.sendall(status("302 Found", "Location: /loop"))

    def tofile(self, connection):
        connection.sendall(status("302 Found", "Location: file:///etc/passwd"))

    def tohttp(self, connection):
        connection.sendall(status("302 Found", "Location: http://elsewhere.invalid/feed.json"))

    def portal(self, connection):
        connection.sendall(whole(LOGIN, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"))

    def empty(self, connection):
        connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    def part(self, connection):
        connection.sendall(whole(FEED[:50], b"HTTP/1.1 206 Partial Content\r\n"))

    def unasked(self, connection):
        connection.sendall(b"HTTP/1.1 304 Not Modified\r\n\r\n")

    def failing(self, connection):
        connection.sendall(status("500 Internal Server Error"))

    def busy(self, connection):
        connection.sendall(status("503 Service Unavailable", "Retry-After: 120"))

    def until(self, connection):
        date = formatdate(time.time() + 300, usegmt=True)
        connection.sendall(status("503 Service Unavailable", f"Retry-After: {date}"))

    def often(self, connection):
        connection.sendall(status("429 Too Many Requests"))

    def badchunk(self, connection):
        connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + FEED)

    def ancient(self, connection):
        connection.sendall(FEED)

    def silent(self, _):
        """Closes a connection that it took, without a word."""


TOXICS = [name for name in vars(Answers) if not name.startswith("_")]


class FaultServer(Listener):
    """/hangup never fails: it redirects on a connection that is to be kept, and closes it."""

    def __init__(self, certificate=None):
        self.sick = False
        super().__init__(certificate)

    def answer(self, connection, path):
        name = path.strip("/")
        if self.sick and name in TOXICS:
            getattr(Answers(self), name)(connection)
        elif name == "hangup":
            connection.sendall(status("302 Found", "Location: /there", "Connection: keep-alive"))
        else:
            connection.sendall(whole(FEED))
