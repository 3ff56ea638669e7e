"""What cannot be sent to another body, and what remains when the configuration, the person or the store changes."""

import gzip
import json
import sqlite3
import time

from support.backup_case import BackupCase
from support.exchange_case import PATH, SOURCE, ExchangeCase, day
from support.people import CANARY, case_file, document, fiscal_code


class Refusals(ExchangeCase):
    def kept(self):
        return self.listed(self.comune, "box=out")

    def test_what_is_asked_must_be_right(self):
        body, before = document(case_file(1)), self.kept()
        for changes, status, code in (
                ({"to": "estraneo"}, 403, "exchange-not-allowed"),
                ({"to": "vicino"}, 403, "exchange-not-allowed"),
                ({"to": "sparito"}, 403, "exchange-not-allowed"),
                ({"to": "nessuno"}, 403, "exchange-not-allowed"),
                ({"to": "comune"}, 403, "exchange-not-allowed"),
                ({"to": "azienda/anziani"}, 400, "unknown-office"),
                ({"to": None}, 400, "bad-request"),
                ({"source": "bergamo"}, 403, "missing-right"),
                ({"source": "nowhere"}, 403, "missing-right"),
                ({"source": None}, 400, "bad-request"),
                ({"purpose": "gossip"}, 400, "bad-request"),
                ({"legal_basis": None}, 400, "bad-request"),
                ({"legal_basis": f"per {fiscal_code(1)}"}, 422, "bad-reason"),
                ({"expires": day(-1)}, 400, "bad-request"),
                ({"expires": day(367)}, 400, "bad-request"),
                ({"expires": "domani"}, 400, "bad-request"),
                ({"expires": None}, 400, "bad-request"),
                ({"contact": None}, 400, "bad-contact"),
                ({"contact": "mario.rossi@comune.example"}, 400, "bad-contact"),
                ({"contact": "Ufficio della D.ssa Rota"}, 400, "bad-contact"),
                ({"legal_basis": "L. 328, anna.rota@posta.example"}, 400, "bad-request"),
                ({"legal_basis": "L. 328, lo dice la Dott.ssa Rota"}, 400, "bad-request"),
                ({"contact": fiscal_code(2)}, 400, "bad-contact"),
                ({"colour": "red"}, 400, "bad-request"),
                ({"media_type": "text/plain"}, 415, "unsupported-media-type"),
                ({"Content_Encoding": "br"}, 415, "unsupported-encoding"),
                ({"Content_Encoding": "gzip"}, 400, "malformed-document")):
            with self.subTest(changes):
                self.assert_problem(self.send_case(body, **changes), status, code)
        self.assert_problem(self.send_case(body, client=self.vicino), 403, "exchange-not-allowed")
        self.assert_problem(self.send_case(body, client=self.installation.client(SOURCE)), 403, "missing-right")
        self.assertEqual(self.kept(), before)

    def test_the_body_is_exactly_one_good_case(self):
        before, whole = self.kept(), document(case_file(1))
        for body, status, code in (
                (b"", 400, "malformed-document"),
                (b"{}", 400, "malformed-document"),
                (document(), 422, "not-one-record"),
                (document(case_file(1), case_file(2)), 422, "not-one-record"),
                (whole[:-2], 422, "truncated-document"),
                (whole[:60], 400, "malformed-document"),
                (document(case_file(1, apertura="2017-02-30")), 422, "record-refused"),
                (document(case_file(1, comune="016024")), 422, "record-refused"),
                (document({**case_file(1), "assistito": {"cf": fiscal_code(1), "nato_il": "1940-01-02"}}), 422,
                 "record-refused"),
                (b" " * (4 << 20) + whole, 413, "body-too-large"),
                (document(case_file(1, note="x" * (4 << 20))), 413, "body-too-large")):
            with self.subTest(body[:40], code=code):
                problem = self.assert_problem(self.send_case(body), status, code)
                self.assertNotIn(fiscal_code(1), json.dumps(problem))
                if code == "record-refused":
                    self.assertTrue(problem["errors"])
        foreign = self.send_case(document(case_file(1, comune="016024"))).json()
        self.assertEqual([error["code"] for error in foreign["errors"]], ["not-your-comune"])
        self.assertEqual(self.kept(), before)
        self.assertEqual(self.rows(1), [])
        self.assertEqual(self.send_case(gzip.compress(whole), Content_Encoding="gzip").status, 201)

    def test_a_person_is_erased_while_the_exchange_is_open(self):
        exchange = self.sent(3)
        found = self.rows(3)
        self.assertEqual([(each["id"], each["state"], each["record"]["record_id"]) for each in found],
                         [(exchange, "SENT", "IB-3")])
        erased = self.administrator.post_json("/v1/subjects/erase", {"id": fiscal_code(3), "reason": "request 1"})
        self.assertEqual(erased.json()["erased"]["exchanges"], 1)
        for client in (self.comune, self.asst):
            self.assert_problem(client.get(f"{PATH}/{exchange}"), 404, "not-found")
        self.assert_problem(self.fetch(exchange), 404, "not-found")
        self.assertEqual(self.rows(3), [])

    def test_nothing_is_stored_in_clear(self):
        exchange = self.sent(4, legal_basis="Basisinchiaro")
        self.assertEqual(self.fetch(exchange).status, 200)
        self.assertEqual(self.refuse(exchange, "Motivoinchiaro").status, 200)
        self.installation.kill()
        try:
            files = list((self.installation.folder / "store").rglob("*"))
            content = b"".join(file.read_bytes() for file in files if file.is_file())
        finally:
            self.installation.start()
        self.assertIn(exchange.encode(), content)
        for secret in (fiscal_code(4), CANARY, "Basisinchiaro", "Motivoinchiaro", "035 000000"):
            self.assertNotIn(secret.encode(), content)

    def test_what_was_acknowledged_survives_a_kill(self):
        exchange = self.sent(5)
        self.installation.kill()
        self.installation.start()
        self.assertEqual(self.state(exchange), "SENT")
        self.assertEqual(self.fetch(exchange, "application/octet-stream").body, document(case_file(5)))
        self.assertEqual(self.act(self.asst, exchange, "accept").status, 200)
        self.installation.kill()
        self.installation.start()
        self.assertEqual(self.state(exchange), "ACCEPTED")

    def test_a_kill_between_sending_and_answer_leaves_one_or_none(self):
        for number in (50, 51, 52):
            connection = self.comune.open()
            connection.request("POST", f"{PATH}?to=azienda&source={SOURCE}&purpose=transfer&legal_basis=x"
                               f"&expires={day(3)}", body=document(case_file(number)),
                               headers={"Content-Type": "application/json", "Raccordo-Contact": "Ufficio"})
            for _ in range(number - 50):
                self.pause()
            self.installation.kill()
            connection.close()
            self.installation.start()
            there = len(self.rows(number))
            self.assertIn(there, (0, 1))
            again = self.send_case(document(case_file(number)))
            self.assertEqual(again.status, 200 if there else 201, again.body)
            self.assertEqual(len(self.rows(number)), 1)


