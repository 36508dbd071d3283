"""A SOCKS5 proxy (RFC 1928, no login, CONNECT alone) that leads every name to where it is told,
and says of what it was asked for."""

import socket
import socketserver
import struct
import threading


def read_exactly(connection, size):
    data = b""
    while len(data) < size:
        more = connection.recv(size - len(data))
        if not more:
            raise OSError("hung up")
        data += more
    return data


def copy(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # the other side hung up


class SocksProxy:
    """places: {host: port of 127.0.0.1}; another host is refused with "host unreachable"."""

    def __init__(self, places):
        outer = self
        self.places, self.asked = places, []

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                try:
                    outer.serve(self.request)
                except OSError:
                    pass

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def serve(self, client):
        client.settimeout(20)
        version, count = read_exactly(client, 2)
        read_exactly(client, count)
        if version != 5:
            return
        client.sendall(b"\x05\x00")
        _, _, _, kind = read_exactly(client, 4)
        if kind == 3:
            host = read_exactly(client, read_exactly(client, 1)[0]).decode()
        else:
            host = socket.inet_ntop(*((socket.AF_INET, read_exactly(client, 4)) if kind == 1 else
                                      (socket.AF_INET6, read_exactly(client, 16))))
        port, = struct.unpack(">H", read_exactly(client, 2))
        self.asked.append((host, port))
        if host not in self.places:
            client.sendall(b"\x05\x04\x00\x01" + bytes(6))
            return
        with socket.create_connection(("127.0.0.1", self.places[host])) as server:
            client.sendall(b"\x05\x00\x00\x01" + bytes(6))
            threading.Thread(target=copy, args=(server, client), daemon=True).start()
            copy(client, server)

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
