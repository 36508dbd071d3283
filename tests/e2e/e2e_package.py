#!/usr/bin/env python3
"""The packages, in the long form alone (LOBBYCARD_LONG): made as Debian asks of one (script/package
--check), and installed into a bare Debian that its own systemd runs. A version before it is
upgraded while its store is in use; an endpoint in the ini and `systemctl`, and `status` is fine; what
is purged leaves nothing. So is the desk, while people work on it; and each package's own tests (debian/tests) pass.
$LOBBYCARD_PACKAGES names a folder of packages made before, $LOBBYCARD_OLDER one of a version before that;
$LOBBYCARD_RELEASE another release of Debian than 12.

What is older is otherwise this one, repacked: another version; of either the config has another text. There is no
display here that KMS could drive; a drop-in shows it under X11, the rest of the units is as it is. SDL is taken away under it
meanwhile, and not asked for by what only checks."""

import http.server
import json
import os
import pathlib
import re
import shutil
import subprocess

import machine
from confined import STRACE, Profile, Trace
from common import DEMO_FEED, ROOT, Lab, Failure, left_out, main, need, tool, wait
from desk import PASSWORD, Desk
from machine import Machine
from servers import served

CONFIG = "/etc/lobbycard/lobbycard.ini"
UNITS = ("lobbycard-fetch", "lobbycard-play")
EDITORS = "lobbycard-desk"
PACKAGES = ("lobbycard", "lobbycard-check", EDITORS)
OLDER = "0.0.9"
RELEASE = os.environ.get("LOBBYCARD_RELEASE", "bookworm")
ON_X11 = """[Service]
TTYPath=
TTYReset=no
TTYVHangup=no
StandardInput=null
Environment=DISPLAY={display}
BindReadOnlyPaths=/mnt/x11:/tmp/.X11-unix
"""


def make_packages():
    """The folder they lie in."""
    if given := os.environ.get("LOBBYCARD_PACKAGES"):
        return pathlib.Path(given)
    other = [] if RELEASE == "bookworm" else ["--release", RELEASE]
    done = subprocess.run([ROOT / "script/package", *other, "--check"], capture_output=True, encoding="utf-8", check=False)
    need(done.returncode == 0, f"script/package --check: {(done.stdout + done.stderr)[-600:]}")
    return ROOT / (f"build/package-{RELEASE}-amd64" if other else "build/package")


def package(folder, name):
    found = [path for path in folder.glob(f"{name}_*.deb")]
    need(len(found) == 1, f"{name}: {found}")
    return found[0]


def repack(lab, deb, out):
    """What was there before: another text of the config, and another version where this is the one that is new."""
    tree, version = lab.folder / "repacked", [] if os.environ.get("LOBBYCARD_OLDER") else [
        ("DEBIAN/control", r"(?m)^Version: .*", f"Version: {OLDER}"),
        ("DEBIAN/control", r"\blobbycard \(= [^)]*\)", f"lobbycard (= {OLDER})")]
    subprocess.run(["dpkg-deb", "-R", deb, tree], check=True)
    for name, old, new in (*version, (CONFIG[1:], r"\A.*", "# An older screen.")):
        path = tree / name
        if path.exists():
            path.write_text(re.sub(old, new, path.read_text("utf-8"), count=1), "utf-8")
    subprocess.run(["dpkg-deb", "-b", "-Znone", "--root-owner-group", tree, out / deb.name], check=True,
                   stdout=subprocess.DEVNULL)
    shutil.rmtree(tree)


class Endpoint:
    """The demo's feed, until it is told to fail."""

    def __init__(self, lab):
        self.asked, self.fails = 0, False
        endpoint = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                endpoint.asked += self.path == "/feed.json"
                path = DEMO_FEED.parent / ("feed.json" if self.path == "/feed.json" else self.path[1:])
                if endpoint.fails or not path.is_file():
                    self.send_error(500 if endpoint.fails else 404)
                    return
                self.send_response(200)
                self.end_headers()
                self.wfile.write(path.read_bytes())

            def log_message(self, *_):
                pass

        server = lab.stack.enter_context(served(Handler))
        self.url = f"http://127.0.0.1:{server.server_address[1]}/feed.json"


