#!/usr/bin/env python3
"""Fails on an #include that breaks the folder table of docs/architecture.md.

usage: check_includes.py [ROOT]
"""

import fnmatch
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from source_tree import ROOT, files, report, text_of  # noqa: E402

INCLUDE = re.compile(r'^\s*#\s*include\s*(?P<open>[<"])(?P<name>[^>"]+)[>"]', re.MULTILINE)
POSIX = {
    "fcntl.h", "iconv.h", "langinfo.h", "netdb.h", "poll.h", "pthread.h", "pwd.h", "sched.h", "signal.h", "spawn.h",
    "syslog.h", "termios.h", "unistd.h",
}


class Rule:
    """What one folder may include."""

    def __init__(self, folder, allowed, third_party):
        self.folder = folder
        self.name = folder.rsplit("/", 1)[-1]
        self.allowed = allowed
        self.third_party = third_party

    def allows_own(self, target):
        folder = target.split("/", 1)[0]
        return folder == self.name or folder in self.allowed or target in self.allowed

    def allows_third_party(self, header, file_name):
        for prefix, patterns in self.third_party:
            matches = header.startswith(prefix) if prefix.endswith("/") else header == prefix
            if matches and any(fnmatch.fnmatch(file_name, pattern) for pattern in patterns):
                return True
        return False


def read_rules(document):
    """The rules of the table whose first header cell is `folder` and third `may include ...`."""
    rules = []
    for line in document.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) != 4 or not re.fullmatch(r"`[\w/]+`", cells[0]):
            continue
        allowed = set() if cells[2] in ("–", "-") else set(cells[2].split())
        third_party = []
        for entry in filter(None, (part.strip() for part in cells[3].split(";"))):
            words = re.findall(r"`([^`]+)`", entry)
            if words:
                third_party.append((words[0], words[1:]))
        rules.append(Rule(cells[0].strip("`"), allowed, third_party))
    return rules


def is_free(header):
    """Headers of the standard libraries, POSIX and the kernel, and the type that base::Result is made of."""
    if header == "boost/system/result.hpp":
        return True
    if header.startswith(("sys/", "arpa/", "netinet/", "linux/")) or header in POSIX:
        return True
    return "/" not in header and not header.endswith((".h", ".hpp"))


def fault_of(rule, own_folders, kind, header, path):
    if header.startswith("..") or header.startswith("./"):
        return f'"{header}": write the path from the source root, for instance "base/text.hpp"'
    if header.split("/", 1)[0] in own_folders:
        if rule.allows_own(header):
            return None
        return f'"{header}": {rule.folder} may include only itself and {sorted(rule.allowed) or "std"}'
    if kind == '"' and "/" not in header:
        return f'"{header}": write the path from the source root, for instance "{rule.name}/{header}"'
    if is_free(header) or rule.allows_third_party(header, path.name):
        return None
    return f"<{header}>: this third-party header is not allowed in {path.name} of {rule.folder}"


def check(root):
    root = Path(root)
    document = root / "docs/architecture.md"
    rules = read_rules(text_of(document)) if document.exists() else []
    if not rules:
        return ["docs/architecture.md: the folder table is missing or cannot be read"]
    own_folders = {rule.name for rule in rules}
    faults = []
    known = {rule.folder for rule in rules}
    for folder in sorted(p for p in (root / "gateway").glob("*") if p.is_dir()):
        name = f"gateway/{folder.name}"
        if name not in known and any(files(folder, {".cpp", ".hpp"})):
            faults.append(f"{name}: the folder is missing in the table of docs/architecture.md")
    for rule in rules:
        for path in files(root / rule.folder, {".cpp", ".hpp"}):
            text = text_of(path)
            for match in INCLUDE.finditer(text):
                fault = fault_of(rule, own_folders, match["open"], match["name"], path)
                if fault:
                    line = text.count("\n", 0, match.start("name")) + 1
                    faults.append(f"{path.relative_to(root)}:{line}: {fault}")
    return faults


if __name__ == "__main__":
    sys.exit(report(check(sys.argv[1] if len(sys.argv) > 1 else ROOT), "includes keep to docs/architecture.md"))
