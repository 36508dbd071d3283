#!/usr/bin/env python3
"""From a draft to the wall over HTTP, with the real program: drafts and conflicts, approvals over a hash, publishing signed,
a screen's `fetch` of the desk's own feed, restoring, planning, an alert, previews pixel for pixel what `render` gives, pictures
without what cameras write into them, and a feed by hand that is taken over as it is."""

import datetime
import hashlib
import json
import shutil
import struct
import subprocess
import time
import zlib

from common import ROOT, Lab, main, need, wait
from desks import Desk, Person, approve_and_publish, ask, path_of
from pictures import make as make_picture

PEOPLE = {"editor": "editor", "second": "editor", "reviewer": "reviewer", "publisher": "publisher", "chief": "admin"}
KEY_PASSWORD = "korrekte 马"
PUBLIC = (ROOT / "tests/data/desk/locked.pub").read_text().split()[-1]


def notice(title, text="三号楼周六上午停水，请提前储水。", **more):
    return {"kind": "notice", "title": title, "text": text, **more}


def rfc3339(seconds):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)).isoformat(timespec="seconds")


def draft_to_wall(lab, desk, people):
    editor, reviewer, publisher = people["editor"], people["reviewer"], people["publisher"]
    need(desk.feed().status == 404, "a feed before anything was published")
    part = editor.add(notice("停水通知"))
    editor.save("site", {"name": "云山职业学院"})
    listed = {one["part"]: one for one in editor.good("GET", "/api/parts")["parts"]}
    need(listed[part]["states"] == ["draft"] and listed[part]["title"] == "停水通知", f"listed: {listed[part]}")
    own = editor.call("POST", path_of(part, "approve"), {"hash": editor.hash(part)})
    need(own.status == 403, f"an editor approved: {own.status}")
    early = publisher.call("POST", "/api/publish", {"parts": [{"part": part, "hash": publisher.hash(part)}]})
    need(early.status == 409, f"published without approval: {early.status} {early.body}")
    editor.good("POST", path_of(part, "submit"), {})
    need(editor.good("GET", "/api/parts?state=waits")["parts"][0]["part"] == part, "it does not wait")
    reviewer.good("POST", path_of(part, "approve"), {"hash": reviewer.hash(part)})
    locked = publisher.call("POST", "/api/publish", {"parts": [{"part": part, "hash": publisher.hash(part)}]})
    need(locked.status == 409 and "error" in locked.json, f"published with a locked key: {locked.body}")
    wrong = publisher.call("POST", "/api/key/unlock", {"password": "no"})
    need(wrong.status == 422, f"unlocked with a wrong password: {wrong.status}")
    publisher.good("POST", "/api/key/unlock", {"password": KEY_PASSWORD})
    need(publisher.good("GET", "/api/me")["key"]["unlocked"], "the key is not unlocked")
    serial = publisher.good("POST", "/api/publish", {"parts": [{"part": part, "hash": publisher.hash(part)}]})["serial"]
    approve_and_publish("site", editor, reviewer, publisher)
    answer = desk.feed()
    need(answer.status == 200 and answer.json["serial"] == serial + 1 and answer.json["items"][0]["title"] == "停水通知",
         f"what is out: {answer.body[:300]}")
    need(desk.feed(**{"If-None-Match": answer.headers["ETag"]}).status == 304, "no 304")
    need(desk.publish.read_bytes() == answer.body, "the file is not what the desk serves")
    fetch(lab, desk, serial + 1)
    return part


