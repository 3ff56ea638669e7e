"""A gateway with three releases, of which two are published, and the catalogue enabled. For the cases of open data."""

from .gateway_case import GatewayCase
from .people import case_file, document

CASES = 12
TABLE = "cases-by-ambito"
MONTHS = "cases-opened-by-ambito-month"


class OpenCase(GatewayCase):
    more_configuration = """catalog:
  enabled: true
  publisher: Ambito di Esempio
  rights_holder: Ambito di Esempio
  ipa_code: esempio_01
  contact: Ufficio di Piano <dati@esempio.it>
  licence: CC-BY-4.0
"""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        body = document(*(case_file(number) for number in range(CASES)))
        cls.installation.client("isola-bergamasca").post(
            "/v1/sources/isola-bergamasca/submissions", body, "application/json")
        cls.ids = {period: cls.released(period) for period in ("2015", "2016", "2017")}
        for period in ("2016", "2017"):
            cls.administrator.post_json(f"/v1/releases/{cls.ids[period]}/publish", {})

    @classmethod
    def released(cls, period):
        ordered = cls.administrator.post_json("/v1/releases", {"period": period, "note": "note"}).json()
        cls.wait_for(cls(), cls.administrator, f"/v1/releases/{ordered['id']}",
                     lambda answer: answer.json()["state"] == "DONE")
        return ordered["id"]

    def table(self, query="", period="2017", table=TABLE, **headers):
        return self.nobody.get(f"/open/releases/{self.ids[period]}/tables/{table}{query}", **headers)

    def unchecked(self, method, target, **headers):
        """An answer as it came: compressed, or to a method that the description does not have."""
        connection = self.nobody.open()
        try:
            connection.request(method, target, headers={k.replace("_", "-"): v for k, v in headers.items()})
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        finally:
            connection.close()
