"""Releases name the sources and Comuni from which far fewer cases came than for the period before."""

import csv

from support.gateway_case import GatewayCase
from support.people import case_file, document

STOPS, HALVES, NEW, SMALL, STEADY = "016009", "016024", "016198", "016003", "016091"


class Senders(GatewayCase):
    @classmethod
    def prepare(cls):
        path = cls.installation.folder / "clients.yaml"
        path.write_text(path.read_text().replace("comuni: {ambito: isola-bergamasca}", "comuni: all"))

    def cases(self, comune, year, count):
        first = self.sent
        self.sent += count
        return [case_file(number, comune=comune, apertura=f"{year}-05-02", aggiornata="2018-01-01T00:00:00Z",
                          interventi=[{"id": "1", "area": "ANZ", "codice": "SAD", "dal": f"{year}-06-06"}])
                for number in range(first, first + count)]

    def test_a_comune_that_stops_one_that_halves_one_that_is_new(self):
        self.sent = 1
        cases = [*self.cases(STOPS, 2015, 40), *self.cases(STOPS, 2016, 1),
                 *self.cases(HALVES, 2015, 60), *self.cases(HALVES, 2016, 30),
                 *self.cases(NEW, 2016, 40),
                 *self.cases(SMALL, 2015, 19),
                 *self.cases(STEADY, 2015, 40), *self.cases(STEADY, 2016, 30)]
        answer = self.installation.client("isola-bergamasca").post(
            "/v1/sources/isola-bergamasca/submissions", document(*cases), "application/json")
        self.assertEqual(answer.json()["counts"]["accepted"], len(cases), answer.body[:2000])
        first, second = self.released("2015"), self.released("2016")
        self.assertEqual(first["senders"], {"compared_with": "2014", "sources": [], "comuni": []})
        self.assertEqual([(each["comune"], each["fall"]) for each in second["senders"]["comuni"]],
                         [(STOPS, "stopped"), (HALVES, "halved")])
        self.assertEqual((second["senders"]["compared_with"], second["senders"]["sources"]), ("2015", []))
        listed = self.ats.get("/v1/releases").json()["items"][0]
        self.assertEqual(listed["senders"], second["senders"])
        self.assertEqual(self.administrator.post_json(f"/v1/releases/{second['id']}/publish", {}).status, 200)
        self.assertEqual(self.nobody.get(f"/open/releases/{second['id']}").json()["senders"], second["senders"])
        self.on_the_command_line(second["id"])

    def released(self, period):
        ordered = self.administrator.post_json("/v1/releases", {"period": period})
        done = self.wait_for(self.administrator, ordered.header("location"),
                             lambda answer: answer.json()["state"] != "RUNNING").json()
        self.assertEqual(done["state"], "DONE", done)
        return done

    def on_the_command_line(self, release):
        shown = self.installation.verb("release", "show", release).stdout
        self.assertIn("far fewer cases came than for 2015", shown)
        self.assertRegex(shown, rf"Comune {STOPS} .*: stopped\n  Comune {HALVES} Bergamo: halved\n")
        folder = self.installation.folder / "tables"
        done = self.installation.verb("release", "export", release, "--format", "csv", "--out", folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(folder / "senders.csv", newline="") as file:
            rows = list(csv.reader(file))
        self.assertEqual(rows[0], ["kind", "code", "name", "fall", "compared_with"])
        self.assertEqual([(row[0], row[1], row[3], row[4]) for row in rows[1:]],
                         [("comune", STOPS, "stopped", "2015"), ("comune", HALVES, "halved", "2015")])
        self.assertIn("halved", (folder / "release.txt").read_text())
        self.assertEqual(self.installation.verb("release", "verify", release).returncode, 0)
