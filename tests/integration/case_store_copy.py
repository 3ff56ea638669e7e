"""A store is copied from SQLite to PostgreSQL and back: everything is as before, and the source is no longer used."""

import json
import secrets
import shutil
import signal
import subprocess
import time

from support.backup_case import CASES, SOURCE, BackupCase
from support.installation import BUILD, ROOT
from support.people import case_file
from support.postgres import PostgresServer


class StoreCopy(BackupCase):
    @classmethod
    def setUpClass(cls):
        cls.server = PostgresServer()
        cls.addClassCleanup(cls.server.remove)
        cls.databases = 0

    def setUp(self):
        super().setUp()
        type(self).databases += 1
        self.database = f"raccordo{self.databases}"
        self.server.sql(f"CREATE DATABASE {self.database} ENCODING 'UTF8' TEMPLATE template0", "postgres")
        self.sqlite = self.configuration("sqlite.yaml", "sqlite: store/raccordo.db")
        self.postgres = self.configuration("postgres.yaml", self.place(self.database))

    def place(self, database, files="there"):
        return f'postgres: "{self.server.conninfo(database, "postgres")}", files: {files}'

    def configuration(self, name, store):
        """The configuration of the installation with another store."""
        lines = [line for line in (self.home / "raccordo.yaml").read_text().splitlines() if not line.startswith("store:")]
        file = self.home / name
        file.write_text("\n".join([*lines, f"store: {{{store}}}"]) + "\n")
        return file

    def use(self, configuration):
        """The gateway starts with this configuration."""
        shutil.copy(configuration, self.home / "raccordo.yaml")
        self.installation.start()

    def copy(self, start, target, code=0):
        done = self.installation.program("store", "copy", "--from", start, "--to", target, "--reason", "outgrown", "--json")
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return json.loads(done.stdout) if code == 0 else done.stdout + done.stderr

    def everything(self):
        """What clients and the administrator see, but for the audit."""
        client = self.installation.client(SOURCE)
        records = sorted(self.records())
        releases = self.administrator.get("/v1/releases").json()["items"]
        return {
            "records": {each: client.get(f"/v1/sources/{SOURCE}/records/{each}").json() for each in records},
            "waiting": self.administrator.get("/v1/quarantine/records?limit=1000").json(),
            "submissions": client.get("/v1/submissions").json(),
            "releases": releases,
            "tables": [self.nobody.get(f"/open/releases/{each['id']}/tables/cases-by-ambito").body for each in releases],
            "versions": self.administrator.get(f"/v1/tables/{SOURCE}/need/versions").json(),
        }

    def audit(self):
        return [(each["seq"], each["action"], each["hash"]) for each in reversed(
            self.administrator.get("/v1/audit?limit=1000").json()["items"])]

    def live(self):
        """A life of the store: what waits, was erased, restricted, released and published."""
        unknown = case_file(CASES, interventi=[{"id": "1", "area": "ANZ", "codice": "ZZ9", "descrizione": "Ignota\0 \ufffe",
                                                "dal": "2017-03-06"}])
        self.assertEqual(self.send_cases(unknown).json()["counts"]["quarantined"], 1)
        self.erase_person(7)
        release = self.release("2016")
        self.assertEqual(self.administrator.post_json(f"/v1/releases/{release['id']}/publish", {}).status, 200)

    def verify(self):
        for each in self.administrator.get("/v1/releases").json()["items"]:
            self.run_verb("release", "verify", each["id"])
        self.run_verb("audit", "verify")

    def test_there_and_back_everything_is_as_before(self):
        self.live()
        before, audit = self.everything(), self.audit()
        self.assertEqual(self.installation.stop(), 0)
        told = self.copy(self.sqlite, self.postgres)
        self.assertGreater(told["rows"], CASES)
        self.assertGreater(told["files"], 0)
        self.use(self.postgres)
        self.assertEqual(self.everything(), before)
        self.assertEqual(self.audit()[:len(audit)], audit)
        self.assertIn("store.copy", [action for _, action, _ in self.audit()])
        self.verify()
        self.send(range(100, 105))  # numbers go on
        self.erase_person(8)
        between = self.everything()
        self.assertEqual(self.installation.stop(), 0)
        back = self.configuration("back.yaml", "sqlite: back/raccordo.db")
        self.copy(self.postgres, back)
        self.use(back)
        self.assertEqual(self.everything(), between)
        self.verify()
        self.send(range(105, 110))
        self.assertEqual(oct((self.home / "back/raccordo.db").stat().st_mode & 0o777), "0o600")
        self.assertEqual(sorted(file.name for file in (self.home / "back").iterdir() if "cop" in file.name), [])

    def test_the_source_is_refused_as_an_older_copy(self):
        self.assertEqual(self.installation.stop(), 0)
        self.copy(self.sqlite, self.postgres)
        done = self.installation.verb("quarantine", "list", config=self.sqlite)
        self.assertEqual(done.returncode, 1)
        self.assertIn("was copied by `raccordo store copy`", done.stdout + done.stderr)
        for verb in (("check",), ("serve", "--accept-older-store", "pressed by the hint")):
            done = self.installation.verb(*verb, config=self.sqlite)
            self.assertEqual(done.returncode, 1, verb)
            self.assertIn("Use the configuration of the copy", done.stdout + done.stderr, verb)
        self.use(self.postgres)
        self.assertEqual(len(self.records()), CASES)

    def test_one_folder_for_both_keeps_its_journal(self):
        self.erase_person(3)
        self.assertEqual(self.installation.stop(), 0)
        beside = self.configuration("beside.yaml", self.place(self.database, "store"))
        self.assertEqual(self.copy(self.sqlite, beside)["files"], 0)
        self.use(beside)
        self.erase_person(4)
        self.assertIn("The journal has 2 acts", self.installation.verb("doctor").stdout)

    def test_what_cannot_be_copied_is_told_and_changes_nothing(self):
        self.assertIn("in use", self.copy(self.sqlite, self.postgres, code=1))
        self.assertEqual(self.installation.stop(), 0)
        file = self.configuration("file.yaml", "sqlite: file/raccordo.db")
        self.assertIn("raccordo backup", self.copy(self.sqlite, file, code=1))
        self.assertIn("pg_dump", self.copy(self.postgres_of_its_own(), self.postgres, code=1))
        self.assertIn("no store", self.copy(self.postgres, self.sqlite, code=1))
        gone = self.configuration("gone.yaml", self.place("nowhere", "gone"))
        self.assertIn("nowhere", self.copy(self.sqlite, gone, code=1))
        self.refuse_other_keys()
        self.copy(self.sqlite, self.postgres)
        again = self.configuration("again.yaml", self.place(self.database, "again"))
        self.assertIn("was copied", self.copy(self.sqlite, again, code=1))
        self.assertIn("files of another store", self.copy(self.postgres, self.sqlite, code=1))
        (self.home / "full").mkdir()
        (self.home / "full/raccordo.db").write_bytes(b"something")
        full = self.configuration("full.yaml", "sqlite: full/raccordo.db")
        self.assertIn("there is a store already", self.copy(self.postgres, full, code=1))
        self.assertEqual((self.home / "full/raccordo.db").read_bytes(), b"something")
        self.use(self.postgres)
        self.assertEqual(len(self.records()), CASES)

    def postgres_of_its_own(self):
        """A configuration whose database has a store."""
        self.server.sql(f"CREATE DATABASE other_{self.database} ENCODING 'UTF8' TEMPLATE template0", "postgres")
        other = self.configuration("other.yaml", self.place(f"other_{self.database}", "other"))
        self.assertEqual(self.installation.verb("quarantine", "list", config=other).returncode, 0)
        return other

    def refuse_other_keys(self):
        text = self.postgres.read_text().replace("keys/sealing.key", "keys/other.key")
        key = self.home / "keys/other.key"
        key.write_bytes(secrets.token_bytes(32))
        key.chmod(0o600)
        other = self.home / "keys.yaml"
        other.write_text(text)
        self.assertIn("the keys of the copy must be those of the store", self.copy(self.sqlite, other, code=1))

    def test_a_used_target_is_refused(self):
        other = self.postgres_of_its_own()
        self.assertEqual(self.installation.stop(), 0)
        self.assertIn("was used already", self.copy(self.sqlite, other, code=1))
        self.installation.start()
        self.assertEqual(len(self.records()), CASES)

    def until(self, question):
        """Asks the database until there is a row."""
        end = time.monotonic() + 60
        while not self.server.sql(question, self.database):
            self.assertLess(time.monotonic(), end, question)

    def test_a_copy_that_is_killed_leaves_nothing_and_is_made_again(self):
        self.assertEqual(self.installation.stop(), 0)
        for schema in sorted((ROOT / "schemas/sql/postgres").glob("*.sql")):
            self.server.file(schema, self.database)
        lock = subprocess.Popen(["psql", "-q", "-h", str(self.server.folder), "-U", "postgres", "-d", self.database],
                                stdin=subprocess.PIPE, text=True)
        lock.stdin.write("BEGIN; LOCK TABLE submissions IN SHARE MODE;\n")
        lock.stdin.flush()
        self.until("SELECT 1 FROM pg_locks WHERE relation = 'submissions'::regclass AND mode = 'ShareLock'")
        copying = subprocess.Popen([BUILD / "raccordo", "store", "copy", "--from", self.sqlite, "--to", self.postgres,
                                    "--reason", "outgrown"], cwd=self.home, stderr=subprocess.DEVNULL)
        self.until("SELECT 1 FROM pg_locks WHERE relation = 'submissions'::regclass AND NOT granted")
        copying.send_signal(signal.SIGKILL)
        copying.wait()
        lock.kill()
        lock.wait()
        self.server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                        " AND datname = current_database()", self.database)
        self.assertEqual(self.server.sql("SELECT count(*) FROM records", self.database), ["0"])
        self.assert_unfinished(self.postgres)
        self.assertGreater(self.copy(self.sqlite, self.postgres)["rows"], CASES)
        self.use(self.postgres)
        self.assertEqual(len(self.records()), CASES)

    def assert_unfinished(self, configuration):
        """Neither a verb nor the gateway opens the store, with whatever reason; the check names what to do."""
        for verb in (("quarantine", "list"), ("check",), ("serve",), ("serve", "--accept-older-store", "meant")):
            done = self.installation.verb(*verb, config=configuration)
            self.assertNotEqual(done.returncode, 0, verb)
            self.assertIn("has not been finished", done.stdout + done.stderr, verb)

    def test_a_person_who_came_back_after_an_erasure_stays(self):
        """The journal is not repeated on a copy: its acts are numbered as before, there and back."""
        self.erase_person(7)
        self.send([7])
        records = self.records()
        self.assertEqual(len(records), CASES)
        self.assertEqual(self.installation.stop(), 0)
        self.copy(self.sqlite, self.postgres)
        self.use(self.postgres)
        self.assertEqual(sorted(self.records()), sorted(records))
        self.erase_person(8)
        self.send([8])
        self.assertEqual(self.installation.stop(), 0)
        elsewhere = self.configuration("elsewhere.yaml", self.place(self.database, "elsewhere"))
        back = self.configuration("back.yaml", "sqlite: back/raccordo.db")
        self.assertIn("is not the folder", self.copy(elsewhere, back, code=1))
        self.copy(self.postgres, back)
        self.use(back)
        self.assertEqual(sorted(self.records()), sorted(records))
        self.assertNotIn("store.catch-up", [action for _, action, _ in self.audit()])
        self.erase_person(9)
        self.assertIn("The journal has 3 acts", self.installation.verb("doctor").stdout)

    def copies(self):
        return [action for _, action, _ in self.audit()].count("store.copy")

    def cut_off(self, start, target, files):
        """The copy fails once all rows are there: its identity file cannot be written."""
        in_the_way = files.with_name(files.name + ".identity")
        in_the_way.mkdir(parents=True)
        self.assertIn("cannot write", self.copy(start, target, code=1))
        self.assert_unfinished(target)
        in_the_way.rmdir()
        self.assert_unfinished(target)

    def test_a_copy_that_fails_at_its_end_is_finished(self):
        self.live()
        before = self.everything()
        self.assertEqual(self.installation.stop(), 0)
        self.cut_off(self.sqlite, self.postgres, self.home / "there/postgres")
        self.assertEqual(self.installation.verb("quarantine", "list", config=self.sqlite).returncode, 0)
        self.assertEqual(self.copy(self.sqlite, self.postgres)["rows"], 0)
        self.assertIn("was copied", self.installation.verb("quarantine", "list", config=self.sqlite).stderr)
        self.use(self.postgres)
        self.assertEqual(self.everything(), before)
        self.assertEqual(self.copies(), 1)
        self.verify()
        self.assertEqual(self.installation.stop(), 0)
        back = self.configuration("back.yaml", "sqlite: back/raccordo.db")
        self.cut_off(self.postgres, back, self.home / "back/raccordo.db")
        self.copy(self.postgres, back)
        self.use(back)
        self.assertEqual(self.everything(), before)
        self.assertEqual(self.copies(), 2)
        self.assertEqual([file.name for file in (self.home / "back").iterdir() if "cop" in file.name], [])

    def test_a_copy_of_a_store_that_was_used_since_is_not_finished(self):
        self.assertEqual(self.installation.stop(), 0)
        self.cut_off(self.sqlite, self.postgres, self.home / "there/postgres")
        self.use(self.sqlite)
        self.send(range(100, 103))
        self.assertEqual(self.installation.stop(), 0)
        self.assertIn("was used since", self.copy(self.sqlite, self.postgres, code=1))
        self.use(self.sqlite)
        self.assertEqual(len(self.records()), CASES + 3)
