"""Information of the gateway about itself: error pages, its description, and the loopback listener."""

import re

import yaml
from support.description import description, resolve
from support.gateway_case import GatewayCase
from support.people import case_file, document

SCHEMAS = description().api["components"]["schemas"]
CODES = [*SCHEMAS["IssueCode"]["enum"], *SCHEMAS["RequestCode"]["enum"]]


class Admin(GatewayCase):
    def test_every_code_has_a_page_in_both_languages(self):
        self.assertGreater(len(CODES), 40)
        for code in CODES:
            with self.subTest(code):
                page = self.nobody.get(f"/errors/{code}")
                self.assertEqual((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"))
                text = page.body.decode()
                self.assertIn(code, text)
                self.assertRegex(text, r'<section lang="it"><h2>[^<]+</h2><p>[^<]{40,}</p>')
                self.assertRegex(text, r'<section lang="en"><h2>[^<]+</h2><p>[^<]{40,}</p>')

    def test_described_paths_and_methods_exist(self):
        paths = yaml.safe_load(self.nobody.get("/openapi.yaml").body)["paths"]
        self.assertGreater(len(paths), 15)
        for path, operations in paths.items():
            methods = set(operations) & {"get", "post", "put", "delete"}
            with self.subTest(path):
                target = re.sub(r"\{[a-z_]+\}", "x", path)
                if path == "/metrics":  # paths of the other listener
                    self.assertEqual(self.installation.admin(path).status, 200)
                    continue
                answer = self.administrator.request("PATCH", target)
                if path.startswith("/fhir"):  # FHIR clients get an OperationOutcome
                    self.assertEqual((answer.status, answer.json()["resourceType"]), (405, "OperationOutcome"))
                else:
                    self.assert_problem(answer, 405, "method-not-allowed")
                self.assertEqual({method.lower() for method in answer.header("allow").split(", ")}, methods)

    def test_described_query_flags_are_true_or_false_and_nothing_else(self):
        """Of every path: a flag that is read loosely may do the opposite of what was asked."""
        def of(operation, path):  # the names
            for each in [*operation.get("parameters", []), *path.get("parameters", [])]:
                each = resolve(description().api, each)
                if each["in"] == "query" and resolve(description().api, each["schema"]).get("type") == "boolean":
                    yield each["name"]

        api = description().api["paths"]
        flags = [(path, method, name) for path, operations in api.items()
                 for method in set(operations) & {"get", "post", "put", "delete"}
                 for name in of(operations[method], operations)]
        self.assertEqual(sorted({name for _, _, name in flags}), ["dry_run", "reverse", "unmask"])
        sender = self.installation.client("isola-bergamasca")
        for path, method, name in flags:
            asks = sender if "{source}" in path else self.administrator
            address = path.replace("{source}", "isola-bergamasca").replace("{id}", "1")
            for value in ("1", "0", "no", "yes", "TRUE", "banana"):
                if path.startswith("/fhir/"):  # answered with an OperationOutcome
                    answer = asks.get(f"{address}?code=X&system=urn:x&{name}={value}")
                    self.assertEqual(answer.status, 400, address)
                    self.assertIn(f"`{name}`: must be true or false", answer.body.decode(), address)
                    continue
                answer = asks.request(method.upper(), f"{address}?{name}={value}", b"{}",
                                      {"Content-Type": "application/json"})
                wrong = self.assert_problem(answer, 400, "bad-request")
                self.assertIn(f"`{name}` must be true or false", wrong["detail"], address)

    def test_only_the_loopback_listener_serves_metrics(self):
        self.assert_problem(self.nobody.get("/metrics"), 404, "not-found")
        self.installation.client("isola-bergamasca").post("/v1/sources/isola-bergamasca/submissions",
                                                          document(case_file(1)), "application/json")
        text = self.installation.admin("/metrics").body.decode()
        self.assertRegex(text, r'(?m)^raccordo_\w+\{[^}]*isola-bergamasca[^}]*\} 1$')
        self.assertIn("/v1/sources/{source}/submissions", text)
        self.assertNotIn("IB-1", text)
        self.assertEqual(self.installation.admin("/metrics", "HEAD").body, b"")

    def test_the_loopback_listener_serves_nothing_else(self):
        status = self.installation.admin("/status").json()
        self.assertEqual((status["type"], status["status"], status["title"]), ("about:blank", 200, "OK"))
        for path in ("/v1/whoami", "/openapi.yaml", "/"):
            answer = self.installation.admin(path)
            self.assertEqual((answer.status, answer.json()["instance"]), (404, path))

    def test_a_reachable_admin_listener_is_a_configuration_fault(self):
        configuration = self.installation.folder / "open.yaml"
        text = (self.installation.folder / "raccordo.yaml").read_text()
        configuration.write_text(re.sub(r"admin_listen: 127\.0\.0\.1", "admin_listen: 0.0.0.0", text))
        done = self.installation.verb("check", config=configuration)
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"{configuration}:2: `admin_listen`: must be a loopback address", done.stdout)
        self.assertEqual(self.installation.verb("serve", config=configuration).returncode, 1)
