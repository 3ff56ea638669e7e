"""Messages for technicians: the value that was sent, its place, the expected form and what to do; one fault, not its
consequences."""

import gzip
import io
import zipfile

from support.gateway_case import GatewayCase
from support.people import case_file, document, fiscal_code

ISOLA = "/v1/sources/isola-bergamasca/submissions"
PORTAL = "/v1/sources/health-portal/submissions"
TREVIGLIO = "/v1/sources/treviglio/submissions"
XML, JSON, NDJSON, CSV = "application/xml", "application/json", "application/x-ndjson", "text/csv"


def workbook():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


class Messages(GatewayCase):
    def send(self, body, path=ISOLA, media_type=JSON, source="isola-bergamasca", **headers):
        return self.installation.client(source).post(path, body, media_type, **headers)

    def issues(self, number, **changes):
        receipt = self.send(document(case_file(number, **changes))).json()
        return {issue["field"]: issue for issue in receipt["issues"]}

    def test_messages_repeat_the_value_and_the_expected_form(self):
        visits = [{"id": "1", "area": "ANZ", "codice": "SAD", "dal": "2017-13-06", "importo": "12,5,0"}]
        told = self.issues(1, apertura="31/11/2017", aggiornata="ieri sera", interventi=visits)
        for field, value, expected in (("opened", '"31/11/2017"', "gg/mm/aaaa"),
                                       ("version", '"ieri sera"', "aaaa-mm-ggThh:mm:ssZ"),
                                       ("interventions[0].start", '"2017-13-06"', "aaaa-mm-gg"),
                                       ("interventions[0].amount", '"12,5,0"', "before the decimals")):
            self.assertIn(value, told[field]["message"])
            self.assertIn(expected, told[field]["message"])
            self.assertTrue(told[field]["at"]["pointer"].startswith("/cartelle/0/"))

    def test_messages_repeat_no_identifier_name_or_birth_date(self):
        person = {"cf": fiscal_code(2), "sesso": "F", "nato_il": "31/02/1940"}
        told = self.issues(2, apertura=fiscal_code(3), assistito=person, chiusura="Bianchi Luisa")
        everything = str(told)
        for secret in (fiscal_code(3), "31/02/1940", "1940", "Bianchi"):
            self.assertNotIn(secret, everything)
        self.assertIn("[identificativo 16 caratteri #", told["opened"]["message"])
        self.assertIn('"##/##/####"', told["person.birth_date"]["message"])

    def test_messages_about_future_and_reversed_dates_name_the_days(self):
        told = self.issues(4, apertura="2099-03-02")
        self.assertIn("2099-03-02", told["opened"]["message"])

    def test_a_document_of_another_format_gives_one_issue(self):
        csv = "ID;COMUNE\n1;016024\n"
        for body, told in ((gzip.compress(csv.encode()), "gzip"), (workbook(), "Excel workbook (.xlsx)"),
                           (b"%PDF-1.7\n%\xe2\xe3", "a PDF file"), (b"<!DOCTYPE html>\n<html></html>", "a web page (HTML)"),
                           (csv.encode("utf-16"), "UTF-16"), (b"PK\x03\x04\x14\x00casi.csv", "a ZIP archive")):
            for source, path, media_type in (("treviglio", TREVIGLIO, CSV), ("isola-bergamasca", ISOLA, JSON),
                                             ("isola-bergamasca", ISOLA, NDJSON), ("health-portal", PORTAL, XML)):
                if told == "UTF-16" and media_type == XML:
                    continue  # XML declares its own encoding
                with self.subTest(told=told, media_type=media_type):
                    problem = self.assert_problem(self.send(body, path, media_type, source), 400, "malformed-document")
                    self.assertEqual(len(problem["errors"]), 1)
                    self.assertIn(told, problem["errors"][0]["message"])
        whole = self.send(b"{\n  \"cartelle\": []\n}\n", media_type=NDJSON)
        self.assertIn("over several lines", self.assert_problem(whole, 400, "malformed-document")["errors"][0]["message"])

    def test_a_spooled_document_of_another_format_gives_one_issue(self):
        answer = self.send(workbook(), TREVIGLIO, CSV, "treviglio", Prefer="respond-async")
        self.assertEqual(answer.status, 202)
        sender = self.installation.client("treviglio")
        done = self.wait_for(sender, answer.header("location"), lambda each: each.status == 303)
        receipt = sender.get(done.header("location")).json()
        self.assertEqual(receipt["state"], "FAILED")
        self.assertIn("Excel workbook", receipt["issues"][0]["message"])

    def test_415_names_the_media_type_and_those_accepted(self):
        for sent, told in (("text/plain; charset=utf-8", "`text/plain` was sent as Content-Type"),
                           ("<script>", "a value that is not repeated here was sent"),
                           ("", "no Content-Type was sent")):
            problem = self.assert_problem(self.send(b"{}", media_type=sent), 415, "unsupported-media-type")
            self.assertIn(told, problem["detail"])
            self.assertNotIn("script", problem["detail"])
            self.assertIn("application/json, application/x-ndjson", problem["detail"])
        coded = self.assert_problem(self.send(b"{}", Content_Encoding="br"), 415, "unsupported-encoding")
        self.assertIn("gzip or zstd; `br` was sent", coded["detail"])

    def example(self, name):
        return (self.installation.folder / "mappings" / name).read_bytes()

    def test_a_row_with_misplaced_cells_has_one_fault(self):
        broken = self.example("treviglio/examples/usual.csv").replace(b"C,TV000001,", b"C,TV000001,,", 1)
        receipt = self.send(broken, TREVIGLIO, CSV, "treviglio").json()
        first = [issue for issue in receipt["issues"] if issue["record"] == 1]
        self.assertEqual([(issue["code"], issue["record_id"]) for issue in first], [("unknown-item", "TV000001")], first)
        self.assertIn("quote cells that hold the delimiter", first[0]["message"])

    def bergamo(self, comune):
        head, row, *_ = self.example("bergamo/examples/waiting-and-rejected.csv").decode("cp1252").splitlines()
        return f"{head}\n{row.replace('Bergamo', comune, 1)}\n"

    def test_after_lost_framing_the_records_read_are_reported(self):
        whole = document(case_file(11), case_file(12))
        problem = self.assert_problem(self.send(whole[:-40]), 422, "truncated-document")
        self.assertIn("the 1 record before this place were read, nothing after it", problem["errors"][-1]["message"])

    def test_more_than_1000_issues_are_marked_as_truncated(self):
        visits = [{"id": str(number), "dal": "ieri"} for number in range(1200)]
        receipt = self.send(document(case_file(30, interventi=visits))).json()
        self.assertTrue(receipt["issues_truncated"])
        self.assertIn("only the first 1000 issues", receipt["issues"][0]["message"])
        state = self.installation.client("isola-bergamasca").get("/v1/sources/isola-bergamasca/records/IB-30").json()
        self.assertEqual((state["outcome"], state["issues_truncated"]), ("REJECTED", True))
        few = self.send(document(case_file(31, interventi=visits[:2]))).json()
        self.assertFalse(few["issues_truncated"])
        state = self.installation.client("isola-bergamasca").get("/v1/sources/isola-bergamasca/records/IB-31").json()
        self.assertNotIn("issues_truncated", state)

    def test_a_wrong_province_after_a_comune_is_reported(self):
        told = self.installation.verb("decode", "--source", "bergamo", "-", stdin=self.bergamo("Bergamo (MI)")).stderr
        self.assertIn("the province in brackets is not that of 016024 (Bergamo)", told)
        told = self.installation.verb("decode", "--source", "bergamo", "-", stdin=self.bergamo("Bergamo (BG)")).stderr
        self.assertNotIn("province", told)

    def test_a_slash_in_a_record_id_is_explained(self):
        sender = self.installation.client("isola-bergamasca")
        records = "/v1/sources/isola-bergamasca/records"
        for path in (f"{records}/2017/1", f"{records}/2017/1/explain"):
            problem = self.assert_problem(sender.get(path), 404, "not-found")
            self.assertIn("%2F", problem["detail"])
        self.assertIn("%2F", self.assert_problem(sender.request("DELETE", f"{records}/2017/1"), 404, "not-found")["detail"])
        self.assertIn("%25", self.assert_problem(sender.get(f"{records}/20%"), 404, "not-found")["detail"])
        self.assertEqual(self.send(document(case_file(20, id="2017/20"))).status, 201)
        self.assertEqual(sender.get(f"{records}/2017%2F20").json()["outcome"], "ACCEPTED")
