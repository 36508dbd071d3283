#!/usr/bin/env python3
"""Documents that nobody sends by accident, through `lobbycard adapt` and so through the sandbox:
each is refused in one line, or read up to a bound. How long and how large it may grow is the
sandbox's to say (10 s, 256 MB), and what that says counts as a refusal only where the row says so.
"""

import os

from common import Lab, main, need

MB = 1 << 20
RSS = '<rss version="2.0"><channel>%s</channel></rss>'
ITEM = "<item><title>first</title><guid>1</guid></item>"


def laughs():
    """A billion of them, had anybody expanded one."""
    lines = ['<!ENTITY a0 "ha">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    return f'<?xml version="1.0"?><!DOCTYPE rss [{"".join(lines)}]>' + RSS % "<item><title>&a9;</title></item>"


def event(rule, more=""):
    return ("BEGIN:VEVENT\r\nUID:u\r\nDTSTART;TZID=Asia/Shanghai:20200101T080000\r\nSUMMARY:s\r\n"
            f"{rule}\r\n{more}END:VEVENT\r\n")


def calendar(*events):
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(events) + "END:VCALENDAR\r\n"


def cap(info):
    return ('<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>1</identifier><sent>2026-11-29T09:00:00Z'
            f"</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>{info}</alert>")


# name, format, document, what the one line says ("": it is read), what the feed then has
DOCUMENTS = [
    ("billion laughs", "rss", laughs, "a document type with declarations of its own", ""),
    ("external entity", "rss", lambda: '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + RSS % "&x;",
     "a document type with declarations of its own", ""),
    ("external document type", "rss", lambda: '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">' + RSS % ITEM, "", "first"),
    ("100,000 elements inside each other", "rss", lambda: RSS % ("<a>" * 100000 + "</a>" * 100000), "deeper than 200", ""),
    ("10 MB of attributes", "rss", lambda: RSS % ("<item " + 'a="b" ' * (10 * MB // 6) + "/>"), "larger than 8388608 bytes", ""),
    ("7 MB of attributes", "rss",
     lambda: RSS % ("<item " + "".join(f'a{n}="" ' for n in range(700000)) + "/>"), "more than 1000 names", ""),
    ("7 MB of one attribute", "rss", lambda: RSS % ("<item " + 'a="" ' * 1400000 + "/>"), "a tag of more than 64 KiB", ""),
    ("an attribute of 7 MB", "rss", lambda: RSS % ('<item a="' + "b" * (7 * MB) + '"/>'), "a tag of more than 64 KiB", ""),
    ("a text of 7 MB", "rss", lambda: RSS % (ITEM + "<item><title>" + "字" * (7 * MB // 3) + "</title></item>"), "", "first"),
    ("a comment without end", "rss", lambda: RSS % ITEM + "<!--" * 1000000, "", "first"),
    ("half a tag", "rss", lambda: "<rss><channel><item", "cut off", ""),
    ("references without end", "rss", lambda: RSS % (ITEM + "&" * (7 * MB)), "line 1: ", ""),
    ("100,000 items", "rss", lambda: RSS % (ITEM + "<item><title>x</title></item>" * 100000), "", "first"),
    ("markup 100,000 deep in an item", "rss",
     lambda: RSS % (ITEM + "<item><guid>2</guid><description><![CDATA[" + "<div>" * 100000 + "x]]></description></item>"), "", "first"),
    ("a table of a million cells", "rss",
     lambda: RSS % (ITEM + "<item><guid>2</guid><description><![CDATA[<table><tr>" + "<td>" * 1000000 + "]]></description></item>"),
     "", "first"),
    ("100,000 names of elements", "rss", lambda: RSS % (ITEM + "".join(f"<a{n}/>" for n in range(100000))),
     "more than 1000 names", ""),
    ("100,000 namespaces", "rss", lambda: RSS % (ITEM + "".join(f'<a xmlns="u{n}"/>' for n in range(100000))),
     "more than 1000 names", ""),
    ("a rule without end", "ical", lambda: calendar(event("RRULE:FREQ=DAILY")), "", "day-"),
    ("a rule each second", "ical", lambda: calendar(event("RRULE:FREQ=SECONDLY")), "", '"items":\t[]'),
    ("a rule that never holds", "ical", lambda: calendar(event("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")), "", '"items":\t[]'),
    ("a daily rule that never holds", "ical", lambda: calendar(event("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31")), "", '"items":\t[]'),
    ("rules by every second of the day", "ical", lambda: calendar(event(
        "RRULE:FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=" + ",".join(map(str, range(60))) +
        ";BYSECOND=" + ",".join(map(str, range(60))))), "", '"items":\t[]'),
    ("4,000 daily rules of 1,000 years", "ical", lambda: calendar(*[event("RRULE:FREQ=DAILY;COUNT=365000")] * 4000), "", "items"),
    ("an interval of a billion", "ical", lambda: calendar(event("RRULE:FREQ=DAILY;INTERVAL=1000000000")), "", "items"),
    ("200,000 dates left out", "ical", lambda: calendar(event(
        "RRULE:FREQ=DAILY", "EXDATE:20200101T080000\r\n" * 200000)), "", "items"),
    ("parts 100,000 deep", "ical", lambda: calendar("BEGIN:VEVENT\r\n" * 100000), "deeper than", ""),
    ("a line of 7 MB", "ical", lambda: calendar(event("SUMMARY:" + "x" * (7 * MB)), event("RRULE:FREQ=DAILY")), "", "items"),
    ("a line folded 2,000,000 times", "ical", lambda: calendar(event("SUMMARY:a" + "\r\n " * 2000000)), "", "items"),
    ("a zone of many rules", "ical", lambda: calendar(
        "BEGIN:VTIMEZONE\r\nTZID:Own\r\n" + ("BEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0800\r\n"
        "TZOFFSETTO:+0900\r\nRRULE:FREQ=YEARLY;BYMONTH=1\r\nEND:STANDARD\r\n" * 300) + "END:VTIMEZONE\r\n",
        event("RRULE:FREQ=DAILY").replace("Asia/Shanghai", "Own")), "", "items"),
    ("a CSV line of 7 MB", "csv", lambda: "a,b\n" + "x" * (7 * MB) + ",y\n", "a cell of more than 64 KiB", ""),
    ("a CSV line of 9 MB", "csv", lambda: "a,b\n" + "x" * (9 * MB) + ",y\n", "larger than 8388608 bytes", ""),
    ("a CSV line of 3,000,000 cells", "csv", lambda: "a,b\n" + "x," * 3000000 + "\n", "", '"rows"'),
    ("1,000,000 CSV lines", "csv", lambda: "a,b\n" + "x,y\n" * 1000000, "", "x"),
    ("a quote without end", "csv", lambda: 'a,b\n"' + "x,y\n" * 1000000, "a cell of more than 64 KiB", ""),
    ("an alert 100,000 deep", "cap", lambda: cap("<info>" * 100000), "deeper than 200", ""),
    ("an alert of 100,000 areas", "cap", lambda: cap(
        "<info><event>x</event>" + "<area><areaDesc>a</areaDesc></area>" * 100000 + "</info>"), "more elements in one", ""),
    ("alerts 100,000 deep as JSON", "cap", lambda: "[" * 100000 + "]" * 100000, "", ""),
    ("UTF-16 that is no text", "auto", lambda: b"\xff\xfe" + os.urandom(1 << 20), "", None),
    ("noise", "auto", lambda: os.urandom(1 << 20), "", None),
]


def check(lab, name, form, make, says, has):
    document = make()
    path = lab.folder / "document"
    path.write_bytes(document if isinstance(document, bytes) else document.encode())
    done = lab.run("adapt", "--format", form, str(path), "--base", "https://www.example.edu.cn/x")
    lines = [line for line in done.stderr.splitlines() if line.startswith("lobbycard: ")]
    told = done.stderr.strip()[:300]
    need(done.returncode in (0, 1), f"{name}: exit {done.returncode}: {told}")
    if has is None:
        need(done.returncode == 0 or len(lines) == 1, f"{name}: {told}")
    elif says or not has:
        need(done.returncode == 1 and len(lines) == 1 and says in lines[0], f"{name}: not {says!r}: {done.returncode} {told}")
    else:
        need(done.returncode == 0 and has in done.stdout, f"{name}: no {has!r}: {done.returncode} {told} {done.stdout[:200]}")


def test():
    with Lab() as lab:
        for row in DOCUMENTS:
            check(lab, *row)
    return (f"{len(DOCUMENTS)} documents: each was refused in a line, or read up to a bound")


main(test)
