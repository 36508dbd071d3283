#!/usr/bin/env python3
"""The disk image, in the long form alone (LOBBYCARD_LONG): made (script/image, or $LOBBYCARD_IMAGE names one), and started in
a virtual machine through KMS. What is on the glass is what render makes, pixel for pixel. Each check is a function below, and goes
on from a machine that a stick set up; those that are named on the command line, or all:

    e2e_image.py [--picture docs/boot.png] [NAME ...]

`--picture` writes what the first start looks like. $LOBBYCARD_IMAGE_WORK is a folder to keep image and machine in, so that one
check can be run again without the others.

The power is cut by killing the machine: what its disk had taken is kept. What a disk loses that had not been asked to keep it,
test_crash has."""

import contextlib
import json
import os
import pathlib
import random
import re
import shutil
import sys
import time

from common import ROOT, Failure, Lab, left_out, main, need, run_seed, wait
from image_displays import check_console, check_displays, check_late, check_plain
from image_inside import figures, limits, once
from image_lab import CARD, CONFIG, SOURCE, Images
from mirror import Mirror, publish_kernel, repack
from virtual import FIRMWARE, accelerator, make_stick

CUTS = 10
STORES = 10
PASSWORD = "e2e"
# Of `openssl passwd -6 -salt lobbycard e2e`.
HASH = "$6$lobbycard$9gds72a9pvd41goXzMjgPp3ImZc/hiU6YjPtQUr/crronquUAyDMM2oM2groX.08/l8zFW3IWv4169XZ7YgjS0"


class Aim:
    """When to cut the power, behind a poll: sooner where the new edition was on the disk, later where the old one still was. So the
    cuts come close to the moment at which it is taken in, however fast the machine is."""

    def __init__(self, seed):
        self.chance, self.seconds, self.came = random.Random(seed), 0.3, {"old": 0, "new": 0}

    def sleep(self):
        time.sleep(self.seconds * self.chance.uniform(0.7, 1.3))

    def heed(self, is_new):
        self.came["new" if is_new else "old"] += 1
        self.seconds *= 0.6 if is_new else 1.6


def check_unset(images, picture=None):
    """Without settings: it says so. Nothing on the network is asked for."""
    with images.started(images.fresh(), linked=False) as machine:
        machine.wait_shell()
        wait(lambda: re.search(r'"item":\s*"settings"', machine.run(f"{CARD} status --json", ok=False)), 300,
             "the notice that nothing is set up", 2)
        data = machine.run("cat /etc/lobbycard/notice.json").encode()
        need("还没有设置" in data.decode(), f"the notice: {data.decode()}")
        rows, top = images.slides.rows(data, "[screen]\nname = e2e\n")
        wait(lambda: machine.glass()[1][top:] == rows[top:], 300, "the notice on the glass", 0.5)
        if picture:
            machine.ask("screendump", filename=str(picture), format="png")
        need(machine.run("findmnt -no FSTYPE /data") == "ext4", "the store has no partition of its own")
        size = int(machine.run("df -m --output=size /data | tail -n 1"))
        need(size > 1000, f"of the disk's 5 GB the store has {size} MB")
        size = int(machine.run("df -m --output=size / | tail -n 1"))
        need(size > 2000, f"newer packages have {size} MB to be installed in")
        limits(machine)
        once(machine)
        machine.press_power()
    return "a notice that nothing is set up"


