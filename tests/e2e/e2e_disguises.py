#!/usr/bin/env python3
"""The hijacked page in ten disguises, through the real pipe: an endpoint, `fetch`, the store, `render`. None is on the glass,
read as people read it, and what is honest beside it is. No identity is set but where the name alone is the disguise, and the
breaker is off but where the change is gradual: the words must hold alone."""

import json
import os
import pathlib
import re
import struct
import unicodedata
import zlib

from common import ROOT, Lab, left_out, main, need, replace_file

CAPTURED = pathlib.Path(os.environ.get("LOBBYCARD_CAPTURED_PAGE") or ROOT.parent / "shared/reference/campus-page.txt")
IMPOSTOR, SCHOOL = "全年无错九肖网站", "海联职业技术学院"
HOTLINE = {"label": "财务处", "numbers": "023-65763777"}
ALIKE = ("仝年旡错乆肖网站", "全年无锗勼宵网站", "佺年无错⑨肖罔站", "全年无错氿肖网竝", "㒰秊无错玖霄网站", "全年无错久肖冈站")


def picture():
    """Four grey pixels."""
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(b"\0\x80\x80" * 2)) + chunk(b"IEND", b""))


def page(serial, name=SCHOOL, **more):
    """The captured page as a feed of its site, with that name."""
    names = name if isinstance(name, (list, tuple)) else [name]
    text = CAPTURED.read_text(encoding="utf-8")
    count = iter(range(10 ** 6))
    text = re.sub(IMPOSTOR, lambda _: names[next(count) % len(names)], text)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    article = {"id": "page", "kind": "article", "title": "我校参与承办职业教育大会", "published": "2024-11-10",
               "source": names[-1], "body": [{"text": line} for line in lines[5:30]]}
    document = {"lobbycard": 1, "serial": serial, "site": {"name": names[0], "welcome": f"欢迎光临{names[0]}官方网站",
                "footer": [f"版权所有：{names[-1]}"]}, "hotlines": [HOTLINE], "items": [article]}
    return {**document, **more}


def honest(serial, *items, **more):
    library = {"id": "good", "kind": "notice", "title": "图书馆周末开放时间", "text": "周六、周日九点到十七点。"}
    return {"lobbycard": 1, "serial": serial, "site": {"name": SCHOOL}, "hotlines": [HOTLINE],
            "items": [library, *items], **more}


def notice(number, title, text):
    return {"id": f"n-{number}", "kind": "notice", "title": title, "text": text}


def agenda(number, *rows):
    return {"id": f"g-{number}", "kind": "agenda", "title": "今日安排",
            "rows": [{"time": f"{8 + i:02}:00", "title": title, "place": place} for i, (title, place) in enumerate(rows)]}


def site_alone(serial):
    document = honest(serial)
    document["site"] = {"name": SCHOOL + "🄹🄸🅄🅇🄸🄰🄾", "welcome": "欢迎光临全年无错\n九肖网站官方网站",
                        "footer": ["海联·九❾肖中特", "唯一网址 hl九肖00417。com"]}
    return document


def captions(serial):
    return honest(serial, {"id": "c-1", "kind": "article", "title": "礼仪展示", "body": [
        {"image": "p.png", "caption": "礼仪服务（全年无错九肖网站）"}, {"text": "考察团参观实训楼。"}]},
        {"id": "c-2", "kind": "picture", "title": "九肖中特 合影", "image": "p.png"},
        {"id": "c-3", "kind": "article", "title": "合影", "body": [
            {"image": "p.png", "caption": "全年"}, {"image": "p.png", "caption": "无错"}, {"image": "p.png", "caption": "九肖"}]},
        links=[{"label": "友情链接：全年无错九肖", "url": "https://www.example.edu.cn/"}])


def gradual(step):
    """A name more with each step."""
    names = ("海联九肖学院", "海联全年无错学院", "九肖资料室", "九肖网首页，今晚必中", IMPOSTOR)
    return honest(step, *[notice(i, f"{names[i] if i < step - 1 else SCHOOL}第{i + 1}届技能节", "欢迎参观。")
                          for i in range(5)])


def addresses(serial):
    return honest(serial, links=[
        {"label": "精品课程", "url": "https://www.example.edu.cn/全年无错九肖/"},
        {"label": "教务系统", "url": "https://www.example.edu.cn/%E4%B9%9D%E8%82%96%E4%B8%AD%E7%89%B9"},
        {"label": "校友网", "url": "https://www.example.edu.cn/jiuxiaozhongte.html"}])


def hotlines(serial):
    number = "023-65763111"
    return honest(serial, hotlines=[HOTLINE, {"label": "九肖中特咨询", "numbers": number},
        {"label": "招生办", "numbers": [{"number": number, "note": "九肖网站"}]},
        {"label": "教务处", "numbers": number, "hours": "今晚九点半开码，特码九肖今晚公开"},
        {"label": "全年无错", "numbers": [{"number": number, "note": "九肖"}]},
        {"label": "加薇 jx00417 领资料", "numbers": number, "hours": "无错九宵"}])


