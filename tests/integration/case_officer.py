"""What the data protection officer asks for: everything stored about one person as JSON and as a page, restriction of
processing, and the register of processing."""

import json
import re
import threading
from html.parser import HTMLParser

from case_owner import FIRST, SECOND, OwnerCase, person
from support.gateway_case import GatewayCase
from support.people import case_file, document, fiscal_code

SOURCE = "/v1/sources/isola-bergamasca"


class Page(HTMLParser):
    """The text of a page; fails on tags that are not closed."""

    def __init__(self, text):
        super().__init__()
        self.open, self.text = [], []
        self.feed(text)
        assert self.open == [], self.open

    def handle_starttag(self, tag, attributes):
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag

    def handle_data(self, data):
        self.text.append(data)


class Asking:
    def ask(self, act, number, client=None, query="", **more):
        body = {"id": fiscal_code(number), "reason": "request 7 of 2026", **more}
        return (client or self.administrator).post_json(f"/v1/subjects/{act}{query}", body)

    def told(self, action):
        return self.administrator.get(f"/v1/audit?action={action}").json()["items"]


class Officer(Asking, GatewayCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sender = cls.installation.client("isola-bergamasca")

    def send(self, *cases, **headers):
        answer = self.sender.post(f"{SOURCE}/submissions", document(*cases), "application/json", **headers)
        self.assertEqual(answer.status, 201, answer.body)
        return answer.json()

    def give(self, number):
        """An accepted case, and one that waits because the birth date differs from the code."""
        sent = self.send(case_file(number), **{"Idempotency-Key": f"key-{number}"})
        self.send(case_file(number + 1000, assistito={**person(number), "nato_il": "1940-01-02"}))
        return sent

    def test_export_shows_everything_stored_and_is_audited(self):
        sent = self.give(1)
        self.give(2)
        answer = self.ask("export", 1)
        self.assertEqual(answer.status, 200, answer.body)
        found = answer.json()
        self.assertEqual([item["state"]["record_id"] for item in found["records"]], ["IB-1", "IB-1001"])
        self.assertEqual(found["identities"], [{"id_type": "fiscal-code", "id": fiscal_code(1), "sex": "F",
                                                "birth_date": "1940-01-01"}])
        fields = {field["field"]: field["value"] for field in found["records"][1]["waiting"]["fields"]}
        self.assertEqual(fields["person.id"], fiscal_code(1))
        keys = {each["id"]: each["idempotency_keys"] for each in found["submissions"]}
        self.assertEqual((len(keys), keys[sent["id"]]), (2, 1))
        self.assertEqual((found["restrictions"], found["unread_documents"]), ([], []))
        self.assertEqual(found["kept_for"]["quarantine_days"], 90)
        self.assertNotIn(fiscal_code(2), answer.body.decode())
        told = self.told("subject.export")[0]
        self.assertEqual((told["object"], told["reason"], told["details"]["records"]),
                         (found["request"], "request 7 of 2026", "2"))
        self.assertNotIn(fiscal_code(1), json.dumps(told))

    def test_export_as_a_page_in_italian(self):
        self.give(5)
        for answer in (self.ask("export", 5, query="?format=html"),
                       self.administrator.request("POST", "/v1/subjects/export",
                                                  json.dumps({"id": fiscal_code(5), "reason": "r"}).encode(),
                                                  {"Content-Type": "application/json", "Accept": "text/html"})):
            self.assertEqual((answer.status, answer.header("content-type")), (200, "text/html; charset=utf-8"))
            self.assertIn("default-src 'none'", answer.header("content-security-policy"))
            self.assertEqual(answer.header("cache-control"), "no-store")
            text = " ".join(Page(answer.body.decode()).text)
            for words in ("Dati conservati su una persona", fiscal_code(5), "Comune titolare", "IB-1005", "Anziani",
                          "Limitazioni del trattamento", "in attesa", "codice fiscale"):
                self.assertIn(words, text)
        self.assert_problem(self.ask("export", 5, query="?format=pdf"), 406, "not-acceptable")

    def test_who_may_not_ask_and_what_cannot_be_asked(self):
        for act in ("export", "restrict", "lift"):
            for client in (self.ats, self.sender):
                self.assert_problem(self.ask(act, 9, client), 403, "missing-right")
            self.assert_problem(self.nobody.post_json(f"/v1/subjects/{act}", {}), 401, "certificate-required")
            missing = self.assert_problem(self.ask(act, 9, reason=" "), 400, "reason-required")
            self.assertEqual(missing["detail"], "Give `reason`: why you do this; it is kept in the audit.")
            for hidden in ("request\u202e7", "request\n7", "request\u001b[2J"):
                self.assert_problem(self.ask(act, 9, reason=hidden), 422, "bad-reason")
            self.assert_problem(self.ask(act, 9, reason=fiscal_code(9)), 422, "bad-reason")
            self.assert_problem(self.ask(act, 9, id="no identifier"), 422, "bad-identifier")
            self.assert_problem(self.administrator.post(f"/v1/subjects/{act}", b"", "application/json"), 400, "bad-request")
            self.assert_problem(self.administrator.post(f"/v1/subjects/{act}", b" " * (1 << 20), "application/json"),
                                413, "body-too-large")
            self.assert_problem(self.ask(act, 9, query="?id=x"), 400, "bad-request")
        self.assertEqual(self.ask("export", 9).json()["records"], [])
        for act in ("restrict", "lift"):
            self.assert_problem(self.ask(act, 9), 404, "not-found")
            self.assert_problem(self.ask(act, 9, id="7", id_type="local"), 422, "bad-identifier")

    def test_export_of_hundreds_of_records(self):
        cases = [case_file(20_000 + number, assistito=person(30)) for number in range(350)]
        self.assertEqual(self.send(*cases)["counts"]["accepted"], 350)
        found = self.ask("export", 30).json()
        self.assertEqual(len({item["state"]["record_id"] for item in found["records"]}), 350)
        self.assertEqual(len(found["submissions"]), 1)

    def released(self, period):
        ordered = self.administrator.post_json("/v1/releases", {"period": period})
        self.assertEqual(ordered.status, 202, ordered.body)
        done = self.wait_for(self.administrator, ordered.header("location"),
                             lambda answer: answer.json()["state"] != "RUNNING").json()
        self.assertEqual(done["state"], "DONE", done)
        table = self.ats.get(f"{ordered.header('location')}/tables/cases-by-ambito?format=csv").body.decode()
        return next(line for line in table.splitlines() if line.startswith("_T"))

    def test_restricted_records_are_kept_and_not_counted(self):
        self.send(*(case_file(number, apertura="2014-03-02") for number in range(100, 130)))
        before = self.released("2014")
        cases = [case_file(number, apertura="2015-03-02") for number in range(130, 160)]
        self.send(*cases)
        first = self.ask("restrict", 130)
        self.assertEqual((first.status, first.json()["restricted"], first.json()["changed"]), (200, True, True))
        again = self.ask("restrict", 130).json()
        self.assertEqual((again["changed"], again["since"]), (False, first.json()["since"]))
        self.assertEqual(len(self.told("subject.restrict")), 1)
        self.assertEqual(self.told("subject.restrict")[0]["reason"], "request 7 of 2026")
        shown = self.ask("export", 130).json()
        self.assertEqual([(each["by"], each["reason"]) for each in shown["restrictions"]],
                         [("administrator", "request 7 of 2026")])
        problem = self.assert_problem(self.sender.request("DELETE", f"{SOURCE}/records/IB-130"), 409, "person-restricted")
        self.assertIn("kept", problem["detail"])
        corrected = self.send({**cases[0], "aggiornata": "2017-06-01T00:00:00Z", "apertura": "2015-03-03"})
        self.assertEqual(corrected["counts"]["accepted"], 1)
        self.assertEqual(self.ask("export", 130).json()["records"][0]["accepted"]["opened"], "2015-03-03")
        self.assertIn(",30,", before)
        self.assertIn(",59,", self.released("2015"))
        lifted = self.ask("lift", 130).json()
        self.assertEqual((lifted["restricted"], lifted["changed"]), (False, True))
        self.assertFalse(self.ask("lift", 130).json()["changed"])
        self.send(*(case_file(number, apertura="2016-03-02") for number in range(160, 190)))
        self.assertIn(",89,", self.released("2016"))  # opened in another year than all the others: counted later
        self.assertEqual(self.sender.request("DELETE", f"{SOURCE}/records/IB-130").status, 204)

    def test_two_requests_at_once_restrict_once(self):
        self.send(case_file(40))
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(
            self.ask("restrict", 40, self.installation.client("administrator")).json()["changed"])) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(answers), [False] * 5 + [True])
        erased = self.ask("erase", 40).json()["erased"]
        self.assertEqual((erased["records"], erased["restrictions"]), (1, 1))
        self.send(case_file(40))
        self.assertEqual(self.ask("export", 40).json()["restrictions"], [])


