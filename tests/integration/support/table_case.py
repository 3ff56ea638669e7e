"""Base of the cases about mapping tables: the people who edit them, and their steps over HTTPS."""

import json
import sqlite3

from .gateway_case import GatewayCase
from .table_people import add_table_people


class TableCase(GatewayCase):
    @classmethod
    def prepare(cls):
        add_table_people(cls.installation)

    def setUp(self):
        self.anna, self.bruno, self.carla = (self.installation.client(name) for name in ("anna", "bruno", "carla"))

    def get(self, table, query="", **headers):
        answer = self.anna.get(f"/v1/tables/{table}{query}", **headers)
        self.assertEqual(answer.status, 200, answer.body)
        return answer

    def csv(self, table):
        answer = self.get(table, Accept="text/csv")
        return answer.body.decode(), answer.header("etag")

    def put(self, client, table, text, etag, media_type="text/csv", query=""):
        return client.request("PUT", f"/v1/tables/{table}{query}", text.encode(),
                              {"Content-Type": media_type, **({"If-Match": etag} if etag else {})})

    def step(self, client, table, step, version, **more):
        return client.post_json(f"/v1/tables/{table}/{step}", {"version": version, **more})

    def draft(self, table, row, client=None):
        """Adds a row to the present content; returns the answer of the PUT."""
        text, etag = self.csv(table)
        answer = self.put(client or self.anna, table, text + row, etag)
        self.assertEqual(answer.status, 200, answer.body)
        return answer

    def row(self, table):
        """A row with a code that is not in the table, and a target that is."""
        target = self.csv(table)[0].splitlines()[1].split(",")[2]
        return f"NEW-1,Nuova voce,{target},equivalent,APPROVED,,,\n"

    def acts(self, table):
        store = sqlite3.connect(self.installation.folder / "store/raccordo.db")
        found = store.execute("SELECT action, actor, details FROM audit WHERE object = ? ORDER BY seq",
                              (table,)).fetchall()
        store.close()
        return [(action, actor, json.loads(details)) for action, actor, details in found]
