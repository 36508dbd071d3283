#!/usr/bin/env python3
"""The disk image, in the long form alone (LOBBYCARD_LONG): made (script/image, or $LOBBYCARD_IMAGE names one), and started in
a virtual machine through KMS. What is on the glass is what render makes, pixel for pixel: before anything is set up; set up
by a stick; without a network, and in 1970; after the power was cut while editions were committed; with a full disk; with
settings that are wrong; by BIOS and by UEFI. `--picture docs/boot.png` writes what
the first start looks like.

The power is cut by killing the machine: what its disk had taken is kept. What a disk loses that had not been asked to keep it,
test_crash has."""

import http.server
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import time

from common import ROOT, Lab, feed, left_out, main, need, notice, run_seed, wait
from scenes import png_rows
from servers import served
from virtual import FIRMWARE, Disk, Virtual, make_stick

SIZE = (1280, 720)
AT = "2026-11-23T10:00:00+08:00"
CUTS = 4
CARD = "lobbycard --config /etc/lobbycard/lobbycard.ini --store /var/lib/lobbycard"
# One slide at a time, on which nothing changes with the clock.
STILL = "".join(f"show_{part} = no\n" for part in ("clock", "date", "week", "lunar", "term"))
PASSWORD = "e2e"
# Of `openssl passwd -6 -salt lobbycard e2e`.
HASH = "$6$lobbycard$9gds72a9pvd41goXzMjgPp3ImZc/hiU6YjPtQUr/crronquUAyDMM2oM2groX.08/l8zFW3IWv4169XZ7YgjS0"
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
    """Says its newest feed; counts who asked."""

    def __init__(self, lab):
        self.asked, self.serial, self.data = 0, 0, b""
        endpoint = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.end_headers()
                self.wfile.write(endpoint.data)
                endpoint.asked += 1

            def log_message(self, *_):
                pass

        server = lab.stack.enter_context(served(Handler))
        # As the machine sees this one.
        self.url = f"http://10.0.2.2:{server.server_address[1]}/feed.json"

    def publish(self):
        """One more notice, alone; its name."""
        self.serial += 1
        name = f"n-{self.serial}"
        self.data = feed(self.serial, notice(name))
        return name


class Slides:
    """What render makes on this machine."""

    def __init__(self, lab):
        self.lab, self.made = lab, {}
        self.config = lab.folder / "render.ini"
        self.config.write_text(CONFIG)

    def rows(self, data, config=None):
        """Of the first slide of a feed, and where the slide's own part begins below the header."""
        if (data, config) not in self.made:
            folder = self.lab.folder / f"slides-{len(self.made)}"
            folder.mkdir()
            (folder / "feed.json").write_bytes(data)
            (folder / "my.ini").write_text(config or CONFIG)
            done = self.lab.run("--config", folder / "my.ini", "render", "--feed", folder / "feed.json", "--at", AT,
                                "--size", f"{SIZE[0]}x{SIZE[1]}", "--out", folder / "out", timeout=120)
            need(done.returncode == 0, f"render: {done.stderr}")
            slide = json.loads((folder / "out/scenes.json").read_text("utf-8"))["slides"][0]
            top = next(box["rect"][1] for box in slide["boxes"] if box["role"] == "title")
            self.made[data, config] = png_rows((folder / "out" / slide["file"]).read_bytes())[0], top
        return self.made[data, config]

    def of(self, number):
        """Of the notice that the endpoint published under that number."""
        return self.rows(feed(number, notice(f"n-{number}")))[0]


def make_image(lab):
    if given := os.environ.get("LOBBYCARD_IMAGE"):
        return given
    out = lab.folder / "made.img"
    done = subprocess.run([ROOT / "script/image", "--out", out], capture_output=True, encoding="utf-8", check=False)
    need(done.returncode == 0, f"script/image: {(done.stdout + done.stderr)[-800:]}")
    return out


