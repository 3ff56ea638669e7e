"""Rates need inhabitants: with them they are persons per 1,000 of the same people, without them a fault."""

import csv
import json

from support.gateway_case import GatewayCase
from support.people import case_file, document

CASES = 12
INHABITANTS = 1000
EXTRACT = """\
id: prevalence-by-ambito
title_it: Persone in carico ogni 1.000 abitanti
title_en: Persons in care per 1,000 inhabitants
measure: prevalence
by: [{territory: ambito}]
when: active-during
"""


class Rates(GatewayCase):
    @classmethod
    def prepare(cls):
        mappings = cls.installation.folder / "mappings"
        with open(mappings / "scheme/territory.csv", encoding="utf-8", newline="") as file:
            cls.comuni = [(row["istat_code"], row["ambito"]) for row in csv.DictReader(file) if not row["successor"]]
        (mappings / "extracts/prevalence-by-ambito.yaml").write_text(EXTRACT)
        cls.population = mappings / "scheme/population.csv"
        cls.check_without = cls.installation.verb("check")
        rows = [f"{istat},2017,F,77,{INHABITANTS}" for istat, _ in cls.comuni]
        cls.population.write_text("istat_code,year,sex,age,inhabitants\n" + "\n".join(rows) + "\n")
        cls.check_with = cls.installation.verb("check")
        body = cls.installation.folder / "cases.json"
        body.write_bytes(document(*(case_file(number) for number in range(CASES))))
        cls.installation.verb("import", "--source", "isola-bergamasca", body)

    def release(self, period):
        done = self.installation.verb("release", "create", "--period", period, "--json")
        return done.returncode, json.loads(done.stdout)

    def test_a_rate_without_population_is_a_fault(self):
        self.assertEqual(self.check_without.returncode, 1)
        told = self.check_without.stdout + self.check_without.stderr
        self.assertIn("population.csv", told)
        self.assertIn("prevalence-by-ambito", told)
        self.assertEqual(self.check_with.returncode, 0, self.check_with.stdout + self.check_with.stderr)

    def test_rates_divide_persons_by_inhabitants(self):
        code, release = self.release("2017")
        self.assertEqual(code, 0, release)
        table = f"/v1/releases/{release['id']}/tables/prevalence-by-ambito"
        cube = self.ats.get(table).json()
        index = cube["dimension"]["territory"]["category"]["index"]
        people = INHABITANTS * sum(1 for _, ambito in self.comuni if ambito == "isola-bergamasca")
        self.assertAlmostEqual(cube["value"][index["isola-bergamasca"]], CASES * 1000 / people, places=6)
        self.assertIsNone(cube["value"][index["_U"]])
        self.assertEqual(self.installation.verb("release", "verify", release["id"]).returncode, 0)

    def test_a_year_without_population_is_refused(self):
        code, release = self.release("2016")
        self.assertEqual((code, release["state"]), (1, "REFUSED"))
        self.assertIn("no figures of 2016", release["reason"])
