"""A server of PostgreSQL in a folder of its own, reached by a socket in that folder. It does not flush."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

PROGRAMS = Path("/usr/lib/postgresql/15/bin")


class PostgresServer:
    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="raccordo-postgres-"))
        self.process = None
        self.user = ["setpriv", "--pdeathsig", "INT"]
        if os.geteuid() == 0:  # the server refuses to run as root
            nobody = pwd.getpwnam("nobody")
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
            self.user += [f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]
        self.run("initdb", "-D", self.folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale",
                 "--no-sync")
        self.start()

    def run(self, name, *arguments, check=True):
        done = subprocess.run([*self.user, PROGRAMS / name, *map(str, arguments)], cwd=self.folder, capture_output=True,
                              text=True, check=False)
        if check and done.returncode != 0:
            raise RuntimeError(f"{name}: {done.stderr}")
        return done

    def start(self):
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                [*self.user, PROGRAMS / "postgres", "-D", self.folder / "data", "-k", self.folder, "-c",
                 "listen_addresses=", "-c", "fsync=off"], cwd=self.folder, stdout=log, stderr=log)
        while self.run("pg_isready", "-q", "-h", self.folder, check=False).returncode != 0:
            if self.process.poll() is not None:
                raise RuntimeError((self.folder / "log").read_text())

    def stop(self):
        """Ends all connections at once."""
        self.process.send_signal(2)
        self.process.wait()

    def freeze(self):
        """The server and all its processes stop where they are; connections stay open."""
        self.signal_all(signal.SIGSTOP)

    def thaw(self):
        self.signal_all(signal.SIGCONT)

    def signal_all(self, number):
        pid = self.process.pid
        os.kill(pid, number)
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            os.kill(int(child), number)

    def sql(self, text, database="raccordo", role="postgres"):
        """Runs SQL; returns the rows, columns apart by `|`."""
        return self.run("psql", "-qAt", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-d", database, "-U", role, "-c",
                        text).stdout.splitlines()

    def open_session(self, database="raccordo", role="postgres"):
        """A session of an operator that stays open."""
        return Session([*self.user, PROGRAMS / "psql", "-qAt", "-h", self.folder, "-d", database, "-U", role], self.folder)

    def file(self, path, database="raccordo", role="postgres"):
        self.run("psql", "-q1", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-d", database, "-U", role, "-f", path)

    def conninfo(self, database="raccordo", role="raccordo_run"):
        return f"host={self.folder} dbname={database} user={role}"

    def remove(self):
        if self.process and self.process.poll() is None:
            self.stop()
        shutil.rmtree(self.folder)


class Session:
    def __init__(self, command, folder):
        self.process = subprocess.Popen(list(map(str, command)), cwd=folder, stdin=subprocess.PIPE,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)

    def say(self, text):
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()

    def end(self):
        """What it did without COMMIT is undone."""
        self.process.stdin.close()
        self.process.wait()
