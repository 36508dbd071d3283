#!/usr/bin/env python3
"""Feeds made at random through `render` of the sanitizer build, judged by the rules for scenes:
nothing outside, nothing over another, nothing cut or lost without a warning, no control character
and no empty box. Those that were wrong once come first, then new ones: some of the commit's own
(run_seed in common.py), or an hour of them with LOBBYCARD_LONG.

    e2e_random_feeds.py [--seed N] [--seconds N] [--jobs N] [--count N] [--keep DIR] [FILE...]

$LOBBYCARD_ASAN names the program; build/asan/lobbycard unless given. A case is wrong again with
--seed and --count 1; --keep writes what is wrong, made as small as may be, into a folder."""

import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time

import random_feeds
from common import ROOT, Failure, main, need, run_seed
from scenes import check_items, check_slide

PROGRAM = pathlib.Path(os.environ.get("LOBBYCARD_ASAN") or ROOT / "build/asan/lobbycard").absolute()
KEPT = ROOT / "tests/data/random_feeds"
SHORT = 24
LONGEST_S = 600  # of the processor: the machine may be busy


def render(case, folder):
    """What is wrong with the case, in words; empty when nothing is."""
    files = []
    for number, feed in enumerate(case["feeds"]):
        files.append(folder / f"feed{number}.json")
        files[-1].write_text(json.dumps(feed, ensure_ascii=False), encoding="utf-8")
    (folder / "screen.ini").write_text(random_feeds.config_text(case["config"]), encoding="utf-8")
    random_feeds.write_pictures(folder / "media")
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(folder), "MALLOC_PERTURB_": "165",
                   "ASAN_OPTIONS": "max_malloc_fill_size=1000000:malloc_fill_byte=165:max_free_fill_size=1000000",
                   "UBSAN_OPTIONS": "print_stacktrace=1",
                   "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")}
    command = [PROGRAM, "--config", folder / "screen.ini", "render", "--at", random_feeds.AT, "--size",
               "{}x{}".format(*case["size"]), "--out", folder / "out"]
    for file in files:
        command += ["--feed", file]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", errors="replace",
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_S, LONGEST_S)))
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return [f"render takes more than {LONGEST_S} s"]
    if done.returncode != 0:
        return [f"render ends with {done.returncode}: {blame(done.stderr)}"]
    return judge(case, folder, files)


def blame(text):
    """The line that says what happened, and where in the source."""
    what = re.search(r"(ERROR: \w+Sanitizer: [\w-]+|runtime error: .*|.*lobbycard: .*)", text)
    where = re.findall(r"in (\w+) .*/src/(\w+/\w+\.c:\d+)", text)
    return f"{what[0] if what else text.strip()[-200:]} {' < '.join(' '.join(frame) for frame in where[:3])}"


def judge(case, folder, files):
    try:
        scenes = json.loads((folder / "out/scenes.json").read_bytes().decode())
    except ValueError as error:
        return [f"scenes.json: {error}"]
    source = "\n".join(strings(case["feeds"]))
    findings = []
    for slide in scenes["slides"]:
        findings += [f"{slide['file']}: {finding}" for finding in check_slide(slide, case["size"], source)]
    feeds = {slide["source"]: slide["source"] for slide in scenes["slides"]}
    named = {name: case["feeds"][number] for number, name in enumerate(source_names(files)) if name in feeds}
    return findings + list(check_items(scenes["slides"], named))


def source_names(files):
    return [file.stem for file in files]


def strings(value):
    if isinstance(value, str):
        yield value
    for entry in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(entry)


def try_case(case):
    with tempfile.TemporaryDirectory(prefix="lobbycard-random-") as name:
        return render(case, pathlib.Path(name))


def kind_of(finding):
    """What two findings of one kind have in common."""
    finding = re.sub(r"^\d+-(\w+)\.png", r"\1", finding)
    finding = re.sub(r"'(?:[^'\\]|\\.)*'|\"[^\"]*\"", "''", finding)
    return re.sub(r"\d+", "0", finding.split(": [")[0] if "Sanitizer" not in finding else finding)


def shrink(case, finding, seconds):
    """The smallest case found in that time that is wrong in the same way."""
    end, wanted, goes_on = time.monotonic() + seconds, kind_of(finding), True
    while goes_on and time.monotonic() < end:
        goes_on = False
        for fewer in random_feeds.smaller(case):
            if time.monotonic() > end:
                break
            if any(kind_of(other) == wanted for other in try_case(fewer)):
                case, goes_on = fewer, True
                break
    return case


def keep(folder, name, case, findings, seconds):
    folder.mkdir(parents=True, exist_ok=True)
    small = shrink(case, findings[0], seconds)
    (folder / f"{name}.json").write_text(json.dumps(small, ensure_ascii=True, indent=1) + "\n", encoding="utf-8")
    (folder / f"{name}.txt").write_text("\n".join(findings) + "\n", encoding="utf-8")


def replay(files):
    for file in files:
        findings = try_case(json.loads(file.read_text(encoding="utf-8")))
        need(not findings, f"{file.name}: " + "\n  ".join(findings[:10]))
    return len(files)


def hunt(options):
    """Cases from the seed on until time is up or enough were made."""
    end, seeds, wrong, count = time.monotonic() + options.seconds, iter(range(options.seed, 1 << 62)), {}, 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        running = {}
        while True:
            while len(running) < options.jobs and time.monotonic() < end and count + len(running) < options.count:
                seed = next(seeds)
                case = random_feeds.case(seed)
                running[pool.submit(try_case, case)] = (seed, case)
            if not running:
                return count, wrong
            for done in concurrent.futures.wait(running, return_when=concurrent.futures.FIRST_COMPLETED).done:
                seed, case = running.pop(done)
                count += 1
                if findings := done.result():
                    wrong[seed] = findings
                    print(f"seed {seed} at {case['size'][0]}x{case['size'][1]}:", *findings[:options.show], sep="\n  ", flush=True)
                    if options.keep:
                        keep(options.keep, f"seed-{seed}", case, findings, options.shrink)


def options_of(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=run_seed())
    is_long = os.environ.get("LOBBYCARD_LONG") == "1"
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--count", type=int, default=1 << 62 if is_long else SHORT)
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--shrink", type=float, default=120)
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    return parser.parse_args(arguments)


def test():
    options = options_of(sys.argv[1:])
    need(os.access(PROGRAM, os.X_OK), f"no program at {PROGRAM}; cmake --preset asan builds it")
    kept = replay(options.files or sorted(KEPT.glob("*.json")))
    if options.files:
        return f"{kept} kept feeds are right"
    print(f"seed {options.seed}", flush=True)
    count, wrong = hunt(options)
    if wrong:
        raise Failure(f"{len(wrong)} of {count} random feeds are wrong; seeds {', '.join(map(str, wrong))}")
    return f"{kept} kept and {count} random feeds from seed {options.seed} are right"


main(test)
