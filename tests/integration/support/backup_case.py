"""Cases in which a store is backed up, lost and restored."""

import json

from .gateway_case import GatewayCase
from .people import case_file, document, fiscal_code

SOURCE = "isola-bergamasca"
CASES = 40


class BackupCase(GatewayCase):
    """Each case has a gateway of its own."""

    def setUp(self):
        super().setUpClass()
        self.home = self.installation.folder
        self.store = self.home / "store/raccordo.db"
        self.journal = self.home / "store/journal"
        self.file = self.home / "backup-1"
        self.send(range(CASES))

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def tearDown(self):
        if self.installation.process.poll() is None:
            super().tearDownClass()
        self.assertEqual(self.installation.leaks(), [])

    def send_cases(self, *cases):
        return self.installation.client(SOURCE).post(
            f"/v1/sources/{SOURCE}/submissions", document(*cases), "application/json")

    def send(self, numbers):
        answer = self.send_cases(*map(case_file, numbers))
        self.assertEqual(answer.status, 201, answer.body)

    def run_verb(self, *arguments, code=0):
        done = self.installation.verb(*arguments)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def back_up(self, *options):
        return json.loads(self.run_verb("backup", self.file, "--json", *options).stdout)

    def lose(self):
        """The store is gone, without a farewell; the journal remains."""
        self.installation.kill()
        for file in self.home.glob("store/raccordo.db*"):
            file.unlink()

    def restore(self, *options, code=0):
        return self.run_verb("restore", self.file, "--reason", "disk lost", *options, code=code)

    def records(self):
        answer = self.installation.client(SOURCE).get(f"/v1/sources/{SOURCE}/records?limit=1000")
        return {each["record_id"] for each in answer.json()["items"]}

    def erase_person(self, number):
        answer = self.administrator.post_json("/v1/subjects/erase", {"id": fiscal_code(number), "reason": "request 1"})
        self.assertEqual(answer.status, 200, answer.body)

    def release(self, period):
        return json.loads(self.run_verb("release", "create", "--period", period, "--json").stdout)

    def left_overs(self):
        return [file.name for file in self.store.parent.iterdir()
                if file.name.startswith("raccordo.db.") and not file.name.endswith(".identity")]
