"""Files of backups: damaged, of another key, of a passphrase; nothing is left of a restore that failed, nor of one that was
killed."""

import shutil
import sqlite3
import subprocess

from support.backup_case import CASES, BackupCase
from support.installation import BUILD


class Files(BackupCase):
    def test_a_passphrase_opens_where_the_key_does_not(self):
        words = self.home / "words"
        words.write_text("correct horse battery staple\n")
        self.back_up("--passphrase-file", words)
        self.assertIn("was sealed with a passphrase", self.run_verb("backup", "verify", self.file, code=1).stderr)
        words.write_text("wrong horse battery staple\n")
        self.assertIn("another key or passphrase", self.run_verb(
            "backup", "verify", self.file, "--passphrase-file", words, code=1).stderr)
        words.write_text("short\n")
        self.assertIn("12 to 1024", self.run_verb(
            "backup", "verify", self.file, "--passphrase-file", words, code=1).stderr)
        words.write_text("correct horse battery staple\n")
        self.run_verb("backup", "verify", self.file, "--passphrase-file", words)

    def test_damaged_files_are_refused(self):
        self.back_up()
        whole = self.file.read_bytes()
        self.lose()
        half = len(whole) // 2
        another = whole[:half] + bytes([whole[half] ^ 1]) + whole[half + 1:]
        for name, content in (("empty", b""), ("cut", whole[:-1]), ("cut in the head", whole[:40]),
                              ("longer", whole + b"\0"), ("another byte", another),
                              ("another head", whole.replace(b'"kind":"store"', b'"kind":"Store"')),
                              ("no backup", b"SQLite format 3\0" + bytes(4096))):
            with self.subTest(name):
                self.file.write_bytes(content)
                said = self.restore(code=1).stderr
                self.assertRegex(said, "was cut off|was changed|no backup of Raccordo|damaged head|another key")
                self.assertFalse(self.store.exists())
                self.assertEqual(self.left_overs(), [])
        self.file.write_bytes(whole)
        self.restore()

    def test_nothing_is_replaced(self):
        self.back_up()
        self.assertIn("exists and was not changed", self.run_verb("backup", self.file, code=1).stderr)
        self.assertIn("in use by another", self.restore(code=1).stderr)
        self.installation.stop()
        self.assertIn("there is a store already", self.restore(code=1).stderr)
        self.installation.start()
        self.assertEqual(len(self.records()), CASES)

    def test_other_keys_do_not_open_it(self):
        self.back_up()
        self.lose()
        for key in (self.home / "keys").iterdir():
            key.rename(self.home / key.name)
        self.run_verb("keys", "init")
        self.assertIn("another key", self.restore(code=1).stderr)
        (self.home / "keys/sealing.key").unlink()
        shutil.copy2(self.home / "sealing.key", self.home / "keys")
        said = self.restore(code=1).stderr
        self.assertIn("key", said)
        self.assertEqual(self.left_overs(), [])
        shutil.copy2(self.home / "pseudonym.key", self.home / "keys")
        self.restore()

    def test_killed_half_way_it_is_whole_or_not_there(self):
        self.back_up()
        self.lose()
        command = [str(BUILD / "raccordo"), "restore", str(self.file), "--reason", "disk lost", "--config",
                   str(self.home / "raccordo.yaml")]
        killed = 0
        for millis in (1, 20, 40, 60, 80, 100, 150, 200, 300, 400):
            process = subprocess.Popen(command, cwd=self.home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                process.wait(millis / 1000)
            except subprocess.TimeoutExpired:
                process.kill()
                killed += 1
            process.wait()
            if self.store.exists():
                break
        self.assertGreater(killed, 0)
        if not self.store.exists():
            self.restore()
        self.run_verb("audit", "verify")
        self.installation.start()
        self.assertEqual(len(self.records()), CASES)
        actions = [entry["action"] for entry in self.administrator.get("/v1/audit?limit=100").json()["items"]]
        self.assertIn("store.restore", actions)

    def test_a_release_is_no_backup(self):
        self.release("2017")
        kept = next((self.journal / "releases").iterdir())
        said = self.run_verb("backup", "verify", kept, code=1).stderr
        self.assertIn("is a release of a journal", said)

    def test_the_store_of_a_backup_is_the_store(self):
        self.back_up()
        self.installation.stop()
        wanted = self.rows()
        for file in self.home.glob("store/raccordo.db*"):
            file.unlink()
        self.restore()
        self.assertEqual(self.rows(), wanted)

    def rows(self):
        database = sqlite3.connect(f"file:{self.store}?mode=ro", uri=True)
        try:
            return {table: database.execute(f'SELECT * FROM "{table}"').fetchall()
                    for table in ("records", "facts", "bodies", "identities", "submissions", "issues", "quarantine")}
        finally:
            database.close()
