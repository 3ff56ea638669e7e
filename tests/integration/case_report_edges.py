"""Reports at their edges: consent taken back of a restricted person, and values that are not plausible."""

from case_third_sector import SOURCE, ThirdSectorCase, report
from support.people import fiscal_code


class Edges(ThirdSectorCase):
    def test_a_restricted_person_stays_also_if_the_consent_is_taken_back(self):
        later = {"sent_at": "2017-06-03T16:00:00Z", "consent": False, "person": {}}
        self.check(self.send(report(137)), "accepted")
        asked = {"id": fiscal_code(137), "reason": "art. 18"}
        self.assertEqual(self.administrator.post_json("/v1/subjects/restrict", asked).status, 200)
        receipt = self.send(report(137, **later))
        self.check(receipt, "rejected", "person-changed")
        self.assertIn("the stored report is kept as it is", receipt["issues"][0]["message"])
        self.check(self.send(report(137, needs=["spesa"], **later)), "rejected", "unmapped-code", "person-changed")
        self.assertEqual(len(self.subject(fiscal_code(137))), 1)
        self.assertEqual(self.mensa.request("DELETE", f"{SOURCE}/records/mensa-137").status, 409)
        self.assertEqual(self.administrator.post_json("/v1/subjects/lift", asked).status, 200)
        self.check(self.send(report(137, **later)), "accepted", "person-changed")
        self.assertEqual(self.subject(fiscal_code(137)), [])

    def test_what_is_not_plausible_is_a_warning(self):
        for at, changes, code, field in ((0, {"needs": []}, "missing-field", "needs"),
                                         (1, {"household": {"members": 0}}, "bad-number", "person.household.members"),
                                         (2, {"household": {"members": 1000000}}, "bad-number", "person.household.members"),
                                         (3, {"body": {"name": "x", "runts": "0007"}}, "bad-fiscal-code", "managed_by"),
                                         (4, {"body": {"fiscal_code": "95600000005"}}, "bad-fiscal-code", "managed_by")):
            with self.subTest(changes):
                receipt = self.send(report(210 + at, **changes))
                self.check(receipt, "accepted", code)
                self.assertEqual((receipt["issues"][0]["severity"], receipt["issues"][0]["field"]), ("warning", field))
        text = self.administrator.get(f"{SOURCE}/records/mensa-211/explain").body.decode()
        self.assertNotIn('"members"', text)

    def test_the_sex_is_read_by_the_table(self):
        for at, sex in enumerate(("F", "f", "female", "femmina")):
            person = {"fiscal_code": fiscal_code(215 + at), "sex": sex, "birth_year": 1940}
            self.check(self.send(report(215 + at, person=person)), "accepted")
