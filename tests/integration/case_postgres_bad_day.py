"""A database that hangs, is locked, waits for its standby, refuses, or is another one: every request is answered in
time, /status says so, nothing is acknowledged that may be lost, and all of it ends by itself."""

import json
import re
import time
from concurrent.futures import ThreadPoolExecutor

from support.people import case_file, document
from support.postgres_case import PATH, PostgresCase

BOUND = 15  # seconds: docs/storage.md
PROMPT = 3


class PostgresBadDay(PostgresCase):
    options = " options='-c lock_timeout=1s'"

    @classmethod
    def prepare(cls):
        super().prepare()
        cls.threads = ThreadPoolExecutor(8)
        cls.addClassCleanup(cls.threads.shutdown)

    @classmethod
    def tearDownClass(cls):
        lines = cls.installation.log.read_text().splitlines()
        super().tearDownClass()
        for line in lines:
            json.loads(line)  # also what libpq has to say

    def post(self, number, key):
        return self.sender.post(PATH, document(case_file(number)), "application/json", Idempotency_Key=key)

    def timed(self, ask, *arguments):
        begun = time.monotonic()
        answer = ask(*arguments)
        return answer, time.monotonic() - begun

    def refused_in_time(self, answer, seconds):
        problem = self.assert_problem(answer, 503, "unavailable")
        self.assertGreater(int(answer.header("retry-after")), 0)
        self.assertLess(seconds, BOUND)
        return problem

    def told(self, word):
        """/status answers at once, at some time with 503 that tells what is wrong."""
        def answer():
            self.pause()
            found, seconds = self.timed(self.nobody.get, "/status")
            self.assertLess(seconds, PROMPT)
            return found.status == 503 and word in found.json()["detail"] and "disk" not in found.json()["detail"]
        self.eventually(answer, word)

    def well(self):
        self.wait_for(self.nobody, "/status", lambda answer: answer.status == 200)

    def events(self, name):
        return sum(f'"event":"{name}"' in line for line in self.installation.log.read_text().splitlines())

    def count(self, record):
        return int(self.server.sql(f"SELECT count(*) FROM records WHERE record_id = 'IB-{record}'")[0])

    def test_1_a_server_that_hangs(self):
        self.assertEqual(self.post(600, "bad-600").status, 201)
        before = self.events("webhooks-failed") + self.events("replay-failed") + self.events("background-look-failed")
        self.server.freeze()
        try:
            asked = [self.threads.submit(self.timed, self.post, number, f"bad-{number}") for number in range(601, 605)]
            asked += [self.threads.submit(self.timed, self.sender.get, "/v1/sources/isola-bergamasca/records/IB-600")
                      for _ in range(3)]
            metrics, seconds = self.timed(self.installation.admin, "/metrics")
            self.assertEqual(metrics.status, 200)
            self.assertLess(seconds, PROMPT)
            self.told("database")
            for each in asked:
                self.refused_in_time(*each.result())
        finally:
            self.server.thaw()
        self.well()
        for number in range(601, 605):
            self.assertEqual(self.post(number, f"bad-{number}").status, 201)
            self.assertEqual(self.count(number), 1)
        after = self.events("webhooks-failed") + self.events("replay-failed") + self.events("background-look-failed")
        self.assertLessEqual(after - before, 3)

    def test_2_a_lock_of_an_operator(self):
        lock = self.server.open_session()
        lock.say("BEGIN; LOCK TABLE records;")
        self.eventually(lambda: self.server.sql("SELECT 1 FROM pg_locks WHERE relation = 'records'::regclass AND mode ="
                                                " 'AccessExclusiveLock'"), "the lock")
        try:
            asked = [self.threads.submit(self.timed, self.post, number, f"bad-{number}") for number in range(610, 614)]
            asked.append(self.threads.submit(self.timed, self.sender.get, "/v1/sources/isola-bergamasca/records/IB-600"))
            for each in asked:
                self.refused_in_time(*each.result())
            self.told("another session holds a lock")
        finally:
            lock.end()
        self.assertEqual(self.post(610, "bad-610").status, 201)

    def standby(self, name):
        self.server.sql(f"ALTER SYSTEM SET synchronous_standby_names = '{name}'")
        self.server.sql("SELECT pg_reload_conf()")
        self.eventually(lambda: self.server.sql("SHOW synchronous_standby_names") == ([name] if name else [""]), name)

    def test_3_a_synchronous_standby_that_is_away(self):
        self.standby("nobody")
        try:
            self.refused_in_time(*self.timed(self.post, 620, "bad-620"))
            self.told("database")
            self.refused_in_time(*self.timed(self.post, 621, "bad-621"))
        finally:
            self.standby("")
        self.well()
        for number in (620, 621):
            self.assertEqual(self.post(number, f"bad-{number}").status, 201)
            self.assertEqual(self.count(number), 1)

    def test_4_a_wait_for_the_standby_that_is_ended(self):
        self.standby("nobody")
        try:
            asked = self.threads.submit(self.timed, self.post, 630, "bad-630")
            self.eventually(lambda: self.server.sql("SELECT pg_cancel_backend(pid) FROM pg_stat_activity"
                                                    " WHERE wait_event = 'SyncRep'"), "a commit waits")
            self.refused_in_time(*asked.result())
        finally:
            self.standby("")
        self.assert_log_tells('"event":"database-notice"')
        self.wait_for_201(630)
        self.assertEqual(self.count(630), 1)

    def wait_for_201(self, number):
        self.eventually(lambda: self.post(number, f"bad-{number}").status == 201, f"{number} is stored")

    def test_5_a_right_that_was_revoked(self):
        self.wait_for_201(640)
        self.server.sql("REVOKE INSERT ON records FROM raccordo_run; REVOKE SELECT ON audit FROM raccordo_run")
        try:
            self.refused_in_time(*self.timed(self.post, 641, "bad-641"))
            self.refused_in_time(*self.timed(self.administrator.get, "/v1/audit"))
            self.told("a right of its role")
        finally:
            self.server.sql("GRANT INSERT ON records TO raccordo_run; GRANT SELECT ON audit TO raccordo_run")
        self.assertEqual(self.post(641, "bad-641").status, 201)

    def test_6_another_store_and_an_empty_one_are_neither_read_nor_written(self):
        self.wait_for_201(650)
        self.server.sql("CREATE DATABASE empty TEMPLATE template0 ENCODING 'UTF8'", "postgres")
        self.make_database("other")
        self.server.file(self.schema_copy / "store.sql", "other", "raccordo_owner")
        for other in ("empty", "other"):
            with self.subTest(other):
                self.swap("raccordo", "kept", other)
                try:
                    self.refused_in_time(*self.timed(self.post, 651, f"bad-651-{other}"))
                    for path in ("/v1/audit", "/v1/releases"):
                        self.refused_in_time(*self.timed(self.administrator.get, path))
                    self.refused_in_time(*self.timed(self.sender.get, "/v1/sources/isola-bergamasca/records/IB-650"))
                    self.told("database")
                finally:
                    self.swap("raccordo", other, "kept")
                self.wait_for_201(651)
        self.assertEqual(self.count(651), 1)

    def test_8_a_reload_that_cannot_be_entered_in_the_audit_changes_nothing(self):
        """A client that was removed in an emergency is out, or the verb says that it is not."""
        self.wait_for_201(660)
        clients = self.installation.folder / "clients.yaml"
        kept = clients.read_text()
        clients.write_text(re.sub(r"  - name: isola-bergamasca\n(    .*\n)+", "", kept))
        self.server.sql("REVOKE INSERT ON audit FROM raccordo_run")
        try:
            done = self.installation.verb("reload")
            self.assertEqual(done.returncode, 1)
            self.assertIn("the former files stay in force", done.stderr)
            self.assertEqual(self.sender.get("/v1/whoami").status, 200)
        finally:
            self.server.sql("GRANT INSERT ON audit TO raccordo_run")
        self.well()
        entered = len(self.reloads())
        self.assertEqual(self.installation.verb("reload").returncode, 0)
        self.assertEqual(len(self.reloads()), entered + 1)
        self.assert_problem(self.sender.get("/v1/whoami"), 403, "unknown-client")
        clients.write_text(kept)
        self.assertEqual(self.installation.verb("reload").returncode, 0)
        self.wait_for_201(661)

    def reloads(self):
        items = self.administrator.get("/v1/audit?limit=1000").json()["items"]
        return [each for each in items if each["action"] == "configuration.reload"]

    def test_7_what_should_be_changed_is_warned_of(self):
        done = self.installation.verb("check")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("fsync = off", done.stdout + done.stderr)
        self.assertNotIn("superuser", done.stdout + done.stderr)
        done = self.installation.verb("check", config=self.other_configuration(self.server.conninfo(role="postgres")))
        self.assertIn("as a superuser", done.stdout + done.stderr)
        self.assertIn("fsync = off", self.installation.verb("doctor").stdout)
        other = self.other_configuration(self.server.conninfo() + " password=segretissimo")
        other.chmod(0o644)
        done = self.installation.verb("check", config=other)
        self.assertEqual(done.returncode, 1)
        self.assertIn("has the password of the database", done.stdout + done.stderr)
        other.chmod(0o600)
        self.assertEqual(self.installation.verb("check", config=other).returncode, 0)
        done = self.installation.verb("check", config=self.other_configuration("5"))
        self.assertIn("must be a connection string of PostgreSQL", done.stdout + done.stderr)
        self.assertNotIn("no connection", done.stdout + done.stderr)
