#!/usr/bin/env python3
"""Pictures come from a server into the store and from there, through the decoder, onto slides;
broken ones, missing ones and those from elsewhere cost their own slide and nothing else."""

import http.server
import json
import struct
import threading

from common import Lab, main, need, wait
from pictures import png
from scenes import colour_at, near, png_rows
from servers import served

SIZE = (960, 540)


def bomb():
    head = struct.pack(">2I5B", 60000, 60000, 8, 6, 0, 0, 0)
    return png(1, 1, (0, 0, 0)).replace(struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0), head)


FILES = {"/red.png": png(300, 200, (200, 30, 40)), "/blue.png": png(40, 80, (20, 40, 220)),
         "/logo.png": png(90, 60, (255, 0, 0, 128)),
         "/break.png": png(60, 60, (120, 1, 120)),
         "/cut.png": png(300, 200, (9, 9, 9))[:90], "/bomb.png": bomb(), "/page.png": b"<html>"}


def feed(port):
    def picture(name, image, **more):
        return {"id": name, "kind": "picture", "title": f"图片{name}", "image": image, **more}

    def article(name, image):
        body = [{"text": "展示周在实训中心举行。"}] + [{"image": image, "caption": "现场"}] * bool(image)
        return {"id": name, "kind": "article", "title": "文章", "body": body}

    items = [picture("red", "red.png"), picture("blue", "/blue.png", fit="contain"),
             picture("cut", "cut.png"), picture("bomb", "bomb.png"), picture("page", "page.png"),
             picture("gone", "gone.png"), picture("late", "late.png"), picture("break", "break.png"), picture("else", f"http://localhost:{port}/red.png"),
             article("art", "red.png"), article("torn", "cut.png"), article("plain", None),
             {"id": "album", "kind": "article", "body": [{"image": "red.png"}]}]
    site = {"name": "云溪工学院", "logo": "logo.png"}
    return json.dumps({"lobbycard": 1, "site": site, "items": items}).encode()


