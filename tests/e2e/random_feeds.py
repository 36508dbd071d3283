"""Feeds that nobody would write: every kind and member, lengths from nothing to too much, nine
scripts and what is no script, on screens of any shape. One seed makes the same case everywhere."""

import copy
import random

from pictures import png

AT = "2026-11-23T10:00:00+08:00"
THEMES = ["paper", "contrast", "festival", "ink", "night"]
SIZES = [(320, 240), (640, 480), (800, 600), (1024, 768), (1280, 720), (1366, 768), (1920, 1080),
         (1080, 1920), (768, 1366), (240, 320), (2560, 1080), (3840, 2160), (7680, 4320)]
LARGE_PIXELS = 8_000_000
LANGUAGES = [None, "zh-Hans", "zh-Hant", "zh-HK", "ja", "ko", "en", "ar", "ug", "bo"]

HANS = ("学校图书馆教学楼招生办公室毕业典礼运动会通知放假安排实验报告奖学金宿舍食堂开放时间"
        "迎新晚会重要紧急停水检修请同学们注意安全及时登记办理手续在一楼大厅的了和是年月日上午下午")
HANT = "學校圖書館畢業典禮運動會實驗報告獎學金宿舍開放時間迎新晚會檢修請同學們辦理手續廳龍鬱"
RARE = "㐀㙟䶮𠀀𠮷𪚥𬺈龘靐齉纛〇㊀⑴㈱℃㎡㏒"
LATIN = ("the of campus library WiFi COVID-19 opening hours Straße naïve Łódź e-mail "
         "Donaudampfschifffahrtsgesellschaft I/O A4 3.14 2026-11-23 8:30 50% C++ "
         "Pneumonoultramicroscopicsilicovolcanoconiosis").split()
ARABIC = "مكتبة الجامعة مفتوحة يوميا من الساعة الثامنة صباحا قاعة المحاضرات".split()
HEBREW = "ספריית האוניברסיטה פתוחה מדי יום בשעה שמונה בבוקר".split()
UYGHUR = "ئۇنىۋېرسىتېت كۇتۇپخانىسى ھەر كۈنى ئېچىلىدۇ باشلىنىدۇ ئوقۇغۇچىلار".split()
THAI = ["ห้องสมุดมหาวิทยาลัยเปิดทุกวัน", "นักศึกษาใหม่", "ปฐมนิเทศน้ำท่วม"]
TIBETAN = ["སློབ་གྲྭ་ཆེན་མོའི་སློབ་མ་གསར་པ།", "དཔེ་མཛོད་ཁང་།", "བཀྲ་ཤིས་བདེ་ལེགས།"]
JAPANESE = ["図書館は毎日開いています", "アルバイト", "ヴァイオリン・コンサート", "ひらがなっゃゅょー", "々〻ゝ"]
KOREAN = ["도서관은", "매일", "아침", "여덟", "시에", "엽니다", "대한민국"]
EMOJI = ["😀", "👨‍👩‍👧‍👦", "🇨🇳", "🏳️‍🌈", "👍🏽", "❤️", "⚠️", "①", "☎", "→", "★", "1️⃣"]
CONTROLS = ["\u0001", "\u001b[31m", "\u0085", "\u200b", "\u200e", "\u202e", "\u2066", "\ufeff",
            "\u00ad", "\u2028", "\u2029", "\u007f", "\ufff9", "\U000e0041", "\u180e", "\u3164", "\u115f"]
PRIVATE = ["\ue5e6", "\uf8ff", "\U000f0000", "\U0010fffd", "\ufffd", "\uffff", "\u0378"]
STACKS = ["Z̴̡̛͔̗̱̈́̔̌͝ạ̷̢͙̊l̸̨̛̮͍͆̾͌g̶̖̈́͠o̵͕̕", "e\u0301\u0323\u0302", "ก็็็็็็็็", "ཧ྄ཱུྃ", "字\u0301\u20dd", "\u0301", "\u20e3"]
MARKS = list("，。、；：？！…—～·「」『』（）《》〈〉【】“”‘’—…％‰℃￥＄.,:;?!()[]{}/-@#&*+=<>|~'\"") + ["——", "……"]

