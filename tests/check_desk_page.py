#!/usr/bin/env python3
"""What the desk's page promises of its own files: both languages say the same things, each word that is asked for is there
and none is left over, texts go into the page as text alone, and nothing stands inline (its policy would refuse it).

    tests/check_desk_page.py SOURCE_DIR
"""
import re
import sys
from pathlib import Path

LINES_MAX = 400
# What the docs set in bold that stands on no button.
DOCS_OWN = {"发现不对", "紧急情况", "When it was wrong", "In an emergency"}
# What would make markup or code of a text, or fetch it from elsewhere.
FORBIDDEN = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setAttribute\(\"style|"
                       r"createContextualFragment|srcdoc=|javascript:|https?://(?![\"`])")


def words(path):
    """{key: text} of a words file."""
    pairs = re.findall(r'^    "([^"]+)": "((?:[^"\\]|\\.)*)",$', path.read_text(), re.M)
    return dict(pairs), len(pairs)


def check_words(page, faults):
    found = {}
    for name in ("zh", "en"):
        path = page / f"words.{name}.mjs"
        found[name], count = words(path)
        lines = len(re.findall(r'^    "', path.read_text(), re.M))
        if not count == lines == len(found[name]):
            faults.append(f"{path.name}: a line that is not read, or a key twice")
    zh, en = found["zh"], found["en"]
    faults += [f"words: {key} is in one language only" for key in sorted(zh.keys() ^ en.keys())]
    for key in zh.keys() & en.keys():
        if set(re.findall(r"\{\w+\}", zh[key])) != set(re.findall(r"\{\w+\}", en[key])):
            faults.append(f"words: {key} fills in other values in the two languages")
    return zh.keys() | en.keys()


def check_asked(page, keys, faults):
    text = "".join(path.read_text() for path in page.glob("*.mjs") if not path.name.startswith("words."))
    text += (page / "words.mjs").read_text()
    asked = set(re.findall(r'["`]([a-z][a-z_]*\.[a-z_]*[a-z])["`]', text))
    begun = set(re.findall(r'"([a-z_]+\.(?:[a-z]+_)?)"', text)) | {group + "." for group in re.findall(r'(?:word|options)\("([a-z_]+)"', text)}
    begun |= {prefix for prefix in re.findall(r"`([a-z_]+\.)\$\{", text)}
    known = re.compile(r"^(" + "|".join(sorted({key.split(".")[0] for key in keys})) + r")\.")
    faults += [f"words: {key} is asked for and not there" for key in sorted(asked - keys) if known.match(key)]
    for key in sorted(keys - asked):
        if not any(key.startswith(prefix) for prefix in begun):
            faults.append(f"words: {key} is never asked for")


# What writes an act that stands elsewhere: in the console's table, in a call, in what is published. (audit.c reads one.)
FORWARDED = {"act", "publication->why", "words[word].act", "statement_text_at(row"}
PASSED_ON = re.compile(r'^    \{ "([a-z-]+)", (?:true|false), |\b(?:answer_key|wall_publication|run)\(visit, "([^"]+)"|\.why = "([^"]+)"', re.M)


def check_acts(root, keys, faults):
    """Whatever the desk can write into its log has its words, and no act has words that is never written."""
    acts = set()
    for path in sorted((root / "src/command/desk").rglob("*.c")):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
        acts |= {name for found in PASSED_ON.findall(text) for name in found if name}
        for value in re.findall(r"\.act = ([^,;}]+)", text):
            acts |= set(re.findall(r'"([^"]*)"', value))
            if '"' not in value and value.strip() not in FORWARDED:
                faults.append(f"{path.name}: an act that is not read: {value.strip()}")
    asked = set(re.findall(r'"audit\.([a-z]+)"', (root / "src/command/desk/page/people.mjs").read_text()))
    worded = {key.removeprefix("audit.") for key in keys if key.startswith("audit.")} - asked
    faults += [f"words: audit.{act} is missing" for act in sorted(acts - worded)]
    faults += [f"words: audit.{act} is of nothing that the desk writes" for act in sorted(worded - acts)]


