"""Cases in which bodies send case files to each other: a Comune, an ASST, and a third body that neither knows."""

import datetime
import threading
import urllib.parse

from .gateway_case import GatewayCase
from .people import case_file, document, fiscal_code
from .table_people import add_client

SOURCE = "isola-bergamasca"
CONTACT = "Servizio sociale, tel. 035 000000"
PATH = "/v1/exchanges"


def day(ahead):
    return (datetime.date.today() + datetime.timedelta(days=ahead)).isoformat()


class ExchangeCase(GatewayCase):
    @classmethod
    def prepare(cls):
        sends = f"    sources: [{SOURCE}]\n    comuni: [\"016009\"]\n"
        add_client(cls.installation, "comune", "submit", "exchange", "see-metadata",
                   more=sends + "    exchange: [azienda, vicino, sparito]\n")
        add_client(cls.installation, "azienda", "submit", "exchange", "see-metadata",
                   more=f"    sources: [{SOURCE}, health-portal]\n    comuni: [\"016024\"]\n"
                        "    exchange: [comune]\n    offices: [minori, salute mentale]\n")
        add_client(cls.installation, "vicino", "exchange", more="    exchange: [azienda]\n")
        add_client(cls.installation, "estraneo", "exchange")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.comune, cls.asst, cls.vicino, cls.estraneo = map(
            cls.installation.client, ("comune", "azienda", "vicino", "estraneo"))

    def send_case(self, body, client=None, to="azienda", contact=CONTACT, media_type="application/json", **changes):
        asked = {"to": to, "source": SOURCE, "purpose": "transfer", "legal_basis": "L. 328/2000, art. 22",
                 "expires": day(30)}
        headers = {name: value for name, value in changes.items() if name[0].isupper()}
        asked.update({name: value for name, value in changes.items() if name[0].islower()})
        query = urllib.parse.urlencode({name: value for name, value in asked.items() if value is not None})
        if contact is not None:
            headers["Raccordo_Contact"] = contact.encode()
        return (client or self.comune).post(f"{PATH}?{query}", body, media_type, **headers)

    def sent(self, number, **changes):
        """The id of a new exchange of the case of that number."""
        answer = self.send_case(document(case_file(number)), **changes)
        self.assertEqual(answer.status, 201, answer.body)
        self.assertEqual(answer.header("location"), f"{PATH}/{answer.json()['id']}")
        return answer.json()["id"]

    def act(self, client, exchange, name, value=None):
        return client.post_json(f"{PATH}/{exchange}/{name}", {} if value is None else value)

    def refuse(self, exchange, reason="The person is not known to this service"):
        return self.act(self.asst, exchange, "refuse", {"reason": reason})

    def fetch(self, exchange, accept="application/json", query="", client=None):
        return (client or self.asst).get(f"{PATH}/{exchange}/document{query}", Accept=accept)

    def state(self, exchange, client=None):
        return (client or self.comune).get(f"{PATH}/{exchange}").json()["state"]

    def listed(self, client, query):
        """The ids of a list, over all its pages."""
        found, cursor = [], ""
        while cursor is not None:
            page = client.get(f"{PATH}?{query}&limit=2&cursor={cursor}").json()
            found += [each["id"] for each in page["items"]]
            cursor = page["next"]
        self.assertEqual(len(found), len(set(found)))
        return found

    def at_once(self, *calls):
        """The answers of calls that begin together."""
        answers, gate = [None] * len(calls), threading.Barrier(len(calls))

        def run(at):
            gate.wait()
            answers[at] = calls[at]()

        threads = [threading.Thread(target=run, args=(at,)) for at in range(len(calls))]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        return answers

    def acts_of(self, exchange):
        entries = self.administrator.get(f"/v1/audit?object={exchange}").json()["items"]
        return [entry["action"] for entry in reversed(entries)]

    def rows(self, number):
        """Exchanges that the store holds of the person of that number, as the export and the search of the person say."""
        asked = {"id": fiscal_code(number), "reason": "check"}
        answer = self.administrator.post_json("/v1/subjects/export", asked)
        self.assertEqual(answer.status, 200, answer.body)
        exported = answer.json()["exchanges"]
        found = self.administrator.post_json("/v1/subjects/search", asked).json()["exchanges"]
        self.assertEqual([each["id"] for each in found], [each["id"] for each in exported])
        return exported
