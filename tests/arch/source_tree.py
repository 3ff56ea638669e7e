"""The project's own files, and C++ text with comments and literals blanked out. Used by the checks beside it."""

import os
import re
from pathlib import Path

SKIPPED = {"build", ".git", "node_modules", "demo", "data", "keys", "__pycache__", ".cache"}
SKIPPED_BELOW = {"__pycache__", "node_modules", "generated"}
ROOT = Path(__file__).resolve().parents[2]


def files(root, suffixes=None):
    """Yields the paths of all files below root that belong to the project, in a fixed order."""
    root = Path(root)
    for folder, names, leaves in os.walk(root):
        at_top = Path(folder) == root
        names[:] = sorted(n for n in names if n not in SKIPPED_BELOW and not (at_top and n in SKIPPED))
        for leaf in sorted(set(leaves) - {".git"}):
            path = Path(folder) / leaf
            if suffixes is None or path.suffix in suffixes:
                yield path


def text_of(path):
    """The file's text, or an empty string if it is not text."""
    data = Path(path).read_bytes()
    return "" if b"\0" in data else data.decode("utf-8", "replace")


_LITERALS = re.compile(
    r'R"(?P<delim>[^()\\\s]{0,16})\(.*?\)(?P=delim)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'"
    r"|//[^\n]*"
    r"|/\*.*?\*/",
    re.DOTALL,
)


def without_literals(text):
    """C++ text of the same length in lines, with comments and the insides of literals replaced by blanks."""

    def blank(match):
        found = match.group(0)
        kept = '""' if found[0] in 'R"' else ("0" if found[0] == "'" else " ")
        return kept + "\n" * found.count("\n")

    return _LITERALS.sub(blank, text)


def report(faults, what):
    """Prints the faults, or the success message; returns the exit code."""
    for fault in faults:
        print(fault)
    if faults:
        print(f"{len(faults)} fault(s)")
        return 1
    print(what)
    return 0
