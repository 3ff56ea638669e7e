"""Clients that send and read while the cluster is hit, and the book of what was acknowledged."""

import http.client
import itertools
import json
import random
import threading
import time
from dataclasses import dataclass, field

from cluster import Cluster  # noqa: F401  (puts the integration tests' support on the path)
from support.people import case_file, fiscal_code

SOURCE = "/v1/sources/isola-bergamasca"
BROKEN = (OSError, http.client.HTTPException)
PATIENCE = 20  # seconds for one answer: more than the gateway needs to refuse
BATCH = 20
THINK_SECONDS, AGAIN_SECONDS = 0.1, 0.3


@dataclass
class Sending:
    """One body with its idempotency key, sent again until it is acknowledged."""

    records: list
    is_batch: bool
    location: str = ""

    @property
    def key(self):
        return f"cluster-{self.records[0]}"


@dataclass
class Book:
    stored: dict = field(default_factory=dict)    # record: the blow in whose time it was acknowledged by 201
    promised: list = field(default_factory=list)  # sending, blow: acknowledged by 202
    sent: int = 0                                 # records of all acknowledged bodies
    refused: list = field(default_factory=list)   # the blow of each 503
    broken: int = 0                               # requests without an answer
    reads: int = 0
    wrong: list = field(default_factory=list)     # answers that are never correct
    times: list = field(default_factory=list)     # when a body was acknowledged


class Traffic:
    def __init__(self, cluster, seed):
        self.cluster, self.book, self.blow = cluster, Book(), 0
        self._numbers, self._random, self._lock = itertools.count(1), random.Random(seed), threading.Lock()
        self._ends, self._gives_up, self._threads = threading.Event(), threading.Event(), []

    def start(self, workers):
        self._threads = [threading.Thread(target=self._work) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    def end(self):
        """Ends when every body was acknowledged."""
        self._ends.set()
        for thread in self._threads:
            thread.join()

    def give_up(self):
        """Ends without acknowledgements: nobody gives any."""
        self._gives_up.set()
        self.end()

    def _work(self):
        connection = Connection(self.cluster)
        while not self._ends.is_set() and self.cluster.step(THINK_SECONDS):
            with self._lock:
                chance, known = self._random.random(), self.book.stored
                if chance < 0.25 and known:
                    record = self._random.choice(list(itertools.islice(reversed(known), 50)))
                else:
                    record, sending = None, self._new_sending(is_batch=chance > 0.93)
            if record:
                self._read(connection, record)
            else:
                self._send(connection, sending)
        connection.close()

    def _new_sending(self, is_batch):
        return Sending([f"IB-{next(self._numbers)}" for _ in range(BATCH if is_batch else 1)], is_batch)

    def _send(self, connection, sending):
        headers = {"Content-Type": "application/x-ndjson", "Idempotency-Key": sending.key}
        if sending.is_batch:
            headers["Prefer"] = "respond-async"
        body = "\n".join(json.dumps(case(int(each[3:]))) for each in sending.records).encode()
        while not self._is_taken(sending, connection.ask("POST", f"{SOURCE}/submissions", body, headers)):
            if self._gives_up.is_set() or not self.cluster.step(AGAIN_SECONDS):
                return

    def _is_taken(self, sending, answer):
        """Enters the answer; whether the body need not be sent again."""
        with self._lock:
            if self._is_passing(answer):
                return False
            status, headers, content = answer
            if status == 201 and not sending.is_batch:
                counts = json.loads(content)["counts"]
                if (counts["received"], counts["accepted"]) != (1, 1):
                    self.book.wrong.append(f"{sending.key} was sent once and counted {counts}")
                self.book.stored[sending.records[0]] = self.blow
            elif status == 202 and sending.is_batch:
                sending.location = headers["location"]
                self.book.promised.append((sending, self.blow))
            elif status == 303 and sending.is_batch:  # the first answer was not received, and all is done meanwhile
                sending.location = headers["location"]
                self.book.promised.append((sending, self.blow))
            else:
                self.book.wrong.append(f"{sending.key} was answered {status}: {content[:300]}")
                return True
            self.book.sent += len(sending.records)
            self.book.times.append(time.monotonic())
            return True

    def _read(self, connection, record):
        answer = connection.ask("GET", f"{SOURCE}/records/{record}")
        with self._lock:
            if self._is_passing(answer):
                return
            self.book.reads += 1
            if answer[0] != 200:
                self.book.wrong.append(f"{record} was acknowledged, and a read answered {answer[0]}: {answer[2][:200]}")

    def _is_passing(self, answer):
        """No answer, or one that says to send again."""
        if answer is None:
            self.book.broken += 1
        elif answer[0] in (429, 503):
            self.book.refused.append(self.blow)
        elif answer[0] == 409 and json.loads(answer[2])["code"] == "idempotency-running":
            pass
        else:
            return False
        return True


class Connection:
    """One connection of the sender, opened again after it broke."""

    def __init__(self, cluster):
        self._client, self._connection = cluster.client("isola-bergamasca"), None

    def ask(self, method, path, body=None, headers=None):
        """Status, headers and body of the answer; None if none came."""
        try:
            self._connection = self._connection or self._client.open()
            self._connection.timeout = PATIENCE
            self._connection.request(method, path, body=body, headers=headers or {})
            answer = self._connection.getresponse()
            content = answer.read()
        except BROKEN:
            self.close()
            return None
        headers = {name.lower(): value for name, value in answer.getheaders()}
        if headers.get("connection", "").lower() == "close":
            self.close()
        return answer.status, headers, content

    def close(self):
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def case(number):
    """fiscal_code has 5,831 numbers; the others are persons of another year of birth."""
    year = 1940 + number // 5_800
    return case_file(number, assistito={"cf": fiscal_code(number % 5_800, year=year), "sesso": "F",
                                        "nato_il": f"{year}-01-01"})
