"""HTTP: every refusal is a complete problem that names its limit, and every answer has the headers that clients
need."""

import gzip

from support.gateway_case import GatewayCase
from support.people import case_file, document

ISOLA = "/v1/sources/isola-bergamasca/submissions"
JSON = "application/json"
BODY_LIMIT, HEADER_LIMIT, SMALL_BODY_LIMIT = 256 * 1024, 4 * 1024, 64 * 1024


def head(method, path, *lines):
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: localhost", *lines, "", ""]).encode()


class Protocol(GatewayCase):
    more_configuration = "limits: {body: 256KiB, header: 4KiB, idle_seconds: 1}\n"

    def setUp(self):
        self.sender = self.installation.client("isola-bergamasca")

    def refused(self, answer, status, code, instance, retry="no"):
        problem = self.assert_problem(answer, status, code)
        self.assertEqual((problem["instance"], problem["retry"]), (instance, retry))
        self.assertLessEqual(set(problem), {"type", "title", "status", "detail", "instance", "code", "request_id",
                                            "retry", "errors", "receipt"})
        return problem

    def test_a_body_announced_beyond_the_limit_is_refused_by_its_head(self):
        answer = self.sender.raw(head("POST", ISOLA, f"Content-Type: {JSON}", f"Content-Length: {BODY_LIMIT + 1}"))
        self.assertIn(str(BODY_LIMIT), self.refused(answer, 413, "body-too-large", ISOLA)["detail"])

    def test_a_body_in_chunks_is_refused_where_it_passes_the_limit(self):
        chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
        answer = self.sender.raw(head("POST", ISOLA, f"Content-Type: {JSON}", "Transfer-Encoding: chunked"),
                                 chunk * 4 + b"1\r\n \r\n0\r\n\r\n")
        self.refused(answer, 413, "body-too-large", ISOLA)

    def test_the_limit_holds_for_the_decompressed_body_too(self):
        whole = document(case_file(5000))
        at_limit = gzip.compress(whole + b" " * (BODY_LIMIT - len(whole)), 1)
        beyond = gzip.compress(whole + b" " * (BODY_LIMIT - len(whole) + 1), 1)
        self.assertEqual(self.sender.post(ISOLA, at_limit, JSON, Content_Encoding="gzip").status, 201)
        answer = self.sender.post(ISOLA, beyond, JSON, Content_Encoding="gzip")
        self.assertIn(str(BODY_LIMIT), self.refused(answer, 413, "body-too-large", ISOLA)["detail"])

    def test_the_small_bodies_of_other_requests_have_their_own_limit(self):
        order = b'{"period":"nothing"}'
        at_limit = self.administrator.post("/v1/releases", order.ljust(SMALL_BODY_LIMIT), JSON)
        self.refused(at_limit, 422, "unknown-period", "/v1/releases")
        beyond = self.administrator.post("/v1/releases", order.ljust(SMALL_BODY_LIMIT + 1), JSON)
        self.assertIn(str(SMALL_BODY_LIMIT), self.refused(beyond, 413, "body-too-large", "/v1/releases")["detail"])

    def test_headers_have_a_limit(self):
        for extra, status in ((0, 200), (1, 431)):
            lines = head("GET", "/v1/whoami", "X-Filler: ")
            filler = b"x" * (HEADER_LIMIT - len(lines) + extra)
            with self.subTest(bytes=HEADER_LIMIT + extra):
                answer = self.sender.raw(lines.replace(b"X-Filler: ", b"X-Filler: " + filler))
                self.assertEqual(answer.status, status)
        problem = self.refused(answer, 431, "header-too-large", "/v1/whoami")
        self.assertIn(str(HEADER_LIMIT), problem["detail"])

    def test_a_stalled_body_is_408(self):
        answer = self.sender.raw(head("POST", ISOLA, f"Content-Type: {JSON}", "Content-Length: 100"), b"[")
        self.refused(answer, 408, "slow-sender", ISOLA, "if-idempotent")
        self.assertEqual(answer.header("connection"), "close")

    def test_a_stalled_head_is_408(self):
        answer = self.sender.raw(b"GET /v1/whoami HTTP/1.1\r\nHost: loc")
        self.assertEqual((answer.status, answer.json()["code"]), (408, "slow-sender"))

    def test_invalid_http_is_400(self):
        for request in (b"nonsense\r\n\r\n", b"GET /v1/whoami HTTP/1.1\r\n\r\n", head("GET", "whoami"),
                        head("GET", "/\xe0"), head("POST", ISOLA, "Content-Length: 1", "Content-Length: 2")):
            with self.subTest(request=request):
                self.assert_problem(self.sender.raw(request), 400, "bad-request")

    def test_unknown_expectations_are_refused(self):
        answer = self.sender.raw(head("GET", "/v1/whoami", "Expect: miracles"))
        self.refused(answer, 417, "expectation-failed", "/v1/whoami")

    def test_a_connection_stays_open_after_a_refusal(self):
        connection = self.sender.open()
        try:
            for path, status in (("/v1/nothing", 404), ("/v1/releases", 403), ("/v1/whoami", 200)):
                connection.request("GET", path)
                answer = connection.getresponse()
                answer.read()
                self.assertEqual(answer.status, status)
        finally:
            connection.close()

    def test_head_is_get_without_the_body(self):
        for path in ("/v1/whoami", "/v1/submissions", "/openapi.yaml", "/errors/bad-date", "/status"):
            with self.subTest(path):
                got, asked = self.sender.get(path), self.sender.request("HEAD", path)
                self.assertEqual((asked.status, asked.body), (200, b""))
                self.assertEqual(asked.header("content-type"), got.header("content-type"))
        self.assertEqual(self.sender.request("HEAD", "/v1/nothing").status, 404)

    def test_405_of_each_path_lists_its_methods(self):
        for path, allowed in ((ISOLA, "POST"), ("/v1/whoami", "GET"), ("/v1/releases", "GET, POST"),
                              ("/v1/sources/isola-bergamasca/records/X", "GET, DELETE"),
                              ("/v1/submissions/X/status", "GET")):
            with self.subTest(path):
                answer = self.administrator.request("PATCH", path)
                self.refused(answer, 405, "method-not-allowed", path)
                self.assertEqual(answer.header("allow"), allowed)

    def test_an_unusable_request_id_is_replaced(self):
        for own in ("two words", "<script>", "x" * 65):
            given = self.sender.get("/v1/whoami", X_Request_Id=own).header("x-request-id")
            self.assertNotEqual(given, own)
            self.assertEqual(len(given), 26)
        self.assertEqual(self.sender.get("/v1/whoami", X_Request_Id="x" * 64).header("x-request-id"), "x" * 64)
        answer = self.sender.get("/v1/nothing", X_Request_Id="mine")
        self.assertEqual(answer.json()["request_id"], "mine")

    def test_unreadable_queries_and_paths_are_refused(self):
        self.refused(self.sender.get("/v1/submissions?cursor=%zz"), 400, "bad-request", "/v1/submissions")
        self.refused(self.sender.get("/v1/submissions?cursor=%ff"), 400, "bad-request", "/v1/submissions")
        path = "/v1/sources/isola-bergamasca/records/%zz"
        self.refused(self.sender.get(path), 404, "not-found", path)

    def test_every_submission_has_rate_limit_headers(self):
        answer = self.sender.post(ISOLA, document(), JSON)
        limit = int(answer.header("ratelimit-limit"))
        self.assertLessEqual(int(answer.header("ratelimit-remaining")), limit)
        self.assertGreaterEqual(int(answer.header("ratelimit-reset")), 0)

    def test_the_charset_must_be_that_of_the_source(self):
        for source, media_type, status in (
                ("isola-bergamasca", "application/json; charset=utf-8", 201),
                ("isola-bergamasca", 'application/json; charset="UTF-8"', 201),
                ("isola-bergamasca", "application/json; charset=us-ascii", 201),
                ("isola-bergamasca", "application/json; charset=iso-8859-1", 415),
                ("bergamo", "text/csv; charset=windows-1252; header=present", 400),
                ("bergamo", "text/csv; charset=ISO-8859-1", 400),
                ("bergamo", "text/csv; charset=utf-8", 415),
                ("health-portal", "application/hl7-v3+xml; charset=iso-8859-15", 400)):
            with self.subTest(source=source, media_type=media_type):
                body = document() if source == "isola-bergamasca" else b""
                path = f"/v1/sources/{source}/submissions"
                answer = self.installation.client(source).post(path, body, media_type)
                self.assertEqual(answer.status, status, answer.body)
                if status == 415:
                    self.refused(answer, 415, "unsupported-media-type", path)

    def test_each_source_accepts_every_media_type_of_its_format(self):
        for source, media_types in (
                ("health-portal", ("application/xml", "text/xml", "application/hl7-v3+xml")),
                ("isola-bergamasca", ("application/json", "application/x-ndjson", "application/jsonl")),
                ("bergamo", ("text/csv",)), ("treviglio", ("Text/CSV",))):
            for media_type in media_types:
                with self.subTest(source=source, media_type=media_type):
                    answer = self.installation.client(source).post(f"/v1/sources/{source}/submissions", b"", media_type)
                    self.assertNotEqual(answer.status, 415)
            path = f"/v1/sources/{source}/submissions"
            for wrong in ("image/png", "", "nonsense"):
                answer = self.installation.client(source).post(path, b"", wrong)
                self.assertIn(media_types[0].lower(),
                              self.refused(answer, 415, "unsupported-media-type", path)["detail"])
