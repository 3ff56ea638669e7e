"""A person in two Comuni and two systems is one person and two cases; one case has the same facts in every format."""

import csv
import json

from support.gateway_case import GatewayCase
from support.people import case_file, document
from support.treviglio import treviglio_document

PERSONS, BOTH = 60, 40
SYSTEMS = {"health-portal": ".xml", "isola-bergamasca": ".json", "bergamo": ".csv", "treviglio": ".csv"}
SAME_RECORDS = 1000


class Persons(GatewayCase):
    def send(self, source, body, media_type):
        answer = self.installation.client(source).post(f"/v1/sources/{source}/submissions", body, media_type)
        self.assertEqual((answer.status, answer.json()["issues"]), (201, []), answer.body)
        return answer.json()["counts"]

    def test_a_person_in_two_comuni_and_two_systems_is_one_person_and_two_cases(self):
        isola = self.send("isola-bergamasca", document(*(case_file(number) for number in range(PERSONS))),
                          "application/json")
        treviglio = self.send("treviglio", treviglio_document(*range(BOTH)), "text/csv")
        self.assertEqual((isola["accepted"], treviglio["accepted"]), (PERSONS, BOTH))
        ordered = self.administrator.post_json("/v1/releases", {"period": "2017"})
        location = ordered.header("location")
        done = self.wait_for(self.administrator, location, lambda answer: answer.json()["state"] != "RUNNING")
        self.assertEqual(done.json()["state"], "DONE", done.body)
        cases = self.column(location, "cases-by-ambito", "territory")
        self.assertEqual((cases["_T"], cases["isola-bergamasca"], cases["treviglio"]),
                         (str(PERSONS + BOTH), str(PERSONS), str(BOTH)))
        persons = self.column(location, "persons-by-area", "area")
        self.assertEqual((persons["_T"], persons["anziani"]), (str(PERSONS), str(PERSONS)))

    def column(self, location, table, dimension):
        text = self.ats.get(f"{location}/tables/{table}?format=csv").body.decode("utf-8-sig")
        return {row[dimension]: row["value"] for row in csv.DictReader(text.splitlines())}

    def test_the_same_records_in_xml_json_and_csv_give_the_same_facts(self):
        folder = self.installation.folder / "equal"
        made = self.installation.verb("--out", folder, "--set", "equal", "--cases", SAME_RECORDS,
                                      program="raccordo-synth")
        self.assertEqual(made.returncode, 0, made.stderr)
        decoded = {source: self.decoded(source, folder / f"{source}{ending}") for source, ending in SYSTEMS.items()}
        first = decoded.pop("health-portal")
        self.assertEqual(len(first), SAME_RECORDS)
        for source, records in decoded.items():
            for one, other in zip(first, records, strict=True):
                self.assertEqual(one, other, source)

    def decoded(self, source, path):
        """The shared records of a document without the members that must differ."""
        done = self.installation.verb("decode", "--source", source, path)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stderr[:2000])
        records = [json.loads(line) for line in done.stdout.splitlines()]
        for record in records:
            self.assertEqual(record.pop("source"), source)
            self.assertTrue(record.pop("record_id"))
        return records
