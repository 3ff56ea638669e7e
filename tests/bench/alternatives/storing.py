"""The SQLite store of the alternatives: cases with shared codes and pseudonyms, their interventions, and the records that
wait, with their text. Durable before a commit returns (WAL, synchronous=FULL). Records by source, Comune and id; an older
version never replaces a newer one. Rejected records are not stored. As a program, it makes an empty store:

usage: storing.py DATABASE"""

import json
import sqlite3
import sys

from messages import kept
from rules import ACCEPTED, WAITING

SCHEMA = """
CREATE TABLE IF NOT EXISTS cases (source TEXT, owner TEXT, id TEXT, version TEXT, person BLOB, sex TEXT, birth TEXT,
  opened TEXT, closed TEXT, content TEXT, PRIMARY KEY (source, owner, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS services (source TEXT, owner TEXT, case_id TEXT, area TEXT, type TEXT, begun TEXT, ended TEXT,
  amount TEXT);
CREATE TABLE IF NOT EXISTS waiting (source TEXT, owner TEXT, id TEXT, version TEXT, person BLOB, codes TEXT, content TEXT,
  PRIMARY KEY (source, owner, id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS cases_by_person ON cases (person);
CREATE INDEX IF NOT EXISTS services_by_case ON services (source, owner, case_id);
"""
NEWER = "ON CONFLICT (source, owner, id) DO UPDATE SET {} WHERE excluded.version > {}.version"


def put(table, columns):
    names = columns.split()
    update = ", ".join(f"{name} = excluded.{name}" for name in names[3:])
    return (f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) "
            + NEWER.format(update, table))


PUT_CASE = put("cases", "source owner id version person sex birth opened closed content")
PUT_WAITING = put("waiting", "source owner id version person codes content")
PUT_SERVICE = "INSERT INTO services VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
DROP_SERVICES = "DELETE FROM services WHERE source = ? AND owner = ? AND case_id = ?"


def open_store(path):
    database = sqlite3.connect(path, timeout=60, isolation_level=None, cached_statements=64)
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        database.execute(f"PRAGMA {pragma}")
    return database


def content(case):
    """What the shared record holds beside the columns; the identifier of the person is never in it."""
    left_out = ("person", "pseudonym", "faults", "owners", "owner", "id", "version", "opened", "closed", "sex", "birth")
    return json.dumps({name: value for name, value in case.items() if value and name not in left_out}, default=str,
                      ensure_ascii=False)


def case_row(source, case):
    opened, closed, birth = (each and each.isoformat() for each in (case["opened"], case["closed"], case["birth"]))
    return (source, case["owner"], case["id"], case["version"], case["pseudonym"], case["sex"], birth, opened, closed,
            content(case))


def service_rows(source, case):
    return [(source, case["owner"], case["id"], each["area"], each["type"], each["start"] and each["start"].isoformat(),
             each["end"] and each["end"].isoformat(), each["amount"]) for each in case["services"]]


def waiting_row(source, case, missing, text):
    return (source, case["owner"], case["id"], case["version"], case["pseudonym"], json.dumps(missing), kept(text))


class Batch:
    """Rows of many records, written with executemany; one commit at the end."""

    ROWS_AT_ONCE = 500

    def __init__(self, database, source):
        self.database, self.source = database, source
        self.cases, self.services, self.waiting, self.keys = [], [], [], []

    def add(self, verdict, case, missing, text):
        if verdict == ACCEPTED:
            row = case_row(self.source, case)
            self.cases.append(row)
            self.keys.append(row[:3])
            self.services += service_rows(self.source, case)
        elif verdict == WAITING:
            self.waiting.append(waiting_row(self.source, case, missing, text))
        if len(self.cases) >= self.ROWS_AT_ONCE:
            self.write()

    def write(self):
        self.database.executemany(PUT_CASE, self.cases)
        self.database.executemany(DROP_SERVICES, self.keys)
        self.database.executemany(PUT_SERVICE, self.services)
        self.database.executemany(PUT_WAITING, self.waiting)
        for rows in (self.cases, self.services, self.waiting, self.keys):
            rows.clear()


def store_one(database, source, verdict, case, missing, text):
    """One record in its own transaction. False if the same or a newer version is stored."""
    database.execute("BEGIN IMMEDIATE")
    try:
        if verdict == WAITING:
            database.execute(PUT_WAITING, waiting_row(source, case, missing, text))
            stored = True
        else:
            row = case_row(source, case)
            stored = database.execute(PUT_CASE, row).rowcount > 0
            if stored:
                database.execute(DROP_SERVICES, row[:3])
                database.executemany(PUT_SERVICE, service_rows(source, case))
        database.execute("COMMIT")
    except BaseException:
        database.execute("ROLLBACK")
        raise
    return stored


if __name__ == "__main__":
    open_store(sys.argv[1]).executescript(SCHEMA)
