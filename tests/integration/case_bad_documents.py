"""Documents that are invalid as a whole: each with its exact answer, without their content in answer or log."""

import gzip

from support.gateway_case import GatewayCase
from support.installation import CANARY, ROOT
from support.people import case_file, document

ISOLA = "/v1/sources/isola-bergamasca/submissions"
PORTAL = "/v1/sources/health-portal/submissions"
BERGAMO = "/v1/sources/bergamo/submissions"
TREVIGLIO = "/v1/sources/treviglio/submissions"
XML, JSON, CSV = "application/xml", "application/json", "text/csv"


class BadDocuments(GatewayCase):
    more_configuration = "limits: {body: 1MiB, depth: 64}\n"

    def send(self, source, path, body, media_type, **headers):
        answer = self.installation.client(source).post(path, body, media_type, **headers)
        self.assertNotIn(CANARY, answer.body.decode().casefold())
        return answer

    def test_invalid_documents_are_malformed(self):
        for source, path, media_type, body in (
                ("isola-bergamasca", ISOLA, JSON, b""),
                ("isola-bergamasca", ISOLA, JSON, b"not json"),
                ("isola-bergamasca", ISOLA, JSON, b'{"altro":[]}'),
                ("health-portal", PORTAL, XML, b""),
                ("health-portal", PORTAL, XML, b"<html></html>"),
                ("health-portal", PORTAL, XML, b"\x00\x01\x02"),
                ("bergamo", BERGAMO, CSV, b"")):
            with self.subTest(source=source, body=body):
                self.assert_problem(self.send(source, path, body, media_type), 400, "malformed-document")

    def test_an_empty_list_has_no_records(self):
        answer = self.send("isola-bergamasca", ISOLA, document(), JSON)
        self.assertEqual((answer.status, answer.json()["counts"]["received"]), (201, 0))

    def test_records_before_a_truncation_are_stored(self):
        whole = document(case_file(300), case_file(301))
        answer = self.send("isola-bergamasca", ISOLA, whole[:-40], JSON)
        problem = self.assert_problem(answer, 422, "truncated-document")
        self.assertEqual(problem["receipt"]["state"], "TRUNCATED")
        self.assertEqual(problem["receipt"]["counts"]["accepted"], 1)
        again = self.send("isola-bergamasca", ISOLA, whole, JSON).json()
        self.assertEqual((again["counts"]["unchanged"], again["counts"]["accepted"]), (1, 1))

    def test_records_before_an_xml_error_are_stored(self):
        whole = (ROOT / "mappings/health-portal/examples/batch.xml").read_bytes()
        second = whole.index(b"HP-EX-42")
        for broken in (whole[:second] + b"<<" + whole[second:], whole[:second],
                       whole[:second] + whole[second:].replace(b"Cognome", b"Cogn\xf2me", 1),
                       whole[:second] + b'"/>' + b"<a>" * 100_000):
            with self.subTest(broken=broken[second:second + 20]):
                problem = self.assert_problem(self.send("health-portal", PORTAL, broken, XML), 422, "truncated-document")
                receipt, error = problem["receipt"], problem["errors"][0]
                self.assertEqual((receipt["state"], receipt["counts"]["received"]), ("TRUNCATED", 1))
                self.assertEqual(error["at"]["path"], "/messages/PRSS_IN001004ZZ[2]")
                self.assertGreater(error["at"]["line"], 40)
        corrected = self.send("health-portal", PORTAL, whole, XML).json()
        self.assertEqual((corrected["counts"]["accepted"], corrected["counts"]["unchanged"]), (2, 1))

    def test_an_unclosed_quote_rejects_its_own_case_with_its_row(self):
        usual = (ROOT / "mappings/treviglio/examples/usual.csv").read_bytes()
        opened = usual.replace(b"C,TV000003,", b'C,TV000003,"')
        receipt = self.send("treviglio", TREVIGLIO, opened, CSV).json()
        self.assertEqual((receipt["counts"]["received"], receipt["counts"]["accepted"], receipt["counts"]["rejected"]),
                         (3, 2, 1))
        self.assertEqual({issue["record"] for issue in receipt["issues"]}, {3})
        self.assertEqual((receipt["issues"][0]["code"], receipt["issues"][0]["at"]["row"]), ("malformed-document", 9))
        corrected = self.send("treviglio", TREVIGLIO, usual, CSV).json()
        self.assertEqual((corrected["counts"]["unchanged"], corrected["counts"]["accepted"]), (2, 1))

    def test_a_wrong_encoding_is_reported(self):
        batch = (ROOT / "mappings/health-portal/examples/batch.xml").read_bytes()
        wrong = batch.replace(b"Cognome", b"Cogn\xf2me", 1)
        problem = self.assert_problem(self.send("health-portal", PORTAL, wrong, XML), 400, "bad-encoding")
        self.assertEqual(problem["errors"][0]["at"]["line"], 24)
        wide = document(case_file(310)).decode().encode("utf-16")
        self.assertEqual(self.send("isola-bergamasca", ISOLA, wide, JSON).status, 400)

    def test_hl7_acknowledges_success_repetition_and_refusal(self):
        whole = (ROOT / "mappings/health-portal/examples/all-phases.xml").read_bytes()
        for body, key, status, word in ((whole, "hl7", 201, b"AA"), (whole, "hl7", 201, b"AA"),
                                        (b"<html/>", "hl7-no", 400, b"AR")):
            answer = self.send("health-portal", PORTAL, body, XML, Accept=XML, Idempotency_Key=key)
            self.assertEqual((answer.status, answer.header("content-type")), (status, XML))
            self.assertIn(b"MCCI_IN000002UV01", answer.body)
            self.assertIn(b'<acknowledgement typeCode="' + word + b'"', answer.body)

    def test_hl7_answer_is_empty_if_the_sender_wants_none(self):
        whole = (ROOT / "mappings/health-portal/examples/all-phases.xml").read_bytes()
        wish = b'<acceptAckCode code="AL"/>'
        self.assertIn(wish, whole)
        for code, answered in ((b"AL", True), (b"ER", False), (b"NE", False)):
            body = whole.replace(wish, wish.replace(b"AL", code))
            answer = self.send("health-portal", PORTAL, body, XML, Accept=XML)
            self.assertEqual(answer.status, 201, code)
            self.assertTrue(answer.header("location"), code)
            self.assertEqual(b"MCCI_IN000002UV01" in answer.body, answered, code)
            self.assertEqual(answer.header("content-type"), XML, code)
            if not answered:
                self.assertEqual(answer.body, b"", code)

    def test_entities_and_doctypes_are_refused(self):
        bomb = ('<!DOCTYPE a [<!ENTITY b "xxxxxxxxxx">' + "".join(
            f'<!ENTITY b{i} "{"&b" + str(i - 1 if i > 1 else "") + ";"}{"&b;" * 9}">' for i in range(1, 9)) +
            "]><a>&b8;</a>").encode()
        outside = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
        for body in (bomb, outside, b"<!DOCTYPE a><a/>"):
            with self.subTest(body=body[:40]):
                answer = self.send("health-portal", PORTAL, body, XML)
                self.assert_problem(answer, 400, "malformed-document")

    def test_deep_nesting_is_refused(self):
        self.assertEqual(self.send("isola-bergamasca", ISOLA, b"[" * 100_000, JSON).status, 400)
        self.assertEqual(self.send("health-portal", PORTAL, b"<a>" * 100_000, XML).status, 400)

    def test_a_body_at_the_limit_passes_and_one_byte_more_does_not(self):
        body = document(case_file(310))
        padded = body + b" " * (1024 * 1024 - len(body))
        self.assertEqual(self.send("isola-bergamasca", ISOLA, padded, JSON).status, 201)
        self.assert_problem(self.send("isola-bergamasca", ISOLA, padded + b" ", JSON), 413, "body-too-large")

    def test_a_compressed_bomb_is_refused(self):
        bomb = gzip.compress(b" " * (64 * 1024 * 1024))
        answer = self.send("isola-bergamasca", ISOLA, bomb, JSON, Content_Encoding="gzip")
        self.assertEqual(answer.status, 413)
        self.assertIn(answer.json()["code"], ("compressed-bomb", "body-too-large"))

    def test_other_media_types_and_codings_are_refused_by_name(self):
        answer = self.send("isola-bergamasca", ISOLA, b"<a/>", XML)
        self.assertIn("application/json", self.assert_problem(answer, 415, "unsupported-media-type")["detail"])
        answer = self.send("isola-bergamasca", ISOLA, b"x", JSON, Content_Encoding="br")
        self.assert_problem(answer, 415, "unsupported-encoding")

    def test_an_unknown_source_is_reported(self):
        answer = self.send("isola-bergamasca", "/v1/sources/nowhere/submissions", b"{}", JSON)
        self.assertIn(answer.status, (403, 404))
        self.assertIn(answer.json()["code"], ("unknown-source", "missing-right"))
