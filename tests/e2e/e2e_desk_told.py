#!/usr/bin/env python3
"""What the page is told, so that it can group, link and name: the group of each part, which part a finding is of and where in it,
tags that no screen has refused with those that there are, screens by name, previews with the wall's footer and in a theme,
ids with whatever is in them."""

import concurrent.futures
import datetime
import json
import time
import urllib.parse

from common import Lab, main, need
from desks import Desk, Person, approve_and_publish, ask, path_of

PEOPLE = {"editor": "editor", "reviewer": "reviewer", "publisher": "publisher", "chief": "admin"}


def notice(title, **more):
    return {"kind": "notice", "title": title, "text": "正文。", **more}


def in_an_hour():
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)).isoformat(timespec="seconds")


def groups(person):
    return {one["title"]: (one["group"], one["states"]) for one in person.good("GET", "/api/parts")["parts"] if one["part"].startswith("i-")}


def grouped(desk, people):
    editor, reviewer, publisher = people["editor"], people["reviewer"], people["publisher"]
    shows = {"在播": {}, "将播": {"from": "2099-01-01"}, "已过": {"until": "2020-01-01"}}
    for title, show in shows.items():
        approve_and_publish(editor.add(notice(title, show=show)), editor, reviewer, publisher)
    part = editor.add(notice("写着"))
    need(groups(editor) == {"在播": ("plays", ["plays"]), "将播": ("comes", ["comes"]), "已过": ("over", ["over"]), "写着": ("draft", ["draft"])}, f"{groups(editor)}")
    editor.good("POST", path_of(part, "submit"), {})
    need(groups(editor)["写着"][0] == "waits", f"{groups(editor)}")
    reviewer.good("POST", path_of(part, "return"), {"hash": reviewer.hash(part), "text": "写明时间"})
    need(groups(editor)["写着"] == ("returned", ["draft"]), f"{groups(editor)}")
    editor.good("POST", path_of(part, "submit"), {})
    need(groups(editor)["写着"][0] == "waits", f"handed in again: {groups(editor)}")
    reviewer.good("POST", path_of(part, "approve"), {"hash": reviewer.hash(part)})
    need(groups(editor)["写着"][0] == "approved", f"{groups(editor)}")
    reviewer.good("POST", path_of(part, "return"), {"hash": reviewer.hash(part), "text": "还是不对"})
    editor.save(part, {**notice("写着"), "id": part[2:], "text": "改过了。"})
    need(groups(editor)["写着"][0] == "draft", f"changed since: {groups(editor)}")
    live = next(one["part"] for one in editor.good("GET", "/api/parts")["parts"] if one["title"] == "在播")
    editor.save(live, {**notice("在播"), "id": live[2:], "text": "新的。"})
    need(groups(editor)["在播"] == ("draft", ["plays", "draft"]), f"{groups(editor)}")
    editor.good("DELETE", path_of(live, "draft"))
    editor.good("DELETE", path_of(part, "draft"))


def tags(desk, people):
    editor, chief = people["editor"], people["chief"]
    for show, wrong in (({"screens": ["dormitry"]}, "dormitry"), ({"screens": ["lobby", "!libary"]}, "libary"), ({"screens": "食堂"}, "食堂")):
        part = editor.add(notice("标签", show=show))
        done = editor.call("POST", path_of(part, "submit"), {})
        told = [one for one in done.json.get("findings", []) if one["level"] == "error" and one["code"] == "unknown-tag"] if done.status == 422 else []
        need(len(told) == 1 and wrong in told[0]["text"] and "dormitory" in told[0]["text"] and "lobby" in told[0]["text"], f"{show}: {done.status} {done.body.decode()}")
        need(not editor.part(part)["draft"]["submitted"], f"{show} is handed in")
        editor.good("DELETE", path_of(part, "draft"))
    part = editor.add(notice("标签", show={"screens": ["lobby", "!dormitory"]}))
    editor.good("POST", path_of(part, "submit"), {})
    editor.good("DELETE", path_of(part, "draft"))
    alert = {"id": "w", "kind": "alert", "severity": "severe", "title": "风", "show": {"until": in_an_hour(), "screens": ["loby"]}}
    chief.add(alert)
    done = chief.call("POST", "/api/alert", {"content": alert, "confirm": True, "hash": chief.hash("i-w")})
    need(done.status == 422 and any(one["code"] == "unknown-tag" for one in done.json["findings"]), f"an alert that would hang nowhere: {done.body}")
    chief.good("DELETE", path_of("i-w", "draft"))


