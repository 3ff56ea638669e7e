"""Mapping tables over HTTPS: one person edits, another approves, and unseen changes are never overwritten."""

import json
from concurrent.futures import ThreadPoolExecutor

from support.people import fiscal_code
from support.table_case import TableCase


class Life(TableCase):
    def test_from_edit_to_approval_by_another_person(self):
        table = "bergamo/area"
        first = self.get(table).json()
        self.assertEqual((first["version"], first["state"], first["author"]), (1, "ACTIVE", "raccordo"))
        draft = self.draft(table, self.row(table)).json()
        self.assertEqual((draft["version"], draft["state"], draft["author"]), (2, "DRAFT", "anna"))
        self.assertEqual(len(self.get(table).json()["rows"]), len(first["rows"]) + 1)
        self.assertEqual(self.get(table, "?version=1").json()["rows"], first["rows"])
        diff = self.get(f"{table}/diff").json()
        self.assertEqual((diff["version"], diff["against"]), (2, 1))
        self.assertEqual(diff["counts"], {"added": 1, "removed": 0, "changed": 0})
        self.assertEqual(diff["added"][0]["source_code"], "NEW-1")
        submitted = self.step(self.anna, table, "submit", 2, reason="nuova area")
        self.assertEqual((submitted.status, submitted.json()["state"]), (200, "IN_REVIEW"))
        approved = self.step(self.bruno, table, "approve", 2, reason="visto")
        self.assertEqual((approved.status, approved.json()["state"]), (200, "APPROVED"))
        self.assertEqual(approved.json()["reviewer"], "bruno")
        versions = self.get(f"{table}/versions").json()["items"]
        self.assertEqual([(v["version"], v["state"], v["author"], v.get("reviewer")) for v in versions],
                         [(2, "APPROVED", "anna", "bruno"), (1, "ACTIVE", "raccordo", None)])
        self.assertEqual([(action, actor) for action, actor, _ in self.acts(table)],
                         [("table.edit", "anna"), ("table.submit", "anna"), ("table.approve", "bruno")])

    def test_no_editor_of_a_version_approves_it(self):
        table = "bergamo/sex"
        self.draft(table, self.row(table), self.carla)
        self.step(self.carla, table, "submit", 2)
        self.assert_problem(self.step(self.carla, table, "approve", 2), 403, "own-change")
        text, etag = self.csv(table)
        self.put(self.anna, table, text.replace("Nuova voce", "Altra voce"), etag)
        self.step(self.anna, table, "submit", 2)
        self.assert_problem(self.step(self.carla, table, "approve", 2), 403, "own-change")
        self.assertEqual(self.step(self.bruno, table, "approve", 2).status, 200)

    def test_an_edit_after_the_approval_makes_it_void(self):
        table = "bergamo/unit"
        self.draft(table, self.row(table))
        self.step(self.anna, table, "submit", 2)
        self.step(self.bruno, table, "approve", 2)
        text, etag = self.csv(table)
        edited = self.put(self.anna, table, text.replace("Nuova voce", "Altra voce"), etag).json()
        self.assertEqual((edited["version"], edited["state"]), (2, "DRAFT"))
        self.assertNotIn("reviewer", edited)

    def test_a_version_can_be_returned_and_discarded(self):
        table = "bergamo/need"
        self.draft(table, self.row(table))
        self.step(self.anna, table, "submit", 2)
        back = self.step(self.bruno, table, "return", 2, reason="manca l'etichetta")
        self.assertEqual((back.json()["state"], back.json()["reason"]), ("DRAFT", "manca l'etichetta"))
        self.assertEqual(self.step(self.anna, table, "discard", 2).json()["state"], "RETIRED")
        self.assertEqual(self.get(table).json()["version"], 1)
        self.assertEqual(self.draft(table, self.row(table)).json()["version"], 3)

    def test_steps_from_a_wrong_state_are_refused_with_the_state(self):
        table = "bergamo/channel"
        problem = self.assert_problem(self.step(self.anna, table, "submit", 1), 409, "wrong-state")
        self.assertIn("ACTIVE", problem["detail"])
        self.draft(table, self.row(table))
        self.assert_problem(self.step(self.bruno, table, "approve", 2), 409, "wrong-state")
        self.assert_problem(self.step(self.anna, table, "submit", 9), 404, "not-found")

    def test_rows_round_trip_as_json(self):
        table = "bergamo/closure"
        answer = self.get(table)
        document = answer.json()
        document["rows"][0]["comment"] = "riletta"
        sent = self.put(self.anna, table, json.dumps(document | {"reason": "nota"}), answer.header("etag"),
                        "application/json")
        self.assertEqual((sent.status, sent.json()["reason"]), (200, "nota"), sent.body)
        change = self.get(f"{table}/diff").json()["changed"][0]
        self.assertEqual(change["columns"], ["comment"])
        self.assertEqual((change["old"]["comment"], change["new"]["comment"]), ("", "riletta"))

    def test_lists_every_table_with_its_versions_and_its_file(self):
        self.draft("treviglio/area", self.row("treviglio/area"))
        items = {(each["source"], each["table"]): each for each in self.anna.get("/v1/tables").json()["items"]}
        self.assertGreater(len(items), 40)
        one = items[("treviglio", "area")]
        self.assertEqual((one["active"]["version"], one["open"]["version"], one["open"]["state"]), (1, 2, "DRAFT"))
        self.assertEqual((one["file"]["state"], one["code_system"]), ("same", "area"))
        self.assertIsNone(items[("treviglio", "sex")]["open"])


