#!/usr/bin/env python3
"""The editors' page for who does not see it, sees it large, or has a keyboard alone (WCAG 2.2 AA), by what Chromium itself
computes: names and roles of its accessibility tree, colours, sizes, the ring of the focus, the order of headings, what is read
out when something goes wrong; at 1280 px, 320 px, with letters twice as large and with the system's own colours.
Every third view of it; with LOBBYCARD_LONG all."""

import json

import browser
from browser import Browser
from common import IS_LONG, Lab, left_out, main, need, wait
from desk import PASSWORD, Desk

DESKTOP = (1280, 800)
NARROW = (320, 256)  # 1280 by 1024 at 400 %: 1.4.10
LONG = "云汀职业技术学院学生工作处关于组织二〇二六级全体新生参加校园安全与心理健康教育专题系列讲座的补充通知（第三版）"
WIDE = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft"
ITEMS = [
    {"id": "n-now", "kind": "notice", "title": "周六上午停水", "text": "三号宿舍楼更换主管道，请提前储水。", "show": {"screens": ["dormitory"]}},
    {"id": "n-long", "kind": "notice", "title": LONG, "text": WIDE, "level": "urgent"},
    {"id": "n-over", "kind": "notice", "title": "已经过去的", "text": "过去了。", "show": {"until": "2026-01-02"}},
    {"id": "n-comes", "kind": "notice", "title": "Open day", "text": "The library opens at eight.", "lang": "en", "show": {"from": "2031-01-02", "until": "2031-02-02"}},
    {"id": "a-new", "kind": "article", "title": "图书馆新馆试运行", "body": [{"heading": "开放时间"}, {"text": "每天八时开门。"}]},
    {"id": "t-menu", "kind": "table", "title": "今日菜单", "columns": [{"label": "窗口"}, {"label": "菜品"}, {"label": "价格", "type": "number", "unit": "元"}],
     "rows": [{"cells": ["1 号", "红烧排骨", 12]}, {"group": "素菜"}, {"cells": ["2 号", "清炒时蔬", 4], "state": "售罄"}]},
    {"id": "d-day", "kind": "agenda", "title": "校园开放日", "rows": [{"time": "09:00-10:30", "title": "校长致辞", "place": "礼堂"}]},
    {"id": "c-down", "kind": "countdown", "title": "距校运会开幕", "to": "2031-05-01"},
    {"id": "w-fire", "kind": "alert", "title": "演习：请有序撤离", "severity": "minor", "test": True, "show": {"until": "2031-01-01T08:00"}},
]
FEED = {"lobbycard": 1, "site": {"name": "云汀职业技术学院", "footer": ["版权所有 云汀职业技术学院"]}, "items": ITEMS,
        "hotlines": [{"label": "招生热线", "numbers": "023-65763111 65763222"}], "links": [{"label": "官网", "url": "https://www.example.edu.cn/"}]}
VIEWS = ["parts", "new", "review", "review/i-n-now", "publish", "timeline", "screens", "states", "audit", "people", "me", "import",
         "versions/i-n-now", "parts/site", "parts/hotlines", "parts/links", "parts/i-n-now", "parts/i-n-long", "parts/i-a-new", "parts/i-t-menu",
         "parts/i-d-day", "parts/i-c-down", "parts/i-w-fire", "nowhere/x"][::1 if IS_LONG else 3]

