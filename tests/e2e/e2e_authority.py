#!/usr/bin/env python3
"""A campus with an authority of its own, behind a SOCKS proxy or not: feed, signature's road and
pictures are all asked in one way, by `fetch` and by `check`."""

import json
import socket

from common import Lab, main, need, tool
from certificates import Authority
from listener import Listener
from pictures import png
from socks import SocksProxy

PICTURE = png(64, 48, (200, 30, 40))


class Campus(Listener):
    """The feed and its pictures over TLS."""

    def __init__(self, certificate, other):
        self.asked, self.other = [], other
        super().__init__(certificate)

    def feed(self):
        items = [{"id": name, "kind": "picture", "title": "图", "image": address}
                 for name, address in (("near", "near.png"), ("far", f"{self.other}/far.png"))]
        return json.dumps({"lobbycard": 1, "site": {"logo": "logo.png"}, "items": items}).encode()

    def answer(self, connection, path):
        self.asked.append(path)
        body = self.feed() if path == "/feed.json" else PICTURE
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def write(lab, url, more):
    lab.config.write_text(f"[store]\npath = {lab.store}\n[guard]\nhosts = media.test\n{more}"
                          f"[source campus]\nurl = {url}\n")


def fetched(lab):
    """What `fetch --once` says, and the pictures that then are missing."""
    done = lab.run("--config", lab.config, "fetch", "--once", timeout=60)
    need(done.returncode == 0, f"fetch --once: {done.returncode}: {done.stderr}")
    return done.stderr


def check(lab):
    done = lab.run("--config", lab.config, "check", "--json", timeout=60)
    return [found["message"] for found in json.loads(done.stdout)["findings"]
            if found["code"] in ("picture-missing", "unreadable")]


def directly(lab, ours):
    """No picture of another host: it has no name here."""
    campus = Campus(ours.issue("own"), "https://127.0.0.1")
    lab.stack.callback(campus.stop)
    url = f"https://127.0.0.1:{campus.port}/feed.json"
    campus.other = url.rsplit("/", 1)[0]
    write(lab, url, "")
    text = lab.config.read_text()
    lab.config.write_text(text + "ca_file =\n")
    need(any("certificate" in message for message in check(lab)), "an unknown authority is taken")
    lab.config.write_text(text + f"ca_file = {ours.root}\n")
    log = fetched(lab)
    need("missing" not in log, log)
    need({"/feed.json", "/near.png", "/far.png", "/logo.png"} == set(campus.asked), campus.asked)
    campus.asked.clear()
    found = check(lab)
    need(not found, f"check: {found}")
    need({"/feed.json", "/near.png", "/far.png", "/logo.png"} == set(campus.asked),
         f"check asked {campus.asked}")
    lab.config.write_text(text + "ca_file = /nowhere.pem\n")
    found = check(lab)
    need(any("ca_file /nowhere.pem cannot be read" in message for message in found), found)


def through_proxy(lab, ours):
    """Hosts that have names at the proxy alone: what is looked up here would not be found."""
    media = Campus(ours.issue("media", host="DNS:media.test"), "")
    campus = Campus(ours.issue("campus", host="DNS:campus.test"), "https://media.test")
    proxy = SocksProxy({"campus.test": campus.port, "media.test": media.port})
    for server in (media, campus, proxy):
        lab.stack.callback(server.stop)
    lab.store = lab.folder / "store-proxy"
    fetch = f"[fetch]\nproxy = socks5h://127.0.0.1:{proxy.port}\n"
    write(lab, "https://campus.test/feed.json", fetch)
    with lab.config.open("a") as file:
        file.write(f"ca_file = {ours.root}\n")
    log = fetched(lab)
    need("missing" not in log, log)
    need(media.asked == ["/far.png"], f"the other host was asked for {media.asked}")
    need({host for host, _ in proxy.asked} == {"campus.test", "media.test"}, proxy.asked)
    need({port for _, port in proxy.asked} == {443}, proxy.asked)
    need(not check(lab), f"check: {check(lab)}")
    proxy.places.clear()
    lab.run("--config", lab.config, "fetch", "--once", timeout=60)
    words = "the proxy of [fetch] proxy does not lead to campus.test"
    need(words in (lab.source("campus")["last_error"] or ""), lab.source("campus"))
    proxy.stop()
    lab.run("--config", lab.config, "fetch", "--once", timeout=60)
    words = "the proxy of [fetch] proxy does not take connections"
    need(words in (lab.source("campus")["last_error"] or ""), lab.source("campus"))


def by_ipv6(lab):
    """A source whose host is an IPv6 address with a port has pictures as any other."""
    with socket.socket(socket.AF_INET6) as probe:
        try:
            probe.bind(("::1", 0))
        except OSError:
            return "no IPv6 here"
    Campus.address = "::1"
    campus = Campus(None, "")
    lab.stack.callback(campus.stop)
    lab.store = lab.folder / "store-ipv6"
    url = f"http://[::1]:{campus.port}"
    campus.other = url
    write(lab, f"{url}/feed.json", "")
    log = fetched(lab)
    need("missing" not in log, log)
    need(not check(lab), f"check: {check(lab)}")
    return "an IPv6 host with a port has its pictures"


def test():
    with Lab() as lab:
        ours = Authority(tool("openssl"), lab.folder / "ours")
        directly(lab, ours)
        through_proxy(lab, ours)
        return f"ca_file and a SOCKS proxy serve feeds, pictures and check; {by_ipv6(lab)}"


main(test)
