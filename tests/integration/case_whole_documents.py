"""No row, element or member of a document disappears without an issue: the cases of tests/golden over HTTPS, fields
that become empty, and the counts of receipts."""

import json
import subprocess

from support.gateway_case import GatewayCase
from support.installation import ROOT
from support.people import case_file, document, fiscal_code

ISOLA = "/v1/sources/isola-bergamasca/submissions"
JSON, CSV = "application/json", "text/csv"
GOLDEN = ROOT / "tests/golden"
HEADER = "ID;CF;COMUNE;NOTE;EURO\r\n"
PROFILES = {
    "righe": "csv: {delimiter: \";\"}\n",
    "gruppi": "csv: {delimiter: \";\", group_by: ID}\n",
    "sparsi": "csv: {delimiter: \";\", group_by: ID, sorted: false}\n",
}
FIELDS = """fields:
  record_id: {from: ID}
  owner: {from: COMUNE, type: istat}
  opened: {const: "2017-01-01"}
  person: {from: CF}
  plans: {each: rows, fields: {id: {from: NOTE}, value: {from: EURO, type: money}}}
"""
CLIENT = """\
  - name: lettore
    fingerprint: "{fingerprint}"
    rights: [submit]
    sources: [righe, gruppi, sparsi]
    comuni: all
"""


def row(number, note="ok", **changes):
    return f"P{changes.get('id', number)};{fiscal_code(number)};016198;{note};10,00\r\n"


def counts(receipt):
    return tuple(receipt["counts"][key] for key in ("received", "accepted", "rejected"))


