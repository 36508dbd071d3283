"""A browser in kiosk mode that does what play does: the same slides in the same places, shown as
long, faded as long. What it draws are the texts and pictures that `render` tells of."""

import contextlib
import html
import pathlib
import re
import subprocess
import time

import common
import rendered
from common import need

FACES = ("Regular", 400), ("Bold", 700)
SWITCHES = ("--kiosk", "--no-sandbox", "--no-first-run", "--no-default-browser-check", "--disable-gpu",
            "--disable-sync", "--disable-background-networking", "--window-position=0,0")


class Paper:
    """Whether a whole slide is on the screen: a browser's window is white before."""

    def __init__(self, screen):
        self.memory, self.places, self.is_black = screen.memory, screen.places, screen.is_black

    def is_full(self):
        return sum(40 < self.memory[place] < 0xFE for place in self.places) >= len(self.places) - 2


def box_html(slide, box):
    x, y, w, h = box["rect"]
    place = f"left:{x}px;top:{y}px;width:{w}px;height:{h}px"
    if box["box"] == "text":
        weight = 700 if rendered.is_bold(slide, box) else 400
        lines = "<br>".join(html.escape(line) for line in box["lines"])
        style = (f"{place};color:{box['colour']};font:{weight} {box['font_px']}px/"
                 f"{h / max(1, len(box['lines']))}px Shipped;white-space:pre")
        return f'<div style="{style}">{lines}</div>'
    if box["box"] == "picture" and box.get("url", "").startswith("file:"):
        return f'<img style="{place};object-fit:cover" src="{html.escape(box["url"])}">'
    return f'<div style="{place};background:{box["colour"]}"></div>' if "colour" in box else ""


def write_page(out, folder, dwell_ms, fade_ms):
    slides = rendered.read(out)
    faces = "".join(f"@font-face{{font-family:Shipped;font-weight:{weight};"
                    f"src:url({(common.ROOT / f'fonts/NotoSansSC-{name}.ttf').as_uri()})}}"
                    for name, weight in FACES)
    body = "".join(f'<section{"" if i else " class=on"}>{"".join(box_html(slide, box) for box in slide["boxes"])}</section>'
                   for i, slide in enumerate(slides))
    page = folder / "peer.html"
    page.write_text(f"""<!doctype html><meta charset="utf-8"><style>{faces}
html, body {{ margin: 0; overflow: hidden; background: #f6f2e9; cursor: none }}
section {{ position: absolute; inset: 0; background: #f6f2e9; opacity: 0; transition: opacity {fade_ms}ms linear }}
section.on {{ opacity: 1; z-index: 1 }}
section > * {{ position: absolute }}
</style>{body}<script>
const slides = document.querySelectorAll("section");
let at = 0;
setInterval(() => {{
    slides[at].className = "";
    at = (at + 1) % slides.length;
    slides[at].className = "on";
}}, {dwell_ms});
</script>""", encoding="utf-8")
    return page


def command(program, page, folder, width, height):
    return [program, *SWITCHES, f"--window-size={width},{height}", f"--user-data-dir={folder / 'profile'}",
            "--allow-file-access-from-files", page.as_uri()]


def family(pid):
    """It and all that it has started, and these."""
    found = [pid]
    for child in common.children(pid):
        found += family(child)
    return found


def cpu_s(pids):
    """By process, of those that are still there."""
    spent = {}
    for pid in pids:
        with contextlib.suppress(OSError):
            spent[pid] = time.clock_gettime((~pid << 3) | 2)
    return spent


def memory_mb(pids):
    """Their proportional set sizes: it maps too much to be looked at page by page, and what other
    programs share with it makes it smaller, not larger."""
    kilobytes = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            rollup = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
            kilobytes += int(re.search(r"^Pss: +(\d+)", rollup, re.M).group(1))
    return kilobytes / 1024


def watch(pids, seconds):
    """(CPU seconds, [memory of all in MB, once a second]) of so long; some may end meanwhile."""
    before, sizes, end = cpu_s(pids), [], time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(1)
        sizes.append(memory_mb(pids))
    after = cpu_s(pids)
    need(sizes and after, "the peer ended while it was watched")
    return sum(spent - before[pid] for pid, spent in after.items()), sizes


def version(program):
    done = subprocess.run([program, "--version"], capture_output=True, encoding="utf-8", timeout=60)
    need(done.returncode == 0, f"{program} --version: {done.stderr.strip()}")
    return done.stdout.strip()
