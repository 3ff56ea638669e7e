"""Exchanges at their edges: of a person whose processing is restricted, under a key whose answer is gone, and in forms that
nobody can guess."""

from support.exchange_case import PATH, ExchangeCase
from support.people import case_file, document, fiscal_code


class Edges(ExchangeCase):
    def restrict(self, number, act="restrict"):
        answer = self.administrator.post_json(f"/v1/subjects/{act}", {"id": fiscal_code(number), "reason": "art. 18"})
        self.assertEqual(answer.status, 200, answer.body)

    def test_the_case_of_a_restricted_person_goes_nowhere(self):
        """Also of a person of whom the exchange alone is stored."""
        body, exchange = document(case_file(6)), self.sent(6)
        self.restrict(6)
        self.assert_problem(self.send_case(body), 409, "person-restricted")
        self.assert_problem(self.send_case(document(case_file(6, apertura="2017-02-01")), Idempotency_Key="restricted-6"),
                            409, "person-restricted")
        for accept in ("application/json", "application/hl7-v3+xml", "application/octet-stream"):
            self.assert_problem(self.fetch(exchange, accept), 409, "person-restricted")
        self.assert_problem(self.act(self.asst, exchange, "accept"), 409, "person-restricted")
        self.assertEqual(self.state(exchange), "SENT")
        audit = self.administrator.get("/v1/audit?action=exchange.restricted").json()["items"]
        self.assertEqual([entry["actor"] for entry in audit], ["comune", "comune"])
        self.restrict(6, "lift")
        self.assertEqual(self.fetch(exchange).status, 200)
        self.restrict(6)
        self.assertEqual(self.refuse(exchange).status, 200, "sending it back hands nothing over")
        self.restrict(6, "lift")
        self.assertEqual(self.send_case(body, Idempotency_Key="restricted-6").status, 201, "the key is free")

    def test_a_key_of_an_erased_exchange_says_so(self):
        body = document(case_file(7))
        self.assertEqual(self.send_case(body, Idempotency_Key="spent-7").status, 201)
        self.administrator.post_json("/v1/subjects/erase", {"id": fiscal_code(7), "reason": "request 7"})
        problem = self.assert_problem(self.send_case(body, Idempotency_Key="spent-7"), 422, "idempotency-spent")
        self.assertEqual(problem["title"], "What the key was used for is no longer kept")

    def test_orders_are_json_and_documents_are_not_guessed(self):
        exchange = self.sent(8)
        for act, client in (("refuse", self.asst), ("accept", self.asst), ("withdraw", self.comune)):
            told = self.assert_problem(client.post(f"{PATH}/{exchange}/{act}", b"because", "text/plain"), 415,
                                       "unsupported-media-type")
            self.assertIn("as application/json; `text/plain` was sent as Content-Type", told["detail"])
        for accept in ("garbage", "application/json;q=x", "image/png"):
            self.assert_problem(self.fetch(exchange, accept), 406, "not-acceptable")
        self.assertEqual(self.state(exchange), "SENT")
        self.assertEqual(self.fetch(exchange, "").status, 200)
