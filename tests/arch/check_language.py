#!/usr/bin/env python3
"""Fails on words and names the project does not want: work left for later, sleeping or switched-off tests,
private keys, paths of one machine, vague file names, bool parameters, headers that do not say what they are for,
and phrases that readers would have to decipher.

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
PROSE = CODE | {".c", ".h", ".md", ".yaml", ".sql"}
IN_PROSE = [
    (re.compile(r"\bst(?:ands?|ood) (?:alone|apart|at|behind|beside|earlier|for|here|in|there|where)\b"),
     "say where it is, what it means, or that it occurs"),
    (re.compile(r"\bas (?:it|they) st" + r"ands?\b"), "say present or unchanged"),
    (re.compile(r"\bmen" + r"d(?:s|ed|ing)?\b"), "say correct or repair"),
    (re.compile(r"\ban" + r"ew\b"), "say again"),
    (re.compile(r"\bno o" + r"ne\b", re.IGNORECASE), "say nobody"),
    (re.compile(r"\bbe" + r"ars?\b"), "say has"),
    (re.compile(r"\bt(?:ells?|old) o" + r"f\b"), "say reports, shows or reveals"),
    (re.compile(r"\bla(?:ys?|id) do" + r"wn\b"), "say installs or writes"),
    (re.compile(r"\bgo(?:es)? on by it" + r"self\b"), "say continues or resumes"),
    (re.compile(r"\bca(?:me|n come) to noth" + r"ing\b|\bwent its ow" + r"n way\b"), "say what happened"),
    (re.compile(r"\bh(?:i" + r"m|i" + r"mself|i" + r"s)\b"), "say the person"),
]
FOREIGN = ("mappings/", "tests/golden/", "tests/fuzz/corpus/")  # data, not the project's own words
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
    if path.suffix in PROSE and not name.startswith(FOREIGN):
        rules += IN_PROSE
    return rules


def check_cpp(name, path, text):
    if not SNAKE.fullmatch(path.name):
        yield f"{name}: name the file in snake_case after its main type"
    if path.suffix != ".hpp":
        return
    for line in lines_matching(BOOL_PARAMETER, without_literals(text)):
        yield f"{name}:{line}: no bool parameters: use an enum that says what is meant"
    if opening_comment(text) not in HEADER_COMMENT:
        yield f"{name}:1: open with 1 to 10 comment lines: what it is for, its place in the flow, who calls it"


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
