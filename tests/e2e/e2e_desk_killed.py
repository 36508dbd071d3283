#!/usr/bin/env python3
"""The desk killed with SIGKILL at each call that writes a draft or publishes (`kill_shim.c`), and at any moment while people
write and publish: what was answered is there afterwards, and who reads the published files all the time never takes half of
anything: each feed that is there is whole, one whose signature fits is a state, and its pictures came before it.
LOBBYCARD_LONG kills at every call, else at every third."""

import base64
import contextlib
import ctypes
import hashlib
import http.client
import json
import random
import signal
import struct
import subprocess
import threading
import time
import zlib

from common import IS_LONG, ROOT, Failure, Lab, main, need, run_seed, wait
from desks import Desk, Person, path_of

SODIUM = ctypes.CDLL("libsodium.so.23")
PUBLIC = base64.b64decode((ROOT / "tests/data/desk/open.pub").read_text().split()[-1])


def is_signed(body, signature):
    """As minisign does it, without any code of the program's own."""
    lines = signature.split(b"\n")
    if len(lines) < 4:
        return False
    packed = base64.b64decode(lines[1])
    return SODIUM.crypto_sign_ed25519_verify_detached(packed[10:], hashlib.blake2b(body).digest(), ctypes.c_ulonglong(64), PUBLIC[10:]) == 0


def png(seed):
    rows = b"".join(b"\0" + bytes((seed * 31 + x * 7 + y * 13) % 256 for x in range(60)) for y in range(20))
    chunk = lambda name, data: struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2I5B", 20, 20, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Reader(threading.Thread):
    """A screen that never waits: takes what is whole and signed, and remembers what was not right."""

    def __init__(self, desk):
        super().__init__(daemon=True)
        self.desk, self.wrong, self.taken, self.reads, self.mixed = desk, [], {}, 0, 0
        self.over = threading.Event()

    def look(self):
        path = self.desk.publish
        try:
            body = path.read_bytes()
            signature = path.with_name("feed.json.minisig").read_bytes()
        except FileNotFoundError:
            return
        self.reads += 1
        try:
            document = json.loads(body)
        except ValueError:
            self.wrong.append(f"half a feed: {body[-80:]!r}")
            return
        if not is_signed(body, signature):
            self.mixed += 1
            return
        serial = document["serial"]
        if self.taken and serial < max(self.taken):
            self.wrong.append(f"serial {serial} behind {max(self.taken)}")
        if self.taken.setdefault(serial, body) != body:
            self.wrong.append(f"two feeds with serial {serial}")
        for item in document["items"]:
            if "image" in item and not (path.parent / item["image"]).exists():
                self.wrong.append(f"serial {serial} without {item['image']}")

    def wait_taken(self, serial):
        """What stays out is taken, however slowly it reads."""
        wait(lambda: serial in self.taken, 20, lambda: f"serial {serial} taken: {[*self.taken]}, wrong {self.wrong[:1]}")

    def run(self):
        while not self.over.is_set():
            self.look()


