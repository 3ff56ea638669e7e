#!/usr/bin/env python3
"""Runs cppcheck over the program's sources and the tests. Fails on any finding, on a suppression without a reason and on
one that suppresses nothing. Results are kept in BUILD by content, so that a second run reads changed files only.

usage: run_cppcheck.py [--build DIR] [--jobs N]
"""

import argparse
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from source_tree import ROOT  # noqa: E402

SUPPRESSIONS = Path(__file__).resolve().parent / "cppcheck-suppressions.txt"
FOLDERS = ["gateway", "codecs", "tests"]
OPTIONS = ["--enable=warning,performance,portability", "--std=c++20", "--language=c++", "--library=googletest", "--quiet",
           "--inline-suppr", "-I", "gateway", "-I", ".", "-I", "tests",
           "--template={file}:{line}: {severity}: {id}: {message}"]


def without_reason(text):
    """The suppressions whose preceding line is no comment."""
    lines = text.splitlines()
    return [line for before, line in zip([""] + lines, lines)
            if line and not line.startswith("#") and not before.startswith("#")]


def suppressions(text):
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def examine(folders, build, jobs, root=ROOT):
    """The findings of cppcheck in the folders, one per line."""
    build.mkdir(parents=True, exist_ok=True)
    command = ["cppcheck", *OPTIONS, f"--cppcheck-build-dir={build}", "-j", str(jobs), *folders]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"run_cppcheck: cppcheck ended with {done.returncode}: {done.stdout}{done.stderr}")
    return sorted({line for line in done.stderr.splitlines() if line.strip()})


def judge(findings, allowed):
    """(findings that no suppression allows, suppressions that allow none)."""
    def allows(rule, finding):
        name, _, place = rule.partition(":")
        return finding.startswith(place + ":") and f": {name}: " in finding
    return ([finding for finding in findings if not any(allows(rule, finding) for rule in allowed)],
            [rule for rule in allowed if not any(allows(rule, finding) for finding in findings)])


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--build", type=Path, default=ROOT / "build/cppcheck")
    arguments.add_argument("--jobs", type=int, default=2)
    options = arguments.parse_args()
    text = SUPPRESSIONS.read_text()
    faults, unused = judge(examine(FOLDERS, options.build, options.jobs), suppressions(text))
    for fault in faults:
        print(fault)
    for rule in without_reason(text):
        print(f"{SUPPRESSIONS.name}: {rule}: the line before it gives no reason")
    for rule in unused:
        print(f"{SUPPRESSIONS.name}: {rule}: suppresses nothing")
    if faults or unused or without_reason(text):
        return 1
    print(f"cppcheck: nothing found, {len(suppressions(text))} known findings with their reasons")
    return 0


if __name__ == "__main__":
    sys.exit(main())
