"""The kinds of blow, and what each one cost."""

import signal
import time
from dataclasses import dataclass, field

from cluster import NODES, strike

WELL_SECONDS = 240  # within which the cluster is whole again


@dataclass
class Row:
    """One line of the table: all blows of a kind."""

    kind: str
    count: int = 0
    pause: float = 0.0   # the longest time without an acknowledgement, in seconds
    whole: float = 0.0   # the longest time until every part was there again
    acknowledged: int = 0
    refused: int = 0
    lost: int = 0
    twice: int = 0
    blows: list = field(default_factory=list)


class Blows:
    """Each method strikes once and returns; what it froze it lets run again."""

    def __init__(self, cluster, chance):
        self.cluster, self._chance = cluster, chance
        self.kinds = {"gateway killed": self.gateway, "primary killed": self.primary, "primary's node killed": self.node,
                      "standby killed": self.standby, "HAProxy killed": self.haproxy, "etcd member killed": self.etcd,
                      "gateway frozen": self.freeze_gateway, "primary frozen": self.freeze_primary,
                      "standby frozen": self.freeze_standby}

    def plan(self, count):
        """Kinds in random order, each as often as another."""
        kinds = list(self.kinds)
        rounds = [self._chance.sample(kinds, len(kinds)) for _ in range(count // len(kinds) + 1)]
        return [kind for each in rounds for kind in each][:count]

    def gateway(self):
        strike([self.cluster.pid(f"gateway-{self._a_gateway()}")])

    def primary(self):
        strike([self.cluster.postmaster(self.cluster.primary())])

    def node(self):
        strike(self.cluster.node_processes(self.cluster.primary()))

    def standby(self):
        strike([self.cluster.postmaster(self._standby())])

    def haproxy(self):
        strike([self.cluster.pid("haproxy")])

    def etcd(self):
        strike([self.cluster.pid(f"etcd-{self._chance.choice(NODES)}")])

    def freeze_gateway(self):
        number = self._a_gateway()
        self._freeze(lambda: [self.cluster.pid(f"gateway-{number}")], self._chance.uniform(3, 8))

    def freeze_primary(self):
        """Shorter or longer than the 20 seconds after which another node becomes primary."""
        number = self.cluster.primary()
        self._freeze(lambda: self.cluster.node_processes(number), self._chance.choice((10, 30)))

    def freeze_standby(self):
        number = self._standby()
        self._freeze(lambda: self.cluster.node_processes(number), self._chance.uniform(5, 15))

    def _a_gateway(self):
        return self._chance.choice(self.cluster.live_gateways())

    def _standby(self):
        return self._chance.choice([number for number in NODES if number != self.cluster.primary()])

    def _freeze(self, processes, seconds):
        frozen = processes()
        strike(frozen, signal.SIGSTOP)
        end = time.monotonic() + seconds
        try:
            while time.monotonic() < end and self.cluster.step():
                pass
        finally:
            strike(frozen, signal.SIGCONT)


def play(blows, traffic, row, chance):
    """One blow while clients send; ends when the cluster is whole and acknowledges again. True if it did."""
    cluster, book = blows.cluster, traffic.book
    waited_until = time.monotonic() + chance.uniform(0.5, 3)
    while time.monotonic() < waited_until and cluster.step():
        pass
    traffic.blow += 1
    row.count += 1
    row.blows.append(traffic.blow)
    known, begun = len(book.times), time.monotonic()
    blows.kinds[row.kind]()
    struck = time.monotonic()
    is_whole = False
    while time.monotonic() < struck + WELL_SECONDS and cluster.step():
        if cluster.is_well() and book.times[-1] > struck and time.monotonic() > struck + 3:
            is_whole = True
            break
    times = [begun, *book.times[known:], time.monotonic()]
    row.pause = max(row.pause, *(after - before for before, after in zip(times, times[1:])))
    row.whole = max(row.whole, time.monotonic() - begun)
    return is_whole
