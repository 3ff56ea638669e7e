"""Documents of the Comune di Treviglio: case rows (C) followed by intervention rows (I)."""

import csv
import io

from .people import fiscal_code
from .installation import ROOT

COLUMNS = (ROOT / "mappings/treviglio/examples/usual.csv").read_text().split("\n", 1)[0].split(",")


def treviglio_document(*numbers):
    """One case of each of these persons, who are the same as in documents of Isola Bergamasca."""
    text = io.StringIO()
    rows = csv.DictWriter(text, COLUMNS, restval="")
    rows.writeheader()
    for number in numbers:
        key = f"TV{number:06}"
        rows.writerow({"TIPO": "C", "CARTELLA": key, "VERSIONE": "2017-05-02T09:00:00Z", "ENTE": "L400",
                       "CF": fiscal_code(number), "SESSO": "2", "APERTURA": "02/03/2017"})
        rows.writerow({"TIPO": "I", "CARTELLA": key, "INT": "1", "AREA": "AN", "PRESTAZIONE": "AN.04",
                       "INIZIO": "2017-03-06"})
    return text.getvalue().encode()