def fetch(lab, desk, serial):
    """A screen that asks for a signature takes it from the desk itself, and the desk knows which it has."""
    lab.config.write_text(f"[screen]\nname = lab\n[store]\npath = {lab.store}\n[source desk]\n"
                          f"url = http://127.0.0.1:{desk.port}/feed.json?screen=dorm-3\npublic_key = {PUBLIC}\nallow_http = yes\n")
    done = lab.run("--config", lab.config, "fetch", "--once")
    need(done.returncode == 0, f"fetch --once: {done.stderr}")
    source = lab.source("desk")
    need(source.get("serial") == serial, f"status: {source}")
    screens = Person(desk, "editor").good("GET", "/api/screens")["screens"]
    need([(one["name"], one["serial"], one["behind"]) for one in screens] == [("dorm-3", serial, False)], f"screens: {screens}")


def edits_void(desk, people):
    editor, second, reviewer, publisher = (people[name] for name in ("editor", "second", "reviewer", "publisher"))
    part = editor.add(notice("甲"))
    editor.good("POST", path_of(part, "submit"), {})
    approved = reviewer.hash(part)
    reviewer.good("POST", path_of(part, "approve"), {"hash": approved})
    need("approved" in editor.good("GET", "/api/parts?q=甲")["parts"][0]["states"], "not approved")
    second.save(part, {**notice("乙"), "id": part[2:]})
    data = editor.part(part)
    need(not data["approvals"] and not data["draft"]["submitted"], f"an edit left the approval: {data}")
    stale = publisher.call("POST", "/api/publish", {"parts": [{"part": part, "hash": approved}]})
    need(stale.status == 409, f"published what was approved before the edit: {stale.status}")
    # and back to the very text that was approved: it was edited all the same
    editor.save(part, {**notice("甲"), "id": part[2:]})
    need(editor.hash(part) == approved and not editor.part(part)["approvals"], "the old approval came back")
    publisher.save(part, {**notice("丙"), "id": part[2:]})
    publisher.good("POST", path_of(part, "submit"), {})
    own = publisher.call("POST", path_of(part, "approve"), {"hash": publisher.hash(part)})
    need(own.status == 403, f"approved what they wrote: {own.status} {own.body}")
    mine = {who.name: who.part(part)["draft"]["mine"] for who in (editor, second, reviewer, publisher)}
    need(mine == {"editor": True, "second": True, "reviewer": False, "publisher": True}, f"of whom the draft is: {mine}")
    for who in (editor, second):
        need(who.call("POST", path_of(part, "approve"), {"hash": who.hash(part)}).status == 403, f"{who.name} approved what they wrote")
    # who never touched it may; the same content in another order is the same content
    again = editor.call("PUT", path_of(part, "draft"), {"base": 0, "content": dict(reversed(list({**notice("丙"), "id": part[2:]}.items())))})
    need(again.status == 200 and again.json["revision"] == editor.part(part)["draft"]["revision"], "another order is another content")
    reviewer.good("POST", path_of(part, "return"), {"hash": reviewer.hash(part), "text": "写明几号楼"})
    data = editor.part(part)
    need(data["words"][0]["text"] == "写明几号楼" and not data["draft"]["submitted"], f"returned: {data}")
    editor.good("DELETE", path_of(part, "draft"))
    need(editor.call("GET", path_of(part)).status == 404, "a dropped draft is there")


def conflict(desk, people):
    editor, second = people["editor"], people["second"]
    part = editor.add(notice("会议"))
    base = editor.part(part)["revision"]
    first = editor.save(part, {**notice("会议改期"), "id": part[2:]}, base)
    late = second.call("PUT", path_of(part, "draft"), {"base": base, "content": {**notice("会议取消"), "id": part[2:]}})
    need(late.status == 409, f"the second save: {late.status}")
    told = late.json
    need(told["theirs"]["content"]["title"] == "会议改期" and told["theirs"]["revision"] == first["revision"] and told["theirs"]["by"] == "editor" and
         told["base"]["content"]["title"] == "会议", f"the conflict: {told}")
    versions = editor.good("GET", path_of(part, "versions"))["versions"]
    need([(one["content"]["title"], one["why"]) for one in versions] ==
         [("会议取消", "conflict"), ("会议改期", ""), ("会议", "")], f"versions: {versions}")
    second.save(part, {**notice("会议取消"), "id": part[2:]}, told["theirs"]["revision"])
    names = {one["name"] for one in editor.part(part)["editors"]}
    need({"editor"} <= names, f"editors: {names}")
    # who waits hears of a change
    import threading
    news = {}
    revision = editor.part(part)["revision"]
    waiting = threading.Thread(target=lambda: news.update(editor.good("GET", path_of(part) + f"?after={revision}&wait=20")))
    start = time.monotonic()
    waiting.start()
    time.sleep(0.3)
    second.save(part, {**notice("会议照常"), "id": part[2:]}, revision)
    waiting.join(15)
    need(news.get("draft", {}).get("content", {}).get("title") == "会议照常" and time.monotonic() - start < 15, f"news: {news}")
    # a draft that somebody began before another was published over it
    editor.good("DELETE", path_of(part, "draft"))


