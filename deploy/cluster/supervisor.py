"""Keeps processes running: one that ended is started again. The place of systemd on a cluster of one machine."""

import os
import signal
import subprocess
import threading
import time

AGAIN_SECONDS = 1.0  # between the end of a process and its next start
LOOK_SECONDS = 0.1
END_SECONDS = 40


class Supervised:
    def __init__(self, name, command, layout):
        self.name, self._command, self._layout = name, command, layout
        self.process, self._again = None, 0.0

    def start(self):
        with open(self._layout.log(self.name), "ab") as log:
            # It ends with the supervisor.
            self.process = subprocess.Popen(["setpriv", "--pdeathsig", "TERM", *self._command], stdout=log, stderr=log,
                                            stdin=subprocess.DEVNULL, cwd=self._layout.folder, start_new_session=True)
        self._pid_file().write_text(f"{self.process.pid}\n")

    def keep(self):
        if self.process.poll() is None:
            return
        if self._again == 0.0:
            self._again = time.monotonic() + AGAIN_SECONDS
        elif time.monotonic() >= self._again:
            self._again = 0.0
            self.start()

    def end(self):
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        self.process.send_signal(signal.SIGCONT)
        try:
            self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _pid_file(self):
        return self._layout.run / f"{self.name}.pid"


class Supervisor:
    def __init__(self, layout):
        self._all = [Supervised(name, command, layout) for name, command in layout.commands()]
        self._ended = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._ended.set())

    def start(self, kind):
        for each in self._all:
            if each.process is None and each.name.startswith(kind):
                each.start()

    def look(self):
        """One look at all processes; false once the supervisor was asked to end."""
        for each in self._all:
            if each.process is not None:
                each.keep()
        return not self._ended.wait(LOOK_SECONDS)

    def until(self, done, what, seconds=120):
        """Looks until `done()`."""
        end = time.monotonic() + seconds
        while not done():
            if not self.look():
                raise SystemExit("cluster: asked to end before it was complete")
            if time.monotonic() > end:
                raise SystemExit(f"cluster: {what}: not within {seconds} seconds; see the logs")

    def end(self):
        """The gateways first, etcd last; the nodes of PostgreSQL together."""
        for kind in ("gateway", "haproxy", "patroni", "etcd"):
            threads = [threading.Thread(target=each.end) for each in self._all if each.name.startswith(kind)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()


def run_as_ordinary_user(folder, arguments):
    """PostgreSQL refuses root: a program of root gives `folder`, if any, to `nobody` and begins again as that user."""
    if os.geteuid() != 0:
        return
    user = 65534
    if folder:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        os.chown(folder, user, user)
    os.execvp("setpriv", ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", "--", *arguments])
