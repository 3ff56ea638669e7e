"""What is published is found and read by everyone: index, tables, structures, workbooks, series."""

import csv
import io
import re
import zipfile
from xml.etree import ElementTree

from support.open_case import MONTHS, TABLE, OpenCase

SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class OpenData(OpenCase):
    # -- the index
    def test_the_index_lists_published_releases_in_two_languages(self):
        page = self.nobody.get("/open", Accept="text/html,*/*;q=0.8")
        self.assertEqual((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"))
        text = page.body.decode()
        self.assertIn('lang="it"', text)
        self.assertIn("Dati aperti sui servizi sociali", text)
        self.assertIn("dati@esempio.it", text)
        self.assertIn(self.ids["2017"], text)
        self.assertNotIn(self.ids["2015"], text)
        for query, headers in (("?lang=en", {}), ("", {"Accept_Language": "en-GB,it;q=0.5"})):
            self.assertIn("Open data on social services", self.nobody.get("/open" + query, **headers).body.decode())
        for address in set(re.findall(r'href="(/[^"]*)"', text)):
            self.assertEqual(self.nobody.get(address.replace("&amp;", "&")).status, 200, address)

    def test_the_index_as_a_collection_leads_to_every_table(self):
        index = self.nobody.get("/open", Accept="application/json").json()
        self.assertEqual(index["class"], "collection")
        seen = 0
        for item in index["link"]["item"]:
            for table in self.nobody.get(item["href"]).json()["link"]["item"]:
                self.assertEqual(table["class"], "dataset")
                seen += 1
        tables = {period: len(self.ats.get(f"/v1/releases/{self.ids[period]}").json()["tables"]) for period in self.ids}
        self.assertEqual(seen, tables["2016"] + 2 * tables["2017"])  # 2016 has no rates; the series have them
        cube = self.nobody.get(self.nobody.get("/open/series").json()["link"]["item"][0]["href"]).json()
        self.assertEqual(cube["class"], "dataset")

    def test_wrong_accept_and_wrong_language_are_refused(self):
        self.assert_problem(self.nobody.get("/open", Accept="image/png"), 406, "not-acceptable")
        self.assert_problem(self.nobody.get("/open?lang=de"), 400, "bad-request")
        self.assert_problem(self.nobody.get("/catalog", Accept="text/csv"), 406, "not-acceptable")
        self.assert_problem(self.table("?format=ods"), 406, "not-acceptable")
        self.assert_problem(self.table("?format=csv&labels=both"), 400, "bad-request")
        self.assert_problem(self.table("?format=sdmx-csv&labels=all"), 400, "bad-request")

    # -- one table
    def test_a_table_says_when_whose_and_where(self):
        cube = self.table().json()
        self.assertEqual(cube["source"], "Ambito di Esempio")
        self.assertTrue(cube["href"].endswith(f"/open/releases/{self.ids['2017']}/tables/{TABLE}"))
        self.assertEqual(cube["updated"],
                         self.ats.get(f"/v1/releases/{self.ids['2017']}").json()["created_at"])
        self.assertEqual((cube["role"]["time"], cube["role"]["metric"]), (["period"], ["measure"]))
        self.assertEqual(cube["dimension"]["measure"]["category"]["unit"]["cases"],
                         {"decimals": 0, "label": "cartelle"})
        for links in cube["link"].values():
            for link in links:
                answer = self.nobody.get(link["href"])
                self.assertEqual((answer.status, answer.header("content-type")), (200, link["type"]))

    def test_csv_and_sdmx_name_the_period_and_the_month(self):
        rows = list(csv.DictReader(io.StringIO(self.table("?format=csv").body.decode())))
        self.assertEqual({row["period"] for row in rows}, {"2017"})
        sdmx = list(csv.DictReader(io.StringIO(self.table("?format=sdmx-csv", table=MONTHS).body.decode())))
        for row in sdmx:
            self.assertEqual(row["TIME_PERIOD"], row["MONTH"] if row["MONTH"][0] == "2" else "2017")
        keys = [tuple(value for name, value in row.items() if not name.startswith(("OBS", "CONF"))) for row in sdmx]
        self.assertEqual(len(keys), len(set(keys)))
        both = self.table(Accept="application/vnd.sdmx.data+csv;labels=both").body.decode()
        self.assertIn("TERRITORY: Territorio", both.splitlines()[0])

    def test_the_structure_describes_the_columns_and_codes_of_the_sdmx_csv(self):
        for address in (f"/open/releases/{self.ids['2017']}/tables/{MONTHS}", f"/open/series/{MONTHS}"):
            data = self.nobody.get(address + "/structure").json()["data"]
            rows = list(csv.DictReader(io.StringIO(self.nobody.get(address + "?format=sdmx-csv").body.decode())))
            components = data["dataStructures"][0]["dataStructureComponents"]
            columns = {each["id"] for each in components["dimensionList"]["dimensions"]}
            columns |= {components["dimensionList"]["timeDimension"]["id"]}
            columns |= {each["id"] for each in components["measureList"]["measures"]}
            columns |= {each["id"] for each in components["attributeList"]["attributes"]}
            self.assertEqual(columns | {"STRUCTURE", "STRUCTURE_ID", "ACTION"}, set(rows[0]))
            codes = {each["id"]: {code["id"] for code in each["codes"]} for each in data["codelists"]}
            for name in codes:
                self.assertLessEqual({row[name.removeprefix("CL_")] for row in rows}, codes[name])
            flow = data["dataflows"][0]
            self.assertEqual(rows[0]["STRUCTURE_ID"], f"{flow['agencyID']}:{flow['id']}({flow['version']})")

    def test_the_workbook_has_a_sheet_for_each_table(self):
        book = self.nobody.get(f"/open/releases/{self.ids['2017']}/tables?format=xlsx")
        self.assertEqual((book.status, book.header("content-type")), (200, XLSX))
        with zipfile.ZipFile(io.BytesIO(book.body)) as archive:
            sheets = [each.get("name") for each in
                      ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(SHEETS + "sheet")]
            for name in archive.namelist():
                if name.endswith(".xml"):
                    ElementTree.fromstring(archive.read(name))
        tables = self.ats.get(f"/v1/releases/{self.ids['2017']}").json()["tables"]
        self.assertEqual(len(sheets), len(tables) + 1)
        self.assertEqual(sheets[-1], "Informazioni")
        self.assertEqual(len({name.lower() for name in sheets}), len(sheets))
        self.assertLessEqual(max(map(len, sheets)), 31)

    def test_files_have_names(self):
        for query, name in (("?format=csv", f'attachment; filename="{TABLE}-2017.csv"'),
                            ("?format=xlsx", f'attachment; filename="{TABLE}-2017.xlsx"'),
                            ("", f'inline; filename="{TABLE}-2017.json"')):
            self.assertEqual(self.table(query).header("content-disposition"), name)

    # -- series
    def test_a_series_has_all_published_periods(self):
        cube = self.nobody.get(f"/open/series/{TABLE}").json()
        self.assertEqual(cube["dimension"]["period"]["category"]["index"], {"2016": 0, "2017": 1})
        self.assertEqual(cube["size"][-1], 2)
        self.assertEqual(len(cube["value"]), 2 * cube["size"][0])
        single = {period: self.table(period=period).json() for period in ("2016", "2017")}
        for place, code in enumerate(cube["dimension"]["territory"]["category"]["index"]):
            for number, period in enumerate(("2016", "2017")):
                at = single[period]["dimension"]["territory"]["category"]["index"][code]
                self.assertEqual(cube["value"][2 * place + number], single[period]["value"][at])
        self.assertEqual([each["id"] for each in cube["extension"]["releases"]],
                         [self.ids["2016"], self.ids["2017"]])
        inside = self.ats.get(f"/v1/series/{TABLE}").json()
        self.assertEqual(list(inside["dimension"]["period"]["category"]["index"]), ["2015", "2016", "2017"])
        self.assertEqual(self.nobody.get(f"/v1/series/{TABLE}").status, 401)

    def test_months_of_other_years_are_marked_as_absent(self):
        cube = self.nobody.get(f"/open/series/{MONTHS}").json()
        self.assertEqual(set(cube["status"].values()) - {"c"}, {"m"})
        for place, status in cube["status"].items():
            self.assertIsNone(cube["value"][int(place)], status)

    def test_a_series_can_be_limited_to_periods(self):
        cube = self.nobody.get(f"/open/series/{TABLE}?from=2017&to=2030").json()
        self.assertEqual(list(cube["dimension"]["period"]["category"]["index"]), ["2017"])
        nobody = self.assert_problem(self.nobody.get(f"/open/series/{TABLE}?from=2031"), 404, "not-found")
        self.assertIn("Released: 2016, 2017", nobody["detail"])
        hidden = self.assert_problem(self.nobody.get(f"/open/series/{TABLE}?to=2015"), 404, "not-found")
        self.assertNotIn("2015", hidden["detail"])
        for query in ("?from=soon", "?to=2017-13", "?from=2017-Q5", "?from=2018&to=2016", "?from=99999999"):
            self.assert_problem(self.nobody.get(f"/open/series/{TABLE}{query}"), 400, "bad-request")
        quarter = self.assert_problem(self.nobody.get(f"/open/series/{TABLE}?from=2017-Q1"), 400, "bad-request")
        self.assertIn("`from` names a quarter", quarter["detail"])
        month = self.assert_problem(self.ats.get(f"/v1/series/{TABLE}/structure?to=2017-12"), 400, "bad-request")
        self.assertIn("`to` names a month", month["detail"])
        self.assert_problem(self.nobody.get("/open/series/nothing"), 404, "not-found")
        self.assert_problem(self.nobody.get(f"/open/series/{TABLE}?since=2017"), 400, "bad-request")

    def test_a_series_comes_in_every_format(self):
        rows = list(csv.DictReader(io.StringIO(self.nobody.get(f"/open/series/{TABLE}?format=csv").body.decode())))
        self.assertEqual([row["period"] for row in rows[:2]], ["2016", "2017"])
        book = self.nobody.get(f"/open/series/{TABLE}?format=xlsx")
        with zipfile.ZipFile(io.BytesIO(book.body)) as archive:
            self.assertIn("Periodo: 2016 - 2017", archive.read("xl/sharedStrings.xml").decode())
        self.assertIn(f"{TABLE}-2016_2017.xlsx", book.header("content-disposition"))
