"""Finds headers of gateway/app and gateway/aggregate that no C++ test includes. Called by check_includes.py.

A test is a .cpp below tests/, but not in tests/bench; it also includes what the headers beside it include. Whoever adds a
unit there adds its test.
"""

import re

from source_tree import files, text_of

INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)
TESTED = ("app", "aggregate")


def includes_of(path):
    return INCLUDE.findall(text_of(path))


def included_by_tests(root):
    """Every name that a test includes, itself or through headers of tests/."""
    tests = [path for path in files(root / "tests", {".cpp", ".hpp"})
             if path.relative_to(root).parts[1] != "bench"]
    waiting = [path for path in tests if path.suffix == ".cpp"]
    found, seen = set(), set(waiting)
    for path in waiting:
        for name in includes_of(path):
            found.add(name)
            for header in (root / name, root / "tests" / name, path.parent / name):
                if header.is_file() and header in tests and header not in seen:
                    seen.add(header)
                    waiting.append(header)
    return found


def check(root):
    included = included_by_tests(root)
    faults = []
    for room in TESTED:
        for path in files(root / "gateway" / room, {".hpp"}):
            name = str(path.relative_to(root / "gateway"))
            if name not in included:
                faults.append(f"gateway/{name}: no C++ test includes it: add one in tests/unit/{room}/")
    return faults
