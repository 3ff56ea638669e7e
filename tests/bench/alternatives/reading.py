"""JSON and CSV case files as one case: a dict with the texts to be mapped, dates as `date`, amounts as text. Faults of
single values are collected in case["faults"]. Members and columns that the gateway's profile does not read are skipped."""

import csv
import json

from values import (Wrong, instant, iso_or_italian_date, italian_amount, italian_date, italian_number)

DAMAGED = "\ufffd"


class Taker:
    """Reads values and collects what is wrong with them."""

    def __init__(self):
        self.faults = []

    def __call__(self, read, text):
        if isinstance(text, str):
            text = text.strip()
            if DAMAGED in text:
                self.faults.append("bad-encoding")
                return None
        try:
            return read(text)
        except Wrong as wrong:
            self.faults.append(wrong.args[0])
        except (ValueError, TypeError):
            self.faults.append("unexpected-shape")
        return None


def plain(text):
    return text or None


def listed(value):
    """One object in place of a list counts as a list of one."""
    return [value] if isinstance(value, dict) else value or []


def json_service(item, take):
    area, code = take(plain, item.get("area")), take(plain, item.get("codice"))
    return {"id": take(plain, item.get("id")), "area": area, "type": f"{area or ''}|{code or ''}" if area or code else None,
            "start": take(iso_or_italian_date, item.get("dal")), "end": take(iso_or_italian_date, item.get("al")),
            "amount": take(italian_amount, item.get("importo")), "quantity": take(italian_number, item.get("quantita")),
            "unit": take(plain, item.get("unita")), "management": take(plain, item.get("gestione")),
            "by": take(plain, item.get("gestore"))}


def json_plan(item, take):
    return (take(plain, item.get("id")), take(iso_or_italian_date, item.get("dal")),
            take(iso_or_italian_date, item.get("al")), take(italian_amount, item.get("valore")),
            take(italian_amount, item.get("compartecipazione")))


def json_case(item):
    take = Taker()
    person, access, end = item.get("assistito") or {}, item.get("accesso") or {}, item.get("chiusura") or {}
    home = person.get("nucleo") or {}
    return {
        "id": take(plain, item.get("id")), "version": take(instant, item.get("aggiornata")),
        "owners": [take(plain, item.get("comune"))],
        "opened": take(iso_or_italian_date, item.get("apertura")), "closed": take(iso_or_italian_date, end.get("data")),
        "reason": take(plain, (end.get("motivo") or {}).get("codice")),
        "person": take(plain, person.get("cf")), "sex": take(plain, person.get("sesso")),
        "birth": take(iso_or_italian_date, person.get("nato_il")), "residence": take(plain, person.get("residenza")),
        "citizenship": take(plain, person.get("cittadinanza")), "household": take(plain, home.get("tipo")),
        "members": home.get("componenti"), "access": take(iso_or_italian_date, access.get("data")),
        "channel": take(plain, access.get("canale") or item.get("canale")), "request": take(plain, access.get("richiesta")),
        "needs": [take(plain, each.get("codice")) for each in listed(item.get("bisogni"))],
        "assessments": [take(iso_or_italian_date, each.get("data")) for each in listed(item.get("valutazioni"))],
        "plans": [json_plan(each, take) for each in listed(item.get("progetti"))],
        "services": [json_service(each, take) for each in listed(item.get("interventi"))],
        "faults": take.faults,
    }


def json_document(body):
    """Cases with the text each was read from (what is kept of a record that waits)."""
    for item in json.loads(body.decode("utf-8", "replace"))["cartelle"]:
        yield json_case(item), item


def ndjson_lines(file):
    for line in file:
        if line.strip():
            item = json.loads(line.decode("utf-8", "replace"))
            yield json_case(item), item


SERVICE = ("PROGR", "AREA", "TIPOLOGIA", "DAL", "AL", "IMPORTO", "QUANTITA", "UNITA", "GESTIONE", "GESTORE")
PLAN = ("PROGETTO", "PROGETTO_DAL", "PROGETTO_AL", "PROGETTO_VALORE", "PROGETTO_QUOTA")


def csv_case(rows):
    take, row = Taker(), rows[0]
    services = [row for row in rows if any(map(row.get, SERVICE))]
    plans = [row for row in rows if any(map(row.get, PLAN))]
    return {
        "id": take(plain, row["NUM_CARTELLA"]), "version": take(instant, row["AGGIORNATO_IL"]),
        "owners": [take(plain, row["COMUNE"])],
        "opened": take(italian_date, row["DATA_APERTURA"]), "closed": take(italian_date, row["DATA_CHIUSURA"]),
        "reason": take(plain, row["MOTIVO_CHIUSURA"]),
        "person": take(plain, row["CODICE_FISCALE"]), "sex": take(plain, row["SESSO"]),
        "birth": take(italian_date, row["DATA_NASCITA"]), "residence": take(plain, row["COMUNE_RESIDENZA"]),
        "citizenship": take(plain, row["CITTADINANZA"]), "household": take(plain, row["NUCLEO"]),
        "members": take(plain, row["COMPONENTI"]), "access": take(italian_date, row["DATA_ACCESSO"]),
        "channel": take(plain, row["CANALE"]), "request": take(plain, row["RICHIESTA"]),
        "needs": [take(plain, each["BISOGNO"]) for each in rows if each["BISOGNO"]],
        "assessments": [take(italian_date, each["DATA_VALUTAZIONE"]) for each in rows if each["DATA_VALUTAZIONE"]],
        "plans": [(take(plain, each["PROGETTO"]), take(italian_date, each["PROGETTO_DAL"]),
                   take(italian_date, each["PROGETTO_AL"]), take(italian_amount, each["PROGETTO_VALORE"]),
                   take(italian_amount, each["PROGETTO_QUOTA"])) for each in plans],
        "services": [{"id": take(plain, each["PROGR"]), "area": take(plain, each["AREA"]),
                      "type": take(plain, each["TIPOLOGIA"]), "start": take(italian_date, each["DAL"]),
                      "end": take(italian_date, each["AL"]), "amount": take(italian_amount, each["IMPORTO"]),
                      "quantity": take(italian_number, each["QUANTITA"]), "unit": take(plain, each["UNITA"]),
                      "management": take(plain, each["GESTIONE"]), "by": take(plain, each["GESTORE"])}
                     for each in services],
        "faults": take.faults,
    }


def csv_rows(file):
    """Rows of one case follow each other."""
    rows = []
    for row in csv.DictReader(file, delimiter=";"):
        if rows and rows[0]["NUM_CARTELLA"] != row["NUM_CARTELLA"]:
            yield csv_case(rows), rows
            rows = []
        rows.append(row)
    if rows:
        yield csv_case(rows), rows
