"""Rounds of one fault: traffic, the fault at a random point, then the check of every acknowledgement."""

import json
import random
import subprocess
import time
from dataclasses import dataclass, field

from faulty_gateway import FaultyGateway
from traffic import BROKEN, EXCHANGES, SOURCE, Caller, Sending, Traffic  # noqa: F401
from support.people import case_file, document

WORKERS = 3
ENDING = ("kill", "power-cut")
RARE = ("disk-full", "sync-fails", "no-descriptors", "short-writes")  # faults of calls that are rare
RECOVERY_SECONDS = 60
WAITING = [f"IB-{number}" for number in range(900_001, 900_006)]


@dataclass
class Row:
    """One line of the table."""

    fault: str
    rounds: int = 0
    hit: int = 0        # rounds in which the fault was injected
    acknowledged: int = 0
    lost: set = field(default_factory=set)  # acknowledged records that are missing, deleted ones that are still stored
    twice: int = 0
    stuck: int = 0      # rounds after which the gateway did not recover by itself
    notes: list = field(default_factory=list)

    def note(self, text):
        if len(self.notes) < 20:
            self.notes.append(f"round {self.rounds}: {text}")

    def held(self):
        return not self.lost and not self.twice and not self.stuck and not self.notes and self.hit == self.rounds


