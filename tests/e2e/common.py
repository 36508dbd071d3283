"""What the end-to-end tests share: a laboratory that starts real programs in a temporary folder
and leaves nothing behind. Standard library only.

$LOBBYCARD names the program under test; build/release/lobbycard unless given. Nothing here
sleeps for a fixed time to let something happen: it waits for a state, with a deadline.
"""

import contextlib
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import abroad

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/fault"))
PROGRAM = pathlib.Path(os.environ.get("LOBBYCARD") or ROOT / "build/release/lobbycard").absolute()
DEMO_FEED = ROOT / "assets/demo/feed.json"


IS_LONG = os.environ.get("LOBBYCARD_LONG") == "1"  # script/test --long


class Failure(Exception):
    """What was expected and what was there instead, in one line."""


ANEW = "LOBBYCARD_GOLDEN_UPDATE=1 writes it anew: read the diff"


def run_seed():
    """Of a random run: $LOBBYCARD_SEED, in the long form a new one, else one that the commit gives: another for
    each change, and the same again for whoever looks at what was found."""
    if given := os.environ.get("LOBBYCARD_SEED"):
        return int(given)
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--verify", "-q", "HEAD"], capture_output=True, text=True)
    if os.environ.get("LOBBYCARD_LONG") == "1" or commit.returncode != 0:
        return random.SystemRandom().randrange(1 << 40)
    return int(commit.stdout.strip()[:10], 16)


def need(condition, message):
    if not condition:
        raise Failure(message)


_left_out = []


def left_out(why):
    """A part of the test cannot run here: the rest goes on, and the test counts as skipped."""
    _left_out.append(why)


# How many times as long as it should a machine that is busy elsewhere may take: what is slow on a
# quiet one shows in script/bench.
PATIENCE = 3


def within(took, seconds, what):
    """Failure when what should take `seconds` took so long that no busy machine explains it."""
    need(took <= seconds * PATIENCE, f"{what} took {took:.2f} s, which should be {seconds:g} s")


def wait(predicate, seconds, what, interval=0.05):
    """The first true value of predicate(), which should come in `seconds`; Failure when none does,
    with patience."""
    end = time.monotonic() + seconds * PATIENCE
    while True:
        value = predicate()
        if value:
            return value
        if time.monotonic() > end:
            raise Failure(f"not within {seconds * PATIENCE:g} s: {what() if callable(what) else what}")
        time.sleep(interval)


def tool(name):
    path = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    need(path, f"{name} is not installed; script/bootstrap --test installs what the tests need")
    return path


def replace_file(path, data):
    """As a careful publisher does: nobody ever reads half of it."""
    temporary = path.with_name(path.name + ".new")
    temporary.write_bytes(data)
    temporary.rename(path)


def children(pid):
    """The direct children of pid, as {pid: its argv}."""
    found = {}
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[1]) == pid and fields[0] != "Z":
                argv = (stat.parent / "cmdline").read_bytes().split(b"\0")
                found[int(stat.parent.name)] = [a.decode() for a in argv if a]
    return found


def alive(pid):
    try:
        state = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


class Player:
    """One `lobbycard play`. Its stderr goes to a file, shown when a test fails. `before` becomes
    it in the end (unshare), `more` is for subprocess."""

    def __init__(self, lab, arguments, before=(), **more):
        self.lab = lab
        self.log = lab.folder / f"play-{len(lab.players)}.stderr"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*before, PROGRAM, *arguments], env=lab.environment, stdout=log, stderr=log,
                stdin=subprocess.DEVNULL, cwd=lab.folder, **more)
        self.pid = self.process.pid
        lab.players.append(self)

    def running(self):
        return self.process.poll() is None

    def fetch_pid(self):
        """The pid of its fetch child, or None."""
        for pid, argv in children(self.pid).items():
            if "fetch" in argv or argv[:1] and argv[0].endswith("fetch"):
                return pid
        return None

    def send(self, number):
        self.process.send_signal(number)

    def stop(self, number=signal.SIGTERM, seconds=5 * PATIENCE):
        """Seconds until it had left."""
        start = time.monotonic()
        if self.running():
            self.send(number)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise Failure(f"play still ran {seconds} s after signal {int(number)}") from None
        return time.monotonic() - start


