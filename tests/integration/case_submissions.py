"""The answers to senders: receipts, outcomes, repetition, background work, reconciliation and erasure."""

import gzip
import json

from support.gateway_case import GatewayCase
from support.people import case_file, document, fiscal_code

PATH = "/v1/sources/isola-bergamasca/submissions"
JSON = "application/json"


def counts(received, accepted=0, unchanged=0, quarantined=0, rejected=0):
    return {"received": received, "accepted": accepted, "unchanged": unchanged, "quarantined": quarantined,
            "rejected": rejected}


class Submissions(GatewayCase):
    def setUp(self):
        self.sender = self.installation.client("isola-bergamasca")

    def send(self, body, query="", **headers):
        return self.sender.post(PATH + query, body, JSON, **headers)

    def state_of(self, record_id):
        return self.sender.get(f"/v1/sources/isola-bergamasca/records/{record_id}")

    def test_one_document_with_each_outcome_gets_a_full_receipt(self):
        self.send(document(case_file(100)))
        unmapped = case_file(102, interventi=[{"id": "1", "area": "ANZ", "codice": "SAD9", "dal": "2017-03-06"}])
        answer = self.send(document(case_file(101), case_file(100), unmapped, case_file(103, apertura="")))
        self.assertEqual(answer.status, 201, answer.body)
        receipt = answer.json()
        self.assertEqual(receipt["state"], "COMPLETED")
        self.assertEqual(receipt["counts"], counts(4, accepted=1, unchanged=1, quarantined=1, rejected=1))
        waits, wrong = receipt["issues"]
        self.assertEqual((waits["record"], waits["record_id"], waits["outcome"], waits["code"]),
                         (3, "IB-102", "QUARANTINED", "unmapped-code"))
        self.assertEqual((waits["table"], waits["value"]), ("intervention", "ANZ|SAD9"))
        self.assertTrue(waits["at"]["pointer"].startswith("/cartelle/2/interventi/0"), waits["at"])
        self.assertEqual((wrong["record"], wrong["code"], wrong["field"]), (4, "missing-field", "opened"))
        self.assertEqual(self.sender.get(answer.header("location")).json(), receipt)
        self.assertEqual(self.sender.get(answer.header("location") + "/issues").json()["items"], receipt["issues"])

    def test_a_dry_run_reports_all_issues_and_stores_nothing(self):
        answer = self.send(document(case_file(110)), "?dry_run=true")
        self.assertEqual((answer.status, answer.json()["counts"]), (200, counts(1, accepted=1)))
        self.assert_problem(self.state_of("IB-110"), 404, "not-found")

    def test_unmapped_codes_are_rejected_with_on_unmapped_reject(self):
        unmapped = case_file(120, interventi=[{"id": "1", "area": "ANZ", "codice": "SAD9", "dal": "2017-03-06"}])
        self.assertEqual(self.send(document(unmapped), "?on_unmapped=reject").json()["counts"], counts(1, rejected=1))

    def test_the_newest_version_wins_and_an_older_one_never_overwrites(self):
        newer = case_file(130, aggiornata="2017-06-01T00:00:00Z")
        self.send(document(newer))
        answer = self.send(document(case_file(130, aggiornata="2017-05-01T00:00:00Z", apertura="2017-01-01")))
        self.assertEqual(answer.json()["counts"], counts(1, unchanged=1))
        self.assertEqual([issue["code"] for issue in answer.json()["issues"]], ["stale-version"])
        self.assertEqual(self.state_of("IB-130").json()["version"], "2017-06-01T00:00:00Z")

    def test_a_repeated_record_in_one_document_is_reported(self):
        receipt = self.send(document(case_file(140), case_file(140))).json()
        self.assertIn("duplicate-record", [issue["code"] for issue in receipt["issues"]])

    def test_another_comunes_record_is_rejected(self):
        receipt = self.send(document(case_file(150, comune="016024"))).json()
        self.assertEqual([issue["code"] for issue in receipt["issues"]], ["not-your-comune"])

    def test_a_wrong_fiscal_code_is_rejected_and_not_repeated(self):
        wrong = fiscal_code(160)[:-1] + ("A" if fiscal_code(160)[-1] != "A" else "B")
        answer = self.send(document(case_file(160, assistito={"cf": wrong, "sesso": "F"})))
        self.assertEqual([issue["code"] for issue in answer.json()["issues"]], ["bad-fiscal-code"])
        self.assertNotIn(wrong, answer.body.decode())

    def test_the_same_key_returns_the_first_receipt_and_another_body_is_refused(self):
        first = self.send(document(case_file(170)), Idempotency_Key="key-170")
        again = self.send(document(case_file(170)), Idempotency_Key="key-170")
        self.assertEqual((again.status, again.json()), (first.status, first.json()))
        self.assertEqual(again.header("idempotency-replayed"), "true")
        other = self.send(document(case_file(171)), Idempotency_Key="key-170")
        self.assert_problem(other, 422, "idempotency-mismatch")
        self.assert_problem(self.state_of("IB-171"), 404, "not-found")

    def test_background_work_can_be_followed_to_its_receipt(self):
        answer = self.send(document(case_file(180)), Prefer="respond-async")
        self.assertEqual(answer.status, 202, answer.body)
        done = self.wait_for(self.sender, answer.header("location"), lambda status: status.status == 303)
        receipt = self.sender.get(done.header("location")).json()
        self.assertEqual((receipt["state"], receipt["counts"]), ("COMPLETED", counts(1, accepted=1)))

    def test_compressed_bodies_and_ndjson_are_accepted(self):
        body = gzip.compress(document(case_file(190)))
        self.assertEqual(self.send(body, Content_Encoding="gzip").json()["counts"], counts(1, accepted=1))
        lines = "\n".join(json.dumps(case_file(number)) for number in (191, 192)) + "\n{broken\n"
        receipt = self.sender.post(PATH, lines.encode(), "application/x-ndjson").json()
        self.assertEqual(receipt["counts"], counts(3, accepted=2, rejected=1))

    def test_a_receipt_is_visible_to_its_sender_only(self):
        location = self.send(document(case_file(200))).header("location")
        other = self.installation.client("bergamo")
        self.assert_problem(other.get(location), 404, "not-found")
        theirs = [submission["id"] for submission in other.get("/v1/submissions").json()["items"]]
        self.assertNotIn(location.rsplit("/", 1)[1], theirs)

    def test_records_are_listed_and_erased(self):
        self.send(document(case_file(210)))
        listed = self.sender.get("/v1/sources/isola-bergamasca/records?limit=1000").json()["items"]
        mine = [record for record in listed if record["record_id"] == "IB-210"]
        self.assertEqual([record["outcome"] for record in mine], ["ACCEPTED"])
        path = "/v1/sources/isola-bergamasca/records/IB-210"
        self.assertEqual(self.sender.request("DELETE", path).status, 204)
        self.assert_problem(self.sender.request("DELETE", path), 404, "not-found")

    def test_a_record_id_with_a_slash_is_percent_encoded_in_the_path(self):
        self.send(document(case_file(220, id="IB/220 à")))
        self.assertEqual(self.state_of("IB%2F220%20%C3%A0").json()["record_id"], "IB/220 à")

    def test_waiting_codes_are_in_the_worklist_with_suggestions(self):
        waiting = case_file(230, interventi=[{"id": "1", "area": "ANZ", "codice": "ADOM", "dal": "2017-03-06",
                                              "descrizione": "Assistenza domiciliare"}])
        self.send(document(waiting))
        rows = self.administrator.get("/v1/quarantine?group_by=code").json()["rows"]
        row = next(row for row in rows if row["code"] == "ANZ|ADOM")
        self.assertEqual((row["records"], row["comuni"], row["label"]), (1, ["016009"], "Assistenza domiciliare"))
        self.assertEqual(row["suggestions"][0]["target"], "anziani.assistenza-domiciliare")
        shown = self.administrator.get("/v1/quarantine/records?source=isola-bergamasca&limit=1000")
        self.assertIn("IB-230", [record["record_id"] for record in shown.json()["items"]])
        self.assertNotIn(fiscal_code(230), shown.body.decode())

    def test_waiting_records_are_listed_by_comune_record_code_and_time(self):
        def listed(query):
            items = self.administrator.get(f"/v1/quarantine/records?source=isola-bergamasca&{query}").json()["items"]
            return [record["record_id"] for record in items if record["record_id"] in ("IB-240", "IB-241")]

        for number, comune, code in ((240, "016170", "FLT1"), (241, "016009", "FLT2")):
            self.send(document(case_file(number, comune=comune, interventi=[
                {"id": "1", "area": "ANZ", "codice": code, "dal": "2017-03-06"}])))
        for query, expected in (("comune=016170", ["IB-240"]), ("record_id=IB-241", ["IB-241"]),
                                ("code=ANZ%7CFLT1", ["IB-240"]), ("table=intervention", ["IB-240", "IB-241"]),
                                ("table=area", []), ("code=ANZ%7CFLT1&comune=016009", []),
                                ("since=2000-01-01", ["IB-240", "IB-241"]), ("until=2000-01-01", [])):
            self.assertEqual(listed(f"{query}&limit=1000"), expected, query)
        self.assert_problem(self.administrator.get("/v1/quarantine/records?since=yesterday"), 400, "bad-request")
