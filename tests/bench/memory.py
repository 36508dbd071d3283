"""What programs take of a machine on which nothing else has their libraries mapped."""

import array
import os
import pathlib
import re

PAGE = os.sysconf("SC_PAGESIZE")
PRESENT, OF_A_FILE = 1 << 63, 1 << 61  # of an entry of /proc/PID/pagemap
MAPPING = re.compile(r"([0-9a-f]+)-([0-9a-f]+) \S+ ([0-9a-f]+) (\S+) (\d+) *(.*)")


def alone_mb(pids):
    """Memory of their own, and each page of a file once, in full, whoever else has it. What a display server has a
    part in (the window) counts by half, as it does in a proportional set size."""
    own, halves, of_files = 0, 0, set()
    for pid in pids:
        with open(f"/proc/{pid}/pagemap", "rb", buffering=0) as pagemap:
            for line in pathlib.Path(f"/proc/{pid}/maps").read_text().splitlines():
                start, end, offset, device, inode, name = MAPPING.match(line).groups()
                if name.startswith(("[v", "/dev/")):
                    continue
                start, end, first = int(start, 16), int(end, 16), int(offset, 16) // PAGE
                pagemap.seek(start // PAGE * 8)
                entries = array.array("Q", pagemap.read((end - start) // PAGE * 8))
                there = [i for i, entry in enumerate(entries) if entry & PRESENT]
                files = [first + i for i in there if entries[i] & OF_A_FILE]
                own += len(there) - len(files)
                if name.startswith("/SYSV"):
                    halves += len(files)
                else:
                    of_files.update((device, inode, number) for number in files)
    return (own + halves / 2 + len(of_files)) * PAGE / (1 << 20)