class CommandLine(Asking, GatewayCase):
    def verb(self, *arguments, code=0, number=1):
        done = self.installation.verb("subjects", *arguments, stdin=fiscal_code(number).lower() + "\n")
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def test_the_verbs_do_what_the_addresses_do(self):
        sent = self.installation.client("isola-bergamasca").post(
            f"{SOURCE}/submissions", document(case_file(1)), "application/json")
        self.assertEqual(sent.status, 201)
        because = ("--reason", "request 8")
        found = json.loads(self.verb("export", *because))
        self.assertEqual(found["identities"][0]["id"], fiscal_code(1))
        page = self.installation.folder / "person.html"
        self.assertIn("1 records written to", self.verb("export", *because, "--format", "html", "--out", page))
        self.assertIn(fiscal_code(1), page.read_text())
        self.assertEqual(page.stat().st_mode & 0o777, 0o600)
        self.assertIn("does not exist yet", self.verb("export", *because, "--out", page, code=1))
        self.assertIn("Restricted", self.verb("restrict", *because))
        self.assertIn("already", self.verb("restrict", *because))
        self.assertEqual(len(self.ask("export", 1).json()["restrictions"]), 1)
        self.assertTrue(json.loads(self.verb("lift", *because, "--json"))["changed"])
        self.assertEqual(json.loads(self.verb("erase", *because, "--json"))["erased"]["records"], 1)
        self.assertIn("Nothing is stored", self.verb("restrict", *because, code=1))
        actors = [each["actor"].split(":")[0] for each in self.told("subject.export")]
        self.assertEqual(actors, ["administrator", "cli", "cli"])

    def test_the_erasure_of_an_unknown_person_says_so(self):
        done = self.installation.verb("subjects", "erase", "--reason", "r", stdin=fiscal_code(7) + "\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Nothing is stored about this person. Erased: 0 records", done.stdout)

    def test_a_reason_and_an_identifier_are_required_and_not_repeated(self):
        self.verb("export", code=2)
        self.assertIn("reason", self.verb("export", "--reason", " ", code=1))
        wrong = self.installation.verb("subjects", "export", "--reason", "r", stdin="RSSMRA80A01F205A\n")
        self.assertEqual(wrong.returncode, 1)
        self.assertNotIn("RSSMRA80A01F205A", wrong.stdout + wrong.stderr)
        empty = self.installation.verb("subjects", "export", "--reason", "r", stdin="")
        self.assertIn("Standard input is empty: give the person's identifier", empty.stderr)
        for more in (fiscal_code(1) + "\n" + fiscal_code(2) + "\n", fiscal_code(1) + "\r" + fiscal_code(2), "\n" * 5000):
            refused = self.installation.verb("subjects", "erase", "--reason", "r", stdin=more)
            self.assertEqual(refused.returncode, 1, refused.stdout)
            self.assertIn("more than one", refused.stderr)
            self.assertNotIn(fiscal_code(1), refused.stdout + refused.stderr)

    def test_the_register_of_processing_names_what_is_configured(self):
        done = self.installation.verb("processing-register")
        self.assertEqual(done.returncode, 0, done.stderr)
        for words in ("# Registro delle attività di trattamento", "art. 30", "| isola-bergamasca |", "| administrator |",
                      "10 anni dalla chiusura", "90 giorni", "da 1 a 4 persone", "da completare", "persons-by-area"):
            self.assertIn(words, done.stdout)
        page = self.installation.verb("processing-register", "--format", "html").stdout
        text = " ".join(Page(page).text)
        self.assertIn("Termini di cancellazione", text)
        told = json.loads(self.installation.verb("processing-register", "--json").stdout)
        self.assertEqual((told["format"], told["text"]), ("markdown", done.stdout))
        config = self.installation.folder / "raccordo.yaml"
        kept = config.read_text()
        self.addCleanup(config.write_text, kept)
        config.write_text(kept + "retention: {quarantine_days: 45}\ntwo_person: false\n")
        changed = self.installation.verb("processing-register").stdout
        self.assertIn("45 giorni", changed)
        self.assertIn("senza approvazione", changed)


