#!/usr/bin/env python3
"""Fails on words and names the project does not want: work left for later, sleeping or switched-off tests,
private keys, paths of one machine, vague file names, bool parameters, headers that do not say what they are for.

usage: check_language.py [ROOT]
"""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from source_tree import ROOT, files, report, text_of, without_literals  # noqa: E402

CODE = {".cpp", ".hpp", ".py", ".ts", ".sh", ".cmake"}
# Patterns are written so that this file does not match itself.
EVERYWHERE = [
    (re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY" + "-----"), "a private key must never be committed"),
    (re.compile(r"(?<![\w.:/$}])/(?:work|farm|home)/[a-z]|(?<![\w.])/tmp/" + "wt"), "a path of one machine"),
]
IN_CODE = [
    (re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b"), "do it now or open an issue"),
]
IN_TESTS = [
    (re.compile(r"\b(?:sleep_" + r"for|sleep_" + r"until|u" + r"sleep|nano" + r"sleep)\b|\btime\.sl" + r"eep\("
                r"|\bsetTime" + r"out\("), "a test must not sleep: wait for a state, or use the fake clock"),
    (re.compile(r"\bDIS" + r"ABLED_|\bGTEST_" + r"SKIP|\.only" + r"\("), "a test must not be switched off"),
]
VAGUE = re.compile(r"(?:^|[_-])(?:utils?|helpers?|managers?|common|misc)(?:[_.-]|$)")
SNAKE = re.compile(r"[a-z][a-z0-9_]*\.(?:cpp|hpp)")
BOOL_PARAMETER = re.compile(r"[(,]\s*(?:const\s+)?bool\s+\w+\s*(?:=[^,();]*)?(?=[,)])")
HEADER_COMMENT = range(1, 11)


def lines_matching(pattern, text):
    for match in pattern.finditer(text):
        yield text.count("\n", 0, match.start()) + 1


def opening_comment(text):
    lines = text.splitlines()
    return next((at for at, line in enumerate(lines) if not line.startswith("//")), len(lines))


def rules_for(name, path):
    rules = list(EVERYWHERE)
    if path.suffix in CODE:
        rules += IN_CODE
    if name.startswith("tests/") and not name.startswith("tests/bench/") and path.suffix in CODE:
        rules += IN_TESTS
    return rules


def check_cpp(name, path, text):
    if not SNAKE.fullmatch(path.name):
        yield f"{name}: name the file in snake_case after its main type"
    if path.suffix != ".hpp":
        return
    for line in lines_matching(BOOL_PARAMETER, without_literals(text)):
        yield f"{name}:{line}: no bool parameters: use an enum that says what is meant"
    if opening_comment(text) not in HEADER_COMMENT:
        yield f"{name}:1: open with 1 to 10 comment lines: what it is for, where it stands, who calls it"


def check(root):
    root = Path(root)
    faults = []
    for path in files(root):
        name = path.relative_to(root).as_posix()
        text = text_of(path)
        for pattern, why in rules_for(name, path):
            faults += [f"{name}:{line}: {why}" for line in lines_matching(pattern, text)]
        if VAGUE.search(path.name):
            faults.append(f"{name}: the name says too little: name it after what it does")
        if path.suffix in (".cpp", ".hpp"):
            faults += check_cpp(name, path, text)
    return faults


if __name__ == "__main__":
    sys.exit(report(check(sys.argv[1] if len(sys.argv) > 1 else ROOT), "words and names are in order"))
