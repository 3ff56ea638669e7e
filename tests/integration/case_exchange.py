"""One case from one body to another: who sees it, in which form, and every end it may have."""

import hashlib
import json

from support.exchange_case import PATH, SOURCE, ExchangeCase, day
from support.people import case_file, document, fiscal_code


class Exchange(ExchangeCase):
    def test_is_sent_fetched_and_taken_over(self):
        body = document(case_file(1))
        answer = self.send_case(body, to="azienda/minori", purpose="joint-charge")
        self.assertEqual(answer.status, 201, answer.body)
        exchange = answer.json()
        self.assertEqual((exchange["state"], exchange["from"], exchange["to"], exchange["office"]),
                         ("SENT", "comune", "azienda", "minori"))
        self.assertEqual((exchange["legal_basis"], exchange["contact"], exchange["expires"]),
                         ("L. 328/2000, art. 22", "Servizio sociale, tel. 035 000000", day(30)))
        self.assertEqual(exchange["document"], {"media_type": "application/json", "bytes": len(body),
                                                "sha256": hashlib.sha256(body).hexdigest()})
        self.assertNotIn(fiscal_code(1), answer.body.decode())
        fetched = self.fetch(exchange["id"])
        self.assertEqual(fetched.status, 200, fetched.body)
        record = fetched.json()
        self.assertEqual((record["person"]["id"], record["owner"], record["interventions"][0]["type"]),
                         (fiscal_code(1), "016009", "anziani.assistenza-domiciliare"))
        self.assertEqual((record["untranslated"], fetched.header("raccordo-untranslated")), ([], "0"))
        self.assertEqual(self.state(exchange["id"]), "FETCHED")
        self.assertEqual(self.fetch(exchange["id"], "application/octet-stream").body, body)
        accepted = self.act(self.asst, exchange["id"], "accept")
        self.assertEqual(accepted.status, 200, accepted.body)
        self.assertEqual([each["state"] for each in accepted.json()["states"]], ["SENT", "FETCHED", "ACCEPTED"])
        self.assertEqual(self.comune.get(f"{PATH}/{exchange['id']}").json(), accepted.json())
        self.assertEqual(self.fetch(exchange["id"]).status, 200, "it is the recipient's now")
        for client, act, value in ((self.asst, "accept", None), (self.asst, "refuse", {"reason": "late"}),
                                   (self.comune, "withdraw", None)):
            self.assert_problem(self.act(client, exchange["id"], act, value), 409, "exchange-ended")
        self.assertEqual(self.acts_of(exchange["id"]),
                         [f"exchange.{act}" for act in ("send", "fetch", "fetch", "accept", "fetch")])

    def test_forms_of_the_document(self):
        exchange = self.sent(2)
        own = self.fetch(exchange, query=f"?codes=own&as={SOURCE}")
        self.assertEqual(own.status, 200, own.body)
        record = own.json()
        self.assertEqual(record["interventions"][0]["area"], "ANZ")
        self.assertEqual(len(record["untranslated"]), int(own.header("raccordo-untranslated")))
        message = self.fetch(exchange, "application/hl7-v3+xml")
        self.assertEqual(message.status, 200, message.body)
        self.assertIn(b"PRSS_IN001004ZZ", message.body)
        self.assertTrue(message.header("raccordo-untranslated").isdigit())
        self.assertEqual(message.header("cache-control"), "no-store")
        file = self.installation.folder / "fetched.xml"
        file.write_bytes(message.body)
        decoded = self.installation.verb("decode", "--source", "health-portal", file)
        self.assertEqual(decoded.returncode, 0, decoded.stderr)
        self.assertEqual(json.loads(decoded.stdout)["person"]["id"], fiscal_code(2))
        for query, accept, status, code in (
                ("?codes=own", "application/json", 400, "bad-request"),
                (f"?as={SOURCE}", "application/json", 400, "bad-request"),
                ("?codes=other", "application/json", 400, "bad-request"),
                (f"?codes=own&as={SOURCE}", "application/octet-stream", 400, "bad-request"),
                ("?codes=own&as=nowhere", "application/json", 404, "unknown-source"),
                ("?codes=own&as=bergamo", "application/json", 403, "missing-right"),
                ("", "image/png", 406, "not-acceptable")):
            self.assert_problem(self.fetch(exchange, accept, query), status, code)

    def test_what_cannot_be_handed_over_is_not_fetched(self):
        exchange = self.sent(3)
        self.assert_problem(self.fetch(exchange, "image/png"), 406, "not-acceptable")
        self.assertEqual(self.asst.request("HEAD", f"{PATH}/{exchange}/document").status, 200)
        self.assertEqual(self.state(exchange), "SENT")

    def test_unmapped_code_travels_and_is_named(self):
        case = case_file(4)
        case["interventi"][0]["codice"] = "SAD9"
        answer = self.send_case(document(case))
        self.assertEqual(answer.status, 201, answer.body)
        self.assertEqual([issue["code"] for issue in answer.json()["issues"]], ["unmapped-code"])
        fetched = self.fetch(answer.json()["id"])
        self.assertEqual(fetched.header("raccordo-untranslated"), "1")
        self.assertEqual(fetched.json()["untranslated"],
                         [{"path": "interventions[0].type", "code": "ANZ|SAD9", "why": "unmapped-code"}])

    def test_for_third_parties_there_is_none(self):
        exchange = self.sent(5)
        for client in (self.vicino, self.estraneo):
            self.assert_problem(client.get(f"{PATH}/{exchange}"), 404, "not-found")
            self.assert_problem(self.fetch(exchange, client=client), 404, "not-found")
            for act, value in (("accept", None), ("refuse", {"reason": "no"}), ("withdraw", None)):
                self.assert_problem(self.act(client, exchange, act, value), 404, "not-found")
            for box in ("in", "out"):
                self.assertEqual(self.listed(client, f"box={box}"), [])
        self.assert_problem(self.comune.get(f"{PATH}/01ARZ3NDEKTSV4RRFFQ69G5FAV"), 404, "not-found")
        self.assert_problem(self.installation.client(SOURCE).get(PATH), 403, "missing-right")
        self.assert_problem(self.nobody.get(PATH), 401, "certificate-required")

    def test_each_party_has_its_own_acts(self):
        exchange = self.sent(6)
        self.assert_problem(self.fetch(exchange, client=self.comune), 403, "exchange-other-party")
        self.assert_problem(self.act(self.comune, exchange, "accept"), 403, "exchange-other-party")
        self.assert_problem(self.act(self.comune, exchange, "refuse", {"reason": "no"}), 403, "exchange-other-party")
        self.assert_problem(self.act(self.asst, exchange, "withdraw"), 403, "exchange-other-party")
        self.assertEqual(self.state(exchange), "SENT")

    def test_refused_with_a_reason(self):
        exchange = self.sent(7)
        self.assert_problem(self.act(self.asst, exchange, "refuse"), 400, "reason-required")
        self.assert_problem(self.refuse(exchange, "  "), 400, "reason-required")
        self.assert_problem(self.refuse(exchange, f"per {fiscal_code(7)}"), 422, "bad-reason")
        self.assert_problem(self.act(self.asst, exchange, "refuse", {"ragione": "no"}), 400, "bad-request")
        self.assertEqual(self.refuse(exchange).status, 200)
        seen = self.comune.get(f"{PATH}/{exchange}").json()
        self.assertEqual((seen["state"], seen["reason"]), ("REFUSED", "The person is not known to this service"))
        self.assert_problem(self.fetch(exchange), 409, "exchange-ended")
        entries = self.administrator.get(f"/v1/audit?object={exchange}").json()["items"]
        self.assertNotIn("not known", json.dumps(entries), "the reason is for the sender")

    def test_withdrawn_also_after_it_was_fetched(self):
        exchange = self.sent(8)
        self.assertEqual(self.fetch(exchange).status, 200)
        self.assertEqual(self.act(self.comune, exchange, "withdraw").status, 200)
        self.assert_problem(self.fetch(exchange), 409, "exchange-ended")
        self.assert_problem(self.act(self.asst, exchange, "accept"), 409, "exchange-ended")
        self.assertEqual(self.state(exchange, self.asst), "WITHDRAWN")

    def test_two_decisions_at_once_are_one(self):
        for number in range(10, 14):
            exchange = self.sent(number)
            answers = self.at_once(lambda: self.act(self.asst, exchange, "accept"),
                                   lambda: self.act(self.asst, exchange, "accept"),
                                   lambda: self.act(self.comune, exchange, "withdraw"),
                                   lambda: self.refuse(exchange))
            self.assertEqual(sorted(answer.status for answer in answers), [200, 409, 409, 409])

    def test_the_same_document_is_one_while_it_is_open(self):
        body = document(case_file(20))
        answers = self.at_once(*[lambda: self.send_case(body)] * 4)
        self.assertEqual(sorted(answer.status for answer in answers), [200, 200, 200, 201])
        exchange = {answer.json()["id"] for answer in answers}
        self.assertEqual(len(exchange), 1)
        again = self.send_case(body, to="azienda/minori", purpose="information", expires=day(5))
        self.assertEqual((again.status, again.json()["id"], again.json()["purpose"]),
                         (200, *exchange, "transfer"))
        self.assertEqual(self.act(self.comune, exchange.pop(), "withdraw").status, 200)
        self.assertEqual(self.send_case(body).status, 201)

    def test_a_key_gives_the_first_answer(self):
        body = document(case_file(21))
        first = self.send_case(body, Idempotency_Key="key-21")
        self.assertEqual(self.refuse(first.json()["id"]).status, 200)
        again = self.send_case(body, Idempotency_Key="key-21")
        self.assertEqual((again.status, again.json()["id"], again.header("idempotency-replayed")),
                         (201, first.json()["id"], "true"))
        self.assert_problem(self.send_case(body, Idempotency_Key="key-21", purpose="information"), 422,
                            "idempotency-mismatch")

    def test_boxes_are_listed_by_state_and_office(self):
        before = self.asst.get(f"{PATH}?box=in").json()["unread"]
        minori = self.sent(30, to="azienda/minori", purpose="information")
        adults = self.sent(31)
        unread = self.asst.get(f"{PATH}?box=in").json()["unread"]
        self.assertEqual(unread["all"], before["all"] + 2)
        of_office = {each["office"]: each["count"] for each in unread["by_office"]}
        self.assertEqual(of_office["minori"],
                         {each["office"]: each["count"] for each in before["by_office"]}.get("minori", 0) + 1)
        self.assertEqual(self.fetch(minori).status, 200)
        self.assertIn(minori, self.listed(self.asst, "box=in&state=FETCHED"))
        self.assertNotIn(adults, self.listed(self.asst, "box=in&state=FETCHED"))
        self.assertEqual(self.listed(self.comune, "box=out&office=minori&purpose=information"), [minori])
        everything = self.listed(self.comune, "box=out")
        self.assertEqual(everything[:2], [adults, minori], "newest first")
        self.assertEqual(self.listed(self.asst, "box=in"), everything)
        self.assertEqual(self.listed(self.comune, "box=in"), [])
        self.assertNotIn("unread", self.comune.get(f"{PATH}?box=out").json())
        for wrong in ("box=all", "state=READ", "purpose=gossip", "colour=red", "limit=0", "cursor=x"):
            self.assert_problem(self.comune.get(f"{PATH}?{wrong}"), 400, "bad-request")

    def test_a_transfer_is_the_origin_of_the_recipients_record(self):
        self.assertEqual(self.comune.post(f"/v1/sources/{SOURCE}/submissions", document(case_file(40)),
                                          "application/json").status, 201)
        exchange = self.sent(40)
        self.assertEqual(self.act(self.asst, exchange, "accept").status, 200)
        mine = case_file(40, id="ASST-40", comune="016024", apertura="2017-06-01")
        self.assertEqual(self.asst.post(f"/v1/sources/{SOURCE}/submissions", document(mine),
                                        "application/json").json()["counts"]["accepted"], 1)
        told = self.asst.get(f"/v1/sources/{SOURCE}/records/ASST-40/explain").json()
        self.assertEqual([(each["exchange"], each["from"], each["source"], each["record_id"])
                          for each in told["origin"]], [(exchange, "comune", SOURCE, "IB-40")])
        sender = self.comune.get(f"/v1/sources/{SOURCE}/records/IB-40/explain").json()
        self.assertNotIn("origin", sender)
        self.assertEqual(self.comune.get(f"/v1/sources/{SOURCE}/records/IB-40").json()["outcome"], "ACCEPTED")
