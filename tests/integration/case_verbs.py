"""The command line: output and exit code of each verb, also while the gateway runs, which sees its effect at once."""

import json
import threading

from support.gateway_case import GatewayCase
from support.people import case_file, document

ISOLA = ("--source", "isola-bergamasca")


def unmapped(number):
    return case_file(number, interventi=[{"id": "1", "area": "ANZ", "codice": "SAD9", "dal": "2017-03-06"}])


class Verbs(GatewayCase):
    def file(self, name, content):
        path = self.installation.folder / name
        path.write_bytes(content)
        return path

    def run_verb(self, *arguments, code=0, **options):
        done = self.installation.verb(*arguments, **options)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def one_object(self, *arguments, code=0):
        """What a verb prints with --json: exactly one JSON object."""
        done = self.run_verb(*arguments, "--json", code=code)
        self.assertEqual(len(done.stdout.splitlines()), 1, done.stdout)
        value = json.loads(done.stdout)
        self.assertIsInstance(value, dict)
        return value

    def test_decode_prints_records_and_issues_line_by_line(self):
        path = self.file("mixed.json", document(case_file(1), unmapped(2), case_file(3, apertura="")))
        done = self.run_verb("decode", *ISOLA, path)
        records = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([record["record_id"] for record in records], ["IB-1", "IB-2"])
        self.assertEqual(records[1]["interventions"][0]["type"], {"source_code": "ANZ|SAD9"})
        self.assertEqual(list(records[0])[:5], ["source", "record_id", "version", "owner", "opened"])
        issues = [json.loads(line) for line in done.stderr.splitlines()]
        self.assertEqual([(issue["record"], issue["code"]) for issue in issues],
                         [(2, "unmapped-code"), (3, "missing-field")])
        self.assertEqual(self.installation.client("isola-bergamasca").get(
            "/v1/sources/isola-bergamasca/records/IB-1").status, 404)

    def test_decode_reads_standard_input(self):
        done = self.run_verb("decode", *ISOLA, "-", stdin=document(case_file(4)).decode())
        self.assertEqual(json.loads(done.stdout)["record_id"], "IB-4")
        empty = self.run_verb("decode", *ISOLA, "-", stdin=document().decode())
        self.assertEqual((empty.stdout, empty.stderr), ("", ""))

    def test_decode_fails_for_a_truncated_document(self):
        whole = document(case_file(5), case_file(6))
        done = self.run_verb("decode", *ISOLA, self.file("cut.json", whole[:-40]), code=1)
        self.assertEqual(json.loads(done.stdout)["record_id"], "IB-5")
        self.assertEqual(json.loads(done.stderr)["code"], "truncated-document")
        nothing = self.run_verb("decode", *ISOLA, self.file("no.json", b"nothing"), code=1)
        self.assertEqual((nothing.stdout, json.loads(nothing.stderr)["code"]), ("", "malformed-document"))

    def test_import_is_a_submission_that_the_gateway_sees_at_once(self):
        first = self.file("first.json", document(case_file(10), unmapped(11)))
        lines = self.file("second.ndjson", json.dumps(case_file(12)).encode() + b"\n")
        told = self.one_object("import", *ISOLA, first, lines)
        receipts = [each["receipt"] for each in told["files"]]
        self.assertEqual([receipt["counts"]["received"] for receipt in receipts], [2, 1])
        self.assertEqual(receipts[0]["counts"]["quarantined"], 1)
        client = self.installation.client("isola-bergamasca")
        for record_id, outcome in (("IB-10", "ACCEPTED"), ("IB-11", "QUARANTINED"), ("IB-12", "ACCEPTED")):
            state = client.get(f"/v1/sources/isola-bergamasca/records/{record_id}").json()
            self.assertEqual(state["outcome"], outcome)
        self.assertEqual(self.one_object("import", *ISOLA, first)["files"][0]["receipt"]["counts"]["unchanged"], 1)

    def test_import_fails_if_a_record_was_rejected_or_framing_lost(self):
        for name, content in (("rejected.json", document(case_file(13, apertura=""))),
                              ("broken.json", document(case_file(14), case_file(15))[:-40]), ("none.json", b"")):
            with self.subTest(name):
                self.run_verb("import", *ISOLA, self.file(name, content), code=1)
        good = self.file("good.json", document(case_file(16)))
        told = self.one_object("import", *ISOLA, self.installation.folder / "absent.json", good, code=1)
        self.assertIn("error", told["files"][0])
        self.assertEqual(told["files"][1]["receipt"]["counts"]["accepted"], 1)

    def test_import_and_submissions_do_not_disturb_each_other(self):
        path = self.file("many.json", document(*(case_file(number) for number in range(50_000, 53_000))))
        sender = self.installation.client("isola-bergamasca")
        answers, number, imported = [], 60_000, threading.Event()

        def post():
            at = number
            while not imported.is_set():
                answers.append(sender.post("/v1/sources/isola-bergamasca/submissions", document(case_file(at)),
                                           "application/json"))
                at += 1

        poster = threading.Thread(target=post)
        poster.start()
        try:
            told = self.one_object("import", *ISOLA, path)
        finally:
            imported.set()
            poster.join()
        self.assertEqual(told["files"][0]["receipt"]["counts"]["accepted"], 3000)
        self.assertTrue(answers)
        self.assertEqual({(answer.status, answer.json()["counts"]["accepted"]) for answer in answers}, {(201, 1)})

    def test_releases_are_seen_by_the_gateway_at_once(self):
        made = self.one_object("release", "create", "--period", "2015", "--note", "by hand")
        self.assertEqual((made["state"], made["period"], made["note"]), ("DONE", "2015", "by hand"))
        self.assertEqual(self.ats.get(f"/v1/releases/{made['id']}").json()["digest"], made["digest"])
        self.assertIn(made["id"], [each["id"] for each in self.one_object("release", "list")["items"]])
        self.assertEqual(self.one_object("release", "show", made["id"])["id"], made["id"])
        out = self.installation.folder / "tables"
        for form in ("csv", "sdmx-csv", "json-stat", "xlsx"):
            files = self.one_object("release", "export", made["id"], "--format", form, "--out", out)["files"]
            self.assertEqual(len(files), len(made["tables"]))
            table = next(name for name in files if "cases-by-ambito" in name)
            served = self.ats.get(f"/v1/releases/{made['id']}/tables/cases-by-ambito?format={form}")
            with open(table, "rb") as content:
                self.assertEqual(content.read(), served.body, form)
        refused = self.one_object("release", "create", "--period", "2015", code=1)
        self.assertEqual(refused["error"]["code"], "period-released")
        self.assert_problem(self.administrator.post_json("/v1/releases", {"period": "2015"}), 409, "period-released")

    def test_the_quarantine_shows_waiting_records(self):
        sent = self.installation.client("isola-bergamasca").post(
            "/v1/sources/isola-bergamasca/submissions", document(unmapped(20)), "application/json")
        self.assertEqual(sent.json()["counts"]["quarantined"], 1)
        rows = self.one_object("quarantine", "list", *ISOLA)["rows"]
        self.assertIn("ANZ|SAD9", [row["code"] for row in rows])
        self.assertEqual(self.one_object("quarantine", "list", "--source", "bergamo")["rows"], [])
        listed = self.administrator.get("/v1/quarantine/records?limit=1000").json()["items"]
        number = next(row["id"] for row in listed if row["record_id"] == "IB-20")
        self.assertEqual(self.one_object("quarantine", "show", str(number))["record_id"], "IB-20")
        waiting = self.one_object("quarantine", "list", *ISOLA)["waiting"]
        self.assertIn({"table": "intervention", "code": "ANZ|SAD9"},
                      next(row["codes"] for row in waiting if row["id"] == str(number)))
        self.assertRegex(self.installation.verb("quarantine", "list", *ISOLA).stdout,
                         rf"ANZ\|SAD9.*\n    number (\d+, )*{number}\b")
        self.assertEqual(self.one_object("quarantine", "show", "999999", code=1)["error"]["code"], "not-found")

    def test_keys_are_made_once(self):
        keys = self.installation.folder / "keys"
        before = {path.name: path.read_bytes() for path in keys.iterdir()}
        self.assertEqual(self.one_object("keys", "init"), {"pseudonym": "kept", "sealing": "kept"})
        self.assertEqual({path.name: path.read_bytes() for path in keys.iterdir()}, before)
        for path in keys.iterdir():
            self.assertEqual((path.stat().st_size, path.stat().st_mode & 0o777), (32, 0o600))

    def test_wrong_usage_is_2(self):
        for arguments in ((), ("nonsense",), ("decode",), ("decode", *ISOLA), ("import", *ISOLA), ("release",),
                          ("release", "create"), ("release", "export", "X", "--format", "pdf", "--out", "."),
                          ("quarantine", "show", "one"), ("keys",), ("check", "--colour")):
            with self.subTest(arguments=arguments):
                done = self.run_verb(*arguments, code=2)
                self.assertEqual(done.stdout, "")
                self.assertTrue(done.stderr)
        wrong = self.run_verb("decode", "--source", "isola-bergamasco", self.file("x.json", document()), code=2)
        self.assertIn("did you mean isola-bergamasca", wrong.stderr)
        told = self.one_object("import", "--source", "isola-bergamasco", self.file("x.json", document()), code=2)
        self.assertEqual(told["error"]["code"], "unknown-source")

    def test_common_options_may_be_given_anywhere(self):
        configuration = ("--config", self.installation.folder / "raccordo.yaml")
        for words in ((*configuration, "release", "list", "--json"), ("release", *configuration, "list", "--json"),
                      ("--json", "release", "list", *configuration), ("release", "--json", "list", *configuration)):
            with self.subTest(words=words):
                done = self.installation.program(*words)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn("items", json.loads(done.stdout))

    def test_help_is_printed_for_every_verb(self):
        for verb in ((), ("serve",), ("check",), ("decode",), ("import",), ("release",), ("release", "create"),
                     ("quarantine",), ("keys", "init")):
            done = self.installation.verb(*verb, "--help", config=self.installation.folder / "raccordo.yaml")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertGreater(len(done.stdout), 100)

    def test_a_missing_configuration_is_reported(self):
        for verb in (("check",), ("release", "list"), ("quarantine", "list"), ("keys", "init")):
            done = self.installation.verb(*verb, config=self.installation.folder / "absent.yaml")
            self.assertEqual(done.returncode, 1)
            self.assertIn("absent.yaml: cannot be read", done.stdout + done.stderr)
