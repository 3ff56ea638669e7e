#!/usr/bin/env python3
"""Runs clang-tidy on the program's sources, skipping those whose text, headers and rules have not changed since
they last passed. Fails on any finding.

usage: run_tidy.py --build DIR [--jobs N] [PATTERN...]     DIR holds compile_commands.json
"""

import argparse
import concurrent.futures
import hashlib
import json
import re
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from source_tree import ROOT, text_of  # noqa: E402

INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)
# The analyzer of clang 14 follows no coroutine through Asio's frames and takes their members for unset.
COROUTINES = ["--checks=-clang-analyzer-*"]
OPTIONS = ["--quiet", "--extra-arg=-Wno-unknown-warning-option", "--extra-arg=-Wno-unused-command-line-argument"]


def closure(path, seen):
    """The project's files that a source includes, itself among them."""
    if path in seen:
        return seen
    seen.add(path)
    for name in INCLUDE.findall(text_of(path)):
        for base in (ROOT / "gateway", ROOT, path.parent):
            if (base / name).is_file():
                closure((base / name).resolve(), seen)
                break
    return seen


def key_of(path):
    digest = hashlib.sha256((ROOT / ".clang-tidy").read_bytes())
    digest.update(" ".join(OPTIONS + COROUTINES).encode())
    for file in sorted(closure(path, set())):
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def examine(path, build):
    """Returns (passed, output) of one source; a stamp keeps a pass."""
    stamp = build / "tidy" / key_of(path)
    if stamp.exists():
        return True, ""
    more = COROUTINES if "co_await" in text_of(path) else []
    done = subprocess.run(["clang-tidy", *OPTIONS, *more, "-p", str(build), str(path)], capture_output=True, text=True)
    if done.returncode == 0:
        stamp.touch()
        return True, ""
    return False, done.stdout + done.stderr


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--build", type=Path, required=True)
    arguments.add_argument("--jobs", type=int, default=2)
    arguments.add_argument("patterns", nargs="*", default=["^gateway/", "^codecs/", "^tests/synth/"])
    options = arguments.parse_args()
    build = options.build.resolve()
    database = build / "compile_commands.json"
    if not database.exists():
        sys.exit(f"run_tidy: {database} is missing: configure the preset first")
    (build / "tidy").mkdir(exist_ok=True)
    entries = {Path(entry["directory"], entry["file"]).resolve() for entry in json.loads(database.read_text())}
    chosen = sorted(p for p in entries if p.is_relative_to(ROOT)
                    and any(re.search(x, p.relative_to(ROOT).as_posix()) for x in options.patterns))
    if not chosen:
        sys.exit("run_tidy: no source matches")
    begun, failures = time.monotonic(), 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        results = pool.map(lambda path: (path, *examine(path, build)), chosen)
        for at, (path, passed, output) in enumerate(results, 1):
            failures += not passed
            print(f"[{at}/{len(chosen)}] {path.relative_to(ROOT)}{'' if passed else ': FAILED'}", flush=True)
            if output:
                print(output, flush=True)
    print(f"tidy: {len(chosen)} sources, {failures} with findings, {time.monotonic() - begun:.0f} s")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
