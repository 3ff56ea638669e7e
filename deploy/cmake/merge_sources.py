#!/usr/bin/env python3
"""Writes files that each include several sources, so that a header is read once for all of them; the sanitized builds
compile these (RaccordoMerged.cmake). Prints the files to compile, one a line.

usage: merge_sources.py ROOT OUT MOST SOURCE...     at most MOST sources in one file; `#include` paths are relative to ROOT

Sources are merged only if that changes nothing: no source mentions a name that another source of its file has for itself
(in a namespace without name, by `using`, or as a macro). A source with static data of a test suite of the same name
counts as well.
"""

import re
import sys
from pathlib import Path

WORD = re.compile(r"[A-Za-z_]\w*")
COMMENT_OR_TEXT = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"', re.DOTALL)
ANONYMOUS = re.compile(r'^namespace \{$(.*?)^\}  ""$', re.MULTILINE | re.DOTALL)  # `}  // namespace`
MACRO = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)", re.MULTILINE)
# What a name is given for: `using a::b;`, `using namespace a;`, `namespace a = b;`. Equal ones may stand together.
SHORTCUT = re.compile(r"^(?:using (?:namespace )?[\w:]*?(\w+);|(?:using|namespace) (\w+) = [^;]*;)$", re.MULTILINE)
TYPE = re.compile(r"^(?:template\s*<.*>\s*)?(?:struct|class|union|enum(?: class)?)\s+(\w+)")
VALUE = re.compile(r"(\w+)\s*(?:\(|\{|\[|=|;)")
TEST = re.compile(r"^(?:TYPED_)?TEST(?:_F|_P)?\(", re.MULTILINE)


def own_names(code):
    """The names that a source has for itself."""
    names = set(MACRO.findall(code))
    for block in ANONYMOUS.findall(code):
        for line in block.split("\n"):
            if not line or line[0] in " \t#})" or TEST.match(line) or SHORTCUT.match(line):
                continue
            found = TYPE.match(line) or VALUE.search(line)
            if found:
                names.add(found.group(1))
    return names


class Source:
    def __init__(self, path):
        self.path = path
        text = path.read_text(encoding="utf-8")
        code = COMMENT_OR_TEXT.sub('""', text)
        self.names = own_names(code)
        self.shortcuts = {a or b: whole for whole, a, b in
                          ((found.group(0), *found.groups()) for found in SHORTCUT.finditer(code))}
        self.words = set(WORD.findall(code))
        self.lines = text.count("\n")

    def fits(self, other):
        if self.names & other.words or other.names & self.words:
            return False
        return all(other.shortcuts.get(name, whole) == whole for name, whole in self.shortcuts.items())


def groups_of(sources, most):
    groups, count = [], -(-len(sources) // most)
    most = -(-len(sources) // count)  # groups of about equal size
    for source in sources:
        for group in groups:
            if len(group) < most and all(source.fits(other) for other in group):
                group.append(source)
                break
        else:
            groups.append([source])
    return groups


def write(path, text):
    """Writes only what differs, so that nothing is compiled again without need."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def main():
    root, out, most = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    out.mkdir(parents=True, exist_ok=True)
    for at, group in enumerate(groups_of([Source(Path(each)) for each in sys.argv[4:]], most), 1):
        if len(group) == 1:
            print(group[0].path)
            continue
        merged = out / f"merged_{at}.cpp"
        write(merged, "".join(f'#include "{source.path.relative_to(root).as_posix()}"\n' for source in group))
        print(merged)


if __name__ == "__main__":
    main()
