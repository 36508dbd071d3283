"""What costs how much more where there is more of something: items, sources, pixels. Of script/bench."""

import json
import math
import os
import random
import resource
import shutil
import statistics
import subprocess
import time

from common import PROGRAM, Lab, need

ITEMS = (1, 10, 100, 1000, 2000)
# What starts with the most items take, to those with one: figures, and what they are called.
ENDS = {"again": "start again, first slide", "fresh": "start, new edition"}
MOST_TIMES = 1.3
SOURCES = (1, 3, 10, 30)
ITEMS_A_SOURCE = 100
SIZES = ((960, 540), (1920, 1080), (3840, 2160))
MIDNIGHT = "2026-11-23T00:00:00+08:00"
SENTENCES = ("学校图书馆将于下周一起延长开放时间，方便同学们复习备考", "请大家自觉遵守秩序，保持安静，爱护公共设施",
             "如有疑问请咨询服务台工作人员", "新书阅览区同时开放，欢迎前来借阅", "阅览座位由520个增加到640个，周末照常开放")
TITLES = ("期末考试安排", "校园网络维护通知", "秋季招聘会即将举行", "第三届运动会报名开始")

MEANING = f"""
Growth: articles, notices and countdowns as a campus has them, made by chance with a fixed seed; medians. The exponent is the slope
of the logarithms over the larger half of the sizes, where what every start costs is not most of it: 1 is linear, 2 is
quadratic. Starts are at the time of the same article, so that the slide that is painted is the same (of a new edition with more than
sixteen items one that stands in for it). CPU counts the program and all its children. Sources have {ITEMS_A_SOURCE} items each; "again" is `fetch --once` with no news.
Frames are the pixels of one screen.
"""


def feed(count, seed):
    """A native feed of so many items, as text."""
    chance = random.Random(seed)
    items = []
    for number in range(count):
        kind = chance.choices(("article", "notice", "countdown"), (60, 30, 10))[0] if number else "article"
        item = {"id": f"{kind}{number}", "kind": kind, "title": f"{number}号{chance.choice(TITLES)}"}
        if kind == "article":
            item |= {"source": "校报", "published": f"2026-11-{chance.randint(1, 28):02}",
                     "url": f"https://www.example.edu.cn/news/{number}.html",
                     "body": [{"text": "，".join(chance.sample(SENTENCES, 4)) + "。"}
                              for _ in range(chance.randint(1, 8))]}
        elif kind == "notice":
            item["text"] = "，".join(chance.sample(SENTENCES, chance.randint(1, 3))) + "。"
        else:
            item["to"] = f"2027-01-{chance.randint(1, 28):02}"
        items.append(item)
    return json.dumps({"lobbycard": 1, "site": {"name": "云溪工学院"}, "items": items}, ensure_ascii=False)


