"""Checks that two builds of the program store the same: documents of raccordo-synth, correct ones and ones with defects, are
imported by both into stores with the same keys, and the stores are compared row by row, column by column. Left out is only
what is random or a time of its own: sealed texts (their lengths are compared), random keys of persons, ids and times of the
submissions. Run by `tests/bench/run same --other BUILD`; ends with 1 if anything differs."""

import json
import re
import shutil
import sqlite3
import subprocess
from pathlib import Path

from meter import MEDIA, Meter
from support.installation import BUILD
from verdicts import defective, records_of, whole

TABLES = ("codes", "submissions", "records", "facts", "bodies", "persons", "identities", "quarantine", "waiting_codes",
          "issues", "coverage", "source_totals", "field_fills", "fallen_fields", "refusals", "tombstones", "counters")
RANDOM = {"random_key", "listed_at", "written"}
SEALED = {"sealed_id", "sealed_fields"}
TOLD_TIME = re.compile(r"received \d{4}-[0-9T:.-]+Z")
MOST_SHOWN = 10


def documents(meter, form, size):
    """Files of one form: a stream of correct records, and what has defects."""
    yield meter.synth(form, size)[0]
    there, late = defective(meter, MEDIA[form][0])
    parts = [*there, *late] if form == "csv" else [whole(form, records_of(form, each)) for each in (there, late)]
    for number, text in enumerate(parts):
        path = meter.folder / f"defects-{number}.{form}"
        path.write_bytes(text)
        yield path


def imported(program, folder, source, files):
    """The receipts of an import, without ids and times."""
    said = subprocess.run([program, "import", "--json", "--source", source, *files], cwd=folder, capture_output=True,
                          text=True, timeout=600).stdout
    answers = json.loads(said)["files"]
    for answer in answers:
        for key in ("id", "received_at"):
            answer["receipt"].pop(key, None)
    return TOLD_TIME.sub("received", json.dumps(answers, indent=1)).splitlines()


def stored(folder):
    """All rows of the tables, as texts."""
    db = sqlite3.connect(folder / "store/raccordo.db")
    own = {}
    for submission, received_at in db.execute("SELECT id, received_at FROM submissions"):
        own[submission], own[received_at] = "submission", "receipt"
    rows = []
    for table in TABLES:
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[1] not in RANDOM]
        if table == "counters":  # the position in the list of records is a time
            columns = ["name"]
        chosen = ", ".join(f"length({each})" if each in SEALED else each for each in columns)
        for row in db.execute(f"SELECT {chosen} FROM {table}"):
            shown = [own.get(cell, cell.hex() if isinstance(cell, bytes) else cell) for cell in row]
            rows.append(TOLD_TIME.sub("received", f"{table} {dict(zip(columns, shown))}"))
    return sorted(rows)


def compare(what, mine, other):
    """Prints what differs; whether anything does."""
    only = [("-", row) for row in sorted(set(other) - set(mine))] + [("+", row) for row in sorted(set(mine) - set(other))]
    same = mine == other
    print(f"{what}: {len(mine):,} rows, " + ("all the same" if same else f"{len(only):,} differ"), flush=True)
    for sign, row in only[:MOST_SHOWN]:
        print(f"  {sign} {row[:400]}")
    return not same


def check(options):
    differs = False
    for form in options.forms or ("xml", "ndjson", "csv"):
        with Meter() as meter:
            meter.installation.stop()
            source, files = MEDIA[form][0], list(documents(meter, form, options.batch_bytes))
            shutil.rmtree(meter.folder / "store")
            (meter.folder / "store").mkdir(mode=0o700)
            other = Path(str(meter.folder) + "-other")
            shutil.copytree(meter.folder, other)
            try:
                receipts = [imported(Path(build) / "raccordo", folder, source, files)
                            for build, folder in ((BUILD, meter.folder), (Path(options.other).resolve(), other))]
                differs |= compare(f"{form}: receipts", *receipts)
                differs |= compare(f"{form}: stored", stored(meter.folder), stored(other))
            finally:
                shutil.rmtree(other)
    return int(differs)
