#!/usr/bin/env python3
"""An edition with many items, made by chance, over restarts: what is on the glass is what `programme` says and the same
to the pixel, whether it was planned at once, in haste, recalled (`play-feeds`), or recalled of a file that somebody cut,
hurt, swapped or made. Nothing that the guard holds is ever there."""

import json
import os
import random
import subprocess

import random_feeds
from common import Lab, main, need, replace_file, run_seed, wait

ITEMS, MOMENTS, HURTS = 220, 3, 8
EVIL = "https://elsewhere.example.com/"
MARK = b"lobbycard-feeds 1\n"
HEADING = len(MARK) + 32


def xxh3(data):
    """The 128 bits as the program keeps them, of which the command prints the upper half first."""
    told = subprocess.run(["xxh128sum"], input=data, stdout=subprocess.PIPE, check=True).stdout
    return bytes.fromhex(told[:32].decode())[::-1]


def digest(*pieces):
    """As src/base/digest.c."""
    state = bytes(16)
    for data in pieces:
        state = xxh3(state + xxh3(data))
    return state


def forged(file, rest):
    """The file with something else in it, and a sum that is right."""
    key = file[len(MARK):len(MARK) + 16]
    return MARK + key + digest(key, rest) + rest


def make_feed(seed, items):
    maker = random_feeds.Maker(seed)
    kinds = [kind for kind in random_feeds.KINDS if kind != "alert"]
    feed = maker.feed()
    feed.pop("expires", None)
    feed["site"] = {"name": "云山职业学院"}
    feed["items"] = [maker.item(maker.one(*kinds)) for _ in range(items)]
    for item in feed["items"][::7]:
        item["url"] = EVIL
    # Shorter than chance has them: pages are counted by the sanitizers too.
    for item in feed["items"]:
        item["body"] = item["body"][:3] if "body" in item else []
        if item["kind"] != "article":
            del item["body"]
    return json.dumps(feed, ensure_ascii=False).encode()


class Screen:
    """One config over a store that was fetched."""

    def __init__(self, lab, seed):
        self.lab = lab
        random_feeds.write_pictures(lab.folder / "media")
        path = lab.folder / "feed.json"
        path.write_bytes(make_feed(seed, ITEMS))
        self.held = {item["id"] for item in json.loads(path.read_text())["items"] if item.get("url") == EVIL}
        lab.write_config({"news": path.as_uri()}, programme={"dwell_min": "5m", "dwell_max": "5m"}, every="1h")
        with lab.config.open("a") as config:
            config.write("[guard]\nhosts = .example.edu.cn\ndeny =\n")
        done = lab.run("--config", lab.config, "fetch", "--once", timeout=120)
        need(done.returncode == 0, f"fetch: {done.stderr}")
        self.feeds, self.plans = lab.store / "play-feeds", lab.store / "play-plans"

    def due(self, at):
        """What `programme` has at that time, on a display as large."""
        size = "x".join(map(str, self.lab.size))
        done = self.lab.run("--config", self.lab.config, "programme", "--json", "--size", size, "--at", at, "--for", "1s", timeout=120)
        need(done.returncode == 0, f"programme: {done.stderr}")
        return json.loads(done.stdout)["turns"][0]

    def start(self, at, due, wanted=None):
        """Plays from then on, until what is due stands; its log, how many turns that took, and the picture."""
        stats = self.lab.folder / "stats.json"
        player = self.lab.play("--no-fetch", "--clock", at, "--stats", stats)

        def stands():
            glass = self.lab.glass()
            need(glass.get("item") not in self.held, f"what is held stands: {glass}")
            same = all((glass.get(name) or None) == (due.get(name) or None) for name in ("kind", "item", "page"))
            return same and (wanted is None or wanted())

        wait(stands, 60, lambda: f"{due} on the glass; there is {self.lab.glass()}")
        picture = self.lab.display.pixels()
        player.stop()
        return player.log.read_text(), json.loads(stats.read_text())["turns"], picture

    def is_kept(self, feeds):
        return lambda: self.feeds.exists() and self.feeds.read_bytes() == feeds


def check_first(screen, at):
    """As `fetch` kept it, and with nothing kept; in haste, and then what is due. Both programs keep the same."""
    due, fetched = screen.due(at), screen.feeds.read_bytes()
    said, _, _ = screen.start(at, due, screen.plans.exists)
    need(screen.is_kept(fetched)() and "warning" not in said, f"what `fetch` kept is not what is read: {said}")
    screen.feeds.unlink()
    screen.plans.unlink()
    screen.start(at, due, lambda: screen.plans.exists() and screen.feeds.exists())
    need(screen.is_kept(fetched)(), "`fetch` and `play` keep other feeds")
    return fetched