def status(bare):
    """(exit status, what it says)"""
    done = bare.run("lobbycard", "--config", CONFIG, "--store", "/var/lib/lobbycard", "status", "--json", ok=None)
    return done.returncode, json.loads(done.stdout or "{}")


def wait_well(bare, seconds=60):
    """Until `status` has nothing to say against it; what it says."""
    last = []

    def well():
        last[:] = status(bare)
        return last[0] == 0 and (last[1].get("glass") or {}).get("edition")

    try:
        wait(well, seconds, "status to be fine", 0.5)
    except Failure:
        journal = bare.text("journalctl", "--no-pager", "-n", "40", "-u", "lobbycard-*", ok=None)
        raise Failure(f"status is not fine: {last[0]} {last[1].get('problems')}: {journal}") from None
    return last[1]


def main_pids(bare):
    return [bare.text("systemctl", "show", "-P", "MainPID", unit) for unit in UNITS]


def check_installed(bare, units, user, mode):
    """Nothing runs, nothing is enabled, and who and where are as the units want them."""
    for unit in units:
        said = [bare.text("systemctl", word, unit, ok=None) for word in ("is-active", "is-enabled")]
        need(said == ["inactive", "disabled"], f"{unit} after the installation: {said}")
    folder = f"/var/lib/{user}"
    has = bare.text("stat", "-c", "%U:%G %a", folder)
    need(has == f"{user}:{user} {mode}", f"{folder} is {has}")
    need(bare.text("getent", "passwd", user).split(":")[5] == folder, f"the home of {user}")


def exposure(bare, unit, most):
    """What it may, as this release's systemd counts it: 10.0 is everything."""
    done = bare.run("systemd-analyze", "security", "--no-pager", f"--threshold={round(most * 10)}", f"{unit}.service", ok=None)
    said = re.search(r"exposure level for .*: ([0-9.]+)", done.stdout)
    need(done.returncode == 0 and said, f"{unit} is more exposed than {most}: {said and said[1]}{done.stderr}")
    return f"{unit} {said[1]}"


def write_config(bare, endpoint):
    """What a person does: the address into the file that is there."""
    path = bare.root / CONFIG[1:]
    text = re.sub(r"(?m)^url = .*", f"url = {endpoint.url}", path.read_text("utf-8"))
    path.write_text(text.replace("every = 5m", "every = 10s"), "utf-8")
    need(endpoint.url in path.read_text("utf-8"), "the shipped config has no url to fill in")


def install(lab, bare, folder, *names):
    """In one go, of the packages that are new or older."""
    paths = [f"/mnt/{folder}/{package(lab.folder / folder, name).name}" for name in names]
    return bare.run("apt-get", "install", "-y", "-q", "-o", "Dpkg::Options::=--force-confold", *paths)


def check_desk_is_lean(lab, bare):
    """What only a screen needs is not asked of who checks: SDL, and drivers of graphics cards."""
    path = f"/mnt/packages/{package(lab.folder / 'packages', 'lobbycard-check').name}"
    said = bare.text("apt-get", "install", "-s", "-q", path)
    asked = re.findall(r"(?m)^Inst (\S+)", said)
    heavy = [name for name in asked if re.match(r"lib(sdl|egl|gl(\d|es|x|vnd)|drm|wayland)|.*mesa|udev", name)]
    need("lobbycard-check" in asked and not heavy, f"lobbycard-check takes {heavy} of {asked}")


def check_without_sdl(lab, bare):
    """Under X11 without a graphics card nothing of SDL is loaded, and so nothing is missed where it is gone; a window with a frame
    says what is missing."""
    play = UNITS[1]
    maps = bare.text("sh", "-c", f"cat /proc/$(systemctl show -P MainPID {play})/maps")
    loaded = set(re.findall(r"\S*(?:SDL|sdl|libGL|libEGL|libdrm)\S*", maps))
    need("libX11" in maps and not loaded, f"loaded under X11: {loaded}")
    bare.run("dpkg", "--purge", "--force-depends", "libsdl2-2.0-0")
    bare.run("systemctl", "restart", play)
    wait_well(bare)
    wait(lambda: not lab.display.grab().is_blank(), 10, "a slide on the screen without SDL")
    bare.run("systemctl", "stop", play)
    done = bare.run("runuser", "-u", "lobbycard", "--", "env", f"DISPLAY={lab.display.name}", "lobbycard", "--config", CONFIG,
                    "--store", "/var/lib/lobbycard", "play", "--no-fetch", "--windowed", ok=(1,))
    need("libSDL2" in done.stderr, f"a window with a frame, without SDL: {done.stderr}")
    bare.run("apt-get", "install", "-y", "-q", "--fix-broken")
    bare.run("systemctl", "start", play)


