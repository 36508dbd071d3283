#!/usr/bin/env python3
"""Endpoints that speak another format, through the whole pipe: a server, `fetch`, the store, `render`. What a WordPress, a JSON
Feed and a CMS's own list say is on the glass; an answer that nothing changed costs nothing; a signature is of the bytes as they
came; the hijacked page in each format is not shown; a hostile document is refused in time and names its fault."""

import contextlib
import http.server
import json
import os
import pathlib
import re
import subprocess
import time

from common import ROOT, Lab, left_out, main, need, replace_file, tool, within
from servers import served

DATA = ROOT / "tests/data/adapt"
CAPTURED = pathlib.Path(os.environ.get("LOBBYCARD_CAPTURED_PAGE") or ROOT.parent / "shared/reference/campus-page.txt")
IMPOSTOR = "全年无错九肖网站"
MAP = """[map cms]
items = /data/list
id = "cms-" /id
title = /title
published = /publishTime
source = /columnName
url = /url
body = /summary
"""


class Web:
    """Documents by their paths, each with an ETag of its own; counts what was asked, and how it was answered."""

    def __init__(self):
        self.documents, self.types, self.asked = {}, {}, []

    def put(self, path, document):
        self.documents[path] = document if isinstance(document, bytes) else json.dumps(document, ensure_ascii=False).encode()

    def handler(self):
        web = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = web.documents.get(self.path.split("?")[0])
                etag = f'"{hash(body)}"'
                status = 404 if body is None else 304 if self.headers.get("If-None-Match") == etag else 200
                web.asked.append((self.path, status))
                self.send_response(status)
                self.send_header("ETag", etag)
                self.send_header("Content-Type", web.types.get(self.path, "application/json"))
                self.send_header("Content-Length", str(len(body) if status == 200 else 0))
                self.end_headers()
                if status == 200:
                    self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        return Handler


class Screen:
    def __init__(self, lab, web, port):
        self.lab, self.web, self.port = lab, web, port
        self.out = lab.folder / "out"

    def configure(self, sources, more=""):
        """sources: name -> (path, further lines)."""
        text = f"[store]\npath = {self.lab.store}\n[guard]\nbreaker_hold = 0s\n{more}"
        for name, (path, lines) in sources.items():
            text += f"[source {name}]\nurl = http://127.0.0.1:{self.port}{path}\n{lines}\n"
        self.lab.config.write_text(text + MAP)

    def fetch(self):
        return self.lab.run("--config", self.lab.config, "fetch", "--once")

    def shown(self):
        """Every text on the glass, in one string without the breaks and blanks that layout makes."""
        done = self.lab.run("--config", self.lab.config, "render", "--size", "640x360", "--out", self.out)
        if done.returncode != 0:
            return ""
        scenes = json.loads((self.out / "scenes.json").read_text(encoding="utf-8"))
        return "\n".join("".join(box.get("lines", [])).replace(" ", "")
                         for slide in scenes["slides"] for box in slide.get("boxes", []))


def three_endpoints(screen):
    """The shapes of real systems, found out or named; each with title, source, date and text."""
    web = screen.web
    for path, document in (("/wp", "wordpress/01-posts.json"), ("/jf", "json-feed/01-news.json"), ("/cms", "cms/01-list.json")):
        web.put(path, (DATA / document).read_bytes())
    screen.configure({"wp": ("/wp", ""), "jf": ("/jf", "format = json-feed"), "cms": ("/cms", "format = mapped\nmap = cms")})
    done = screen.fetch()
    need(done.returncode == 0, f"fetch: {done.stderr}")
    shown = screen.shown()
    for text in ("图书馆新馆试运行–欢迎体验", "每天八时至二十二时开放。", "新馆临江而建，共五层。", "关于期末考试安排的通知", "通知公告",
                 "【要闻】图书馆新馆试运行", "现将有关事项通知如下"):
        need(text in shown, f"{text} is not shown: {shown}")
    for text in ("&#8211;", "&nbsp;", "<p>", "click"):
        need(text not in shown, f"{text} is shown")