class Locking(TableCase):
    def test_a_row_that_names_a_person_is_refused_with_its_place(self):
        table, named = "bergamo/area", fiscal_code(7)
        text, etag = self.csv(table)
        target = text.splitlines()[1].split(",")[2]
        for row in (f"{named},Voce,{target},equivalent,APPROVED,,,", f"N-1,caso {named},{target},equivalent,APPROVED,,,",
                    f"N-1,Voce,{target},equivalent,APPROVED,,,visto {named.lower()}"):
            with self.subTest(row=row.replace(named, "...")):
                answer = self.put(self.anna, table, f"{text}{row}\n", etag)
                self.assertEqual(answer.status, 422, answer.body)
                fault, = answer.json()["errors"]
                self.assertEqual(fault["at"]["row"], len(text.splitlines()) + 1, fault)
                self.assertNotIn(named.lower(), answer.body.decode().lower())
        file = self.installation.folder / "named.csv"
        file.write_text(f"{text}{named},Voce,{target},equivalent,APPROVED,,,\n")
        done = self.installation.verb("tables", "import", table, "--file", file)
        self.assertNotEqual(done.returncode, 0)
        self.assertNotIn(named, done.stdout + done.stderr)
        self.assertNotIn(named, self.csv(table)[0])
        masked = self.put(self.anna, table, f"{text}[identificativo 16 caratteri #1a2b3c4d],Voce,{target},equivalent,"
                                            "APPROVED,,,\n", etag)
        self.assertEqual(masked.status, 200, masked.body)

    def test_a_change_needs_an_etag(self):
        text, _ = self.csv("bergamo/area")
        self.assert_problem(self.put(self.anna, "bergamo/area", text, None), 428, "precondition-required")

    def test_conflicting_edit_answers_412_with_diff(self):
        table = "bergamo/area"
        text, etag = self.csv(table)
        self.draft(table, self.row(table))
        problem = self.assert_problem(self.put(self.carla, table, text, etag), 412, "version-conflict")
        conflict = problem["conflict"]
        self.assertEqual((conflict["author"], conflict["version"], conflict["state"]), ("anna", 2, "DRAFT"))
        self.assertEqual(conflict["diff"]["counts"], {"added": 1, "removed": 0, "changed": 0})
        self.assertIn("anna", problem["detail"])
        self.assertEqual(self.put(self.carla, table, text + "X,,,,UNCHECKED,,,\n", conflict["etag"]).status, 200)

    def test_an_edit_of_the_same_draft_is_a_conflict(self):
        table = "bergamo/sex"
        self.draft(table, self.row(table))
        text, etag = self.csv(table)
        self.put(self.anna, table, text.replace("Nuova voce", "Altra"), etag)
        problem = self.assert_problem(self.put(self.carla, table, text, etag), 412, "version-conflict")
        self.assertEqual(problem["conflict"]["diff"]["changed"][0]["columns"], ["source_label"])

    def test_one_of_many_concurrent_edits_wins(self):
        table = "bergamo/unit"
        text, etag = self.csv(table)
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(
                lambda n: self.put(self.anna, table, f"{text}N{n},,,,UNCHECKED,,,\n", etag).status, range(8)))
        self.assertEqual(sorted(answers), [200] + [412] * 7)
        self.assertEqual(len(self.acts(table)), 1)

    def test_a_foreign_or_weak_etag_matches_nothing(self):
        table = "bergamo/need"
        text, etag = self.csv(table)
        for wrong in ('"x"', f"W/{etag}", etag.replace("1.1", "1.2"), "x"):
            self.assert_problem(self.put(self.anna, table, text, wrong), 412, "version-conflict")
        self.assertEqual(self.put(self.anna, table, text, f'"x", {etag}').status, 200)
        self.assertEqual(self.put(self.anna, table, text + "X,,,,UNCHECKED,,,\n", "*").status, 200)

    def test_an_approval_may_name_the_reviewed_etag(self):
        table = "bergamo/channel"
        self.draft(table, self.row(table))
        submitted = self.step(self.anna, table, "submit", 2)
        path = f"/v1/tables/{table}/approve"
        stale = self.bruno.post_json(path, {"version": 2}, If_Match='"2.1-0-json"')
        self.assert_problem(stale, 412, "version-conflict")
        self.assertEqual(self.bruno.post_json(path, {"version": 2}, If_Match=submitted.header("etag")).status, 200)

    def test_a_known_version_is_304(self):
        for accept in ("text/csv", "application/json"):
            etag = self.get("bergamo/closure", Accept=accept).header("etag")
            again = self.anna.get("/v1/tables/bergamo/closure", Accept=accept, If_None_Match=etag)
            self.assertEqual((again.status, again.body), (304, b""))


class Survival(TableCase):
    def test_acknowledged_steps_survive_a_kill(self):
        table = "bergamo/area"
        draft = self.draft(table, self.row(table))
        self.installation.kill()
        self.installation.start()
        again = self.get(table)
        self.assertEqual((again.json()["version"], again.json()["state"]), (2, "DRAFT"))
        self.assertEqual(again.header("etag"), draft.header("etag"))
        submitted = self.step(self.anna, table, "submit", 2)
        self.installation.kill()
        self.installation.start()
        self.assertEqual(self.get(table).header("etag"), submitted.header("etag"))
        self.assertEqual([action for action, _, _ in self.acts(table)], ["table.edit", "table.submit"])


class OnePerson(TableCase):
    more_configuration = "two_person: false\n"

    def test_two_person_false_allows_own_approval_and_is_audited(self):
        table = "bergamo/area"
        self.draft(table, self.row(table), self.carla)
        self.step(self.carla, table, "submit", 2)
        self.assertEqual(self.step(self.carla, table, "approve", 2).json()["state"], "APPROVED")
        self.assertEqual(self.acts(table)[-1][2]["two_person"], "relaxed")
