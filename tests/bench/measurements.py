"""What tests/bench/run measures. Each function yields (what, unit, values of all rounds)."""

from compare import compare
from fairness import fairness
from loads import batch, single, start
from protection import protection
from replays import replay
from tables import tables
from uploads import upload

MEASUREMENTS = {"single": single, "batch": batch, "compare": compare, "start": start, "upload": upload, "tables": tables,
                "replay": replay, "protection": protection, "fairness": fairness}