def check_upgrade(lab, bare, endpoint):
    """With a store in use, and an endpoint that says nothing meanwhile."""
    pids, text = main_pids(bare), (bare.root / CONFIG[1:]).read_text("utf-8")
    serials = [source["serial"] for source in wait_well(bare)["sources"]]
    endpoint.fails = True
    install(lab, bare, "packages", "lobbycard")
    need((bare.root / CONFIG[1:]).read_text("utf-8") == text, "the upgrade changed the config")
    need((bare.root / f"{CONFIG[1:]}.dpkg-dist").exists(), "the new config does not lie beside")
    now = main_pids(bare)
    need(not set(pids) & set(now) and "0" not in now, f"not started anew: {pids}, {now}")
    after = [source["serial"] for source in wait_well(bare)["sources"]]
    need(after == serials, f"of the feeds {serials}, {after} are shown")
    endpoint.fails = False
    asked = endpoint.asked
    wait(lambda: endpoint.asked > asked, 60, "a request after the upgrade")


def check_removed(bare):
    """First without the config, then all of it."""
    bare.run("apt-get", "remove", "-y", "-q", "lobbycard")
    for unit in UNITS:
        need(bare.text("systemctl", "is-active", unit, ok=None) == "inactive", f"{unit} still runs")
    kept = [path for path in (CONFIG, "/var/lib/lobbycard/head") if not (bare.root / path[1:]).exists()]
    need(not kept, f"removed, and not kept: {kept}")
    bare.run("apt-get", "purge", "-y", "-q", "lobbycard")
    check_nothing_left(bare)


def check_nothing_left(bare):
    """But for what apt, dpkg and the journal remember of any package, and a drop-in that was ours."""
    bare.run("rm", "-r", "/etc/systemd/system/lobbycard-play.service.d", ok=(0, 1))
    found = bare.text("find", "/", "-xdev", "(", "-path", "/proc", "-o", "-path", "/sys", "-o", "-path", "/mnt", "-o",
                      "-path", "/var/cache/apt", ")", "-prune", "-o", "(", "-iname", "*lobbycard*", "-o", "-nouser",
                      "-o", "-nogroup", ")", "-print")
    found += bare.text("find", "/run", "/tmp", "-iname", "*lobbycard*")
    found += bare.text("grep", "-rl", "lobbycard", "/etc", "--exclude=*-", ok=(0, 1))
    need(not found, f"left after the purge: {found}")


def check_check(lab, bare):
    """The part for a desk has no user and no unit, and does what editors do; the whole takes its place."""
    install(lab, bare, "packages", "lobbycard-check")
    need(bare.run("getent", "passwd", "lobbycard", ok=None).returncode == 2, "lobbycard-check has a user")
    run_autopkgtest(bare, "check")
    need("lobbycard-fetch" in bare.run("lobbycard", "fetch", "--once", ok=(1,)).stderr, "lobbycard-check fetches")
    install(lab, bare, "packages", "lobbycard")
    need(bare.run("dpkg", "-s", "lobbycard-check", ok=None).returncode != 0, "both are installed")
    for name in ("check", "screen"):
        run_autopkgtest(bare, name)
    bare.run("apt-get", "purge", "-y", "-q", "lobbycard")


class Page(Desk):
    """Of the desk that the machine's own systemd runs."""

    def __init__(self, bare, unit=EDITORS):
        def listening():
            state = bare.text("systemctl", "is-active", unit, ok=None)
            said = bare.text("journalctl", "--no-pager", "-o", "cat", "-u", unit, ok=None)
            found = re.findall(r"port (\d+)", said)
            need(state in ("active", "activating"), f"{unit} is {state}: {said[-600:]}")
            return state == "active" and found and int(found[-1])

        self.port = wait(listening, 60, "a desk that listens", 0.5)