def check_stick(images):
    """A file on a stick, and it plays. What is plugged in afterwards does nothing. The machine that it became is kept."""
    endpoint, disk = images.endpoint, images.fresh()
    endpoint.go_back_to(1)
    ini = (CONFIG + SOURCE.format(url=endpoint.url)).replace("\n", "\r\n").encode()
    stick = make_stick(images.work / "stick.fat", {
        "lobbycard.ini": ini, "hostname.txt": b"e2e-screen\r\n", "password.txt": f"{HASH}\r\n".encode()})
    with images.started(disk, stick=stick) as machine:
        seconds = machine.wait_glass(images.slides.of(1), "n-1, set up by a stick")
        machine.wait_shell()
        once(machine)
        need(machine.run("hostname") == "e2e-screen", "the stick's name")
        machine.pull_stick("stick")
        wait(lambda: not machine.run("ls /dev/sd* 2>/dev/null || true"), 300, "the stick to be out", 1)
        other = make_stick(images.work / "other.fat", {"lobbycard.ini": b"[screen]\r\nname = other\r\n", "hostname.txt": b"other\r\n"})
        machine.plug_stick(other)
        wait(lambda: machine.run("ls /dev/sd* 2>/dev/null || true"), 300, "another stick to be there", 1)
        time.sleep(10)
        need(not machine.run("findmnt -rno SOURCE | grep /dev/sd || true"), "a stick is mounted")
        need(machine.run("hostname") == "e2e-screen" and "other" not in machine.run("cat /etc/lobbycard/lobbycard.ini"),
             "a stick that came later was taken in")
        need(machine.glass()[1] == images.slides.of(1), "a stick that came later changed the glass")
        machine.pull_stick("late")
        wait(lambda: not machine.run("ls /dev/sd* 2>/dev/null || true"), 300, "the other stick to be out", 1)
        images.keep(machine, disk)
    return f"a slide {seconds:.0f} s after power came, set up by a stick"


def check_login(images):
    """The administrator comes by Ctrl-Alt-F2, has a shell, and leaves: the slide is back. So it is when nobody comes."""
    with images.going_on() as machine:
        slide = images.slides.of(1)
        machine.wait_glass(slide, "n-1")
        come(machine, slide)
        machine.wait_glass(slide, "the slide after nobody came")
        log_in(machine, slide)
        machine.type("exit\n")
        machine.wait_glass(slide, "the slide after the administrator has left")
        log = machine.run("journalctl -u lobbycard-play -o cat --no-pager | grep -ci 'timed out\\|killing\\|sigkill' || true")
        need(log == "0", f"play did not make room in order: {machine.run('journalctl -u lobbycard-play --no-pager | tail -n 20')}")
    return "Ctrl-Alt-F2, a shell, and the slide again"


def come(machine, slide):
    machine.key("ctrl", "alt", "f2")
    wait(lambda: machine.run("systemctl is-active lobbycard-play", ok=False) == "inactive", 300, "room for the administrator", 1)
    wait(lambda: machine.glass()[1] != slide and any(map(any, machine.glass()[1])), 300, "a question on the glass", 1)


def log_in(machine, slide):
    """Nobody waits longer than a minute for a name; a machine that is busy may take as long to hear it."""
    for _ in range(5):
        come(machine, slide)
        machine.type("root\n")
        with contextlib.suppress(Failure):
            # login, and not getty before it, which has no echo either.
            wait(lambda: machine.run("cat /proc/*/comm | grep -x login", ok=False) and " -echo " in machine.run(
                "stty -a -F /dev/tty2"), 50, "a question for the password", 1)
            machine.type(f"{PASSWORD}\n")
            wait(lambda: machine.run("cat /proc/*/comm | grep -x bash", ok=False), 50, "a shell of the administrator", 1)
            return
        machine.wait_glass(slide, "the slide, so that it is tried again")
    raise Failure("the administrator had no shell, five times")


def check_without(images):
    """In 1970, the cable out, the stick gone: the slide comes from the store; then the cable comes in."""
    endpoint, disk = images.endpoint, images.copy()
    with images.started(disk, linked=False, more=["-rtc", "base=1970-01-01T00:00:00"]) as machine:
        seconds = machine.wait_glass(images.slides.of(1), "the last edition, without a network in 1970")
        machine.wait_shell()
        parts = figures(machine)
        once(machine)
        clock = machine.run("journalctl -k -o cat --no-pager | grep 'system clock' || true")
        need("to 1970" in clock, f"it is not 1970: {clock}")
        name, asked = endpoint.publish(), endpoint.asked
        machine.plug(True)
        machine.wait_glass(images.slides.of(2), f"{name}, when the cable is in")
        need(endpoint.asked > asked, "nobody asked the endpoint")
    took = ", ".join(f"{name} {value:.1f} s" for name, value in parts.items())
    return f"a slide {seconds:.0f} s after power came ({took})"


