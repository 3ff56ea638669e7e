"""Ownership: a client of one Comune tries every path to the records of another one of the same source, and finds,
changes and erases nothing; records that change Comune and person wait for an administrator."""

import json
import re
import sqlite3
import threading

from support.gateway_case import GatewayCase
from support.people import case_file, document, fiscal_code

SOURCE = "/v1/sources/isola-bergamasca"
SUBMISSIONS = f"{SOURCE}/submissions"
FIRST, SECOND = "016009", "016024"


def person(number):
    return {"cf": fiscal_code(number), "sesso": "F", "nato_il": "1940-01-01"}


def set_client(text, name, lines):
    """Gives one client other rights with the same certificate."""
    entry = re.search(rf"  - name: {name}\n(?:    .*\n)+", text).group()
    kept = [line for line in entry.splitlines() if re.match(r"  - name|    fingerprint", line)]
    return text.replace(entry, "\n".join(kept + [f"    {line}" for line in lines]) + "\n")


class OwnerCase(GatewayCase):
    @classmethod
    def prepare(cls):
        path = cls.installation.folder / "clients.yaml"
        text = path.read_text()
        own = "sources: [isola-bergamasca]"
        text = set_client(text, "isola-bergamasca", ["rights: [submit]", own, f'comuni: ["{FIRST}"]'])
        text = set_client(text, "treviglio", ["rights: [submit, see-metadata, replay]", own, f'comuni: ["{SECOND}"]'])
        text = set_client(text, "bergamo", ["rights: [submit]", own, f'comuni: ["{FIRST}", "{SECOND}"]'])
        text = set_client(text, "ats", ["rights: [see-metadata, extract]", f'comuni: ["{SECOND}"]'])
        path.write_text(text)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner = cls.installation.client("isola-bergamasca")
        cls.stranger = cls.installation.client("treviglio")
        cls.both = cls.installation.client("bergamo")

    def send(self, client, *cases, query="", **headers):
        answer = client.post(SUBMISSIONS + query, document(*cases), "application/json", **headers)
        self.assertIn(answer.status, (200, 201), answer.body)
        return answer.json()

    def state(self, client, number):
        return client.get(f"{SOURCE}/records/IB-{number}")

    def audit(self, action):
        return self.administrator.get(f"/v1/audit?action={action}").json()["items"]

    def codes(self, receipt):
        return [issue["code"] for issue in receipt["issues"]]


