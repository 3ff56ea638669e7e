"""Releases over years in which the files change: a table is added, ages are regrouped, Comuni merge, names are odd; and
what happens if a ledger row is deleted or the program is killed."""

import csv
import io
import json
import sqlite3
import zipfile
from xml.etree import ElementTree

from support.gateway_case import GatewayCase
from support.people import case_file, document

CASES = 12
OLD, HEIR = "016009", "016170"  # Ambivere is merged into Ponte San Pietro
ODD_NAME = "=cmd|' /C calc'!A0 <script>alert(\"x\")</script> & C., \"uno\""
NEW_TABLE = """\
id: persons-by-sex
title_it: Persone con interventi <attivi> per sesso
title_en: Persons by sex
measure: persons
by: [sex]
when: active-during
"""


def cell(text):
    return '"' + text.replace('"', '""') + '"'


class Years(GatewayCase):
    @classmethod
    def prepare(cls):
        cls.mappings = cls.installation.folder / "mappings"
        cls.show_comuni_alone()
        cls.rewrite("scheme/territory.csv", lambda text: text.replace(f"Ambivere,{OLD}", f"{cell(ODD_NAME)},{OLD}"))
        cls.send(range(CASES), "2017-03-02")
        cls.first = cls.released("2017")
        # The year after: the Comune is merged, a table is added, ages are regrouped, another table is dropped.
        cls.rewrite("scheme/territory.csv", lambda text: text.replace(
            f"{OLD},A259,isola-bergamasca,Bergamo Ovest,,", f"{OLD},A259,,,2018-06-30,{HEIR}"))
        cls.rewrite("scheme/comune-groups.csv", lambda text: "".join(
            line for line in text.splitlines(True) if f",{OLD}" not in line))
        cls.rewrite("scheme/population.csv", lambda text: "".join(
            line for line in text.splitlines(True) if not line.startswith(OLD) or f"{OLD},2018" in line))
        cls.rewrite("extracts/persons-by-ambito-sex-age.yaml", lambda text: text.replace("40-64, 65-74,", "40-74,"))
        (cls.mappings / "extracts/persons-by-sex.yaml").write_text(NEW_TABLE)
        (cls.mappings / "extracts/interventions-by-management.yaml").unlink()
        cls.checked = cls.installation.verb("check")
        cls.send(range(CASES, 2 * CASES), "2018-03-02", HEIR)
        cls.second = cls.released("2018")

    @classmethod
    def rewrite(cls, name, change):
        file = cls.mappings / name
        text = file.read_text()
        changed = change(text)
        assert changed != text, name
        file.write_text(changed)

    @classmethod
    def send(cls, numbers, opened, comune=OLD):
        file = cls.installation.folder / "cases.json"
        service = [{"id": "1", "area": "ANZ", "codice": "SAD", "dal": opened}]
        file.write_bytes(document(*(case_file(number, apertura=opened, comune=comune, interventi=service)
                                    for number in numbers)))
        done = cls.installation.verb("import", "--source", "isola-bergamasca", file)
        assert done.returncode == 0, done.stdout + done.stderr

    @classmethod
    def released(cls, period):
        done = cls.installation.verb("release", "create", "--period", period, "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)["id"]

    def setUp(self):
        for release in (self.first, self.second):
            self.administrator.post_json(f"/v1/releases/{release}/publish", {})

    def test_files_of_the_second_year_are_sound(self):
        self.assertEqual(self.checked.returncode, 0, self.checked.stdout + self.checked.stderr)

    def test_every_release_still_holds(self):
        for release in (self.first, self.second):
            done = self.installation.verb("release", "verify", release)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_a_merged_comune_stays_in_its_years_of_a_series(self):
        rows = list(csv.DictReader(io.StringIO(
            self.nobody.get("/open/series/persons-by-comune-area?format=csv").body.decode())))
        found = {row["period"]: (row["value"], row["status"]) for row in rows
                 if row["territory"] == OLD and row["area"] == "_T"}
        self.assertEqual(found["2017"][0], str(CASES))
        self.assertEqual(found["2018"], ("", "m"))

    def test_regrouped_ages_and_new_tables_are_told(self):
        cube = self.nobody.get("/open/series/persons-by-ambito-sex-age").json()
        index = cube["dimension"]["age"]["category"]["index"]
        self.assertLessEqual({"65-74", "40-74"}, set(index))
        report = self.nobody.get(f"/open/releases/{self.second}/report?before={self.first}").body.decode()
        self.assertIn("Persone con interventi &lt;attivi&gt; per sesso: nuova, o cambiata di forma", report)
        self.assertIn("Interventi attivi per forma di gestione: non c’è più", report)
        ElementTree.fromstring(report.split("\n", 1)[1])

    def test_a_table_or_a_year_that_was_never_released_is_named(self):
        missing = self.assert_problem(self.nobody.get("/open/series/persons-by-sex?to=2017"), 404, "not-found")
        self.assertIn("Released: 2018", missing["detail"])
        unknown = self.nobody.get(f"/open/releases/{self.first}/tables/persons-by-sex")
        self.assert_problem(unknown, 404, "not-found")
        self.assert_problem(self.nobody.get("/open/series/persons-by-sex?from=2031"), 404, "not-found")
        done = self.installation.verb("release", "create", "--period", "2031")
        self.assertEqual(done.returncode, 1)
        self.assertIn("release it after that day", done.stderr)

    def test_an_odd_name_of_a_comune_harms_no_reader(self):
        table = f"/open/releases/{self.first}/tables/persons-by-comune-area"
        for form in ("csv", "sdmx-csv&labels=name", "sdmx-csv&labels=both"):
            text = self.nobody.get(f"{table}?format={form}").body.decode()
            cells = [each for row in csv.reader(io.StringIO(text)) for each in row if "calc" in each]
            self.assertTrue(cells, form)
            self.assertEqual([each for each in cells if each[0] in "=+-@"], [], form)
        label = self.nobody.get(table).json()["dimension"]["territory"]["category"]["label"][OLD]
        self.assertEqual(label, ODD_NAME)
        for address in (f"/open/releases/{self.first}/report", "/open"):
            page = self.nobody.get(address, Accept="text/html").body.decode()
            self.assertNotIn("<script", page)
            ElementTree.fromstring(page.split("\n", 1)[1]) if "report" in address else None
        with zipfile.ZipFile(io.BytesIO(self.nobody.get(f"{table}?format=xlsx").body)) as book:
            sheets = [book.read(name).decode() for name in book.namelist() if "worksheets/sheet" in name]
            self.assertTrue(all("<f>" not in sheet for sheet in sheets))
            self.assertIn("&lt;script&gt;", book.read("xl/sharedStrings.xml").decode())
        folder = self.installation.folder / "exported"
        self.installation.verb("release", "export", self.first, "--format", "csv", "--out", folder)
        self.assertIn("'=cmd", (folder / "persons-by-comune-area.csv").read_text())


class Damaged(GatewayCase):
    """A ledger from which somebody deleted."""

    @classmethod
    def prepare(cls):
        file = cls.installation.folder / "cases.json"
        file.write_bytes(document(*(case_file(number) for number in range(CASES))))
        cls.installation.verb("import", "--source", "isola-bergamasca", file)
        made = cls.installation.verb("release", "create", "--period", "2017", "--json")
        cls.release = json.loads(made.stdout)["id"]

    def edit(self, *statements):
        with sqlite3.connect(self.installation.folder / "store/raccordo.db") as store:
            for statement in statements:
                store.execute(statement)
        store.close()

    def test_a_deleted_ledger_row_stops_further_releases_and_is_named(self):
        self.edit("DROP TRIGGER ledger_keeps_rows", "DROP TRIGGER ledger_grows_in_order",
                  "CREATE TABLE kept AS SELECT * FROM ledger", "DELETE FROM ledger")
        done = self.installation.verb("release", "create", "--period", "2018")
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"The ledger of releases is broken at release {self.release}", done.stdout)
        verified = self.installation.verb("release", "verify", self.release)
        self.assertEqual(verified.returncode, 1)
        self.assertIn("The ledger has no row for the release", verified.stdout)
        self.edit("INSERT INTO ledger SELECT * FROM kept", "DROP TABLE kept")
        self.assertEqual(self.installation.verb("release", "create", "--period", "2018").returncode, 0)
