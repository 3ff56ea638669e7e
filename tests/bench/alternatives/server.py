"""The alternative for single posts: FastAPI behind uvicorn with TLS and client certificates, lxml, json and SQLite, all from
Debian. Each POST /v1/sources/{source}/submissions is checked and mapped by rules.py and stored in a transaction of its own
before it is answered 201 with its verdicts; a body that cannot be read is 400.

The work is done in threads, so that a worker reads other requests while one waits for the disk, and one writer at a time
takes its turn by a lock. Of four ways (in the event loop or in threads, with this lock or with the waiting of SQLite, which
polls) this one had the most posts a second. In the event loop a request took less processor time, but posts waited longer.

rules.py says what it does not do; besides: uvicorn does not show the application whose certificate was presented, so every
client of the authority may send for every source; there is no revocation, no idempotency key, no limit of bodies, no receipt
that can be asked for later, and no group commit.

Environment: ALTERNATIVE_DATABASE, ALTERNATIVE_MAPPINGS, ALTERNATIVE_KEY (paths)."""

import contextlib
import fcntl
import os
import threading
from datetime import date
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from lxml import etree

import messages
import reading
import storing
from rules import REJECTED, Rules, judge

KEY = Path(os.environ["ALTERNATIVE_KEY"]).read_bytes()
RULES = {source: Rules(os.environ["ALTERNATIVE_MAPPINGS"], source, KEY) for source in
         ("health-portal", "isola-bergamasca")}
OF_THREAD = threading.local()
TURN_IN_WORKER = threading.Lock()
TURN_OF_WORKERS = open(os.environ["ALTERNATIVE_DATABASE"] + ".turn", "wb")

app = FastAPI(openapi_url=None)


def database():
    """The connection of this thread."""
    if not hasattr(OF_THREAD, "database"):
        OF_THREAD.database = storing.open_store(os.environ["ALTERNATIVE_DATABASE"])
    return OF_THREAD.database


@contextlib.contextmanager
def turn():
    """One writer at a time, over the threads of all workers."""
    with TURN_IN_WORKER:
        fcntl.flock(TURN_OF_WORKERS, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(TURN_OF_WORKERS, fcntl.LOCK_UN)


def settle(case, text, rules, seen):
    verdict, codes = judge(case, rules, date.today())
    key = (case["owner"], case["id"])
    if key in seen:
        return REJECTED, ["duplicate-record"]
    seen.add(key)
    if verdict == REJECTED:
        return verdict, codes
    writer = database()
    with turn():
        stored = storing.store_one(writer, rules.source, verdict, case, codes, text)
    return (verdict, codes) if stored else ("unchanged", [])


def handle(source, body):
    rules = RULES[source]
    seen, records = set(), []
    try:
        found = messages.one_document(body, rules.keyed) if source == "health-portal" else reading.json_document(body)
        for case, text in found:
            verdict, codes = settle(case, text, rules, seen)
            records.append({"record": len(records) + 1, "verdict": verdict, "codes": codes})
    except (etree.XMLSyntaxError, ValueError, KeyError, AttributeError):
        return JSONResponse({"title": "the document cannot be read", "records": records}, 400)
    return JSONResponse({"records": records}, 201)


@app.post("/v1/sources/{source}/submissions")
async def submit(source: str, request: Request):
    if source not in RULES:
        return JSONResponse({"title": "there is no such source"}, 404)
    return await run_in_threadpool(handle, source, await request.body())
