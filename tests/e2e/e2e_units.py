#!/usr/bin/env python3
"""The shipped units: systemd finds nothing wrong with them, and little that they may, AppArmor a profile for each program; a play that cannot start reaches
`failed` after its tries and says why, one with a bad config at once, and one that is ended now and
then does not; pictures are decoded within the limits of both, and the desk answers within its own. A service manager of our own runs
them, in namespaces, where that is allowed."""

import configparser
import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request

from common import DEMO_FEED, PROGRAM, ROOT, Lab, left_out, main, need, tool, wait

UNITS = {name: ROOT / f"config/systemd/lobbycard-{name}.service" for name in ("play", "fetch", "desk")}
MANAGER = "/lib/systemd/systemd"
INSIDE = "E2E_UNITS_INSIDE"
SET_ASIDE = 2 * 3  # deaths until both editions of a store are set aside

INIT = """set -e
mount -t tmpfs tmpfs /run
mount -t cgroup2 cgroup2 /sys/fs/cgroup
mkdir -p /run/units /run/systemd/system /sys/fs/cgroup/lobbycard-test
chmod 700 /run/units
echo $$ > /sys/fs/cgroup/lobbycard-test/cgroup.procs
exec "$@"
"""


def enter_namespaces():
    """Starts again where a service manager may run; True there."""
    if INSIDE in os.environ:
        return True
    if not os.path.exists(MANAGER) or os.geteuid():
        return False
    way = [tool("unshare"), "--fork", "--pid", "--kill-child", "--mount", "--mount-proc",
           "--cgroup", "sh", "-c", INIT, "sh"]
    if subprocess.run([*way, "true"], capture_output=True, check=False).returncode:
        return False
    os.environ[INSIDE] = "1"
    os.execv(way[0], [*way, sys.executable, *sys.argv])


def read_unit(path):
    parser = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    parser.optionxform = str
    parser.read_string(path.read_text(encoding="utf-8"))
    return parser


def check_values(unit):
    """The limit is reached by what fails at once, and by nothing else."""
    burst = int(unit["Unit"]["StartLimitBurst"])
    interval = int(unit["Unit"]["StartLimitIntervalSec"])
    again = int(unit["Service"]["RestartSec"])
    need(burst * (again + 5) <= interval, f"{burst} tries of 5 s do not fit into {interval} s")
    need(burst > SET_ASIDE + 1, "editions are set aside before the unit fails")
    watchdog = int(unit["Service"].get("WatchdogSec", "60"))
    need(burst * watchdog > interval, "a display that hangs does not end it for good")
    return unit["Service"]["RestartPreventExitStatus"]


def check_verified(lab):
    """As they are installed, with a program where they look for one."""
    for name, path in UNITS.items():
        copy = lab.folder / path.name
        copy.write_text(path.read_text("utf-8").replace("ExecStart=lobbycard ",
                                                        f"ExecStart={PROGRAM} "))
        done = subprocess.run([tool("systemd-analyze"), "verify", "--man=no", copy],
                              capture_output=True, encoding="utf-8", check=False)
        said = [line for line in done.stderr.splitlines() if "lobbycard" in line]
        need(not said, f"{name}: {said}")


def check_exposure():
    """What each unit may, as systemd counts it: 10.0 is everything."""
    for name, tenths in (("fetch", 20), ("desk", 20), ("play", 30)):
        done = subprocess.run([tool("systemd-analyze"), "security", "--offline=true", "--no-pager",
                               f"--threshold={tenths}", UNITS[name]], capture_output=True, encoding="utf-8", check=False)
        need(done.returncode == 0, f"{name} is more exposed than {tenths / 10}: {done.stdout.strip().splitlines()[-1:]}")


def read_profile(path, option="--skip-kernel-load"):
    """As for a kernel that has AppArmor."""
    return subprocess.run([tool("apparmor_parser"), "--skip-cache", "--skip-read-cache", "--warn=all", "--kernel-features",
                           "/etc/apparmor.d/abi/3.0", option, path], capture_output=True, encoding="utf-8", check=False)


