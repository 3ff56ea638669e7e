"""The protection of the shipped catalogue over invented provinces of several sizes: seconds of clock and of processor
for each part of making a release, and the hidden share of cells that are not zero."""

import json
import subprocess
import tempfile
from pathlib import Path

from meter import BUILD

SIZES = (39_089, 100_000, 1_000_000)
STAGES = {"seats": "seats taken", "count": "tables counted", "protect": "protected", "audit": "checked again"}


def protection(options):
    for persons in SIZES:
        rounds = [measure(persons) for _ in range(options.rounds)]
        for stage, words in STAGES.items():
            yield f"{persons:,} persons: {words}", "s", [each["seconds"][stage]["wall"] for each in rounds]
        yield f"{persons:,} persons: in all", "s", [total(each, "wall") for each in rounds]
        yield f"{persons:,} persons: in all, processor time", "s", [total(each, "processor") for each in rounds]
        shares = rounds[0]["shares"][-1]  # all tables together; the same in every round
        yield f"{persons:,} persons: hidden, Ambito and above", "%", [share(shares["ambito_and_above"])]
        yield f"{persons:,} persons: hidden, Comune and group", "%", [share(shares["below"])]


def measure(persons):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "figures.json"
        program = Path(BUILD) / "tests/bench/protection_bench"
        subprocess.run([program, "--persons", str(persons), "--json", path], check=True, stdout=subprocess.DEVNULL)
        return json.loads(path.read_text())


def total(figures, clock):
    return sum(stage[clock] for stage in figures["seconds"].values())


def share(cells):
    return 100 * cells["hidden"] / cells["not_zero"]
