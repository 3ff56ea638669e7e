"""Stores of earlier schema versions: `serve` makes a backup, then brings them to its own; other verbs leave them alone."""

import json
import sqlite3

from support.backup_case import SOURCE, BackupCase
from support.gateway_case import GatewayCase
from support.installation import ROOT
from support.people import case_file, document

MIGRATIONS = sorted((ROOT / "schemas/sql/sqlite").glob("[0-9]*.sql"))
APPLICATION = 0x52434344


class Upgrade(BackupCase):
    def setUp(self):
        GatewayCase.setUpClass.__func__(type(self))
        self.home = self.installation.folder
        self.store = self.home / "store/raccordo.db"
        self.assertEqual(self.installation.stop(), 0)
        for file in self.home.glob("store/**/*"):
            if file.is_file():
                file.unlink()

    def make_store(self, version):
        """An empty store as the program with that many migrations made it."""
        store = sqlite3.connect(self.store)
        for migration in MIGRATIONS[:version]:
            store.executescript(migration.read_text())
        store.execute(f"PRAGMA user_version = {version}")
        store.execute(f"PRAGMA application_id = {APPLICATION}")
        store.commit()
        store.close()
        self.store.chmod(0o600)

    def schema(self):
        store = sqlite3.connect(self.store)
        try:
            return store.execute("PRAGMA user_version").fetchone()[0]
        finally:
            store.close()

    def test_every_fourth_version_is_kept_and_brought_up(self):
        for version in sorted({1, *range(4, len(MIGRATIONS), 4), len(MIGRATIONS) - 1}):
            with self.subTest(version=version):
                for file in self.home.glob("store/**/*"):
                    if file.is_file():
                        file.unlink()
                self.make_store(version)
                self.installation.start()
                self.assertEqual(self.schema(), len(MIGRATIONS))
                self.send(range(3))
                self.assertEqual(self.installation.stop(), 0)
                backup = self.home / f"store/raccordo.db.schema-{version}.backup"
                self.assertEqual(oct(backup.stat().st_mode & 0o777), "0o600")
                found = json.loads(self.run_verb("backup", "verify", backup, "--json").stdout)
                self.assertEqual((found["accepted"], found["audit_whole"]), (0, True))
                self.installation.start()
                self.assertEqual(len(self.records()), 3, "the second start changes nothing")
                self.assertEqual(self.installation.stop(), 0)
                self.assertEqual(len(list(self.home.glob("store/*.backup"))), 1)

    def test_a_start_that_fails_leaves_no_backup_behind(self):
        """Restarted again and again, it does not fill the disk; what a killed one left is removed."""
        version = len(MIGRATIONS) - 1
        self.make_store(version)
        left = self.home / f"store/raccordo.db.schema-{version}.backup.part-1"
        left.write_bytes(b"half a backup")
        clients = self.home / "clients.yaml"
        kept = clients.read_text()
        clients.write_text("clients: [")
        for _ in range(2):
            self.assertNotEqual(self.installation.program("serve", "--config", self.home / "raccordo.yaml").returncode, 0)
        self.assertEqual(self.schema(), version)
        self.assertEqual(list(self.home.glob("store/*.backup*")), [left] if left.exists() else [])
        clients.write_text(kept)
        done = self.installation.verb("check")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("the schema of an older version", done.stdout + done.stderr)
        self.installation.start()
        self.assertEqual(self.installation.stop(), 0)
        self.assertEqual(len(list(self.home.glob("store/*.backup*"))), 1)
        self.assertNotIn("the schema of an older version", self.installation.verb("check").stdout)

    def test_a_newer_store_is_refused_by_check_too(self):
        self.make_store(len(MIGRATIONS))
        store = sqlite3.connect(self.store)
        store.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
        store.commit()
        store.close()
        spool = self.home / "store/spool"
        spool.mkdir(parents=True, exist_ok=True)
        (spool / "waits").write_bytes(b"a body")
        for verb in (("check",), ("serve",), ("serve", "--accept-older-store", "meant")):
            done = self.installation.verb(*verb)
            self.assertNotEqual(done.returncode, 0, verb)
            self.assertIn("start the newer program", done.stdout + done.stderr, verb)
        self.assertTrue((spool / "waits").exists())

    def test_verbs_leave_an_older_store_alone(self):
        self.make_store(len(MIGRATIONS) - 1)
        for verb in (("quarantine", "list"), ("audit", "verify"), ("release", "list")):
            done = self.run_verb(*verb, code=1)
            self.assertIn("start `raccordo serve` once", done.stdout + done.stderr)
        self.assertEqual(self.schema(), len(MIGRATIONS) - 1)

    def test_a_backup_of_before_is_restored_and_brought_up(self):
        self.make_store(len(MIGRATIONS) - 1)
        self.installation.start()
        self.assertEqual(self.installation.stop(), 0)
        self.file = self.home / f"store/raccordo.db.schema-{len(MIGRATIONS) - 1}.backup"
        for file in self.home.glob("store/raccordo.db*"):
            if not file.name.endswith(".backup"):
                file.unlink()
        self.restore()
        self.installation.start()
        self.assertEqual(self.schema(), len(MIGRATIONS))
        answer = self.installation.client(SOURCE).post(
            f"/v1/sources/{SOURCE}/submissions", document(case_file(1)), "application/json")
        self.assertEqual(answer.status, 201, answer.body)

    def test_without_the_key_for_the_backup_nothing_is_changed(self):
        self.make_store(len(MIGRATIONS) - 1)
        key = self.home / "keys/sealing.key"
        kept = key.read_bytes()
        key.unlink()
        self.addCleanup(key.write_bytes, kept)
        self.assertRaises(RuntimeError, self.installation.start)
        self.assertEqual(self.schema(), len(MIGRATIONS) - 1)
