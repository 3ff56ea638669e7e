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
        cls.population.unlink()
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

    def test_a_period_without_population_has_no_rates_and_says_so(self):
        code, release = self.release("2015")
        self.assertEqual((code, release["state"]), (0, "DONE"))
        self.assertIn("cases-by-ambito", [table["id"] for table in release["tables"]])
        self.assertNotIn("prevalence-by-ambito", [table["id"] for table in release["tables"]])
        left_out = {each["id"]: each["reason"] for each in release["left_out"]}
        self.assertEqual(left_out["prevalence-by-ambito"], "population.csv has no figures of 2016 or 2015")
        self.assertIn("has no figures of 2016", self.installation.verb("release", "show", release["id"]).stdout)
        missing = self.ats.get(f"/v1/releases/{release['id']}/tables/prevalence-by-ambito")
        self.assert_problem(missing, 404, "not-found")
        self.assertEqual(self.installation.verb("release", "verify", release["id"]).returncode, 0)


class ShippedRates(GatewayCase):
    """The shipped population and tables: the only rate that the plan publishes on case files."""

    MINORS = 341

    @classmethod
    def prepare(cls):
        body = cls.installation.folder / "cases.json"
        minors = [{"id": "1", "area": "MIN", "codice": "CAG", "dal": "2017-03-06"}]
        records = [case_file(number, comune="016018", interventi=minors) for number in range(cls.MINORS)]
        body.write_bytes(document(*records))
        cls.imported = cls.installation.verb("import", "--source", "isola-bergamasca", body)
        made = cls.installation.verb("release", "create", "--period", "2017", "--json")
        cls.release = json.loads(made.stdout)

    def cube(self, table):
        answer = self.ats.get(f"/v1/releases/{self.release['id']}/tables/{table}")
        self.assertEqual(answer.status, 200, answer.body)
        return answer.json()

    def value(self, table, *codes):
        cube = self.cube(table)
        place = 0
        for name, size in zip(cube["id"], cube["size"]):
            code = codes[cube["id"].index(name)] if cube["id"].index(name) < len(codes) else None
            place = place * size + (cube["dimension"][name]["category"]["index"][code] if code else 0)
        return cube["value"][place]

    def test_minors_of_the_ambito_are_4_39_per_1000(self):
        self.assertEqual(self.imported.returncode, 0, self.imported.stderr)
        rate = self.value("prevalence-by-ambito", "seriate", "minori")
        self.assertAlmostEqual(rate, 341 * 1000 / 77716, places=6)
        self.assertEqual(round(rate, 2), 4.39)
        self.assertIn("1.000 abitanti; abitanti al 1° gennaio 2018)", self.cube("prevalence-by-ambito")["label"])

    def test_a_rate_shows_no_more_than_the_count_of_its_persons(self):
        rates, persons = self.cube("prevalence-by-ambito"), self.cube("persons-by-ambito-area")
        for place, value in enumerate(persons["value"]):
            self.assertTrue(value is not None or rates["value"][place] is None, place)

    def test_what_can_hardly_be_meant_is_a_warning(self):
        population = self.installation.folder / "mappings/scheme/population.csv"
        whole = population.read_text()
        rows = whole.splitlines(True)
        empty = next(number for number, row in enumerate(rows) if row.startswith("016018,2018,"))
        for told, text in (
                (f"warning: {population}:{empty + 1}: the Comune 016018 has 0 inhabitants on 1 January 2018",
                 "".join([*rows[:empty], "016018,2018,_T,_T,0\n", *rows[empty + 1:]])),
                ("the year 2098 has not begun", whole.replace(",2018,", ",2098,"))):
            population.write_text(text)
            done = self.installation.verb("check")
            self.assertEqual(done.returncode, 0, done.stdout)
            self.assertEqual(done.stdout.count(told), 1, done.stdout)
        population.write_text("\ufeff" + whole.replace(",", ";").replace("\n", "\r\n"))
        self.assertEqual(self.installation.verb("check").returncode, 0)
        population.write_text(whole)

    def test_what_is_no_file_is_named(self):
        population = self.installation.folder / "mappings/scheme/population.csv"
        whole = population.read_text()
        population.unlink()
        population.mkdir()
        self.assertIn("population.csv: this is a folder", self.installation.verb("check").stdout)
        population.rmdir()
        population.symlink_to("nothing")
        self.assertIn("population.csv: this is a link to a file that does not exist",
                      self.installation.verb("check").stdout)
        population.unlink()
        population.write_text(whole)
        self.assertEqual(self.installation.verb("check").returncode, 0)

    def test_holes_in_the_population_are_faults(self):
        population = self.installation.folder / "mappings/scheme/population.csv"
        whole = population.read_text()
        for told, text in (
                ("no figures of 2019 for 1 Comune: 016018, but the extracts incidence-by-ambito, "
                 "prevalence-by-ambito, prevalence-by-group ask for a rate",
                 "".join(line for line in whole.splitlines(True) if not line.startswith("016018,2019,"))),
                ("population.csv:6: inhabitants must be a whole number",
                 whole.replace("016002,2018,_T,_T,", "016002,2018,_T,_T,-")),
                ("the columns are separated by tabs", whole.replace(",", "\t")),
                ("year must be a whole number", whole.replace("016018,2019,", "016018,19,")),
                ("is not in territory.csv", whole + "999999,2019,_T,_T,5\n"),
                ("are counted in line", whole + "016018,2019,_T,_T,5\n"),
                ("rows by sex sum to 5", whole + "016018,2019,F,_T,5\n")):
            population.write_text(text)
            done = self.installation.verb("check")
            self.assertEqual(done.returncode, 1, told)
            self.assertIn(told, done.stdout + done.stderr)
            self.assertEqual((done.stdout + done.stderr).count(told), 1, done.stdout)
        population.write_text(whole)
        self.assertEqual(self.installation.verb("check").returncode, 0)
