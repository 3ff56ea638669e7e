"""The interface for FHIR clients: capabilities, maps, code systems, translation, and OperationOutcome for every error.
Each resource is validated against the JSON schema of FHIR R4."""

import json
from urllib.parse import urlencode

from support.fhir_schema import faults_of
from support.gateway_case import GatewayCase

ISOLA = "isola-bergamasca.intervention"


class Fhir(GatewayCase):
    def fhir(self, path, status=200, client=None, **headers):
        """A resource that FHIR R4 allows."""
        return self.resource((client or self.ats).get(f"/fhir/{path}", **headers), status)

    def resource(self, answer, status=200):
        self.assertEqual(answer.status, status, answer.body[:2000])
        self.assertEqual(answer.header("content-type"), "application/fhir+json")
        resource = answer.json()
        self.assertEqual(faults_of(resource), [])
        return resource

    def outcome(self, answer, status, code):
        resource = self.resource(answer, status)
        self.assertEqual(resource["resourceType"], "OperationOutcome")
        self.assertEqual(resource["issue"][0]["details"]["coding"][0]["code"], code)
        return resource["issue"]

    def system(self, name):
        return f"https://localhost:{self.installation.port}/fhir/CodeSystem/{name}"

    def translate(self, **parameters):
        return self.answer(self.fhir("ConceptMap/$translate?" + urlencode(parameters)))

    def answer(self, resource):
        """result, message and matches of a translation."""
        self.assertEqual(resource["resourceType"], "Parameters")
        found = {"match": []}
        for parameter in resource["parameter"]:
            if parameter["name"] == "match":
                found["match"].append({part["name"]: next(part[key] for key in part if key != "name")
                                       for part in parameter["part"]})
            else:
                found[parameter["name"]] = next(parameter[key] for key in parameter if key != "name")
        return found

    def test_the_schema_refuses_invalid_fhir(self):
        good = self.fhir(f"ConceptMap/{ISOLA}")
        for change in (lambda m: m.update(status="running"), lambda m: m.update(rows=[]), lambda m: m.update(title=""),
                       lambda m: m["group"][0]["element"][0]["target"][0].update(equivalence="same"),
                       lambda m: m["group"][0].update(source=7)):
            bad = json.loads(json.dumps(good))
            change(bad)
            self.assertNotEqual(faults_of(bad), [])

    def test_metadata_lists_the_capabilities(self):
        statement = self.fhir("metadata")
        self.assertEqual((statement["resourceType"], statement["fhirVersion"]), ("CapabilityStatement", "4.0.1"))
        operations = {(each["type"], operation["name"]) for each in statement["rest"][0]["resource"]
                      for operation in each["operation"]}
        self.assertEqual(operations, {("ConceptMap", "translate"), ("CodeSystem", "lookup"),
                                      ("CodeSystem", "validate-code"), ("ValueSet", "expand")})
        terminology = self.fhir("metadata?mode=terminology")
        self.assertEqual(terminology["resourceType"], "TerminologyCapabilities")
        uris = [each["uri"] for each in terminology["codeSystem"]]
        self.assertIn(self.system("area"), uris)
        self.assertIn(self.system(ISOLA), uris)

    def test_every_map_and_code_system_is_valid_and_found_by_its_url(self):
        for kind in ("ConceptMap", "CodeSystem"):
            bundle = self.fhir(kind)
            self.assertGreater(bundle["total"], 40)
            for entry in bundle["entry"]:
                with self.subTest(entry["fullUrl"]):
                    whole = self.resource(self.ats.get(entry["fullUrl"]))
                    self.assertEqual((whole["url"], whole["id"]), (entry["fullUrl"], entry["resource"]["id"]))
                    found = self.fhir(f"{kind}?" + urlencode({"url": entry["fullUrl"]}))
                    self.assertEqual(found["total"], 1)
        self.assertEqual(self.fhir("ConceptMap?url=urn:none")["total"], 0)
        both = self.fhir("ConceptMap?" + urlencode({"source-system": self.system(ISOLA),
                                                    "target-system": self.system("intervention")}))
        self.assertEqual([entry["resource"]["id"] for entry in both["entry"]], [ISOLA])

    def test_extensions_are_described_at_their_url(self):
        text = json.dumps(self.fhir(f"ConceptMap/{ISOLA}"))
        for name in ("mapping-row-status", "mapping-row-validity"):
            self.assertIn(f"/fhir/StructureDefinition/{name}", text)
            self.assertEqual(self.fhir(f"StructureDefinition/{name}")["id"], name)
        self.outcome(self.ats.get("/fhir/StructureDefinition/none"), 404, "not-found")

    def test_translate_accepts_the_names_of_r4_and_r5(self):
        code = {"system": self.system(ISOLA), "code": "ANZ|SAD"}
        for parameters in (code, {**code, "targetsystem": self.system("intervention")},
                           {"sourceSystem": code["system"], "sourceCode": code["code"]},
                           {"system": code["system"], "sourceCode": code["code"],
                            "targetSystem": self.system("intervention")},
                           {"url": f"https://localhost/fhir/ConceptMap/{ISOLA}", "code": code["code"]}):
            with self.subTest(parameters):
                found = self.translate(**parameters)
                self.assertIs(found["result"], True)
                match = found["match"][0]
                self.assertEqual((match["equivalence"], match["relationship"]), ("equivalent", "equivalent"))
                self.assertEqual(match["concept"], {"system": self.system("intervention"),
                                                    "code": "anziani.assistenza-domiciliare",
                                                    "display": "Assistenza domiciliare"})
                self.assertTrue(match["source"].endswith(f"/fhir/ConceptMap/{ISOLA}"))

    def test_translate_accepts_posted_parameters(self):
        coding = {"system": self.system(ISOLA), "code": "ANZ|SAD"}
        for parameter in ({"name": "coding", "valueCoding": coding}, {"name": "sourceCoding", "valueCoding": coding},
                          {"name": "codeableConcept", "valueCodeableConcept": {"coding": [coding]}}):
            body = json.dumps({"resourceType": "Parameters", "parameter": [parameter]})
            for path in ("$translate", "%24translate", f"{ISOLA}/$translate"):
                answer = self.ats.post(f"/fhir/ConceptMap/{path}", body, "application/fhir+json; charset=utf-8")
                self.assertIs(self.answer(self.resource(answer))["result"], True)

    def test_translate_selects_the_row_by_date(self):
        code = {"system": self.system(ISOLA), "code": "ANZ|TEL"}
        self.assertEqual(self.translate(**code, date="2009-05-01")["match"][0]["concept"]["code"],
                         "anziani.sportello-sociale")
        self.assertEqual(self.translate(**code, date="2011-01-01")["match"][0]["concept"]["code"],
                         "anziani.telesoccorso-e-teleassistenza")
        without = self.translate(**code)
        self.assertIs(without["result"], False)
        self.assertIn("`date`", without["message"])

    def test_an_unmapped_code_is_an_answer_not_an_error(self):
        for code in ("ANZ|NULLA", "MIN|VAR", "ANZ|TEST", "\u00e0 \u20ac"):
            found = self.translate(system=self.system(ISOLA), code=code)
            self.assertIs(found["result"], False, code)
            self.assertTrue(found["message"])
        self.assertIs(self.translate(system="http://loinc.org", code="1-8")["result"], False)

    def test_translate_supports_reverse(self):
        found = self.translate(system=self.system("sex"), code="M", reverse="true",
                               targetsystem=self.system("isola-bergamasca.sex"))
        self.assertEqual({match["concept"]["code"] for match in found["match"]}, {"M", "1"})
        for names in ({"targetCode": "M", "system": self.system("sex"), "targetSystem": self.system("isola-bergamasca.sex")},
                      {"targetCode": "M", "targetSystem": self.system("sex"),
                       "sourceScope": self.system("isola-bergamasca.sex")}):
            self.assertEqual(self.translate(**names), found)

    def test_codes_are_looked_up_and_validated(self):
        query = urlencode({"system": self.system("intervention"), "code": "anziani.rsa"})
        shown = {each["name"]: each for each in self.fhir(f"CodeSystem/$lookup?{query}")["parameter"]}
        self.assertEqual(shown["display"]["valueString"], "RSA")
        for code, valid in (("anziani.rsa", True), ("anziani.none", False)):
            query = urlencode({"url": self.system("intervention"), "code": code})
            self.assertIs(self.fhir(f"CodeSystem/$validate-code?{query}")["parameter"][0]["valueBoolean"], valid)
        self.outcome(self.ats.get("/fhir/CodeSystem/$lookup?code=x"), 400, "bad-request")
        self.outcome(self.ats.get("/fhir/CodeSystem/$validate-code?code=x&system=y&date=z"), 400, "bad-request")
        self.outcome(self.ats.get(f"/fhir/CodeSystem/$lookup?{query}"), 404, "not-found")

    def test_a_search_supports_or_refuses_each_parameter(self):
        every = self.fhir("ConceptMap")
        self.assertEqual(every["total"], len(every["entry"]))
        page = self.fhir("ConceptMap?_count=3")
        self.assertEqual((page["total"], len(page["entry"])), (every["total"], 3))
        seen, address = [], "/fhir/ConceptMap?_count=20"
        while address:
            page = self.resource(self.ats.get(address))
            seen += [entry["fullUrl"] for entry in page["entry"]]
            following = [link["url"] for link in page["link"] if link["relation"] == "next"]
            address = following[0][following[0].index("/fhir/"):] if following else None
        self.assertEqual(seen, [entry["fullUrl"] for entry in every["entry"]])
        self.assertEqual(self.fhir("ConceptMap?_count=0")["total"], every["total"])
        named = self.fhir("ConceptMap?name=isolabergamascaint")
        self.assertEqual([entry["resource"]["id"] for entry in named["entry"]], [ISOLA])
        self.assertEqual(self.fhir("ConceptMap?name=none")["total"], 0)
        self.assertEqual(self.fhir(f"ConceptMap?_id={ISOLA}")["total"], 1)
        self.assertEqual(self.fhir("CodeSystem?status=draft")["total"], 0)
        for query in ("publisher=x", "_sort=name", "_count=x", "_count=-1"):
            self.outcome(self.ats.get(f"/fhir/ConceptMap?{query}"), 400, "bad-request")

    def test_a_wrong_display_or_version_is_not_valid(self):
        base = {"url": self.system("intervention"), "code": "anziani.assistenza-domiciliare"}
        for more, valid in (({"display": "Assistenza domiciliare"}, True), ({"display": "Trasporto"}, False),
                            ({"version": "7"}, False), ({"date": "2017-01-01"}, True)):
            answer = self.answer(self.fhir("CodeSystem/$validate-code?" + urlencode({**base, **more})))
            self.assertIs(answer["result"], valid, more)
            self.assertEqual(answer["display"], "Assistenza domiciliare")
        english = self.answer(self.fhir("CodeSystem/$validate-code?" + urlencode({**base, "displayLanguage": "en"})))
        self.assertNotEqual(english["display"], "Assistenza domiciliare")
        body = json.dumps({"resourceType": "Parameters", "parameter": [
            {"name": "coding", "valueCoding": {"system": base["url"], "code": base["code"], "display": "Trasporto"}}]})
        posted = self.ats.post("/fhir/CodeSystem/$validate-code", body, "application/fhir+json")
        self.assertIs(self.answer(self.resource(posted))["result"], False)
        body = body.replace('"coding"', '"codign"', 1)
        self.outcome(self.ats.post("/fhir/CodeSystem/$validate-code", body, "application/fhir+json"), 400, "bad-request")

    def test_a_shared_system_is_expanded(self):
        whole = self.fhir("ValueSet/area/$expand")["expansion"]
        self.assertEqual(whole["total"], len(whole["contains"]))
        url = {"url": self.system("intervention")}
        found = self.fhir("ValueSet/$expand?" + urlencode({**url, "filter": "pasti"}))["expansion"]["contains"]
        self.assertIn("anziani.servizio-pasti-a-domicilio", [each["code"] for each in found])
        page = self.fhir("ValueSet/$expand?" + urlencode({**url, "count": 2, "offset": 1}))["expansion"]
        self.assertEqual((len(page["contains"]), page["total"], page["offset"]), (2, 56, 1))
        self.outcome(self.ats.get("/fhir/ValueSet/none/$expand"), 404, "not-found")
        self.outcome(self.ats.get("/fhir/ValueSet/$expand"), 400, "bad-request")

    def test_every_error_is_an_operation_outcome(self):
        self.outcome(self.nobody.get("/fhir/metadata"), 401, "certificate-required")
        for path in ("ConceptMap/none.none", "ConceptMap/none", "CodeSystem/none", "Patient/1", "ConceptMap/a/b/c"):
            self.outcome(self.ats.get(f"/fhir/{path}"), 404, "not-found")
        self.outcome(self.ats.get("/fhir/ConceptMap/$translate?code=A&url=https://x/fhir/ConceptMap/a.b"), 404, "not-found")
        self.outcome(self.ats.request("DELETE", f"/fhir/ConceptMap/{ISOLA}"), 405, "method-not-allowed")
        for base in ("/fhir", "/fhir/"):
            self.outcome(self.ats.get(base), 405, "method-not-allowed")
        self.outcome(self.ats.get("/fhir/metadata", Accept="application/fhir+xml"), 406, "not-acceptable")
        self.outcome(self.ats.get("/fhir/metadata?_format=xml"), 406, "not-acceptable")
        self.outcome(self.ats.get("/fhir/metadata?a=%ff"), 400, "bad-request")
        post = "/fhir/ConceptMap/$translate"
        self.outcome(self.ats.post(post, b"code=A", "application/x-www-form-urlencoded"), 415, "unsupported-media-type")
        self.outcome(self.ats.post(post, b" " * (64 * 1024 + 1), "application/fhir+json"), 413, "body-too-large")
        issues = self.outcome(self.ats.post(post, b'{"resourceType":"Parameters","parameter":[{},7]}',
                                            "application/fhir+json"), 400, "bad-request")
        self.assertEqual(sorted(issue["diagnostics"].split(":")[0] for issue in issues),
                         ["/parameter/0", "/parameter/0", "/parameter/1"])
        for query in ("", "code=A", "code=A&system=x&date=1", "code=A&url=x", "code=A&system=x&dependency=y"):
            self.outcome(self.ats.get(f"/fhir/ConceptMap/$translate?{query}"), 400, "bad-request")

    def test_json_is_returned_for_every_json_media_type(self):
        for accept in ("application/fhir+json", "application/json;q=0.5, text/html", "*/*", "text/html, */*;q=0.1"):
            self.fhir("metadata", Accept=accept)
        for form in ("json", "application/json", "application/fhir%2Bjson", "application/fhir+json"):
            self.fhir(f"metadata?_format={form}", Accept="application/fhir+xml")


