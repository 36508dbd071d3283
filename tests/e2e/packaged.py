"""What the tests of the packages share (e2e_package.py): where packages come from, how they are installed into a bare machine, and
what is seen of them there."""

import http.server
import json
import os
import pathlib
import re
import shutil
import subprocess

from common import DEMO_FEED, ROOT, Failure, need, wait
from servers import served

CONFIG = "/etc/lobbycard/lobbycard.ini"
UNITS = ("lobbycard-fetch", "lobbycard-play")
EDITORS = "lobbycard-desk"
PACKAGES = ("lobbycard", "lobbycard-check", EDITORS)
OLDER = "0.0.9"
RELEASE = os.environ.get("LOBBYCARD_RELEASE", "bookworm")


def make_packages():
    """The folder they lie in."""
    if given := os.environ.get("LOBBYCARD_PACKAGES"):
        return pathlib.Path(given)
    other = [] if RELEASE == "bookworm" else ["--release", RELEASE]
    done = subprocess.run([ROOT / "script/package", *other, "--check"], capture_output=True, encoding="utf-8", check=False)
    need(done.returncode == 0, f"script/package --check: {(done.stdout + done.stderr)[-600:]}")
    return ROOT / (f"build/package-{RELEASE}-amd64" if other else "build/package")


def package(folder, name):
    found = [path for path in folder.glob(f"{name}_*.deb")]
    need(len(found) == 1, f"{name}: {found}")
    return found[0]


def repack(lab, deb, out):
    """What was there before: another text of the config, and another version where this is the one that is new."""
    tree, version = lab.folder / "repacked", [] if os.environ.get("LOBBYCARD_OLDER") else [
        ("DEBIAN/control", r"(?m)^Version: .*", f"Version: {OLDER}"),
        ("DEBIAN/control", r"\blobbycard \(= [^)]*\)", f"lobbycard (= {OLDER})")]
    subprocess.run(["dpkg-deb", "-R", deb, tree], check=True)
    for name, old, new in (*version, (CONFIG[1:], r"\A.*", "# An older screen.")):
        path = tree / name
        if path.exists():
            path.write_text(re.sub(old, new, path.read_text("utf-8"), count=1), "utf-8")
    subprocess.run(["dpkg-deb", "-b", "-Znone", "--root-owner-group", tree, out / deb.name], check=True,
                   stdout=subprocess.DEVNULL)
    shutil.rmtree(tree)


class Endpoint:
    """The demo's feed, until it is told to fail."""

    def __init__(self, lab):
        self.asked, self.fails = 0, False
        endpoint = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                endpoint.asked += self.path == "/feed.json"
                path = DEMO_FEED.parent / ("feed.json" if self.path == "/feed.json" else self.path[1:])
                if endpoint.fails or not path.is_file():
                    self.send_error(500 if endpoint.fails else 404)
                    return
                self.send_response(200)
                self.end_headers()
                self.wfile.write(path.read_bytes())

            def log_message(self, *_):
                pass

        server = lab.stack.enter_context(served(Handler))
        self.url = f"http://127.0.0.1:{server.server_address[1]}/feed.json"


def status(bare):
    """(exit status, what it says)"""
    done = bare.run("lobbycard", "--config", CONFIG, "--store", "/var/lib/lobbycard", "status", "--json", ok=None)
    return done.returncode, json.loads(done.stdout or "{}")


def wait_well(bare, seconds=60):
    """Until `status` has nothing to say against it; what it says."""
    last = []

    def well():
        last[:] = status(bare)
        return last[0] == 0 and (last[1].get("glass") or {}).get("edition")

    try:
        wait(well, seconds, "status to be fine", 0.5)
    except Failure:
        journal = bare.text("journalctl", "--no-pager", "-n", "40", "-u", "lobbycard-*", ok=None)
        raise Failure(f"status is not fine: {last[0]} {last[1].get('problems')}: {journal}") from None
    return last[1]


def main_pids(bare):
    return [bare.text("systemctl", "show", "-P", "MainPID", unit) for unit in UNITS]


def check_installed(bare, units, user, mode):
    """Nothing runs, nothing is enabled, and who and where are as the units want them."""
    for unit in units:
        said = [bare.text("systemctl", word, unit, ok=None) for word in ("is-active", "is-enabled")]
        need(said == ["inactive", "disabled"], f"{unit} after the installation: {said}")
    folder = f"/var/lib/{user}"
    has = bare.text("stat", "-c", "%U:%G %a", folder)
    need(has == f"{user}:{user} {mode}", f"{folder} is {has}")
    need(bare.text("getent", "passwd", user).split(":")[5] == folder, f"the home of {user}")


def exposure(bare, unit, most):
    """What it may, as this release's systemd counts it: 10.0 is everything."""
    done = bare.run("systemd-analyze", "security", "--no-pager", f"--threshold={round(most * 10)}", f"{unit}.service", ok=None)
    said = re.search(r"exposure level for .*: ([0-9.]+)", done.stdout)
    need(done.returncode == 0 and said, f"{unit} is more exposed than {most}: {said and said[1]}{done.stderr}")
    return f"{unit} {said[1]}"


def write_config(bare, endpoint):
    """What a person does: the address into the file that is there."""
    path = bare.root / CONFIG[1:]
    text = re.sub(r"(?m)^url = .*", f"url = {endpoint.url}", path.read_text("utf-8"))
    path.write_text(text.replace("every = 5m", "every = 10s"), "utf-8")
    need(endpoint.url in path.read_text("utf-8"), "the shipped config has no url to fill in")


def install(lab, bare, folder, *names):
    """In one go, of the packages that are new or older."""
    paths = [f"/mnt/{folder}/{package(lab.folder / folder, name).name}" for name in names]
    return bare.run("apt-get", "install", "-y", "-q", "--allow-downgrades", "-o", "Dpkg::Options::=--force-confold", *paths)


def check_nothing_left(bare):
    """But for what apt, dpkg and the journal remember of any package, and a drop-in that was ours."""
    bare.run("rm", "-r", "/etc/systemd/system/lobbycard-play.service.d", ok=(0, 1))
    found = bare.text("find", "/", "-xdev", "(", "-path", "/proc", "-o", "-path", "/sys", "-o", "-path", "/mnt", "-o",
                      "-path", "/var/cache/apt", ")", "-prune", "-o", "(", "-iname", "*lobbycard*", "-o", "-nouser",
                      "-o", "-nogroup", ")", "-print")
    found += bare.text("find", "/run", "/tmp", "-iname", "*lobbycard*")
    found += bare.text("grep", "-rl", "lobbycard", "/etc", "--exclude=*-", ok=(0, 1))
    need(not found, f"left after the purge: {found}")


def run_autopkgtest(bare, name):
    folder = bare.text("mktemp", "-d", "/root/XXXXXX")
    bare.run("env", f"AUTOPKGTEST_TMP={folder}", f"/mnt/tests/{name}")
    bare.run("rm", "-r", folder)
