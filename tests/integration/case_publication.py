"""A release is published once: only its tables are then open to everyone."""

import json
import sqlite3

from support.gateway_case import GatewayCase
from support.people import case_file, document

TABLE = "cases-by-ambito"
CASES = 12


class Publication(GatewayCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        sender = cls.installation.client("isola-bergamasca")
        body = document(*(case_file(number) for number in range(CASES)))
        sender.post("/v1/sources/isola-bergamasca/submissions", body, "application/json")
        cls.kept = cls.released("2016")
        cls.published = cls.released("2017")
        cls.answer = cls.administrator.post_json(f"/v1/releases/{cls.published}/publish", {})

    @classmethod
    def released(cls, period):
        """The id of a finished release of the period."""
        ordered = cls.administrator.post_json("/v1/releases", {"period": period, "note": "for us alone"}).json()
        cls.wait_for(cls(), cls.administrator, f"/v1/releases/{ordered['id']}",
                     lambda answer: answer.json()["state"] == "DONE")
        return ordered["id"]

    def open_table(self, release, query="", **headers):
        return self.nobody.get(f"/open/releases/{release}/tables/{TABLE}{query}", **headers)

    def test_a_published_release_is_marked(self):
        self.assertEqual(self.answer.status, 200, self.answer.body)
        self.assertEqual(self.answer.header("location"), f"/open/releases/{self.published}")
        self.assertIs(self.answer.json()["published"], True)
        items = {each["id"]: each for each in self.ats.get("/v1/releases").json()["items"]}
        self.assertIs(items[self.published]["published"], True)
        self.assertIs(items[self.kept]["published"], False)
        self.assertNotIn("published_at", items[self.kept])
        self.assert_log_tells("release-published")

    def test_publishing_again_changes_nothing(self):
        again = self.administrator.post_json(f"/v1/releases/{self.published}/publish", {})
        self.assertEqual((again.status, again.json()), (200, self.answer.json()))

    def test_publishing_needs_the_right_and_a_release(self):
        self.assert_problem(self.ats.post_json(f"/v1/releases/{self.kept}/publish", {}), 403, "missing-right")
        self.assert_problem(self.nobody.post_json(f"/v1/releases/{self.kept}/publish", {}), 401,
                            "certificate-required")
        self.assert_problem(self.administrator.post_json("/v1/releases/01NOTHING/publish", {}), 404, "not-found")

    def test_open_tables_have_the_same_bytes_as_internal_ones(self):
        for form in ("json-stat", "csv", "sdmx-csv", "xlsx"):
            inside = self.ats.get(f"/v1/releases/{self.published}/tables/{TABLE}?format={form}")
            outside = self.open_table(self.published, f"?format={form}")
            self.assertEqual((outside.status, outside.body), (200, inside.body), form)
            self.assertEqual(outside.header("content-type"), inside.header("content-type"))
            self.assertEqual(outside.header("link"), f'</open/releases/{self.published}>; rel="describedby"')
            self.assertEqual(inside.header("link"), f'</v1/releases/{self.published}>; rel="describedby"')

    def test_open_tables_answer_304_and_406_like_internal_ones(self):
        etag = self.open_table(self.published).header("etag")
        self.assertEqual(self.open_table(self.published, If_None_Match=etag).status, 304)
        self.assert_problem(self.open_table(self.published, Accept="image/png"), 406, "not-acceptable")

    def test_open_releases_have_no_note(self):
        metadata = self.nobody.get(f"/open/releases/{self.published}")
        self.assertEqual(metadata.status, 200)
        self.assertNotIn("for us alone", metadata.body.decode())
        release = metadata.json()
        for key in ("id", "period", "k", "rules", "guarantee", "digest", "tables", "published_at"):
            self.assertIn(key, release)

    def test_only_administrators_see_how_many_events_were_audited(self):
        path = f"/v1/releases/{self.published}"
        for shown in (self.nobody.get(f"/open/releases/{self.published}").json(), self.ats.get(path).json(),
                      next(each for each in self.ats.get("/v1/releases").json()["items"] if each["id"] == self.published)):
            self.assertEqual(set(shown["audit_head"]), {"hash"}, "a number would grow with each erasure")
        head = self.administrator.get(path).json()["audit_head"]
        self.assertGreater(head["seq"], 0)
        self.assertEqual(head["hash"], shown["audit_head"]["hash"])

    def test_unpublished_releases_are_not_open(self):
        for release in (self.kept, "01NOTHING"):
            self.assert_problem(self.open_table(release), 404, "not-found")
            self.assert_problem(self.nobody.get(f"/open/releases/{release}"), 404, "not-found")
        unknown = self.nobody.get(f"/open/releases/{self.published}/tables/nothing")
        self.assert_problem(unknown, 404, "not-found")
        self.assert_problem(self.nobody.get(f"/v1/releases/{self.published}"), 401, "certificate-required")

    def test_a_release_stays_published_after_a_restart(self):
        before = self.open_table(self.published).body
        self.installation.stop()
        self.installation.start()
        self.assertEqual(self.open_table(self.published).body, before)
        json.loads(before)

    def test_the_catalogue_is_served_only_if_enabled(self):
        answer = self.nobody.get("/catalog")
        if "catalog:" in self.more_configuration:
            self.assertEqual(answer.status, 200)
        else:
            self.assert_problem(answer, 404, "not-found")


class Verification(GatewayCase):
    """`release verify` finds changes in the file of the store."""

    @classmethod
    def prepare(cls):
        body = cls.installation.folder / "cases.json"
        body.write_bytes(document(*(case_file(number) for number in range(CASES))))
        cls.installation.verb("import", "--source", "isola-bergamasca", body)
        made = cls.installation.verb("release", "create", "--period", "2017", "--json")
        cls.release = json.loads(made.stdout)["id"]

    def verify(self):
        done = self.installation.verb("release", "verify", self.release, "--json")
        return done.returncode, json.loads(done.stdout)

    def edit(self, statement, *values):
        with sqlite3.connect(self.installation.folder / "store/raccordo.db") as store:
            self.assertEqual(store.execute(statement, values).rowcount, 1)
        store.close()

    def content(self):
        with sqlite3.connect(self.installation.folder / "store/raccordo.db") as store:
            content = store.execute("SELECT content FROM releases").fetchone()[0]
        store.close()
        return content

    def test_verify_names_the_table_of_an_edited_cell(self):
        before = self.content()
        code, report = self.verify()
        self.assertEqual((code, report["intact"], report["breaches"]), (0, True, []))
        at = before.index(b'"cells":[%d,' % CASES, before.index(b'"id":"cases-by-ambito"'))
        self.edit("UPDATE releases SET content = ?", before[:at] + before[at:].replace(b"[%d," % CASES, b"[99,", 1))
        code, report = self.verify()
        self.assertEqual((code, report["intact"]), (1, False))
        self.assertIn(TABLE, {breach.get("table") for breach in report["breaches"]})
        self.assertEqual(self.ats.get(f"/v1/releases/{self.release}/tables/{TABLE}").status, 500)
        refused = self.administrator.post_json(f"/v1/releases/{self.release}/publish", {})
        self.assertEqual(refused.status, 500)
        self.edit("UPDATE releases SET content = ?", before)
        self.assertEqual(self.verify()[0], 0)

    def test_verify_finds_edited_metadata(self):
        self.edit("UPDATE releases SET metadata = replace(metadata, '\"k\":5', '\"k\":4')")
        code, report = self.verify()
        self.assertEqual((code, len(report["breaches"])), (1, 1))
        self.assertIn("`k`", report["breaches"][0]["message"])
        self.edit("UPDATE releases SET metadata = replace(metadata, '\"k\":4', '\"k\":5')")

    def test_export_writes_release_txt(self):
        guarantee = self.ats.get(f"/v1/releases/{self.release}").json()["guarantee"]
        shown = self.installation.verb("release", "show", self.release).stdout
        folder = self.installation.folder / "tables"
        done = self.installation.verb("release", "export", self.release, "--format", "csv", "--out", folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        for text in (shown, (folder / "release.txt").read_text()):
            self.assertIn(guarantee, text)
            self.assertIn("Not guaranteed by any release", text)
            self.assertIn("_U", text)
        self.assertTrue((folder / f"{TABLE}.csv").read_text().startswith("territory,"))

    def test_a_missing_release_is_reported(self):
        done = self.installation.verb("release", "verify", "01NOTHING")
        self.assertEqual(done.returncode, 1)
        self.assertIn("no finished release", done.stderr)


class Catalogue(Publication):
    more_configuration = """catalog:
  enabled: true
  publisher: Ambito di Esempio
  rights_holder: Ambito di Esempio
  ipa_code: esempio_01
  contact: dati@esempio.it
  licence: CC-BY-4.0
"""

    def test_the_catalogue_lists_published_releases_only(self):
        answer = self.nobody.get("/catalog")
        self.assertEqual((answer.status, answer.header("content-type")), (200, "application/ld+json"))
        nodes = answer.json()["@graph"]
        datasets = [node for node in nodes if "dcatapit:Dataset" in node["@type"]]
        tables = self.ats.get(f"/v1/releases/{self.published}").json()["tables"]
        self.assertEqual(len(datasets), len(tables))
        self.assertNotIn(self.kept, answer.body.decode())
        self.assertEqual(self.nobody.get("/catalog", If_None_Match=answer.header("etag")).status, 304)

    def test_the_catalogue_links_to_readable_tables(self):
        nodes = self.nobody.get("/catalog").json()["@graph"]
        addresses = [node["dcat:downloadURL"]["@id"] for node in nodes if "dcatapit:Distribution" in node["@type"]]
        for address in [each for each in addresses if f"/{TABLE}?" in each]:
            self.assertEqual(self.nobody.get(address).status, 200, address)
        places = [node["dct:spatial"] for node in nodes if "dcatapit:Catalog" in node["@type"]]
        self.assertTrue(places[0][0]["dcatapit:geographicalIdentifier"]["@id"].endswith("/provinces/016"))