def restore(desk, people, part):
    editor, reviewer, publisher = people["editor"], people["reviewer"], people["publisher"]
    before = desk.feed().json
    stale = editor.part(part)["revision"]
    editor.save(part, {**before["items"][0], "title": "改了的通知"})
    rows = editor.good("GET", path_of(part, "difference"))["rows"]
    need([(row["pointer"], row["before"], row["after"]) for row in rows] == [("/title", "停水通知", "改了的通知")], f"rows: {rows}")
    serial = approve_and_publish(part, editor, reviewer, publisher)
    need(desk.feed().json["items"][0]["title"] == "改了的通知", "not published")
    late = people["second"].call("PUT", path_of(part, "draft"), {"base": stale, "content": {**before["items"][0], "title": "旧"}})
    need(late.status == 409, f"written over what was published meanwhile: {late.status}")
    back = publisher.good("POST", f"/api/states/{before['serial']}/restore")["serial"]
    after = desk.feed().json
    need(back == serial + 1 and after["serial"] == back and after["items"] == before["items"] and after["site"] == before["site"], f"restored: {after}")
    states = editor.good("GET", "/api/states")["states"]
    need([(one["serial"], one["why"]) for one in states[:2]] == [(back, "restore"), (serial, "publish")], f"states: {states[:3]}")


def remove(desk, people):
    editor, reviewer, publisher = people["editor"], people["reviewer"], people["publisher"]
    part = editor.add(notice("要撤的"))
    approve_and_publish(part, editor, reviewer, publisher)
    editor.good("POST", path_of(part, "remove"))
    need(editor.part(part)["draft"]["content"] is None, "not a removal")
    approve_and_publish(part, editor, reviewer, publisher)
    need(part[2:] not in [one["id"] for one in desk.feed().json["items"]], "still there")


def planned(desk, people):
    editor, reviewer, publisher = people["editor"], people["reviewer"], people["publisher"]
    part = editor.add(notice("定时"))
    editor.good("POST", path_of(part, "submit"), {})
    reviewer.good("POST", path_of(part, "approve"), {"hash": reviewer.hash(part)})
    over = publisher.call("POST", "/api/publish", {"parts": [{"part": part, "hash": publisher.hash(part)}], "at": rfc3339(-60)})
    need(over.status == 422, f"planned for the past: {over.status}")
    publisher.good("POST", "/api/publish", {"parts": [{"part": part, "hash": publisher.hash(part)}], "at": rfc3339(3)})
    need(editor.good("GET", "/api/scheduled")["scheduled"][0]["parts"][0]["title"] == "定时", "not listed")
    need(part[2:] not in [one["id"] for one in desk.feed().json["items"]], "out before its time")
    wait(lambda: part[2:] in [one["id"] for one in desk.feed().json["items"]], 20, "what was planned")
    need(editor.good("GET", "/api/scheduled")["scheduled"] == [], "still planned")
    need(editor.good("GET", "/api/states")["states"][0]["why"] == "scheduled", "by whom")
    # one that is edited meanwhile stays, and says why
    part = editor.add(notice("改了的定时"))
    editor.good("POST", path_of(part, "submit"), {})
    reviewer.good("POST", path_of(part, "approve"), {"hash": reviewer.hash(part)})
    publisher.good("POST", "/api/publish", {"parts": [{"part": part, "hash": publisher.hash(part)}], "at": rfc3339(2)})
    editor.save(part, {**notice("又改"), "id": part[2:]})
    told = wait(lambda: [one for one in editor.good("GET", "/api/scheduled")["scheduled"] if one["why"]], 20, "why it is not out")
    publisher.good("DELETE", f"/api/scheduled/{told[0]['id']}")
    need(part[2:] not in [one["id"] for one in desk.feed().json["items"]], "an edited one went out")
    editor.good("DELETE", path_of(part, "draft"))