def found(desk, people):
    """Each finding leads to its field, whichever way it was asked for."""
    chief, editor = people["chief"], people["editor"]
    content = notice("坏的", id="bad", show={"until": "soon", "x": 1})
    want = {("i-bad", "/show/until", "坏的"), ("i-bad", "/show/x", "坏的")}
    made = editor.good("POST", "/api/preview", {"part": "i-bad", "content": content, "sizes": ["640x360"]})
    told = {(one["part"], one["member"], one["title"]) for one in made["findings"]}
    need(want <= told, f"a preview's: {told}")
    feed = json.dumps({"lobbycard": 1, "site": {"name": "x", "odd": 1}, "hotlines": [{"label": "总机", "numbers": "02"}], "items": [notice("好的", id="ok"), content], "odd": 1})
    looked = chief.good("POST", "/api/import", {"feed": feed})
    told = {(one["part"], one["member"], one["title"]) for one in looked["findings"]}
    need(want <= told and {("site", "/odd", ""), (None, "/odd", "")} <= told, f"an import's: {told}")
    need(any(part == "hotlines" and member.startswith("/0") for part, member, _ in told), f"an import's hotline: {told}")
    need(any(one["pointer"] == "/items/1/show/until" for one in looked["findings"]), "pointers into the feed")
    part = editor.add({**content, "id": "bad"})
    done = editor.call("POST", path_of(part, "submit"), {})
    need(want <= {(one["part"], one["member"], one["title"]) for one in done.json["findings"]}, f"when it is handed in: {done.body}")
    editor.good("DELETE", path_of(part, "draft"))


def screens(desk, people):
    editor = people["editor"]
    ask(desk.port, "GET", "/feed.json?screen=" + urllib.parse.quote("食堂 1"))
    ask(desk.port, "GET", "/feed.json", headers={"User-Agent": "lobbycard/1.0"})
    ask(desk.port, "GET", "/feed.json", headers={"User-Agent": "Mozilla/5.0"})
    names = [one["name"] for one in editor.good("GET", "/api/screens")["screens"]]
    need(names == ["127.0.0.1", "食堂 1"], f"screens: {names}")
    me = editor.good("GET", "/api/me")
    need(me["screens"] == ["dormitory", "lobby"] and "polled" not in me, f"me: {me}")


def previews(lab, desk, people):
    """With hotlines out there: the preview is what render gives of all that is published and this."""
    editor, reviewer, publisher = people["editor"], people["reviewer"], people["publisher"]
    editor.save("hotlines", [{"label": "从前", "numbers": "023-65550100", "show": {"until": "2020-01-01"}}, {"label": "总值班室", "numbers": "023-65550110"},
                             {"label": "保卫处", "numbers": "023-65550119"}])
    approve_and_publish("hotlines", editor, reviewer, publisher)
    content = notice("预览", id="p")
    seen = {}
    for theme in (None, "paper", "night", "ink"):
        made = editor.good("POST", "/api/preview", {"part": "i-p", "content": content, "sizes": ["1280x720"], **({"theme": theme} if theme else {})})
        need([slide["kind"] for slide in made["slides"]] == ["notice"], f"slides: {made['slides']}")
        seen[theme] = editor.call("GET", made["slides"][0]["url"]).body
        document, out = lab.folder / "preview.json", lab.folder / f"out-{theme}"
        published = desk.feed().json
        document.write_text(json.dumps({"lobbycard": 1, "issued": made["at"], "hotlines": published["hotlines"], "items": [content]}, ensure_ascii=False))
        done = lab.run("--config", desk.config, "render", "--feed", document, "--size", "1280x720", "--at", made["at"], "--out", out, *(["--theme", theme] if theme else []))
        need(done.returncode == 0, f"render: {done.stderr}")
        slides = json.loads((out / "scenes.json").read_text())["slides"]
        first = next(slide for slide in slides if slide["kind"] == "notice")
        need("023-65550110" in json.dumps(first, ensure_ascii=False), "render has no hotline in the footer")
        need(seen[theme] == (out / first["file"]).read_bytes(), f"{theme}: the preview is not what the wall shows")
    need(seen[None] == seen["paper"] and len(set(seen.values())) == 3, "themes look alike")
    for theme in ("no-such", "../../etc/passwd", "/etc/passwd.ini", "x" * 300):
        done = editor.call("POST", "/api/preview", {"part": "i-p", "content": content, "theme": theme})
        need(done.status == 422, f"theme {theme[:30]}: {done.status}")
    made = editor.good("POST", "/api/preview", {"part": "hotlines", "content": published["hotlines"], "sizes": ["1280x720"]})
    need({slide["kind"] for slide in made["slides"]} == {"hotlines"}, f"hotlines themselves: {made['slides']}")


