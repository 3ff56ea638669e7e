"""Releases that cannot be protected are refused with a reason, on the command line and over HTTP, with the place if a
file is at fault. A refused release cannot be read, and its period can be released again."""

import json

from support.gateway_case import GatewayCase
from support.people import case_file, document, fiscal_code

PLACES = """\
id: registered-by-comune
title_it: Cartelle registrate per Comune
title_en: Case files registered, by Comune
measure: cases
by: [{territory: comune}]
when: registered-by-end
"""
PLACE = "016009"
OTHERS = ("016030", "016031", "016034", "016037", "016038", "016046", "016051")
MANY, FEW = 40, 4


class Refusals(GatewayCase):
    """Where fewer than k join in each Comune, all of them would have to wait: more than 5 % of the persons."""

    @classmethod
    def prepare(cls):
        extracts = cls.installation.folder / "mappings/extracts"
        for each in extracts.glob("*.yaml"):
            each.unlink()
        (extracts / "registered-by-comune.yaml").write_text(PLACES)
        cls.show_comuni_alone()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.send(*(cls.case(number, PLACE, 2016) for number in range(MANY)))
        cls.first = cls.order("2016")
        cls.send(*(cls.case(MANY + number, OTHERS[number // FEW], 2017) for number in range(FEW * len(OTHERS))))
        cls.refused = cls.order("2017")

    @staticmethod
    def case(number, comune, year):
        case = case_file(number, comune=comune, apertura="2016-03-02", aggiornata=f"{year}-05-02T09:00:00Z")
        case["assistito"]["cf"] = fiscal_code(number)
        case["interventi"][0]["dal"] = "2016-03-06"
        return case

    @classmethod
    def send(cls, *cases):
        answer = cls.installation.client("isola-bergamasca").post(
            "/v1/sources/isola-bergamasca/submissions", document(*cases), "application/json")
        if answer.json()["counts"]["accepted"] != len(cases):
            raise AssertionError(answer.body)

    @classmethod
    def order(cls, period):
        ordered = cls.administrator.post_json("/v1/releases", {"period": period, "note": "for the plan"})
        return cls.wait_for(cls(), cls.administrator, ordered.header("location"),
                            lambda answer: answer.json()["state"] != "RUNNING").json()

    def test_a_refusal_says_why_and_what_would_pass(self):
        self.assertEqual((self.first["state"], self.refused["state"]), ("DONE", "REFUSED"))
        self.assertIn("more than 5 % of the persons", self.refused["reason"])
        self.assertIn("choose a longer period", self.refused["reason"])
        self.assertNotIn(str(FEW * len(OTHERS)), self.refused["reason"])
        self.assertNotIn("ledger", self.refused)
        listed = {each["id"]: each for each in self.ats.get("/v1/releases").json()["items"]}
        self.assertEqual(listed[self.refused["id"]]["state"], "REFUSED")

    def test_a_refused_release_is_neither_shown_nor_published(self):
        table = f"/v1/releases/{self.refused['id']}/tables/registered-by-comune"
        self.assert_problem(self.ats.get(table), 409, "release-refused")
        publish = self.administrator.post_json(f"/v1/releases/{self.refused['id']}/publish", {})
        self.assert_problem(publish, 409, "release-refused")
        done = self.installation.verb("release", "export", self.refused["id"], "--format", "csv", "--out", "t")
        self.assertEqual(done.returncode, 1)
        self.assertIn("no finished release", done.stderr)

    def test_a_refused_release_frees_its_period(self):
        done = self.installation.verb("release", "create", "--period", "2017")
        self.assertEqual(done.returncode, 1)
        self.assertIn("REFUSED", done.stdout)
        self.assertIn("choose a longer period", done.stdout)
        done = self.installation.verb("release", "verify", self.first["id"])
        self.assertEqual(done.returncode, 0, done.stdout)


class Faults(GatewayCase):
    """Files that prevent every release."""

    def faults_of(self, name, text):
        """The output of `check` and `release create` with this file replaced."""
        file = self.installation.folder / name
        before = file.read_text() if file.exists() else None
        file.write_text(text if before is None else before + text)
        try:
            check = self.installation.verb("check")
            create = self.installation.verb("release", "create", "--period", "2017", "--json")
        finally:
            file.unlink() if before is None else file.write_text(before)
        self.assertEqual((check.returncode, create.returncode), (1, 1))
        self.assertEqual(len(json.loads(create.stdout)["faults"]), 1)
        return check.stdout + check.stderr

    def line_of(self, name, text):
        return (self.installation.folder / name).read_text().count("\n") + text

    def test_k_below_3_is_reported_with_its_line(self):
        line = self.line_of("raccordo.yaml", 2)
        told = self.faults_of("raccordo.yaml", "disclosure:\n  k: 2\n")
        self.assertIn(f"raccordo.yaml:{line}: `k`: must be at least 3", told)

    def test_an_unknown_dimension_is_reported_with_its_line(self):
        told = self.faults_of("mappings/extracts/wrong.yaml", PLACES.replace("territory", "teritory"))
        self.assertIn("wrong.yaml:5:", told)
        self.assertIn("teritory", told)

    def test_unordered_revision_dates_are_reported_with_their_line(self):
        line = self.line_of("raccordo.yaml", 2)
        told = self.faults_of("raccordo.yaml", 'release:\n  revisions: ["2026-12-31", "2026-06-30"]\n')
        self.assertIn(f"raccordo.yaml:{line}: `revisions`: must be in ascending order", told)
