"""Reports of third-sector bodies: consent before identity, every kind of bad report, and what releases count of them."""

import json
import sqlite3

from support.gateway_case import GatewayCase
from support.people import case_file, document, fiscal_code
from support.table_people import add_client

SOURCE, CSV_SOURCE = "/v1/sources/terzo-settore", "/v1/sources/terzo-settore-csv"
COLUMNS = ("id sent_at comune body_name body_fiscal_code body_runts consent fiscal_code stp eni sex birth_year citizenship "
           "household_type household_members need request referred_to date").split()
BODY = {"name": "Mensa della prova", "fiscal_code": "95600000004"}
STP = "STP0300000000017"


def report(number, **changes):
    """A report with consent of the person that `case_file(number)` is about. `changes` replace its top-level values."""
    return {"id": f"mensa-{number}", "sent_at": "2017-06-02T16:00:00Z", "comune": "016009", "body": BODY, "consent": True,
            "person": {"fiscal_code": fiscal_code(number), "sex": "F", "birth_year": 1940}, "needs": ["meals"],
            "referred_to": "comune", "date": "2017-06-01", **changes}


def reports(*items):
    return json.dumps({"reports": list(items)}).encode()


def rows(*items, delimiter=";", header=COLUMNS, line="\n"):
    lines = [delimiter.join(header)] + [delimiter.join(item.get(name, "") for name in header) for item in items]
    return (line.join(lines) + line).encode()


def row(number, **changes):
    return {"id": f"csv-{number}", "sent_at": "2017-06-02T16:00:00Z", "comune": "016009", "body_runts": "7", "consent": "si",
            "fiscal_code": fiscal_code(number), "need": "meals", "referred_to": "none", "date": "01/06/2017", **changes}


class ThirdSectorCase(GatewayCase):
    @classmethod
    def prepare(cls):
        own = "    sources: [terzo-settore, terzo-settore-csv]\n"
        add_client(cls.installation, "mensa", "submit", more=own + '    comuni: ["016009", "016024"]\n')
        add_client(cls.installation, "altra-mensa", "submit", more=own + '    comuni: ["016219"]\n')

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mensa = cls.installation.client("mensa")
        cls.comune = cls.installation.client("isola-bergamasca")

    def send(self, *items, client=None, query=""):
        answer = (client or self.mensa).post(f"{SOURCE}/submissions{query}", reports(*items), "application/json")
        self.assertIn(answer.status, (200, 201), answer.body)
        return answer.json()

    def send_csv(self, body):
        answer = self.mensa.post(f"{CSV_SOURCE}/submissions", body, "text/csv")
        self.assertEqual(answer.status, 201, answer.body)
        return answer.json()

    def check(self, receipt, outcome, *codes):
        self.assertEqual(sum(receipt["counts"].values()), 2 * receipt["counts"]["received"], receipt)
        self.assertEqual(receipt["counts"][outcome], receipt["counts"]["received"], receipt)
        self.assertEqual([issue["code"] for issue in receipt["issues"]], list(codes), receipt)

    def subject(self, identifier):
        answer = self.administrator.post_json("/v1/subjects/search", {"id": identifier, "reason": "prova"})
        self.assertEqual(answer.status, 200, answer.body)
        return answer.json()["items"]

    def store(self, query):
        with sqlite3.connect(self.installation.folder / "store/raccordo.db") as db:
            return db.execute(query).fetchall()


