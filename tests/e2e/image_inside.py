"""What a running machine of the disk image says of itself."""

import re

from common import need, wait


def limits(machine):
    """What a screen may: nothing writes on the system, nothing listens, nobody has a shell on the wall's keyboard."""
    need("Read-only" in machine.run("touch /usr/bin/x", ok=False), "the system can be written on")
    listens = machine.run("cat /proc/net/tcp /proc/net/tcp6 | awk '$4 == \"0A\"'")
    need(not listens, f"something listens: {listens}")
    pid = machine.run("systemctl show -P MainPID lobbycard-play")
    profile = machine.run(f"cat /proc/{pid}/attr/current")
    need(profile == "lobbycard-play (enforce)", f"play is held by {profile}")
    for unit, state in (("getty@tty1", "inactive"), ("getty@tty2", "inactive"), ("lobbycard-fetch", "active"),
                        ("lobbycard-upgrade.timer", "active"), ("lobbycard-good.timer", "active")):
        said = machine.run(f"systemctl is-active {unit}", ok=False)
        need(said == state, f"{unit} is {said}")
    machine.run("systemctl reload lobbycard-fetch lobbycard-play")
    failed = machine.run("systemctl --failed --plain --no-legend")
    need(not failed, f"failed units: {failed}")
    denied = machine.run("journalctl -k --no-pager -o cat | grep -c 'apparmor=.DENIED' || true")
    need(denied == "0", f"AppArmor denies {denied}: {machine.run('journalctl -k -o cat | grep DENIED | head -5')}")
    watchdog = machine.run("systemctl show -P RuntimeWatchdogUSec; ls /dev/watchdog0")
    need(watchdog.split() == ["30s", "/dev/watchdog0"], f"the watchdog: {watchdog}")


def figures(machine):
    """How long the start took, as systemd counts it: {part: seconds}. The initrd is none of systemd's, and counted with the
    kernel; the kernel says when it handed over to it."""
    wait(lambda: "finished" in machine.run("systemd-analyze time", ok=False), 300, "the start to be over", 1)

    def moment(unit, name):
        return int(machine.run(f"systemctl show -P {name}Monotonic {unit}")) / 1e6

    init = float(re.search(r"([\d.]+)\] .*Run /init", machine.run("journalctl -k -o short-monotonic --no-pager | grep 'Run /init'"))[1])
    systemd = int(machine.run("systemctl show -P UserspaceTimestampMonotonic")) / 1e6
    began, shown = moment("lobbycard-play", "ExecMainStartTimestamp"), moment("lobbycard-play", "ActiveEnterTimestamp")
    print(machine.run("systemd-analyze time; systemd-analyze critical-chain lobbycard-play.service --no-pager"), flush=True)
    return {"kernel": init, "initrd": systemd - init, "services": began - systemd, "play": shown - began, "in all": shown}


def once(machine):
    """That play was started once in this start of the machine: it waits for what it needs, and dies of nothing."""
    again = machine.run("systemctl show -P NRestarts lobbycard-play")
    started = machine.run("journalctl -b -u lobbycard-play -o cat --no-pager | grep -c '^Started ' || true")
    if (again, started) != ("0", "1"):
        print(machine.run("journalctl -b -o short-monotonic --no-hostname --no-pager | grep -e lobbycard-play -e drm -e card0 | head -n 60"))
    need((again, started) == ("0", "1"), f"play was started anew {again} times, and {started} times in all: see above")
