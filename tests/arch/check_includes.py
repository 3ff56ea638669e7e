#!/usr/bin/env python3
"""Fails on an #include that breaks the folder table of docs/architecture.md, and on a cycle of rooms or files.

A room is a folder with a row of its own in the table. A unit is a header together with the .cpp of the same name: if
a.cpp includes b.hpp and b.cpp includes a.hpp, neither can be read, tested or moved without the other. Also fails on a
header of gateway/app or gateway/aggregate that no C++ test includes (check_tests.py).

usage: check_includes.py [ROOT]
"""

import fnmatch
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import check_tests  # noqa: E402
from source_tree import ROOT, files, report, text_of  # noqa: E402

INCLUDE = re.compile(r'^\s*#\s*include\s*(?P<open>[<"])(?P<name>[^>"]+)[>"]', re.MULTILINE)
POSIX = {
    "fcntl.h", "grp.h", "iconv.h", "langinfo.h", "netdb.h", "poll.h", "pthread.h", "pwd.h", "sched.h", "signal.h", "spawn.h",
    "syslog.h", "termios.h", "unistd.h",
}


class Rule:
    """What one room may include."""

    def __init__(self, folder, allowed, third_party):
        self.folder = folder
        self.name = folder.removeprefix("gateway/")
        self.allowed = allowed
        self.third_party = third_party

    def allows_own(self, target, room):
        """`target` as included, `room` the room that contains it."""
        return room == self.name or any(is_in(target, entry) for entry in self.allowed)

    def allows_third_party(self, header, file_name):
        for prefix, patterns in self.third_party:
            matches = header.startswith(prefix) if prefix.endswith("/") else header == prefix
            if matches and any(fnmatch.fnmatch(file_name, pattern) for pattern in patterns):
                return True
        return False


def is_in(path, folder):
    return path == folder or path.startswith(folder + "/")


def room_of(path, rooms):
    """The innermost room that contains a file; None if there is none."""
    return max((room for room in rooms if is_in(path, room)), key=len, default=None)


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


def fault_of(rule, rooms, kind, header, path):
    if header.startswith("..") or header.startswith("./"):
        return f'"{header}": write the path from the source root, for instance "base/text.hpp"'
    if header.split("/", 1)[0] in {room.split("/", 1)[0] for room in rooms}:
        if rule.allows_own(header, room_of(header, rooms)):
            return None
        return f'"{header}": {rule.folder} may include only itself and {sorted(rule.allowed) or "std"}'
    if kind == '"' and "/" not in header:
        return f'"{header}": write the path from the source root, for instance "{rule.name}/{header}"'
    if is_free(header) or rule.allows_third_party(header, path.name):
        return None
    return f"<{header}>: this third-party header is not allowed in {path.name} of {rule.folder}"


def sources(root):
    """Every file that is compiled into a library, as it would be included, with its path."""
    for folder in ("gateway", "codecs"):
        for path in files(root / folder, {".cpp", ".hpp", ".in"}):
            if path.suffix != ".in" or path.name.endswith(".cpp.in"):
                yield str(path.relative_to(root)).removeprefix("gateway/"), path


def unit_of(name):
    return re.sub(r"\.(hpp|cpp|cpp\.in)$", "", name)


def graph_of(root, group):
    """Which groups include which; `group` says to which one a file belongs."""
    edges = {}
    for name, path in sources(root):
        own = edges.setdefault(group(name), set())
        own.update(group(match["name"]) for match in INCLUDE.finditer(text_of(path)) if match["open"] == '"')
        own.discard(group(name))
    return {node: {other for other in others if other in edges} for node, others in edges.items()}


def way_back(graph, start):
    """The shortest cycle through a node, or None."""
    before = dict.fromkeys(sorted(graph.get(start, ())), start)
    waiting = list(before)
    for node in waiting:
        if node == start:
            break
        for other in sorted(graph.get(node, ())):
            if other not in before:
                before[other] = node
                waiting.append(other)
    if start not in before:
        return None
    way, node = [start], before[start]
    while node != start:
        way.append(node)
        node = before[node]
    return [start, *reversed(way)]


def cycles(graph):
    """One cycle through each node that is in one, each cycle once."""
    found, seen = [], set()
    for node in sorted(graph):
        way = None if node in seen else way_back(graph, node)
        if way:
            seen.update(way)
            found.append(" -> ".join(way))
    return found


def cycle_faults(root, rules):
    rooms = {rule.name for rule in rules}
    permitted = {rule.name: {room_of(entry, rooms) for entry in rule.allowed} - {rule.name, None} for rule in rules}
    faults = [f"docs/architecture.md: the table permits a cycle of rooms: {cycle}" for cycle in cycles(permitted)]
    return faults + [f"cycle of files: {cycle}" for cycle in cycles(graph_of(root, unit_of))]


def include_faults(root, rules):
    by_name = {rule.name: rule for rule in rules}
    for name, path in sources(root):
        room = room_of(name, by_name)
        if room is None:
            yield f"{path.relative_to(root)}: its folder is missing in the table of docs/architecture.md"
            continue
        text = text_of(path)
        for match in INCLUDE.finditer(text):
            fault = fault_of(by_name[room], by_name, match["open"], match["name"], path)
            if fault:
                line = text.count("\n", 0, match.start("name")) + 1
                yield f"{path.relative_to(root)}:{line}: {fault}"


def check(root):
    root = Path(root)
    document = root / "docs/architecture.md"
    rules = read_rules(text_of(document)) if document.exists() else []
    if not rules:
        return ["docs/architecture.md: the folder table is missing or cannot be read"]
    return list(include_faults(root, rules)) + cycle_faults(root, rules) + check_tests.check(root)


def verdict(root):
    root = Path(root)
    rules = read_rules(text_of(root / "docs/architecture.md"))
    units = len(graph_of(root, unit_of))
    return (f"includes keep to docs/architecture.md: no cycle among {len(rules)} rooms, none among {units} units; "
            f"each header of {' and '.join(check_tests.TESTED)} is in a C++ test")


if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else ROOT
    found = check(chosen)
    sys.exit(report(found, "" if found else verdict(chosen)))
