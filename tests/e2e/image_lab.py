"""What the checks of the disk image share: the image, a machine that was set up once (each check goes on from a copy of it,
running), the endpoint that it asks, and what render makes of the same feed.

$LOBBYCARD_IMAGE_WORK names a folder in which all of that stays, so that a check can be run again without the rest."""

import http.server
import json
import os
import pathlib
import shutil
import subprocess

from common import ROOT, feed, need, notice, tool
from scenes import png_rows
from servers import served
from virtual import SIZE, Disk, Virtual, accelerator

AT = "2026-11-23T10:00:00+08:00"
# As its units call it.
CARD = "lobbycard --config /etc/lobbycard/lobbycard.ini --store /var/lib/lobbycard"
# One slide at a time, on which nothing changes with the clock.
STILL = "".join(f"show_{part} = no\n" for part in ("clock", "date", "week", "lunar", "term"))
CONFIG = """[screen]
name = e2e
[theme]
""" + STILL + """[programme]
order = notice
dwell_min = 60s
dwell_max = 60s
"""
SOURCE = """[source news]
url = {url}
allow_http = yes
every = 10s
"""


class Endpoint:
    """Says its newest feed; counts who asked. Anything else comes from the folder `files`."""

    def __init__(self, lab, port_file, files):
        self.asked, self.serial, self.data, self.paths = 0, 0, b"", []
        endpoint = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                if self.path == "/feed.json":
                    self._say(endpoint.data)
                    endpoint.asked += 1
                    return
                endpoint.paths.append(self.path)
                path = files / self.path.lstrip("/")
                if ".." not in self.path and path.is_file():
                    self._say(path.read_bytes())
                else:
                    self.send_error(404)

            def _say(self, data):
                self.send_response(200)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        # The machine that was set up asks there; so a kept one does later.
        port = int(port_file.read_text()) if port_file.exists() else 0
        server = lab.stack.enter_context(served(Handler, port=port))
        port_file.write_text(str(server.server_address[1]))
        # As the machine sees this one.
        self.host = f"http://10.0.2.2:{server.server_address[1]}"
        self.url = f"{self.host}/feed.json"

    def publish(self):
        """One more notice, alone; its name."""
        return self.go_back_to(self.serial + 1)

    def go_back_to(self, serial):
        self.serial = serial
        name = f"n-{serial}"
        self.data = feed(serial, notice(name))
        return name


class Slides:
    """What render makes on this machine."""

    def __init__(self, lab):
        self.lab, self.made = lab, {}

    def rows(self, data, config=None, size=SIZE):
        """Of the first slide of a feed, and where the slide's own part begins below the header."""
        if (data, config, size) not in self.made:
            folder = self.lab.folder / f"slides-{len(self.made)}"
            folder.mkdir()
            (folder / "feed.json").write_bytes(data)
            (folder / "my.ini").write_text(config or CONFIG)
            done = self.lab.run("--config", folder / "my.ini", "render", "--feed", folder / "feed.json", "--at", AT,
                                "--size", f"{size[0]}x{size[1]}", "--out", folder / "out", timeout=120)
            need(done.returncode == 0, f"render: {done.stderr}")
            slide = json.loads((folder / "out/scenes.json").read_text("utf-8"))["slides"][0]
            top = next(box["rect"][1] for box in slide["boxes"] if box["role"] == "title")
            self.made[data, config, size] = png_rows((folder / "out" / slide["file"]).read_bytes())[0], top
        return self.made[data, config, size]

    def beside(self, *feeds):
        """Of each feed, one notice in each, where they are shown in turn."""
        folder = self.lab.folder / "beside"
        folder.mkdir()
        text = CONFIG + f"[store]\npath = {folder}/store\n"
        for number, data in enumerate(feeds):
            (folder / f"{number}.json").write_bytes(data)
            text += f"[source s{number}]\nurl = file://{folder}/{number}.json\n"
        (folder / "my.ini").write_text(text)
        for command in (["fetch", "--once"], ["render", "--at", AT, "--size", f"{SIZE[0]}x{SIZE[1]}", "--out", folder / "out"]):
            done = self.lab.run("--config", folder / "my.ini", *command, timeout=120)
            need(done.returncode == 0, f"{command[0]}: {done.stderr}")
        slides = json.loads((folder / "out/scenes.json").read_text("utf-8"))["slides"]
        return [png_rows((folder / "out" / slide["file"]).read_bytes())[0] for slide in slides]

    def in_store(self, store):
        """Of the first slide of what lies there."""
        config, out = self.lab.folder / "store.ini", self.lab.folder / "out-of-store"
        config.write_text(CONFIG + SOURCE.format(url="http://10.0.2.2/feed.json"))
        done = self.lab.run("--config", config, "--store", store, "render", "--at", AT, "--size", f"{SIZE[0]}x{SIZE[1]}",
                            "--out", out, timeout=120)
        need(done.returncode == 0, f"render of a store: {done.stderr}")
        slide = json.loads((out / "scenes.json").read_text("utf-8"))["slides"][0]
        return png_rows((out / slide["file"]).read_bytes())[0]

    def of(self, number, size=SIZE):
        """Of the notice that the endpoint published under that number."""
        return self.rows(feed(number, notice(f"n-{number}")), size=size)[0]


