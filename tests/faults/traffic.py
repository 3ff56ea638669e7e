"""The requests of clients while faults happen, and their answers: the record of acknowledgements to check
afterwards."""

import datetime
import http.client
import itertools
import json
import random
import socket
import threading
from dataclasses import dataclass, field

from faulty_gateway import FaultyGateway  # noqa: F401  (puts the integration tests' support on the path)
from support.people import case_file, document

SOURCE = "/v1/sources/isola-bergamasca"
EXCHANGES = "/v1/exchanges"
SENT_TO = f"{EXCHANGES}?to=azienda&source=isola-bergamasca&purpose=transfer&legal_basis=prova&expires="
BROKEN = (OSError, http.client.HTTPException, socket.timeout)


@dataclass
class Sending:
    """One body with its idempotency key, sent until it is answered."""

    key: str
    records: list
    is_async: bool = False
    location: str = ""
    said: str = "nothing"  # the last answer other than 201 and 202


@dataclass
class Book:
    """The acknowledged requests, and those with unknown result."""

    stored: set = field(default_factory=set)     # acknowledged by 201, or by a receipt of a 202 body
    deleted: set = field(default_factory=set)    # acknowledged by 204
    promised: list = field(default_factory=list)  # acknowledged by 202, completion not seen
    unknown: list = field(default_factory=list)  # no answer, or one that says to try again
    doubtful: set = field(default_factory=set)   # DELETE without an answer
    exchanges: dict = field(default_factory=dict)  # acknowledged cases for another body: id by number
    unsent: set = field(default_factory=set)     # numbers of cases for another body without an answer
    wrong: list = field(default_factory=list)    # answers that are never correct
    acknowledged: int = 0


class Caller:
    """One connection of one client, opened again after it broke."""

    def __init__(self, client, patience=20):
        self._client, self._patience, self._connection = client, patience, None

    def ask(self, method, path, body=None, headers=None):
        try:
            self._connection = self._connection or self._client.open()
            self._connection.timeout = self._patience
            self._connection.request(method, path, body=body, headers=headers or {})
            answer = self._connection.getresponse()
            content = answer.read()
        except BROKEN:
            self.close()
            raise
        headers = {name.lower(): value for name, value in answer.getheaders()}
        if headers.get("connection", "").lower() == "close":
            self.close()
        return answer.status, headers, content

    def close(self):
        if self._connection is not None:
            self._connection.close()
        self._connection = None


class Traffic:
    def __init__(self, gateway, seed, patience, exchanges=0.2):
        """exchanges: the share of requests that send a case to another body."""
        self.gateway, self.book, self._patience = gateway, Book(), patience
        self._exchanges = exchanges
        self._numbers = itertools.count(1)
        self._cases_for_others = itertools.count(500_001)
        self._lock = threading.Lock()
        self._random = random.Random(seed)

    def new_sending(self):
        with self._lock:
            kind = self._random.choices(("single", "batch", "async"), (6, 2, 1))[0]
            count = {"single": 1, "batch": 12, "async": 20}[kind]
            numbers = [next(self._numbers) for _ in range(count)]
        return Sending(f"key-{numbers[0]}", [f"IB-{number}" for number in numbers], kind == "async")

    def send(self, caller, sending):
        body = document(*(case_file(int(each[3:])) for each in sending.records))
        headers = {"Content-Type": "application/json", "Idempotency-Key": sending.key}
        if sending.is_async:
            headers["Prefer"] = "respond-async"
        try:
            status, answered, content = caller.ask("POST", f"{SOURCE}/submissions", body, headers)
        except BROKEN as error:
            sending.said = f"{type(error).__name__} {error}"
            return self.note(sending, "unknown")
        sending.said = f"{status} {content[:120]}"
        if status == 201:
            return self.note(sending, "stored", json.loads(content))
        if status == 202:
            sending.location = answered["location"]
            return self.note(sending, "promised")
        if status in (409, 429, 500, 503, 507):
            return self.note(sending, "unknown")
        return self.note(sending, f"answered {status}: {content[:200]}")

    def note(self, sending, what, receipt=None):
        with self._lock:
            if what == "stored":
                counts = receipt["counts"]
                if counts["accepted"] + counts["unchanged"] != len(sending.records):
                    self.book.wrong.append(f"{sending.key}: counts {counts}")
                self.book.stored.update(sending.records)
                self.book.acknowledged += len(sending.records)
            elif what == "promised":
                self.book.promised.append(sending)
                self.book.acknowledged += len(sending.records)
            elif what == "unknown":
                self.book.unknown.append(sending)
            else:
                self.book.wrong.append(f"{sending.key}: {what}")

    def delete_one(self, caller):
        with self._lock:
            if not self.book.stored:
                return
            record = self._random.choice(sorted(self.book.stored)[-200:])
            self.book.stored.discard(record)
            self.book.doubtful.add(record)
        try:
            status, _, content = caller.ask("DELETE", f"{SOURCE}/records/{record}")
        except BROKEN:
            return
        with self._lock:
            if status in (204, 404):
                self.book.doubtful.discard(record)
                self.book.deleted.add(record)
            elif status not in (429, 500, 503, 507):
                self.book.wrong.append(f"DELETE {record} answered {status}: {content[:200]}")

    def send_exchange(self, caller, number):
        """A case for another body. There is no key: the same document to the same body is one, while it is open."""
        path = SENT_TO + (datetime.date.today() + datetime.timedelta(days=300)).isoformat()
        headers = {"Content-Type": "application/json", "Raccordo-Contact": "Ufficio di prova"}
        try:
            status, _, content = caller.ask("POST", path, document(case_file(number)), headers)
        except BROKEN:
            status, content = 503, b""
        with self._lock:
            if status in (200, 201):
                exchange = json.loads(content)["id"]
                self.book.acknowledged += number not in self.book.exchanges
                if self.book.exchanges.setdefault(number, exchange) != exchange:
                    self.book.wrong.append(f"the case {number} is two exchanges")
                self.book.unsent.discard(number)
            elif status in (429, 500, 503, 507):
                self.book.unsent.add(number)
            else:
                self.book.wrong.append(f"an exchange was answered {status}: {content[:200]}")

    def worker(self, requests):
        caller = Caller(self.gateway.client("isola-bergamasca"), self._patience)
        for _ in range(requests):
            if not self.gateway.lives():
                break
            chance = self._random.random()
            if chance < 0.1:
                self.delete_one(caller)
            elif chance < 0.1 + self._exchanges:
                self.send_exchange(caller, next(self._cases_for_others))
            else:
                self.send(caller, self.new_sending())
        caller.close()

    def run(self, workers, requests):
        """Several clients at once, each with this many requests; ends early if the gateway does."""
        threads = [threading.Thread(target=self.worker, args=(requests,)) for _ in range(workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def send_unknown_again(self, caller):
        """The same bodies with the same keys, as a client without an answer sends them."""
        again, self.book.unknown = self.book.unknown, []
        for sending in again:
            self.send(caller, sending)
        for number in sorted(self.book.unsent):
            self.send_exchange(caller, number)
        for record in sorted(self.book.doubtful):
            try:
                status, _, _ = caller.ask("DELETE", f"{SOURCE}/records/{record}")
            except BROKEN:
                continue
            if status in (204, 404):
                self.book.doubtful.discard(record)
                self.book.deleted.add(record)