def alert(desk, people):
    chief, publisher = people["chief"], people["publisher"]
    content = {"id": "fire", "kind": "alert", "severity": "extreme", "title": "实验楼火情，请立即撤离",
               "show": {"until": rfc3339(3600)}}
    need(publisher.call("POST", "/api/alert", {"content": content, "confirm": True}).status == 403, "a publisher's alert")
    need(chief.call("POST", "/api/alert", {"content": content}).status == 400, "an alert without a second look")
    need(chief.call("POST", "/api/alert", {"content": content, "confirm": True}).status == 400, "an alert, and nobody knows which was confirmed")
    before = desk.feed().body
    part = chief.add(content)
    confirmed = chief.hash(part)
    for changed in ({**content, "title": "演习，请勿惊慌"}, {**content, "show": {"until": rfc3339(7200)}}, {**content, "x": 1}):
        done = chief.call("POST", "/api/alert", {"content": changed, "confirm": True, "hash": confirmed})
        need(done.status == 409 and desk.feed().body == before, f"not what was confirmed: {done.status} {done.body}")
    endless = {key: value for key, value in content.items() if key != "show"}
    chief.save(part, endless)
    done = chief.call("POST", "/api/alert", {"content": endless, "confirm": True, "hash": chief.hash(part)})
    need(done.status == 422 and done.json["findings"], f"an alert without an end: {done.status} {done.body}")
    turned = dict(reversed(content.items()))  # in another order it is the same
    serial = chief.good("POST", "/api/alert", {"content": turned, "confirm": True, "hash": confirmed})["serial"]
    need(desk.feed().json["serial"] == serial and desk.feed().json["items"][-1]["id"] == "fire", "no alert")
    entries = chief.good("GET", "/api/audit?limit=20")["entries"]
    need(any(entry.get("urgent") or entry.get("loud") or entry.get("is_loud") for entry in entries), f"not in red: {entries[:2]}")


def errors_hold(desk, people):
    """What screens would not show is not handed in: not to be published by somebody who did not look."""
    editor = people["editor"]
    before = desk.feed().body
    for content, pointer in ((notice("错", show={"until": "soon"}), "/show/until"), (notice("错", show={"from": "2026-02-30"}), "/show/from"),
                             (notice("错", show={"hours": "25:00-26:00"}), "/show/hours"), ({"kind": "notice"}, "")):
        part = editor.add(content)
        done = editor.call("POST", path_of(part, "submit"), {})
        need(done.status == 422 and any(one["level"] == "error" and one["pointer"].startswith(pointer) for one in done.json["findings"]),
             f"handed in {content}: {done.status} {done.body.decode()}")
        need(not editor.part(part)["draft"]["submitted"], f"{content} is handed in")
        editor.good("DELETE", path_of(part, "draft"))
    need(desk.feed().body == before, "an error went out")


