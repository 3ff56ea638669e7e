"""The yearly report of a release: one page for everyone, made from the release alone."""

from xml.etree import ElementTree

from support.open_case import OpenCase


class Report(OpenCase):
    def report(self, query="", period="2017", **headers):
        return self.nobody.get(f"/open/releases/{self.ids[period]}/report{query}", **headers)

    def page(self, query="", **headers):
        answer = self.report(query, **headers)
        self.assertEqual((answer.status, answer.header("content-type")), (200, "text/html; charset=utf-8"))
        text = answer.body.decode()
        ElementTree.fromstring(text.split("\n", 1)[1])  # well-formed
        return text

    def test_the_report_has_a_chapter_for_each_table(self):
        text = self.page()
        self.assertIn('<html lang="it">', text)
        self.assertIn("Rapporto annuale sui servizi sociali, 2017", text)
        self.assertIn("Ambito di Esempio", text)
        self.assertNotIn("<script", text)
        for table in self.nobody.get(f"/open/releases/{self.ids['2017']}").json()["tables"]:
            self.assertIn(f'id="t-{table["id"]}"', text)

    def test_it_compares_with_an_earlier_published_release(self):
        self.assertIn("confronto con il periodo 2016", self.page(f"?before={self.ids['2016']}"))
        self.assertNotIn("confronto con il periodo", self.page())
        self.assertIn("compared with the period 2016", self.page(f"?lang=en&before={self.ids['2016']}"))
        self.assertIn("Yearly report", self.page(Accept_Language="en"))
        index = self.nobody.get("/open", Accept="text/html").body.decode()
        self.assertIn(f"/open/releases/{self.ids['2017']}/report?lang=it&amp;before={self.ids['2016']}", index)

    def test_it_refuses_what_cannot_be_compared(self):
        self.assert_problem(self.report(f"?before={self.ids['2015']}"), 404, "not-found")  # not published
        self.assert_problem(self.report(period="2015"), 404, "not-found")
        self.assert_problem(self.report("?before=01JD0000000000000000000000"), 404, "not-found")
        self.assert_problem(self.report(f"?before={self.ids['2017']}"), 400, "bad-request")
        self.assert_problem(self.report(f"?before={self.ids['2017']}", period="2016"), 400, "bad-request")
        self.assert_problem(self.report("?lang=de"), 400, "bad-request")

    def test_it_may_be_kept_for_minutes_and_runs_nothing(self):
        answer = self.report()
        # A newer program writes the same numbers otherwise: not immutable, and no date of its own.
        self.assertEqual(answer.header("cache-control"), "public, max-age=300")
        self.assertIsNone(answer.header("last-modified"))
        self.assertTrue(answer.header("content-security-policy").startswith("default-src 'none'"))
        self.assertEqual(self.report(If_None_Match=answer.header("etag")).status, 304)
        english = self.report("?lang=en")
        self.assertNotEqual(english.header("etag"), answer.header("etag"))

    def test_who_may_read_a_release_reads_its_report_before_publication(self):
        inside = f"/v1/releases/{self.ids['2015']}/report"
        answer = self.ats.get(inside)
        self.assertEqual((answer.status, answer.header("content-type")), (200, "text/html; charset=utf-8"))
        self.assertEqual(answer.header("cache-control"), "private, no-cache")
        self.assertTrue(answer.header("content-security-policy").startswith("default-src 'none'"))
        self.assertIn("Rapporto annuale sui servizi sociali, 2015", answer.body.decode())
        self.assertEqual(self.ats.get(inside, If_None_Match=answer.header("etag")).status, 304)
        compared = self.ats.get(f"/v1/releases/{self.ids['2016']}/report?lang=en&before={self.ids['2015']}")
        self.assertIn("compared with the period 2015", compared.body.decode())
        self.assert_problem(self.nobody.get(inside), 401, "certificate-required")
        self.assert_problem(self.installation.client("isola-bergamasca").get(inside), 403, "missing-right")
        self.assert_problem(self.ats.get("/v1/releases/nothing/report"), 404, "not-found")
        self.assert_problem(self.ats.get(f"{inside}?before=nothing"), 404, "not-found")
        self.assert_problem(self.ats.get(f"{inside}?before={self.ids['2017']}"), 400, "bad-request")
        self.assert_problem(self.ats.get(f"{inside}?lang=de"), 400, "bad-request")

    def test_the_verb_replaces_no_file_unasked(self):
        file = self.installation.folder / "other.html"
        file.write_text("notes of somebody")
        arguments = ("release", "report", self.ids["2017"], "--out", file)
        done = self.installation.verb(*arguments)
        self.assertEqual(done.returncode, 1)
        self.assertIn("exists with other content and was not changed", done.stderr)
        self.assertEqual(file.read_text(), "notes of somebody")
        self.assertEqual(self.installation.verb(*arguments, "--force").returncode, 0)
        self.assertIn("<!DOCTYPE html>", file.read_text())
        self.assertEqual(self.installation.verb(*arguments).returncode, 0, "the same content may be written again")
        self.assertEqual([each.name for each in file.parent.glob(".other.html*")], [])
        folder = self.installation.folder / "exported"
        tables = ("release", "export", self.ids["2017"], "--format", "csv", "--out", folder)
        self.assertEqual(self.installation.verb(*tables).returncode, 0)
        (folder / "cases-by-ambito.csv").write_text("edited")
        done = self.installation.verb(*tables)
        self.assertEqual((done.returncode, (folder / "cases-by-ambito.csv").read_text()), (1, "edited"))
        self.assertEqual(self.installation.verb(*tables, "--force").returncode, 0)
        self.assertNotEqual((folder / "cases-by-ambito.csv").read_text(), "edited")

    def test_the_verb_writes_the_same_page(self):
        file = self.installation.folder / "rapporto.html"
        done = self.installation.verb("release", "report", self.ids["2017"], "--before", self.ids["2016"], "--out", file)
        self.assertEqual((done.returncode, done.stdout.strip()), (0, str(file)), done.stderr)
        self.assertEqual(file.read_text(), self.page(f"?before={self.ids['2016']}"))
        for arguments, words in ((("nothing",), "no finished release nothing"),
                                 ((self.ids["2016"], "--before", self.ids["2017"]), "its period is not earlier"),
                                 ((self.ids["2017"], "--before", "nothing"), "no finished release nothing")):
            done = self.installation.verb("release", "report", *arguments, "--out", file)
            self.assertEqual(done.returncode, 1, arguments)
            self.assertIn(words, done.stderr)
        done = self.installation.verb("release", "report", self.ids["2017"], "--out", file / "none")
        self.assertEqual(done.returncode, 1)
        self.assertIn("cannot write", done.stderr)
