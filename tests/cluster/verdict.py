"""What must be true when the cluster is whole again: each acknowledged record is stored, once, on every node."""

import json
import time
from collections import Counter

from clients import SOURCE, Connection
from cluster import NODES
from support.installation import CANARY, findings

DONE_SECONDS = 240


class Verdict:
    def __init__(self, cluster, traffic, rows):
        self._cluster, self._book, self._rows = cluster, traffic.book, rows
        self._connection = Connection(cluster)
        self.faults = list(self._book.wrong)

    def give(self):
        """The faults; the rows get what was lost and what is there twice."""
        self._complete_promised()
        stored = self._stored()
        for record, blow in self._book.stored.items():
            if stored.get(record) != "ACCEPTED":
                self._charge("lost", blow, f"{record} was acknowledged and is {stored.get(record, 'gone')}")
        self._count_once()
        self._compare_nodes(len(stored))
        self._verify()
        return self.faults

    def _charge(self, column, blow, text):
        self.faults.append(text)
        for row in self._rows:
            if blow in row.blows:
                setattr(row, column, getattr(row, column) + 1)

    def _get(self, path):
        end = time.monotonic() + DONE_SECONDS
        while True:
            answer = self._connection.ask("GET", path)
            if answer and answer[0] not in (429, 503):
                return answer
            if time.monotonic() > end or not self._cluster.step():
                raise RuntimeError(f"{path} is not answered")

    def _complete_promised(self):
        """Every body answered 202 is done, with the receipt of all its records."""
        end = time.monotonic() + DONE_SECONDS
        for sending, blow in self._book.promised:
            path = sending.location[sending.location.index("/v1/"):]
            answer = self._get(path)
            while answer[0] == 200 and json.loads(answer[2])["state"] != "COMPLETED" and time.monotonic() < end:
                self._cluster.step()
                answer = self._get(path)
            if answer[0] == 303:
                location = answer[1]["location"]
                answer = self._get(location[location.index("/v1/"):])
            receipt = json.loads(answer[2])
            count = receipt["counts"]["accepted"] if answer[0] == 200 and receipt["state"] == "COMPLETED" else 0
            if count == len(sending.records):
                self._book.stored.update(dict.fromkeys(sending.records, blow))
            else:
                self._charge("lost", blow, f"{sending.key} was answered 202; its receipt: {answer[0]} {answer[2][:300]}")

    def _pages(self, path):
        cursor = ""
        while cursor is not None:
            page = json.loads(self._get(f"{path}limit=500&cursor={cursor}")[2])
            yield from page["items"]
            cursor = page["next"]

    def _stored(self):
        """Outcome by record; also finds records that are listed twice or were never sent."""
        items = [(item["record_id"], item["outcome"]) for item in self._pages(f"{SOURCE}/records?")]
        for record, count in Counter(record for record, _ in items).items():
            if count > 1:
                self._charge("twice", self._book.stored.get(record), f"{record} is stored {count} times")
        stored = dict(items)
        for record in sorted(stored.keys() - self._book.stored.keys())[:5]:
            self.faults.append(f"{record} is stored and was not acknowledged, though its sender sent until it was")
        return stored

    def _count_once(self):
        """No body has two receipts."""
        received = sum(item["counts"]["received"] for item in self._pages("/v1/submissions?"))
        if received != self._book.sent:
            self.faults.append(f"the receipts hold {received} records, and {self._book.sent} were sent")

    def _compare_nodes(self, count):
        """Each node of PostgreSQL has all of them: the standbys have what the primary has."""
        text = "SELECT count(*) || ' ' || md5(string_agg(record_id, ',' ORDER BY record_id)) FROM records"
        end = time.monotonic() + DONE_SECONDS
        found = []
        while time.monotonic() < end and self._cluster.step():
            found = [self._cluster.node_sql(number, text) for number in NODES]
            if len(set(found)) == 1 and found[0].startswith(f"{count} "):
                return
        self.faults.append(f"the nodes of PostgreSQL hold {found}, the gateway lists {count}")

    def _verify(self):
        """The chain of the audit, and a release made now."""
        created = self._cluster.verb("release", "create", "--period", "2017", "--json")
        made = json.loads(created.stdout)["id"] if created.returncode == 0 else "none"
        for done in (created, self._cluster.verb("release", "verify", made), self._cluster.verb("audit", "verify")):
            if done.returncode != 0:
                self.faults.append(f"{' '.join(done.args[1:3])}: {done.stdout[-300:]}{done.stderr[-300:]}")
        for number in (1, 2):
            text = self._cluster.layout.log(f"gateway-{number}").read_text(errors="replace")
            for line, what in list(findings(text, [CANARY]))[:5]:
                self.faults.append(f"line {line} of the log of gateway {number}: {what}")
