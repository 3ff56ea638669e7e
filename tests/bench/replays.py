"""A table of 100,000 rows activated under traffic, and the replay of 100,000 records that waited for it."""

import itertools
import json
import threading
import time

from meter import Meter
from support.people import case_file, document, fiscal_code
from support.table_people import add_table_people

TABLE = "/v1/tables/isola-bergamasca/intervention"
PATH = "/v1/sources/isola-bergamasca/submissions"
CODE = "ATTESA"
ROWS = 100_000
RECORDS = 100_000
PERSONS = 5_800  # fiscal_code() gives this many different codes
TARGET = "anziani.assistenza-domiciliare"
POLL = 0.02
SENDERS = 4


def waiting(number):
    return case_file(number, assistito={"cf": fiscal_code(number % PERSONS), "sesso": "F"},
                     interventi=[{"id": "1", "area": "ANZ", "codice": CODE, "dal": "2017-03-06"}])


def replay(_options):
    meter = Meter()
    add_table_people(meter.installation)
    with meter:
        yield from measure(meter)


def wait_until(client, path, done):
    while not done(answer := client.get(path)):
        time.sleep(POLL)
    return answer


def send_waiting(meter):
    sender = meter.installation.client("isola-bergamasca")
    lines = "\n".join(json.dumps(waiting(number)) for number in range(RECORDS)) + "\n"
    answer = sender.post(PATH, lines.encode(), "application/x-ndjson")
    path = answer.header("location")
    if answer.status == 202:
        wait_until(sender, path, lambda each: each.status == 303)
        path = path.removesuffix("/status")
    counts = sender.get(path).json()["counts"]
    if counts["quarantined"] != RECORDS:
        raise RuntimeError(f"not all records wait: {counts}")


def approved_version(meter):
    """The shipped table, 100,000 rows more, and the code that is waited for."""
    anna, bruno = (meter.installation.client(name) for name in ("anna", "bruno"))
    there = anna.get(TABLE, Accept="text/csv")
    more = "".join(f"X|{n:06},Voce {n},{TARGET},equivalent,APPROVED,,,\n" for n in range(ROWS))
    text = there.body.decode() + more + f"ANZ|{CODE},Voce attesa,{TARGET},equivalent,APPROVED,,,\n"
    put = anna.request("PUT", TABLE, text.encode(), {"Content-Type": "text/csv", "If-Match": there.header("etag")})
    version = put.json()["version"]
    for client, step in ((anna, "submit"), (bruno, "approve")):
        answer = client.post_json(f"{TABLE}/{step}", {"version": version})
        if answer.status != 200:
            raise RuntimeError(f"{step}: {answer.status} {answer.body[:300]}")
    return version


class Traffic:
    """Senders that post one case after another until they are stopped."""

    def __init__(self, meter):
        self.meter, self.ended = meter, threading.Event()
        self.statuses, self.slowest = [], 0.0
        self.numbers = itertools.count(RECORDS)
        self.threads = [threading.Thread(target=self.send) for _ in range(SENDERS)]

    def send(self):
        sender = self.meter.installation.client("isola-bergamasca")
        while not self.ended.is_set():
            begun = time.monotonic()
            answer = sender.post(PATH, document(waiting(next(self.numbers))), "application/json")
            self.slowest = max(self.slowest, time.monotonic() - begun)
            self.statuses.append(answer.status)

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        for thread in self.threads:
            thread.join()


def measure(meter):
    send_waiting(meter)
    version = approved_version(meter)
    administrator, bruno = meter.installation.client("administrator"), meter.installation.client("bruno")
    begun = time.monotonic()
    impact = administrator.get(f"{TABLE}/impact?version={version}").json()
    yield f"impact of {ROWS:,} rows on {RECORDS:,} waiting records", "ms", [(time.monotonic() - begun) * 1e3]
    if impact["frees"] != RECORDS:
        raise RuntimeError(f"the impact is wrong: {impact['frees']}")
    with Traffic(meter) as traffic:
        begun = time.monotonic()
        answer = bruno.post_json(f"{TABLE}/activate", {"version": version, "reason": "misura"})
        took = time.monotonic() - begun
        if answer.status != 202:
            raise RuntimeError(f"activate: {answer.status} {answer.body[:300]}")
        yield f"{ROWS:,} rows put in force under traffic, until the answer", "ms", [took * 1e3]
    failed = sum(status != 201 for status in traffic.statuses)
    yield "single posts meanwhile", "requests", [len(traffic.statuses)]
    yield "of them failed", "requests", [failed]
    yield "the slowest of them", "ms", [traffic.slowest * 1e3]
    path = f"/v1/replays/{answer.json()['replay']['id']}"
    busy = meter.cpu_seconds()
    done = wait_until(administrator, path, lambda each: each.json()["state"] == "COMPLETED").json()
    took = time.monotonic() - begun
    if done["succeeded"] < RECORDS:
        raise RuntimeError(f"not all were replayed: {done}")
    yield f"replay of {done['total']:,} waiting records, from the activation on", "records/s", [done["total"] / took]
    yield "server CPU of a replayed record", "us", [(meter.cpu_seconds() - busy) * 1e6 / done["total"]]
