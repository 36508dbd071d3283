"""What programs did (strace -f -y), held against an AppArmor profile: files that were opened, mapped to be run,
written, locked or started, and sockets in folders that were spoken to. Of a machine without AppArmor this is all that can be
said of a profile, beyond that it is read; other sockets and signals are not looked at."""

import os
import pathlib
import re

from common import need

TRACED = ("open,openat,openat2,execve,mmap,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,link,linkat,symlink,"
          "symlinkat,mknod,mknodat,chmod,fchmodat,chown,fchownat,lchown,truncate,utimensat,flock,fcntl,connect,sendto")
STARTS = ("clone", "clone3", "fork", "vfork")
STRACE = ("strace", "-f", "-y", "-qq", "-s", "4096", "-e", f"trace={TRACED},{','.join(STARTS)}")
CALL = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+)(?:<(.*)>)?")
RULE = re.compile(r'^(?:audit +)?(allow +|deny +)?(owner +)?("[^"]+"|[/@][^\s,]*(?:\{[^}]*\}[^\s,]*)*) +([a-zA-Z]+)(?: +-> .*)?,$')


class Rule:
    def __init__(self, match, variables):
        self.denies = (match[1] or "").startswith("deny")
        self.of_owner = bool(match[2])
        self.path = re.compile(regex_of(expand(match[3].strip('"'), variables)) + r"\Z")
        self.may = match[4]


class Profile:
    """`name` of what apparmor_parser --preprocess makes of a file: with all that it includes."""

    def __init__(self, text, name, but=None):
        lines = [re.sub(r"\s*(?:^|\s)#.*", "", line).strip() for line in text.splitlines()]
        variables, inside, self.rules = {}, False, []
        for line in lines:
            if given := re.match(r"(@\{\w+\}) *(\+?)= *(.*)", line):
                variables[given[1]] = (variables.get(given[1], []) if given[2] else []) + given[3].split()
            elif line.startswith("profile ") and line.endswith("{"):
                inside = line.split()[1] == name
            elif line == "}":
                inside = False
            elif inside and line != but and (match := RULE.match(line)):
                self.rules.append(Rule(match, variables))
        need(self.rules, f"there is no profile {name}")

    def missing(self, path, wants, is_own):
        """What of `wants` no rule gives."""
        given = set()
        for rule in self.rules:
            if (is_own or not rule.of_owner) and rule.path.match(path):
                if rule.denies:
                    wants = wants | {f"not {one}" for one in rule.may if one in wants}
                given |= set(rule.may)
        return {one for one in wants if one not in given and not (one == "a" and "w" in given)}


def expand(text, variables):
    """Without variables: alternatives of what they may be, with one / where two would meet."""
    while found := re.search(r"(@\{\w+\})(/?)", text):
        values = [value.rstrip("/") if found[2] else value for value in variables[found[1]]]
        text = text.replace(found[0], (values[0] if len(values) == 1 else "{%s}" % ",".join(values)) + found[2], 1)
    return text


def regex_of(glob):
    """apparmor.d(5), Globbing. What stands behind a / is something."""
    out, depth, at = [], 0, 0
    while at < len(glob):
        rest = glob[at:]
        after_slash = at > 0 and glob[at - 1] == "/"
        if rest.startswith("**"):
            out.append(".+" if after_slash else ".*")
            at += 2
            continue
        one = rest[0]
        at += 1
        if one == "*":
            out.append("[^/]+" if after_slash else "[^/]*")
        elif one == "[":
            end = glob.index("]", at)
            out.append(f"[{glob[at:end]}]")
            at = end + 1
        elif one == "{":
            depth += 1
            out.append("(?:")
        elif one == "}":
            depth -= 1
            out.append(")")
        elif one == "," and depth:
            out.append("|")
        else:
            out.append("[^/]" if one == "?" else re.escape(one))
    return "".join(out)


