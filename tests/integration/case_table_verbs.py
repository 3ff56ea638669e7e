"""The verbs `raccordo tables`, while the gateway runs: files are drafts, versions live in the store."""

import json

from support.gateway_case import GatewayCase
from support.table_people import add_table_people

TABLE = "isola-bergamasca/intervention"
NEW = "ANZ|NEW,Nuova voce,anziani.altri-interventi,equivalent,APPROVED,,,\n"


class TableVerbs(GatewayCase):
    @classmethod
    def prepare(cls):
        add_table_people(cls.installation)

    def setUp(self):
        self.file = self.installation.folder / f"mappings/{TABLE}.csv"
        self.kept = self.file.read_text()
        self.addCleanup(self.give_up)

    def give_up(self):
        self.file.write_text(self.kept)
        self.run_verb("discard", TABLE)

    def run_verb(self, *arguments):
        return self.installation.verb("tables", *arguments)

    def verb(self, *arguments, code=0):
        done = self.run_verb(*arguments)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout

    def json(self, *arguments, code=0):
        return json.loads(self.verb(*arguments, "--json", code=code))

    def status(self):
        return next(each["file"] for each in self.json("status", TABLE)["items"])

    def test_status_compares_the_file_with_the_versions(self):
        self.assertIn("same", self.verb("status", TABLE))
        self.file.write_text(self.kept.replace("Centri ricreativi diurni", "CRD", 1) + NEW)
        self.assertIn("draft differs: +1 -0 ~1 rows", self.verb("status", TABLE))
        self.assertEqual({key: self.status()[key] for key in ("state", "added", "changed", "as_open")},
                         {"state": "draft-differs", "added": 1, "changed": 1, "as_open": False})
        self.verb("import", TABLE)
        self.assertIn("imported as version", self.verb("status", TABLE))
        self.file.write_text(self.kept + "ANZ|X,,nonsense,equivalent,APPROVED,,,\n")
        self.assertEqual((self.status()["state"], self.status()["faults"]), ("faulty", 1))
        self.file.unlink()
        self.assertEqual(self.status()["state"], "missing")
        self.assertEqual(len(self.json("list", "isola-bergamasca")["items"]), 11)

    def test_a_faulty_draft_file_does_not_keep_the_gateway_from_starting(self):
        self.file.write_text(self.kept + "ANZ|X,,nonsense,equivalent,APPROVED,,,\n")
        self.assertEqual(self.installation.verb("check").returncode, 1)
        self.installation.stop()
        self.installation.start()
        self.assertEqual(self.nobody.get("/status").status, 200)
        self.assert_log_tells("table-file-faulty")

    def test_import_submit_and_review_over_https_and_command_line(self):
        self.file.write_text(self.kept + NEW)
        draft = self.json("import", TABLE, "--reason", "nuova voce")["items"][0]
        self.assertEqual((draft["state"], draft["reason"]), ("DRAFT", "nuova voce"))
        self.assertTrue(draft["author"].startswith("cli:"))
        self.assertIn("+ ANZ|NEW -> anziani.altri-interventi", self.verb("diff", TABLE))
        self.assertEqual(self.json("diff", TABLE)["counts"], {"added": 1, "removed": 0, "changed": 0})
        self.assertIn("IN_REVIEW", self.verb("submit", TABLE))
        refused = self.json("approve", TABLE, code=1)
        self.assertEqual(refused["error"]["code"], "own-change")
        bruno = self.installation.client("bruno")
        approved = bruno.post_json(f"/v1/tables/{TABLE}/approve", {"version": draft["version"]})
        self.assertEqual(approved.json()["state"], "APPROVED")
        self.assertIn("approved by bruno", self.verb("list", TABLE))

    def test_a_refused_activation_prints_the_refusal_first(self):
        self.file.write_text(self.kept + NEW)
        self.verb("import", TABLE)
        refused = self.run_verb("activate", TABLE)
        self.assertEqual((refused.returncode, refused.stdout), (1, ""))
        self.assertIn("is DRAFT", refused.stderr)

    def test_submit_warns_of_examples_that_would_break(self):
        self.file.write_text("".join(line for line in self.kept.splitlines(keepends=True)
                                     if not line.startswith("ANZ|SAD,")))
        self.verb("import", TABLE)
        submitted = self.run_verb("submit", TABLE)
        self.assertEqual(submitted.returncode, 0, submitted.stderr)
        self.assertIn("warning: it breaks the example", submitted.stderr)
        self.assertEqual(len([line for line in submitted.stdout.splitlines() if "IN_REVIEW" in line]), 1)

    def test_import_does_not_replace_a_version_edited_by_another_or_approved(self):
        anna, bruno = self.installation.client("anna"), self.installation.client("bruno")
        path = f"/v1/tables/{TABLE}"
        tag = anna.get(path).header("etag")
        put = anna.request("PUT", path, (self.kept + NEW).encode(), {"Content-Type": "text/csv", "If-Match": tag})
        self.assertIn(put.status, (200, 201), put.body)
        version = put.json()["version"]
        self.file.write_text(self.kept + NEW.replace("NEW", "OTHER"))

        def refused(state):
            told = self.json("import", TABLE, code=1)["error"]
            self.assertEqual(told["code"], "version-conflict")
            self.assertIn(f"version {version}, last edited by anna, is open and {state}", told["message"])

        refused("DRAFT")
        anna.post_json(f"{path}/submit", {"version": version})
        refused("IN_REVIEW")
        bruno.post_json(f"{path}/approve", {"version": version})
        refused("APPROVED")
        self.assertIn("ANZ|NEW", anna.get(path, Accept="text/csv").body.decode(), "the open version was not replaced")
        self.assertEqual(self.json("import", TABLE, "--replace", code=1)["error"]["code"], "reason-required")
        self.json("import", TABLE, "--replace", "--reason", "voce errata")
        self.assertIn("ANZ|OTHER", anna.get(path, Accept="text/csv").body.decode())

    def test_diff_and_test_refuse_file_together_with_version(self):
        self.file.write_text(self.kept + NEW)
        self.verb("import", TABLE)
        out = self.installation.folder / "third.csv"
        out.write_text(self.kept + NEW.replace("NEW", "THIRD"))
        shown = self.verb("diff", TABLE, "--file", out, "--against", "1")
        self.assertIn(f"{out} against version 1 (", shown)
        self.assertIn("+ ANZ|THIRD", shown)
        self.assertNotIn("ANZ|NEW", shown)
        shown = self.verb("diff", TABLE)
        self.assertIn("(DRAFT) against version 1 (ACTIVE):", shown)
        self.assertIn("+ ANZ|NEW", shown)
        for verb in ("diff", "test"):
            done = self.run_verb(verb, TABLE, "--file", out, "--version", "1")
            self.assertEqual(done.returncode, 2, done.stdout + done.stderr)

    def test_import_of_a_source_imports_the_changed_tables(self):
        self.file.write_text(self.kept + NEW)
        items = self.json("import", "isola-bergamasca")["items"]
        self.assertEqual([each["table"] for each in items], ["intervention"])
        self.file.write_text(self.kept)

    def test_import_reports_all_faults_and_stores_nothing(self):
        self.file.write_text(self.kept + "A,,nonsense,equivalent,APPROVED,,,\nB,,,,NO,,,\n")
        line = self.kept.count("\n") + 1
        shown = self.verb("import", TABLE, code=1)
        self.assertIn(f"intervention.csv:{line}: target_code", shown)
        self.assertIn(f"intervention.csv:{line + 1}: status", shown)
        self.assertEqual(len(self.json("import", TABLE, code=1)["faults"]), 2)

    def test_export_writes_a_version_to_a_file_the_mappings_or_the_screen(self):
        self.file.write_text(self.kept + NEW)
        self.verb("import", TABLE)
        out = self.installation.folder / "out.csv"
        self.verb("export", TABLE, "--version", "1", "--out", out)
        self.assertEqual(self.verb("export", TABLE, "--version", "1", "--out", "-"), out.read_text())
        self.assertNotIn("NEW", out.read_text())
        self.file.write_text(self.kept)
        self.verb("export", TABLE, "--to-mappings")
        self.assertIn("ANZ|NEW", self.file.read_text())
        self.assertIn("imported as version", self.verb("status", TABLE))
        self.verb("export", TABLE, code=1)

    def test_examples_are_run_against_a_file_or_a_version(self):
        self.assertIn("as expected", self.verb("test", "isola-bergamasca"))
        self.assertIn("as expected", self.verb("test", TABLE))
        self.file.write_text(self.kept.replace("ANZ|SAD,", "ANZ|SADX,"))
        self.assertIn("interventions[0].type", self.verb("test", TABLE, code=1))
        self.verb("import", TABLE)
        self.file.write_text(self.kept)
        faults = self.json("test", TABLE, code=1)["faults"]
        self.assertIn('instead of "anziani.', faults[0]["message"])
        self.assertIn("as expected", self.verb("test", TABLE, "--version", "1"))

    def test_missing_tables_and_versions_are_named(self):
        for arguments in (("list", "nowhere"), ("diff", "bergamo/nothing"), ("submit", "bergamo/nothing"),
                          ("export", "bergamo/nothing", "--out", "-"), ("test", "nowhere"), ("import", "nowhere"),
                          ("submit", "bergamo/area")):
            self.assertEqual(self.run_verb(*arguments).returncode, 1, arguments)
        self.assertEqual(self.run_verb("nonsense").returncode, 2)
        self.assertEqual(self.run_verb("diff", TABLE, "--version", "0").returncode, 2)
