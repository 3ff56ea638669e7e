#!/usr/bin/env python3
"""Every document costs at most linear time to read and every record to map: counts the instructions of decoding hostile
documents, and of mapping a hostile record, at one size and at twice that size, under valgrind, and compares the two.
Counts, not times: the machine's load does not matter.

usage: check_cost.py [--build DIR] [--jobs N] [FORMAT [SHAPE]]
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

SIZE = 4_000
# Twice the size may cost twice as much, a little more for growing buffers, and the fixed cost.
MOST_GROWTH = 2.3
FREE = 3_000_000
# A limit on the cost itself: a quadratic step with a small factor would show only at sizes that take too long here.
MOST_PER_BYTE = 20_000
FUNCTIONS = ("decode_counted*", "map_counted*")


def count(probe, shape, size):
    """Instructions of decoding one document, and the output of the probe."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", "--collect-atstart=no",
             *(f"--toggle-collect=*{function}" for function in FUNCTIONS), str(probe), *shape, str(size)],
            capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"check_cost: {' '.join(shape)} {size} ended with {done.returncode}:\n{done.stderr}")
        totals = re.search(r"^(?:summary|totals): (\d+)", Path(folder, "out").read_text(), re.MULTILINE)
    return int(totals.group(1)), done.stdout.strip()


def measure(probe, shape):
    first, said = count(probe, shape, SIZE)
    second, _ = count(probe, shape, 2 * SIZE)
    size = int(re.search(r"bytes=(\d+)", said).group(1))
    faults = []
    if first == 0:
        faults.append("nothing was counted")
    if second > MOST_GROWTH * first + FREE:
        faults.append(f"twice the size costs {second / first:.1f} times as much")
    if first > MOST_PER_BYTE * size + FREE:
        faults.append(f"{first // size} instructions a byte")
    return first, second, size, faults


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--build", default="build/release")
    arguments.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments.add_argument("only", nargs="*")
    options = arguments.parse_args()
    probe = Path(options.build) / "tests/cost/cost_probe"
    listed = subprocess.run([str(probe), "list"], capture_output=True, text=True, check=True).stdout.splitlines()
    shapes = [line.split() for line in listed if line.split()[:len(options.only)] == options.only]
    if not shapes:
        sys.exit("check_cost: there is no such shape")
    failed = False
    with ThreadPoolExecutor(options.jobs) as pool:
        results = pool.map(lambda shape: measure(probe, shape), shapes)
        for shape, (first, second, size, faults) in zip(shapes, results):
            failed = failed or bool(faults)
            print(f"{' '.join(shape):24} {size:9} bytes {first:12} -> {second:12} instructions "
                  f"({second / max(first, 1):.2f}) {'; '.join(faults)}", flush=True)
    print("check_cost: " + ("FAILED" if failed else f"{len(shapes)} shapes cost at most linear time"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
