#!/usr/bin/env python3
"""The real disk, by what is asked of the kernel: every object and head is fsynced before it gets
its name, and the folder that it is in after that; an error that only close() tells makes the
write fail."""

import hashlib
import pathlib
import re
import subprocess

from common import PROGRAM, Lab, feed, main, need, notice, replace_file, tool

CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")
CALLS = "openat,open,creat,close,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,mkdir,mkdirat"


def traced(lab, *options):
    """`fetch --once` under strace: how it ended, and what it asked for."""
    log = lab.folder / "strace"
    done = subprocess.run(
        [tool("strace"), "-f", "-y", "-s", "0", "-e", f"trace={CALLS}", "-o", log, *options, PROGRAM,
         "--config", lab.config, "fetch", "--once"],
        env=lab.environment, cwd=lab.folder, timeout=60, stdin=subprocess.DEVNULL,
        capture_output=True, encoding="utf-8", errors="replace")
    calls = []
    for line in log.read_text(errors="replace").splitlines():
        match = CALL.match(line)
        if match and int(match[3]) >= 0:
            calls.append((match[1], match[2]))
    return done, calls


def file_of(arguments):
    """`3</a/path>, ...`"""
    match = re.match(r"\d+<([^>]*)>", arguments)
    return match[1] if match else ""


def check_order(lab, calls):
    """The rule itself, over all that got a name in the store but the notes."""
    synced, names, waiting = set(), [], {}
    for name, arguments in calls:
        if name in ("write", "pwrite64"):
            synced.discard(file_of(arguments))
        elif name in ("fsync", "fdatasync"):
            synced.add(file_of(arguments))
            waiting = {path: at for path, at in waiting.items() if at != file_of(arguments)}
        elif name.startswith("rename"):
            source, target = re.findall(r'"([^"]*)"', arguments)
            relative = pathlib.Path(target).relative_to(lab.store)
            if relative.parts[0] not in ("objects", "head", "head.copy"):
                continue
            need(source in synced, f"{target} got its name before it was on the disk")
            if relative.parts[0].startswith("head"):
                late = [path for path in waiting if "/objects/" in path]
                need(not late, f"the head names {late}, whose folder is not on the disk")
            names.append(str(relative))
            waiting[target] = str(pathlib.Path(target).parent)
        elif name.startswith("mkdir") and "/objects/" in arguments:
            target = re.search(r'"([^"]*)"', arguments)[1]
            waiting[target] = str(pathlib.Path(target).parent)
    need(not waiting, f"folders that were not fsynced after: {waiting}")
    need({"head", "head.copy"} <= set(names) and len(names) >= 4, f"only {names} got a name")
    return len(names)


def check_close(lab, path, serial, body):
    """What a network's disk says at the very end."""
    before = lab.status().get("edition") or {}
    hexes = hashlib.sha256(body).hexdigest()
    temporaries = [lab.store / f"objects/{hexes[:2]}/{hexes}.tmp", lab.store / "head.tmp",
                   lab.store / "head.copy.tmp"]
    for temporary in temporaries:
        replace_file(path, body)
        done, _ = traced(lab, "-P", temporary, "-e", "inject=close:error=EIO")
        need(done.returncode == 1 and "disk fails" in done.stderr,
             f"{temporary.name}: exit {done.returncode}, {done.stderr}")
        need(not temporary.exists(), f"{temporary.name} was left")
        need((lab.status().get("edition") or {}) == before,
             f"{temporary.name}: another edition: {lab.status()}")
    done = lab.run("--config", lab.config, "fetch", "--once")
    need(done.returncode == 0, f"the next one: {done.stderr}")
    need(lab.source("news")["serial"] == serial, f"the next one: {lab.status()}")


def test():
    with Lab() as lab:
        path = lab.folder / "feed.json"
        lab.write_config({"news": f"file://{path}"})
        count = 0
        for serial in (1, 2):
            replace_file(path, feed(serial, notice(f"number-{serial}")))
            done, calls = traced(lab)
            need(done.returncode == 0, f"fetch: {done.stderr}")
            count += check_order(lab, calls)
        check_close(lab, path, 3, feed(3, notice("number-3")))
    return f"{count} names given in the right order; three errors of close() seen"


main(test)
