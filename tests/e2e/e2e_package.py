#!/usr/bin/env python3
"""The packages, in the long form alone (LOBBYCARD_LONG): made as Debian asks of one (script/package
--check), and installed into a bare Debian that its own systemd runs. A version before it is
upgraded while its store is in use, and back; an endpoint in the ini and `systemctl`, and `status` is fine; what
is purged leaves nothing. So is the desk, while people work on it; and each package's own tests (debian/tests) pass.
$LOBBYCARD_PACKAGES names a folder of packages made before, $LOBBYCARD_OLDER one of a version before that;
$LOBBYCARD_RELEASE another release of Debian than 12.

What is older is otherwise this one, repacked: another version; of either the config has another text. There is no
display here that KMS could drive; a drop-in shows it under X11, the rest of the units is as it is. SDL is taken away under it
meanwhile, and not asked for by what only checks."""

import os
import pathlib
import re
import shutil

import machine
from common import ROOT, Lab, left_out, main, need, wait
from machine import Machine
from packaged import (CONFIG, EDITORS, PACKAGES, RELEASE, UNITS, Endpoint, check_installed, check_nothing_left, exposure, install,
                      main_pids, make_packages, package, repack, run_autopkgtest, wait_well, write_config)
from packaged_confined import check_confined
from packaged_desk import check_editors, check_editors_removed
from packaged_turns import check_back, check_downgrade, check_namesakes, check_player_gone

ON_X11 = """[Service]
TTYPath=
TTYReset=no
TTYVHangup=no
StandardInput=null
Environment=DISPLAY={display}
BindReadOnlyPaths=/mnt/x11:/tmp/.X11-unix
"""


def check_desk_is_lean(lab, bare):
    """What only a screen needs is not asked of who checks: SDL, and drivers of graphics cards."""
    path = f"/mnt/packages/{package(lab.folder / 'packages', 'lobbycard-check').name}"
    said = bare.text("apt-get", "install", "-s", "-q", path)
    asked = re.findall(r"(?m)^Inst (\S+)", said)
    heavy = [name for name in asked if re.match(r"lib(sdl|egl|gl(\d|es|x|vnd)|drm|wayland)|.*mesa|udev", name)]
    need("lobbycard-check" in asked and not heavy, f"lobbycard-check takes {heavy} of {asked}")


def check_without_sdl(lab, bare):
    """Under X11 without a graphics card nothing of SDL is loaded, and so nothing is missed where it is gone; a window with a frame
    says what is missing."""
    play = UNITS[1]
    maps = bare.text("sh", "-c", f"cat /proc/$(systemctl show -P MainPID {play})/maps")
    loaded = set(re.findall(r"\S*(?:SDL|sdl|libGL|libEGL|libdrm)\S*", maps))
    need("libX11" in maps and not loaded, f"loaded under X11: {loaded}")
    bare.run("dpkg", "--purge", "--force-depends", "libsdl2-2.0-0")
    bare.run("systemctl", "restart", play)
    wait_well(bare)
    wait(lambda: not lab.display.grab().is_blank(), 10, "a slide on the screen without SDL")
    bare.run("systemctl", "stop", play)
    done = bare.run("runuser", "-u", "lobbycard", "--", "env", f"DISPLAY={lab.display.name}", "lobbycard", "--config", CONFIG,
                    "--store", "/var/lib/lobbycard", "play", "--no-fetch", "--windowed", ok=(1,))
    need("libSDL2" in done.stderr, f"a window with a frame, without SDL: {done.stderr}")
    bare.run("apt-get", "install", "-y", "-q", "--fix-broken")
    bare.run("systemctl", "start", play)


def check_upgrade(lab, bare, endpoint):
    """With a store in use, and an endpoint that says nothing meanwhile."""
    pids, text = main_pids(bare), (bare.root / CONFIG[1:]).read_text("utf-8")
    serials = [source["serial"] for source in wait_well(bare)["sources"]]
    endpoint.fails = True
    install(lab, bare, "packages", "lobbycard")
    need((bare.root / CONFIG[1:]).read_text("utf-8") == text, "the upgrade changed the config")
    need((bare.root / f"{CONFIG[1:]}.dpkg-dist").exists(), "the new config does not lie beside")
    now = main_pids(bare)
    need(not set(pids) & set(now) and "0" not in now, f"not started anew: {pids}, {now}")
    after = [source["serial"] for source in wait_well(bare)["sources"]]
    need(after == serials, f"of the feeds {serials}, {after} are shown")
    endpoint.fails = False
    asked = endpoint.asked
    wait(lambda: endpoint.asked > asked, 60, "a request after the upgrade")


