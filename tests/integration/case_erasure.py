"""Erasure while the person is in work elsewhere: in a document that is being processed, in two erasures at once, over a
kill, and in a replay that was ordered before. Afterwards no table of the store has anything of the person."""

import hashlib
import json
import sqlite3
import threading

from case_replay import PATH, TABLE, visit
from case_waiting import WaitingCase
from support.people import case_file, document, fiscal_code
from support.table_case import TableCase

MANY = 12_000
# Of nobody else in the documents of these cases.
PERSON = {"cf": "RSSMRA80A01F205X", "sesso": "M", "nato_il": "1980-01-01"}


class Erasure(WaitingCase):
    def erase(self, client=None):
        answer = (client or self.administrator).post_json(
            "/v1/subjects/erase", {"id": PERSON["cf"], "reason": "request 9"})
        self.assertEqual(answer.status, 200, answer.body)
        return answer.json()

    def export(self):
        return self.administrator.post_json("/v1/subjects/export", {"id": PERSON["cf"], "reason": "check"}).json()

    def of_person(self, record_id):
        return case_file(1, id=record_id, assistito=PERSON)

    def document_with_person(self, first):
        """The person at its beginning, middle and end."""
        cases = self.many(first)
        cases.insert(0, self.of_person(f"P{first}-1"))
        cases.insert(MANY // 2, self.of_person(f"P{first}-2"))
        return [*cases, self.of_person(f"P{first}-3")]

    def assert_gone(self, first):
        """Nothing of the person in any table: neither its records' ids, nor a row that the person's key finds."""
        self.assertEqual(self.export()["records"], [])
        self.installation.kill()
        database = sqlite3.connect(f"file:{self.installation.folder / 'store/raccordo.db'}?mode=ro", uri=True)
        try:
            ids = [f"P{first}-{part}" for part in (1, 2, 3)]
            tables = [row[0] for row in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            for table in tables:
                for row in database.execute(f'SELECT * FROM "{table}"'):
                    text = "|".join(str(value) for value in row)
                    for record_id in ids:
                        self.assertNotIn(f"{record_id}|", text + "|", f"{table}: {text[:300]}")
            for table, column in (("facts", "person"), ("anonymous_facts", "person"), ("identities", "person")):
                orphans = database.execute(
                    f"SELECT count(*) FROM {table} WHERE {column} > 0 AND {column} NOT IN (SELECT no FROM persons)")
                self.assertEqual(orphans.fetchone()[0], 0, table)
            self.assertEqual(database.execute("SELECT count(*) FROM restrictions").fetchone()[0], 0)
        finally:
            database.close()
            self.installation.start()

    def test_two_erasures_at_once_while_the_document_is_in_work(self):
        submission = self.take_in(*self.document_with_person(10_000))
        self.until(lambda: self.row(submission, "state")[0] == 0)
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(self.erase(self.installation.client("administrator"))))
                   for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(self.row(submission, "state")[0], 0, "it must still be in work: send more")
        self.assertEqual([answer["waiting_submissions"] for answer in answers], [1, 1])
        receipt = self.receipt_of(submission)
        self.assertEqual((receipt["counts"]["received"], receipt["state"]), (MANY + 3, "COMPLETED"))
        erased = sum(answer["erased"]["records"] for answer in answers)
        refused = [issue for issue in receipt["issues"] if issue["code"] == "erased-meanwhile"]
        self.assertEqual(erased + len(refused), 3)
        self.assert_gone(10_000)

    def test_an_erasure_holds_over_a_kill_in_the_middle_of_the_document(self):
        submission = self.take_in(*self.document_with_person(30_000))
        self.until(lambda: self.row(submission, "state")[0] == 0)
        erased = self.erase()["erased"]
        self.assertEqual(self.row(submission, "state")[0], 0, "it must still be in work: send more")
        self.installation.kill()
        self.installation.start()
        receipt = self.receipt_of(submission)
        self.assertEqual((receipt["counts"]["received"], receipt["state"]), (MANY + 3, "COMPLETED"))
        self.assertEqual({issue["code"] for issue in receipt["issues"]}, {"erased-meanwhile"})
        self.assertEqual(len(receipt["issues"]) + erased["records"], 3)
        self.assert_gone(30_000)

    def test_a_kill_during_erasures_leaves_all_or_nothing(self):
        """Every erasure that was answered holds; one that was not is whole or has not happened."""
        for attempt in range(6):
            cases = [self.of_person(f"P7{attempt}-{part}") for part in range(200)]
            sent = self.sender.post(PATH, document(*cases), "application/json")
            self.assertEqual(sent.json()["counts"]["accepted"], 200, sent.body[:500])
            answered = []

            def ask():
                try:
                    answered.append(self.erase(self.installation.client("administrator")))
                except (OSError, ConnectionError, AssertionError):
                    pass

            thread = threading.Thread(target=ask)
            thread.start()
            self.installation.process.poll()
            thread.join(0.002 * attempt)
            self.installation.kill()
            thread.join()
            self.installation.start()
            left = len(self.export()["records"])
            self.assertIn(left, (0,) if answered else (0, 200))
            self.erase()
            self.assertEqual(self.export()["records"], [])

    def test_a_request_repeated_after_an_erasure_restores_nothing(self):
        """Its key still gives the first receipt, and neither key nor body can be read or guessed from what is stored."""
        body = document(self.of_person("P9-1"))
        key = {"Idempotency-Key": "the-only-case-of-this-person"}
        first = self.sender.post(PATH, body, "application/json", **key)
        self.assertEqual((first.status, first.json()["counts"]["accepted"]), (201, 1), first.body)
        self.assertEqual([each["idempotency_keys"] for each in self.export()["submissions"]], [1])
        self.assertEqual(self.erase()["erased"]["records"], 1)
        again = self.sender.post(PATH, body, "application/json", **key)
        self.assertEqual((again.status, again.header("idempotency-replayed")), (201, "true"))
        self.assertEqual(again.json()["id"], first.json()["id"])
        self.assertEqual(self.export()["records"], [])
        database = sqlite3.connect(f"file:{self.installation.folder / 'store/raccordo.db'}?mode=ro", uri=True)
        try:
            stored = database.execute("SELECT key, body FROM idempotency_keys").fetchall()
        finally:
            database.close()
        self.assertEqual(len(stored), 1)
        self.assertNotIn(key["Idempotency-Key"], stored[0][0])
        self.assertNotEqual(bytes(stored[0][1]), hashlib.sha256(body).digest())

    def test_restriction_of_a_person_in_a_document_in_work(self):
        submission = self.take_in(*self.document_with_person(50_000))
        self.until(lambda: self.row(submission, "state")[0] == 0)
        ask = {"id": PERSON["cf"], "reason": "request 10"}
        answer = self.administrator.post_json("/v1/subjects/restrict", ask)
        self.assertIn(answer.status, (200, 404))
        unread = self.export()["unread_documents"]
        self.assertEqual([each["id"] for each in unread], [submission])
        self.receipt_of(submission)
        self.assertEqual(self.administrator.post_json("/v1/subjects/restrict", ask).status, 200)
        self.assertEqual(len(self.export()["restrictions"]), 1)
        self.assertEqual(self.erase()["erased"], {"records": 3, "waiting": 0, "issues": 0, "restrictions": 1,
                                                  "exchanges": 0})
        self.assert_gone(50_000)


class ErasureAndReplay(TableCase):
    def setUp(self):
        super().setUp()
        self.sender = self.installation.client("isola-bergamasca")

    def ask(self, act, number):
        return self.administrator.post_json(f"/v1/subjects/{act}", {"id": fiscal_code(number), "reason": "request 11"})

    def test_who_is_erased_or_restricted_after_the_order_is_not_stored_or_not_counted_by_the_replay(self):
        waiting = [case_file(number, interventi=visit("NEW1")) for number in range(3_000)]
        sent = self.sender.post(PATH, document(*waiting), "application/json").json()
        self.assertEqual(sent["counts"]["quarantined"], 3_000)
        self.assertEqual(self.ask("restrict", 2_998).status, 200)
        text, etag = self.csv(TABLE)
        target = next(row.split(",")[2] for row in text.splitlines() if row.startswith("ANZ|SAD,"))
        version = self.put(self.anna, TABLE, text + f"ANZ|NEW1,Voce,{target},equivalent,APPROVED,,,\n",
                           etag).json()["version"]
        self.step(self.anna, TABLE, "submit", version)
        self.assertEqual(self.step(self.bruno, TABLE, "approve", version).status, 200)
        activated = self.step(self.bruno, TABLE, "activate", version, reason="codice completato").json()
        erased = self.ask("erase", 2_999).json()
        self.assertEqual(erased["erased"]["records"], 1)
        done = self.wait_for(self.administrator, f"/v1/replays/{activated['replay']['id']}",
                             lambda answer: answer.json()["state"] == "COMPLETED").json()
        self.assertEqual((done["total"], done["remaining"]), (3_000, 0))
        self.assertEqual(self.ask("export", 2_999).json()["records"], [])
        kept = self.ask("export", 2_998).json()
        self.assertEqual(kept["records"][0]["state"]["outcome"], "ACCEPTED")
        self.assertEqual(len(kept["restrictions"]), 1)
        self.assertNotIn("waiting", json.dumps(sorted(kept["records"][0])))
