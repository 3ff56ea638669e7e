"""One person known to a Comune and to ASST: a release counts them once, and no answer to one body depends on the other. Each
answer about a person whom the other body knows is compared with the same answer about one whom it does not."""

import json
import re
import unittest

from support.fhir_bundles import bundle_of, concept
from support.fhir_case import SOURCE as ASST_SOURCE
from support.fhir_case import FhirCase, resource, shared
from support.people import case_file, document, fiscal_code
from support.table_people import add_client

SOURCE = "/v1/sources/isola-bergamasca"
KNOWN, UNKNOWN = 2100, 2300  # numbers of persons: of both bodies, of one alone
STRANGE = [{"id": "1", "area": "ANZ", "codice": "ZZZ", "dal": "2017-03-06"}]


def told(answer, number):
    """What an answer says, without what differs in any two: its time and numbers, the person's own number."""
    headers = {name: value for name, value in answer.headers.items()
               if name not in ("date", "x-request-id", "etag", "location", "content-length")}
    text = answer.body.decode().replace(str(number), "N")
    text = re.sub(r"\d{4}-\d\d-\d\dT[0-9:.]+Z", "TIME", text)
    text = re.sub(r"[0-9A-HJKMNP-TV-Z]{26}", "ID", text)
    headers = {name: value for name, value in headers.items() if not name.startswith("ratelimit")}
    return answer.status, headers, text


class Joint(FhirCase):
    @classmethod
    def prepare(cls):
        more = "    sources: [asst]\n    comuni: all\n"
        add_client(cls.installation, "asst-officer", "submit", "see-metadata", more=more)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.comune = cls.installation.client("isola-bergamasca")
        cls.officer = cls.installation.client("asst-officer")

    def of_comune(self, *cases):
        return self.comune.post(f"{SOURCE}/submissions", document(*cases), "application/json")

    def same(self, ask, number, other):
        """`ask(number)` is answered as `ask(other)` is."""
        one, two = told(ask(number), number), told(ask(other), other)
        self.assertEqual(one, two)
        return one

    def records(self, client, source, number):
        """The rows of a list that are about one person."""
        items = client.get(f"{source}/records?limit=1000").json()["items"]
        return [json.dumps(item) for item in items if str(number) in item["record_id"]]


class NeitherBodyIsTold(Joint):
    def test_asst_is_answered_alike_about_a_person_whom_a_comune_knows(self):
        known, other = KNOWN, UNKNOWN
        first = self.of_comune(case_file(known)).json()
        self.assertEqual(first["counts"]["accepted"], 1)

        def strange(number):
            bundle = bundle_of(shared(number, version="2017-06-02T09:00:00Z"))
            resource(bundle, "Condition")["code"] = concept("ZZ9")
            return self.post(bundle)

        def refused(number):
            return self.post(bundle_of(shared(number, version="2017-07-02T09:00:00Z", opened="2099-01-01")))

        mismatch = {"id_type": "fiscal-code", "sex": "M", "birth_date": "1940-01-01"}
        for ask in (lambda number: self.post(bundle_of(shared(number)), path=f"{ASST_SOURCE}/submissions?dry_run=true"),
                    lambda number: self.post(bundle_of(shared(number))),
                    lambda number: self.post(bundle_of(shared(number))),  # again: unchanged
                    strange, refused,
                    lambda number: self.post(bundle_of(shared(number, version="2017-08-02T09:00:00Z",
                                                              person={**mismatch, "id": fiscal_code(number)}))),
                    lambda number: self.post(bundle_of(shared(number, version="2017-09-02T09:00:00Z", owner="016024"))),
                    lambda number: self.stored(f"F-{number}"),
                    lambda number: self.officer.get(f"{ASST_SOURCE}/records/F-{number}/explain"),
                    lambda number: self.asst.get(f"{SOURCE}/records/IB-{number}"),
                    lambda number: self.asst.request("DELETE", f"{ASST_SOURCE}/records/F-{number}"),
                    lambda number: self.stored(f"F-{number}")):
            status, _, text = self.same(ask, known, other)
            self.assertNotIn("isola", text, status)
            self.assertNotIn("IB-", text, status)
        self.assertEqual(len(self.records(self.comune, SOURCE, known)), 1)

    def test_lists_of_asst_hold_its_own_records_alone(self):
        known, other = KNOWN + 1, UNKNOWN + 1
        self.of_comune(case_file(known), case_file(known + 50, interventi=STRANGE))
        for number in (known, other):
            bundle = bundle_of(shared(number))
            resource(bundle, "Condition")["code"] = concept("ZZ8")
            self.assertEqual(self.receipt(bundle)["counts"]["quarantined"], 1)
        one, two = (self.records(self.asst, ASST_SOURCE, number) for number in (known, other))
        self.assertEqual((len(one), len(two)), (1, 1))
        self.assertEqual(one[0].replace(str(known), "N"), two[0].replace(str(other), "N"))
        for path in (f"{SOURCE}/records", "/v1/quarantine?group_by=code", "/v1/quarantine/records", "/v1/statistics",
                     "/v1/audit", "/v1/clients", "/v1/releases"):
            self.assertEqual(self.asst.get(path).status, 403, path)
        sent = self.asst.get("/v1/submissions?limit=1000").json()["items"]
        self.assertEqual({item["source"] for item in sent}, {"asst"}, sent)

    def test_a_comune_is_answered_alike_about_a_person_whom_asst_knows(self):
        known, other = KNOWN + 2, UNKNOWN + 2
        self.assertEqual(self.receipt(bundle_of(shared(known)))["counts"]["accepted"], 1)
        for ask in (lambda number: self.of_comune(case_file(number)), lambda number: self.of_comune(case_file(number)),
                    lambda number: self.of_comune(case_file(number, aggiornata="2017-06-02T09:00:00Z", interventi=STRANGE)),
                    lambda number: self.of_comune(case_file(number, aggiornata="2017-07-02T09:00:00Z", apertura="2099-01-01")),
                    lambda number: self.comune.get(f"{SOURCE}/records/IB-{number}"),
                    lambda number: self.comune.get(f"{ASST_SOURCE}/records/F-{number}"),
                    lambda number: self.comune.request("DELETE", f"{SOURCE}/records/IB-{number}"),
                    lambda number: self.comune.get(f"{SOURCE}/records/IB-{number}")):
            _, _, text = self.same(ask, known, other)
            self.assertNotIn("asst", text)
        self.assertEqual(self.stored(f"F-{known}").json()["outcome"], "ACCEPTED", "erasing one's own leaves the other's")

    def test_a_correction_by_one_body_is_no_matter_of_the_other(self):
        """Of a person without codice fiscale the newest record says sex and birth date; who sent others is not told."""
        def stp(number):
            return "STP" + f"{number:013}"

        def of_asst(number, version):
            return self.post(bundle_of(shared(number, version=version, person={
                "id_type": "stp", "id": stp(number), "sex": "F", "birth_date": "1950-03-03"})))

        known, other = KNOWN + 3, UNKNOWN + 3
        person = {"cf": stp(known), "sesso": "M", "nato_il": "1940-01-01"}
        sent = self.of_comune(case_file(known, assistito=person)).json()
        self.assertEqual(sent["counts"]["accepted"], 1, sent)
        self.same(lambda number: of_asst(number, "2017-06-02T09:00:00Z"), known, other)
        self.same(lambda number: self.stored(f"F-{number}"), known, other)
        again = self.of_comune(case_file(known, assistito=person)).json()
        self.assertEqual((again["counts"]["unchanged"], again["issues"]), (1, []))