def nothing_new(screen):
    """The same bytes are not sent again; other bytes that mean the same make no edition."""
    web, lab = screen.web, screen.lab
    head = (lab.store / "head").read_bytes()
    web.asked.clear()
    need(screen.fetch().returncode == 0, "fetch of what is known")
    need({status for _, status in web.asked} == {304}, f"asked again in full: {web.asked}")
    cms = json.loads(web.documents["/cms"])
    cms["data"]["list"][0]["clickNum"] += 1
    web.put("/cms", cms)
    web.asked.clear()
    need(screen.fetch().returncode == 0 and ("/cms", 200) in web.asked, "fetch of a count")
    need((lab.store / "head").read_bytes() == head, "a count of clicks made an edition")
    cms["data"]["list"][0]["title"] = "关于期末考试安排的补充通知"
    web.put("/cms", cms)
    need(screen.fetch().returncode == 0 and "补充通知" in screen.shown(), "a new title is not shown")


def config_changes(screen):
    """Another map reads the same bytes anew, though the server would say that nothing changed."""
    lab = screen.lab
    text = lab.config.read_text()
    lab.config.write_text(text.replace("title = /title", 'title = "校讯：" /title'))
    screen.web.asked.clear()
    need(screen.fetch().returncode == 0, "fetch with another map")
    need(("/cms", 200) in screen.web.asked and ("/wp", 304) in screen.web.asked, f"asked {screen.web.asked}")
    need("校讯：关于期末考试安排的补充通知" in screen.shown(), "the new map is not read by")
    lab.config.write_text(text)


def bad_answers(screen):
    """The last good one stays, and the log and `status` say what came instead."""
    web = screen.web
    answers = {
        b"<!DOCTYPE html><title>login</title>": "the answer is a web page, not a feed",
        b"": "the answer is empty",
        b'{"code":"rest_not_logged_in","message":"x","data":{"status":401}}': "WordPress behind a login",
        b'cb({"a":1})': "JSONP",
        b"\x1f\x8b\x08\0\0\0\0\0": "this is a packed file (gzip), not a feed",
        b"\x89PNG\r\n\x1a\n": "this is a picture (PNG), not a feed",
        b"\xff\xd8\xff\xe0\0\x10JFIF": "this is a picture (JPEG), not a feed",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "this is a file of an old Office (.doc, .xls), not a feed",
        b'{"data":{"rows":[{"title":"a","date":"2026-11-20"}]}}': "items = /data/rows, title = /title, published = /date",
        b'[{"title":{"rendered":': "line 1",
    }
    good = web.documents["/wp"]
    for answer, words in answers.items():
        web.put("/wp", answer)
        done = screen.fetch()
        need(done.returncode == 1 and words in done.stderr, f"{answer}: {done.stderr}")
        need(words in screen.lab.source("wp")["last_error"], f"{answer}: {screen.lab.source('wp')}")
    need("每天八时至二十二时开放。" in screen.shown(), "the last good one is gone")
    web.put("/wp", good)


def hostile(screen):
    """Refused in time, with a line; the screen is unaffected."""
    web = screen.web
    good = web.documents["/wp"]
    documents = {
        "nested": b"[" * 100000 + b"]" * 100000,
        "nested html": json.dumps([{"id": 1, "slug": "a", "title": {"rendered": "好"}, "content": {"rendered": "<div>" * 100000 + "深"}}]).encode(),
        "attributes": json.dumps([{"id": 1, "slug": "a", "title": {"rendered": "好"}, "content": {"rendered": "<p " + "a=b " * 1500000 + ">文"}}]).encode(),
        "values": b'{"version":"https://jsonfeed.org/version/1","items":[' + b"[]," * 2000000 + b"[]]}",
        "numbers": b"[" + b"1," * 3000000 + b"1]",
        "8 MB text": b'[{"id":1,"slug":"a","title":{"rendered":"' + b"A" * 8000000 + b'"},"link":"x"}]',
    }
    for name, document in documents.items():
        web.put("/wp", document)
        begin = time.monotonic()
        done = screen.fetch()
        took = time.monotonic() - begin
        within(took, 15, name)
        if done.returncode != 0:
            need(re.search(r"source wp: \S", done.stderr), f"{name}: no line: {done.stderr}")
    need("补充通知" in screen.shown(), "what others said is gone")
    web.put("/wp", good)
    need(screen.fetch().returncode == 0, "good again")