class WholeDocuments(GatewayCase):
    @classmethod
    def prepare(cls):
        folder = cls.installation.folder
        for name, dialect in PROFILES.items():
            (folder / "mappings" / name).mkdir()
            (folder / "mappings" / name / "profile.yaml").write_text(
                f"source: {name}\nformat: csv\n{dialect}numbers: {{decimal: \",\"}}\n{FIELDS}")
        cls.installation.script("certs/issue", folder / "certs", "client", "lettore")
        shown = subprocess.run(
            ["openssl", "x509", "-in", folder / "certs/lettore.pem", "-noout", "-fingerprint", "-sha256"],
            check=True, capture_output=True, text=True).stdout
        with open(folder / "clients.yaml", "a", encoding="utf-8") as clients:
            clients.write(CLIENT.format(fingerprint=shown.strip().split("=", 1)[1]))

    def csv(self, source, text):
        answer = self.installation.client("lettore").post(f"/v1/sources/{source}/submissions", text.encode(), CSV)
        self.assertEqual(answer.status, 201, answer.body)
        return answer.json()

    def isola(self, *cases):
        return self.installation.client("isola-bergamasca").post(ISOLA, document(*cases), JSON).json()

    def test_a_stray_quote_among_20001_rows_rejects_one_row(self):
        rows = [row(number % 5000, id=number) for number in range(20_001)]
        rows[1] = row(1, note='"Roma')
        rows[19_000] = row(0, note='"Milano"', id=19_000)
        receipt = self.csv("righe", HEADER + "".join(rows))
        self.assertEqual(counts(receipt), (20_001, 20_000, 1))
        issue, = receipt["issues"]
        self.assertEqual((issue["record"], issue["at"]["row"], issue["at"]["column"]), (2, 3, "NOTE"))
        self.assertIn("row 3 ", issue["message"])
        self.assertIn("row 19002", issue["message"])

    def test_a_torn_case_does_not_change_the_stored_record(self):
        client = self.installation.client("lettore")
        self.csv("gruppi", HEADER + row(1, "a") + row(1, "b"))
        before = client.get("/v1/sources/gruppi/records/P1").json()
        receipt = self.csv("gruppi", HEADER + row(1, "a") + row(2, "c") + row(1, "b"))
        self.assertEqual(counts(receipt), (3, 1, 2))
        self.assertEqual([(issue["code"], issue["record"], issue["at"]["row"]) for issue in receipt["issues"]],
                         [("record-torn", 1, 2), ("record-torn", 3, 4)])
        again = self.csv("gruppi", HEADER + row(1, "a") + row(1, "b"))
        self.assertEqual(again["counts"]["unchanged"], 1)
        self.assertEqual(client.get("/v1/sources/gruppi/records/P1").json()["version"], before["version"])

    def test_an_unsorted_document_is_collected_with_sorted_false(self):
        receipt = self.csv("sparsi", HEADER + row(1, "a") + row(2, "c") + row(1, "b"))
        self.assertEqual(counts(receipt), (2, 2, 0))

    def test_two_persons_in_one_case_are_refused_with_both_rows(self):
        receipt = self.csv("gruppi", HEADER + row(1, "a") + row(2, "b", id=1))
        self.assertEqual(counts(receipt), (1, 0, 1))
        issue, = receipt["issues"]
        self.assertEqual((issue["code"], issue["at"]), ("unexpected-shape", {"row": 3, "column": "CF"}))
        self.assertIn("row 2", issue["message"])
        self.assertNotIn(fiscal_code(2), issue["message"])

    def test_content_in_another_shape_is_refused_with_its_pointer(self):
        service = case_file(600)["interventi"][0]
        for number, changes, pointer in (
                (600, {"interventi": "SAD"}, "/cartelle/0/interventi"),
                (601, {"chiusura": "2017-06-30"}, "/cartelle/0/chiusura"),
                (602, {"interventi": [{**service, "importo": {"valore": 12}}]}, "/cartelle/0/interventi/0/importo"),
                (603, {"interventi": [{"ident": "1", "zona": "ANZ"}]}, "/cartelle/0/interventi/0"),
                (604, {"assistito": [case_file(604)["assistito"]]}, "/cartelle/0/assistito")):
            with self.subTest(pointer=pointer):
                receipt = self.isola(case_file(number, **changes))
                self.assertEqual(counts(receipt), (1, 0, 1))
                issue = receipt["issues"][0]
                self.assertEqual((issue["code"], issue["at"]["pointer"]), ("unexpected-shape", pointer))
        self.assertEqual(counts(self.isola(case_file(605, interventi=service))), (1, 1, 0))

    def send(self, source, text, media):
        answer = self.installation.client(source).post(f"/v1/sources/{source}/submissions", text.encode(), media)
        self.assertEqual(answer.status, 201, answer.body)
        return answer.json()

    def test_a_cell_in_a_row_of_another_kind_is_refused_with_its_column(self):
        header, *_ = (ROOT / "mappings/treviglio/examples/usual.csv").read_text().splitlines()
        case = dict(TIPO="C", CARTELLA="TV-900", VERSIONE="2017-11-03T10:00:00Z", ENTE="L400", CF=fiscal_code(900),
                    APERTURA="01/03/2016", BISOGNO="K")
        service = dict(TIPO="I", CARTELLA="TV-900", INT="I1", AREA="MF", INIZIO="2016-04-01", EURO="10.00")

        def document_of(*rows):
            return "\n".join([header, *(",".join(row.get(name, "") for name in header.split(",")) for row in rows)])

        for rows, at in (
                (({**service, **case},), {"row": 2, "column": "INT"}),
                ((case, {**service, "PAI": "P9", "PAI_EURO": "500.00"}), {"row": 3, "column": "PAI"}),
                ((case, {"TIPO": "I", "CARTELLA": "TV-900", "DESCR": "Assistenza"}), {"row": 3, "column": "DESCR"})):
            with self.subTest(at=at):
                receipt = self.send("treviglio", document_of(*rows), CSV)
                self.assertEqual(counts(receipt), (1, 0, 1))
                self.assertEqual([(issue["code"], issue["at"]) for issue in receipt["issues"]], [("unexpected-shape", at)])
        repeated = self.send("treviglio", document_of(case, {**service, "BISOGNO": "K"}), CSV)
        self.assertNotIn("unexpected-shape", [issue["code"] for issue in repeated["issues"]])

    def test_unread_content_of_a_message_is_reported(self):
        whole = (ROOT / "mappings/health-portal/examples/all-phases.xml").read_text()
        person = '<id root="2.16.840.1.113883.2.9.4.3.2" extension="BNCRSO41B52I628V"/>'
        assessed = '<effectiveTime><low value="20160310"/></effectiveTime>'
        for old, new, told in (
                ('<value code="1100.00" type="MO" currency="EUR"/>', '<value type="MO" currency="EUR">1100.00</value>',
                 ("error", "unexpected-shape", "/observation/value")),
                ('<value code="1100.00" type="MO"', '<value value="1100.00" type="MO"',
                 ("warning", "unexpected-shape", "/observation/value")),
                (person, person + person.replace("BNCRSO41B52I628V", fiscal_code(901)),
                 ("error", "bad-fiscal-code", "/patientPerson/id[2]")),
                (assessed, '<effectiveTime value="20160310"/>', ("warning", "unexpected-shape", "/effectiveTime[2]")),
                (assessed, assessed * 2, ("warning", "unexpected-shape", "/effectiveTime[3]"))):
            with self.subTest(new=new):
                self.assertIn(old, whole)
                receipt = self.send("health-portal", whole.replace(old, new, 1), "application/xml")
                issue, = receipt["issues"]
                self.assertEqual((issue["severity"], issue["code"]), told[:2])
                self.assertTrue(issue["at"]["path"].endswith(told[2]), issue["at"])
                self.assertNotIn(fiscal_code(901), json.dumps(receipt))

    def test_empty_elements_are_reported(self):
        receipt = self.isola(case_file(630, interventi=[{}, {"id": None, "codice": ""}], bisogni=[{"codice": None}]))
        self.assertEqual(counts(receipt), (1, 1, 0))
        self.assertEqual([(issue["severity"], issue["code"], issue["at"]["pointer"]) for issue in receipt["issues"]],
                         [("warning", "missing-field", f"/cartelle/0/{place}")
                          for place in ("bisogni/0", "interventi/0", "interventi/1")])

    def test_half_a_surrogate_pair_rejects_its_own_record_only(self):
        client = self.installation.client("isola-bergamasca")
        body = document(case_file(610, id="@"), case_file(611, nota="@"), case_file(612)).replace(b"@", b"\\uDFAA")
        answer = client.post(ISOLA, body, JSON)
        receipt = json.loads(answer.body.decode("utf-8"))
        self.assertEqual(counts(receipt), (3, 2, 1))
        self.assertEqual({(issue["record"], issue["code"]) for issue in receipt["issues"]}, {(1, "bad-encoding")})
        for address in (f"/v1/submissions/{receipt['id']}", f"/v1/submissions/{receipt['id']}/issues",
                        "/v1/sources/isola-bergamasca/records"):
            client.get(address).body.decode("utf-8")

    def test_invalid_utf8_outside_the_records_is_reported(self):
        body = document(case_file(620)).replace(b"Isola Bergamasca", b"Isola \xe8")
        receipt = self.installation.client("isola-bergamasca").post(ISOLA, body, JSON).json()
        self.assertEqual(counts(receipt), (1, 1, 0))
        self.assertEqual([(issue.get("record"), issue["code"], issue["severity"]) for issue in receipt["issues"]],
                         [(None, "bad-encoding", "warning")])

    def test_a_field_that_becomes_empty_is_reported_until_filled_again(self):
        many = [case_file(number) for number in range(1000, 1150)]
        self.assertEqual(counts(self.isola(*many)), (150, 150, 0))
        renamed = [{**case, "aggiornata": "2017-06-02T09:00:00Z",
                    "assistito": {**{k: v for k, v in case["assistito"].items() if k != "sesso"}, "genere": "F"}}
                   for case in many]
        dry = self.installation.client("isola-bergamasca").post(ISOLA + "?dry_run=true", document(*renamed), JSON)
        self.assertEqual(dry.status, 200)
        receipt = self.isola(*renamed)
        self.assertEqual(counts(receipt), (150, 150, 0))
        told = [issue for issue in receipt["issues"] if issue["code"] == "field-fell-empty"]
        self.assertEqual([(issue.get("record"), issue["field"], issue["severity"]) for issue in told],
                         [(None, "person.sex", "warning")])
        stored = self.installation.client("isola-bergamasca").get(f"/v1/submissions/{receipt['id']}").json()
        self.assertEqual([issue["code"] for issue in stored["issues"]], ["field-fell-empty"])
        fields = self.administrator.get("/v1/quarantine?group_by=code").json()["fields"]
        self.assertEqual([(field["source"], field["field"], field["submission"], field["records"]) for field in fields],
                         [("isola-bergamasca", "person.sex", receipt["id"], 150)])
        metrics = self.installation.admin("/metrics").body.decode()
        self.assertIn('raccordo_field_fell_empty_total{field="person.sex",source="isola-bergamasca"} 1', metrics)
        filled = [{**case, "aggiornata": "2017-07-02T09:00:00Z"} for case in many]
        self.assertFalse(self.isola(*filled)["issues"])
        self.assertEqual(self.administrator.get("/v1/quarantine?group_by=code").json()["fields"], [])

    def test_decode_reports_the_same_issues_as_a_receipt(self):
        folder = self.installation.folder
        file = folder / "stray.csv"
        file.write_bytes((GOLDEN / "csv/reject/malformed-document--stray-quote-swallows-rows.plain.csv").read_bytes())
        decoded = self.installation.verb("decode", "--source", "righe", file)
        issues = [json.loads(line) for line in decoded.stderr.splitlines()]
        self.assertEqual(decoded.returncode, 0)
        self.assertIn((2, "malformed-document"), [(issue["record"], issue["code"]) for issue in issues])
