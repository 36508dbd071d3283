"""The endpoints that the tests ask: a real nginx, a handler of the test's own, and a server that
misbehaves below HTTP."""

import contextlib
import http.server
import os
import signal
import socket
import subprocess
import threading

from common import Failure, replace_file, tool, wait
from listener import Listener

CONFIG = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 128; }}
http {{
    log_format lab '$status $request_uri $bytes_sent';
    access_log {folder}/access.log lab;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    default_type application/json;
    gzip on;
    gzip_types application/json;
    gzip_min_length 1;
    server {{
        listen 127.0.0.1:{port};
        root {folder}/www;
        location ~ ^/(?<feed>[a-z]+)\\.json$ {{
            if (-f {folder}/www/$feed.broken) {{ return 500; }}
        }}
    }}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def served(handler, port=0):
    """The http.server.BaseHTTPRequestHandler, with a thread a request; gives the server."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class Nginx:
    """Serves FOLDER/www on a free port, gzipped, with ETag and Last-Modified as nginx makes them."""

    def __init__(self, lab, name="nginx"):
        self.folder = lab.folder / name
        (self.folder / "www").mkdir(parents=True)
        self.port = free_port()
        (self.folder / "nginx.conf").write_text(
            CONFIG.format(folder=self.folder, port=self.port))
        self.process = None
        lab.stack.callback(self.stop)
        self.start()

    def start(self):
        """On the same port every time, so that a player finds it again."""
        with (self.folder / "stderr").open("wb") as log:
            self.process = subprocess.Popen(
                [tool("nginx"), "-p", self.folder, "-e", self.folder / "error.log",
                 "-c", self.folder / "nginx.conf"], stdin=subprocess.DEVNULL, stdout=log,
                stderr=log, start_new_session=True)
        wait(self.answers, 5, lambda: "nginx: " + (self.folder / "stderr").read_text().strip())

    def answers(self):
        if self.process.poll() is not None:
            raise Failure("nginx: " + (self.folder / "stderr").read_text().strip())
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self):
        if self.process:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            self.process.wait()
            self.process = None

    def freeze(self):
        """The kernel goes on accepting for it; it says nothing."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        self.process.send_signal(signal.SIGCONT)

    def url(self, feed):
        return f"http://127.0.0.1:{self.port}/{feed}.json"

    def publish(self, feed, data):
        replace_file(self.folder / "www" / f"{feed}.json", data)

    def break_feed(self, feed, broken=True):
        """Status 500 for that feed until it is mended."""
        flag = self.folder / "www" / f"{feed}.broken"
        if broken:
            flag.touch()
        else:
            flag.unlink()

    def log(self, feed):
        """The statuses it answered for that feed, in order."""
        lines = (self.folder / "access.log").read_text().splitlines()
        return [int(line.split()[0]) for line in lines if line.split()[1] == f"/{feed}.json"]


class RawServer(Listener):
    """Well-behaved until told otherwise: "noise" answers bytes that are not HTTP, "cut" promises
    more than it sends, "drip" sends a byte a second, "silent" takes the request and says nothing."""

    def __init__(self, lab):
        self.body, self.mode = b"{}", "good"
        super().__init__()
        lab.stack.callback(self.stop)

    def url(self):
        return f"http://127.0.0.1:{self.port}/feed.json"

    def answer(self, connection, _):
        if self.mode == "noise":
            connection.sendall(os.urandom(2000))
            return
        if self.mode == "silent":
            self.over.wait()
            return
        head = (f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
                f"Content-Length: {len(self.body)}\r\n\r\n").encode()
        if self.mode == "good":
            connection.sendall(head + self.body)
        elif self.mode == "cut":
            connection.sendall(head + self.body[:len(self.body) // 2])
        elif self.mode == "drip":
            connection.sendall(head)
            for value in self.body:
                connection.sendall(bytes([value]))
                if self.over.wait(1):
                    return
