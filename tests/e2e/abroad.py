#!/usr/bin/env python3
"""Runs an end-to-end test where the program is not at home: with a foreign locale, in another time
zone, without $HOME and the folders of XDG, or as a user whom no passwd knows.

    tests/e2e/abroad.py PLACE tests/e2e/e2e_X.py

The locales are made with localedef into build/locales, because few machines have them.
"""

import dataclasses
import os
import pathlib
import shutil
import subprocess
import sys

LOCALES = pathlib.Path(__file__).resolve().parents[2] / "build/locales"
HOMELESS = ("HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME",
            "XDG_CONFIG_HOME")


@dataclasses.dataclass(frozen=True)
class Place:
    locale: str
    zone: str
    uid: int | None = None


# Turkish has letters of its own for I and i, German a comma in numbers. No hour of St. John's and
# Kathmandu is one of ours, and Apia's days are not; the last has no name, only a rule.
PLACES = {
    "istanbul": Place("tr_TR.UTF-8", "Asia/Kathmandu"),
    "berlin": Place("de_DE.UTF-8", "America/St_Johns"),
    "shanghai": Place("zh_CN.UTF-8", "Pacific/Apia"),
    "nowhere": Place("C.UTF-8", "<+1345>-13:45<+1445>,M9.5.0/2:45,M4.1.0/3:45", 54321),
}


def make_locale(name):
    """False where the sources of locales are not installed."""
    folder = LOCALES / name
    if name == "C.UTF-8" or folder.is_dir():
        return True
    if not shutil.which("localedef"):
        return False
    LOCALES.mkdir(parents=True, exist_ok=True)
    made = LOCALES / f"{name}.{os.getpid()}"
    language, _, charset = name.partition(".")
    done = subprocess.run(["localedef", "--no-archive", "-i", language, "-f", charset, made],
                          capture_output=True, check=False)
    if done.returncode > 1 or not made.is_dir():  # 1: made, with warnings
        return False
    os.replace(made, folder)
    return True


def settle(environment, place):
    """What the program gets there, in place of what the laboratory has for it."""
    for name in HOMELESS:
        environment.pop(name, None)
    environment.update(LANG=place.locale, LOCPATH=str(LOCALES), TZ=place.zone)


def here():
    """Where this test runs, or None at home."""
    return PLACES.get(os.environ.get("LOBBYCARD_PLACE", ""))


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in PLACES:
        sys.exit(__doc__)
    place, script = PLACES[sys.argv[1]], sys.argv[2]
    if not make_locale(place.locale):
        print(f"skip {script}: no {place.locale} (Debian: locales)")
        sys.exit(77)
    os.environ.pop("LOBBYCARD_LONG", None)  # a place changes no outcome by going on for an hour
    os.environ.update(LOBBYCARD_PLACE=sys.argv[1], TZ=place.zone, PYTHONDONTWRITEBYTECODE="1")
    command = [sys.executable, script]
    if place.uid and os.getuid() == 0:
        command = ["setpriv", f"--reuid={place.uid}", f"--regid={place.uid}", "--clear-groups",
                   *command]
    os.execvp(command[0], command)


if __name__ == "__main__":
    main()
