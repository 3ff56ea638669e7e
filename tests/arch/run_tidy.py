#!/usr/bin/env python3
"""Runs clang-tidy on the program's sources, skipping those whose text, headers and rules have not changed since
they last passed. Fails on any finding.

usage: run_tidy.py [--build DIR] [--jobs N] [--changed BASE | --recent N] [PATTERN...]
  DIR holds compile_commands.json (build/tidy, which is configured first). --changed looks at the sources
  that differ from the commit BASE, and for a header that differs at its own source, else at one that includes it. Such
  sources of tests, at which clang-tidy does not look, are compiled, each by itself and without precompiled headers: so
  they must include what they use.
  --recent takes for BASE the commit before the last N, or the oldest that the clone has.
"""

import argparse
import concurrent.futures
import hashlib
import json
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from source_tree import ROOT, text_of  # noqa: E402

INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)
# The analyzer of clang 14 follows no coroutine through Asio's frames and treats their members as unset.
COROUTINES = ["--checks=-clang-analyzer-*"]
COMPILED = "^tests/"  # and not those of compile_fail, which no target has
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


def key_of(path, command):
    digest = hashlib.sha256((ROOT / ".clang-tidy").read_bytes())
    digest.update(command.encode())
    digest.update(" ".join(OPTIONS + COROUTINES).encode())
    for file in sorted(closure(path, set())):
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def without_precompiled(command):
    """The command without precompiled headers: clang cannot read those of g++."""
    words, kept = shlex.split(command), []
    for at, word in enumerate(words):
        is_of_precompiled = "cmake_pch.hxx" in word or word in ("-Winvalid-pch", "-fpch-preprocess")
        if not is_of_precompiled and not (word == "-include" and "cmake_pch.hxx" in words[at + 1]):
            kept.append(word)
    return shlex.join(kept)


def without_output(command):
    """The command for a look at the source alone: it writes no file."""
    words = shlex.split(command)
    at = words.index("-o")
    return words[:at] + words[at + 2:] + ["-fsyntax-only"]


def write_database(build):
    """Writes build/tidy/compile_commands.json; returns the project's sources in it, each with folder and command."""
    entries = [entry for entry in json.loads((build / "compile_commands.json").read_text())
               if "cmake_pch.hxx" not in entry["file"]]
    for entry in entries:
        entry["command"] = without_precompiled(entry["command"])
    (build / "tidy").mkdir(exist_ok=True)
    (build / "tidy/compile_commands.json").write_text(json.dumps(entries))
    found = {Path(entry["directory"], entry["file"]).resolve(): (entry["directory"], entry["command"]) for entry in entries}
    return {path: found[path] for path in sorted(found) if path.is_relative_to(ROOT)}


def touched_by(changed, sources, closures):
    """The sources that changed; for each changed header its own source, else the first that includes it."""
    chosen = {path for path in sources if path in changed}
    for header in sorted(path for path in changed if path.suffix == ".hpp"):
        own = header.with_suffix(".cpp")
        includers = [own] if own in sources else [path for path in sources if header in closures(path)]
        chosen.update(includers[:1])
    return sorted(chosen)


def changed_against(base):
    """The files that differ from the merge base with the commit, uncommitted changes included."""
    names = subprocess.run(["git", "diff", "--name-only", "-z", "--merge-base", base], cwd=ROOT, capture_output=True,
                           text=True, check=True).stdout
    return {ROOT / name for name in names.split("\0") if name}


def base_before(commits):
    """The commit before the last ones of the branch; the oldest of a clone that does not reach so far."""
    known = subprocess.run(["git", "rev-list", "--first-parent", "-n", str(commits + 1), "HEAD"], cwd=ROOT,
                           capture_output=True, text=True, check=True).stdout.split()
    return known[-1]


def examine(path, build, compiled):
    """Returns (passed, output) of one source; a stamp keeps a pass. `compiled`: the folder and command with which it is
    compiled instead, or None."""
    stamp = build / "tidy" / key_of(path, compiled[1] if compiled else "")
    if stamp.exists():
        return True, ""
    more = COROUTINES if "co_await" in text_of(path) else []
    words = ["clang-tidy", *OPTIONS, *more, "-p", str(build / "tidy"), str(path)]
    done = subprocess.run(without_output(compiled[1]) if compiled else words, cwd=compiled[0] if compiled else None,
                          capture_output=True, text=True)
    if done.returncode == 0:
        stamp.touch()
        return True, ""
    return False, done.stdout + done.stderr


def arguments_given():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--build", type=Path, default=ROOT / "build/tidy")
    arguments.add_argument("--jobs", type=int, default=2)
    since = arguments.add_mutually_exclusive_group()
    since.add_argument("--changed", metavar="BASE")
    since.add_argument("--recent", type=int, metavar="N")
    arguments.add_argument("patterns", nargs="*", default=["^gateway/", "^codecs/", "^tests/synth/"])
    return arguments.parse_args()


def chosen_sources(options, build):
    """The sources to look at, each with what `examine` compiles it with."""
    database = write_database(build)
    sources = [path for path in database
               if any(re.search(x, path.relative_to(ROOT).as_posix()) for x in options.patterns)]
    if not sources:
        sys.exit("run_tidy: no source matches")
    base = base_before(options.recent) if options.recent else options.changed
    if not base:
        return dict.fromkeys(sources)
    changed, reach = changed_against(base), lambda path: closure(path, set())
    others = [path for path in database if re.search(COMPILED, path.relative_to(ROOT).as_posix()) and path not in sources]
    return {**dict.fromkeys(touched_by(changed, sources, reach)),
            **{path: database[path] for path in touched_by(changed, others, reach)}}


def main():
    options = arguments_given()
    build = options.build.resolve()
    if build == ROOT / "build/tidy":  # again: sources may have come or gone
        subprocess.run(["cmake", "--preset", "tidy"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    elif not (build / "compile_commands.json").exists():
        sys.exit(f"run_tidy: {build}/compile_commands.json is missing: configure the preset first")
    chosen = chosen_sources(options, build)
    begun, failures = time.monotonic(), 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        results = pool.map(lambda path: (path, *examine(path, build, chosen[path])), chosen)
        for at, (path, passed, output) in enumerate(results, 1):
            failures += not passed
            print(f"[{at}/{len(chosen)}] {path.relative_to(ROOT)}{'' if passed else ': FAILED'}", flush=True)
            if output:
                print(output, flush=True)
    print(f"tidy: {len(chosen)} sources, {failures} with findings, {time.monotonic() - begun:.0f} s")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
