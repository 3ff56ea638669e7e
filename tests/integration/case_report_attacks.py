"""Reports that try to bring an identity past the person's consent, or to break the reading of a document."""

import json

from case_third_sector import COLUMNS, CSV_SOURCE, SOURCE, ThirdSectorCase, report, reports, row, rows
from support.people import fiscal_code

STP = "STP0300000000927"  # in no example


class HiddenIdentity(ThirdSectorCase):
    def assert_nowhere(self, identifier):
        """In no file of the installation, in any case of its letters, and in no search."""
        for path in self.installation.folder.rglob("*"):
            if path.is_file():
                self.assertNotIn(identifier.lower().encode(), path.read_bytes().lower(), path)
        self.assertEqual(self.subject(identifier), [])

    def test_the_number_of_a_report_is_no_persons_code(self):
        for at, consent in enumerate((False, True)):
            code = fiscal_code(700 + at)
            for number in (code, f"mensa-{code.lower()}", f"{code[:6]} {code[6:11]} {code[11:]}"):
                item = report(700, consent=consent, person={}, id=number)
                receipt = self.send(item)
                self.check(receipt, "rejected", "unexpected-shape")
                issue = receipt["issues"][0]
                self.assertEqual((issue["field"], issue.get("record_id", "")), ("record_id", ""))
                self.assertNotIn(code.lower(), json.dumps(receipt).lower())
                self.assertEqual(self.mensa.get(f"{SOURCE}/records/{number.replace(' ', '%20')}").status, 404)
            self.assert_nowhere(code)
        csv = self.send_csv(rows(row(700, id=STP, consent="no", fiscal_code="")))
        self.check(csv, "rejected", "unexpected-shape")
        torn = rows(row(701, id=fiscal_code(702), consent="no", fiscal_code="")).replace(b"meals", b'"meals')
        self.send_csv(torn)
        self.assert_nowhere(STP)
        self.assert_nowhere(fiscal_code(702))

    def test_an_identifier_in_another_field_is_stored_nowhere_in_clear(self):
        code = fiscal_code(710)
        hidden = {
            "body": {"name": code, "fiscal_code": code, "runts": code},
            "needs": [code], "request": code, "referred_to": code,
            "household": {"type": code, "members": code},
            "comune": code, "date": code, "sent_at": code,
        }
        for at, (name, value) in enumerate(hidden.items()):
            receipt = self.send(report(711 + at, consent=False, person={}, **{name: value}))
            self.assertNotIn(code, json.dumps(receipt), name)
            self.assertNotIn(code, self.mensa.get(f"/v1/submissions/{receipt['id']}/issues").body.decode(), name)
        for at, name in enumerate(("sex", "birth_year", "citizenship", "eni", "stp")):
            receipt = self.send(report(721 + at, consent=False, person={name: code}))
            self.assertNotIn(code, json.dumps(receipt), name)
        free = {"person": {"name": "Mario Rossi", "note": code}, "nota": f"il codice è {code}"}
        free = self.send(report(730, consent=False, **free))
        self.check(free, "accepted")
        listed = self.administrator.get("/v1/quarantine/records?source=terzo-settore&limit=1000").body.decode()
        self.assertNotIn(code, listed)
        self.assert_nowhere(code)

    def test_consent_or_identifier_given_twice(self):
        code = fiscal_code(740)
        one = json.dumps(report(740, consent=False))
        for text in (one.replace('"consent": false', '"consent": true, "consent": false'),
                     one.replace('"consent": false', '"consent": false, "consent": true'),
                     one.replace('"consent": false', '"Consent": true, "CONSENT": true')):
            answer = self.mensa.post(f"{SOURCE}/submissions", f'{{"reports": [{text}]}}'.encode(), "application/json")
            receipt = answer.json()
            counts = receipt.get("counts", {"accepted": 0})
            self.assertEqual(counts["accepted"], 0, receipt)
            self.assertNotIn(code, json.dumps(receipt))
        self.assert_nowhere(code)

    def test_of_an_unknown_person_the_year_of_birth_alone_is_kept(self):
        self.check(self.send(report(750, consent=False, person={"sex": "F", "birth_year": "1961-09-12"})), "accepted")
        born = self.store("SELECT p.birth FROM records r JOIN facts f ON f.record = r.no JOIN persons p ON p.no = f.person"
                          " WHERE r.record_id = 'mensa-750'")
        self.assertEqual(born, [(1961 * 512,)])
        explained = self.administrator.get(f"{SOURCE}/records/mensa-750/explain").body.decode()
        self.assertNotIn("1961-09", explained)


class BrokenDocuments(ThirdSectorCase):
    def post(self, body, kind="application/json", source=SOURCE):
        return self.mensa.post(f"{source}/submissions", body, kind)

    def test_json(self):
        good = reports(report(760))
        self.check(self.post(b"\xef\xbb\xbf" + good).json(), "accepted")
        for body in (b"", b" ", b"null", b"{}", b"[]", b'{"report": []}', b'{"reports": {"id": "1"}}', good[:-3],
                     good.decode().encode("utf-16")):
            answer = self.post(body)
            self.assertIn(answer.status, (400, 422), body[:40])
            self.assertIn(answer.json()["code"], ("malformed-document", "truncated-document"), body[:40])
        empty = self.post(b'{"reports": []}')
        self.assertEqual((empty.status, empty.json()["counts"]["received"]), (201, 0))
        for item in (1, "x", None, [], [[]]):
            receipt = self.post(json.dumps({"reports": [item]}).encode()).json()
            self.assertEqual(receipt["counts"]["rejected"], 1, receipt)
        deep = b'{"reports": [{"id": "d", "person": ' + b"[" * 5000 + b"]" * 5000 + b"}]}"
        self.assertIn(self.post(deep).status, (201, 400, 422))
        latin = self.post(json.dumps({"reports": [report(761, needs=["citt\u00e0"])]}, ensure_ascii=False).encode("latin-1"))
        self.assertIn("bad-encoding", latin.body.decode())
        late = self.send(report(762, sent_at="2099-01-01T00:00:00Z"))
        self.check(late, "rejected", "date-in-future")

    def test_csv(self):
        def told(body):
            answer = self.post(body, "text/csv", CSV_SOURCE)
            self.assertIn(answer.status, (201, 400, 422), answer.body)
            return answer
        twice = told(rows(row(770), header=[*COLUMNS, "fiscal_code"]))
        self.assert_problem(twice, 400, "malformed-document")
        self.assertIn("fiscal_code", twice.json()["detail"])
        for body in (b"", b"\n", b"id;sent_at\n"):
            self.assert_problem(told(body), 400, "malformed-document")
        self.assertEqual(told((";".join(COLUMNS) + "\n").encode()).json()["counts"]["received"], 0)
        latin = told(rows(row(771, consent="s\u00ec")).decode().encode("latin-1"))
        self.assertIn("bad-encoding", latin.body.decode())
        self.assertEqual(self.subject(fiscal_code(771)), [])
        quoted = told(rows(row(772)).replace(b"meals", b'"meals'))
        self.assertNotIn(fiscal_code(772), quoted.body.decode())
        self.assert_problem(told(rows(row(773)).decode().encode("utf-16")), 400, "malformed-document")


if __name__ == "__main__":
    import unittest

    unittest.main()
