#!/usr/bin/env python3
"""The desk's gate: every route without a session, with each lesser role, without a CSRF token, from another
site's page; paths that lead elsewhere; bodies of 100 MB, slow ones, floods of headers, 1,000 idle connections;
SQL and HTML in every field; a list of passwords, while the right person still gets in. Nothing is read or
changed that should not be, the desk answers all the while, and its memory is bounded."""

import concurrent.futures
import contextlib
import os
import pathlib
import random
import sqlite3
import time

from common import PROGRAM, Lab, main, need, run_seed, wait
from desk import PASSWORD, ROLES, Desk, routes

# What the desk itself may take: password hashing has 64 MB, eight threads their databases. What a sanitizer
# adds is not judged.
MEMORY_KB = 220 * 1024
ELSEWHERE = "https://evil.example"
HOSTILE = ["' OR 1=1 --", "\"; DROP TABLE person; --", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
           "%00", "\u202eabc", "${7*7}", "../../etc/passwd", "a" * 1200, "'; ATTACH DATABASE '/tmp/x' AS x; --",
           "\ud7ff\uffff", "x\r\nSet-Cookie: desk=1", ""]


def snapshot(desk):
    """All that the database has but when somebody was seen, and who logs in."""
    with contextlib.closing(sqlite3.connect(f"file:{desk.data}/desk.db?mode=ro", uri=True)) as database:
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        skipped = ("session", "sqlite_sequence")
        return {name: [row[:5] if name == "person" else row for row in database.execute(f"SELECT * FROM {name}")]
                for name in names if name not in skipped}


def spelled(pattern, word="i-1"):
    return "".join(f"{word}" if part.startswith("{") else part
                   for part in pattern.replace("{", "\0{").replace("}", "}\0").split("\0"))


def check_routes(desk):
    """Each row of the table, by whom it is not for. What is refused changes nothing, and no refusal says more
    than that."""
    sessions = {role: desk.log_in(role) for role in ROLES}
    before, asked = snapshot(desk), 0
    for method, pattern, least, writes, _ in routes():
        path, body = spelled(pattern), {"name": "x"} if method in ("POST", "PUT") else None
        if least:
            wrong = [(desk.ask(method, path, body), 401, "without a session"),
                     (desk.ask(method, path, body, {"Cookie": "desk=" + "A" * 43}), 401, "with a made-up session"),
                     (desk.ask(method, path, body, {"Cookie": "desk=" + "%" * 5000}), 401, "with a cookie too long"),
                     (desk.ask(method, path, body, {"X-Remote-User": "admin"}), 401, "with a proxy's header")]
            for role in ROLES[:ROLES.index(least)]:
                wrong.append((sessions[role].ask(method, path, body), 403, f"as {role}"))
            able = sessions[least]
            if writes:
                wrong += [(able.ask(method, path, body, X_CSRF_Token=token), 403, f"with CSRF token {token!r}")
                          for token in (None, "", "x", able.csrf[:-1], sessions[ROLES[ROLES.index(least) - 1]].csrf)]
                wrong += [(able.ask(method, path, body, Origin=origin), 403, f"from {origin}") for origin in
                          (ELSEWHERE, "null", f"http://127.0.0.1:{desk.port + 1}", f"http://127.0.0.1:{desk.port}.evil.example",
                           f"https://127.0.0.1:{desk.port}")]
                wrong.append((able.ask(method, path, body, Origin=None, Sec_Fetch_Site="cross-site"), 403, "across sites"))
        elif writes:
            wrong = [(desk.ask(method, path, body, {"Origin": ELSEWHERE}), 403, "from another site"),
                     (desk.ask(method, path, "name=x", {"Content-Type": "text/plain"}), 400, "as a form sends it")]
        else:
            wrong = []
        for answer, status, how in wrong:
            need(answer.status == status, f"{method} {path} {how}: {answer}, not {status}")
            need(set(answer.json()) == {"error"}, f"{method} {path} {how}: {answer}")
        asked += len(wrong)
    for language, said in ((None, "请先登录"), ("en", "log in first"), ("xx", "请先登录")):
        answer = desk.ask("GET", "/api/me", None, {"X-Language": language} if language else None)
        need(answer.json()["error"]["text"] == said, f"in {language}: {answer}")
    for method in ("PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get"):
        answer = sessions["admin"].ask(method, "/api/me")
        need(answer.status in (400, 405, 501), f"{method}: {answer}")
    need(snapshot(desk) == before, "what was refused changed something")
    for role, session in sessions.items():
        answer = session.ask("GET", "/api/me")
        need(answer.status == 200 and answer.json()["role"] == role, f"{role}: {answer}")
        headers = answer.headers
        need("default-src 'none'" in headers["Content-Security-Policy"] and headers["X-Content-Type-Options"] == "nosniff"
             and headers["Cache-Control"] == "no-store" and headers["X-Frame-Options"] == "DENY", f"{headers}")
    return asked


