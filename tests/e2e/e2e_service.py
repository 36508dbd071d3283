#!/usr/bin/env python3
"""check as text and JSON: pointers, layout warnings, dates; and fetch as a systemd service: it
says READY, feeds the watchdog, reloads whole or not at all, and leaves a hung server at once."""

import contextlib
import json
import signal
import socket
import subprocess
import time

from common import PROGRAM, Lab, feed, main, need, notice, wait, within


def check(lab, document, *arguments, status):
    path = lab.folder / "feed.json"
    path.write_bytes(document)
    text = lab.run("check", *arguments, path)
    need(text.returncode == status, f"check: exit {text.returncode}: {text.stdout}{text.stderr}")
    found = json.loads(lab.run("check", "--json", *arguments, path).stdout)
    need(found["errors"] == sum(f["severity"] == "error" for f in found["findings"]), "errors")
    return text.stdout.replace(f"{path}: ", "").splitlines(), found["findings"]


def check_check(lab):
    lines, found = check(lab, feed(1, notice("a")), status=0)
    need(lines == ["0 errors, 0 warnings"] and not found, f"a good feed: {lines}")
    lines, found = check(lab, feed(
        1, notice("a", show={"until": "soon"}), notice("b", show={"until": "2020-01-01"}),
        notice("c", show={"from": "2030-01-02", "until": "2030-01-01"}),
        notice("d", show={"from": "2099-01-02"})), status=1)
    first = f"{lines}".split("feed.json")[1]
    need('> show > until: error: not a date: "soon"' in first, f"no place in {lines}")
    need(found[0]["pointer"] == "/items/0/show/until" and
         [f["item"] for f in found] == ["a", "b", "c"], f"findings {found}")
    # Kawi: neither the shipped face nor any of Debian's has it.
    document = feed(1, notice("long", "很长的一段话。" * 400), notice("odd", "见\U00011F04"),
                    notice("later", "见\U00011F05", show={"from": "2099-01-02"}))
    lines, found = check(lab, document, status=0)
    need({s for f in found for s in f["sizes"]} == {"1920x1080", "1080x1920"}, f"sizes in {found}")
    need({"odd", "later"} <= {f["item"] for f in found}, f"no missing glyph in {lines}")
    lines, found = check(lab, document, "--size", "640x360", status=0)
    need({s for f in found for s in f["sizes"]} == {"640x360"}, f"--size: {lines}")
    need(len({(f["item"], f["message"]) for f in found}) == len(found), f"said twice: {lines}")


class Manager:
    """The other end of NOTIFY_SOCKET."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(path))
        self.socket.settimeout(5)

    def told(self, what):
        """Everything up to the message that begins so."""
        said = []
        with contextlib.suppress(TimeoutError):
            while True:
                said.append(self.socket.recv(1024).decode())
                if said[-1].startswith(what):
                    return said
        need(False, f"systemd was never told {what}, but {said}")


def check_service(lab):
    manager = Manager(lab.folder / "notify")
    path = lab.folder / "feed.json"
    path.write_bytes(feed(1, notice("a")))
    lab.write_config({"news": path.as_uri()})
    good = lab.config.read_text()
    log = lab.folder / "fetch.stderr"
    environment = lab.environment | {"NOTIFY_SOCKET": str(lab.folder / "notify"),
                                     "WATCHDOG_USEC": "400000"}
    with log.open("wb") as stderr:
        fetch = subprocess.Popen([PROGRAM, "--config", lab.config, "fetch"], env=environment,
                                 stderr=stderr, cwd=lab.folder)
    lab.stack.callback(fetch.kill)
    manager.told("READY=1")
    for _ in range(3):
        manager.told("WATCHDOG=1")

    lab.config.write_text(good + "[fridge]\ndoor = open\n")
    fetch.send_signal(signal.SIGHUP)
    manager.told("RELOADING=1")
    manager.told("READY=1")
    lab.config.write_text(good.replace(str(lab.store), str(lab.folder / "elsewhere")))
    fetch.send_signal(signal.SIGHUP)
    manager.told("RELOADING=1")
    manager.told("READY=1")
    said = log.read_text()
    need("[fridge]" in said and said.count("the config stays as it was") == 2, said)
    need(not (lab.folder / "elsewhere").exists(), "half of a refused config was used")

    # A server that takes the connection and says nothing.
    hung = lab.stack.enter_context(socket.create_server(("127.0.0.1", 0)))
    hung.settimeout(5)
    port = hung.getsockname()[1]
    lab.config.write_text(good.replace(path.as_uri(), f"http://127.0.0.1:{port}/feed.json"))
    fetch.send_signal(signal.SIGHUP)
    connection = lab.stack.enter_context(hung.accept()[0])
    connection.recv(16)
    path.write_bytes(feed(2, notice("b")))
    lab.config.write_text(good)
    fetch.send_signal(signal.SIGHUP)
    wait(lambda: lab.source("news").get("serial") == 2, 12, "the feed after the hung server")
    lab.config.write_text(good.replace(path.as_uri(), f"http://127.0.0.1:{port}/feed.json"))
    fetch.send_signal(signal.SIGHUP)
    connection = lab.stack.enter_context(hung.accept()[0])
    connection.recv(16)
    start = time.monotonic()
    fetch.send_signal(signal.SIGTERM)
    need(fetch.wait(5) == 0, f"exit {fetch.returncode} at SIGTERM")
    left = time.monotonic() - start
    within(left, 1, "leaving a hung server")
    manager.told("STOPPING=1")
    return left


def test():
    with Lab() as lab:
        check_check(lab)
        left = check_service(lab)
        return f"findings, READY, WATCHDOG, RELOADING; gone {1000 * left:.0f} ms after SIGTERM"


main(test)