CONTRAST = """
const parse = (text) => { const n = text.match(/[\\d.]+/g).map(Number); return [n[0], n[1], n[2], n.length > 3 ? n[3] : 1]; };
const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
const ground = (e) => { const all = []; for (let at = e; at; at = at.parentElement) { const c = parse(getComputedStyle(at).backgroundColor); all.push(c); if (c[3] === 1) break; }
    return all.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]); };
const light = (c) => { const [r, g, b] = c.slice(0, 3).map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
const seen = (e) => e.checkVisibility({opacityProperty: true, visibilityProperty: true}) && e.getClientRects().length && !e.closest('.aloud, #told, #warned, .skip, [inert]');
"""
TEXTS = CONTRAST + """
const found = [];
for (const e of document.querySelectorAll('body *')) {
    if (!seen(e) || e.closest('button:disabled')) continue;
    const said = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    const typed = e.matches('input:not([type=checkbox]):not([type=radio]):not([type=range]):not([type=file]), textarea, select') && !e.disabled;
    const at = ground(e);
    if ((said || typed) && ratio(over(parse(getComputedStyle(e).color), at), at) < 4.5) found.push(e.outerHTML.slice(0, 90) + ' ' + ratio(parse(getComputedStyle(e).color), at).toFixed(2));
    if (typed && e.placeholder && ratio(over(parse(getComputedStyle(e, '::placeholder').color), at), at) < 4.5) found.push('placeholder of ' + e.outerHTML.slice(0, 90));
    if (e.matches('input:not([type=range]):not([type=file]), textarea, select') && !e.disabled && parseFloat(getComputedStyle(e).borderTopWidth) && getComputedStyle(e).appearance !== 'auto'
        && ratio(over(parse(getComputedStyle(e).borderTopColor), at), ground(e.parentElement)) < 3) found.push('edge of ' + e.outerHTML.slice(0, 90));
}
return found;"""
TARGETS = CONTRAST + """
return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [role=button], label.button')].filter((e) => seen(e) && !e.disabled && !e.classList.contains('file')).filter((e) => {
    const boxes = [e, ...(e.matches('input') && e.labels ? e.labels : [])].map((one) => one.getBoundingClientRect());
    if (boxes.some((box) => box.width >= 23.9 && box.height >= 23.9)) return false;
    const line = getComputedStyle(e).display === 'inline' && [...e.parentElement.childNodes].some((n) => n !== e && n.textContent.trim());
    return !line; }).map((e) => e.outerHTML.slice(0, 110) + ' ' + e.getBoundingClientRect().width.toFixed(0) + 'x' + e.getBoundingClientRect().height.toFixed(0));"""
TONGUES = CONTRAST + """
const page = document.documentElement.lang;
const chinese = (text) => (text.match(/\\p{Script=Han}/gu) || []).length > (text.match(/[a-zA-Z]/g) || []).length;
if (page !== arguments[0]) return ['the page is ' + page];
if (page !== 'en') return [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); const found = [];
while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (chinese(walker.currentNode.data) && seen(e) && !e.closest('[lang^=zh]')) found.push(e.outerHTML.slice(0, 110));
}
for (const e of document.querySelectorAll('input[type=text], textarea')) if (seen(e) && chinese(e.value) && !e.closest('[lang^=zh]')) found.push(e.outerHTML.slice(0, 110));
return found;"""
TIED = """const found = []; const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
found.push(...ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => 'twice: ' + id));
for (const name of ['aria-describedby', 'aria-labelledby', 'aria-controls', 'for'])
    for (const e of document.querySelectorAll(`[${name}]`)) for (const id of e.getAttribute(name).split(' ').filter(Boolean)) if (!document.getElementById(id)) found.push(`${name}=${id}`);
return found;"""
MOVES = """return [...document.querySelectorAll('*')].filter((e) => { const s = getComputedStyle(e);
    return s.animationName !== 'none' || s.transitionDuration.split(',').some((d) => parseFloat(d) > 0) || s.scrollBehavior === 'smooth'; }).map((e) => e.outerHTML.slice(0, 100));"""
CUT = CONTRAST + """return [...document.querySelectorAll('body *')].filter((e) => { const s = getComputedStyle(e);
    return seen(e) && s.clipPath === 'none' && s.overflowX === 'hidden' && s.overflowY === 'hidden' && s.webkitLineClamp === 'none' && s.textOverflow !== 'ellipsis' && !e.matches('img, svg, textarea, .spans')
        && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 2); }).map((e) => e.outerHTML.slice(0, 100));"""
STOP = CONTRAST + """
const e = document.activeElement; if (!e || e === document.body || e === document.documentElement) return null;
const ring = e.classList.contains('file') ? e.nextElementSibling : e;
const s = getComputedStyle(ring), box = ring.getBoundingClientRect();
const middle = document.elementFromPoint(Math.min(innerWidth - 1, Math.max(0, box.left + box.width / 2)), Math.min(innerHeight - 1, Math.max(0, box.top + Math.min(box.height, innerHeight) / 2)));
const wide = s.outlineStyle === 'none' ? 0 : parseFloat(s.outlineWidth);
if (!e.dataset.stop) e.dataset.stop = String(++window.stops || (window.stops = 1));
return {key: e.dataset.stop, what: e.outerHTML.slice(0, 110), ring: wide, seen: wide ? ratio(parse(s.outlineColor), ground(ring.parentElement || ring)) : 0,
    bare: box.width < 1 || Boolean(middle && (ring.contains(middle) || middle.contains(ring) || (e.labels && [...e.labels].some((l) => l.contains(middle))))),
    inside: box.bottom > 0 && box.top < innerHeight, skip: e.classList.contains('skip')};"""