class Changes(ExchangeCase):
    """Each case changes clients.yaml or the store, and puts the file back."""

    def setUp(self):
        self.clients = self.installation.folder / "clients.yaml"
        self.text = self.clients.read_text()
        self.addCleanup(self.write, self.text)

    def write(self, text):
        """A new clients.yaml, once it is in force."""
        name = f"mark-{time.monotonic_ns()}"
        self.clients.write_text(text + f"  - {{name: {name}, san: 'dns:{name}.example', rights: []}}\n")
        self.installation.reload()
        self.eventually(lambda: name in self.administrator.get("/v1/clients").body.decode(), "the reload")

    def without(self, name):
        head, *rest = self.text.split("  - name: ")
        return head + "".join("  - name: " + each for each in rest if not each.startswith(name + "\n"))

    def test_check_warns_of_what_one_side_entered(self):
        done = self.installation.verb("check")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        told = done.stdout + done.stderr
        for line in ("comune lists sparito under `exchange`, but there is no client of that name",
                     "comune lists vicino under `exchange`, but that one has not the right `exchange` or does not list it"):
            self.assertIn(line, told)
        self.assertNotIn("comune lists azienda", told)

    def test_check_warns_of_a_sender_without_comuni(self):
        line = "comune has `exchange` and `sources` without `comuni`: every case that it sends to a body is refused"
        self.assertNotIn(line, self.installation.verb("check").stdout)
        self.clients.write_text(self.text.replace("[submit, exchange, see-metadata]\n    sources: [isola-bergamasca]\n"
                                                  "    comuni: [\"016009\"]\n",
                                                  "[exchange]\n    sources: [isola-bergamasca]\n", 1))
        done = self.installation.verb("check")
        self.assertIn(line, done.stdout + done.stderr)
        self.assertEqual(done.returncode, 0)

    def test_the_recipient_is_removed(self):
        exchange = self.sent(60)
        self.write(self.without("azienda"))
        self.assertEqual(self.asst.get(f"{PATH}/{exchange}").status, 403)
        self.assertEqual(self.state(exchange), "SENT")
        self.assert_problem(self.send_case(document(case_file(61))), 403, "exchange-not-allowed")
        self.assertEqual(self.act(self.comune, exchange, "withdraw").status, 200)

    def test_the_sender_is_removed(self):
        taken, open_one = self.sent(62), self.sent(63)
        self.assertEqual(self.act(self.asst, taken, "accept").status, 200)
        self.write(self.without("comune"))
        self.assertEqual(self.comune.get(f"{PATH}/{taken}").status, 403)
        self.assertEqual(self.state(open_one, self.asst), "SENT")
        self.assert_problem(self.fetch(open_one), 403, "exchange-not-allowed")
        self.assert_problem(self.act(self.asst, open_one, "accept"), 403, "exchange-not-allowed")
        self.assertEqual(self.fetch(taken).status, 200, "it was taken over")
        self.assertEqual(self.refuse(open_one).status, 200)

    def test_permission_of_one_side_is_taken_back(self):
        exchange = self.sent(64)
        self.write(self.text.replace("    exchange: [comune]\n", "    exchange: [vicino]\n"))
        self.assert_problem(self.fetch(exchange), 403, "exchange-not-allowed")
        self.assert_problem(self.act(self.asst, exchange, "accept"), 403, "exchange-not-allowed")
        self.assertEqual(self.state(exchange), "SENT")
        self.write(self.text)
        self.assertEqual(self.fetch(exchange).status, 200)

    def test_time_is_over(self):
        exchange, later = self.sent(65), self.sent(66)
        self.set_times(exchange, "expires_at = sent_at + 1")
        self.assertEqual(self.state(exchange), "EXPIRED")
        self.assert_problem(self.fetch(exchange), 409, "exchange-ended")
        self.assert_problem(self.act(self.asst, exchange, "accept"), 409, "exchange-ended")
        self.assert_problem(self.act(self.comune, exchange, "withdraw"), 409, "exchange-ended")
        self.assertIn(exchange, self.listed(self.comune, "box=out&state=EXPIRED"))
        self.assertEqual(self.acts_of(exchange), ["exchange.send", "exchange.expire"])
        self.set_times(later, "expires_at = sent_at + 1")
        self.eventually(lambda: self.acts_of(later) == ["exchange.send", "exchange.expire"],
                        "housekeeping of the new start ends it")

    def test_an_ended_one_is_erased_after_its_time(self):
        exchange, open_one = self.sent(67), self.sent(68)
        self.assertEqual(self.act(self.comune, exchange, "withdraw").status, 200)
        self.set_times(exchange, "ended_at = ended_at - 91 * 86400000000")
        self.eventually(lambda: self.comune.get(f"{PATH}/{exchange}").status == 404, "retention")
        self.assertEqual(self.rows(67), [])
        self.assertEqual(self.state(open_one), "SENT")

    def set_times(self, exchange, change):
        """Changes the store of a stopped gateway and starts it."""
        self.assertEqual(self.installation.stop(), 0)
        store = sqlite3.connect(self.installation.folder / "store/raccordo.db")
        store.execute(f"UPDATE exchanges SET {change} WHERE id = ?", (exchange,))
        store.commit()
        store.close()
        self.installation.start()


