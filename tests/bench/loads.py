"""Many small requests, whole documents, and start-up time."""

import mmap
import re
import time

from meter import MEDIA, Meter, ask

END = b"\x1e"
WARM = 500
POLL = 0.02
SAMPLE = 2 * 10**6
# 300,000 records of HL7 XML are more than a body may have by default.
LARGE_BODIES = "limits:\n  body: 16GiB\n"


def bodies_in(text, form):
    """The records of a stream of raccordo-synth (mapped into memory), each as a document of its own."""
    if form == "xml":
        for found in re.finditer(rb"<PRSS_IN001004ZZ.*?</PRSS_IN001004ZZ>", text, re.DOTALL):
            yield found[0]
        return
    while line := text.readline():
        yield b'{"ente":"Isola Bergamasca","cartelle":[' + line.rstrip() + b"]}"


def write_bodies(path, form):
    """The documents of one record each, ended by 0x1E; the file, how many, and their mean size."""
    out = path.with_suffix(".bodies")
    number = size = 0
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as text, open(out, "wb") as bodies:
        for body in bodies_in(text, form):
            bodies.write(body + END)
            number, size = number + 1, size + len(body)
    path.unlink()
    return out, number, size / number


def bytes_of(meter, form, records):
    """About how large a document of so many records is, by a small one."""
    path, there = meter.synth(form, SAMPLE)
    size = path.stat().st_size * records // there
    path.unlink()
    return size


def single(options):
    """One record a request over 64 connections; no record is sent twice."""
    for form, stream, record in (("xml", "xml", 12_000), ("json", "ndjson", 1_500)):
        with Meter() as meter:
            wanted = WARM + options.rounds * options.requests
            path, _ = meter.synth(stream, wanted * record)
            bodies, there, size = write_bodies(path, form)
            if there < wanted:
                raise RuntimeError(f"{form}: {there} documents were made, {wanted} are needed")
            yield f"{form}: bytes of a document", "bytes", [size]
            meter.load(form, bodies, 0, WARM, options.connections)
            yield from load_rounds(meter, options, form, bodies)


def load_rounds(meter, options, form, bodies):
    rates, halves, slowest, costs = [], [], [], []
    for at in range(options.rounds):
        busy = meter.cpu_seconds()
        said = meter.load(form, bodies, WARM + at * options.requests, options.requests, options.connections)
        costs.append((meter.cpu_seconds() - busy) * 1e6 / options.requests)
        rates.append(said["requests"] / said["seconds"])
        halves.append(said["p50_ms"])
        slowest.append(said["p99_ms"])
    yield f"{form}: durable single posts", "requests/s", rates
    yield f"{form}: p50", "ms", halves
    yield f"{form}: p99", "ms", slowest
    yield f"{form}: server CPU of a request", "us", costs


def gateway_rate(meter, form, path, records):
    """Records a second of one document, from the first byte sent to COMPLETED; processor time of a record in us."""
    begun, busy = time.monotonic(), meter.cpu_seconds()
    status, answer = meter.upload(form, path)
    asking, target = meter.connection(MEDIA[form][0]), f"/v1/submissions/{answer['id']}/status"
    while status == 202 and answer["state"] in ("RECEIVED", "PROCESSING", "WAITING"):
        time.sleep(POLL)
        answer = ask(asking, "GET", target)[0]
    if answer["state"] != "COMPLETED" or answer["counts"]["accepted"] < records * 0.9:
        raise RuntimeError(f"{form}: {answer['state']}, {answer['counts']} of {records}")
    return records / (time.monotonic() - begun), (meter.cpu_seconds() - busy) * 1e6 / records


def batch(options):
    """Whole documents, each round with an empty store."""
    for form in options.forms or ("xml", "ndjson", "csv"):
        rates, costs = [], []
        for _ in range(options.rounds):
            with Meter(LARGE_BODIES) as meter:
                path, records = meter.synth(form, bytes_of(meter, form, options.batch_records))
                rate, cost = gateway_rate(meter, form, path, records)
                rates.append(rate)
                costs.append(cost)
        yield f"{form}: gateway, over HTTPS until durable", "records/s", rates
        yield f"{form}: server CPU of a record", "us", costs


def start(options):
    """From starting the program to its first answer."""
    values = []
    for _ in range(options.rounds):
        with Meter() as meter:
            meter.installation.stop()
            values.append(start_time(meter))
    yield "empty store: to the first answer", "ms", values
    with Meter() as meter:
        path, records = meter.synth("csv", options.batch_bytes)
        gateway_rate(meter, "csv", path, records)
        values = []
        for _ in range(options.rounds):
            meter.installation.stop()
            values.append(start_time(meter))
        yield f"{records:,} records stored: to the first answer", "ms", values
        yield f"{records:,} records stored: memory once started", "MB", [meter.memory("VmRSS")]


def start_time(meter):
    begun = time.monotonic()
    meter.installation.start()
    return (time.monotonic() - begun) * 1000
