#!/usr/bin/env python3
"""Pictures of a feed from a file: what lies in its folder is shown whatever its name is written
like, and nothing from outside, whichever way leads there: `check`, `render --feed` and `fetch`
alike."""

import hashlib
import json

from common import Lab, main, need
from pictures import png

INSIDE = {"plain": "media/a.png", "name": "media/%E5%9B%BE.png", "again": "media/../media/a.png",
          "link": "inside.png"}
OUTSIDE = {"dots": "../secret/s.png", "encoded": "%2e%2e/secret/s.png",
           "slash": "..%2fsecret/s.png", "deep": "media/..%2f..%2Fsecret/s.png",
           "symlink": "away.png", "symlinks": "away/s.png", "beside": "../campus-2/s.png",
           "proc": "root/s.png"}


def publish(folder):
    """The feed's path, and the secret picture's bytes."""
    campus, secret = folder / "50% campus", png(40, 30, (1, 250, 1))
    for path in (campus / "media", folder / "secret", folder / "campus-2"):
        path.mkdir(parents=True)
    (campus / "media/a.png").write_bytes(png(300, 200, (200, 30, 40)))
    (campus / "media/图.png").write_bytes(png(300, 200, (20, 40, 220)))
    (campus / "inside.png").symlink_to("media/a.png")
    for place in ("secret", "campus-2"):
        (folder / place / "s.png").write_bytes(secret)
    (campus / "away.png").symlink_to("../secret/s.png")
    (campus / "away").symlink_to("../secret")
    (campus / "root").symlink_to(f"/proc/self/root{folder}/secret")
    absolute = {"absolute": f"file://{folder}/secret/s.png",
                "mixed": f"file://{folder}/50%25%20campus/%2e%2e/secret/s.png"}
    items = [{"id": name, "kind": "picture", "title": name, "image": image}
             for name, image in (INSIDE | OUTSIDE | absolute).items()]
    (campus / "feed.json").write_text(json.dumps({"lobbycard": 1, "site": {"name": "云溪工学院"},
                                                  "items": items}))
    return campus / "feed.json", secret, set(absolute)


def shown(folder):
    slides = json.loads((folder / "scenes.json").read_text())["slides"]
    return {slide["item"] for slide in slides
            if any(box.get("role") == "photo" for box in slide["boxes"])}


def check_linked_feed(lab):
    """A feed that is a link: its pictures lie beside the link for everybody."""
    folder = lab.folder / "linked"
    (folder / "releases/1").mkdir(parents=True)
    (folder / "beside.png").write_bytes(png(300, 200, (9, 99, 9)))
    (folder / "releases/1/below.png").write_bytes(png(300, 200, (99, 9, 9)))
    items = [{"id": name, "kind": "picture", "title": name, "image": f"{name}.png"}
             for name in ("beside", "below")]
    (folder / "releases/1/feed.json").write_text(json.dumps({"lobbycard": 1, "items": items}))
    (folder / "feed.json").symlink_to("releases/1/feed.json")
    lab.write_config({"linked": f"file://{folder}/feed.json"})
    for name, arguments in {"render": ["render", "--feed", folder / "feed.json"],
                            "fetch": ["--config", lab.config, "render"]}.items():
        if name == "fetch":
            lab.run("--config", lab.config, "fetch", "--once", timeout=60)
        done = lab.run(*arguments, "--size", "960x540", "--out", folder / name)
        need(done.returncode == 0 and shown(folder / name) == {"beside"},
             f"linked, {name}: {shown(folder / name)} {done.stderr}")
    done = lab.run("check", "--json", folder / "feed.json")
    missing = {one["item"] for one in json.loads(done.stdout)["findings"]
               if one["code"] == "picture-missing"}
    need(missing == {"below"}, f"linked, check: {missing}")


def test():
    with Lab() as lab:
        check_linked_feed(lab)
        feed, secret, absolute = publish(lab.folder)
        name = hashlib.sha256(secret).hexdigest()
        done = lab.run("render", "--feed", feed, "--size", "960x540", "--out", lab.folder / "out")
        need(done.returncode == 0, f"render --feed: {done.stderr}")
        need(shown(lab.folder / "out") == set(INSIDE), f"render: {shown(lab.folder / 'out')}")
        done = lab.run("check", "--json", feed)
        found = json.loads(done.stdout)["findings"]
        said = {one["item"]: one["message"] for one in found if one["code"] == "picture-missing"}
        need(set(said) == set(OUTSIDE), f"check tells of {sorted(said)}, not of {list(OUTSIDE)}")
        need(all("not in the feed's folder" in one for one in said.values()), f"check: {said}")
        refused = {one["item"] for one in found if one["code"] == "bad-address"}
        need(refused == absolute, f"check refuses the addresses of {refused}")
        lab.write_config({"campus": f"file://{str(feed).replace('%', '%25').replace(' ', '%20')}"})
        done = lab.run("--config", lab.config, "fetch", "--once", timeout=60)
        need(done.returncode == 0, f"fetch: {done.stderr}")
        need(not (lab.store / "objects" / name[:2] / name).exists(),
             f"the secret is in the store: {done.stderr}")
        done = lab.run("--config", lab.config, "render", "--size", "960x540", "--out",
                       lab.folder / "fetched")
        need(done.returncode == 0, f"render: {done.stderr}")
        need(shown(lab.folder / "fetched") == set(INSIDE),
             f"fetched: {shown(lab.folder / 'fetched')}")
    return f"{len(INSIDE)} pictures of the folder are shown, {len(OUTSIDE) + len(absolute)} ways out lead nowhere"


main(test)
