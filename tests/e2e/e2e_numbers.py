#!/usr/bin/env python3
"""A number in Arabic, Uyghur or Hebrew text has the same pixels as by itself, wherever text is
set: texts, headlines, notes, agendas, footers."""

import json

from common import Lab, main, need
from scenes import png_rows

NUMBERS = ["023-65763110", "+86-138-0000-1234", "8:30-17:30", "2026-11-28", "3-201"]
TELEPHONES = 2  # the first of them, which are no notes
TIMES = 2
AROUND = [("هاتف ", " لنا"), ("תא ", ""), ("ۋاقتى ", ""), ("", " ياتاق"),
          ("ۋاقتى: ", "")]


# The kind of slide, and the box.
ROLES = [("notice", "text"), ("headlines", "title"), ("agenda", "row"), ("hotlines", "note")]


def feed_of(texts, lang):
    """Each in every role; short enough to have one size in each."""
    return {"lobbycard": 1, "lang": lang, "site": {"name": "示例学院", "footer": texts[:1]},
            "hotlines": [{"label": "招办", "numbers": [
                {"number": f"023-6576222{k}", "note": text} for k, text in enumerate(texts[TELEPHONES:])]}],
            "items": [{"id": f"a{k}", "kind": "article", "title": text, "published": "2026-11-20"}
                      for k, text in enumerate(texts)] +
                     [{"id": "t", "kind": "notice", "title": "示例",
                       "text": "\n".join(texts) + "\n" + "示例。" * 20},
                      {"id": "g", "kind": "agenda", "date": "2026-11-29", "title": "示例", "rows": [
                          {"time": f"{9 + k}:00-{9 + k}:30", "title": text}
                          for k, text in enumerate(texts)]}]}


def strips(lab, texts, name, lang):
    """Of each text in each role the size of its type and the rows of pixels that its line has."""
    path, out = lab.folder / f"{name}.json", lab.folder / name
    path.write_text(json.dumps(feed_of(texts, lang)), encoding="utf-8")
    done = lab.run("render", "--feed", path, "--size", "1024x600", "--out", out,
                   "--at", "2026-11-28T10:00:00+08:00", timeout=60)
    need(done.returncode == 0, f"render: {done.stderr.strip()}")
    found = {}
    for slide in json.loads((out / "scenes.json").read_text())["slides"]:
        painted = None
        for box in slide["boxes"]:
            role = slide["kind"], box.get("role")
            if role not in ROLES and role != ("hotlines", "filing"):
                continue
            painted = painted or png_rows((out / slide["file"]).read_bytes())
            rows, step = painted
            x, y, w, h = box["rect"]
            h //= len(box["lines"])
            for k, line in enumerate(box["lines"]):
                line = line.replace("—", "-")  # from one time to another
                if line in texts:
                    found[role, texts.index(line)] = (box["font_px"], [
                        row[x * step:(x + w) * step] for row in rows[y + k * h:y + (k + 1) * h]])
    return found, step


def ink(rows, step):
    """The part that is not ground, rows and columns."""
    ground, width = rows[0][:step], len(rows[0]) // step
    lines = [row for row in rows if row != ground * width]
    columns = [k for k in range(width)
               if any(row[k * step:(k + 1) * step] != ground for row in lines)]
    return [row[columns[0] * step:(columns[-1] + 1) * step] for row in lines]


def holds(rows, wanted, step):
    """Whether the picture `wanted` is somewhere in the rows."""
    for y in range(len(rows) - len(wanted) + 1):
        at = rows[y].find(wanted[0])
        while at >= 0:
            if at % step == 0 and all(rows[y + k][at:at + len(row)] == row
                                      for k, row in enumerate(wanted)):
                return True
            at = rows[y].find(wanted[0], at + 1)
    return False


def look(lab, lang, of_times):
    texts = [before + number + behind for number, (before, behind) in zip(NUMBERS, AROUND)]
    alone, step = strips(lab, NUMBERS, "alone", lang)
    among, _ = strips(lab, texts, "among", lang)
    wanted = {(role, k) for role in ROLES for k in range(len(texts))
              if (role[1] != "note" or k >= TELEPHONES) and (k != TIMES or of_times)}
    wanted.add((("hotlines", "filing"), 0))
    need(wanted <= set(alone) and wanted <= set(among),
         f"{lang}: not on one line: {wanted - set(alone)} {wanted - set(among)}")
    for place in wanted:
        role, k = place
        need(alone[place][0] == among[place][0],
             f"{lang}: {role}: {among[place][0]} px, not {alone[place][0]}")
        need(holds(among[place][1], ink(alone[place][1], step), step),
             f"{lang}: {role}: {NUMBERS[k]} is not as it should be in {texts[k]!r}")
    return len(wanted)


def test():
    with Lab() as lab:
        # In a Chinese feed times by themselves have a dash that Arabic ones do not have.
        count = look(lab, "zh-Hans", False) + look(lab, "ar", True)
    return f"{count} numbers in right to left text are as they are alone"


main(test)