class Scheme(GatewayCase):
    def codes(self, path):
        answer = self.ats.get(path)
        self.assertEqual(answer.status, 200, answer.body)
        return answer.json()

    def test_codes_are_listed_in_pages(self):
        seen, cursor = [], ""
        while cursor is not None:
            page = self.codes(f"/v1/scheme/intervention?limit=25&cursor={cursor}")
            seen += [code["code"] for code in page["items"]]
            cursor = page["next"]
        self.assertEqual((len(seen), len(set(seen))), (56, 56))
        self.assertEqual(self.codes("/v1/scheme/area")["items"][1],
                         {"code": "anziani", "label_it": "Anziani", "label_en": "Elderly people", "age_min": 18})
        self.assertEqual(len(self.codes("/v1/scheme/territory?limit=1000")["items"]), 243)

    def test_codes_are_searched_in_italian(self):
        for query, first in (("comunita", "minori.comunita-alloggio"),
                             ("pasto%20domicilio", "anziani.servizio-pasti-a-domicilio"),
                             ("CAG", "minori.centri-di-aggregazione-giovanile"),
                             ("telesocorso", "anziani.telesoccorso-e-teleassistenza")):
            self.assertEqual(self.codes(f"/v1/scheme/intervention?q={query}")["items"][0]["code"], first)
        self.assertEqual(self.codes("/v1/scheme/intervention?q=qqqqq"), {"items": [], "next": None})

    def test_invalid_requests_are_refused(self):
        self.assert_problem(self.ats.get("/v1/scheme/none"), 404, "not-found")
        self.assert_problem(self.ats.get("/v1/scheme/area?cursor=x"), 400, "bad-request")
        self.assert_problem(self.ats.get("/v1/scheme/area?limit=1001"), 400, "bad-request")
        self.assert_problem(self.nobody.get("/v1/scheme/area"), 401, "certificate-required")