def programme(lab, desk, people):
    """300 slides: the list of all at once, each picture when somebody looks at it, and the same as render's of all."""
    chief = people["chief"]
    items = [{"id": f"n{number}", "kind": "notice", "title": f"通知 {number}", "text": f"第 {number} 条。" * (1 + number % 7)} for number in range(300)]
    chief.good("POST", "/api/import", {"feed": json.dumps({"lobbycard": 1, "site": {"name": "云山"}, "items": items}, ensure_ascii=False), "confirm": True})
    begun = time.monotonic()
    answer = chief.good("GET", "/api/programme?at=2031-03-01T10:00:00%2B08:00")
    seconds = time.monotonic() - begun
    slides = answer["slides"]
    need(len(slides) >= 300 and {slide["part"] for slide in slides} >= {f"i-n{number}" for number in range(300)}, f"{len(slides)} slides")
    document, out = lab.folder / "programme.json", lab.folder / "programme"
    document.write_bytes(desk.feed().body)
    done = lab.run("--config", desk.config, "render", "--feed", document, "--at", answer["at"], "--out", out, timeout=120)
    need(done.returncode == 0, done.stderr)
    rendered = json.loads((out / "scenes.json").read_text())["slides"]
    need([slide["dwell_ms"] for slide in rendered] == [slide["dwell_ms"] for slide in slides], "other slides than render's")
    wanted = [0, 15, 16, 17, 150, len(slides) - 1, 31, 32]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:  # as a page that is scrolled through
        got = list(pool.map(lambda index: chief.call("GET", slides[index]["url"], timeout=120), wanted))
    for index, answer in zip(wanted, got):
        need(answer.status == 200 and answer.body == (out / rendered[index]["file"]).read_bytes(), f"slide {index}: {answer.status}")
    need(chief.call("GET", slides[0]["url"].replace("/0.png", f"/{len(slides)}.png")).status == 404, "a slide behind the last one")
    return seconds


def ids(desk, people):
    chief = people["chief"]
    for name in ("https://news.example.edu.cn/a/1?b=c&d=é#f", "a/b", "/", "//", "..", ".", "../..", "a%2Fb", "%", "+ +", "i-i-x", "停水/三号楼", "\u2028", "?", "a;b", "x" * 2000):
        part = chief.add(notice("编号", id=name))
        need(part == "i-" + name and chief.part(part)["draft"]["content"]["id"] == name, f"{name!r}: {part}")
        chief.save(part, {**notice("编号二", id=name)})
        need(chief.good("GET", path_of(part, "versions"))["versions"][0]["content"]["title"] == "编号二", f"{name!r}")
        chief.good("DELETE", path_of(part, "draft"))
    for name in ("a\nb", "a\\b", "\x01", "\x7f", "x" * 2100):
        done = chief.call("POST", "/api/parts", {"kind": "notice", "content": notice("编号", id=name)})
        need(done.status == 422 and done.json["error"]["mend"], f"{name!r}: {done.status} {done.body}")
        done = chief.call("POST", "/api/import", {"feed": json.dumps({"lobbycard": 1, "items": [notice("一", id="a"), notice("编号", id=name)]})})
        need(done.status == 422 and "items[1].id" in done.json["error"]["text"], f"imported {name!r}: {done.status} {done.body}")
    need(chief.call("GET", "/api/states/1%2Frestore").status == 404, "a slash in a serial")
    need(ask(desk.port, "GET", "/media/..%2F..%2Fdesk.db").status == 404 and ask(desk.port, "GET", "/index%2Fhtml").status == 404, "a slash in a file's name")


def test():
    with Lab() as lab:
        desk = Desk(lab, PEOPLE, {"approvals": "1"}, "[guard]\ntags = dormitory, lobby").start()
        people = {name: Person(desk, name) for name in PEOPLE}
        grouped(desk, people)
        tags(desk, people)
        found(desk, people)
        screens(desk, people)
        ids(desk, people)
        previews(lab, desk, people)
        seconds = programme(lab, desk, people)
        desk.stop()
        need(desk.process.returncode == 0, f"it left with {desk.process.returncode}")
    return f"groups, tags, findings, screens, ids, previews; a programme of 300 slides after {seconds:.1f} s"


if __name__ == "__main__":
    main(test)
