"""Releases ordered at once by several programs, and one whose program is killed while storing it: the ledger has each
release once, complete, and in one chain."""

import json
import sqlite3
import subprocess

from support.gateway_case import WAIT_ROUNDS, GatewayCase
from support.installation import BUILD
from support.people import case_file, document

CASES = 40
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000000) SELECT max(i) FROM n"


class ReleaseCrowd(GatewayCase):
    @classmethod
    def prepare(cls):
        body = cls.installation.folder / "cases.json"
        late = case_file(CASES, apertura="2019-03-04", interventi=[
            {"id": "1", "area": "ANZ", "codice": "SAD", "dal": "2019-03-06", "importo": 120.50}])
        body.write_bytes(document(*(case_file(number) for number in range(CASES)), late))
        cls.installation.verb("import", "--source", "isola-bergamasca", body)

    def start(self, period):
        return subprocess.Popen([str(BUILD / "raccordo"), "release", "create", "--period", period, "--json",
                                 "--config", str(self.installation.folder / "raccordo.yaml")],
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def ask(self, statement, *values, **options):
        store = sqlite3.connect(self.installation.folder / "store/raccordo.db", **options)
        try:
            with store:
                return store.execute(statement, values).fetchall()
        finally:
            store.close()

    def is_being_written(self):
        try:
            self.ask("BEGIN IMMEDIATE", timeout=0)
        except sqlite3.OperationalError as error:
            return "locked" in str(error)
        return False

    def pause_until(self, process, done):
        for _ in range(WAIT_ROUNDS):
            if done():
                return
            try:  # a wait that ends as soon as the program ends
                process.wait(0.05)
                self.fail("the program ended")
            except subprocess.TimeoutExpired:
                pass
        self.fail("it never came so far")

    def test_concurrent_orders_form_one_chain(self):
        location = self.administrator.post_json("/v1/releases", {"period": "2017"}).header("location")
        programs = [self.start(period) for period in ("2018", "2019", "2019")]
        answers = [json.loads(program.communicate(timeout=120)[0]) for program in programs]
        over_http = self.wait_for(self.administrator, location, lambda answer: answer.json()["state"] != "RUNNING")
        twice = sorted(answers[1:], key=lambda answer: "error" in answer)
        self.assertEqual(twice[0]["state"], "DONE", twice)
        self.assertEqual(twice[1]["error"]["code"], "period-released")
        ended = [over_http.json(), answers[0], twice[0]]
        for early in ended[:2]:  # refused if a later period was faster
            self.assertIn(early["state"], ("DONE", "REFUSED"))
            if early["state"] == "REFUSED":
                self.assertIn("only moves forward", early["reason"])
        done = [each for each in ended if each["state"] == "DONE"]
        for release in done:
            found = json.loads(self.installation.verb("release", "verify", release["id"], "--json").stdout)
            self.assertEqual((found["intact"], found["breaches"]), (True, []))
        rows = self.ask("SELECT release, period FROM ledger WHERE period IN ('2017', '2018', '2019') ORDER BY seq")
        self.assertEqual(rows, [(release["id"], release["period"]) for release in done])

    def test_a_kill_while_storing_leaves_no_partial_release(self):
        held = self.ask("SELECT count(*), coalesce(max(seq), 0) FROM ledger")
        self.ask(f"CREATE TRIGGER slow AFTER INSERT ON evidence BEGIN {ENDLESS}; END")
        program = self.start("2016")
        with program.stdout:
            self.pause_until(program, lambda: self.ask("SELECT 1 FROM releases WHERE period = '2016'"))
            self.pause_until(program, self.is_being_written)
            program.kill()
            program.wait()
        self.ask("DROP TRIGGER slow")
        self.assertEqual(self.ask("SELECT count(*), coalesce(max(seq), 0) FROM ledger"), held)
        self.assertEqual(self.ask("SELECT state, content FROM releases WHERE period = '2016'"), [("RUNNING", "")])
        self.assertEqual(self.ask("SELECT a.seq FROM audit a JOIN releases r ON r.id = a.object"
                                  " WHERE r.period = '2016'"), [])
        # Its program has ended, so the next order refuses it and takes its place.
        again = self.administrator.post_json("/v1/releases", {"period": "2016"})
        self.assertEqual(again.status, 202, again.body)
        self.wait_for(self.administrator, again.header("location"), lambda answer: answer.json()["state"] == "DONE")
        self.assertEqual(self.ask("SELECT state FROM releases WHERE period = '2016' ORDER BY id"),
                         [("REFUSED",), ("DONE",)])
