"""Tests that check_hardening.py finds each missing protection, and nothing if all are present."""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import check_hardening  # noqa: E402

# A frame of many pages, an array for the stack protector, a call for fortification, a vector for assertions.
PROGRAM = """
#include <cstdio>
#include <cstring>
#include <vector>
int main(int count, char** words) {
  char large[100000], small[16];
  std::vector<int> numbers(count);
  std::memset(large, count, sizeof large);
  std::snprintf(small, count, "%s", words[0]);
  std::memcpy(small, words[0], count);
  return large[count] + small[count] + numbers[count];
}
"""
WITHOUT = ("-O1 -no-pie -fno-pie -fno-stack-protector -fno-stack-clash-protection -fcf-protection=none "
           "-U_FORTIFY_SOURCE -Wl,-z,norelro -Wl,-z,lazy -Wl,-z,execstack").split()
WITH = ("-O2 -pie -fPIE -fstack-protector-strong -fstack-clash-protection -fcf-protection=full -U_FORTIFY_SOURCE "
        "-D_FORTIFY_SOURCE=2 -D_GLIBCXX_ASSERTIONS -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack").split()


class Hardening(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def faults(self, flags):
        source, program = self.folder / "main.cpp", self.folder / "main"
        source.write_text(PROGRAM)
        subprocess.run(["g++", "-std=c++20", *flags, str(source), "-o", str(program)], check=True)
        return "\n".join(check_hardening.check(str(program)))

    def test_reports_every_missing_protection_of_a_plain_program(self):
        faults = self.faults(WITHOUT)
        for part in ("(PIE)", "GNU_RELRO", "-z now", "stack is executable", "stack protector", "_FORTIFY_SOURCE",
                     "_GLIBCXX_ASSERTIONS", "-fcf-protection", "-fstack-clash-protection"):
            self.assertIn(part, faults)

    def test_each_compiler_flag_is_checked_separately(self):
        held = check_hardening.LEAST_LANDING_PADS
        self.addCleanup(setattr, check_hardening, "LEAST_LANDING_PADS", held)
        check_hardening.LEAST_LANDING_PADS = 1
        self.assertEqual(self.faults(WITH), "")
        for flag, part in {"-fstack-protector-strong": "stack protector", "-pie": "(PIE)",
                           "-D_FORTIFY_SOURCE=2": "_FORTIFY_SOURCE", "-D_GLIBCXX_ASSERTIONS": "_GLIBCXX_ASSERTIONS",
                           "-Wl,-z,now": "-z now"}.items():
            opposite = {"-fstack-protector-strong": "-fno-stack-protector", "-pie": "-no-pie",
                        "-Wl,-z,now": "-Wl,-z,lazy"}.get(flag, "-DOTHER")
            self.assertIn(part, self.faults([opposite if each == flag else each for each in WITH]))

    def test_names_the_source_that_is_compiled_without_a_flag(self):
        commands = self.folder / "compile_commands.json"
        whole = "g++ " + " ".join(check_hardening.FLAGS) + " -c a.cpp"
        commands.write_text(json.dumps([{"file": "/x/gateway/net/a.cpp", "command": whole}]))
        self.assertEqual(list(check_hardening.commanded(commands)), [])
        less = whole.replace("-fstack-clash-protection ", "")
        commands.write_text(json.dumps([{"file": "/x/gateway/net/a.cpp", "command": less}]))
        faults = list(check_hardening.commanded(commands))
        self.assertEqual(faults, ["/x/gateway/net/a.cpp is compiled without -fstack-clash-protection"])
        commands.write_text("[]")
        self.assertEqual(len(list(check_hardening.commanded(commands))), 1)


if __name__ == "__main__":
    unittest.main()