def preview(lab, desk, people):
    editor = people["editor"]
    content = {**notice("预览", "第一段。\n" + "很长的正文，" * 400), "id": "p", "show": {"from": "2031-01-01T08:00", "until": "2031-01-02", "screens": ["dormitory"], "x": 1}}
    made = editor.good("POST", "/api/preview", {"part": "i-p", "content": content, "sizes": ["1280x720", "720x1280"]})
    need(made["slides"] and {slide["size"] for slide in made["slides"]} == {"1280x720", "720x1280"}, f"slides: {made}")
    need(any(one["pointer"] == "/show/x" for one in made["findings"]), f"findings: {made['findings']}")
    published = desk.feed().json
    document = lab.folder / "preview.json"
    now = datetime.datetime.now(datetime.timezone.utc).replace(second=0, microsecond=0)
    document.write_text(json.dumps({"lobbycard": 1, "issued": now.isoformat(), "site": published["site"], "items": [content]}, ensure_ascii=False))
    for size in ("1280x720", "720x1280"):
        out = lab.folder / f"render-{size}"
        done = lab.run("--config", desk.config, "render", "--feed", document, "--size", size, "--at", made["at"], "--screen", made["screen"], "--out", out)
        need(done.returncode == 0, f"render: {done.stderr}")
        rendered = [(out / slide["file"]).read_bytes() for slide in json.loads((out / "scenes.json").read_text())["slides"]]
        shown = [editor.call("GET", slide["url"]).body for slide in made["slides"] if slide["size"] == size]
        need(shown == rendered, f"{size}: the preview is not what render gives")
    again = editor.good("POST", "/api/preview", {"part": "i-p", "content": content, "sizes": ["1280x720", "720x1280"]})
    need(again["slides"] == made["slides"] or again["key"] != made["key"], "not kept")
    need(ask(desk.port, "GET", made["slides"][0]["url"]).status == 401, "a preview for everybody")
    for part, content in (("hotlines", [{"label": "总值班室", "numbers": "023-65550110"}]), ("links", [{"label": "主页", "url": "https://www.example.edu.cn/"}]),
                          ("site", {"name": "某校"})):
        done = editor.good("POST", "/api/preview", {"part": part, "content": content, "sizes": ["1280x720"]})
        need(done["slides"], f"{part}: {done}")
    bad = editor.good("POST", "/api/preview", {"part": "i-p", "content": {"id": "p", "kind": "notice", "title": "坏", "text": "x", "show": {"until": "2027年11月30日"}}})
    need(any(one["level"] == "error" and one["pointer"] == "/show/until" and "2027-11-30" in one["mend"] + one["text"] for one in bad["findings"]), f"findings: {bad['findings']}")
    programme = editor.good("GET", "/api/programme")
    need(programme["slides"] and programme["slides"][0]["url"], f"programme: {programme}")
    spans = editor.good("GET", "/api/timeline?hours=48")["spans"]
    need(any(span["title"] == "停水通知" for span in spans), f"timeline: {spans}")