def check_paths(desk, seed):
    """Raw targets: what leads out of the desk is not there, whoever asks."""
    admin = desk.log_in("admin")
    targets = ["/../../../../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/media/../desk.db",
               "/media/%2e%2e%2fdesk.db", "/media/..\\desk.db", "/desk.db", "//etc/passwd", "/./desk.db", "/%00", "/a%00b",
               "/%c0%ae%c0%ae/etc/passwd", "/%ff", "/api/people/%2e%2e", "/api//me", "/api/me/", "/%", "/%4", "/%zz",
               "/index.html/../desk.db", "/api/../api/me", "/;/desk.db", "/api/me%0d%0aX: y", "*", "http://other/api/me",
               "/?" + "&".join(f"a{i}=b" for i in range(200)), "/?a=%00", "/" + "a" * 20000, "/" + "a" * 100000]
    pick = random.Random(seed)
    pieces = ["/", "..", ".", "%2e", "%2f", "%5c", "\\", "etc", "passwd", "desk.db", "media", "%00", "%ff", ";", "//", "api", "me"]
    targets += ["/" + "".join(pick.choices(pieces, k=pick.randint(1, 9))) for _ in range(400)]
    cookie = "; ".join(f"{name}={value}" for name, value in admin.cookies.items())
    for target in targets:
        with desk.connect() as connection:
            connection.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
                               .encode("latin-1"))
            got = read_all(connection)
        status = got.split(b" ")[1:2]
        plain = target in ("/api/me",) or target.startswith("/api/me?")
        need(not got or status and status[0][:1] == b"4" or plain or (status == [b"200"] and b"<!doctype" in got.lower()),
             f"{target[:80]}: {got[:200]} (seed {seed})")
        need(b"root:" not in got and b"SQLite format" not in got, f"{target[:80]} is answered with a file")
    return len(targets)


def read_all(connection):
    """Until it is closed, cut off or quiet for long."""
    got = b""
    with contextlib.suppress(OSError):
        while len(got) < 1 << 20:
            more = connection.recv(65536)
            if not more:
                break
            got += more
    return got


def check_bodies(desk):
    """100 MB to whom nobody let in, and to whom somebody did: refused before it is read, or cut off."""
    admin = desk.log_in("admin")
    cookie = "; ".join(f"{name}={value}" for name, value in admin.cookies.items())
    for path, more in (("/api/login", ""), ("/api/people", ""), ("/api/people", f"Cookie: {cookie}\r\nX-CSRF-Token: {admin.csrf}\r\n")):
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{more}"
        with desk.connect() as connection:
            connection.sendall((head + f"Content-Length: {100 * 1000 * 1000}\r\n\r\n").encode())
            got = read_all(connection)
            need(got.split(b" ")[1:2] in ([b"413"], [b"401"], [b"403"]), f"{path}, 100 MB announced: {got[:100]}")
        with desk.connect() as connection:
            sent = 0
            with contextlib.suppress(OSError):
                connection.sendall((head + "Transfer-Encoding: chunked\r\n\r\n").encode())
                for _ in range(1600):
                    connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")
                    sent += 65536
            need(sent < 20 * 1000 * 1000, f"{path}, endless: {sent} bytes were taken")
    for body in ("[" * 4000, '{"name":' * 400, '{"a":1,"a":2}', "\0", '{"name":"\\ud800"}', '{"name":1,"password":[]}', "null", ""):
        answer = desk.ask("POST", "/api/login", body, {"Content-Type": "application/json"})
        need(answer.status == 400, f"login with {body[:20]!r}: {answer}")


