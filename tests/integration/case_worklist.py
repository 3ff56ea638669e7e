"""The worklist: the codes that records wait for, as far as each client may see them, with suggestions, in pages."""

import json

from support.gateway_case import GatewayCase
from support.people import case_file, document

CERTIFICATE_OF = "bergamo"  # a sender that may see the worklist of two Comuni


class Worklist(GatewayCase):
    @classmethod
    def prepare(cls):
        """Another sender may see metadata too, of one of Isola's Comuni."""
        path = cls.installation.folder / "clients.yaml"
        blocks = path.read_text().split("  - name: ")
        at = next(i for i, block in enumerate(blocks) if block.startswith(CERTIFICATE_OF + "\n"))
        lines = [line for line in blocks[at].splitlines()
                 if not line.strip().startswith(("rights:", "sources:", "comuni:"))]
        blocks[at] = "\n".join([line for line in lines if line.strip()] + [
            "    rights: [submit, see-metadata]", "    sources: [isola-bergamasca]", '    comuni: ["016009"]', "", ""])
        path.write_text("  - name: ".join(blocks))

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        sender = cls.installation.client("isola-bergamasca")
        cls.partner = cls.installation.client(CERTIFICATE_OF)

        def waiting(number, code, comune="016009", **more):
            return case_file(number, comune=comune, interventi=[
                {"id": "1", "area": "ANZ", "codice": code, "dal": "2017-03-06", **more}])

        cases = [waiting(n, "SADX", "016009" if n < 3 else "016170", descrizione="Serv. ass. domiciliare")
                 for n in range(5)]
        cases += [waiting(10, "QW1"), waiting(11, "RT2", "016170"),
                  waiting(12, "OLD", descrizione="Trasporto sociale")]
        answer = sender.post("/v1/sources/isola-bergamasca/submissions", document(*cases), "application/json")
        assert answer.json()["counts"]["quarantined"] == len(cases), answer.body
        cls.receipt = answer.json()

    def rows(self, client, query=""):
        answer = client.get(f"/v1/quarantine?group_by=code{query}")
        self.assertEqual(answer.status, 200, answer.body)
        return answer.json()["rows"]

    def test_an_administrator_sees_all_codes_sorted_by_records(self):
        rows = self.rows(self.administrator)
        self.assertEqual([row["code"] for row in rows], ["ANZ|SADX", "ANZ|OLD", "ANZ|QW1", "ANZ|RT2"])
        first = rows[0]
        self.assertEqual((first["source"], first["table"], first["label"], first["records"], first["comuni"]),
                         ("isola-bergamasca", "intervention", "Serv. ass. domiciliare", 5, ["016009", "016170"]))
        self.assertEqual(first["first_seen"], self.receipt["received_at"])
        self.assertEqual(first["suggestions"][0]["target"], "anziani.assistenza-domiciliare")
        self.assertEqual(first["suggestions"][0]["label"], "Assistenza domiciliare")
        self.assertGreater(first["suggestions"][0]["score"], 0.7)
        for row in rows:
            for suggestion in row["suggestions"]:  # ANZ names the area
                self.assertTrue(suggestion["target"].startswith("anziani."), suggestion)
        self.assertEqual(rows[2]["suggestions"], [])  # the name of the area in a label is not evidence

    def test_receipt_and_worklist_suggest_the_same(self):
        by_code = {row["code"]: row["suggestions"] for row in self.rows(self.administrator)}
        for issue in self.receipt["issues"]:
            self.assertEqual(issue.get("suggestions", []), by_code[issue["value"]])

    def test_another_client_sees_counts_of_its_own_comuni_only(self):
        rows = {row["code"]: row for row in self.rows(self.partner)}
        self.assertEqual(set(rows), {"ANZ|SADX", "ANZ|OLD", "ANZ|QW1"})
        self.assertEqual((rows["ANZ|SADX"]["records"], rows["ANZ|SADX"]["comuni"]), (3, ["016009"]))

    def test_without_the_right_the_worklist_is_403(self):
        self.assert_problem(self.installation.client("isola-bergamasca").get("/v1/quarantine?group_by=code"), 403,
                            "missing-right")
        self.assert_problem(self.nobody.get("/v1/quarantine?group_by=code"), 401, "certificate-required")

    def test_the_worklist_has_pages_and_filters(self):
        seen, cursor = [], ""
        while cursor is not None:
            page = self.administrator.get(f"/v1/quarantine?group_by=code&limit=3&cursor={cursor}").json()
            seen += [row["code"] for row in page["rows"]]
            cursor = page["next"]
        self.assertEqual(seen, [row["code"] for row in self.rows(self.administrator)])
        self.assertEqual(len(self.rows(self.administrator, "&source=isola-bergamasca&table=intervention")), 4)
        self.assertEqual(self.rows(self.administrator, "&source=treviglio"), [])
        self.assertEqual(self.rows(self.administrator, "&table=need"), [])
        for query in ("", "?group_by=record", "?group_by=code&limit=0", "?group_by=code&limit=1001",
                      "?group_by=code&cursor=xyz"):
            self.assert_problem(self.administrator.get(f"/v1/quarantine{query}"), 400, "bad-request")

    def test_the_command_line_shows_the_same(self):

        done = self.installation.verb("quarantine", "list", "--json")
        self.assertEqual(json.loads(done.stdout)["rows"], self.rows(self.administrator))
        text = self.installation.verb("quarantine", "list").stdout
        self.assertRegex(text, r"ANZ\|SADX +5 +2 Comuni.*perhaps anziani\.assistenza-domiciliare \([01]\.\d\d\)")
