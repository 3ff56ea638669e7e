"""Changes while the gateway runs: clients, certificates and rules on SIGHUP; a regular end on SIGTERM."""

import re
import ssl
import subprocess

from support.gateway_case import GatewayCase
from support.https_client import Answer
from support.installation import BUILD
from support.people import case_file, document

PATH = "/v1/sources/isola-bergamasca/submissions"


def ask(connection, method, path, body=None, headers=None):
    """One request on an open connection."""
    connection.request(method, path, body=body, headers=headers or {})
    answer = connection.getresponse()
    return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())


class Reload(GatewayCase):
    def setUp(self):
        self.clients = self.installation.folder / "clients.yaml"
        kept = self.clients.read_text()
        self.addCleanup(self.restore, kept)

    def restore(self, kept):
        self.clients.write_text(kept)
        self.reloaded("reloaded")

    def reloaded(self, event):
        """Reloads and waits until the log reports that it is done."""
        before = self.told(event)
        self.installation.reload()
        self.wait_for(self.nobody, "/status", lambda _: self.told(event) > before)

    def test_the_verb_tells_what_was_taken_over_or_why_not(self):
        self.clients.write_text(self.without("isola-bergamasca"))
        done = self.installation.verb("reload")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"Taken over: certificates and revocation lists, [1-9]\d* clients, [1-9]\d* sources,")
        refused = self.installation.client("isola-bergamasca").get("/v1/whoami")
        self.assert_problem(refused, 403, "unknown-client")
        self.clients.write_text("clients: []\n")
        done = self.installation.verb("reload")
        self.assertEqual(done.returncode, 1)
        self.assertIn("the former files stay in force", done.stderr)
        self.assertIn("no client could connect", done.stderr)
        self.assertEqual(self.installation.verb("reload", "--json").returncode, 1)

    def test_two_orders_at_once_each_get_their_own_answer(self):
        order = [BUILD / "raccordo", "reload", "--config", self.installation.folder / "raccordo.yaml"]
        kept = self.clients.read_text()
        for _ in range(6):
            self.clients.write_text(kept)
            first = subprocess.Popen(order, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self.clients.write_text(kept + "x: [\n")
            self.assertEqual(self.installation.verb("reload").returncode, 1, "this file is faulty")
            first.wait(60)

    def test_the_verb_signals_nobody_who_is_no_gateway(self):
        other = self.installation.folder / "other.yaml"
        text = (self.installation.folder / "raccordo.yaml").read_text()
        other.write_text("\n".join(line for line in text.splitlines() if not line.startswith("store:"))
                         + "\nstore: {sqlite: nowhere/raccordo.db}\n")
        done = self.installation.verb("reload", config=other)
        self.assertEqual(done.returncode, 1)
        self.assertIn("no gateway runs with this configuration", done.stderr)

    def told(self, event):
        return self.installation.log.read_text().count(f'"{event}"')

    def without(self, name):
        text = self.clients.read_text()
        return re.sub(rf"  - name: {name}\n(    .*\n)+", "", text)

    def test_a_removed_client_is_refused_on_its_open_connection(self):
        connection = self.installation.client("isola-bergamasca").open()
        self.addCleanup(connection.close)
        self.assertEqual(ask(connection, "GET", "/v1/whoami").status, 200)
        self.clients.write_text(self.without("isola-bergamasca"))
        self.reloaded("reloaded")
        self.assert_problem(ask(connection, "GET", "/v1/whoami"), 403, "unknown-client")
        refused = ask(connection, "POST", PATH, document(case_file(1)), {"Content-Type": "application/json"})
        self.assert_problem(refused, 403, "unknown-client")

    def test_a_file_without_clients_is_refused_on_reload(self):
        self.clients.write_text("clients: []\n")
        told = self.installation.verb("check")
        self.assertIn("clients.yaml: it lists no client", told.stdout)
        self.reloaded("reload-refused")
        self.assert_log_tells("no client could connect")
        self.assertEqual(self.installation.client("administrator").get("/v1/whoami").status, 200)

    def test_check_warns_of_a_client_that_sees_nothing(self):
        told = self.installation.verb("check").stdout
        self.assertRegex(told, r"clients.yaml:\d+: the client ats has `see-metadata` without `comuni`")
        self.assertNotIn("the client administrator", told)

    def test_a_removed_right_is_refused_on_an_open_connection(self):
        connection = self.installation.client("ats").open()
        self.addCleanup(connection.close)
        self.assertEqual(ask(connection, "GET", "/v1/releases").status, 200)
        self.clients.write_text(self.clients.read_text().replace("[extract, see-metadata]", "[see-metadata]"))
        self.reloaded("reloaded")
        self.assert_problem(ask(connection, "GET", "/v1/releases"), 403, "missing-right")

    def test_a_reload_of_a_faulty_file_changes_nothing(self):
        self.clients.write_text(self.without("isola-bergamasca") + "  - nam: x\n")
        self.reloaded("reload-refused")
        self.assertEqual(self.installation.client("isola-bergamasca").get("/v1/whoami").status, 200)
        self.assert_log_tells("clients.yaml")

    def test_the_level_of_the_log_changes(self):
        file = self.installation.folder / "raccordo.yaml"
        before = file.read_text()
        self.addCleanup(self.reloaded, "reloaded")
        self.addCleanup(file.write_text, before)

        def is_quiet():
            told = self.told("request")
            self.assertEqual(self.ats.get("/v1/whoami").status, 200)
            return self.told("request") == told

        self.eventually(lambda: not is_quiet(), "requests are logged")
        file.write_text(before + "log: {level: error}\n")
        self.installation.reload()
        self.eventually(is_quiet, "requests are not logged")

    def test_a_certificate_revoked_before_the_reload_is_refused(self):
        certs = self.installation.folder / "certs"
        self.installation.script("certs/issue", certs, "client", "departing")
        departing = self.installation.client("departing")
        self.assert_problem(departing.get("/v1/whoami"), 403, "unknown-client")
        self.installation.script("certs/issue", certs, "revoke", "departing")
        self.reloaded("reloaded")
        with self.assertRaises((ssl.SSLError, ConnectionError)):
            departing.get("/v1/whoami")

    def test_a_changed_table_file_is_a_draft_only(self):
        path = self.installation.folder / "mappings/isola-bergamasca/intervention.csv"
        kept = path.read_text()
        self.addCleanup(path.write_text, kept)
        path.write_text(kept + "ANZ|NEW,New,anziani.altri-interventi,equivalent,APPROVED,,,\n")
        self.reloaded("reloaded")
        new = case_file(2, interventi=[{"id": "1", "area": "ANZ", "codice": "NEW", "dal": "2017-03-06"}])
        sent = self.installation.client("isola-bergamasca").post(PATH, document(new), "application/json").json()
        self.assertEqual((sent["counts"]["quarantined"], sent["mapping_versions"]["intervention"]), (1, 1))


class Ending(GatewayCase):
    more_configuration = "limits: {idle_seconds: 20}\n"

    def test_a_submission_in_progress_is_answered_before_the_stop(self):
        connection = self.installation.client("isola-bergamasca").open()
        self.addCleanup(connection.close)
        idle = self.installation.client("ats").open()
        self.addCleanup(idle.close)
        self.assertEqual(ask(idle, "GET", "/v1/whoami").status, 200)
        body = document(case_file(1))
        connection.putrequest("POST", PATH)
        connection.putheader("Content-Type", "application/json")
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders()
        connection.send(body[:50])
        # An answered request on the same listener: the head sent before it has been read.
        self.assertEqual(self.nobody.get("/status").status, 200)
        self.installation.process.terminate()
        self.wait_until_drained()
        self.assertEqual(self.installation.admin("/status").status, 503)
        problem = self.installation.admin("/status")
        self.assertEqual(problem.json()["code"], "unavailable")
        self.assertGreaterEqual(int(problem.header("retry-after")), 1)
        connection.send(body[50:])
        answer = connection.getresponse()
        self.assertEqual((answer.status, answer.getheader("Connection")), (201, "close"))
        self.assertEqual(self.installation.process.wait(60), 0)
        self.installation.start()
        self.assertEqual(self.installation.client("isola-bergamasca").get(
            "/v1/sources/isola-bergamasca/records/IB-1").json()["outcome"], "ACCEPTED")

    def wait_until_drained(self):
        for _ in range(600):
            if self.installation.admin("/status").status == 503:
                return
            try:  # a wait that ends as soon as the gateway ends
                self.installation.process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
            self.fail("the gateway ended before it answered")
        self.fail("the gateway never began to stop")
