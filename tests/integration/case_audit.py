"""The audit: its entries, offline verification, and detection of manual changes."""

import json
import re
import sqlite3

from support.gateway_case import GatewayCase
from support.people import case_file, document, fiscal_code

SOURCE = "/v1/sources/isola-bergamasca"


class Audit(GatewayCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sender = cls.installation.client("isola-bergamasca")

    def entries(self, query=""):
        answer = self.administrator.get(f"/v1/audit?{query}")
        self.assertEqual(answer.status, 200, answer.body)
        return answer.json()["items"]

    def verify(self, *arguments):
        done = self.installation.verb("audit", "verify", "--json", *arguments)
        return done.returncode, json.loads(done.stdout)

    def wait_quarantine(self, number):
        wrong = {**case_file(number)["assistito"], "nato_il": "1940-01-02"}
        self.sender.post(f"{SOURCE}/submissions", document(case_file(number, assistito=wrong)), "application/json")
        for row in self.administrator.get("/v1/quarantine/records?limit=1000").json()["items"]:
            if row["record_id"] == f"IB-{number}":
                return row["id"]
        self.fail("the record does not wait")

    def test_start_and_keys_are_audited_and_only_administrators_read_the_audit(self):
        actions = [entry["action"] for entry in self.entries("limit=1000")]
        self.assertEqual(actions[-1], "keys.init")
        self.assertIn("gateway.start", actions)
        for name in ("ats", "isola-bergamasca"):
            self.assert_problem(self.installation.client(name).get("/v1/audit"), 403, "missing-right")
        self.assert_problem(self.nobody.get("/v1/audit"), 401, "certificate-required")

    def test_filters_and_pages(self):
        self.assertTrue(self.entries("action=keys.&actor=cli:" + self.entries("action=keys.")[0]["actor"][4:]))
        self.assertEqual(self.entries("since=2099-01-01"), [])
        self.assertEqual(self.entries("until=2000-01-01T00:00:00Z"), [])
        self.assert_problem(self.administrator.get("/v1/audit?since=yesterday"), 400, "bad-request")
        self.assert_problem(self.administrator.get("/v1/audit?limit=0"), 400, "bad-request")
        page = self.administrator.get("/v1/audit?limit=1").json()
        following = self.administrator.get(f"/v1/audit?limit=1&cursor={page['next']}").json()
        self.assertEqual(following["items"][0]["seq"], page["items"][0]["seq"] - 1)

    def test_an_erasure_is_audited_without_the_content(self):
        self.sender.post(f"{SOURCE}/submissions", document(case_file(700)), "application/json")
        self.assertEqual(self.sender.request("DELETE", f"{SOURCE}/records/IB-700").status, 204)
        entry = self.entries("action=record.erase")[0]
        self.assertEqual(entry["actor"], "isola-bergamasca")
        self.assertRegex(entry["object"], "^isola-bergamasca/keyed-[0-9a-f]{16}$")
        self.assertNotIn("IB-700", json.dumps(entry), "the audit is kept longer than an erased record")
        asked = self.entries("object=isola-bergamasca/IB-700")
        self.assertEqual([each["seq"] for each in asked], [entry["seq"]], "the id finds the entry")
        self.assertEqual(self.entries("object=isola-bergamasca/IB-70"), [])
        self.assertNotIn(fiscal_code(700), json.dumps(entry))

    def test_an_unmasked_view_needs_right_and_reason_and_is_audited(self):
        number = self.wait_quarantine(701)
        path = f"/v1/quarantine/records/{number}"
        masked = self.administrator.get(path)
        self.assertNotIn(fiscal_code(701), masked.body.decode())
        self.assert_problem(self.administrator.get(f"{path}?unmask=true"), 400, "reason-required")
        self.assert_problem(self.administrator.get(f"{path}?reason=%20"), 400, "reason-required")
        self.assert_problem(self.administrator.post_json(f"{path}/unmask", {}), 400, "reason-required")
        for reason in ("x" * 1001, f"for {fiscal_code(701).lower()}", "two\nlines"):
            self.assert_problem(self.administrator.post_json(f"{path}/unmask", {"reason": reason}), 422, "bad-reason")
        self.assert_problem(self.administrator.post(f"{path}/unmask", b"[", "application/json"), 400, "bad-request")
        wrong = self.assert_problem(self.administrator.post_json(f"{path}/unmask", {"reason": 17}), 400, "bad-request")
        self.assertEqual(wrong["errors"][0]["at"], {"pointer": "/reason"})
        self.assert_problem(self.ats.get(f"{path}?unmask=true&reason=x"), 403, "missing-right")
        self.assert_problem(self.ats.post_json(f"{path}/unmask", {"reason": "x"}), 403, "missing-right")
        for flag in ("0", "1", "no", "FALSE", "banana"):
            refused = self.assert_problem(self.administrator.get(f"{path}?unmask={flag}&reason=x"), 400, "bad-request")
            self.assertIn("`unmask` must be true or false", refused["detail"])
        still_masked = self.administrator.get(f"{path}?unmask=false&reason=x")
        self.assertEqual((still_masked.status, still_masked.body), (200, masked.body))
        self.assertEqual(self.entries("action=record.unmask&object=isola-bergamasca/IB-701"), [])
        for answer in (self.administrator.get(f"{path}?unmask=true&reason=complaint%2017"),
                       self.administrator.post_json(f"{path}/unmask", {"reason": "x" * 1000})):
            self.assertEqual(answer.status, 200)
            self.assertIn(fiscal_code(701), answer.body.decode())
        told = self.entries("action=record.unmask&object=isola-bergamasca/IB-701")
        self.assertEqual([entry["reason"] for entry in told], ["x" * 1000, "complaint 17"])
        done = self.installation.verb("quarantine", "show", number, "--unmask")
        self.assertEqual(done.returncode, 1)
        done = self.installation.verb("quarantine", "show", number, "--unmask", "--reason", "complaint 18")
        self.assertIn(fiscal_code(701), done.stdout)
        self.assertTrue(self.entries("action=record.unmask")[0]["actor"].startswith("cli:"))

    def test_the_chain_verifies_while_the_gateway_runs_and_its_head_is_in_the_log(self):
        head = re.findall(r'"audit-head".*?"seq":(\d+).*?"hash":"([0-9a-f]{64})"', self.installation.log.read_text())[0]
        code, check = self.verify("--head", f"{head[0]}:{head[1]}")
        self.assertEqual((code, check["whole"], check["heads"]["agree"]), (0, True, 1))
        self.assertEqual(self.installation.verb("audit", "verify", "--head", "nonsense").returncode, 2)
        code, check = self.verify("--head", f"999999:{head[1]}")
        self.assertEqual((code, check["broken"]["fault"], check["broken"]["witness"]), (1, "missing", "head"))
        code, check = self.verify("--head", f"1:{head[1]}")
        self.assertEqual((code, check["broken"]["seq"], check["broken"]["fault"]), (1, 1, "changed"))

    def test_a_changed_row_is_reported(self):
        copy = self.installation.folder / "copy.db"
        with sqlite3.connect(self.installation.folder / "store/raccordo.db") as original:
            with sqlite3.connect(copy) as target:
                original.backup(target)
        with sqlite3.connect(copy) as database:
            database.execute("UPDATE audit SET actor = 'someone' WHERE seq = 2")
        code, check = self.verify("--store", copy)
        self.assertEqual((code, check["broken"]["seq"], check["broken"]["fault"]), (1, 2, "changed"))
        text = self.installation.verb("audit", "verify", "--store", copy).stdout
        self.assertIn("entry 2 does not follow", text)
        self.assertEqual(self.installation.verb("audit", "verify", "--store", "nowhere.db").returncode, 1)

    def test_a_reload_is_audited_with_the_files_read(self):
        before = len(self.entries("action=configuration.reload"))
        self.installation.reload()
        self.wait_for(self.administrator, "/v1/audit?action=configuration.reload",
                      lambda answer: len(answer.json()["items"]) > before)
        self.assertEqual(len(self.entries("action=configuration.reload")[0]["details"]["clients_sha256"]), 64)
        listed = self.installation.verb("audit", "list", "--action", "configuration.").stdout
        self.assertIn("configuration.reload", listed)


class HeadsInReleases(GatewayCase):
    def test_a_release_keeps_the_audit_head_of_its_entry(self):
        done = self.installation.verb("release", "create", "--period", "2017", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        release = json.loads(done.stdout)
        self.assertEqual(len(release["audit_head"]["hash"]), 64)
        done = self.installation.verb("audit", "verify", "--json")
        self.assertEqual((done.returncode, json.loads(done.stdout)["heads"]["agree"]), (0, 1))
        with sqlite3.connect(self.installation.folder / "store/raccordo.db") as database:
            database.execute("DELETE FROM audit WHERE seq >= ?", (release["audit_head"]["seq"],))
        done = self.installation.verb("audit", "verify", "--json")
        self.assertEqual((done.returncode, json.loads(done.stdout)["broken"]["witness"]), (1, "head"))