class Consent(ThirdSectorCase):
    def test_a_report_with_consent_is_of_the_person_that_the_comune_knows(self):
        number = 100
        sent = self.comune.post("/v1/sources/isola-bergamasca/submissions", document(case_file(number)), "application/json")
        self.assertEqual(sent.json()["counts"]["accepted"], 1)
        before = self.store("SELECT count(*) FROM persons")
        self.check(self.send(report(number)), "accepted")
        self.assertEqual(self.store("SELECT count(*) FROM persons"), before)
        found = self.subject(fiscal_code(number))
        self.assertEqual(sorted(each["state"]["record_id"] for each in found), [f"IB-{number}", f"mensa-{number}"])

    def test_an_identifier_without_consent_is_refused_and_kept_nowhere(self):
        for at, consent in enumerate((False, "true", "", None, 1, [True], {"given": True})):
            number = 110 + at
            receipt = self.send(report(number, consent=consent))
            self.assertEqual(receipt["counts"]["rejected"], 1, receipt)
            issue = next(each for each in receipt["issues"] if each["code"] == "consent-missing")
            self.assertEqual((issue["outcome"], issue["severity"], issue["field"], issue["at"]),
                             ("REJECTED", "error", "person.id", {"pointer": "/reports/0/person/fiscal_code"}))
            self.assertNotIn(fiscal_code(number), json.dumps(receipt))
            self.assertEqual(self.subject(fiscal_code(number)), [])
        gone = report(120)
        del gone["consent"]
        self.check(self.send(gone), "rejected", "consent-missing")
        for member, value in (("stp", STP), ("eni", "ENI" + STP[3:])):
            self.check(self.send(report(121, consent=False, person={member: value})), "rejected", "consent-missing")

    def test_a_refused_report_is_accepted_once_the_identifier_is_taken_out(self):
        self.check(self.send(report(130, consent=False)), "rejected", "consent-missing")
        self.check(self.send(report(130, consent=False, person={"birth_year": 1940})), "accepted")

    def test_consent_taken_back_deletes_the_person_also_if_the_new_report_waits(self):
        later = {"sent_at": "2017-06-03T16:00:00Z", "consent": False, "person": {}}
        self.check(self.send(report(135), report(136)), "accepted")
        self.check(self.send(report(135, needs=["spesa"], **later)), "quarantined", "unmapped-code", "person-changed")
        self.assertEqual(self.subject(fiscal_code(135)), [])
        self.check(self.send(report(135)), "unchanged", "stale-version")
        self.assertEqual(self.subject(fiscal_code(135)), [])
        self.check(self.send(report(136, date="2017-06-31", **later)), "rejected", "bad-date", "bad-date", "consent-missing")
        self.assertEqual(len(self.subject(fiscal_code(136))), 1, "it was refused, and the receipt says what to do")
        self.assertEqual(self.mensa.request("DELETE", f"{SOURCE}/records/mensa-136").status, 204)
        self.assertEqual(self.subject(fiscal_code(136)), [])

    def test_without_identifier_each_report_is_a_person_of_its_own(self):
        before = self.store("SELECT count(*) FROM persons")[0][0]
        unknown = {"sex": "M", "birth_year": 1970}
        receipt = self.send(*(report(number, consent=False, person=unknown) for number in range(140, 145)),
                            report(145, consent=True, person={}), report(146, person={"fiscal_code": ""}))
        self.check(receipt, "accepted")
        self.assertEqual(self.store("SELECT count(*) FROM persons")[0][0], before + 7)
        self.check(self.send(report(140, consent=False, person=unknown)), "unchanged")

    def test_an_error_page_says_what_to_do(self):
        page = self.mensa.get("/errors/consent-missing", **{"Accept-Language": "it"})
        self.assertEqual(page.status, 200)
        self.assertIn("consenso", page.body.decode())


