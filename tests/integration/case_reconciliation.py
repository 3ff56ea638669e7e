"""Lists page by page, records by time, erasure: for senders who compare their archive with the gateway's."""

from support.gateway_case import GatewayCase
from support.people import case_file, document

SOURCE = "/v1/sources/isola-bergamasca"
CASES = 25


class Reconciliation(GatewayCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sender = cls.installation.client("isola-bergamasca")
        cls.receipts = [cls.send(case_file(number, apertura="")) for number in range(3)]
        cls.all = cls.send(*(case_file(100 + number) for number in range(CASES)))

    @classmethod
    def send(cls, *cases):
        return cls.sender.post(f"{SOURCE}/submissions", document(*cases), "application/json").json()

    def pages(self, path, limit):
        items, cursor, pages = [], "", 0
        while cursor is not None:
            answer = self.sender.get(f"{path}limit={limit}" + (f"&cursor={cursor}" if cursor else ""))
            self.assertEqual(answer.status, 200, answer.body)
            page = answer.json()
            self.assertEqual(set(page) - {"dropped"}, {"items", "next"})
            self.assertLessEqual(len(page["items"]), limit)
            items += page["items"]
            cursor, pages = page["next"], pages + 1
            self.assertLess(pages, 100)
        return items

    def test_pages_of_any_size_join_to_the_whole_list(self):
        for path, key in ((f"{SOURCE}/records?", "record_id"), ("/v1/submissions?", "id")):
            whole = [item[key] for item in self.pages(path, 1000)]
            self.assertEqual(len(whole), len(set(whole)))
            for limit in (1, 7, len(whole), len(whole) + 1):
                with self.subTest(path=path, limit=limit):
                    self.assertEqual([item[key] for item in self.pages(path, limit)], whole)

    def test_the_issues_of_a_submission_come_in_pages(self):
        receipt = self.send(*(case_file(200 + number, apertura="", comune="016999") for number in range(5)))
        issues = self.pages(f"/v1/submissions/{receipt['id']}/issues?", 3)
        self.assertEqual(issues, receipt["issues"])
        self.assertEqual(len(issues), 10)

    def test_a_limit_is_a_number_from_1_to_1000(self):
        for limit in ("0", "1001", "-1", "ten", "1.5", "99999999999999999999"):
            with self.subTest(limit):
                self.assertEqual(self.sender.get(f"/v1/submissions?limit={limit}").json()["code"], "bad-request")
        for limit in ("1", "1000"):
            self.assertEqual(self.sender.get(f"/v1/submissions?limit={limit}").status, 200)

    def test_an_unreadable_cursor_is_400(self):
        for path in (f"{SOURCE}/records", "/v1/submissions", f"/v1/submissions/{self.all['id']}/issues"):
            for cursor in ("nonsense", "%27%3B--", "-1", "9" * 40):
                with self.subTest(path=path, cursor=cursor):
                    self.assert_problem(self.sender.get(f"{path}?cursor={cursor}"), 400, "bad-request")

    def test_records_since_a_moment(self):
        listed = self.pages(f"{SOURCE}/records?", 1000)
        later = self.send(case_file(300))
        since = self.pages(f"{SOURCE}/records?since={later['received_at']}&", 1000)
        self.assertIn("IB-300", [record["record_id"] for record in since])
        self.assertLess(len(since), len(listed) + 1)
        self.assertEqual(self.pages(f"{SOURCE}/records?since=2099-01-01T00:00:00%2B02:00&", 10), [])
        self.assertEqual(self.pages(f"{SOURCE}/records?since=2099-01-01T00:00:00+02:00&", 10), [])
        self.assertEqual(self.sender.get(f"{SOURCE}/records?since=yesterday").json()["code"], "bad-request")

    def test_a_record_shows_its_state_and_no_personal_data(self):
        answer = self.sender.get(f"{SOURCE}/records/IB-100")
        record = answer.json()
        self.assertEqual(set(record), {"record_id", "owner", "version", "outcome", "submission", "received_at", "issues"})
        self.assertEqual((record["version"], record["outcome"], record["submission"]),
                         ("2017-05-02T09:00:00Z", "ACCEPTED", self.all["id"]))
        self.assertEqual(answer.header("cache-control"), "no-store")

    def test_an_erased_record_is_404_and_can_be_sent_again(self):
        path = f"{SOURCE}/records/IB-400"
        waits = case_file(400, assistito={**case_file(400)["assistito"], "nato_il": "1940-01-02"})
        for first, outcome in ((case_file(400), "ACCEPTED"), (waits, "QUARANTINED")):
            with self.subTest(outcome):
                self.send(first)
                self.assertEqual(self.sender.get(path).json()["outcome"], outcome)
                answer = self.sender.request("DELETE", path)
                self.assertEqual((answer.status, answer.body), (204, b""))
                self.assert_problem(self.sender.get(path), 404, "not-found")
                self.assert_problem(self.sender.request("DELETE", path), 404, "not-found")
                shown = self.administrator.get("/v1/quarantine/records?limit=1000").json()["items"]
                self.assertNotIn("IB-400", [record["record_id"] for record in shown])
                self.assertEqual(self.send(first)["counts"][outcome.lower()], 1)
                self.assertEqual(self.sender.request("DELETE", path).status, 204)

    def test_another_clients_records_are_not_shown(self):
        other = self.installation.client("bergamo")
        for path in (f"{SOURCE}/records", f"{SOURCE}/records/IB-100"):
            self.assert_problem(other.get(path), 403, "missing-right")
        self.assert_problem(other.request("DELETE", f"{SOURCE}/records/IB-100"), 403, "missing-right")
        self.assert_problem(self.sender.get("/v1/sources/nowhere/records"), 404, "unknown-source")
        for part in ("", "/issues", "/status"):
            self.assert_problem(other.get(f"/v1/submissions/{self.all['id']}{part}"), 404, "not-found")
