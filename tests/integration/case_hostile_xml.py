"""XML that once crashed the process: answered at once and from the spool, and the gateway keeps running, also after a
restart."""

from support.gateway_case import GatewayCase
from support.installation import ROOT

PORTAL = "/v1/sources/health-portal/submissions"
XML = "application/xml"
REJECT = ROOT / "tests/golden/xml/reject"
GOOD = (ROOT / "mappings/health-portal/examples/all-phases.xml").read_bytes()

# Bytes, code, line, path and the advice to the sender.
HOSTILE = (
    ((REJECT / "bad-encoding--ucs-4.xml").read_bytes(), "bad-encoding", 1, "", "save it as UTF-8"),
    ((REJECT / "malformed-document--cdata-end-after-long-attribute.xml").read_bytes(), "malformed-document", 1,
     "/b/PRSS_IN001004ZZ[1]", "write ]]&gt;"),
    (b"\xff\xfe<\x00", "malformed-document", 1, "", "send it whole"),
    (b"<b>" + b"<r a='" + b"A" * 66_000 + b"'>]]></r>" * 2 + b"\xff\xff\x00", "malformed-document", 1, "", "]]&gt;"),
)


class HostileXml(GatewayCase):
    def setUp(self):
        self.sender = self.installation.client("health-portal")

    def assert_told(self, problem, code, line, path, advice):
        self.assertEqual(problem["code"], code)
        place = problem["errors"][0]["at"]
        self.assertEqual((place.get("line"), place.get("path")), (line, path))
        self.assertIn(advice, problem["detail"] + problem["errors"][0]["message"])
        self.assertNotIn("libxml", str(problem))

    def test_hostile_xml_is_answered_and_the_gateway_keeps_running(self):
        for body, *expected in HOSTILE:
            with self.subTest(expected=expected):
                problem = self.assert_problem(self.sender.post(PORTAL, body, XML), 400, expected[0])
                self.assert_told(problem, *expected)
        self.assertEqual(self.sender.post(PORTAL, GOOD, XML).status, 201)

    def test_spooled_hostile_xml_is_finished_and_not_repeated_at_the_next_start(self):
        places = []
        for body, *_ in HOSTILE:
            answer = self.sender.post(PORTAL, body, XML, Prefer="respond-async")
            self.assertEqual(answer.status, 202, answer.body)
            places.append(answer.header("location"))
        # The bodies are in the spool, or have just been processed: both must work.
        self.installation.kill()
        self.installation.start()
        for place in places:
            done = self.wait_for(self.sender, place, lambda status: status.status == 303)
            receipt = self.sender.get(done.header("location")).json()
            self.assertEqual(receipt["counts"]["accepted"], 0)
            self.assertNotIn("libxml", str(receipt))
        self.assertEqual(self.sender.post(PORTAL, GOOD, XML).status, 201)