def check_profiles(lab):
    """They are read without a word, each program has one, and each unit asks for one that there is."""
    names = []
    for path in sorted((ROOT / "config/apparmor").iterdir()):
        done = read_profile(path)
        need(done.returncode == 0 and not done.stdout + done.stderr, f"{path.name}: {done.stdout}{done.stderr}")
        names += read_profile(path, "--names").stdout.split()
        text = path.read_text("utf-8")
        broken = lab.folder / "broken"
        for what in ("include <abstractions/base>", " mrix,", "\n}"):
            broken.write_text(text.replace(what, what[:-1], 1), encoding="utf-8")
            need(what in text and read_profile(broken).returncode != 0, f"{path.name} is read with {what[:-1]!r} for {what!r}")
    asked = {re.search(r"(?m)^AppArmorProfile=-(.*)", path.read_text("utf-8"))[1] for path in UNITS.values()}
    need(asked <= set(names), f"units ask for {asked - set(names)}")
    programs = set(re.findall(r"\b(?:lobbycard_program|add_executable)\((lobbycard-[a-z]+)", (ROOT / "CMakeLists.txt").read_text("utf-8")))
    need(len(programs) == 5 and programs <= set(names), f"of {programs}, without a profile: {programs - set(names)}")


class Units:
    """A service manager with units made of the shipped ones: what they rule of starting, without
    what needs a user, a terminal or devices."""

    def __init__(self, lab):
        self.lab = lab
        self.folder = lab.folder / "units"
        self.folder.mkdir()
        self.log = lab.folder / "manager.log"
        # Nothing of the machine's own may start: some of it tidies up folders that are not ours.
        (self.folder / "test.target").write_text("[Unit]\nDefaultDependencies=no\n")
        self.environment = dict(lab.environment, XDG_RUNTIME_DIR="/run/units",
                                SYSTEMD_UNIT_PATH=str(self.folder),
                                SYSTEMD_LOG_TARGET="console", container="lxc")
        with self.log.open("wb") as log:
            self.manager = subprocess.Popen([MANAGER, "--user", "--unit=test.target"],
                                            env=self.environment, stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=log, start_new_session=True)
        lab.stack.callback(self.stop)
        wait(lambda: self.ctl("is-system-running").stdout.strip() in ("running", "degraded"), 20,
             "a service manager")

    def stop(self):
        self.manager.kill()  # the namespace ends what is left
        self.manager.wait(20)

    def ctl(self, *arguments):
        return subprocess.run([tool("systemctl"), "--user", *arguments], env=self.environment,
                              capture_output=True, encoding="utf-8", check=False)

    def start(self, name, unit, service, command):
        """`service`: the lines of [Service] besides those that every one has."""
        said = self.lab.folder / f"{name}.said"
        limit = [f"{key}={value}" for key, value in unit["Unit"].items()
                 if key.startswith("StartLimit")]
        lines = ["[Unit]", "DefaultDependencies=no", *limit, "[Service]", *service,
                 f"StandardError=append:{said}",
                 f"Environment=HOME={self.lab.folder} PATH=/usr/bin:/bin",
                 f"ExecStart={PROGRAM} {command}"]
        (self.folder / f"{name}.service").write_text("\n".join(lines) + "\n")
        self.ctl("daemon-reload")
        once = "Type=oneshot" in service
        done = self.ctl("start", *([] if once else ["--no-block"]), name)  # once: until it is over
        need("not found" not in done.stderr, f"{name}: {done.stderr}")
        return said

    def start_play(self, name, config):
        """As shipped, a hundred times as fast."""
        unit = read_unit(UNITS["play"])
        service = [f"{key}={unit['Service'][key]}" for key in
                   ("Type", "NotifyAccess", "Restart", "RestartPreventExitStatus")]
        return self.start(name, unit, [*service, "RestartSec=20ms"],
                          f"--config {config} play --no-fetch")

    def told(self, name):
        done = self.ctl("show", name, "-p", "ActiveState,Result,NRestarts,ExecMainStatus")
        return dict(line.split("=", 1) for line in done.stdout.splitlines())

    def failed(self, name):
        told = {}

        def so():
            told.update(self.told(name))
            return told["ActiveState"] == "failed"

        wait(so, 30, lambda: f"{name} to fail: {told}")
        return told