def timed(lab, *arguments):
    """Wall and CPU milliseconds of a command, its children with it."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = lab.run(*arguments, timeout=600)
    took, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    need(done.returncode == 0, f"{' '.join(map(str, arguments))}: {done.stderr.strip()[-300:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return 1000 * took, 1000 * cpu


def is_settled(lab, count):
    """What the next start need not find anew is written down: of few items not the feeds."""
    return (lab.store / "play-plans").exists() and (count < 200 or (lab.store / "play-feeds").exists())


def due(lab, config):
    """When the first article begins: starts are compared that show the same slide."""
    done = lab.run("--config", config, "programme", "--json", "--size", "1920x1080", "--at", MIDNIGHT, "--for", "24h",
                   timeout=600)
    need(done.returncode == 0, f"programme: {done.stderr.strip()[-300:]}")
    return next(turn["from"] for turn in json.loads(done.stdout)["turns"]
                if turn.get("item") == "article0" and turn.get("page", 1) == 1)


def first_present_ms(lab, config, count, at):
    """As `play` counts it, from before its exec; it leaves once the slide is there and all is kept."""
    stats = lab.folder / "growth.json"
    process = subprocess.Popen([PROGRAM, "--config", config, "play", "--no-fetch", "--stats", stats,
                                "--for", "1m", "--clock", at], env=lab.environment, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 60
        while not (lab.glass().get("edition") and is_settled(lab, count)) and time.monotonic() < end:
            time.sleep(0.05)
    finally:
        process.terminate()
        process.wait()
    return json.loads(stats.read_text())["first_present_ms"]


def write(lab, count, items, name):
    """A config of so many sources; its store is its own."""
    urls = {}
    for number in range(count):
        path = lab.folder / f"{name}-{number}.json"
        path.write_text(feed(items, number))
        urls[f"s{number}"] = path.as_uri()
    lab.store = lab.folder / f"{name}-store"
    lab.config = lab.folder / f"{name}.ini"
    lab.write_config(urls, every="1h")
    with lab.config.open("a") as config:
        config.write("[guard]\nhosts = .example.edu.cn\n")
    return lab.config


def fetch_anew(lab, config):
    """An edition that no `play` has shown, in place: what is kept of one is of its files, and a copy has others."""
    shutil.rmtree(lab.store, ignore_errors=True)
    timed(lab, "--config", config, "fetch", "--once")


class Ends:
    """Starts with one item and with the most, by turns: of an edition that was shown before, and of a new one. They are told as
    figures and what `start(config, at)` says."""

    def __init__(self, lab):
        self.lab, self.shown, self.fresh = lab, [], []
        for count in (ITEMS[0], ITEMS[-1]):
            config = write(lab, 1, count, f"shown{count}")
            fetch_anew(lab, config)
            at = due(lab, config)
            first_present_ms(lab, config, count, at)
            self.shown.append((count, config, at))
            self.fresh.append((count, write(lab, 1, count, f"fresh{count}"), at, lab.store))

    def round(self, start):
        for count, config, at in self.shown:
            yield f"again_{count}_ms", start(config, at)
        for count, config, at, self.lab.store in self.fresh:
            fetch_anew(self.lab, config)
            yield f"fresh_{count}_ms", start(config, at)


def grow_items(lab, figures, rounds):
    for count in ITEMS:
        config = write(lab, 1, count, f"items{count}")
        fetch_anew(lab, config)
        at = due(lab, config)
        for _ in range(rounds):
            fetch_anew(lab, config)
            add(figures, ENDS["fresh"], "items", count, first_present_ms(lab, config, count, at))
        for _ in range(rounds):
            add(figures, ENDS["again"], "items", count, first_present_ms(lab, config, count, at))
            for name, arguments in (("check, CPU", ("check", lab.folder / f"items{count}-0.json")),
                                    ("programme of a day, CPU", ("programme", "--for", "24h"))):
                add(figures, name, "items", count, timed(lab, "--config", config, *arguments)[1])


def grow_sources(lab, figures, rounds):
    for count in SOURCES:
        for number in range(rounds):
            config = write(lab, count, ITEMS_A_SOURCE, f"sources{count}-{number}")
            wall, cpu = timed(lab, "--config", config, "fetch", "--once")
            add(figures, "fetch, empty store", "sources", count, wall)
            add(figures, "  of it CPU", "sources", count, cpu)
            add(figures, "  again, CPU", "sources", count, timed(lab, "--config", config, "fetch", "--once")[1])


def grow_screens(lab, figures, rounds):
    config = write(lab, 1, 20, "screens")
    timed(lab, "--config", config, "fetch", "--once")
    for width, height in SIZES:
        for _ in range(rounds):
            out = lab.folder / f"out{width}"
            cpu = timed(lab, "--config", config, "render", "--size", f"{width}x{height}", "--out", out)[1]
            add(figures, "render, a slide, CPU", "frames", width * height, cpu / len(list(out.glob("*.png"))))


def add(figures, name, unit, size, value):
    figures.setdefault((name, unit), {}).setdefault(size, []).append(value)


def exponent(points):
    """The slope of the logarithms over the larger half."""
    points = sorted(points.items())[len(points) // 2 if len(points) > 3 else 0:]
    xs, ys = [math.log(x) for x, _ in points], [math.log(max(y, 0.01)) for _, y in points]
    middle, level = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - middle) * (y - level) for x, y in zip(xs, ys)) / sum((x - middle) ** 2 for x in xs)


def measure(rounds, note):
    figures = {}
    with Lab() as lab:
        lab.open_display(1920, 1080)
        for name, part in (("items", grow_items), ("sources", grow_sources), ("screens", grow_screens)):
            note(f"growth with {name}")
            part(lab, figures, rounds)
    return figures


def table(figures):
    unit_before = None
    for (name, unit), sizes in sorted(figures.items(), key=lambda entry: ("items", "sources", "frames").index(
            entry[0][1])):
        points = {size: statistics.median(values) for size, values in sizes.items()}
        if unit != unit_before:
            shown = (f"{size:,}" if unit != "frames" else f"{size / 1e6:.1f} MP" for size in points)
            print(f"\n{'ms for so many ' + unit:<28}" + "".join(f"{text:>10}" for text in shown) + "  exponent")
            unit_before = unit
        print(f"{name:<28}" + "".join(f"{value:>10.1f}" if value < 1000 else f"{value:>10,.0f}"
                                      for value in points.values()) + f"{exponent(points):>10.2f}")


def ends_table(figures):
    """What most items cost at a start, where that is promised."""
    for name in ENDS.values():
        sizes = figures[(name, "items")]
        times = statistics.median(sizes[ITEMS[-1]]) / statistics.median(sizes[ITEMS[0]])
        print(f"{name}: {ITEMS[-1]:,} items to {ITEMS[0]}: {times:.2f} times, at most {MOST_TIMES:g}: "
              f"{'yes' if times <= MOST_TIMES else 'NO'}")


def as_json(figures):
    return [{"figure": name.strip(), "unit": unit, "ms": sizes, "exponent": exponent(
        {size: statistics.median(values) for size, values in sizes.items()})} for (name, unit), sizes in figures.items()]
