"""What was said is kept: the gateway is killed in the middle and started again."""

from support.gateway_case import GatewayCase
from support.people import case_file, document

PATH = "/v1/sources/isola-bergamasca/submissions"


class Restart(GatewayCase):
    def setUp(self):
        self.sender = self.installation.client("isola-bergamasca")

    def crash(self):
        self.installation.kill()
        self.installation.start()

    def test_a_receipt_and_its_records_outlive_a_crash(self):
        answer = self.sender.post(PATH, document(case_file(400)), "application/json", Idempotency_Key="key-400")
        self.assertEqual(answer.status, 201, answer.body)
        self.crash()
        self.assertEqual(self.sender.get(answer.header("location")).json(), answer.json())
        again = self.sender.post(PATH, document(case_file(400)), "application/json", Idempotency_Key="key-400")
        self.assertEqual(again.header("idempotency-replayed"), "true")

    def test_a_body_taken_for_later_is_processed_after_a_crash(self):
        cases = [case_file(number) for number in range(1000, 3000)]
        answer = self.sender.post(PATH, document(*cases), "application/json", Prefer="respond-async")
        self.assertEqual(answer.status, 202, answer.body)
        self.crash()
        done = self.wait_for(self.sender, answer.header("location"), lambda status: status.status == 303)
        receipt = self.sender.get(done.header("location")).json()
        self.assertEqual(receipt["state"], "COMPLETED")
        self.assertEqual(receipt["counts"]["received"], 2000)
        self.assertEqual(receipt["counts"]["accepted"] + receipt["counts"]["unchanged"], 2000)
        self.assertFalse(receipt["issues"])
