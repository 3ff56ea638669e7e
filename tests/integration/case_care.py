"""The gateway and its environment: an unread log, a full disk, another store, a clock that jumps."""

import os
import resource
import shutil
import sqlite3
import subprocess
import time

from support.gateway_case import WAIT_ROUNDS, GatewayCase
from support.installation import BUILD
from support.people import case_file, document, fiscal_code

PATH = "/v1/sources/isola-bergamasca/submissions"
RECORD = "/v1/sources/isola-bergamasca/records/IB-1"
REQUESTS_THAT_FILL_A_PIPE = 1_000
DAY = 86_400 * 1_000_000


class Care(GatewayCase):
    def setUp(self):
        self.sender = self.installation.client("isola-bergamasca")
        self.store = self.installation.folder / "store/raccordo.db"

    def start_again(self):
        if self.installation.process.poll() is not None:
            self.installation.start()

    def post(self, *numbers):
        return self.sender.post(PATH, document(*[case_file(number) for number in numbers]), "application/json")

    def wait_for_status(self, status):
        for _ in range(WAIT_ROUNDS):
            answer = self.nobody.get("/status")
            if answer.status == status:
                return answer
            try:
                self.installation.process.wait(0.02)
                self.fail("the gateway ended")
            except subprocess.TimeoutExpired:
                pass
        self.fail(f"/status never was {status}: {answer.body}")

    def metric(self, name):
        for line in self.installation.admin("/metrics").body.decode().splitlines():
            if line.startswith(name + " "):
                return float(line.split()[1])
        self.fail(f"no metric {name}")

    def serve_refuses(self, *options):
        done = self.installation.verb("serve", *options)
        self.assertEqual(done.returncode, 1, done.stderr)
        return done.stdout + done.stderr

    def test_an_unread_log_does_not_block_the_gateway(self):
        self.installation.stop()
        with subprocess.Popen([str(BUILD / "raccordo"), "serve", "--config",
                               str(self.installation.folder / "raccordo.yaml")], stderr=subprocess.PIPE) as process:
            self.installation.process = process
            self.wait_until_serving()
            connection = self.sender.open()
            for _ in range(REQUESTS_THAT_FILL_A_PIPE):
                connection.request("GET", "/v1/whoami")
                answer = connection.getresponse()
                answer.read()
                self.assertEqual(answer.status, 200)
            connection.close()
            self.assertEqual(self.post(1).status, 201)
            self.assertEqual(self.nobody.get("/status").status, 200)
            process.terminate()
            self.assertEqual(process.wait(60), 0)
        self.installation.start()

    def wait_until_serving(self):
        for _ in range(WAIT_ROUNDS):
            try:
                if self.nobody.get("/status").status == 200:
                    return
            except OSError:
                pass
            try:
                self.installation.process.wait(0.02)
                self.fail("the gateway ended")
            except subprocess.TimeoutExpired:
                pass
        self.fail("the gateway did not start")

    def test_a_full_disk_is_reported_and_writes_resume_once_there_is_room(self):
        self.assertEqual(self.post(1, 2).status, 201)
        pid = self.installation.process.pid
        before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, before[1]))
        try:
            for answer in (self.sender.request("DELETE", RECORD), self.post(3),
                           self.administrator.post_json("/v1/releases", {"period": "2013"})):
                self.assert_problem(answer, 503, "storage-full")
                self.assertGreater(int(answer.header("retry-after")), 0)
            status = self.wait_for_status(503)
            self.assertEqual(status.json()["part"], "disk")
            self.assertEqual(self.sender.get(RECORD).status, 200, "reading still works")
            self.assertGreater(self.metric("raccordo_failed_writes_total"), 0)
        finally:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
        self.wait_for_status(200)
        self.assertEqual(self.sender.request("DELETE", RECORD).status, 204)
        self.assertEqual(self.post(1, 3).status, 201)

    def test_status_reports_the_last_commit_and_free_space(self):
        self.assertEqual(self.post(5).status, 201)
        status = self.nobody.get("/status").json()
        self.assertEqual((status["status"], status["title"], status["warnings"]), (200, "OK", []))
        self.assertLess(abs(time.time() - self.metric("raccordo_last_commit_timestamp_seconds")), 3_600)
        self.assertTrue(status["last_commit"] and status["checked_at"])
        self.assertGreater(status["free_bytes"], 0)
        self.assertGreater(self.metric("raccordo_commits_total"), 0)
        self.assertGreater(self.metric("raccordo_storage_free_bytes"), 0)
        self.assertEqual(self.metric("raccordo_stuck_bodies"), 0)
        self.assertEqual(self.metric("raccordo_log_dropped_total"), 0)

    def test_a_missing_store_is_not_replaced_by_an_empty_one(self):
        self.post(6)
        self.installation.stop()
        aside = self.store.with_suffix(".aside")
        os.rename(self.store, aside)
        self.addCleanup(self.start_again)
        self.assertIn("--new-store", self.serve_refuses())
        checked = self.installation.verb("check")
        self.assertEqual(checked.returncode, 1)
        self.assertIn("is missing", checked.stdout + checked.stderr)
        self.assertFalse(self.store.exists())
        os.rename(aside, self.store)
        self.installation.start()
        self.assertEqual(self.sender.get("/v1/sources/isola-bergamasca/records/IB-6").status, 200)

    def test_an_older_copy_is_refused_until_accepted_with_a_reason(self):
        self.installation.stop()
        copy = self.store.with_suffix(".copy")
        shutil.copyfile(self.store, copy)
        self.installation.start()
        self.post(7)
        self.installation.stop()
        kept = self.store.with_suffix(".kept")
        os.rename(self.store, kept)
        shutil.copyfile(copy, self.store)
        os.chmod(self.store, 0o600)
        self.assertIn("older copy", self.serve_refuses())
        self.assertIn("older copy", self.installation.verb("import", "--source", "isola-bergamasca", "none").stderr)
        self.installation.start("--accept-older-store", "the disk broke")
        entries = self.administrator.get("/v1/audit?action=store.accept").json()["items"]
        self.assertEqual(entries[0]["reason"], "the disk broke")
        self.installation.stop()
        self.installation.start()

    def test_a_store_replaced_while_open_refuses_writes(self):
        self.post(8)
        aside = self.store.with_suffix(".moved")
        os.rename(self.store, aside)
        shutil.copyfile(aside, self.store)
        try:
            self.assertEqual(self.post(9).status, 503)
            for answer in (self.sender.request("DELETE", "/v1/sources/isola-bergamasca/records/IB-8"),
                           self.administrator.post_json("/v1/subjects/erase",
                                                        {"id": fiscal_code(8), "reason": "richiesta"}),
                           self.administrator.post_json("/v1/replays", {"source": "isola-bergamasca"})):
                problem = self.assert_problem(answer, 503, "unavailable")
                self.assertIn("/status", problem["detail"])
                self.assertTrue(answer.header("retry-after"))
            self.assertEqual(self.wait_for_status(503).json()["part"], "store")
        finally:
            os.rename(aside, self.store)
        self.installation.kill()
        self.installation.start()
        self.assertEqual(self.sender.get("/v1/sources/isola-bergamasca/records/IB-8").status, 200)

    def test_a_clock_that_jumps_deletes_nothing_until_it_is_accepted(self):
        self.assertEqual(self.post(10).status, 201)
        self.installation.stop()
        # As if the clock, and all stored times, had been 500 days slow until now.
        with sqlite3.connect(self.store) as database:
            database.execute("UPDATE store_state SET clock = clock - ?", (500 * DAY,))
            database.execute("UPDATE submissions SET received_at = received_at - ?", (500 * DAY,))
            (kept,) = database.execute("SELECT count(*) FROM submissions").fetchone()
        database.close()
        self.installation.start()
        self.assertIn("--accept-clock", self.nobody.get("/status").json()["warnings"][0])
        self.assertGreater(self.metric("raccordo_clock_ahead_seconds"), 499 * 86_400)
        self.assert_log_tells("clock-ahead")
        self.installation.stop()
        self.assertEqual(self.submissions(), kept)
        self.installation.start("--accept-clock")
        self.assertEqual(self.nobody.get("/status").json()["warnings"], [])
        self.installation.stop()
        self.assertEqual(self.submissions(), 0, "now their retention has ended")
        self.installation.start()

    def submissions(self):
        with sqlite3.connect(self.store) as database:
            (count,) = database.execute("SELECT count(*) FROM submissions").fetchone()
        database.close()
        return count
