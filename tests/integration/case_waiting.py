"""Spooled bodies under faults: the process ends, the client is removed, the stored body is lost, the machine has a
fault; and the order of receipt, whichever is processed first."""

import json
import re
import sqlite3
import subprocess
from pathlib import Path

from support.gateway_case import WAIT_ROUNDS, GatewayCase
from support.people import case_file, document, fiscal_code

PATH = "/v1/sources/isola-bergamasca/submissions"
MANY = 12_000


class WaitingCase(GatewayCase):
    def setUp(self):
        self.sender = self.installation.client("isola-bergamasca")

    def take_in(self, *cases):
        """Sends a body that is answered 202; returns the submission's id."""
        answer = self.sender.post(PATH, document(*cases), "application/json", Prefer="respond-async")
        self.assertEqual((answer.status, answer.json()["state"]), (202, "RECEIVED"), answer.body)
        return answer.json()["id"]

    def many(self, first):
        return [case_file(number) for number in range(first, first + MANY)]

    def receipt_of(self, submission):
        """Waits for the end."""
        location = f"/v1/submissions/{submission}/status"
        done = self.wait_for(self.sender, location, lambda status: status.status == 303)
        return self.sender.get(done.header("location")).json()

    def row(self, submission, columns):
        database = sqlite3.connect(f"file:{self.installation.folder / 'store/raccordo.db'}?mode=ro", uri=True)
        try:
            return database.execute(f"SELECT {columns} FROM submissions WHERE id = ?", (submission,)).fetchone()
        finally:
            database.close()

    def until(self, holds):
        """Repeats until the condition holds; ends at once if the gateway ends."""
        for _ in range(WAIT_ROUNDS * 2):
            if found := holds():
                return found
            try:
                self.installation.process.wait(0.01)
                self.fail("the gateway ended")
            except subprocess.TimeoutExpired:
                pass
        self.fail("it never came to be so")

    def listed(self, submission):
        """The submission as `submissions list` shows it; None once it is processed."""
        said = self.installation.verb("submissions", "list", "--json")
        self.assertEqual(said.returncode, 0, said.stderr)
        return next((each for each in json.loads(said.stdout)["items"] if each["id"] == submission), None)

    def log(self):
        return [json.loads(line) for line in self.installation.log.read_text().splitlines() if line.startswith("{\"time")]

    def events(self, name, submission):
        return [each for each in self.log() if each["event"] == name and each.get("submission") == submission]


class SetAside(WaitingCase):
    def end_twice_in_work(self, submission):
        """Kills the gateway twice while the body is being processed; the next start is the third."""
        for attempt in (1, 2):
            self.until(lambda: self.row(submission, "attempts")[0] == attempt)
            self.assertEqual(self.row(submission, "state")[0], 0, "it must still be in work: send more")
            self.installation.kill()
            if attempt == 1:
                self.installation.start()

    def lone_process(self):
        """The process that a suspect body runs in."""
        tasks = Path(f"/proc/{self.installation.process.pid}/task")
        for task in tasks.iterdir():
            for child in (task / "children").read_text().split():
                if b"process-body" in Path(f"/proc/{child}/cmdline").read_bytes():
                    return int(child)
        return None

    def test_body_in_progress_at_an_unrelated_crash_is_processed(self):
        submission = self.take_in(*self.many(10_000))
        self.end_twice_in_work(submission)
        self.installation.start()
        receipt = self.receipt_of(submission)
        self.assertEqual((receipt["state"], receipt["issues"]), ("COMPLETED", []))
        self.assertEqual(receipt["counts"]["accepted"], MANY)
        self.assertEqual(len(self.events("body-runs-alone", submission)), 1)

    def test_body_that_crashes_its_own_process_is_set_aside_and_others_are_processed(self):
        guilty = self.take_in(*self.many(40_000))
        innocent = self.take_in(case_file(3))
        self.end_twice_in_work(guilty)
        self.installation.start()
        subprocess.run(["kill", "-9", str(self.until(self.lone_process))], check=True)
        receipt = self.receipt_of(guilty)
        self.assertEqual(receipt["state"], "FAILED")
        issue = receipt["issues"][0]
        self.assertEqual((issue["code"], issue["severity"]), ("processing-failed", "error"))
        self.assertIn("was set aside", issue["message"])
        self.assertEqual(self.receipt_of(innocent)["state"], "COMPLETED")
        self.assertEqual(len(self.events("body-set-aside", guilty)), 1)
        audit = self.administrator.get("/v1/audit?action=submission.set-aside").json()["items"]
        self.assertEqual([(each["actor"], each["object"]) for each in audit], [("raccordo", guilty)])
        # Its body is kept, also after a restart, and is not processed.
        self.installation.kill()
        self.installation.start()
        self.assertEqual(self.receipt_of(guilty)["state"], "FAILED")
        self.assertEqual(self.listed(guilty)["state"], "FAILED")
        self.retry(guilty)

    def retry(self, submission):
        said = self.installation.verb("submissions", "retry", submission)
        self.assertEqual(said.returncode, 2, "a reason is required")
        said = self.installation.verb("submissions", "retry", submission, "--reason", "new program version", "--json")
        self.assertEqual((said.returncode, json.loads(said.stdout)["state"]), (0, "RECEIVED"), said.stderr)
        receipt = self.receipt_of(submission)
        self.assertEqual((receipt["state"], receipt["issues"]), ("COMPLETED", []))
        self.assertEqual(receipt["counts"]["received"], MANY)
        self.assertEqual(receipt["counts"]["accepted"], MANY)
        again = self.installation.verb("submissions", "retry", submission, "--reason", "once more")
        self.assertEqual(again.returncode, 1)
        self.assertIn("only a FAILED one", again.stderr)


