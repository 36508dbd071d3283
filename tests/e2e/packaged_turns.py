"""What administrators do with the packages besides: go back to the older one, take one away and have it back, have users of these names
already, mount a disk for the store, write rules of their own for AppArmor."""

from common import need
from packaged import CONFIG, EDITORS, UNITS, check_nothing_left, install, main_pids, wait_well

LOCAL = "/etc/apparmor.d/local/lobbycard-fetch"


def check_downgrade(lab, bare):
    """As `apt` does it when it is told that it may: units go on, with the store and the config that were there; and forward again."""
    pids, text = main_pids(bare), (bare.root / CONFIG[1:]).read_text("utf-8")
    for folder in ("older", "packages"):
        install(lab, bare, folder, "lobbycard")
        now = main_pids(bare)
        need(not set(pids) & set(now) and "0" not in now, f"not started anew by {folder}: {pids}, {now}")
        need(wait_well(bare)["sources"][0]["serial"], f"nothing to show by {folder}")
        need((bare.root / CONFIG[1:]).read_text("utf-8") == text, f"{folder}: the config is another one")
        pids = now


def check_back(lab, bare):
    """Removed and installed again: what was enabled is, with its config and its store, and starts when it is told, or the machine does."""
    text = (bare.root / CONFIG[1:]).read_text("utf-8")
    bare.run("apt-get", "remove", "-y", "-q", "lobbycard")
    for unit in UNITS:
        need(bare.text("systemctl", "is-active", unit, ok=None) == "inactive", f"{unit} still runs")
    kept = [path for path in (CONFIG, "/var/lib/lobbycard/head") if not (bare.root / path[1:]).exists()]
    need(not kept, f"removed, and not kept: {kept}")
    install(lab, bare, "packages", "lobbycard")
    for unit in UNITS:
        said = [bare.text("systemctl", word, unit, ok=None) for word in ("is-enabled", "is-active")]
        need(said == ["enabled", "inactive"], f"{unit}, back again: {said}")
    need((bare.root / CONFIG[1:]).read_text("utf-8") == text, "the config came back another one")
    bare.run("systemctl", "start", *UNITS)
    wait_well(bare)


def check_namesakes(lab, bare):
    """Somebody is called so, and a disk is mounted where the store will be: the units are that person's, who outlives the
    purge, as the mount does."""
    homes = {name: f"/home/{name}" for name in ("lobbycard", EDITORS)}
    for name in homes:
        bare.run("useradd", "--create-home", "--no-user-group", name)
    bare.run("mkdir", "/var/lib/lobbycard")
    bare.run("mount", "-t", "tmpfs", "tmpfs", "/var/lib/lobbycard")
    install(lab, bare, "packages", "lobbycard", EDITORS)
    bare.run("systemctl", "start", UNITS[0])
    need(bare.text("systemctl", "is-active", UNITS[0]) == "active", "fetch does not run as who was there before")
    owner = bare.text("stat", "-c", "%U %a", "/var/lib/lobbycard")
    need(owner == "lobbycard 755", f"the store is {owner}")
    bare.run("apt-get", "purge", "-y", "-q", "lobbycard", EDITORS)
    for name, home in homes.items():
        need(bare.text("getent", "passwd", name).split(":")[5] == home, f"{name} went with the package")
        need(bare.text("stat", "-c", "%U", home) == name, f"{home} went with the package")
        bare.run("userdel", "--remove", name)
        bare.run("groupdel", name)  # which the package made, and nobody knows whether it is still asked for
    need(not bare.text("ls", "-A", "/var/lib/lobbycard"), "left on the disk after the purge")
    bare.run("umount", "/var/lib/lobbycard")
    bare.run("rmdir", "/var/lib/lobbycard")
    check_nothing_left(bare)


def check_player_gone(bare):
    """The desk stands on it, and goes with it; its people stay until it is purged itself. Rules that were written for the player go
    with the player."""
    (bare.root / LOCAL[1:]).write_text("/data/screens/** r,\n")
    bare.run("systemctl", "start", EDITORS)
    bare.run("apt-get", "remove", "-y", "-q", "lobbycard")
    need(bare.text("systemctl", "is-active", EDITORS, ok=None) == "inactive", "the desk runs without a program")
    bare.run("apt-get", "purge", "-y", "-q", "lobbycard")
    need("config-files" in bare.text("dpkg", "-s", EDITORS, ok=None), f"{EDITORS} was purged with lobbycard")
    need(bare.text("ls", f"/var/lib/{EDITORS}"), "lobbycard is purged, and the desk's people are gone")
    bare.run("apt-get", "purge", "-y", "-q", EDITORS)
    check_nothing_left(bare)