class BadReports(ThirdSectorCase):
    def test_each_is_refused_by_its_own_reason_and_the_others_are_taken(self):
        wrong = fiscal_code(201)[:-1] + ("A" if fiscal_code(201)[-1] != "A" else "B")
        bad = {
            "bad-fiscal-code": report(201, person={"fiscal_code": wrong}),
            "bad-date": report(202, date="2017-06-31"),
            "date-in-future": report(203, date="2099-01-01"),
            "unknown-comune": report(204, comune="058091"),
            "not-your-comune": report(205, comune="016219"),
            "missing-field": report(206, date=None),
            "unexpected-shape": report(207, needs="meals"),
            "bad-number": report(208, household={"members": "tre"}),
        }
        receipt = self.send(report(200), *bad.values(), report(209))
        self.assertEqual(receipt["counts"], {"received": 10, "accepted": 2, "unchanged": 0, "quarantined": 0, "rejected": 8})
        told = {}
        for issue in receipt["issues"]:
            told.setdefault(issue["record_id"], set()).add(issue["code"])
        self.assertEqual(told, {each["id"]: {code} for code, each in bad.items()}, receipt["issues"])

    def test_an_unknown_need_or_referral_waits(self):
        receipt = self.send(report(220, needs=["meals", "spesa"]), report(221, referred_to="parrocchia"),
                            report(222, needs=["famiglia"]))
        self.check(receipt, "quarantined", *["unmapped-code"] * 3)
        self.assertEqual([(issue["table"], issue["value"]) for issue in receipt["issues"]],
                         [("need", "spesa"), ("referral", "parrocchia"), ("need", "famiglia")])

    def test_birth_year_or_sex_against_the_fiscal_code_waits(self):
        other = {"fiscal_code": fiscal_code(230), "birth_year": 1941}
        self.check(self.send(report(230, person=other)), "quarantined", "fiscal-code-mismatch")

    def test_the_same_id_twice(self):
        receipt = self.send(report(240), report(240, needs=["housing"]))
        self.assertEqual([issue["code"] for issue in receipt["issues"]], ["duplicate-record"])
        self.assertEqual((receipt["counts"]["accepted"], receipt["counts"]["rejected"]), (1, 1))

    def test_another_body_does_not_reach_it(self):
        self.check(self.send(report(250)), "accepted")
        stranger = self.installation.client("altra-mensa")
        self.check(self.send(report(250, comune="016219", sent_at="2017-07-01T00:00:00Z"), client=stranger), "rejected",
                   "not-your-comune")
        self.assertEqual(stranger.get(f"{SOURCE}/records/mensa-250").status, 404)
        self.assertEqual(stranger.request("DELETE", f"{SOURCE}/records/mensa-250").status, 404)
        self.assertEqual(self.mensa.get(f"{SOURCE}/records/mensa-250").json()["outcome"], "ACCEPTED")
        self.assertEqual(self.mensa.request("DELETE", f"{SOURCE}/records/mensa-250").status, 204)

    def test_huge_reports(self):
        receipt = self.send(report(260, needs=["meals"] * 20000), report(261, note="x" * (5 << 20)), report(262))
        self.assertEqual(receipt["counts"]["accepted"], 2, receipt["counts"])
        errors = [issue["code"] for issue in receipt["issues"] if issue["severity"] == "error"]
        self.assertEqual(errors, ["record-too-large"])

    def test_ndjson_and_a_dry_run(self):
        lines = "\n".join(json.dumps(each) for each in (report(270), report(271, consent=False))).encode()
        answer = self.mensa.post(f"{SOURCE}/submissions", lines, "application/x-ndjson").json()
        self.assertEqual((answer["counts"]["accepted"], answer["counts"]["rejected"]), (1, 1))
        dry = self.send(report(272), query="?dry_run=true")
        self.assertTrue(dry["dry_run"])
        self.assertEqual(self.mensa.get(f"{SOURCE}/records/mensa-272").status, 404)


