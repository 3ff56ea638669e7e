"""Certificates and revocation lists over time: overlapping renewals, connections of a withdrawn certificate, chains
with an intermediate authority, and expiry warnings."""

import re
import ssl
import subprocess

from support.gateway_case import GatewayCase
from support.https_client import Answer

REFUSED = (ssl.SSLError, ConnectionError)


def openssl(*arguments, folder):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True, text=True)


def ask(connection, path="/v1/whoami"):
    connection.request("GET", path)
    answer = connection.getresponse()
    return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())


class Certificates(GatewayCase):
    @classmethod
    def prepare(cls):
        cls.certs = cls.installation.folder / "certs"
        cls.clients = cls.installation.folder / "clients.yaml"

    def issue(self, *arguments):
        self.installation.script("certs/issue", self.certs, *arguments)

    def fingerprint(self, name):
        done = subprocess.run(["openssl", "x509", "-in", str(self.certs / f"{name}.pem"), "-noout", "-fingerprint",
                               "-sha256"], check=True, capture_output=True, text=True)
        return done.stdout.strip().split("=")[1].replace(":", "").lower()

    def told(self, event):
        return self.installation.log.read_text().count(f'"{event}"')

    def reload(self):
        before = self.told("reloaded")
        self.installation.reload()
        self.wait_for(self.nobody, "/status", lambda _: self.told("reloaded") > before)

    def list_client(self, name, fingerprints, rights="[extract]"):
        """Adds a client until the test ends."""
        kept = self.clients.read_text()
        self.addCleanup(self.reload)
        self.addCleanup(self.clients.write_text, kept)
        self.clients.write_text(f"{kept}  - name: {name}\n    fingerprint: {fingerprints}\n    rights: {rights}\n")
        self.reload()

    def restored(self, name):
        path = self.certs / name
        kept = path.read_bytes()
        self.addCleanup(path.write_bytes, kept)
        return path

    def test_two_fingerprints_of_one_client_overlap_and_each_has_its_own_last_use(self):
        self.issue("client", "old-one")
        self.issue("client", "new-one")
        prints = [self.fingerprint("old-one"), self.fingerprint("new-one")]
        self.list_client("renewing", f"[{prints[0]}, {prints[1]}]")
        for name in ("old-one", "new-one"):
            whoami = self.installation.client(name).get("/v1/whoami").json()
            self.assertEqual(whoami["client"], "renewing")
        listed = self.wait_for(self.administrator, "/v1/clients", lambda answer: len(
            [each for client in answer.json()["items"] if client["name"] == "renewing"
             for each in client["certificates"] if "last_seen" in each]) == 2).json()["items"]
        seen = next(client for client in listed if client["name"] == "renewing")
        self.assertEqual(seen["fingerprints"], prints)
        self.assertEqual({each["fingerprint"] for each in seen["certificates"]}, set(prints))

    def test_a_fingerprint_listed_for_two_clients_is_refused(self):
        print_of_ats = self.fingerprint("ats")
        kept = self.clients.read_text()
        self.addCleanup(self.clients.write_text, kept)
        self.clients.write_text(kept + f"  - name: twin\n    fingerprint: [{print_of_ats}]\n    rights: []\n")
        done = self.installation.verb("check")
        self.assertEqual(done.returncode, 1)
        self.assertIn("this fingerprint is in line", done.stdout)

    def test_a_revoked_client_gets_a_new_certificate(self):
        self.issue("client", "renewed")
        first = self.fingerprint("renewed")
        self.issue("client", "renewed")
        self.assertEqual(self.fingerprint("renewed"), first, "a certificate that is not revoked is kept")
        self.issue("revoke", "renewed")
        self.issue("client", "renewed")
        self.assertNotEqual(self.fingerprint("renewed"), first)

    def test_a_certificate_of_a_client_is_no_authority(self):
        authority = self.restored("ca.pem")
        authority.write_bytes((self.certs / "ats.pem").read_bytes())
        done = self.installation.verb("check")
        self.assertEqual(done.returncode, 1)
        self.assertIn("ca.pem holds a certificate that is no authority", done.stdout)

    def test_a_revoked_certificate_loses_its_open_connection(self):
        self.issue("client", "leaving")
        self.list_client("leaving", self.fingerprint("leaving"))
        connection = self.installation.client("leaving").open()
        self.addCleanup(connection.close)
        self.assertEqual(ask(connection).status, 200)
        self.issue("revoke", "leaving")
        self.reload()
        answer = ask(connection)
        self.assert_problem(answer, 401, "certificate-required")
        self.assertEqual(answer.header("connection"), "close")
        with self.assertRaises(REFUSED):
            ask(self.installation.client("leaving").open())

    def test_a_removed_client_loses_its_open_connection(self):
        self.issue("client", "removed")
        kept = self.clients.read_text()
        self.list_client("removed", self.fingerprint("removed"))
        connection = self.installation.client("removed").open()
        self.addCleanup(connection.close)
        self.assertEqual(ask(connection).status, 200)
        self.clients.write_text(kept)
        self.reload()
        answer = ask(connection)
        self.assert_problem(answer, 403, "unknown-client")
        self.assertEqual(answer.header("connection"), "close")

    def test_an_expired_revocation_list_is_reported(self):
        self.addCleanup(self.reload)
        self.restored("ca.crl")
        openssl("ca", "-config", ".ca/ca.cnf", "-batch", "-gencrl", "-crl_lastupdate", "20250101000000Z",
                "-crl_nextupdate", "20250201000000Z", "-out", "ca.crl", folder=self.certs)
        done = self.installation.verb("check")
        self.assertIn("out of date since 2025-02-01", done.stdout)
        self.assertEqual(done.returncode, 0, "a warning, not a fault")
        self.reload()
        with self.assertRaises(REFUSED):
            self.ats.get("/v1/whoami")
        for told in ("the revocation list in tls.crl is out of date", '"certificate-expiry"',
                     "out of date since 2025-02-01"):
            self.assert_log_tells(told)
        metrics = self.installation.admin("/metrics").body.decode()
        line = re.search(r'raccordo_certificate_expiry_seconds\{kind="revocation-list".*\} (\S+)', metrics)
        self.assertLess(float(line[1]), 0)
        openssl("ca", "-config", ".ca/ca.cnf", "-batch", "-gencrl", "-crldays", "3650", "-out", "ca.crl",
                folder=self.certs)
        self.reload()
        self.assertEqual(self.ats.get("/v1/whoami").status, 200)

    def test_expiry_within_thirty_days_gives_a_warning(self):
        self.issue("server", "short-lived", "--days", "20")
        config = self.installation.folder / "raccordo.yaml"
        kept = config.read_text()
        self.addCleanup(config.write_text, kept)
        config.write_text(kept.replace("certs/server.pem", "certs/short-lived.pem")
                          .replace("certs/server.key", "certs/short-lived.key"))
        done = self.installation.verb("check")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertRegex(done.stdout, r"warning: `tls.certificate` .*short-lived.pem: .* ends on \d{4}-\d\d-\d\d: renew")

    def test_metrics_report_expiry_times(self):
        self.assertEqual(self.ats.get("/v1/whoami").status, 200)
        self.wait_for(self.administrator, "/v1/clients", lambda answer: "last_seen" in answer.body.decode())
        metrics = self.installation.admin("/metrics").body.decode()
        for kind in ("server", "authority", "revocation-list", "client"):
            self.assertIn(f'raccordo_certificate_expiry_seconds{{kind="{kind}"', metrics)

    def test_a_revoked_intermediate_authority_revokes_its_clients(self):
        config = ".ca/ca.cnf"
        text = (self.certs / config).read_text().replace("pathlen:0", "pathlen:1")
        (self.certs / ".ca/wide.cnf").write_text(text)
        middle = self.certs / "middle"
        (middle / ".ca/issued").mkdir(parents=True)
        # A root authority, an intermediate one, and a client certificate issued by the latter.
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "top.key", folder=middle)
        openssl("req", "-x509", "-new", "-sha256", "-key", "top.key", "-days", "100", "-config", "../.ca/wide.cnf",
                "-extensions", "authority", "-subj", "/CN=Top authority", "-out", "top.pem", folder=middle)
        for name in ("middle", "client"):
            openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", f"{name}.key", folder=middle)
            openssl("req", "-new", "-sha256", "-key", f"{name}.key", "-subj", f"/CN={name} below", "-out",
                    f"{name}.csr", folder=middle)
        (middle / "middle.ext").write_text("basicConstraints=critical,CA:TRUE,pathlen:0\n"
                                           "keyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n")
        (middle / "client.ext").write_text("basicConstraints=critical,CA:FALSE\nextendedKeyUsage=clientAuth\n")
        for name, above in (("middle", "top"), ("client", "middle")):
            openssl("x509", "-req", "-in", f"{name}.csr", "-CA", f"{above}.pem", "-CAkey", f"{above}.key",
                    "-CAcreateserial", "-days", "100", "-extfile", f"{name}.ext", "-out", f"{name}.pem", folder=middle)
        self.write_lists(middle)
        authority, crl = self.restored("ca.pem"), self.restored("ca.crl")
        self.addCleanup(self.reload)
        for path in (authority, crl):
            self.addCleanup(path.write_bytes, path.read_bytes())
        authority.write_bytes(authority.read_bytes() + (middle / "top.pem").read_bytes())
        own_list = crl.read_bytes()
        crl.write_bytes(own_list + (middle / "lists.pem").read_bytes())
        (middle / "both.pem").write_bytes((middle / "client.pem").read_bytes() + (middle / "middle.pem").read_bytes())
        self.reload()
        caller = type(self.ats)(self.installation.port, self.certs / "ca.pem",
                                middle / "both.pem", middle / "client.key")
        connection = caller.open()
        self.addCleanup(connection.close)
        self.assert_problem(ask(connection), 403, "unknown-client")
        openssl("ca", "-config", "top.cnf", "-batch", "-revoke", "middle.pem", folder=middle)
        self.write_lists(middle)
        crl.write_bytes(own_list + (middle / "lists.pem").read_bytes())
        self.reload()
        with self.assertRaises(REFUSED):
            ask(caller.open())
        self.assert_log_tells("revoked")

    def write_lists(self, middle):
        """The lists of both authorities, concatenated."""
        for name in ("top", "middle"):
            index = middle / f"{name}.index"
            if not index.exists():
                index.write_text("")
                (middle / f"{name}.number").write_text("01\n")
            (middle / f"{name}.cnf").write_text(
                f"[ca]\ndefault_ca=d\n[d]\ndatabase={index}\ncrlnumber={middle / name}.number\ndefault_md=sha256\n"
                f"certificate={middle / name}.pem\nprivate_key={middle / name}.key\ndefault_crl_days=100\n")
            openssl("ca", "-config", f"{name}.cnf", "-batch", "-gencrl", "-out", f"{name}.crl", folder=middle)
        (middle / "lists.pem").write_bytes((middle / "top.crl").read_bytes() + (middle / "middle.crl").read_bytes())
