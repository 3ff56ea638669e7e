"""Work of one lane never waits for another's. The store's write lock serves as a latch: while another program holds it,
jobs that must commit stay in their lane, and others are answered. The order of answers is compared, not their time."""

import re
import sqlite3
import threading
from contextlib import contextmanager

from support.gateway_case import GatewayCase
from support.people import case_file, document, fiscal_code

PATH = "/v1/sources/isola-bergamasca/submissions"
RECORD = "/v1/sources/isola-bergamasca/records/IB-1"
LOAD = re.compile(r'raccordo_lane_(waiting|running|refused)_jobs(?:_total)?\{lane="([a-z]+)"\} ([0-9]+)')


class Lanes(GatewayCase):
    more_configuration = "limits: {async_threshold: 64MiB}\n"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sender = cls.installation.client("isola-bergamasca")
        cls.sender.post(PATH, document(*(case_file(number) for number in range(20))), "application/json")

    @contextmanager
    def store_held(self):
        """Another program holds the write lock during the block."""
        store = sqlite3.connect(self.installation.folder / "store/raccordo.db", isolation_level=None)
        store.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            store.execute("ROLLBACK")
            store.close()

    def load(self):
        page = self.installation.admin("/metrics").body.decode()
        return {(lane, what): int(count) for what, lane, count in LOAD.findall(page)}

    def begin(self, lane, calls):
        """Starts the calls, waits until jobs of the lane run, and returns the list that receives their answers."""
        answers, threads = [], []
        for call in calls:
            threads.append(threading.Thread(target=lambda call=call: answers.append(call())))
            threads[-1].start()
        self.addCleanup(lambda: [thread.join() for thread in threads])
        self.wait_for(self.nobody, "/openapi.yaml", lambda _: self.load()[lane, "running"] > 0)
        return answers, threads

    def assert_short_answers(self):
        self.assertEqual(self.sender.get("/v1/whoami").status, 200)
        self.assertEqual(self.sender.get("/v1/submissions?limit=1").status, 200)
        self.assertEqual(self.sender.get(RECORD).status, 200)

    def test_requests_are_answered_while_changes_wait_for_the_store(self):
        with self.store_held():
            answers, threads = self.begin("changes", [lambda: self.sender.request("DELETE", RECORD + "9")] * 8)
            self.assert_short_answers()
            self.assertEqual(self.administrator.get("/v1/tables").status, 200)
            self.assertEqual(answers, [], "the changes must wait until now")
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(answer.status for answer in answers), [204] + [404] * 7)

    def test_requests_are_answered_while_administration_waits_for_the_store(self):
        def search():
            return self.administrator.post_json("/v1/subjects/search", {"id": fiscal_code(2), "reason": "test"})
        with self.store_held():
            answers, threads = self.begin("administration", [search] * 8)
            self.assert_short_answers()
            self.assertEqual(answers, [])
        for thread in threads:
            thread.join()
        self.assertEqual({answer.status for answer in answers}, {200})

    def test_everything_else_is_answered_while_documents_wait_for_the_store(self):
        body = document(*(case_file(number) for number in range(2000)))
        self.assertGreater(len(body), 64 << 10)
        with self.store_held():
            answers, threads = self.begin(
                "documents", [lambda: self.sender.post(PATH, body, "application/json")] * 3)
            self.assert_short_answers()
            self.assertEqual(self.administrator.get("/v1/tables").status, 200)
            dry = self.sender.post(PATH + "?dry_run=true", document(case_file(1)), "application/json")
            self.assertEqual(dry.status, 200, "a single post does not use the lane of documents")
            self.assertEqual(answers, [])
        for thread in threads:
            thread.join()
        self.assertEqual({answer.status for answer in answers}, {201})

    def test_requests_are_answered_while_single_posts_wait_for_the_store(self):
        posts = [lambda number=number: self.sender.post(PATH, document(case_file(number)), "application/json")
                 for number in range(100, 116)]
        with self.store_held():
            answers, threads = [], []
            for post in posts:
                threads.append(threading.Thread(target=lambda post=post: answers.append(post())))
                threads[-1].start()
            self.wait_for(self.nobody, "/openapi.yaml", lambda _: self.at_work() == len(posts))
            self.assert_short_answers()
            self.assertEqual(answers, [])
        for thread in threads:
            thread.join()
        self.assertEqual({answer.status for answer in answers}, {201})

    def at_work(self):
        page = self.installation.admin("/metrics").body.decode()
        return int(re.search(r'^raccordo_submissions_at_work ([0-9]+)', page, re.MULTILINE)[1])

    def test_a_release_does_not_delay_other_requests(self):
        ordered = self.administrator.post_json("/v1/releases", {"period": "2017"})
        self.assertEqual(ordered.status, 202)
        self.assert_short_answers()
        self.wait_for(self.administrator, ordered.header("location"),
                      lambda answer: answer.json()["state"] != "RUNNING")


class QueryParameters(GatewayCase):
    def test_an_unknown_parameter_is_refused_with_the_near_name(self):
        sender = self.installation.client("isola-bergamasca")
        for wrong in ("dry-run", "Dry_Run", "dryrun"):
            with self.subTest(wrong=wrong):
                answer = sender.post(f"{PATH}?{wrong}=true", document(case_file(1)), "application/json")
                problem = self.assert_problem(answer, 400, "bad-request")
                self.assertIn(f"`{wrong}`", problem["detail"])
                self.assertIn("did you mean `dry_run`?", problem["detail"])
        self.assertEqual(sender.get("/v1/submissions").json()["items"], [], "nothing was stored")

    def test_unexpected_and_repeated_parameters_are_refused(self):
        self.assertIn("no query parameters",
                      self.assert_problem(self.ats.get("/v1/whoami?verbose=1"), 400, "bad-request")["detail"])
        self.assertIn("twice", self.assert_problem(
            self.administrator.get("/v1/audit?limit=1&limit=2"), 400, "bad-request")["detail"])


