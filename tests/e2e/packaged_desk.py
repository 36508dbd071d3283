"""The desk as a package: somebody writes and publishes while it is upgraded, and then it goes."""

import re

from common import need, wait
from desk import PASSWORD, Desk
from packaged import CONFIG, EDITORS, check_installed, exposure, install, run_autopkgtest

NOTICE = {"id": "p", "kind": "notice", "title": "停水通知", "text": "明天八点起停水。"}


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


def publish(person, part):
    draft = person.ask("GET", f"/api/parts/{part}").json()["draft"]
    need(draft["content"]["title"] == NOTICE["title"], f"the draft: {draft}")
    out = person.ask("POST", "/api/publish", {"parts": [{"part": part, "hash": draft["hash"]}]})
    need(out.status == 200, f"published: {out}")


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
