"""From cases to tables: a release is made once, read in four formats, and shows no small number."""

import csv
import io
import zipfile
from datetime import date

from support.gateway_case import GatewayCase
from support.people import case_file, document

TABLE = "cases-by-ambito"
CASES = 40


class Releases(GatewayCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        sender = cls.installation.client("isola-bergamasca")
        body = document(*(case_file(number) for number in range(CASES)))
        sent = sender.post("/v1/sources/isola-bergamasca/submissions", body, "application/json").json()
        if sent["counts"]["accepted"] != CASES:
            raise AssertionError(f"the cases were not accepted: {sent}")
        ordered = cls.administrator.post_json("/v1/releases", {"period": "2017", "note": "test"})
        cls.location = ordered.header("location")
        cls.ordered = ordered

    def released(self):
        return self.wait_for(self.administrator, self.location,
                             lambda answer: answer.json()["state"] != "RUNNING").json()

    def table(self, query="", **headers):
        self.released()
        return self.ats.get(f"{self.location}/tables/{TABLE}{query}", **headers)

    def test_a_release_states_its_rules(self):
        self.assertEqual(self.ordered.status, 202)
        release = self.released()
        self.assertEqual((release["state"], release["period"], release["k"]), ("DONE", "2017", 5))
        for key in ("revision", "rules", "guarantee", "mapping_versions", "coverage", "digest"):
            self.assertIn(key, release)
        self.assertIn(TABLE, [table["id"] for table in release["tables"]])
        extension = self.table().json()["extension"]
        self.assertEqual(extension["guarantee"], release["guarantee"])
        self.assertIn("5 persone", extension["rules_it"] + extension["guarantee_it"])
        self.assertIn(release["id"], [each["id"] for each in self.ats.get("/v1/releases").json()["items"]])

    def test_every_format_has_the_same_counts(self):
        cube = self.table().json()
        self.assertEqual((cube["version"], cube["class"]), ("2.0", "dataset"))
        index = cube["dimension"]["territory"]["category"]["index"]
        place = index if isinstance(index, dict) else {code: at for at, code in enumerate(index)}
        value = cube["value"]
        self.assertEqual((value[place["_T"]], value[place["isola-bergamasca"]]), (CASES, CASES))
        rows = list(csv.DictReader(io.StringIO(self.table("?format=csv").body.decode("utf-8-sig"))))
        self.assertEqual({row["territory"]: row["value"] for row in rows}["isola-bergamasca"], str(CASES))
        sdmx = self.table(Accept="application/vnd.sdmx.data+csv").body.decode("utf-8-sig")
        first = next(csv.DictReader(io.StringIO(sdmx)))
        self.assertLessEqual({"STRUCTURE", "STRUCTURE_ID", "ACTION", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS",
                              "CONF_STATUS"}, set(first))
        workbook = zipfile.ZipFile(io.BytesIO(self.table("?format=xlsx").body))
        self.assertIsNone(workbook.testzip())

    def test_tables_never_change_and_are_marked_immutable(self):
        etag = self.table().header("etag")
        self.assertEqual(self.table(If_None_Match=etag).status, 304)
        self.assertEqual(self.table().body, self.table().body)

    def test_every_format_has_its_media_type_and_etag(self):
        marks = set()
        for form, media_type in (("json-stat", "application/json"), ("csv", "text/csv"),
                                 ("sdmx-csv", "application/vnd.sdmx.data+csv"),
                                 ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")):
            with self.subTest(form):
                named, accepted = self.table(f"?format={form}"), self.table(Accept=f"{media_type}, */*;q=0.1")
                self.assertEqual((named.status, named.body), (200, accepted.body))
                self.assertTrue(named.header("content-type").startswith(media_type))
                self.assertEqual(named.header("etag"), accepted.header("etag"))
                marks.add(named.header("etag"))
                unchanged = self.table(f"?format={form}", If_None_Match=f'"other", {named.header("etag")}')
                self.assertEqual((unchanged.status, unchanged.body), (304, b""))
                self.assertEqual(self.table(f"?format={form}", If_None_Match='"other"').status, 200)
        self.assertEqual(len(marks), 4)
        self.assertEqual(self.table(If_None_Match="*").status, 304)
        self.assert_problem(self.table("?format=pdf"), 406, "not-acceptable")
        head = self.ats.request("HEAD", f"{self.location}/tables/{TABLE}")
        self.assertEqual((head.status, head.body, head.header("etag")), (200, b"", self.table().header("etag")))

    def test_a_missing_release_is_404(self):
        for path in ("/v1/releases/nothing", "/v1/releases/nothing/tables/cases-by-ambito"):
            self.assert_problem(self.ats.get(path), 404, "not-found")

    def test_a_period_is_released_once(self):
        self.released()
        self.assert_problem(self.administrator.post_json("/v1/releases", {"period": "2017"}), 409, "period-released")

    def test_refuses_a_period_that_has_not_ended(self):
        coming = str(date.today().year + 1)
        refused = self.administrator.post_json("/v1/releases", {"period": coming})
        self.assertIn(f"{coming}-12-31", self.assert_problem(refused, 422, "unknown-period")["detail"])
        self.assertNotIn(coming, [each["period"] for each in self.ats.get("/v1/releases").json()["items"]])

    def test_refuses_a_period_in_which_nothing_is_dated(self):
        self.released()
        ordered = self.administrator.post_json("/v1/releases", {"period": "1850"})
        release = self.wait_for(self.administrator, ordered.header("location"),
                                lambda answer: answer.json()["state"] != "RUNNING").json()
        self.assertEqual(release["state"], "REFUSED")
        self.assertIn("No record is dated in the period 1850 or in the ten years after it: those stored are of ",
                      release["reason"])

    def test_refuses_periods_of_another_kind_and_unreadable_orders(self):
        self.assert_problem(self.administrator.post_json("/v1/releases", {"period": "2017-Q4"}), 422, "unknown-period")
        self.assert_problem(self.administrator.post_json("/v1/releases", ["2017"]), 400, "bad-request")

    def test_refuses_unknown_tables_and_formats(self):
        self.released()
        self.assert_problem(self.ats.get(f"{self.location}/tables/nothing"), 404, "not-found")
        self.assert_problem(self.table(Accept="image/png"), 406, "not-acceptable")
