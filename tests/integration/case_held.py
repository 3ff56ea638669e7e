"""Contents that wait beside a stored record: none is erased with another person's, none is overwritten by an older
version."""

from case_owner import FIRST, SECOND, SOURCE, OwnerCase, person
from support.people import case_file, fiscal_code


class HeldCase(OwnerCase):
    def take_over(self, number, version="2018-01-01T00:00:00Z"):
        """The first Comune's record is stored, the second's content about another person waits: its receipt and its
        path."""
        self.send(self.both, case_file(number))
        receipt = self.send(self.both, case_file(number, comune=SECOND, assistito=person(number + 1000),
                                                 aggiornata=version))
        self.assertEqual((receipt["counts"]["quarantined"], self.codes(receipt)), (1, ["record-taken-over"]))
        rows = self.administrator.get("/v1/quarantine/records?limit=1000").json()["items"]
        row = next(item for item in rows if item["record_id"] == f"IB-{number}")
        return receipt, f"/v1/quarantine/records/{row['id']}"

    def held_on(self, number):
        body = {"id": fiscal_code(number), "reason": "asked"}
        return len(self.administrator.post_json("/v1/subjects/search", body).json()["items"])


class Erasures(HeldCase):
    def erase_person(self, number):
        body = {"id": fiscal_code(number), "reason": "asked"}
        answer = self.administrator.post_json("/v1/subjects/erase", body)
        self.assertEqual(answer.status, 200, answer.body)
        self.assertEqual(answer.json()["erased"]["records"], 1)

    def erase_record(self, number):
        self.assertEqual(self.owner.request("DELETE", f"{SOURCE}/records/IB-{number}").status, 204)

    def test_waiting_content_of_another_person_survives_erasure_and_can_be_accepted(self):
        for number, erase in ((1, self.erase_person), (2, self.erase_record)):
            with self.subTest(erase.__name__):
                receipt, path = self.take_over(number)
                erase(number)
                self.assertEqual((self.held_on(number), self.held_on(number + 1000)), (0, 1))
                self.assert_problem(self.state(self.owner, number), 404, "not-found")
                state = self.state(self.stranger, number).json()
                self.assertEqual((state["outcome"], state["submission"]), ("QUARANTINED", receipt["id"]))
                told = self.both.get(f"/v1/submissions/{receipt['id']}").json()
                self.assertEqual((told["counts"]["quarantined"], self.codes(told)), (1, ["record-taken-over"]))
                answer = self.administrator.post_json(f"{path}/accept", {"reason": "a case of its own"})
                self.assertEqual(answer.status, 200, answer.body)
                self.assertEqual(self.state(self.stranger, number).json()["outcome"], "ACCEPTED")
                told = self.both.get(f"/v1/submissions/{receipt['id']}").json()
                self.assertEqual((told["counts"]["accepted"], told["issues"]), (1, []))

    def test_a_comune_deletes_only_its_own_waiting_content(self):
        _, path = self.take_over(3)
        before = self.state(self.owner, 3).json()
        self.assertEqual(self.stranger.request("DELETE", f"{SOURCE}/records/IB-3").status, 204)
        self.assert_problem(self.administrator.get(path), 404, "not-found")
        self.assertEqual(self.state(self.owner, 3).json(), before)
        self.assert_problem(self.stranger.request("DELETE", f"{SOURCE}/records/IB-3"), 404, "not-found")

    def test_a_client_of_both_comuni_may_name_one(self):
        self.take_over(4)
        self.assertEqual(self.both.request("DELETE", f"{SOURCE}/records/IB-4?comune={FIRST}").status, 204)
        self.assertEqual((self.held_on(4), self.held_on(1004)), (0, 1))
        self.assertEqual(self.both.request("DELETE", f"{SOURCE}/records/IB-4").status, 204)
        self.assertEqual(self.held_on(1004), 0)


class OlderVersions(HeldCase):
    def test_an_older_version_is_not_accepted_over_a_newer_one(self):
        receipt, path = self.take_over(10)
        self.assertNotIn("newer_version", self.administrator.get(path).json())
        self.send(self.owner, case_file(10, aggiornata="2019-01-01T00:00:00Z"))
        self.assertEqual(self.administrator.get(path).json()["newer_version"], "2019-01-01T00:00:00Z")
        listed = self.administrator.get("/v1/quarantine/records?limit=1000").json()["items"]
        self.assertIn("2019-01-01T00:00:00Z", [item.get("newer_version") for item in listed])
        self.assertNotIn("newer_version", self.ats.get(path).json(), "nothing is revealed of another Comune's record")
        refused = self.administrator.post_json(f"{path}/accept", {"reason": "moved"})
        self.assert_problem(refused, 409, "stale-version")
        for version in ("2018-01-01T00:00:00Z", "2019-01-01T00:00:00Z"):
            self.assertIn(version, refused.json()["detail"])
        number = path.rsplit("/", 1)[-1]
        by_hand = self.installation.verb("quarantine", "accept", number, "--reason", "moved")
        self.assertEqual(by_hand.returncode, 1)
        self.assertIn("2019-01-01T00:00:00Z", by_hand.stderr)
        self.assertEqual(self.state(self.owner, 10).json()["version"], "2019-01-01T00:00:00Z")
        self.assertEqual(self.both.get(f"/v1/submissions/{receipt['id']}").json()["counts"]["quarantined"], 1)
        self.assertEqual(self.administrator.post_json(f"{path}/reject", {"reason": "older"}).status, 200)


class NumbersOfComuni(HeldCase):
    """Each Comune numbers its own cases: the owner is part of the key."""

    @classmethod
    def prepare(cls):
        super().prepare()
        path = cls.installation.folder / "mappings/isola-bergamasca/profile.yaml"
        path.write_text(path.read_text().replace("record_id: {from: $.id}", "record_id: {from: $.id, per: owner}"))

    def test_a_rejection_without_comune_is_not_a_second_record(self):
        for number, comune in ((20, ""), (21, "999999")):
            with self.subTest(comune):
                receipt = self.send(self.both, case_file(number, comune=comune))
                self.assertEqual(receipt["counts"]["rejected"], 1)
                self.assertEqual(self.state(self.both, number).json()["outcome"], "REJECTED")
                self.assertEqual(self.send(self.both, case_file(number))["counts"]["accepted"], 1)
                state = self.state(self.both, number)
                self.assertEqual((state.status, state.json()["outcome"]), (200, "ACCEPTED"))
                told = self.both.get(f"/v1/submissions/{receipt['id']}").json()
                self.assertEqual(self.codes(told), self.codes(receipt))
                # One that is rejected later is not a case either, and is erased with the id.
                self.send(self.both, case_file(number, comune=comune))
                self.assertEqual(self.state(self.both, number).json()["outcome"], "ACCEPTED")
                path = f"{SOURCE}/records/IB-{number}"
                self.assertEqual(self.both.request("DELETE", f"{path}?comune={FIRST}").status, 204)
                self.assert_problem(self.both.get(path), 404, "not-found")

    def test_items_with_the_same_id_have_their_owner(self):
        self.send(self.both, case_file(30), case_file(30, comune=SECOND))
        items = self.both.get(f"{SOURCE}/records?limit=1000").json()["items"]
        self.assertEqual(sorted(item["owner"] for item in items if item["record_id"] == "IB-30"), [FIRST, SECOND])
        self.assert_problem(self.state(self.both, 30), 409, "several-records")
        state = self.both.get(f"{SOURCE}/records/IB-30?comune={SECOND}").json()
        self.assertEqual(state["owner"], SECOND)
