"""A machine of its own for a disk image (qemu-system-x86_64): what is on its glass, its network's cable, its power, its displays.
It runs by KVM where there is one that is of use. Where not, its processor is an interpreted one, ten times as slow, and where that
shares a machine with others a start takes minutes. So all waiting here is patient, and nothing rests on either;
$LOBBYCARD_ACCELERATOR says which it is."""

import functools
import json
import os
import pathlib
import re
import socket
import struct
import subprocess
import tempfile
import time

from common import Failure, need, tool, wait

SIZE = (1280, 720)
FIRMWARE = pathlib.Path("/usr/share/ovmf/OVMF.fd")
# On the image that is tested, and on no other: a shell on the serial port.
SHELL = """[Unit]
DefaultDependencies=no
After=sysinit.target
[Service]
ExecStart=/bin/sh -c 'stty -F /dev/ttyS0 raw -echo; cat /dev/ttyS0 | sh >/dev/ttyS0 2>&1'
Restart=always
"""
ACCELERATORS = {"kvm": "kvm", "tcg": "tcg,thread=multi"}
# Whatever there is, but what a KVM within another one cannot promise; and where it is interpreted, AVX: by UEFI play died there
# now and then, in code that Mesa had compiled for AVX2 (a gather, qemu 7.2), and without AVX in no start. Why is not proven.
PROCESSORS = {"kvm": "max,arch-capabilities=off", "tcg": "max,avx=off,avx2=off,fma=off,f16c=off"}
# The first sector of a disk: counts fifty million down, and ends qemu (mov ecx, N; loop; mov dx, 0x501; mov al, 16; out dx, al).
COUNTS = bytes.fromhex("66b980f0fa02" "67e2fd" "ba0105" "b010" "ee" "f4ebfd").ljust(510, b"\0") + b"\x55\xaa"


@functools.cache
def accelerator():
    """Which of them a machine gets here. A KVM that takes two seconds for what a processor does in a twentieth of one is none: it
    interprets all that a stock kernel does, and is slower than tcg, which takes a sixth of one (PVM, in some clouds' machines)."""
    if given := os.environ.get("LOBBYCARD_ACCELERATOR"):
        need(given in ACCELERATORS, f"LOBBYCARD_ACCELERATOR: one of {', '.join(ACCELERATORS)}")
        return given
    with tempfile.NamedTemporaryFile() as disk:
        disk.write(COUNTS)
        disk.flush()
        counting = [tool("qemu-system-x86_64"), "-accel", "kvm", "-cpu", PROCESSORS["kvm"], "-m", "64", "-nodefaults", "-display", "none",
                    "-device", "isa-debug-exit,iobase=0x501,iosize=1", "-drive", f"file={disk.name},format=raw,if=ide,snapshot=on"]
        try:
            done = subprocess.run(counting, capture_output=True, timeout=2, check=False)
        except subprocess.TimeoutExpired:
            return "tcg"
    return "kvm" if done.returncode == 16 * 2 + 1 else "tcg"


class Disk:
    """An image that may be written on; nothing of it reaches the file that it was made of, which make() names. One that is
    in the folder already is taken as it is: other disks may rest on it."""

    def __init__(self, make, folder, gigabytes=5):
        self.base = folder / "image.raw"
        is_new = not self.base.exists()
        if is_new:
            subprocess.run([tool("cp"), "--sparse=always", make(), self.base], check=True)
        table = json.loads(subprocess.run([tool("sfdisk"), "--json", self.base], check=True, capture_output=True).stdout)
        self.parts = {part["name"].removeprefix("lobbycard-"): part["start"] * table["partitiontable"].get("sectorsize", 512)
                      for part in table["partitiontable"]["partitions"]}
        self.gigabytes = gigabytes
        if is_new:
            self._write(folder, "/etc/systemd/system/e2e-shell.service", SHELL)
            self._debugfs("symlink /etc/systemd/system/sysinit.target.wants/e2e-shell.service ../e2e-shell.service")

    def _debugfs(self, request):
        done = subprocess.run([tool("debugfs"), "-w", "-R", request, f"{self.base}?offset={self.parts['root']}"],
                              capture_output=True, encoding="utf-8", check=False)
        said = done.stderr.partition("\n")[2] + done.stdout
        need(done.returncode == 0 and "rror" not in said and "not" not in said, f"debugfs {request}: {said}")

    def _write(self, folder, path, text):
        (folder / "written").write_text(text)
        self._debugfs(f"write {folder / 'written'} {path}")

    def put(self, name, data):
        """A file onto the settings partition, of the image itself: before anything was started from it."""
        put(f"{self.base}@@{self.parts['settings']}", name, data)

    def take(self, path, to):
        """A file of the system's partition."""
        self._debugfs(f"dump {path} {to}")

    def links(self, path):
        """Where a symbolic link of the system's partition leads."""
        done = subprocess.run([tool("debugfs"), "-R", f"stat {path}", f"{self.base}?offset={self.parts['root']}"],
                              capture_output=True, encoding="utf-8", check=True)
        return re.search(r'Fast link dest: "(.*)"', done.stdout)[1]

    def overlay(self, path):
        subprocess.run([tool("qemu-img"), "create", "-q", "-f", "qcow2", "-b", self.base, "-F", "raw", path,
                        f"{self.gigabytes}G"], check=True)
        return path


