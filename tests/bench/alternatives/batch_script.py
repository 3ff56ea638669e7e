#!/usr/bin/python3
"""The alternative for whole documents: a script that a municipality could write with lxml, json, csv and SQLite. It reads
one document record by record (json: as a whole), checks it, maps its codes by the shipped tables, pseudonymises the person
and stores it with executemany: one process, one commit at the end. rules.py says what it does not do; besides, it keeps no
receipt beyond its counts, and a crash loses the whole run, which must be started again.

usage: batch_script.py FORMAT FILE DATABASE MAPPINGS KEY [VERDICTS]     FORMAT: xml json ndjson csv
Prints records, verdicts, seconds and CPU as JSON. VERDICTS: file for `number verdict codes` of each record."""

import json
import sys
import time
from datetime import date
from pathlib import Path

import messages
import reading
import storing
from rules import REJECTED, Rules, judge

SOURCES = {"xml": "health-portal", "json": "isola-bergamasca", "ndjson": "isola-bergamasca", "csv": "bergamo"}


def cases(form, path, rules):
    if form == "csv":
        with open(path, encoding="cp1252", errors="replace", newline="") as file:
            yield from reading.csv_rows(file)
        return
    with open(path, "rb") as file:
        if form == "xml":
            yield from messages.messages(file, rules.keyed)
        elif form == "ndjson":
            yield from reading.ndjson_lines(file)
        else:
            yield from reading.json_document(file.read())


def run(form, path, database, rules, tell):
    batch, seen, counts, today = storing.Batch(database, rules.source), set(), {}, date.today()
    for number, (case, text) in enumerate(cases(form, path, rules), 1):
        verdict, codes = judge(case, rules, today)
        key = (case["owner"], case["id"])
        if key in seen:
            verdict, codes = REJECTED, ["duplicate-record"]
        seen.add(key)
        batch.add(verdict, case, codes, text)
        counts[verdict] = counts.get(verdict, 0) + 1
        tell(number, verdict, codes)
    batch.write()
    return counts


def main():
    form, path, target, mappings, key = sys.argv[1:6]
    begun = time.monotonic()
    rules = Rules(mappings, SOURCES[form], Path(key).read_bytes())
    database = storing.open_store(target)
    database.executescript(storing.SCHEMA)
    database.execute("BEGIN")
    if len(sys.argv) > 6:
        with open(sys.argv[6], "w", encoding="utf-8") as file:
            counts = run(form, path, database, rules,
                         lambda number, verdict, codes: print(number, verdict, codes, file=file))
    else:
        counts = run(form, path, database, rules, lambda *_: None)
    database.execute("COMMIT")
    print(json.dumps({"records": sum(counts.values()), "counts": counts, "seconds": time.monotonic() - begun,
                      "cpu": time.process_time()}))


if __name__ == "__main__":
    main()
