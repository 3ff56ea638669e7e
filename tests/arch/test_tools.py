"""Tests the decisions of run_tidy.py and run_cppcheck.py, without the tools they call; run by test_checks.py."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parent))
import run_cppcheck  # noqa: E402
import run_tidy  # noqa: E402


class Tidy(unittest.TestCase):
    def test_a_source_of_tests_is_compiled_without_output(self):
        self.assertEqual(run_tidy.without_output("c++ -Ia -o x.o -c /x/a.cpp"),
                         ["c++", "-Ia", "-c", "/x/a.cpp", "-fsyntax-only"])

    def test_a_command_loses_its_precompiled_headers_and_nothing_else(self):
        command = "c++ -fPIC -fpch-preprocess -Winvalid-pch -include /x/cmake_pch.hxx -include other.hpp -c /x/a.cpp"
        self.assertEqual(run_tidy.without_precompiled(command), "c++ -fPIC -include other.hpp -c /x/a.cpp")

    def test_a_changed_header_chooses_its_own_source_else_the_first_that_includes_it(self):
        a, b, c = (Path(f"/x/{name}.cpp") for name in "abc")
        own, alone, unused = Path("/x/b.hpp"), Path("/x/alone.hpp"), Path("/x/unused.hpp")
        closures = {a: {a, own}, b: {b, own, alone}, c: {c, alone}}
        for changed, chosen in (({a}, [a]), ({own}, [b]), ({alone}, [b]), ({alone, c}, [b, c]), ({unused}, []),
                                ({Path("/x/README.md")}, [])):
            with self.subTest(changed):
                self.assertEqual(run_tidy.touched_by(changed, [a, b, c], closures.get), chosen)

    def test_the_base_of_recent_commits_is_at_most_the_oldest_of_the_clone(self):
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(run_tidy, "ROOT", Path(folder)):
            git = ["git", "-C", folder, "-c", "user.name=x", "-c", "user.email=x@example.org"]
            subprocess.run([*git, "init", "-q"], check=True)
            commits = []
            for text in "abc":
                subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", text], check=True)
                commits.append(subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True,
                                              text=True).stdout.strip())
            self.assertEqual(run_tidy.base_before(1), commits[1])
            self.assertEqual(run_tidy.base_before(2), commits[0])
            self.assertEqual(run_tidy.base_before(10), commits[0])


class Cppcheck(unittest.TestCase):
    FINDING = "gateway/a.cpp:3: warning: accessMoved: Access of moved variable"

    def test_a_suppression_allows_its_finding_in_its_file_only(self):
        self.assertEqual(run_cppcheck.judge([self.FINDING], ["accessMoved:gateway/a.cpp"]), ([], []))
        for rule in ("accessMoved:gateway/b.cpp", "otherName:gateway/a.cpp", "accessMoved:gateway/a"):
            with self.subTest(rule):
                self.assertEqual(run_cppcheck.judge([self.FINDING], [rule]), ([self.FINDING], [rule]))

    def test_every_suppression_needs_a_reason_of_its_own(self):
        self.assertEqual(run_cppcheck.without_reason("# why\na:b.cpp\n# why\nc:d.cpp\n"), [])
        self.assertEqual(run_cppcheck.without_reason("# why\na:b.cpp\nc:d.cpp\n\ne:f.cpp\n"), ["c:d.cpp", "e:f.cpp"])


if __name__ == "__main__":
    unittest.main()
