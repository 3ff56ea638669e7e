#!/usr/bin/env python3
"""The baseline: a script with the Python standard library, as a municipality could write it. It reads one document record
by record, takes the main fields and inserts them into SQLite with executemany. It checks nothing, pseudonymises nobody,
keeps no receipt and commits once: deliberately less work than the gateway does.

usage: tests/bench/baseline_batch.py FORMAT FILE DATABASE      FORMAT: xml json ndjson csv; prints records, seconds, CPU
"""

import csv
import json
import sqlite3
import sys
import time
import xml.etree.ElementTree as ElementTree

HL7 = "{urn:hl7-org:v3}"
ROWS_AT_ONCE = 500


def attribute(element, path, name):
    found = element.find(path)
    return found.get(name) if found is not None else None


def xml_case(message):
    act = f"{HL7}controlActProcess/{HL7}subject/{HL7}encounterEvent"
    patient = f"{act}/{HL7}subject/{HL7}patient"
    identifier = attribute(message, f"{patient}/{HL7}patientPerson/{HL7}id", "extension")
    services = []
    for plan in message.iter(f"{HL7}carePlan"):
        said = {attribute(item, f"{HL7}code", "code"): attribute(item, f"{HL7}value", "code")
                for item in plan.iter(f"{HL7}observation")}
        if "ARIS" in said:
            services.append((said["ARIS"], said.get("SEER"), said.get("DAAS"), said.get("DACS")))
    return (attribute(message, f"{HL7}id", "extension"), attribute(message, f"{HL7}creationTime", "value"), identifier,
            attribute(message, f"{patient}/{HL7}patientPerson/{HL7}birthTime", "value"),
            attribute(message, f"{act}/{HL7}effectiveTime/{HL7}low", "value")), services


def xml_cases(path):
    for _, element in ElementTree.iterparse(path):
        if element.tag == f"{HL7}PRSS_IN001004ZZ":
            yield xml_case(element)
            element.clear()


def json_case(case):
    person = case.get("assistito", {})
    services = [(item.get("area"), item.get("codice"), item.get("dal"), item.get("al"))
                for item in case.get("interventi", [])]
    return (case["id"], case.get("aggiornata"), person.get("cf"), person.get("nato_il"), case.get("apertura")), services


def json_cases(path):
    with open(path, encoding="utf-8") as file:
        for case in json.load(file)["cartelle"]:
            yield json_case(case)


def ndjson_cases(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield json_case(json.loads(line))


def csv_cases(path):
    """Rows of one case follow each other."""
    case, services = None, []
    with open(path, encoding="cp1252", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            if case is None or case[0] != row["NUM_CARTELLA"]:
                if case:
                    yield case, services
                case, services = (row["NUM_CARTELLA"], row["AGGIORNATO_IL"], row["CODICE_FISCALE"], row["DATA_NASCITA"],
                                  row["DATA_APERTURA"]), []
            services.append((row["AREA"], row["TIPOLOGIA"], row["DAL"], row["AL"]))
    if case:
        yield case, services


READERS = {"xml": xml_cases, "json": json_cases, "ndjson": ndjson_cases, "csv": csv_cases}


def store(database, cases):
    """Number of records stored."""
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE cases (id TEXT PRIMARY KEY, version TEXT, person TEXT, birth TEXT, opened TEXT)")
    database.execute("CREATE TABLE services (case_id TEXT, area TEXT, type TEXT, begun TEXT, ended TEXT)")
    database.execute("CREATE INDEX cases_by_person ON cases (person)")
    database.execute("CREATE INDEX services_by_case ON services (case_id)")
    count, rows, items = 0, [], []
    for case, services in cases:
        count += 1
        rows.append(case)
        items.extend((case[0], *service) for service in services)
        if len(rows) == ROWS_AT_ONCE:
            write(database, rows, items)
    write(database, rows, items)
    database.commit()
    return count


def write(database, rows, items):
    database.executemany("INSERT OR REPLACE INTO cases VALUES (?, ?, ?, ?, ?)", rows)
    database.executemany("INSERT INTO services VALUES (?, ?, ?, ?, ?)", items)
    rows.clear()
    items.clear()


def main():
    form, path, target = sys.argv[1:]
    begun = time.monotonic()
    with sqlite3.connect(target) as database:
        count = store(database, READERS[form](path))
    print(json.dumps({"records": count, "seconds": time.monotonic() - begun, "cpu": time.process_time()}))


if __name__ == "__main__":
    main()
