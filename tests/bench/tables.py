"""Mapping tables of 100,000 and 1,000,000 rows over HTTPS: response times for administrators."""

import json
import time

from meter import Meter
from support.table_people import add_table_people

TABLE = "/v1/tables/bergamo/intervention"
HEADER = "source_code,source_label,target_code,relationship,status,valid_from,valid_to,comment\n"
TARGET = "anziani.assistenza-domiciliare"


def rows(count, changed=0):
    """A table of so many rows; the first `changed` have another label."""
    return HEADER + "".join(
        f"C{n:07},Prestazione numero {n}{' (nuova)' if n < changed else ''},{TARGET},equivalent,APPROVED,"
        f"2012-01-01,,\n" for n in range(count))


class Keeper:
    """A client with the right to edit, on a connection that stays open."""

    def __init__(self, meter):
        self.connection = meter.installation.client("anna").open()

    def ask(self, method, path, body=None, **headers):
        begun = time.monotonic()
        self.connection.request(method, path, body, {k.replace("_", "-"): v for k, v in headers.items()})
        answer = self.connection.getresponse()
        content = answer.read()
        took = (time.monotonic() - begun) * 1e3
        if answer.status != 200:
            raise RuntimeError(f"{method} {path} was answered {answer.status}: {content[:300]}")
        return content, answer.headers["etag"], took


def tables(options):
    for count in (100_000, 1_000_000):
        meter = Meter()
        add_table_people(meter.installation)
        with meter:
            yield from measure(meter, count, options.rounds if count < 1_000_000 else 1)


def measure(meter, count, rounds):
    keeper = Keeper(meter)
    meter.reset_peak()
    idle = meter.memory("VmRSS")
    put, csv, as_json, diff = [], [], [], []
    for number in range(rounds):
        body = rows(count, number + 1).encode()
        etag = keeper.ask("GET", TABLE, Accept="text/csv")[1]
        put.append(keeper.ask("PUT", TABLE, body, Content_Type="text/csv", If_Match=etag)[2])
        csv.append(keeper.ask("GET", TABLE, Accept="text/csv")[2])
        as_json.append(keeper.ask("GET", TABLE, Accept="application/json")[2])
        content, _, took = keeper.ask("GET", f"{TABLE}/diff")
        diff.append(took)
        if json.loads(content)["counts"]["added"] != count:
            raise RuntimeError(f"the difference is wrong: {content[:200]}")
    what = f"{count:,} rows"
    yield f"{what}: checked and stored (PUT, {len(body) / 1e6:.0f} MB)", "ms", put
    yield f"{what}: read as CSV", "ms", csv
    yield f"{what}: read as JSON", "ms", as_json
    yield f"{what}: difference, all rows new", "ms", diff
    yield f"{what}: peak memory above idle", "MB", [meter.memory("VmHWM") - idle]