def poisoned():
    """The hijacked page in the shape of each system."""
    lines = [line.strip() for line in CAPTURED.read_text(encoding="utf-8").splitlines() if line.strip()]
    html = "".join(f"<p>{line}</p>" for line in lines[5:30])
    return {
        "/wp": [{"id": 1, "slug": "a", "date": "2024-11-10T08:00:00", "title": {"rendered": lines[3]}, "content": {"rendered": html},
                 "link": "https://www.example.edu.cn/1", "_embedded": {"author": [{"name": IMPOSTOR}]}}],
        "/jf": {"version": "https://jsonfeed.org/version/1.1", "title": IMPOSTOR,
                "items": [{"id": "1", "title": lines[3], "content_html": html, "authors": [{"name": IMPOSTOR}]}]},
        "/cms": {"data": {"list": [{"id": 1, "title": f"欢迎光临{IMPOSTOR}", "publishTime": "2024-11-10", "columnName": IMPOSTOR,
                                    "summary": html},
                                   {"id": 2, "title": "图书馆开放时间", "publishTime": "2024-11-10", "summary": "周六开放。"}]}},
        "/rss": ("<rss version='2.0'><channel><title>x</title><item><title>" + lines[3] + "</title><description><![CDATA["
                 + html + "]]></description></item></channel></rss>").encode(),
    }


def hijacked(screen):
    """Poisoned after a good one: nothing of it is shown, what is honest beside it is."""
    if not CAPTURED.exists():
        left_out("the captured page is not there: LOBBYCARD_CAPTURED_PAGE names it")
        return
    for path, document in poisoned().items():
        screen.web.put(path, document)
    sources = {name: (f"/{name}", "format = mapped\nmap = cms" if name == "cms" else "") for name in ("wp", "jf", "cms", "rss")}
    screen.configure(sources, "deny = gambling, lottery, fraud\n")
    screen.fetch()
    shown = screen.shown()
    need("图书馆开放时间" in shown, f"what is honest is gone: {shown}")
    for words in (IMPOSTOR, "九肖", "无错"):
        need(words not in shown, f"{words} is shown: {shown}")


def other_bytes(screen):
    """Native feeds in whatever bytes: found out, said by the server, or by the config; `check` says so once."""
    lab, web = screen.lab, screen.web
    feed = '{"lobbycard": 1, "items": [{"id": "%s", "kind": "notice", "title": "%s"}]}'
    feeds = {"bom": ("带记号的", "utf-8-sig", ""), "gbk": ("停水通知", "gbk", ""), "wide": ("双字节的", "utf-16", ""),
             "big": ("雲汀學院圖書館開放時間", "big5", ""), "said": ("服務臺", "big5", "Big5"), "four": ("王䶮", "gb18030", ""),
             "eucjp": ("図書館のお知らせ", "euc-jp", "")}
    lines = {"eucjp": "charset = EUC-JP\nformat = native", "gbk": "format = native"}
    for name, (title, charset, header) in feeds.items():
        web.put(f"/{name}", (feed % (name, title)).encode(charset))
        web.types[f"/{name}"] = f"application/json; charset={header or 'utf-8'}"
    screen.configure({name: (f"/{name}", lines.get(name, "")) for name in feeds})
    done = screen.fetch()
    need(done.returncode == 0, f"fetch: {done.stderr}")
    shown = screen.shown()
    for title, _, _ in feeds.values():
        need(title in shown, f"{title} is not shown: {shown}")
    for name, said in {"bom": 0, "gbk": 1, "wide": 1, "four": 1}.items():
        file = lab.folder / f"{name}.json"
        file.write_bytes(web.documents[f"/{name}"])
        done = lab.run("check", file)
        need(done.stdout.count("and is read all the same") == said, f"check: {done.stdout}")
        done = lab.run("render", "--feed", file, "--out", screen.out)
        need(done.returncode == 0 and feeds[name][0] in (screen.out / "scenes.json").read_text(), f"render: {done.stderr}")
        done = lab.run("adapt", file)
        need(done.returncode == 0 and feeds[name][0] in done.stdout, f"adapt: {done.stderr}")
    web.put("/gbk", b'<br />\n<b>Notice</b>: x in <b>/a.php</b> on line <b>3</b>' + web.documents["/gbk"])
    done = screen.fetch()
    need("a message of PHP stands in front" in done.stderr and "停水通知" in screen.shown(), f"PHP: {done.stderr}")