class Csv(ThirdSectorCase):
    def test_rows_of_one_report_are_its_needs_in_any_order(self):
        receipt = self.send_csv(rows(row(300), row(301), row(300, need="housing"), line="\r\n"))
        self.check(receipt, "accepted")
        self.assertEqual(receipt["counts"]["received"], 2)

    def test_consent_in_words(self):
        given = [row(310 + at, consent=word) for at, word in enumerate(("si", "SI", "sì", "true", " Si "))]
        self.check(self.send_csv(rows(*given)), "accepted")
        refused = [row(320 + at, consent=word) for at, word in enumerate(("no", "", "forse", "1", "siamo"))]
        self.check(self.send_csv(rows(*refused)), "rejected", *["consent-missing"] * 5)
        self.check(self.send_csv(rows(row(330, consent="no", fiscal_code=""))), "accepted")

    def test_a_report_whose_rows_disagree_about_consent(self):
        receipt = self.send_csv(rows(row(340, consent="no"), row(340, consent="si", need="housing")))
        self.assertEqual(receipt["counts"]["rejected"], 1, receipt)
        self.assertEqual([issue["code"] for issue in receipt["issues"]], ["unexpected-shape", "consent-missing"])
        self.assertIn("`consent` is read once", receipt["issues"][0]["message"])

    def test_other_dialects(self):
        bom = b"\xef\xbb\xbf" + rows(row(350))
        self.check(self.send_csv(bom), "accepted")
        comma = self.mensa.post(f"{CSV_SOURCE}/submissions", rows(row(351), delimiter=","), "text/csv")
        self.assert_problem(comma, 400, "malformed-document")
        other_order = [name for name in reversed(COLUMNS) if name != "body_name"] + ["nota"]
        self.check(self.send_csv(rows(row(352, nota="x"), header=other_order)), "accepted")
        fewer = [name for name in COLUMNS if name not in ("stp", "eni")]
        answer = self.mensa.post(f"{CSV_SOURCE}/submissions", rows(row(353), header=fewer), "text/csv")
        self.assertIn("the columns `stp`, `eni` are missing",
                      self.assert_problem(answer, 400, "malformed-document")["detail"])


class Counted(ThirdSectorCase):
    TABLE = """\
id: reports-by-ambito
title_it: Persone segnalate per Ambito
title_en: Persons reported by Ambito
measure: persons
by: {territory: ambito, sender: }
when: opened-during
kinds: [case, report]
"""

    @classmethod
    def prepare(cls):
        super().prepare()
        (cls.installation.folder / "mappings/extracts/reports-by-ambito.yaml").write_text(cls.TABLE)

    def value(self, cube, **chosen):
        at = 0
        for name, size in zip(cube["id"], cube["size"]):
            place = chosen.get(name)
            index = cube["dimension"][name]["category"]["index"]
            index = index if isinstance(index, dict) else {code: number for number, code in enumerate(index)}
            at = at * size + (index[place] if place else 0)
        return cube["value"][at]

    def test_a_release_counts_reports_only_where_a_table_says_so(self):
        cases = [case_file(number) for number in range(400, 440)]
        sent = self.comune.post("/v1/sources/isola-bergamasca/submissions", document(*cases), "application/json").json()
        self.assertEqual(sent["counts"]["accepted"], 40)
        # Twelve of the persons with a case, eight others.
        self.check(self.send(*(report(number) for number in range(428, 448))), "accepted")
        location = self.administrator.post_json("/v1/releases", {"period": "2017"}).header("location")
        made = self.wait_for(self.administrator, location, lambda answer: answer.json()["state"] != "RUNNING").json()
        self.assertEqual(made["state"], "DONE", made)
        usual = self.ats.get(f"{location}/tables/cases-by-ambito").json()
        self.assertEqual(self.value(usual, territory="isola-bergamasca"), 40)
        cube = self.ats.get(f"{location}/tables/reports-by-ambito").json()
        self.assertEqual(cube["extension"]["kinds"], "case,report")
        place = {"territory": "isola-bergamasca"}
        self.assertEqual(self.value(cube, **place), 48)
        self.assertEqual(self.value(cube, sender="municipal", **place), 40)
        self.assertEqual(self.value(cube, sender="third-sector", **place), 20)
        verified = self.installation.verb("release", "verify", made["id"])
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)


if __name__ == "__main__":
    import unittest

    unittest.main()
