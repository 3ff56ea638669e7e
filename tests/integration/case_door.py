"""Access: certificates, rights, paths, methods, and the answers to refused callers."""

import ssl
import subprocess

from support.gateway_case import GatewayCase
from support.https_client import Client
from support.installation import CANARY, ROOT
from support.people import fiscal_code


class Door(GatewayCase):
    @classmethod
    def prepare(cls):
        cls.installation.script("certs/issue", cls.installation.folder / "certs", "client", "stranger")

    def test_status_is_open_to_everyone(self):
        answer = self.nobody.get("/status")
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer.header("content-type"), "application/problem+json")
        self.assertEqual((answer.json()["status"], answer.json()["title"]), (200, "OK"))

    def test_whoami_shows_the_client(self):
        seen = self.installation.client("bergamo").get("/v1/whoami").json()
        self.assertEqual((seen["client"], seen["rights"], seen["sources"]), ("bergamo", ["submit"], ["bergamo"]))
        shown = subprocess.run(
            ["openssl", "x509", "-in", self.installation.folder / "certs/bergamo.pem", "-noout", "-fingerprint",
             "-sha256", "-subject", "-nameopt", "RFC2253"], check=True, capture_output=True, text=True).stdout
        fingerprint, subject = (line.split("=", 1)[1] for line in shown.splitlines())
        self.assertEqual(seen["fingerprint"], fingerprint.replace(":", "").lower())
        self.assertEqual(seen["subject"], subject)
        for key in ("expiry", "server_time"):
            self.assertRegex(seen[key], r"^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")
        self.assertLess(seen["server_time"], seen["expiry"])

    def test_requires_a_certificate(self):
        self.assert_problem(self.nobody.get("/v1/whoami"), 401, "certificate-required")

    def test_refuses_a_valid_certificate_that_is_not_listed(self):
        self.assert_problem(self.installation.client("stranger").get("/v1/whoami"), 403, "unknown-client")
        answer = self.installation.client("stranger").get("/fhir/metadata")  # FHIR clients get an OperationOutcome
        self.assertEqual((answer.status, answer.json()["issue"][0]["code"]), (403, "forbidden"))

    def test_refuses_untrusted_certificates_in_the_handshake(self):
        certs = self.installation.folder / "certs"
        for name in ("expired", "revoked", "foreign/foreign"):
            with self.subTest(name), self.assertRaises((ssl.SSLError, ConnectionError)):
                Client(self.installation.port, certs / "ca.pem", certs / f"{name}.pem",
                       certs / f"{name}.key").get("/v1/whoami")

    def test_refuses_requests_without_the_right(self):
        refused = self.ats.post("/v1/sources/bergamo/submissions", b"", "text/csv")
        self.assert_problem(refused, 403, "missing-right")
        self.assert_problem(self.installation.client("bergamo").get("/v1/releases"), 403, "missing-right")
        self.assert_problem(self.ats.post_json("/v1/releases", {"period": "2017"}), 403, "missing-right")

    def test_refuses_a_source_of_another_client(self):
        refused = self.installation.client("bergamo").post("/v1/sources/treviglio/submissions", b"", "text/csv")
        self.assert_problem(refused, 403, "missing-right")

    def test_paths_of_callers_are_not_logged(self):
        for path in (f"/v1/sources/bergamo/records/{fiscal_code(1)}", f"/v1/submissions?cursor={fiscal_code(2)}",
                     f"/v1/{fiscal_code(3)}", f"/v1/sources/{fiscal_code(4)}/records", f"/errors/{CANARY}"):
            self.assertLess(self.installation.client("bergamo").get(path).status, 500)
        self.assertEqual(self.installation.leaks(), [])

    def test_methods_and_request_ids_with_identifiers_are_not_logged(self):
        given = fiscal_code(5)
        for client in (self.nobody, self.ats):
            answer = client.request(fiscal_code(6), "/v1/whoami", headers={"X-Request-Id": given})
            self.assertGreaterEqual(answer.status, 400)
            answer = client.get("/status", X_Request_Id=given)
            self.assertNotIn(given, str(answer.header("x-request-id")))
        self.assertEqual(self.ats.get("/v1/whoami", X_Request_Id="mine-1").header("x-request-id"), "mine-1")
        self.assert_log_tells('"method":"other"')
        log = self.installation.log.read_text()
        self.assertNotIn(given, log)
        self.assertNotIn(fiscal_code(6), log)

    def test_405_lists_the_allowed_methods(self):
        answer = self.ats.request("DELETE", "/v1/whoami")
        self.assert_problem(answer, 405, "method-not-allowed")
        self.assertIn("GET", answer.header("allow"))

    def test_unknown_paths_are_404(self):
        self.assert_problem(self.ats.get("/v1/nothing"), 404, "not-found")

    def test_returns_the_request_id_of_the_caller(self):
        self.assertEqual(self.ats.get("/v1/whoami", X_Request_Id="my-request-1").header("x-request-id"), "my-request-1")

    def test_explains_every_error_code_in_two_languages(self):
        page = self.nobody.get("/errors/unmapped-code")
        self.assertEqual(page.status, 200)
        self.assertIn("A code has no shared meaning yet", page.body.decode())
        self.assertIn("Un codice non ha ancora un significato condiviso", page.body.decode())
        self.assert_problem(self.nobody.get("/errors/no-such-code"), 404, "not-found")

    def test_serves_its_own_description(self):
        for address, media_type in (("/openapi.yaml", "application/yaml"),
                                    ("/schemas/case.schema.json", "application/schema+json")):
            with self.subTest(address):
                answer = self.nobody.get(address)
                self.assertEqual((answer.status, answer.header("content-type")), (200, media_type))
                self.assertEqual(answer.body, (ROOT / "schemas" / address.rsplit("/", 1)[1]).read_bytes())