def check_pictures(lab, units):
    """Whoever decodes has the system calls that its sandbox needs, in either unit."""
    lab.write_config({"demo": f"file://{DEMO_FEED}"})
    for name in ("fetch", "play"):
        path = UNITS[name]
        filters = [line for line in path.read_text("utf-8").splitlines()
                   if line.startswith(("SystemCall", "NoNewPrivileges", "RestrictNamespaces"))]
        command = (f"--config {lab.config} fetch --once" if name == "fetch" else
                   f"--config {lab.config} render --size 320x180 --out {lab.folder}/out")
        said = units.start(name, read_unit(path), ["Type=oneshot", *filters], command)
        told = units.told(name)
        text = said.read_text("utf-8")
        need(told["Result"] == "success" and "sandbox" not in text and
             "picture" not in text, f"{name}: {told}: {text}")
    shown = json.loads((lab.folder / "out/scenes.json").read_text("utf-8"))["slides"]
    pictures = [box for slide in shown for box in slide["boxes"] if box["box"] == "picture"]
    need(pictures, "render in the unit of play shows no picture")
    return len(pictures)


def check_desk(lab, units):
    """It listens, and knows people, with what its unit leaves it."""
    unit, config = read_unit(UNITS["desk"]), lab.folder / "desk.ini"
    config.write_text(f"[desk]\ndata = {lab.folder}/desk\nlisten = 127.0.0.1:0\n")
    kept = ("SystemCall", "NoNewPrivileges", "Restrict", "MemoryDeny", "LockPersonality", "UMask")
    service = [line for line in UNITS["desk"].read_text("utf-8").splitlines()
               if line.startswith(kept) and not line.startswith(("RestartPrevent",))]
    said = units.start("desk", unit, ["Type=notify", "NotifyAccess=main", *service], f"--config {config} desk")
    found = wait(lambda: re.search(r"port (\d+)", said.read_text("utf-8") if said.exists() else ""), 20,
                 lambda: f"a desk in its unit: {units.told('desk')}")
    wait(lambda: units.told("desk")["ActiveState"] == "active", 20, "a desk that says it is ready")
    url = f"http://127.0.0.1:{found[1]}/api/login"
    request = urllib.request.Request(url, json.dumps({"name": "x", "password": "y"}).encode(),
                                     {"Content-Type": "application/json"})
    try:
        urllib.request.urlopen(request, timeout=20)
        need(False, "nobody comes in")
    except urllib.error.HTTPError as error:
        need(error.code == 401, f"a wrong password: {error}")
    units.ctl("stop", "desk")
    told = units.told("desk")
    need(told["ActiveState"] == "inactive" and told["Result"] == "success", f"stopped: {told}")


def check_again(units, name, said):
    """What has given up takes no restart for as long as the tries are counted, until its failures are forgotten."""
    def tries():
        return said.read_text("utf-8").count("play:")

    before = tries()
    need(units.ctl("restart", name).returncode != 0 and tries() == before, "a unit that gave up is restarted")
    units.ctl("reset-failed", name)
    units.ctl("restart", "--no-block", name)
    wait(lambda: tries() > before, 20, "a try after reset-failed")


def check_failing(lab, units):
    burst = int(read_unit(UNITS["play"])["Unit"]["StartLimitBurst"])
    lab.write_config({"news": f"file://{lab.folder}/none.json"})
    said = units.start_play("blind", lab.config)
    told = units.failed("blind")
    need(int(told["NRestarts"]) == burst and told["ExecMainStatus"] == "1", f"no display: {told}")
    lines = said.read_text("utf-8").splitlines()
    need(len(lines) >= burst and all(re.search(r"play: display: none: .*KMS: ", line)
                                     for line in lines if "play:" in line), f"why: {lines[:3]}")
    check_again(units, "blind", said)
    broken = lab.folder / "broken.ini"
    broken.write_text("[screen]\nnmae = x\n")
    said = units.start_play("broken", broken)
    told = units.failed("broken")
    need(told["NRestarts"] == "0" and told["ExecMainStatus"] == "3", f"a bad config: {told}")
    need(f"{broken}:2: [screen] nmae" in said.read_text("utf-8"), said.read_text("utf-8"))
    return burst


def test():
    inside = enter_namespaces()
    with Lab() as lab:
        for name, path in UNITS.items():
            need(check_values(read_unit(path)) == "2 3", f"{name}: what restarting does not mend")
        check_verified(lab)
        check_exposure()
        check_profiles(lab)
        if not inside:
            left_out("no service manager of our own here (root, systemd, a cgroup2)")
            return "verified, and read"
        units = Units(lab)
        pictures = check_pictures(lab, units)
        check_desk(lab, units)
        tries = check_failing(lab, units)
        return (f"verified; without a display failed after {tries} tries, with a bad config at once; "
                f"{pictures} pictures decoded")


main(test)
