"""HTTP/1.1 at byte level (RFC 9112): unambiguous requests are accepted, ambiguous ones refused."""

from support.gateway_case import GatewayCase
from support.people import case_file, document

PATH = "/v1/sources/isola-bergamasca/submissions"


class Wire(GatewayCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sender = cls.installation.client("isola-bergamasca")

    def test_accepts_the_absolute_form_of_a_target(self):
        for target in ("https://localhost/v1/whoami", f"https://localhost:{self.installation.port}/v1/whoami",
                       "HTTPS://anything.example/v1/whoami"):
            with self.subTest(target):
                answer = self.sender.raw(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
                self.assertEqual((answer.status, answer.json()["client"]), (200, "isola-bergamasca"))

    def test_accepts_empty_lines_before_a_request(self):
        for lines in (b"\r\n", b"\r\n\r\n\r\n"):
            answer = self.sender.raw(lines, b"GET /v1/whoami HTTP/1.1\r\nHost: localhost\r\n\r\n")
            self.assertEqual(answer.status, 200)

    def test_refuses_ambiguous_heads(self):
        get = "GET /v1/whoami HTTP/1.1\r\nHost: localhost\r\n"
        for head in (get + "X: a\r\n b\r\n", get + "X: a\r\n\tb\r\n", "GET /v1/whoami HTTP/1.1\r\n Host: localhost\r\n",
                     "GET /v1/whoami HTTP/1.1\nHost: localhost\n", get + "X: a\nY: b\r\n", get + "X: a\rY: b\r\n",
                     get + "X: a\0b\r\n", get + "X: a\x01b\r\n", get + "X: a\x7fb\r\n", get + "X\0: a\r\n",
                     get + "X : a\r\n", get + ": a\r\n", get + "no colon\r\n",
                     "GET /v1/whoami HTTP/1.1\r\n", get + "Host: localhost\r\n", get + "Host: other\r\n",
                     "GET /v1/whoami HTTP/1.1\r\nHost: a b\r\n", "GET /v1/whoami HTTP/1.1\r\nHost: a/b\r\n",
                     "GET https://u:p@localhost/v1/whoami HTTP/1.1\r\nHost: localhost\r\n",
                     "GET ftp://localhost/v1/whoami HTTP/1.1\r\nHost: localhost\r\n",
                     "GET  /v1/whoami HTTP/1.1\r\nHost: localhost\r\n", "GET /v1/whoami HTTP/2.0\r\nHost: localhost\r\n",
                     "GET /v1/whoami\r\nHost: localhost\r\n"):
            with self.subTest(head=head):
                refused = self.sender.raw(head.encode("latin-1") + b"\r\n")
                self.assertEqual((refused.status, refused.json()["code"], refused.header("connection")),
                                 (400, "bad-request", "close"))

    def smuggle(self, head, body):
        return self.sender.raw(f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                               f"{head}\r\n".encode() + body)

    def test_refuses_ambiguous_body_lengths(self):
        chunked = "Transfer-Encoding: chunked\r\n"
        hidden = b"0\r\n\r\nGET /v1/whoami HTTP/1.1\r\nHost: localhost\r\n\r\n"
        for head in ("Content-Length: 5\r\n" + chunked, chunked + "Content-Length: 5\r\n",
                     "Content-Length: 5\r\nContent-Length: 6\r\n", "Content-Length: 5, 6\r\n",
                     "Content-Length: +5\r\n", "Content-Length: 0x5\r\n", "Content-Length: 5 5\r\n",
                     "Content-Length: -5\r\n", "Content-Length: 18446744073709551616\r\n",
                     "Transfer-Encoding: gzip, chunked\r\n", "Transfer-Encoding: chunked, chunked\r\n",
                     "Transfer-Encoding: xchunked\r\n", "Transfer-Encoding: identity\r\n", chunked + chunked,
                     "Transfer-Encoding : chunked\r\n", "Transfer-Encoding:\r\n chunked\r\n",
                     "Transfer-Encoding: \x0bchunked\r\n", "Content-Length:\r\n 5\r\n"):
            with self.subTest(head=head):
                self.assertEqual(self.smuggle(head, hidden).status, 400)
        self.assertEqual(self.sender.get("/v1/submissions").json()["items"], [], "nothing of them was stored")

    def test_refuses_invalid_chunks(self):
        body = document(case_file(1))
        for size in ("", "x", "-1", "0x5", " 5", "10000000000000000", "fffffffffffffffff", "5;" + "x" * 300):
            with self.subTest(size=size):
                refused = self.smuggle("Transfer-Encoding: chunked\r\n", f"{size}\r\n".encode() + body + b"\r\n0\r\n\r\n")
                self.assertEqual(refused.status, 400)
        trailers = b"0\r\n" + b"T: 1\r\n" * 1000 + b"\r\n"
        for end in (trailers, b"0\r\nT: " + b"x" * 70_000 + b"\r\n\r\n"):
            refused = self.smuggle("Transfer-Encoding: chunked\r\n", f"{len(body):x}\r\n".encode() + body + b"\r\n" + end)
            self.assertIn(refused.status, (400, 431))

    def test_limits_the_number_of_headers(self):
        head = b"GET /v1/whoami HTTP/1.1\r\nHost: localhost\r\n"
        self.assertEqual(self.sender.raw(head + b"X: a\r\n" * 99 + b"\r\n").status, 200)
        self.assertEqual(self.sender.raw(head + b"X: a\r\n" * 100 + b"\r\n").status, 431)
