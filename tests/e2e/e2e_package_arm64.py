#!/usr/bin/env python3
"""Packages for arm64, in the long form alone (LOBBYCARD_LONG): script/package cross-builds them, and runs the tests of
the pure parts in qemu-user. They have the files that this machine's packages have, programs of that kind, and what they depend on
is to be had for it. $LOBBYCARD_PACKAGES names a folder of packages made here before."""

import os
import pathlib
import re
import shutil
import struct
import subprocess

from common import ROOT, Lab, left_out, main, need, tool

ARCH, MACHINE = "arm64", 183  # EM_AARCH64
CHROOT = pathlib.Path("/var/cache/lobbycard-package/bookworm-arm64")
CHECKS = {"lobbycard", "lobbycard-adapt", "lobbycard-check", "lobbycard-codes.so", "lobbycard-decode"}
PROGRAMS = {"lobbycard": CHECKS | {"lobbycard-fetch", "lobbycard-sdl.so"}, "lobbycard-check": CHECKS,
            "lobbycard-desk": {"lobbycard-desk"}}


def unpack(lab, folder, name, arch):
    found = list(folder.glob(f"{name}_*_{arch}.deb"))
    need(len(found) == 1, f"{name}: {found}")
    out = lab.folder / f"{name}-{arch}"
    subprocess.run(["dpkg-deb", "-x", found[0], out], check=True)
    said = subprocess.run(["dpkg-deb", "-f", found[0], "Architecture"], capture_output=True, encoding="utf-8", check=True)
    need(said.stdout.strip() == arch, f"{name} is of {said.stdout}")
    return found[0], out


def files(tree):
    return {str(path.relative_to(tree)) for path in tree.rglob("*")}


def check_programs(tree, name):
    """What is a program there is of that machine, and no other is."""
    found = set()
    for path in tree.rglob("*"):
        head = path.read_bytes()[:20] if path.is_file() and not path.is_symlink() else b""
        if head[:4] == b"\x7fELF":
            need(struct.unpack_from("<H", head, 18)[0] == MACHINE, f"{path} is of another machine")
            found.add(path.name)
    need(found == PROGRAMS[name], f"{name} has the programs {sorted(found)}")


def check_depends(packages):
    """All that apt would have to install is there."""
    for path in packages:
        shutil.copy(path, CHROOT / "build")
    try:
        wanted = [f"/build/{path.name}" for path in packages]
        done = subprocess.run([tool("chroot"), CHROOT, "apt-get", "-s", "-q", "--no-install-recommends", "install", *wanted],
                              capture_output=True, encoding="utf-8", check=False)
        need(done.returncode == 0, f"cannot be installed: {done.stdout[-400:]}{done.stderr[-400:]}")
    finally:
        for path in packages:
            (CHROOT / "build" / path.name).unlink()


def why_not():
    if os.environ.get("LOBBYCARD_LONG") != "1":
        return "in the long form alone"
    missing = [name for name in ("mmdebstrap", "dh") if not shutil.which(name)]
    return f"takes root, and {missing or 'more'} (script/bootstrap --package)" if os.geteuid() or missing else ""


def test():
    if why := why_not():
        left_out(why)
        return ""
    done = subprocess.run([ROOT / "script/package", "--arch", ARCH, "--test"], capture_output=True, encoding="utf-8", check=False)
    need(done.returncode == 0, f"script/package --arch {ARCH}: {(done.stdout + done.stderr)[-800:]}")
    tests = re.search(r"100% tests passed, 0 tests failed out of (\d+)", done.stdout)
    need(tests and int(tests[1]) > 90, f"of the tests: {done.stdout[-300:]}")
    made, packages = ROOT / f"build/package-bookworm-{ARCH}", []
    with Lab() as lab:
        for name in PROGRAMS:
            path, tree = unpack(lab, made, name, ARCH)
            check_programs(tree, name)
            packages.append(path)
            if here := os.environ.get("LOBBYCARD_PACKAGES"):
                _, other = unpack(lab, pathlib.Path(here), name, "amd64")
                need(files(tree) == files(other), f"{name}: {files(tree) ^ files(other)}")
        check_depends([path for path in packages if not path.name.startswith("lobbycard-check")])
        return f"three packages, {tests[1]} programs of tests in qemu-user"


main(test)
