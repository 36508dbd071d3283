#!/usr/bin/env python3
"""The editor's page done as it stands, from an empty desk to the wall and back: each command of it,
in order, with a real server and a screen that plays. Both languages give the same commands and the
same feeds. Dates are moved to tomorrow; hosts and folders are this machine's."""

import datetime
import json
import re
import shlex
import subprocess

from common import PROGRAM, ROOT, Lab, Player, main, need, wait
from servers import Nginx

CHINESE, ENGLISH = ROOT / "docs/editors.zh-CN.md", ROOT / "docs/editors.md"
ITEM = "water-1128"
CAMPUS = datetime.timezone(datetime.timedelta(hours=8))  # where the config's screens hang


def blocks(path):
    """[(heading, language, text)] of its fenced blocks."""
    found, heading = [], ""
    for match in re.finditer(r"^## ([^\n]*)$|^```(\w+)\n(.*?)^```$", path.read_text(encoding="utf-8"),
                             re.MULTILINE | re.DOTALL):
        heading = match[1] or heading
        if match[2]:
            found.append((heading, match[2], match[3]))
    return found


def lines(text):
    return [shlex.split(line) for line in text.splitlines()]


def check_both_say_the_same():
    said = [[(language, text.replace(" --lang zh", "")) for _, language, text in blocks(path)]
            for path in (CHINESE, ENGLISH)]
    need(said[0] == said[1], f"the two pages differ: {[b for b in said[0] if b not in said[1]]}")
    need([language for language, _ in said[0]].count("sh") >= 7, "where are the commands?")
    headings = [len(re.findall(r"^## ", path.read_text(), re.MULTILINE)) for path in (CHINESE, ENGLISH)]
    need(headings[0] == headings[1], "one page has more to say")


def check_what_is_quoted():
    """What the pages say that `status` says, it can say; what VS Code is said to offer, it offers."""
    texts = (ROOT / "po/zh_CN.po").read_text()
    for path, which in ((CHINESE, "msgstr"), (ENGLISH, "msgid")):
        rows = re.findall(r"^\| `([^` ]+)[^`]* (?:…|\.\.\.)`", path.read_text(), re.MULTILINE)
        need(len(rows) == 5, f"{path.name}: the table of status has {rows}")
        for word in rows:
            need(re.search(f'^({which} )?"{word} ', texts, re.MULTILINE), f"{path.name}: status has no line {word!r}")
    offered = [s["label"] for s in json.loads((ROOT / "config/feed.schema.json").read_text())
               ["definitions"]["item"]["defaultSnippets"]]
    for path in (CHINESE, ENGLISH):
        label = re.search("[“\"]([^“\"]* · [^”\"]*)[”\"]", path.read_text())[1]
        need(label in offered, f"{path.name}: nothing called {label!r} is offered")


class Desk:
    """The machines of the page: a server's folder, and a screen."""

    def __init__(self, lab):
        self.lab = lab
        self.config = lab.folder / "installed.ini"
        self.server = Nginx(lab)
        self.folder = self.server.folder / "www"
        self.steps = [(heading, text) for heading, language, text in blocks(CHINESE) if language == "sh"]
        feeds = [text for _, language, text in blocks(CHINESE) if language == "json"]
        self.item, self.whole = feeds[0], feeds[1]
        self.tomorrow = (datetime.datetime.now(CAMPUS) + datetime.timedelta(days=1)).date()
        (self.folder / "feed.json").write_text(self.whole)

    def start_screen(self):
        self.lab.open_display()
        self.lab.write_config({"news": f"http://127.0.0.1:{self.server.port}/feed.json"},
                              programme={"dwell_min": "1s", "dwell_max": "1s"})
        config = self.lab.config
        config.write_text(config.read_text().replace("[screen]", "[screen]\ntags = dormitory", 1))
        # As the README has it installed: the unit names the store, the config does not.
        self.config.write_text(config.read_text().replace(f"[store]\npath = {self.lab.store}\n", ""))
        need("[store]" not in self.config.read_text(), "the screen's config names its store")
        Player(self.lab, ["--config", self.config, "--store", self.lab.store, "play"])
        self.lab.wait_glass()

    def here(self, word):
        for theirs, ours in (("/etc/lobbycard/lobbycard.ini", self.config),
                             ("/var/lib/lobbycard", self.lab.store),
                             ("/usr/local/share/lobbycard/config", ROOT / "config"), ("/srv/lobbycard", self.folder)):
            word = word.replace(theirs, str(ours))
        return word

    def type(self, words):
        """One line of the page; what it printed, behind the end of a line. On the screen it is an
        account like any other: its store is not the one that `play` and `fetch` have."""
        environment = self.lab.environment
        if words[0] == "ssh":
            words = words[2:]
            environment = {**environment, "HOME": str(self.folder)}
            environment.pop("XDG_STATE_HOME")
        if words[0] == "cd":
            return "\n"
        words = [PROGRAM if word == "lobbycard" else self.here(word) for word in words]
        done = subprocess.run(words, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
                              capture_output=True, encoding="utf-8", timeout=60, check=False)
        need(done.returncode == 0, f"{shlex.join(map(str, words))}: exit {done.returncode}: "
                                   f"{done.stdout[-400:]}{done.stderr[-400:]}")
        return "\n" + done.stdout + done.stderr

    def commands(self, heading):
        found = [words for name, text in self.steps if heading in name for words in lines(text)]
        need(found, f"no commands under {heading}")
        return found

    def do(self, heading):
        return "".join(self.type(words) for words in self.commands(heading) if "approve" not in words)

    def draft(self):
        """As the page says: pasted behind the bracket, with a comma, the dates being tomorrow's."""
        path = self.folder / "draft.json"
        item = self.item.strip().replace("2026-11-28", self.tomorrow.isoformat())
        text = path.read_text()
        need(text.count('"items": [') == 1, "where to paste it?")
        text = text.replace('"items": [', '"items": [\n' + item + ",", 1)
        path.write_text(text.replace("{", '{"$schema": "feed.schema.json",', 1))

    def ask(self, verb):
        return self.type(next(words for words in self.commands("五、") if verb in words))

    def plays(self, item=ITEM):
        """What of the programme is in front of the heading of what plays is silent."""
        return item in self.ask("programme").rpartition("\n播放：\n")[2]