def check_removed(bare):
    """All of it at once, while it runs."""
    bare.run("apt-get", "purge", "-y", "-q", "lobbycard")
    for unit in UNITS:
        need(bare.text("systemctl", "is-active", unit, ok=None) == "inactive", f"{unit} still runs")
    check_nothing_left(bare)


def check_check(lab, bare):
    """The part for a desk has no user and no unit, and does what editors do; the whole takes its place."""
    install(lab, bare, "packages", "lobbycard-check")
    need(bare.run("getent", "passwd", "lobbycard", ok=None).returncode == 2, "lobbycard-check has a user")
    run_autopkgtest(bare, "check")
    need("lobbycard-fetch" in bare.run("lobbycard", "fetch", "--once", ok=(1,)).stderr, "lobbycard-check fetches")
    install(lab, bare, "packages", "lobbycard")
    need(bare.run("dpkg", "-s", "lobbycard-check", ok=None).returncode != 0, "both are installed")
    for name in ("check", "screen"):
        run_autopkgtest(bare, name)
    bare.run("apt-get", "purge", "-y", "-q", "lobbycard")


def prepare(lab, root):
    """The packages, an older one among them, and what is not in a bare system; which folders it sees."""
    packages, older = lab.folder / "packages", lab.folder / "older"
    packages.mkdir()
    older.mkdir()
    made = make_packages()
    before = pathlib.Path(os.environ.get("LOBBYCARD_OLDER") or made)
    for name in PACKAGES:
        shutil.copy(package(made, name), packages)
    for name in ("lobbycard", EDITORS):
        repack(lab, package(before, name), older)
    (root / "etc/apt/apt.conf.d/98lean").write_text('APT::Install-Recommends "false";\n')
    drop_in = root / "etc/systemd/system/lobbycard-play.service.d/x11.conf"
    drop_in.parent.mkdir(parents=True)
    drop_in.write_text(ON_X11.format(display=lab.open_display().name))
    return {packages: "/mnt/packages", older: "/mnt/older", ROOT / "debian/tests": "/mnt/tests",
            "/tmp/.X11-unix": "/mnt/x11"}


def check_started(lab, bare, endpoint):
    """An address into the ini, and `systemctl`: a slide; its kind, and how exposed the units are."""
    install(lab, bare, "older", "lobbycard")
    check_installed(bare, UNITS, "lobbycard", 755)
    exposed = [exposure(bare, unit, most) for unit, most in zip(UNITS, (2.0, 3.0))]
    write_config(bare, endpoint)
    bare.run("systemctl", "enable", "--now", *UNITS)
    shown = wait_well(bare)
    wait(lambda: not lab.display.grab().is_blank(), 10, "a slide on the screen")
    need(endpoint.asked, "nobody asked the endpoint")
    return shown["glass"]["kind"], exposed


def why_not():
    """What is missing here to run at all."""
    if os.environ.get("LOBBYCARD_LONG") != "1":
        return "in the long form alone"
    missing = [name for name in ("mmdebstrap", "systemd-nspawn", "dh", "lintian", "blhc") if not shutil.which(name)]
    return f"takes root, and {missing or 'more'} (script/bootstrap --package)" if os.geteuid() or missing else ""


def test():
    if why := why_not():
        left_out(why)
        return ""
    with Lab() as lab:
        root = lab.folder / "machine"
        if why := machine.make(root, ("systemd", "systemd-sysv"), RELEASE):
            left_out(f"no Debian is to be had here: {why}")
            return ""
        binds, endpoint = prepare(lab, root), Endpoint(lab)
        with Machine(root, binds) as bare:
            bare.run("apt-get", "update", "-q")
            check_desk_is_lean(lab, bare)
            kind, exposed = check_started(lab, bare, endpoint)
            count = bare.text("dpkg-query", "-W").count("\n") + 1
            check_upgrade(lab, bare, endpoint)
            check_downgrade(lab, bare)
            check_without_sdl(lab, bare)
            check_back(lab, bare)
            check_removed(bare)
            check_check(lab, bare)
            exposed.append(check_editors(lab, bare))
            check_editors_removed(lab, bare)
            calls = check_confined(lab, bare, endpoint)
            check_player_gone(bare)
            check_namesakes(lab, bare)
        return (f"installed among {count} packages, {kind} on the glass; upgraded with its store in use, and the "
                f"desk with people on it; exposed: {', '.join(exposed)}; {calls} calls as AppArmor's profiles have it; "
                "purged, and nothing is left")


main(test)