class Killing:
    def __init__(self, lab):
        self.lab, self.at = lab, lab.folder / "kill-at"
        library = lab.folder / "kill_shim.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, ROOT / "tests/fault/kill_shim.c"], check=True)
        self.environment = {"LD_PRELOAD": str(library), "KILL_SHIM_AT": str(self.at), "KILL_SHIM_FOLDER": str(lab.folder)}
        self.desk = Desk(lab, {"chief": "admin"}, {"approvals": "0", "sign_key": ROOT / "tests/data/desk/open.key"})
        self.desk.start(environment=self.environment)
        self.chief = Person(self.desk, "chief")
        self.reader = Reader(self.desk)
        self.reader.start()
        self.number, self.kills = 0, 0
        self.part = self.chief.add(self.content(0))
        self.publish()

    def content(self, number):
        self.number = number
        content = {"kind": "picture", "title": f"第 {number} 版", "image": self.chief.good("POST", "/api/media", raw=png(number))["file"]}
        if hasattr(self, "part"):
            content["id"] = self.part[2:]
        return content

    def publish(self):
        return self.chief.good("POST", "/api/publish", {"parts": [{"part": self.part, "hash": self.chief.hash(self.part)}]})["serial"]

    def draft_number(self):
        data = self.chief.part(self.part)
        return int(data["draft"]["content"]["title"].split()[1]) if data["draft"] else None

    def wall_number(self):
        return int(self.desk.feed().json["items"][0]["title"].split()[1])

    def armed(self, number, act):
        """act() with the desk killed at that call: what it gave, or None when it was killed."""
        self.at.write_text(str(number))
        try:
            return act()
        except (OSError, http.client.HTTPException):
            wait(lambda: self.desk.process.poll() is not None, 10, "the end of what was killed")
            need(self.desk.process.returncode == -signal.SIGKILL, f"it left with {self.desk.process.returncode}")
            self.kills += 1
            return None
        finally:
            self.at.unlink()

    def again(self):
        if self.desk.process.poll() is None:
            self.desk.stop(signal.SIGKILL)
        self.desk.start(environment=self.environment)

    def each_call(self, act, check):
        """Killed at the first call, at the next ..., until it gets through."""
        step = 1 if IS_LONG else 3
        for number in range(1, 2000, step):
            done = self.armed(number, act(number))
            if done is None:
                self.again()
            check(done)
            if done is not None:
                return number
            self.again() if self.desk.process.poll() is not None else None
        raise Failure("it never got through")

    def drafts(self):
        before = {}

        def act(_):
            content = self.content(self.number + 1)
            before.update(old=self.draft_number(), new=self.number)
            base = self.chief.part(self.part)["revision"]
            return lambda: self.chief.good("PUT", path_of(self.part, "draft"), {"base": base, "content": content})

        def check(done):
            now = self.draft_number()
            need(now in ({before["new"]} if done else {before["old"], before["new"]}), f"draft {now}, not {before}")

        return self.each_call(act, check)

    def publications(self):
        before = {}

        def act(_):
            self.chief.save(self.part, self.content(self.number + 1))
            before.update(serial=self.desk.feed().json["serial"], old=self.wall_number(), new=self.number)
            return self.publish

        def check(done):
            serial, now = self.desk.feed().json["serial"], self.wall_number()
            is_out = serial == before["serial"] + 1
            need(is_out or (not done and serial == before["serial"]), f"serial {serial} behind {before}")
            need(now == before["new" if is_out else "old"], f"on the wall is {now}: {before}")
            need(self.draft_number() == (None if is_out else before["new"]), f"the draft is {self.draft_number()}: {before}, out {is_out}")
            need(self.desk.publish.read_bytes() == self.desk.feed().body, "the file is not what is published")
            states = self.chief.good("GET", "/api/states")["states"]
            need(states[0]["serial"] == serial, f"states: {states[0]}")
            self.reader.wait_taken(serial)

        return self.each_call(act, check)

    def any_moment(self, rounds, chance):
        for _ in range(rounds):
            answered = {"draft": None, "wall": self.wall_number()}
            over = threading.Event()

            def write():
                with contextlib.suppress(OSError, http.client.HTTPException, Failure):
                    while not over.is_set():
                        content = self.content(self.number + 1)
                        self.chief.save(self.part, content)
                        answered["draft"] = self.number
                        if self.number % 4 == 0:
                            self.publish()
                            answered["wall"] = self.number

            writer = threading.Thread(target=write, daemon=True)
            writer.start()
            time.sleep(chance.uniform(0.05, 1.2))
            self.desk.process.kill()
            self.desk.process.wait()
            over.set()
            writer.join(60)
            self.kills += 1
            self.again()
            draft, wall = self.draft_number(), self.wall_number()
            need(wall >= answered["wall"], f"on the wall is {wall}, and {answered} was answered")
            need(answered["draft"] is None or max(draft or 0, wall) >= answered["draft"], f"draft {draft}, wall {wall}: {answered}")
            self.chief.save(self.part, self.content(self.number + 1))
            self.reader.wait_taken(self.publish())


def test():
    seed = run_seed()
    print(f"seed {seed}", flush=True)
    with Lab() as lab:
        killing = Killing(lab)
        reader = killing.reader
        drafts, publications = killing.drafts(), killing.publications()
        rounds = 25 if IS_LONG else 8
        killing.any_moment(rounds, random.Random(seed))
        reader.over.set()
        reader.join(10)
        need(not reader.wrong, f"{len(reader.wrong)} times: {reader.wrong[0] if reader.wrong else ''}")
        need(len(reader.taken) > max(5, rounds), f"only {len(reader.taken)} feeds were taken")
        states = {one["serial"] for one in killing.chief.good("GET", "/api/states")["states"]}
        need(set(reader.taken) <= states, "something was on the wall that is no state")
        return f"{killing.kills} kills, up to call {drafts} of a draft and {publications} of a publication; " \
               f"{reader.reads} reads, {len(reader.taken)} feeds taken, {reader.mixed} mixed ones refused"


if __name__ == "__main__":
    main(test)
