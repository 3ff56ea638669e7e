"""`raccordo doctor` beside a running gateway: all is well, warnings, what is wrong, and its exit codes."""

import json
import os
import shutil

from support.backup_case import BackupCase
from support.people import fiscal_code


class Doctor(BackupCase):
    def examine(self, code):
        told = json.loads(self.run_verb("doctor", "--json", code=code).stdout)
        self.assertEqual({1: "wrong", 3: "warning", 0: "well"}[code], told["condition"])
        return {each["what"]: (each["condition"], each["message"]) for each in told["observations"]}

    def test_says_what_to_do(self):
        found = self.examine(3)
        self.assertEqual({what for what, (condition, _) in found.items() if condition != "well"}, {"backup"}, found)
        self.assertIn("raccordo backup FILE", found["backup"][1])
        self.back_up()
        found = self.examine(0)
        self.assertEqual(set(found), {"certificates", "files", "store", "audit", "clock", "disk", "sources", "tables",
                                      "waiting", "documents", "backup", "journal", "keys", "webhooks"})
        text = self.run_verb("doctor").stdout
        self.assertEqual(len(text.splitlines()), len(found))

    def test_sees_what_is_wrong(self):
        self.back_up()
        os.chmod(self.home / "certs/server.key", 0o644)
        self.assertEqual(self.examine(1)["files"][0], "wrong")
        os.chmod(self.home / "certs/server.key", 0o600)
        self.erase_person(1)
        acts = self.journal / "acts"
        acts.write_text(acts.read_text().replace("1 - ", "1 + "))
        found = self.examine(1)
        self.assertEqual(found["journal"][0], "wrong")
        self.assertIn("put its newest copy", found["journal"][1])

    def test_sees_a_store_that_does_not_open(self):
        self.installation.stop()
        self.store.write_bytes(b"no database" * 1000)
        self.assertEqual(self.examine(1)["store"][0], "wrong")
        for file in self.home.glob("store/*"):
            shutil.rmtree(file) if file.is_dir() else file.unlink()
        self.assertIn("There is no store", self.examine(1)["store"][1])

    def test_sees_a_restore_without_journal(self):
        self.back_up()
        self.lose()
        shutil.rmtree(self.journal)
        self.restore("--accept-lost-erasures", "all is lost")
        self.assertIn("import-ledger", self.examine(1)["journal"][1])
        self.run_verb("release", "import-ledger", "--reason", "none was made")
        self.assertEqual(self.examine(3)["journal"][0], "well")
        self.installation.start()
        self.erase_person(2)
        self.assertNotIn(fiscal_code(2), self.run_verb("doctor", code=3).stdout)
