"""Acknowledged data survive: the gateway is killed during work and started again."""

from support.gateway_case import GatewayCase
from support.people import case_file, document

PATH = "/v1/sources/isola-bergamasca/submissions"
MANY = 30_000


class Restart(GatewayCase):
    def setUp(self):
        self.sender = self.installation.client("isola-bergamasca")

    def crash(self):
        self.installation.kill()
        self.installation.start()

    def test_a_receipt_and_its_records_survive_a_crash(self):
        answer = self.sender.post(PATH, document(case_file(400)), "application/json", Idempotency_Key="key-400")
        self.assertEqual(answer.status, 201, answer.body)
        self.crash()
        self.assertEqual(self.sender.get(answer.header("location")).json(), answer.json())
        again = self.sender.post(PATH, document(case_file(400)), "application/json", Idempotency_Key="key-400")
        self.assertEqual(again.header("idempotency-replayed"), "true")

    def test_a_spooled_body_is_processed_after_a_crash(self):
        cases = [case_file(number) for number in range(10_000, 10_000 + MANY)]
        answer = self.sender.post(PATH, document(*cases), "application/json", Prefer="respond-async",
                                  Idempotency_Key="key-many")
        self.assertEqual(answer.status, 202, answer.body)
        begun = self.wait_for(self.sender, answer.header("location"),
                              lambda status: status.status == 303 or status.json()["processed"] > 0)
        self.assertEqual(begun.status, 200, "the crash came after the document: send more records")
        self.crash()
        done = self.wait_for(self.sender, answer.header("location"), lambda status: status.status == 303)
        receipt = self.sender.get(done.header("location")).json()
        self.assertEqual((receipt["state"], receipt["issues"]), ("COMPLETED", []))
        self.assertEqual(receipt["counts"], {"received": MANY, "accepted": MANY, "unchanged": 0, "quarantined": 0,
                                             "rejected": 0})
        again = self.sender.post(PATH, document(*cases), "application/json", Prefer="respond-async",
                                 Idempotency_Key="key-many")
        self.assertEqual((again.status, again.header("location")), (202, answer.header("location")))
        self.assertEqual(self.records(), {f"IB-{number}" for number in range(10_000, 10_000 + MANY)})
        self.assertEqual(self.sender.get(done.header("location")).json(), receipt)

    def records(self):
        """The ids of the large submission's records, each of which must be listed once."""
        found, cursor = [], ""
        while cursor is not None:
            page = self.sender.get(f"/v1/sources/isola-bergamasca/records?limit=1000&cursor={cursor}").json()
            found += [record["record_id"] for record in page["items"]]
            cursor = page["next"]
        self.assertEqual(len(found), len(set(found)))
        return set(found) - {"IB-400"}
