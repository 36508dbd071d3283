#!/usr/bin/env python3
"""How the desk is reached from elsewhere: by its own certificate, and behind nginx as the shipped config has it.
Whom a trusted proxy names is let in, and nobody else by that header; addresses that it tells are the ones that
wait; a backup made while people write is whole, and comes back."""

import contextlib
import http.client
import json
import re
import shutil
import socket
import sqlite3
import ssl
import subprocess
import threading

from common import ROOT, Lab, main, need, tool, wait
from desk import PASSWORD, Answer, Desk
from servers import free_port


def make_certificate(folder):
    cert, key = folder / "desk.pem", folder / "desk.key"
    subprocess.run([tool("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-keyout", key, "-out", cert, "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"], check=True, capture_output=True)
    return cert, key


def ask(port, cert, method, path, body=None, headers=None):
    context = ssl.create_default_context(cafile=cert)
    connection = http.client.HTTPSConnection("localhost", port, timeout=60, context=context)
    headers = dict(headers or {})
    if isinstance(body, dict):
        body, headers["Content-Type"] = json.dumps(body), "application/json"
    with contextlib.closing(connection):
        connection.request(method, path, body, headers)
        return Answer(connection.getresponse())


def check_renewal(desk, cert, key):
    """A renewed certificate is shown to the next who comes; half of one, or none, leaves the one before. Whoever is there stays."""
    process = desk.process.pid
    staying = http.client.HTTPSConnection("localhost", desk.port, timeout=60, context=ssl.create_default_context(cafile=cert))
    staying.request("GET", "/health")
    need(staying.getresponse().read(), "before the renewal")
    for number in range(3):
        folder = cert.parent / f"renewed-{number}"
        folder.mkdir()
        new_cert, new_key = make_certificate(folder)
        old = cert.read_text("ascii")
        cert.write_text("none")
        need(shown(desk.port) == old, "what is no certificate is shown")
        cert.write_text(new_cert.read_text("ascii"))
        need(shown(desk.port) == old, "a certificate without its key is shown")
        key.write_text(new_key.read_text("ascii"))
        need(shown(desk.port) == new_cert.read_text("ascii"), f"renewal {number} is not shown")
        need(ask(desk.port, new_cert, "GET", "/health").status == 200, f"after renewal {number}")
    staying.request("GET", "/health")
    need(staying.getresponse().status == 200 and desk.process.pid == process, "who was there was sent away")
    staying.close()


def shown(port):
    return ssl.get_server_certificate(("127.0.0.1", port))


def check_tls(lab, cert, key):
    """TLS 1.2 and 1.3 alone, cookies Secure, and who speaks without it or stops in between is no trouble."""
    desk = Desk(lab, [f"tls_cert = {cert}", f"tls_key = {key}"], people=("editor",))
    answer = ask(desk.port, cert, "POST", "/api/login", {"name": "editor", "password": PASSWORD})
    need(answer.status == 200, f"{answer}")
    cookies = answer.headers.get_all("Set-Cookie")
    need(cookies and all("Secure" in line for line in cookies), f"{cookies}")
    headers = {"Cookie": cookies[0].split(";")[0], "X-CSRF-Token": answer.json()["csrf"]}
    for origin, status in ((f"http://localhost:{desk.port}", 403), (f"https://localhost:{desk.port}", 204)):
        answer = ask(desk.port, cert, "POST", "/api/logout", None, {**headers, "Origin": origin})
        need(answer.status == status, f"{origin}: {answer}")
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", desk.port), 5) as plain:
            plain.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            with contextlib.suppress(OSError):
                need(b"200" not in plain.recv(100), "an answer in the open")
        with socket.create_connection(("127.0.0.1", desk.port), 5) as torn:
            torn.sendall(b"\x16\x03\x01\x02\x00\x01\x00")
    for version, spoken in (("-tls1_1", False), ("-tls1_2", True), ("-tls1_3", True)):
        done = subprocess.run([tool("openssl"), "s_client", "-connect", f"127.0.0.1:{desk.port}", version],
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=30, check=False)
        need((done.returncode == 0) == spoken, f"{version} is {'not ' * spoken}spoken")
    need(ask(desk.port, cert, "GET", "/health").status == 200, "after all that")
    check_renewal(desk, cert, key)
    desk.stop()
    for bad in ("", cert.read_text("ascii")):
        key_file = lab.folder / "bad.key"
        key_file.write_text(bad)
        lines = desk.config.read_text().replace(str(key), str(key_file))
        done = lab.run("--config", write(lab, lines), "desk")
        need(done.returncode == 1 and "tls" in done.stderr, f"a key that is none: {done}")
    shutil.rmtree(desk.data)


def write(lab, text):
    path = lab.folder / "other.ini"
    path.write_text(text)
    return path


class Front:
    """nginx with the shipped config, but for names, ports and certificates. `user`: whom it names."""

    def __init__(self, lab, desk, cert, key, user):
        self.port = free_port()
        site = (ROOT / "config/nginx/lobbycard-desk.conf").read_text("utf-8")
        for old, new in ((r"listen 443 ssl;", f"listen 127.0.0.1:{self.port} ssl;"), (r"\n *listen \[::\]:443 ssl;", ""),
                         (r"/etc/ssl/certs/\S+;", f"{cert};"), (r"/etc/ssl/private/\S+;", f"{key};"),
                         (r"desk\.campus\.example", "localhost"), (r"127\.0\.0\.1:8480;", f"127.0.0.1:{desk.port};"),
                         (r'X-Remote-User "";', f'X-Remote-User "{user}";'),
                         (r"\n    }", "\n        proxy_bind 127.0.0.77;\n    }")):
            site, count = re.subn(old, new, site)
            need(count == 1, f"the shipped config has {old} {count} times")
        folder = lab.folder / f"front-{self.port}"
        folder.mkdir()
        (folder / "nginx.conf").write_text(
            f"pid {folder}/pid;\ndaemon off;\nevents {{ }}\nhttp {{\naccess_log off;\n"
            + "".join(f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
            + site + "}\n", "utf-8")
        with (folder / "said").open("wb") as said:
            process = subprocess.Popen([tool("nginx"), "-p", folder, "-e", folder / "error.log", "-c", folder / "nginx.conf"],
                                       stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        lab.stack.callback(process.wait)
        lab.stack.callback(process.terminate)

        def answers():
            need(process.poll() is None, (folder / "said").read_text())
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", self.port)) == 0

        wait(answers, 10, "nginx")


def check_front(lab, cert, key):
    """What nginx tells of who asks counts, from nginx alone."""
    desk = Desk(lab, ["trusted_proxy = 127.0.0.77", "remote_user = X-Remote-User"])
    front = Front(lab, desk, cert, key, "")
    answer = ask(front.port, cert, "POST", "/api/login", {"name": "editor", "password": PASSWORD},
                 {"X-Forwarded-For": "192.0.2.9", "Origin": f"https://localhost:{front.port}"})
    need(answer.status == 200 and all("Secure" in line for line in answer.headers.get_all("Set-Cookie")), f"{answer}")
    for source in ("127.0.0.1", "127.0.0.2"):
        need(desk.ask("GET", "/api/me", None, {"X-Remote-User": "admin"}, source).status == 401, f"named by {source}")
    need(ask(front.port, cert, "GET", "/api/me", None, {"X-Remote-User": "admin"}).status == 401, "named by a browser")
    need(desk.ask("GET", "/api/me", None, {"X-Remote-User": "nobody"}, "127.0.0.77").status == 401, "nobody is named")
    for _ in range(8):
        ask(front.port, cert, "POST", "/api/login", {"name": "reviewer", "password": "wrong password"})
    wrong = {"name": "reviewer", "password": PASSWORD}
    need(ask(front.port, cert, "POST", "/api/login", wrong).status == 429, "tries behind nginx wait")
    desk.log_in("reviewer", source="127.0.0.3")
    named = Front(lab, desk, cert, key, "publisher")
    answer = ask(named.port, cert, "GET", "/api/me", None, {"X-Remote-User": "admin"})
    need(answer.status == 200 and answer.json()["role"] == "publisher", f"whom nginx names: {answer}")
    own = {"X-CSRF-Token": answer.json()["csrf"], "Origin": f"https://localhost:{named.port}"}
    for change, status in (({}, 204), ({"X-CSRF-Token": "x"}, 403), ({"Origin": "https://evil.example"}, 403)):
        answer = ask(named.port, cert, "POST", "/api/logout-everywhere", None, {**own, **change})
        need(answer.status == status, f"named, {change}: {answer}")
    entries = desk.log_in("admin").ask("GET", "/api/audit").json()["entries"]
    need(any(entry["who"] == "publisher" and entry["address"] == "127.0.0.1" for entry in entries), f"{entries[:3]}")
    return desk


def check_backup(lab, desk):
    """While people come and go."""
    ending = threading.Event()

    def write_on():
        while not ending.is_set():
            desk.log_in("editor", source="127.0.0.4").ask("POST", "/api/logout")

    (desk.data / "objects/ab").mkdir(parents=True)
    (desk.data / "objects/ab/cdef").write_bytes(b"x" * 1000)
    long_one = "objects/" + "d" * 70 + "/" + "e" * 64
    (desk.data / long_one).parent.mkdir()
    (desk.data / long_one).write_bytes(b"y" * 512)
    writers = [threading.Thread(target=write_on) for _ in range(2)]
    for writer in writers:
        writer.start()
    try:
        for name in ("one.tar", "two.tar"):
            done = desk.console("backup", lab.folder / name)
            need(done.returncode == 0, done.stderr)
    finally:
        ending.set()
        for writer in writers:
            writer.join()
    second = desk.console("--listen", "127.0.0.1:0")
    need(second.returncode == 1 and "another desk" in second.stderr and "port" not in second.stdout + second.stderr, f"a second desk: {second}")
    need(desk.ask("GET", "/health").status == 200, "the first desk after that")
    before = (lab.folder / "one.tar").read_bytes()
    done = desk.console("backup", lab.folder / "one.tar")
    need(done.returncode == 1 and (lab.folder / "one.tar").read_bytes() == before, f"over another: {done}")
    need(desk.console("backup", lab.folder / "none/there.tar").returncode == 1, "into no folder")
    need((lab.folder / "two.tar").stat().st_mode & 0o777 == 0o600, "others may read it")
    desk.stop()
    shutil.rmtree(desk.data)
    desk.data.mkdir()
    subprocess.run([tool("tar"), "-xf", lab.folder / "two.tar", "-C", desk.data], check=True)
    need((desk.data / "objects/ab/cdef").read_bytes() == b"x" * 1000, "an object is another one")
    need((desk.data / long_one).read_bytes() == b"y" * 512, "one with a long name")
    with contextlib.closing(sqlite3.connect(desk.data / "desk.db")) as database:
        need(database.execute("PRAGMA integrity_check").fetchone() == ("ok",), "a torn copy")
    need(desk.console("audit").returncode == 0, "a log that is not whole")
    desk.start()
    desk.log_in("admin")
    desk.stop()


def test():
    with Lab() as lab:
        cert, key = make_certificate(lab.folder)
        check_tls(lab, cert, key)
        desk = check_front(lab, cert, key)
        check_backup(lab, desk)
    return "TLS, nginx, whom it names, and a backup that comes back"


main(test)
