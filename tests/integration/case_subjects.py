"""The rights of persons: all data about one of them in all sources, found and erased by identifier."""

import json

from support.gateway_case import GatewayCase
from support.people import case_file, document, fiscal_code
from support.treviglio import treviglio_document

ISOLA, TREVIGLIO = "/v1/sources/isola-bergamasca", "/v1/sources/treviglio"


class Subjects(GatewayCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.isola = cls.installation.client("isola-bergamasca")
        cls.treviglio = cls.installation.client("treviglio")

    def give(self, number):
        """One accepted case with each of two sources, and one that waits."""
        self.isola.post(f"{ISOLA}/submissions", document(case_file(number)), "application/json")
        other = case_file(number + 1000, assistito={**case_file(number)["assistito"], "nato_il": "1940-01-02"})
        self.isola.post(f"{ISOLA}/submissions", document(other), "application/json")
        self.treviglio.post(f"{TREVIGLIO}/submissions", treviglio_document(number), "text/csv")

    def ask(self, act, client=None, **body):
        return (client or self.administrator).post_json(f"/v1/subjects/{act}", body)

    def audit(self, action):
        return self.administrator.get(f"/v1/audit?action={action}").json()["items"]

    def test_search_finds_all_data_of_one_person_only(self):
        self.give(10)
        self.give(11)
        answer = self.ask("search", id=fiscal_code(10).lower(), reason="request 4 of 2026")
        self.assertEqual(answer.status, 200, answer.body)
        found = answer.json()
        self.assertEqual([item["state"]["record_id"] for item in found["items"]], ["IB-10", "IB-1010", "TV000010"])
        self.assertEqual(found["items"][0]["accepted"]["record_id"], "IB-10")
        fields = {field["field"]: field["value"] for field in found["items"][1]["waiting"]["fields"]}
        self.assertEqual(fields["person.id"], fiscal_code(10))
        told = self.audit("subject.search")[0]
        self.assertEqual((told["object"], told["reason"]), (found["request"], "request 4 of 2026"))
        self.assertNotIn(fiscal_code(10), json.dumps(told))
        page = self.administrator.post_json("/v1/subjects/search?limit=2", {"id": fiscal_code(10), "reason": "r"})
        rest = self.administrator.post_json(f"/v1/subjects/search?limit=2&cursor={page.json()['next']}",
                                            {"id": fiscal_code(10), "reason": "r"})
        self.assertEqual([item["state"]["record_id"] for item in rest.json()["items"]], ["TV000010"])

    def test_erasure_removes_everything_and_reports_counts_only(self):
        self.give(20)
        answer = self.ask("erase", id=fiscal_code(20), reason="request 5")
        self.assertEqual(answer.status, 200, answer.body)
        erased = answer.json()["erased"]
        self.assertEqual((erased["records"], erased["waiting"]), (3, 1))
        self.assertGreaterEqual(erased["issues"], 1)
        self.assertEqual(self.ask("search", id=fiscal_code(20), reason="check").json()["items"], [])
        for path in (f"{ISOLA}/records/IB-20", f"{ISOLA}/records/IB-1020"):
            self.assert_problem(self.isola.get(path), 404, "not-found")
        told = self.audit("subject.erase")[0]
        self.assertEqual((told["details"]["records"], told["object"]), ("3", answer.json()["request"]))
        self.assertNotIn(fiscal_code(20), json.dumps(told))
        again = self.ask("erase", id=fiscal_code(20), reason="request 5")
        self.assertEqual((again.status, again.json()["erased"]["records"]), (200, 0))
        self.assertEqual(self.audit("subject.erase")[0]["details"]["records"], "0")

    def test_subject_requests_need_both_rights_and_a_reason(self):
        for act in ("search", "erase"):
            self.assert_problem(self.ask(act, id=fiscal_code(1)), 400, "reason-required")
            self.assert_problem(self.ask(act, id=fiscal_code(1), reason=" "), 400, "reason-required")
            self.assert_problem(self.ask(act, id=fiscal_code(1), reason=fiscal_code(1)), 422, "bad-reason")
            for client in (self.ats, self.isola):
                self.assert_problem(self.ask(act, client, id=fiscal_code(1), reason="r"), 403, "missing-right")
            self.assert_problem(self.nobody.post_json(f"/v1/subjects/{act}", {}), 401, "certificate-required")

    def test_a_malformed_identifier_is_refused_without_being_repeated(self):
        wrong = fiscal_code(1)[:-1] + ("A" if fiscal_code(1)[-1] != "A" else "B")
        for body in ({"id": wrong}, {"id": ""}, {"id": "x"}, {}, {"id": "A" * 201},
                     {"id": fiscal_code(1), "id_type": "passport"}, {"id": fiscal_code(1), "id_type": "stp"}):
            with self.subTest(body):
                problem = self.assert_problem(self.ask("search", **body, reason="r"), 422, "bad-identifier")
                self.assertNotIn(wrong, json.dumps(problem))
        problem = self.assert_problem(self.ask("search", id=5, reason="r"), 400, "bad-request")
        self.assertEqual(problem["errors"][0]["at"], {"pointer": "/id"})
        self.assert_problem(self.administrator.post("/v1/subjects/search", b"[1", "application/json"), 400, "bad-request")
        self.assert_problem(self.ask("search", id="7", id_type="local", source="nowhere", reason="r"), 404,
                            "unknown-source")
        self.assertEqual(self.ask("search", id="7", id_type="local", reason="r").status, 200)
