"""Pages of other sites that make a browser use the certificate of its user (cross-site request forgery)."""

import json

from support.gateway_case import GatewayCase
from support.people import fiscal_code

EVIL = "https://evil.example"
ORDERS = (
    ("/v1/subjects/erase", {"id": fiscal_code(1), "reason": "csrf"}),
    ("/v1/subjects/search", {"id": fiscal_code(1), "reason": "csrf"}),
    ("/v1/releases", {"period": "2016"}),
    ("/v1/replays", {"source": "isola-bergamasca", "reason": "csrf"}),
    ("/v1/tables/isola-bergamasca/need/approve", {"version": 1, "reason": "csrf"}),
    ("/v1/tables/isola-bergamasca/need/activate", {"version": 1, "reason": "csrf"}),
    ("/v1/quarantine/records/1/unmask", {"reason": "csrf"}),
)


class ForeignPages(GatewayCase):
    def refused(self, answer):
        self.assert_problem(answer, 403, "foreign-page")

    def entries(self):
        return len(self.administrator.get("/v1/audit?limit=1000").json()["items"])

    def test_orders_of_another_site_do_nothing(self):
        before = self.entries()
        for path, order in ORDERS:
            for fields in ({"Origin": EVIL}, {"Origin": "null"}, {"Sec_Fetch_Site": "cross-site"},
                           {"Sec_Fetch_Site": "same-site"}, {"Origin": "https://localhost.evil.example"},
                           {"Origin": f"http://localhost:{self.installation.port}"}):
                with self.subTest(path, **fields):
                    self.refused(self.administrator.post_json(path, order, **fields))
        self.assertEqual(self.entries(), before)

    def test_reading_is_refused_too(self):
        """Reading in clear is entered in the audit."""
        for mode in ("no-cors", "navigate"):
            for path in ("/v1/quarantine/records/1?reason=csrf", "/v1/whoami"):
                with self.subTest(path, mode=mode):
                    self.refused(self.administrator.get(path, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode=mode))
            answer = self.administrator.get("/fhir/metadata", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode=mode)
            self.assertEqual((answer.status, answer.json()["resourceType"]), (403, "OperationOutcome"))

    def test_what_forms_send_is_not_an_order(self):
        for media_type in ("text/plain", "text/plain;charset=UTF-8", "TEXT/PLAIN", "multipart/form-data; boundary=x",
                           "application/x-www-form-urlencoded"):
            for path, order in ORDERS:
                with self.subTest(path, media_type=media_type):
                    answer = self.administrator.post(path, json.dumps(order).encode(), media_type)
                    self.assert_problem(answer, 415, "unsupported-media-type")

    def test_the_console_of_this_gateway_works(self):
        port = self.installation.port
        for fields in ({"Origin": f"https://localhost:{port}", "Sec_Fetch_Site": "same-origin"}, {"Sec_Fetch_Site": "none"},
                       {"Origin": f"HTTPS://LOCALHOST:{port}"}, {}):
            with self.subTest(**fields):
                answer = self.administrator.post_json("/v1/subjects/search", {"id": fiscal_code(1), "reason": "request"},
                                                      Host=f"localhost:{port}", **fields)
                self.assertEqual(answer.status, 200, answer.body)

    def test_a_link_leads_to_the_console_and_pages_of_others_get_nothing_of_it(self):
        link = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}
        self.assertNotEqual(self.administrator.get("/console/", **link).status, 403)
        self.refused(self.administrator.get("/console/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors"))

    def test_what_needs_no_certificate_is_for_every_page(self):
        for path in ("/status", "/openapi.yaml", "/errors/foreign-page"):
            with self.subTest(path):
                self.assertEqual(self.nobody.get(path, Origin=EVIL, Sec_Fetch_Site="cross-site").status, 200)