def put(fat, name, data):
    subprocess.run([tool("mcopy"), "-o", "-i", fat, "-", f"::{name}"], input=data, check=True)


def make_stick(path, files):
    """As they are sold: FAT32, here without a table of partitions."""
    with path.open("wb") as stick:
        stick.truncate(64 << 20)
    subprocess.run([tool("mkfs.vfat"), "-F", "32", path], check=True, stdout=subprocess.DEVNULL)
    for name, data in files.items():
        put(path, name, data)
    return path


class Head:
    """The cable between one of the card's sockets and a display; by VNC, where a client may say how large its window is, and
    the card passes that on as a display that came, went, or is another one (RFC 6143, and its extended desktop size)."""

    def __init__(self, path):
        self.path = path

    def pull(self):
        """Out, whatever it is: what the card knows already is no news."""
        self.plug(*SIZE)
        self.plug(0, 0)

    def plug(self, width, height):
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(60)
            client.connect(str(self.path))
            stream = client.makefile("rwb", buffering=0)
            stream.write(stream.read(12))  # the version
            stream.write(bytes([1]) if 1 in stream.read(stream.read(1)[0]) else b"")  # nobody is asked who he is
            stream.read(4)
            stream.write(b"\1")
            head = _read(stream, 24)
            _read(stream, struct.unpack(">I", head[20:])[0])
            stream.write(struct.pack(">BxHii", 2, 2, 0, -308))
            stream.write(struct.pack(">BxHHBx", 251, width, height, 1) + struct.pack(">IHHHHI", 0, 0, 0, width, height, 0))
            stream.write(struct.pack(">BBHHHH", 3, 1, 0, 0, 1, 1))
            _read(stream, 4)  # so that it was heard


def _read(stream, size):
    data = b""
    while len(data) < size:
        more = stream.read(size - len(data))
        need(more, "the display's cable: no answer")
        data += more
    return data


