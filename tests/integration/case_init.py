"""`raccordo init`: five questions, a configuration that passes `check`, nothing replaced."""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import yaml

from support.installation import BUILD

TRIAL = ["--body", "Comune di Esempio", "--certificates", "trial", "--port", "8443", "--store", "data/raccordo.db"]


class Init(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="raccordo-init-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.place = self.folder / "new"

    def program(self, *arguments, answers="", language="C.UTF-8"):
        return subprocess.run([BUILD / "raccordo", *map(str, arguments)], input=answers, capture_output=True, text=True,
                              timeout=300, cwd=self.folder, env=os.environ | {"LANG": language})

    def init(self, *options, answers="", language="C.UTF-8"):
        return self.program("init", "--folder", self.place, *options, answers=answers, language=language)

    def configuration(self):
        return yaml.safe_load((self.place / "raccordo.yaml").read_text())

    def test_a_trial_is_ready_and_a_second_run_replaces_nothing(self):
        done = self.init(*TRIAL)
        self.assertEqual(done.returncode, 0, done.stderr)
        checked = self.program("check", "--config", self.place / "raccordo.yaml")
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
        self.assertEqual(oct((self.place / "keys/sealing.key").stat().st_mode), "0o100600")
        self.assertEqual(self.configuration()["public_url"], "https://localhost:8443")
        self.assertFalse((self.place / ".raccordo-init").exists())
        before = {path: path.read_bytes() for path in self.place.rglob("*") if path.is_file()}
        again = self.init(*TRIAL)
        self.assertEqual(again.returncode, 1)
        self.assertIn("raccordo.yaml", again.stderr)
        self.assertEqual(before, {path: path.read_bytes() for path in self.place.rglob("*") if path.is_file()})

    def test_asks_until_the_answer_is_right_and_in_italian(self):
        answers = "\nAzienda \"Isola\"\nforse\nn\nhttps://x\nRaccordo.Comune.Example\n0\n99999\n443\n\n"
        done = self.init(answers=answers, language="it_IT.UTF-8")
        self.assertEqual(done.returncode, 0, done.stderr)
        for words in ("Scrivere il nome dell'ente.", "Rispondere s o n", "Scrivere un nome di macchina",
                      "Scrivere un numero da 1 a 65535."):
            self.assertIn(words, done.stderr)
        self.assertEqual(done.stderr.count("Scrivere un numero"), 2)
        self.assertIn("autorità", done.stdout)
        found = self.configuration()
        self.assertEqual(found["catalog"]["publisher"], 'Azienda "Isola"')
        self.assertEqual((found["public_url"], found["listen"]), ("https://raccordo.comune.example", "[::]:443"))
        self.assertEqual(list((self.place / "certs").iterdir()), [])
        checked = self.program("check", "--config", self.place / "raccordo.yaml")
        self.assertEqual(checked.returncode, 1)
        self.assertIn("server.pem", checked.stdout + checked.stderr)

    def test_wrong_answers_write_nothing(self):
        for options, answers, why in (([], "Ente\n", "--certificates"),
                                      ([*TRIAL[:-4], "--port", "80x", "--store", "s.db"], "", "--port"),
                                      ([*TRIAL, "--host", "raccordo.example"], "", "localhost"),
                                      (["--body", "a\nb", *TRIAL[2:]], "", "--body")):
            done = self.init(*options, answers=answers)
            self.assertEqual(done.returncode, 2, options)
            self.assertIn(why, done.stderr)
            self.assertFalse(self.place.exists())

    def test_a_folder_that_cannot_be_written_is_named(self):
        (self.folder / "new").write_text("a file")
        done = self.init(*TRIAL)
        self.assertEqual(done.returncode, 1)
        self.assertIn("new", done.stderr)
