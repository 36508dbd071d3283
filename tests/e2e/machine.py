"""A bare Debian in a folder of its own, run by its own systemd (systemd-nspawn). It has this machine's
loopback, so that a test's server answers there."""

import os
import pathlib
import signal
import subprocess

from common import children, need, tool, wait

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def make(folder, include, release="bookworm"):
    """That Debian and nothing else, as this machine's apt gets it. Why not, where it does not."""
    settings = subprocess.run([tool("apt-config"), "dump"], capture_output=True, encoding="utf-8", check=True)
    acquire = folder.parent / "acquire"
    acquire.write_text("\n".join(line for line in settings.stdout.splitlines() if line.startswith("Acquire::")))
    done = subprocess.run(
        [tool("mmdebstrap"), "--quiet", "--variant=minbase", "--components=main", f"--include={','.join(include)}",
         f"--setup-hook=copy-in {acquire} /etc/apt/apt.conf.d", release, folder],
        capture_output=True, encoding="utf-8", check=False)
    return done.stderr[-400:] if done.returncode else ""


class Machine:
    """Of the tree that `root` is. `binds`: {folder here: folder there}, to be read."""

    def __init__(self, root, binds):
        self.root = pathlib.Path(root)
        self.binds = binds
        self.log = self.root.with_name("console.log")
        self.process = self.leader = None

    def __enter__(self):
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [tool("systemd-nspawn"), "--quiet", "--register=no", "--keep-unit", "--boot", "--console=pipe",
                 f"--directory={self.root}", *(f"--bind-ro={here}:{there}" for here, there in self.binds.items())],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.leader = wait(self._find_leader, 20, "the machine's first process")
        wait(lambda: self.run("systemctl", "is-system-running", ok=None).stdout.strip() in ("running", "degraded"),
             60, lambda: f"the machine to be up: {self.log.read_text(errors='replace')[-300:]}")
        # systemd-nspawn lays a boot_id of its own over the kernel's, which a unit with a /proc of its own does
        # not see: who runs could not be told.
        self.run("umount", "/proc/sys/kernel/random/boot_id")
        return self

    def __exit__(self, *_):
        os.kill(self.leader, signal.SIGRTMIN + 4)  # off, in order
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _find_leader(self):
        need(self.process.poll() is None, f"systemd-nspawn: {self.log.read_text(errors='replace')[-300:]}")
        for pid in children(self.process.pid):
            for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
                if line.startswith("NSpid:") and line.split()[1:][-1:] == ["1"]:
                    return pid
        return None

    def run(self, *command, ok=(0,), timeout=900):
        """The finished process; `ok`: which exit statuses are as they should be, None: any."""
        done = subprocess.run(
            [tool("nsenter"), "--target", str(self.leader), "--all", "--", "env", "-i", f"PATH={PATH}",
             "LANG=C.UTF-8", "HOME=/root", "DEBIAN_FRONTEND=noninteractive", *command], stdin=subprocess.DEVNULL,
            capture_output=True, encoding="utf-8", errors="replace", timeout=timeout, check=False)
        need(ok is None or done.returncode in ok,
             f"{' '.join(map(str, command))}: exit {done.returncode}: {done.stdout[-300:]}{done.stderr[-500:]}")
        return done

    def text(self, *command, **more):
        return self.run(*command, **more).stdout.strip()