def desk_add(bare, name, role):
    """As docs/desk.md has it; the password is typed twice."""
    bare.run("sh", "-c", f"printf '%s\\n' '{PASSWORD}' '{PASSWORD}' | runuser -u {EDITORS} -- "
             f"lobbycard --config {CONFIG} desk add {name} --role {role}")


NOTICE = {"id": "p", "kind": "notice", "title": "停水通知", "text": "明天八点起停水。"}


def check_editors(lab, bare):
    """An account before its first start; started, somebody comes in, writes and sees a slide; upgraded meanwhile, goes on."""
    install(lab, bare, "older", "lobbycard", EDITORS)
    check_installed(bare, [EDITORS], EDITORS, 700)
    example = f"/usr/share/doc/{EDITORS}/examples/lobbycard-desk.conf"
    need("proxy_pass" in bare.text("cat", example), f"{example} is none")
    desk_add(bare, "wang", "admin")
    with (bare.root / CONFIG[1:]).open("a", encoding="utf-8") as config:
        config.write("\n[desk]\nlisten = 127.0.0.1:0\napprovals = 0\n")
    bare.run("systemctl", "enable", "--now", EDITORS)
    page = Page(bare)
    health = page.ask("GET", "/health")
    need(health.status == 200 and health.json()["ok"] is True, f"/health: {health}")
    wang = page.log_in("wang")
    check_preview(wang)
    added = wang.ask("POST", "/api/parts", {"kind": "notice", "content": NOTICE})
    need(added.status == 200, f"a draft: {added}")
    part = added.json()["part"]
    mode = bare.text("stat", "-c", "%a", f"/var/lib/{EDITORS}")
    need(mode == "700", f"started, and its folder is {mode}")
    check_editors_upgrade(lab, bare, wang, part)
    return exposure(bare, EDITORS, 2.0)


def check_preview(person):
    made = person.ask("POST", "/api/preview", {"part": "i-p", "content": NOTICE, "sizes": ["1280x720"]})
    need(made.status == 200 and made.json()["slides"], f"a preview in the unit: {made}")
    slide = person.ask("GET", made.json()["slides"][0]["url"])
    need(slide.status == 200 and slide.body.startswith(b"\x89PNG"), f"its slide: {slide}")


def check_editors_upgrade(lab, bare, wang, part):
    """Who was logged in still is, and publishes what was written before."""
    before = bare.text("systemctl", "show", "-P", "MainPID", EDITORS)
    install(lab, bare, "packages", "lobbycard", EDITORS)
    after = bare.text("systemctl", "show", "-P", "MainPID", EDITORS)
    need(after not in ("0", before), f"the desk was not started anew: {before}, {after}")
    need(bare.text("systemctl", "is-enabled", EDITORS, ok=None) == "enabled", "the upgrade disabled the desk")
    wang.desk = Page(bare)
    check_preview(wang)
    publish(wang, part)
    served = wang.desk.ask("GET", "/feed.json")
    need(served.status == 200 and NOTICE["title"] in served.body.decode(), f"what is served: {served}")


def check_editors_removed(lab, bare):
    """The page goes first, then its people; and it comes back as if it had never been there."""
    bare.run("apt-get", "remove", "-y", "-q", EDITORS)
    need(bare.text("systemctl", "is-active", EDITORS, ok=None) == "inactive", "the desk still runs")
    need(bare.text("ls", f"/var/lib/{EDITORS}"), "removed, and its people are gone")
    purge_editors(bare)
    bare.run("apt-get", "install", "-y", "-q", "curl")
    install(lab, bare, "packages", EDITORS)
    run_autopkgtest(bare, "desk")
    purge_editors(bare)


def purge_editors(bare):
    """The screens stay."""
    bare.run("apt-get", "purge", "-y", "-q", EDITORS)
    left = bare.text("find", "/etc", "/usr", "/var/lib", "/run", "-name", f"{EDITORS}*")
    need(not left, f"left of the desk after its purge: {left}")
    need(bare.run("getent", "passwd", EDITORS, ok=None).returncode == 2, "its user is left")
    need(bare.run("dpkg", "-s", "lobbycard", ok=None).returncode == 0, "lobbycard went with the desk")


