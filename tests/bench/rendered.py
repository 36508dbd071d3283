"""What `render` tells of its slides, for the programs that draw the same beside play (script/bench)."""

import json

from common import need

# Which texts are set bold is not told; it follows from their roles, but for those of one kind of slide. What follows from more than that
# (a hotline's state while somebody answers, a table's labels, a headline by itself) is drawn light.
BOLD = {"after", "banner", "clock", "contact", "extension", "hotline", "instruction", "label", "lead", "name", "number", "seal",
        "section", "severity", "site", "subheading", "test", "title"}
LIGHT = {("headlines", "title"), ("table", "label"), ("welcome", "hotline")}


def read(folder):
    """The slides that `render` left in that folder."""
    slides = json.loads((folder / "scenes.json").read_text(encoding="utf-8"))["slides"]
    need(slides, "render shows no slide")
    return slides


def is_bold(slide, box):
    """The footer's hotline stands before what a slide has of its own."""
    first = next(other for other in slide["boxes"] if other["role"] == box["role"])
    is_own = box["role"] != "hotline" or first is not box
    return box["role"] in BOLD and not (is_own and (slide["kind"], box["role"]) in LIGHT)
