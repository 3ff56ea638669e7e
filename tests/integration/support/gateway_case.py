"""Base class of the cases: one running gateway for each class, and ready callers. Every class fails at its end if the
gateway did not stop regularly or wrote personal data into its log."""

import subprocess
import unittest

from .installation import Installation

WAIT_ROUNDS = 3_000


class GatewayCase(unittest.TestCase):
    more_configuration = ""

    @classmethod
    def setUpClass(cls):
        cls.installation = Installation(cls.more_configuration)
        cls.addClassCleanup(cls.installation.remove)
        cls.prepare()
        cls.installation.start()
        cls.nobody = cls.installation.client()
        cls.ats = cls.installation.client("ats")
        cls.administrator = cls.installation.client("administrator")

    @classmethod
    def prepare(cls):
        """Preparation of a class before the gateway starts."""

    @classmethod
    def show_comuni_alone(cls):
        """Every Comune of a group is shown beside it. Call it in `prepare`."""
        file = cls.installation.folder / "mappings/scheme/comune-groups.csv"
        head, *rows = file.read_text().splitlines()
        columns = head.split(",")
        head, rows = ",".join(columns[:3]), [",".join(row.split(",")[:3]) + ",yes" for row in rows]
        file.write_text("\n".join([head + ",alone", *rows]) + "\n")

    @classmethod
    def tearDownClass(cls):
        cls.installation.keep_metrics()
        code = cls.installation.stop()
        leaks = cls.installation.leaks()
        if code != 0 or leaks:
            raise AssertionError(f"exit code {code} on SIGTERM; personal data in the log: {leaks}")

    def assert_problem(self, answer, status, code):
        """A problem of RFC 9457 with the keys of docs/interface.md#problems."""
        self.assertEqual(answer.status, status, answer.body)
        self.assertEqual(answer.header("content-type"), "application/problem+json")
        problem = answer.json()
        self.assertEqual(problem["code"], code)
        self.assertEqual(problem["status"], status)
        self.assertTrue(problem["type"].endswith(f"/errors/{code}"), problem["type"])
        self.assertEqual(problem["request_id"], answer.header("x-request-id"))
        self.assertIn(problem["retry"], ("no", "yes", "if-idempotent"))
        for key in ("title", "detail", "instance"):
            self.assertTrue(problem[key], key)
        self.assertIsInstance(problem["errors"], list)
        return problem

    def pause(self):
        """A wait that ends as soon as the gateway ends."""
        try:
            self.installation.process.wait(0.02)
        except subprocess.TimeoutExpired:
            return
        self.fail("the gateway ended")

    def eventually(self, found, what):
        """Repeats until `found()` is true: work after an answer may take a moment."""
        for _ in range(WAIT_ROUNDS):
            if found():
                return
            self.pause()
        self.fail(f"has not happened: {what}")

    def assert_log_tells(self, text):
        self.eventually(lambda: text in self.installation.log.read_text(), f"the log tells: {text}")

    def wait_for(self, client, location, done):
        """Repeats a GET until `done(answer)`; each round is an answered request."""
        for _ in range(WAIT_ROUNDS):
            answer = client.get(location)
            if done(answer):
                return answer
            self.pause()
        self.fail(f"{location} never came to its end: {answer.body[:500]}")
