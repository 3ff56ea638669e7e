#!/usr/bin/env python3
"""Five years of invented careers on several seeds, one after the other: a table of what each hides and costs.

Takes minutes, so it is no part of the tests. A release is made only if its self-audit finds no breach in any
certificate, rest and difference; one that is not made counts as refused, with its reason below the table.

    tests/bench/seeds.py --build build/release --seeds 10 [--persons 60000]
"""

import argparse
import pathlib
import re
import subprocess
import sys

MADE = re.compile(r"^(?P<period>\S+): (?P<cases>\d+) cases, (?P<seconds>[\d.]+) s, of processors (?P<processor>[\d.]+) s, "
                  r"peak memory (?P<memory>\d+) MB; hidden from Ambito up (?P<hidden>[\d.]+) % of \d+, "
                  r"of the province (?P<province>\d+), totals (?P<totals>\d+),")
REFUSED = re.compile(r"^(?P<period>\S+): \d+ cases, [\d.]+ s: refused: (?P<reason>.*)$")


def releases_of(text):
    """The releases that one run made, and the reasons of those that it refused."""
    made, refused = [], []
    for line in text.splitlines():
        if found := MADE.match(line):
            made.append({name: found[name] for name in ("period", "hidden", "totals", "processor", "memory")})
            made[-1]["is_withheld"] = line.endswith("(some withheld)")
        elif found := REFUSED.match(line):
            refused.append(f"{found['period']}: {found['reason']}")
    return made, refused


def row_of(seed, made, refused):
    """One line of the table."""
    hidden = " / ".join(release["hidden"] for release in made)
    times = [float(release["processor"]) for release in made]
    dearest = max(times[1:], default=0) / times[0]
    shares = [float(release["hidden"]) for release in made]
    growth = max(shares[1:], default=0) / shares[0] if shares[0] > 0 else 0
    totals = sum(int(release["totals"]) for release in made)
    withheld = sum(release["is_withheld"] for release in made)
    memory = max(int(release["memory"]) for release in made)
    return (f"| {seed} | {hidden} | {growth:.2f} | {withheld} | {totals} | "
            f"{' / '.join(f'{time:.1f}' for time in times)} | {dearest:.1f} | {memory} | {len(refused)} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build/release"))
    parser.add_argument("--seeds", type=int, default=10, help="1 to this number")
    parser.add_argument("--first", type=int, default=1, help="begin with this seed")
    parser.add_argument("--persons", type=int, default=60_000)
    wishes = parser.parse_args()
    print("| seed | hidden from Ambito up, % | most later to first | releases with a withheld table | hidden totals | "
          "processor time, s | dearest to first | MB | refused |")
    print("|---|---|---|---|---|---|---|---|---|")
    reasons = []
    for seed in range(wishes.first, wishes.seeds + 1):
        command = [wishes.build / "tests/bench/ledger_bench", "--careers", "--careers-seed", str(seed),
                   "--careers-persons", str(wishes.persons)]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        made, refused = releases_of(ran.stdout)
        if ran.returncode != 0 or not made:
            sys.exit(f"seed {seed}: {ran.stderr or ran.stdout}")
        print(row_of(seed, made, refused), flush=True)
        reasons += [f"seed {seed}, {reason}" for reason in refused]
    print("\n".join(reasons))


if __name__ == "__main__":
    main()
