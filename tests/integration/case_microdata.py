"""`release microdata`: a synthetic register made from a release alone."""

import csv
import json
import shutil
import sqlite3

from support.gateway_case import GatewayCase
from support.people import case_file, document

AMBITO = "isola-bergamasca"  # of the Comune of support.people
FILES = ["about.txt", "cases.csv", "codebook.csv", "fit.csv", "interventions.csv", "persons.csv"]


class Microdata(GatewayCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        sender = cls.installation.client("isola-bergamasca")
        sender.post("/v1/sources/isola-bergamasca/submissions", document(*(case_file(number) for number in range(40))),
                    "application/json")
        done = cls.installation.verb("release", "create", "--period", "2017", "--json")
        cls.release = json.loads(done.stdout)

    def microdata(self, name, *options, code=0):
        out = self.installation.folder / name
        done = self.installation.verb("release", "microdata", self.release["id"], "--out", out, "--json", *options)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return out, json.loads(done.stdout)

    def test_every_shown_count_of_persons_from_ambito_up_comes_out(self):
        out, told = self.microdata("first", "--seed", "3")
        self.assertEqual(sorted(path.name for path in out.iterdir()), FILES)
        self.assertEqual((told["id"], told["seed"], told["persons"]), (self.release["id"], 3, 40))
        self.assertEqual(told["digest"], self.release["digest"])
        self.assertEqual((told["missed_cells"], told["missed_persons"]), (0, 0))
        upper = [row for row in told["fit"] if row.get("level") == "ambito" and row["measure"] == "persons"]
        self.assertGreaterEqual(len(upper), 6)
        for row in upper:
            self.assertEqual(row["exact"], row["shown"], row["table"])
        with open(out / "persons.csv", encoding="utf-8", newline="") as content:
            rows = list(csv.DictReader(content))
        self.assertEqual(len(rows), 40)
        self.assertEqual({row["ambito"] for row in rows}, {AMBITO})
        self.assertIn("REGISTRO SINTETICO", (out / "about.txt").read_text(encoding="utf-8"))

    def test_same_seed_gives_the_same_bytes(self):
        one, _ = self.microdata("one", "--seed", "5")
        two, _ = self.microdata("two", "--seed", "5")
        for name in FILES:
            self.assertEqual((one / name).read_bytes(), (two / name).read_bytes(), name)

    def test_a_folder_with_files_is_kept_and_nothing_is_written(self):
        out = self.installation.folder / "taken"
        out.mkdir()
        (out / "fit.csv").write_text("mine")
        _, told = self.microdata("taken", code=1)
        self.assertIn("taken has files already", told["error"]["message"])
        self.assertEqual([(path.name, path.read_text()) for path in out.iterdir()], [("fit.csv", "mine")])
        shutil.rmtree(out)

    def test_force_replaces_a_register_and_nothing_else(self):
        out, _ = self.microdata("forced", "--seed", "1")
        before = (out / "persons.csv").read_bytes()
        _, told = self.microdata("forced", "--seed", "2", code=1)
        self.assertIn("--force", told["error"]["message"])
        self.assertEqual((out / "persons.csv").read_bytes(), before)
        self.microdata("forced", "--seed", "2", "--force")
        self.assertEqual(sorted(path.name for path in out.iterdir()), FILES)
        self.assertIn("seed 2", (out / "about.txt").read_text(encoding="utf-8"))
        (out / "mine.txt").write_text("mine")
        _, told = self.microdata("forced", "--force", code=1)
        self.assertIn("mine.txt", told["error"]["message"])
        self.assertEqual((out / "mine.txt").read_text(), "mine")
        shutil.rmtree(out)

    def test_a_damaged_release_is_refused(self):
        store = self.installation.folder / "store/raccordo.db"
        with sqlite3.connect(store) as database:
            (whole,) = database.execute("SELECT content FROM releases WHERE id = ?", (self.release["id"],)).fetchone()
        at = whole.index(b'"cells":[') + 9
        try:
            for damaged in (whole[:at] + b"7" + whole[at:], whole[:at], b"", b"\xff" * 100):
                with sqlite3.connect(store) as database:
                    database.execute("UPDATE releases SET content = ?", (damaged,))
                done = self.installation.verb("release", "microdata", self.release["id"], "--out",
                                              self.installation.folder / "damaged")
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertIn(self.release["id"], done.stderr)
                self.assertFalse((self.installation.folder / "damaged").exists())
        finally:
            with sqlite3.connect(store) as database:
                database.execute("UPDATE releases SET content = ?", (whole,))

    def test_what_a_killed_run_left_does_not_disturb(self):
        left = self.installation.folder / ".again.incomplete-abcdef"
        left.mkdir()
        (left / "persons.csv").write_text("person")
        out, _ = self.microdata("again")
        self.assertEqual(sorted(path.name for path in out.iterdir()), FILES)
        self.assertEqual(list(self.installation.folder.glob(".again.incomplete-*")), [left])
        shutil.rmtree(left)

    def test_a_file_in_place_of_the_folder_is_kept(self):
        (self.installation.folder / "plain").write_text("mine")
        for name in ("plain", "plain/below"):
            _, told = self.microdata(name, code=1)
            self.assertIn("plain", told["error"]["message"])
        self.assertEqual((self.installation.folder / "plain").read_text(), "mine")

    def test_wrong_use_is_told(self):
        for options in (("--seed", "-1"), ("--seed", "many"), ("--seed", str(2 ** 63)), ("--seed", str(2 ** 64)),
                        ("--seed", "1.5"), ("--seed", "")):
            done = self.installation.verb("release", "microdata", self.release["id"], "--out", "x", *options)
            self.assertEqual(done.returncode, 2, done.stderr)
        done = self.installation.verb("release", "microdata", "01NOTHING", "--out", self.installation.folder / "x")
        self.assertEqual(done.returncode, 1)
        self.assertIn("no finished release 01NOTHING", done.stderr)

    def test_the_store_is_enough(self):
        out = self.installation.folder / "no-keys"
        hidden = self.installation.folder / "keys-away"
        keys = self.installation.folder / "keys"
        keys.rename(hidden)
        try:
            done = self.installation.verb("release", "microdata", self.release["id"], "--out", out)
        finally:
            hidden.rename(keys)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("| `persons-by-area` | ambito |", done.stdout)
