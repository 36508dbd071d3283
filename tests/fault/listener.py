"""What the servers below HTTP share: a thread a connection, on a free port."""

import socket
import socketserver
import ssl
import threading


class Listener:
    """Reads one request of a connection, has answer(connection, path) say something, and hangs up.
    With `certificate` (a PEM file with its key), over TLS. `over` is set when it ends."""

    address = "127.0.0.1"

    def __init__(self, certificate=None):
        self.over = threading.Event()
        outer, context = self, None
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                try:
                    connection = self.request
                    if context:
                        connection = context.wrap_socket(connection, server_side=True)
                    path = read_request(connection)
                    if path is not None:
                        outer.answer(connection, path)
                    connection.close()
                except OSError:
                    pass  # the other side hung up, as it should

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            request_queue_size = 128  # every source of a screen at once
            daemon_threads = True
            address_family = socket.AF_INET6 if ":" in outer.address else socket.AF_INET

        self.server = Server((self.address, 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.over.set()
        self.server.shutdown()
        self.server.server_close()


def read_request(connection):
    """The path asked for, or None when the other side said nothing."""
    connection.settimeout(10)
    request = b""
    while b"\r\n\r\n" not in request:
        more = connection.recv(4096)
        if not more:
            return None
        request += more
    return request.split()[1].decode()