def check_again(screen, at, feeds):
    """Recalled: what is due is the first thing that is there. Then read all the same: as fast as ever."""
    due = screen.due(at)
    said, turns, picture = screen.start(at, due)
    need(turns == 1 and "warning" not in said, f"{at}: {turns} turns; {said}")
    need(screen.is_kept(feeds)(), "a restart wrote the feeds anew")
    screen.feeds.unlink()
    said, turns, read = screen.start(at, due, screen.is_kept(feeds))
    need(turns == 1 and "warning" not in said, f"{at}, read: {turns} turns; {said}")
    need(picture == read, f"{at}: another picture where it was recalled")


def check_hurt(screen, at, feeds, chance):
    """Cut, mixed or changed anywhere: read, not believed, and written anew."""
    due = screen.due(at)
    for number in range(HURTS):
        hurt = bytearray(feeds)
        place = chance.choice([chance.randrange(HEADING), chance.randrange(len(feeds))])
        if number % 4 == 0:
            del hurt[place:]
        elif number % 4 == 1:
            hurt[place:] = bytes(len(feeds) - place)  # as a power cut may leave it
        else:
            hurt[place] ^= 1 << chance.randrange(8)
        replace_file(screen.feeds, bytes(hurt))
        said, turns, _ = screen.start(at, due, screen.is_kept(feeds))
        need(turns == 1 and "warning" not in said, f"hurt at {place}: {turns} turns; {said}")


def check_made(screen, at, feeds):
    """One that somebody made, sum and all, does not last: what is read takes its place."""
    due, rest = screen.due(at), feeds[HEADING:]
    name, other = "云山职业学院".encode(), "云水职业学院".encode()
    need(forged(feeds, rest) == feeds and name in rest, "the sum of what is kept")
    for made, is_told in ((rest.replace(name, other), True), (rest[:-9], False), (rest + b"\0", False)):
        replace_file(screen.feeds, forged(feeds, made))
        said, _, _ = screen.start(at, due, screen.is_kept(feeds))
        need(("was not as the store has it" in said) == is_told, f"made: {said}")


def check_foreign(screen, at, feeds):
    """That of a config without a guard is nobody else's."""
    lab, due, config = screen.lab, screen.due(at), screen.lab.config.read_text()
    lab.config.write_text(config.replace("hosts = .example.edu.cn\n", ""))
    screen.feeds.unlink()
    held, screen.held = screen.held, set()  # it holds none of them
    screen.start(at, screen.due(at), screen.feeds.exists)
    screen.held = held
    loose = screen.feeds.read_bytes()
    need(EVIL.encode() in loose and EVIL.encode() not in feeds, "what is held")
    lab.config.write_text(config)
    said, turns, _ = screen.start(at, due, screen.is_kept(feeds))
    need(turns == 1 and "warning" not in said, f"another config's: {said}")


def check_rot(screen, at):
    """A body that was written over is rotten, whatever is kept of it: as without."""
    for body in (screen.lab.store / "objects").glob("*/*"):
        if b'"lobbycard": 1' in body.read_bytes()[:200]:
            os.chmod(body, 0o644)
            body.write_bytes(body.read_bytes() + b" ")
    player = screen.lab.play("--no-fetch", "--clock", at)
    wait(lambda: "rotten" in player.log.read_text(), 20, "that the body is rotten")
    need(not screen.lab.glass().get("item"), "a slide of an edition that is rotten")
    player.stop()


def test():
    seed = run_seed()
    chance = random.Random(seed)
    moments = [f"2026-11-23T{chance.randrange(24):02}:{chance.randrange(60):02}:00+08:00" for _ in range(MOMENTS)]
    print(f"seed {seed}", flush=True)
    with Lab() as lab:
        lab.open_display()
        screen = Screen(lab, seed)
        feeds = check_first(screen, moments[0])
        for at in moments:
            check_again(screen, at, feeds)
        check_hurt(screen, moments[0], feeds, chance)
        check_made(screen, moments[0], feeds)
        check_foreign(screen, moments[0], feeds)
        check_rot(screen, moments[0])
    return f"{ITEMS} items; {MOMENTS} times recalled and read, {HURTS} hurt files"


main(test)
