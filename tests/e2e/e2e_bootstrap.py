#!/usr/bin/env python3
"""script/bootstrap beside a stand-in for apt: what each way of calling it installs, and that no
service that comes with it is started or enabled, while those that were there stay as they were.
debian/control asks for the same."""

import os
import pathlib
import re
import shlex
import subprocess
import tempfile

from common import ROOT, main, need, tool

# As Debian's packages do it: a service asks whether it may start, and is enabled anyhow.
APT = r"""#!/bin/bash
echo "apt-get $*" >>"$MACHINE/calls"
[[ " $* " == *" install "* ]] || exit 0
cp -p /usr/sbin/policy-rc.d "$MACHINE/policy-meanwhile" 2>/dev/null
if [[ " $* " == *" nginx-light "* ]]; then
    if ! [ -x /usr/sbin/policy-rc.d ] || /usr/sbin/policy-rc.d nginx start; then
        touch "$MACHINE/nginx-started"
    fi
    mkdir -p /etc/systemd/system/multi-user.target.wants
    ln -sf /lib/systemd/system/nginx.service /etc/systemd/system/multi-user.target.wants/
    ln -sf ../init.d/nginx /etc/rc2.d/S01nginx
    ln -sf /lib/systemd/system/getty@.service \
        /etc/systemd/system/multi-user.target.wants/getty@tty1.service
fi
eval "$APT_ENDS"
"""
DPKG = r"""#!/bin/bash
if [ "$1" = -S ]; then
    case $2 in
    */getty@.service) echo "systemd: $2" ;;
    */nginx.service) echo "nginx-common: $2" ;;
    *) exit 1 ;;
    esac
    exit
fi
for name in "${@:3}"; do
    if [ -e "$MACHINE/has/$name" ]; then echo "$(cat "$MACHINE/has/$name") $name"; fi
done
"""
UPDATE_RC = r"""#!/bin/bash
echo "update-rc.d $*" >>"$MACHINE/calls"
[ "$2" = disable ] && mv "/etc/rc2.d/S01$1" "/etc/rc2.d/K01$1"
"""
PLACES = {"sbin": "/usr/sbin", "systemd": "/etc/systemd/system", "rc": "/etc/rc2.d"}
POLICY = "#!/bin/sh\nexit 0 # somebody's own\n"


