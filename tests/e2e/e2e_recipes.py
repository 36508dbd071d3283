#!/usr/bin/env python3
"""The recipes of docs/endpoints.md and docs/endpoints.zh-CN.md: each [source] that stands there, word for word but for its
host, asked of a server that answers as the real one would, and looked at on the glass."""

import datetime
import http.server
import json
import re

from common import ROOT, Lab, main, need
from servers import served

PAGES = ("docs/endpoints.md", "docs/endpoints.zh-CN.md")
NOW = datetime.datetime.now(datetime.timezone.utc)


def day(number):
    return (NOW + datetime.timedelta(days=number)).strftime("%Y%m%d")


def stamp(hours):
    return (NOW + datetime.timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%S+00:00")


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>news</title><link>https://news.example.edu.cn/</link>
<item><title>图书馆新馆试运行 &#8211; 欢迎体验</title><guid>1</guid><pubDate>Fri, 20 Nov 2026 01:30:00 +0000</pubDate>
<author>图书馆</author><description>&lt;p&gt;新馆临江而建，共五层。&lt;/p&gt;</description></item></channel></rss>"""
CALENDAR = f"""BEGIN:VCALENDAR
VERSION:2.0
X-WR-CALNAME:校历
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:{day(-1)}
DTEND;VALUE=DATE:{day(4)}
SUMMARY:期中考试
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;TZID=Asia/Shanghai:20200101T090000
DURATION:PT90M
RRULE:FREQ=DAILY
SUMMARY:升旗仪式
LOCATION:大操场
END:VEVENT
END:VCALENDAR
"""
ALERT = f"""<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>A-1</identifier><sender>s@example.edu.cn</sender>
<sent>{stamp(-1)}</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope><info><language>zh-CN</language>
<event>大雾</event><severity>Severe</severity><expires>{stamp(5)}</expires><headline>大雾橙色预警</headline>
<description>能见度小于200米。</description><area><areaDesc>全校</areaDesc></area></info></alert>"""
MENU = "窗口,菜品,价格(元)\r\n1 号,红烧排骨,12\r\n2 号,牛肉面,9.5\r\n".encode("gb18030")
BULLETIN = "编号;标题;内容;截止\n17;停水通知;三号楼周六停水。;2099-12-31\n".encode()
DISHES = json.dumps({"code": 0, "data": {"updateTime": stamp(0), "list": [
    {"canteen": "第一食堂", "window": "1 号", "name": "红烧排骨", "price": 12, "state": "售罄"},
    {"canteen": "第一食堂", "window": "2 号", "name": "牛肉面", "price": 9.5, "state": ""},
    {"canteen": "第二食堂", "window": "1 号", "name": "停业装修", "price": 0, "state": None},
    {"canteen": "第二食堂", "window": "5 号", "name": "小面", "price": 8, "state": "开放"}]}}).encode()

# The source's name: what is answered, what the feed has, and what is on the glass.
RECIPES = {
    "headlines": (RSS.encode(), ["图书馆新馆试运行"], ["图书馆新馆试运行–欢迎体验", "新馆临江而建，共五层。", "图书馆"]),
    "calendar": (CALENDAR.encode(), ['"agenda"', "升旗仪式"], ["升旗仪式", "大操场", "全天", "期中考试", "9:00—10:30"]),
    "week": (CALENDAR.encode(), ['"table"', "全天", "期中考试", "09:00-10:30"], ["期中考试", "全天", "升旗仪式"]),
    "alerts": (ALERT.encode(), ['"alert"', "severe"], ["大雾橙色预警", "能见度小于200米。", "影响区域：全校"]),
    "canteen": (MENU, ['"table"', "第二食堂 今日菜单", "今日停餐", "红烧排骨", '"number"', "元"],
                ["第二食堂今日菜单", "窗口", "菜品", "价格", "红烧排骨", "牛肉面", "9.5", "元"]),
    "dishes": (DISHES, ['"table"', "今日菜单", "今日停餐", "红烧排骨", '"number"', "元", '"group"', "max_age"],
               ["今日菜单", "第一食堂", "第二食堂", "红烧排骨", "9.5", "小面", "售罄", "开放"]),
    "bulletin": (BULLETIN, ['"notice"', "停水通知"], ["停水通知", "三号楼周六停水。"]),
}


class Endpoint(http.server.BaseHTTPRequestHandler):
    documents = {}  # by their paths

    def do_GET(self):
        body = self.documents.get(self.path)
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *arguments):
        pass


def recipes(page):
    """The config of each source: its name, and the text of its block with a map that stands there."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for block in re.findall(r"^```ini\n(.*?)^```", text, re.M | re.S):
        for name in re.findall(r"^\[source ([a-z]+)\]", block, re.M):
            yield name, block


def shown(lab):
    done = lab.run("--config", lab.config, "render", "--size", "1280x720", "--out", lab.folder / "out")
    need(done.returncode == 0, f"render: {done.stderr}")
    scenes = json.loads((lab.folder / "out/scenes.json").read_text(encoding="utf-8"))
    return "\n".join("".join(box.get("lines", [])).replace(" ", "")
                     for slide in scenes["slides"] for box in slide.get("boxes", []))


def check(lab, port, name, block):
    document, feed, glass = RECIPES[name]
    address = re.search(r"^url = (https://[^/\s]+(\S*))$", block, re.M)
    need(address, f"{name}: no url in {block}")
    Endpoint.documents[address[2]] = document
    local = f"http://127.0.0.1:{port}{address[2]}"
    lab.config.write_text(f"[store]\npath = {lab.folder / ('store-' + name)}\n[screen]\ntimezone = Asia/Shanghai\n"
                          f"[guard]\nbreaker_hold = 0s\n" + block.replace(address[1], local))
    done = lab.run("--config", lab.config, "adapt", local)
    for text in feed:
        need(done.returncode == 0 and text in done.stdout, f"{name}: no {text} in the feed: {done.stderr} {done.stdout[:600]}")
    done = lab.run("--config", lab.config, "fetch", "--once")
    need(done.returncode == 0, f"{name}: fetch: {done.stderr}")
    text = shown(lab)
    for part in glass:
        need(part in text, f"{name}: {part} is not shown: {text}")


def test():
    with Lab() as lab, served(Endpoint) as server:
        for page in PAGES:
            seen = set()
            for name, block in recipes(page):
                if name in RECIPES:
                    check(lab, server.server_address[1], name, block)
                    seen.add(name)
            need(seen == set(RECIPES), f"{page}: no recipe of {', '.join(sorted(set(RECIPES) - seen))}")
    return f"{len(RECIPES)} recipes in each of {len(PAGES)} pages"


main(test)
