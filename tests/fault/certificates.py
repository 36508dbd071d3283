"""Certificates for 127.0.0.1, good and bad, made with the openssl program."""

import subprocess

CONFIG = """
[ca]
default_ca = here
[here]
new_certs_dir = {folder}
database = {folder}/index.txt
rand_serial = yes
default_md = sha256
policy = any
copy_extensions = copy
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
"""


class Authority:
    """With `above`, one that stands between that authority and what this one issues."""

    def __init__(self, openssl, folder, above=None):
        self.openssl, self.folder = openssl, folder
        folder.mkdir()
        (folder / "index.txt").touch()
        (folder / "openssl.cnf").write_text(CONFIG.format(folder=folder))
        self.root = folder / "root.pem"
        is_authority = ("-addext", "basicConstraints=critical,CA:TRUE")
        if above:
            request = folder / "root.csr"
            self.run("req", "-new", *self.new_key("root"), "-subj", "/CN=Test Between",
                     *is_authority, "-out", request)
            above.sign(request, self.root)
        else:
            self.run("req", "-x509", *self.new_key("root"), "-subj", "/CN=Test Root",
                     "-days", "30", *is_authority, "-out", self.root)

    def run(self, command, *arguments):
        subprocess.run([self.openssl, command, "-config", self.folder / "openssl.cnf", *arguments],
                       check=True, capture_output=True, stdin=subprocess.DEVNULL)

    def new_key(self, name):
        return ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-keyout", self.folder / f"{name}.key"]

    def bundle(self, name):
        path = self.folder / f"{name}.both"
        path.write_bytes((self.folder / f"{name}.pem").read_bytes()
                         + (self.folder / f"{name}.key").read_bytes())
        return path

    def issue(self, name, host="IP:127.0.0.1", start="20200101000000Z", end="20991231235959Z",
              common=None):
        request = self.folder / f"{name}.csr"
        self.run("req", "-new", "-utf8", *self.new_key(name), "-subj", f"/CN={common or name}",
                 "-addext", f"subjectAltName={host}", "-out", request)
        self.sign(request, self.folder / f"{name}.pem", start, end)
        return self.bundle(name)

    def sign(self, request, out, start="20200101000000Z", end="20991231235959Z"):
        self.run("ca", "-batch", "-utf8", "-notext", "-cert", self.root, "-keyfile",
                 self.folder / "root.key", "-startdate", start, "-enddate", end, "-in", request,
                 "-out", out)

    def issue_self_signed(self, name):
        self.run("req", "-x509", *self.new_key(name), "-subj", f"/CN={name}", "-days", "30",
                 "-addext", "subjectAltName=IP:127.0.0.1", "-out", self.folder / f"{name}.pem")
        return self.bundle(name)