def check_heads(desk):
    """Floods of headers, lines without end, two lengths, half requests."""
    heads = [b"GET / HTTP/1.1\r\nHost: x\r\n" + b"".join(b"A%d: b\r\n" % i for i in range(20000)) + b"\r\n",
             b"GET / HTTP/1.1\r\nHost: x\r\n" + b"".join(b"A%d: b\r\n" % i for i in range(150)) + b"\r\n",
             b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"b" * 1000000 + b"\r\n\r\n",
             b"GET /" + b"a" * 1000000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
             b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/9.9\r\nHost: x\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 100,
             b"POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\nhello",
             b"POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
             b"POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n",
             b"POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
             b"A" * 200000, b"\r\n" * 50000, b"\0" * 1000]
    for head in heads:
        with desk.connect(timeout=5) as connection:
            with contextlib.suppress(OSError):
                connection.sendall(head)
            got = read_all(connection)
            need(b" 200 " not in got[:20], f"{head[:60]}: {got[:100]}")
        need(desk.ask("GET", "/health").status == 200, f"no answer after {head[:60]}")
    return len(heads)


def check_noise(desk, seed):
    """Requests of somebody who may all, spoilt by chance: the desk lives, and people are who they were."""
    pick, admin, before = random.Random(seed ^ 1), desk.log_in("admin"), snapshot(desk)["person"]
    cookie = "; ".join(f"{name}={value}" for name, value in admin.cookies.items())
    lines = f"Host: 127.0.0.1:{desk.port}\r\nCookie: {cookie}\r\nX-CSRF-Token: {admin.csrf}\r\nContent-Type: application/json\r\n"
    whole = [f"{method} {path} HTTP/1.1\r\n{lines}{more}".encode() for method, path, more in (
        ("GET", "/api/audit?before=5&limit=3", "\r\n"), ("GET", "/", "If-None-Match: \"x\"\r\n\r\n"),
        ("PUT", "/api/people/nobody", 'Content-Length: 17\r\n\r\n{"role":"editor"}'),
        ("PUT", "/api/people/nobody", "Transfer-Encoding: chunked\r\n\r\n11\r\n{\"role\":\"editor\"}\r\n0\r\n\r\n"))]
    count = 800
    for i in range(count):
        data = bytearray(b"".join(pick.choices(whole, k=pick.randint(1, 3))))
        for _ in range(pick.choice((0, 1, 1, 2, 5, 40))):
            at = pick.randrange(len(data) + 1)
            data[at:at + pick.choice((0, 0, 1, 3, 30))] = pick.choice((b"", b"\0", b"\r\n", b" ", b"%", b":", b"\xff", b"9" * 20,
                                                                      bytes(pick.randrange(256) for _ in range(4))))
        with desk.connect(timeout=20) as connection, contextlib.suppress(OSError):
            connection.sendall(data)
            connection.settimeout(0.1)  # half a request has no answer
            connection.recv(65536)
        need(desk.process.poll() is None, f"request {i} of seed {seed} ended the desk: {desk.said()[-3000:]}")
    need(desk.ask("GET", "/health").status == 200, "after the noise")
    need(snapshot(desk)["person"] == before, f"people are others now (seed {seed})")
    return count


def send_slowly(desk, head, byte, source):
    """Seconds until whoever sends that slowly is cut off."""
    start = time.monotonic()
    with desk.connect(source) as connection:
        with contextlib.suppress(OSError):
            connection.sendall(head)
            connection.settimeout(1)
            while time.monotonic() - start < 100:
                connection.sendall(byte)
                with contextlib.suppress(TimeoutError):
                    if not connection.recv(4096):
                        break
    return time.monotonic() - start


