#!/usr/bin/env python3
"""The hijack: a page with its school's name plays; the same page with the name replaced
everywhere, as it was once captured, changes nothing on the glass, and status and check name it."""

import json
import os
import pathlib
import subprocess
import time

from common import PROGRAM, ROOT, Lab, feed, left_out, main, need, notice, replace_file, wait

CAPTURED = pathlib.Path(os.environ.get("LOBBYCARD_CAPTURED_PAGE") or
                        ROOT.parent / "shared/reference/campus-page.txt")
IMPOSTOR = "全年无错九肖网站"
SCHOOL = "云溪海联职业技术学院"


def page_feed(text, serial):
    """The captured page as the feed that its site would have given."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    name = IMPOSTOR if IMPOSTOR in text else SCHOOL
    article = {"id": "page", "kind": "article", "title": lines[3], "published": "2024-11-10",
               "source": name, "body": [{"text": line} for line in lines[5:]]}
    return (json.dumps({"lobbycard": 1, "serial": serial, "site": {"name": name,
                        "welcome": lines[0]}, "items": [article]}, ensure_ascii=False)
            + "\n" * (serial % 50)).encode()


def prepare(lab, captured, identity):
    """A feed with the true page in place, and the hijacked one to put there."""
    path = lab.folder / "feed.json"
    lab.store = lab.folder / f"store{len(identity)}"
    replace_file(path, page_feed(captured.replace(IMPOSTOR, SCHOOL), 1))
    lab.write_config({"campus": f"file://{path}"}, programme={"order": "article"})
    with lab.config.open("a") as config:
        config.write(f"[guard]\nidentity = {identity}\n")
    need(lab.run("--config", lab.config, "check", path).stdout.endswith("0 warnings\n"),
         "check of the true page found something")
    return path, page_feed(captured, 2)


def check_told(lab, path, edition):
    status = lab.status()
    need("/site/name" in status["sources"][0]["last_error"], f"status: {status}")
    need(status["edition"]["id"] == edition, "the hijacked page made an edition")
    checked = lab.run("--config", lab.config, "check", "--json", path)
    found = json.loads(checked.stdout)["findings"]
    need(checked.returncode == 1 and any(f["pointer"] == "/site/name" for f in found) and
         any(f["item"] == "page" and f["severity"] == "error" for f in found),
         f"check: {checked.stdout}")
    shown = lab.run("--config", lab.config, "render", "--out", lab.folder / "out")
    scenes = (lab.folder / "out/scenes.json").read_text()
    need(shown.returncode == 0 and SCHOOL in scenes and "九肖" not in scenes, "render shows it")


def check_hijack(lab, captured):
    path, hijacked = prepare(lab, captured, f"{SCHOOL}, Yunxi Hailian College")
    player = lab.play("--windowed=960x540")
    lab.wait_item("page", 10)
    edition = lab.status()["edition"]["id"]
    replace_file(path, hijacked)
    wait(lambda: lab.source("campus").get("last_error"), 25, "an error in `status`")
    glass = lab.glass()
    need(glass["edition"] == edition and glass["item"] == "page", f"on the glass: {glass}")
    check_told(lab, path, edition)
    player.stop()


def check_hijack_by_lists(lab, captured):
    """Where nobody filled in the identity, the shipped lists are still there."""
    path, hijacked = prepare(lab, captured, "")
    need(lab.run("--config", lab.config, "fetch", "--once").returncode == 0, "fetch")
    edition = lab.status()["edition"]["id"]
    replace_file(path, hijacked)
    need(lab.run("--config", lab.config, "fetch", "--once").returncode == 1, "fetch took it")
    check_told(lab, path, edition)


def check_held(lab):
    """A poisoned item and a foreign number are held back alone, and told."""
    path = lab.folder / "mixed.json"
    path.write_bytes(feed(5, notice("good"), notice("bad", text="六·合·彩 資料")))
    lab.config.write_text("[guard]\nhotlines = 110\n")
    out = lab.folder / "held"
    done = lab.run("--config", lab.config, "render", "--feed", path, "--out", out)
    need(done.returncode == 0, done.stderr)
    scenes = json.loads((out / "scenes.json").read_text())
    need([held["item"] for held in scenes["held"]] == ["/hotlines/0", "bad"],
         f"held: {scenes['held']}")
    need({slide["item"] for slide in scenes["slides"]} >= {"good"}, "the good one is not shown")
    need("bad" not in {slide["item"] for slide in scenes["slides"]}, "the bad one is shown")
    lab.config.write_text("[guard]\ndeny = /not/there.txt\n")
    done = lab.run("--config", lab.config, "render", "--feed", path, "--out", out)
    need(done.returncode == 3 and f"{lab.config}:2: [guard] deny = /not/there.txt: " in done.stderr,
         f"a missing list: {done}")


def check_breaker(lab):
    """A name replaced everywhere waits: told by status and the log, until it is approved while
    fetch runs, by its serial or, where it has none, by its id."""
    path, lab.store = lab.folder / "rate.json", lab.folder / "store-rate"
    titles = ["举行开学典礼", "图书馆延长开放", "校园网升级通知", "田径队取得佳绩", "食堂试营业"]

    def put(serial, name):
        replace_file(path, feed(serial, *[notice(f"n{i}", title=name + title)
                                          for i, title in enumerate(titles)]))

    def run(*arguments):
        return lab.run("--config", lab.config, "--store", lab.store, *arguments)

    put(1, SCHOOL)
    lab.write_config({"campus": f"file://{path}"})
    with lab.config.open("a") as config:
        config.write("[guard]\nbreaker_hold = 30m\n")
    done = run("fetch", "--once")
    need(done.returncode == 0, done.stderr)
    edition = lab.status()["edition"]["id"]
    put(2, "江畔九州娱乐")
    done = run("fetch", "--once")
    need(done.returncode == 0 and "serial 2 waits" in done.stderr, f"fetch: {done}")
    again = run("fetch", "--once")
    need("waits" not in again.stderr, f"told twice: {again.stderr}")
    status = lab.status()
    need(status["edition"]["id"] == edition, "what waits made an edition")
    waiting = status["waiting"][0]
    need(waiting["source"] == "campus" and waiting["serial"] == 2 and
         "江畔9州娱乐" in waiting["reason"] and waiting["since"] < waiting["until"],
         f"waiting: {waiting}")
    text = run("status").stdout
    need("waiting  campus: " in text and 
         f"`lobbycard approve 2 {waiting['id'][:12]}`" in text, text)
    for arguments, told in ((["approve", "3"], "nothing of that serial waits"),
                            (["approve", "--source", "other", "2"], "nothing of that serial"),
                            (["approve", waiting["id"][:12]], "nothing of that serial waits"),
                            (["approve", "2", waiting["id"][:7]], f"the id {waiting['id'][:7]} is too short: give 8 digits"),
                            (["approve", "2", "g" * 7], "look again"),
                            (["approve", "2", "0" * 12], "look again")):
        done = run(*arguments)
        need(done.returncode == 1 and told in done.stderr and done.stderr.count("\n") == 1,
             f"{arguments}: {done}")
    done = run("approve", "--lang", "zh", "3")
    need(done.stderr == "lobbycard: approve: 3：没有这个序号的内容等着放行；有哪些，请看 `lobbycard status`\n", f"{done}")
    need(run("approve").returncode == 2, "approve without a serial")
    # Exchanged under the same serial between the look and the approval: that waits on.
    put(2, "江畔东篱茶社")
    need("serial 2 waits" in run("fetch", "--once").stderr, "the other one does not wait")
    done = run("approve", "2", waiting["id"][:12])
    other = lab.status()["waiting"][0]["id"]
    need(done.returncode == 1 and other != waiting["id"] and
         f"another text waits under that serial by now, {other[:12]}" in done.stderr, f"{done}")
    need(lab.status()["edition"]["id"] == edition, "what was not looked at was approved")
    fetcher = subprocess.Popen([PROGRAM, "--config", lab.config, "fetch"], env=lab.environment,
                               stderr=subprocess.DEVNULL)
    try:
        time.sleep(0.5)
        done = run("approve", "2", other[:12])
        need(done.returncode == 0 and not done.stderr and
             done.stdout == f"campus: 2 {other[:12]} is approved: fetch takes it up, at once where it runs\n", f"approve: {done}")
        wait(lambda: lab.status()["edition"]["id"] != edition, 5, "the approved edition")
        need(lab.status()["waiting"] == [] and lab.source("campus")["serial"] == 2,
             f"after it: {lab.status()}")
    finally:
        fetcher.terminate()
        fetcher.wait(5)
    edition = lab.status()["edition"]["id"]
    put(0, SCHOOL)
    need("serial 0 waits" in run("fetch", "--once").stderr, "one without a serial")
    identifier = lab.status()["waiting"][0]["id"]
    need("waiting  campus: " in run("status").stdout and not lab.status()["waiting"][0]["approved"], "approved by nobody")
    done = run("approve", identifier[:7])
    need(done.returncode == 1 and f"the id {identifier[:7]} is too short" in done.stderr, f"{done}")
    before = os.umask(0o077)  # as root has it on many a machine: `fetch` is another account
    done = run("approve", "--source", "campus", identifier[:12])
    os.umask(before)
    need(done.returncode == 0 and lab.status()["edition"]["id"] == edition, f"by id: {done}")
    need((lab.store / "approve-campus").stat().st_mode & 0o777 == 0o644, "fetch may not read what was approved")
    text = run("status").stdout
    need("is approved: it comes as soon as fetch runs" in text and "`lobbycard approve" not in text, text)
    need(lab.status()["waiting"][0]["approved"], "approved, and not told so")
    need("it was approved" in run("fetch", "--once").stderr, "approved while fetch did not run")
    need(lab.status()["edition"]["id"] != edition and not lab.status()["waiting"], "by id")
    need(run("approve", "2").stderr.startswith("lobbycard: approve: nothing waits in "), "empty")


def check_breaker_of_site(lab):
    """A feed that changes only `site` or its links waits as well, and is approved as any other."""
    path, lab.store = lab.folder / "site.json", lab.folder / "store-site"
    lab.write_config({"campus": f"file://{path}"})
    site = {"name": SCHOOL, "welcome": "欢迎", "footer": ["© 2026 " + SCHOOL, "访问量 812 次"]}
    link = {"label": "主页", "url": "https://www.example.edu.cn/"}

    def fetched(serial, **changed):
        document = json.loads(feed(serial, notice("n")))
        document |= {"site": site, "links": [link]} | changed
        replace_file(path, json.dumps(document, ensure_ascii=False).encode())
        done = lab.run("--config", lab.config, "fetch", "--once")
        need(done.returncode == 0, done.stderr)
        return [one["reason"] for one in lab.status()["waiting"]]

    need(not fetched(1), "the first one waits")
    need(not fetched(2, site=site | {"footer": ["© 2027 " + SCHOOL, "访问量 9901 次"]}),
         "years and counters wait")
    edition = lab.status()["edition"]["id"]
    for serial, changed, told in (
            (3, {"site": site | {"name": "江畔九州娱乐"}}, '/site/name is new: "江畔九州娱乐"'),
            (4, {"site": site | {"welcome": "加微信领取"}}, '/site/welcome is new: "加微信领取"'),
            (5, {"site": site | {"logo": "new.png"}}, '/site/logo is new: "new.png"'),
            (6, {"links": [link | {"url": "https://evil.example/"}]},
             '/links is new: "主页, https://evil.example/"'),
            (7, {"site": site | {"footer": ["金樽大世界"]}}, '/site/footer is new: "金樽大世界"')):
        reasons = fetched(serial, **changed)
        need(reasons == [told], f"serial {serial}: {reasons}")
    need(lab.status()["edition"]["id"] == edition, "what waits is shown")
    done = lab.run("--config", lab.config, "approve", "7")
    need(done.returncode == 0, f"approve: {done}")
    done = lab.run("--config", lab.config, "fetch", "--once")
    need("it was approved" in done.stderr and not lab.status()["waiting"], f"{done}")


def check_one_serial_twice(lab):
    """Two sources count alike: what `status` prints lets pass just the one that it names."""
    lab.store = lab.folder / "store-twice"
    paths = {name: lab.folder / f"{name}.json" for name in ("north", "south")}
    lab.write_config({name: f"file://{path}" for name, path in paths.items()})
    for serial, numbers in ((1, "023-65763111"), (2, "023-68888888")):
        for name, path in paths.items():
            document = json.loads(feed(serial, notice(name)))
            path.write_text(json.dumps({**document, "hotlines": [
                {"label": "值班室", "numbers": numbers}]}, ensure_ascii=False))
        done = lab.run("--config", lab.config, "fetch", "--once")
        need(done.returncode == 0, done.stderr)
    done = lab.run("--config", lab.config, "approve", "2")
    need(done.returncode == 1 and "say which with --source NAME" in done.stderr, f"{done}")
    text = lab.run("--config", lab.config, "status").stdout
    printed = [line.partition("`lobbycard ")[2].rstrip("`\n").split()
               for line in text.splitlines() if "`lobbycard approve" in line]
    need(len(printed) == 2, text)
    done = lab.run("--config", lab.config, *printed[0])
    need(done.returncode == 0, f"{printed[0]}: {done}")
    done = lab.run("--config", lab.config, "fetch", "--once")
    need("source north: serial 2 is shown: it was approved" in done.stderr, done.stderr)
    need([one["source"] for one in lab.status()["waiting"]] == ["south"], f"{lab.status()}")


def code_picture(lab, url):
    """A slide of somebody else's, with a code that leads there."""
    path, out = lab.folder / "theirs.json", lab.folder / "theirs"
    path.write_text(json.dumps({"lobbycard": 1, "links": [{"label": "更多", "url": url}]}))
    lab.config.write_text("[guard]\nhosts = .example\n")
    done = lab.run("--config", lab.config, "render", "--feed", path, "--out", out)
    need(done.returncode == 0, done.stderr)
    slide, = [slide for slide in json.loads((out / "scenes.json").read_text())["slides"]
              if slide["kind"] == "links"]
    return (out / slide["file"]).read_bytes()