class Machine:
    """Nothing of it is this machine's: what bootstrap writes to lies in folders of the test."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        for name in (*PLACES, "bin", "has"):
            (self.folder / name).mkdir()
        for path, text in (("bin/apt-get", APT), ("bin/dpkg-query", DPKG),
                           ("sbin/update-rc.d", UPDATE_RC)):
            (self.folder / path).write_text(text)
            (self.folder / path).chmod(0o755)
        self.links = self.folder / "systemd/multi-user.target.wants"

    def run(self, *arguments, ends="exit 0"):
        mounts = "; ".join(f"mount --bind {shlex.quote(str(self.folder / name))} {place}"
                           for name, place in PLACES.items())
        return subprocess.run(
            ["unshare", "--map-root-user", "--mount", "bash", "-ec", f'{mounts}; exec "$@"', "-",
             ROOT / "script/bootstrap", *arguments],
            env={"PATH": f"{self.folder}/bin:/usr/sbin:/usr/bin:/bin", "MACHINE": str(self.folder),
                 "APT_ENDS": ends}, timeout=60, check=False, capture_output=True, encoding="utf-8")

    def calls(self):
        path = self.folder / "calls"
        text = path.read_text() if path.exists() else ""
        path.unlink(missing_ok=True)
        return text

    def has(self, names, status="ii "):
        for name in names:
            (self.folder / "has" / name).write_text(status)

    def enable(self, name):
        self.links.mkdir(exist_ok=True)
        (self.links / name).symlink_to(f"/lib/systemd/system/{name}")

    def enabled(self):
        return sorted(path.name for path in self.links.iterdir()) if self.links.exists() else []


def machine():
    return tempfile.TemporaryDirectory(prefix="lobbycard-machine-")


def wanted(*arguments):
    """What --print says on a machine that has nothing."""
    with machine() as folder:
        bare = Machine(folder)
        done = bare.run(*arguments, "--print")
        need(done.returncode == 0 and done.stderr == "", f"--print: {done}")
        need(bare.calls() == "", "--print installs")
        need(not os.path.exists(f"{folder}/sbin/policy-rc.d"), "--print sets a policy")
        return done.stdout.split()


def installed(calls):
    lines = [line for line in calls.splitlines() if " install " in line]
    need(len(lines) == 1, f"apt-get install was called {len(lines)} times")
    return [word for word in lines[0].split()[2:] if not word.startswith("-")]


def check_lists():
    to_play, to_test = wanted(), wanted("--test")
    need(to_test[:len(to_play)] == to_play, "--test does not begin with what playing needs")
    more = to_test[len(to_play):]
    need({"gcc", "cmake", "libsdl2-dev"} <= set(to_play), f"to play: {to_play}")
    need({"nginx-light", "libcmocka-dev", "clang"} <= set(more), f"to test: {more}")
    for arguments, names in (((), to_play), (("--test",), to_test)):
        with machine() as folder:
            bare = Machine(folder)
            done = bare.run(*arguments)
            need(done.returncode == 0, f"{arguments}: {done.stderr}")
            need(installed(bare.calls()) == names, f"{arguments}: not what --print says")
    with machine() as folder:
        one = Machine(folder)
        one.has(to_play, "hi ") # held at its version
        need(one.run().returncode == 0 and one.calls() == "", "test packages are asked for to play")
        need(one.run("--print").stdout == "", "--print names what is there")
        (one.folder / "has/gcc").write_text("rc ")
        need(one.run().returncode == 0 and installed(one.calls()) == ["gcc"], "gcc was removed")
        need(one.run("--bogus").returncode == 2 and one.calls() == "", "--bogus")
    return len(to_play), len(more)


def control(field, text):
    """The packages that a field of debian/control names."""
    found = re.search(rf"^{field}:(.*(?:\n[ \t].*)*)", text, re.MULTILINE).group(1)
    return {part.split()[0] for part in found.split(",") if part.split()[0][0] != "$"}


def check_control():
    """What a clone needs to be built and to run, a package does."""
    to_play = set(wanted())
    source, *packages = (ROOT / "debian/control").read_text("utf-8").split("\n\n")
    to_build = {name for name in to_play if name.endswith("-dev")} - {"libc6-dev"}
    asked = {name for name in control("Build-Depends", source) if name.endswith("-dev")}
    need(to_build == asked, f"Build-Depends, and not so script/bootstrap: {to_build ^ asked}")
    to_run = {"ca-certificates", "tzdata", "hyphen-en-us"}
    need(to_run < to_play, f"script/bootstrap installs not all of {to_run}")
    for text in packages:
        if re.search(r"Depends:.*\blobbycard \(= \$\{binary:Version\}\)", text):
            continue # all of it comes with that one
        more = {"libgl1-mesa-dri"} if "Package: lobbycard\n" in text else set()
        need(to_run | more <= control("Depends", text), f"Depends has not all of {to_run | more}")
    need({"debhelper", "lintian", "blhc"} <= set(wanted("--package")), "--package")


# The languages of src/wording whose letters the shipped face has not.
FACES = {"ar": "Arab", "he": "Hebr", "th": "Thai"}


def check_faces():
    """A package recommends a face for each language that slides speak."""
    words = {path.stem.split("_")[0] for path in (ROOT / "src/wording/language").glob("*.c")}
    words -= {"language", "zh", "en", "ja", "ko"}
    need(words == set(FACES), f"no script is known of {words ^ set(FACES)}")
    scripts = (ROOT / "src/command/check/check_scripts.c").read_text("utf-8")
    core = re.search(r'core\[\] = "([a-z-]+)"', scripts).group(1)
    for text in (ROOT / "debian/control").read_text("utf-8").split("\n\n"):
        if re.search(r"^Package: lobbycard(-check)?$", text, re.MULTILINE):
            need(core in control("Recommends", text), f"{core} is not recommended")
    for script in FACES.values():
        need(re.search(rf'"{script}".*, core }}', scripts), f"{script}: not in {core}")


def check_services():
    with machine() as folder:
        fresh = Machine(folder)
        fresh.enable("ssh.service")
        done = fresh.run("--test")
        need(done.returncode == 0, f"--test: {done.stderr}")
        need("nginx.service is installed, but does not start" in done.stdout, done.stdout)
        need(not (fresh.folder / "nginx-started").exists(), "nginx was started")
        # systemd came with it: a machine without a console is no help to anybody.
        need(fresh.enabled() == ["getty@tty1.service", "ssh.service"], f"{fresh.enabled()}")
        need([path.name for path in (fresh.folder / "rc").iterdir()] == ["K01nginx"],
             "nginx's script is enabled")
        need(not (fresh.folder / "sbin/policy-rc.d").exists(), "the policy stays")
    with machine() as folder:
        serving = Machine(folder)
        serving.enable("nginx.service")
        (serving.folder / "rc/S01nginx").symlink_to("../init.d/nginx")
        need(serving.run("--test").returncode == 0, "--test beside an nginx")
        need("nginx.service" in serving.enabled(), "an nginx that was enabled is not any more")
        need((serving.folder / "rc/S01nginx").is_symlink(), "nor is its script")


def check_policy():
    """Whatever befalls it, the machine's own policy is back, or none."""
    for own in (None, POLICY):
        for ends in ("exit 0", "exit 100", "kill -TERM $PPID"):
            with machine() as folder:
                one = Machine(folder)
                path = one.folder / "sbin/policy-rc.d"
                if own:
                    path.write_text(own)
                    path.chmod(0o755)
                done = one.run("--test", ends=ends)
                need((done.returncode == 0) == (ends == "exit 0"), f"{ends}: {done.returncode}")
                meanwhile = one.folder / "policy-meanwhile"
                need("exit 101" in meanwhile.read_text(), "no policy during the install")
                need(not path.exists() if own is None else path.read_text() == own,
                     f"{ends}: the policy is not what it was")
                if own is None: # killed before it could tidy up
                    path.write_text(meanwhile.read_text())
                    path.chmod(0o755)
                    need(one.run("--test").returncode == 0 and not path.exists(),
                         "a left policy stays for ever")


def test():
    tool("unshare")
    play, more = check_lists()
    check_control()
    check_faces()
    check_services()
    check_policy()
    return f"{play} packages to play, {more} more to test; no service starts or is enabled"


main(test)
