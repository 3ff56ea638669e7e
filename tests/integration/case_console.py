"""The web console over HTTPS: who may enter, and which files are served with which headers."""

import gzip
import http.client

from support.gateway_case import GatewayCase

PAGE = b"<!doctype html><html lang=\"it\"><title>Raccordo</title></html>"
SCRIPT = b"export {};\n" * 40
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"


class Console(GatewayCase):
    @classmethod
    def prepare(cls):
        folder = cls.installation.folder / "pages/assets"
        folder.mkdir(parents=True)
        (folder.parent / "index.html").write_bytes(PAGE)
        (folder / "index-1a2b.js").write_bytes(SCRIPT)
        (folder / "index-1a2b.js.gz").write_bytes(gzip.compress(SCRIPT))
        with open(cls.installation.folder / "raccordo.yaml", "a") as configuration:
            configuration.write("console: pages\n")
        cls.installation.script("certs/issue", cls.installation.folder / "certs", "client", "stranger")

    def test_is_closed_without_a_listed_certificate(self):
        for path in ("/console", "/console/", "/console/worklist", "/console/assets/index-1a2b.js"):
            self.assert_problem(self.nobody.get(path), 401, "certificate-required")
            self.assert_problem(self.installation.client("stranger").get(path), 403, "unknown-client")

    def test_a_browser_is_refused_with_a_page(self):
        answer = self.nobody.get("/console/", Accept="text/html,application/xhtml+xml,*/*;q=0.8")
        self.assertEqual((answer.status, answer.header("content-type")), (401, "text/html; charset=utf-8"))
        self.assertIn("Serve un certificato", answer.body.decode())
        self.assertIn(answer.header("x-request-id"), answer.body.decode())

    def test_every_address_is_the_page(self):
        for path in ("/console", "/console/", "/console/worklist?filter=SAD", "/console/tables/bergamo/need?lang=en"):
            answer = self.ats.get(path)
            self.assertEqual((answer.status, answer.body), (200, PAGE), path)
            self.assertEqual(answer.header("content-type"), "text/html; charset=utf-8")
            self.assertEqual(answer.header("content-security-policy"), POLICY)
            self.assertEqual(self.ats.get(path, If_None_Match=answer.header("etag")).status, 304)

    def test_files_are_kept_for_ever_and_compressed(self):
        plain = self.ats.get("/console/assets/index-1a2b.js")
        self.assertEqual((plain.status, plain.body), (200, SCRIPT))
        self.assertEqual(plain.header("content-type"), "text/javascript; charset=utf-8")
        self.assertEqual(plain.header("cache-control"), "public, max-age=31536000, immutable")
        packed = self.ats.get("/console/assets/index-1a2b.js", Accept_Encoding="gzip, deflate, br, zstd")
        self.assertEqual(packed.header("content-encoding"), "gzip")
        self.assertEqual(gzip.decompress(packed.body), SCRIPT)
        self.assertNotEqual(plain.header("etag"), packed.header("etag"))

    def test_serves_nothing_else(self):
        for name in ("assets/none.js", "%2e%2e/raccordo.yaml", "..%2fraccordo.yaml", "%ff"):
            path = "/console/" + name
            self.assert_problem(self.ats.get(path), 404, "not-found")
        connection = self.ats.open()  # http.client sends the dots as they are
        try:
            connection.request("GET", "/console/../clients.yaml")
            self.assertEqual(connection.getresponse().status, 404)
        except http.client.RemoteDisconnected:
            self.fail("the connection was cut")
        finally:
            connection.close()

    def test_a_folder_without_the_page_is_an_error_of_the_configuration(self):
        folder = self.installation.folder
        text = (folder / "raccordo.yaml").read_text().replace("console: pages", "console: store")
        (folder / "wrong.yaml").write_text(text)
        done = self.installation.verb("check", config=folder / "wrong.yaml")
        self.assertEqual(done.returncode, 1)
        self.assertIn("deploy/console", done.stdout + done.stderr)
