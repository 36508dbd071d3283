#!/usr/bin/env python3
"""Counts, glyph by glyph, what makes justified paragraphs uneven: as this build sets them, as
older builds do, and as Chromium does, with the same face, size and measures.

    tests/bench/even_lines.py [--before BUILD]... [--chromium PROGRAM] [--show ROW] [--em EM,...] [FILE...]

BUILD is a build folder of an older commit: what prints its lines is compiled against it. A FILE is
text, a paragraph a line, or a feed, of which it takes the texts; without any, what
../shared/typography has, and the feeds of this tree. Chromium is left out where it is absent or
does not know a property, which is said. --show prints the lines of this build that a row counts.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
MEASURES = [17, 20, 26]
LEAST_HAN = 40  # of a text that is a paragraph
EPSILON = 0.01
FAMILY = "Noto Sans SC"  # as shipped in fonts/

OPENING = set("（《“‘「『【〔〈［｛")
CLOSING = set("）》”’」』】〕〉］｝")
PAUSES = set("，、；：。？！")
TOUCHING = set("——…·／～－")
UNITS = set("年月日号时点分秒个名人位条项次届级期门种册页章节楼层室栋元角万亿千百岁周天米克吨升倍台件份套间家辆篇集站班")

# name, what it means
ROWS = (
    ("ragged", "lines that a justified paragraph does not fill"),
    ("squeezed", "marks squeezed below 0.66 em"),
    ("mixed", "lines whose Han-Latin gaps differ by over 0.2 em"),
    ("hole", "holes over half an em"),
    ("edge", "lines whose last ink ends over 0.3 em short"),
    ("loose", "lines whose Han stand over 0.2 em apart"),
    ("parted", "ends of lines between a figure and its unit"),
)


def is_han(text):
    return len(text) == 1 and ("\u3400" <= text <= "\u9fff" or "\U00020000" <= text <= "\U0003ffff")


class Piece:
    """One piece, and where its body stands: a mark's without its blank half."""

    def __init__(self, text, x, width, shown_width=None):
        self.text = text
        self.is_opening = text in OPENING and width > 0.75
        self.is_ending = (text in CLOSING or text in PAUSES) and width > 0.75
        self.left, self.right = x, x + width
        if self.is_opening:
            # A browser that trims it draws it half an em wide.
            is_trimmed = shown_width is not None and shown_width < 0.8
            self.left, self.right = (x, x + 0.5) if is_trimmed else (x + 0.5, x + 1)
        elif self.is_ending:
            self.right = x + 0.5
        self.end = x + width if shown_width is None else max(x + shown_width, self.right)

    @property
    def is_mark(self):
        return self.is_opening or self.is_ending


def is_mixed(before, piece):
    if is_han(before.text):
        return piece.text[0].isascii() and piece.text[0].isalnum()
    return is_han(piece.text) and before.text[-1].isascii() and before.text[-1].isalnum()


def judge_line(pieces, measure, is_last):
    """How often each row happens."""
    found = dict.fromkeys((name for name, _ in ROWS), 0)
    mixed, han = [], []
    for before, piece in zip(pieces, pieces[1:]):
        white = piece.left - before.right
        blank = 0.5 * (before.is_ending + piece.is_opening)
        if is_mixed(before, piece):
            mixed.append(white)
        elif is_han(before.text) and is_han(piece.text):
            han.append(white)
        if blank == 0.5 and not (before.is_mark and piece.is_mark):
            found["squeezed"] += white + 0.5 < 0.66
        found["hole"] += white - blank > 0.5 + EPSILON
    found["mixed"] = len(mixed) > 1 and max(mixed) - min(mixed) > 0.2
    found["loose"] = bool(han) and max(han) > 0.2
    if not is_last:
        last = pieces[-1]
        found["ragged"] = measure - max(last.end, last.right) > 0.05 and measure - last.right > 0.05
        found["edge"] = measure - last.right > 0.3
    return found


def is_parted(line, following):
    before, behind = line[-1][0][-1], following[0][0][0]
    return (before.isascii() and before.isdigit() and behind in UNITS) or (before == "第" and behind.isdigit())


def judge(paragraphs, show):
    """[measure][row] of all paragraphs of one setter."""
    sums = [dict.fromkeys((name for name, _ in ROWS), 0) for _ in MEASURES]
    lines = [0 for _ in MEASURES]
    for paragraph in paragraphs:
        for k, set_lines in enumerate(paragraph):
            for i, line in enumerate(set_lines):
                pieces = [Piece(*piece) for piece in line]
                is_last = i + 1 == len(set_lines)
                found = judge_line(pieces, MEASURES[k], is_last)
                found["parted"] = not is_last and is_parted(line, set_lines[i + 1])
                lines[k] += 1
                for name, count in found.items():
                    sums[k][name] += count
                if show and found[show]:
                    print(f"  {MEASURES[k]} {''.join(piece.text for piece in pieces)}" +
                          ("" if is_last else f" / {''.join(piece[0] for piece in set_lines[i + 1])}"))
    return sums, lines


def texts_of(value):
    """Every text of a feed that is long enough for a paragraph."""
    if isinstance(value, str):
        for text in value.split("\n"):
            if sum(map(is_han, text)) >= LEAST_HAN:
                yield text.strip()
    elif isinstance(value, (list, dict)):
        for part in value if isinstance(value, list) else value.values():
            yield from texts_of(part)