def check_codes(lab):
    """A code within a picture leads to a foreign host: the picture is held back, and told by the
    item's id; it is read inside of the decoder's sandbox."""
    lab.store = lab.folder / "store-codes"
    path = lab.folder / "codes" / "feed.json"
    path.parent.mkdir()
    for name, host in (("own", "www.own.example"), ("foreign", "www.evil.example")):
        (path.parent / f"{name}.png").write_bytes(code_picture(lab, f"https://{host}/a"))
    path.write_text(json.dumps({"lobbycard": 1, "items": [
        {"id": name, "kind": "picture", "title": name, "image": f"{name}.png"}
        for name in ("own", "foreign")] + [notice("old", verified_until="2020-08-31")],
        "hotlines": [{"numbers": "023-65763111", "verified_until": "2020-08-31"},
                     {"numbers": "023-65763222", "verified_until": "2099-08-31"}]}))
    lab.write_config({"campus": f"file://{path}"})
    with lab.config.open("a") as config:
        config.write("[guard]\nhosts = .own.example\n")
    for again in range(2):
        done = lab.run("--config", lab.config, "fetch", "--once")
        need(done.returncode == 0, done.stderr)
        told = "picture" in done.stderr and "www.evil.example" in done.stderr
        need(told != bool(again), f"log, {again}: {done.stderr}")
        edition = lab.status()["edition"]["id"]
    held = lab.status()["held"]
    need([one["item"] for one in held] == ["foreign"] and "www.evil.example" in held[0]["reason"],
         f"held: {held}")
    need(lab.status()["unverified"] == {"items": 1, "hotlines": 1}, f"status: {lab.status()}")
    need("withheld 1 items and 1 hotlines" in lab.run("--config", lab.config, "status").stdout,
         "status says nothing of what is withheld")
    out = lab.folder / "codes-out"
    done = lab.run("--config", lab.config, "render", "--out", out)
    scenes = json.loads((out / "scenes.json").read_text())
    need([one["item"] for one in scenes["held"]] == ["foreign"], f"scenes: {scenes['held']}")
    need({slide["item"] for slide in scenes["slides"] if slide["kind"] == "picture"} == {"own"},
         "the wrong picture is shown")
    need("old" not in {slide["item"] for slide in scenes["slides"]} and
         "65763111" not in json.dumps(scenes) and "65763222" in json.dumps(scenes),
         "what nobody verified is shown")
    need(lab.run("--config", lab.config, "fetch", "--once").returncode == 0, "fetch again")
    need(lab.status()["edition"]["id"] == edition, "a restart made another edition")


def test():
    with Lab() as lab:
        check_held(lab)
        check_codes(lab)
        check_breaker(lab)
        check_breaker_of_site(lab)
        check_one_serial_twice(lab)
        if not CAPTURED.exists():
            left_out(f"no {CAPTURED}")
            return None
        captured = CAPTURED.read_text(encoding="utf-8")
        lab.open_display()
        check_hijack(lab, captured)
        check_hijack_by_lists(lab, captured)
    return "the hijacked page never reached the glass"


main(test)
