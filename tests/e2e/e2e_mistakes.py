#!/usr/bin/env python3
"""The mistakes of people who do not program (mistakes.py), against golden text in English and
Chinese; and what `check` suggests is pasted: it mends what it is said to mend, and makes nothing
worse. A finding names its line; no Chinese word is a programmer's.

With LOBBYCARD_GOLDEN_UPDATE=1 the golden texts are written anew; read what changed.
"""

import json
import os
import re
import subprocess

import mistakes
from common import ANEW, PROGRAM, ROOT, Lab, main, need

AT = "2026-11-29T10:00:00+08:00"  # a Sunday
CAMPUS = ("[screen]\ntags = lobby\n[guard]\nidentity = 云汀职业技术学院\nhosts = .example.edu.cn\n"
          "tags = lobby, dormitory, canteen\n")
AT_ONCE = 60
BUSY = "nobody can tell which codes are in it"  # a decoder that was stopped on a busy machine
# Words of programs, behind plain ones in brackets alone.
PROGRAMMERS = re.compile("成员|(?<!（)数组|(?<!（)字符串|(?<!（)对象|指针|转义|字段|语法|解析|非法|(?<!（)JSON")


class Desk:
    """A folder with files that are checked, many at a time."""

    def __init__(self, lab):
        self.lab = lab
        self.folder = lab.folder / "mistakes"
        self.folder.mkdir()
        (self.folder / "campus.ini").write_text(CAMPUS)

    def run(self, files, *arguments):
        for begin in range(0, len(files), AT_ONCE):
            done = subprocess.run(
                [PROGRAM, "--config", "campus.ini", "check", "--at", AT, "--size", "1920x1080",
                 *arguments, *files[begin:begin + AT_ONCE]],
                cwd=self.folder, env=self.lab.environment, stdin=subprocess.DEVNULL, check=False,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=300)
            # On a busy machine a decoder is stopped that looks for codes: nothing hangs on it.
            said = [line for line in done.stderr.splitlines() if not re.search("warning: file:.*/media/", line)]
            need(not said, f"{said}")
            yield done.stdout

    def find(self, files):
        """The findings of each file, the worst first."""
        found = {name: [] for name in files}
        for said in self.run(files, "--json"):
            for finding in json.loads(said)["findings"]:
                if not finding["message"].endswith(BUSY):
                    found[finding["file"]].append(finding)
        return found


def read(path):
    """Its text, and what it is written in."""
    body = path.read_bytes()
    try:
        return body.decode(), "utf-8"
    except UnicodeDecodeError:
        return body.decode("gbk"), "gbk"


def offset(text, edit):
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[:edit["line"] - 1]) + edit["column"] - 1


def paste(text, edits):
    """As a person does: what stands there goes, what is suggested comes, from the end on."""
    places = sorted(((offset(text, edit), number, edit) for number, edit in enumerate(edits)),
                    key=lambda place: place[:2], reverse=True)
    for at, _, edit in places:
        was = edit["was"]
        need(text[at:at + len(was)] == was, f"{was!r} is not where {edit} says")
        text = text[:at] + edit["text"] + text[at + len(was):]
    return text


def same(finding):
    return finding["code"], finding["message"], finding["pointer"]


def check_worst_first(name, found):
    ranks = [("error", "warning", "note").index(f["severity"]) for f in found]
    need(ranks == sorted(ranks), f"{name}: not the worst first: {ranks}")


# What is written otherwise than it was may lose words; what is moved or renamed may not.
KEEPING = ("unknown-member", "other-kinds-member", "wrong-type", "missing-member", "beside-show",
           "two-in-one-block", "not-a-feed")
IN_CHINESE = ("通知", "重要", "高")  # a kind, a level, a priority


def texts(value):
    """All that a person wrote for people to read."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for one in value for text in texts(one)]
    return value.splitlines() if isinstance(value, str) and not value.isascii() else []


def check_kept(name, finding, before, after):
    if finding["code"] in KEEPING:
        words = json.dumps(json.loads(after), ensure_ascii=False)
        for text in set(texts(json.loads(before))) - set(IN_CHINESE):
            kept = re.sub(r"^[0-9:]+ ", "", text)  # a time goes before its row
            need(json.dumps(kept, ensure_ascii=False)[1:-1] in words,
                 f"{name}: {text!r} is lost by {finding['mend']}")


def paste_each(desk, found):
    """Each suggestion alone: what it was said of is gone, and nothing is worse."""
    pasted = {}
    for name, findings in found.items():
        for number, finding in enumerate(findings):
            if finding["mend"]:
                file = f"{name.removesuffix('.json')}--{number}.json"
                text, charset = read(desk.folder / name)
                mended = paste(text, finding["mend"])
                check_kept(name, finding, text, mended)
                (desk.folder / file).write_bytes(mended.encode(charset))
                pasted[file] = (name, finding)
    after = desk.find(sorted(pasted))
    for file, (name, finding) in pasted.items():
        known = {same(other) for other in found[name]}
        now = after[file]
        need(same(finding) not in {same(other) for other in now},
             f"{name}: pasted, and still there: {finding}")
        # What no screen could read before may have more faults behind the first.
        worse = [f for f in now if f["severity"] == "error" and same(f) not in known]
        need(not worse or finding["code"] == "not-json", f"{name}: {finding['mend']} makes {worse}")
    return len(pasted)


def paste_all(desk, found):
    """All suggestions, and what is suggested then: in the end nothing is wrong."""
    todo = {}
    for name, _, _, _, is_mended in mistakes.ROWS:
        if is_mended:
            todo[f"{name}--all.json"] = found[f"{name}.json"]
            original = (desk.folder / f"{name}.json").read_bytes()
            (desk.folder / f"{name}--all.json").write_bytes(original)
    for _ in range(5):
        for file, findings in todo.items():
            edits = [edit for f in findings if f["severity"] != "note" for edit in f["mend"]]
            text, charset = read(desk.folder / file)
            (desk.folder / file).write_bytes(paste(text, edits).encode(charset))
        after = desk.find(sorted(todo))
        todo = {file: after[file] for file in todo
                if any(f["severity"] != "note" for f in after[file])}
        if not todo:
            return
    need(False, f"not mended: { {f: [g['message'] for g in found] for f, found in todo.items()} }")


def same_as_golden(language, said):
    path = ROOT / "tests/data/mistakes" / f"expected.{language}.txt"
    if os.environ.get("LOBBYCARD_GOLDEN_UPDATE"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(said)
    for now, before in zip(said.splitlines(), path.read_text().splitlines(), strict=False):
        need(now == before, f"{path.name}: {before!r} is now {now!r}; {ANEW}")
    need(said == path.read_text(), f"{path.name}: its length changed; {ANEW}")


def test():
    with Lab() as lab:
        desk = Desk(lab)
        mistakes.write(desk.folder)
        files = [f"{name}.json" for name, *_ in mistakes.ROWS]
        found = desk.find(files)
        for name, _, _, line, _ in mistakes.ROWS:
            first = found[f"{name}.json"]
            check_worst_first(name, first)
            need((first[0]["line"] or 0 if first else 0) == line, f"{name}: line {line}: {first}")
        for language in ("en", "zh"):
            said = "".join(desk.run(files, "--lang", language))
            same_as_golden(language, said)
            words = PROGRAMMERS.search(said) if language == "zh" else None
            need(not words, f"a programmer's word: {words}")
        count = paste_each(desk, found)
        paste_all(desk, found)
        return f"{len(files)} mistakes in two languages, {count} suggestions pasted"


main(test)