# One of these each time; an alert has odds of its own. e2e_schema sees that none is left out.
KINDS = ("article", "article", "notice", "notice", "picture", "countdown", "agenda",
         "table")


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.number = 0
        self.most_items = 8

    def one(self, *choices):
        return self.random.choice(choices)

    def chance(self, share):
        return self.random.random() < share

    def length(self, usual, most):
        """Mostly what an editor writes; at times next to nothing, at times all that is allowed."""
        roll = self.random.random()
        if roll < 0.1:
            return self.random.randint(1, 2)
        if roll < 0.75:
            return self.random.randint(1, usual)
        if roll < 0.95:
            return self.random.randint(usual, min(most, 6 * usual))
        return self.random.randint(min(most, 6 * usual), most)

    def chunk(self, script):
        pick = self.random.choice
        if script in (HANS, HANT):
            return "".join(pick(script) for _ in range(self.random.randint(1, 12)))
        if script is RARE:
            return pick(RARE)
        if script in (LATIN, ARABIC, HEBREW, UYGHUR, KOREAN):
            return " ".join(pick(script) for _ in range(self.random.randint(1, 6))) + self.one(" ", " ", "")
        if script == "number":
            return self.one("2026年11月23日", "8:30—17:30", "023-65763111", "100%", "３０", "1,234.50元",
                            "A" * self.random.randint(2, 60), "9" * self.random.randint(1, 40),
                            "https://www.example.edu.cn/a/b?c=d&e=" + "f" * self.random.randint(0, 80))
        if script == "space":
            return self.one(" ", "　", "\t", "\n", "\u00a0", "\r\n", "   ")
        return pick(script)

    def scripts(self):
        """What one text is written in."""
        usual = [HANS, HANS, HANS, "number", MARKS]
        other = self.one([LATIN, MARKS, "space"], [ARABIC, LATIN, "number"], [HEBREW, "number", MARKS], [UYGHUR, HANS],
                         [THAI, "number"], [TIBETAN, HANS], [JAPANESE, JAPANESE, MARKS],
                         [KOREAN, MARKS], [EMOJI, HANS], [HANT, MARKS], [RARE, HANS], [CONTROLS, HANS, LATIN],
                         [PRIVATE, HANS], [STACKS, HANS, LATIN], [MARKS], [LATIN], ["number"])
        every = [HANS, HANT, RARE, LATIN, ARABIC, HEBREW, UYGHUR, THAI, TIBETAN, JAPANESE, KOREAN, EMOJI,
                 CONTROLS, PRIVATE, STACKS, MARKS, "number", "space"]
        roll = self.random.random()
        return usual if roll < 0.4 else other if roll < 0.75 else usual + other if roll < 0.9 else every

    def text(self, usual, most):
        wanted, scripts, out, size = self.length(usual, most), self.scripts(), [], 0
        while size < wanted:
            piece = self.chunk(self.random.choice(scripts))[:wanted - size] or " "
            out.append(piece)
            size += len(piece)
        return "".join(out)

    def line(self, usual=16, most=480):
        return self.text(usual, most)

    def maybe(self, into, share, name, value):
        if self.chance(share):
            into[name] = value()

    def address(self):
        return self.one("https://www.example.edu.cn/", "https://www.example.edu.cn/news/17.html",
                        "https://www.example.edu.cn/" + "x" * self.random.randint(1, 1200),
                        "https://" + "long-name-of-a-host." * self.random.randint(1, 8) + "example.edu.cn/",
                        "https://elsewhere.example.com/", "news/17.html", "http://www.example.edu.cn/")

    def date(self):
        return self.one("2026-11-23", "2026-11-20", "2025-02-28", "2026-11-22T16:00:00Z",
                        "2026-11-23T08:00:00+08:00", "1999-12-31")

    def picture(self):
        return self.one("media/wide.png", "media/high.png", "media/small.png", "media/square.png",
                        "media/dot.png", "media/none.png")

    def show(self):
        show = {}
        self.maybe(show, 0.2, "from", lambda: "2026-11-23T08:00")
        self.maybe(show, 0.4, "until", lambda: self.one("2026-11-23T12:00", "2026-12-31", "2027-06-01T00:00"))
        return show

    def numbers(self):
        number = lambda: self.one("023-65763111", "110", "13800001234", "400-678-9012", "+852 2345 6789",
                                  "65763111", "内线：6576、6577", "65763111/2/3", "023-65763111转8001")
        return self.one(
            number(), number() + self.one("、", " ", "；") + number(),
            [{"number": number(), "note": self.line(6, 200)} for _ in range(self.random.randint(1, 4))],
            [number() for _ in range(self.length(2, 30))],
            f"{self.line(5, 40)}：{number()}")

    def hotline(self):
        hotline = {"label": self.line(6, 200), "numbers": self.numbers()}
        self.maybe(hotline, 0.4, "hours", lambda: self.one(
            "Mon-Fri 08:30-17:30", "全天", "周一至周五 08:30-11:30、14:00-17:00；周六 9点到12点", self.line(10, 200)))
        return hotline

    def block(self):
        roll = self.random.random()
        if roll < 0.2:
            return {"heading": self.line(8, 200)}
        if roll < 0.35:
            return {"image": self.picture(), "caption": self.one("", self.line(12, 200))}
        return {"text": self.text(120, 3000)}

    def item(self, kind):
        self.number += 1
        item = {"id": f"i{self.number}", "kind": kind}
        fill = self.picture_item if kind == "picture" else getattr(self, kind)
        self.maybe(item, 0.9, "title", self.line)
        self.maybe(item, 0.4, "url", self.address)
        self.maybe(item, 0.5, "published", self.date)
        self.maybe(item, 0.1, "lang", lambda: self.one("zh-Hant", "en", "ja", "ko", "ar", "th"))
        if kind != "alert":
            self.maybe(item, 0.3, "show", self.show)
            self.maybe(item, 0.1, "verified_until", lambda: "2027-08-31")
        fill(item)
        return item

    def article(self, item):
        self.maybe(item, 0.7, "source", lambda: self.line(5, 200))
        item["body"] = [self.block() for _ in range(self.length(4, 25))]

    def notice(self, item):
        item["text"] = self.text(50, 6000)
        self.maybe(item, 0.6, "level", lambda: self.one("info", "important", "urgent"))

    def picture_item(self, item):
        item["image"] = self.picture()
        self.maybe(item, 0.5, "fit", lambda: self.one("cover", "contain"))
        self.maybe(item, 0.3, "focus", lambda: [self.random.random(), self.random.random()])

    def countdown(self, item):
        item["to"] = self.one("2026-12-31", "2026-11-23T16:30", "2026-11-23T10:01", "2099-06-07", "2026-11-23")
        self.maybe(item, 0.5, "after", lambda: self.line(8, 200))

    def agenda(self, item):
        self.maybe(item, 0.5, "date", lambda: "2026-11-23")
        rows = []
        for _ in range(self.length(4, 40)):
            hour = self.random.randint(8, 21)
            rows.append({"time": self.one(f"{hour:02}:00", f"{hour:02}:00-{hour:02}:45"), "title": self.line(10, 200)})
            self.maybe(rows[-1], 0.6, "place", lambda: self.line(5, 100))
        item["rows"] = rows

    def cell(self, kind):
        if kind == "number" and self.chance(0.8):
            return self.one(0, 12, 3.5, -0.75, 1e300, "12.50", "1,280", "9" * self.random.randint(1, 40))
        if kind in ("time", "departure") and self.chance(0.8):
            hour = self.random.randint(0, 22)
            return self.one(f"{hour}:05", f"{hour:02}:00-{hour + 1:02}:30")
        return self.one(None, "", self.line(6, 30), self.line(6, 480))

    def table(self, item):
        kinds = [self.one("text", "text", "number", "time", "departure") for _ in range(self.random.randint(1, 8))]
        item["columns"] = [{"label": self.line(4, 60), "type": kind} for kind in kinds]
        for column in item["columns"]:
            self.maybe(column, 0.3, "weight", lambda: self.random.randint(1, 10))
            if column["type"] == "number":
                self.maybe(column, 0.5, "unit", lambda: self.line(2, 20))
        item["rows"] = [{"cells": [self.cell(kind) for kind in kinds]} for _ in range(self.length(6, 60))]
        for row in item["rows"]:
            self.maybe(row, 0.2, "state", lambda: self.one("售罄", "紧张", "开放", self.line(4, 60)))
            self.maybe(row, 0.1, "until", lambda: self.one("2026-11-23T09:00", "2026-11-24"))
        if self.chance(0.3):
            item["rows"].insert(self.random.randint(0, len(item["rows"])), {"group": self.line(6, 200)})
        item["empty"] = self.line(8, 100)
        if self.chance(0.4):
            item["as_of"] = self.one("2026-11-23T09:55:00+08:00", "2026-11-20")
            self.maybe(item, 0.5, "max_age", lambda: self.one("400h", "30d"))

    def alert(self, item):
        item["severity"] = self.one("minor", "moderate", "severe", "extreme")
        item["show"] = {"until": "2026-11-23T18:30:00+08:00"}
        self.maybe(item, 0.7, "text", lambda: self.text(40, 2000))
        self.maybe(item, 0.6, "instruction", lambda: self.text(20, 1000))
        self.maybe(item, 0.5, "contact", lambda: self.line(10, 200))
        for name in ("test", "clear"):
            self.maybe(item, 0.2, name, lambda: True)

    def footer(self):
        """A line or two, or at times as many and as long ones as a feed may have: they leave a slide little room."""
        if self.chance(0.3):
            return [self.one("渝ICP备05001234号-1", "渝公网安备 50010802001234号",
                             "渝ICP备12345678号 教学服务信息备案登记系统平台 地址：重庆市某某区某某街道某某路一百二十三号",
                             self.line(14, 200)) for _ in range(self.random.randint(4, 20))]
        return [self.one("© 云山职业学院", "渝ICP备05001234号", "渝公网安备 50010802001234号", self.line(14, 200))
                for _ in range(self.length(2, 8))]

    def feed(self):
        feed = {"lobbycard": 1, "issued": "2026-11-23T08:00:00+08:00"}
        if lang := self.one(*LANGUAGES):
            feed["lang"] = lang
        site = {}
        self.maybe(site, 0.85, "name", lambda: self.one("云山职业学院", self.line(8, 200)))
        self.maybe(site, 0.5, "welcome", lambda: self.text(12, 400))
        self.maybe(site, 0.3, "logo", self.picture)
        self.maybe(site, 0.6, "footer", self.footer)
        if site:
            feed["site"] = site
        self.maybe(feed, 0.15, "expires", lambda: "2026-11-23T09:00:00+08:00")
        self.maybe(feed, 0.6, "hotlines", lambda: [self.hotline() for _ in range(self.length(3, 20))])
        self.maybe(feed, 0.5, "links", lambda: [
            {"label": self.line(6, 200), "url": self.address()} for _ in range(self.length(3, 20))])
        items = []
        for _ in range(min(self.most_items, self.length(3, 8))):
            items.append(self.item(self.one(*KINDS)))
        if self.chance(0.25):
            items.append(self.item("alert"))
            if self.chance(0.6):
                items[-1]["banner"] = True
        feed["items"] = items
        return feed

    def config(self):
        keys = {"theme": {"name": self.one(*THEMES)}, "guard": {"deny": "", "hosts": ".example.edu.cn"},
                "screen": {}}
        theme, screen = keys["theme"], keys["screen"]
        for name in ("show_clock", "show_date", "show_week", "show_lunar", "show_term"):
            self.maybe(theme, 0.15, name, lambda: "no")
        self.maybe(theme, 0.3, "show_phone_codes", lambda: "yes")
        self.maybe(theme, 0.15, "full_width_marks", lambda: "no")
        self.maybe(screen, 0.15, "overscan_pct", lambda: self.random.randint(1, 10))
        self.maybe(screen, 0.3, "term_start", lambda: "2026-08-31")
        return keys

    def size(self):
        if self.chance(0.6):
            return self.one(*SIZES[:-2], *SIZES[:-2], *SIZES)
        wide = int(320 * (7680 / 320) ** self.random.random())
        ratio = self.one(4 / 3, 16 / 10, 16 / 9, 21 / 9, 9 / 16, 3 / 4, 1, 32 / 9, 9 / 32)
        ratio *= self.random.uniform(0.9, 1.1)
        return wide, max(240, min(4320, int(wide / ratio)))