class Counted(Joint):
    def value(self, cube, **chosen):
        at = 0
        for name, size in zip(cube["id"], cube["size"]):
            index = cube["dimension"][name]["category"]["index"]
            index = index if isinstance(index, dict) else {code: place for place, code in enumerate(index)}
            at = at * size + (index[chosen[name]] if name in chosen else 0)
        return cube["value"][at]

    def test_a_release_counts_the_persons_of_both_once(self):
        both, comune, asst, restricted = range(400, 420), range(420, 440), range(440, 460), 400
        sent = self.of_comune(*(case_file(number) for number in (*both, *comune))).json()
        self.assertEqual(sent["counts"]["accepted"], 40)
        closed = {"closed": "2017-10-01", "closure": {"date": "2017-10-01", "reason": "need-ceased"}}
        for number in (*both, *asst):
            case = shared(number, **(closed if number in (401, 402) else {}))
            self.assertEqual(self.receipt(bundle_of(case))["counts"]["accepted"], 1)
        withdrawn = bundle_of(shared(403, version="2017-06-02T09:00:00Z"))
        resource(withdrawn, "EpisodeOfCare")["status"] = "entered-in-error"
        self.assertEqual(self.post(withdrawn).status, 201)
        answer = self.administrator.post_json("/v1/subjects/restrict", {"id": fiscal_code(restricted), "reason": "prova"})
        self.assertIn(answer.status, (200, 201, 204), answer.body)
        location = self.administrator.post_json("/v1/releases", {"period": "2017"}).header("location")
        made = self.wait_for(self.administrator, location, lambda answer: answer.json()["state"] != "RUNNING").json()
        self.assertEqual(made["state"], "DONE", made)
        table = next(each for each in made["tables"] if each["id"] == "persons-joint-by-ambito")
        self.assertEqual((table["measure"], table["when"]), ("persons-joint", "open-at-end"))
        cube = self.ats.get(f"{location}/tables/persons-joint-by-ambito").json()
        self.assertEqual(self.value(cube), 16, "less two closed, one withdrawn and one restricted")
        self.assertEqual(self.value(cube, territory="isola-bergamasca"), 16)
        by_area = self.ats.get(f"{location}/tables/persons-joint-by-district-area").json()
        self.assertEqual(self.value(by_area, area="anziani"), 16)
        csv = self.ats.get(f"{location}/tables/persons-joint-by-ambito?format=sdmx-csv")
        self.assertIn("RACCORDO:PERSONS-JOINT-BY-AMBITO(1.0)", csv.body.decode())
        verified = self.installation.verb("release", "verify", made["id"])
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)
        report = self.ats.get(f"{location}/report?language=it").body.decode()
        self.assertIn("carico congiunto", report)


if __name__ == "__main__":
    unittest.main()
