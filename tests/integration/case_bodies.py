"""Several third-sector bodies in one source: each has its own reports, whatever ids the others use, and a person who takes
consent back leaves no trace."""

import json
import sqlite3
import threading

from case_third_sector import SOURCE, ThirdSectorCase, report
from support.people import fiscal_code
from support.table_people import add_client

MENSA, ASCOLTO = "95600000004", "95611111113"


def of_body(code, number, **changes):
    return report(number, body={"name": "Ente di prova", "fiscal_code": code}, **changes)


class BodiesCase(ThirdSectorCase):
    @classmethod
    def prepare(cls):
        super().prepare()
        for name, code in (("la-mensa", MENSA), ("l-ascolto", ASCOLTO)):
            add_client(cls.installation, name, "submit",
                       more=f'    sources: [terzo-settore]\n    comuni: ["016009"]\n    bodies: ["{code}"]\n')

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.la_mensa, cls.l_ascolto = cls.installation.client("la-mensa"), cls.installation.client("l-ascolto")

    def record(self, client, number, query=""):
        return client.get(f"{SOURCE}/records/mensa-{number}{query}")

    def cases_of(self, number):
        return self.store("SELECT count(*) FROM records r JOIN facts f ON f.record = r.no"
                          f" WHERE record_id = 'mensa-{number}'")[0][0]


class SameIds(BodiesCase):
    def test_the_same_id_of_two_bodies_is_two_reports(self):
        self.check(self.send(of_body(MENSA, 500, person={}), client=self.la_mensa), "accepted")
        persons = self.store("SELECT count(*) FROM persons")[0][0]
        newer = of_body(ASCOLTO, 500, person={}, sent_at="2017-08-01T00:00:00Z", needs=["housing"])
        self.check(self.send(newer, client=self.l_ascolto), "accepted")
        self.assertEqual(self.cases_of(500), 2)
        self.assertEqual(self.store("SELECT count(*) FROM persons")[0][0], persons + 1)
        mine, other = self.record(self.la_mensa, 500).json(), self.record(self.l_ascolto, 500).json()
        self.assertEqual((mine["version"], mine["managed_by"]), ("2017-06-02T16:00:00Z", MENSA))
        self.assertEqual((other["version"], other["managed_by"]), ("2017-08-01T00:00:00Z", ASCOLTO))
        self.assertEqual(len(self.subject_local("mensa-500")), 2)
        # Who may see both must say which; each body deletes its own.
        self.assert_problem(self.record(self.mensa, 500), 409, "several-records")
        self.assertEqual(self.record(self.mensa, 500, f"?managed_by={ASCOLTO}").json(), other)
        self.assert_problem(self.mensa.request("DELETE", f"{SOURCE}/records/mensa-500"), 409, "several-records")
        explained = self.administrator.get(f"{SOURCE}/records/mensa-500/explain?managed_by={MENSA}")
        self.assertEqual(explained.status, 200, explained.body)
        self.assertEqual(self.l_ascolto.request("DELETE", f"{SOURCE}/records/mensa-500").status, 204)
        self.assertEqual(self.record(self.l_ascolto, 500).status, 404)
        self.assertEqual(self.record(self.la_mensa, 500).json(), mine)

    def subject_local(self, number):
        body = {"id": number, "id_type": "local", "source": "terzo-settore", "reason": "prova"}
        return self.administrator.post_json("/v1/subjects/search", body).json()["items"]

    def test_a_body_neither_reports_for_another_nor_reaches_its_reports(self):
        self.check(self.send(of_body(MENSA, 510), client=self.la_mensa), "accepted")
        before = self.record(self.la_mensa, 510).json()
        for attack in (of_body(MENSA, 510, sent_at="2017-09-01T00:00:00Z"), report(510, body={"name": "x"}),
                       report(510, body={"fiscal_code": "", "runts": MENSA}), of_body(f" {MENSA} ", 510)):
            receipt = self.send(attack, client=self.l_ascolto)
            self.assertEqual(receipt["counts"]["rejected"], 1, receipt)
            self.assertIn("not-your-body", [issue["code"] for issue in receipt["issues"]])
            self.assertNotIn(fiscal_code(510), json.dumps(receipt))
        for way in ("", f"?managed_by={MENSA}", "?comune=016009"):
            self.assertEqual(self.l_ascolto.request("DELETE", f"{SOURCE}/records/mensa-510{way}").status, 404)
        listed = self.l_ascolto.get(f"{SOURCE}/records?limit=1000").json()["items"]
        self.assertNotIn(MENSA, [each.get("managed_by") for each in listed])
        self.assertEqual(self.record(self.la_mensa, 510).json(), before)
        page = self.la_mensa.get("/errors/not-your-body", **{"Accept-Language": "it"})
        self.assertIn("non può segnalare per questo ente", page.body.decode())

    def test_a_wrong_code_of_the_body_is_a_warning(self):
        bad = "bad-fiscal-code"
        wrong = {"95600000005": bad, fiscal_code(1): bad, "Caritas": bad, "": "missing-field"}
        for at, (code, told) in enumerate(wrong.items()):
            receipt = self.send(of_body(code, 520 + at, person={}))
            self.check(receipt, "accepted", told)
            self.assertEqual((receipt["issues"][0]["severity"], receipt["issues"][0]["field"]), ("warning", "managed_by"))
        self.assertNotIn(fiscal_code(1), self.mensa.get(f"{SOURCE}/records?limit=1000").body.decode())

    def test_a_report_stored_before_keeps_its_body(self):
        self.check(self.send(of_body(MENSA, 530)), "accepted")
        self.check(self.send(of_body(MENSA, 531, needs=["spesa"])), "quarantined", "unmapped-code")
        with sqlite3.connect(self.installation.folder / "store/raccordo.db") as db:
            changed = db.execute("UPDATE records SET key_owner = '' WHERE record_id IN ('mensa-530', 'mensa-531')")
            self.assertEqual(changed.rowcount, 2)
        for number in (530, 531):
            self.check(self.send(of_body(ASCOLTO, number, sent_at="2017-09-01T00:00:00Z")), "accepted")
        self.assertEqual((self.cases_of(530), self.cases_of(531)), (2, 1))
        self.check(self.send(of_body(MENSA, 530)), "unchanged")
        self.check(self.send(of_body(MENSA, 531)), "accepted")
        self.assertEqual((self.cases_of(530), self.cases_of(531)), (2, 2))
        former = self.store("SELECT count(*) FROM records WHERE record_id LIKE 'mensa-53%' AND key_owner = ''")
        self.assertEqual(former, [(0,)])

    def test_the_same_report_sent_many_times_at_once_is_stored_once(self):
        receipts, item = [], of_body(MENSA, 540)
        clients = [self.installation.client("la-mensa") for _ in range(6)]
        senders = [threading.Thread(target=lambda by=each: receipts.append(self.send(item, client=by))) for each in clients]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
        self.assertEqual(sum(each["counts"]["accepted"] for each in receipts), 1, receipts)
        self.assertEqual(sum(each["counts"]["unchanged"] for each in receipts), 5, receipts)
        self.assertEqual(self.cases_of(540), 1)


