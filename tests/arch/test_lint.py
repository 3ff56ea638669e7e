"""Proves that run_lint.py finds scripts by name and by first line, and faults in each."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import run_lint  # noqa: E402
from invented_tree import Tree  # noqa: E402

CLEAN_SHELL, FAULTY_SHELL = '#!/usr/bin/env bash\necho "$1"\n', "#!/usr/bin/env bash\necho $1\n"
CLEAN_PYTHON, FAULTY_PYTHON = "import sys\n\nprint(sys.argv)\n", "import os\nimport sys\n\nprint(sys.argv)\n"


class Lint(Tree):
    def found(self, name, text):
        self.write(name, text)
        told = run_lint.check(self.root)
        (self.root / name).unlink()
        return told

    def test_finds_nothing_in_clean_scripts_and_other_files(self):
        for name, text in (("run", CLEAN_SHELL), ("a.py", CLEAN_PYTHON), ("run", "#!/usr/bin/env python3\n" + CLEAN_PYTHON),
                           ("a.txt", "echo $1\n"), ("data", "\x00#!bash")):
            with self.subTest(name):
                self.assertEqual(self.found(name, text), "")

    def test_finds_a_fault_in_every_kind_of_script(self):
        for name, text, fault in (("run", FAULTY_SHELL, "SC2086"), ("x/a.sh", FAULTY_SHELL, "SC2086"),
                                  ("a.sh", "echo $1\n", "SC2148"), ("run", "#!/bin/sh\necho $1\n", "SC2086"),
                                  ("a.py", FAULTY_PYTHON, "F401"), ("a.py", "x = (\n", "E999"),
                                  ("run", "#!/usr/bin/env python3\n" + FAULTY_PYTHON, "F401"),
                                  ("a.py", f'x = "{"a" * 125}"\n', "E501")):
            with self.subTest((name, fault)):
                self.assertIn(fault, self.found(name, text))


if __name__ == "__main__":
    unittest.main()