CONFINED = """[screen]
timezone = Asia/Shanghai
[source news]
url = {url}
[source other]
url = file:///srv/rss.xml
format = rss
[desk]
listen = 127.0.0.1:0
approvals = 0
"""
STORE = "owner /var/lib/lobbycard/{,**} rwkl,"
DISPLAYS = "/tmp/.X11-unix/* rw,"
OWN_ABI = "using the features abi declared in policy"  # Debian 13's own abstractions are of a newer one


def check_confined(lab, bare, endpoint):
    """What each program does, from beginning to end, its profile lets it; how much that was. Here play is under X11."""
    bare.run("apt-get", "install", "-y", "-q", "strace", "apparmor")
    install(lab, bare, "packages", "lobbycard", EDITORS)
    profiles = read_profiles(bare)
    (bare.root / CONFIG[1:]).write_text(CONFINED.format(url=endpoint.url))
    shutil.copy(ROOT / "tests/data/adapt/rss/01-wordpress.xml", bare.root / "srv/rss.xml")
    bare.run("sh", "-c", "mkdir -p /tmp/.X11-unix && mount --bind /mnt/x11 /tmp/.X11-unix")
    card = f"lobbycard --config {CONFIG} --store /var/lib/lobbycard"
    check = "/usr/libexec/lobbycard/lobbycard-check"
    runs = (("lobbycard-fetch", "lobbycard", f"{card} fetch --once", 0),
            ("lobbycard-play", "lobbycard", f"timeout 20 env DISPLAY={lab.display.name} {card} play --no-fetch", 124),
            ("lobbycard-check", "root", f"{check} check {endpoint.url}", 0),
            ("lobbycard-check", "root", f"{check} adapt --format rss /srv/rss.xml", 0))
    traced = []
    for name, user, command, code in runs:
        within = "unshare --net " if name == UNITS[1] else ""  # as its unit has it: the X server's socket is a file's
        bare.run("sh", "-c", f"{within}runuser -u {user} -- {' '.join(STRACE)} -o /var/tmp/trace {command}", ok=(code,))
        traced.append((name, user, take_trace(bare)))
    traced.append((EDITORS, EDITORS, trace_editors(bare)))
    calls = sum(judge(bare, profiles, *one) for one in traced)
    need(judge(bare, profiles, *traced[0], but=STORE) is None, "a profile without the store is not noticed")
    need(judge(bare, profiles, *traced[1], but=DISPLAYS) is None, "a profile without the X server's socket is not noticed")
    bare.run("umount", "/tmp/.X11-unix")
    bare.run("apt-get", "purge", "-y", "-q", EDITORS)
    return calls


def take_trace(bare):
    path = bare.root / "var/tmp/trace"
    text = path.read_text("utf-8", "replace")
    path.unlink()
    return text


def read_profiles(bare):
    """{name: text}: as this release's parser reads them, without a word of its own."""
    texts = {}
    for name in ("lobbycard", EDITORS):
        path = f"/etc/apparmor.d/{name}"
        done = bare.run("apparmor_parser", "--skip-kernel-load", "--skip-cache", "--kernel-features",
                        "/etc/apparmor.d/abi/3.0", "--warn=all", path)
        said = [line for line in (done.stdout + done.stderr).splitlines() if line and not line.endswith(OWN_ABI)]
        need(not said, f"{path}: {said}")
        text = bare.text("apparmor_parser", "--preprocess", path)
        texts |= {one: text for one in re.findall(r"(?m)^profile (\S+)", (bare.root / path[1:]).read_text("utf-8"))}
    return texts


def judge(bare, texts, name, user, text, but=None):
    """How many calls there were; None where one of them would be denied by profiles without that rule."""
    profiles = {one: Profile(text, one, but) for one, text in texts.items()}
    trace = Trace(f"/proc/{bare.leader}/root", int(bare.text("id", "-u", user)), profiles)  # with what is mounted there
    trace.judge(text, name)
    need(but or not trace.denied, f"AppArmor would not let: {sorted(trace.denied)}")
    return None if trace.denied else trace.calls


def trace_editors(bare):
    """Somebody logs in, looks at a slide and publishes it: what the desk did."""
    desk_add(bare, "wang", "admin")
    bare.run("systemd-run", "--unit=traced", f"--uid={EDITORS}", "--", "/usr/bin/strace", *STRACE[1:], "-o", "/var/tmp/trace",
             "/usr/bin/lobbycard", "--config", CONFIG, "desk")
    wang = Page(bare, "traced").log_in("wang")
    check_preview(wang)
    added = wang.ask("POST", "/api/parts", {"kind": "notice", "content": NOTICE})
    publish(wang, added.json()["part"])
    bare.run("systemctl", "stop", "traced")
    return take_trace(bare)


