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

    def test_it_may_be_kept_and_runs_nothing(self):
        answer = self.report()
        self.assertEqual(answer.header("cache-control"), "public, max-age=31536000, immutable")
        self.assertTrue(answer.header("content-security-policy").startswith("default-src 'none'"))
        self.assertEqual(self.report(If_None_Match=answer.header("etag")).status, 304)
        english = self.report("?lang=en")
        self.assertNotEqual(english.header("etag"), answer.header("etag"))

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
