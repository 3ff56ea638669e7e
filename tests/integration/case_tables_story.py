"""A missing code from arrival to rollback: one person maps it, another reviews it, its effect is shown before, it is
activated under traffic, the waiting records are accepted, and the activation is rolled back."""

import csv
import io
import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor

from support.people import case_file, document
from support.stored_body import interventions
from support.table_case import TableCase

PATH = "/v1/sources/isola-bergamasca/submissions"
TABLE = "isola-bergamasca/intervention"
KNOWN = "ANZ|SAD"
NEW = "SAD8"


def visit(code):
    return [{"id": "1", "area": "ANZ", "codice": code, "dal": "2017-03-06", "importo": 80}]


class Story(TableCase):
    def setUp(self):
        super().setUp()
        self.sender = self.installation.client("isola-bergamasca")

    def send(self, *cases):
        answer = self.sender.post(PATH, document(*cases), "application/json")
        self.assertEqual(answer.status, 201, answer.body)
        return answer

    def target_of(self, code):
        rows = self.get(TABLE).json()["rows"]
        return next(row["target_code"] for row in rows if row["source_code"] == code)

    def approved(self, change):
        """A version with the changed CSV, submitted by one and approved by another; its number."""
        text, etag = self.csv(TABLE)
        answer = self.put(self.anna, TABLE, change(text), etag)
        self.assertEqual(answer.status, 200, answer.body)
        version = answer.json()["version"]
        self.assertEqual(self.step(self.anna, TABLE, "submit", version).status, 200)
        return version, self.step(self.bruno, TABLE, "approve", version)

    def ended(self, replay):
        path = f"/v1/replays/{replay['id']}"
        answer = self.wait_for(self.administrator, path, lambda a: a.json()["state"] == "COMPLETED")
        return answer.json()

    def best_suggestion(self, row):
        """The target that the worklist suggests first."""
        scores = [each["score"] for each in row["suggestions"]]
        self.assertEqual(scores, sorted(scores, reverse=True))
        return row["suggestions"][0]["target"]

    def released_persons(self, target):
        """The cell of the release of 2017 that counts the persons with this type of intervention."""
        order = self.administrator.post_json("/v1/releases", {"period": "2017"})
        self.assertEqual(order.status, 202, order.body)
        location = order.header("location")
        release = self.wait_for(self.administrator, location, lambda answer: answer.json()["state"] != "RUNNING")
        self.assertEqual(release.json()["state"], "DONE", release.body)
        table = self.administrator.get(f"{location}/tables/persons-by-type?format=csv")
        rows = list(csv.DictReader(io.StringIO(table.body.decode())))
        return int(next(row["value"] for row in rows if row["type"] == target))

    def stored_persons(self, target):
        store = sqlite3.connect(self.installation.folder / "store/raccordo.db")
        rows = store.execute("SELECT person, body FROM facts f JOIN bodies b ON b.record = f.record").fetchall()
        store.close()
        return len({person for person, body in rows
                    if any(item["type"].get("code") == target for item in interventions(body))})

    def outcome(self, number):
        return self.sender.get(f"/v1/sources/isola-bergamasca/records/IB-{number}").json()

    def body_codes(self, number):
        store = sqlite3.connect(self.installation.folder / "store/raccordo.db")
        body = store.execute("SELECT body FROM bodies JOIN records ON no = record WHERE record_id = ?",
                             (f"IB-{number}",)).fetchone()[0]
        store.close()
        return [item["type"]["code"] for item in interventions(body)]

    def test_from_an_unknown_code_to_its_rollback(self):
        first = self.send(*(case_file(number, interventi=visit(NEW)) for number in range(3)))
        self.assertEqual(first.json()["counts"]["quarantined"], 3)
        rows = self.administrator.get("/v1/quarantine?group_by=code").json()["rows"]
        self.assertEqual([(row["code"], row["records"]) for row in rows], [(f"ANZ|{NEW}", 3)])
        target = self.best_suggestion(rows[0])
        version, approval = self.approved(
            lambda text: text + f"ANZ|{NEW},Servizio nuovo,{target},equivalent,APPROVED,,,\n")
        self.assert_problem(self.step(self.bruno, TABLE, "activate", 1), 409, "wrong-state")
        self.assertEqual(approval.status, 200, approval.body)
        impact = self.administrator.get(f"/v1/tables/{TABLE}/impact?version={version}").json()
        self.assertEqual((impact["frees"], impact["changes"], impact["breaks"]), (3, 0, 0))
        self.assertEqual(impact["examples"][0]["to"], target)
        # Clients without the right `administer` do not see small counts.
        self.assertEqual(self.get(f"{TABLE}/impact", f"?version={version}").json()["frees"], 5)

        with ThreadPoolExecutor(4) as pool:
            traffic = pool.map(lambda number: self.send(case_file(number, interventi=visit(NEW))),
                               range(100, 220))
            activated = self.step(self.bruno, TABLE, "activate", version, reason="codice completato")
            answers = list(traffic)
        self.assertEqual(activated.status, 202, activated.body)
        self.assertEqual({answer.status for answer in answers}, {201})
        replay = self.ended(activated.json()["replay"])
        self.assertEqual((replay["remaining"], replay["failed"]), (0, 0))
        self.assertGreaterEqual(replay["succeeded"], 3)
        for number in [0, 1, 2, *range(100, 220)]:
            self.wait_for(self.sender, f"/v1/sources/isola-bergamasca/records/IB-{number}",
                          lambda answer: answer.json()["outcome"] == "ACCEPTED")
        receipt = self.sender.get(first.header("location")).json()
        self.assertEqual((receipt["counts"]["accepted"], receipt["counts"]["quarantined"]), (3, 0))
        self.assertEqual(receipt["issues"], [])
        self.assertEqual(self.send(case_file(300, interventi=visit(NEW))).json()["counts"]["accepted"], 1)

        # Other tests of this class may have sent persons with the same type.
        freed, others = 3 + 120 + 1, self.stored_persons(target) - (3 + 120 + 1)
        self.assertIn(others, range(3))
        self.assertEqual(self.released_persons(target), freed + others)
        self.assert_problem(self.step(self.bruno, TABLE, "rollback", 1), 400, "reason-required")
        refused = self.step(self.bruno, TABLE, "rollback", 1, reason="mappatura errata")
        self.assertGreater(self.assert_problem(refused, 409, "breaks-records")["impact"]["breaks"], 0)
        back = self.step(self.bruno, TABLE, "rollback", 1, reason="mappatura errata", force=True)
        self.assertEqual(back.status, 202, back.body)
        self.assertEqual((back.json()["version"], back.json()["state"]), (1, "ACTIVE"))
        self.assertGreater(self.ended(back.json()["remap"])["failed"], 0)
        self.assertEqual(self.outcome(0)["outcome"], "ACCEPTED")
        self.assertEqual(self.send(case_file(301, interventi=visit(NEW))).json()["counts"]["quarantined"], 1)
        self.assertEqual([action for action, _, _ in self.acts(TABLE) if action.startswith("table.")][-2:],
                         ["table.activate", "table.roll-back"])
        self.assert_history_keeps_all_reasons(version)

    def assert_history_keeps_all_reasons(self, version):
        """Each step keeps its own reason, over HTTPS and on the command line."""
        versions = self.anna.get(f"/v1/tables/{TABLE}/versions").json()["items"]
        steps = {each["version"]: [(step["action"], step.get("reason", "")) for step in each["steps"]]
                 for each in versions}
        self.assertEqual(steps[1][-1], ("roll-back", "mappatura errata"))
        self.assertEqual([action for action, _ in steps[version]], ["edit", "submit", "approve", "activate"])
        listed = self.installation.verb("tables", "list", TABLE).stdout
        self.assertIn('roll-back by bruno, "mappatura errata"', listed)
        self.assertRegex(listed, "approve by bruno")

    def change_row(self, code, change):
        """A reviewed version in which the row of one code is changed, or removed if `change` returns an empty text."""
        version, approval = self.approved(lambda text: "".join(
            change(line) if line.startswith(code + ",") else line for line in text.splitlines(keepends=True)))
        self.assertEqual(approval.status, 200, approval.body)
        return version

    def test_a_version_that_breaks_an_example_is_refused(self):
        version = self.change_row(KNOWN, lambda line: "")
        refused = self.step(self.bruno, TABLE, "activate", version)
        self.assert_problem(refused, 409, "breaks-examples")
        self.assertIn(f"raccordo tables test {TABLE} --accept", refused.json()["detail"])
        told = self.anna.get(f"/v1/tables/{TABLE}/impact?version={version}").json()["breaks_examples"]
        self.assertTrue(told[0]["file"] and told[0]["message"], told)
        self.assert_problem(self.step(self.bruno, TABLE, "activate", version, force=True), 409, "breaks-examples")
        forced = self.step(self.bruno, TABLE, "activate", version, force=True, reason="esempio vecchio")
        self.assertEqual((forced.status, forced.json()["state"]), (202, "ACTIVE"), forced.body)
        self.assertIn(("table.activate", "bruno", "true"),
                      [(action, actor, details.get("forced")) for action, actor, details in self.acts(TABLE)])
        back = self.step(self.bruno, TABLE, "rollback", 1, force=True, reason="era una prova")
        self.assertEqual(back.status, 202, back.body)

    def test_stored_records_are_mapped_again_and_breaks_need_force_and_a_reason(self):
        code, before, after = "MIN|CPI", "minori.centri-prima-infanzia", "minori.servizio-tutela-minori"
        visits = [{"id": "1", "area": "MIN", "codice": "CPI", "dal": "2017-03-06"}]
        self.send(*(case_file(number, interventi=visits) for number in range(400, 403)))
        self.assertEqual(self.body_codes(400), [before])
        version = self.change_row(code, lambda line: line.replace(before, after))
        impact = self.administrator.get(f"/v1/tables/{TABLE}/impact?version={version}").json()
        self.assertEqual((impact["frees"], impact["changes"], impact["breaks"]), (0, 3, 0))
        activated = self.step(self.bruno, TABLE, "activate", version, reason="altro servizio")
        self.assertEqual(activated.status, 202, activated.body)
        self.ended(activated.json()["remap"])
        self.assertEqual(self.body_codes(400), [after])

        version = self.change_row(code, lambda line: "")
        refused = self.step(self.bruno, TABLE, "activate", version, reason="riga errata")
        self.assertEqual(self.assert_problem(refused, 409, "breaks-records")["impact"]["breaks"], 5)
        self.assert_problem(self.step(self.bruno, TABLE, "activate", version, force=True), 409, "breaks-records")
        forced = self.step(self.bruno, TABLE, "activate", version, force=True, reason="riga errata")
        self.assertEqual(forced.status, 202, forced.body)
        self.assertEqual(self.ended(forced.json()["remap"])["failed"], 3)
        self.assertEqual(self.body_codes(400), [after])

    def test_a_version_activated_on_the_command_line_applies_to_the_next_record(self):
        version, _ = self.approved(
            lambda text: text + f"ANZ|DACLI,Voce,{self.target_of(KNOWN)},equivalent,APPROVED,,,\n")
        self.assertEqual(self.send(case_file(500, interventi=visit("DACLI"))).json()["counts"]["quarantined"], 1)
        done = self.installation.verb("tables", "activate", TABLE, "--version", version, "--yes", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)["replay"]["succeeded"], 1)
        self.assertEqual(self.send(case_file(501, interventi=visit("DACLI"))).json()["counts"]["accepted"], 1)
        self.assertEqual(self.outcome(500)["outcome"], "ACCEPTED")
        rollback = ("tables", "rollback", TABLE, "--version", 1, "--reason", "prova", "--json")
        refused = self.installation.verb(*rollback)
        self.assertEqual(refused.returncode, 1)
        self.assertEqual(json.loads(refused.stdout)["error"]["code"], "breaks-records")
        back = self.installation.verb(*rollback, "--force")
        self.assertEqual(back.returncode, 0, back.stderr)
