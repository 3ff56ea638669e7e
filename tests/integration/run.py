#!/usr/bin/env python3
"""Runs the integration tests: each starts the built gateway on free ports with its own certificates and calls it over
HTTPS, as clients do.

usage: run.py [--build DIR] [--jobs N] [--postgres] [CASE...]       CASE: the part of case_CASE.py, e.g. door
  --jobs N   N processes at once (default 1), each with whole classes, in which the order of tests stays. Each has its
             own range of ports, and each class its own folder with a copy of the same certificates. The output of a
             class appears when it has ended.
  --postgres   the store of each installation is a database of one server of PostgreSQL; cases that read or copy the file
             of SQLite themselves fail
"""

import argparse
import io
import multiprocessing
import os
import sys
import tempfile
import time
import unittest
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Below the ports that the system gives to outgoing connections, so that none of those takes a port.
PORTS = range(12_000, 32_000)
# These take longest and begin first, so that no process waits for another at the end.
LONGEST = ("case_waiting.Waiting", "case_territory.Territory", "case_whole_documents.WholeDocuments",
           "case_erasure.Erasure", "case_restart.Restart", "case_replay.Replay", "case_ledger.Ledger")


def classes_of(suite):
    """The tests of a suite by their class, in order."""
    found = {}
    for each in suite:
        if isinstance(each, unittest.TestSuite):
            for name, tests in classes_of(each).items():
                found.setdefault(name, []).extend(tests)
        else:
            found.setdefault(f"{type(each).__module__}.{type(each).__qualname__}", []).append(each)
    return found


def take_ports(numbers, jobs):
    """Start of a process: its part of the ports."""
    at, share = numbers.get(), len(PORTS) // jobs
    os.environ["RACCORDO_TEST_PORTS"] = f"{PORTS[at * share]}-{PORTS[(at + 1) * share - 1]}"


def run_class(name):
    """Runs one class; returns its output, number of tests, whether all passed, and the seconds."""
    begun, output = time.monotonic(), io.StringIO()
    tests = classes_of(unittest.defaultTestLoader.loadTestsFromName(name.partition(".")[0]))[name]
    result = unittest.TextTestRunner(stream=output, verbosity=2).run(unittest.TestSuite(tests))
    return output.getvalue(), result.testsRun, result.wasSuccessful(), time.monotonic() - begun


def run_side_by_side(names, jobs):
    """All classes, the longest first; returns whether all passed. If a process dies, all classes that had not ended fail."""
    context, begun = multiprocessing.get_context("fork"), time.monotonic()
    numbers = context.Queue()
    for number in range(jobs):
        numbers.put(number)
    ordered = sorted(names, key=lambda name: LONGEST.index(name) if name in LONGEST else len(LONGEST))
    count, failed = 0, []
    with ProcessPoolExecutor(jobs, context, take_ports, (numbers, jobs)) as pool:
        running = {pool.submit(run_class, name): name for name in ordered}
        for future in as_completed(running):
            name = running[future]
            try:
                text, tests, passed, seconds = future.result()
            except Exception as error:  # the process died, or the class could not be loaded
                text, tests, passed, seconds = f"ERROR: {name}: {error!r}\n", 0, False, 0.0
            count += tests
            print(f"{text}{name}: {'passed' if passed else 'FAILED'} in {seconds:.1f} s\n", file=sys.stderr, flush=True)
            if not passed or tests == 0:
                failed.append(name)
    print(f"integration: {count} tests of {len(names)} classes in {time.monotonic() - begun:.0f} s; "
          + (f"FAILED: {', '.join(sorted(failed))}" if failed else "OK"), file=sys.stderr)
    return not failed


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--build", default="build/release")
    arguments.add_argument("--jobs", type=int, default=1)
    arguments.add_argument("--postgres", action="store_true")
    arguments.add_argument("cases", nargs="*")
    options = arguments.parse_args()
    os.environ["RACCORDO_BUILD"] = str(Path(options.build).resolve())
    sys.path.insert(0, str(HERE))
    if not options.postgres:
        return run_cases(options)
    from support.postgres import PostgresServer
    server = PostgresServer()
    os.environ["RACCORDO_TEST_POSTGRES"] = str(server.folder)
    try:
        return run_cases(options)
    finally:
        server.remove()


def run_cases(options):
    names = [f"case_{case}" for case in options.cases] or sorted(path.stem for path in HERE.glob("case_*.py"))
    suite = unittest.defaultTestLoader.loadTestsFromNames(names)
    if suite.countTestCases() == 0:
        sys.exit("integration: no test was found")
    if options.jobs > 1:
        from support.installation import make_certificates  # it reads RACCORDO_BUILD
        with tempfile.TemporaryDirectory(prefix="raccordo-certificates-") as made:
            make_certificates(Path(made))
            os.environ["RACCORDO_TEST_CERTIFICATES"] = made
            return 0 if run_side_by_side(list(classes_of(suite)), options.jobs) else 1
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
