"""Steps of one table version by several people at the same moment: each is done or refused with a reason, without side
effects."""

from concurrent.futures import ThreadPoolExecutor

from support.table_case import TableCase

TABLE = "isola-bergamasca/intervention"
AT_ONCE = 4
REFUSALS = {"wrong-state": 409, "version-conflict": 412}


class AtTheSameMoment(TableCase):
    def setUp(self):
        super().setUp()
        self.people = [self.installation.client("administrator") for _ in range(AT_ONCE)]

    def approved(self):
        text, etag = self.csv(TABLE)
        target = text.splitlines()[1].split(",")[2]
        text += f"ZZ|{len(text)},,{target},equivalent,APPROVED,,,\n"
        version = self.put(self.anna, TABLE, text, etag).json()["version"]
        self.assertEqual(self.step(self.anna, TABLE, "submit", version).status, 200)
        self.assertEqual(self.step(self.bruno, TABLE, "approve", version).status, 200)
        return version

    def all_at_once(self, steps):
        """(step, version) each by one of the people; the answers in this order."""
        def take(client, step, version):
            return self.step(client, TABLE, step, version, reason="at the same moment")
        with ThreadPoolExecutor(AT_ONCE) as pool:
            futures = [pool.submit(take, client, *step) for client, step in zip(self.people, steps)]
            answers = [future.result() for future in futures]
        for answer in answers:
            if answer.status not in (200, 202):
                code = answer.json()["code"]
                self.assertIn(code, REFUSALS)
                self.assert_problem(answer, REFUSALS[code], code)
        self.assertEqual(self.anna.get("/v1/whoami").status, 200, "the gateway still answers")
        return [answer.status for answer in answers]

    def in_force(self):
        rows = self.get(TABLE + "/versions").json()
        rows = rows["items"] if isinstance(rows, dict) else rows
        return [row["version"] for row in rows if row["state"] == "ACTIVE"]

    def test_one_of_several_equal_steps_is_done(self):
        first = self.in_force()[0]
        for _ in range(3):
            version = self.approved()
            statuses = self.all_at_once([("activate", version)] * AT_ONCE)
            self.assertEqual(statuses.count(202), 1, statuses)
            self.assertEqual(self.in_force(), [version])
            statuses = self.all_at_once([("rollback", first)] * AT_ONCE)
            self.assertEqual(statuses.count(202), 1, statuses)
            self.assertEqual(self.in_force(), [first])

    def test_what_was_not_read_is_not_put_in_force(self):
        version = self.approved()
        read = self.get(TABLE, f"?version={version}").header("etag")
        self.approved()  # the same version, with another row
        path = f"/v1/tables/{TABLE}/activate"
        order = {"version": version, "reason": "read"}
        refused = self.bruno.post_json(path, order, If_Match=read)
        self.assert_problem(refused, 412, "version-conflict")
        self.assertNotIn(version, self.in_force())
        read = self.get(TABLE, f"?version={version}").header("etag")
        self.assertEqual(self.bruno.post_json(path, order, If_Match=read).status, 202)
        back = {"version": 1, "reason": "read"}
        refused = self.bruno.post_json(f"/v1/tables/{TABLE}/rollback", back, If_Match=read)
        self.assert_problem(refused, 412, "version-conflict")
        first = self.get(TABLE, "?version=1").header("etag")
        self.assertEqual(self.bruno.post_json(f"/v1/tables/{TABLE}/rollback", back, If_Match=first).status, 202)

    def test_different_steps_leave_one_version_in_force(self):
        for others in (["activate", "discard"], ["activate", "send-back"], ["activate", "rollback"]):
            before = self.in_force()[0]
            version = self.approved()
            earlier = [row for row in self.retired() if row != before] or [version]
            steps = [(step, earlier[0] if step == "rollback" else version) for step in others * 2]
            self.all_at_once(steps)
            self.assertEqual(len(self.in_force()), 1)
            self.step(self.anna, TABLE, "discard", version, reason="tidy up")

    def retired(self):
        rows = self.get(TABLE + "/versions").json()
        rows = rows["items"] if isinstance(rows, dict) else rows
        return [row["version"] for row in rows if row["state"] == "RETIRED" and row.get("activated_at")]
