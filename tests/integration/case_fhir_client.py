"""What a FHIR client meets at the edges: every answer at /fhir is a resource, also of a refusal and in Italian; releases of
FHIR, conditions in a Bundle, and what $validate takes besides a Bundle. Each resource is checked with the schema of R4."""

import json
import unittest

from support.fhir_bundles import bundle_of
from support.fhir_case import FHIR, LINES, SOURCE, FhirCase, resource, shared
from support.installation import ROOT

CODE = "http://asst.example/cases"


class FhirClient(FhirCase):
    more_configuration = "limits: {async_threshold: 64KiB, body: 1MiB}\n"

    def outcome(self, answer, status, code):
        found = self.resource(answer, status)
        self.assertEqual(found["resourceType"], "OperationOutcome")
        self.assertEqual(found["issue"][0]["details"]["coding"][0]["code"], code)
        return found["issue"][0]

    def test_every_refusal_is_an_outcome(self):
        bundle = json.dumps(bundle_of(shared(500))).encode()
        for path in ("/fhir", "/fhir/", "/fhir/$validate"):
            self.outcome(self.nobody.post(path, bundle, FHIR), 401, "certificate-required")
            self.outcome(self.installation.client("ats").post(path, bundle, FHIR), 403, "missing-right")
            self.outcome(self.installation.client("bergamo").post(path, bundle, FHIR), 404, "unknown-source")
            self.outcome(self.post("{", path=path), 400, "malformed-document")
            self.outcome(self.post(bundle, path=path, media_type="text/csv"), 415, "unsupported-media-type")
            self.outcome(self.post(bundle, path=path, Content_Encoding="br"), 415, "unsupported-encoding")
            self.outcome(self.post(b" " * (1 << 20) + bundle, path=path), 413, "body-too-large")
            self.outcome(self.asst.get(path), 405, "method-not-allowed")
            for accept in ("application/fhir+xml", "text/html", "application/fhir+json; fhirVersion=5.0"):
                self.outcome(self.post(bundle, path=path, Accept=accept), 406, "not-acceptable")
            self.outcome(self.post(bundle, path=f"{path}?_format=xml"), 406, "not-acceptable")
            self.outcome(self.post(bundle, path=f"{path}?colour=red"), 400, "bad-request")
        self.outcome(self.post(bundle, path="/fhir/Patient"), 404, "not-found")
        self.assertEqual(self.stored("F-500").status, 404)

    def test_a_key_is_answered_as_an_outcome(self):
        first = json.dumps(bundle_of(shared(505)))
        self.resource(self.post(first, path="/fhir", Idempotency_Key="client-1"), 201)
        other = self.post(json.dumps(bundle_of(shared(506))), path="/fhir", Idempotency_Key="client-1")
        self.outcome(other, 422, "idempotency-mismatch")
        issue = self.outcome(self.post(first, path="/fhir", Idempotency_Key=""), 400, "bad-request")
        self.assertIn("is empty", issue["diagnostics"])

    def test_a_large_body_is_promised_in_fhir(self):
        key = {"Idempotency-Key": "client-2"}
        for body, headers in ((json.dumps(bundle_of(shared(510))).ljust(70_000), key),
                              (json.dumps(bundle_of(shared(510))).ljust(70_000), key),
                              (json.dumps(bundle_of(shared(511))), {"Prefer": "respond-async"})):
            answer = self.post(body, path="/fhir", **headers)
            issue = self.resource(answer, 202)["issue"][0]
            self.assertEqual((issue["severity"], issue["code"]), ("information", "informational"))
            self.assertIn("will be processed", issue["diagnostics"])
            done = self.wait_for(self.asst, answer.header("location"), lambda found: found.status == 303)
            self.assertEqual(self.asst.get(done.header("location")).json()["counts"]["accepted"], 1)
        self.assertEqual(self.post(json.dumps(bundle_of(shared(512))), Prefer="respond-async").json()["state"], "RECEIVED")

    def test_answers_come_in_italian(self):
        italian = {"Accept-Language": "it"}
        issue = self.outcome(self.post("{", path="/fhir/Patient", **italian), 404, "not-found")
        self.assertEqual(issue["details"]["text"], self.titles("not-found")["it"])
        answer = self.post("<a/>", path="/fhir", media_type="text/xml", **italian)
        issue = self.outcome(answer, 415, "unsupported-media-type")
        self.assertIn(" technical: Source asst takes application/fhir+json", issue["diagnostics"])
        bad = bundle_of(shared(520, opened="2017-13-02"), kind="batch")
        answer = self.post(bad, path="/fhir", **italian)
        told = self.resource(answer, 200)["entry"][1]["response"]["outcome"]["issue"][0]["diagnostics"]
        self.assertTrue(told.startswith("Dato: "), told)
        self.assertIn(" technical: ", told)
        self.assertEqual(answer.header("content-language"), "it")
        well = self.post(bundle_of(shared(521)), path="/fhir", **italian)
        self.assertEqual(self.resource(well, 201)["issue"][0]["diagnostics"],
                         "Tutte le cartelle sono state lette senza segnalazioni.")
        line = self.post(json.dumps(bad["entry"][0]), path="/fhir", media_type=LINES, **italian)
        self.assertTrue(self.resource(line, 201)["issue"][0]["diagnostics"].startswith("Riga 1: "))
        later = self.post(bundle_of(shared(522)), path="/fhir", Prefer="respond-async", **italian)
        self.assertIn("sarà elaborato", self.resource(later, 202)["issue"][0]["diagnostics"])

    def titles(self, code):
        catalogue = json.loads((ROOT / "gateway/app/problem/catalogue.json").read_text())
        return catalogue["codes"][code]["title"]

    def test_another_release_of_fhir_is_refused(self):
        bundle = bundle_of(shared(530))
        for version, path in (("5.0", "/fhir"), ("3.0", "/fhir"), ("4.3", f"{SOURCE}/submissions")):
            answer = self.post(bundle, path=path, media_type=f"{FHIR}; fhirVersion={version}")
            if path == "/fhir":
                told = self.outcome(answer, 415, "unsupported-media-type")["diagnostics"]
            else:
                told = self.assert_problem(answer, 415, "unsupported-media-type")["detail"]
            self.assertIn(f"takes FHIR R4 (`fhirVersion=4.0`); `{version}` was sent as fhirVersion", told)
        for version in ("4.0", "4.0.1"):
            answer = self.post(bundle, path="/fhir", media_type=f"{FHIR}; fhirVersion={version}",
                               Accept=f"{FHIR}; fhirVersion={version}")
            self.resource(answer, 201)

    def test_lines_have_four_media_types(self):
        for number, media_type in enumerate((LINES, "application/x-ndjson", "application/ndjson", "application/jsonl"), 540):
            body = json.dumps(bundle_of(shared(number))) + "\n"
            self.resource(self.post(body, path="/fhir", media_type=media_type), 201)
            self.assertEqual(self.stored(f"F-{number}").json()["outcome"], "ACCEPTED")

    def test_validate_says_what_it_does_not_take(self):
        part = {"name": "resource", "resource": bundle_of(shared(550))}
        for more, at, words in (([{"name": "mode", "valueCode": "delete"}], 1, "`mode` must be create or update"),
                                ([{"name": "mode", "valueCode": "profile"}], 1, "`mode` must be create or update"),
                                ([{"name": "profile", "valueUri": "urn:x"}], 1, "by the rules of its source alone"),
                                ([part], 1, "a second part `resource`"),
                                ([{"name": "colour", "valueString": "red"}], 1, "no such part of $validate")):
            with self.subTest(words=words):
                wrapped = {"resourceType": "Parameters", "parameter": [part, *more]}
                issue = self.outcome(self.post(wrapped, path="/fhir/$validate"), 400, "malformed-document")
                self.assertIn(words, issue["diagnostics"])
                self.assertEqual(issue["expression"], [f"Parameters.parameter[{at}]"])
        self.resource(self.post(part["resource"], path="/fhir/$validate?mode=create"), 200)
        issue = self.outcome(self.post(part["resource"], path="/fhir/Bundle/$validate?mode=delete"), 400, "bad-request")
        self.assertIn("`mode` must be create or update", issue["diagnostics"])

    def requested(self, number, changes=None, **request):
        """A transaction of one case; `request` replaces members of the request of its EpisodeOfCare."""
        bundle = bundle_of(shared(number, **(changes or {})), kind="transaction")
        resource(bundle, "EpisodeOfCare")["identifier"] = [{"system": CODE, "value": f"F-{number}"}]
        entry = next(each for each in bundle["entry"] if each["resource"]["resourceType"] == "EpisodeOfCare")
        entry["request"] = {"method": "POST", "url": "EpisodeOfCare", **request}
        return bundle

    def statuses(self, bundle):
        found = self.resource(self.post(bundle, path="/fhir"), 200)
        return {entry["response"]["status"] for entry in found["entry"]}

    def test_a_conditional_create_changes_nothing_that_is_there(self):
        condition = {"ifNoneExist": f"identifier={CODE}%7CF-560"}
        bundle = self.requested(560, **condition)
        patient = bundle["entry"][0]
        identifier = patient["resource"]["identifier"][0]
        patient["request"]["ifNoneExist"] = f"identifier={identifier['system']}|{identifier['value']}"
        self.assertEqual(self.statuses(bundle), {"201 Created"})
        self.assertEqual(self.statuses(bundle), {"200 OK"})
        newer = self.requested(560, {"version": "2017-09-01T09:00:00Z", "closed": "2017-08-01"}, **condition)
        before = self.stored("F-560").json()
        self.assertEqual(self.statuses(newer), {"200 OK"})
        self.assertEqual(self.stored("F-560").json(), before)
        lines = self.resource(self.post(json.dumps({**newer, "type": "batch"}), path="/fhir", media_type=LINES), 201)
        self.assertIn("not for a line among others", lines["issue"][0]["diagnostics"])
        del newer["entry"][1]["request"]["ifNoneExist"]
        self.assertEqual(self.statuses(newer), {"201 Created"})
        self.assertNotEqual(self.stored("F-560").json()["version"], before["version"])

    def test_a_conditional_update_stores_once(self):
        update = {"method": "PUT", "url": f"EpisodeOfCare?identifier={CODE}|F-570"}
        self.assertEqual(self.statuses(self.requested(570, **update)), {"201 Created"})
        self.assertEqual(self.statuses(self.requested(570, **update)), {"200 OK"})

    def test_a_condition_that_names_something_else_is_refused(self):
        for request, place in (({"ifNoneExist": f"identifier={CODE}|F-1"}, "ifNoneExist"),
                               ({"ifNoneExist": "identifier=urn:other|F-580"}, "ifNoneExist"),
                               ({"ifNoneExist": "status=active"}, "ifNoneExist"),
                               ({"ifNoneExist": f"identifier={CODE}|F-580&status=active"}, "ifNoneExist"),
                               ({"method": "PUT", "ifNoneExist": f"identifier={CODE}|F-580"}, "ifNoneExist"),
                               ({"method": "PUT", "url": "EpisodeOfCare?status=active"}, "url"),
                               ({"url": f"EpisodeOfCare?identifier={CODE}|F-580"}, "url"),
                               ({"method": "PUT", "url": "EpisodeOfCare/1", "ifMatch": 'W/"1"'}, "ifMatch")):
            with self.subTest(request=request):
                answer = self.post(self.requested(580, **request), path="/fhir")
                issue = self.outcome(answer, 422, "unexpected-shape")
                self.assertEqual(issue["expression"], [f"Bundle.entry[1].request.{place}"])
        second = self.requested(581, ifNoneExist="identifier=urn:other|7")
        resource(second, "EpisodeOfCare")["identifier"].append({"system": "urn:other", "value": "7"})
        issues = self.resource(self.post(second, path="/fhir"), 422)["issue"]
        self.assertIn("names another identifier", issues[-1]["diagnostics"])
        taken_back = self.requested(582, ifNoneExist=f"identifier={CODE}|F-582")
        resource(taken_back, "EpisodeOfCare")["status"] = "entered-in-error"
        self.assertIn("takes the case back", self.outcome(self.post(taken_back, path="/fhir"), 422,
                                                          "unexpected-shape")["diagnostics"])
        head = self.post(bundle_of(shared(583)), path="/fhir", If_None_Exist="identifier=x")
        self.assertIn("`ifNoneExist` into the `request`", self.outcome(head, 400, "bad-request")["diagnostics"])

    def test_an_organization_in_an_unknown_system_is_told(self):
        bundle = bundle_of(shared(590))
        own = {"identifier": [{"system": "urn:asst:own", "value": "9"}]}
        resource(bundle, "EpisodeOfCare")["managingOrganization"] = {"identifier": own["identifier"][0]}
        issue, = self.receipt(bundle)["issues"]
        self.assertEqual((issue["severity"], issue["code"], issue["field"]), ("warning", "unexpected-shape", "managed_by"))
        self.assertEqual(issue["at"]["expression"], "Bundle.entry[1].resource.managingOrganization.identifier")
        self.assertIn("http://hl7.it/sid/fls, http://hl7.it/sid/asl, http://hl7.it/sid/hsp, http://hl7.it/sid/hsp11",
                      issue["message"])
        bundle = bundle_of(shared(591))
        bundle["entry"].append({"fullUrl": "urn:uuid:org", "resource": {"resourceType": "Organization", **own}})
        resource(bundle, "EpisodeOfCare")["managingOrganization"] = {"reference": "urn:uuid:org"}
        resource(bundle, "ServiceRequest")["performer"] = [{"reference": "urn:uuid:org"}]
        issues = self.receipt(bundle)["issues"]
        self.assertEqual([(each["field"], each["code"]) for each in issues],
                         [("managed_by", "unexpected-shape"), ("interventions[0].managed_by", "unexpected-shape")])

    def test_the_sex_is_read_by_the_table(self):
        for number, gender in enumerate(("female", "F"), 595):
            bundle = bundle_of(shared(number))
            resource(bundle, "Patient")["gender"] = gender
            self.assertEqual(self.receipt(bundle)["counts"]["accepted"], 1)
        told = self.administrator.get("/v1/sources/asst/records/F-596/explain").json()
        self.assertIn('"F"', json.dumps(told))


if __name__ == "__main__":
    unittest.main()
