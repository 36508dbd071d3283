#!/usr/bin/env python3
"""`fetch` killed with SIGKILL at each of its system calls from the one on that first touches the
store: afterwards the store holds the old edition or the new one, whole, and the next `fetch`
commits. At the calls that change the disk; with LOBBYCARD_LONG set, at calls of any kind. strace
counts calls thread by thread: an open or close of the thread that commits is left out where the
first thread has as many of its own before."""

import collections
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys

from common import PROGRAM, Lab, feed, main, need, notice, replace_file, tool

CHANGES = "mkdir,openat,fallocate,write,pwrite64,fsync,close,rename,unlink,flock"


def read_object(store, name):
    data = (store / "objects" / name[:2] / name).read_bytes()
    need(hashlib.sha256(data).hexdigest() == name, f"object {name[:12]} is not whole")
    return data


def serial_of(store):
    """Of the edition that the head names, read without any code of the program's own."""
    text = (store / "head").read_bytes()
    lines = text.splitlines(keepends=True)
    need(lines[-1] == f"sum {hashlib.sha256(b''.join(lines[:-1])).hexdigest()}\n".encode(),
         "the head's check sum is wrong")
    head = dict(line.decode().split()[:2] for line in lines[:-1])
    manifest = json.loads(read_object(store, head["current"]))
    previous = json.loads(read_object(store, head["previous"]))
    for source in previous["sources"]:
        read_object(store, source["body"])
    return json.loads(read_object(store, manifest["sources"][0]["body"]))["serial"]


class Killer:
    def __init__(self, lab, kinds):
        self.lab, self.kinds, self.trace = lab, kinds, lab.folder / "trace"
        self.feed, self.model = lab.folder / "news.json", lab.folder / "model"
        lab.write_config({"news": f"file://{self.feed}"})
        for serial in (1, 2):
            replace_file(self.feed, feed(serial, notice("a")))
            self.commit()
        replace_file(self.feed, feed(3, notice("a")))
        lab.store.rename(self.model)

    def arguments(self):
        return [PROGRAM, "--config", self.lab.config, "fetch", "--once"]

    def commit(self):
        done = self.lab.run(*self.arguments()[1:])
        need(done.returncode == 0, f"fetch --once: {done.stderr.strip()}")

    def strace(self, *more):
        shutil.rmtree(self.lab.store, ignore_errors=True)
        shutil.copytree(self.model, self.lab.store)
        return subprocess.run(
            [tool("strace"), "-f", "-qq", "-e", f"trace={self.kinds}", "-o", self.trace, *more,
             *self.arguments()], env=self.lab.environment, stdin=subprocess.DEVNULL,
            capture_output=True, timeout=60, check=False)

    def calls(self):
        """(kind, n) of every call from the first one on that names the store. strace counts in
        each thread; what the first thread reached before is where it would be killed."""
        counts, before, found = collections.Counter(), collections.Counter(), {}
        begun = False
        for line in self.trace.read_text(errors="replace").splitlines():
            match = re.match(r"(\d+) +(\w+)\(", line)
            if not match:
                continue
            thread, kind = match.groups()
            counts[thread, kind] += 1
            number = counts[thread, kind]
            begun = begun or str(self.lab.store) in line
            if not begun:
                before[kind] = max(before[kind], number)
            elif number > before[kind]:
                found[kind, number] = True
        return list(found)

    def kill_at(self, kind, number):
        for _ in range(5):  # which thread makes a call is not the same each time
            done = self.strace("-e", f"inject={kind}:signal=KILL:when={number}")
            if done.returncode != 0:
                break
        need(done.returncode != 0, f"{kind} {number} was never reached")
        serial = serial_of(self.lab.store)
        need(serial in (2, 3), f"killed at {kind} {number}: serial {serial}")
        status = self.lab.status()
        need(status["edition"]["error"] is None and status["glass"] is None,
             f"killed at {kind} {number}: {status['edition']}")
        self.commit()
        need(serial_of(self.lab.store) == 3, f"killed at {kind} {number}: not healed")
        left = [path for path in self.lab.store.rglob("*.tmp") if path.parent != self.lab.store]
        need(not left and len(list(self.lab.store.glob("objects/*/*"))) <= 6,
             f"killed at {kind} {number}: left behind {left}")
        return serial


def test():
    kinds = "all" if os.environ.get("LOBBYCARD_LONG") else CHANGES
    with Lab() as lab:
        killer = Killer(lab, kinds)
        done = killer.strace()
        if b"ptrace" in done.stderr and done.returncode != 0:
            print(f"skip e2e_commit_killed: {done.stderr.decode().strip()}")
            sys.exit(77)
        need(done.returncode == 0, f"strace: {done.stderr.decode().strip()}")
        calls = killer.calls()
        kinds_seen = {kind for kind, _ in calls}
        need({"fsync", "rename", "unlink", "write", "openat"} <= kinds_seen,
             f"the calls of a commit: {sorted(kinds_seen)}")
        ends = collections.Counter(killer.kill_at(kind, number) for kind, number in calls
                                   if kind not in ("exit_group", "exit"))
        need(ends[2] and ends[3], f"both sides of the commit are seen: {dict(ends)}")
    return f"{ends.total()} calls, the old edition after {ends[2]}, the new one after {ends[3]}"


main(test)
