"""Options of a submission: repetition, background work, dry runs, compression; lists and erasure."""

import gzip
import subprocess
import threading

from support.gateway_case import GatewayCase
from support.people import case_file, document

SOURCE = "/v1/sources/isola-bergamasca"
PATH = f"{SOURCE}/submissions"
JSON = "application/json"
THRESHOLD = 4096


def unmapped(number):
    return case_file(number, interventi=[{"id": "1", "area": "ANZ", "codice": "SAD9", "dal": "2017-03-06"}])


class SubmissionOptions(GatewayCase):
    more_configuration = "limits: {async_threshold: 4KiB}\n"

    def setUp(self):
        self.sender = self.installation.client("isola-bergamasca")

    def send(self, body, query="", **headers):
        return self.sender.post(PATH + query, body, JSON, **headers)

    def followed(self, answer):
        """The receipt of a submission answered 202."""
        self.assertEqual(answer.status, 202, answer.body)
        done = self.wait_for(self.sender, answer.header("location"), lambda status: status.status == 303)
        return self.sender.get(done.header("location")).json()

    def record(self, record_id):
        return self.sender.get(f"{SOURCE}/records/{record_id}")

    def test_a_body_over_the_threshold_is_processed_in_the_background(self):
        body = document(case_file(10))
        at_limit = self.send(body.ljust(THRESHOLD))
        self.assertEqual((at_limit.status, at_limit.header("location")),
                         (201, f"/v1/submissions/{at_limit.json()['id']}"))
        beyond = self.send(body.ljust(THRESHOLD + 1))
        self.assertRegex(beyond.header("location"), r"^/v1/submissions/[0-9A-Z]{26}/status$")
        self.assertEqual(self.followed(beyond)["counts"]["unchanged"], 1)

    def test_the_threshold_applies_to_the_decompressed_size(self):
        body = gzip.compress(document(case_file(11)).ljust(THRESHOLD + 1))
        self.assertEqual(self.followed(self.send(body, Content_Encoding="gzip"))["counts"]["accepted"], 1)

    def test_zstd_is_decompressed(self):
        body = subprocess.run(["zstd", "-c"], input=document(case_file(12)), capture_output=True, check=True).stdout
        self.assertEqual(self.send(body, Content_Encoding="zstd").json()["counts"]["accepted"], 1)

    def test_a_broken_or_cut_compression_stores_nothing(self):
        body = gzip.compress(document(case_file(13)))
        for broken in (body[:-9], body[:10] + b"\xff" * 20, b"no gzip", b""):
            with self.subTest(broken=broken[:12]):
                answer = self.send(broken, Content_Encoding="gzip")
                self.assert_problem(answer, 400, "malformed-document")
        self.assert_problem(self.record("IB-13"), 404, "not-found")

    def test_compression_bombs_are_refused(self):
        blanks = b" " * (64 << 20)
        zstd = subprocess.run(["zstd", "-c"], input=blanks, capture_output=True, check=True).stdout
        for coding, body in (("gzip", gzip.compress(blanks)), ("zstd", zstd)):
            with self.subTest(coding):
                self.assert_problem(self.send(body, Content_Encoding=coding), 413, "compressed-bomb")

    def test_prefer_respond_async_gives_202(self):
        for prefer in ("respond-async", "return=minimal, Respond-Async, wait=10"):
            with self.subTest(prefer):
                self.assertEqual(self.followed(self.send(document(case_file(14)), Prefer=prefer))["state"], "COMPLETED")
        self.assertEqual(self.send(document(case_file(14)), Prefer="not-respond-async").status, 201)

    def test_a_spooled_truncated_document_has_a_receipt_with_the_fault(self):
        whole = document(case_file(15), case_file(16))
        cut = self.followed(self.send(whole[:-40], Prefer="respond-async"))
        self.assertEqual((cut["state"], cut["counts"]["accepted"]), ("TRUNCATED", 1))
        self.assertEqual(cut["issues"][-1]["code"], "truncated-document")
        nothing = self.followed(self.send(b"nothing", Prefer="respond-async"))
        self.assertEqual((nothing["state"], nothing["counts"]["received"]), ("FAILED", 0))
        self.assertEqual(nothing["issues"][0]["code"], "malformed-document")

    def test_a_background_submission_keeps_its_options(self):
        self.assertEqual(self.followed(self.send(document(unmapped(17)), "?on_unmapped=reject",
                                                 Prefer="respond-async"))["counts"]["rejected"], 1)

    def test_a_dry_run_stores_nothing_however_large(self):
        for body in (document(case_file(18)), document(case_file(18)).ljust(THRESHOLD + 1)):
            answer = self.send(body, "?dry_run=true", Prefer="respond-async", Idempotency_Key="dry-18")
            self.assertEqual((answer.status, answer.json()["counts"]["accepted"]), (200, 1))
            self.assertIsNone(answer.header("location"))
        cut = self.send(document(case_file(18), case_file(19))[:-40], "?dry_run=true")
        self.assertEqual(self.assert_problem(cut, 422, "truncated-document")["receipt"]["state"], "TRUNCATED")
        self.assert_problem(self.record("IB-18"), 404, "not-found")
        self.assertEqual(self.send(document(case_file(20)), Idempotency_Key="dry-18").status, 201)

    def test_unreadable_options_are_refused(self):
        for query in ("?dry_run=yes", "?on_unmapped=ignore"):
            self.assert_problem(self.send(document(), query), 400, "bad-request")
        self.assert_problem(self.send(document(), Idempotency_Key="two words"), 400, "bad-request")
        self.assertEqual(self.send(document(), Idempotency_Key="k" * 255).status, 201)
        self.assert_problem(self.send(document(), Idempotency_Key="k" * 256), 400, "bad-request")

    def test_an_empty_key_is_no_key(self):
        told = self.assert_problem(self.send(document(case_file(40)), Idempotency_Key=""), 400, "bad-request")
        self.assertIn("`Idempotency-Key` is empty", told["detail"])
        self.assert_problem(self.record("IB-40"), 404, "not-found")

    def test_a_key_returns_the_first_answer(self):
        whole = document(case_file(21), case_file(22))
        for key, body, headers in (("done-21", whole, {}), ("cut-21", whole[:-40], {}),
                                   ("later-21", whole, {"Prefer": "respond-async"})):
            with self.subTest(key):
                first = self.send(body, Idempotency_Key=key, **headers)
                again = self.send(body, Idempotency_Key=key, **headers)
                self.assertEqual((again.status, again.header("location"), again.header("idempotency-replayed")),
                                 (first.status, first.header("location"), "true"))
                self.assertIsNone(first.header("idempotency-replayed"))
                self.assert_problem(self.send(document(), Idempotency_Key=key), 422, "idempotency-mismatch")

    def test_a_key_is_free_again_after_an_answer_that_stored_nothing(self):
        self.assert_problem(self.send(b"nothing", Idempotency_Key="free-23"), 400, "malformed-document")
        answer = self.send(document(case_file(23)), Idempotency_Key="free-23")
        self.assertEqual((answer.status, answer.header("idempotency-replayed")), (201, None))

    def test_a_key_belongs_to_one_client_and_source(self):
        self.assertEqual(self.send(document(case_file(24)), Idempotency_Key="own-24").status, 201)
        other = self.installation.client("treviglio").post("/v1/sources/treviglio/submissions", b"X\n", "text/csv",
                                                           Idempotency_Key="own-24")
        self.assertNotIn(other.status, (409, 422))

    def test_a_key_used_by_many_at_once_stores_one_submission(self):
        body = document(*(case_file(number) for number in range(3000, 3007)))
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(self.send(body, Idempotency_Key="many-30")))
                   for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        done = [answer for answer in answers if answer.status == 201]
        self.assertEqual(len({answer.json()["id"] for answer in done}), 1)
        self.assertEqual(sum(answer.header("idempotency-replayed") is None for answer in done), 1)
        for answer in answers:
            if answer.status != 201:
                self.assertEqual(self.assert_problem(answer, 409, "idempotency-running")["retry"], "yes")
                self.assertGreaterEqual(int(answer.header("retry-after")), 1)

    def test_the_same_record_in_two_submissions_at_once_is_stored_once(self):
        body = document(*(case_file(number) for number in range(3100, 3107)))
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(self.send(body))) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        counts = [answer.json()["counts"] for answer in answers]
        self.assertEqual(sum(count["accepted"] for count in counts), 7)
        self.assertEqual(sum(count["unchanged"] for count in counts), 7 * 5)
