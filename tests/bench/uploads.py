"""One large document in each format: rates of receiving and processing, memory, and the waiting time of other
requests."""

import time

from meter import MEDIA, Meter, ask
from support.people import case_file, document

FORMS = ("xml", "json", "ndjson", "csv")
PAUSE = 0.2


def upload(options):
    for form in options.forms or FORMS:
        with Meter() as meter:
            yield from upload_one(meter, form, options.bytes)


def upload_one(meter, form, size):
    path, records = meter.synth(form, size)
    meter.reset_peak()
    idle, size = meter.memory("VmRSS"), path.stat().st_size
    begun, busy = time.monotonic(), meter.cpu_seconds()
    status, answer = meter.upload(form, path)
    path.unlink()
    if status != 202:
        raise RuntimeError(f"the upload of {form} was answered {status}: {answer}")
    taken = time.monotonic()
    yield f"{form}: taken over HTTPS", "MB/s", [size / 1e6 / (taken - begun)]
    yield f"{form}: peak memory above idle while taken", "MB", [meter.memory("VmHWM") - idle]
    status_times, post_times, receipt = watch(meter, form, answer["id"])
    done = time.monotonic()
    counts = receipt["counts"]
    if receipt["state"] != "COMPLETED" or counts["received"] != records or counts["rejected"]:
        raise RuntimeError(f"{form}: {receipt['state']}, {counts} of {records}")
    yield f"{form}: records worked off", "records/s", [records / (done - taken)]
    yield f"{form}: bytes worked off", "MB/s", [size / 1e6 / (done - taken)]
    yield f"{form}: processor time of a record, all in all", "us", [(meter.cpu_seconds() - busy) * 1e6 / records]
    yield f"{form}: peak memory above idle", "MB", [meter.memory("VmHWM") - idle]
    yield f"{form}: status asked meanwhile", "ms", status_times
    yield f"{form}: another's single post meanwhile", "ms", post_times
    yield f"{form}: store on disk", "bytes/record", [store_size(meter) / records]


def watch(meter, form, submission):
    """Asks for the state and posts single records of another system until the submission is done."""
    asking = meter.connection(MEDIA[form][0])
    other = "isola-bergamasca"
    posting = meter.connection(other)
    status_times, post_times, number = [], [], 0
    while True:
        receipt, took = ask(asking, "GET", f"/v1/submissions/{submission}/status")
        status_times.append(took)
        if receipt["state"] not in ("RECEIVED", "PROCESSING", "WAITING"):
            return status_times, post_times, receipt
        number += 1
        body = document(case_file(number % 5832, id=f"W-{number}"))
        post_times.append(ask(posting, "POST", f"/v1/sources/{other}/submissions", body)[1])
        time.sleep(PAUSE)


def store_size(meter):
    return sum(file.stat().st_size for file in (meter.folder / "store").glob("raccordo.db*"))
