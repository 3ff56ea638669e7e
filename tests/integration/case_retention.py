"""Retention removes the person of old cases, which still count; identifiers in codes are never shown in clear; erased
data are not in the store's files. Everyone is invented."""

import json
import re

from support.gateway_case import GatewayCase
from support.people import case_file, document, fiscal_code

ISOLA = "/v1/sources/isola-bergamasca"
MASKED = re.compile(r"^\[identificativo \d+ caratteri #[0-9a-f]{8}\]$")
OLD = {"apertura": "2009-03-17", "chiusura": {"data": "2010-06-29"}, "interventi": []}


class RetentionCase(GatewayCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.isola = cls.installation.client("isola-bergamasca")

    def send(self, *cases, query=""):
        answer = self.isola.post(f"{ISOLA}/submissions{query}", document(*cases), "application/json")
        self.assertIn(answer.status, (200, 201), answer.body)
        return answer

    def restart(self):
        """Restarts the gateway: retention runs at the start, before the requests that wait for it are answered."""
        self.assertEqual(self.installation.stop(), 0)
        self.installation.start()

    def record(self, record_id):
        return self.isola.get(f"{ISOLA}/records/{record_id}")

    def retained(self, record_id):
        """The record after housekeeping has processed it."""
        return self.wait_for(self.isola, f"{ISOLA}/records/{record_id}",
                             lambda answer: answer.json().get("outcome") == "ANONYMISED").json()

    def bytes_of_store(self):
        """The content of all files of the store and its spool, by name."""
        folder = self.installation.folder / "store"
        return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def assert_nowhere(self, *texts):
        for name, content in self.bytes_of_store().items():
            for text in texts:
                self.assertNotIn(text.encode(), content, f"{text} is in {name}")

    def accepted_cases(self):
        figures = self.administrator.get("/v1/statistics").json()
        return sum(source["accepted"] for source in figures["sources"] if source["source"] == "isola-bergamasca")


class Retention(RetentionCase):
    def test_an_old_case_is_accepted_with_a_warning_and_counts_without_its_person(self):
        receipt = self.send(case_file(700, **OLD), case_file(701))
        self.assertEqual(receipt.json()["counts"]["accepted"], 2)
        warning, = receipt.json()["issues"]
        self.assertEqual((warning["code"], warning["severity"], warning["outcome"], warning["record"]),
                         ("beyond-retention", "warning", "ACCEPTED", 1))
        counted = self.accepted_cases()
        self.restart()
        state = self.retained("IB-700")
        self.assertEqual([issue["code"] for issue in state["issues"]], ["beyond-retention"])
        self.assertEqual(set(state), {"record_id", "outcome", "issues"})
        self.assertEqual(self.accepted_cases(), counted)
        told = self.administrator.get("/v1/audit?action=retention.apply").json()["items"][0]
        self.assertGreaterEqual(int(told["details"]["anonymised"]), 1)
        self.assertNotIn("IB-700", json.dumps(told))
        live = self.isola.get(receipt.header("location")).json()
        self.assertEqual(live["counts"]["accepted"], 2)
        issue, = live["issues"]
        self.assertEqual((issue["code"], issue["record"]), ("beyond-retention", 1))
        self.assertNotIn("record_id", {key for key, value in issue.items() if value})
        self.assert_nowhere("IB-700", fiscal_code(700))
        found = self.administrator.post_json("/v1/subjects/search", {"id": fiscal_code(700), "reason": "check"})
        self.assertEqual(found.json()["items"], [])

    def test_an_anonymised_case_is_unchanged_if_sent_again_and_waits_if_reopened(self):
        self.send(case_file(710, **OLD))
        self.restart()
        self.retained("IB-710")
        again = self.send(case_file(710, **OLD)).json()
        self.assertEqual(again["counts"]["unchanged"], 1)
        self.assertEqual([issue["code"] for issue in again["issues"]], ["beyond-retention"])
        self.assertEqual(self.record("IB-710").json()["outcome"], "ANONYMISED")
        opened = self.send(case_file(710)).json()
        self.assertEqual(opened["counts"]["quarantined"], 1)
        issue, = opened["issues"]
        self.assertEqual((issue["code"], issue["severity"], issue["outcome"]),
                         ("beyond-retention", "error", "QUARANTINED"))
        self.assertEqual(self.record("IB-710").json()["outcome"], "QUARANTINED")
        closed = self.send(case_file(710, **OLD)).json()
        self.assertEqual(closed["counts"]["unchanged"], 1)
        self.assertEqual(self.record("IB-710").json()["outcome"], "ANONYMISED")

    def test_an_administrator_decides_on_a_reopened_case(self):
        self.send(case_file(715, **OLD), case_file(716, **OLD))
        self.restart()
        counted = self.accepted_cases()
        for number in (715, 716):
            self.retained(f"IB-{number}")
        receipts = {number: self.send(case_file(number)) for number in (715, 716)}
        rows = self.administrator.get("/v1/quarantine/records?source=isola-bergamasca").json()["items"]
        waiting = {row["record_id"]: row["id"] for row in rows if row.get("awaits") == "beyond-retention"}
        for number, act in ((715, "accept"), (716, "reject")):
            answer = self.administrator.post_json(f"/v1/quarantine/records/{waiting[f'IB-{number}']}/{act}",
                                                  {"reason": "the office opened the case again"})
            self.assertEqual(answer.status // 100, 2, answer.body)
        self.assertEqual(self.record("IB-715").json()["outcome"], "ACCEPTED")
        self.assertEqual(self.record("IB-716").json()["outcome"], "ANONYMISED")
        self.assertEqual(self.accepted_cases(), counted)
        for number, outcome in ((715, "accepted"), (716, "rejected")):
            counts = self.isola.get(receipts[number].header("location")).json()["counts"]
            self.assertEqual((counts[outcome], counts["quarantined"]), (1, 0))

    def test_erasure_removes_digest_and_fact(self):
        self.send(case_file(720, **OLD))
        self.restart()
        self.retained("IB-720")
        counted = self.accepted_cases()
        self.assertEqual(self.isola.request("DELETE", f"{ISOLA}/records/IB-720").status, 204)
        self.assertEqual(self.accepted_cases(), counted - 1)
        self.assert_problem(self.record("IB-720"), 404, "not-found")
        self.assert_problem(self.isola.request("DELETE", f"{ISOLA}/records/IB-720"), 404, "not-found")
        self.assertEqual(self.send(case_file(720)).json()["counts"]["accepted"], 1)

    def test_a_dry_run_warns_of_retention(self):
        dry = self.send(case_file(730, **OLD), query="?dry_run=true").json()
        self.assertEqual([issue["code"] for issue in dry["issues"]], ["beyond-retention"])


class Identifiers(RetentionCase):
    def waiting(self, number, code):
        intervention = {"id": "1", "area": "ANZ", "codice": code, "dal": "2017-03-06"}
        return case_file(number, interventi=[intervention])

    def test_a_code_that_holds_an_identifier_is_never_shown_in_clear(self):
        secret = fiscal_code(5000)
        record = self.waiting(740, secret)
        answers = [self.send(record, query="?dry_run=true"), self.send(record)]
        answers += [self.administrator.get(path) for path in
                    ("/v1/quarantine?group_by=code", "/v1/quarantine/records?source=isola-bergamasca",
                     f"{ISOLA}/records/IB-740/explain", "/v1/audit")]
        answers += [self.record("IB-740"), self.isola.get(answers[1].header("location"))]
        for answer in answers:
            self.assertEqual(answer.status // 100, 2, answer.body)
            self.assertNotIn(secret.encode(), answer.body)
        issue, = answers[1].json()["issues"]
        self.assertEqual(issue["code"], "unmapped-code")
        self.assertRegex(issue["value"], MASKED)
        rows = [row for row in answers[2].json()["rows"] if row["code"] == issue["value"]]
        self.assertEqual([(row["records"], row["suggestions"]) for row in rows], [(1, [])])
        self.assert_nowhere(secret)

    def test_ids_and_codes_of_more_than_256_bytes_are_rejected(self):
        long_code = self.waiting(750, "x" * 257)
        long_id = case_file(751, id="y" * 257)
        fits = case_file(752, id="z" * 256)
        receipt = self.send(long_code, long_id, fits).json()
        self.assertEqual((receipt["counts"]["rejected"], receipt["counts"]["accepted"]), (2, 1))
        self.assertEqual([(issue["record"], issue["code"]) for issue in receipt["issues"]],
                         [(1, "value-too-long"), (2, "value-too-long")])
        self.assertTrue(all(issue["at"]["pointer"] for issue in receipt["issues"]))
        self.assert_nowhere("y" * 257)

    def test_an_erased_record_is_not_in_the_files_when_the_answer_is_sent(self):
        self.send(case_file(760, id="IB-erased-760"))
        self.assertTrue(any(b"IB-erased-760" in content for content in self.bytes_of_store().values()))
        self.assertEqual(self.isola.request("DELETE", f"{ISOLA}/records/IB-erased-760").status, 204)
        # The audit names the record by its number, which does not identify a person.
        for name, content in self.bytes_of_store().items():
            for at in re.finditer(b"IB-erased-760", content):
                around = content[max(0, at.start() - 40):at.start()]
                self.assertIn(b"isola-bergamasca/", around, f"the id is outside the audit in {name}")

    def test_an_erased_person_is_not_in_the_files(self):
        ids = ("IB-770", "IB-1770")
        self.send(case_file(770), self.waiting(1770, fiscal_code(5001)))
        for number in (770, 1770):
            erased = self.administrator.post_json("/v1/subjects/erase", {"id": fiscal_code(number), "reason": "r"})
            self.assertEqual(erased.json()["erased"]["records"], 1)
        self.assert_nowhere(*ids, fiscal_code(770), fiscal_code(1770), fiscal_code(5001))
