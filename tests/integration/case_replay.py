"""Replays over HTTPS: who may, what is refused, pause and cancel, and a gateway that is killed in the middle."""

from support.people import case_file, document
from support.table_case import TableCase

PATH = "/v1/sources/isola-bergamasca/submissions"
TABLE = "isola-bergamasca/intervention"
MANY = 5_000


def visit(code):
    return [{"id": "1", "area": "ANZ", "codice": code, "dal": "2017-03-06"}]


class Replay(TableCase):
    def setUp(self):
        super().setUp()
        self.sender = self.installation.client("isola-bergamasca")

    def order(self, client=None, **order):
        return (client or self.administrator).post_json("/v1/replays", order)

    def test_refuses_what_it_cannot_do(self):
        self.assert_problem(self.order(self.sender, source="bergamo"), 403, "missing-right")
        self.assert_problem(self.order(source="nowhere"), 404, "unknown-source")
        self.assert_problem(self.order(source="bergamo", table="nothing"), 404, "not-found")
        self.assert_problem(self.order(source="bergamo", code="X"), 400, "bad-request")
        self.assert_problem(self.order(), 400, "bad-request")
        self.assert_problem(self.administrator.post("/v1/replays", b"[", "application/json"), 400, "bad-request")
        self.assert_problem(self.administrator.get("/v1/replays/none"), 404, "not-found")
        self.assert_problem(self.administrator.post_json("/v1/replays/none/pause", {}), 404, "not-found")

    def test_an_ended_replay_stays_as_it_is(self):
        task = self.order(source="treviglio", reason="prova")
        self.assertEqual((task.status, task.json()["state"], task.json()["total"]), (202, "COMPLETED", 0))
        for act in ("pause", "resume", "cancel"):
            self.assert_problem(self.administrator.post_json(f"{task.header('location')}/{act}", {}), 409,
                                "replay-ended")
        listed = [each["id"] for each in self.administrator.get("/v1/replays").json()["items"]]
        self.assertIn(task.json()["id"], listed)

    def test_finishes_after_a_kill_and_does_nothing_twice(self):
        cases = [case_file(number, interventi=visit("MOLTI")) for number in range(MANY)]
        sent = self.sender.post(PATH, document(*cases), "application/json")
        self.assertEqual(sent.json()["counts"]["quarantined"], MANY, sent.body[:300])
        text, etag = self.csv(TABLE)
        target = next(row.split(",")[2] for row in text.splitlines() if row.startswith("ANZ|SAD,"))
        version = self.put(self.anna, TABLE, text + f"ANZ|MOLTI,Voce,{target},equivalent,APPROVED,,,\n",
                           etag).json()["version"]
        self.step(self.anna, TABLE, "submit", version)
        self.step(self.bruno, TABLE, "approve", version)
        activated = self.step(self.bruno, TABLE, "activate", version, reason="codice completato").json()
        location = f"/v1/replays/{activated['replay']['id']}"
        self.wait_for(self.administrator, location, lambda answer: answer.json()["succeeded"] > 0)
        self.installation.kill()
        self.installation.start()
        done = self.wait_for(self.administrator, location, lambda answer: answer.json()["state"] == "COMPLETED")
        self.assertEqual((done.json()["total"], done.json()["succeeded"]), (MANY, MANY))
        receipt = self.sender.get(sent.header("location")).json()
        self.assertEqual((receipt["counts"]["accepted"], receipt["counts"]["quarantined"]), (MANY, 0))
        self.assertEqual(receipt["issues"], [])
