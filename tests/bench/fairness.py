"""Waiting time of one caller while another loads the gateway: `whoami` while a release is computed, and single posts of
one system while another sends large documents. Each is measured alone first; the ratio is the result."""

import statistics
import threading
import time

from meter import Meter, ask
from support.people import case_file, document

CASES = 40_000
DOCUMENT = 10**8
DOCUMENTS = 2
ALONE = 300
OTHER = "isola-bergamasca"


def figures(what, times):
    ordered = sorted(times)
    yield f"{what}: p50", "ms", [statistics.median(ordered)]
    yield f"{what}: p99", "ms", [ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]]


def compare(what, alone, loaded):
    yield from figures(f"{what}, alone", alone)
    yield from figures(f"{what}, under load", loaded)
    yield f"{what}: p50 under load, times that alone", "x", [statistics.median(loaded) / statistics.median(alone)]


def while_running(one, work):
    """Times of `one` until `work` has ended on a thread of its own."""
    thread = threading.Thread(target=work)
    thread.start()
    times = []
    while thread.is_alive():
        times.append(one())
    thread.join()
    return times


def fairness(options):
    with Meter("limits: {async_threshold: 8MiB}\n") as meter:
        yield from while_release(meter)
    with Meter() as meter:
        yield from while_documents(meter, options)


def while_release(meter):
    body = meter.folder / "cases.json"
    body.write_bytes(document(*(case_file(number % 5832, id=f"R-{number}") for number in range(CASES))))
    meter.installation.verb("import", "--source", OTHER, body)
    asking, ordering = meter.connection("bergamo"), meter.connection("administrator")

    def whoami():
        return ask(asking, "GET", "/v1/whoami")[1]

    def release():
        row, _ = ask(ordering, "POST", "/v1/releases", b'{"period":"2017"}')
        while ask(ordering, "GET", f"/v1/releases/{row['id']}")[0]["state"] == "RUNNING":
            time.sleep(0.2)

    alone = [whoami() for _ in range(ALONE)]
    yield from compare(f"whoami, release of {CASES:,} cases", alone, while_running(whoami, release))


def while_documents(meter, options):
    path, _ = meter.synth("xml", min(options.bytes, DOCUMENT))
    posting, number = meter.connection(OTHER), 0

    def post():
        nonlocal number
        number += 1
        body = document(case_file(number % 5832, id=f"F-{number}"))
        return ask(posting, "POST", f"/v1/sources/{OTHER}/submissions", body)[1]

    def send():
        watching = meter.connection("health-portal")
        sent = [meter.upload("xml", path)[1]["id"] for _ in range(DOCUMENTS)]
        for each in sent:
            while "counts" not in ask(watching, "GET", f"/v1/submissions/{each}/status")[0]:
                time.sleep(0.2)

    alone = [post() for _ in range(ALONE)]
    yield from compare("single post, another's documents of 100 MB", alone, while_running(post, send))
