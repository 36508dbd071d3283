#!/usr/bin/env python3
"""Every text that comes from outside, full of controls, of what turns the direction of writing and
of what cannot be seen: none of it reaches the log, or what a command prints, as text or JSON."""

import json
import os
import random
import subprocess

from common import PROGRAM, ROOT, Lab, feed, main, need, notice, run_seed, tool
from certificates import Authority
from listener import Listener
from pictures import png

# What a terminal obeys, what turns a line, what nobody sees. Picked here and not taken from the
# program.
HOSTILE = ("\x01\x07\x08\x0b\x1b\x7f\x80\x85\x9b\x9d\xad\u061c\u200b\u200c\u200d\u200e\u200f"
           "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2066\u2067\u2068\u2069\ufeff"
           "\ufff9\U000e0001\U000e0041\U000e007f")
EXTRA = "文字图书馆 abc/:?%\"'\\<>&;é☎𠮷"
SHARED = "../shared/field/status-escape/bidi.json"


def is_hostile(character):
    return character in HOSTILE or (ord(character) < 32 and character not in "\n\t") or (
        0x7f <= ord(character) <= 0x9f)


def text(chance, size, but=""):
    """Of random characters, every second of them hostile."""
    pick = [HOSTILE, EXTRA]
    letters = (chance.choice(pick[chance.random() < 0.5]) for _ in range(size))
    return "".join(letter for letter in letters if letter not in but + "\r\n")


def raw(chance, size):
    """For a header: hostile characters, and bytes that are no UTF-8."""
    return text(chance, size).encode() + bytes(chance.choices(range(0x80, 0x100), k=6))