class Virtual:
    """One start of it. `linked`: whether its cable is in when it starts; `moment`: what save kept, to go on from;
    `card`: its graphics card, one with GL and two sockets where none is said; `more`: arguments of qemu."""

    def __init__(self, folder, disk, uefi=False, linked=True, stick=None, moment=None, card=None, more=()):
        self.folder = folder
        self.heads = [Head(folder / f"head{number}") for number in range(1 if card else 2)]
        arguments = [
            tool("qemu-system-x86_64"), "-accel", ACCELERATORS[accelerator()], "-cpu", PROCESSORS[accelerator()], "-smp", "2",
            "-m", "2048", "-nodefaults", "-display", "none", "-S",
            "-device", f"{card or 'virtio-vga,max_outputs=2'},id=card,xres={SIZE[0]},yres={SIZE[1]}",
            "-drive", f"file={disk},if=virtio,format=qcow2", "-nic", "user,model=virtio-net-pci,id=wire",
            "-qmp", f"unix:{folder}/qmp,server=on,wait=off", "-serial", f"unix:{folder}/serial,server=on,wait=off",
            "-device", "i6300esb", "-device", "qemu-xhci", "-device", "usb-kbd", *more]
        for number, head in enumerate(self.heads):
            head.path.unlink(missing_ok=True)
            arguments += ["-vnc", f"unix:{head.path},id=vnc{number},display=card,head={number}"]
        if uefi:
            arguments += ["-bios", FIRMWARE]
        if moment:
            arguments += ["-loadvm", moment]
        if stick:
            arguments += ["-drive", f"if=none,id=stick,format=raw,read-only=on,file={stick}",
                          "-device", "usb-storage,drive=stick,id=stick"]
        for name in ("qmp", "serial"):
            (folder / name).unlink(missing_ok=True)
        self.log = folder / "qemu.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(["nice", "-n", "5", *arguments], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.linked, self.qmp, self.serial, self.asked = linked, None, None, 0

    def __enter__(self):
        self.qmp = self._connect("qmp").makefile("rw")
        self.qmp.readline()
        self.ask("qmp_capabilities")
        self.serial = self._connect("serial")
        if not self.linked:
            self.plug(False)
        self.started = time.monotonic()
        self.ask("cont")
        return self

    def __exit__(self, *_):
        self.cut_power()

    def _connect(self, name):
        def connected():
            need(self.process.poll() is None, f"qemu: {self.log.read_text(errors='replace')[-400:]}")
            client = socket.socket(socket.AF_UNIX)
            try:
                client.connect(str(self.folder / name))
            except OSError:
                client.close()
                return None
            return client

        return wait(connected, 20, f"qemu's {name}")

    def ask(self, command, **arguments):
        self.qmp.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
        self.qmp.flush()
        while True:
            answer = json.loads(self.qmp.readline() or '{"error": "qemu has ended"}')
            if "event" not in answer:
                need("return" in answer, f"{command}: {answer.get('error')}")
                return answer["return"]

    def plug(self, linked):
        """The cable of its network."""
        self.ask("set_link", name="wire", up=linked)

    def monitor(self, line):
        """What qemu's own prompt says to it: nothing, where all is well."""
        said = self.ask("human-monitor-command", **{"command-line": line}).strip()
        need(not said, f"{line}: {said}")

    def save(self, moment):
        """What the whole machine is doing now, into its disk; see `moment`."""
        self.monitor(f"savevm {moment}")

    def plug_stick(self, path):
        self.ask("blockdev-add", **{"driver": "raw", "node-name": "late", "read-only": True,
                                    "file": {"driver": "file", "filename": str(path)}})
        self.ask("device_add", driver="usb-storage", drive="late", id="late")

    def pull_stick(self, name):
        self.ask("device_del", id=name)

    def key(self, *names):
        self.ask("send-key", keys=[{"type": "qcode", "data": name} for name in names])

    def type(self, text):
        """Letters, digits and line ends."""
        for letter in text:
            self.key("ret" if letter == "\n" else letter)
            time.sleep(0.3)  # a key is held for a tenth of a second

    def glass(self, head=0):
        """(width, height), rows of RGB."""
        path = self.folder / "glass.ppm"
        self.ask("screendump", filename=str(path), device="card", head=head)
        head = re.match(rb"P6\n(\d+) (\d+)\n255\n", path.read_bytes())
        width, height = int(head[1]), int(head[2])
        data = path.read_bytes()[head.end():]
        return (width, height), [data[y * width * 3:(y + 1) * width * 3] for y in range(height)]

    def run(self, command, seconds=300, ok=True):
        """What a command of its shell prints; its exit status has to be 0 where `ok`."""
        self.asked += 1
        mark = f"--e2e-{self.asked}--"
        said, end = b"", time.monotonic() + seconds
        self.serial.sendall(f"({command}) </dev/null 2>&1; echo {mark[:5]}''{mark[5:]}$?--\n".encode())
        while not (found := re.search(rb"(?s)(.*)" + mark.encode() + rb"(\d+)--", said)):
            self.serial.settimeout(max(0.1, end - time.monotonic()))
            try:
                data = self.serial.recv(65536)
            except TimeoutError:
                data = b""
            need(data, f"no answer to {command!r}: {said[-300:]!r}")
            said += data
        # What an earlier command answered too late is not of this one.
        text = re.split(rb"--e2e-\d+--\d+--", found[1])[-1].decode(errors="replace").replace("\r", "").strip()
        need(not ok or found[2] == b"0", f"{command}: exit {found[2].decode()}: {text[-800:]}")
        return text

    def fetch(self, url, path):
        """A file of this machine's, as root; there is no curl there."""
        self.run(f"python3 -c \"import urllib.request; urllib.request.urlretrieve('{url}', '{path}')\"", 300)

    def wait_restart(self, before, seconds=1800):
        """Until it has started anew since boot() said that, and its shell answers."""
        wait(lambda: self.boot() not in ("", before), seconds, "a restart", 1)

    def boot(self):
        """Another text with each start; "" while nobody answers."""
        try:
            return self.run("cat /proc/sys/kernel/random/boot_id", 10, ok=False)
        except (Failure, TimeoutError):
            need(self.process.poll() is None, f"qemu has ended: {self.log.read_text(errors='replace')[-400:]}")
            return ""

    def wait_shell(self, seconds=900):
        """Until it answers. What is written to a port that nobody has opened may be lost: it is asked again."""
        def answers():
            try:
                return self.run("true", 5, ok=False) is not None
            except (Failure, TimeoutError):  # or it does not even take what is written
                need(self.process.poll() is None, f"qemu has ended: {self.log.read_text(errors='replace')[-400:]}")
                return False

        wait(answers, seconds, "a shell on the serial port", 0.5)

    def wait_glass(self, rows, what, seconds=900):
        """Until that picture is on the glass, pixel for pixel; seconds since power came."""
        last = []

        def shown():
            last[:] = self.glass()
            return last[1] == rows

        def told():
            alike = sum(a == b for a, b in zip(last[1], rows))
            return f"{what}: {alike} of {len(rows)} rows are the slide's ({last[0][0]}x{last[0][1]})"

        wait(shown, seconds, told, 0.1)
        return time.monotonic() - self.started

    def press_power(self, seconds=300):
        """The button; until the machine is off."""
        self.ask("system_powerdown")
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise Failure(f"not off {seconds} s after the power button was pressed") from None

    def cut_power(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self.serial:
            self.serial.close()
