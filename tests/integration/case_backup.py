"""A store is backed up while the gateway runs, lost, and restored: what was erased, restricted, released and published
since is repeated from the journal."""

import json
import shutil
import threading

from support.backup_case import CASES, SOURCE, BackupCase
from support.people import case_file, fiscal_code


class Restore(BackupCase):
    def test_what_was_done_since_is_repeated(self):
        before = self.records()
        self.assertEqual(len(before), CASES)
        first = self.release("2016")
        self.back_up()
        self.assertEqual(self.left_overs(), [])
        gone = case_file(3)["id"]
        self.assertEqual(self.installation.client(SOURCE).request(
            "DELETE", f"/v1/sources/{SOURCE}/records/{gone}").status, 204)
        self.erase_person(7)
        restricted = self.administrator.post_json(
            "/v1/subjects/restrict", {"id": fiscal_code(9), "reason": "request 2"})
        self.assertEqual(restricted.status, 200, restricted.body)
        second = self.release("2017")
        self.assertEqual(self.administrator.post_json(f"/v1/releases/{second['id']}/publish", {}).status, 200)
        tables = self.nobody.get(f"/open/releases/{second['id']}/tables/cases-by-ambito").body
        wanted = self.records()
        self.send(range(CASES, CASES + 5))  # after the backup: lost with the store
        self.lose()
        told = json.loads(self.restore("--json").stdout)
        self.assertEqual((told["acts"], told["releases"]), (4, 1), told)
        self.assertEqual(self.left_overs(), [])
        self.installation.start()
        self.assertEqual(self.records(), wanted)
        self.assertEqual(wanted, before - {gone, case_file(7)["id"]})
        self.assertEqual(self.nobody.get(f"/open/releases/{second['id']}/tables/cases-by-ambito").body, tables)
        for each in (first, second):
            self.run_verb("release", "verify", each["id"])
        self.run_verb("audit", "verify")
        found = self.administrator.post_json("/v1/subjects/search", {"id": fiscal_code(9), "reason": "check"})
        self.assertEqual(found.json()["items"][0]["state"]["record_id"], case_file(9)["id"])
        again = self.administrator.post_json("/v1/subjects/restrict", {"id": fiscal_code(9), "reason": "check"})
        self.assertFalse(again.json()["changed"], "restricted since before the restore")
        actions = [entry["action"] for entry in self.administrator.get("/v1/audit?limit=100").json()["items"]]
        self.assertIn("store.restore", actions)
        self.assertEqual(self.release("2018")["state"], "DONE")
        self.send(range(CASES, CASES + 5))
        self.assertEqual(len(self.records()), CASES + 3)

    def test_an_act_after_a_restore_is_repeated_by_the_next_one(self):
        self.erase_person(1)
        self.back_up()
        self.erase_person(2)
        self.lose()
        self.restore()
        self.installation.start()
        self.erase_person(3)
        self.lose()
        self.assertEqual(json.loads(self.restore("--json").stdout)["acts"], 2)
        self.installation.start()
        self.assertEqual(len(self.records()), CASES - 3)

    def test_what_was_sent_again_after_an_erasure_stays(self):
        self.erase_person(4)
        self.send([4])
        self.back_up()
        self.lose()
        self.restore()
        self.installation.start()
        self.assertEqual(len(self.records()), CASES)

    def test_the_journal_has_no_name_in_clear(self):
        self.erase_person(5)
        text = b"".join(file.read_bytes() for file in self.journal.rglob("*") if file.is_file())
        self.assertIn(b"raccordo-journal 1", text)
        for word in (fiscal_code(5), case_file(5)["id"], "request 1"):
            self.assertNotIn(word.encode(), text)
        self.assertEqual(self.journal.stat().st_mode & 0o077, 0)

    def test_backups_under_load_are_whole(self):
        stop, sent = threading.Event(), []

        def send():
            number = 1000
            while not stop.is_set():
                self.send(range(number, number + 20))
                sent.append(number)
                number += 20
        thread = threading.Thread(target=send)
        thread.start()
        try:
            for at in range(3):
                self.file = self.home / f"backup-{at}"
                before = len(sent)
                self.back_up()
                told = json.loads(self.run_verb("backup", "verify", self.file, "--json").stdout)
                self.assertGreaterEqual(told["accepted"] + told["waiting"], CASES + 20 * before)
                self.assertTrue(told["audit_whole"])
        finally:
            stop.set()
            thread.join()
        self.assertGreater(len(sent), 0)


class LostJournal(BackupCase):
    def test_needs_a_reason_and_holds_releases_back(self):
        self.release("2016")
        self.back_up()
        second = self.release("2017")
        kept = self.home / "copy"
        shutil.copytree(self.journal, kept)
        self.lose()
        shutil.rmtree(self.journal)
        refused = self.restore(code=1)
        self.assertIn("there is no journal beside the store", refused.stderr)
        self.assertIn("--accept-lost-erasures", refused.stderr)
        self.assertFalse(self.store.exists())
        self.assertEqual(self.left_overs(), [])
        self.restore("--accept-lost-erasures", "the other disk burnt as well")
        self.installation.start()
        ordered = self.administrator.post_json("/v1/releases", {"period": "2018"})
        self.assert_problem(ordered, 409, "ledger-incomplete")
        wrong = self.run_verb("release", "create", "--period", "2018", code=1)
        self.assertIn("import-ledger", wrong.stderr)
        files = sorted((kept / "releases").iterdir())
        self.assertEqual(len(files), 2)
        self.run_verb("release", "import-ledger", *files, "--reason", "from the copy of the journal")
        self.run_verb("release", "verify", second["id"])
        self.assertEqual(self.release("2018")["state"], "DONE")

    def test_an_old_or_foreign_journal_is_not_enough(self):
        self.erase_person(1)
        old = self.home / "old"
        shutil.copytree(self.journal, old)
        self.erase_person(2)
        self.back_up()
        self.lose()
        shutil.rmtree(self.journal)
        shutil.copytree(old, self.journal)
        self.assertIn("older than the backup", self.restore(code=1).stderr)
        acts = self.journal / "acts"
        first, _, rest = acts.read_text().partition("\n")
        acts.write_text("raccordo-journal 1 " + "0" * 32 + "\n")
        self.assertIn("of another installation", self.restore(code=1).stderr)
        acts.write_text(first + "\n" + rest.replace(rest[80:90], "0123456789", 1))
        self.assertIn("was changed", self.restore(code=1).stderr)
        self.assertFalse(self.store.exists())

    def test_a_line_cut_off_by_a_crash_is_written_again(self):
        self.erase_person(1)
        with open(self.journal / "acts", "a") as acts:
            acts.write("2 cut o")
        self.erase_person(2)
        self.back_up()
        lines = (self.journal / "acts").read_text().splitlines()
        self.assertEqual([line.split()[0] for line in lines[1:]], ["1", "2"])
        self.lose()
        self.restore()
