"""What Debian is to the disk image: an archive with something new in it, and packages for that."""

import hashlib
import pathlib
import re
import shutil
import subprocess

from common import tool

NEW_KERNEL = """#!/bin/sh
old=$(readlink -f /vmlinuz) && cp "/boot/initrd.img-${old#/boot/vmlinuz-}" /boot/initrd.img-e2e
for what in vmlinuz initrd.img; do
    ln -sf "$(readlink /$what)" /$what.old && ln -sf boot/$what-e2e /$what
done
"""


def repack(deb, to, version, change=None):
    """The same package with another version, and what `change` does to its tree."""
    tree = to / "tree"
    subprocess.run(["dpkg-deb", "-R", deb, tree], check=True)
    control = tree / "DEBIAN/control"
    control.write_text(re.sub(r"(?m)^(Version: .*)$", rf"\g<1>{version}", control.read_text("utf-8"), count=1), "utf-8")
    if change:
        change(tree)
    done = subprocess.run(["dpkg-deb", "-b", "-Zgzip", "-z1", "--root-owner-group", tree, to], check=True,
                          capture_output=True, encoding="utf-8")
    shutil.rmtree(tree)
    return pathlib.Path(re.search(r"in '(.*)'", done.stdout)[1])


def make_package(folder, control, files):
    tree = folder / "tree"
    for name, data in {"DEBIAN/control": control.encode(), **files}.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_bytes(data)
        (tree / name).chmod(0o755 if name == "DEBIAN/postinst" else 0o644)
    subprocess.run(["dpkg-deb", "-b", "-Znone", "--root-owner-group", tree, folder], check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(tree)


def publish_kernel(images, mirror):
    """The same kernel under another name, which nobody will say is a good one."""
    head = "Version: 99\nArchitecture: amd64\nMaintainer: e2e <e2e@example.org>\nDescription: a kernel\n"
    kernel = images.work / "vmlinuz"
    images.base.take("/" + images.base.links("/vmlinuz"), kernel)
    make_package(images.mirror, f"Package: linux-image-e2e\n{head}",
                 {"boot/vmlinuz-e2e": kernel.read_bytes(), "DEBIAN/postinst": NEW_KERNEL.encode()})
    make_package(images.mirror, f"Package: linux-image-amd64\nDepends: linux-image-e2e\n{head}", {})
    mirror.publish()


class Mirror:
    """What Debian's security archive is to a machine that knows its key: packages beside each other, signed."""

    def __init__(self, images):
        self.folder, self.images = images.mirror, images
        for left in self.folder.glob("*.deb"):  # by another check: no news of Debian's
            left.unlink()
        self.home = images.work / "gnupg"
        self.home.mkdir(mode=0o700, exist_ok=True)
        self._gpg("--quick-gen-key", "e2e archive <e2e@example.org>", "ed25519", "sign", "never")
        self.key = self.folder / "key.asc"
        self.key.write_bytes(self._gpg("--armor", "--export"))

    def _gpg(self, *arguments, **more):
        return subprocess.run([tool("gpg"), "--homedir", self.home, "--batch", "--yes", "--passphrase", "", *arguments],
                              check=True, capture_output=True, **more).stdout

    def publish(self):
        """Whatever lies there, named by a signed list."""
        packages = subprocess.run([tool("dpkg-scanpackages"), "--multiversion", "."], cwd=self.folder, check=True,
                                  capture_output=True).stdout
        (self.folder / "Packages").write_bytes(packages)
        release = ("Origin: Debian\nLabel: Debian-Security\nSuite: stable-security\nCodename: bookworm-security\n"
                   "Date: Sat, 01 Aug 2026 00:00:00 UTC\nArchitectures: amd64\nSHA256:\n"
                   f" {hashlib.sha256(packages).hexdigest()} {len(packages)} Packages\n")
        (self.folder / "InRelease").write_bytes(self._gpg("--clearsign", input=release.encode()))
        subprocess.run([tool("gpgconf"), "--homedir", self.home, "--kill", "all"], check=True)

    def known_to(self, machine):
        """The machine takes what is new from here, and from nowhere else."""
        host = self.images.endpoint.host
        machine.fetch(f"{host}/key.asc", "/run/key.asc")
        machine.run("mount -o remount,rw / && rm -f /etc/apt/sources.list /etc/apt/sources.list.d/* && "
                    f"echo 'deb [signed-by=/etc/apt/e2e.asc] {host} ./' >/etc/apt/sources.list && "
                    "cp /run/key.asc /etc/apt/e2e.asc && sync && mount -o remount,ro /")