class Strangers(OwnerCase):
    def attempts(self, number):
        """Documents of another client with the number of this case."""
        yield "newer", case_file(number, comune=SECOND, aggiornata="2018-01-01T00:00:00Z")
        yield "older", case_file(number, comune=SECOND, aggiornata="2010-01-01T00:00:00Z")
        yield "same content", case_file(number, comune=SECOND)
        yield "other person", case_file(number, comune=SECOND, assistito=person(number + 1))
        yield "the owner's Comune", case_file(number, aggiornata="2018-01-01T00:00:00Z")
        yield "code without meaning", case_file(number, comune=SECOND, interventi=[
            {"id": "1", "area": "ANZ", "codice": "NUOVO9", "dal": "2017-03-06"}])
        yield "faulty", case_file(number, comune=SECOND, apertura="")
        yield "without Comune", case_file(number, comune="")

    def test_another_client_neither_changes_nor_sees_the_record(self):
        self.send(self.owner, case_file(1))
        before = self.state(self.owner, 1).json()
        for name, case in self.attempts(1):
            with self.subTest(name):
                receipt = self.send(self.stranger, case)
                self.assertEqual(receipt["counts"]["rejected"], 1)
                self.assertIn("not-your-comune", self.codes(receipt))
                self.assertNotIn("stale-version", self.codes(receipt))
                for issue in receipt["issues"]:
                    self.assertEqual(issue["outcome"], "REJECTED")
                    self.assertNotIn(before["submission"], issue["message"])
                self.assertEqual(self.state(self.owner, 1).json(), before)
                self.assert_problem(self.state(self.stranger, 1), 404, "not-found")

    def test_a_dry_run_is_not_compared_with_stored_records(self):
        self.send(self.owner, case_file(2))
        known = self.send(self.stranger, case_file(2, comune=SECOND), query="?dry_run=true")
        unknown = self.send(self.stranger, case_file(3, comune=SECOND), query="?dry_run=true")
        self.assertIs(known["dry_run"], True)
        for receipt in (known, unknown):
            self.assertEqual(receipt["counts"]["accepted"], 1)
            self.assertEqual(receipt["issues"], [])
        self.assertNotIn("dry_run", self.send(self.owner, case_file(4)))

    def test_lists_explanations_and_erasure_cover_own_records_only(self):
        self.send(self.owner, case_file(10), case_file(11, interventi=[
            {"id": "1", "area": "ANZ", "codice": "SCONOSCIUTO", "dal": "2017-03-06"}]))
        listed = self.stranger.get(f"{SOURCE}/records?limit=1000").json()["items"]
        self.assertNotIn("IB-10", [record["record_id"] for record in listed])
        for number in (10, 11):
            path = f"{SOURCE}/records/IB-{number}"
            self.assert_problem(self.stranger.get(f"{path}/explain"), 404, "not-found")
            self.assert_problem(self.stranger.get(f"{path}?comune={FIRST}"), 404, "not-found")
            self.assert_problem(self.stranger.request("DELETE", path), 404, "not-found")
            self.assertEqual(self.owner.get(path).status, 200)

    def test_replays_of_others_are_neither_shown_nor_controlled(self):
        order = {"source": "isola-bergamasca", "reason": "tutte"}
        foreign = self.administrator.post_json("/v1/replays", order).header("location")
        own = self.stranger.post_json("/v1/replays", order).header("location")
        self.assertEqual(self.stranger.get(own).status, 200)
        self.assert_problem(self.stranger.get(foreign), 404, "not-found")
        for act in ("pause", "resume", "cancel"):
            self.assert_problem(self.stranger.post_json(f"{foreign}/{act}", {}), 404, "not-found")
        listed = [f"/v1/replays/{each['id']}" for each in self.stranger.get("/v1/replays").json()["items"]]
        self.assertIn(own, listed)
        self.assertNotIn(foreign, listed)
        listed = [f"/v1/replays/{each['id']}" for each in self.administrator.get("/v1/replays").json()["items"]]
        self.assertTrue({own, foreign} <= set(listed))

    def test_waiting_records_of_others_are_neither_shown_nor_replayed(self):
        self.send(self.owner, case_file(20, interventi=[
            {"id": "1", "area": "ANZ", "codice": "ATTENDE", "dal": "2017-03-06"}]))
        waiting = self.administrator.get("/v1/quarantine/records?limit=1000").json()["items"]
        row = next(item for item in waiting if item["record_id"] == "IB-20")
        for client in (self.stranger, self.ats):
            self.assertNotIn("IB-20", client.get("/v1/quarantine/records?limit=1000").body.decode())
            self.assertNotIn("ATTENDE", client.get("/v1/quarantine?group_by=code").body.decode())
            self.assert_problem(client.get(f"/v1/quarantine/records/{row['id']}"), 404, "not-found")
        task = self.stranger.post_json("/v1/replays", {"source": "isola-bergamasca", "reason": "t"}).json()
        self.assertEqual(task["total"], 0)

    def test_comuni_limit_what_is_seen_with_any_right(self):
        self.send(self.both, case_file(30, comune=SECOND), case_file(31))
        self.assertEqual(self.ats.get(f"{SOURCE}/records/IB-30/explain").status, 200)
        self.assert_problem(self.ats.get(f"{SOURCE}/records/IB-31/explain"), 404, "not-found")

    def test_an_idempotency_key_of_another_client_has_no_effect(self):
        first = self.send(self.owner, case_file(40), Idempotency_Key="k1")
        second = self.send(self.stranger, case_file(40, comune=SECOND), Idempotency_Key="k1")
        self.assertNotEqual(first["id"], second["id"])
        for part in ("", "/issues", "/status"):
            self.assert_problem(self.stranger.get(f"/v1/submissions/{first['id']}{part}"), 404, "not-found")

    def test_an_idempotency_key_that_names_a_person_is_not_stored(self):
        named = fiscal_code(41)
        first = self.send(self.owner, case_file(42), Idempotency_Key=named)
        self.assertEqual(self.send(self.owner, case_file(42), Idempotency_Key=named)["id"], first["id"])
        with sqlite3.connect(self.installation.folder / "store/raccordo.db") as store:
            dump = "\n".join(store.iterdump())
        store.close()
        self.assertIn(first["id"], dump)
        self.assertNotIn(named, dump)

    def test_a_wrong_comune_in_a_rejected_sending_does_not_block_the_owner(self):
        self.send(self.owner, case_file(50))
        typo = self.send(self.owner, case_file(50, comune=SECOND, aggiornata="2018-01-01T00:00:00Z"))
        self.assertEqual(self.codes(typo), ["not-your-comune"])
        self.assertEqual(self.state(self.owner, 50).json()["outcome"], "ACCEPTED")
        corrected = self.send(self.owner, case_file(50, aggiornata="2018-01-01T00:00:00Z"))
        self.assertEqual(corrected["counts"]["rejected"], 0)

    def test_one_of_two_concurrent_senders_owns_the_id(self):
        for number in range(60, 70):
            answers = {}

            def send(name, client, comune, at=number):
                answers[name] = client.post(SUBMISSIONS, document(case_file(at, comune=comune)), "application/json")

            threads = [threading.Thread(target=send, args=each) for each in
                       (("first", self.owner, FIRST), ("second", self.stranger, SECOND))]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            accepted = [name for name, answer in answers.items() if answer.json()["counts"]["accepted"] == 1]
            self.assertEqual(len(accepted), 1, answers)
            winner, loser = (self.owner, self.stranger) if accepted == ["first"] else (self.stranger, self.owner)
            self.assertEqual(self.state(winner, number).json()["outcome"], "ACCEPTED")
            self.assert_problem(self.state(loser, number), 404, "not-found")

    def test_refusals_are_audited_once_per_document(self):
        receipt = self.send(self.stranger, *(case_file(400 + number) for number in range(3)))
        told = self.audit("records.refuse")[0]
        self.assertEqual((told["actor"], told["details"]["records"]), ("treviglio", "3"))
        self.assertEqual(told["details"]["submission"], receipt["id"])