def signed(screen):
    """The signature is of the bytes as they came; play's own reading verifies it again."""
    lab, web = screen.lab, screen.web
    key = lab.folder / "key"
    with contextlib.suppress(FileNotFoundError):
        key.unlink()
    run = lambda *arguments: subprocess.run([tool("minisign"), *arguments], check=True, capture_output=True)
    run("-G", "-W", "-p", f"{key}.pub", "-s", key)
    public = pathlib.Path(f"{key}.pub").read_text().split("\n")[1]

    def publish(document, signs=True):
        body = document if isinstance(document, bytes) else json.dumps(document, ensure_ascii=False).encode()
        web.put("/signed", body)
        (lab.folder / "body").write_bytes(body if signs else b"other")
        run("-S", "-s", key, "-m", lab.folder / "body", "-x", lab.folder / "body.minisig")
        web.put("/signed.minisig", (lab.folder / "body.minisig").read_bytes())

    post = lambda title: [{"id": 1, "slug": "a", "title": {"rendered": title}, "content": {"rendered": "<p>文</p>"}}]
    screen.configure({"signed": ("/signed", f"public_key = {public}")})
    publish(post("签过的"))
    done = screen.fetch()
    need(done.returncode == 0 and "签过的" in screen.shown(), f"signed: {done.stderr}")
    publish(post("没签的"), signs=False)
    done = screen.fetch()
    need(done.returncode == 1 and "没签的" not in screen.shown() and "签过的" in screen.shown(), f"forged: {done.stderr}")
    need("签过的" in screen.shown(), "the signed one is gone")
    native = '{"lobbycard": 1, "serial": %d, "items": [{"id": "a", "kind": "notice", "title": "%s"}]}'
    publish((native % (7, "签过的旧编码")).encode("gbk"))
    done = screen.fetch()
    need(done.returncode == 0 and "签过的旧编码" in screen.shown(), f"signed, in GBK: {done.stderr}")
    publish((native % (6, "旧的一期")).encode("gbk"))
    done = screen.fetch()
    need(done.returncode == 1 and "签过的旧编码" in screen.shown(), f"an older serial in GBK: {done.stderr}")


def by_hand(screen):
    """`lobbycard adapt` and `check` read as `fetch` does; what --suggest prints works as it stands."""
    lab, web = screen.lab, screen.web
    web.put("/list", (DATA / "cms/01-list.json").read_bytes())
    url = f"http://127.0.0.1:{screen.port}/list"
    done = lab.run("adapt", "--suggest", url)
    need(done.returncode == 0 and "[map news]" in done.stdout, f"suggest: {done.stdout}{done.stderr}")
    lab.config.write_text(f"[store]\npath = {lab.folder}/store2\n{done.stdout}")
    need(screen.fetch().returncode == 0 and "关于期末考试安排的通知" in screen.shown(), "what was suggested does not work")
    done = lab.run("--config", lab.config, "adapt", url)
    feed = json.loads(done.stdout)
    need([item["id"] for item in feed["items"]] == ["88213", "88214"], f"adapt: {done.stdout}")
    done = lab.run("adapt", DATA / "cms/01-list.json")
    need(done.returncode == 1 and "items = /data/list" in done.stderr, f"adapt: {done.stderr}")
    done = lab.run("adapt", "--format", "wordpress", DATA / "wordpress/01-posts.json")
    need(done.returncode == 0 and json.loads(done.stdout)["lobbycard"] == 1, f"adapt: {done.stderr}")
    done = lab.run("check", DATA / "wordpress/02-embedded.json")
    need("read as format = wordpress" in done.stdout, f"check: {done.stdout}{done.stderr}")
    done = lab.run("render", "--feed", DATA / "json-feed/01-news.json", "--out", screen.out)
    need(done.returncode == 0 and "新馆临江而建" in (screen.out / "scenes.json").read_text(), f"render: {done.stderr}")


def run():
    web = Web()
    with Lab() as lab, served(web.handler()) as server:
        screen = Screen(lab, web, server.server_address[1])
        for step in (three_endpoints, nothing_new, config_changes, bad_answers, hostile, hijacked, other_bytes, signed, by_hand):
            step(screen)
    return "three endpoints, bad and hostile answers, the hijack in four formats, other encodings, signatures, by hand"


main(run)
