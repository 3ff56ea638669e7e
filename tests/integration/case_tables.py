"""Mapping tables over HTTPS: one edits, another approves, nobody overwrites unseen what somebody else did."""

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor

from support.gateway_case import GatewayCase
from support.table_people import add_table_people

HEADER = "source_code,source_label,target_code,relationship,status,valid_from,valid_to,comment\n"


class TableCase(GatewayCase):
    @classmethod
    def prepare(cls):
        add_table_people(cls.installation)

    def setUp(self):
        self.anna, self.bruno, self.carla = (self.installation.client(name) for name in ("anna", "bruno", "carla"))

    def get(self, table, query="", **headers):
        answer = self.anna.get(f"/v1/tables/{table}{query}", **headers)
        self.assertEqual(answer.status, 200, answer.body)
        return answer

    def csv(self, table):
        answer = self.get(table, Accept="text/csv")
        return answer.body.decode(), answer.header("etag")

    def put(self, client, table, text, etag, media_type="text/csv", query=""):
        return client.request("PUT", f"/v1/tables/{table}{query}", text.encode(),
                              {"Content-Type": media_type, **({"If-Match": etag} if etag else {})})

    def step(self, client, table, step, version, **more):
        return client.post_json(f"/v1/tables/{table}/{step}", {"version": version, **more})

    def draft(self, table, row, client=None):
        """Adds a row to what is there; the answer of the PUT."""
        text, etag = self.csv(table)
        answer = self.put(client or self.anna, table, text + row, etag)
        self.assertEqual(answer.status, 200, answer.body)
        return answer

    def row(self, table):
        """A row with a code that the table has not, and a target that it has."""
        target = self.csv(table)[0].splitlines()[1].split(",")[2]
        return f"NEW-1,Nuova voce,{target},equivalent,APPROVED,,,\n"

    def acts(self, table):
        store = sqlite3.connect(self.installation.folder / "store/raccordo.db")
        found = store.execute("SELECT action, actor, details FROM audit WHERE object = ? ORDER BY seq",
                              (table,)).fetchall()
        store.close()
        return [(action, actor, json.loads(details)) for action, actor, details in found]


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

    def test_nobody_approves_an_own_change_nor_one_he_had_a_hand_in(self):
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

    def test_a_version_can_be_sent_back_and_given_up(self):
        table = "bergamo/need"
        self.draft(table, self.row(table))
        self.step(self.anna, table, "submit", 2)
        back = self.step(self.bruno, table, "send-back", 2, reason="manca l'etichetta")
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

    def test_rows_come_and_go_as_json_too(self):
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
    def test_a_change_needs_an_etag(self):
        text, _ = self.csv("bergamo/area")
        self.assert_problem(self.put(self.anna, "bergamo/area", text, None), 428, "precondition-required")

    def test_who_comes_second_sees_what_the_first_changed(self):
        table = "bergamo/area"
        text, etag = self.csv(table)
        self.draft(table, self.row(table))
        problem = self.assert_problem(self.put(self.carla, table, text, etag), 412, "version-conflict")
        conflict = problem["conflict"]
        self.assertEqual((conflict["author"], conflict["version"], conflict["state"]), ("anna", 2, "DRAFT"))
        self.assertEqual(conflict["diff"]["counts"], {"added": 1, "removed": 0, "changed": 0})
        self.assertIn("anna", problem["detail"])
        self.assertEqual(self.put(self.carla, table, text + "X,,,,UNCHECKED,,,\n", conflict["etag"]).status, 200)

    def test_an_edit_of_the_same_draft_is_seen_as_well(self):
        table = "bergamo/sex"
        self.draft(table, self.row(table))
        text, etag = self.csv(table)
        self.put(self.anna, table, text.replace("Nuova voce", "Altra"), etag)
        problem = self.assert_problem(self.put(self.carla, table, text, etag), 412, "version-conflict")
        self.assertEqual(problem["conflict"]["diff"]["changed"][0]["columns"], ["source_label"])

    def test_of_many_at_once_one_wins(self):
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

    def test_a_reviewer_may_say_what_he_has_seen(self):
        table = "bergamo/channel"
        self.draft(table, self.row(table))
        submitted = self.step(self.anna, table, "submit", 2)
        path = f"/v1/tables/{table}/approve"
        stale = self.bruno.post_json(path, {"version": 2}, If_Match='"2.1-0-json"')
        self.assert_problem(stale, 412, "version-conflict")
        self.assertEqual(self.bruno.post_json(path, {"version": 2}, If_Match=submitted.header("etag")).status, 200)

    def test_what_is_known_is_not_sent_again(self):
        for accept in ("text/csv", "application/json"):
            etag = self.get("bergamo/closure", Accept=accept).header("etag")
            again = self.anna.get("/v1/tables/bergamo/closure", Accept=accept, If_None_Match=etag)
            self.assertEqual((again.status, again.body), (304, b""))


