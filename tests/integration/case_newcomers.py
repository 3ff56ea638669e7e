"""First steps: a fresh clone without a configuration, the demo's missing code, many equal faults, and development
certificates that are made again."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from support.gateway_case import GatewayCase
from support.installation import BUILD, ROOT
from support.people import case_file, document

PROGRAM = str(BUILD / "raccordo")
SAD9 = {"bergamo": "SAD9", "treviglio": "SAD9", "isola-bergamasca": "ANZ|SAD9", "health-portal": "SAD9"}
ADDED = """\
  - name: il-ponte
    fingerprint: "AA:BB"     # of the cooperative
    rights: [submit]
    sources: [il-ponte]
    comuni: {ambito: seriate}
"""


class FreshClone(GatewayCase):
    """A folder with only mappings/ in it."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="raccordo-clone-"))
        self.addCleanup(shutil.rmtree, self.folder)
        shutil.copytree(ROOT / "mappings", self.folder / "mappings")

    def run_here(self, *arguments):
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.folder, capture_output=True, text=True,
                              timeout=300)

    def test_check_and_decode_need_no_configuration(self):
        checked = self.run_here("check")
        self.assertEqual((checked.returncode, checked.stderr), (0, ""), checked.stdout)
        self.assertIn("The mappings have no faults: ", checked.stdout)
        self.assertIn("There is no raccordo.yaml here", checked.stdout)
        example = ROOT / "mappings/bergamo/examples/usual"
        decoded = self.run_here("decode", "--source", "bergamo", f"{example}.csv")
        self.assertEqual(decoded.returncode, 0, decoded.stderr)
        self.assertEqual(decoded.stdout, Path(f"{example}.expected.ndjson").read_text())

    def test_check_reports_every_fault_with_its_line(self):
        profile = self.folder / "mappings/bergamo/profile.yaml"
        profile.write_text(profile.read_text() + "colour: red\n")
        checked = self.run_here("check")
        self.assertEqual(checked.returncode, 1)
        self.assertRegex(checked.stdout, r"mappings/bergamo/profile.yaml:\d+: .*`colour`")

    def test_a_named_configuration_must_exist(self):
        for verb in (("check",), ("decode", "--source", "bergamo", "x.csv")):
            done = self.run_here(*verb, "--config", "raccordo.yaml")
            self.assertEqual(done.returncode, 1)
            self.assertIn("copy deploy/example/raccordo.yaml", done.stdout + done.stderr)
        self.assertEqual(self.run_here("tables", "list").returncode, 1)


class DemoCode(GatewayCase):
    def test_the_code_of_the_demo_can_be_mapped_without_editing_an_example(self):
        for source, code in SAD9.items():
            with self.subTest(source):
                file = self.installation.folder / f"mappings/{source}/intervention.csv"
                kept = file.read_text()
                row = f"{code},Nuova,anziani.assistenza-domiciliare,equivalent,APPROVED,,,\n"
                file.write_text(kept + (row.replace(",", ";") if ";" in kept.splitlines()[0] else row))
                done = self.installation.verb("tables", "test", f"{source}/intervention")
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_equal_faults_of_many_records_are_printed_as_one_line(self):
        path = self.installation.folder / "many.json"
        path.write_bytes(document(*(case_file(number, apertura="31/11/2017") for number in range(24))))
        done = self.installation.verb("import", "--source", "isola-bergamasca", path)
        self.assertEqual(done.returncode, 1, done.stderr)
        lines = done.stdout.splitlines()
        self.assertLessEqual(len(lines), 3, done.stdout)
        self.assertRegex(lines[1],
                         r"24 records \(1 IB-0, 2 IB-1, 3 IB-2, 4 IB-3, 5 IB-4 and 19 more\), "
                         r"first at /cartelle/0/apertura: error bad-date opened")
        told = json.loads(self.installation.verb("import", "--source", "isola-bergamasca", path, "--json").stdout)
        self.assertEqual(len(told["files"][0]["receipt"]["issues"]), 24)


class DevelopmentCertificates(GatewayCase):
    def test_added_clients_are_kept(self):
        folder = Path(tempfile.mkdtemp(prefix="raccordo-certs-"))
        self.addCleanup(shutil.rmtree, folder)
        clients = folder / "clients.yaml"

        def make(*more):
            self.installation.script("certs/make-dev-ca", folder / "certs", "--clients", clients, *more)

        make()
        first = clients.read_text()
        changed = first.replace("rights: [extract, see-metadata]\n", "rights: [extract]\n") + ADDED
        clients.write_text(changed)
        make()
        self.assertEqual(clients.read_text(), changed)
        make("--force")
        self.assertTrue(clients.read_text().endswith(ADDED))
        self.assertIn("rights: [extract]\n", clients.read_text())
        before = {line for line in first.splitlines() if "fingerprint:" in line}
        self.assertFalse(before & set(clients.read_text().splitlines()), "the fingerprints are those of new certificates")
