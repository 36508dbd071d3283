#!/usr/bin/env python3
"""The desk under load: editors who type, with a draft and a preview at each pause, and beside them screens that poll the
feed. Says how long previews, drafts and polls took; nothing passes or fails. On two cores that do nothing else a preview
of both shapes takes 0.14 s at the median and 0.2 s at the 95th of 100, and 70 ms of processor.

    tests/bench/desk_load.py [--editors 20] [--screens 500] [--seconds 40] [--pause 2.5] [--poll 10]
"""

import argparse
import http.client
import json
import os
import pathlib
import random
import statistics
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from common import Lab  # noqa: E402
from desks import Desk, Person, path_of  # noqa: E402

TEXT = "为保障假期供水安全，后勤处将于本周六对三号楼、五号楼的水箱进行清洗，届时停水，请各位同学提前储水，并相互转告。"


class Times:
    def __init__(self):
        self.lock, self.lists = threading.Lock(), {}

    def add(self, what, seconds):
        with self.lock:
            self.lists.setdefault(what, []).append(seconds)

    def say(self, what):
        times = sorted(self.lists.get(what, []))
        if not times:
            return f"{what}: none"
        at = lambda share: times[min(len(times) - 1, int(len(times) * share))] * 1000
        return f"{what}: {len(times)} of them, median {statistics.median(times) * 1000:.0f} ms, p95 {at(0.95):.0f} ms, longest {times[-1] * 1000:.0f} ms"


class Caller:
    """One browser or screen: an address of its own, a connection that stays."""

    def __init__(self, port, number):
        self.port, self.source = port, (f"127.{1 + number // 60000}.{number // 250 % 240}.{1 + number % 250}", 0)
        self.connection = None

    def ask(self, method, path, body=None, headers=None):
        for _ in range(2):
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=self.source)
            try:
                self.connection.request(method, path, body, headers or {})
                answer = self.connection.getresponse()
                return answer.status, answer.headers, answer.read()
            except (http.client.HTTPException, OSError):
                self.connection.close()
                self.connection = None
        return 0, {}, b""

    def close(self):
        if self.connection:
            self.connection.close()
            self.connection = None


def edit(desk, person, number, wish, times, over):
    chance, caller = random.Random(number), Caller(desk.port, number)
    headers = {"X-CSRF-Token": person.csrf, "Cookie": person.cookie, "Content-Type": "application/json"}
    part = person.add({"kind": "notice", "title": f"通知 {number}", "text": ""})
    revision, text = person.part(part)["revision"], ""
    time.sleep(chance.uniform(0, wish.pause))
    while not over.is_set():
        text = (text + TEXT[: chance.randrange(3, 30)])[-600:]
        content = {"id": part[2:], "kind": "notice", "title": f"通知 {number}", "text": text, "show": {"until": "2027-12-01"}}
        start = time.monotonic()
        status, _, body = caller.ask("PUT", path_of(part, "draft"), json.dumps({"base": revision, "content": content}).encode(), headers)
        times.add("draft" if status == 200 else f"draft {status}", time.monotonic() - start)
        revision = json.loads(body)["revision"] if status == 200 else person.part(part)["revision"]
        start = time.monotonic()
        status, _, body = caller.ask("POST", "/api/preview", json.dumps({"part": part, "content": content, "sizes": ["1920x1080", "1080x1920"]}).encode(), headers)
        if status == 200:
            url = json.loads(body)["slides"][0]["url"]
            status, _, _ = caller.ask("GET", url, headers={"Cookie": person.cookie})
        times.add("preview with its first picture" if status == 200 else f"preview {status}", time.monotonic() - start)
        over.wait(max(0, chance.uniform(0.5, 1.5) * wish.pause))


def poll(desk, number, wish, times, over):
    caller, tag = Caller(desk.port, 1000 + number), ""
    over.wait(random.Random(number).uniform(0, wish.poll))
    while not over.is_set():
        start = time.monotonic()
        status, headers, _ = caller.ask("GET", f"/feed.json?screen=s-{number}", headers={"If-None-Match": tag} if tag else {})
        times.add(f"poll {status}", time.monotonic() - start)
        tag = headers.get("ETag") or tag
        caller.close()
        over.wait(wish.poll)


def main():
    reader = argparse.ArgumentParser()
    reader.add_argument("--editors", type=int, default=20)
    reader.add_argument("--screens", type=int, default=500)
    reader.add_argument("--seconds", type=float, default=40)
    reader.add_argument("--pause", type=float, default=2.5)
    reader.add_argument("--poll", type=float, default=10)
    wish = reader.parse_args()
    with Lab() as lab:
        desk = Desk(lab, {"chief": "admin"}, {"approvals": "0"}).start()
        chief, times, over = Person(desk, "chief"), Times(), threading.Event()
        feed = {"lobbycard": 1, "site": {"name": "云山职业学院"}, "items": [
            {"id": f"n-{i}", "kind": "notice", "title": f"第 {i} 条通知", "text": TEXT * 3} for i in range(60)]}
        chief.good("POST", "/api/import", {"feed": json.dumps(feed, ensure_ascii=False), "confirm": True})
        threads = [threading.Thread(target=edit, args=(desk, chief, i, wish, times, over)) for i in range(wish.editors)]
        threads += [threading.Thread(target=poll, args=(desk, i, wish, times, over)) for i in range(wish.screens)]
        ticks = lambda: sum(int(n) for n in pathlib.Path(f"/proc/{desk.process.pid}/stat").read_text().rpartition(")")[2].split()[11:15])
        before = ticks()
        for thread in threads:
            thread.start()
        time.sleep(wish.seconds)
        used = (ticks() - before) / os.sysconf("SC_CLK_TCK")
        over.set()
        for thread in threads:
            thread.join(70)
        peak = [line.split()[1] for line in pathlib.Path(f"/proc/{desk.process.pid}/status").read_text().splitlines() if line.startswith("VmHWM")]
        print(f"{wish.editors} editors, a pause every {wish.pause:g} s or so; {wish.screens} screens, a poll every {wish.poll:g} s; {wish.seconds:g} s on "
              f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        for what in sorted(times.lists):
            print(" ", times.say(what))
        print(f"  the desk and its children: {used:.1f} s of processor; the desk alone at most {int(peak[0]) / 1024:.0f} MB")


if __name__ == "__main__":
    main()
