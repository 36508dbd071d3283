"""What every scenes.json must obey (docs/design.md, contracts), as findings in words."""

import collections
import re
import struct
import unicodedata
import zlib

# Marks that may not begin or end a line (CLREQ 3.1.1, zh strict).
NOT_FIRST = set("、，。．：；！？…—·‧・％‰℃」』）〕］｝》〉】〗”’,.:;!?)]}%ー々〻～")
FILLERS = set("\u3164\u115f\u1160\uffa0")  # letters by their class, with nothing to see
NOT_LAST = set("「『（〔［｛《〈【〖“‘([{￥＄£")


def luminance(colour):
    channels = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """WCAG 2.1, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def overlap(a, b):
    return (a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and
            a[1] < b[1] + b[3] and b[1] < a[1] + a[3])


def name(box):
    return f"{box.get('role')} {''.join(box.get('lines') or [''])[:14]!r}"


def split_word(above, below, source):
    """The word or number that was broken between two lines, if one was. source: the feed's texts, a
    line each. A hyphen with three letters on both sides may end a line (docs/typesetting.md)."""
    head, tail = re.search(r"[0-9A-Za-z-]+$", above), re.match(r"[0-9A-Za-z-]+", below)
    if not head or not tail or (re.search(r"[A-Za-z]{3}-$", above) and re.match("[A-Za-z]{3}", below)):
        return None
    # With what stands around it: the same letters may be two words elsewhere, or two texts here.
    end, begin = above[max(0, head.start() - 6):], below[:tail.end() + 6]
    are_two_texts = f"{end}\n" in f"{source}\n" and f"\n{begin}" in f"\n{source}"
    return head[0] + tail[0] if end + begin in source and not are_two_texts else None


def least_em(char):
    """How wide a character is at least, in em of the shipped faces."""
    if unicodedata.combining(char):
        return 0
    if "\u2e80" <= char:
        return 1
    for em, chars in ((0.27, "ijlI.,:;!|'-()[]/"), (0.32, "ftr"), (0.6, "A"), (0.8, "mMwW"), (0.55, "onudbpqh0123456789")):
        if char in chars:
            return em
    return 0.5


def begins_subtitle(line):
    """Of a heading, which no role tells from text (test_clreq holds that to the rule)."""
    return line.startswith("——")


def must_part(box, turn, source):
    """Whether what stays together around a turn of lines is longer than a line of its box: words
    and marks up to the Han character before and behind, on the next page too."""
    lines, first, last = box["lines"], turn - 1, turn
    head = re.search(r"[^\u3400-\u9fff\s]*[\u3400-\u9fff]?[^\u3400-\u9fff\s]*$", lines[first])[0]
    part = head
    while part == lines[first] and first > 0:
        first -= 1
        part = re.search(r"[^\u3400-\u9fff\s]*$", lines[first])[0]
        head = part + head
    tail = re.match(r"[^\u3400-\u9fff\s]*[\u3400-\u9fff]?", lines[last])[0]
    while tail.endswith(lines[last]) and last + 1 < len(lines):
        last += 1
        tail += re.match(r"[^\u3400-\u9fff\s]*", lines[last])[0]
    if tail.endswith(lines[last]) and (at := source.find(head + tail)) >= 0:
        tail += re.match(r"[^\u3400-\u9fff\s]*", source[at + len(head + tail):])[0]
    em = sum(least_em(char) for char in head + tail)
    return em * box["font_px"] > box["rect"][2] - 2 * box["font_px"]


def unshown(char):
    """Whether a character should leave no trace: controls, what is not assigned or private, and
    those of format but the joiners, which scripts and emoji need, and emoji's tags."""
    kind = unicodedata.category(char)
    return kind in ("Cc", "Co", "Cs", "Cn") or (
        kind == "Cf" and char not in "\u200c\u200d" and not "\U000e0020" <= char <= "\U000e007f" and
        not 0x600 <= ord(char) <= 0x605 and char not in "\u06dd\u070f")


def is_empty(line):
    return all(char.isspace() or unicodedata.category(char)[0] == "C" or char in FILLERS for char in line)


def is_outside(box, size):
    x, y, w, h = box["rect"]
    return x < 0 or y < 0 or x + w > size[0] or y + h > size[1] or w <= 0 or h <= 0


