"""A started gateway with its gauges: memory, processor time, and the ways of sending to it. Used by every measurement."""

import http.client
import json
import os
import ssl
import subprocess
import time

import support.installation
from support.installation import BUILD, Installation

# A start is measured, so the poll interval is short; a test can poll less often.
support.installation.START_STEPS, support.installation.STEP_SECONDS = 5000, 0.002

MEDIA = {"xml": ("health-portal", "application/xml"), "json": ("isola-bergamasca", "application/json"),
         "ndjson": ("isola-bergamasca", "application/x-ndjson"), "csv": ("bergamo", "text/csv")}
TICKS = os.sysconf("SC_CLK_TCK")


class Meter:
    """with Meter() as meter: ... ; removed with its folder at the end."""

    def __init__(self, more_configuration=""):
        self.installation = Installation(more_configuration)
        self.folder = self.installation.folder

    def __enter__(self):
        self.installation.start()
        return self

    def __exit__(self, *_):
        self.installation.remove()

    def _proc(self, name):
        return f"/proc/{self.installation.process.pid}/{name}"

    def memory(self, key):
        """VmRSS or VmHWM in MB."""
        with open(self._proc("status"), encoding="ascii") as file:
            return int(file.read().split(f"{key}:")[1].split()[0]) / 1024

    def reset_peak(self):
        with open(self._proc("clear_refs"), "w", encoding="ascii") as file:
            file.write("5")

    def cpu_seconds(self):
        with open(self._proc("stat"), encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def synth(self, form, size):
        """A document of about `size` bytes; its path and its number of records."""
        path = self.folder / f"big-{size}.{form}"
        done = self.installation.verb("--big", form, "--bytes", size, "--out", path, program="raccordo-synth")
        return path, int(done.stderr.split()[-2])

    def certificates(self, source):
        certs = self.folder / "certs"
        return certs / "ca.pem", certs / f"{source}.pem", certs / f"{source}.key"

    def upload(self, form, path):
        """Streams a file to the gateway with curl; status and answer."""
        source, media_type = MEDIA[form]
        authority, certificate, key = self.certificates(source)
        said = subprocess.run(
            ["curl", "-s", "-w", "\n%{http_code}", "-X", "POST", "-T", path, "-H", "Expect:",
             "-H", f"Content-Type: {media_type}", "--cacert", authority, "--cert", certificate, "--key", key,
             f"https://localhost:{self.installation.port}/v1/sources/{source}/submissions"],
            capture_output=True, text=True, check=True).stdout
        body, status = said.rsplit("\n", 1)
        return int(status), json.loads(body)

    def load(self, form, bodies, first, count, connections, port=None):
        """Runs the load client, against another server if a port is given; returns its measurements."""
        source, media_type = MEDIA[form]
        done = subprocess.run(
            [BUILD / "tests/bench/load_client", str(port or self.installation.port), *self.certificates(source),
             f"/v1/sources/{source}/submissions", media_type, bodies, str(first), str(count), str(connections)],
            capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        return json.loads(done.stdout)

    def connection(self, source):
        """A kept-alive connection of one caller."""
        authority, certificate, key = self.certificates(source)
        context = ssl.create_default_context(cafile=str(authority))
        context.load_cert_chain(certificate, key)
        return http.client.HTTPSConnection("localhost", self.installation.port, context=context, timeout=120)


def ask(connection, method, target, body=None, media_type="application/json"):
    """The answer as JSON (a status is followed to its receipt), and its time in milliseconds."""
    begun = time.monotonic()
    connection.request(method, target, body, {"Content-Type": media_type} if body else {})
    answer = connection.getresponse()
    text = answer.read()
    took = (time.monotonic() - begun) * 1000
    if answer.status == 303:
        return ask(connection, "GET", answer.getheader("Location"))[0], took
    if answer.status >= 400:
        raise RuntimeError(f"{method} {target} was answered {answer.status}: {text[:2000]}")
    return json.loads(text), took
