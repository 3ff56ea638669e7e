"""The alternative for single posts: FastAPI behind uvicorn with TLS and client certificates, lxml, json and SQLite, all from
Debian. Each POST /v1/sources/{source}/submissions is checked and mapped by rules.py and stored in a transaction of its own
before it is answered 201 with its verdicts; a body that cannot be read is 400.

rules.py says what it does not do; besides: uvicorn does not show the application whose certificate was presented, so every
client of the authority may send for every source; there is no revocation, no idempotency key, no limit of bodies, no receipt
that can be asked for later, and no group commit. The work is done in the event loop of the worker: a thread pool was slower,
because all of it but the flush holds the interpreter's lock.

Environment: ALTERNATIVE_DATABASE, ALTERNATIVE_MAPPINGS, ALTERNATIVE_KEY (paths)."""

import os
from datetime import date
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from lxml import etree

import messages
import reading
import storing
from rules import REJECTED, Rules, judge

KEY = Path(os.environ["ALTERNATIVE_KEY"]).read_bytes()
RULES = {source: Rules(os.environ["ALTERNATIVE_MAPPINGS"], source, KEY) for source in
         ("health-portal", "isola-bergamasca")}
DATABASE = storing.open_store(os.environ["ALTERNATIVE_DATABASE"])

app = FastAPI(openapi_url=None)


def settle(case, text, rules, seen):
    verdict, codes = judge(case, rules, date.today())
    key = (case["owner"], case["id"])
    if key in seen:
        return REJECTED, ["duplicate-record"]
    seen.add(key)
    if verdict != REJECTED and not storing.store_one(DATABASE, rules.source, verdict, case, codes, text):
        return "unchanged", []
    return verdict, codes


@app.post("/v1/sources/{source}/submissions")
async def submit(source: str, request: Request):
    rules = RULES.get(source)
    if rules is None:
        return JSONResponse({"title": "there is no such source"}, 404)
    body = await request.body()
    seen, records = set(), []
    try:
        found = messages.one_document(body, rules.keyed) if source == "health-portal" else reading.json_document(body)
        for case, text in found:
            verdict, codes = settle(case, text, rules, seen)
            records.append({"record": len(records) + 1, "verdict": verdict, "codes": codes})
    except (etree.XMLSyntaxError, ValueError, KeyError, AttributeError):
        return JSONResponse({"title": "the document cannot be read", "records": records}, 400)
    return JSONResponse({"records": records}, 201)


@app.get("/status")
async def status():
    return {"state": "up"}
