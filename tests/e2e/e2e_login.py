#!/usr/bin/env python3
"""Endpoints that want to be asked in their own way: headers and passwords from files, which reach the source's own origin
alone and are printed nowhere, and bodies that are posted."""

import base64
import http.server
import json
import os
import ssl
import threading

from common import Lab, feed, main, need, notice, tool
from certificates import Authority
from pictures import png
from socks import SocksProxy

KEY, COOKIE, PASSWORD = "k3y-of-the-canteen", "s3ss1on-7731", "correct horse"
BASIC = base64.b64encode(f"大厅:{PASSWORD}".encode()).decode()
SECRETS = (KEY, COOKIE, PASSWORD, BASIC)


class Server:
    """Over TLS with a certificate. Notes what is asked; answers by path: (status, headers, body), or what makes them of
    the request."""

    def __init__(self, lab, certificate=None):
        self.asked, self.answers = [], {}
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                outer.asked.append((self.command, self.path, dict(self.headers.items()), body))
                answer = outer.answers.get(self.path.split("?")[0], (404, {}, b""))
                status, headers, data = answer(outer.asked[-1]) if callable(answer) else answer
                self.send_response(status)
                for name, value in {"Content-Length": str(len(data)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = answer

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_port
        self.url = f"{'https' if certificate else 'http'}://127.0.0.1:{self.port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        lab.stack.callback(self.server.server_close)
        lab.stack.callback(self.server.shutdown)

    def told(self):
        """Which secrets came with each path."""
        return {path: [secret for secret in SECRETS if secret in json.dumps(headers)]
                for _, path, headers, _ in self.asked}


def picture_feed(*addresses):
    return feed(1, *({"id": str(number), "kind": "picture", "title": "图", "image": address}
                     for number, address in enumerate(addresses)))


def write(lab, url, keys="", more=""):
    lab.config.write_text(f"[store]\npath = {lab.store}\n[guard]\nbreaker_hold = 0s\nhosts = other.test\n{more}"
                          f"[source s]\nurl = {url}\n{keys}\n")


def secret_file(lab, name, text, mode=0o640):
    path = lab.folder / name
    path.write_text(text)
    path.chmod(mode)
    return path


def fetch(lab):
    """What the source says then. Nothing that anybody prints, and nothing in the store, has any of the secrets."""
    done = lab.run("--config", lab.config, "fetch", "--once", timeout=60)
    said = done.stdout + done.stderr
    for command in (["status"], ["status", "--json"], ["status", "--lang", "zh"], ["check"], ["check", "--json"],
                    ["programme"], ["adapt", lab.config.read_text().split("url = ")[1].split()[0]]):
        done = lab.run("--config", lab.config, *command, timeout=60)
        said += done.stdout + done.stderr
    for root, _, names in os.walk(lab.store):
        for name in names:
            said += open(os.path.join(root, name), errors="replace").read()
    for secret in SECRETS:
        need(secret not in said, f"{secret} is printed: …{said[max(0, said.find(secret) - 200):][:300]}")
    return lab.source("s")


def refused(lab, url, keys, words):
    """By the config, before anything is asked."""
    write(lab, url, keys)
    for command in (["check"], ["fetch", "--once"]):
        done = lab.run("--config", lab.config, *command)
        need(done.returncode == 3 and words in done.stdout + done.stderr,
             f"{keys}: {command}: {done.returncode}: {done.stdout}{done.stderr}")
        need(PASSWORD not in done.stdout + done.stderr, f"{keys}: {done.stderr}")


def to_its_own_origin(lab, ours):
    own, other = Server(lab, ours.issue("own")), Server(lab, ours.issue("other"))
    headers = secret_file(lab, "headers", f"# of the canteen\r\nX-Api-Key: {KEY}\r\nCookie: sid={COOKIE}\r\n")
    keys = f"ca_file = {ours.root}\nheaders_file = {headers}"
    own.answers = {
        "/f": (200, {"ETag": '"1"'}, picture_feed("near.png", f"https://localhost:{own.port}/far.png",
                                                   f"{other.url}/port.png", "/leads.png", "/stays.png", "/leads-back.png")),
        "/near.png": (200, {}, png(9, 8, (1, 2, 3))), "/far.png": (200, {}, png(9, 8, (1, 2, 3))),
        "/leads.png": (302, {"Location": f"{other.url}/led.png"}, b""),
        "/stays.png": (302, {"Location": "/near.png?s"}, b""),
        "/leads-back.png": (302, {"Location": f"{other.url}/back.png"}, b""),
    }
    other.answers = {"/back.png": (302, {"Location": f"{own.url}/near.png?b"}, b"")}
    write(lab, f"{own.url}/f", keys)
    source = fetch(lab)
    need(source["serial"] == 1, source)
    told = own.told()
    for path in ("/f", "/near.png", "/leads.png", "/stays.png", "/near.png?s", "/leads-back.png"):
        need(told.get(path) == [KEY, COOKIE], f"{path}: {told}")
    need(told.get("/near.png?b") == [], f"behind another origin: {told}")
    paths = {path for _, path, _, _ in other.asked}
    need({"/port.png", "/led.png", "/back.png"} <= paths, paths)
    need(not any(other.told().values()), other.told())

    # The feed itself leads away, and what it says there is about a login.
    own.answers["/f"] = (302, {"Location": f"{other.url}/f"}, b"")
    other.answers["/f"] = (401, {}, b"")
    said = fetch(lab)["last_error"]
    need("a source's url alone" in said and not any(other.told().values()), f"{said}: {other.told()}")

    # A server repeats what it was sent.
    for answer in ((401, {}, b""), (200, {}, f'{{"error": "bad key {KEY}, sid={COOKIE}", "{KEY}": 1}}'.encode()),
                   (302, {"Location": f"ht{KEY} {COOKIE}"}, b""), (200, {}, f"<html>{KEY}</html>".encode())):
        own.answers["/f"] = answer
        lab.store = lab.folder / f"store-{answer[0]}-{len(answer[2])}"
        write(lab, f"{own.url}/f", keys)
        source = lab.run("--config", lab.config, "fetch", "--once").stderr + lab.run("--config", lab.config, "status").stdout
        for command in (["check"], ["check", "--json"], ["adapt", f"{own.url}/f"]):
            done = lab.run("--config", lab.config, *command)
            source += done.stdout + done.stderr
        need(KEY not in source and COOKIE not in source, source)
        need(answer[0] != 401 or "renew what headers_file" in source, source)

    # Read anew with each request, and judged anew.
    headers.chmod(0o644)
    said = fetch(lab)["last_error"]
    need(f"chmod o= {headers}" in said, said)
    asked = len(own.asked)
    secret_file(lab, "headers", f"X-Api-Key: {KEY}\nHost: evil.example\n")
    said = fetch(lab)["last_error"]
    need("line 2: that header is lobbycard's own" in said and len(own.asked) == asked, said)
    headers.unlink()
    said = fetch(lab)["last_error"]
    need("headers_file" in said and len(own.asked) == asked, said)


def behind_a_proxy(lab, ours):
    """A tunnel's other end is told, the proxy is not; what is this machine is not asked of the proxy."""
    campus = Server(lab, ours.issue("campus", host="DNS:campus.test"))
    local = Server(lab)
    proxy = SocksProxy({"campus.test": campus.port})
    lab.stack.callback(proxy.stop)
    headers = secret_file(lab, "proxied", f"X-Api-Key: {KEY}\n")
    for server in (campus, local):
        server.answers["/f"] = (200, {}, feed(3, notice("n")))
    more = f"[fetch]\nproxy = socks5h://127.0.0.1:{proxy.port}\n"
    for url, server in (("https://campus.test/f", campus), (f"{local.url}/f", local)):
        lab.store = lab.folder / f"store-proxy-{server.port}"
        write(lab, url, f"ca_file = {ours.root}\nheaders_file = {headers}", more)
        need(fetch(lab)["serial"] == 3, lab.source("s"))
        need(server.told() == {"/f": [KEY]}, server.told())
    need({host for host, _ in proxy.asked} == {"campus.test"}, proxy.asked)


def basic(lab, ours):
    server = Server(lab, ours.issue("basic"))
    server.answers["/f"] = lambda asked: (200, {}, feed(4, notice("n"))) \
        if asked[2].get("Authorization") == f"Basic {BASIC}" else (401, {"WWW-Authenticate": "Basic"}, b"")
    url, root = f"{server.url}/f", f"ca_file = {ours.root}\n"
    lab.store = lab.folder / "store-basic"
    write(lab, url, root)
    said = fetch(lab)["last_error"]
    need("give user and password_file" in said, said)
    password = secret_file(lab, "password", PASSWORD + "\n", 0o600)
    write(lab, url, f"{root}user = 大厅\npassword_file = {password}")
    need(fetch(lab)["serial"] == 4, lab.source("s"))
    write(lab, url, f"{root}user = Halle\npassword_file = {password}")
    said = fetch(lab)["last_error"]
    need("renew what headers_file or password_file has" in said, said)
    open_url = url.replace("https", "http").replace("127.0.0.1", "campus.test")
    refused(lab, open_url, f"allow_http = yes\nuser = a\npassword_file = {password}", "sent over https alone")
    refused(lab, open_url, f"allow_http = yes\nheaders_file = {password}", "sent over https alone")
    refused(lab, url.replace("https://", f"https://screen:{PASSWORD.replace(' ', '_')}@"), "", "give user and password_file")
    refused(lab, url, f"password = {PASSWORD}", "no such key")
    refused(lab, url, f"password_file = {PASSWORD}", "an absolute path")


def posts(lab, ours):
    server, other = Server(lab, ours.issue("posts")), Server(lab, ours.issue("posts2"))
    answer = (200, {"ETag": '"1"', "Last-Modified": "Mon, 23 Nov 2020 02:00:00 GMT"},
              feed(5, notice("n"), {"id": "p", "kind": "picture", "title": "图", "image": "a.png"}))
    server.answers = {"/api": lambda asked: answer if asked[0] == "POST" else (405, {}, b""),
                      "/a.png": (200, {}, png(9, 8, (1, 2, 3))), "/get": answer, "/away": (307, {"Location": f"{other.url}/x"}, b""),
                      **{f"/{status}": (status, {"Location": "/api" if status > 303 else "/get"}, b"")
                         for status in (301, 302, 303, 307, 308)}}
    keys = f"ca_file = {ours.root}\nmethod = post\n"
    lab.store = lab.folder / "store-posts"
    body = '{"page": 1, "部门": "图书馆"}'
    for _ in range(2):
        write(lab, f"{server.url}/api", f"{keys}body = {body}")
        need(fetch(lab)["serial"] == 5, lab.source("s"))
    for method, path, headers, data in server.asked:
        need(method == ("POST" if path == "/api" else "GET"), (method, path))
        if path == "/api":
            need(data.decode() == body and headers["Content-Type"] == "application/json" and "Expect" not in headers,
                 (headers, data))
            need(not {"If-None-Match", "If-Modified-Since"} & set(headers), headers)
    write(lab, f"{server.url}/api", f"{keys}body = 栏目=通知&page=1")
    fetch(lab)
    _, _, headers, data = server.asked[-1]
    need(data == b"%E6%A0%8F%E7%9B%AE=%E9%80%9A%E7%9F%A5&page=1" and
         headers["Content-Type"] == "application/x-www-form-urlencoded", (headers, data))
    write(lab, f"{server.url}/api", keys)
    fetch(lab)
    _, _, headers, data = server.asked[-1]
    need(data == b"" and "Content-Type" not in headers and headers["Content-Length"] == "0", headers)
    for status in (301, 302, 303, 307, 308):
        server.asked.clear()
        lab.store = lab.folder / f"store-posts-{status}"
        write(lab, f"{server.url}/{status}", f"{keys}body = {body}")
        lab.run("--config", lab.config, "fetch", "--once")
        need(lab.source("s").get("serial") == 5, f"{status}: {lab.source('s')}")
        method, _, _, data = server.asked[1]
        need((method, data.decode()) == (("POST", body) if status > 303 else ("GET", "")), f"{status}: {server.asked}")
    write(lab, f"{server.url}/away", f"{keys}body = {body}")
    said = fetch(lab)["last_error"]
    need("redirects what is posted" in said and not other.asked, f"{said}: {other.asked}")


def test():
    with Lab() as lab:
        ours = Authority(tool("openssl"), lab.folder / "ours")
        for part in (to_its_own_origin, behind_a_proxy, basic, posts):
            part(lab, ours)
        return "keys, cookies and passwords reach their own origin and no text; what is posted is posted once more on 307 alone"


main(test)
