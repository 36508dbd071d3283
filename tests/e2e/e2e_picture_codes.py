#!/usr/bin/env python3
"""What `fetch` makes of a picture that its decoder says something about, or nothing, or late: with
a decoder that does what is written in the picture. A slow one holds up neither another source nor
SIGTERM."""

import contextlib
import http.server
import json
import shutil
import signal
import subprocess
import time

import pictures
from common import PROGRAM, ROOT, Lab, main, need, wait, within
from servers import served

STUB = f"""#!/usr/bin/env -S -i /usr/bin/python3
import os, pathlib, struct, sys, time
here = pathlib.Path(sys.argv[0]).parent
with (here / "asked").open("a") as asked:
    asked.write(" ".join(sys.argv[1:]) + "\\n")
words = sys.stdin.buffer.read().decode().split()
def answer(done, wide, high, hopeless, message, rest=b"", hides=0):
    sys.stdout.buffer.write(struct.pack("{pictures.REPLY.format}", {pictures.MAGIC}, done, wide,
                                        high, 300, 200, 0, 0, hopeless, 0, hides, message) + rest)
    sys.exit(not done)
if sys.argv[1] != "codes" and words[0] == "half":
    wide, high = int(sys.argv[2]), int(sys.argv[3])
    sys.stdout.buffer.write(struct.pack("{pictures.REPLY.format}", {pictures.MAGIC}, 1, wide, high,
                                        300, 200, 0, 0, 0, 0, 0, b"") + bytes(wide * high * 2))
    sys.stdout.flush()
    os.kill(os.getpid(), 9)
if sys.argv[1] != "codes":
    head = struct.pack("{pictures.REPLY.format}", {pictures.MAGIC}, 1, 1, 1, 300, 200, 0, 0, 0, 0, 0, b"")
    answer(1, 1, 1, 0, b"", bytes(4) + head)
if words[0] == "slow":
    (here / "started").touch()
    time.sleep(60)
if words[0] == "dies":
    os.kill(os.getpid(), 9)
if words[0] == "memory":
    answer(0, 0, 0, 0, b"needs more memory than there is")
if words[0] == "unread":
    answer(0, 0, 0, 0, b"there is a code in it that cannot be read", hides=1)
if words[0] == "damaged":
    answer(0, 0, 0, 1, b"damaged")
text = words[1].encode() + bytes(1) if words[1:] else b""
answer(1, len(text), 200, 0, b"", text)
"""
FILES = {"fine": "fine https://www.own.example/", "plain": "fine",
         "foreign": "fine https://evil.example/",
         "logo": "fine", "unread": "unread", "dies": "dies", "memory": "memory", "damaged": "damaged"}


def install(folder):
    """The program with another decoder beside it."""
    folder.mkdir()
    for name in ("lobbycard", "lobbycard-fetch"):
        shutil.copy2(PROGRAM.parent / name, folder / name)
    (folder / "lobbycard-decode").write_text(STUB)
    (folder / "lobbycard-decode").chmod(0o755)
    return folder / "lobbycard"


def publish(folder, files):
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.png").write_text(text)
    items = [{"id": name, "kind": "picture", "title": name, "image": f"{name}.png"}
             for name in files if name != "logo"]
    items += [{"id": "n", "kind": "notice", "title": "开放时间", "text": "周日照常开放。"}]
    (folder / "feed.json").write_text(json.dumps({
        "lobbycard": 1, "site": {"name": "云溪工学院", "logo": "logo.png"}, "items": items}))
    return f"file://{folder}/feed.json"


def held(lab):
    return {one["item"] for one in lab.status().get("held") or []}


def manifest(lab):
    name = lab.status()["edition"]["id"]
    return json.loads((lab.store / "objects" / name[:2] / name).read_text())


def fetch(lab, program):
    done = subprocess.run([program, "--config", lab.config, "fetch", "--once"], timeout=60,
                          env=lab.environment, cwd=lab.folder, capture_output=True, text=True)
    need(done.returncode == 0, f"fetch: {done.stderr}")
    return done.stderr