class Restored(BackupCase, ExchangeCase):
    """Each case has a gateway of its own."""

    def setUp(self):
        super().setUp()
        self.comune, self.asst = map(self.installation.client, ("comune", "azienda"))

    def test_an_exchange_that_ended_or_was_erased_does_not_come_back(self):
        withdrawn, erased, kept = (self.sent(number) for number in (70, 71, 72))
        self.back_up()
        self.assertEqual(self.act(self.comune, withdrawn, "withdraw").status, 200)
        self.erase_person(71)
        self.lose()
        self.restore()
        self.installation.start()
        self.assertEqual(self.state(withdrawn), "WITHDRAWN")
        self.assert_problem(self.fetch(withdrawn), 409, "exchange-ended")
        self.assert_problem(self.comune.get(f"{PATH}/{erased}"), 404, "not-found")
        self.assertEqual(self.state(kept), "SENT")
        self.assertEqual(self.fetch(kept).status, 200)

    def test_both_keys_are_rotated(self):
        """Nothing of an exchange stays under the former keys, and the person is still found."""
        taken, erased = self.sent(73), self.sent(74)
        self.assertEqual(self.act(self.asst, taken, "accept").status, 200)
        mine = case_file(73, id="ASST-73", comune="016024")
        self.assertEqual(self.asst.post(f"/v1/sources/{SOURCE}/submissions", document(mine),
                                        "application/json").status, 201)
        self.installation.stop()
        for key in ("sealing", "pseudonym"):
            self.run_verb("keys", "rotate", key)
        store = sqlite3.connect(self.store)
        columns = (("exchanges", "sealed_letter"), ("exchanges", "sealed_record_id"), ("exchange_cases", "document"),
                   ("exchange_cases", "record"), ("record_origins", "sealed_record_id"))
        for table, column in columns:
            generations = store.execute(f"SELECT DISTINCT hex(substr({column}, 2, 1)) FROM {table}").fetchall()
            self.assertEqual(generations, [("01",)], f"{table}.{column}: the second generation, counted from 0")
        store.close()
        self.installation.start()
        self.assertEqual(self.fetch(taken, "application/octet-stream").body, document(case_file(73)))
        told = self.asst.get(f"/v1/sources/{SOURCE}/records/ASST-73/explain").json()
        self.assertEqual([each["record_id"] for each in told["origin"]], ["IB-73"])
        again = self.send_case(document(case_file(74)))
        self.assertEqual((again.status, again.json()["id"]), (200, erased))
        self.erase_person(74)
        self.assert_problem(self.comune.get(f"{PATH}/{erased}"), 404, "not-found")
