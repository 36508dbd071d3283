#!/usr/bin/env python3
"""What CONTRIBUTING.md says of files and functions, held to: no file of src has over 400 lines,
no function over five parameters, and no two files take functions or data of each other, in
whatever roundabout way.

    tests/check_house.py SOURCE_DIR BUILD_DIR
"""
import re
import subprocess
import sys
from pathlib import Path

LINES_MAX = 400
PARAMETERS_MAX = 5
CALLED_BY_LIBRARIES = {"serve_mhd_request"}  # as libmicrohttpd wants it


def without_comments(text):
    """The text with blanks for comments, strings and directives, line by line as before."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group())
    text = re.sub(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, text, flags=re.S)
    return re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", blank, text, flags=re.M)


def parameter_lists(text):
    """Name, line and parameters of each function outside of others, and of each pointer to one."""
    depth, start = 0, 0
    for match in re.finditer(r"[{}();]|\b\w+(?=\()", text):
        if match.group() in "{}":
            depth += 1 if match.group() == "{" else -1
        elif match.group() not in "();" and depth == 0 and match.group() != "__attribute__":
            start = match.end()
            yield match.group(), text.count("\n", 0, start) + 1, split(text, start)
    for match in re.finditer(r"\(\*(\w+)\)(?=\()", text):
        yield match.group(1), text.count("\n", 0, match.end()) + 1, split(text, match.end())


def split(text, start):
    """What stands between commas in the brackets that begin there."""
    depth, parts = 0, [""]
    for character in text[start:]:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0:
            break
        if character == "," and depth == 1:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts if part.strip() != "..."]


def symbols(build):
    """Of each object file of ours what it defines and what it takes from others, by its source."""
    objects = [path for path in build.glob("CMakeFiles/*.dir/src/**/*.o")]
    done = subprocess.run(["nm", "--print-file-name", *map(str, objects)], check=True,
                          stdout=subprocess.PIPE, text=True)
    files = {}
    for line in done.stdout.splitlines():
        path, rest = line.split(":", 1)
        *_, kind, name = rest.split()
        source = path.split("/src/", 1)[1].removesuffix(".o")
        defined, wanted = files.setdefault(source, (set(), set()))
        if kind in "TDBRC":
            defined.add(name)
        elif kind == "U":
            wanted.add(name)
    return files


def circles(files):
    """Files that reach themselves, as one list each."""
    owner = {name: source for source, (defined, _) in files.items() for name in defined}
    uses = {source: {owner[name] for name in wanted if name in owner} - {source}
            for source, (_, wanted) in files.items()}
    def reach(source):
        seen, open_ones = set(), [source]
        while open_ones:
            for other in uses[open_ones.pop()] - seen:
                seen.add(other)
                open_ones.append(other)
        return seen
    reached = {source: reach(source) for source in uses}
    found = {tuple(sorted(other for other in reached[source] if source in reached[other]))
             for source in uses if source in reached[source]}
    return sorted(found)


def main():
    root, build = Path(sys.argv[1]), Path(sys.argv[2])
    faults = []
    sources = sorted(path for path in root.glob("src/**/*") if path.suffix in (".c", ".h", ".cpp"))
    for path in sources:
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(root)
        if text.count("\n") > LINES_MAX:
            faults.append(f"{name}: {text.count(chr(10))} lines; over {LINES_MAX} is split")
        for function, line, parameters in parameter_lists(without_comments(text)):
            if len(parameters) > PARAMETERS_MAX and function not in CALLED_BY_LIBRARIES:
                faults.append(f"{name}:{line}: {function} has {len(parameters)} parameters; "
                              f"over {PARAMETERS_MAX} is a struct with a name")
    files = symbols(build)
    for circle in circles(files):
        faults.append("a circle: " + ", ".join(circle))
    if len(sources) < 100 or len(files) < 100:
        faults.append(f"only {len(sources)} files and {len(files)} objects were found")
    print("\n".join(faults) or f"{len(sources)} files, {len(files)} objects")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
