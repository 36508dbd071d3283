#!/usr/bin/env python3
"""Every QR code that scenes.json tells of is read back from the picture, and nothing else is;
addresses that people must not be led to get none, nor do numbers that a phone cannot dial."""

import json
import shutil
import subprocess
import sys

from common import ROOT, Lab, main, need, replace_file
from scenes import overlap

RUNS = [("paper", (1920, 1080)), ("paper", (1366, 768)), ("paper", (1080, 1920)),
        ("festival", (1366, 768)), ("ink", (1366, 768)), ("night", (1920, 1080)),
        (f"paper\nground_picture = {ROOT}/assets/demo/media/river.jpg", (1920, 1080))]
AT = "2026-11-23T10:00:00+08:00"
LONG = "https://lib.example.edu.cn/space/booking?" + "&".join(f"room{i}=floor-{i}" for i in range(12))
GOOD = ["https://zs.example.edu.cn/", "https://jw.example.edu.cn/jwglxt/login.html?time=1700000000",
        "https://lib.example.edu.cn/座位#a", LONG, "https://www.example.org/x"]
BAD = ["http://zs.example.edu.cn/", "https://xn--80ak6aa92e.example.edu.cn/",
       "https://zs.example.edu.cn:8443/", "https://user@zs.example.edu.cn/",
       "https://192.0.2.7/", "https://www.example.com/"]


# What the code dials: how the hotline is written, and what stands below its code.
DIALLED = {"tel:+862365763111": ("023-65763111 65763222;67199326(成教)", "023-65763111"),
           "tel:+862365763119;ext=801": ("65763119 023-65763119转801", "023-65763119转801"),
           "tel:110": ("110", "110"), "tel:4006789012": ("4006789012", "400-678-9012")}
INTERNAL = "内线：6576、6577"


def text(name):
    return f"{name}开放时间有调整，请提前安排。详情请扫码查看。"


def feed():
    items = [{"id": "art", "kind": "article", "title": "图书馆新馆开馆", "source": "图书馆",
              "published": "2026-11-20", "url": "https://www.example.edu.cn/news/17.html",
              "body": [{"text": text("新馆")}]},
             {"id": "long", "kind": "article", "title": "图书馆新馆开馆暨读书月系列活动启动仪式举行",
              "url": "https://www.example.edu.cn/news/18.html", "published": "2026-11-19",
              "body": [{"text": text("新馆") * 9}] * 6},
             {"id": "bad", "kind": "article", "title": "没有码的文章", "url": BAD[1],
              "body": [{"text": text("旧馆")}]}]
    items += [{"id": level, "kind": "notice", "level": level, "title": "开放时间", "text": text("食堂"),
               "url": f"https://hq.example.edu.cn/{level}", "show": {"until": "2026-12-01"}}
              for level in ("info", "important", "urgent")]
    hotlines = [{"label": f"第{i}条热线", "numbers": raw, "hours": "周一至周五 08:30-17:30"}
                for i, raw in enumerate([*(raw for raw, _ in DIALLED.values()), INTERNAL])]
    return {"lobbycard": 1, "site": {"name": "云溪工学院"}, "items": items, "hotlines": hotlines,
            "links": [{"label": f"第{i}个网站", "url": url} for i, url in enumerate(GOOD + BAD)]}


def as_uri(url):
    return "".join(c if c < "\x7f" else "".join(f"%{b:02X}" for b in c.encode())
                   for c in url.split("#")[0])


def scan(path):
    done = subprocess.run(["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", path],
                          capture_output=True, text=True, timeout=60)
    return sorted(done.stdout.split("\n")[:-1])


def check_box(slide, box, size):
    x, y, w, h = box["rect"]
    need(w == h and x >= 0 and y >= 0 and x + w <= size[0] and y + h <= size[1],
         f"{slide['file']}: a code at {box['rect']}")
    for other in slide["boxes"]:
        need(other is box or other["box"] not in ("text", "qr", "picture") or
             not overlap(box["rect"], other["rect"]),
             f"{slide['file']}: {other.get('role')} {other['rect']} on the code {box['rect']}")
    below = DIALLED[box["text"]][1] if box["text"] in DIALLED else box["text"].split("/")[2]
    need(any(below in "".join(other.get("lines", [])) for other in slide["boxes"]
             if other["role"] == "host"), f"{slide['file']}: {below} is not printed")


def render(lab, theme, size):
    """The texts of all codes; every one of them was read back."""
    lab.config.write_text("[guard]\nhosts = .example.edu.cn, www.example.org\n"
                          f"[theme]\nname = {theme}\nshow_phone_codes = yes\n")
    folder = lab.folder / f"{theme.replace(chr(10), '-').split(' ')[0]}-{size[0]}x{size[1]}"
    done = lab.run("--config", lab.config, "render", "--feed", lab.folder / "feed.json", "--at",
                   AT, "--size", f"{size[0]}x{size[1]}", "--out", folder, timeout=60)
    need(done.returncode == 0, f"render: {done.returncode}: {done.stderr.strip()}")
    found = []
    for slide in json.loads((folder / "scenes.json").read_text())["slides"]:
        boxes = [box for box in slide["boxes"] if box["box"] == "qr"]
        need(not slide["warnings"], f"{folder.name}/{slide['file']}: {slide['warnings']}")
        for box in boxes:
            check_box(slide, box, size)
        wanted = sorted(box["text"] for box in boxes)
        read = scan(folder / slide["file"]) if boxes else []
        need(read == wanted, f"{folder.name}/{slide['file']}: zbar reads {read}, not {wanted}")
        found += wanted
    return sorted(found)


def test():
    wanted = sorted([as_uri(url) for url in GOOD] +
                    [f"https://www.example.edu.cn/news/{n}.html" for n in (17, 18)] +
                    [f"https://hq.example.edu.cn/{level}"
                     for level in ("info", "important", "urgent")] + list(DIALLED))
    count = 0
    with Lab() as lab:
        replace_file(lab.folder / "feed.json", json.dumps(feed()).encode())
        for theme, size in RUNS:
            found = render(lab, theme, size)
            need(found == wanted, f"{theme} {size}: codes {found}, not {wanted}")
            count += len(found)
    return f"{count} codes in four themes and on a ground picture read back by zbar"


if not shutil.which("zbarimg"):
    print("skip e2e_codes: no zbarimg")
    sys.exit(77)
main(test)
