"""Figures and explanations: how a value was mapped, coverage, clients, statistics."""

from support.gateway_case import GatewayCase
from support.people import case_file, document

SOURCE = "/v1/sources/isola-bergamasca"
MANY = 100


class Explain(GatewayCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sender = cls.installation.client("isola-bergamasca")
        cls.send(*(case_file(number) for number in range(MANY - 1)))

    @classmethod
    def send(cls, *cases):
        return cls.sender.post(f"{SOURCE}/submissions", document(*cases), "application/json").json()

    def values(self, record_id, part):
        answer = self.administrator.get(f"{SOURCE}/records/{record_id}/explain")
        self.assertEqual(answer.status, 200, answer.body)
        return {value["field"]: value for value in answer.json()[part]["values"]}

    def test_explain_names_row_and_version_of_a_stored_value(self):
        value = self.values("IB-1", "accepted")["interventions[0].type"]
        self.assertEqual((value["table"], value["table_version"]), ("intervention", 1))
        self.assertEqual(value["row"]["target_code"], value["target"])
        self.assertGreater(value["row"]["line"], 1)
        self.assertEqual(value["row"]["status"], "APPROVED")
        self.assertIn("activated_at", value["version"])

    def test_explain_says_why_a_value_waits(self):
        strange = [{"id": "1", "area": "ANZ", "codice": "ZZZ", "dal": "2017-03-06"}]
        self.assertEqual(self.send(case_file(3000, interventi=strange))["counts"]["quarantined"], 1)
        value = self.values("IB-3000", "waiting")["interventions[0].type"]
        self.assertEqual((value["code"], value["source_code"]), ("unmapped-code", "ANZ|ZZZ"))
        self.assertNotIn("target", value)
        self.assertTrue(value["why"])

    def test_explain_is_404_for_records_the_client_may_not_see(self):
        self.assert_problem(self.sender.get(f"{SOURCE}/records/IB-1/explain"), 403, "missing-right")
        self.assert_problem(self.ats.get(f"{SOURCE}/records/IB-1/explain"), 404, "not-found")
        self.assert_problem(self.administrator.get(f"{SOURCE}/records/IB-none/explain"), 404, "not-found")
        self.assert_problem(self.administrator.get("/v1/sources/nowhere/records/x/explain"), 404, "unknown-source")

    def test_clients_are_listed_for_administrators_without_secrets(self):
        items = self.administrator.get("/v1/clients").json()["items"]
        ats = next(item for item in items if item["name"] == "ats")
        self.assertEqual((len(ats["fingerprint"]), ats["rights"]), (64, ["extract", "see-metadata"]))
        self.assertEqual(next(item for item in items if item["name"] == "health-portal")["comuni"], "all")
        self.assert_problem(self.ats.get("/v1/clients"), 403, "missing-right")

    def test_statistics_count_received_records(self):
        statistics = self.administrator.get("/v1/statistics").json()
        source = next(item for item in statistics["sources"] if item["source"] == "isola-bergamasca")
        self.assertGreaterEqual(source["last_24_hours"]["counts"]["accepted"], MANY - 1)
        self.assertGreaterEqual(source["last_30_days"]["submissions"], 1)
        self.assertGreater(statistics["store"]["bytes"], 0)
        self.assertEqual(statistics["releases"]["DONE"], 0)
        self.assert_problem(self.ats.get("/v1/statistics"), 403, "missing-right")


class Coverage(GatewayCase):
    def percent(self, client):
        items = client.get("/v1/coverage").json()["items"]
        return {item["source"]: item["percent"] for item in items}

    def test_coverage_is_shown_from_100_records_on(self):
        sender = self.installation.client("isola-bergamasca")
        strange = [{"id": "1", "area": "ANZ", "codice": "ZZZ", "dal": "2017-03-06"}]
        send = lambda *cases: sender.post(f"{SOURCE}/submissions", document(*cases), "application/json")  # noqa: E731
        send(*(case_file(number) for number in range(MANY - 1)))
        send(*(case_file(number) for number in range(MANY - 1)))
        self.assertEqual(self.percent(self.ats), {"isola-bergamasca": None})
        self.assertNotIn("raccordo_coverage_ratio{", self.installation.admin("/metrics").body.decode())
        send(case_file(MANY, interventi=strange))
        self.assertIn(self.percent(self.ats)["isola-bergamasca"], range(90, 100))
        self.assertRegex(self.installation.admin("/metrics").body.decode(),
                         r'raccordo_coverage_ratio\{source="isola-bergamasca"\} 0\.9\d')
        row = self.administrator.get("/v1/coverage?by=table&table=intervention").json()["items"][0]
        self.assertEqual((row["records"], row["coded"], row["mapped"], row["percent"]), (MANY, MANY, MANY - 1, 99))
        self.assertNotIn("records", self.ats.get("/v1/coverage").json()["items"][0])
        self.assertEqual(self.ats.get("/v1/coverage?by=comune").json()["items"], [])
        self.assertEqual(self.administrator.get("/v1/coverage?by=comune").json()["items"][0]["comune"], "016009")
        table = self.administrator.get("/v1/tables/isola-bergamasca/intervention/coverage").json()
        self.assertEqual((table["percent"], len(table["months"]), len(table["comuni"])), (99, 1, 1))
        self.assert_problem(self.ats.get("/v1/tables/isola-bergamasca/intervention/coverage"), 403, "missing-right")
        self.assert_problem(self.administrator.get("/v1/tables/isola-bergamasca/none/coverage"), 404, "not-found")
        self.assert_problem(self.administrator.get("/v1/tables/nowhere/area/coverage"), 404, "unknown-source")
        self.assert_problem(self.administrator.get("/v1/coverage?by=person"), 400, "bad-request")
        self.assert_problem(self.administrator.get("/v1/coverage?since=x"), 400, "bad-request")
        self.assertEqual(self.administrator.get("/v1/coverage?since=2099-01-01").json()["items"], [])
