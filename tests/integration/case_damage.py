"""Damaged stored content: answers do not ask the sender to send again, because that does not help."""

import sqlite3

from support.gateway_case import GatewayCase
from support.people import case_file, document

PATH = "/v1/sources/isola-bergamasca/submissions"
KEY = {"Idempotency_Key": "key-damage"}


class Damage(GatewayCase):
    def change(self, statement, *values):
        """Runs a statement on the store, outside the gateway; returns the first row, if any."""
        with sqlite3.connect(self.installation.folder / "store/raccordo.db") as store:
            row = store.execute(statement, values).fetchone()
        store.close()
        return row

    def test_a_submission_that_meets_a_damaged_receipt_is_not_told_that_the_store_is_away(self):
        sender = self.installation.client("isola-bergamasca")
        wrong = {"id": "1", "area": "ANZ", "codice": "NO-SUCH", "dal": "2017-03-06"}
        body = document(case_file(1, interventi=[wrong]))
        first = sender.post(PATH, body, "application/json", **KEY)
        self.assertEqual((first.status, first.json()["counts"]["quarantined"]), (201, 1), first.body)
        issue, outcome = self.change("SELECT issue, outcome FROM issues")
        for damage in ("""issue = '{"record":-1}'""", "issue = '[]'", "outcome = 9"):
            with self.subTest(damage):
                self.change(f"UPDATE issues SET {damage}")
                problem = self.assert_problem(sender.post(PATH, body, "application/json", **KEY), 500, "internal-error")
                self.assertNotIn("NO-SUCH", problem["detail"])
                self.change("UPDATE issues SET issue = ?, outcome = ?", issue, outcome)
        self.assert_log_tells("a stored issue is damaged")
        again = sender.post(PATH, body, "application/json", **KEY)
        self.assertEqual((again.status, again.header("idempotency-replayed")), (201, "true"))
        self.assertEqual(again.json(), first.json())
