#!/usr/bin/env python3
"""What servers get wrong, or seem to: dates that prove nothing, addresses that want encoding, certificates that are not
accepted, bodies that unpack to more than there is memory. Each is got over, or told so that an administrator can act."""

import http.server
import json
import os
import re
import subprocess
import time

from common import PROGRAM, Lab, feed, main, need, notice, tool
from certificates import Authority
from listener import Listener
from pictures import png
from servers import Nginx, served

FUTURE = "Sat, 16 Nov 2041 19:11:00 GMT"


class Quiet(http.server.BaseHTTPRequestHandler):
    asked = []

    def do_GET(self):
        type(self).asked.append((self.path, dict(self.headers.items())))
        self.reply(*self.answer())

    def reply(self, status, body, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


def fetch(lab, name="s"):
    done = lab.run("--config", lab.config, "fetch", "--once", timeout=60)
    return lab.source(name), done


def dates_that_prove_nothing(lab):
    """A server that says 304 to any date, and whose dates are ahead: what it writes anew is seen."""
    class Ahead(Quiet):
        serial = 0

        def answer(self):
            if "If-Modified-Since" in self.headers:
                return 304, b""
            Ahead.serial += 1
            return 200, feed(Ahead.serial, notice("n"))

        def reply(self, status, body, **headers):
            super().reply(status, body, Last_Modified=FUTURE)

    with served(Ahead) as server:
        lab.write_config({"s": f"http://127.0.0.1:{server.server_port}/f.json"})
        for serial in (1, 2, 3):
            source, done = fetch(lab)
            need(source.get("serial") == serial, f"serial {source.get('serial')} for {serial}: {done.stderr}")
        need(not any("If-Modified-Since" in headers for _, headers in Ahead.asked), Ahead.asked)


def written_twice_in_a_second(lab):
    """nginx makes an ETag of a file's second and size: one written twice in a second keeps it."""
    nginx = Nginx(lab)
    lab.write_config({"s": nginx.url("feed")})
    page = nginx.folder / "www/feed.json"
    texts = [feed(7, notice("n", text=text)) for text in ("图书馆今天开放。", "图书馆今天关闭。")]
    need(len(texts[0]) == len(texts[1]), "not of one size")
    # A second that no answer is sent behind, however slow this machine is.
    second = int(time.time()) + 300
    for text in texts:
        nginx.publish("feed", text)
        os.utime(page, (second, second))
        source, _ = fetch(lab)
    done = lab.run("--config", lab.config, "render", "--out", lab.folder / "out", "--size", "800x600")
    need(done.returncode == 0, done.stderr)
    need("关闭" in (lab.folder / "out/scenes.json").read_text(), f"the second text is not seen: {source}")


def addresses(lab):
    """On the wire they are URIs, whatever stands in the config and in the feed."""
    class Picky(Quiet):
        asked = []

        def answer(self):
            if self.path.startswith("/dl.php"):
                return 200, png(40, 30, (9, 9, 200))
            if self.path.startswith("/blog"):
                return 200, json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "b", "items": [
                    {"id": "1", "title": "图", "content_text": "一张图。", "image": "/dl.php?t=校 园 {a}|b"}]}).encode()
            return 200, feed(1, {"id": "p", "kind": "picture", "title": "图",
                                 "image": "/dl.php?id=5&t=中文[1]&u=100%&v=%E4%B8"})

    with served(Picky) as server:
        local = f"http://127.0.0.1:{server.server_port}"
        lab.write_config({"s": f"{local}/新闻/列表%20a.json?栏目=通知&filter[]=a&x=%E4"})
        _, done = fetch(lab)
        lab.write_config({"s": f"{local}/blog"})
        _, then = fetch(lab)
        need("missing" not in done.stderr + then.stderr, done.stderr + then.stderr)
        paths = [path for path, _ in Picky.asked]
        need(paths == ["/%E6%96%B0%E9%97%BB/%E5%88%97%E8%A1%A8%20a.json?%E6%A0%8F%E7%9B%AE=%E9%80%9A%E7%9F%A5"
                       "&filter%5B%5D=a&x=%E4",
                       "/dl.php?id=5&t=%E4%B8%AD%E6%96%87%5B1%5D&u=100%25&v=%E4%B8", "/blog",
                       "/dl.php?t=%E6%A0%A1%20%E5%9B%AD%20%7Ba%7D%7Cb"], paths)
        hosts = {headers["Host"] for _, headers in Picky.asked}
        need(hosts == {f"127.0.0.1:{server.server_port}"}, hosts)