def check_cuts(images):
    """Each time while an edition is taken in; what comes up again is that one or the one before, whole."""
    seed = run_seed()
    aim, endpoint, slides, disk = Aim(seed), images.endpoint, images.slides, images.copy()
    for cut in range(CUTS + 1):
        with images.started(disk, moment=None if cut else "up") as machine:
            wanted = [slides.of(max(1, endpoint.serial - 1)), slides.of(endpoint.serial)]
            wait(lambda: machine.glass()[1] in wanted, 600, f"n-{endpoint.serial} or the one before after {cut} cuts", 0.5)
            if cut:
                print(f"    cut {cut}: a slide after {time.monotonic() - machine.started:.0f} s", flush=True)
                aim.heed(machine.glass()[1] == wanted[1])
            machine.wait_glass(wanted[1], f"n-{endpoint.serial} after {cut} cuts")
            if cut < CUTS:
                endpoint.publish()
                asked = endpoint.asked
                wait(lambda: endpoint.asked > asked, 300, "a poll", 0.002)
                aim.sleep()
    return (f"seed {seed}: {CUTS} cuts of the power, after which {aim.came['old']} times the old edition came and "
            f"{aim.came['new']} times the new")


def check_stores(images):
    """The same, more often, from one running machine: what lies on the disk afterwards is that edition or the one before, and
    whole: render makes its slide of it."""
    seed = run_seed()
    aim, endpoint, slides = Aim(seed), images.endpoint, images.slides
    for cut in range(STORES):
        with images.going_on() as machine:
            endpoint.publish()
            asked = endpoint.asked
            wait(lambda: endpoint.asked > asked, 300, "a poll", 0.002)
            aim.sleep()
            machine.cut_power()
        store = images.store_of(images.work / "disk.qcow2")
        rows = slides.in_store(store)
        found = [number for number in (1, 2) if rows == slides.of(number)]
        need(found, f"after cut {cut + 1} the store has neither n-1 nor n-2 whole (seed {seed})")
        print(f"    cut {cut + 1}, {aim.seconds:.3f} s behind a poll, give or take: n-{found[0]}, {files_in(store)} files", flush=True)
        aim.heed(found[0] == 2)
    return (f"seed {seed}: {STORES} cuts, after which the disk had the old edition {aim.came['old']} times and "
            f"the new one {aim.came['new']} times")


def files_in(store):
    return sum(path.is_file() for path in store.rglob("*"))


def check_full(images):
    """No room for a new edition: the old one stays; with room again the new one comes."""
    endpoint, slides = images.endpoint, images.slides
    with images.going_on() as machine:
        machine.wait_glass(slides.of(1), "the edition before the disk is full")
        machine.run("fallocate -l $(($(df --output=avail /data | tail -n 1) - 9000))K /data/full; "
                    "dd if=/dev/zero of=/data/rest bs=1M 2>/dev/null; test $(df --output=avail /data | tail -n 1) = 0", 600)
        name, asked = endpoint.publish(), endpoint.asked
        wait(lambda: endpoint.asked > asked + 1, 300, "two polls")
        need(machine.glass()[1] == slides.of(1), "a full disk changed the glass")
        said = machine.run(f"{CARD} status", ok=False)
        need("No space" in said, f"status: {said}")
        machine.run("rm /data/full /data/rest")
        machine.wait_glass(slides.of(2), f"{name}, with room again")
    return "a full disk, and the old edition"


