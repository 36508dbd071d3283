#!/usr/bin/env python3
"""When a machine of the disk image looks for updates (image/tree/usr/lib/lobbycard-image/upgrade): at three at night where it
hangs, or after a start where it was off then; once; never in the middle of a day on a machine that was on. The script is the
image's, with a clock, an uptime and an apt-get of the test's."""

import os
import subprocess
from datetime import datetime
from zoneinfo import ZoneInfo

from common import ROOT, Lab, main, need

SCRIPT = ROOT / "image/tree/usr/lib/lobbycard-image/upgrade"
HOUR = 3600
# Local time; hours since the start; hours since the last look, None: never; whether it looks.
CASES = (
    ("Asia/Shanghai", "2026-11-23T03:10", 500, 24, True),
    ("Asia/Shanghai", "2026-11-23T03:59", 500, 24, True),
    ("Asia/Shanghai", "2026-11-23T03:10", 1, None, True),
    ("Asia/Shanghai", "2026-11-23T02:59", 500, 24, False),
    ("Asia/Shanghai", "2026-11-23T04:10", 500, 1, False),
    # It was on at three, and had no network: the next night.
    ("Asia/Shanghai", "2026-11-23T12:10", 500, 33, False),
    ("Asia/Shanghai", "2026-11-23T12:10", 9.5, None, False),
    # Off at three: after its start, and once.
    ("Asia/Shanghai", "2026-11-23T07:10", 0.2, 23, True),
    ("Asia/Shanghai", "2026-11-23T07:10", 0.2, None, True),
    ("Asia/Shanghai", "2026-11-23T12:10", 5, 20, True),
    ("Asia/Shanghai", "2026-11-23T08:10", 1.2, 1, False),
    ("Asia/Shanghai", "2026-11-23T21:10", 14, 13, False),
    # Past midnight, the three o'clock that passed is yesterday's.
    ("Asia/Shanghai", "2026-11-23T01:10", 0.2, 30, True),
    ("Asia/Shanghai", "2026-11-23T01:10", 0.2, 10, False),
    # It is the screen's zone that counts, which the config names, or Shanghai's where it names none.
    ("Europe/Berlin", "2026-11-23T03:10", 500, 24, True),
    ("Europe/Berlin", "2026-11-23T10:10", 500, 24, False),
    ("", "2026-11-23T03:10", 500, 24, True),
)


def stub(folder, name, text):
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def looks(lab, number, zone, local, uptime, looked, synchronized=True):
    """Whether apt-get is asked, of a copy of the script that finds everything in a folder."""
    folder = lab.folder / f"case-{number}"
    (folder / "bin").mkdir(parents=True)
    now = int(datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone or "Asia/Shanghai")).timestamp())
    text = SCRIPT.read_text()
    for old, new in (("/etc/lobbycard/lobbycard.ini", folder / "ini"), ("/proc/uptime", folder / "uptime"),
                     ("/data/upgrade.looked", folder / "looked"), ("/run/systemd/timesync/synchronized", folder / "right"),
                     ("/sys/dev/block", folder / "none")):
        need(old in text, f"the script does not name {old}")
        text = text.replace(old, str(new))
    (folder / "upgrade").write_text(text)
    (folder / "ini").write_text("[screen]\r\n" + (f"timezone = {zone}\r\n" if zone else ""))
    (folder / "uptime").write_text(f"{uptime * HOUR:.2f} 1.00\n")
    if synchronized:
        (folder / "right").touch()
    if looked is not None:
        (folder / "looked").touch()
        os.utime(folder / "looked", (now - looked * HOUR, now - looked * HOUR))
    stub(folder / "bin", "apt-get", f'echo "$*" >>{folder}/asked')
    # Days and hours are reckoned from the test's now.
    stub(folder / "bin", "date", f'case "$*" in "+%s") echo {now} ;; '
         f'*) day=${{2% *}} && [ "$day" = today ] && day= || day="1 day ago"; '
         f'exec /bin/date -d "$(/bin/date -d @{now} +%Y-%m-%d) ${{2#* }} $day" +%s ;; esac')
    done = subprocess.run(["sh", folder / "upgrade"], env={"PATH": f"{folder}/bin:/usr/bin:/bin"}, capture_output=True,
                          encoding="utf-8", check=False)
    asked = (folder / "asked").read_text() if (folder / "asked").exists() else ""
    need(("update" in asked) == bool(asked), f"{local}: {asked} {done.stderr}")
    if asked:
        need((folder / "looked").stat().st_mtime > now - HOUR or looked is None, f"{local}: it did not note that it looked")
    return bool(asked)


def test():
    with Lab() as lab:
        for number, (zone, local, uptime, looked, wanted) in enumerate(CASES):
            found = looks(lab, number, zone, local, uptime, looked)
            need(found == wanted, f"{local} in {zone or 'no zone'}, up for {uptime} h, looked {looked} h ago: "
                                  f"{'looks' if found else 'does not look'}")
        need(not looks(lab, "wrong", *CASES[0][:4], synchronized=False), "it looks though the clock is not right")
        return f"{len(CASES) + 1} moments"


main(test)