UNREACHED = """return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.disabled
    && e.tabIndex >= 0 && !e.closest('[inert]') && !e.dataset.stop && !(e.type === 'radio' && document.querySelector(`input[name="${CSS.escape(e.name)}"][data-stop]`))).map((e) => e.outerHTML.slice(0, 110));"""


def tree(page):
    """The accessibility tree, as a list of {role, name, ...}; nothing that is ignored."""
    nodes = page.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    found = []
    for node in nodes:
        if not node.get("ignored"):
            about = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
            found.append({"role": node.get("role", {}).get("value", ""), "name": node.get("name", {}).get("value", "").strip(), **about})
    return found


def opened(page, words):
    page.go(*words.split("/"))
    page.seen("main h1")
    wait(lambda: page.script("return !document.querySelector('.opening')"), 15, f"{words} opens")
    if words.startswith("parts/"):
        wait(lambda: page.script("const s = document.querySelector('.says strong, .preview-state'); return s && s.textContent.trim()"), 30, f"{words} is whole")


def look(page, where, language):
    """What can be told of a view as it stands."""
    nodes = tree(page)
    nameless = [node for node in nodes if node.get("focusable") and not node["name"] and node["role"] not in ("RootWebArea", "main", "heading", "generic")]
    need(not nameless, f"{where}: controls without a name: {nameless[:3]}")
    need(not [node for node in nodes if node["role"] in ("image", "img") and not node["name"]], f"{where}: a picture without words")
    headings = [(int(node.get("level", 0)), node["name"]) for node in nodes if node["role"] == "heading"]
    need([level for level, _ in headings].count(1) == 1 and headings[0][0] == 1, f"{where}: the first heading is the page's: {headings}")
    need(all(name for _, name in headings), f"{where}: an empty heading: {headings}")
    need(all(after <= before + 1 for (before, _), (after, _) in zip(headings, headings[1:])), f"{where}: headings leave one out: {headings}")
    roles = [node["role"] for node in nodes]
    need(roles.count("main") == 1 and roles.count("banner") == 1, f"{where}: landmarks: {sorted(set(roles))}")
    for what, text in (("pale", TEXTS), ("too small to hit", TARGETS), ("tied to nothing", TIED), ("moving", MOVES)):
        found = page.script(text)
        need(not found, f"{where}: {what}: {found[:4]}")
    found = page.script(TONGUES, {"zh": "zh-Hans", "en": "en"}[language])
    need(not found, f"{where}: in another language than it says: {found[:4]}")


def walk(page, where):
    """By Tab from the top to the end, and each stop seen; nothing is left out."""
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    page.script("document.activeElement.blur(); scrollTo(0, 0); document.querySelectorAll('[data-stop]').forEach((e) => delete e.dataset.stop); window.stops = 0;"
                "document.body.tabIndex = -1; document.body.focus({preventScroll: true}); document.body.removeAttribute('tabindex')")
    stops = []
    for _ in range(300):
        ActionChains(page.driver).send_keys(Keys.TAB).perform()
        at = page.script(STOP)
        if at is None or stops and at["key"] == stops[0]:
            break
        same = stops and at["key"] == stops[-1]  # a date has several places to stop at
        need(same or at["key"] not in stops, f"{where}: Tab goes back to {at}")
        stops += [] if same else [at["key"]]
        need(at["ring"] >= 2 and at["seen"] >= 3, f"{where}: the focus is not seen: {at}")
        need(at["skip"] or at["inside"] and at["bare"], f"{where}: the focus is behind something: {at}")
    else:
        need(False, f"{where}: Tab does not come to an end")
    found = page.script(UNREACHED)
    need(stops and not found, f"{where}: not reached by Tab: {found[:4]}")
    return len(stops)


def resize(page, size, **more):
    page.size = size
    page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False, **more})


def media(page, **features):
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]})


def announced(page, text, what):
    """It is read out: it stands in a live region, and one that was there before."""
    def heard():
        return page.script("""return [...document.querySelectorAll('[role=alert], [role=status], [aria-live=polite], [aria-live=assertive]')]
            .some((e) => e.getClientRects().length && e.textContent.includes(arguments[0]))""", text)

    wait(heard, 15, lambda: f"{what} is read out: {text!r}; there is " + repr(page.script(
        "return [...document.querySelectorAll('[role=alert], [role=status]')].map((e) => e.textContent).filter(Boolean)")))


def check_login(page):
    look(page, "login", "zh")
    walk(page, "login")
    fields = page.all(".login input")
    fields[0].send_keys("admin")
    fields[1].send_keys("falsch 12345")
    page.press("登录")
    announced(page, page.seen(".login .finding.error").text[:6], "a wrong password")
    page.script("document.querySelector('.login input').value = ''")