def check_text(box, size, source):
    h = box["rect"][3]
    if not box["lines"] or any(is_empty(line) for line in box["lines"]):
        yield f"{box.get('role')} has an empty line: {box['lines']}"
    for line in box["lines"]:
        if wrong := [f"U+{ord(char):04X}" for char in line if unshown(char)]:
            yield f"{box['role']} shows {' '.join(wrong[:4])}: {line[:20]!r}"
    if not 0 < box["min_px"] <= box["font_px"]:
        yield f"{name(box)} is {box['font_px']} px, the least is {box['min_px']}"
    if len(box["lines"]) * box["font_px"] > 1.2 * h:
        yield f"{name(box)}: {len(box['lines'])} lines of {box['font_px']} px in {h} px"
    ratio = contrast(box["colour"], box["on"])
    if ratio < 4.5:
        yield f"{name(box)} has contrast {ratio:.2f}"
    for turn, (above, below) in enumerate(zip(box["lines"], box["lines"][1:]), 1):
        if must_part(box, turn, source):
            continue
        if below[0] in NOT_FIRST and not begins_subtitle(below) and above + below in source:
            yield f"{box['role']}: a line begins with {below[0]}: {below[:12]}"
        if above[-1] in NOT_LAST and above + below in source:
            yield f"{box['role']}: a line ends with {above[-1]}: {above[-12:]}"
        word = split_word(above, below, source)
        if word:
            yield f"{box['role']}: {word!r} is split over two lines"


def holds(outer, inner):
    return (outer[0] <= inner[0] and outer[0] + outer[2] >= inner[0] + inner[2] and
            outer[1] <= inner[1] and outer[1] + outer[3] >= inner[1] + inner[3])


def lies_over(boxes, i, k):
    """Two boxes, the i-th painted first; a text may stand on a fill over a picture."""
    one, other = boxes[i], boxes[k]
    if "fill" in (one["box"], other["box"]) or not overlap(one["rect"], other["rect"]):
        return False
    return not (one["box"] == "picture" and other["box"] == "text" and
                any(fill["box"] == "fill" and holds(fill["rect"], other["rect"]) for fill in boxes[i + 1:k]))


def check_slide(slide, size, source):
    boxes, texts = slide["boxes"], [box for box in slide["boxes"] if box["box"] == "text"]
    if not texts and not any(box["box"] == "picture" for box in boxes):
        yield "no text at all"
    for box in texts:
        yield from check_text(box, size, source)
        if box["clipped"] and not any(re.match(re.escape(box["role"]) + ".*: cut", text) for text in slide["warnings"]):
            yield f"{name(box)} is cut without a warning"
    for box in boxes:
        if is_outside(box, size):
            yield f"{box['box']} {name(box)} reaches outside: {box['rect']}"
    for i, one in enumerate(boxes):
        for k in range(i + 1, len(boxes)):
            if lies_over(boxes, i, k):
                yield f"{name(one)} {one['rect']} lies over {name(boxes[k])} {boxes[k]['rect']}"
    if not 1 <= slide["page"] <= slide["pages"]:
        yield f"page {slide['page']} of {slide['pages']}"
    if not 1000 <= slide["dwell_ms"] <= 600_000:
        yield f"dwells {slide['dwell_ms']} ms"


def letters(text):
    """What has to be there again when a text was set, whatever became of its marks and spaces."""
    text = unicodedata.normalize("NFKD", text)
    return "".join(char for char in text if unicodedata.category(char)[0] in "LN" and char not in FILLERS)


def check_told(told, lines, is_cut):
    """Finds letters of a text that its lines lack. A character that no face has is set as 〓."""
    wanted, shown = letters(told), letters("".join(lines))
    missing = sum(line.count("〓") for line in lines) - told.count("〓")
    if is_cut:
        shown = letters("".join(lines).split("…")[0]) if wanted[:len(shown)] != shown else shown
        wanted = wanted[:len(shown)]
    if missing > 0 or "〓" in told:
        return len(shown) + 8 * missing >= len(wanted)
    return wanted == shown


# What an item says and the boxes that say it, on one slide or on all of them.
TOLD = {"article": {"title": "title"}, "notice": {"title": "title", "text": "text"}, "agenda": {"title": "title"}, "table": {"title": "title"},
        "alert": {"title": "title", "text": "text", "instruction": "instruction", "contact": "contact"}}


def check_headings(told, lines, is_cut):
    """As check_told, in any order: one that goes with a picture stands where that does, beside the text or behind it."""
    wanted, shown = collections.Counter(letters(told)), collections.Counter(letters("".join(lines).replace("…", "")))
    missing = sum(line.count("〓") for line in lines) - told.count("〓")
    if missing > 0 or "〓" in told:
        return shown.total() + 8 * missing >= wanted.total()
    return shown == wanted or is_cut and not shown - wanted