class Tls(Listener):
    def answer(self, connection, _):
        body = feed(1, notice("n"))
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def certificates(lab):
    ours = Authority(tool("openssl"), lab.folder / "ours")
    between = Authority(tool("openssl"), lab.folder / "between", ours)
    alone = between.issue("alone")
    whole = lab.folder / "whole.pem"
    whole.write_bytes(alone.read_bytes() + between.root.read_bytes())
    cases = {
        "whole": (whole, None, None),
        "alone": (alone, "has to send the certificates in between", "必须一并发送中间证书"),
        "expired": (ours.issue("expired", end="20210101000000Z"), "has expired", "已经过期"),
        "notyet": (ours.issue("notyet", start="20900101000000Z"), "is not valid yet", "还没有生效"),
        "name": (ours.issue("name", host="DNS:www.example.edu.cn"), "is for another name", "是给另一个名称的"),
        "selfmade": (ours.issue_self_signed("selfmade"), "signed by no authority that is known", "认识的机构"),
    }
    servers = {name: Tls(row[0]) for name, row in cases.items()}
    for server in servers.values():
        lab.stack.callback(server.stop)
    lab.write_config({name: f"https://127.0.0.1:{server.port}/f.json" for name, server in servers.items()})
    text = lab.config.read_text()
    lab.config.write_text(re.sub(r"(url = .*)", rf"\1\nca_file = {ours.root}", text))
    lab.run("--config", lab.config, "fetch", "--once", timeout=60)
    english = lab.status()
    chinese = lab.run("--config", lab.config, "status", "--lang", "zh")
    for source in english["sources"]:
        _, words, words_zh = cases[source["name"]]
        said = source["last_error"] or ""
        need(said == "" if words is None else words in said, f"{source['name']}: {said}")
        need(words_zh is None or words_zh in chinese.stdout, f"{source['name']}: {words_zh} is not in {chinese.stdout}")
    said = next(source["last_error"] for source in english["sources"] if source["name"] == "alone")
    need(f"openssl s_client -connect 127.0.0.1:{servers['alone'].port} -showcerts" in said, said)


def zstd_bomb(window):
    """4 GB of one letter in 131 kB: blocks of 128 KB, a letter each (RFC 8878)."""
    last = 32767
    return b"\x28\xb5\x2f\xfd\x00" + bytes([window]) + b"".join(
        (131072 << 3 | 2 | (i == last)).to_bytes(3, "little") + b"x" for i in range(last + 1))


def bombs(lab):
    """What unpacks to gigabytes costs what the largest feed costs."""
    class Bomb(Quiet):
        def answer(self):
            return 200, zstd_bomb(0x88)  # a window of 128 MB

        def reply(self, status, body, **headers):
            super().reply(status, body, Content_Encoding="zstd")

    with served(Bomb) as server:
        lab.write_config({"s": f"http://127.0.0.1:{server.server_port}/f.json"})
        with subprocess.Popen([PROGRAM, "--config", lab.config, "fetch", "--once"], env=lab.environment, cwd=lab.folder,
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
            _, _, used = os.wait4(child.pid, 0)
            child.returncode = 0
        said = lab.source("s").get("last_error") or ""
        need("is larger than 8388608 bytes, unpacked" in said, said)
        need(used.ru_maxrss < 100 * 1024, f"fetch took {used.ru_maxrss} KB")
        return used.ru_maxrss // 1024


def test():
    with Lab() as lab:
        lab.environment["LANG"] = "C.UTF-8"
        for number, part in enumerate((dates_that_prove_nothing, written_twice_in_a_second, addresses, certificates)):
            lab.store = lab.folder / f"store-{number}"
            part(lab)
        lab.store = lab.folder / "store-bomb"
        return ("dates ahead and files written twice in a second are seen, addresses are URIs, five bad certificates are "
                f"named in two languages, 4 GB by zstd cost {bombs(lab)} MB")


main(test)