BROKEN = """const send = window.fetch; window.fetch = (path, more) => (more && more.method === 'PUT' ? Promise.reject(new TypeError('away')) : send(path, more));"""


def check_errors_are_heard(lab, page):
    """Every way that something fails says so aloud, not by its looks alone."""
    page.go("me")
    for field, text in zip(page.all(".sheet input"), ("falsch 12345", "zu kurz, 123")):
        field.send_keys(text)
    page.press("改密码", "form button")
    announced(page, page.seen(".finding.error").text[:6], "a password that is not the old one")
    page.go("people")
    page.seen(".people")
    for field, text in zip(page.all("form.sheet input"), ("admin", "zehn zeichen ja")):
        field.send_keys(text)
    page.press("加一个人", "form button")
    announced(page, page.seen("form.sheet .finding.error").text[:6], "somebody who is there already")
    page.go("import")
    wait(lambda: page.all("main input[type=file]"), 10, "the import")
    path = lab.folder / "no-feed.json"
    path.write_text("{")
    page.all("main input[type=file]")[0].send_keys(str(path))
    announced(page, page.seen(".finding.error", seconds=30).text[:6], "a file that is no feed")
    page.go("review", "i-n-now")
    page.press("退回")
    announced(page, "退回要写明理由", "a reason that is missing")
    page.go("parts", "i-c-down")
    page.field("/to")
    page.script("const i = document.querySelector('[data-pointer=\"/to\"] input'); i.value = ''; i.dispatchEvent(new Event('input'))")
    page.wait_text('[data-pointer="/to"] .finding.error', "", 30)
    announced(page, "处错误", "how many mistakes there are")
    tied = page.script("const i = document.querySelector('[data-pointer=\"/to\"] input'); return [i.getAttribute('aria-invalid'), i.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id).textContent).join()]")
    need(tied[0] == "true" and "错误" in tied[1], f"a field that is wrong says so, and why: {tied}")
    page.script(BROKEN)
    page.write("/title", "网断了")
    announced(page, "没存上", "a draft that is not saved")
    page.driver.refresh()


def check_findings_lead(page):
    """Each mistake leads to its field, from the form's own list, by keyboard."""
    from selenium.webdriver.common.keys import Keys

    page.go("parts", "i-c-down")
    page.seen(".count.errors", seconds=30).send_keys(Keys.ENTER)
    look(page, "the list of mistakes", "zh")
    entry = page.seen(".mending a")
    need(page.script("return document.querySelector('.count').getAttribute('aria-expanded')") == "true", "the button says that its list is open")
    entry.send_keys(Keys.ENTER)
    need(page.script("const p = document.activeElement.closest('[data-pointer]'); return p && p.dataset.pointer") == "/to", "the focus is in the field that is wrong")
    need(not page.all(".mending:not([hidden])"), "the list is closed again")


def check_skip(page):
    """Past the bar by one key, and the page stays."""
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    page.go("publish")
    page.seen("h1", "发布")
    page.script("document.querySelector('.skip').focus()")
    ActionChains(page.driver).send_keys(Keys.ENTER).perform()
    need(page.script("return location.hash") == "#/publish" and page.script("return document.activeElement.id") == "main", "the skip link leads into the page that is open")
    ActionChains(page.driver).send_keys(Keys.TAB).perform()
    need(page.script("return document.querySelector('main').contains(document.activeElement)"), "the next stop is in it")


def check_roles_by_arrows(desk, page):
    """Who comes past a role by the arrow keys has not given it to anybody."""
    from selenium.webdriver.common.keys import Keys

    page.go("people")
    select = page.seen(".people select:not([disabled])")
    name = page.script("return arguments[0].closest('li').querySelector('.name').textContent", select)
    before = {one["name"]: one["role"] for one in desk.log_in("admin").ask("GET", "/api/people").json()["people"]}
    select.send_keys(Keys.ARROW_DOWN)
    button = page.seen(".role button")
    need({one["name"]: one["role"] for one in desk.log_in("admin").ask("GET", "/api/people").json()["people"]} == before, f"{name} has another role without a press")
    select.send_keys(Keys.ARROW_UP)
    need(not button.is_displayed(), "what is as it was needs no press")


def check_boxes(page):
    """What asks is walked as well: of an alert and of a removal."""
    page.go("parts", "i-n-now")
    page.press("撤下这一条")
    page.seen(".ask")
    look(page, "the question of a removal", "zh")
    walk(page, "the question of a removal")
    page.press("留着")