def png(width, height, text):
    """A PNG with colours enough for a photograph, and a text in it that must not come out."""
    rows = b"".join(b"\0" + bytes((x * 7 + y * 13 + channel * 50) * (x + 1) % 251 for x in range(width) for channel in range(3)) for y in range(height))
    chunk = lambda name, data: struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + \
        chunk(b"tEXt", b"Comment\0" + text) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def media(desk, people):
    editor, reviewer, publisher = people["editor"], people["reviewer"], people["publisher"]
    taken = editor.good("POST", "/api/media", raw=png(64, 48, b"GPS 29.5N 106.5E"))
    need((taken["width"], taken["height"]) == (64, 48) and taken["file"].startswith("media/"), f"taken: {taken}")
    got = editor.call("GET", "/api/" + taken["file"])
    need(got.status == 200 and b"GPS" not in got.body, "what cameras write is still there")
    need(hashlib.sha256(got.body).hexdigest().startswith(taken["file"][6:46]), "not named by what it is")
    need(ask(desk.port, "GET", "/" + taken["file"]).status == 404, "public before it is published")
    turned = editor.good("POST", "/api/media", raw=turned_jpeg())
    need((turned["width"], turned["height"]) == (30, 50) and turned["file"].endswith(".jpg"), f"not upright: {turned}")
    need(b"Exif" not in editor.call("GET", "/api/" + turned["file"]).body, "EXIF is still there")
    large = editor.good("POST", "/api/media", raw=make_picture("jpeg", 6000, 1500, 30, 2))
    need((large["width"], large["height"]) == (3840, 960), f"not scaled: {large}")
    for what in (b"", b"no picture", b"<!DOCTYPE html><html></html>", png(64, 48, b"x")[:200]):
        need(editor.call("POST", "/api/media", raw=what).status in (400, 422), f"{what[:20]} taken")
    for name in ("..%2f..%2fdesk.db", "../desk.db", ".hidden.png", "x.txt", "%00.png"):
        need(editor.call("GET", "/api/media/" + name).status in (400, 404), f"{name} given")
    part = editor.add({"kind": "picture", "title": "图", "image": taken["file"]})
    approve_and_publish(part, editor, reviewer, publisher)
    public = ask(desk.port, "GET", "/" + taken["file"])
    need(public.status == 200 and public.body == got.body and (desk.publish.parent / taken["file"]).read_bytes() == got.body, "not published")