class Handler(http.server.BaseHTTPRequestHandler):
    asked, ranges = [], []
    under_way, most_under_way = 0, 0
    changed = threading.Condition()

    def do_GET(self):
        self.asked.append(self.path)
        with self.changed:
            Handler.under_way += 1
            Handler.most_under_way = max(self.under_way, self.most_under_way)
            self.changed.notify_all()
            if self.path.endswith(".png"):  # is another one asked for meanwhile?
                self.changed.wait_for(lambda: self.under_way > 1, 0.5)
        try:
            self.answer()
        finally:
            with self.changed:
                Handler.under_way -= 1

    def answer(self):
        if self.path == "/break.png":
            self.answer_in_pieces(FILES[self.path])
            return
        body = self.server.feed if self.path == "/feed.json" else FILES.get(self.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def answer_in_pieces(self, whole):
        """The first one breaks off in the middle; another gets what it asks for."""
        if self.headers.get("If-None-Match") == '"one"':
            self.send_response(304)
            self.end_headers()
            return
        start = self.headers.get("Range")
        self.ranges.append((start, self.headers.get("If-Range")))
        at = int(start.removeprefix("bytes=").removesuffix("-")) if start else 0
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {at}-{len(whole) - 1}/{len(whole)}")
        self.send_header("ETag", '"one"')
        self.send_header("Content-Length", str(len(whole) - at))
        self.end_headers()
        self.wfile.write(whole[at:] if start else whole[:len(whole) // 2])

    def log_message(self, *_):
        pass


def check_spoiled(lab, slide):
    """A file that can be decoded, but is not what was fetched, is not shown."""
    photo, = [box for box in slide["boxes"] if box.get("role") == "photo"]
    x, y, width, height = photo["rect"]
    path = lab.store / "objects" / photo["object"][:2] / photo["object"]
    whole, out = path.read_bytes(), lab.folder / "spoiled"
    for data, is_shown in ((FILES["/blue.png"], False), (whole, True)):
        path.write_bytes(data)
        done = lab.run("--config", lab.config, "render", "--size", "960x540", "--out", out)
        need(done.returncode == 0, f"render: {done.stderr.strip()}")
        need(done.stderr.count("the disk spoiled its bytes") == (not is_shown), done.stderr)
        slides = json.loads((out / "scenes.json").read_text())["slides"]
        file = next(one["file"] for one in slides if one["item"] == slide["item"])
        rows, step = png_rows((out / file).read_bytes())
        found = colour_at(rows, step, x + width // 2, y + height // 3)
        need(not near(found, (20, 40, 220)), "another picture of the same name is shown")
        need(near(found, (200, 30, 40)) == is_shown, f"spoiled or mended, it is {found}")


def spoiled(lab):
    return [one["url"] for one in lab.status()["pictures"] if "the disk spoiled" in one["error"]]


def check_told(lab, slide, url):
    """`status` has from `play` what the disk spoiled, and looks whether it still is."""
    photo, = [box for box in slide["boxes"] if box.get("role") == "photo"]
    path = lab.store / "objects" / photo["object"][:2] / photo["object"]
    whole = path.read_bytes()
    lab.write_config({"desk": url}, theme={"transition": "none"},
                     programme={"order": "picture", "dwell_min": "1s", "dwell_max": "1s"})
    lab.open_display()
    path.write_bytes(FILES["/blue.png"])
    need(not spoiled(lab), "nobody has met it, and status tells it")
    for mended_by in ("play", "nobody"):
        player = lab.play("--no-fetch")
        wait(lambda: spoiled(lab), 40, "a spoiled picture in `status`")
        need(len(spoiled(lab)) == 1 and spoiled(lab)[0].endswith("/red.png"), f"status: {spoiled(lab)}")
        if mended_by == "play":
            path.write_bytes(whole)
            need(not spoiled(lab), "its bytes are sound, and status tells it still")
            wait(lambda: "sound again" in player.log.read_text(), 40, "a picture that is back")
            wait(lambda: json.loads((lab.store / "play-status.json").read_text())["spoilt"] == [], 5,
                 "a play that tells it no more")
            path.write_bytes(FILES["/blue.png"])
        player.stop()
        need(player.log.read_text().count("the disk spoiled its bytes") == 1, player.log.read_text())
    need(len(spoiled(lab)) == 1, "the play that met it has ended, and status tells it no more")
    path.write_bytes(whole)
    need(not spoiled(lab), "its bytes are sound, and status tells it still")


def test():
    with Lab() as lab, served(Handler) as server:
        port = server.server_port
        server.feed = feed(port)
        lab.write_config({"desk": f"http://127.0.0.1:{port}/feed.json"})
        for missing in (2, 1):
            done = lab.run("--config", lab.config, "fetch", "--once", timeout=60)
            need(done.returncode == 0, f"fetch: {done.returncode}: {done.stderr.strip()}")
            need(f": {missing} of 9 pictures are missing" in done.stderr,
                 f"not {missing} missing: {done.stderr.strip()}")
            # The edition was committed without; the next one brings what is there by then.
            FILES["/late.png"] = png(50, 50, (1, 120, 1))
        need(Handler.asked.count("/red.png") == 1, f"asked {Handler.asked.count('/red.png')} times")
        need(2 <= Handler.most_under_way <= 3,
             f"{Handler.most_under_way} pictures were asked for at a time")
        need(Handler.asked.count("/gone.png") == 2, "what is missing is not asked for again")
        half = len(FILES["/break.png"]) // 2
        need(Handler.ranges == [(None, None), (f"bytes={half}-", '"one"')],
             f"what broke off is asked for as {Handler.ranges}")
        out = lab.folder / "out"
        done = lab.run("--config", lab.config, "render", "--size", "960x540", "--out", out)
        need(done.returncode == 0, f"render: {done.returncode}: {done.stderr.strip()}")
        slides = json.loads((out / "scenes.json").read_text())["slides"]
        shown = {slide["item"]: slide for slide in slides if slide["kind"] == "picture"}
        need(set(shown) == {"red", "blue", "cut", "bomb", "page", "album", "late", "break"},
             f"slides of {set(shown)}")
        shown["art"] = next(slide for slide in slides if slide["item"] == "art" and any(
            box.get("role") == "photo" for box in slide["boxes"]))
        for item, colour in (("red", (200, 30, 40)), ("blue", (20, 40, 220)),
                             ("late", (1, 120, 1)), ("break", (120, 1, 120)),
                             ("album", (200, 30, 40)), ("art", (200, 30, 40))):
            rows, step = png_rows((out / shown[item]["file"]).read_bytes())
            box, = [box for box in shown[item]["boxes"] if box.get("role") == "photo"]
            x, y, width, height = box["rect"]
            found = colour_at(rows, step, x + width // 2, y + height // 3)
            need(near(found, colour), f"{item}: {found} where {colour} was sent")
            need((lab.store / "objects" / box["object"][:2] / box["object"]).exists(),
                 f"{item}: no object {box['object']}")
        slide = shown["art"]
        logo, = [box for box in slide["boxes"] if box.get("role") == "logo"]
        x, y, width, height = logo["rect"]
        need(abs(width / height - 1.5) < 0.05, f"the logo is {width}x{height}")
        rows, step = png_rows((out / slide["file"]).read_bytes())
        found = colour_at(rows, step, x + width // 2, y + height // 2)
        ground = colour_at(rows, step, 0, 0)
        mixed = (round((255 + ground[0]) / 2), ground[1] // 2, ground[2] // 2)
        need(near(found, mixed), f"the logo is {found}, half red over {ground} is {mixed}")
        photo, = [box for box in slide["boxes"] if box.get("role") == "photo"]
        x, y, width, height = photo["rect"]
        # an opening picture may be cropped by two fifths
        need(1.48 < width / height < 1.5 / 0.6 + 0.02,
             f"a picture of 300x200 as {width}x{height}")
        torn, plain = ([slide["boxes"] for slide in slides
                        if slide["item"] == item and slide["kind"] == "article"]
                       for item in ("torn", "plain"))
        need(torn == plain, "a broken picture takes room")
        check_spoiled(lab, shown["red"])
        check_told(lab, shown["red"], f"http://127.0.0.1:{port}/feed.json")
        for item in ("cut", "bomb", "page"):
            need(f"/{item}.png: " in done.stderr, f"nothing is said of {item}: {done.stderr}")
        return f"{len(shown)} slides with pictures of {len(FILES)} files, three of them broken"


if __name__ == "__main__":
    main(test)