def check_files(page, faults):
    for path in sorted(page.iterdir()):
        text = path.read_text()
        code = re.sub(r"/\*.*?\*/|//[^\n]*(?=\n)", "", text, flags=re.S) if path.suffix == ".mjs" else text
        if path.suffix == ".mjs" and not path.name.startswith("words.") and text.count("\n") > LINES_MAX:
            faults.append(f"{path.name}: over {LINES_MAX} lines")
        if path.suffix == ".mjs" and (found := FORBIDDEN.search(re.sub(r"/\^\([^\n]*", "", code))):
            faults.append(f"{path.name}: {found.group()!r}")
        for name in re.findall(r'from "\./([^"]+)"|(?:src|href)="([\w.]+)"', text):
            if not (page / (name[0] or name[1])).is_file():
                faults.append(f"{path.name}: there is no {name}")
    html = (page / "index.html").read_text()
    if re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html):
        faults.append("index.html: something inline")


def check_docs(root, page, faults):
    """docs/desk.md and its Chinese have the same commands, and what they call a button stands on one."""
    said = {}
    for name, path in (("zh", root / "docs/desk.zh-CN.md"), ("en", root / "docs/desk.md")):
        text = path.read_text()
        said[name] = re.findall(r"^```(?:sh|ini)\n(.*?)^```$", text, re.M | re.S)
        spoken = set(words(page / f"words.{name}.mjs")[0].values())
        part = text[text.index("\n## " + ("二、" if name == "zh" else "2. ")):text.index("\n## " + ("四、" if name == "zh" else "4. "))]
        for label in re.findall(r"\*\*([^*]+)\*\*", part):
            if not any(label == one or one.startswith(label) for one in spoken) and label not in DOCS_OWN:
                faults.append(f"{path.name}: nothing on the page is called {label!r}")
    if said["zh"] != said["en"]:
        faults.append("docs/desk: the two languages give other commands")


def catalogue(root):
    """{English: Chinese} of what the programs say."""
    text = re.sub(r'"\n"', "", (root / "po/zh_CN.po").read_text())
    return dict(re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', text, re.M))


def check_said(root, page, faults):
    """What a page of the docs quotes of the desk or of a program is what that says: in desk.md what somebody sees, in the
    Chinese pages what stands in brackets behind the English words."""
    said = catalogue(root)
    for name, path, quoted in (("zh", root / "docs/desk.zh-CN.md", r"“([^”]+)”"), ("en", root / "docs/desk.md", r'"([^"]+)"')):
        text = path.read_text()
        part = text[text.index("\n## " + ("四、" if name == "zh" else "4. ")):text.index("\n## " + ("五、" if name == "zh" else "5. "))]
        known = [*words(page / f"words.{name}.mjs")[0].values(), *(said.values() if name == "zh" else said)]
        for seen in re.findall(r"^\| ([^|]+) \|", part, re.M):
            for label in re.findall(quoted, seen):
                if not any(label.rstrip("…， ") in one for one in known):
                    faults.append(f"{path.name}: nobody says {label!r}")
    for path in sorted((root / "docs").glob("*.zh-CN.md")):
        for english, chinese in re.findall(r"`([a-z][^`\n]*)`（([^）]+)）", path.read_text()):
            english = re.sub("^glass ", "", " ".join(english.split()))
            told = [there for here, there in said.items() if english in " ".join(here.split())]
            if " " in english and told and not any(chinese in there for there in told):
                faults.append(f"{path.name}: {english!r} is not said as {chinese!r} but as {told[0]!r}")


def main():
    page = Path(sys.argv[1]) / "src/command/desk/page"
    faults = []
    keys = check_words(page, faults)
    check_asked(page, keys, faults)
    check_acts(Path(sys.argv[1]), keys, faults)
    check_files(page, faults)
    check_docs(Path(sys.argv[1]), page, faults)
    check_said(Path(sys.argv[1]), page, faults)
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


main()
