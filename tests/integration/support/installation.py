"""One installation: certificates, keys, configuration and store in its own folder. It starts, stops and kills the
gateway, runs the program's verbs, and at the end searches all logs for personal data."""

import errno
import http.client
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from .https_client import Answer, Client

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests/privacy"))
from scan import findings  # noqa: E402

BUILD = Path(os.environ.get("RACCORDO_BUILD", ROOT / "build/release")).resolve()
START_STEPS, STEP_SECONDS = 750, 0.02
# In names and free text of documents that the cases send; must not appear in anything the gateway writes.
CANARY = "canarinonascosto"

CONFIGURATION = """\
listen: 127.0.0.1:{port}
admin_listen: 127.0.0.1:{admin_port}
public_url: https://localhost:{port}
tls: {{certificate: certs/server.pem, key: certs/server.key, client_ca: certs/ca.pem, crl: certs/ca.crl}}
store: {{sqlite: store/raccordo.db}}
mappings: mappings
clients: clients.yaml
keys: {{pseudonym: keys/pseudonym.key, sealing: keys/sealing.key}}
"""


def free_ports(count):
    """Free ports: of this process's own range where run.py gave it one, else any."""
    first, _, last = os.environ.get("RACCORDO_TEST_PORTS", "0-0").partition("-")
    sockets = []
    while len(sockets) < count:
        try:
            sockets.append(socket.create_server(("127.0.0.1", random.randint(int(first), int(last)))))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def make_certificates(folder):
    """Runs certs/make-dev-ca: writes certs/ and clients.yaml into the folder."""
    subprocess.run([str(ROOT / "certs/make-dev-ca"), str(folder / "certs"), "--clients", str(folder / "clients.yaml"),
                    "--for-tests"], check=True, capture_output=True, text=True)


class Installation:
    under = ()  # what the gateway is started by

    def __init__(self, more_configuration=""):
        self.folder = Path(tempfile.mkdtemp(prefix="raccordo-test-"))
        self.port, self.admin_port = free_ports(2)
        self.process = None
        self.log = self.folder / "gateway.log"
        for name in ("keys", "store"):
            (self.folder / name).mkdir(mode=0o700)
        shutil.copytree(ROOT / "mappings", self.folder / "mappings")
        self.make_certificates()
        text = CONFIGURATION.format(port=self.port, admin_port=self.admin_port) + more_configuration
        (self.folder / "raccordo.yaml").write_text(self.with_store(text))
        done = self.verb("keys", "init")
        if done.returncode != 0:
            raise RuntimeError(f"keys init failed: {done.stderr}")

    def make_certificates(self):
        """Certificates and clients.yaml: copies of those that run.py made, or new ones."""
        made, certs = os.environ.get("RACCORDO_TEST_CERTIFICATES"), self.folder / "certs"
        if not made:
            make_certificates(self.folder)
            return
        shutil.copytree(Path(made) / "certs", certs)
        shutil.copy2(Path(made) / "clients.yaml", self.folder)
        for settings in certs.rglob("ca.cnf"):  # hold the path of their folder
            settings.write_text(settings.read_text().replace(f"{made}/certs", str(certs)))

    def with_store(self, text):
        """With run.py --postgres, the store is a new database."""
        server = os.environ.get("RACCORDO_TEST_POSTGRES")
        if not server:
            return text
        name = f"raccordo_{self.port}_{self.folder.name[-8:]}"
        subprocess.run(["psql", "-q", "-h", server, "-U", "postgres", "-d", "postgres", "-c", f'CREATE DATABASE "{name}"'],
                       check=True)
        place = f'{{postgres: "host={server} dbname={name} user=postgres", files: store}}'
        return text.replace("{sqlite: store/raccordo.db}", place)

    def script(self, name, *arguments):
        subprocess.run([str(ROOT / name), *map(str, arguments)], check=True, capture_output=True, text=True)

    def verb(self, *arguments, program="raccordo", config=None, stdin=None):
        """Runs a verb of the program to its end; returns exit code, stdout and stderr."""
        options = ["--config", config or self.folder / "raccordo.yaml"] if program == "raccordo" else []
        return self.program(*arguments, *options, name=program, stdin=stdin)

    def program(self, *arguments, name="raccordo", stdin=None):
        """Runs a program with these arguments alone."""
        return subprocess.run([str(BUILD / name), *map(str, arguments)], cwd=self.folder, input=stdin,
                              capture_output=True, text=True, timeout=300)

    def start(self, *options):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [*self.under, str(BUILD / "raccordo"), "serve", "--config", str(self.folder / "raccordo.yaml"), *options],
                stdout=log, stderr=log)
        said = "nothing"
        for _ in range(START_STEPS):
            try:
                answer = self.client().get("/status")
                if answer.status == 200:
                    return
                said = answer
            except OSError as error:
                said = error
            try:  # a wait that ends as soon as the gateway ends
                self.process.wait(STEP_SECONDS)
            except subprocess.TimeoutExpired:
                continue
            break
        raise RuntimeError(f"the gateway did not start; /status said {said}; the log:\n{self.log.read_text()[-4000:]}")

    def reload(self):
        self.process.send_signal(signal.SIGHUP)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        """Asks the gateway to end; returns its exit code."""
        self.process.terminate()
        return self.process.wait(60)

    def client(self, name=None):
        certs = self.folder / "certs"
        if name is None:
            return Client(self.port, certs / "ca.pem")
        return Client(self.port, certs / "ca.pem", certs / f"{name}.pem", certs / f"{name}.key")

    def admin(self, path, method="GET"):
        """An answer of the loopback listener, which speaks plain HTTP."""
        connection = http.client.HTTPConnection("127.0.0.1", self.admin_port, timeout=30)
        try:
            connection.request(method, path)
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def keep_metrics(self):
        """Appends the metrics to the log, to be searched with it."""
        with open(self.log, "ab") as log:
            log.write(self.admin("/metrics").body)

    def leaks(self):
        """Personal data in what the gateway logged and counted, as `line: what`."""
        return [f"{line}: {what}" for line, what in findings(self.log.read_text(errors="replace"), [CANARY])]

    def remove(self):
        if self.process and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder)
