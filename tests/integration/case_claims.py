"""Two programs on one store: one gateway at a time, verbs beside it, and exact counts however the gateway ends."""

import os
import signal
import sqlite3
import subprocess

from support.gateway_case import GatewayCase
from support.installation import BUILD
from support.people import case_file, document

PATH = "/v1/sources/isola-bergamasca/submissions"
MANY = 20_000


class Claims(GatewayCase):
    def setUp(self):
        self.sender = self.installation.client("isola-bergamasca")

    def start_second(self):
        return self.installation.verb("serve")

    def send_many(self, first):
        cases = [case_file(number) for number in range(first, first + MANY)]
        answer = self.sender.post(PATH, document(*cases), "application/json", Prefer="respond-async")
        self.assertEqual(answer.status, 202, answer.body)
        begun = self.wait_for(self.sender, answer.header("location"),
                              lambda status: status.status == 303 or status.json()["processed"] > 0)
        self.assertEqual(begun.status, 200, "the process ended after the document: send more records")
        return answer.header("location")

    def assert_counts_exact(self, location):
        done = self.wait_for(self.sender, location, lambda status: status.status == 303)
        receipt = self.sender.get(done.header("location")).json()
        self.assertEqual((receipt["state"], receipt["counts"]["received"], receipt["counts"]["accepted"]),
                         ("COMPLETED", MANY, MANY))

    def test_a_second_gateway_ends_at_once_names_the_first_and_changes_nothing(self):
        location = self.send_many(100_000)
        spool = self.installation.folder / "store/spool"
        before = sorted(each.name for each in spool.iterdir())
        self.assertTrue(before)
        second = self.start_second()
        self.assertEqual(second.returncode, 1)
        self.assertIn(f"process {self.installation.process.pid} on ", second.stdout + second.stderr)
        self.assertEqual(sorted(each.name for each in spool.iterdir()), before)
        self.assert_counts_exact(location)

    def test_sigterm_during_a_body_ends_at_the_next_piece_and_the_next_start_continues(self):
        location = self.send_many(200_000)
        first = self.installation.process
        first.terminate()
        # The next one is started immediately and repeatedly, as a service manager does.
        while True:
            self.installation.process = None
            try:
                self.installation.start()
                break
            except RuntimeError:
                self.assertIn("is in use by another", self.installation.log.read_text())
        self.assertEqual(first.wait(60), 0)
        self.assertIsNotNone(first.returncode)
        self.assert_counts_exact(location)

    def test_counts_are_exact_after_a_kill_during_a_body(self):
        location = self.send_many(300_000)
        self.installation.kill()
        self.installation.start()
        self.assert_counts_exact(location)

    def test_a_second_sigterm_ends_at_once_and_loses_nothing(self):
        location = self.send_many(400_000)
        first = self.installation.process
        os.kill(first.pid, signal.SIGSTOP)  # so that both signals are pending before the first is handled
        os.kill(first.pid, signal.SIGTERM)
        os.kill(first.pid, signal.SIGINT)
        os.kill(first.pid, signal.SIGCONT)
        self.assertIn(first.wait(60), (0, 1))
        self.installation.start()
        self.assert_counts_exact(location)

    def test_a_release_of_a_verb_is_not_refused_by_a_gateway_that_starts(self):
        store = self.installation.folder / "store/raccordo.db"
        self.installation.stop()
        with subprocess.Popen([str(BUILD / "raccordo"), "release", "create", "--period", "2015", "--json", "--config",
                               str(self.installation.folder / "raccordo.yaml")], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True) as verb:
            while verb.poll() is None and not self.releases(store):
                pass
            os.kill(verb.pid, signal.SIGSTOP)
            running = [state for state in self.releases(store) if state == "RUNNING"]
            self.installation.start()
            self.assertEqual([state for state in self.releases(store) if state == "RUNNING"], running)
            os.kill(verb.pid, signal.SIGCONT)
            told, _ = verb.communicate(timeout=120)
        self.assertEqual(verb.returncode, 0, told)
        self.assertIn("DONE", told)

    def test_a_killed_release_of_a_verb_frees_its_period(self):
        store = self.installation.folder / "store/raccordo.db"
        known = len(self.releases(store))
        with subprocess.Popen([str(BUILD / "raccordo"), "release", "create", "--period", "2014", "--config",
                               str(self.installation.folder / "raccordo.yaml")], stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as verb:
            while verb.poll() is None and len(self.releases(store)) == known:
                pass
            verb.kill()
        again = self.installation.verb("release", "create", "--period", "2014", "--json")
        if again.returncode != 0:  # it ended before the signal
            self.assertIn("DONE", again.stdout)

    @staticmethod
    def releases(store):
        with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as database:
            return [state for (state,) in database.execute("SELECT state FROM releases")]
