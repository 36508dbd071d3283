"""What people do to a feed who do not program: one row for each mistake, made in one of three
good feeds. The wishes (a line, a mending) were written by somebody who had not seen the program.

A row: name, the feed (A, B, P, or a text or bytes of its own), what is written instead of what,
the line that must be named first (0: nothing need be said), and whether the feed is good once
all that is suggested has been pasted.
"""

import gzip
import io
import re
import struct
import zipfile
import zlib

import pictures

A = """{"lobbycard": 1,
 "site": {"name": "云汀职业技术学院", "welcome": "欢迎来到江畔的工匠课堂"},
 "hotlines": [
  {"label": "报修热线", "numbers": "023-65763111", "hours": "Mon-Fri 08:30-17:30"}
 ],
 "items": [
  {"id": "water", "kind": "notice", "level": "important", "title": "明日停水通知",
   "text": "三号宿舍楼因更换主管道，明天上午八时至十二时停水，请提前储水。",
   "show": {"until": "2026-11-30T12:00", "screens": ["dormitory"]}},
  {"id": "library", "kind": "article", "title": "图书馆延长开放", "source": "图书馆", "published": "2026-11-26",
   "body": [
    {"text": "期末复习周期间，图书馆每天七时至二十三时开放。"},
    {"heading": "座位预约"},
    {"text": "座位可提前一天在服务大厅预约。"}
   ]},
  {"id": "sports", "kind": "countdown", "title": "距校运会开幕", "to": "2026-12-05T08:30", "after": "校运会进行中"}
 ]}
"""

B = """{"lobbycard": 1,
 "site": {"name": "云汀职业技术学院", "welcome": "欢迎来到江畔的工匠课堂"},
 "links": [
  {"label": "选课系统", "url": "https://xk.example.edu.cn/"}
 ],
 "items": [
  {"id": "lecture", "kind": "notice", "title": "校友讲座", "text": "周三晚七时，报告厅，主题：从车间到讲台。",
   "show": {"until": "2026-12-02T21:00"}},
  {"id": "canteen", "kind": "notice", "title": "二食堂检修", "text": "二食堂十二月五日停业一天，请到一食堂就餐。",
   "show": {"from": "2026-12-03", "until": "2026-12-05"}},
  {"id": "fair", "kind": "agenda", "title": "招聘会日程", "date": "2026-12-04",
   "rows": [
    {"time": "09:00-11:30", "title": "企业宣讲", "place": "大礼堂"},
    {"time": "14:00-16:30", "title": "现场面试", "place": "体育馆"}
   ]}
 ]}
"""

P = """{"lobbycard": 1,
 "site": {"name": "云汀职业技术学院"},
 "hotlines": [
  {"label": "报修热线", "numbers": "023-65763111"}
 ],
 "items": [
  {"id": "gate", "kind": "picture", "title": "新校门落成", "image": "media/gate.jpg"},
  {"id": "open", "kind": "notice", "title": "校门开放", "text": "新校门周一起开放。"}
 ]}
"""

SHOW = '"show": {"until": "2026-11-30T12:00", "screens": ["dormitory"]}'
UNTIL = '"until": "2026-11-30T12:00"'
TEXT = "三号宿舍楼因更换主管道，明天上午八时至十二时停水，请提前储水。"
POWER = '{"id": "power", "kind": "notice", "title": "周二停电", "text": "实验楼周二晚停电检修。"}'
WATER = '{"id": "water", "kind": "notice"'
CANTEEN = '"title": "二食堂检修"'
LECTURE = '"title": "校友讲座"'
PAGE = ('<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>统一身份认证平台</title></head>'
        '<body><form><input name="user"><input type="password" name="pass"></form></body></html>\n')
NEWS = ('<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>停水通知</title></head>'
        "<body><p>三号楼周六停水。</p></body></html>\n")