class Rounds:
    def __init__(self, fault, seed=0):
        self.row, self._random = Row(fault), random.Random(seed)
        self.gateway = FaultyGateway()
        # Nobody accepts the connection, so waiting is useless; requests without an answer are sent again afterwards.
        # A jump of the clock ends and erases exchanges, as it should.
        self.traffic = Traffic(self.gateway, seed, 0.5 if fault == "no-descriptors" else 20,
                               0 if fault == "clock-jumps" else 0.2)
        self.book = self.traffic.book
        self._submissions, self._releases = {}, []
        self._year, self._drafts = 1900, 0
        self._listed, self._since = set(), ""  # acknowledged ids at the last check, and the time of the newest

    def begin(self):
        self.gateway.start()
        self._make_callers()
        cases = (case_file(int(each[3:]), interventi=[{"id": "1", "area": "ANZ", "codice": "NESSUNO",
                                                       "dal": "2017-03-06"}]) for each in WAITING)
        status, _, content = self.sender.ask("POST", f"{SOURCE}/submissions", document(*cases),
                                             {"Content-Type": "application/json"})
        if status != 201 or json.loads(content)["counts"]["quarantined"] != len(WAITING):
            raise RuntimeError(f"records that wait were answered {status}: {content[:300]}")
        self._submissions_before = 1

    def _make_callers(self):
        names = ("isola-bergamasca", "administrator", "anna", "bruno")
        self.sender, self.administrator, self.anna, self.bruno = (Caller(self.gateway.client(each)) for each in names)

    def end(self):
        self.gateway.set_fault("none")
        if self.gateway.lives():
            self.gateway.stop()
        self.gateway.remove()

    def round(self):
        self.row.rounds += 1
        fault = self.row.fault
        # One commit changes files about fifty times, a round about a hundred: the fault hits the first or a later one.
        after = int(self._random.choice((20, 150, 600)) * self._random.random())
        argument = {"slow-disk": 100, "clock-jumps": self._random.choice((-3600, 40 * 86_400, 500 * 86_400)),
                    "power-cut": self._random.choice((100, 100, 50, 1))}.get(fault, 0)
        if fault in RARE:
            after //= 10
        self.gateway.set_fault(fault, after, argument)
        if self._random.random() < 0.15:
            self.administer()
        self.traffic.run(WORKERS, 6 if fault in ENDING else 4)
        if self.gateway.hits() == 0 and fault != "clock-jumps" and self.gateway.lives():
            self.gateway.strike()
            self.traffic.run(WORKERS, 4)
        hits = self.gateway.end_fault()
        if hits and fault in ENDING:
            self.gateway.process.wait(RECOVERY_SECONDS)  # it may still be undoing what was not synced
        self.row.hit += hits > 0 or fault == "clock-jumps" or not self.gateway.lives()
        if not self.gateway.lives():
            if fault not in ENDING:
                self.row.note(f"the gateway ended with code {self.gateway.process.returncode}")
                self.row.stuck += 1
            self.restart()
        self.check()

    def restart(self):
        for caller in (self.sender, self.administrator, self.anna, self.bruno):
            caller.close()
        if self.gateway.lives():
            self.gateway.kill()
        self.gateway.start()

    def administer(self):
        """A table is activated, or a release is made; either may be interrupted."""
        try:
            if self._random.random() < 0.5:
                self._activate()
            else:
                self._year += 1
                status, headers, _ = self.administrator.ask(
                    "POST", "/v1/releases", json.dumps({"period": str(self._year), "note": "prova"}),
                    {"Content-Type": "application/json"})
                if status == 202:
                    self._releases.append(headers["location"])
        except BROKEN:
            pass

    def _activate(self):
        table = "/v1/tables/isola-bergamasca/need"
        status, headers, content = self.anna.ask("GET", table, headers={"Accept": "text/csv"})
        if status != 200:
            return
        text = content.decode()
        self._drafts += 1
        target = text.splitlines()[1].split(",")[2]
        status, _, content = self.anna.ask(
            "PUT", table, (text + f"NEW-{self._drafts},Voce,{target},equivalent,APPROVED,,,\n").encode(),
            {"Content-Type": "text/csv", "If-Match": headers["etag"]})
        if status != 200:
            return
        order = json.dumps({"version": json.loads(content)["version"], "reason": "prova"})
        for who, step in ((self.anna, "submit"), (self.bruno, "approve"), (self.bruno, "activate")):
            status, _, content = who.ask("POST", f"{table}/{step}", order, {"Content-Type": "application/json"})
            if status not in (200, 202):
                return
        version = json.loads(order)["version"]
        _, _, content = self.anna.ask("GET", f"{table}?version={version}")
        if json.loads(content)["state"] != "ACTIVE":
            self.row.note(f"version {version} was said to be in force and is {json.loads(content)['state']}")

    def check(self):
        """Everything acknowledged, after any time for recovery; restarts only if the gateway does not recover."""
        settled = self._comes(self._settled)
        if not settled and self.row.fault in ENDING and not self.gateway.lives():
            self.restart()  # the process ended only now, after the last request
            settled = self._comes(self._settled)
        if not settled:
            self.row.stuck += 1
            said = self.book.unknown[0].said if self.book.unknown else "-"
            self.row.note(f"{len(self.book.unknown)} bodies are not taken, {len(self.book.promised)} not processed, "
                          f"{len(self.book.unsent)} exchanges not sent, "
                          f"{len(self.book.doubtful)} not deleted, {len(self._releases)} releases not ended "
                          f"after {RECOVERY_SECONDS} s; last said: {said}")
            self.restart()
            if not self._comes(self._settled):
                self.row.note("nor after a restart")
        self._compare()
        for wrong in self.book.wrong:
            self.row.note(wrong)
        self.book.wrong.clear()
        self.row.acknowledged = self.book.acknowledged

    def _comes(self, done):
        """True as soon as `done()`; each check is a request that was answered, or failed."""
        end, interval = time.monotonic() + RECOVERY_SECONDS, 0.01
        while time.monotonic() < end:
            if done():
                return True
            try:  # a wait that ends as soon as the gateway ends
                self.gateway.process.wait(interval)
                return False
            except subprocess.TimeoutExpired:
                interval = min(0.5, interval * 1.5)
        return False

    def _settled(self):
        try:
            self.traffic.send_unknown_again(self.sender)
            for sending in list(self.book.promised):
                self._look_at(sending)
            for location in list(self._releases):
                _, _, content = self.administrator.ask("GET", location[location.index("/v1/"):])
                if json.loads(content).get("state") in ("DONE", "REFUSED"):
                    self._releases.remove(location)
        except BROKEN:
            return False
        return not (self.book.promised or self.book.unknown or self.book.unsent or self.book.doubtful or self._releases)

    def _look_at(self, sending):
        path = sending.location[sending.location.index("/v1/"):]
        status, headers, _ = self.sender.ask("GET", path)
        if status != 303:
            if status != 200 and status < 500 and status != 429:
                self.book.wrong.append(f"{sending.key}: its status answered {status}")
            return
        location = headers["location"]
        status, _, content = self.sender.ask("GET", location[location.index("/v1/"):])
        if status != 200:
            return
        receipt = json.loads(content)
        self.book.promised.remove(sending)
        counts = receipt["counts"]
        if receipt["state"] != "COMPLETED" or counts["received"] != len(sending.records):
            self.book.wrong.append(f"{sending.key}: state {receipt['state']}, counts {counts}")
        self.book.stored.update(sending.records)

    def _pages(self, caller, path, stop):
        cursor = ""
        while cursor is not None:
            status, _, content = caller.ask("GET", f"{path}limit=500&cursor={cursor}")
            if status != 200:
                raise RuntimeError(f"{path} answered {status}: {content[:200]}")
            page = json.loads(content)
            yield from page["items"]
            cursor = page["next"]
            if cursor is not None and page["items"] and stop(page["items"][-1]):
                return

    def _compare_since(self, found):
        """A client that asks for records since its last request receives all new ones, also after a clock jump back."""
        if self._since:
            since = {item["record_id"]
                     for item in self._pages(self.sender, f"{SOURCE}/records?since={self._since}&", lambda _: False)}
            for record in sorted((self.book.stored & found.keys()) - self._listed - since)[:3]:
                self.row.note(f"{record} is not among the records since {self._since}")
        self._listed = set(self.book.stored)
        self._since = list(found.values())[-1][1] if found else ""

    def _compare_exchanges(self):
        """Every acknowledged case for another body is there, once."""
        sent = [item["id"] for item in self._pages(self.sender, f"{EXCHANGES}?box=out&", lambda _: False)]
        expected = set(self.book.exchanges.values())
        for exchange in sorted(expected - set(sent) - self.row.lost)[:3]:
            self.row.note(f"the exchange {exchange} was acknowledged and is gone")
        self.row.lost |= expected - set(sent)
        surplus = len(sent) - len(expected)
        if surplus > 0:
            self.row.note(f"there are {surplus} exchanges more than cases")
            self.row.twice = max(self.row.twice, surplus)

    def _compare(self):
        """Every acknowledged record is stored, no deleted one is, and no body counts twice."""
        found = {}
        for item in self._pages(self.sender, f"{SOURCE}/records?", lambda _: False):
            if item["record_id"] in found:
                self.row.note(f"{item['record_id']} is listed twice")
            found[item["record_id"]] = (item["outcome"], item["received_at"])
        self._compare_since(found)
        self._compare_exchanges()
        found = {record: outcome for record, (outcome, _) in found.items()}
        lost = self.book.stored - found.keys()
        lost |= {each for each in WAITING if found.get(each) != "QUARANTINED"}
        for record in sorted(lost - self.row.lost)[:3]:
            self.row.note(f"{record} was acknowledged and is {found.get(record, 'gone')}")
        self.row.lost |= lost
        back = self.book.deleted & found.keys()
        for record in sorted(back - self.row.lost)[:3]:
            self.row.note(f"{record} was deleted and is {found[record]}")
        self.row.lost |= back
        known = set(self._submissions)
        for item in self._pages(self.sender, "/v1/submissions?", lambda last: last["id"] in known):
            self._submissions[item["id"]] = item["counts"]["received"]
        promised = len(self.book.stored | self.book.deleted) + len(WAITING)
        surplus = sum(self._submissions.values()) - promised
        if surplus > self.row.twice:
            self.row.note(f"submissions hold {surplus} records more than were sent")
        self.row.twice = max(self.row.twice, surplus)
