"""Two gateways that are one: each with its own name, ports, files and log, on one database of PostgreSQL."""

import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .installation import Installation, free_ports
from .people import document
from .postgres_case import PATH, PostgresCase
from .table_people import add_table_people

RECORDS = "/v1/sources/isola-bergamasca/records"
# A node that is frozen for longer than its lease (20 s) counts as gone; the machine may be busy.
ROUNDS_OF_A_LEASE = 6_000


class OtherNode(Installation):
    """A second machine: a copy of the files of administrators, with a name, ports and a store folder of its own."""

    def __init__(self, first, name):
        self.folder = Path(tempfile.mkdtemp(prefix="raccordo-node-"))
        self.port, self.admin_port = free_ports(2)
        self.process = None
        self.log = self.folder / "gateway.log"
        for part in ("certs", "keys", "mappings"):
            shutil.copytree(first.folder / part, self.folder / part)
        shutil.copy2(first.folder / "clients.yaml", self.folder)
        text = (first.folder / "raccordo.yaml").read_text()
        for before, now in ((first.port, self.port), (first.admin_port, self.admin_port), ("node: first", f"node: {name}")):
            text = text.replace(str(before), str(now))
        (self.folder / "raccordo.yaml").write_text(text)
        (self.folder / "store").mkdir(mode=0o700)


class NodesCase(PostgresCase):
    @classmethod
    def prepare(cls):
        super().prepare()
        add_table_people(cls.installation)
        cls.make_nodes(cls.installation, "first")
        cls.other = OtherNode(cls.installation, "second")
        cls.addClassCleanup(cls.other.remove)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other.start()

    @classmethod
    def tearDownClass(cls):
        code, leaks = cls.other.stop(), cls.other.leaks()
        super().tearDownClass()
        if code != 0 or leaks:
            raise AssertionError(f"second node: exit code {code} on SIGTERM; personal data in the log: {leaks}")

    @staticmethod
    def make_nodes(installation, name):
        file = installation.folder / "raccordo.yaml"
        text = file.read_text().replace("files: store}", "files: store, nodes: several}")
        file.write_text(text + f"node: {name}\n")

    def setUp(self):
        self.nodes = (self.installation, self.other)
        self.senders = [node.client("isola-bergamasca") for node in self.nodes]

    def send(self, sender, *cases, **headers):
        return sender.post(PATH, document(*cases), "application/json", **headers)

    def take_in(self, sender, *cases):
        answer = self.send(sender, *cases, Prefer="respond-async")
        self.assertEqual(answer.status, 202, answer.body)
        return answer.json()["id"]

    def receipt(self, sender, submission, rounds=ROUNDS_OF_A_LEASE):
        """Waits for the end of a submission at this node."""
        location = f"/v1/submissions/{submission}/status"
        for _ in range(rounds):
            answer = sender.get(location)
            if answer.status == 303:
                return sender.get(answer.header("location")).json()
            self.pause_of(self.other)
        self.fail(f"{location} never came to its end: {answer.body[:500]}")

    def pause_of(self, node):
        """A wait that ends as soon as this node ends."""
        try:
            node.process.wait(0.02)
        except subprocess.TimeoutExpired:
            return
        self.fail("the node ended")

    def both(self, work):
        """`work(sender, number)` at both nodes at once; the results."""
        with ThreadPoolExecutor(len(self.senders)) as pool:
            return [each.result() for each in [pool.submit(work, sender, at) for at, sender in enumerate(self.senders)]]
