"""Mapping tables as FHIR ConceptMaps, over HTTPS and command line: export, import, and every fault with its place."""

import json

from support.fhir_schema import faults_of
from support.people import fiscal_code
from support.table_case import TableCase

TABLE = "isola-bergamasca/intervention"
FHIR = "application/fhir+json"


class ConceptMap(TableCase):
    def map(self, table=TABLE, query=""):
        """The table as a ConceptMap that FHIR R4 allows, and its ETag."""
        answer = self.get(table, query, Accept=FHIR)
        self.assertEqual(answer.header("content-type"), FHIR)
        self.assertEqual(faults_of(answer.json()), [])
        return answer.json(), answer.header("etag")

    def send(self, table, resource, etag):
        text = resource if isinstance(resource, str) else json.dumps(resource)
        return self.put(self.anna, table, text, etag, FHIR)

    def verb(self, *arguments, code=0):
        done = self.installation.verb("tables", *arguments)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def test_every_shipped_table_round_trips(self):
        tables = self.anna.get("/v1/tables").json()["items"]
        self.assertGreater(len(tables), 40)
        for each in tables:
            table = f"{each['source']}/{each['table']}"
            with self.subTest(table):
                before, _ = self.csv(table)
                resource, etag = self.map(table)
                answer = self.send(table, resource, etag)
                self.assertEqual(answer.status, 200, answer.body)
                self.assertEqual(answer.json()["not_carried"], [])
                self.assertEqual(self.csv(table)[0], before)

    def test_an_edited_map_becomes_the_draft(self):
        table = "treviglio/channel"
        resource, etag = self.map(table)
        self.assertEqual(resource["status"], "active")
        resource["group"][0]["element"].append(
            {"code": "ZZ", "display": "Sportello di quartiere", "target": [
                {"code": "neighbours", "equivalence": "inexact", "comment": "da discutere"}]})
        answer = self.send(table, resource, etag)
        self.assertEqual((answer.status, answer.json()["state"]), (200, "DRAFT"), answer.body)
        self.assertEqual([each["pointer"] for each in answer.json()["not_carried"]],
                         [f"/group/0/element/{len(resource['group'][0]['element']) - 1}/target/0/equivalence"])
        self.assertIn("ZZ,Sportello di quartiere,neighbours,related-to,APPROVED,,,da discutere", self.csv(table)[0])
        self.assertEqual(self.map(table)[0]["status"], "draft")
        self.assertEqual(self.map(table, "?version=1")[0]["status"], "active")
        self.assert_problem(self.send(table, resource, etag), 412, "version-conflict")

    def test_the_format_can_be_requested_by_name_and_has_its_own_etag(self):
        named = self.get("treviglio/sex", "?format=concept-map")
        self.assertEqual(named.json()["resourceType"], "ConceptMap")
        tags = {self.get("treviglio/sex", f"?format={form}").header("etag") for form in ("json", "csv", "concept-map")}
        self.assertEqual(len(tags), 3)
        again = self.anna.get("/v1/tables/treviglio/sex", Accept=FHIR, If_None_Match=named.header("etag"))
        self.assertEqual(again.status, 304)

    def test_a_faulty_map_is_refused_with_all_places(self):
        table = "treviglio/need"
        resource, etag = self.map(table)
        group = resource["group"][0]
        group["target"] = "http://loinc.org"
        group["element"][2]["target"][0]["equivalence"] = "same"
        group["element"][3]["target"][0]["code"] = "no-such-need"
        del group["element"][4]["code"]
        group["element"].append(group["element"][5])
        problem = self.assert_problem(self.send(table, resource, etag), 422, "bad-table")
        places = [fault["at"]["pointer"] for fault in problem["errors"]]
        for place in ("/group/0/target", "/group/0/element/2/target/0/equivalence", "/group/0/element/3/target/0",
                      "/group/0/element/4/code", f"/group/0/element/{len(group['element']) - 1}/target/0"):
            self.assertIn(place, places)
        self.assertIn("/group/0/target: ", problem["detail"])
        self.assertEqual(self.get(table).json()["version"], 1)

    def test_a_map_that_names_a_person_is_refused_with_its_places(self):
        table, named = "treviglio/need", fiscal_code(9)
        resource, etag = self.map(table)
        before = self.csv(table)[0]
        elements = resource["group"][0]["element"]
        elements[0]["display"] = f"caso {named.lower()}"
        elements[1]["target"][0]["comment"] = f"visto {named[:6]} {named[6:]}"
        elements[2]["code"] = named
        answer = self.send(table, resource, etag)
        problem = self.assert_problem(answer, 422, "bad-table")
        self.assertEqual([fault["at"]["pointer"] for fault in problem["errors"]],
                         [f"/group/0/element/{each}/target/0" for each in range(3)])
        for fault, column in zip(problem["errors"], ("source_label", "comment", "source_code"), strict=True):
            self.assertIn(f"{column} contains what looks like an identifier of a person", fault["message"])
        file = self.installation.folder / "named.json"
        file.write_text(json.dumps(resource))
        refused = self.verb("import", table, file, "--format", "concept-map", code=1)
        for said in (answer.body.decode(), refused.stdout, refused.stderr, self.csv(table)[0]):
            self.assertNotIn(named[6:].lower(), said.lower())
        self.assertEqual(self.csv(table)[0], before)

    def test_other_resources_are_refused(self):
        table = "treviglio/sex"
        _, etag = self.map(table)
        for text in ("", "{", "[]", "{}", '{"resourceType":"Bundle"}', '{"resourceType":"ConceptMap","a":' + "[" * 500000):
            self.assert_problem(self.send(table, text, etag), 400, "malformed-document")
        self.assert_problem(self.put(self.anna, table, "<ConceptMap/>", etag, "application/fhir+xml"), 415,
                            "unsupported-media-type")

    def test_the_size_of_a_map_is_limited(self):
        table, most = "treviglio/sex", 64 << 20
        _, etag = self.map(table)
        self.assert_problem(self.send(table, " " * most, etag), 400, "malformed-document")
        self.assert_problem(self.send(table, " " * (most + 1), etag), 413, "body-too-large")

    def test_the_command_line_exports_and_imports(self):
        table = "bergamo/household"
        self.installation.verb("tables", "discard", table)  # a version that another test has opened
        file = self.installation.folder / "map.json"
        self.verb("export", table, "--format", "concept-map", "--out", file)
        resource = json.loads(file.read_text())
        self.assertEqual(faults_of(resource), [])
        self.assertEqual(resource, self.map(table)[0])
        self.assertIn("is what is in force", self.verb("import", table, file, "--format", "concept-map").stdout)
        resource["group"][0]["unmapped"] = {"mode": "fixed", "code": "other"}
        resource["group"][0]["element"].pop()
        file.write_text(json.dumps(resource))
        kept = self.verb("export", table, "--format", "concept-map", "--out", file, code=1)
        self.assertIn("exists with other content and was not changed", kept.stdout + kept.stderr)
        self.assertEqual(json.loads(file.read_text()), resource)
        done = self.verb("import", table, file, "--format", "concept-map")
        self.assertIn("DRAFT", done.stdout)
        self.assertIn("/group/0/unmapped: not kept", done.stderr)
        file.write_text(json.dumps({**resource, "group": [{"source": "urn:x"}]}))
        refused = self.verb("import", table, file, "--format", "concept-map", code=1)
        self.assertIn(f"{file}", refused.stdout)
        self.assertIn("/group/0/source", refused.stdout)
        self.verb("export", table, "--format", "concept-map", "--out", file, "--force")
        self.assertEqual(faults_of(json.loads(file.read_text())), [])
        self.verb("export", table, "--format", "concept-map", "--to-mappings", code=1)
        self.verb("export", table, "--format", "xml", "--out", file, code=2)
