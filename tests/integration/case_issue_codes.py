"""Every issue code (docs/records.md#issues), produced as a sender would produce it: exact outcome, place,
field and a message. `quarantine-expired` needs days to pass: the tests of the store cover it with their own clock;
`beyond-retention` has case_retention.py."""

import json
import re
from datetime import datetime, timedelta, timezone

from support.gateway_case import GatewayCase
from support.installation import CANARY, ROOT
from support.people import case_file, document, fiscal_code

RECORD_LIMIT = 16 * 1024
REJECTED, QUARANTINED = "REJECTED", "QUARANTINED"


def service(**changes):
    return [{"id": "1", "area": "ANZ", "codice": "SAD", "dal": "2017-03-06", **changes}]


def person(number, **changes):
    return {**case_file(number)["assistito"], **changes}


def mistyped(code):
    return code[:-1] + ("A" if code[-1] != "A" else "B")


# code, changes to a good case, outcome, field, pointer within the case, more members of the issue
ISOLA = (
    ("missing-field", {"apertura": ""}, REJECTED, "opened", "", {}),
    ("missing-field", {"assistito": {"nome": CANARY}}, REJECTED, "person.id", "", {}),
    ("bad-date", {"apertura": "2017-02-29"}, REJECTED, "opened", "/apertura", {}),
    ("bad-date", {"apertura": "1849-12-31"}, REJECTED, "opened", "/apertura", {}),
    ("bad-date", {"aggiornata": "2017-05-02T25:00:00Z"}, REJECTED, "version", "/aggiornata", {}),
    ("bad-date", {"interventi": service(dal="31/02/2017")}, REJECTED, "interventions[0].start", "/interventi/0/dal", {}),
    ("bad-number", {"interventi": service(importo="1.2.3,4")}, REJECTED, "interventions[0].amount",
     "/interventi/0/importo", {}),
    ("bad-number", {"assistito": person(7, nucleo={"componenti": "tre"})}, REJECTED, "person.household.members",
     "/assistito/nucleo/componenti", {}),
    ("bad-fiscal-code", {"assistito": person(8, cf=mistyped(fiscal_code(8)))}, REJECTED, "person.id", "/assistito/cf",
     {}),
    ("fiscal-code-mismatch", {"assistito": person(9, nato_il="1940-01-02")}, QUARANTINED, "person.birth_date",
     "/assistito/nato_il", {}),
    ("fiscal-code-mismatch", {"assistito": person(10, sesso="M")}, QUARANTINED, "person.sex", "/assistito/sesso", {}),
    ("unknown-comune", {"comune": "016999"}, REJECTED, "owner", "/comune", {}),
    ("unknown-comune", {"comune": "015146"}, REJECTED, "owner", "/comune", {}),
    ("not-your-comune", {"comune": "016024"}, REJECTED, "owner", "/comune", {}),
    ("end-before-start", {"interventi": service(al="2017-03-05")}, REJECTED, "interventions[0].end",
     "/interventi/0/al", {}),
    ("date-in-future", {"apertura": "2099-01-01", "interventi": []}, REJECTED, "opened", "/apertura", {}),
    ("unmapped-code", {"interventi": service(codice="SAD9")}, QUARANTINED, "interventions[0].type",
     "/interventi/0/codice", {"table": "intervention", "value": "ANZ|SAD9"}),
    ("unmapped-code", {"assistito": person(17, cittadinanza="QQQ")}, QUARANTINED, "person.citizenship",
     "/assistito/cittadinanza", {"table": "citizenship", "value": "QQQ"}),
    ("expired-code", {"interventi": [{"id": "1", "area": "DIS", "codice": "ADH", "dal": "2014-01-01"}]}, QUARANTINED,
     "interventions[0].type", "/interventi/0/codice", {"table": "intervention", "value": "DIS|ADH"}),
    ("value-too-long", {"interventi": service(codice="x" * 253)}, REJECTED, "interventions[0].type",
     "/interventi/0/codice", {}),
)
# Values at each limit, which must be accepted.
ISOLA_GOOD = (
    {"apertura": "2016-02-29"}, {"interventi": service(al="2017-03-06")}, {"assistito": person(32, residenza="015146")},
    {"progetti": [{"id": "P1", "dal": "2099-01-01", "al": "2100-12-31"}]},
    {"interventi": service(dal="2099-01-01")}, {"interventi": service(importo="1.200,50")},
    {"interventi": [{"id": "1", "area": "DIS", "codice": "ADH", "dal": "2013-12-31"}]},
    {"interventi": [{"id": "1", "area": "ANZ", "codice": "TEST", "dal": "2017-03-06"}]},
)
# example file of the source, number of the record in it, code, outcome, field, place
OTHERS = (
    ("bergamo", "waiting-and-rejected.csv", 1, "expired-code", QUARANTINED, "interventions[0].type",
     {"row": 2, "column": "TIPOLOGIA"}),
    ("bergamo", "waiting-and-rejected.csv", 3, "fiscal-code-mismatch", QUARANTINED, "person.sex",
     {"row": 4, "column": "SESSO"}),
    ("bergamo", "waiting-and-rejected.csv", 4, "unknown-comune", REJECTED, "owner", {"row": 5, "column": "COMUNE"}),
    ("bergamo", "waiting-and-rejected.csv", 5, "bad-number", REJECTED, "interventions[0].amount",
     {"row": 6, "column": "IMPORTO"}),
    ("bergamo", "waiting-and-rejected.csv", 6, "date-in-future", REJECTED, "access.date",
     {"row": 7, "column": "DATA_ACCESSO"}),
    ("treviglio", "waiting-and-rejected.csv", 1, "unmapped-code", QUARANTINED, "interventions[0].type",
     {"row": 3, "column": "PRESTAZIONE"}),
    ("treviglio", "waiting-and-rejected.csv", 4, "bad-date", REJECTED, "opened", {"row": 7, "column": "APERTURA"}),
    ("treviglio", "waiting-and-rejected.csv", 5, "missing-field", REJECTED, "person.id", {"row": 8}),
    ("health-portal", "reject-rules.xml", 2, "unknown-item", REJECTED, None,
     {"path": "/messages/PRSS_IN001004ZZ[2]/controlActProcess/subject/encounterEvent[1]/reference/"
              "commonObservationEvent/code/@code", "line": 75}),
    ("health-portal", "reject-rules.xml", 1, "bad-date", REJECTED, "person.birth_date",
     {"path": "/messages/PRSS_IN001004ZZ[1]/controlActProcess/subject/encounterEvent[1]/subject/patient/patientPerson/"
              "birthTime/@value", "line": 26}),
    ("health-portal", "waiting-codes.xml", 2, "expired-code", QUARANTINED, "interventions[0].type",
     {"path": "/messages/PRSS_IN001004ZZ[2]/controlActProcess/subject/encounterEvent[2]/pertinentInformation2/carePlan/"
              "component2[2]/observation/value/@code", "line": 84}),
)
MEDIA = {"csv": "text/csv", "xml": "application/xml"}


