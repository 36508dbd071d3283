"""A real `lobbycard desk` and people who use it over HTTP, for the tests of the desk's content."""

import http.client
import json
import re
import signal
import subprocess
import urllib.parse

from common import PROGRAM, Failure, need, wait

PASSWORD = "ein langes 密码 %s"


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        try:
            return json.loads(self.body)
        except ValueError:
            raise Failure(f"no JSON: {self.status} {self.body[:200]!r}") from None


def ask(port, method, path, body=None, headers=None, timeout=60):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request(method, urllib.parse.quote(path, safe="/?&=%:+.-_~"), body, headers or {})
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


class Person:
    def __init__(self, desk, name):
        self.desk, self.name, self.cookie, self.csrf = desk, name, "", ""
        done = self.call("POST", "/api/login", {"name": name, "password": PASSWORD % name})
        need(done.status == 200, f"login of {name}: {done.status} {done.body}")
        self.cookie = re.search(r"(?:^|\s)desk=[^;]+", "\n".join(done.headers.get_all("Set-Cookie")), re.M).group().strip()
        self.csrf = done.json["csrf"]

    def call(self, method, path, body=None, raw=None, **more):
        headers = {"X-CSRF-Token": self.csrf, "Cookie": self.cookie, "Content-Type": "application/json"}
        if raw is not None:
            headers["Content-Type"] = "application/octet-stream"
        data = raw if raw is not None else None if body is None else json.dumps(body, ensure_ascii=False).encode()
        return ask(self.desk.port, method, path, data, headers, **more)

    def good(self, method, path, body=None, **more):
        done = self.call(method, path, {} if body is None and method == "POST" and "raw" not in more else body, **more)
        need(done.status in (200, 204), f"{self.name}: {method} {path}: {done.status} {done.body.decode(errors='replace')[:400]} {self.desk.log.read_text(errors='replace')[-300:] if done.status == 500 else ''}")
        return done.json if done.body else None

    def part(self, part):
        return self.good("GET", path_of(part))

    def save(self, part, content, base=None):
        if base is None:
            base = self.part(part)["revision"]
        return self.good("PUT", path_of(part, "draft"), {"base": base, "content": content})

    def add(self, content):
        return self.good("POST", "/api/parts", {"kind": content["kind"], "content": content})["part"]

    def hash(self, part):
        return self.part(part)["draft"]["hash"]


def path_of(part, *more):
    return "/".join(["/api/parts", urllib.parse.quote(part, safe=""), *more])


class Desk:
    """`keys`: of [desk]. People are added before it starts: {name: role}."""

    def __init__(self, lab, people, keys=None, more=""):
        self.lab, self.process, self.port = lab, None, 0
        self.data = lab.folder / "desk"
        self.publish = lab.folder / "www" / "feed.json"
        self.config = lab.folder / "desk.ini"
        self.log = lab.folder / "desk.stderr"
        lines = [f"{key} = {value}" for key, value in (keys or {}).items()]
        self.config.write_text("\n".join(["[screen]", "timezone = Asia/Shanghai", more, "[desk]", f"data = {self.data}",
                                          f"publish = {self.publish}", "listen = 127.0.0.1:0", *lines]) + "\n")
        for name, role in people.items():
            secret = PASSWORD % name
            done = subprocess.run([PROGRAM, "--config", self.config, "desk", "add", name, "--role", role], env=lab.environment,
                                  input=f"{secret}\n{secret}\n", capture_output=True, text=True, timeout=60)
            need(done.returncode == 0, f"desk add {name}: {done.stderr}")
        lab.stack.callback(self.stop)

    def start(self, before=(), environment=None, **more):
        self.log.write_bytes(b"")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen([*before, PROGRAM, "--config", self.config, "desk"], stderr=log, stdout=log,
                                            env={**self.lab.environment, **(environment or {})}, stdin=subprocess.DEVNULL, cwd=self.lab.folder, **more)

        def listening():
            need(self.process.poll() is None, f"the desk left: {self.log.read_text(errors='replace')[-600:]}")
            found = re.search(r"port (\d+)", self.log.read_text(errors="replace"))
            return found and int(found.group(1))

        self.port = wait(listening, 60, "a desk that listens", 0.01)
        return self

    def stop(self, number=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.process.send_signal(number)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise Failure("the desk did not leave") from None

    def feed(self, **headers):
        return ask(self.port, "GET", "/feed.json", headers=headers)


def approve_and_publish(part, author, reviewer, publisher):
    author.good("POST", path_of(part, "submit"), {"revision": author.part(part)["draft"]["revision"]})
    reviewer.good("POST", path_of(part, "approve"), {"hash": reviewer.hash(part)})
    return publisher.good("POST", "/api/publish", {"parts": [{"part": part, "hash": publisher.hash(part)}]})["serial"]
