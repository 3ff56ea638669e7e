"""A gateway with the shim preloaded: faults are switched on and off while it runs."""

import http.client
import mmap
import os
import struct
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "integration"))
from support.installation import BUILD, Installation  # noqa: E402
from support.table_people import add_client, add_table_people  # noqa: E402

SHIM = Path(os.environ.get("RACCORDO_SHIM", BUILD / "tests/faults/libraccordo_faults.so"))
# The order is that of `enum fault` in shim.h.
FAULTS = ("none", "disk-full", "sync-fails", "no-descriptors", "short-writes", "slow-disk", "clock-jumps", "kill",
          "power-cut", "lying-disk")
NUMBERS, NUMBER = struct.Struct("<5q"), struct.Struct("<q")
CONFIGURATION = "limits: {async_threshold: 64KiB}\n"
START_SECONDS = 60


class FaultyGateway(Installation):
    def __init__(self):
        super().__init__(CONFIGURATION)
        add_table_people(self)
        add_client(self, "azienda", "exchange", more="    exchange: [isola-bergamasca]\n")
        self.allow_exchange("isola-bergamasca")
        control = self.folder / "control"
        control.write_bytes(bytes(mmap.PAGESIZE))
        with open(control, "r+b") as file:
            self._control = mmap.mmap(file.fileno(), 0)
        self._environment = {**os.environ, "LD_PRELOAD": str(SHIM), "RACCORDO_FAULTS_CONTROL": str(control),
                             "RACCORDO_FAULTS_FOLDER": str(self.folder / "store")}
        self.starts = 0

    def allow_exchange(self, name):
        """Lets a client that submits send cases to the other body, too."""
        clients = self.folder / "clients.yaml"
        head, entry = clients.read_text().split(f"  - name: {name}\n")
        clients.write_text(head + f"  - name: {name}\n"
                           + entry.replace("[submit]\n", "[submit, exchange]\n    exchange: [azienda]\n", 1))

    def set_fault(self, name, after=0, argument=0):
        calls = self.calls()
        NUMBERS.pack_into(self._control, 0, FAULTS.index(name), after, argument, calls, 0)

    def strike(self):
        """The fault is injected at the next call."""
        NUMBER.pack_into(self._control, NUMBER.size, 0)

    def end_fault(self):
        """Stops the injection; returns the number of failed calls."""
        NUMBER.pack_into(self._control, 0, FAULTS.index("none"))
        return self.hits()

    def calls(self):
        return NUMBERS.unpack_from(self._control)[3]

    def hits(self):
        return NUMBERS.unpack_from(self._control)[4]

    def lives(self):
        return self.process is not None and self.process.poll() is None

    def start(self):
        self.starts += 1
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [str(BUILD / "raccordo"), "serve", "--config", str(self.folder / "raccordo.yaml")], stdout=log,
                stderr=log, env=self._environment)
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            try:
                if self.admin("/status").status == 200:
                    return
            except (OSError, http.client.HTTPException):
                pass
            try:  # a wait that ends as soon as the gateway ends
                self.process.wait(0.02)
                break
            except subprocess.TimeoutExpired:
                pass
        raise RuntimeError(f"the gateway did not start; its log ends:\n{self.log.read_text()[-2000:]}")
