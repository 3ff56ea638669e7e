"""What changes the meaning of a Bundle: understood by the profile of asst, or refused with its place."""

import json

from support.fhir_bundles import bundle_of
from support.fhir_case import FHIR, LINES, FhirCase, resource, shared
from support.people import fiscal_code

ISTAT = "http://hl7.org/fhir/StructureDefinition/iso21090-SC-coding"


def city(name, code=None, **more):
    coded = {"_city": {"extension": [{"url": ISTAT, "valueCoding": {"code": code}}]}} if code else {}
    return {"city": name, **coded, **more}


class FhirMeaning(FhirCase):
    def changed(self, number, kind, **members):
        bundle = bundle_of(shared(number))
        resource(bundle, kind).update(members)
        return bundle

    def places(self, receipt):
        return [(issue["severity"], issue["code"], issue["at"]["expression"].rpartition(".")[2])
                for issue in receipt["issues"]]

    def test_only_an_order_that_shall_be_done_is_an_intervention(self):
        bundle = bundle_of(*(shared(300 + at) for at in range(4)))
        for at, members in enumerate(({"intent": "plan"}, {"doNotPerform": True}, {"intent": "directive"},
                                      {"intent": "filler-order", "doNotPerform": False})):
            resource(bundle, "ServiceRequest", at).update(members)
        self.assertEqual(self.receipt(bundle)["counts"]["accepted"], 4)
        explained = [self.administrator.get(f"/v1/sources/asst/records/F-{300 + at}/explain").body.decode()
                     for at in range(4)]
        self.assertEqual(["anziani.assistenza-domiciliare" in text for text in explained], [False, False, False, True])

    def test_a_status_outside_the_standard_is_refused(self):
        for at, status in enumerate(("bogus", "Finished", "", None, "ENTERED-IN-ERROR", ["entered-in-error"])):
            with self.subTest(status=status):
                found = self.rejected(self.changed(310, "EpisodeOfCare", status=status))
                self.assertIn("unexpected-shape", [code for code, _ in found])
        self.assertIn(("unexpected-shape", "Bundle.entry[3].resource.status"),
                      self.rejected(self.changed(311, "ServiceRequest", status="actve")))
        receipt = self.receipt(self.changed(312, "ServiceRequest", status="unknown"))
        self.assertEqual(receipt["counts"]["accepted"], 1)
        self.assertEqual(self.places(receipt), [("warning", "unexpected-shape", "status")])

    def test_what_is_not_understood_is_refused(self):
        for kind, members in (("ServiceRequest", {"implicitRules": "urn:rules"}),
                              ("ServiceRequest", {"quantityQuantity": {"value": 4, "comparator": "<"}}),
                              ("ServiceRequest", {"intent": "wish"}),
                              ("Patient", {"contained": [{"resourceType": "EpisodeOfCare", "id": "lost"}]})):
            with self.subTest(members=members):
                codes = {code for code, _ in self.rejected(self.changed(320, kind, **members))}
                self.assertEqual(codes, {"unexpected-shape"})

    def test_what_cannot_be_read_is_a_warning(self):
        patient = [{"system": "http://hl7.it/sid/stp", "value": "STP0300000000017"}]
        bundle = bundle_of(shared(330))
        resource(bundle, "Patient")["identifier"] += patient
        resource(bundle, "ServiceRequest")["quantityRatio"] = {"numerator": {"value": 1}}
        receipt = self.receipt(bundle)
        self.assertEqual(receipt["counts"]["accepted"], 1)
        self.assertEqual({severity for severity, _, _ in self.places(receipt)}, {"warning"})
        self.assertEqual(len(receipt["issues"]), 2, receipt["issues"])

    def test_a_referral_of_another_person_is_not_read(self):
        bundle = bundle_of(shared(340), shared(341))
        requests = [entry for entry in bundle["entry"] if entry["resource"]["resourceType"] == "ServiceRequest"]
        resource(bundle, "EpisodeOfCare")["referralRequest"] = [{"reference": requests[1]["fullUrl"]}]
        receipt = self.receipt(bundle)
        self.assertEqual((receipt["counts"]["accepted"], receipt["counts"]["rejected"]), (1, 1))
        self.assertEqual([issue["at"]["expression"] for issue in receipt["issues"]],
                         ["Bundle.entry[1].resource.referralRequest[0]"])

    def test_the_owner_is_the_comune_of_one_address(self):
        for at, (addresses, outcome) in enumerate((
                ([city("Milano", "015146", use="home"), city("Alzano Lombardo")], "rejected"),
                ([city("Alzano Lombardo", "015146", use="home")], "rejected"),
                ([city("Milano", "016009", use="home")], "accepted"))):
            with self.subTest(addresses=addresses):
                bundle = bundle_of(shared(350 + at))
                resource(bundle, "Patient")["address"] = addresses
                resource(bundle, "EpisodeOfCare").pop("managingOrganization", None)
                receipt = self.receipt(bundle)
                self.assertEqual(receipt["counts"][outcome], 1, receipt["issues"])
                self.assertEqual([issue["code"] for issue in receipt["issues"]],
                                 ["unknown-comune"] if outcome == "rejected" else [])

    def test_the_code_of_a_person_is_no_number_of_a_case(self):
        code = fiscal_code(360)
        for number in (code, f"case-{code}", code[:15]):
            bundle = bundle_of(shared(360))
            resource(bundle, "EpisodeOfCare")["identifier"][0]["value"] = number
            receipt = self.receipt(bundle)
            self.assertEqual(receipt["counts"]["rejected"], 1)
            self.assertNotIn(code[:15], json.dumps(receipt))
            self.assertEqual(self.stored(number).status, 404)

    def test_a_name_in_place_of_a_code_is_masked(self):
        bundle = bundle_of(shared(370))
        resource(bundle, "Condition")["code"] = {"coding": [{"code": "Rossi Maria", "display": "Maria Rossi"}]}
        receipt = self.receipt(bundle)
        self.assertEqual(receipt["counts"]["quarantined"], 1)
        worklist = self.administrator.get("/v1/quarantine?group_by=code").body.decode()
        for text in (json.dumps(receipt), worklist):
            self.assertNotIn("Rossi", text)
            self.assertIn("[identificativo 11 caratteri #", text)

    def test_a_batch_says_what_was_not_read(self):
        bundle = bundle_of(shared(380), kind="batch")
        extra = {"resourceType": "Immunization", "patient": {"reference": bundle["entry"][0]["fullUrl"]}}
        bundle["entry"].append({"resource": extra, "request": {"method": "POST", "url": "Immunization"}})
        told = self.resource(self.post(bundle, path="/fhir"), 200)["entry"]
        self.assertEqual([n for n, entry in enumerate(told) if "outcome" in entry["response"]], [len(told) - 1])
        self.assertIn("was not read", told[-1]["response"]["outcome"]["issue"][0]["diagnostics"])
        bundle["entry"][-1]["request"]["url"] = "Patient"
        entries = self.resource(self.post(bundle, path="/fhir"), 200)["entry"]
        self.assertEqual({entry["response"]["status"] for entry in entries},
                         {"422 Unprocessable Entity"})

    def test_an_answer_says_the_line_and_that_it_is_cut(self):
        bad = json.dumps(bundle_of(shared(390, opened="2017-13-02")))
        outcome = self.resource(self.post(bad.replace("\n", "") + "\n", media_type=LINES, Accept=FHIR), 201)
        self.assertTrue(outcome["issue"][0]["diagnostics"].startswith("Line 1: "), outcome)
        episode = json.dumps({"resource": {"resourceType": "EpisodeOfCare"}})
        empty = '{"resourceType": "Bundle", "type": "batch", "entry": [' + ", ".join([episode] * 1_500) + "]}"
        answer = self.post(empty, Accept=FHIR)
        told = self.resource(answer, 200)["entry"]
        self.assertTrue(all("outcome" in entry["response"] for entry in told))
        last = told[-1]["response"]["outcome"]["issue"][-1]
        self.assertEqual(last["code"], "incomplete")
        self.assertIn(answer.header("location") + "/issues", last["diagnostics"])

    def test_a_refused_transaction_frees_its_key(self):
        bad = bundle_of(shared(395), shared(396, opened="2017-13-02"), kind="transaction")
        receipt = self.later(bad, Prefer="respond-async", **{"Idempotency-Key": "meaning-1"})
        self.assertEqual(receipt["state"], "FAILED")
        self.assertEqual((receipt["counts"]["received"], receipt["counts"]["rejected"]), (2, 2))
        self.assertEqual({issue["outcome"] for issue in receipt["issues"]}, {"REJECTED"})
        good = bundle_of(shared(395), shared(396), kind="transaction")
        self.assertEqual(self.receipt(good, **{"Idempotency-Key": "meaning-1"})["counts"]["accepted"], 2)