class IssueCodes(GatewayCase):
    more_configuration = "limits: {record: 16KiB}\n"

    def setUp(self):
        self.sender = self.installation.client("isola-bergamasca")

    def receipt(self, body, media_type="application/json", source="isola-bergamasca"):
        answer = self.installation.client(source).post(f"/v1/sources/{source}/submissions", body, media_type)
        self.assertEqual(answer.status, 201, answer.body)
        self.assertNotIn(CANARY, answer.body.decode().casefold())
        self.assertIsNone(re.search(r"[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]", answer.body.decode()))
        return answer.json()

    def check(self, issue, **members):
        found = {key: issue.get(key) for key in members}
        self.assertEqual(found, members)
        self.assertGreater(len(issue["message"]), 20)

    def test_each_code_of_a_json_source(self):
        for number, (code, changes, outcome, field, pointer, more) in enumerate(ISOLA):
            with self.subTest(code=code, changes=changes):
                good, wrong = case_file(500 + number), {**case_file(number), **changes}
                receipt = self.receipt(document(good, wrong))
                issue, = receipt["issues"]
                self.check(issue, code=code, outcome=outcome, field=field, record=2, record_id=f"IB-{number}",
                           severity="error", at={"pointer": f"/cartelle/1{pointer}"}, **more)
                self.assertEqual(receipt["counts"]["accepted"], 1)
                self.assertEqual(receipt["counts"][outcome.lower()], 1)

    def test_values_at_a_limit_are_accepted(self):
        for number, changes in enumerate(ISOLA_GOOD):
            with self.subTest(changes=changes):
                number += 1000
                made = {**case_file(number), **changes}
                made["assistito"] = {**made["assistito"], "cf": fiscal_code(number)}
                self.assertEqual(self.receipt(document(made))["issues"], [])

    def test_each_place_of_csv_and_xml_sources(self):
        for source, file, number, code, outcome, field, place in OTHERS:
            with self.subTest(source=source, code=code):
                body = (ROOT / "mappings" / source / "examples" / file).read_bytes()
                issues = self.receipt(body, MEDIA[file.rsplit(".", 1)[1]], source)["issues"]
                issue = next(each for each in issues if (each["record"], each["code"]) == (number, code))
                self.check(issue, outcome=outcome, field=field, at=place)

    def test_an_ambiguous_code_is_reported_with_the_missing_date(self):
        wrong = case_file(40, apertura="", interventi=[{"id": "1", "area": "ANZ", "codice": "TEL"}])
        missing, ambiguous = self.receipt(document(wrong))["issues"]
        self.check(missing, code="missing-field", field="opened", outcome=REJECTED)
        self.check(ambiguous, code="ambiguous-code", field="interventions[0].type", outcome=REJECTED,
                   table="intervention", value="ANZ|TEL", at={"pointer": "/cartelle/0/interventi/0/codice"})

    def test_all_issues_of_a_record_are_reported_together(self):
        wrong = case_file(41, apertura="2099-01-01", comune="016999", interventi=service(importo="x", codice="SAD9"),
                          assistito=person(41, cf=mistyped(fiscal_code(41))))
        issues = self.receipt(document(wrong))["issues"]
        self.assertEqual({issue["code"] for issue in issues}, {"date-in-future", "unknown-comune", "bad-number",
                                                               "unmapped-code", "bad-fiscal-code"})
        self.assertEqual({issue["outcome"] for issue in issues}, {REJECTED})

    def test_the_same_record_twice_in_one_document(self):
        receipt = self.receipt(document(case_file(42), case_file(43), case_file(42, apertura="2017-01-01")))
        issue, = receipt["issues"]
        self.check(issue, code="duplicate-record", outcome=REJECTED, record=3, record_id="IB-42", field="record_id",
                   at={"pointer": "/cartelle/2/id"})
        self.assertEqual(receipt["counts"]["accepted"], 2)

    def test_an_older_version(self):
        self.receipt(document(case_file(44)))
        issue, = self.receipt(document(case_file(44, aggiornata="2017-05-02T10:59:59+02:00")))["issues"]
        self.check(issue, code="stale-version", outcome="UNCHANGED", severity="warning", field="version",
                   record_id="IB-44", at={"pointer": "/cartelle/0/id"})
        same_instant = case_file(44, aggiornata="2017-05-02T11:00:00+02:00")
        self.assertEqual(self.receipt(document(same_instant))["issues"], [])

    def test_a_local_time_at_a_change_of_clocks(self):
        for number, written, taken in ((147, "2016-10-30T02:15:00", "2016-10-30T01:15:00Z"),
                                       (148, "2017-03-26T02:30:00", "2017-03-26T01:30:00Z")):
            receipt = self.receipt(document(case_file(number, aggiornata=written)))
            issue, = receipt["issues"]
            self.check(issue, code="ambiguous-time", outcome="ACCEPTED", severity="warning", field="version",
                       at={"pointer": "/cartelle/0/aggiornata"})
            self.assertIn(taken, issue["message"])
            self.assertEqual(receipt["counts"]["accepted"], 1)
            path = f"/v1/sources/isola-bergamasca/records/IB-{number}"
            record = self.installation.client("isola-bergamasca").get(path).json()
            self.assertEqual(record["version"], taken)

    def test_a_correction_after_a_version_in_the_future(self):
        def in_minutes(minutes):
            return (datetime.now(timezone.utc) + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        self.receipt(document(case_file(49, aggiornata=in_minutes(600))))
        corrected = self.receipt(document(case_file(49, aggiornata=in_minutes(0), apertura="2017-03-01")))
        self.assertEqual((corrected["counts"]["accepted"], corrected["issues"]), (1, []))

    def test_a_record_at_the_limit_and_one_beyond(self):
        small = case_file(45, note="")
        room = RECORD_LIMIT - len(json.dumps(small))
        at_limit, beyond = case_file(45, note="x" * room), case_file(45, note="x" * (room + 1))
        self.assertEqual(self.receipt(document(at_limit))["issues"], [])
        receipt = self.receipt(document(beyond, case_file(46)))
        issue, = receipt["issues"]
        self.check(issue, code="record-too-large", outcome=REJECTED, record=1, at={"pointer": "/cartelle/0"})
        self.assertIn(str(RECORD_LIMIT), issue["message"])
        self.assertEqual(receipt["counts"]["accepted"], 1)

    def test_bytes_of_another_encoding(self):
        body = document(case_file(47), case_file(48)).replace(b'"IB-47"', b'"IB-47\xe0"')
        receipt = self.receipt(body)
        issue, = receipt["issues"]
        self.check(issue, code="bad-encoding", outcome=REJECTED, record=1, at={"pointer": "/cartelle/0"})
        self.assertEqual(receipt["counts"]["accepted"], 1)
        usual = (ROOT / "mappings/treviglio/examples/usual.csv").read_bytes()
        issue, = self.receipt(usual.replace(b"tutto bene", b"pi\xf9 bene"), "text/csv", "treviglio")["issues"]
        self.check(issue, code="bad-encoding", outcome=REJECTED, record=1, at={"row": 2, "column": "NOTE"})

    def test_a_bad_line_is_one_bad_record(self):
        lines = [json.dumps(case_file(49)), "{broken", "[1]", "", json.dumps(case_file(50))]
        receipt = self.receipt("\n".join(lines).encode(), "application/x-ndjson")
        self.assertEqual([(issue["record"], issue["code"], issue["outcome"]) for issue in receipt["issues"]],
                         [(2, "malformed-document", REJECTED), (3, "malformed-document", REJECTED)])
        self.assertEqual((receipt["state"], receipt["counts"]["accepted"]), ("COMPLETED", 2))

    def test_a_waiting_record_sent_again_still_waits(self):
        waits = document(case_file(51, interventi=service(codice="SAD9")))
        for _ in range(2):
            receipt = self.receipt(waits)
            self.assertEqual(receipt["counts"]["quarantined"], 1)
            self.check(receipt["issues"][0], code="unmapped-code", outcome=QUARANTINED)
        corrected = self.receipt(document(case_file(51)))
        self.assertEqual((corrected["counts"]["accepted"], corrected["issues"]), (1, []))
