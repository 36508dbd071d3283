"""The service manager's end of NOTIFY_SOCKET: who said what, and when."""

import contextlib
import os
import socket
import struct
import threading

from common import wait


class Manager:
    def __init__(self, lab):
        path = str(lab.folder / "notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        self.socket.bind(path)
        self.said = []  # (pid, "READY=1")
        lab.environment["NOTIFY_SOCKET"] = path
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        with contextlib.suppress(OSError):
            while True:
                data, ancillary, _, _ = self.socket.recvmsg(4096, 1024)
                pid = struct.unpack("3i", ancillary[0][2])[0] if ancillary else 0
                self.said += [(pid, line) for line in data.decode().splitlines()]

    def count(self, word):
        return sum(line == word for _, line in self.said)

    def wait(self, word, count, seconds):
        wait(lambda: self.count(word) >= count, seconds, lambda: f"{count} times {word} ({self.said})")

    def others(self, pid):
        """What was said by anybody else."""
        return [(other, line) for other, line in self.said if other != pid]


def environment_of(pid):
    with open(f"/proc/{pid}/environ", "rb") as file:
        return dict(entry.split(b"=", 1) for entry in file.read().split(b"\0") if b"=" in entry)


def open_files(pid):
    found = {}
    for fd in os.listdir(f"/proc/{pid}/fd"):
        with contextlib.suppress(OSError):
            found[int(fd)] = os.readlink(f"/proc/{pid}/fd/{fd}")
    return found