class Waiting(WaitingCase):
    def hold(self, first, *cases):
        """A body whose processing has not started, and a gateway that is not running."""
        before = self.take_in(*self.many(first))
        submission = self.take_in(*cases)
        self.installation.kill()
        self.assertEqual(self.row(submission, "state, attempts"), (4, 0), "the one before was too short")
        return before, submission

    def body_file(self, submission):
        return self.installation.folder / "store/spool" / f"{self.row(submission, 'spool')[0]}.body"

    def test_body_of_a_removed_client_waits_and_is_processed_once_it_is_back(self):
        clients = self.installation.folder / "clients.yaml"
        kept = clients.read_text()
        self.addCleanup(clients.write_text, kept)
        _, submission = self.hold(10_000, case_file(1))
        clients.write_text(re.sub(r"  - name: isola-bergamasca\n(    .*\n)+", "", kept))
        self.installation.start()
        self.until(lambda: self.row(submission, "state")[0] == 5)
        listed = self.listed(submission)
        self.assertEqual((listed["state"], listed["reason"]), ("WAITING", "client-missing"))
        self.assertIn("once the administrator adds the client again", listed["detail"])
        self.assertIn('raccordo_submissions_waiting{reason="client-missing"}',
                      self.installation.admin("/metrics").body.decode())
        clients.write_text(kept)
        self.installation.reload()
        self.until(lambda: self.sender.get("/v1/whoami").status == 200)
        self.assertEqual(self.receipt_of(submission)["counts"]["accepted"], 1)

    def test_temporary_fault_does_not_block_others_and_is_retried(self):
        before, submission = self.hold(30_000, case_file(2))
        body = self.body_file(submission)
        aside = body.with_suffix(".aside")
        body.rename(aside)
        body.mkdir()
        self.installation.start()
        later = self.take_in(case_file(3))
        self.assertEqual(self.receipt_of(before)["counts"]["accepted"], MANY)
        self.assertEqual(self.receipt_of(later)["counts"]["accepted"], 1)
        self.until(lambda: self.row(submission, "state")[0] == 5)
        status = self.sender.get(f"/v1/submissions/{submission}/status")
        self.assertEqual((status.status, status.json()["state"], status.json()["reason"]),
                         (200, "WAITING", "passing-fault"))
        self.assertIn("tries again by itself", status.json()["detail"])
        body.rmdir()
        aside.rename(body)
        self.assertEqual(self.receipt_of(submission)["counts"]["accepted"], 1)

    def test_missing_or_altered_body_fails_with_a_message_to_the_sender(self):
        for first, spoil in ((50_000, Path.unlink), (70_000, self.alter)):
            _, submission = self.hold(first, case_file(4))
            spoil(self.body_file(submission))
            self.installation.start()
            receipt = self.receipt_of(submission)
            self.assertEqual(receipt["state"], "FAILED")
            self.assertEqual(receipt["issues"][0]["code"], "processing-failed")
            self.assertIn("missing or was changed", receipt["issues"][0]["message"])
            self.assertIn("send the document again", receipt["issues"][0]["message"])

    @staticmethod
    def alter(body):
        content = bytearray(body.read_bytes())
        content[len(content) // 2] ^= 1
        body.write_bytes(bytes(content))

    def test_later_received_wins_whichever_is_processed_first(self):
        last = case_file(5, assistito={"cf": fiscal_code(5), "sesso": "F"})
        large = self.take_in(*self.many(90_000), last)
        small = self.sender.post(PATH, document(case_file(5, apertura="2017-04-04")), "application/json")
        self.assertEqual((small.status, small.json()["counts"]["accepted"]), (201, 1))
        self.assertEqual(self.row(large, "state")[0] in (0, 4), True, "the large one was too short")
        receipt = self.receipt_of(large)
        self.assertEqual((receipt["counts"]["accepted"], receipt["counts"]["unchanged"]), (MANY, 1))
        self.assertEqual([(each["record_id"], each["code"], each["severity"]) for each in receipt["issues"]],
                         [("IB-5", "stale-version", "warning")])
        self.assertIn("received again", receipt["issues"][0]["message"])
        record = self.sender.get("/v1/sources/isola-bergamasca/records/IB-5").json()
        self.assertEqual((record["outcome"], record["submission"]), ("ACCEPTED", small.json()["id"]))