def opened(arguments):
    if "O_PATH" in arguments:
        return set()
    wants = {"w"} if re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_TMPFILE", arguments) else set()
    return wants | (set() if "O_WRONLY" in arguments else {"r"})


class Trace:
    """`root`: of the machine where it was written, `uid`: of whom. `profiles`: {name: Profile}, by the programs' names."""

    def __init__(self, root, uid, profiles):
        self.root, self.uid, self.profiles = pathlib.Path(root), uid, profiles
        self.denied, self.calls = set(), 0

    def judge(self, text, name):
        """All of it, begun under the profile of that name: strace starts a program of ours, maybe by way of another."""
        under, has_begun = {}, False
        for line in joined(text):
            match = CALL.match(line)
            if not match or int(match[4]) < 0:
                continue
            pid, call = match.group(1, 2)
            now = under.setdefault(pid, name)
            if call in STARTS:
                under.setdefault(match[4], now)
            elif not has_begun:
                has_begun = call == "execve" and "lobbycard" in match[3].split(",", 1)[0]
            else:
                under[pid] = self.one(now, *match.group(2, 3, 5))

    def one(self, name, call, arguments, result):
        """The profile afterwards."""
        for path, wants in self.wanted(call, arguments, result):
            if call == "execve":
                return self.started(name, path)
            self.ask(name, path, wants)
        return name

    def wanted(self, call, arguments, result):
        quoted = [self.absolute(*found) for found in re.findall(r'(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"', arguments)]
        if call.startswith("open"):
            return [(result, opened(arguments))] if result else []
        if call in ("connect", "sendto"):
            found = re.search(r'sun_path="([^"]*)"', arguments)
            return [(found[1], {"r", "w"} if call == "connect" else {"w"})] if found else []
        if call == "execve":
            return quoted[:1] and [(quoted[0], {"x"})]
        if call == "mmap":
            found = re.search(r"PROT_EXEC.*, \d+<(/[^>]*)>, ", arguments)
            return [(found[1], {"m"})] if found else []
        if call in ("flock", "fcntl"):
            found = re.match(r"\d+<(/[^>]*)>, (?:LOCK_|F_(?:OFD_)?SETLK)", arguments)
            return [(found[1], {"k"})] if found else []
        if call.startswith("link"):
            return [(path, {"l"}) for path in quoted[1:]]
        return [(path, {"w"}) for path in (quoted[1:] if call.startswith("symlink") else quoted)]

    def absolute(self, folder, path):
        return path if path.startswith("/") else f"{folder}/{path}" if path else folder

    def ask(self, name, path, wants):
        path = re.sub(r" \(deleted\)$", "", path)
        if not path.startswith("/") or not wants:
            return
        here = self.root / path[1:]
        if here.is_dir() and not path.endswith("/"):
            path += "/"
        try:
            is_own = os.lstat(here).st_uid == self.uid
        except OSError:
            is_own = True  # gone since
        self.calls += 1
        missing = self.profiles[name].missing(path, wants, is_own)
        if missing:
            self.denied.add(f"{name}: {path} {''.join(sorted(missing))}")

    def started(self, name, path):
        """As the rule says: within the same profile, or in the one that is attached to the program."""
        self.calls += 1
        may = {rule.may for rule in self.profiles[name].rules if rule.path.match(path) and "x" in rule.may.lower()}
        if any("ix" in one for one in may):
            return name
        if any("Px" in one for one in may) and pathlib.Path(path).name in self.profiles:
            return pathlib.Path(path).name
        self.denied.add(f"{name}: {path} x")
        return name


def joined(text):
    """Lines of strace, with those in one that another thread stood between."""
    pending = {}
    for line in text.splitlines():
        pid = line.split(" ", 1)[0]
        if line.endswith(" <unfinished ...>"):
            pending[pid] = line[:-len(" <unfinished ...>")]
        elif found := re.match(r"\d+ +<\.\.\. \w+ resumed>(.*)", line):
            yield pending.pop(pid, f"{pid} ") + found[1]
        else:
            yield line