class Images:
    """The image, and disks made of it, in `work`."""

    def __init__(self, lab):
        given = os.environ.get("LOBBYCARD_IMAGE_WORK")
        self.work = pathlib.Path(given).absolute() if given else lab.folder / "work"
        self.mirror = self.work / "mirror"
        self.mirror.mkdir(parents=True, exist_ok=True)
        # What one kind of processor did last the other cannot go on with.
        self.lab, self.ready = lab, self.work / f"ready-{accelerator()}.qcow2"
        self.endpoint = Endpoint(lab, self.work / "port", self.mirror)
        self.slides = Slides(lab)
        self.base = Disk(self._image, self.work)

    def _image(self):
        if given := os.environ.get("LOBBYCARD_IMAGE"):
            return given
        out = self.work / "made.img"
        done = subprocess.run([ROOT / "script/image", "--out", out], capture_output=True, encoding="utf-8", check=False)
        need(done.returncode == 0, f"script/image: {(done.stdout + done.stderr)[-800:]}")
        return out

    def fresh(self):
        """A disk that nothing was started from yet."""
        return self.base.overlay(self.work / "disk.qcow2")

    def copy(self):
        """One of the machine that was set up, as it was when its power was cut."""
        disk = self.work / "disk.qcow2"
        subprocess.run([tool("cp"), "--sparse=always", self.ready, disk], check=True)
        self.endpoint.go_back_to(1)
        return disk

    def started(self, disk, **more):
        return Virtual(self.work, disk, **more)

    def going_on(self):
        """The machine that was set up, with its first edition on the glass."""
        return self.started(self.copy(), moment="up")

    def store_of(self, disk):
        """The store as a disk has it whose machine lost its power, once the file system's journal was read, as at a start."""
        raw, part, store = self.work / "read.raw", self.work / "read.ext4", self.work / "store"
        subprocess.run([tool("qemu-img"), "convert", "-O", "raw", disk, raw], check=True)
        table = json.loads(subprocess.run([tool("sfdisk"), "--json", raw], check=True, capture_output=True).stdout)
        data = next(p for p in table["partitiontable"]["partitions"] if p.get("name") == "lobbycard-data")
        subprocess.run([tool("dd"), f"if={raw}", f"of={part}", "bs=64K", "conv=sparse", "iflag=skip_bytes,count_bytes",
                        f"skip={data['start'] * 512}", f"count={data['size'] * 512}", "status=none"], check=True)
        mended = subprocess.run([tool("e2fsck"), "-p", part], capture_output=True, encoding="utf-8", check=False)
        need(mended.returncode in (0, 1), f"e2fsck -p: {mended.stdout}{mended.stderr}")
        shutil.rmtree(store, ignore_errors=True)
        subprocess.run([tool("debugfs"), "-R", f"rdump /store {self.work}", part], check=True, capture_output=True)
        raw.unlink()
        part.unlink()
        return store

    def keep(self, machine, disk):
        machine.save("up")
        machine.cut_power()
        disk.rename(self.ready)
