"""What the packages' programs do, held against the AppArmor profiles that come with them."""

import re
import shutil

from common import ROOT, need
from confined import STRACE, Profile, Trace
from packaged import CONFIG, EDITORS, UNITS, install
from packaged_desk import NOTICE, Page, check_preview, desk_add, publish

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
