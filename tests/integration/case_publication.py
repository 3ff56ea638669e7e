"""A release is published once and for all: its tables then stand open to everyone, and nothing else does."""

import json

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
        cls.published = cls.released("2017")
        cls.kept = cls.released("2016")
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

    def test_says_that_it_is_published(self):
        self.assertEqual(self.answer.status, 200, self.answer.body)
        self.assertEqual(self.answer.header("location"), f"/open/releases/{self.published}")
        self.assertIs(self.answer.json()["published"], True)
        items = {each["id"]: each for each in self.ats.get("/v1/releases").json()["items"]}
        self.assertIs(items[self.published]["published"], True)
        self.assertIs(items[self.kept]["published"], False)
        self.assertNotIn("published_at", items[self.kept])
        self.assertIn("release-published", self.installation.log.read_text())

    def test_changes_nothing_when_asked_again(self):
        again = self.administrator.post_json(f"/v1/releases/{self.published}/publish", {})
        self.assertEqual((again.status, again.json()), (200, self.answer.json()))

    def test_needs_the_right_and_a_release(self):
        self.assert_problem(self.ats.post_json(f"/v1/releases/{self.kept}/publish", {}), 403, "missing-right")
        self.assert_problem(self.nobody.post_json(f"/v1/releases/{self.kept}/publish", {}), 401,
                            "certificate-required")
        self.assert_problem(self.administrator.post_json("/v1/releases/01NOTHING/publish", {}), 404, "not-found")

    def test_shows_everyone_the_same_bytes_as_those_inside(self):
        for form in ("json-stat", "csv", "sdmx-csv", "xlsx"):
            inside = self.ats.get(f"/v1/releases/{self.published}/tables/{TABLE}?format={form}")
            outside = self.open_table(self.published, f"?format={form}")
            self.assertEqual((outside.status, outside.body), (200, inside.body), form)
            self.assertEqual(outside.header("content-type"), inside.header("content-type"))

    def test_answers_not_modified_and_not_acceptable_alike(self):
        etag = self.open_table(self.published).header("etag")
        self.assertEqual(self.open_table(self.published, If_None_Match=etag).status, 304)
        self.assert_problem(self.open_table(self.published, Accept="image/png"), 406, "not-acceptable")

    def test_shows_no_note_in_the_open(self):
        metadata = self.nobody.get(f"/open/releases/{self.published}")
        self.assertEqual(metadata.status, 200)
        self.assertNotIn("for us alone", metadata.body.decode())
        release = metadata.json()
        for key in ("id", "period", "k", "rules", "guarantee", "digest", "tables", "published_at"):
            self.assertIn(key, release)

    def test_hides_what_is_not_published(self):
        for release in (self.kept, "01NOTHING"):
            self.assert_problem(self.open_table(release), 404, "not-found")
            self.assert_problem(self.nobody.get(f"/open/releases/{release}"), 404, "not-found")
        unknown = self.nobody.get(f"/open/releases/{self.published}/tables/nothing")
        self.assert_problem(unknown, 404, "not-found")
        self.assert_problem(self.nobody.get(f"/v1/releases/{self.published}"), 401, "certificate-required")

    def test_stays_published_over_a_restart(self):
        before = self.open_table(self.published).body
        self.installation.stop()
        self.installation.start()
        self.assertEqual(self.open_table(self.published).body, before)
        json.loads(before)