def office(part):
    """A ZIP as Office writes it, with that part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo(part), "<w:document/>")
    return out.getvalue()


def old_office(stream):
    return (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(512))


def png(width, height):
    """Of one bit: cheap, however large."""
    def chunk(name, data):
        return (struct.pack(">I", len(data)) + name + data +
                struct.pack(">I", zlib.crc32(name + data)))

    rows = (b"\0" + bytes((width + 7) // 8)) * height
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2I5B", width, height, 1, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b""))


def date(written):
    return (UNTIL, f'"until": "{written}"')


def title(written):
    return ('"title": "图书馆延长开放"', f'"title": "{written}"')


def image(written):
    return ('"image": "media/gate.jpg"', f'"image": "{written}"')


def url(written):
    return ('"url": "https://xk.example.edu.cn/"', f'"url": "{written}"')


ROWS = [
    # Quotes, commas, colons, brackets.
    ("curly-quotes", A, [('"title": "明日停水通知"', "“title”: “明日停水通知”")], 7, True),
    ("curly-quote-closes", A, [('图书馆延长开放"', "图书馆延长开放”")], 10, True),
    ("curly-quotes-everywhere", A.replace('": ', "”: ").replace('"', "“").replace("“,", "”,")
     .replace("“}", "”}").replace("“]", "”]"), [], 1, True),
    ("single-quotes", B, [('"title": "校友讲座"', "'title': '校友讲座'")], 7, True),
    ("corner-quotes", B, [('"二食堂检修"', "「二食堂检修」")], 9, True),
    ("missing-open-quote", A, [('"明日停水通知"', '明日停水通知"')], 7, True),
    ("missing-close-quote", A, [('"明日停水通知"', '"明日停水通知')], 7, True),
    ("missing-close-quote-within-the-line", B, [('"校友讲座"', '"校友讲座')], 7, True),
    ("no-quotes-around-name", B, [('"title": "校友', 'title: "校友')], 7, True),
    ("no-quotes-around-date", B, [('"2026-12-02T21:00"', "2026-12-02")], 8, True),
    ("no-quotes-around-number", A, [('"023-65763111"', "023-65763111")], 4, True),
    ("no-quotes-around-text", B, [('"校友讲座"', "校友讲座")], 7, True),
    ("fullwidth-comma", A, [('"important",', '"important"，')], 7, True),
    ("fullwidth-colon", A, [('"source":', '"source"：')], 10, True),
    ("fullwidth-brackets", B, [('{"until": "2026-12-02T21:00"}', '｛"until": "2026-12-02T21:00"｝')], 8, True),
    ("lenticular-bracket", A, [('["dormitory"]', '【"dormitory"】')], 9, True),
    ("dunhao-in-list", A, [('["dormitory"]', '["dormitory"、"lobby"]')], 9, True),
    ("equals-sign", A, [('"level": ', '"level" = ')], 7, True),
    ("semicolon", A, [('"important",', '"important";')], 7, True),
    ("missing-comma-members", A, [('"notice", "level"', '"notice" "level"')], 7, True),
    ("missing-comma-end-of-line", A, [('储水。",', '储水。"')], 8, True),
    ("missing-comma-items", A, [('["dormitory"]}},', '["dormitory"]}}')], 9, True),
    ("missing-colon", A, [('"level": ', '"level" ')], 7, True),
    ("trailing-comma-items", B, [("   ]}\n ]}", "   ]},\n ]}")], 15, True),
    ("trailing-comma-object", A, [('["dormitory"]}}', '["dormitory"],}}')], 9, True),
    ("double-comma", B, [('"校友讲座",', '"校友讲座",,')], 7, True),
    ("missing-brace-show", A, [('["dormitory"]}},', '["dormitory"]},')], 9, True),
    ("missing-bracket-body", A, [("   ]},\n", "   },\n")], 14, True),
    ("missing-bracket-items", B, [("   ]}\n ]}", "   ]}\n }")], 15, True),
    ("missing-last-brace", A, [("\n ]}\n", "\n ]\n")], 17, True),
    ("file-cut-off", B[:B.index('"place"') + 4], [], 13, False),
    ("extra-brace-early", A, [('课堂"},', '课堂"}},')], 2, True),
    ("extra-bracket-nested", B, [('"大礼堂"},', '"大礼堂"}],')], 13, True),
    ("extra-brace-late", A, [("\n ]}\n", "\n ]}}\n")], 17, True),
    ("item-behind-bracket", A, [("\n ]}\n", f"\n ],\n {POWER}\n}}\n")], 18, True),
    ("item-behind-bracket-without-comma", A, [("\n ]}\n", f"\n ]\n {POWER}\n}}\n")], 18, True),
    ("item-behind-everything", B + POWER + "\n", [], 17, True),
    ("two-documents", B + B, [], 17, False),
    ("only-one-item", '{"id": "water", "kind": "notice", "title": "停水", "text": "周六停水。"}\n', [], 1, True),
    ("list-at-top", '[{"id": "water", "kind": "notice", "title": "停水", "text": "周六停水。"}]\n', [], 1, True),
    ("single-brace", "{\n", [], 1, False),
    ("brace-missing-at-an-item", B, [('{"id": "canteen"', '"id": "canteen"')], 9, True),
    ("colon-for-comma", A, [('"距校运会开幕",', '"距校运会开幕":')], 16, True),
    ("names-in-a-list", A, [('["dormitory"]', '["dormitory": true]')], 9, True),
    # What is no feed at all.
    ("word", office("word/document.xml"), [], 0, False),
    ("word-old", old_office("WordDocument"), [], 0, False),
    ("excel", office("xl/workbook.xml"), [], 0, False),
    ("excel-old", old_office("Workbook"), [], 0, False),
    ("slides", office("ppt/presentation.xml"), [], 0, False),
    ("zip", office("feed.json"), [], 0, False),
    ("gzip", gzip.compress(A.encode(), mtime=0), [], 0, False),
    ("rar", b"Rar!\x1a\x07\x01\0" + bytes(range(256)), [], 0, False),
    ("7z", b"7z\xbc\xaf\x27\x1c\0\4" + bytes(range(256)), [], 0, False),
    ("program", b"\x7fELF\2\1\1" + bytes(range(256)) * 9, [], 0, False),
    ("pdf", b"%PDF-1.7\n1 0 obj\n<<>>\n", [], 0, False),
    ("csv", "标题,正文,撤下\n停水,周六停水,11月28日\n停电,周日停电,11月29日\n", [], 0, False),
    ("web-page", NEWS, [], 0, False),
    ("login-page", PAGE, [], 0, False),
    ("xml", '<?xml version="1.0"?>\n<catalogue><title>新闻</title></catalogue>\n', [], 0, False),
    ("email", "王老师：\n\n周六上午停水，请挂到大屏上。\n谢谢！\n", [], 0, False),
    ("rtf", r"{\rtf1\ansi {\fonttbl}}", [], 0, False),
    ("picture-as-feed", b"\xff\xd8\xff\xe0\0\x10JFIF\0", [], 0, False),
    ("markdown-fence", f"```json\n{A}```\n", [], 1, True),
    ("ai-preamble", f"好的，下面是您要的 feed.json：\n{A}", [], 1, True),
    ("ai-postscript", f"{A}\n希望对您有帮助！\n", [], 17, True),
    ("gbk", A.encode("gbk"), [], 0, False),
    ("gbk-without-a-comma", A.replace('"notice", "level"', '"notice" "level"').encode("gbk"), [], 7, True),
    ("jsonp", f"jQuery3_1({A.strip()});\n", [], 1, True),
    ("message-of-php", f"<br />\n<b>Notice</b>:  Undefined index: id in <b>/www/feed.php</b> on line <b>9</b><br />\n{A}", [], 1, True),
    ("gbk-one-paste", B.encode().replace("周三晚七时".encode(), "周三晚七时".encode("gbk")), [], 7, False),
    ("utf-16", "\ufeff".encode("utf-16-le") + A.encode("utf-16-le"), [], 0, False),
    ("utf-8-bom", "\ufeff" + A, [], 0, True),
    ("empty", "", [], 0, False),
    ("only-spaces", "  \n\n", [], 0, False),
    # Comments, what is in a text.
    ("comment-slashes", A, [(' "items": [', ' // 下面是通知\n "items": [')], 6, True),
    ("comment-hash", A, [(' "hotlines"', ' # 热线\n "hotlines"')], 3, True),
    ("comment-block", B, [('"show": {"until": "2026-12-02', '/* 讲完就撤 */ "show": {"until": "2026-12-02')], 8, True),
    ("comment-html", A, [(' "items": [', ' <!-- 通知 -->\n "items": [')], 6, True),
    ("tags-in-text", A, [(TEXT, f"<p>{TEXT}</p><p><b>后勤处</b></p>")], 0, True),
    ("img-in-text", A, [("服务大厅预约。", "服务大厅预约。<img src='media/hall.jpg'>")], 14, True),
    ("img-in-notice", P, [("新校门周一起开放。", "新校门<img src='media/hall.jpg'>周一起开放。")], 8, True),
    ("picture-of-markdown", P, [("新校门周一起开放。", "![校门](media/hall.jpg)新校门周一起开放。")], 8, True),
    ("latin-1", A, [("明日停水通知", "明日停水通知".encode().decode("latin-1"))], 7, True),
    ("windows-1252", A, [(TEXT, "ä¸‰å·æ¥¼æ˜Žå¤©åœæ°´ï¼Œè¯·å‚¨æ°´ã€‚")], 8, False),
    ("read-as-gbk", A, [("明日停水通知", "鏄庢棩鍋滄按閫氱煡")], 7, True),
    ("read-as-gbk-and-cut", A, [("明日停水通知", "鏄庢棩鍋滄?")], 7, False),
    ("characters-lost", A, [("更换主管道", "更换\ufffd\ufffd管道")], 8, False),
    ("characters-lost-in-gbk", A, [("更换主管道", "锟斤拷锟斤拷管道")], 8, False),
    ("markdown-bold", A, [("更换主管道", "**更换主管道**")], 8, True),
    ("markdown-of-a-chat", B, [("周三晚七时，报告厅，主题：从车间到讲台。", r"## 校友讲座\n- **时间**：周三晚七时\n- **地点**：报告厅")], 7, True),
    ("markdown-link", B, [("报告厅，", "[报告厅](https://www.example.edu.cn/hall)，")], 7, True),
    ("markdown-heading-as-title", A, [title("# 图书馆延长开放")], 10, True),
    ("bullets-of-word", B, [("周三晚七时，报告厅，", r"\t周三晚七时\n\t报告厅\n\t")], 0, True),
    ("sign-of-wingdings", B, [("报告厅，", "\uf028 65763111，")], 7, False),
    ("table-with-tabs", B, [("二食堂十二月五日停业一天，请到一食堂就餐。", r"窗口\t菜品\n1号\t红烧肉\n2号\t小面")], 9, True),
    ("table-with-spaces", B, [("二食堂十二月五日停业一天，请到一食堂就餐。", r"窗口    菜品\n1号     红烧肉\n2号     小面")], 9, True),
    ("unescaped-quote", A, [("更换主管道", '"更换主管道"')], 8, True),
    ("unescaped-quote-at-end", A, [("请提前储水。", '请"提前储水"。')], 8, True),
    ("line-break-in-text", A, [("停水，请", "停水。\n请")], 8, True),
    ("tab-in-text", B, [("七时，", "七时\t")], 7, True),
    ("backslash-at-the-end", B, [('就餐。"', '就餐。\\"')], 9, True),
    ("bad-escape", B, [("讲台。", "讲台。\\主讲：王工")], 7, True),
    ("title-line-break", A, [title(r"图书馆\n延长开放")], 10, True),
    ("title-of-200", A, [('"title": "明日停水通知"', f'"title": "{TEXT * 6}"')], 7, True),
    ("soft-hyphens", A, [("座位可提前", "座位\u00ad可提前")], 0, True),
    ("zero-width", A, [("明日停水通知", "明日\u200b停水\u200b通知")], 0, True),
    ("zero-width-in-name", A, [('"title": "明日', '"\u200btitle": "明日')], 7, True),
    ("zero-width-between", A, [('"important", ', '"important",\u200b ')], 7, True),
    ("no-break-indent", B, [('  {"id": "canteen"', '\u00a0\u00a0{"id": "canteen"')], 9, True),
    ("ideographic-space", B, [('  {"id": "canteen"', '\u3000\u3000{"id": "canteen"')], 9, True),
    # When and where.
    ("until-beside-show", A, [(SHOW, UNTIL)], 9, True),
    ("from-beside-show", B, [('"show": {"from": "2026-12-03", "until": "2026-12-05"}',
                              '"from": "2026-12-03", "show": {"until": "2026-12-05"}')], 10, True),
    ("screens-beside-show", A, [(SHOW, '"screens": ["dormitory"]')], 9, True),
    ("days-hours-beside-show", B, [('"show": {"until": "2026-12-02T21:00"}',
                                    '"days": "Mon-Fri", "hours": "08:00-20:00"')], 8, True),
    ("show-at-top", B, [(' "items": [', ' "show": {"until": "2026-12-31"},\n "items": ['),
                        (',\n   "show": {"until": "2026-12-02T21:00"}', "")], 6, True),
    ("screens-one-tag", A, [('["dormitory"]', '"dormitory"')], 0, True),
    ("screens-comma-string", A, [('["dormitory"]', '"dormitory, lobby"')], 9, True),
    ("tag-of-chinese", A, [('["dormitory"]', '["宿舍"]')], 9, False),
    ("tag-misspelt", A, [('["dormitory"]', '["dormitry"]')], 9, True),
    ("tag-with-capital", A, [('["dormitory"]', '["Dormitory"]')], 9, True),
    ("tag-with-space", A, [('["dormitory"]', '["building 3"]')], 9, False),
    ("tag-not-fullwidth", A, [('["dormitory"]', '["！lobby"]')], 9, True),
    ("date-month-day", A, [date("11月30日")], 9, True),
    ("date-full", A, [date("2026年11月30日12时")], 9, True),
    ("date-weekday", A, [date("星期天")], 9, True),
    ("date-without-year", A, [date("11-30")], 9, True),
    ("date-slashes", A, [date("2026/11/30")], 9, True),
    ("date-dots", A, [date("30.11.2026")], 9, True),
    ("date-american", A, [date("11/30/2026")], 9, True),
    ("date-24", A, [date("2026-11-30T24:00")], 9, True),
    ("date-november-31", A, [date("2026-11-31")], 9, True),
    ("date-february-30", A, [date("2027-02-30")], 9, True),
    ("date-tomorrow", A, [date("tomorrow")], 9, True),
    ("date-mingtian", A, [date("明天")], 9, True),
    ("date-afternoon", A, [date("2026-11-30 下午3点")], 9, True),
    ("date-space", A, [date("2026-11-30 12:00")], 9, True),
    ("date-one-digit", A, [date("2026-12-5")], 9, True),
    ("date-fullwidth", A, [date("２０２６－１１－３０")], 9, True),
    ("date-fullwidth-colon", A, [date("2026-11-30T12：00")], 9, True),
    ("date-compact", A, [date("20261130")], 9, True),
    ("date-number", A, [(UNTIL, '"until": 20261130')], 9, True),
    ("date-with-words", A, [date("2026-11-30 12:00 停水结束时")], 9, True),
    ("date-short-year", A, [date("26-11-30")], 9, True),
    ("date-range", A, [date("2026-11-30至2026-12-02")], 9, True),
    ("date-nobody-knows", A, [date("学期末")], 9, False),
    ("date-forever", A, [date("长期")], 9, True),
    ("date-up-to-now", A, [date("至今")], 9, True),
    ("date-at-once", B, [('"from": "2026-12-03"', '"from": "即日起"')], 10, True),
    ("until-empty", A, [date("")], 9, True),
    ("from-empty", B, [('"from": "2026-12-03"', '"from": ""')], 10, True),
    ("days-and-hours-empty", A, [(UNTIL, f'{UNTIL}, "days": "", "hours": " "')], 9, True),
    ("screens-empty", A, [('["dormitory"]', "[]")], 9, True),
    ("screens-of-nothing", A, [('["dormitory"]', '""')], 9, True),
    ("date-last-year", A, [date("2025-11-30T12:00")], 7, True),
    ("end-before-beginning", B, [('"from": "2026-12-03", "until": "2026-12-05"',
                                  '"from": "2026-12-05", "until": "2026-12-03"')], 10, True),
    ("date-past", A, [date("2026-11-28T12:00")], 7, True),
    ("issued-without-offset", A, [('{"lobbycard": 1,', '{"lobbycard": 1, "issued": "2026-11-29T08:00",')], 1, True),
    ("published-month-day", A, [('"2026-11-26"', '"11月26日"')], 10, True),
    ("published-ahead", A, [('"2026-11-26"', '"2027-11-26"')], 10, True),
    ("countdown-month-day", A, [('"2026-12-05T08:30"', '"12月5日上午8:30"')], 16, True),
    ("agenda-time", B, [('"09:00-11:30"', '"上午9点至11点半"')], 13, True),
    ("hours-in-words", B, [('"until": "2026-12-02T21:00"', '"hours": "早上7点到晚上10点"')], 8, True),
    ("days-in-words", B, [('"until": "2026-12-02T21:00"', '"days": "工作日"')], 8, True),
    ("agenda-date-short", B, [('"2026-12-04"', '"12.4"')], 11, True),
    # Members and kinds.
    ("text-in-article", A, [('"body": [\n    {"text": "期末复习周期间，图书馆每天七时至二十三时开放。"},\n'
                             '    {"heading": "座位预约"},\n    {"text": "座位可提前一天在服务大厅预约。"}\n   ]',
                             '"text": "期末复习周期间，图书馆每天七时至二十三时开放。"')], 11, True),
    ("body-in-notice", B, [('"text": "周三晚七时，报告厅，主题：从车间到讲台。"',
                            '"body": [{"text": "周三晚七时，报告厅。"}]')], 7, True),
    ("body-is-a-text", A, [('"body": [\n    {"text": "期末复习周期间，图书馆每天七时至二十三时开放。"},\n'
                            '    {"heading": "座位预约"},\n    {"text": "座位可提前一天在服务大厅预约。"}\n   ]',
                            '"body": "期末复习周期间，图书馆每天七时至二十三时开放。"')], 11, True),
    ("body-of-texts", A, [('{"heading": "座位预约"}', '"座位预约"')], 13, True),
    ("two-in-one-block", A, [('{"heading": "座位预约"},\n    {"text": "座位',
                              '{"heading": "座位预约", "text": "座位')], 13, True),
    ("titel", B, [(CANTEEN, '"titel": "二食堂检修"')], 9, True),
    ("title-capitals", B, [(CANTEEN, '"TITLE": "二食堂检修"')], 9, True),
    ("title-in-chinese", B, [(CANTEEN, '"标题": "二食堂检修"')], 9, True),
    ("all-names-in-chinese", B, [('"id": "canteen", "kind": "notice", "title": "二食堂检修", "text"',
                                  '"编号": "canteen", "类型": "通知", "标题": "二食堂检修", "正文"')], 9, True),
    ("items-in-chinese", A, [('"items"', '"通知"')], 6, True),
    ("item-singular", A, [('"items"', '"item"')], 6, True),
    ("kind-news", A, [('"kind": "article"', '"kind": "news"')], 10, True),
    ("kind-in-chinese", A, [('"kind": "notice"', '"kind": "通知"')], 7, True),
    ("kind-with-capital", A, [('"kind": "notice"', '"kind": "Notice"')], 7, True),
    ("kind-missing", A, [('"kind": "notice", ', "")], 7, True),
    ("level-in-chinese", A, [('"important"', '"重要"')], 7, True),
    ("level-unknown", A, [('"important"', '"一级"')], 7, True),
    ("title-is-a-number", A, [('"图书馆延长开放"', "2026")], 10, True),
    ("lobbycard-text", A, [('"lobbycard": 1', '"lobbycard": "1"')], 1, True),
    ("lobbycard-2", A, [('"lobbycard": 1', '"lobbycard": 2')], 1, True),
    ("lobbycard-missing", A, [('"lobbycard": 1,\n ', "")], 1, True),
    ("lobbycard-capital", A, [('"lobbycard"', '"Lobbycard"')], 1, True),
    ("id-is-a-number", A, [('"id": "water"', '"id": 17')], 7, True),
    ("priority-is-a-text", B, [('"until": "2026-12-02T21:00"', '"priority": "5"')], 8, True),
    ("priority-is-a-word", B, [('"until": "2026-12-02T21:00"', '"priority": "高"')], 8, True),
    ("test-is-a-text", A, [('"kind": "notice", "level": "important"', '"kind": "alert", "test": "true"')], 7, True),
    ("test-yes", A, [('"kind": "notice", "level": "important"', '"kind": "alert", "test": yes')], 7, True),
    ("test-of-python", A, [('"kind": "notice", "level": "important"', '"kind": "alert", "test": True')], 7, True),
    ("alert-without-end", A, [('"kind": "notice", "level": "important"', '"kind": "alert"'), (f",\n   {SHOW}", "")], 7, True),
    ("alert-for-weeks", A, [('{"lobbycard": 1,', '{"lobbycard": 1, "issued": "2026-11-29T08:00:00+08:00",'),
                            ('"kind": "notice", "level": "important"', '"kind": "alert"'),
                            ("2026-11-30T12:00", "2026-12-20T12:00:00+08:00")], 7, True),
    ("id-twice", A, [('"id": "sports"', '"id": "water"')], 16, True),
    ("member-twice", B, [(CANTEEN, f'{CANTEEN}, "title": "检修"')], 9, False),
    ("member-twice-alike", B, [(CANTEEN, f'{CANTEEN}, {CANTEEN}')], 9, True),
    ("items-twice", A, [('"items": [', f'"items": [{POWER}],\n "items": [')], 7, True),
    # What stands where it is not read: not a word of it is lost.
    ("mail-for-a-page", A, [('"level": "important"', '"url": "hq@example.edu.cn"')], 7, True),
    ("mail-for-a-link", B, [url("mailto:hq@example.edu.cn")], 4, True),
    ("notice-at-the-top", '{"lobbycard": 1,\n "kind": "notice", "title": "停水", "text": "周六停水。"}\n', [], 2, True),
    ("text-in-a-list", A, [(f'"{TEXT}"', '["三号宿舍楼停水，", "请提前储水。"]')], 8, True),
    ("days-in-a-list", A, [('"screens": ["dormitory"]', '"days": ["Mon", "Sun"]')], 9, True),
    ("picture-in-article", A, [('"source": "图书馆"', '"image": "media/gate.jpg"')], 10, True),
    ("text-in-countdown", A, [('"id": "sports",', '"id": "sports", "text": "请同学们准备。",')], 16, True),
    ("rows-in-notice", A, [(f'"text": "{TEXT}"', '"rows": [{"time": "09:00", "title": "例会"}]')], 8, True),
    ("contact-and-source-in-notice", A, [('"level": "important"', '"contact": "后勤处", "source": "总务处"')], 7, True),
    ("level-in-alert", A, [('"kind": "notice", "level": "important"', '"kind": "alert", "level": "urgent"')], 7, True),
    ("level-in-show", A, [('"level": "important", ', ""), ('"show": {', '"show": {"level": "important", ')], 9, True),
    ("show-in-show", A, [(SHOW, f'"show": {{{SHOW}}}')], 9, True),
    ("show-in-quotes", A, [(SHOW, r'"show": "{\"until\": \"2026-11-30\"}"')], 9, True),
    ("heading-is-a-title", A, [('{"heading"', '{"title"')], 13, True),
    ("hotline-among-items", A, [('"items": [', '"items": [{"label": "保卫处", "numbers": "023-65763119"},')], 6, True),
    ("items-in-site", A, [('"welcome": "欢迎来到江畔的工匠课堂"', f'"items": [{POWER}]')], 2, True),
    ("name-at-the-top", '{"lobbycard": 1,\n "name": "云汀职业技术学院"}\n', [], 2, True),
    ("list-in-items", A, [('"items": [', f'"items": [[{POWER}],')], 6, True),
    ("rows-of-texts", '{"lobbycard": 1, "items": [{"kind": "agenda", "title": "会议",\n "rows": ["09:00 例会", "14:00 党委会"]}]}\n', [], 2, True),
    ("two-in-one-line", A, [('"level": "important"', '"level": "重要"'), ('"明日停水通知"', '2026')], 7, True),
    ("address-with-space", A, [('"level": "important"', '"url": "https://www.example.edu.cn/ 17.html"')], 7, True),
    ("qq-for-an-address", A, [('"level": "important"', '"url": "QQ群 123456789"')], 7, False),
    ("nobody-knows", A, [('"level": "important"', '"repeat": "weekly"')], 7, False),
    ("title-and-text-swapped", A, [('"明日停水通知"', f'"{TEXT}"'), (f'"text": "{TEXT}"', '"text": "明日停水"')], 7, True),
    ("site-is-a-list", A, [('{"name": "云汀职业技术学院", "welcome": "欢迎来到江畔的工匠课堂"}', '["云汀职业技术学院"]')], 2, True),
    ("site-is-a-text", A, [('{"name": "云汀职业技术学院", "welcome": "欢迎来到江畔的工匠课堂"}', '"云汀职业技术学院"')], 2, True),
    ("items-are-named", '{"lobbycard": 1,\n "items": {\n  "water": {"kind": "notice", "title": "停水", "text": "周六停水。"},\n'
     '  "power": {"kind": "notice", "title": "停电", "text": "周日停电。"}\n }}\n', [], 2, True),
    ("items-is-one", '{"lobbycard": 1,\n "items": {"kind": "notice", "title": "停水", "text": "周六停水。"}}\n', [], 2, True),
    ("hotlines-is-one", A, [('"hotlines": [\n  {', '"hotlines": {'), ('17:30"}\n ],', '17:30"},')], 3, True),
    ("show-is-a-list", A, [(SHOW, '"show": ["2026-11-30T12:00", ["dormitory"]]')], 9, True),
    ("show-is-a-text", A, [(SHOW, '"show": "2026-11-30"')], 9, True),
    ("item-within-an-item", A, [(f"{SHOW}}}", f'{SHOW},\n   "items": [{POWER}]}}')], 10, True),
    ("picture-in-notice", P, [('"kind": "picture", "title": "新校门落成", ', '"kind": "notice", "title": "新校门落成", "text": "新校门周一开放。", ')], 7, True),
    # Pictures.
    ("picture-absent", P, [image("media/xiaomen.jpg")], 7, False),
    ("picture-other-case", P, [image("media/Gate.JPG")], 7, True),
    ("picture-other-ending", P, [image("media/gate.png")], 7, True),
    ("picture-windows-path", P, [image(r"C:\\Users\\wang\\Desktop\\gate.jpg")], 7, True),
    ("picture-windows-path-raw", P, [image("D:\\图片\\gate.jpg")], 7, True),
    ("picture-users-path", P, [image("C:\\Users\\wang\\gate.jpg")], 7, True),
    ("picture-backslash", P, [image(r"media\\gate.jpg")], 7, True),
    ("picture-file-address", P, [image("file:///home/wang/gate.jpg")], 7, True),
    ("picture-absolute", P, [image("/home/wang/图片/gate.jpg")], 7, True),
    ("picture-of-the-folder-above", P, [image("../照片/gate.jpg")], 7, True),
    ("picture-tiff", P, [image("media/scan.jpg")], 7, False),
    ("picture-heic-cut-off", P, [image("media/phone.jpg")], 7, False),
    ("picture-too-large", P, [image("media/huge.png")], 7, False),
    ("picture-too-small", P, [image("media/tiny.png")], 7, False),
    ("picture-upright", P, [image("media/upright.png")], 7, True),
    ("picture-gif-cut-off", P, [image("media/moving.gif")], 7, False),
    ("picture-photoshop", P, [image("media/paint.bmp")], 7, False),
    ("picture-svg-with-text", P, [image("media/logo.svg")], 7, False),
    ("picture-svg-without-size", P, [image("media/icon.svg")], 7, False),
    ("picture-is-a-page", P, [image("media/saved.jpg")], 7, False),
    ("picture-cut-off", P, [image("media/cut.png")], 7, False),
    ("picture-empty", P, [image("media/empty.jpg")], 7, False),
    ("picture-is-a-pdf", P, [image("media/poster.jpg")], 7, False),
    ("picture-list", P, [('"media/gate.jpg"', '["media/gate.jpg", "media/hall.jpg"]')], 7, True),
    ("picture-src", P, [('"image"', '"src"')], 7, True),
    # Hotlines, links, agendas.
    ("hotline-qq", A, [('"023-65763111"', '"QQ群：123456789"')], 4, False),
    ("hotline-without-number", A, [('"023-65763111"', '"后勤处王老师"')], 4, False),
    ("hotline-number", A, [('"numbers"', '"number"')], 4, True),
    ("hotline-phone", A, [('"numbers"', '"phone"')], 4, True),
    ("hotline-hours-nobody-knows", A, [('"Mon-Fri 08:30-17:30"', '"见门口告示"')], 4, False),
    ("link-without-scheme", B, [url("xk.example.edu.cn")], 4, True),
    ("link-www", B, [url("www.example.edu.cn/xk")], 4, True),
    ("link-with-space", B, [url("https://xk.example.edu.cn/选课 指南.html")], 4, True),
    ("link-fullwidth", B, [url("https：//xk.example.edu.cn/")], 4, True),
    ("link-with-words", B, [url("选课系统 https://xk.example.edu.cn/ （校内访问）")], 4, True),
    ("link-mail", B, [url("mailto:jw@example.edu.cn")], 4, True),
    ("link-href", B, [('"url"', '"href"')], 4, True),
    # What a second person did, who had not seen the first one's.
    ("show-twice", A, [('"screens": ["dormitory"]}}', '"screens": ["dormitory"]}, "show": {"days": "Mon-Sun"}}')], 9, True),
    ("date-noon", A, [date("2026-11-30中午")], 9, True),
    ("date-before-sunday", A, [date("周日前")], 9, True),
    ("year-mistyped", A, [date("2062-11-30")], 9, True),
    ("until-is-a-list", A, [(UNTIL, '"until": ["2026-11-30"]')], 9, True),
    ("windows-beside-show", A, [(SHOW, '"windows": [{"days": "Mon-Sun"}]')], 9, True),
    ("days-of-the-weekend", B, [('"until": "2026-12-02T21:00"', '"days": "周六日"')], 8, True),
    ("tag-for-all", A, [('["dormitory"]', '["全部"]')], 9, True),
    ("tag-for-all-alone", A, [('["dormitory"]', '"all"')], 9, True),
    ("screens-are-named", A, [('["dormitory"]', '{"dormitory": true}')], 9, True),
    ("level-is-a-number", A, [('"important"', "1")], 7, True),
    ("level-is-a-colour", A, [('"important"', '"红色"')], 7, True),
    ("priority-beside-show", A, [('"level": "important"', '"priority": 10')], 7, True),
    ("severity-in-chinese", A, [('"kind": "notice", "level": "important"', '"kind": "alert", "severity": "严重"'),
                                ("2026-11-30T12:00", "2026-11-29T20:00")], 7, True),
    ("kind-plural", A, [('"kind": "notice"', '"kind": "notices"')], 7, True),
    ("published-as-on-paper", A, [('"2026-11-26"', '"2026年11月26日"')], 10, True),
    ("agenda-time-missing", B, [('"time": "09:00-11:30", ', "")], 13, True),
    ("break-escaped-twice", B, [("报告厅，", "报告厅" + "\\\\n")], 7, True),
    ("br-and-nbsp", B, [("报告厅，", "报告厅<br/>&nbsp;&nbsp;")], 0, True),
    ("quotes-within-a-title", A, [('"明日停水通知"', '"明日"停水"通知"')], 7, True),
    ("text-of-27-pages", B, [("周三晚七时，报告厅，主题：从车间到讲台。", "本次讲座内容如下。" * 700)], 7, False),
    ("table-of-excel", "id\tkind\ttitle\ttext\nwater\tnotice\t停水\t周六停水\n", [], 0, False),
    ("name-of-another-college", A, [('"name": "云汀职业技术学院"', '"name": "云汀学院"')], 2, False),
    ("picture-of-another-host", P, [image("https://img0.example.com/it/u=1.jpg")], 7, False),
    ("picture-left-empty", P, [image("")], 7, True),
    ("link-of-a-chat", B, [url("weixin://dl/chat")], 4, False),
    ("link-with-a-password", B, [url("https://xk.example.edu.cn/s/1abc 提取码: x7k2")], 4, True),
    ("phone-full-width", A, [('"023-65763111"', '"０２３－６５７６３１１１"')], 0, True),
    ("hours-as-people-write", A, [('"Mon-Fri 08:30-17:30"', '"周一至周五 8:30-17:30"')], 0, True),
    ("agenda-unsorted", B, [('"09:00-11:30"', '"18:00-19:30"')], 12, True),
    # What comes with Word, a chat, Excel, a page and the manual.
    ("word-quotes-of-one-item", A, [('"title": "明日停水通知"', '“title”：“明日停水通知”')], 7, True),
    ("word-quotes-colon-and-comma", A, [('"level": "important", "title": "明日停水通知",', '“level”：“important”，“title”：“明日停水通知”，')], 7, True),
    ("wechat-zero-width-in-date", A, [date("2026-11-30\u200b")], 9, True),
    ("wechat-zero-width-before-file", "\u200b"+A, [], 1, True),
    ("wechat-nbsp-after-colon", A, [('"title": "明日','"title":\u00a0"明日')], 7, True),
    ("csv-of-excel", "编号,类型,标题,正文\r\nwater,通知,停水,周六停水\r\n", [], 0, False),
    ("csv-of-excel-in-gbk", "编号,类型,标题,正文\r\nwater,通知,停水,周六停水\r\n".encode("gbk"), [], 0, False),
    ("csv-with-semicolons", "id;kind;title;text\r\nwater;notice;停水;周六停水\r\n", [], 0, False),
    ("example-with-dots", A, [('  {"id": "library"', '  ...\n  {"id": "library"')], 10, True),
    ("example-with-dots-for-rest", '{"lobbycard": 1, "items": [\n  {"id": "water", "kind": "notice", "title": "停水", "text": "周六停水。"},\n  ……\n]}\n', [], 3, True),
    ("example-braces-of-the-manual", '{"lobbycard": 1, …}\n', [], 1, False),
    ("html-of-the-cms-with-quotes", A, [(TEXT, '<p style="text-indent:2em">三号楼停水</p>')], 8, True),
    ("two-feeds", A + '\n' + B, [], 19, False),
    ("feed-within-items", A, [('"items": [', '"items": [\n {"lobbycard": 1, "items": [{"id": "power", "kind": "notice", "title": "周二停电", "text": "晚上检修。"}]},')], 7, True),
    ("slashes-after-a-line", A, [('"important", "title": "明日停水通知",','"important", "title": "明日停水通知", // 标题')], 7, True),
    ("keys-in-chinese-title-and-time", A, [('"title": "明日停水通知"','"标题": "明日停水通知", "时间": "明天上午"')], 7, True),
    ("keys-in-chinese-of-show", A, [(SHOW, '"显示": {"截止": "11月30日", "屏幕": ["宿舍"]}')], 9, True),
    ("date-next-wednesday", A, [date("下周三")], 9, True),
    ("date-of-the-first", A, [date("12月1号")], 9, True),
    ("date-tomorrow-eight", A, [date("明天上午8点")], 9, True),
    ("date-this-sunday-midnight", A, [date("本周日24点")], 9, True),
    ("date-end-of-month", A, [date("月底")], 9, False),
    ("date-with-weekday", A, [date("2026年12月2日（星期三）")], 9, True),
    ("until-inside-text", A, [(f'"{TEXT}",\n   {SHOW}', '"三号楼停水。until: 2026-11-30"')], 8, False),
    ("until-in-words-in-text", B, [('"show": {"until": "2026-12-02T21:00"}', '"显示到": "周三"')], 8, True),
    ("picture-of-the-desktop", P, [image(r"C:\\Users\\office\\Desktop\\校门 (1).jpg")], 7, False),
    ("picture-file-windows", P, [image("file:///C:/Users/li/Pictures/gate.jpg")], 7, True),
    ("picture-of-wechat", P, [image("https://mmbiz.qpic.cn/mmbiz_jpg/abc/640?wx_fmt=jpeg")], 7, False),
    ("picture-of-wechat-cache", P, [image(r"D:\\WeChat Files\\wxid_1\\FileStorage\\Image\\a.dat")], 7, False),
    ("picture-name-alone", P, [image("gate.jpg")], 7, True),
    ("picture-name-without-ending", P, [image("media/gate")], 7, True),
    ("picture-as-data", P, [image("data:image/png;base64,iVBORw0KGgo=")], 7, False),
    ("phone-with-extension", A, [('"023-65763111"', '"023-65763111转8012"')], 0, True),
    ("phone-in-two", A, [('"023-65763111"', '"023-65763111/65763222"')], 0, True),
    ("phone-is-a-mobile-with-name", A, [('"023-65763111"', '"王老师13812345678"')], 0, True),
    ("screens-in-chinese", A, [('["dormitory"]', '"宿舍,食堂"')], 9, True),
    ("screens-with-chinese-comma", A, [('["dormitory"]', '"dormitory，canteen"')], 9, True),
    ("screens-without-quotes", A, [('["dormitory"]', '[dormitory]')], 9, True),
    ("empty-with-bom", b"\xef\xbb\xbf", [], 0, False),
    ("txt-renamed", "三号楼明天停水，请提前储水。\n后勤处\n", [], 0, False),
    ("fence-with-words", "```json\n"+A+"```\n", [], 1, True),
    ("single-quotes-everywhere", A.replace('"',"'"), [], 1, True),
    ("unquoted-names", re.sub(r'"(\w+)": ', r"\1: ", A), [], 1, True),
    ("of-python", A.replace('"',"'"), [("'level': 'important'", "'level': None")], 1, True),
    ("none-for-show", A, [(SHOW, '"show": None')], 9, True),
    ("full-width-digits-in-lobbycard", A, [('"lobbycard": 1', '"lobbycard": １')], 1, True),
    ("full-width-digits-in-date", A, [date("2026－11－30T１２:００")], 9, True),
    ("full-width-letters", A, [('"kind": "notice"', '"ｋind": "notice"')], 7, True),
    ("date-of-excel", A, [(UNTIL, '"until": 46356')], 9, True),
    ("brace-of-the-item-left-out", A, [('  {"id": "library"','  "id": "library"')], 10, True),
    ("json-in-a-text-of-word", ("请把下面的内容发到屏幕：\n"+A), [], 1, True),
    ("all-on-one-line-cut", A.replace("\n","")[:300], [], 1, False),
    ("level-and-kind-swapped", A, [('"kind": "notice", "level": "important"','"kind": "important", "level": "notice"')], 7, False),
]

MEDIA = {
    "gate.jpg": lambda: pictures.make("jpeg", 1920, 1080, 0, 1),
    "hall.jpg": lambda: pictures.make("jpeg", 1920, 1080, 0, 2),
    "scan.jpg": lambda: b"II*\0" + bytes(100),
    "phone.jpg": lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100),
    "huge.png": lambda: png(12000, 9000),
    "tiny.png": lambda: pictures.png(320, 180, (9, 9, 9)),
    "upright.png": lambda: pictures.png(1300, 1500, (9, 9, 9)),
    "moving.gif": lambda: b"GIF89a" + struct.pack("<2H", 640, 360) + bytes(50),
    "paint.bmp": lambda: b"8BPS" + bytes(50),
    "logo.svg": lambda: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>校徽</text></svg>'.encode(),
    "icon.svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "saved.jpg": PAGE.encode,
    "cut.png": lambda: pictures.png(1920, 1080, (9, 9, 9))[:200],
    "empty.jpg": lambda: b"",
    "poster.jpg": lambda: b"%PDF-1.7\n",
}


def write(folder):
    """Each mistake as NAME.json in the folder, and the pictures in media/ beside them."""
    (folder / "media").mkdir(parents=True)
    for name, make in MEDIA.items():
        (folder / "media" / name).write_bytes(make())
    for name, base, edits, _, _ in ROWS:
        text = base
        for old, new in edits:
            assert old in text, f"{name}: {old!r} is not there"
            text = text.replace(old, new, 1)
        (folder / f"{name}.json").write_bytes(text if isinstance(text, bytes) else text.encode())
