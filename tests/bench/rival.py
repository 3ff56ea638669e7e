"""Starts what a user would write instead of the gateway (alternatives/): a FastAPI server, and a script for whole documents.
Both use Debian's Python, because their packages are Debian's (deploy/packages-compare.txt)."""

import contextlib
import json
import os
import signal
import subprocess
import time
from pathlib import Path

from meter import TICKS
from support.installation import ROOT, free_ports
from support.https_client import Client

PYTHON = "/usr/bin/python3"
FOLDER = Path(__file__).resolve().parent / "alternatives"
NEEDED = ("fastapi", "uvicorn", "uvloop", "httptools", "lxml")
WORKERS = 2
START_STEPS, STEP_SECONDS = 600, 0.05


def require_packages():
    """Raises RuntimeError if a package of the alternatives is missing."""
    done = subprocess.run([PYTHON, "-c", f"import {', '.join(NEEDED)}"], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"run deploy/setup compare first: {done.stderr.strip().splitlines()[-1]}")


@contextlib.contextmanager
def on_cores(cores):
    """Programs started inside run on these cores alone; cores that this machine lacks are left out."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, before & set(cores) or before)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def cpu_of(process):
    """Processor seconds of one process."""
    with open(f"/proc/{process}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def script(form, path, database, meter, verdicts=None):
    """What the script says of one document: records, counts, seconds, cpu."""
    more = [verdicts] if verdicts else []
    done = subprocess.run([PYTHON, FOLDER / "batch_script.py", form, path, database, ROOT / "mappings",
                           meter.folder / "keys/pseudonym.key", *more], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"the script failed: {done.stderr[-2000:]}")
    return json.loads(done.stdout)


class Rival:
    """with Rival(meter) as rival: a started FastAPI server that has the certificates, tables and key of the gateway."""

    def __init__(self, meter):
        self.meter = meter
        self.port, = free_ports(1)
        self.log = meter.folder / "rival.log"
        self.process = None

    def __enter__(self):
        folder = self.meter.folder
        database = folder / "rival.db"
        subprocess.run([PYTHON, FOLDER / "storing.py", database], check=True)
        certs = folder / "certs"
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [PYTHON, "-m", "uvicorn", "server:app", "--app-dir", FOLDER, "--port", str(self.port),
                 "--workers", str(WORKERS), "--loop", "uvloop", "--http", "httptools", "--log-level", "warning",
                 "--no-access-log", "--ssl-certfile", certs / "server.pem", "--ssl-keyfile", certs / "server.key",
                 "--ssl-ca-certs", certs / "ca.pem", "--ssl-cert-reqs", "2"],
                stdout=log, stderr=log, start_new_session=True,
                env={**os.environ, "ALTERNATIVE_DATABASE": str(database), "ALTERNATIVE_MAPPINGS": str(ROOT / "mappings"),
                     "ALTERNATIVE_KEY": str(folder / "keys/pseudonym.key")})
        self._wait()
        return self

    def __exit__(self, *_):
        """Ends it at once: uvicorn would wait for open connections. Its workers are in its process group."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _wait(self):
        certs = self.meter.folder / "certs"
        client = Client(self.port, certs / "ca.pem", certs / "isola-bergamasca.pem", certs / "isola-bergamasca.key")
        for _ in range(START_STEPS):
            with contextlib.suppress(OSError):
                with client.connect():
                    if len(self._workers()) >= WORKERS:
                        return
            if self.process.poll() is not None:
                break
            time.sleep(STEP_SECONDS)
        self.__exit__()
        raise RuntimeError(f"the FastAPI server did not start: {self.log.read_text()[-2000:]}")

    def _workers(self):
        pid = self.process.pid
        return Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()

    def cpu_seconds(self):
        """Of the server and all its workers."""
        return sum(map(cpu_of, [self.process.pid, *self._workers()]))
