"""Tests that the scanner finds planted data, and ignores ordinary log lines."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from scan import findings  # noqa: E402


class Scan(unittest.TestCase):
    def test_finds_fiscal_codes_of_every_shape(self):
        for code in ("RSSMRA80A01F205X", "rssmra80a01f205x", "RSSMRA8LA0MFNLRX",
                     "BNCLRA92D57Z404Q"):
            self.assertEqual([what for _, what in findings(f'{{"x":"{code}"}}')], ["a codice fiscale"], code)

    def test_finds_stp_and_eni_codes(self):
        self.assertEqual(len(list(findings("id=STP0300012345678\nid=eni0300012345678"))), 2)

    def test_finds_planted_words_in_any_case_and_names_the_line(self):
        self.assertEqual(list(findings("fine\nvia CANARINO 3", ["canarino"])), [(2, "planted word no. 1")])

    def test_finds_a_private_key(self):
        self.assertEqual(len(list(findings("-----BEGIN EC PRIVATE KEY" + "-----"))), 1)

    def test_ignores_identifiers_of_the_gateway(self):
        line = ('{"time":"2026-11-22T08:00:00Z","event":"request","request_id":"01JD3ZK7Q8RSSMRA80A01F205X",'
                '"digest":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","source":"bergamo"}')
        self.assertEqual(list(findings(line, ["canarino"])), [])


if __name__ == "__main__":
    unittest.main()