class TooManyRefusals(OwnerCase):
    def test_after_1000_refusals_a_day_429_also_after_a_restart(self):
        self.send(self.stranger, *(case_file(number) for number in range(1000)))
        self.send(self.stranger, case_file(1, comune=SECOND, id="X-1"))
        # A document that passes the limit is read to its end: the client's own records are stored.
        passing = self.send(self.stranger, *(case_file(number) for number in range(100)),
                            case_file(2, comune=SECOND, id="X-2"))
        self.assertEqual((passing["counts"]["rejected"], passing["counts"]["accepted"]), (100, 1))
        self.assertEqual(self.stranger.get(f"{SOURCE}/records/X-2").json()["outcome"], "ACCEPTED")
        for _ in range(2):
            answer = self.stranger.post(SUBMISSIONS, document(case_file(3, comune=SECOND)), "application/json")
            self.assert_problem(answer, 429, "too-many-refusals")
            self.assertLessEqual(int(answer.header("retry-after")), 25 * 3600)
            self.installation.kill()
            self.installation.start()
        self.assertEqual(self.send(self.owner, case_file(5))["counts"]["accepted"], 1)
        self.assertEqual(self.send(self.stranger, case_file(6, comune=SECOND), query="?dry_run=true")["dry_run"], True)


class Takeovers(OwnerCase):
    def take_over(self, number):
        self.send(self.both, case_file(number))
        receipt = self.send(self.both, case_file(number, comune=SECOND, assistito=person(number + 1000),
                                                 aggiornata="2018-01-01T00:00:00Z"))
        self.assertEqual(receipt["counts"]["quarantined"], 1)
        self.assertEqual(self.codes(receipt), ["record-taken-over"])
        self.assertEqual(receipt["issues"][0]["at"], {"pointer": "/cartelle/0/id"})
        rows = self.administrator.get("/v1/quarantine/records?limit=1000").json()["items"]
        row = next(item for item in rows if item["record_id"] == f"IB-{number}")
        self.assertEqual(row["awaits"], "record-taken-over")
        return receipt, f"/v1/quarantine/records/{row['id']}"

    def test_the_stored_record_counts_until_the_decision(self):
        receipt, _ = self.take_over(1)
        state = self.state(self.both, 1).json()
        self.assertEqual(state["outcome"], "ACCEPTED")
        self.assertEqual(state["last_attempt"]["outcome"], "QUARANTINED")
        self.assertEqual(state["last_attempt"]["submission"], receipt["id"])
        self.assertNotIn("last_attempt", self.state(self.owner, 1).json())
        task = self.administrator.post_json("/v1/replays", {"source": "isola-bergamasca", "reason": "t"}).json()
        self.assertEqual(task["total"], 0)

    def test_an_accepted_takeover_replaces_the_stored_record(self):
        receipt, path = self.take_over(2)
        self.assert_problem(self.administrator.post_json(f"{path}/accept", {}), 400, "reason-required")
        self.assert_problem(self.stranger.post_json(f"{path}/accept", {"reason": "r"}), 403, "missing-right")
        answer = self.administrator.post_json(f"{path}/accept", {"reason": "the case moved"})
        self.assertEqual((answer.status, answer.json()["outcome"]), (200, "ACCEPTED"), answer.body)
        self.assertEqual(self.state(self.stranger, 2).json()["submission"], receipt["id"])
        self.assert_problem(self.state(self.owner, 2), 404, "not-found")
        counts = self.both.get(f"/v1/submissions/{receipt['id']}").json()["counts"]
        self.assertEqual((counts["accepted"], counts["quarantined"]), (1, 0))
        self.assertEqual(self.audit("record.accept")[0]["reason"], "the case moved")
        self.assert_problem(self.administrator.post_json(f"{path}/accept", {"reason": "r"}), 404, "not-found")

    def test_a_rejected_takeover_is_deleted_and_the_stored_record_kept(self):
        receipt, path = self.take_over(3)
        before = self.state(self.owner, 3).json()
        number = path.rsplit("/", 1)[-1]
        listed = self.installation.verb("quarantine", "list").stdout
        self.assertRegex(listed, rf"number {number}  isola-bergamasca  Comune {SECOND}  record-taken-over: ")
        told = json.loads(self.installation.verb("quarantine", "list", "--json").stdout)["records"]
        self.assertIn((number, "record-taken-over"), [(each["id"], each["issue"]) for each in told])
        done = self.installation.verb("quarantine", "reject", number, "--reason", "numbered twice")
        self.assertEqual(done.returncode, 0, done.stderr)
        told = self.both.get(f"/v1/submissions/{receipt['id']}").json()
        self.assertEqual(told["counts"]["rejected"], 1)
        self.assertEqual([(each["code"], each["outcome"]) for each in told["issues"]],
                         [("record-taken-over", "REJECTED")])
        after = self.state(self.owner, 3).json()
        self.assertEqual((after["outcome"], after["submission"]), ("ACCEPTED", before["submission"]))
        self.assertEqual(self.audit("record.reject")[0]["reason"], "numbered twice")

    def test_a_change_of_person_only_is_accepted_with_a_warning(self):
        self.send(self.owner, case_file(4))
        receipt = self.send(self.owner, case_file(4, assistito=person(1004), aggiornata="2018-01-01T00:00:00Z"))
        self.assertEqual(receipt["counts"]["accepted"], 1)
        self.assertEqual([(each["code"], each["severity"]) for each in receipt["issues"]],
                         [("person-changed", "warning")])
        self.assertEqual(self.audit("records.person-changed")[0]["details"]["submission"], receipt["id"])