def write_and_see(desk):
    desk.do("一、")
    desk.draft()
    said = desk.do("二、")
    need(said == "\n0 个错误，0 条警告\n", f"check: {said}")
    seen, order = desk.commands("三、")
    need(desk.type(seen) == "\n", "the dormitory's screen leaves something out")
    need(ITEM in desk.type(order).rpartition("\n播放：\n")[2], "it is not in the programme")
    scenes = json.loads((desk.folder / "out/scenes.json").read_text())
    shown = [slide for slide in scenes["slides"] if "停水" in json.dumps(slide, ensure_ascii=False)]
    need(len(shown) == 1 and (desk.folder / "out" / shown[0]["file"]).is_file(), "the notice has no picture")
    for words in (seen, order):
        said = desk.type([word.replace("dormitory", "lobby") for word in words])
        need(re.search(f"{ITEM}(: |：)", said) and "show.screens" in said, f"not named as silent in the lobby: {said}")


def publish_and_see(desk):
    need(not desk.plays(), "it hangs before it is published")
    desk.do("四、")
    wait(desk.plays, 30, "the notice in the programme")
    desk.lab.wait_item(ITEM, 30)
    need("信息源" in desk.ask("status") and "故障" not in desk.ask("status"), "status")
    sunday = f"{desk.tomorrow + datetime.timedelta(days=1)}T00:00:01+08:00"
    for at, hangs in ((f"{desk.tomorrow}T23:50:00+08:00", True), (sunday, False)):
        words = [*next(w for w in desk.commands("五、") if "programme" in w), "--at", at]
        need((ITEM in desk.type(words).rpartition("\n播放：\n")[2]) == hangs, f"at {at}")


def break_and_mend(desk):
    """A broken file takes nothing off the wall."""
    whole = (desk.folder / "feed.json").read_text()
    (desk.folder / "feed.json").write_text(whole[:200])
    wait(lambda: desk.lab.source("news").get("last_error"), 30, "the broken feed is seen")
    need(desk.plays(), "a broken file took the notice down")
    (desk.folder / "feed.json").write_text(whole)


def take_down(desk):
    desk.do("六、")
    wait(lambda: not desk.plays(), 30, "the notice is taken down")
    need(desk.plays("library"), "the rest is gone, too")


def wait_and_approve(desk):
    """Another number of a hotline waits, is told beforehand and by the screen, and is let through."""
    desk.do("一、")
    draft = desk.folder / "draft.json"
    draft.write_text(draft.read_text().replace("65763222", "65763999"))
    need("会先暂缓上屏" in desk.do("二、"), "check does not say that it would wait")
    desk.do("四、")
    line = wait(lambda: re.search(r"待放行.*\n.*`lobbycard approve (\w+)`", desk.ask("status")), 30, "it waits")
    approve = next(words for words in desk.commands("五、") if "approve" in words)
    desk.type([*approve[:-1], line[1]])
    wait(lambda: "待放行" not in desk.ask("status"), 30, "it is let through")


def test():
    check_both_say_the_same()
    check_what_is_quoted()
    with Lab() as lab:
        desk = Desk(lab)
        desk.start_screen()
        desk.do("给管理员")
        write_and_see(desk)
        publish_and_see(desk)
        break_and_mend(desk)
        take_down(desk)
        wait_and_approve(desk)
        for left in desk.folder.glob("*.json"):
            json.loads(left.read_text())
    return "written, checked, seen, hung, taken down and let through by the page alone"


main(test)