def case(seed):
    """{"size", "config", "feeds"} of that seed."""
    maker = Maker(seed)
    size, count = maker.size(), maker.one(1, 1, 1, 2)
    if size[0] * size[1] > LARGE_PIXELS:  # a slide takes seconds there
        count = maker.most_items = 1
    return {"size": list(size), "config": maker.config(), "feeds": [maker.feed() for _ in range(count)]}


def config_text(keys):
    return "".join(f"[{section}]\n" + "".join(f"{name} = {value}\n" for name, value in values.items())
                   for section, values in keys.items())


def write_pictures(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, wide, high in (("wide", 900, 60), ("high", 60, 900), ("small", 64, 48), ("square", 300, 300), ("dot", 1, 1)):
        (folder / f"{name}.png").write_bytes(png(wide, high, (90, 120, 60)))


def smaller(case):
    """Cases with one thing less, the largest steps first: for finding what matters in one."""
    for index in range(len(case["feeds"])):
        if len(case["feeds"]) > 1:
            fewer = copy.deepcopy(case)
            del fewer["feeds"][index]
            yield fewer
    for path in sorted(paths(case), key=lambda path: -len(str(value_at(case, path)))):
        value = value_at(case, path)
        if isinstance(value, list) and len(value) > 3:
            for half in (value[:len(value) // 2], value[len(value) // 2:]):
                yield put(case, path, half)
        if isinstance(value, str) and len(value) > 1 and path[-1] not in ("kind", "id"):
            for half in (value[:len(value) // 2], value[len(value) // 2:], value[:-1], value[1:]):
                yield put(case, path, half)
        yield put(case, path, None)


def paths(value, path=()):
    if path and path[0] == "size":
        return
    if len(path) > 1:
        yield path
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in entries:
        yield from paths(entry, (*path, key))


def value_at(case, path):
    for key in path:
        case = case[key]
    return case


def put(case, path, value):
    """A copy of the case with that value there; None takes it away."""
    case = copy.deepcopy(case)
    holder = value_at(case, path[:-1])
    if value is None:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return case