def check_wrong(images):
    """Settings that are refused: the screen goes on by the last that held, and says what is wrong and where."""
    with images.going_on() as machine:
        machine.run("mkdir -p /run/own && mount $(readlink -f /dev/disk/by-partlabel/lobbycard-settings) /run/own && "
                    "sed -i 's/^every.*/every = 5/' /run/own/lobbycard.ini && umount /run/own")
        line = machine.run("grep -n '^every' /etc/lobbycard/lobbycard.ini").partition(":")[0]
        machine.press_power()
        disk = images.work / "disk.qcow2"
    with images.started(disk, linked=False) as machine:
        machine.wait_shell()
        data = wait(lambda: machine.run("cat /etc/lobbycard/notice.json 2>/dev/null || true"), 300, "a notice", 1).encode()
        said = json.loads(data)["items"][0]["text"]
        wrong = [text for text in said.splitlines() if f"lobbycard.ini:{line}: " in text]
        need(len(wrong) == 1 and "every = 5" in wrong[0], f"what is wrong: {said}")
        need(machine.run("grep -c 10.0.2.2 /etc/lobbycard/lobbycard.ini") == "1", "the last settings that held are gone")
        for number, rows in enumerate(images.slides.beside(images.endpoint.data, data)):
            machine.wait_glass(rows, f"slide {number + 1} of two, by settings that are wrong")
    return f"wrong settings: {wrong[0]}"


def check_package(images):
    """A newer package, as docs/installing.md says: the slide is back at once, and after a restart."""
    endpoint, slides = images.endpoint, images.slides
    with images.going_on() as machine:
        deb = next(pathlib.Path(os.environ.get("LOBBYCARD_PACKAGES") or ROOT / "build/package").glob("lobbycard_*_amd64.deb"))
        version = machine.run("dpkg-query -f '${Version}' -W lobbycard") + "+e2e"
        machine.fetch(f"{endpoint.host}/{repack(deb, images.mirror, '+e2e').name}", "/tmp/newer.deb")
        before = machine.boot()
        machine.run("mount -o remount,rw / && apt-get install -y -q /tmp/newer.deb", 900)
        need(machine.run("dpkg-query -f '${Version}' -W lobbycard") == version, "the newer package is not installed")
        endpoint.publish()
        machine.wait_glass(slides.of(2), "a newer edition, by the newer package")
        machine.run("sync; systemctl reboot", ok=False)
        machine.wait_restart(before)
        machine.wait_glass(slides.of(2), "the same after a restart")
        need(machine.run("dpkg-query -f '${Version}' -W lobbycard") == version, "the newer package is gone")
        need("Read-only" in machine.run("touch /usr/bin/e2e", ok=False), "the system can be written on after an update")
    return "a newer package"


TRIAL = ("mkdir -p /run/esp && mount -o ro $(readlink -f /dev/disk/by-partlabel/lobbycard-boot) /run/esp && "
         "grep trial /run/esp/EFI/debian/grubenv; umount /run/esp")


def look(machine, how=""):
    """What the timer does every hour."""
    machine.run(f"touch /run/systemd/timesync/synchronized; systemctl start {how} lobbycard-upgrade", 900)


def check_upgrade(images):
    """Debian has something new, and the machine was off at three: it is installed, the machine restarts into it, as
    read-only as before. It looks again at three, not before. A kernel after which the player does not run is not started a second
    time."""
    mirror, slide = Mirror(images), images.slides.of(1)
    publish_kernel(images, mirror)
    with images.going_on() as machine:
        machine.wait_glass(slide, "n-1")
        mirror.known_to(machine)
        before = machine.boot()
        look(machine, "--no-block")
        for kernel in ("vmlinuz", "vmlinuz.old"):
            machine.wait_restart(before)
            machine.wait_glass(slide, f"the last edition, started by {kernel}")
            need(f"/{kernel} " in machine.run("cat /proc/cmdline"), f"not {kernel}: {machine.run('cat /proc/cmdline')}")
            need(machine.run(TRIAL) == "trial=2", f"{machine.run(TRIAL)} after {kernel}, which nobody said is good")
            need("Read-only" in machine.run("touch /usr/bin/e2e", ok=False), "the system can be written on after an upgrade")
            if kernel == "vmlinuz":
                upgraded(images, machine)
                before = machine.boot()
                machine.run("/usr/lib/lobbycard-image/upgrade good; systemctl reboot", ok=False)
        # The one that it was before is a good one, and stays.
        machine.run("mount -o remount,rw / && ln -sf $(readlink /vmlinuz.old) /vmlinuz && sync && "
                    "/usr/lib/lobbycard-image/upgrade good")
        need(machine.run(TRIAL) == "trial=0", f"{machine.run(TRIAL)} after a good start")
    return "an upgrade by unattended-upgrade, and a kernel that is none"


