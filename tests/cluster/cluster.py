"""The cluster under test: deploy/cluster/local in a folder of its own, its processes, and whether it is well."""

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "deploy/cluster"), str(HERE.parent / "integration")]
from layout import ADMIN, FRONT, GATEWAYS, NODES, PATRONI, PORTS, POSTGRES, Layout  # noqa: E402
from supervisor import run_as_ordinary_user  # noqa: E402,F401
from support.https_client import Client  # noqa: E402
from support.installation import BUILD  # noqa: E402

STEP_SECONDS = 0.05
SETTLED = ["leader", "replica", "sync_standby"]


class Cluster:
    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="raccordo-cluster-"))
        self.layout = Layout(self.folder, free_first_port(), BUILD / "raccordo")
        self._process = None

    def start(self):
        log = self.folder / "cluster.log"
        with open(log, "wb") as out:
            self._process = subprocess.Popen([str(ROOT / "deploy/cluster/local"), str(self.folder), "--port",
                                              str(self.layout.first_port)], stdout=out, stderr=out)
        while b"answers" not in log.read_bytes():
            if not self.step():
                raise RuntimeError(f"the cluster did not start: {log.read_text()}")

    def step(self, seconds=STEP_SECONDS):
        """A wait that ends as soon as the cluster ends; whether it still runs."""
        try:
            self._process.wait(seconds)
            return False
        except subprocess.TimeoutExpired:
            return True

    def end(self):
        if self._process and self._process.poll() is None:
            self._process.terminate()
            self._process.wait()

    def remove(self):
        self.end()
        shutil.rmtree(self.folder)

    def client(self, name):
        certs = self.layout.gateway / "certs"
        return Client(self.layout.port(FRONT), certs / "ca.pem", certs / f"{name}.pem", certs / f"{name}.key")

    def verb(self, *arguments):
        return subprocess.run([str(BUILD / "raccordo"), *arguments, "--config", str(self.layout.configuration(1))],
                              cwd=self.folder, capture_output=True, text=True, check=False)

    def node_sql(self, number, text):
        """What one node of PostgreSQL answers; "" if it does not."""
        conninfo = self.layout.conninfo("postgres", port=self.layout.port(POSTGRES, number))
        done = subprocess.run(["psql", "-qAtX", "-c", text, conninfo], capture_output=True, text=True, check=False)
        return done.stdout.strip()

    def members(self):
        """Role of each node of PostgreSQL that runs, as a living Patroni says."""
        for number in random.sample(NODES, len(NODES)):
            answer = ask(f"{self.layout.address(PATRONI, number)}/cluster")
            if answer:
                return {int(each["name"][-1]): each["role"] for each in json.loads(answer)["members"]
                        if each["state"] in ("running", "streaming")}
        return {}

    def primary(self):
        return next((number for number, role in self.members().items() if role == "leader"), None)

    def live_gateways(self):
        return [number for number in GATEWAYS if ask(f"{self.layout.address(ADMIN, number)}/status")]

    def is_well(self):
        """Every part runs, two standbys follow the primary, and both gateways answer."""
        parts = [self.pid(name) for name, _ in self.layout.commands()]
        parts += [self.postmaster(number) for number in NODES]
        return None not in parts and sorted(self.members().values()) == SETTLED and self.live_gateways() == list(GATEWAYS)

    def pid(self, name):
        """The process of this name, if it lives."""
        try:
            pid = int((self.layout.run / f"{name}.pid").read_text())
        except (FileNotFoundError, ValueError):
            return None
        return pid if is_in(pid, str(self.folder)) else None

    def postmaster(self, number):
        try:
            pid = int((self.layout.postgres(number) / "data/postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None
        return pid if is_in(pid, str(self.layout.postgres(number))) else None

    def node_processes(self, number):
        """Everything of one node: Patroni, the server, its sessions."""
        own = [self.pid(f"patroni-{number}"), self.postmaster(number)]
        return [pid for each in own if each for pid in (each, *children_of(each))]


def ask(address):
    try:
        with urllib.request.urlopen(f"http://{address}", timeout=3) as answer:
            return answer.read()
    except (OSError, urllib.error.URLError):
        return None


def is_in(pid, folder):
    """Whether the process is one of this cluster, and not another one with a number that was used again."""
    try:
        return folder.encode() in Path(f"/proc/{pid}/cmdline").read_bytes() + os.fsencode(os.readlink(f"/proc/{pid}/cwd"))
    except OSError:
        return False


def children_of(pid):
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def strike(pids, number=signal.SIGKILL):
    for pid in pids:
        if pid is None:
            continue
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass


def free_first_port():
    """The first of the ports that a cluster needs; below those that the system gives to connections."""
    while True:
        first = random.randrange(20_000, 31_000, 100)
        try:
            for port in PORTS:
                socket.create_server(("127.0.0.1", first + port)).close()
            return first
        except OSError:
            continue