class Attempts(OwnerCase):
    def test_of_two_equal_ids_in_one_document_the_stored_state_is_reported(self):
        receipt = self.send(self.owner, case_file(1), case_file(1))
        self.assertEqual(self.codes(receipt), ["duplicate-record"])
        state = self.state(self.owner, 1).json()
        self.assertEqual((state["outcome"], state["issues"]), ("ACCEPTED", []))
        attempt = state["last_attempt"]
        self.assertEqual((attempt["outcome"], attempt["submission"]), ("REJECTED", receipt["id"]))
        self.assertEqual([issue["code"] for issue in attempt["issues"]], ["duplicate-record"])

    def test_a_rejected_later_sending_does_not_hide_the_accepted_one(self):
        self.send(self.owner, case_file(2))
        before = self.state(self.owner, 2).json()
        receipt = self.send(self.owner, case_file(2, apertura="", aggiornata="2018-01-01T00:00:00Z"))
        state = self.state(self.owner, 2).json()
        self.assertEqual({**before, "last_attempt": state["last_attempt"]}, state)
        self.assertEqual(state["last_attempt"]["submission"], receipt["id"])
        self.send(self.owner, case_file(2, aggiornata="2019-01-01T00:00:00Z"))
        self.assertNotIn("last_attempt", self.state(self.owner, 2).json())