class ConsentTakenBack(BodiesCase):
    def traces(self, identifier):
        """Files of the installation that contain the identifier in clear, and what a search finds."""
        files = [path for path in self.installation.folder.rglob("*") if path.is_file()]
        found = [path for path in files if identifier.encode() in path.read_bytes()]
        return found, self.subject(identifier)

    def test_a_report_sent_again_without_identifier_leaves_no_person(self):
        number = 600
        self.check(self.send(of_body(MENSA, number)), "accepted")
        self.assertEqual(len(self.subject(fiscal_code(number))), 1)
        identities = self.store("SELECT count(*) FROM identities")[0][0]
        unknown = {"sex": "F", "birth_year": 1940}
        again = of_body(MENSA, number, consent=False, person=unknown, sent_at="2017-06-03T08:00:00Z")
        self.check(self.send(again), "accepted", "person-changed")
        self.assertEqual(self.traces(fiscal_code(number)), ([], []))
        self.assertEqual(self.store("SELECT count(*) FROM identities")[0][0], identities)
        self.assertEqual(self.cases_of(number), 1)

    def test_a_waiting_report_too(self):
        number = 601
        self.check(self.send(of_body(MENSA, number, needs=["spesa"])), "quarantined", "unmapped-code")
        self.assertEqual(len(self.subject(fiscal_code(number))), 1)
        again = of_body(MENSA, number, consent=False, person={}, needs=["spesa"], sent_at="2017-06-03T08:00:00Z")
        self.send(again)
        self.assertEqual(self.traces(fiscal_code(number)), ([], []))

    def test_a_refusal_does_not_take_it_back(self):
        """`consent: false` with the identifier is refused: the receipt says what to do, and the stored report stays."""
        number = 602
        self.check(self.send(of_body(MENSA, number)), "accepted")
        refused = of_body(MENSA, number, consent=False, sent_at="2017-06-03T08:00:00Z")
        self.check(self.send(refused), "rejected", "consent-missing", "consent-missing")
        self.assertEqual(len(self.subject(fiscal_code(number))), 1)
        self.assertEqual(self.mensa.request("DELETE", f"{SOURCE}/records/mensa-{number}").status, 204)
        self.assertEqual(self.traces(fiscal_code(number)), ([], []))


if __name__ == "__main__":
    import unittest

    unittest.main()
