"""Where each part of a cluster on one machine is: folders, ports, passwords, and its configuration files."""

import os
import secrets
import shutil
import subprocess
from pathlib import Path
from string import Template

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NODES, GATEWAYS = (1, 2, 3), (1, 2)
# From the first port of the cluster on.
FRONT, DATABASE, POSTGRES, PATRONI, ETCD, ETCD_PEER, LISTEN, ADMIN = 0, 1, 10, 20, 30, 40, 50, 60
PORTS = [FRONT, DATABASE, *(base + n for base in (POSTGRES, PATRONI, ETCD, ETCD_PEER) for n in NODES),
         *(base + n for base in (LISTEN, ADMIN) for n in GATEWAYS)]
ROLES = ("postgres", "replicator", "raccordo_owner", "raccordo_run")


class Layout:
    def __init__(self, folder, first_port, program):
        self.folder, self.first_port, self.program = Path(folder).resolve(), first_port, Path(program).resolve()
        self.gateway, self.run = self.folder / "gateway", self.folder / "run"

    def port(self, kind, number=0):
        return self.first_port + kind + number

    def address(self, kind, number=0):
        return f"127.0.0.1:{self.port(kind, number)}"

    def postgres(self, number):
        return self.folder / f"postgres-{number}"

    def configuration(self, number):
        return self.gateway / f"raccordo-{number}.yaml"

    def log(self, name):
        return self.folder / f"log/{name}.log"

    def pgpass(self, role):
        return self.folder / f"passwords/{role}"

    def password(self, role):
        return self.pgpass(role).read_text().strip().rsplit(":", 1)[1]

    def conninfo(self, role, database="raccordo", port=None):
        return (f"host=127.0.0.1 port={port or self.port(DATABASE)} dbname={database} user={role}"
                f" passfile={self.pgpass(role)} connect_timeout=5")

    def commands(self):
        """Every process: its name, how it is started."""
        peers = ",".join(f"etcd-{n}=http://{self.address(ETCD_PEER, n)}" for n in NODES)
        for n in NODES:
            client, peer = f"http://{self.address(ETCD, n)}", f"http://{self.address(ETCD_PEER, n)}"
            yield f"etcd-{n}", [
                "etcd", "--name", f"etcd-{n}", "--data-dir", str(self.folder / f"etcd-{n}"),
                "--listen-client-urls", client, "--advertise-client-urls", client, "--listen-peer-urls", peer,
                "--initial-advertise-peer-urls", peer, "--initial-cluster", peers, "--log-level", "warn", "--enable-v2"]
        for n in NODES:
            yield f"patroni-{n}", ["patroni", str(self.postgres(n) / "patroni.yml")]
        yield "haproxy", ["/usr/sbin/haproxy", "-db", "-f", str(self.folder / "haproxy.cfg")]
        for n in GATEWAYS:
            yield f"gateway-{n}", [str(self.program), "serve", "--config", str(self.configuration(n))]

    def write(self):
        """Everything that a cluster needs before its first start. A second time nothing is changed."""
        for name in ("log", "run", "passwords", "gateway", "sockets"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        for role in ROLES:
            if not self.pgpass(role).exists():
                self.pgpass(role).write_text(f"*:*:*:{role}:{secrets.token_hex(16)}\n")
        for n in NODES:
            self.postgres(n).mkdir(exist_ok=True)
            self.fill("patroni.yml", self.postgres(n) / "patroni.yml", {
                "name": f"postgres-{n}", "etcd_hosts": ", ".join(f'"{self.address(ETCD, each)}"' for each in NODES),
                "rest": self.address(PATRONI, n), "listen": self.address(POSTGRES, n), "data": self.postgres(n) / "data",
                "pgpass": self.postgres(n) / "pgpass", "sockets": self.folder / "sockets", "network": "127.0.0.1/32",
                "superuser_password": self.password("postgres"), "replicator_password": self.password("replicator"),
                "shared_buffers": "64MB", "ttl": 20, "loop_wait": 2, "retry_timeout": 6})
        self.fill("haproxy.cfg", self.folder / "haproxy.cfg", {
            "database": self.address(DATABASE), "gateway": self.address(FRONT),
            "database_servers": "\n".join(f"  server postgres-{n} {self.address(POSTGRES, n)}"
                                          f" check port {self.port(PATRONI, n)}" for n in NODES),
            "gateway_servers": "\n".join(f"  server gateway-{n} {self.address(LISTEN, n)} check port {self.port(ADMIN, n)}"
                                         for n in GATEWAYS)})
        self.write_gateways()

    def write_gateways(self):
        for name in ("keys", *(f"store-{n}" for n in GATEWAYS)):
            (self.gateway / name).mkdir(mode=0o700, exist_ok=True)
        if not (self.gateway / "mappings").exists():
            shutil.copytree(ROOT / "mappings", self.gateway / "mappings")
        subprocess.run([ROOT / "certs/make-dev-ca", self.gateway / "certs", "--clients", self.gateway / "clients.yaml"],
                       check=True, stdout=subprocess.DEVNULL)
        for n in GATEWAYS:
            self.fill("raccordo.yaml", self.configuration(n), {
                "number": n,
                "listen": self.address(LISTEN, n), "admin": self.address(ADMIN, n), "front": self.port(FRONT),
                "database": self.port(DATABASE), "pgpass": self.pgpass("raccordo_run")})

    def make_keys(self):
        """Once, when the database answers: it is looked at first."""
        if not any((self.gateway / "keys").iterdir()):
            subprocess.run([self.program, "keys", "init", "--config", self.configuration(1)], check=True,
                           stdout=subprocess.DEVNULL)

    @staticmethod
    def fill(name, file, words):
        text = Template((HERE / name).read_text())
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
            out.write(text.substitute({key: str(value) for key, value in words.items()}))
