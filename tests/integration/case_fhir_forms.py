"""Bundles as batches, transactions and trials: the answers in FHIR, and what is stored, taken back or refused as a whole.
Each answer in FHIR is validated against the JSON schema of FHIR R4."""

import json
import unittest

from support.fhir_bundles import bundle_of, concept
from support.fhir_case import FHIR, LINES, SOURCE, FhirCase, resource, shared


class FhirForms(FhirCase):
    def test_a_batch_is_answered_entry_by_entry(self):
        self.receipt(bundle_of(shared(71)))
        bad = shared(72, opened="2017-13-02")
        batch = bundle_of(shared(70), shared(71), bad, shared(73), kind="batch")
        resource(batch, "Condition", 3)["code"] = concept("ZZ9")
        answer = self.post(batch, path="/fhir")
        found = self.resource(answer, 200)
        self.assertEqual(found["type"], "batch-response")
        each = len(batch["entry"]) // 4
        expected = ["201 Created", "200 OK", "422 Unprocessable Entity", "202 Accepted"]
        self.assertEqual([entry["response"]["status"] for entry in found["entry"]],
                         [status for status in expected for _ in range(each)])
        told = [n for n, entry in enumerate(found["entry"]) if "outcome" in entry["response"]]
        self.assertEqual(told, [2 * each + 1, 3 * each + 2])
        self.assertEqual(self.asst.get(answer.header("location")).json()["counts"]["received"], 4)

    def test_a_transaction_is_stored_whole_or_not_at_all(self):
        found = self.resource(self.post(bundle_of(shared(80), shared(81), kind="transaction"), path="/fhir"), 200)
        self.assertEqual(found["type"], "transaction-response")
        self.assertEqual({entry["response"]["status"] for entry in found["entry"]}, {"201 Created"})
        bad = bundle_of(shared(82), shared(83, opened="2017-13-02"), kind="transaction")
        outcome = self.resource(self.post(bad, path="/fhir"), 422)
        self.assertEqual(outcome["issue"][0]["details"]["coding"][0]["code"], "bad-date")
        problem = self.assert_problem(self.post(bad), 422, "transaction-refused")
        self.assertEqual(problem["errors"][0]["code"], "bad-date")
        for number in (82, 83):
            self.assertEqual(self.stored(f"F-{number}").status, 404)
        self.assertEqual(self.later(bad, Prefer="respond-async")["state"], "FAILED")
        self.assertEqual(self.stored("F-82").status, 404)

    def test_a_trial_stores_nothing(self):
        bundle = bundle_of(shared(90), shared(91, opened="2017-13-02"), kind="batch")
        for path in ("/fhir/$validate", "/fhir/Bundle/$validate", f"{SOURCE}/submissions?dry_run=true"):
            outcome = self.resource(self.post(bundle, path=path, Accept=FHIR), 200)
            self.assertEqual([issue["code"] for issue in outcome["issue"]], ["value"], path)
        self.assertEqual(self.stored("F-90").status, 404)
        self.resource(self.post("{", path="/fhir/$validate"), 400)

    def test_a_case_entered_in_error_is_withdrawn(self):
        bundle = bundle_of(shared(100))
        self.receipt(bundle)
        resource(bundle, "EpisodeOfCare")["status"] = "entered-in-error"
        self.assertEqual(self.receipt(bundle)["counts"]["accepted"], 1)
        self.assertEqual(self.stored("F-100").status, 404)
        self.assertEqual(self.receipt(bundle)["counts"]["unchanged"], 1)

    def test_a_case_taken_back_stays_if_the_transaction_is_refused(self):
        self.receipt(bundle_of(shared(101)))
        both = bundle_of(shared(101), shared(102, opened="2017-13-02"), kind="transaction")
        resource(both, "EpisodeOfCare")["status"] = "entered-in-error"
        self.resource(self.post(both, path="/fhir"), 422)
        self.assertEqual(self.stored("F-101").json()["outcome"], "ACCEPTED")
        resource(both, "EpisodeOfCare", 1)["period"]["start"] = "2017-03-02"
        self.resource(self.post(both, path="/fhir"), 200)
        self.assertEqual((self.stored("F-101").status, self.stored("F-102").status), (404, 200))

    def test_an_ended_case_needs_its_day(self):
        for number, status in enumerate(("finished", "cancelled"), 120):
            bundle = bundle_of(shared(number))
            episode = resource(bundle, "EpisodeOfCare")
            episode["status"] = status
            self.assertEqual(self.rejected(bundle), [("missing-field", "Bundle.entry[1].resource.status")])
            episode["period"]["end"] = "2017-05-01"
            self.assertEqual(self.receipt(bundle)["counts"]["accepted"], 1)

    def test_who_lives_elsewhere_belongs_to_the_comune_of_the_organization(self):
        for number, organization, found in ((130, "030325", None), (131, "999999", "unknown-comune"),
                                            (132, None, "unknown-comune")):
            case = shared(number)
            bundle = bundle_of({**case, "person": {**case["person"], "residence": "015146"}})
            if organization:
                resource(bundle, "EpisodeOfCare")["managingOrganization"] = {
                    "identifier": {"system": "http://hl7.it/sid/fls", "value": organization}}
            with self.subTest(organization=organization):
                if found:
                    self.assertEqual([code for code, _ in self.rejected(bundle)], [found])
                else:
                    self.assertEqual(self.receipt(bundle)["counts"]["accepted"], 1)
                    self.assertEqual(self.stored(f"F-{number}").json()["owner"], "016024")

    def test_a_reference_to_another_type_is_refused(self):
        for number, name in ((150, "managingOrganization"), (151, "referralRequest")):
            bundle = bundle_of(shared(number))
            to_patient = {"reference": bundle["entry"][0]["fullUrl"]}
            resource(bundle, "EpisodeOfCare")[name] = [to_patient] if name == "referralRequest" else to_patient
            found = self.rejected(bundle)
            self.assertTrue(all(code == "unexpected-shape" for code, _ in found), found)

    def test_a_transaction_as_a_line_is_refused(self):
        lines = "\n".join(json.dumps(bundle_of(shared(number), kind=kind))
                          for number, kind in ((140, "transaction"), (141, "batch")))
        receipt = self.receipt(lines, media_type=LINES)
        self.assertEqual((receipt["counts"]["received"], receipt["counts"]["rejected"]), (2, 1))
        self.assertEqual(receipt["issues"][0]["at"], {"expression": "Bundle.type", "pointer": "/type", "line": 1})
        self.assertEqual((self.stored("F-140").status, self.stored("F-141").status), (404, 200))

    def test_a_trial_takes_parameters(self):
        bundle = bundle_of(shared(92, opened="2017-13-02"))
        wrapped = {"resourceType": "Parameters", "parameter": [{"name": "mode", "valueCode": "create"},
                                                               {"name": "resource", "resource": bundle}]}
        for path in ("/fhir/$validate", "/fhir/Bundle/$validate"):
            issue = self.resource(self.post(wrapped, path=path), 200)["issue"][0]
            self.assertEqual(issue["expression"], ["Bundle.entry[1].resource.period.start"])
            self.resource(self.post({**wrapped, "parameter": []}, path=path), 400)
        self.resource(self.post(wrapped, path="/fhir"), 400)
        self.assert_problem(self.post(wrapped, path=f"{SOURCE}/submissions?dry_run=true"), 400, "malformed-document")

    def test_who_may_post_to_the_base(self):
        for name, status in (("isola-bergamasca", 404), ("ats", 403)):
            answer = self.installation.client(name).post("/fhir", json.dumps(bundle_of(shared(110))).encode(), FHIR)
            self.assertEqual(self.resource(answer, status)["resourceType"], "OperationOutcome")
        self.resource(self.post("<a/>", path="/fhir", media_type="application/xml"), 415)

    def test_the_server_says_what_it_takes(self):
        statement = self.resource(self.ats.get("/fhir/metadata"), 200)
        rest = statement["rest"][0]
        self.assertEqual({each["code"] for each in rest["interaction"]}, {"transaction", "batch"})
        self.assertEqual(rest["operation"][0]["name"], "validate")
        codes = self.resource(self.ats.get("/fhir/CodeSystem/issue"), 200)
        self.assertIn("unexpected-shape", [each["code"] for each in codes["concept"]])


if __name__ == "__main__":
    unittest.main()