class Lab:
    """A temporary folder, the programs started in it, and how to ask the player things."""

    def __init__(self, width=960, height=540):
        self.size = (width, height)
        self.stack = contextlib.ExitStack()
        self.players = []
        self.display = None

    def __enter__(self):
        need(os.access(PROGRAM, os.X_OK), f"no program at {PROGRAM}; build it, or set LOBBYCARD")
        name = self.stack.enter_context(tempfile.TemporaryDirectory(prefix="lobbycard-e2e-"))
        self.folder = pathlib.Path(name)
        self.store = self.folder / "store"
        self.config = self.folder / "lobbycard.ini"
        self.environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LANG": "C.UTF-8",
            "HOME": name, "XDG_STATE_HOME": str(self.folder / "state"),
            "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME") or
                              os.path.expanduser("~/.cache"),
        }
        for key in ("LOBBYCARD_DATA", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"):
            if key in os.environ:
                self.environment[key] = os.environ[key]
        if abroad.here():
            abroad.settle(self.environment, abroad.here())
        self.stack.callback(self.stop_players)
        return self

    def __exit__(self, kind, error, trace):
        if kind is not None:
            for player in self.players:
                lines = player.log.read_text(errors="replace").splitlines()[-15:]
                print(f"  {player.log.name}:", *lines, sep="\n    ", file=sys.stderr)
        self.stack.close()

    def stop_players(self):
        for player in self.players:
            with contextlib.suppress(Failure):
                player.stop()

    def open_display(self, width=None, height=None):
        from display import Display

        self.display = self.stack.enter_context(
            Display(self.folder, width or self.size[0], height or self.size[1]))
        self.environment["DISPLAY"] = self.display.name
        return self.display

    def write_config(self, sources, programme=None, theme=None, fetch=None, every="10s"):
        """sources: {name: url}; the others: keys of their sections."""
        lines = ["[screen]", "name = lab", "[store]", f"path = {self.store}"]
        for title, keys in (("programme", programme), ("theme", theme), ("fetch", fetch)):
            if keys:
                lines += [f"[{title}]", *(f"{key} = {value}" for key, value in keys.items())]
        for name, url in sources.items():
            lines += [f"[source {name}]", f"url = {url}", f"every = {every}"]
        self.config.write_text("\n".join(lines) + "\n")

    def play(self, *arguments, **more):
        return Player(self, ["--config", self.config, "play", *arguments], **more)

    def run(self, *arguments, timeout=30):
        """A command that ends by itself: the finished process with its texts."""
        return subprocess.run(
            [PROGRAM, *arguments], env=self.environment, cwd=self.folder, timeout=timeout,
            stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace")

    def status(self):
        done = self.run("--config", self.config, "status", "--json")
        try:
            return json.loads(done.stdout)
        except ValueError:
            return {}

    def glass(self):
        """What `status` says is on the glass; {} while nothing is."""
        return self.status().get("glass") or {}

    def source(self, name):
        for source in self.status().get("sources") or []:
            if source.get("name") == name:
                return source
        return {}

    def wait_item(self, item, seconds):
        """Until that item is on the glass; what `status` said then."""
        last = {}

        def shown():
            last.clear()
            last.update(self.glass())
            return last.get("item") == item

        wait(shown, seconds, lambda: f"item {item!r} on the glass (there is {last})")
        return last

    def wait_glass(self, seconds=10):
        """Until a slide of an edition is on the glass, in `status` and in the picture itself.
        Before the first fetch the glass shows the clock, which is right, but no edition."""
        wait(lambda: self.glass().get("edition"), seconds, "a slide in `status --json`")
        wait(lambda: not self.display.grab().is_blank(), seconds, "a slide on the screen")


def notice(name, text="欢迎走进实验楼大厅，参观请先在一楼服务台登记。", **more):
    return {"id": name, "kind": "notice", "title": f"{name} 的通知", "text": text, **more}


def feed(serial, *items, **more):
    """A native feed as bytes. The serial is in the text, so no two have the same size and time."""
    document = {"lobbycard": 1, "serial": serial, "site": {"name": "云溪工学院", **more},
                "hotlines": [{"label": "总值班室", "numbers": "023-65550110"}],
                "items": list(items)}
    return (json.dumps(document, ensure_ascii=False) + "\n" * (serial % 50)).encode()


def main(test):
    """Runs test(), which returns its summary; one line, and the exit status says it too."""
    name = pathlib.Path(sys.argv[0]).stem
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    start = time.monotonic()
    try:
        summary = test()
    except Failure as failure:
        print(f"FAIL {name}: {failure}", flush=True)
        sys.exit(1)
    if _left_out:
        print(f"skip {name}: {'; '.join(_left_out)}; the rest is well", flush=True)
        sys.exit(77)
    print(f"ok   {name}: {summary} ({time.monotonic() - start:.1f} s)", flush=True)
