"""Webhooks: calls over TLS to a receiver that is slow, hostile, gone or not to be called; killed and stopped."""

import hashlib
import hmac
import os
import re
import time

from support.people import case_file, document
from support.receiver import Receiver
from support.table_case import TableCase

PATH = "/v1/sources/isola-bergamasca/submissions"
TABLE = "isola-bergamasca/intervention"
WEBHOOK = "/v1/webhooks/isola-bergamasca"
HOOK = "    webhook: {{url: \"{url}\", key_file: keys/{name}.hook}}\n"


class Webhooks(TableCase):
    more_configuration = "webhooks: {ca: certs/ca.pem, private_addresses: [127.0.0.1, 127.0.0.2, \"::1\"]}\n"

    @classmethod
    def prepare(cls):
        super().prepare()
        folder = cls.installation.folder
        cls.receiver = Receiver(folder / "certs")
        cls.addClassCleanup(cls.receiver.close)
        cls.elsewhere = Receiver(folder / "certs", "127.0.0.2", "127.0.0.2")
        cls.addClassCleanup(cls.elsewhere.close)
        cls.keys = {}
        clients = folder / "clients.yaml"
        text = clients.read_text()
        for name, url in (("isola-bergamasca", cls.receiver.url("/esiti")), ("bergamo", cls.receiver.url("/lento")),
                          ("treviglio", cls.elsewhere.url("/esiti"))):
            cls.keys[name] = os.urandom(40)
            key = folder / f"keys/{name}.hook"
            key.write_bytes(cls.keys[name])
            key.chmod(0o600)
            text = re.sub(rf"(  - name: {name}\n(?:    .*\n)+)", lambda found: found[1] + HOOK.format(url=url, name=name),
                          text)
        clients.write_text(text)

    def setUp(self):
        super().setUp()
        self.sender = self.installation.client("isola-bergamasca")
        self.receiver.answers.clear()
        self.receiver.answer = 204

    def send(self, number, **headers):
        """A document that is processed later; its id."""
        headers = headers or {"Prefer": "respond-async"}
        answer = self.sender.post(PATH, document(case_file(number)), "application/json", **headers)
        self.assertEqual(answer.status, 202, answer.body)
        self.assertEqual(answer.header("x-correlation-id"), answer.json()["id"])
        return answer.json()["id"]

    def row(self, address=WEBHOOK):
        return self.administrator.get(address).json()

    def act(self, act, address=WEBHOOK):
        answer = self.administrator.post_json(f"{address}/{act}", {"reason": "prova"})
        self.assertEqual(answer.status, 200, answer.body)
        return answer.json()

    def calls_about(self, submission):
        with self.receiver.lock:
            return [call for call in self.receiver.calls if call.headers.get("x-correlation-id") == submission]

    def wait_for_call(self, submission, count=1):
        self.eventually(lambda: len(self.calls_about(submission)) >= count, f"a call about {submission}")
        return self.calls_about(submission)[-1]

    def wait_for_row(self, done, address=WEBHOOK):
        return self.wait_for(self.administrator, address, lambda answer: done(answer.json())).json()

    def assert_signed(self, call, name="isola-bergamasca"):
        told = re.fullmatch("t=([0-9]+),v1=([0-9a-f]{64})", call.headers["raccordo-signature"])
        right = hmac.new(self.keys[name], told[1].encode() + b"." + call.body, hashlib.sha256).hexdigest()
        self.assertTrue(hmac.compare_digest(right, told[2]))
        self.assertLess(abs(time.time() - int(told[1])), 60)

    def test_the_end_of_a_document_is_told_where_its_sender_said(self):
        reply_to = self.receiver.url("/esiti/invio/7")
        submission = self.send(1, X_ReplyTo=reply_to)
        call = self.wait_for_call(submission)
        self.assertEqual(call.path, "/esiti/invio/7")
        self.assert_signed(call)
        event, = call.events()
        self.assertEqual({key: event[key] for key in ("type", "source", "submission", "state")},
                         {"type": "submission.ended", "source": "isola-bergamasca", "submission": submission,
                          "state": "COMPLETED"})
        self.assertEqual(set(event), {"id", "type", "at", "source", "submission", "state"}, "ids and states only")
        self.wait_for_row(lambda row: row["pending"] == 0)
        listed = self.sender.get(f"{WEBHOOK}/events").json()["items"][0]
        self.assertEqual((listed["id"], listed["delivery"], listed["attempts"]), (event["id"], "DELIVERED", 1))
        self.assertEqual(self.wait_for_call(self.send(2)).path, "/esiti")
        log = self.installation.log.read_text()
        self.assertIn(event["id"], log)
        self.assertNotIn("/esiti", log, "no address in the log")
        self.assertIn('raccordo_webhook_calls_total{outcome="delivered"}', self.installation.admin("/metrics").body.decode())

    def test_a_reply_address_outside_is_refused(self):
        inside = self.receiver.url("/esiti/x")
        for outside in (self.receiver.url("/altrove"), self.receiver.url("/esitix"), self.receiver.url("/esiti/../altrove"),
                        self.receiver.url("/esiti/%2e%2e/altrove"), inside.replace("https", "http"), inside + "?a=b",
                        inside + "#a", inside.replace("https://", "https://u@"), "https://esempio.example/esiti/x",
                        inside.replace("localhost", "127.0.0.1"), "/esiti/x", ""):
            answer = self.sender.post(PATH, document(case_file(3)), "application/json", X_ReplyTo=outside)
            self.assert_problem(answer, 400, "reply-to-outside")
        other = self.installation.client("health-portal").post("/v1/sources/health-portal/submissions", b"<a/>",
                                                               "application/xml", X_ReplyTo=inside)
        self.assert_problem(other, 400, "reply-to-outside")
        dry = self.sender.post(f"{PATH}?dry_run=true", document(case_file(3)), "application/json", X_ReplyTo=inside)
        self.assertEqual(dry.status, 200, dry.body)

    def test_a_call_that_was_not_settled_is_made_again_after_a_crash(self):
        self.receiver.answer = "never"
        submission = self.send(4)
        first = self.wait_for_call(submission)
        self.installation.kill()
        self.receiver.answer = 204
        self.installation.start()
        again = self.wait_for_call(submission, 2)
        self.assertEqual(first.events(), again.events(), "the same event, with the same id")
        self.wait_for_row(lambda row: row["pending"] == 0)

    def test_hostile_answers_harm_nobody_and_the_event_is_kept(self):
        self.receiver.answer = 500
        submission = self.send(5)
        self.wait_for_row(lambda row: row.get("last_answer") == "500" and row["pending"] == 1)
        for answer, told in ((302, "302"), (404, "404"), ("garbage", "no-answer"), ("endless_head", "no-answer")):
            self.receiver.answer = answer
            self.act("retry")
            row = self.wait_for_row(lambda row: row["last_answer"] == told and row["failures"] == 1)
            self.assertEqual(row["pending"], 1)
        self.assertNotIn("/altrove", [call.path for call in self.receiver.calls], "no redirect is followed")
        self.receiver.answer = "huge"
        self.act("retry")
        self.wait_for_row(lambda row: row["pending"] == 0 and row["last_answer"] == "200")
        self.eventually(lambda: len(self.receiver.poured) == 2, "both answers were cut off")
        self.assertLess(max(self.receiver.poured), 32 << 20)
        self.assertEqual({event["id"] for call in self.calls_about(submission) for event in call.events()},
                         {self.sender.get(f"{WEBHOOK}/events").json()["items"][0]["id"]})

    def test_a_receiver_that_never_answers_delays_nobody_else(self):
        self.receiver.answers["/lento"] = "never"
        case = "numero;aggiornato_il;comune\n"
        sent = self.installation.client("bergamo").post("/v1/sources/bergamo/submissions", case.encode(), "text/csv",
                                                        Prefer="respond-async")
        self.assertEqual(sent.status, 202, sent.body)
        self.wait_for_call(sent.json()["id"])
        self.wait_for_call(self.send(6))
        self.assertEqual(self.row("/v1/webhooks/bergamo")["pending"], 1)
        self.act("drop", "/v1/webhooks/bergamo")

    def test_a_certificate_for_another_host_is_refused(self):
        sent = self.installation.client("treviglio").post("/v1/sources/treviglio/submissions", b"x", "text/csv",
                                                          Prefer="respond-async")
        self.assertEqual(sent.status, 202, sent.body)
        row = self.wait_for_row(lambda row: row.get("last_answer"), "/v1/webhooks/treviglio")
        self.assertEqual((row["last_answer"], row["pending"]), ("tls-failed", 1))
        self.assertEqual(self.elsewhere.count(), 0)
        self.act("drop", "/v1/webhooks/treviglio")

    def reload(self, section):
        """Reloads with another section `webhooks`."""
        file, log = self.installation.folder / "raccordo.yaml", self.installation.log
        file.write_text(re.sub("webhooks: .*\n", section, file.read_text()))
        before = log.read_text().count('"reloaded"')
        self.installation.reload()
        self.eventually(lambda: log.read_text().count('"reloaded"') > before, "a reload")

    def test_a_name_of_a_private_address_is_called_only_if_configured(self):
        self.addCleanup(self.reload, self.more_configuration)
        calls = self.receiver.count()
        self.reload("webhooks: {ca: certs/ca.pem}\n")
        self.send(7)
        self.wait_for_row(lambda row: row.get("last_answer") == "address-refused" and row["pending"] == 1)
        self.reload(self.more_configuration.replace("ca: certs/ca.pem, ", ""))
        self.act("retry")
        self.wait_for_row(lambda row: row.get("last_answer") == "tls-failed" and row["pending"] == 1)
        self.assertEqual(self.receiver.count(), calls, "an authority that nobody trusts")
        self.reload(self.more_configuration)
        self.act("retry")
        self.wait_for_row(lambda row: row["pending"] == 0)

    def test_gone_stops_and_an_administrator_resumes(self):
        self.receiver.answer = 410
        submission = self.send(8)
        stopped = self.wait_for_row(lambda row: row["state"] == "STOPPED" and row["pending"] == 1)
        self.assertNotIn("next_call_at", stopped, "nobody is called until it is resumed")
        doctor = self.installation.verb("doctor").stdout
        self.assertIn("webhooks: These clients are not told what happened: isola-bergamasca (STOPPED", doctor)
        self.receiver.answer = 204
        other = self.send(9)
        self.assertEqual(len(self.calls_about(submission)), 1)
        self.act("resume")
        self.wait_for_call(other)
        told = [event["submission"] for event in self.receiver.told() if event.get("submission") in (submission, other)]
        self.assertEqual(told, [submission, submission, other], "in their order")

    def test_a_paused_webhook_keeps_or_drops_its_events(self):
        verb = self.installation.verb("webhooks", "pause", "isola-bergamasca", "--reason", "manutenzione")
        self.assertEqual(verb.returncode, 0, verb.stderr)
        self.assertIn("PAUSED", verb.stdout)
        kept = self.send(10)
        self.wait_for_row(lambda row: row["pending"] == 1)
        self.assertIn("PENDING", self.installation.verb("webhooks", "events", "isola-bergamasca").stdout)
        self.assertEqual(self.installation.verb("webhooks", "resume", "isola-bergamasca", "--reason", "fatto").returncode, 0)
        self.wait_for_call(kept)
        self.act("pause")
        dropped = self.send(11)
        self.wait_for_row(lambda row: row["pending"] == 1)
        self.act("drop")
        self.act("resume")
        self.wait_for_call(self.send(12))
        self.assertEqual(self.calls_about(dropped), [])
        self.assert_problem(self.sender.post_json(f"{WEBHOOK}/pause", {"reason": "x"}), 403, "missing-right")
        self.assert_problem(self.sender.get("/v1/webhooks/bergamo"), 404, "not-found")
        acts = [entry["action"] for entry in self.administrator.get("/v1/audit?object=isola-bergamasca").json()["items"]]
        self.assertLessEqual({"webhook.pause", "webhook.resume", "webhook.drop"}, set(acts))

    def test_records_that_leave_quarantine_are_told(self):
        waits = [case_file(number, interventi=[{"id": "1", "area": "ANZ", "codice": "CHIAMA", "dal": "2017-03-06"}])
                 for number in (20, 21)]
        sent = self.sender.post(PATH, document(*waits), "application/json")
        self.assertEqual(sent.json()["counts"]["quarantined"], 2, sent.body)
        text, etag = self.csv(TABLE)
        target = next(row.split(",")[2] for row in text.splitlines() if row.startswith("ANZ|SAD,"))
        version = self.put(self.anna, TABLE, text + f"ANZ|CHIAMA,Voce,{target},equivalent,APPROVED,,,\n",
                           etag).json()["version"]
        self.step(self.anna, TABLE, "submit", version)
        self.step(self.bruno, TABLE, "approve", version)
        self.assertEqual(self.step(self.bruno, TABLE, "activate", version, reason="prova").status, 202)

        def left():
            return {event["record_id"]: event for event in self.receiver.told() if event["type"] == "record.left-quarantine"}
        self.eventually(lambda: len(left()) == 2, "both records are told")
        self.assertEqual({key: left()["IB-21"][key] for key in ("submission", "record", "outcome", "source")},
                         {"submission": sent.json()["id"], "record": 2, "outcome": "ACCEPTED", "source": "isola-bergamasca"})

    def test_after_a_restore_nobody_is_called_until_somebody_says_so(self):
        self.receiver.answer = 500
        submission = self.send(13)
        self.wait_for_row(lambda row: row["pending"] == 1 and row.get("last_answer") == "500")
        file = self.installation.folder / "backup"
        self.assertEqual(self.installation.verb("backup", file).returncode, 0)
        self.installation.kill()
        for part in (self.installation.folder / "store").glob("raccordo.db*"):
            part.unlink()
        restored = self.installation.verb("restore", file, "--reason", "prova")
        self.assertEqual(restored.returncode, 0, restored.stderr)
        self.receiver.answer = 204
        calls = len(self.calls_about(submission))
        self.installation.start()
        row = self.row()
        self.assertEqual((row["state"], row["pending"], row["reason"]),
                         ("PAUSED", 1, "the store was restored from a backup"))
        self.assertEqual(len(self.calls_about(submission)), calls)
        for address in (WEBHOOK, "/v1/webhooks/bergamo", "/v1/webhooks/treviglio"):
            self.act("resume", address)
        self.wait_for_call(submission, calls + 1)

    def test_check_refuses_a_bad_key(self):
        key = self.installation.folder / "keys/bergamo.hook"
        self.addCleanup(key.chmod, 0o600)
        key.chmod(0o644)
        told = self.installation.verb("check").stdout
        self.assertRegex(told, r"clients.yaml:\d+: client bergamo: the key file of its webhook, .*chmod 600")
        before = self.installation.log.read_text().count('"reload-refused"')
        self.installation.reload()
        self.eventually(lambda: self.installation.log.read_text().count('"reload-refused"') > before, "a refused reload")
