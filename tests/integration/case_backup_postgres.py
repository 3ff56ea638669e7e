"""A store in PostgreSQL is backed up while it serves, and restored into an empty database or a file."""

import json
import shutil

from support.backup_case import CASES, SOURCE, BackupCase
from support.installation import BUILD
from support.postgres import PostgresServer


class BackupOfPostgres(BackupCase):
    @classmethod
    def setUpClass(cls):
        assert BUILD.exists()
        cls.server = PostgresServer()
        cls.addClassCleanup(cls.server.remove)
        cls.databases = 0

    def setUp(self):
        super().setUp()
        self.sqlite = self.home / "sqlite.yaml"
        shutil.copy(self.home / "raccordo.yaml", self.sqlite)

    def empty_database(self):
        type(self).databases += 1
        name = f"raccordo{self.databases}"
        self.server.sql(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0", "postgres")
        return name

    def use(self, place):
        """The gateway has its store there from its next start on."""
        lines = [line for line in self.sqlite.read_text().splitlines() if not line.startswith("store:")]
        (self.home / "raccordo.yaml").write_text("\n".join([*lines, f"store: {{{place}}}"]) + "\n")

    def in_database(self, name):
        return f'postgres: "{self.server.conninfo(name, "postgres")}", files: there'

    def move_to_postgres(self):
        """A restore of a backup of the file."""
        self.back_up()
        self.assertEqual(self.installation.stop(), 0)
        shutil.copytree(self.home / "store/journal", self.home / "there/journal")
        self.use(self.in_database(self.empty_database()))
        self.restore()
        self.installation.start()
        self.file = self.home / "backup-2"

    def test_what_was_done_since_is_repeated_in_an_empty_database(self):
        self.move_to_postgres()
        release = self.release("2016")
        told = self.back_up()
        self.assertEqual(told["key"], "sealing-key")
        verified = json.loads(self.run_verb("backup", "verify", self.file, "--json").stdout)
        self.assertEqual((verified["accepted"], verified["releases"], verified["audit_whole"]), (CASES, 1, True))
        self.erase_person(7)
        later = self.release("2017")
        before = self.records()
        self.assertEqual(len(before), CASES - 1)
        self.installation.kill()
        self.use(self.in_database(self.empty_database()))  # the server is lost, the folder is not
        done = json.loads(self.restore("--json").stdout)
        self.assertEqual((done["acts"] > 0, done["releases"]), (True, 1), done)
        self.installation.start()
        self.assertEqual(self.records(), before)
        for each in (release, later):
            self.run_verb("release", "verify", each["id"])
        self.run_verb("audit", "verify")
        self.send(range(CASES, CASES + 3))
        self.assertEqual(len(self.records()), CASES + 2)

    def test_a_backup_of_a_database_is_restored_into_a_file(self):
        self.move_to_postgres()
        self.back_up()
        before = self.records()
        self.assertEqual(self.installation.stop(), 0)
        shutil.copytree(self.home / "there/journal", self.home / "file/journal")
        self.use("sqlite: file/raccordo.db")
        self.restore()
        self.installation.start()
        self.assertEqual(self.records(), before)
        self.run_verb("audit", "verify")

    def test_a_used_database_is_refused_and_stays(self):
        self.move_to_postgres()
        self.back_up()
        self.assertEqual(self.installation.stop(), 0)
        said = self.restore(code=1)
        self.assertIn("there is a store already", said.stdout + said.stderr)
        self.installation.start()
        self.assertEqual(len(self.records()), CASES)

    def test_without_its_journal_it_needs_a_reason(self):
        self.move_to_postgres()
        self.back_up()
        self.erase_person(7)
        self.installation.kill()
        shutil.rmtree(self.home / "there/journal")
        self.use(self.in_database(self.empty_database()))
        said = self.restore(code=1)
        self.assertIn("--accept-lost-erasures", said.stdout + said.stderr)
        self.restore("--accept-lost-erasures", "the folder is lost as well")
        self.installation.start()
        self.assertEqual(len(self.records()), CASES)
        self.assertEqual(self.installation.client(SOURCE).get("/status").status, 200)
