"""The rules that decide on a record, as a team would write them for its own script: the shipped mapping tables and the
territory, dates in order, codici fiscali, keyed pseudonyms. The verdict is the gateway's (docs/records.md#outcomes) for the
faults that tests/bench/verdicts.py sends.

Not done, although the gateway does it: places, messages and suggestions of issues; the structure of an HL7 message; members
and columns that are silently ignored; one sex and one birth date per person; former Comuni; sealing of waiting records
(they are kept in clear); audit; retention; versions of mapping tables."""

import csv
import hashlib
import hmac
from datetime import date
from pathlib import Path

from values import Wrong, identifier

ACCEPTED, WAITING, REJECTED = "accepted", "waiting", "rejected"
MAPPING = ("equivalent", "source-is-narrower-than-target")
FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)
AMBITI = {"isola-bergamasca": "isola-bergamasca", "bergamo": "bergamo"}  # health-portal sends for all Comuni


def read_csv(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        start = file.readline()
        file.seek(0)
        yield from csv.DictReader(file, delimiter=";" if start.count(";") > start.count(",") else ",")


def bare(name):
    return "".join(name.split()).lower()


def read_table(path):
    """Code to its rows that decide: (first day, last day, shared code or None if the code is ignored)."""
    table = {}
    for row in read_csv(path):
        if row["status"] not in ("APPROVED", "IGNORED"):
            continue
        if row["status"] == "APPROVED" and row["relationship"] not in MAPPING:
            continue
        table.setdefault(row["source_code"].strip(), []).append(
            (date.fromisoformat(row["valid_from"]) if row["valid_from"] else FIRST,
             date.fromisoformat(row["valid_to"]) if row["valid_to"] else LAST,
             row["target_code"] if row["status"] == "APPROVED" else None))
    return table


class Rules:
    """Tables, territory and key of one source; read once."""

    def __init__(self, mappings, source, key):
        mappings = Path(mappings)
        self.source = source
        self.key = key
        self.tables = {path.stem: read_table(path) for path in (mappings / source).glob("*.csv")}
        territory = list(read_csv(mappings / "scheme/territory.csv"))
        self.comuni = {row["istat_code"] for row in territory}
        self.names = {bare(row["comune"]): row["istat_code"] for row in territory}
        for row in read_csv(mappings / "scheme/territory-aliases.csv"):
            self.names[bare(row["name"])] = row["istat_code"]
        ambito = AMBITI.get(source)
        self.allowed = {row["istat_code"] for row in territory if ambito in (None, row["ambito"])}

    def keyed(self, text):
        return hmac.digest(self.key, text.encode(), hashlib.sha256)

    def owner(self, texts):
        """The first that is a Comune of the territory, by ISTAT code, by name or by the table `owner`."""
        for text in texts:
            if text in self.comuni:
                return text
            if text and bare(text) in self.names:
                return self.names[bare(text)]
        rows = self.tables.get("owner", {}).get(texts[-1], ())
        return rows[0][2] if rows else None

    def code(self, table, text, when, missing):
        """The shared code; one that does not map is added to `missing`."""
        if not text:
            return None
        rows = self.tables[table].get(text)
        if not rows:
            missing.append((table, text, "unmapped-code"))
            return None
        if when is None:
            if len(rows) == 1:
                return rows[0][2]
            missing.append((table, text, "ambiguous-code"))
            return None
        for start, end, target in rows:
            if start <= when <= end:
                return target
        missing.append((table, text, "expired-code"))
        return None


def in_order(first, second, faults):
    if first and second and second < first:
        faults.append("end-before-start")


def check_dates(case, today, faults):
    in_order(case["opened"], case["closed"], faults)
    for plan in case["plans"]:
        in_order(plan[1], plan[2], faults)
    for service in case["services"]:
        in_order(service["start"], service["end"], faults)
    past = (case["opened"], case["closed"], case["access"], case["birth"], *case["assessments"])
    if any(each and each > today for each in past):
        faults.append("date-in-future")


def map_codes(case, rules, missing):
    opened, access = case["opened"], case["access"] or case["opened"]
    code = rules.code
    case["sex"] = code("sex", case["sex"], opened, missing)
    case["citizenship"] = code("citizenship", case["citizenship"], opened, missing)
    case["household"] = code("household", case["household"], opened, missing)
    case["channel"] = code("channel", case["channel"], access, missing)
    case["request"] = code("request", case["request"], access, missing)
    case["reason"] = code("closure", case["reason"], case["closed"] or opened, missing)
    case["needs"] = [code("need", each, opened, missing) for each in case["needs"]]
    for service in case["services"]:
        when = service["start"] or opened
        service["area"] = code("area", service["area"], when, missing)
        service["type"] = code("intervention", service["type"], when, missing)
        service["unit"] = code("unit", service["unit"], when, missing)
        service["management"] = code("management", service["management"], when, missing)


def mismatch(case, facts):
    """Whether sex or birth date contradict the codice fiscale."""
    if facts is None:
        return False
    sex, born = facts
    birth = case["birth"]
    return (case["sex"] in ("M", "F") and case["sex"] != sex) or (
        birth is not None and (birth.year % 100, birth.month, birth.day) != born)


def judge(case, rules, today):
    """The verdict, with the codes of what is wrong. Puts shared codes, owner and pseudonym into the case."""
    faults, missing = list(case["faults"]), []
    case["owner"] = rules.owner(case["owners"])
    if case["owner"] is None:
        faults.append("unknown-comune" if any(case["owners"]) else "missing-field")
    elif case["owner"] not in rules.allowed:
        faults.append("not-your-comune")
    if not case["id"] or not case["person"] or case["opened"] is None:
        faults.append("missing-field")
    check_dates(case, today, faults)
    map_codes(case, rules, missing)
    facts = None
    try:
        kind, code, facts = identifier(case["person"]) or ("", "", None)
        case["pseudonym"] = rules.keyed(f"{kind}|{code}")
    except Wrong as wrong:
        faults.append(wrong.args[0])
    if faults:
        return REJECTED, faults
    if mismatch(case, facts):
        missing.append(("", "", "fiscal-code-mismatch"))
    return (WAITING if missing else ACCEPTED), missing
