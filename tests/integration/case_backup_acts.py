"""What was erased after a backup stays erased after a restore, whatever the older state says: another owner, another
person, a restriction, contents beside the record. Releases and their publication are not forgotten either."""

import json
import shutil
import signal
import subprocess

from support.backup_case import SOURCE, BackupCase
from support.installation import BUILD
from support.people import case_file, fiscal_code

FIRST, SECOND = "016170", "016074"


class Acts(BackupCase):
    def post(self, *cases):
        answer = self.send_cases(*cases)
        self.assertEqual(answer.status, 201, answer.body)
        return answer.json()["counts"]

    def delete(self, record_id, status=204):
        answer = self.installation.client(SOURCE).request("DELETE", f"/v1/sources/{SOURCE}/records/{record_id}")
        self.assertEqual(answer.status, status, answer.body)

    def restored(self):
        self.lose()
        told = json.loads(self.restore("--json").stdout)
        self.installation.start()
        return told

    def found(self, number):
        return self.administrator.post_json(
            "/v1/subjects/search", {"id": fiscal_code(number), "reason": "check"}).json()["items"]

    def test_of_another_comune_in_the_backup(self):
        self.post(case_file(100, comune=FIRST))
        self.back_up()
        self.post(case_file(100, comune=SECOND, aggiornata="2017-06-01T09:00:00Z"))
        self.delete(case_file(100)["id"])
        self.restored()
        self.assertNotIn(case_file(100)["id"], self.records())

    def test_of_another_person_in_the_backup(self):
        self.post(case_file(101))
        self.back_up()
        record = case_file(102, id=case_file(101)["id"], aggiornata="2017-06-01T09:00:00Z")
        self.post(record)
        self.erase_person(102)
        self.restored()
        self.assertNotIn(case_file(101)["id"], self.records())

    def test_of_a_restricted_person_in_the_backup(self):
        self.post(case_file(103))
        self.administrator.post_json("/v1/subjects/restrict", {"id": fiscal_code(103), "reason": "request 3"})
        self.back_up()
        self.post(case_file(104, id=case_file(103)["id"], aggiornata="2017-06-01T09:00:00Z"))
        self.delete(case_file(103)["id"])
        self.restored()
        self.assertNotIn(case_file(103)["id"], self.records())

    def test_a_restriction_of_a_person_who_is_not_in_the_backup(self):
        self.back_up()
        self.post(case_file(105))
        answer = self.administrator.post_json("/v1/subjects/restrict", {"id": fiscal_code(105), "reason": "request 4"})
        self.assertEqual(answer.status, 200, answer.body)
        self.restored()
        self.post(case_file(105))
        self.delete(case_file(105)["id"], status=409)

    def test_a_record_that_was_not_erased_stays(self):
        self.post(case_file(106), case_file(107))
        self.back_up()
        self.delete(case_file(106)["id"])
        self.restored()
        self.assertIn(case_file(107)["id"], self.records())
        self.assertEqual(len(self.found(107)), 1)


class Releases(BackupCase):
    def test_a_release_without_its_file_is_missed(self):
        self.back_up()
        second = self.release("2017")
        self.lose()
        kept = self.journal / "releases"
        file = next(kept.iterdir())
        file.rename(self.home / file.name)
        self.assertIn(f"no file of release {second['id']}", self.restore(code=1).stderr)
        self.assertFalse(self.store.exists())
        self.restore("--accept-lost-erasures", "the file is gone")
        self.run_verb("release", "create", "--period", "2018", code=1)
        self.run_verb("release", "import-ledger", self.home / file.name, "--reason", "found it")
        self.run_verb("release", "verify", second["id"])
        self.installation.start()

    def test_an_interrupted_import_is_repeated(self):
        self.back_up()
        second = self.release("2017")
        kept = next((self.journal / "releases").iterdir())
        shutil.copy2(kept, self.home)
        self.lose()
        shutil.rmtree(self.journal)
        self.restore("--accept-lost-erasures", "all is lost")
        command = [str(BUILD / "raccordo"), "release", "import-ledger", str(self.home / kept.name), "--reason", "copy",
                   "--config", str(self.home / "raccordo.yaml")]
        for millis in (20, 40, 60, 80, 100, 130):
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                process.wait(millis / 1000)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.run_verb("release", "import-ledger", self.home / kept.name, "--reason", "copy")
        self.run_verb("release", "verify", second["id"])
        self.installation.start()

    def test_a_published_release_is_the_same_document(self):
        self.back_up()
        second = self.release("2017")
        self.administrator.post_json(f"/v1/releases/{second['id']}/publish", {})
        before = self.nobody.get(f"/open/releases/{second['id']}")
        self.lose()
        self.restore()
        self.installation.start()
        after = self.nobody.get(f"/open/releases/{second['id']}")
        self.assertEqual(after.body, before.body)
        self.assertEqual(after.header("etag"), before.header("etag"))
        self.run_verb("audit", "verify")

    def test_an_empty_store_beside_a_journal_is_refused(self):
        self.lose()
        told = self.run_verb("release", "list", code=1)
        self.assertIn("its journal is there", told.stdout + told.stderr)
        process = subprocess.run([str(BUILD / "raccordo"), "serve", "--config", str(self.home / "raccordo.yaml")],
                                 capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(process.returncode, 1)
        self.assertFalse(self.store.exists())

    def test_a_signal_leaves_no_store_in_clear(self):
        self.back_up()
        for name, number in (("SIGINT", signal.SIGINT), ("SIGTERM", signal.SIGTERM)):
            with self.subTest(name):
                process = subprocess.Popen([str(BUILD / "raccordo"), "backup", "verify", str(self.file), "--config",
                                            str(self.home / "raccordo.yaml")], stdout=subprocess.DEVNULL,
                                           stderr=subprocess.DEVNULL)
                while process.poll() is None and not self.left_overs():
                    pass
                process.send_signal(number)
                process.wait()
                self.assertEqual(self.left_overs(), [])
