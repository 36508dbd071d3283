"""Pictures for tests that need many or large ones, and the decoder as a program of its own."""

import fcntl
import os
import struct
import subprocess
import zlib

from common import PROGRAM, ROOT, need

MAKER = PROGRAM.parent / "tests/make_picture"
DECODER = PROGRAM.parent / "lobbycard-decode"
REPLY = struct.Struct("=11I100s")  # struct decode_reply of src/decode/wire.h
MAGIC = 0x32434264
ENVIRONMENT = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}  # as base/system/helper.c has it
PIPE_BYTES = 1 << 20
is_long = os.environ.get("LOBBYCARD_LONG") == "1"  # script/test --long


def make(kind, width, height, noise, seed):
    """Bytes of a JPEG, progressive JPEG, PNG, WebP or lossless WebP; noise 0: of one colour."""
    maker = MAKER if MAKER.exists() else ROOT / "build/release/tests/make_picture"
    need(maker.exists(), f"no program at {maker}; build it")
    return subprocess.run([maker, kind, *(str(n) for n in (width, height, noise, seed))],
                          check=True, capture_output=True).stdout


def png(width, height, colour):
    """Of one colour: three bytes, or four with alpha."""
    def chunk(name, data):
        return (struct.pack(">I", len(data)) + name + data +
                struct.pack(">I", zlib.crc32(name + data)))

    rows = (b"\0" + bytes(colour) * width) * height
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 2 if len(colour) == 3 else 6, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


class Decoded:
    """How one run of the decoder ended: its status as wait() gives it (negative for a signal),
    its answer, and the most memory that it had (or this program, when it began)."""

    def __init__(self, path, fit="cover", width=1920, height=1080):
        reading, writing = os.pipe()
        fcntl.fcntl(reading, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        self.pid = os.posix_spawn(
            DECODER, [str(DECODER), fit, str(width), str(height), "500", "500"], ENVIRONMENT,
            file_actions=[(os.POSIX_SPAWN_OPEN, 0, str(path), os.O_RDONLY, 0),
                          (os.POSIX_SPAWN_DUP2, writing, 1),
                          (os.POSIX_SPAWN_CLOSE, reading), (os.POSIX_SPAWN_CLOSE, writing)])
        os.close(writing)
        with os.fdopen(reading, "rb") as answer:
            head, last = answer.read(REPLY.size), b""
            self.pixel_bytes = -REPLY.size  # behind the pixels it comes again
            while block := answer.read(1 << 20):
                self.pixel_bytes += len(block)
                last = (last + block)[-REPLY.size:]
        _, status, usage = os.wait4(self.pid, 0)
        self.status = os.waitstatus_to_exitcode(status)
        self.peak_mb = usage.ru_maxrss * 1024 / 1e6
        self.cpu_s = usage.ru_utime + usage.ru_stime
        self.message, self.size, self.done = "", (0, 0), False
        if len(head) == REPLY.size:
            magic, done, wide, high, *_, message = REPLY.unpack(last if len(last) == REPLY.size else head)
            need(magic == MAGIC, f"the decoder's answer begins with {magic:x}")
            self.message = message.split(b"\0")[0].decode()
            self.size, self.done = (wide, high), done == 1