class Hostile(Listener):
    """Answers by the path's name; every text in it is hostile."""

    def __init__(self, chance, certificate=None):
        self.chance = chance
        super().__init__(certificate)

    def answer(self, connection, path):
        name = path.strip("/").split("?")[0]
        head, body = self.make(name)
        connection.sendall(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def make(self, name):
        chance, ok = self.chance, b"HTTP/1.1 200 OK\r\n"
        one, many = raw(chance, 30), raw(chance, 700)
        if name == "location":
            return b"HTTP/1.1 302 Found\r\nLocation: http://a\x1b[31m\x01" + one + b"\r\n", b""
        if name == "place":
            return b"HTTP/1.1 302 Found\r\nLocation: ht" + many + b"\r\n", b""
        if name == "host":
            return b"HTTP/1.1 302 Found\r\nLocation: https://\xe2\x80\xae" + one + b"/\r\n", b""
        if name == "reason":
            return b"HTTP/1.1 503 " + one + b"\r\nRetry-After: " + one + b"\r\n", b""
        if name == "type":
            head = ok + b"Content-Type: " + one + b"\r\nETag: \"" + one + b"\"\r\n"
            return head, b"<html>" + one
        if name == "encoding":
            return ok + b"Content-Encoding: " + one + b"\r\n", one
        if name == "version":
            return b"HTTP/" + one + b" 200 OK\r\n", one
        if name == "chunk":
            return ok + b"Transfer-Encoding: chunked\r\nX: y\r\n", one
        if name.endswith(".png"):
            return ok + b"Content-Type: " + one + b"\r\n", png(8, 8, (9, 9, 9))[:40] + one
        return ok, document(chance, chance.choice(("member", "value", "torn")))


def document(chance, kind):
    """A feed with hostile member names, or values, or one that is refused whole for them."""
    def name():
        return text(chance, chance.choice((3, 20, 200)))

    items = [
        {"id": name(), "kind": "notice", "title": name(), "text": name(), name(): name()},
        {"id": name(), "kind": name()}, {"kind": "notice", "title": name(), "text": 7},
        {"id": name(), "kind": "article", "title": name(), "published": name(), "url": name(),
         "body": [{"text": name(), name(): 1}, {"image": f"{name()}.png", "caption": name()}]},
        {"id": name(), "kind": "picture", "image": "torn.png", "title": name(), "fit": name()},
        {"id": name(), "kind": "countdown", "title": name(), "to": name(), "show": {name(): 1}},
        notice("well"),
    ]
    whole = {"lobbycard": 1, "serial": 7, "lang": name(), name(): 1, "issued": name(),
             "site": {"name": "云溪工学院", "welcome": name(), "logo": f"https://{name()}/a.png"},
             "hotlines": [{"label": name(), "numbers": name()}],
             "links": [{"label": name(), "url": f"https://{name()}/"}], "items": items}
    if kind == "torn":
        whole = {"lobbycard": name()} if chance.random() < 0.5 else {name(): name()}
    body = json.dumps(whole, ensure_ascii=False).encode()
    return body.replace(b"}", b"," + name().encode(), 1) if kind == "member" and \
        chance.random() < 0.2 else body


def judge(what, done, seed, is_json=False):
    for where, data in (("stdout", done.stdout), ("stderr", done.stderr)):
        data = data.encode(errors="surrogateescape") if isinstance(data, str) else data
        try:
            said = data.decode()
        except UnicodeDecodeError as torn:
            need(False, f"seed {seed}: {what}: {where} is no UTF-8: {torn}")
        found = sorted({f"U+{ord(letter):04X}" for letter in said if is_hostile(letter)})
        need(not found, f"seed {seed}: {what}: {where} has {', '.join(found)}")
    # A store into which nothing good came yet has no programme: one line, and status 1.
    need(done.returncode in (0, 1, 2) and "Sanitizer" not in said,
         f"seed {seed}: {what}: status {done.returncode}: {said}")
    if is_json and (done.stdout or done.returncode == 0):
        try:
            json.loads(done.stdout)
        except ValueError as wrong:
            need(False, f"seed {seed}: {what}: no JSON: {wrong}")


def run(lab, *arguments):
    return subprocess.run([PROGRAM, "--config", lab.config, *arguments], env=lab.environment,
                          cwd=lab.folder, timeout=120, stdin=subprocess.DEVNULL,
                          capture_output=True)


def look(lab, chance, ours, seed):
    plain = Hostile(chance)
    names = ("location", "place", "host", "reason", "type", "encoding", "version", "chunk", "one",
             "two", "three")
    urls = {name: f"http://127.0.0.1:{plain.port}/{name}" for name in names}
    who = "".join(letter for letter in text(chance, 24) if letter not in "/\\+,;\"<>=#\x80\x85")
    name = f"tls{len(list(ours.folder.iterdir()))}"
    certificate = ours.issue(name, host="DNS:www.elsewhere.example", common=who)
    tls = Hostile(chance, certificate)
    urls["certificate"] = f"https://127.0.0.1:{tls.port}/feed.json"
    lab.config.write_text(
        f"[store]\npath = {lab.store}\n[fetch]\nconnect_timeout = 2s\ntotal_timeout = 4s\n"
        "[guard]\nhosts = .example.edu.cn\n" +
        "".join(f"[source {name}]\nurl = {url}\nca_file = {ours.root}\n"
                for name, url in urls.items()))
    try:
        judge("fetch", run(lab, "fetch", "--once"), seed)
        judge("status", run(lab, "status"), seed)
        judge("status --json", run(lab, "status", "--json"), seed, is_json=True)
        judge("check", run(lab, "check"), seed)
        judge("check --json", run(lab, "check", "--json"), seed, is_json=True)
        judge("programme", run(lab, "programme"), seed)
        judge("programme --json", run(lab, "programme", "--json"), seed, is_json=True)
    finally:
        plain.stop()
        tls.stop()
    path = lab.folder / (text(chance, 12, but="/") + "\n.json")
    path.write_bytes(document(chance, "value"))
    for more in ([], ["--json"]):
        judge("check of a file", run(lab, "check", *more, path), seed, is_json=bool(more))
        judge("check of none", run(lab, "check", *more, str(path) + "-not"), seed,
              is_json=bool(more))
    path.unlink()
    judge("a command", run(lab, text(chance, 12)), seed)


def test():
    seed = run_seed()
    chance = random.Random(seed)
    rounds = 30 if os.environ.get("LOBBYCARD_LONG") else 2
    with Lab() as lab:
        ours = Authority(tool("openssl"), lab.folder / "ours")
        for _ in range(rounds):
            look(lab, chance, ours, seed)
        lab.config.write_text(f"[store]\npath = {lab.store}\n")
        known = lab.folder / "bidi.json"
        known.write_bytes(feed(3, notice("a\u202eb", text="\u200b好"), **{"x\u202ey\u200b": 1}))
        for path in (known, ROOT / SHARED):
            if path.exists():
                judge("check", run(lab, "check", path), seed)
                judge("check --json", run(lab, "check", "--json", path), seed, is_json=True)
    return f"{rounds} rounds of hostile texts in every place, nothing of it printed (seed {seed})"


main(test)