def read(path):
    text = path.read_text(encoding="utf-8")
    return texts_of(json.loads(text) if path.suffix == ".json" else text)


def default_files():
    shared = ROOT.parent / "shared/typography"
    shared = shared if shared.is_dir() else ROOT.parents[1] / "shared/typography"
    return [ROOT / "assets/demo/feed.json", ROOT / "tests/bench/page.json",
            *sorted(shared.glob("*.txt")), *sorted(shared.glob("feeds/*.json"))]


def program_of(build, work):
    """The build's set_lines; compiled here for one that is older."""
    program = build / "tests/set_lines"
    if program.exists():
        return program
    cache = (build / "CMakeCache.txt").read_text()
    source = re.search(r"CMAKE_HOME_DIRECTORY:INTERNAL=(.*)", cache).group(1)
    parts = ("screen programme slide picture typeset content config mapping address time base").split()
    libraries = [build / f"liblb_{part}.a" for part in parts]
    flags = subprocess.run(
        ["pkg-config", "--cflags", "--libs", "sdl2", "SDL2_ttf", "x11", "xrandr", "libdrm", "libcjson",
         "icu-uc", "icu-i18n", "inih", "fontconfig", "spng", "libqrencode"],
        check=True, capture_output=True, encoding="utf-8").stdout.split()
    program = work / f"set_lines-{abs(hash(str(build)))}"
    subprocess.run([os.environ.get("CC", "cc"), "-std=c11", "-D_GNU_SOURCE", "-O1", "-o", program,
                    f"-I{source}/src", ROOT / "tests/bench/set_lines.c", *libraries, *flags, "-lm",
                    "-pthread"], check=True)
    return program


def set_by_build(build, texts, work):
    done = subprocess.run([program_of(build, work), ROOT, *map(str, MEASURES)], check=True,
                          input="\n".join(texts) + "\n", capture_output=True, encoding="utf-8")
    return json.loads(done.stdout)


def set_by_chromium(program, texts, work):
    """None, and why, where it cannot be asked."""
    page = (ROOT / "tests/bench/even_lines.html").read_text(encoding="utf-8")
    page = page.replace("FAMILY", FAMILY).replace("input = INPUT", "input = " + json.dumps(
        {"texts": texts, "measures": MEASURES}).replace("</", "<\\/"))
    path = work / "page.html"
    path.write_text(page, encoding="utf-8")
    # The shipped face alone, and at once: a face that a page loads may come too late.
    fonts = work / "fonts.conf"
    fonts.write_text(f"<fontconfig><dir>{ROOT / 'fonts'}</dir><cachedir>{work}</cachedir></fontconfig>")
    done = subprocess.run(
        [program, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={work / 'profile'}", "--dump-dom",
         path.as_uri()], env=os.environ | {"FONTCONFIG_FILE": str(fonts)}, capture_output=True, encoding="utf-8", timeout=300)
    found = re.search(r'id="out">(.*?)</script>', done.stdout, re.S)
    if not found or not found.group(1):
        return None, "it measured nothing: " + (done.stderr.strip().splitlines() or ["?"])[-1]
    said = json.loads(found.group(1))
    if said["missing"]:
        return None, f"it does not know {', '.join(said['missing'])}"
    version = re.search(r"Chrome/(\d+)", said["agent"])
    return said["lines"], f"Chromium {version.group(1) if version else '?'}"


def print_table(columns):
    print(f"{'':52}" + "".join(f"{name:>20}" for name, _, _ in columns))
    print(f"{'':52}" + "".join(f"{' '.join(f'{m:5}' for m in MEASURES):>20}" for _ in columns))
    for row, meaning in ROWS:
        cells = [" ".join(f"{sums[k][row]:5}" for k in range(len(MEASURES))) for _, sums, _ in columns]
        print(f"{meaning:52}" + "".join(f"{cell:>20}" for cell in cells))
    cells = [" ".join(f"{count:5}" for count in lines) for _, _, lines in columns]
    print(f"{'of so many lines':52}" + "".join(f"{cell:>20}" for cell in cells))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release")
    parser.add_argument("--before", type=pathlib.Path, action="append", default=[])
    parser.add_argument("--chromium", default=os.environ.get("CHROMIUM") or shutil.which("chromium"))
    parser.add_argument("--show", choices=[name for name, _ in ROWS])
    parser.add_argument("--em", help="measures in place of 17,20,26")
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    if options.em:
        MEASURES[:] = map(int, options.em.split(","))
    texts = list(dict.fromkeys(
        text for path in options.files or default_files() for text in read(path)))
    columns, left_out = [], None
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        ours = set_by_build(options.build.absolute(), texts, work)
        columns.append(("ours", *judge(ours, options.show)))
        for build in options.before:
            before = set_by_build(build.absolute(), texts, work)
            columns.append(("before", *judge(before, None)))
        if options.chromium:
            lines, said = set_by_chromium(options.chromium, texts, work)
            if lines:
                columns.append((said, *judge(lines, None)))
            else:
                left_out = said
        else:
            left_out = "it is not there"
    print(f"{len(texts)} paragraphs; measures in em")
    print_table(columns)
    if left_out:
        print(f"Chromium is left out: {left_out}")


if __name__ == "__main__":
    sys.exit(main())
