"""Cases as FHIR Bundles: what is stored, what is refused with its place, and the same cases as JSON. Each answer in FHIR is
validated against the JSON schema of FHIR R4."""

import copy
import json
import unittest

from support.fhir_bundles import bundle_of, concept, reference
from support.fhir_case import FHIR, LINES, FhirCase, resource, shared
from support.people import fiscal_code

CASES = 1000


class FhirIntake(FhirCase):
    def test_a_case_is_stored_and_sent_again_unchanged(self):
        case = shared(1)
        receipt = self.receipt(bundle_of(case))
        self.assertEqual((receipt["counts"]["accepted"], receipt["issues"]), (1, []))
        self.assertEqual(self.stored("F-1").json()["outcome"], "ACCEPTED")
        self.assertEqual(self.receipt(bundle_of(case, timestamp="2017-06-02T09:00:00Z"))["counts"]["unchanged"], 1)

    def test_issues_name_the_place_in_both_ways(self):
        bundle = bundle_of(shared(2))
        resource(bundle, "Condition")["code"] = concept("ZZ9")
        issue = self.receipt(bundle)["issues"][0]
        at = next(n for n, entry in enumerate(bundle["entry"]) if entry["resource"]["resourceType"] == "Condition")
        self.assertEqual((issue["code"], issue["outcome"]), ("unmapped-code", "QUARANTINED"))
        self.assertEqual(issue["at"], {"expression": f"Bundle.entry[{at}].resource.code.coding[0].code",
                                       "pointer": f"/entry/{at}/resource/code/coding/0/code"})

    def test_what_is_refused_names_its_place(self):
        def change(kind, **members):
            def apply(bundle):
                resource(bundle, kind).update(members)
            return apply

        def add(**entry):
            return lambda bundle: bundle["entry"].append(entry)

        def second_identifier(bundle):
            system = "urn:oid:2.16.840.1.113883.2.9.4.3.2"
            resource(bundle, "Patient")["identifier"].append({"system": system, "value": fiscal_code(99)})

        def same_address(bundle):
            bundle["entry"].append({**copy.deepcopy(bundle["entry"][-1]), "fullUrl": bundle["entry"][0]["fullUrl"]})

        stray = {"resourceType": "ServiceRequest", "status": "active", "intent": "order",
                 "subject": {"reference": "Patient/9"}}
        modifier = [{"url": "https://example.org/negated", "valueBoolean": True}]
        for number, (apply, place) in enumerate((
                (change("EpisodeOfCare", patient=reference("nobody")), "entry[1].resource.patient"),
                (change("EpisodeOfCare", patient=reference("1-ServiceRequest-3")), "entry[1].resource.patient"),
                (change("EpisodeOfCare", managingOrganization={"reference": "Organization/1"}),
                 "entry[1].resource.managingOrganization"),
                (change("EpisodeOfCare", modifierExtension=modifier), "entry[1].resource.modifierExtension[0]"),
                (change("Condition", modifierExtension=modifier), "entry[2].resource.modifierExtension[0]"),
                (change("Condition", subject={"reference": "#me"}), "entry[2].resource.subject"),
                (add(resource=stray), "entry[4].resource.subject"),
                (add(resource={"resourceType": "Patient"}), "entry[4].resource"),
                (add(fullUrl="urn:uuid:empty"), "entry[4]"),
                (add(resource={"resourceType": "Bundle", "type": "collection"}), "entry[4].resource"),
                (second_identifier, "entry[0].resource.identifier[1].value"),
                (same_address, "entry[4].fullUrl")), 10):
            bundle = bundle_of(shared(number))
            apply(bundle)
            with self.subTest(place=place):
                found = self.rejected(bundle)
                self.assertIn(("unexpected-shape", f"Bundle.{place}"), found)
                self.assertEqual(self.stored(f"F-{number}").json()["outcome"], "REJECTED")

    def test_circles_of_references_end(self):
        bundle = bundle_of(shared(30))
        condition = resource(bundle, "Condition")
        condition["evidence"] = [{"detail": [{"reference": bundle["entry"][2]["fullUrl"]}]}]
        resource(bundle, "EpisodeOfCare")["diagnosis"] = [{"condition": {"reference": bundle["entry"][1]["fullUrl"]}}]
        self.assertEqual(self.receipt(bundle)["counts"]["accepted"], 1)
        circle = bundle_of(shared(31))
        resource(circle, "EpisodeOfCare")["patient"] = {"reference": circle["entry"][1]["fullUrl"]}
        self.assertIn(("unexpected-shape", "Bundle.entry[1].resource.patient"), self.rejected(circle))

    def test_what_is_no_bundle_of_cases_is_refused_as_a_whole(self):
        whole = json.dumps(bundle_of(shared(40)))
        deep = '{"resourceType":"Basic","contained":[' * 1000 + "]}" * 1000
        code = "malformed-document"
        for body in (whole[:-30], "", whole + "{}", '{"resourceType":"Patient"}', whole.encode("utf-16"),
                     json.dumps({**json.loads(whole), "type": "searchset"}), json.dumps({**json.loads(whole), "entry": []}),
                     whole.replace('"entry": [', f'"entry": [{{"resource": {deep}}}, ')):
            with self.subTest(body=body[:40]):
                self.assert_problem(self.post(body), 400, code)
                outcome = self.resource(self.post(body, Accept=FHIR), 400)
                self.assertEqual(outcome["issue"][0]["details"]["coding"][0]["code"], code)
        latin = self.receipt(whole.replace("F-40", "F-è").encode("latin-1"))
        self.assertEqual([issue["code"] for issue in latin["issues"]], ["bad-encoding"])

    def test_large_bundles_and_many(self):
        bundle = bundle_of(shared(50))
        condition = next(entry for entry in bundle["entry"] if entry["resource"]["resourceType"] == "Condition")
        text, one = json.dumps(bundle), json.dumps({"resource": condition["resource"]})
        receipt = self.later(text.replace('"entry": [', '"entry": [' + (one + ", ") * 100_000))
        self.assertEqual((receipt["counts"]["received"], receipt["counts"]["rejected"]), (1, 1))
        self.assertEqual([issue["code"] for issue in receipt["issues"]], ["record-too-large"])
        self.assertTrue(receipt["issues"][0]["at"]["expression"].startswith("Bundle"))
        lines = "\n".join(json.dumps(bundle_of(shared(51))) for _ in range(3)) + "\n{\n" + json.dumps(bundle_of(shared(52)))
        receipt = self.receipt(lines, media_type=LINES)
        self.assertEqual((receipt["counts"]["received"], receipt["counts"]["accepted"]), (5, 2))
        self.assertEqual([issue["code"] for issue in receipt["issues"]], ["duplicate-record"] * 2 + ["malformed-document"])
        self.assertEqual(receipt["issues"][-1]["at"]["line"], 4)

    def test_a_hundred_thousand_bundles_are_processed(self):
        small = json.dumps({"resourceType": "Bundle", "type": "collection", "entry": [
            {"fullUrl": "urn:uuid:p", "resource": {"resourceType": "Patient", "gender": "female"}},
            {"resource": {"resourceType": "EpisodeOfCare", "status": "active", "patient": {"reference": "urn:uuid:p"}}}]})
        counts = self.later((small + "\n") * 100_000, media_type=LINES)["counts"]
        self.assertEqual((counts["received"], counts["rejected"]), (100_000, 100_000))

    def test_a_collection_is_answered_with_an_outcome(self):
        outcome = self.resource(self.post(bundle_of(shared(60)), Accept=FHIR), 201)
        self.assertEqual((outcome["resourceType"], outcome["issue"][0]["severity"]), ("OperationOutcome", "information"))
        bundle = bundle_of(shared(61))
        resource(bundle, "Condition")["code"] = concept("ZZ9")
        answer = self.post(bundle, Accept=FHIR)
        issue = self.resource(answer, 201)["issue"][0]
        self.assertEqual((issue["severity"], issue["code"]), ("error", "code-invalid"))
        self.assertEqual(issue["details"]["coding"], [
            {"system": f"https://localhost:{self.installation.port}/fhir/CodeSystem/issue", "code": "unmapped-code"}])
        self.assertEqual(issue["expression"], ["Bundle.entry[2].resource.code.coding[0].code"])
        self.assertEqual(self.asst.get(answer.header("location")).json()["counts"]["quarantined"], 1)

    def test_the_same_cases_give_the_same_records_in_every_format(self):
        folder = self.installation.folder / "equal"
        made = self.installation.program("--set", "equal", "--cases", str(CASES), "--out", folder, name="raccordo-synth")
        self.assertEqual(made.returncode, 0, made.stderr)

        def decoded(source, file):
            done = self.installation.verb("decode", "--source", source, file)
            self.assertEqual((done.returncode, done.stderr), (0, ""), source)
            return [json.loads(line) for line in done.stdout.splitlines()]

        def same(case):
            return {key: value for key, value in case.items() if key not in ("source", "record_id")}

        cases = decoded("isola-bergamasca", folder / "isola-bergamasca.json")
        self.assertEqual(len(cases), CASES)
        (folder / "asst.ndjson").write_text("\n".join(json.dumps(bundle_of(case)) for case in cases))
        bundles = decoded("asst", folder / "asst.ndjson")
        for case, other in zip(cases, bundles, strict=True):
            owner = case["person"].get("residence", case["owner"])  # a Bundle says no other
            self.assertEqual({**same(case), "owner": owner}, same(other))
        for source, file in (("bergamo", "bergamo.csv"), ("treviglio", "treviglio.csv")):
            for case, other in zip(cases, decoded(source, folder / file), strict=True):
                self.assertEqual({k: same(case).get(k) for k in same(other)}, same(other), source)


if __name__ == "__main__":
    unittest.main()
