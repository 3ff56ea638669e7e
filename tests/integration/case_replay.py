"""Replays over HTTPS: rights, refusals, pause and cancel, and a gateway that is killed during a replay."""

import sqlite3
import threading

from support.people import case_file, document, fiscal_code
from support.table_case import TableCase

PATH = "/v1/sources/isola-bergamasca/submissions"
TABLE = "isola-bergamasca/intervention"
MANY = 5_000
KILLED = 1_000
MOST_LOOKS = 10_000


def visit(code):
    return [{"id": "1", "area": "ANZ", "codice": code, "dal": "2017-03-06"}]


class Replay(TableCase):
    def setUp(self):
        super().setUp()
        self.sender = self.installation.client("isola-bergamasca")

    def order(self, client=None, **order):
        return (client or self.administrator).post_json("/v1/replays", order)

    def test_impossible_replays_are_refused(self):
        self.assert_problem(self.order(self.sender, source="bergamo"), 403, "missing-right")
        self.assert_problem(self.order(source="nowhere"), 404, "unknown-source")
        self.assert_problem(self.order(source="bergamo", table="nothing"), 404, "not-found")
        self.assert_problem(self.order(source="bergamo", code="X"), 400, "bad-request")
        self.assert_problem(self.order(), 400, "bad-request")
        wrong = self.assert_problem(self.order(source=7, reason=["x"], tabel="area"), 400, "bad-request")
        self.assertEqual([error.get("at", {}).get("pointer") for error in wrong["errors"]],
                         [None, "/source", "/reason"])
        self.assertIn("did you mean `table`?", wrong["errors"][0]["message"])
        self.assertIn("must be a text; found is a number", wrong["errors"][1]["message"])
        self.assert_problem(self.administrator.post("/v1/replays", b"[", "application/json"), 400, "bad-request")
        self.assert_problem(self.administrator.get("/v1/replays/none"), 404, "not-found")
        self.assert_problem(self.administrator.post_json("/v1/replays/none/pause", {}), 404, "not-found")

    def test_a_reason_with_an_identifier_is_not_stored(self):
        named = f"per {fiscal_code(3)}"
        etag = self.csv(TABLE)[1]
        acts = [self.order(source="bergamo", reason=named), self.order(source="bergamo", table="intervention", code=named),
                self.put(self.anna, TABLE, self.csv(TABLE)[0], etag, query="?reason=" + named.replace(" ", "%20")),
                self.administrator.post_json("/v1/releases", {"period": "2017", "note": named})]
        acts += [self.step(self.anna, TABLE, step, 1, reason=named) for step in ("submit", "discard")]
        acts += [self.step(self.bruno, TABLE, step, 1, reason=named)
                 for step in ("approve", "return", "activate", "rollback")]
        # The same in full-width letters, with a Cyrillic A, and with a zero-width blank inside.
        full_width = "".join(chr(ord(letter) + 0xFEE0) for letter in fiscal_code(3))
        acts += [self.order(source="bergamo", reason=f"per {text}") for text in (
            full_width, fiscal_code(3).replace("A", "\u0410"), fiscal_code(3)[:8] + "\u200b" + fiscal_code(3)[8:])]
        for answer in acts:
            self.assert_problem(answer, 422, "bad-reason")
            self.assertNotIn(fiscal_code(3).encode(), answer.body)
        for verb in (("release", "create", "--period", "2017", "--note", named),
                     ("quarantine", "replay", "--source", "bergamo", "--reason", named),
                     ("tables", "rollback", TABLE, "--version", "1", "--reason", named)):
            done = self.installation.verb(*verb)
            self.assertNotEqual(done.returncode, 0, verb)
            self.assertNotIn(fiscal_code(3), done.stdout + done.stderr)
        with sqlite3.connect(self.installation.folder / "store/raccordo.db") as store:
            dump = "\n".join(store.iterdump())
        store.close()
        self.assertNotIn(fiscal_code(3), dump)

    def test_an_ended_replay_does_not_change(self):
        task = self.order(source="treviglio", reason="prova")
        self.assertEqual((task.status, task.json()["state"], task.json()["total"]), (202, "COMPLETED", 0))
        for act in ("pause", "resume", "cancel"):
            self.assert_problem(self.administrator.post_json(f"{task.header('location')}/{act}", {}), 409,
                                "replay-ended")
        listed = [each["id"] for each in self.administrator.get("/v1/replays").json()["items"]]
        self.assertIn(task.json()["id"], listed)

    def send_waiting(self, code, numbers):
        sent = self.sender.post(PATH, document(*(case_file(number, interventi=visit(code)) for number in numbers)),
                                "application/json")
        self.assertEqual(sent.json()["counts"]["quarantined"], len(numbers), sent.body[:300])
        return sent

    def approve(self, code):
        """An approved version that maps the code."""
        text, etag = self.csv(TABLE)
        target = next(row.split(",")[2] for row in text.splitlines() if row.startswith("ANZ|SAD,"))
        version = self.put(self.anna, TABLE, text + f"ANZ|{code},Voce,{target},equivalent,APPROVED,,,\n",
                           etag).json()["version"]
        self.step(self.anna, TABLE, "submit", version)
        self.assertEqual(self.step(self.bruno, TABLE, "approve", version).status, 200)
        return version

    def act(self, location, act):
        answer = self.administrator.post_json(f"{location}/{act}", {})
        self.assertEqual(answer.status, 200, answer.body)
        task = answer.json()
        self.assertEqual(task["total"], task["remaining"] + task["succeeded"] + task["failed"])
        return task

    def wait_for_state(self, location, state):
        return self.wait_for(self.administrator, location, lambda answer: answer.json()["state"] == state).json()

    def test_a_paused_replay_continues_where_it_stopped(self):
        sent = self.send_waiting("PAUSA", range(MANY))
        activated = self.step(self.bruno, TABLE, "activate", self.approve("PAUSA"), reason="prova").json()
        location = f"/v1/replays/{activated['replay']['id']}"
        self.wait_for(self.administrator, location, lambda answer: answer.json()["succeeded"] > 0)
        self.act(location, "pause")
        paused = self.wait_for_state(location, "PAUSED")
        self.assertGreater(paused["remaining"], 0)
        self.act(location, "resume")
        done = self.wait_for_state(location, "COMPLETED")
        self.assertEqual((done["total"], done["succeeded"], done["remaining"]), (MANY, MANY, 0))
        counts = self.sender.get(sent.header("location")).json()["counts"]
        self.assertEqual((counts["accepted"], counts["quarantined"]), (MANY, 0))

    def test_a_cancelled_replay_leaves_the_rest_waiting(self):
        sent = self.send_waiting("ANNULLA", range(MANY))
        activated = self.step(self.bruno, TABLE, "activate", self.approve("ANNULLA"), reason="prova").json()
        location = f"/v1/replays/{activated['replay']['id']}"
        self.wait_for(self.administrator, location, lambda answer: answer.json()["succeeded"] > 0)
        self.act(location, "pause")
        self.wait_for_state(location, "PAUSED")
        self.act(location, "cancel")
        cancelled = self.wait_for_state(location, "CANCELLED")
        counts = self.sender.get(sent.header("location")).json()["counts"]
        self.assertEqual((counts["accepted"], counts["quarantined"]),
                         (cancelled["succeeded"], cancelled["remaining"]))
        again = self.order(source="isola-bergamasca", table="intervention", code="ANZ|ANNULLA", reason="il resto")
        done = self.wait_for_state(again.header("location"), "COMPLETED")
        self.assertEqual((done["total"], done["succeeded"]), (cancelled["remaining"],) * 2)

    def activate_anew(self, code, target_row):
        """Activates a version that maps the code to the target of the table's row with that number."""
        text, etag = self.csv(TABLE)
        rows = [row for row in text.splitlines() if not row.startswith(f"ANZ|{code},")]
        target = rows[target_row].split(",")[2]
        text = "\n".join([*rows, f"ANZ|{code},Voce,{target},equivalent,APPROVED,,,", ""])
        version = self.put(self.anna, TABLE, text, etag).json()["version"]
        self.step(self.anna, TABLE, "submit", version)
        self.step(self.bruno, TABLE, "approve", version)
        activated = self.step(self.bruno, TABLE, "activate", version, reason="prova")
        self.assertEqual(activated.status, 202, activated.body)
        return activated.json()

    def damage(self, record_id):
        """Truncates the stored body of the record, as a damaged disk does."""
        with sqlite3.connect(self.installation.folder / "store/raccordo.db") as store:
            store.execute("UPDATE bodies SET body = substr(body, 1, length(body) - 5) WHERE record ="
                          " (SELECT no FROM records WHERE record_id = ?)", (record_id,))
            self.assertEqual(store.execute("SELECT changes()").fetchone(), (1,))
        store.close()

    def test_an_unreadable_stored_record_does_not_stop_a_replay(self):
        self.activate_anew("ROTTO", 1)
        numbers = range(70_000, 70_003)
        sent = self.sender.post(PATH, document(*(case_file(number, interventi=visit("ROTTO")) for number in numbers)),
                                "application/json")
        self.assertEqual(sent.json()["counts"]["accepted"], 3, sent.body[:500])
        self.damage("IB-70001")
        remap = self.activate_anew("ROTTO", 2)["remap"]
        done = self.wait_for_state(f"/v1/replays/{remap['id']}", "COMPLETED")
        self.assertEqual((done["failed"], done["remaining"]), (1, 0))
        self.assert_log_tells("replay-record-failed")
        # The later tasks must not be stuck either.
        behind = self.order(source="isola-bergamasca", reason="dopo")
        self.wait_for_state(behind.header("location"), "COMPLETED")

    def state_of(self, version):
        versions = self.get(f"{TABLE}/versions").json()["items"]
        return next(each["state"] for each in versions if each["version"] == version)

    def activate_and_kill(self, version, moment):
        """Kills the gateway while it activates, as soon as `moment()` is true; there may be no answer."""
        def activate():
            try:
                self.step(self.installation.client("bruno"), TABLE, "activate", version, reason="prova")
            except OSError:
                pass
        caller = threading.Thread(target=activate)
        caller.start()
        for _ in range(MOST_LOOKS):
            if moment():
                break
        self.installation.kill()
        caller.join()
        self.installation.start()

    def is_active(self, version):
        store = sqlite3.connect(self.installation.folder / "store/raccordo.db")
        found = store.execute("SELECT count(*) FROM table_versions WHERE source = 'isola-bergamasca' AND"
                              " tbl = 'intervention' AND version = ? AND state = 3", (version,)).fetchone()[0]
        store.close()
        return found == 1

    def test_a_killed_activation_is_atomic(self):
        for turn, moment in enumerate((lambda version: True, self.is_active)):
            code = f"UCCISO{turn}"
            numbers = range(turn * KILLED, (turn + 1) * KILLED)
            sent = self.send_waiting(code, numbers)
            version = self.approve(code)
            self.activate_and_kill(version, lambda: moment(version))
            if self.state_of(version) == "APPROVED":
                self.assertEqual(self.sender.get(sent.header("location")).json()["counts"]["accepted"], 0)
                self.assertEqual(self.step(self.bruno, TABLE, "activate", version, reason="di nuovo").status, 202)
            self.assertEqual(self.state_of(version), "ACTIVE")
            self.wait_for(self.sender, sent.header("location"),
                          lambda answer: answer.json()["counts"]["accepted"] == KILLED)
            told = [details for action, _, details in self.acts(TABLE) if action == "table.activate"]
            self.assertEqual([each["version"] for each in told].count(str(version)), 1)

    def test_a_replay_completes_after_a_kill_without_repetition(self):
        sent = self.send_waiting("MOLTI", range(MANY))
        version = self.approve("MOLTI")
        activated = self.step(self.bruno, TABLE, "activate", version, reason="codice completato").json()
        location = f"/v1/replays/{activated['replay']['id']}"
        self.wait_for(self.administrator, location, lambda answer: answer.json()["succeeded"] > 0)
        self.installation.kill()
        self.installation.start()
        done = self.wait_for(self.administrator, location, lambda answer: answer.json()["state"] == "COMPLETED")
        self.assertEqual((done.json()["total"], done.json()["succeeded"]), (MANY, MANY))
        receipt = self.sender.get(sent.header("location")).json()
        self.assertEqual((receipt["counts"]["accepted"], receipt["counts"]["quarantined"]), (MANY, 0))
        self.assertEqual(receipt["issues"], [])
