"""The command line for shells and manuals: completion, manual pages, version, near names."""

import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from support.installation import BUILD, ROOT

PROGRAM = BUILD / "raccordo"

BASH = """source /dev/stdin <<< "$SCRIPT"
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _raccordo; printf '%s\\n' "${COMPREPLY[@]}" """


class CommandLine(unittest.TestCase):
    def run_program(self, *arguments, code=0):
        done = subprocess.run([str(PROGRAM), *map(str, arguments)], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def completed(self, *words):
        """The completions of bash for the last word."""
        script = self.run_program("completion", "bash").stdout
        done = subprocess.run(["bash", "-c", BASH, "bash", *words], env={"SCRIPT": script, "PATH": "/usr/bin:/bin"},
                              capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout.split()

    def test_near_names_and_exit_code_2(self):
        told = self.run_program("realese", code=2).stderr
        self.assertIn("did you mean `release`?", told)
        told = self.run_program("release", "create", "--perod", "2017", code=2).stderr
        self.assertIn("did you mean `--period`?", told)
        self.assertIn("`raccordo release create --help`", told)

    def test_version_names_the_commit(self):
        told = self.run_program("--version").stdout
        self.assertRegex(told, r"\Araccordo \d+\.\d+\.\d+( \(commit [0-9a-f]{12}\))?\n\Z")
        if (ROOT / ".git").exists() and shutil.which("git"):
            self.assertIn("(commit ", told)

    def test_bash_completes_verbs_options_and_words(self):
        self.assertEqual(self.completed("raccordo", "rele"), ["release"])
        self.assertEqual(self.completed("raccordo", "release", "c"), ["create"])
        self.assertEqual(self.completed("raccordo", "release", "create", "--p"), ["--period"])
        self.assertEqual(self.completed("raccordo", "--config", "x.yaml", "tables", "act"), ["activate"])
        self.assertEqual(self.completed("raccordo", "release", "export", "X", "--format", "json"), ["json-stat"])
        self.assertEqual(self.completed("raccordo", "release", "create", "--period", ""), [])
        # A value that is spelt like a verb is not a verb.
        self.assertEqual(self.completed("raccordo", "--config", "release", "che"), ["check"])

    def test_completion_scripts_are_valid(self):
        for shell in filter(shutil.which, ("bash", "zsh")):
            with self.subTest(shell):
                done = subprocess.run([shell, "-n"], input=self.run_program("completion", shell).stdout,
                                      capture_output=True, text=True, timeout=60)
                self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_manual_has_a_page_for_each_verb_with_the_text_of_the_help(self):
        folder = Path(tempfile.mkdtemp(prefix="raccordo-manual-"))
        self.addCleanup(shutil.rmtree, folder)
        self.run_program("manual", "--out", folder)
        verbs = [line.split()[0] for line in self.run_program("--help").stdout.split("Subcommands:")[1].splitlines()
                 if line.startswith("  ") and not line.startswith("   ")]
        self.assertGreater(len(verbs), 10)
        self.assertEqual({path.name for path in folder.iterdir()},
                         {"raccordo.1"} | {f"raccordo-{verb}.1" for verb in verbs})
        page = (folder / "raccordo-tables.1").read_text()
        for words in (".SH ACTIVATE", "bergamo/intervention", ".SH EXIT STATUS", "\\-\\-to\\-mappings"):
            self.assertIn(words, page)
        if shutil.which("groff"):
            for path in folder.iterdir():
                done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", str(path)], capture_output=True, text=True,
                                      timeout=60)
                self.assertEqual((done.returncode, done.stderr), (0, ""), path.name)


if __name__ == "__main__":
    unittest.main()
