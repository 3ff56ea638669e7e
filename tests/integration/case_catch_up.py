"""An older store put back by hand, without `raccordo restore`: what the journal has is repeated before it is used."""

import os
import shutil

from support.backup_case import BackupCase
from support.people import case_file, fiscal_code

ERASED, RESTRICTED, DELETED = 1, 2, 3


class CatchUp(BackupCase):
    def copy_store(self):
        self.installation.stop()
        copy = self.store.with_suffix(".copy")
        shutil.copyfile(self.store, copy)
        self.installation.start()
        return copy

    def put_back(self, copy):
        self.installation.kill()
        for file in self.home.glob("store/raccordo.db-*"):
            file.unlink()
        os.replace(copy, self.store)
        self.store.chmod(0o600)

    def act(self):
        """A person is erased, another one restricted, a record deleted, and a release made."""
        self.erase_person(ERASED)
        self.administrator.post_json("/v1/subjects/restrict", {"id": fiscal_code(RESTRICTED), "reason": "request 2"})
        record = case_file(DELETED)["id"]
        answer = self.installation.client("isola-bergamasca").request(
            "DELETE", f"/v1/sources/isola-bergamasca/records/{record}")
        self.assertEqual(answer.status, 204)
        return self.release("2017")

    def assert_repeated(self, release):
        gone = {case_file(number)["id"] for number in (ERASED, DELETED)}
        self.assertFalse(gone & self.records())
        again = self.administrator.post_json("/v1/subjects/restrict", {"id": fiscal_code(RESTRICTED), "reason": "check"})
        self.assertFalse(again.json()["changed"], "restricted since before")
        self.assertIn(release["id"], str(self.administrator.get("/v1/releases").json()))
        entry, = self.administrator.get("/v1/audit?action=store.catch-up").json()["items"]
        self.assertEqual(entry["details"]["releases"], "1")
        self.assertNotIn("lost", entry["details"])
        self.run_verb("audit", "verify")
        self.run_verb("release", "verify", release["id"])

    def test_an_accepted_copy_gets_what_was_done_since(self):
        copy = self.copy_store()
        release = self.act()
        self.put_back(copy)
        self.installation.start("--accept-older-store", "the disk broke")
        self.assert_repeated(release)
        self.installation.stop()
        self.installation.start()
        self.assert_repeated(release)

    def test_also_without_the_file_that_names_the_store(self):
        copy = self.copy_store()
        release = self.act()
        self.put_back(copy)
        (self.store.parent / "raccordo.db.identity").unlink()
        self.installation.start()
        self.assert_repeated(release)

    def test_a_person_with_many_records_stays_erased(self):
        """An erasure names each record, so its line of the journal is long."""
        person = case_file(900)["assistito"]
        answer = self.send_cases(*[case_file(1000 + at, assistito=person) for at in range(700)])
        self.assertEqual(answer.json()["counts"]["accepted"], 700)
        copy = self.copy_store()
        self.erase_person(900)
        self.assertGreater((self.journal / "acts").stat().st_size, 100_000)
        self.erase_person(ERASED)
        self.assertEqual(len((self.journal / "acts").read_text().splitlines()), 3)
        self.put_back(copy)
        self.installation.start("--accept-older-store", "the disk broke")
        self.assertFalse({f"IB-{1000 + at}" for at in range(700)} & self.records())

    def test_a_journal_that_cannot_be_read_stops_an_accepted_copy(self):
        copy = self.copy_store()
        self.act()
        self.put_back(copy)
        acts = self.journal / "acts"
        acts.write_text(acts.read_text().replace("raccordo-journal", "another"))
        told = self.installation.verb("serve", "--accept-older-store", "the disk broke")
        self.assertEqual(told.returncode, 1)
        self.assertIn("move that folder away", told.stdout + told.stderr)
        self.journal.rename(self.home / "journal-aside")
        self.installation.start("--accept-older-store", "the disk broke")
        refused = self.installation.verb("release", "create", "--period", "2017")
        self.assertIn("import-ledger", refused.stdout + refused.stderr)

    def test_a_journal_with_a_changed_line_stops_it_at_every_start(self):
        copy = self.copy_store()
        self.act()
        self.put_back(copy)
        acts = self.journal / "acts"
        whole = acts.read_text()
        lines = whole.splitlines()
        acts.write_text("\n".join([lines[0], *lines[2:], ""]))
        for options in (("--accept-older-store", "the disk broke"), ()):
            told = self.installation.verb("serve", *options)
            self.assertEqual(told.returncode, 1, told.stdout + told.stderr)
            self.assertIn("would come back", told.stdout + told.stderr)
        acts.write_text(whole)
        self.installation.start()
        self.assertFalse({case_file(number)["id"] for number in (ERASED, DELETED)} & self.records())

    def test_a_journal_that_was_begun_again_leaves_a_gap(self):
        copy = self.copy_store()
        self.erase_person(ERASED)
        self.journal.rename(self.home / "journal-aside")
        self.erase_person(RESTRICTED)
        self.assert_log_tells("journal-begun-again")
        self.put_back(copy)
        self.installation.start("--accept-older-store", "the disk broke")
        entry, = self.administrator.get("/v1/audit?action=store.catch-up").json()["items"]
        self.assertEqual(entry["details"]["lost"], "yes")
        refused = self.installation.verb("release", "create", "--period", "2017")
        self.assertIn("import-ledger", refused.stdout + refused.stderr)

    def test_a_journal_that_was_changed_leaves_a_gap(self):
        copy = self.copy_store()
        self.act()
        self.put_back(copy)
        for file in (self.journal / "releases").iterdir():
            file.unlink()
        self.installation.start("--accept-older-store", "the disk broke")
        entry, = self.administrator.get("/v1/audit?action=store.catch-up").json()["items"]
        self.assertEqual(entry["details"]["lost"], "yes")
        self.assertFalse({case_file(number)["id"] for number in (ERASED, DELETED)} & self.records())
        refused = self.installation.verb("release", "create", "--period", "2017")
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("import-ledger", refused.stdout + refused.stderr)