def publish(person, part):
    draft = person.ask("GET", f"/api/parts/{part}").json()["draft"]
    need(draft["content"]["title"] == NOTICE["title"], f"the draft: {draft}")
    out = person.ask("POST", "/api/publish", {"parts": [{"part": part, "hash": draft["hash"]}]})
    need(out.status == 200, f"published: {out}")


def run_autopkgtest(bare, name):
    folder = bare.text("mktemp", "-d", "/root/XXXXXX")
    bare.run("env", f"AUTOPKGTEST_TMP={folder}", f"/mnt/tests/{name}")
    bare.run("rm", "-r", folder)


def prepare(lab, root):
    """The packages, an older one among them, and what is not in a bare system; which folders it sees."""
    packages, older = lab.folder / "packages", lab.folder / "older"
    packages.mkdir()
    older.mkdir()
    made = make_packages()
    before = pathlib.Path(os.environ.get("LOBBYCARD_OLDER") or made)
    for name in PACKAGES:
        shutil.copy(package(made, name), packages)
    for name in ("lobbycard", EDITORS):
        repack(lab, package(before, name), older)
    (root / "etc/apt/apt.conf.d/98lean").write_text('APT::Install-Recommends "false";\n')
    drop_in = root / "etc/systemd/system/lobbycard-play.service.d/x11.conf"
    drop_in.parent.mkdir(parents=True)
    drop_in.write_text(ON_X11.format(display=lab.open_display().name))
    return {packages: "/mnt/packages", older: "/mnt/older", ROOT / "debian/tests": "/mnt/tests",
            "/tmp/.X11-unix": "/mnt/x11"}


def check_started(lab, bare, endpoint):
    """An address into the ini, and `systemctl`: a slide; its kind, and how exposed the units are."""
    install(lab, bare, "older", "lobbycard")
    check_installed(bare, UNITS, "lobbycard", 755)
    exposed = [exposure(bare, unit, most) for unit, most in zip(UNITS, (2.0, 3.0))]
    write_config(bare, endpoint)
    bare.run("systemctl", "enable", "--now", *UNITS)
    shown = wait_well(bare)
    wait(lambda: not lab.display.grab().is_blank(), 10, "a slide on the screen")
    need(endpoint.asked, "nobody asked the endpoint")
    return shown["glass"]["kind"], exposed


def why_not():
    """What is missing here to run at all."""
    if os.environ.get("LOBBYCARD_LONG") != "1":
        return "in the long form alone"
    missing = [name for name in ("mmdebstrap", "systemd-nspawn", "dh", "lintian", "blhc") if not shutil.which(name)]
    return f"takes root, and {missing or 'more'} (script/bootstrap --package)" if os.geteuid() or missing else ""


def test():
    if why := why_not():
        left_out(why)
        return ""
    with Lab() as lab:
        root = lab.folder / "machine"
        if why := machine.make(root, ("systemd", "systemd-sysv"), RELEASE):
            left_out(f"no Debian is to be had here: {why}")
            return ""
        binds, endpoint = prepare(lab, root), Endpoint(lab)
        with Machine(root, binds) as bare:
            bare.run("apt-get", "update", "-q")
            check_desk_is_lean(lab, bare)
            kind, exposed = check_started(lab, bare, endpoint)
            count = bare.text("dpkg-query", "-W").count("\n") + 1
            check_upgrade(lab, bare, endpoint)
            check_without_sdl(lab, bare)
            check_removed(bare)
            check_check(lab, bare)
            exposed.append(check_editors(lab, bare))
            check_editors_removed(lab, bare)
            calls = check_confined(lab, bare, endpoint)
            bare.run("apt-get", "purge", "-y", "-q", "lobbycard")
            check_nothing_left(bare)
        return (f"installed among {count} packages, {kind} on the glass; upgraded with its store in use, and the "
                f"desk with people on it; exposed: {', '.join(exposed)}; {calls} calls as AppArmor's profiles have it; "
                "purged, and nothing is left")


main(test)