class BodyMembers(GatewayCase):
    def test_an_unknown_member_is_refused_with_the_near_name(self):
        table = "/v1/tables/isola-bergamasca/sex"
        for path, body, near in (("/v1/replays", {"sorce": "bergamo"}, "source"),
                                 ("/v1/releases", {"Period": "2017"}, "period"),
                                 (f"{table}/activate", {"version": 1, "forse": True}, "force"),
                                 (f"{table}/submit", {"verson": 1}, "version"),
                                 ("/v1/subjects/search", {"id-type": "stp"}, "id_type")):
            with self.subTest(path=path):
                problem = self.assert_problem(self.administrator.post_json(path, body), 400, "bad-request")
                self.assertIn(f"did you mean `{near}`?", problem["detail"])

    def test_a_name_without_a_near_name_is_not_repeated(self):
        code = fiscal_code(1)
        answer = self.administrator.post_json("/v1/replays", {code: "x"})
        self.assertIn("`source`, `table`, `code`, `reason`", self.assert_problem(answer, 400, "bad-request")["detail"])
        self.assertNotIn(code, answer.body.decode())
        twice = b'{"source":"bergamo","source":"treviglio"}'
        self.assertIn("twice", self.assert_problem(
            self.administrator.post("/v1/replays", twice, "application/json"), 400, "bad-request")["detail"])


class Cursors(GatewayCase):
    LISTS = ("/v1/submissions", "/v1/sources/isola-bergamasca/records", "/v1/audit", "/v1/replays",
             "/v1/quarantine/records", "/v1/releases", "/v1/scheme/territory", "/v1/quarantine?group_by=code")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sender = cls.installation.client("isola-bergamasca")
        for number in range(3):
            cls.sender.post(PATH, document(case_file(number)), "application/json")

    def caller(self, path):
        if path == "/v1/releases":
            return self.ats
        return self.sender if path.startswith(("/v1/submissions", "/v1/sources")) else self.administrator

    def test_every_list_refuses_a_foreign_cursor(self):
        for path in self.LISTS:
            for cursor in ("x", "0", "1", "99999999", "1.2.3", "1.0." + "0" * 32, "%00", "..%2F"):
                with self.subTest(path=path, cursor=cursor):
                    answer = self.caller(path).get(f"{path}{'&' if '?' in path else '?'}cursor={cursor}")
                    self.assertIn("cursor", self.assert_problem(answer, 400, "bad-request")["detail"])

    def test_a_cursor_serves_its_own_list_with_its_own_filters_only(self):
        following = self.sender.get("/v1/submissions?limit=1").json()["next"]
        page = self.sender.get(f"/v1/submissions?limit=2&cursor={following}").json()
        self.assertEqual((len(page["items"]), page["next"]), (2, None))
        tampered = following[:2] + ("9" if following[2] != "9" else "8") + following[3:]
        self.assert_problem(self.sender.get(f"/v1/submissions?cursor={tampered}"), 400, "bad-request")
        self.assert_problem(self.sender.get(f"/v1/sources/isola-bergamasca/records?cursor={following}"), 400,
                            "bad-request")
        audit = self.administrator.get("/v1/audit?limit=1").json()["next"]
        self.assert_problem(self.administrator.get(f"/v1/audit?action=x&cursor={audit}"), 400, "bad-request")


class Spool(GatewayCase):
    more_configuration = "limits: {async_threshold: 64KiB, spool: 1MiB}\n"

    def test_a_body_over_the_clients_share_is_refused_before_it_is_read(self):
        sender = self.installation.client("isola-bergamasca")
        head = (f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                "Expect: 100-continue\r\nContent-Length: {}\r\n\r\n")
        refused = sender.raw(head.format((1 << 20) + 1).encode())
        self.assert_problem(refused, 507, "spool-full")
        self.assertEqual(refused.header("retry-after"), "60")
        with sender.connect() as connection:
            connection.sendall(head.format(1 << 20).encode())
            self.assertIn(b"100 Continue", connection.recv(4096))

    def test_a_body_of_unknown_length_is_refused_once_it_exceeds_the_share(self):
        sender = self.installation.client("isola-bergamasca")
        head = (f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                "Transfer-Encoding: chunked\r\n\r\n").encode()
        piece = b"10000\r\n" + b" " * 65536 + b"\r\n"
        self.assert_problem(sender.raw(head + piece * 17), 507, "spool-full")
        self.eventually(lambda: not any((self.installation.folder / "store/spool").iterdir()), "nothing is left of it")


class SpoolReserve(GatewayCase):
    more_configuration = "limits: {spool_reserve: 8388608GiB}\n"

    def test_the_reserve_of_the_disk_stays_free(self):
        sender = self.installation.client("isola-bergamasca")
        answer = sender.post(PATH, document(case_file(1)), "application/json", Prefer="respond-async")
        problem = self.assert_problem(answer, 507, "spool-full")
        self.assertIn("spool_reserve", problem["detail"])
        self.assertEqual(sender.post(PATH, document(case_file(1)), "application/json").status, 201,
                         "a small post needs no room in the spool")

    def test_status_warns_that_less_than_the_reserve_is_free(self):
        status = self.nobody.get("/status")
        self.assertEqual((status.status, status.json()["title"]), (200, "OK"))
        warning, = status.json()["warnings"]
        self.assertRegex(warning, r"^The disk of the store has \d+ bytes free, .*limits\.spool_reserve.* 507")
