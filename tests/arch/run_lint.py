#!/usr/bin/env python3
"""Runs shellcheck over every shell script of the project and flake8 over all its Python. Fails on any finding.
The language of a file follows from its name (.sh, .py) or its first line (#!...).

usage: run_lint.py [ROOT]
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from source_tree import ROOT, files, text_of  # noqa: E402

FIRST_LINE = re.compile(r"#!\s*(?:/usr/bin/env )?\S*?(bash|dash|sh|python3)\b")
SUFFIXES = {".sh": "shell", ".bash": "shell", ".py": "python"}
# SC2317 (unreachable): reports functions that are called by a name in a variable, as in tests/run.
SHELLCHECK = ["shellcheck", "--exclude=SC2317"]
# ruff is not in Debian 12; flake8 is (pyflakes, pycodestyle).
FLAKE8 = ["flake8", "--isolated", "--max-line-length=125"]


def language_of(path):
    """`shell`, `python` or None."""
    if path.suffix in SUFFIXES:
        return SUFFIXES[path.suffix]
    with open(path, "rb") as file:
        if file.read(2) != b"#!":
            return None
    match = FIRST_LINE.match(text_of(path).split("\n", 1)[0])
    return match and ("python" if match[1] == "python3" else "shell")


def scripts(root):
    found = {"shell": [], "python": []}
    for path in files(root):
        language = language_of(path) if path.is_file() and not path.is_symlink() else None
        if language:
            found[language].append(path)
    return found


def findings(command, paths):
    """The tool's output; empty if it found nothing."""
    if not paths:
        return ""
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True)
    told = done.stdout + done.stderr
    return told or (f"{command[0]}: exit code {done.returncode}\n" if done.returncode else "")


def check(root):
    found = scripts(root)
    return findings(SHELLCHECK, found["shell"]) + findings(FLAKE8, found["python"])


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT)
    missing = [tool for tool in ("shellcheck", "flake8") if not shutil.which(tool)]
    if missing:
        sys.exit(f"run_lint: {', '.join(missing)} is missing: run deploy/setup")
    told = check(root)
    if told:
        print(told, end="")
        return 1
    found = scripts(root)
    print(f"lint: nothing found in {len(found['shell'])} shell scripts and {len(found['python'])} Python files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