def start_slow(desk, pool):
    """A head, and a body, of a byte a second: there must be an end to both."""
    admin = desk.log_in("admin")
    cookie = "; ".join(f"{name}={value}" for name, value in admin.cookies.items())
    body = (f"POST /api/people HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nCookie: {cookie}\r\n"
            f"X-CSRF-Token: {admin.csrf}\r\nContent-Length: 4000\r\n\r\n").encode()
    head = b"GET / HTTP/1.1\r\nHost: x\r\nA: "
    return {"a head": [pool.submit(send_slowly, desk, head, b"x", f"127.0.3.{i + 1}") for i in range(3)],
            "nothing": [pool.submit(send_slowly, desk, b"", b"", "127.0.3.9")],
            "a body": [pool.submit(send_slowly, desk, body, b" ", f"127.0.4.{i + 1}") for i in range(3)]}


def check_idle(desk):
    """1,000 connections that say nothing, of one address and of fifty: others are still answered."""
    opened = []
    try:
        for i in range(1000):
            with contextlib.suppress(OSError):
                opened.append(desk.connect("127.0.0.50" if i < 200 else f"127.0.5.{i % 50 + 1}", timeout=5))
            if i % 100 == 99:
                answer = desk.ask("GET", "/health", source="127.0.6.1")
                need(answer.status == 200, f"with {i + 1} connections: {answer}")
        count = len(os.listdir(f"/proc/{desk.process.pid}/fd"))
        need(count < 350, f"{count} descriptors with 1,000 idle connections")
        desk.log_in("admin", source="127.0.6.1")
    finally:
        for connection in opened:
            connection.close()
    wait(lambda: desk.ask("GET", "/health").status == 200, 20, "an answer for 127.0.0.1")


def check_fields(desk):
    """SQL and HTML wherever there is a text: taken as text or refused as one."""
    admin, before = desk.log_in("admin"), snapshot(desk)["person"]
    for i, text in enumerate(HOSTILE):
        answer = desk.ask("POST", "/api/login", {"name": text, "password": text}, source=f"127.0.7.{i + 1}")
        need(answer.status in (400, 401), f"login as {text!r}: {answer}")
        for member in ("name", "role", "password"):
            whole = {"name": "wang", "role": "editor", "password": PASSWORD, member: text}
            if member == "password" and len(text.encode()) >= 10:
                continue  # a password like another
            answer = admin.ask("POST", "/api/people", whole)
            need(answer.status in (413, 422, 400), f"{member} {text!r}: {answer}")
            need(answer.headers["Content-Type"].startswith("application/json"), f"{answer.headers}")
        for member in ("role", "password", "disabled"):
            answer = admin.ask("PUT", "/api/people/editor", {member: text})
            need(answer.status in (413, 422, 400) or (member == "password" and len(text.encode()) >= 10),
                 f"{member} {text!r}: {answer}")
    for query in ("before=1%20OR%201", "before=-1", "limit=-5", "limit=99999999999999999999", "limit=1;DROP", "before='"):
        answer = admin.ask("GET", f"/api/audit?{query}")
        need(answer.status == 200 and len(answer.json()["entries"]) <= 500, f"audit?{query}: {answer}")
    after = snapshot(desk)["person"]
    need([row[:2] for row in after] == [row[:2] for row in before], "people are others now")
    done = desk.console("password", "editor", typed=f"{PASSWORD}\n{PASSWORD}\n")
    need(done.returncode == 0, done.stderr)


def guess(desk, source, count):
    """How often a wrong password was looked at, and what was said last of how long to wait."""
    looked, waits = 0, 0
    for i in range(count):
        mark = {"Cookie": "desk_known=" + "A" * 43} if i % 2 else None
        answer = desk.ask("POST", "/api/login", {"name": "publisher", "password": f"wrong password {i}"}, mark, source)
        need(answer.status in (401, 429), f"guess {i}: {answer}")
        waits = int(answer.headers["Retry-After"]) if answer.status == 429 else 0
        need(answer.status == 401 or waits > 0, f"{answer.headers}")
        looked += answer.status == 401
    return looked, waits


