#!/usr/bin/env python3
"""An endpoint that was taken over sends the screen inside, by every spelling there is and by a name
that somebody's name server leads there: nothing that listens on the screen is asked, the last good
feed stays, `status` says what the address is, and `check` does as `fetch`. The configured host
itself may lie inside."""

import json
import socket

from common import Lab, main, need
from listener import Listener


class Endpoint(Listener):
    """The source: its feed, or a redirect."""

    location = None

    def answer(self, connection, path):
        if self.location:
            connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: " + self.location.encode() +
                               b"\r\nContent-Length: 0\r\n\r\n")
            return
        items = [{"id": "good", "kind": "notice", "title": "图书馆照常开放"}]
        body = json.dumps({"lobbycard": 1, "items": items}).encode()
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


class Inner(Listener):
    """What only the screen can reach, at all of its addresses."""

    address = "::"

    def __init__(self):
        self.asked = []
        super().__init__()

    def answer(self, connection, path):
        self.asked.append(path)
        body = json.dumps({"lobbycard": 1, "items": [
            {"id": "evil", "kind": "notice", "title": "内部"}]}).encode()
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def has_ipv6():
    with socket.socket(socket.AF_INET6) as probe:
        try:
            probe.bind(("::1", 0))
        except OSError:
            return False
    return True


def fetched(lab):
    done = lab.run("--config", lab.config, "fetch", "--once", timeout=60)
    return done.stderr


def told(lab):
    return lab.source("campus")["last_error"] or ""


def shown(lab):
    folder = lab.folder / "out"
    done = lab.run("--config", lab.config, "render", "--out", folder, timeout=60)
    need(done.returncode == 0, done.stderr)
    return "".join(path.read_text() for path in folder.glob("*.json"))


def redirects(lab, endpoint, inner, hosts):
    for host in hosts:
        endpoint.location = f"http://{host}:{inner.port}/feed.json"
        fetched(lab)
        need(not inner.asked, f"{host}: {inner.asked} was asked for")
        need("is not a public address (" in told(lab), f"{host}: {told(lab)}")
        found = lab.run("--config", lab.config, "check", "--json", timeout=60)
        need("is not a public address (" in found.stdout, f"{host}: check: {found.stdout}")
        need(not inner.asked, f"{host}: check asked for {inner.asked}")
    text = shown(lab)
    need("图书馆照常开放" in text and "内部" not in text, "the last good feed did not stay")


def configured(lab, endpoint, inner):
    """The same host at another port is the configured one still; and so is one inside."""
    endpoint.location = f"http://127.0.0.1:{inner.port}/feed.json"
    fetched(lab)
    need(inner.asked == ["/feed.json"] and "内部" in shown(lab), f"{inner.asked}: {told(lab)}")


def behind_a_proxy(lab):
    """What cannot be seen is told, once."""
    text = lab.config.read_text()
    lab.config.write_text(f"[fetch]\nproxy = socks5h://127.0.0.1:9\n{text}")
    log = fetched(lab)
    need(log.count("[fetch] proxy looks names up itself") == 1, log)
    lab.config.write_text(text)
    need("looks names up" not in fetched(lab), "told without a proxy")


def test():
    hosts = ["localhost", "x.localhost", "0.0.0.0", "0", "127.0.0.2", "127.2", "2130706434",
             "0x7f000002"]
    if has_ipv6():
        hosts += ["[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:2]"]
    else:
        Inner.address = "0.0.0.0"
    with Lab() as lab:
        own = socket.gethostname()
        try:
            socket.getaddrinfo(own, 80)
            hosts.append(own)  # a name, looked up as any other
        except OSError:
            pass
        endpoint, inner = Endpoint(), Inner()
        for server in (endpoint, inner):
            lab.stack.callback(server.stop)
        url = f"http://127.0.0.1:{endpoint.port}/feed.json"
        lab.config.write_text(f"[store]\npath = {lab.store}\n[guard]\nbreaker_hold = 0s\n"
                              f"[source campus]\nurl = {url}\nallow_http = yes\n")
        fetched(lab)
        need(not told(lab), told(lab))
        redirects(lab, endpoint, inner, hosts)
        configured(lab, endpoint, inner)
        endpoint.location = None
        behind_a_proxy(lab)
        return f"{len(hosts)} hosts of a redirect that lie inside are not asked"


main(test)
