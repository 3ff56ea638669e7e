"""The cells of a table, read from each of its formats as an outsider reads them: numbers in order, None if hidden.
Raises AssertionError if a format contradicts itself."""

import csv
import json
import zipfile
from xml.etree import ElementTree

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def _cell(path, value, *signs):
    """All markers of a cell agree: hidden or not."""
    if any(sign != (value in ("", None)) for sign in signs):
        raise AssertionError(f"{path}: value and status of a cell disagree")
    return None if value in ("", None) else float(value)


def _json_stat(path):
    cube = json.loads(path.read_text(encoding="utf-8"))
    status = cube.get("status", {})
    return [_cell(path, value, status.get(str(at)) == "c") for at, value in enumerate(cube["value"])]


def _csv(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return [_cell(path, row["value"], row["status"] == "c") for row in csv.DictReader(file)]


def _sdmx(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return [_cell(path, row["OBS_VALUE"], row["OBS_STATUS"] == "Q", row["CONF_STATUS"] == "C")
                for row in csv.DictReader(file)]


def _strings(book):
    return ["".join(each.itertext()) for each in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]


def _xlsx(path):
    """The cross table of the first sheet: below the header, right of the columns of labels, which do not scroll."""
    with zipfile.ZipFile(path) as book:
        strings = _strings(book)
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    pane = next(sheet.iter(f"{SHEET}pane"))
    labels, header = int(pane.get("xSplit")), int(pane.get("ySplit"))
    cells = []
    for row in sheet.iter(f"{SHEET}row"):
        if int(row.get("r")) <= header:
            continue
        for cell in list(row.iter(f"{SHEET}c"))[labels:]:
            text = cell.findtext(f"{SHEET}v", "")
            hidden = cell.get("t") == "s"
            cells.append(_cell(path, "" if hidden else text, hidden and strings[int(text)] == "c"))
    return cells


FORMS = {"json-stat": (".json", _json_stat), "csv": (".csv", _csv), "sdmx-csv": (".sdmx.csv", _sdmx),
         "xlsx": (".xlsx", _xlsx)}


def cells_of(folder, table, form):
    suffix, read = FORMS[form]
    return read(folder / f"{table}{suffix}")


def texts_of(folder, table):
    """All texts of a workbook."""
    with zipfile.ZipFile(folder / f"{table}.xlsx") as book:
        return _strings(book)
