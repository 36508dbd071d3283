"""A desk in a folder of its own, for the tests of it: the program, people with every role, and requests
that no browser would send."""

import http.client
import json
import re
import socket
import subprocess

from common import PROGRAM, ROOT, Failure, need, wait

PASSWORD = "竹露荷风 1926"
ROLES = ("editor", "reviewer", "publisher", "admin")


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f"{self.status} {self.body[:200]!r}"


class Desk:
    """`lobbycard desk` on a free port. `config`: lines of its [desk]."""

    def __init__(self, lab, config=(), people=ROLES):
        self.lab = lab
        self.data = lab.folder / "desk"
        self.config = lab.folder / "desk.ini"
        self.config.write_text("\n".join(["[desk]", f"data = {self.data}", "listen = 127.0.0.1:0", *config]) + "\n")
        self.log = lab.folder / "desk.log"
        self.process = None
        for role in people:
            done = self.console("add", role, "--role", role, typed=f"{PASSWORD}\n{PASSWORD}\n")
            need(done.returncode == 0, f"desk add {role}: {done.stderr}")
        lab.stack.callback(self.stop)
        self.start()

    def console(self, *arguments, typed=""):
        return subprocess.run([PROGRAM, "--config", self.config, "desk", *arguments], input=typed,
                              env=self.lab.environment, capture_output=True, encoding="utf-8", timeout=60, check=False)

    def start(self):
        with self.log.open("ab") as log:
            begin = log.tell()
            self.process = subprocess.Popen([PROGRAM, "--config", self.config, "desk"], stdin=subprocess.DEVNULL,
                                            env=self.lab.environment, stdout=log, stderr=log)

        def listening():
            need(self.process.poll() is None, f"the desk left: {self.said()[-2000:]}")
            found = re.search(r"port (\d+)", self.log.read_bytes()[begin:].decode(errors="replace"))
            return found and int(found[1])

        self.port = wait(listening, 60, "a desk that listens")

    def said(self):
        return self.log.read_text(encoding="utf-8", errors="replace")

    def stop(self):
        """It ends by itself, with nothing to say of memory or threads."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise Failure("the desk still ran a minute after SIGTERM") from None
        code, self.process = (self.process.returncode if self.process else 0), None
        need(code == 0, f"the desk left with {code}: {self.said()[-4000:]}")

    def memory_kb(self, key="VmHWM"):
        """The most that it ever had."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            return int(re.search(rf"{key}:\s+(\d+)", status.read())[1])

    def ask(self, method, path, body=None, headers=None, source="127.0.0.1"):
        """One request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=(source, 0))
        headers = dict(headers or {})
        if isinstance(body, (dict, list)):
            body = json.dumps(body, ensure_ascii=False).encode()
            headers.setdefault("Content-Type", "application/json")
        try:
            connection.request(method, path, body, headers)
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def connect(self, source="127.0.0.1", timeout=60):
        return socket.create_connection(("127.0.0.1", self.port), timeout, source_address=(source, 0))

    def log_in(self, name, password=PASSWORD, source="127.0.0.1"):
        answer = self.ask("POST", "/api/login", {"name": name, "password": password}, source=source)
        need(answer.status == 200, f"{name} cannot log in: {answer}")
        return Session(self, answer, source)


class Session:
    """Somebody's browser."""

    def __init__(self, desk, answer, source="127.0.0.1"):
        self.desk, self.source = desk, source
        self.cookies = dict(line.split(";")[0].split("=", 1) for line in answer.headers.get_all("Set-Cookie"))
        self.csrf = answer.json()["csrf"]

    def headers(self, **more):
        given = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
                 "X-CSRF-Token": self.csrf, "Origin": f"http://127.0.0.1:{self.desk.port}"}
        given.update({name.replace("_", "-"): value for name, value in more.items()})
        return {name: value for name, value in given.items() if value is not None}

    def ask(self, method, path, body=None, **more):
        return self.desk.ask(method, path, body, self.headers(**more), source=self.source)


def routes():
    """The rows of the table of routes: (method, pattern, least role or "", whether it writes, the most that its
    body may have)."""
    text = (ROOT / "src/command/desk/routes.c").read_text(encoding="utf-8")
    found = re.findall(r'\{ "([A-Z]+)", "(/[^"]*)",\s+ROLE_([A-Z]+),\s+(\w+),\s+(\w+),\s+\w+ \}', text)
    need(len(found) == len(re.findall(r'^    \{ "[A-Z]+", "/', text, re.M)) > 10, "routes.c has rows that are not read")
    return [(method, pattern, "" if role == "NOBODY" else role.lower(), flags == "ROUTE_WRITES", body)
            for method, pattern, role, flags, body in found]