def split(serial):
    return honest(serial, agenda(1, *[(c, "一教") for c in "九肖中特"]),
        agenda(2, *[("讲座", c) for c in "九肖中特"]), notice(2, "全年无错九", "肖网站欢迎您"),
        {"id": "c-1", "kind": "article", "title": "全年无错", "body": [{"heading": "九肖"}, {"text": "网站"}]},
        {"id": "c-2", "kind": "article", "title": "通知", "body": [{"text": c} for c in "九肖中特"]})


def hidden(serial):
    return honest(serial, notice(1, "九々肖々中々特", "全\u200b年\u200b无\u200b错\u200b九\u200b肖"),
        notice(2, "九ー肖ー中ー特", "好"), notice(3, "&#20061;&#32918;中特", "好"), notice(4, "看", "\\u4e5d\\u8096中特"),
        notice(5, "🔥九🔥肖🔥中🔥特🔥", "好"), notice(6, "\u202e站网肖九错无年全\u202c", "好"),
        notice(7, "九\u0301肖\u0301中\u0301特\u0301", "好"), notice(8, "&amp;#20061;肖中<b>特</b>", "好"))


def brand(serial):
    return honest(serial, notice(1, "星瀚国际 谨防假冒", "首存送88，期期稳赚，注册送彩金，当晚提现三万，加薇 xh00417"),
        notice(2, "公益金讲座合作单位：星瀚国际", "开户即送彩金，返水秒到账，真人视讯，星瀚国际开户专线"))


# What is served, in order; what must not be read; what [guard] says more.
OFF = "breaker_hold = 0s\n"
DISGUISES = {
    "traditional, wide and spaced": ([lambda s: page(s, ("全年無錯九肖網站", "全 年 无 错 九 肖 网 站", "全年無錯９肖网站",
                                                        "《全年无错九肖》网站", "全年无错·九肖·网站"))], (), OFF),
    "look-alikes": ([lambda s: page(s, ALIKE)], ALIKE, OFF),
    "the site alone": ([site_alone], ("🄹", "JIUXIAO", "00417"), f"identity = {SCHOOL}\n" + OFF),
    "captions, titles, labels": ([captions], (), OFF),
    "gradual": ([gradual] * 6, ("必中", "全年无错"), ""),
    "addresses": ([addresses], ("jiuxiaozhongte", "%E4%B9%9D"), OFF),
    "hotlines": ([hotlines], ("九宵", "开码", "jx00417"), OFF),
    "split": ([split], (), OFF),
    "fillers and escapes": ([hidden], ("u4e5d", "#20061"), OFF),
    "a brand of no list": ([brand], ("首存送", "xh00417", "稳赚", "彩金", "返水", "注册送", "真人视讯"), OFF),
}


def read_slides(lab, folder):
    """All that people read, slide by slide, and which items stand there."""
    done = lab.run("--config", lab.config, "render", "--out", folder)
    need(done.returncode == 0, f"render: {done.stderr}")
    scenes = json.loads((folder / "scenes.json").read_text())
    texts = ["".join(line for box in slide["boxes"] for line in box.get("lines", [])) for slide in scenes["slides"]]
    return texts, {slide["item"] for slide in scenes["slides"]}


def as_read(text):
    """Han characters, letters and figures alone."""
    folded = unicodedata.normalize("NFKC", text).replace("玖", "九").replace("９", "九").replace("9肖", "九肖")
    return "".join(c for c in folded.translate(str.maketrans("無錯網", "无错网")) if c.isalnum() and c not in "々ー")


def check(lab, name, number):
    steps, forbidden, more = DISGUISES[name]
    folder = lab.folder / f"disguise-{number}"
    folder.mkdir()
    (folder / "p.png").write_bytes(picture())
    lab.store, path = folder / "store", folder / "feed.json"
    lab.write_config({"campus": f"file://{path}"}, programme={"order": "article, notice, picture, agenda, hotlines, links"})
    with lab.config.open("a") as config:
        config.write("[guard]\nhosts = .example.edu.cn\n" + more)
    for serial, step in enumerate([honest, *steps], 1):
        replace_file(path, json.dumps(step(serial), ensure_ascii=False).encode())
        lab.run("--config", lab.config, "fetch", "--once")
        texts, items = read_slides(lab, folder / f"out-{serial}")
        for text in texts:
            for term in ("九肖", "肖九", "全年无错", *forbidden):
                need(as_read(term) not in as_read(text) and term not in text, f"{name}, step {serial}: {term} in {text[:300]}")
        need(any("65763777" in text for text in texts), f"{name}: the honest hotline is not shown")
    return items


def test():
    if not CAPTURED.exists():
        left_out(f"no {CAPTURED}")
        return None
    with Lab() as lab:
        for number, name in enumerate(DISGUISES, 1):
            items = check(lab, name, number)
            need("good" in items or name in ("traditional, wide and spaced", "look-alikes"), f"{name}: the good one: {items}")
    return f"{len(DISGUISES)} disguises of the hijacked page, none on the glass"


main(test)