def upgraded(images, machine):
    """What the first look left, and that the next one is at three."""
    need(machine.run("dpkg-query -f '${Version}' -W linux-image-amd64") == "99", "nothing was upgraded")
    size = int(machine.run("df -m --output=size / | tail -n 1"))
    need(size > 2000, f"the system's partition has {size} MB")
    paths = images.endpoint.paths
    paths.clear()
    look(machine)
    need(not paths, f"it looked a second time before it was three: {paths}")
    ahead = (3 - int(machine.run("date -u +%H"))) % 24
    zone = f"Etc/GMT{-ahead if ahead <= 14 else 24 - ahead:+d}"
    machine.run(f"sed -i 's|^name = e2e|&\\ntimezone = {zone}|' /etc/lobbycard/lobbycard.ini")
    look(machine)
    need("/./InRelease" in paths or "/InRelease" in paths, f"it did not look at three: {paths}")


def check_uefi(images):
    with images.started(images.copy(), uefi=True, linked=False) as machine:
        machine.wait_glass(images.slides.of(1), "the last edition, by UEFI")
        machine.wait_shell()
        machine.run("test -d /sys/firmware/efi")
        once(machine)
    return "UEFI"


CHECKS = {check.__name__.removeprefix("check_"): check for check in (
    check_unset, check_stick, check_login, check_without, check_cuts, check_stores, check_full, check_wrong, check_package, check_upgrade,
    check_displays, check_plain, check_console, check_late, check_uefi)}


def why_not():
    if os.environ.get("LOBBYCARD_LONG") != "1":
        return "in the long form alone"
    missing = [name for name in ("mmdebstrap", "qemu-system-x86_64", "qemu-img", "mcopy", "mkfs.vfat", "debugfs", "grub-mkimage",
                                 "gpg", "dpkg-scanpackages") if not shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin:/sbin")]
    missing += [str(FIRMWARE)] * (not FIRMWARE.exists())
    return f"takes root, and {missing or 'more'} (script/bootstrap --image)" if os.geteuid() or missing else ""


def run_checks(images, names, picture):
    """Each for itself: what one finds keeps no other from being made. What failed."""
    failed = []
    if not images.ready.exists() and names != ["unset"]:
        names = [name for name in ("unset", "stick") if name in (*names, "stick")] + [
            name for name in names if name not in ("unset", "stick")]
    for name in names:
        start = time.monotonic()
        try:
            said = CHECKS[name](images, picture) if name == "unset" else CHECKS[name](images)
        except Exception as failure:  # whatever it is: the next check is another machine's
            failed.append(name)
            said = f"FAIL: {type(failure).__name__}: {failure}"
        print(f"  {name}: {said} ({time.monotonic() - start:.0f} s)", flush=True)
    return failed


def test():
    if why := why_not():
        left_out(why)
        return ""
    arguments = sys.argv[1:]
    picture = pathlib.Path(arguments[1]).absolute() if arguments[:1] == ["--picture"] else None
    names = arguments[2 if picture else 0:] or list(CHECKS)
    need(all(name in CHECKS for name in names), f"checks are {', '.join(CHECKS)}")
    print(f"  {accelerator()}: " + {"kvm": "the machine's own processor", "tcg": "an interpreted processor"}[accelerator()], flush=True)
    with Lab() as lab:
        failed = run_checks(Images(lab), names, picture)
        need(not failed, f"{', '.join(failed)}: see above")
        return f"{len(names)} checks with {accelerator()}"


main(test)
