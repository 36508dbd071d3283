"""A virtual screen whose picture is a file in memory: Xvfb -fbdir. Reading it costs the X server
nothing, so a frame can be looked at a hundred times a second without slowing what is tested."""

import collections
import mmap
import os
import struct
import subprocess
import threading
import time
import zlib

from common import Failure, need, tool, wait

# A frame is blank when one value has this share of its pixels, or when it is near black. The
# emptiest slide that the themes make has text, header and footer on about 3.5 % of its pixels.
BLANK_SHARE = 0.98
BLACK_MEAN = 12


class Sample:
    """The green channel of a grid of pixels: enough to tell slides apart and see a blank one."""

    def __init__(self, rows, at):
        self.rows, self.at = rows, at
        self.all = b"".join(rows)

    def mean(self):
        return sum(self.all) / len(self.all)

    def share(self):
        """Of the commonest value."""
        return collections.Counter(self.all).most_common(1)[0][1] / len(self.all)

    def is_blank(self):
        return self.mean() < BLACK_MEAN or self.share() > BLANK_SHARE

    def middle(self):
        """Without the header and its clock, and without the footer."""
        count = len(self.rows)
        return b"".join(self.rows[count * 2 // 10:count * 8 // 10])

    def __str__(self):
        return f"mean {self.mean():.1f}, commonest value on {100 * self.share():.1f} %"


class Display:
    """depths: bits a pixel of each X screen; all are of one size. The first is looked at.
    without: extensions that it does not have."""

    def __init__(self, folder, width, height, depths=(24,), without=()):
        self.folder = folder / f"display-{width}x{height}"
        self.width, self.height = width, height
        self.depths, self.without = depths, without
        self.watcher = None

    def __enter__(self):
        self.folder.mkdir()
        read_end, write_end = os.pipe()
        screens = [text for number, depth in enumerate(self.depths)
                   for text in ("-screen", str(number), f"{self.width}x{self.height}x{depth}")]
        missing = [text for name in self.without for text in ("-extension", name)]
        self.process = subprocess.Popen(
            [tool("Xvfb"), "-displayfd", str(write_end), *screens, *missing, "-fbdir", self.folder,
             "-noreset", "-br", "-nolisten", "tcp"],
            pass_fds=[write_end], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True)
        os.close(write_end)
        with os.fdopen(read_end) as numbers:
            number = numbers.readline().strip()
        need(number, "Xvfb did not start")
        self.name = f":{number}"
        self._map()
        return self

    def _map(self, screen=0):
        path = self.folder / f"Xvfb_screen{screen}"
        wait(lambda: path.exists() and path.stat().st_size > 160, 5, "Xvfb's picture")
        with path.open("rb") as file:
            self.memory = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        header = struct.unpack(">25I", self.memory[:100])
        need(header[11] == 32 or self.depths[0] != 24, f"Xvfb has {header[11]} bits a pixel, not 32")
        self.stride = header[12]
        self.start = header[0] + 12 * header[19]

    def __exit__(self, *_):
        self.stop_watching()
        self.process.terminate()
        self.process.wait()

    def look_at(self, screen):
        """That X screen from now on."""
        self._map(screen)

    def rgb(self, x, y, width, height):
        """That part of the picture as 3 bytes a pixel: red, green, blue."""
        rows = []
        for row in range(y, y + height):
            start = self.start + row * self.stride + 4 * x
            part = self.memory[start:start + 4 * width]
            rgb = bytearray(3 * width)
            rgb[0::3], rgb[1::3], rgb[2::3] = part[2::4], part[1::4], part[0::4]
            rows.append(bytes(rgb))
        return rows

    def grab(self):
        """Now, as a grid of about 43,000 pixels at any size."""
        step_y = max(1, self.height // 90)
        step = 4 * max(1, self.width // 480)
        rows = []
        for y in range(step_y // 2, self.height, step_y):
            start = self.start + y * self.stride + 1
            rows.append(self.memory[start:start + 4 * self.width:step])
        return Sample(rows, time.monotonic())

    def pixels(self):
        """The whole picture as 4 bytes a pixel: blue, green, red, unused."""
        return bytes(self.memory[self.start:self.start + self.height * self.stride])

    def save_png(self, path):
        """For a person who wants to see what a failed test saw."""
        raw = bytearray()
        for row in self.rgb(0, 0, self.width, self.height):
            raw += b"\0" + row
        with open(path, "wb") as file:
            file.write(b"\x89PNG\r\n\x1a\n")
            size = struct.pack(">2I5B", self.width, self.height, 8, 2, 0, 0, 0)
            for name, data in ((b"IHDR", size), (b"IDAT", zlib.compress(raw, 1)), (b"IEND", b"")):
                file.write(struct.pack(">I", len(data)) + name + data)
                file.write(struct.pack(">I", zlib.crc32(name + data)))

    def watch(self, interval=0.008):
        """Looks at the screen all the time from now on, in a thread of its own."""
        need(self.watcher is None, "the screen is watched already")
        self.watcher = Watcher(self, interval)
        self.watcher.start()
        return self.watcher

    def stop_watching(self):
        if self.watcher:
            self.watcher.stop()
            self.watcher = None


class Watcher(threading.Thread):
    def __init__(self, display, interval):
        super().__init__(daemon=True)
        self.display, self.interval = display, interval
        self.over = threading.Event()
        self.samples, self.changes, self.blanks, self.worst = 0, 0, [], 0.0

    def run(self):
        before, is_over = None, False
        while not is_over:
            is_over = self.over.wait(self.interval)
            sample = self.display.grab()
            self.samples += 1
            if before is not None and sample.all == before:
                continue
            before = sample.all
            self.changes += 1
            self.worst = max(self.worst, sample.share())
            if sample.is_blank():
                self.blanks.append(str(sample))
                if len(self.blanks) == 1 and os.environ.get("LOBBYCARD_E2E_KEEP"):
                    self.display.save_png(os.environ["LOBBYCARD_E2E_KEEP"] + "/blank.png")

    def stop(self):
        self.over.set()
        self.join()

    def verdict(self):
        """Stops, and raises Failure when any frame was black or blank."""
        self.display.stop_watching()
        if self.blanks:
            raise Failure(f"{len(self.blanks)} of {self.changes} frames black or blank; "
                          f"the first: {self.blanks[0]}")
        need(self.samples > 0, "the screen was never looked at")
        return f"{self.samples} looks, {self.changes} different frames, none blank"
