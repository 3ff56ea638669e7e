"""The language of sentences: Italian by Accept-Language, English by default, from every answer that has sentences."""

import json

from support.gateway_case import GatewayCase
from support.people import case_file, document

PATH = "/v1/sources/isola-bergamasca/submissions"
JSON = "application/json"
SAD9 = [{"id": "1", "area": "ANZ", "codice": "SAD9", "dal": "2017-03-06"}]


class Languages(GatewayCase):
    def setUp(self):
        self.sender = self.installation.client("isola-bergamasca")

    def send(self, number, query="", language=None, **headers):
        if language is not None:
            headers["Accept-Language"] = language
        body = document(case_file(number, interventi=SAD9), case_file(number + 1, apertura=""))
        answer = self.sender.post(PATH + query, body, JSON, **headers)
        self.assertIn(answer.status, (200, 201), answer.body)
        return answer

    def assert_language(self, answer, language):
        self.assertEqual(answer.header("content-language"), language)
        self.assertIn("Accept-Language", answer.header("vary"))

    def assert_italian(self, issues):
        waits, wrong = issues
        self.assertEqual((waits["code"], waits["value"]), ("unmapped-code", "ANZ|SAD9"))
        self.assertEqual(waits["outcome"], "QUARANTINED")
        self.assertTrue(waits["message"].startswith("Dato: intervento 1, tipo. La tabella"), waits["message"])
        self.assertIn("ANZ|SAD9", waits["message"])
        self.assertIn("No approved row", waits["technical"])
        self.assertEqual((wrong["code"], wrong["field"]), ("missing-field", "opened"))
        self.assertTrue(wrong["message"].startswith("Dato: apertura. Manca un dato"), wrong["message"])

    def assert_english(self, issues):
        self.assertIn("No approved row", issues[0]["message"])
        self.assertIn("missing or empty", issues[1]["message"])
        self.assertFalse(any("technical" in issue for issue in issues))

    def test_a_receipt_is_in_the_language_of_each_request(self):
        answer = self.send(100, language="it-IT, en;q=0.5")
        self.assert_language(answer, "it")
        self.assert_italian(answer.json()["issues"])
        for path in (answer.header("location"), answer.header("location") + "/issues"):
            for language, expected in (("it", "it"), ("", "en"), ("de, *;q=0.3", "en"), ("it;q=0, *", "en"),
                                       ("en;q=0.2, it;q=0.7", "it"), ("it;q=x", "en"), ("\t,;q=1,italiano", "en")):
                with self.subTest(path=path, language=language):
                    again = self.sender.get(path, **{"Accept-Language": language})
                    self.assert_language(again, expected)
                    issues = again.json().get("issues") or again.json()["items"]
                    self.assert_italian(issues) if expected == "it" else self.assert_english(issues)

    def test_the_faults_of_a_table_are_in_italian_with_the_english_beside(self):
        editor = self.installation.client("administrator")
        etag = editor.get("/v1/tables/bergamo/need").header("etag")
        body = ("source_code,target_code,relationship,status\n"
                "A,nessuna,equivalent,APPROVED\nB,,equivalent,FORSE\nC\n")

        def refused(language):
            answer = editor.request("PUT", "/v1/tables/bergamo/need", body.encode(),
                                    {"Content-Type": "text/csv", "If-Match": etag, "Accept-Language": language})
            self.assertEqual(answer.status, 422, answer.body)
            self.assert_language(answer, language)
            return answer.json()["errors"]

        italian, english = refused("it"), refused("en")
        self.assertEqual([each["technical"] for each in italian], [each["message"] for each in english])
        said = "; ".join(each["message"] for each in italian)
        for sentence in ("non è nel vocabolario \"need\"", "non è uno dei valori ammessi", "la riga ha 1 celle"):
            self.assertIn(sentence, said)

    def test_english_is_the_default(self):
        answer = self.send(110)
        self.assert_language(answer, "en")
        self.assert_english(answer.json()["issues"])

    def test_a_dry_run_and_a_repetition_by_key_are_translated(self):
        dry = self.send(120, "?dry_run=true", "it")
        self.assert_language(dry, "it")
        self.assert_italian(dry.json()["issues"])
        first = self.send(122, "", None, Idempotency_Key="lingue-1")
        self.assert_english(first.json()["issues"])
        again = self.send(122, "", "it", Idempotency_Key="lingue-1")
        self.assertEqual((again.header("idempotency-replayed"), again.json()["id"]), ("true", first.json()["id"]))
        self.assert_italian(again.json()["issues"])

    def test_records_and_waiting_records_are_translated(self):
        self.send(130)
        seer = self.installation.client("administrator")
        for client, path, pick in ((self.sender, "/v1/sources/isola-bergamasca/records/IB-130", lambda body: body),
                                   (self.sender, "/v1/sources/isola-bergamasca/records?limit=1000",
                                    lambda body: next(i for i in body["items"] if i["record_id"] == "IB-130")),
                                   (seer, "/v1/quarantine/records?record_id=IB-130", lambda body: body["items"][0])):
            for language, start in (("it", "Dato: intervento 1, tipo."), ("en", "No approved row")):
                with self.subTest(path=path, language=language):
                    answer = client.get(path, **{"Accept-Language": language})
                    self.assert_language(answer, language)
                    self.assertTrue(pick(answer.json())["issues"][0]["message"].startswith(start))

    def test_problems_are_translated_and_keep_their_english_detail(self):
        wrong = self.sender.get("/v1/submissions?limitt=3", **{"Accept-Language": "it"})
        self.assert_problem(wrong, 400, "bad-request")
        self.assert_language(wrong, "it")
        problem = wrong.json()
        self.assertEqual(problem["title"], "La richiesta non è leggibile")
        self.assertIn("`limit`", problem["technical"])
        english = self.sender.get("/v1/submissions?limitt=3")
        self.assert_language(english, "en")
        self.assertEqual(english.json()["detail"], problem["technical"])
        self.assertNotIn("technical", english.json())

    def test_a_truncated_document_is_italian_in_all_its_parts(self):
        body = document(case_file(140, interventi=SAD9), case_file(141))[:-40]
        answer = self.sender.post(PATH, body, JSON, **{"Accept-Language": "it"})
        self.assert_problem(answer, 422, "truncated-document")
        problem = answer.json()
        self.assertEqual(problem["title"], "Il documento si interrompe")
        self.assertIn("Inviare di nuovo il documento intero", problem["errors"][0]["message"])
        self.assertIn("Dato: intervento 1, tipo.", json.dumps(problem["receipt"]["issues"][0], ensure_ascii=False))

    def test_an_acknowledgement_in_hl7_has_its_details_in_italian(self):
        portal = self.installation.client("health-portal")
        for language, words in (("it", "Correggere"), ("en", None)):
            answer = portal.post("/v1/sources/health-portal/submissions", b"<html/>", "application/xml",
                                 **{"Accept": "application/xml", "Accept-Language": language})
            self.assertEqual(answer.status, 400)
            self.assert_language(answer, language)
            text = answer.body.decode()
            self.assertIn('<acknowledgement typeCode="AR"', text)
            self.assertEqual("technical: " in text, language == "it", text)
            if words:
                self.assertIn(words, text)