class Doors(TableCase):
    def test_rights_are_asked_for_each_act(self):
        table = "bergamo/area"
        text, etag = self.csv(table)
        self.assert_problem(self.put(self.bruno, table, text, etag), 403, "missing-right")
        self.assert_problem(self.step(self.anna, table, "approve", 1), 403, "missing-right")
        self.assert_problem(self.step(self.bruno, table, "submit", 1), 403, "missing-right")
        self.assertEqual(self.bruno.get(f"/v1/tables/{table}").status, 200)
        for path in ("/v1/tables", f"/v1/tables/{table}", f"/v1/tables/{table}/diff", f"/v1/tables/{table}/versions"):
            self.assert_problem(self.ats.get(path), 403, "missing-right")
            self.assert_problem(self.nobody.get(path), 401, "certificate-required")

    def test_what_is_not_there_is_404_and_what_is_no_number_400(self):
        for path in ("bergamo/nothing", "nowhere/area", "bergamo/area?version=9", "bergamo/nothing/diff",
                     "bergamo/nothing/versions"):
            self.assert_problem(self.anna.get(f"/v1/tables/{path}"), 404, "not-found")
        self.assert_problem(self.put(self.anna, "bergamo/nothing", HEADER, '"1.1-0-csv"'), 404, "not-found")
        for query in ("?version=x", "?version=0", "?version=9999999999", "/diff?against=-1", "/diff?limit=0"):
            self.assert_problem(self.anna.get(f"/v1/tables/bergamo/area{query}"), 400, "bad-request")

    def test_forms_that_are_not_known_are_refused(self):
        table = "bergamo/area"
        text, etag = self.csv(table)
        self.assert_problem(self.anna.get(f"/v1/tables/{table}", Accept="image/png"), 406, "not-acceptable")
        self.assert_problem(self.put(self.anna, table, text, etag, "text/plain"), 415, "unsupported-media-type")
        packed = self.anna.request("PUT", f"/v1/tables/{table}", b"x", {
            "Content-Type": "text/csv", "If-Match": etag, "Content-Encoding": "gzip"})
        self.assert_problem(packed, 415, "unsupported-encoding")
        for body in (b"", b"[]", b"{", b'{"version":"2"}', b'{"version":0}', b'{"version":2,"force":1}',
                     b'{"version":2,"reason":"' + b"x" * 2001 + b'"}', b"[" * 60_000):
            answer = self.anna.post(f"/v1/tables/{table}/submit", body, "application/json")
            self.assert_problem(answer, 400, "bad-request")

    def test_all_faults_of_a_table_are_told_at_once(self):
        table = "bergamo/intervention"
        _, etag = self.csv(table)
        body = ("A,,minori.asili-nidi,equivalent,APPROVED,,,\n"
                "B,,minori.asili-nido,equivalnt,APROVED,,,\n"
                "C,,minori.asili-nido,equivalent,APPROVED,,2017-12-31,\n"
                "C,,minori.asili-nido,equivalent,APPROVED,2017-06-01,,\n"
                "D,x,,,UNCHECKED,,,\nD,x,,,UNCHECKED,,,\n"
                "E,,minori.asili-nido,equivalent,APPROVED,2017-02-30,,\n")
        problem = self.assert_problem(self.put(self.anna, table, HEADER + body, etag), 422, "bad-table")
        told = {(each["at"]["row"], each["at"].get("column")): each["message"] for each in problem["errors"]}
        self.assertIn('did you mean "minori.asili-nido"?', told[(2, "target_code")])
        self.assertIn('did you mean "equivalent"?', told[(3, "relationship")])
        self.assertIn('did you mean "APPROVED"?', told[(3, "status")])
        self.assertIn("lines 4 and 5", told[(5, None)])
        self.assertIn("lines 6 and 7", told[(7, None)])
        self.assertIn("2017-02-30", told[(8, "valid_from")])
        self.assertEqual(self.get(table).json()["version"], 1)

    def test_semicolons_byte_order_mark_and_windows_line_ends_are_fine(self):
        table = "treviglio/sex"
        text, etag = self.csv(table)
        spoken = "\ufeff" + (text + "NEW,,,,UNCHECKED,,,\n").replace(",", ";").replace("\n", "\r\n")
        self.assertEqual(self.put(self.anna, table, spoken, etag).status, 200)
        self.assertEqual(self.csv(table)[0], text + "NEW,,,not-related-to,UNCHECKED,,,\n")

    def test_hostile_bodies_are_refused_with_the_place(self):
        table = "bergamo/need"
        _, etag = self.csv(table)

        def refusal(body, media_type, status, code):
            answer = self.anna.request("PUT", f"/v1/tables/{table}", body,
                                       {"Content-Type": media_type, "If-Match": etag})
            return self.assert_problem(answer, status, code)

        refusal(b"", "text/csv", 422, "bad-table")
        refusal(b"no header", "text/csv", 422, "bad-table")
        refusal(HEADER.encode() + b"A,\xe0,,,UNCHECKED,,,\n", "text/csv", 422, "bad-table")
        refusal(HEADER.encode() + b'A,"open', "text/csv", 422, "bad-table")
        refusal(b"", "application/json", 400, "malformed-document")
        self.assertIn("line 2", refusal(b'{"rows":\n[{]}', "application/json", 400, "malformed-document")["detail"])
        refusal(b'{"rows":' + b"[" * 1_000_000, "application/json", 400, "malformed-document")
        refusal(b'{"rows":[{"source_code":"\xff"}]}', "application/json", 400, "malformed-document")
        rows = refusal(b'{"rows":[{"source_code":1}]}', "application/json", 422, "bad-table")
        self.assertEqual(rows["errors"][0]["at"], {"row": 1, "column": "source_code"})
        many = refusal(HEADER.encode() + b"A,,,,NO,,,\n" * 3000, "text/csv", 422, "bad-table")
        self.assertEqual((len(many["errors"]), many["errors_truncated"]), (1000, True))
        self.assertEqual(self.get(table).json()["version"], 1)

    def test_size_is_bounded_in_bytes_and_rows(self):
        table = "bergamo/channel"
        _, etag = self.csv(table)
        limit = 128 << 20
        headers = {"Content-Type": "text/csv", "If-Match": etag}
        full = self.anna.request("PUT", f"/v1/tables/{table}", b" " * limit, headers)
        self.assert_problem(full, 422, "bad-table")
        over = self.anna.request("PUT", f"/v1/tables/{table}", b" " * (limit + 1), headers)
        self.assertIn(str(limit), self.assert_problem(over, 413, "body-too-large")["detail"])
        rows = "".join(f"{n},,IGNORED,\n" for n in range(1_000_001))
        many = self.put(self.anna, table, "source_code,target_code,status,relationship\n" + rows, etag)
        self.assertIn("1,000,000", self.assert_problem(many, 413, "body-too-large")["detail"])


class OnePerson(TableCase):
    more_configuration = "two_person: false\n"

    def test_an_office_of_one_approves_its_own_change_and_the_audit_says_so(self):
        table = "bergamo/area"
        self.draft(table, self.row(table), self.carla)
        self.step(self.carla, table, "submit", 2)
        self.assertEqual(self.step(self.carla, table, "approve", 2).json()["state"], "APPROVED")
        self.assertEqual(self.acts(table)[-1][2]["two_person"], "relaxed")
