"""What tests/bench/run measures: each function yields (what, unit, values of all rounds)."""

import http.client
import ssl
import subprocess
import threading
import time

from support.installation import BUILD, Installation
from support.people import case_file, document

ISOLA = "/v1/sources/isola-bergamasca/submissions"
MEDIA = {"xml": ("health-portal", "application/xml"), "json": ("isola-bergamasca", "application/json"),
         "csv": ("bergamo", "text/csv")}


def started(more=""):
    installation = Installation(more)
    installation.start()
    return installation


def memory(installation, key):
    """VmRSS or VmHWM of the gateway in MB."""
    status = open(f"/proc/{installation.process.pid}/status", encoding="ascii").read()
    return int(status.split(f"{key}:")[1].split()[0]) / 1024


def cpu_seconds(installation):
    fields = open(f"/proc/{installation.process.pid}/stat", encoding="ascii").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def curl(installation, source, media_type, path):
    """Streams a file to the gateway; returns the status."""
    certs = installation.folder / "certs"
    return subprocess.run(
        ["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "-X", "POST", "-T", path, "-H", "Expect:",
         "-H", f"Content-Type: {media_type}", "--cacert", certs / "ca.pem", "--cert", certs / f"{source}.pem",
         "--key", certs / f"{source}.key", f"https://localhost:{installation.port}/v1/sources/{source}/submissions"],
        capture_output=True, text=True, check=True).stdout


def upload(options):
    """One large document in each format: memory above idle and throughput. Taken for later, as its size asks."""
    for form, (source, media_type) in MEDIA.items():
        installation = started()
        try:
            path = installation.folder / f"big.{form}"
            installation.verb("--big", form, "--bytes", options.bytes, "--out", path, program="raccordo-synth")
            idle = memory(installation, "VmRSS")
            size, begun = path.stat().st_size, time.monotonic()
            status = curl(installation, source, media_type, path)
            elapsed = time.monotonic() - begun
            if status not in ("201", "202"):
                raise RuntimeError(f"the upload of {form} was answered {status}")
            yield f"{form}: bytes taken", "MB/s", [size / 1e6 / elapsed]
            finish(installation, source)
            yield f"{form}: bytes decoded and stored", "MB/s", [size / 1e6 / (time.monotonic() - begun)]
            yield f"{form}: peak memory above idle", "MB", [memory(installation, "VmHWM") - idle]
        finally:
            installation.remove()


def finish(installation, source):
    """Waits until the newest submission is processed."""
    client = installation.client(source)
    while client.get("/v1/submissions?limit=1").json()["items"][0]["state"] == "RUNNING":
        time.sleep(0.2)


def batch(options):
    """Documents of 5,000 records each, answered at once; each round sends new records."""
    installation = started("limits: {async_threshold: 64MiB}\n")
    try:
        client = installation.client("isola-bergamasca")
        rates = []
        for at in range(options.rounds):
            body = document(*(case_file(n % 5832, id=f"B{at}-{n}") for n in range(5000)))
            begun = time.monotonic()
            answer = client.post(ISOLA, body, "application/json")
            rates.append(5000 / (time.monotonic() - begun))
            if answer.status != 201 or answer.json()["counts"]["accepted"] != 5000:
                raise RuntimeError(f"the batch was answered {answer.status}: {answer.body[:300]}")
        yield "json: records in batches of 5,000", "records/s", rates
    finally:
        installation.remove()


def send_singles(installation, worker, count, at):
    certs = installation.folder / "certs"
    context = ssl.create_default_context(cafile=str(certs / "ca.pem"))
    context.load_cert_chain(certs / "isola-bergamasca.pem", certs / "isola-bergamasca.key")
    connection = http.client.HTTPSConnection("localhost", installation.port, context=context)
    for number in range(count):
        body = document(case_file(number % 5832, id=f"S{at}-{worker}-{number}"))
        connection.request("POST", ISOLA, body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 201:
            raise RuntimeError(f"a single record was answered {answer.status}")


def single(options):
    """One record a request over 16 connections. The Python client is the bottleneck: read the server's CPU time."""
    installation = started()
    workers, count = 16, 100
    try:
        rates, costs = [], []
        for at in range(options.rounds):
            before, begun = cpu_seconds(installation), time.monotonic()
            threads = [threading.Thread(target=send_singles, args=(installation, w, count, at)) for w in range(workers)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            rates.append(workers * count / (time.monotonic() - begun))
            costs.append((cpu_seconds(installation) - before) * 1e6 / (workers * count))
        yield "json: single durable records (client-bound)", "requests/s", rates
        yield "json: server CPU of one request", "us", costs
    finally:
        installation.remove()


def start(options):
    """From starting the program to its first answer, empty store."""
    values = []
    for _ in range(options.rounds):
        installation = Installation()
        try:
            begun = time.monotonic()
            installation.start()
            values.append((time.monotonic() - begun) * 1000)
        finally:
            installation.remove()
    yield "empty store, to the first answer (in steps of 100)", "ms", values


MEASUREMENTS = {"upload": upload, "batch": batch, "single": single, "start": start}