def check_items(slides, feeds):
    """Every item that is shown is shown whole, or a warning says that it is cut."""
    items = {(source, item["id"]): item for source, feed in feeds.items() for item in feed.get("items", [])
             if isinstance(item, dict) and "id" in item}
    pages = {}
    for slide in slides:
        pages.setdefault((slide["source"], slide["item"]), []).append(slide)
    for key, item in items.items():
        shown = [slide for slide in pages.get(key, []) if slide["kind"] == item["kind"]]
        says = {role: item.get(member) for role, member in TOLD.get(item["kind"], {}).items()}
        if item["kind"] == "article":
            says["body"] = "".join(block.get("text", "") for block in item.get("body", []))
            says["subheading"] = "".join(block.get("heading", "") for block in item.get("body", []))
        for role, told in says.items():
            if not shown or not told:
                continue
            first = shown[:1] if role == "title" else shown
            # an article of a line is set as a notice
            roles = (role, "text") if role == "body" else (role,)
            boxes = [box for slide in first for box in slide["boxes"] if box.get("role") in roles]
            is_cut = any(box["clipped"] for box in boxes) or any("pages; the first" in text for slide in shown
                                                                 for text in slide["warnings"])
            if role == "title" and not boxes and any(text.startswith("title: cut") for slide in first for text in slide["warnings"]):
                # a low page has room for a running title alone, and says so
                boxes = [box for slide in first for box in slide["boxes"] if box.get("role") == "running-title"]
                is_cut = bool(boxes)
            lines = [line for box in boxes for line in box["lines"]]
            check = check_headings if role == "subheading" else check_told
            if not check(told, lines, is_cut):
                yield f"{item['id']}: {role} lacks letters: {''.join(lines)[-30:]!r} of {told[-30:]!r}"


def png_size(data):
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR":
        raise ValueError("not a PNG")
    return list(struct.unpack(">2I", data[16:24]))


def png_rows(data):
    """The rows of an 8-bit RGB or RGBA picture, unfiltered, and its bytes a pixel."""
    width, height, depth, kind = struct.unpack(">2I2B", data[16:26])
    if depth != 8 or kind not in (2, 6):
        raise ValueError(f"PNG of depth {depth} and colour type {kind}")
    step, position, packed = (3 if kind == 2 else 4), 8, b""
    while position < len(data):
        length, = struct.unpack(">I", data[position:position + 4])
        if data[position + 4:position + 8] == b"IDAT":
            packed += data[position + 8:position + 8 + length]
        position += 12 + length
    raw, stride = zlib.decompress(packed), width * step
    if len(raw) != height * (stride + 1):
        raise ValueError(f"{len(raw)} bytes of pixels")
    rows, before = [], bytearray(stride)
    for y in range(height):
        start = y * (stride + 1)
        row = bytearray(raw[start + 1:start + 1 + stride])
        unfilter(raw[start], row, before, step)
        rows.append(bytes(row))
        before = row
    return rows, step


def unfilter(kind, row, above, step):
    """RFC 2083 section 6, in place."""
    if kind == 2:
        row[:] = bytes((a + b) & 255 for a, b in zip(row, above))
    elif kind:
        for i in range(len(row)):
            left, corner = (row[i - step], above[i - step]) if i >= step else (0, 0)
            if kind == 1:
                guess = left
            elif kind == 3:
                guess = (left + above[i]) // 2
            else:
                p = left + above[i] - corner
                distances = abs(p - left), abs(p - above[i]), abs(p - corner)
                guess = (left, above[i], corner)[distances.index(min(distances))]
            row[i] = (row[i] + guess) & 255


def ink_share(rows, step, box):
    """Of the pixels in a box, how many are nearer to its ink than to what is behind it."""
    ink, ground = ([int(box[key][i:i + 2], 16) for i in (1, 3, 5)] for key in ("colour", "on"))
    channel = max(range(3), key=lambda c: abs(ink[c] - ground[c]))
    middle, dark = (ink[channel] + ground[channel]) / 2, ink[channel] < ground[channel]
    x, y, w, h = box["rect"]
    values = b"".join(row[x * step + channel:(x + w) * step:step] for row in rows[y:y + h])
    count = sum((value < middle) == dark for value in values)
    return count / max(1, len(values))


def grown(box):
    """What a box may ink: letters may reach a little out of the em."""
    x, y, w, h = box["rect"]
    out = box.get("font_px", 0) // 4
    return x - out, y - out, w + 2 * out, h + 2 * out


def stray_ink(rows, step, boxes):
    """The first pixel that differs from the picture's ground outside of every box, and None."""
    rects = [grown(box) for box in boxes]
    width = len(rows[0]) // step
    last = rows[-1]
    ground = collections.Counter(last[x * step:x * step + step] for x in range(width)).most_common(1)[0][0]
    for y, row in enumerate(rows):
        at = 0
        for x, w in sorted((x, w) for x, top, w, h in rects if top <= y < top + h) + [(width, 0)]:
            gap = row[at * step:max(at, x) * step]
            if gap != ground * (len(gap) // step):
                return at, y
            at = max(at, x + w)
    return None


def colour_at(rows, step, x, y):
    return tuple(rows[y][x * step:x * step + 3])


def near(a, b):
    return all(abs(x - y) < 4 for x, y in zip(a, b))
