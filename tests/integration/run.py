#!/usr/bin/env python3
"""Runs the integration tests: each starts the built gateway on free ports with its own certificates and calls it over
HTTPS, as clients do.

usage: run.py [--build DIR] [CASE...]       CASE: the part of case_CASE.py, e.g. door
"""

import argparse
import os
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--build", default="build/release")
    arguments.add_argument("cases", nargs="*")
    options = arguments.parse_args()
    os.environ["RACCORDO_BUILD"] = str(Path(options.build).resolve())
    sys.path.insert(0, str(HERE))
    names = [f"case_{case}" for case in options.cases] or sorted(path.stem for path in HERE.glob("case_*.py"))
    suite = unittest.defaultTestLoader.loadTestsFromNames(names)
    if suite.countTestCases() == 0:
        sys.exit("integration: no test was found")
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
