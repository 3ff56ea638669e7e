"""A gateway on a store in PostgreSQL that was set up with two roles, as docs/storage.md says."""

import shutil
import tempfile
from pathlib import Path

from .gateway_case import GatewayCase
from .installation import ROOT
from .postgres import PostgresServer

PATH = "/v1/sources/isola-bergamasca/submissions"
SCHEMAS = sorted((ROOT / "schemas/sql/postgres").glob("*.sql"))
SCHEMA_COPY = "store.sql"
GRANTS = """
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO raccordo_run;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO raccordo_run;
REVOKE INSERT, UPDATE, DELETE ON store_schema FROM raccordo_run;
REVOKE UPDATE, DELETE ON ledger FROM raccordo_run;
"""


class PostgresCase(GatewayCase):
    options = ""  # more words of the connection string

    @classmethod
    def prepare(cls):
        cls.server = PostgresServer()
        cls.addClassCleanup(cls.server.remove)
        cls.server.sql("CREATE ROLE raccordo_owner LOGIN", "postgres")
        cls.server.sql("CREATE ROLE raccordo_run LOGIN", "postgres")
        cls.make_database("raccordo")
        cls.schema_copy = Path(tempfile.mkdtemp(prefix="raccordo-schema-"))
        cls.addClassCleanup(shutil.rmtree, cls.schema_copy)
        cls.schema_copy.chmod(0o755)
        schema = cls.schema_copy / SCHEMA_COPY
        schema.write_text("".join(each.read_text() for each in SCHEMAS) + GRANTS)
        schema.chmod(0o644)
        cls.server.file(schema, role="raccordo_owner")
        cls.use(cls.server.conninfo() + cls.options)

    @classmethod
    def make_database(cls, name):
        cls.server.sql(f"CREATE DATABASE {name} OWNER raccordo_owner ENCODING 'UTF8' TEMPLATE template0", "postgres")

    @classmethod
    def use(cls, conninfo, files="store"):
        file = cls.installation.folder / "raccordo.yaml"
        lines = [line for line in file.read_text().splitlines() if not line.startswith("store:")]
        file.write_text("\n".join([*lines, f'store: {{postgres: "{conninfo}", files: {files}}}']) + "\n")

    def setUp(self):
        self.sender = self.installation.client("isola-bergamasca")

    def other_configuration(self, conninfo, files="elsewhere"):
        """A configuration with another store, beside the one in use."""
        text = (self.installation.folder / "raccordo.yaml").read_text()
        lines = [line for line in text.splitlines() if not line.startswith("store:")]
        other = self.installation.folder / "other.yaml"
        other.write_text("\n".join([*lines, f'store: {{postgres: "{conninfo}", files: {files}}}']) + "\n")
        return other

    def refused(self, conninfo, *words):
        done = self.installation.verb("check", config=self.other_configuration(conninfo))
        told = done.stdout + done.stderr
        self.assertEqual(done.returncode, 1, told)
        for word in words:
            self.assertIn(word, told)
        self.assertNotIn("segretissimo", told)

    def count(self, what):
        return int(self.server.sql(f"SELECT count(*) FROM {what}")[0])

    def swap(self, name, aside, other):
        """The database `other` takes the name; all connections end."""
        for each in (f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false",
                     f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
                     f"ALTER DATABASE {name} RENAME TO {aside}", f"ALTER DATABASE {other} RENAME TO {name}",
                     f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS true"):
            self.server.sql(each, "postgres")