def check_verdicts(lab, program):
    lab.store = lab.folder / "store-verdicts"
    lab.write_config({"campus": publish(lab.folder / "campus", FILES)})
    with lab.config.open("a") as config:
        config.write("[guard]\nhosts = .own.example\n")
    said = fetch(lab, program)
    need(held(lab) == {"foreign", "unread", "dies", "memory"}, f"{held(lab)} are held")
    need("evil.example is not one of" in said and "its decoder was stopped" in said and
         "needs more memory" in said and "a code in it that nobody can judge" in said, f"{said}")
    listed = {one["url"].split("/")[-1]: one for one in manifest(lab)["sources"][0]["pictures"]}
    need({name for name, one in listed.items() if not one.get("searched")} ==
         {"dies.png", "memory.png"}, f"looked at to the end: {listed}")
    need(listed["fine.png"]["width"] == 300, f"{listed}")
    check_not_measured(lab, program)
    edition = lab.status()["edition"]["id"]
    asked = program.parent / "asked"
    asked.unlink()
    said = fetch(lab, program)
    need("picture" not in said and ".png" not in said, f"it tells again what it knows: {said}")
    need(asked.read_text() == 2 * "codes\n", f"it looks again at {asked.read_text()}")
    need(lab.status()["edition"]["id"] == edition, "nothing new made an edition")


def check_not_measured(lab, program):
    """What shows finds the logo's size in the manifest, and has it decoded once."""
    asked = program.parent / "asked"
    asked.unlink()
    subprocess.run([program, "--config", lab.config, "render", "--out", lab.folder / "out"],
                   timeout=60, env=lab.environment, cwd=lab.folder, check=True, capture_output=True)
    lines = asked.read_text().splitlines()
    need(lines and not any(" 1 1 " in line for line in lines), f"the decoder was asked for {lines}")
    slides = json.loads((lab.folder / "out/scenes.json").read_text())["slides"]
    rects = [box["rect"] for slide in slides for box in slide["boxes"] if box.get("role") == "logo"]
    need(rects and all(abs(w / h - 1.5) < 0.05 for _, _, w, h in rects), f"logos: {rects}")


def check_half(lab, program):
    """A decoder that ends amid its pixels: the slide says that it goes without the picture."""
    lab.store = lab.folder / "store-half"
    lab.write_config({"campus": publish(lab.folder / "half", {"half": "half", "fine": "fine"})})
    fetch(lab, program)
    need(not held(lab), f"{held(lab)} are held")
    subprocess.run([program, "--config", lab.config, "render", "--out", lab.folder / "halves"],
                   timeout=60, env=lab.environment, cwd=lab.folder, check=True, capture_output=True)
    slides = json.loads((lab.folder / "halves/scenes.json").read_text())["slides"]
    warned = {slide["item"]: slide["warnings"] for slide in slides}
    need(len(warned["half"]) == 1 and "half.png is not shown: its decoder was" in warned["half"][0]
         and warned["fine"] == [], f"{warned}")


@contextlib.contextmanager
def served_late(started):
    """A feed that is answered once `started` is there."""
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            with contextlib.suppress(Exception):
                wait(started.exists, 20, "no decoder was started")
            body = json.dumps({"lobbycard": 1, "items": [
                {"id": "fire", "kind": "alert", "title": "请从最近的出口离开",
                 "show": {"until": "2099-01-01T00:00:00+08:00"}}]}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with served(Handler) as server:
        yield f"http://127.0.0.1:{server.server_port}/alerts.json"


def check_slow(lab, program):
    lab.store = lab.folder / "store-slow"
    started = program.parent / "started"
    with served_late(started) as url:
        lab.write_config({"campus": publish(lab.folder / "slow", {"slow": "slow", "next": "slow"}),
                          "alerts": url})
        running = subprocess.Popen([program, "--config", lab.config, "fetch"], env=lab.environment,
                                   cwd=lab.folder, stderr=subprocess.PIPE, text=True)
        try:
            wait(started.exists, 20, "the slow picture's decoder was not started")
            begun = time.monotonic()
            wait(lambda: lab.source("alerts").get("serial") is not None and
                 "alerts" in [one["name"] for one in manifest(lab)["sources"]], 5,
                 "another source's alert is held up")
            alert_s = time.monotonic() - begun
            asked = time.monotonic()
            running.send_signal(signal.SIGTERM)
            running.wait(10)
            left_s = time.monotonic() - asked
        finally:
            running.kill()
            running.communicate()
    within(left_s, 1, "leaving at SIGTERM")
    need("pictures" not in manifest(lab)["sources"][0], "what nobody looked at is in the edition")
    return alert_s, left_s


def test():
    with Lab() as lab:
        lab.environment.setdefault("LOBBYCARD_DATA", str(ROOT))
        program = install(lab.folder / "program")
        check_verdicts(lab, program)
        check_half(lab, program)
        alert_s, left_s = check_slow(lab, program)
        return (f"{len(FILES)} verdicts; beside a decoder that hangs an alert came in "
                f"{alert_s:.1f} s, SIGTERM took {left_s:.1f} s")


main(test)