def check_passwords(desk):
    """A list of passwords from one address, then from sixty at once: few are looked at, and who has the right
    one comes in, from elsewhere and from a browser that was here before."""
    known = desk.log_in("publisher", source="127.0.8.1")
    start, looked, waits = time.monotonic(), 0, 0
    while waits < 3:
        more, waits = guess(desk, "127.0.8.1", 50)
        looked += more
    seconds = time.monotonic() - start
    # five are free, then 1 s, 2 s, 4 s ...
    need(5 <= looked <= 6 + int(seconds + 1).bit_length(), f"{looked} passwords were looked at in {seconds:.0f} s")
    right = {"name": "publisher", "password": PASSWORD}
    need(desk.ask("POST", "/api/login", right, source="127.0.8.1").status == 429, "a right password has no wait there")
    desk.log_in("publisher", source="127.0.8.2")
    answer = desk.ask("POST", "/api/login", right, {"Cookie": f"desk_known={known.cookies['desk_known']}"}, "127.0.8.1")
    need(answer.status == 200, f"a browser that was here before: {answer}")
    with concurrent.futures.ThreadPoolExecutor(40) as pool:
        crowd = [pool.submit(guess, desk, f"127.0.9.{i + 1}", 4) for i in range(60)]
        for i in range(5):
            answer = desk.ask("POST", "/api/login", right, {"Cookie": f"desk_known={known.cookies['desk_known']}"}, "127.0.8.1")
            need(answer.status == 200, f"login {i} beside a crowd, from a browser that was here before: {answer}")
        patient = lambda: desk.ask("POST", "/api/login", right, source="127.0.10.1").status == 200
        wait(patient, 60, "a login beside a crowd, as somebody tries again each second", 1)
        need(all(one.result()[0] <= 4 for one in crowd), "a crowd")
    return looked


def check_sessions(desk):
    """What ends a session ends it, here or everywhere; what cookies say of themselves."""
    answer = desk.ask("POST", "/api/login", {"name": "editor", "password": PASSWORD}, {"Cookie": "desk=" + "B" * 43})
    for line in answer.headers.get_all("Set-Cookie"):
        need("HttpOnly" in line and "SameSite=Strict" in line and "Secure" not in line and "B" * 43 not in line, line)
    one, two, admin = desk.log_in("editor"), desk.log_in("editor"), desk.log_in("admin")
    alive = lambda session: session.ask("GET", "/api/me").status == 200
    need(one.ask("POST", "/api/logout").status == 204 and not alive(one) and alive(two), "logout ends one session")
    one = desk.log_in("editor")
    need(one.ask("POST", "/api/logout-everywhere").status == 204 and not alive(one) and not alive(two), "logout everywhere")
    one, two = desk.log_in("editor"), desk.log_in("editor")
    other = "山色空蒙雨亦奇"
    need(one.ask("POST", "/api/password", {"old": "wrong password", "new": other}).status == 401, "a wrong old password")
    need(one.ask("POST", "/api/password", {"old": PASSWORD, "new": "short"}).status == 422, "a short password")
    answer = one.ask("POST", "/api/password", {"old": PASSWORD, "new": other})
    need(answer.status == 200 and not alive(one) and not alive(two), f"a new password ends what was: {answer}")
    one = desk.log_in("editor", other)
    need(admin.ask("PUT", "/api/people/editor", {"disabled": True}).status == 204 and not alive(one), "disabled")
    need(desk.ask("POST", "/api/login", {"name": "editor", "password": other}).status == 401, "disabled comes in")
    need(admin.ask("PUT", "/api/people/editor", {"disabled": False, "password": PASSWORD}).status == 204, "enabled")
    one = desk.log_in("editor")
    need(admin.ask("PUT", "/api/people/editor", {"role": "reviewer"}).status == 204 and not alive(one), "another role")
    need(admin.ask("PUT", "/api/people/editor", {"role": "editor"}).status == 204, "the role again")
    for change in ({"role": "editor"}, {"disabled": True}):
        need(admin.ask("PUT", "/api/people/admin", change).status == 409 and alive(admin), f"the last admin: {change}")
    need(admin.ask("DELETE", "/api/people/admin").status == 409 and alive(admin), "the last admin is removed")
    need(desk.console("remove", "admin").returncode == 1 and alive(admin), "the last admin is removed by the console")
    need(admin.ask("POST", "/api/people", {"name": "ADMIN", "role": "admin", "password": PASSWORD}).status == 409, "taken")
    need(admin.ask("DELETE", "/api/people/nobody").status == 404, "nobody is removed")
    need(admin.ask("POST", "/api/people", {"name": "李白", "role": "editor", "password": PASSWORD}).status == 204, "李白")
    one = desk.log_in("李白")
    need(admin.ask("DELETE", "/api/people/%E6%9D%8E%E7%99%BD").status == 204 and not alive(one), "李白 leaves")


