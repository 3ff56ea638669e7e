"""`cmake --install`: the installed files work below DESTDIR, and the unit has the program's path."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from support.gateway_case import GatewayCase
from support.installation import BUILD, ROOT

PREFIX = "/opt/raccordo"
SOURCES = len(list((ROOT / "mappings").glob("*/profile.yaml")))


def names_below(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


class Install(GatewayCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stage = Path(tempfile.mkdtemp(prefix="raccordo-install-"))
        cls.addClassCleanup(shutil.rmtree, cls.stage)
        subprocess.run(["cmake", "--install", str(BUILD), "--prefix", PREFIX], check=True, capture_output=True,
                       text=True, timeout=120, env={**os.environ, "DESTDIR": str(cls.stage)})
        cls.top = cls.stage / PREFIX.lstrip("/")

    def run_installed(self, *arguments, folder=None):
        done = subprocess.run([str(self.top / "bin/raccordo"), *map(str, arguments)], cwd=folder or self.stage,
                              capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def test_all_files_are_below_the_prefix(self):
        self.assertEqual([name for name in names_below(self.stage) if not name.startswith(PREFIX[1:] + "/")], [])

    def test_the_installed_program_says_the_version_of_the_project(self):
        project = re.search(r"project\(raccordo VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text())[1]
        self.assertRegex(self.run_installed("--version"), rf"\Araccordo {re.escape(project)}( |\n)")

    def test_check_accepts_the_installed_tables(self):
        checked = self.run_installed("check", folder=self.top / "share/raccordo")
        self.assertIn(f"The mappings have no faults: {SOURCES} sources", checked)
        settings = (self.installation.folder / "raccordo.yaml").read_text()
        installed = settings.replace("mappings: mappings", f"mappings: {self.top}/share/raccordo/mappings")
        self.assertNotEqual(installed, settings)
        config = self.installation.folder / "installed.yaml"
        config.write_text(installed)
        self.assertIn(f"All is well: {SOURCES} sources", self.run_installed("check", "--config", config))

    def test_tables_schemas_and_documents_are_those_of_the_source(self):
        for source, installed in (("mappings", "share/raccordo/mappings"), ("docs", "share/doc/raccordo/docs")):
            with self.subTest(source):
                self.assertEqual(names_below(self.top / installed), names_below(ROOT / source))
        for name in ("openapi.yaml", "case.schema.json", "xml/prss_in001004zz.xsd"):
            self.assertEqual((self.top / "share/raccordo/schemas" / name).read_bytes(),
                             (ROOT / "schemas" / name).read_bytes())
        for name in ("LICENSE", "README.md", "CHANGELOG.md", "examples/raccordo.yaml", "examples/clients.yaml"):
            self.assertTrue((self.top / "share/doc/raccordo" / name).is_file(), name)

    def test_manual_and_completions_are_those_of_the_program(self):
        pages = names_below(self.top / "share/man/man1")
        self.assertLessEqual({"raccordo.1", "raccordo-tables.1", "raccordo-serve.1"}, pages)
        for shell, place in (("bash", "share/bash-completion/completions/raccordo"),
                             ("zsh", "share/zsh/site-functions/_raccordo")):
            with self.subTest(shell):
                self.assertEqual((self.top / place).read_text(), self.run_installed("completion", shell))

    def test_the_unit_starts_the_installed_program(self):
        unit = (self.top / "lib/systemd/system/raccordo.service").read_text()
        self.assertIn(f"\nExecStart={PREFIX}/bin/raccordo serve --config /etc/raccordo/raccordo.yaml\n", unit)
        self.assertIn(f"\nDocumentation=file:{PREFIX}/share/doc/raccordo/README.md\n", unit)
        self.assertNotIn("/usr/bin/raccordo", unit)
        named = re.search(r"^Documentation=file:(\S+)$", unit, re.MULTILINE)[1]
        self.assertTrue((self.stage / named.lstrip("/")).is_file(), named)
