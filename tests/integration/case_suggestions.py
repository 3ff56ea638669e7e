"""Receipt and worklist give the same suggestions, from the same details."""

import csv
import io

from support.gateway_case import GatewayCase
from support.installation import ROOT
from support.people import fiscal_code

PATH = "/v1/sources/treviglio/submissions"
AREAS = ("MF", "AN", "DA", "EP")
# Codes of other programs for Treviglio's MF.01, with and without a label.
WORDS = (("TRASPORTO SOCIALE", ""), ("SAD", "Assistenza domiciliare"), ("PASTI", "Pasti a domicilio"), ("CDD", ""),
         ("CONTRIBUTI ECONOMICI", ""), ("ALTRO", "Altri interventi"), ("XQ7", ""), ("SEGR.SOC", "Segretariato sociale"),
         ("RICOVERO", "Inserimento in struttura residenziale"), ("TELESOCCORSO", ""), ("NIDO", "Asilo nido"))


def cases(entries):
    """A CSV document: one case for each (number, area, code, label, day)."""
    with open(ROOT / "mappings/treviglio/examples/usual.csv", encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    for number, area, code, label, day in entries:
        writer.writerow({"TIPO": "C", "CARTELLA": f"TV-S{number}", "VERSIONE": "2017-11-03T10:00:00Z", "ENTE": "L400",
                         "CF": fiscal_code(3000 + number), "APERTURA": "01/03/2016"})
        writer.writerow({"TIPO": "I", "CARTELLA": f"TV-S{number}", "INT": "I1", "AREA": area, "PRESTAZIONE": code,
                         "DESCR": label, "INIZIO": day})
    return out.getvalue().encode()


class Suggestions(GatewayCase):
    def send(self, entries):
        client = self.installation.client("treviglio")
        answer = client.post(PATH, cases(entries), "text/csv")
        self.assertEqual(answer.status, 201, answer.body)
        return [issue for issue in answer.json()["issues"] if issue["code"] == "unmapped-code"]

    def worklist(self):
        rows = self.administrator.get("/v1/quarantine?group_by=code&source=treviglio&table=intervention&limit=1000")
        return {row["code"]: row["suggestions"] for row in rows.json()["rows"]}

    def test_each_code_has_one_answer(self):
        entries = [(at * len(AREAS) + nth, area, f"{code} {area}" if code == "XQ7" else f"{code}{'.' * nth}", label,
                    f"20{10 + at % 8}-04-01")
                   for at, (code, label) in enumerate(WORDS) for nth, area in enumerate(AREAS)]
        receipt = {issue["value"]: issue.get("suggestions", []) for issue in self.send(entries)}
        self.assertEqual(len(receipt), len(entries))
        self.assertEqual(self.worklist(), receipt)
        self.assertGreater(sum(1 for suggestions in receipt.values() if suggestions), 30)

    def test_suggestions_use_the_area_of_the_record_received_last(self):
        for number, area, first in ((900, "AN", "anziani."), (901, "DA", "disabili."), (902, "AN", "anziani.")):
            issue, = self.send([(number, area, "TRASPORTO SOCIALE", "", "2016-04-01")])
            self.assertTrue(issue["suggestions"][0]["target"].startswith(first), issue["suggestions"])
            self.assertEqual(self.worklist()["TRASPORTO SOCIALE"], issue["suggestions"])