def check_audit(desk):
    """Who did what, and nobody can undo that: the log only grows, and tells what was changed behind its back."""
    entries = desk.log_in("admin").ask("GET", "/api/audit?limit=500").json()["entries"]
    acts = {(entry["act"], entry["what"]) for entry in entries}
    need({("person-added", "李白"), ("person-removed", "李白"), ("person-changed", "editor"), ("login", ""),
          ("logout-everywhere", "")} <= acts, f"{sorted(acts)}")
    changed = next(entry for entry in entries if entry["act"] == "person-changed")
    need(changed["who"] == "admin" and changed["address"] == "127.0.0.1" and changed["before"] != changed["after"], f"{changed}")
    need(desk.console("audit").returncode == 0, "a log that is whole")
    with contextlib.closing(sqlite3.connect(desk.data / "desk.db")) as database:
        for sql in ("UPDATE audit SET who = 'x'", "DELETE FROM audit"):
            try:
                database.execute(sql)
            except sqlite3.IntegrityError:
                continue
            need(False, f"{sql} was done")
        database.execute("DROP TRIGGER audit_kept")
        database.execute("UPDATE audit SET who = 'x' WHERE id = 3")
        database.commit()
    done = desk.console("audit")
    need(done.returncode == 1 and "row 3" in done.stderr, f"a log that was changed: {done}")


def check_files(desk):
    """What it keeps is its owner's alone: nobody else gets into the folder."""
    for path in [desk.data, *desk.data.glob("desk.db*")]:
        need(path.stat().st_mode & 0o077 == 0, f"{path}: {path.stat().st_mode:o}")
    raw = (desk.data / "desk.db").read_bytes() + (desk.data / "desk.db-wal").read_bytes()
    need(PASSWORD.encode() not in raw, "a password is in desk.db")
    for session in (desk.log_in("admin"),):
        need(session.cookies["desk"].encode() not in raw, "a session is in desk.db")


def test():
    seed = run_seed()
    judges_memory = "sanitize" not in os.environ.get("LOBBYCARD_BUILD", "") and "san" not in pathlib.Path(PROGRAM).parent.name
    with Lab() as lab, concurrent.futures.ThreadPoolExecutor(8) as pool:
        desk = Desk(lab)
        slow = start_slow(desk, pool)
        asked = check_routes(desk)
        paths = check_paths(desk, seed)
        check_bodies(desk)
        heads = check_heads(desk)
        noise = check_noise(desk, seed)
        check_idle(desk)
        check_fields(desk)
        looked = check_passwords(desk)
        check_sessions(desk)
        check_files(desk)
        for what, ends in slow.items():
            need(all(end.result() < 95 for end in ends), f"who sends {what} a byte a second is never cut off")
        check_audit(desk)
        kb = desk.memory_kb()
        need(not judges_memory or kb < MEMORY_KB, f"{kb} KB were needed")
        need(" error: " not in desk.said(), f"{desk.said()[-2000:]}")
        desk.stop()
    return (f"{asked} refusals of {len(routes())} routes, {paths} paths, {heads} heads, {noise} spoilt requests, {looked} passwords looked at, "
            f"{kb // 1024} MB at most, seed {seed}")


main(test)
