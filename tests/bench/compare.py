"""The gateway beside what a user would write instead (alternatives/), in one alternating run. Server and client are pinned:
whatever serves has the cores of --server-cores, whatever sends those of --client-cores. Every side answers or ends only when
its data is durable. No document is sent twice to one store."""

import contextlib
import os
import time

from loads import LARGE_BODIES, WARM, bytes_of, gateway_rate, write_bodies
from meter import Meter
from rival import Rival, on_cores, require_packages, script

POST_FORMS = {"xml": ("xml", 12_000), "json": ("ndjson", 1_500)}
BATCH_FORMS = ("xml", "ndjson", "csv")
OURS, THEIRS = "gateway", "FastAPI"


def compare(options):
    require_packages()
    forms = options.forms or ("xml", "json", "ndjson", "csv")
    loads = []
    for form in forms:
        if form in POST_FORMS:
            yield from posts(options, form, loads)
    for form in forms:
        if form in BATCH_FORMS:
            yield from batches(options, form, loads)
    yield "load of the machine at each round (1 minute)", "processes", loads


@contextlib.contextmanager
def pinned(server, cores):
    """A server that is started on these cores, and ended."""
    with contextlib.ExitStack() as stack:
        with on_cores(cores):
            stack.enter_context(server)
        yield server


def posts(options, form, loads):
    """Single posts of one format."""
    stream, record = POST_FORMS[form]
    with pinned(Meter(), options.server_cores) as meter:
        wanted = WARM + options.rounds * options.requests
        path, _ = meter.synth(stream, wanted * record)
        bodies, there, size = write_bodies(path, form)
        if there < wanted:
            raise RuntimeError(f"{form}: {there} documents were made, {wanted} are needed")
        yield f"{form}: bytes of a document", "bytes", [size]
        with pinned(Rival(meter), options.server_cores) as rival:
            yield from post_rounds(options, form, bodies, meter, rival, loads)


def post_rounds(options, form, bodies, meter, rival, loads):
    sides = {OURS: (meter, None), THEIRS: (rival, rival.port)}
    said = {side: {"rate": [], "p50": [], "p99": [], "cpu": []} for side in sides}
    for side, (_, port) in sides.items():
        meter.load(form, bodies, 0, WARM, options.connections, port)
    for at in range(options.rounds):
        loads.append(os.getloadavg()[0])
        for side, (server, port) in sides.items():
            busy = server.cpu_seconds()
            with on_cores(options.client_cores):
                done = meter.load(form, bodies, WARM + at * options.requests, options.requests, options.connections, port)
            mine = said[side]
            mine["cpu"].append((server.cpu_seconds() - busy) * 1e6 / options.requests)
            mine["rate"].append(done["requests"] / done["seconds"])
            mine["p50"].append(done["p50_ms"])
            mine["p99"].append(done["p99_ms"])
    for side, mine in said.items():
        yield f"{form}: {side}, durable single posts", "requests/s", mine["rate"]
        yield f"{form}: {side}, p50", "ms", mine["p50"]
        yield f"{form}: {side}, p99", "ms", mine["p99"]
        yield f"{form}: {side}, server CPU of a request", "us", mine["cpu"]
    yield f"{form}: gateway to FastAPI, requests/s", "times", ratios(said[OURS]["rate"], said[THEIRS]["rate"])
    yield f"{form}: FastAPI to gateway, CPU of a request", "times", ratios(said[THEIRS]["cpu"], said[OURS]["cpu"])


def ratios(upper, lower):
    """Round by round: both sides of a round had about the same machine."""
    return [over / max(under, 1e-9) for over, under in zip(upper, lower)]


def batches(options, form, loads):
    """Whole documents, each round with empty stores."""
    rates, costs, others, other_costs = [], [], [], []
    for at in range(options.rounds):
        loads.append(os.getloadavg()[0])
        with pinned(Meter(LARGE_BODIES), options.server_cores) as meter:
            path, records = meter.synth(form, bytes_of(meter, form, options.batch_records))
            with on_cores(options.client_cores):
                rate, cost = gateway_rate(meter, form, path, records)
            rates.append(rate)
            costs.append(cost)
            with on_cores(options.server_cores):
                begun = time.monotonic()
                done = script(form, path, meter.folder / f"script-{at}.db", meter)
            others.append(done["records"] / (time.monotonic() - begun))
            other_costs.append(done["cpu"] * 1e6 / done["records"])
    yield f"{form}: gateway, over HTTPS until durable", "records/s", rates
    yield f"{form}: script, from the file until durable", "records/s", others
    yield f"{form}: gateway, server CPU of a record", "us", costs
    yield f"{form}: script, CPU of a record", "us", other_costs
    yield f"{form}: gateway to script, records/s", "times", ratios(rates, others)
    yield f"{form}: script to gateway, CPU of a record", "times", ratios(other_costs, costs)
