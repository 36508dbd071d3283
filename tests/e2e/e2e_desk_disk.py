#!/usr/bin/env python3
"""The desk on a full disk, a real one: what is answered as kept is kept, what cannot be is said, what is published stays as it is;
and with room again all goes on, without a restart. A tmpfs in a mount namespace of the test's own."""

import errno
import os
import subprocess
import sys

from common import PROGRAM, ROOT, Lab, main, need, tool, wait
from desks import Desk, Person, path_of


def enter_namespace():
    if "E2E_DISK_MAY_MOUNT" in os.environ:
        return
    way = [tool("unshare"), "--mount", *(["--map-root-user"] if os.geteuid() else [])]
    probe = subprocess.run([*way, tool("mount"), "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False)
    if probe.returncode:
        print("skip e2e_desk_disk: nothing may be mounted here")
        sys.exit(77)
    os.environ["E2E_DISK_MAY_MOUNT"] = "1"
    os.execv(way[0], [*way, sys.executable, *sys.argv])


def fill(folder):
    """All that is left, to the last byte."""
    with (folder / "filler").open("ab", buffering=0) as filler:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    filler.write(b"x" * size)
            except OSError as error:
                need(error.errno == errno.ENOSPC, f"filling: {error}")


def test():
    enter_namespace()
    with Lab() as lab:
        full = lab.folder / "full"
        full.mkdir()
        subprocess.run([tool("mount"), "-t", "tmpfs", "-o", "size=12m", "none", full], check=True)
        lab.stack.callback(lambda: subprocess.run([tool("umount"), "--lazy", full], check=False))
        desk = Desk(lab, {}, {"approvals": "0"})
        desk.data, desk.publish = full / "data", full / "www" / "feed.json"
        desk.config.write_text(f"[screen]\ntimezone = Asia/Shanghai\n[desk]\ndata = {desk.data}\npublish = {desk.publish}\nlisten = 127.0.0.1:0\napprovals = 0\n")
        secret = "ein langes 密码 chief"
        done = subprocess.run([PROGRAM, "--config", desk.config, "desk", "add", "chief", "--role", "admin"], env=lab.environment,
                              input=f"{secret}\n{secret}\n", capture_output=True, text=True, timeout=60, check=False)
        need(done.returncode == 0, done.stderr)
        desk.start()
        chief = Person(desk, "chief")
        part = chief.add({"kind": "notice", "title": "甲", "text": "x"})
        chief.good("POST", "/api/publish", {"parts": [{"part": part, "hash": chief.hash(part)}]})
        out = desk.feed().body
        kept, refused, number = None, 0, 0
        chief.save(part, {"id": part[2:], "kind": "notice", "title": "乙", "text": "x"})
        fill(full)
        base = chief.part(part)["revision"]
        for number in range(40):
            content = {"id": part[2:], "kind": "notice", "title": f"丙{number}", "text": "长" * 20000}
            done = chief.call("PUT", path_of(part, "draft"), {"base": base, "content": content})
            need(done.status in (200, 500), f"a draft on a full disk: {done.status} {done.body}")
            if done.status == 200:
                kept, base = content, done.json["revision"]
            else:
                refused += 1
                break
        need(refused, "a full disk took everything")
        need(kept is None or chief.part(part)["draft"]["content"] == kept, "what was answered as kept is not there")
        published = chief.call("POST", "/api/publish", {"parts": [{"part": part, "hash": chief.hash(part)}]})
        need(published.status == 500, f"published on a full disk: {published.status} {published.body}")
        need(desk.feed().body == out and desk.publish.read_bytes() == out, "what is out changed")
        need(not list(desk.publish.parent.glob("*.new")), "half a publication was left behind")
        for picture in ((ROOT / "docs/demo.png").read_bytes(), b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 150000):
            done = chief.call("POST", "/api/media", raw=picture)
            need(done.status == 507 and done.json["error"]["mend"], f"{len(picture)} bytes on a full disk: {done.status} {done.body}")
        (full / "filler").unlink()
        chief.save(part, {"id": part[2:], "kind": "notice", "title": "丁", "text": "x"})
        serial = chief.good("POST", "/api/publish", {"parts": [{"part": part, "hash": chief.hash(part)}]})["serial"]
        need(desk.feed().json["serial"] == serial and desk.feed().json["items"][0]["title"] == "丁", "not published with room again")
        wait(lambda: desk.publish.read_bytes() == desk.feed().body, 30, "the file")
        desk.stop()
        need(desk.process.returncode == 0, f"it left with {desk.process.returncode}")
    return f"draft {number} refused, nothing lost, nothing half published, all well with room again"


if __name__ == "__main__":
    main(test)
