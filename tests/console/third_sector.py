"""A source `terzo-settore` with the codes of the shared scheme, where the shipped files have none yet."""

import csv

from support.table_people import add_client

PROFILE = """\
source: terzo-settore
title: Terzo settore
format: json
encoding: utf-8
records: $.reports[*]
dates: ["%Y-%m-%d"]
fields:
  record_id: {from: $.id}
  version: {from: $.sent_at, type: instant}
  owner: {from: $.comune, type: istat}
  opened: {from: $.date, type: date}
  person: {first_of: [$.person.fiscal_code, $.person.stp, $.person.eni], type: person-id}
  person.sex: {from: $.person.sex, map: sex}
  access.date: {from: $.date, type: date}
  access.request: {from: $.request, map: request}
"""
TABLES = ["sex", "request"]
COLUMNS = ["source_code", "source_label", "target_code", "relationship", "status", "valid_from", "valid_to", "comment"]


def add_third_sector(installation):
    """The source, unless it is shipped, and `mensa`, who may send for it; before the gateway starts."""
    folder = installation.folder / "mappings/terzo-settore"
    if not folder.exists():
        folder.mkdir()
        (folder / "profile.yaml").write_text(PROFILE)
        for table in TABLES:
            with (open(installation.folder / f"mappings/scheme/{table}.csv", encoding="utf-8") as scheme,
                  open(folder / f"{table}.csv", "w", encoding="utf-8", newline="") as mapped):
                rows = csv.writer(mapped, lineterminator="\n")
                rows.writerow(COLUMNS)
                for code in csv.DictReader(scheme):
                    rows.writerow([code["code"], code["label_it"], code["code"], "equivalent", "APPROVED", "", "", ""])
    add_client(installation, "mensa", "submit", more="    sources: [terzo-settore]\n    comuni: all\n")