class OthersBeside(Asking, OwnerCase):
    def test_the_export_shows_no_other_person_of_the_same_record(self):
        self.send(self.owner, case_file(1, assistito=person(1)))
        taken = case_file(1, aggiornata="2018-01-01T00:00:00Z", comune=SECOND, assistito=person(2))
        self.assertEqual(self.codes(self.send(self.both, taken)), ["record-taken-over"])
        first, second = self.ask("export", 1), self.ask("export", 2)
        for answer, own, other in ((first, 1, 2), (second, 2, 1)):
            self.assertEqual(len(answer.json()["records"]), 1)
            self.assertNotIn(fiscal_code(other), answer.body.decode())
        self.assertEqual(first.json()["records"][0]["accepted"]["owner"], FIRST)
        held = second.json()["records"][0]
        self.assertNotIn("accepted", held)
        self.assertEqual((held["owner"], held["beside"][0]["awaits"]), (SECOND, "record-taken-over"))
        self.assertIn(fiscal_code(2), json.dumps(held["beside"]))
        found = self.ask("search", 2).json()["items"][0]
        self.assertNotIn("accepted", found)


class OneComune(Asking, OwnerCase):
    @classmethod
    def prepare(cls):
        super().prepare()
        path = cls.installation.folder / "clients.yaml"
        text = path.read_text()
        entry = re.search(r"  - name: ats\n(?:    .*\n)+", text).group()
        limited = re.sub(r"rights: .*", "rights: [see-bodies, administer]", entry)
        path.write_text(text.replace(entry, limited))

    def test_a_client_of_one_comune_exports_its_own_and_restricts_nothing(self):
        self.send(self.owner, case_file(1, assistito=person(1)))
        self.send(self.stranger, case_file(2, comune=SECOND, assistito=person(1)))
        self.assertEqual(len(self.ask("export", 1).json()["records"]), 2)
        own = self.ask("export", 1, self.ats).json()
        self.assertEqual([item["owner"] for item in own["records"]], [SECOND])
        self.assertEqual(len(own["submissions"]), 1)
        self.send(self.owner, case_file(3, assistito=person(3)))
        none = self.ask("export", 3, self.ats).json()
        self.assertEqual((none["records"], none["identities"], none["submissions"]), ([], [], []))
        for act in ("restrict", "lift"):
            problem = self.assert_problem(self.ask(act, 1, self.ats), 403, "missing-right")
            self.assertIn("comuni", problem["detail"])