def why_not():
    if os.environ.get("LOBBYCARD_LONG") != "1":
        return "in the long form alone"
    missing = [name for name in ("mmdebstrap", "qemu-system-x86_64", "qemu-img", "mcopy", "mkfs.vfat", "debugfs", "grub-mkimage")
               if not shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin:/sbin")]
    missing += [str(FIRMWARE)] * (not FIRMWARE.exists())
    return f"takes root, and {missing or 'more'} (script/bootstrap --image)" if os.geteuid() or missing else ""


def check_limits(machine):
    """What a screen may: nothing writes on the system, nothing listens, nobody has a shell on the wall's keyboard."""
    need("Read-only" in machine.run("touch /usr/bin/x", ok=False), "the system can be written on")
    listens = machine.run("cat /proc/net/tcp /proc/net/tcp6 | awk '$4 == \"0A\"'")
    need(not listens, f"something listens: {listens}")
    pid = machine.run("systemctl show -P MainPID lobbycard-play")
    profile = machine.run(f"cat /proc/{pid}/attr/current")
    need(profile == "lobbycard-play (enforce)", f"play is held by {profile}")
    for unit, state in (("getty@tty1", "inactive"), ("getty@tty2", "inactive"), ("lobbycard-fetch", "active")):
        said = machine.run(f"systemctl is-active {unit}", ok=False)
        need(said == state, f"{unit} is {said}")
    failed = machine.run("systemctl --failed --plain --no-legend")
    need(not failed, f"failed units: {failed}")
    denied = machine.run("journalctl -k --no-pager -o cat | grep -c 'apparmor=.DENIED' || true")
    need(denied == "0", f"AppArmor denies {denied}: {machine.run('journalctl -k -o cat | grep DENIED | head -5')}")
    watchdog = machine.run("systemctl show -P RuntimeWatchdogUSec; ls /dev/watchdog0")
    need(watchdog.split() == ["30s", "/dev/watchdog0"], f"the watchdog: {watchdog}")


def figures(machine):
    """How long the start took, as systemd counts it: {part: seconds}. The initrd is none of systemd's, and counted with the
    kernel; the kernel says when it handed over to it."""
    wait(lambda: "finished" in machine.run("systemd-analyze time", ok=False), 300, "the start to be over", 1)

    def moment(unit, name):
        return int(machine.run(f"systemctl show -P {name}Monotonic {unit}")) / 1e6

    init = float(re.search(r"([\d.]+)\] .*Run /init", machine.run("journalctl -k -o short-monotonic --no-pager | grep 'Run /init'"))[1])
    systemd = float(re.search(r"([\d.]+)s \(kernel\)", machine.run("systemd-analyze time"))[1])
    began, shown = moment("lobbycard-play", "ExecMainStartTimestamp"), moment("lobbycard-play", "ActiveEnterTimestamp")
    print(machine.run("systemd-analyze time; systemd-analyze critical-chain lobbycard-play.service --no-pager"), flush=True)
    return {"kernel": init, "initrd": systemd - init, "services": began - systemd, "play": shown - began, "in all": shown}


def check_unset(lab, disk, slides, picture):
    """Without settings: it says so. Nothing on the network is asked for."""
    with Virtual(lab.folder, disk, linked=False) as machine:
        machine.wait_shell()
        wait(lambda: re.search(r'"item":\s*"settings"', machine.run(f"{CARD} status --json", ok=False)), 300,
             "the notice that nothing is set up", 2)
        data = machine.run("cat /etc/lobbycard/notice.json").encode()
        need("还没有设置" in data.decode(), f"the notice: {data.decode()}")
        rows, top = slides.rows(data, "[screen]\nname = e2e\n")
        wait(lambda: machine.glass()[1][top:] == rows[top:], 60, "the notice on the glass", 0.5)
        if picture:
            machine.ask("screendump", filename=str(picture), format="png")
        need(machine.run("findmnt -no FSTYPE /data") == "ext4", "the store has no partition of its own")
        size = int(machine.run("df -m --output=size /data | tail -n 1"))
        need(size > 1000, f"of the disk's 5 GB the store has {size} MB")
        check_limits(machine)
        machine.press_power()


def check_stick(lab, disk, slides, endpoint):
    """A file on a stick, and it plays; off by the button, in order."""
    name = endpoint.publish()
    stick = make_stick(lab.folder / "stick.fat", {
        "lobbycard.ini": (CONFIG + SOURCE.format(url=endpoint.url)).replace("\n", "\r\n").encode(),
        "hostname.txt": b"e2e-screen\r\n", "password.txt": f"{HASH}\r\n".encode()})
    with Virtual(lab.folder, disk, stick=stick) as machine:
        machine.wait_glass(slides.of(endpoint.serial), f"{name}, set up by a stick")
        machine.wait_shell()
        need(machine.run("hostname") == "e2e-screen", "the stick's name")
        need(not machine.run("findmnt -rno SOURCE | grep /dev/sd || true"), "the stick is mounted")
        check_login(machine, slides.of(endpoint.serial))
        machine.press_power()


def check_login(machine, slide):
    """The administrator comes by Ctrl-Alt-F2, has a shell, and leaves: the slide is back."""
    machine.key("ctrl", "alt", "f2")
    wait(lambda: machine.run("systemctl is-active lobbycard-play", ok=False) == "inactive", 60, "room for the administrator", 1)
    machine.type("root\n")
    # login, and not getty before it, which has no echo either.
    wait(lambda: machine.run("cat /proc/*/comm | grep -x login", ok=False) and " -echo " in machine.run(
        "stty -a -F /dev/tty2"), 60, "a question for the password", 1)
    machine.type(f"{PASSWORD}\n")
    wait(lambda: machine.run("cat /proc/*/comm | grep -x bash", ok=False), 60, "a shell of the administrator", 1)
    machine.type("exit\n")
    machine.wait_glass(slide, "the slide after the administrator has left", 120)


def check_without(lab, disk, slides, endpoint):
    """In 1970, the cable out, the stick gone: the slide comes from the store; then the cable comes in."""
    with Virtual(lab.folder, disk, linked=False, more=["-rtc", "base=1970-01-01T00:00:00"]) as machine:
        seconds = machine.wait_glass(slides.of(endpoint.serial), "the last edition, without a network in 1970")
        machine.wait_shell()
        parts = figures(machine)
        name, asked = endpoint.publish(), endpoint.asked
        machine.plug(True)
        machine.wait_glass(slides.of(endpoint.serial), f"{name}, when the cable is in")
        need(endpoint.asked > asked, "nobody asked the endpoint")
    return seconds, parts


def check_cuts(lab, disk, slides, endpoint, chance):
    """Each time while an edition is taken in; what comes up again is that one or the one before, whole."""
    before = endpoint.serial
    for cut in range(CUTS + 1):
        with Virtual(lab.folder, disk) as machine:
            wanted = [slides.of(before), slides.of(endpoint.serial)]
            wait(lambda: machine.glass()[1] in wanted, 300, f"n-{before} or n-{endpoint.serial} after {cut} cuts", 0.5)
            machine.wait_glass(wanted[1], f"n-{endpoint.serial} after {cut} cuts")
            before = endpoint.serial
            if cut < CUTS:
                endpoint.publish()
                asked = endpoint.asked
                wait(lambda: endpoint.asked > asked, 120, "a poll")
                time.sleep(chance.uniform(0, 3))


def check_full(lab, disk, slides, endpoint):
    """No room for a new edition: the old one stays; with room again the new one comes."""
    with Virtual(lab.folder, disk) as machine:
        machine.wait_glass(slides.of(endpoint.serial), "the edition before the disk is full")
        machine.wait_shell()
        machine.run("dd if=/dev/zero of=/data/full bs=1M 2>/dev/null; test $(df --output=avail /data | tail -n 1) = 0", 600)
        old = slides.of(endpoint.serial)
        name, asked = endpoint.publish(), endpoint.asked
        wait(lambda: endpoint.asked > asked + 1, 120, "two polls")
        need(machine.glass()[1] == old, "a full disk changed the glass")
        machine.run("rm /data/full")
        machine.wait_glass(slides.of(endpoint.serial), f"{name}, with room again")


def check_wrong(lab, base, disk, slides, endpoint):
    """Settings that are refused: the screen goes on by the last that held, and says what is wrong."""
    with Virtual(lab.folder, disk) as machine:
        machine.wait_shell()
        machine.run("mkdir -p /run/own && mount $(readlink -f /dev/disk/by-partlabel/lobbycard-settings) /run/own && "
                    "sed -i 's/^every.*/every = 5/' /run/own/lobbycard.ini && umount /run/own")
        machine.press_power()
    with Virtual(lab.folder, disk, linked=False) as machine:
        machine.wait_shell()
        said = json.loads(machine.run("cat /etc/lobbycard/notice.json"))["items"][0]["text"]
        need("every = 5" in said and "lobbycard.ini:" in said, f"what is wrong: {said}")
        items = machine.run("grep -c 10.0.2.2 /etc/lobbycard/lobbycard.ini")
        need(items == "1", "the last settings that held are gone")
        data = machine.run("cat /etc/lobbycard/notice.json").encode()
        wanted = [slides.of(endpoint.serial), slides.rows(data)[0]]
        for rows in wanted:
            machine.wait_glass(rows, f"slide {wanted.index(rows)} of two, by settings that are wrong")


# What would ask Debian. A new kernel comes with it: the same one under another name, which nobody will say is a good one.
STUBS = """mkdir -p /tmp/stubs
printf '#!/bin/sh\\necho 03\\n' >/tmp/stubs/date
printf '#!/bin/sh\\ncase "$*" in *dist-upgrade*) echo Inst new ;; esac\\n' >/tmp/stubs/apt-get
printf '#!/bin/sh\\necho >>/var/lib/dpkg/status; cp /vmlinuz /boot/vmlinuz-new; ln -sf boot/vmlinuz-new /vmlinuz\\n' >/tmp/stubs/unattended-upgrade
chmod 755 /tmp/stubs/*
touch /run/systemd/timesync/synchronized
PATH=/tmp/stubs:$PATH /usr/lib/lobbycard-image/upgrade
"""
TRIAL = ("mkdir -p /run/esp && mount -o ro $(readlink -f /dev/disk/by-partlabel/lobbycard-boot) /run/esp && "
         "grep trial /run/esp/EFI/debian/grubenv; umount /run/esp")


def check_upgrade(lab, disk, slides, endpoint):
    """Three o'clock, and something is to be had: it is installed, the machine restarts into it, as read-only as before. A kernel
    after which the player does not run is not started a second time."""
    with Virtual(lab.folder, disk, linked=False) as machine:
        machine.wait_shell()
        machine.run("; ".join(STUBS.strip().splitlines()), 300)
        for kernel in ("vmlinuz", "vmlinuz.old"):
            wait(lambda: machine.glass()[1] != slides.of(endpoint.serial), 120, "a restart", 0.5)
            machine.wait_glass(slides.of(endpoint.serial), f"the last edition, started by {kernel}")
            machine.wait_shell()
            need(f"/{kernel} " in machine.run("cat /proc/cmdline"), f"not {kernel}: {machine.run('cat /proc/cmdline')}")
            need(machine.run(TRIAL) == "trial=2", f"{machine.run(TRIAL)} after {kernel}, which nobody said is good")
            need("Read-only" in machine.run("touch /usr/bin/e2e", ok=False), "the system can be written on after an upgrade")
            if kernel == "vmlinuz":
                size = int(machine.run("df -m --output=size / | tail -n 1"))
                need(size > 2000, f"the system's partition has {size} MB")
                machine.run("/usr/lib/lobbycard-image/upgrade good; systemctl reboot")
        # The one that it was before is a good one, and stays.
        machine.run("mount -o remount,rw / && ln -sf $(readlink /vmlinuz.old) /vmlinuz && sync && "
                    "/usr/lib/lobbycard-image/upgrade good")
        need(machine.run(TRIAL) == "trial=0", f"{machine.run(TRIAL)} after a good start")


def check_uefi(lab, disk, slides, endpoint):
    with Virtual(lab.folder, disk, uefi=True, linked=False) as machine:
        machine.wait_glass(slides.of(endpoint.serial), "the last edition, by UEFI")
        machine.wait_shell()
        machine.run("test -d /sys/firmware/efi")


def test():
    if why := why_not():
        left_out(why)
        return ""
    picture = pathlib.Path(sys.argv[2]).absolute() if sys.argv[1:2] == ["--picture"] else None
    seed = run_seed()
    with Lab() as lab:
        base = Disk(make_image(lab), lab.folder)
        disk = base.overlay(lab.folder / "disk.qcow2")
        slides, endpoint = Slides(lab), Endpoint(lab)
        check_unset(lab, disk, slides, picture)
        check_stick(lab, disk, slides, endpoint)
        seconds, parts = check_without(lab, disk, slides, endpoint)
        check_cuts(lab, disk, slides, endpoint, random.Random(seed))
        check_full(lab, disk, slides, endpoint)
        check_upgrade(lab, disk, slides, endpoint)
        check_uefi(lab, disk, slides, endpoint)
        check_wrong(lab, base, disk, slides, endpoint)
        took = ", ".join(f"{name} {value:.1f} s" for name, value in parts.items())
        return f"seed {seed}: a slide {seconds:.0f} s after power came ({took}); {CUTS} cuts of the power, none was seen"


main(test)
