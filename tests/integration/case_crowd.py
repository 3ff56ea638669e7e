"""Overload is answered at once: connections over the limit, submissions over a client's share."""

import socket
import ssl
import subprocess
import threading
from types import SimpleNamespace

from support.gateway_case import GatewayCase
from support.people import case_file, document

PATH = "/v1/sources/isola-bergamasca/submissions"
HEAD = (f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n"
        "Expect: 100-continue\r\n\r\n").encode()


class Crowd(GatewayCase):
    more_configuration = "limits: {connections: 200}\n"

    def begin_submission(self, client):
        """A submission whose body has not arrived: it occupies one place of the limit."""
        connection = client.connect()
        self.addCleanup(connection.close)
        connection.sendall(HEAD)
        self.assertIn(b"100 Continue", connection.recv(4096))
        return connection

    def test_a_client_over_its_share_gets_429_with_retry_after(self):
        sender = self.installation.client("isola-bergamasca")
        share = int(sender.post(PATH, document(case_file(1)), "application/json").header("ratelimit-limit"))
        held = [self.begin_submission(sender) for _ in range(share)]
        refused = sender.post(PATH, document(case_file(2)), "application/json")
        problem = self.assert_problem(refused, 429, "too-many-requests")
        self.assertEqual(problem["retry"], "yes")
        self.assertEqual((refused.header("ratelimit-limit"), refused.header("ratelimit-remaining")), (str(share), "0"))
        self.assertGreaterEqual(int(refused.header("retry-after")), 1)
        self.assertGreaterEqual(int(refused.header("ratelimit-reset")), 1)
        other = self.installation.client("treviglio").post("/v1/sources/treviglio/submissions", b"", "text/csv")
        self.assert_problem(other, 400, "malformed-document")
        held.pop().close()
        again = self.wait_until_taken(sender)
        self.assertEqual(again.json()["counts"]["accepted"], 1)
        for connection in held:
            connection.close()

    def wait_until_taken(self, sender):
        for _ in range(1000):  # each round is an answered request
            answer = sender.post(PATH, document(case_file(2)), "application/json")
            if answer.status == 201:
                return answer
            self.assertEqual(answer.status, 429)
        self.fail("a place that was given back was not given out")


class SameKeyAtOnce(GatewayCase):
    more_configuration = "limits: {async_threshold: 64MiB}\n"
    MANY = 20_000

    def test_repeating_a_running_request_is_409(self):
        sender = self.installation.client("isola-bergamasca")
        body = document(*(case_file(number) for number in range(self.MANY)))
        together, answers = threading.Barrier(3), []

        def send():
            together.wait()
            answers.append(sender.post(PATH, body, "application/json", Idempotency_Key="same"))

        threads = [threading.Thread(target=send) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        done = [answer for answer in answers if answer.status == 201]
        running = [answer for answer in answers if answer.status != 201]
        self.assertTrue(running, "no two requests ran at the same time: send more")
        for answer in running:
            self.assertEqual(self.assert_problem(answer, 409, "idempotency-running")["retry"], "yes")
            self.assertGreaterEqual(int(answer.header("retry-after")), 1)
        self.assertEqual({answer.json()["counts"]["accepted"] for answer in done}, {self.MANY})
        again = sender.post(PATH, body, "application/json", Idempotency_Key="same")
        self.assertEqual((again.status, again.json()["id"]), (201, done[0].json()["id"]))


class FewConnections(GatewayCase):
    more_configuration = "limits: {connections: 1}\n"

    def test_a_connection_over_the_limit_gets_503_with_retry_after(self):
        # The connections that asked whether the gateway has started may not have ended yet.
        self.wait_for(SimpleNamespace(get=self.installation.admin), "/metrics",
                      lambda answer: b'raccordo_connections_open 0' in answer.body)
        first = self.nobody.connect()
        first.sendall(b"GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n")
        self.assertIn(b" 200 ", first.recv(4096))
        refused = self.nobody.get("/status")
        problem = self.assert_problem(refused, 503, "overloaded")
        self.assertEqual(problem["retry"], "yes")
        self.assertEqual(refused.header("retry-after"), "1")
        self.assertEqual((refused.header("ratelimit-limit"), refused.header("ratelimit-remaining"),
                          refused.header("ratelimit-reset")), ("1", "0", "1"))
        first.close()
        self.wait_for(self.nobody, "/status", lambda answer: answer.status == 200)


class Handshake(GatewayCase):
    def connects(self, **settings):
        context = ssl.create_default_context(cafile=str(self.installation.folder / "certs/ca.pem"))
        for name, value in settings.items():
            if name == "ciphers":
                context.set_ciphers(value)
            else:
                setattr(context, name, value)
        with socket.create_connection(("localhost", self.installation.port), timeout=60) as plain, \
                context.wrap_socket(plain, server_hostname="localhost") as connection:
            return connection.version()

    def test_supports_only_tls_1_3_and_1_2_with_aead_ciphers(self):
        self.assertEqual(self.connects(), "TLSv1.3")
        newest = ssl.TLSVersion.TLSv1_2
        self.assertEqual(self.connects(maximum_version=newest, ciphers="ECDHE-ECDSA-AES256-GCM-SHA384"), "TLSv1.2")
        for settings in ({"maximum_version": newest, "ciphers": "ECDHE-ECDSA-AES128-SHA256:@SECLEVEL=0"},
                         {"minimum_version": ssl.TLSVersion.TLSv1, "maximum_version": ssl.TLSVersion.TLSv1_1,
                          "ciphers": "ALL:@SECLEVEL=0"}):
            with self.subTest(settings=settings), self.assertRaises((ssl.SSLError, ConnectionError)):
                self.connects(**settings)


class Strangers(GatewayCase):
    """Idle connections without certificate, more than the limit: listed clients are still admitted."""
    more_configuration = "limits: {connections: 40}\n"

    def open_idle(self, count):
        held = []
        for _ in range(count):
            plain = socket.create_connection(("localhost", self.installation.port), timeout=60)
            self.addCleanup(plain.close)
            held.append(plain)
        return held

    def test_listed_clients_are_admitted_when_unlisted_connections_fill_the_limit(self):
        known = self.installation.client("isola-bergamasca")
        shaken = [self.nobody.connect() for _ in range(20)]
        for connection in shaken:
            self.addCleanup(connection.close)
        self.open_idle(100)
        for _ in range(20):
            self.assertEqual(known.get("/v1/whoami").status, 200)
        page = self.installation.admin("/metrics").body.decode()
        self.assertRegex(page, r'raccordo_connections_evicted_total [1-9]')
        self.assertRegex(page, r'raccordo_connections_unlisted_open [1-9]')


class OneAddress(GatewayCase):
    more_configuration = "limits: {per_address: 10}\n"

    def test_one_address_has_a_share_and_its_listed_clients_are_admitted(self):
        for _ in range(10):
            self.addCleanup(self.nobody.connect().close)
        self.assert_problem(self.nobody.get("/status"), 503, "overloaded")
        self.assertEqual(self.installation.client("isola-bergamasca").get("/v1/whoami").status, 200)


class Groups(GatewayCase):
    def offers(self, group):
        done = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{self.installation.port}", "-groups", group],
                              input=b"", capture_output=True, check=False)
        return b"Cipher is (NONE)" not in done.stdout and b"Cipher is " in done.stdout

    def test_accepts_elliptic_groups_only(self):
        self.assertEqual([group for group in ("X25519", "P-256", "P-384", "P-521", "ffdhe2048", "ffdhe8192")
                          if self.offers(group)], ["X25519", "P-256", "P-384"])