def turned_jpeg():
    """50x30, and an EXIF that says it was taken on its side."""
    plain = make_picture("jpeg", 50, 30, 30, 1)
    tiff = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"
    body = b"Exif\0\0" + tiff
    return plain[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + plain[2:]


def where(editor, now):
    """What is understood names the screens, those ticked before as well; all screens clear the ticks."""
    def said(text, *ticked):
        answer = editor.good("POST", "/api/when", {"text": text, "now": now, "show": {"screens": list(ticked)}})
        return answer["show"].get("screens"), answer["says"]

    kept, says = said("明天", "dorm-3", "!gym-1")
    need(kept == ["dorm-3", "!gym-1"] and "dorm-3" in says and "gym-1" in says, f"what was ticked: {kept} {says}")
    for text in ("所有屏幕，明天", "周五，所有屏幕", "everywhere, tomorrow", "all screens", "on all screens until Friday"):
        kept, says = said(text, "dorm-3")
        need(kept is None and "所有屏幕" in says, f"{text}: {kept} {says}")
    kept, says = said("除 dorm-3 外所有屏幕", "dorm-3")
    need(kept == ["!dorm-3"], f"all but one: {kept} {says}")
    need("所有屏幕" in said("明天")[1], "no place is not all screens")
    need(editor.call("POST", "/api/when", {"text": "明天", "show": {"screens": 3}}).status == 422, "screens that are none")


def words(desk, people):
    editor = people["editor"]
    now = "2026-11-25T10:20:00+08:00"
    read = editor.good("POST", "/api/when", {"text": "明天 8:00 到 周日 22:00，dorm-3 屏", "now": now})
    need(read["show"] == {"from": "2026-11-26T08:00", "until": "2026-11-29T22:00", "screens": ["dorm-3"]}, f"when: {read}")
    other = editor.call("POST", "/api/when", {"text": "明天，三教屏", "now": now})
    told = other.json["error"]["text"]
    need(other.status == 422 and "三教屏" in told and "dorm-3" in told, f"a screen that there is not: {told}")
    need(editor.good("POST", "/api/when/say", {"show": read["show"]})["says"], "nothing said")
    where(editor, now)
    need(editor.call("POST", "/api/when", {"text": "有空的时候"}).status == 422, "understood")
    phones = editor.good("POST", "/api/phone", {"text": "023-65763111 65763222;67199326(成教)"})
    need([one["number"] for one in phones["numbers"]] == ["023-65763111", "023-65763222", "023-67199326"], f"phones: {phones}")
    need(editor.good("POST", "/api/phone", {"text": "023-6576311"})["note"], "seven digits without a word")


def by_hand(lab, people_of):
    """A feed with what nobody here knows in it goes in and comes out again."""
    with Lab() as other:
        desk = Desk(other, people_of, {"approvals": "0"}).start()
        chief = Person(desk, "chief")
        text = json.dumps({"lobbycard": 1, "serial": 2026112301, "x-campus": {"n": 1}, "site": {"name": "云山", "x": [1, 2]},
                           "items": [{"id": "a", "kind": "notice", "title": "甲", "text": "x", "x-own": {"deep": [1, {"y": None}]}},
                                     {"kind": "notice", "title": "无编号", "text": "y"}, {"id": "b", "kind": "notice", "title": "乙", "text": "坏", "show": {"until": "soon"}}]},
                          ensure_ascii=False)
        text = text.replace('"n": 1', '"n": 12345678901234567890, "f": 1.50')
        looked = chief.good("POST", "/api/import", {"feed": text})
        need({one["title"] for one in looked["added"]} == {"甲", "无编号", "乙", "云山"} and len(looked["parts"]) == 4 and not looked["changed"] + looked["removed"],
             f"what would come: {looked}")
        need("serial" not in looked and any(one["level"] == "error" and one["pointer"] == "/items/2/show/until" for one in looked["findings"]), f"looked: {looked}")
        refused = chief.call("POST", "/api/import", {"feed": text, "confirm": True})
        need(refused.status == 422 and any(one["level"] == "error" for one in refused.json["findings"]), f"imported with errors: {refused.status} {refused.body}")
        twice = json.dumps({"lobbycard": 1, "items": [{"id": "a", "kind": "hologram", "title": "甲", "text": "x"}, {"id": "b", "kind": "notice", "title": "乙", "text": "y"},
                                                      {"id": "b", "kind": "notice", "title": "丙", "text": "z"}]}, ensure_ascii=False)
        need(chief.call("POST", "/api/import", {"feed": twice, "confirm": True}).status == 422, "imported with an id twice")
        need(desk.feed().status == 404 and chief.good("GET", "/api/states")["states"] == [], "published by looking, or with errors")
        text = text.replace("soon", "2099-01-01")
        done = chief.good("POST", "/api/import", {"feed": text, "confirm": True})
        need(done["serial"] == 2026112302, f"import: {done}")
        parts = {one["title"]: one for one in chief.good("GET", "/api/parts")["parts"]}
        need(parts["甲"]["states"] == ["plays"], f"parts: {parts}")
        other_feed = json.dumps({"lobbycard": 1, "site": {"name": "云山", "x": [1, 2]}, "items": [{"id": "a", "kind": "notice", "title": "甲二", "text": "x"},
                                                                                         {"id": "c", "kind": "notice", "title": "丁", "text": "y"}]}, ensure_ascii=False)
        before = desk.feed().body
        looked = chief.good("POST", "/api/import", {"feed": other_feed, "confirm": False})
        need([sorted(one["title"] for one in looked[which]) for which in ("added", "changed", "removed")] == [["丁"], ["甲二"], ["乙", "无编号"]], f"looked: {looked}")
        need(looked["added"][0] == {"part": "i-c", "kind": "notice", "title": "丁"} and desk.feed().body == before, f"looked: {looked}")
        need(parts["无编号"]["part"].startswith("i-"), "an item without id cannot be edited")
        data = chief.part("i-a")
        chief.save("i-a", {**data["published"]["content"], "title": "甲改"})
        chief.good("POST", "/api/publish", {"parts": [{"part": "i-a", "hash": chief.hash("i-a")}]})
        out = desk.feed().body.decode()
        need('"x-campus": {"n": 12345678901234567890, "f": 1.50}' in out, f"unknown members: {out[:300]}")
        need(json.loads(out)["items"][0]["x-own"] == {"deep": [1, {"y": None}]} and json.loads(out)["items"][0]["title"] == "甲改", "an item's own")
        need(json.loads(out)["items"][2] == json.loads(text)["items"][2], "what was not touched")
        part, before = chief.add(notice("错", show={"until": "soon"})), desk.feed().body
        done = chief.call("POST", "/api/publish", {"parts": [{"part": part, "hash": chief.hash(part)}]})
        need(done.status == 422 and any(one["level"] == "error" for one in done.json["findings"]), f"published: {done.status} {done.body}")
        need(desk.feed().body == before, "an error went out")
        chief.good("DELETE", path_of(part, "draft"))
        need(ask(desk.port, "GET", "/feed.json.minisig").status == 404, "a signature of nobody")
        for bad in ("{", "[]", '{"a": 1}'):
            need(chief.call("POST", "/api/import", {"feed": bad}).status == 422, f"imported {bad}")
        rss = "<rss version='2.0'><channel><title>x</title><item><title>新闻一则</title><guid>g1</guid><description>正文</description></item></channel></rss>"
        done = chief.good("POST", "/api/import", {"feed": rss, "format": "rss", "confirm": True})
        need("新闻一则" in desk.feed().body.decode(), f"adapted: {done}")
        # from the command line too, with its pictures, while the desk runs
        folder = other.folder / "by-hand"
        (folder / "media").mkdir(parents=True)
        (folder / "media/a.png").write_bytes(png(30, 20, b"x"))
        (folder / "feed.json").write_text(json.dumps({"lobbycard": 1, "items": [{"id": "p", "kind": "picture", "title": "命令行", "image": "media/a.png"}]}))
        done = other.run("--config", desk.config, "desk", "import", folder / "feed.json")
        need(done.returncode == 0 and "added  i-p  命令行\n" in done.stdout and "removed  " in done.stdout and "\nserial  " in done.stdout,
             f"desk import: {done.stdout} {done.stderr}")
        wait(lambda: desk.feed().json["items"][0].get("title") == "命令行", 40, "what was imported beside it")
        need(ask(desk.port, "GET", "/media/a.png").status == 200, "its picture")
        (folder / "bad.json").write_text(twice)
        done = other.run("--config", desk.config, "desk", "import", folder / "bad.json")
        need(done.returncode != 0 and "error  /items/" in done.stdout and desk.feed().json["items"][0]["title"] == "命令行", f"desk import of errors: {done.stdout} {done.stderr}")
        desk.stop()


def test():
    with Lab() as lab:
        key = lab.folder / "screens.key"
        shutil.copy(ROOT / "tests/data/desk/locked.key", key)
        desk = Desk(lab, PEOPLE, {"sign_key": key}, "[guard]\ntags = dorm-3, dormitory").start()
        people = {name: Person(desk, name) for name in PEOPLE}
        part = draft_to_wall(lab, desk, people)
        edits_void(desk, people)
        conflict(desk, people)
        restore(desk, people, part)
        remove(desk, people)
        planned(desk, people)
        errors_hold(desk, people)
        preview(lab, desk, people)
        media(desk, people)
        words(desk, people)
        alert(desk, people)
        signature = ask(desk.port, "GET", "/feed.json.minisig").body
        (lab.folder / "feed.json").write_bytes(desk.feed().body)
        (lab.folder / "feed.json.minisig").write_bytes(signature)
        done = subprocess.run(["minisign", "-V", "-q", "-P", PUBLIC, "-m", lab.folder / "feed.json"], check=False)
        need(done.returncode == 0, "minisign does not take the signature")
        desk.stop()
        need(desk.process.returncode == 0, f"the desk left with {desk.process.returncode}")
        desk.start()  # what was out is out
        need(desk.feed().json["items"][-1]["id"] == "fire", "a restart lost it")
    by_hand(lab, {"chief": "admin"})
    return "drafts, approvals, publishing, restoring, planning, an alert, previews, pictures, an import"


if __name__ == "__main__":
    main(test)