def views_at_desktop(page, part_of_walk, language):
    stops = 0
    for words in VIEWS:
        opened(page, words)
        look(page, f"{words} in {language}", language)
        stops += walk(page, f"{words} in {language}") if part_of_walk else 0
    return stops


def check_narrow(page):
    """1280 px at 400 %: no scrolling in two directions, and the focus never behind what stays."""
    resize(page, NARROW)
    for words in VIEWS:
        opened(page, words)
        page.fits(f"{words} at 320 px")
        found = page.script(TARGETS)
        need(not found, f"{words} at 320 px: too small to hit: {found[:4]}")
        if words in ("parts", "parts/i-n-now", "publish", "people"):
            walk(page, f"{words} at 320 by 256 px")
    resize(page, DESKTOP)


def check_large(lab, url):
    """Letters twice as large, as the browser is set to: all of them are there."""
    page = Browser(lab, url, DESKTOP, letters=32)
    page.log_in("admin", PASSWORD)
    need(page.script("return parseFloat(getComputedStyle(document.querySelector('main h1')).fontSize)") > 45, "the page's letters follow the browser's")
    for words in VIEWS:
        opened(page, words)
        page.fits(f"{words} with letters of 200 %")
        found = page.script(CUT)
        need(not found, f"{words} with letters of 200 %: cut off: {found[:4]}")
    page.quit()


def check_colours_of_the_system(page):
    """Where the system has its own colours: what is chosen is seen by an edge or the weight of letters."""
    media(page, forced_colors="active", prefers_reduced_motion="reduce")
    opened(page, "parts/i-n-now")
    page.seen(".list-pane .here")
    edges = page.script("""const edge = (e) => { const s = getComputedStyle(e); return s.borderBottomColor + s.borderLeftWidth + s.borderLeftColor; };
        return [['#bar nav [aria-current]', '#bar nav a:not([aria-current])'], ['.list-pane .here', '.list-pane li:not(.here)']].map((two) => two.map((one) => edge(document.querySelector(one))))""")
    need(all(one != other for one, other in edges), f"what is chosen looks as all else: {edges}")
    walk(page, "a part in the system's colours")
    need(not page.script(MOVES), "something moves though nothing is to")
    media(page)


def prepare(desk):
    """Something of each: published, a draft, handed in, sent back, planned, and a screen that asks."""
    admin, editor = desk.log_in("admin"), desk.log_in("editor")
    done = admin.ask("POST", "/api/import", {"feed": json.dumps(FEED, ensure_ascii=False), "confirm": True})
    need(done.status == 200, f"import: {done}")
    for part, title in (("i-n-now", "周六、周日上午停水"), ("i-n-long", LONG + "！"), ("i-d-day", "校园开放日（改）")):
        one = editor.ask("GET", f"/api/parts/{part}").json()
        content = {**one["published"]["content"], "title": title}
        saved = editor.ask("PUT", f"/api/parts/{part}/draft", {"base": one["revision"], "content": content})
        need(saved.status == 200, f"{part}: {saved}")
        if part != "i-d-day":
            need(editor.ask("POST", f"/api/parts/{part}/submit", {"revision": saved.json()["revision"]}).status == 204, f"{part} is handed in")
    back = desk.log_in("reviewer").ask("POST", "/api/parts/i-n-long/return", {"hash": editor.ask("GET", "/api/parts/i-n-long").json()["draft"]["hash"], "text": "标题太长。"})
    need(back.status < 300, f"sent back: {back}")
    need(desk.ask("GET", "/feed.json?screen=lobby").status == 200, "a screen asks")


def test():
    if why := browser.missing():
        left_out(why)
        return ""
    with Lab() as lab:
        desk = Desk(lab, ["approvals = 1", "[guard]", "tags = dormitory, lobby"])
        prepare(desk)
        url = f"http://127.0.0.1:{desk.port}/"
        page = Browser(lab, url, DESKTOP)
        check_login(page)
        page.log_in("admin", PASSWORD)
        stops = views_at_desktop(page, True, "zh")
        check_boxes(page)
        check_skip(page)
        check_roles_by_arrows(desk, page)
        check_colours_of_the_system(page)
        check_narrow(page)
        check_errors_are_heard(lab, page)
        check_findings_lead(page)
        page.script("localStorage.setItem('desk-language', 'en')")
        page.driver.refresh()
        views_at_desktop(page, False, "en")
        page.quit()
        check_large(lab, url)
        return f"{len(VIEWS)} views in two languages, {stops} stops by Tab, at 320 px, with large letters and with the system's colours"


if __name__ == "__main__":
    main(test)
