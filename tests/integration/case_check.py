"""`raccordo check` reports all faults together, in every kind of file of an administrator, each with its line."""

import json
import subprocess

from support.gateway_case import GatewayCase
from support.installation import ROOT
from support.people import fiscal_code

SOURCES = len(list((ROOT / "mappings").glob("*/profile.yaml")))
ISOLA = "mappings/isola-bergamasca"


class Check(GatewayCase):
    def setUp(self):
        self.kept = {}
        self.addCleanup(self.restore)

    def restore(self):
        for path, content in self.kept.items():
            path.write_bytes(content)

    def change(self, name, old, new):
        """Replaces text in a file of the installation; returns its path and the line of the change."""
        path = self.installation.folder / name
        content = path.read_text()
        self.assertIn(old, content, name)
        self.kept.setdefault(path, path.read_bytes())
        path.write_text(content.replace(old, new, 1))
        return path, content[:content.index(old)].count("\n") + 1

    def faults(self):
        done = self.installation.verb("check", "--json")
        told = json.loads(done.stdout)["faults"]
        self.assertEqual(done.returncode, 1 if told else 0)
        return told

    def test_shipped_files_have_no_fault(self):
        self.assertEqual(self.faults(), [])
        self.assertIn(f"All is well: {SOURCES} sources", self.installation.verb("check").stdout)

    def test_all_faults_are_reported_together(self):
        faults = [(*self.change(*change), words) for *change, words in (
            ("raccordo.yaml", "mappings: mappings", "mapings: mappings", "did you mean `mappings`?"),
            ("raccordo.yaml", "certs/ca.crl", "certs/absent.crl", "`tls.crl`"),
            ("clients.yaml", "rights: [submit]", "rights: [submitt]", "submitt"),
            ("mappings/bergamo/profile.yaml", "header: true", "heder: true", "header"),
            ("mappings/treviglio/profile.yaml", "source: treviglio", "SOURCE: treviglio", "did you mean `source`?"),
            (f"{ISOLA}/sex.csv", "M,", "N,Neutro,nonsense,equivalent,APPROVED,,,\nM,", "nonsense"),
            ("mappings/extracts/cases-by-ambito.yaml", "measure: cases", "measure: houses", "houses"))]
        told = self.faults()
        for path, line, words in faults:
            with self.subTest(path=path.name):
                mine = [fault for fault in told if fault["file"] == str(path) and words in fault["message"]]
                self.assertEqual([fault["line"] for fault in mine], [line], told)
        lines = self.installation.verb("check").stdout
        for path, line, _ in faults:
            self.assertIn(f"{path}:{line}: ", lines)

    def test_a_second_document_in_a_file_is_reported(self):
        for name in ("raccordo.yaml", "clients.yaml", f"{ISOLA}/profile.yaml"):
            with self.subTest(name=name):
                path = self.installation.folder / name
                lines = path.read_text().rstrip("\n").count("\n") + 1
                self.kept.setdefault(path, path.read_bytes())
                path.write_text(path.read_text().rstrip("\n") + "\n---\nsource: altra\n")
                told = [fault for fault in self.faults() if "second YAML document" in fault["message"]]
                self.assertEqual([fault["file"] for fault in told], [str(path)])
                self.assertGreater(told[0]["line"], lines)
                self.restore()

    def test_a_faulty_scheme_is_reported_with_other_faults(self):
        scheme, line = self.change("mappings/scheme/sex.csv", "F,", "F F,")
        profile, _ = self.change(f"{ISOLA}/profile.yaml", "format: json", "format: jsonn")
        told = [(fault["file"], fault["line"]) for fault in self.faults()]
        self.assertIn((str(scheme), line), told)
        self.assertIn(str(profile), [file for file, _ in told])

    def test_a_failing_example_is_reported_with_its_line(self):
        path, line = self.change(f"{ISOLA}/examples/usual.expected.ndjson", '"owner":"016074"', '"owner":"016075"')
        told = self.faults()
        self.assertEqual([(fault["file"], fault["line"]) for fault in told], [(str(path), line)])

    def test_overlapping_rows_name_both_lines(self):
        path, line = self.change(f"{ISOLA}/unit.csv", "FORF,", "FORF,x,hour,equivalent,APPROVED,,,\nFORF,")
        self.change(f"{ISOLA}/unit.csv", "FORF,Forfait,,not-related-to,IGNORED",
                    "FORF,Forfait,hour,equivalent,APPROVED")
        fault, = self.faults()
        self.assertEqual(fault["file"], str(path))
        self.assertIn(fault["line"], (line, line + 1))
        self.assertIn(str(line if fault["line"] == line + 1 else line + 1), fault["message"])

    def test_check_reports_what_serve_would_refuse(self):
        certs = self.installation.folder / "certs"
        ours = (certs / "server.key").read_bytes()
        for name, old, new, words in (
                ("another's key", "certs/server.key", "certs/ca.key", "does not belong to"),
                ("a key for an authority", "certs/ca.pem", "certs/server.key", "no readable PEM certificate"),
                ("a certificate for a list", "certs/ca.crl", "certs/ca.pem", "holds no PEM revocation list"),
                ("no address of ours", "listen: ", "listen: 192.0.2.1:8443 # ", "this machine has no address"),
                ("limits too small to work with", "mappings: mappings", "mappings: mappings\nlimits: {header: 10}",
                 "must be at least 2KiB")):
            with self.subTest(name):
                path, line = self.change("raccordo.yaml", old, new)
                told = [fault for fault in self.faults() if words in fault["message"]]
                self.assertEqual([fault["file"] for fault in told], [str(path)], name)
                self.assertIn(told[0]["line"], (line, line + 1))
                self.restore()
        self.assertEqual(ours, (certs / "server.key").read_bytes())

    def test_a_key_with_a_password_is_refused_without_asking_for_it(self):
        certs = self.installation.folder / "certs"
        key = certs / "server.key"
        self.kept[key] = key.read_bytes()
        subprocess.run(["openssl", "pkey", "-aes256", "-passout", "pass:secret", "-in", key, "-out", certs / "locked"],
                       check=True, capture_output=True)
        key.write_bytes((certs / "locked").read_bytes())
        (certs / "locked").unlink()
        fault, = self.faults()
        self.assertIn("protected by a password", fault["message"])

    def test_invalid_yaml_is_reported_with_its_line(self):
        path, _ = self.change("raccordo.yaml", "listen:", "listen: [\nlisten:")
        fault, = self.faults()
        self.assertEqual(fault["file"], str(path))
        self.assertGreater(fault["line"], 0)

    def test_an_impossible_constant_is_a_fault(self):
        path, line = self.change("mappings/bergamo/profile.yaml", "closure.date: {from: DATA_CHIUSURA, type: date}",
                                 "closure.date: {const: \"2017-13-01\"}")
        fault, = self.faults()
        self.assertEqual((fault["file"], fault["line"]), (str(path), line))
        self.assertIn("`const` of `closure.date` is `2017-13-01`, which no record could have", fault["message"])
        for verb in (("decode", "--source", "bergamo", str(path)),):
            done = self.installation.verb(*verb)
            self.assertEqual(done.returncode, 1)
            self.assertIn("which no record could have", done.stdout + done.stderr)

    def test_a_group_column_that_only_looks_like_a_header_is_a_fault(self):
        path, line = self.change("mappings/bergamo/profile.yaml", "group_by: NUM_CARTELLA",
                                 "group_by: \"NUM_CARTEL\\u200bLA\"")
        fault, = self.faults()
        self.assertEqual((fault["file"], fault["line"]), (str(path), line))
        self.assertIn("differ only in letter case, blanks", fault["message"])

    def test_a_row_with_an_identifier_gives_a_warning_without_it(self):
        code = fiscal_code(77)
        path, line = self.change(f"{ISOLA}/sex.csv", "M,", f"{code},,M,equivalent,APPROVED,,,\nM,")
        done = self.installation.verb("check", "--json")
        told, = (each for each in json.loads(done.stdout)["warnings"] if each.startswith(f"{path}:{line}: "))
        self.assertEqual(done.returncode, 0)
        self.assertRegex(told, r"source_code contains what looks like an identifier of a person.*"
                               r"\[identificativo 16 caratteri #[0-9a-f]{8}\]")
        self.assertNotIn(code, done.stdout + done.stderr)

    def test_an_identifier_in_any_column_gives_a_warning(self):
        code = fiscal_code(78)
        path, line = self.change(f"{ISOLA}/sex.csv", "M,", f"M1,di {code.lower()},M,equivalent,APPROVED,,,\n"
                                 f"M2,,M,equivalent,APPROVED,,,visto {code}\nM,")
        done = self.installation.verb("check", "--json")
        told = json.loads(done.stdout)["warnings"]
        self.assertEqual(done.returncode, 0)
        for at, column in ((line, "source_label"), (line + 1, "comment")):
            self.assertEqual(len([each for each in told if each.startswith(f"{path}:{at}: {column} contains")]), 1, told)
        self.assertNotIn(code.lower(), (done.stdout + done.stderr).lower())

    def test_a_null_word_that_is_an_approved_code_gives_a_warning(self):
        self.change(f"{ISOLA}/profile.yaml", "format: json", "format: json\nnulls: [\"n.d.\"]")
        sex, line = self.change(f"{ISOLA}/sex.csv", "M,", "N.D.,,U,equivalent,APPROVED,,,\nM,")
        joined, other = self.change(f"{ISOLA}/intervention.csv", "ANZ|SAD,",
                                    "ANZ|n.d.,,anziani.altri-interventi,equivalent,APPROVED,,,\nANZ|SAD,")
        done = self.installation.verb("check", "--json")
        self.assertEqual(done.returncode, 0, done.stdout)
        told = "\n".join(json.loads(done.stdout)["warnings"])
        self.assertIn(f'{sex}:{line}: the code "N.D." is a word of `nulls`', told)
        self.assertIn(f'{joined}:{other}: the part of a code "n.d." is a word of `nulls`', told)

    def test_lookalike_codes_give_a_warning_with_both_lines(self):
        path, line = self.change(f"{ISOLA}/sex.csv", "M,", "CAFF\u00c8,,F,equivalent,APPROVED,,,\n"
                                 "CAFFE\u0300,,M,equivalent,APPROVED,,,\nSAD\u200b9,,M,equivalent,APPROVED,,,\nM,")
        done = self.installation.verb("check", "--json")
        self.assertEqual(done.returncode, 0, done.stdout)
        told = "\n".join(json.loads(done.stdout)["warnings"])
        self.assertIn(f"{path}:{line + 1}: the codes", told)
        self.assertIn(f"of line {line} and", told)
        self.assertIn("SAD{U+200B}9", told)
