"""Two people with one packaged account: verbs name the person behind sudo, and activation asks."""

import json
import os
import subprocess
import sys
import unittest

from support.gateway_case import GatewayCase
from support.installation import BUILD

TABLE = "isola-bergamasca/intervention"
NEW = "ANZ|{},Nuova voce,anziani.altri-interventi,equivalent,APPROVED,,,\n"
ANNA, BRUNO = 4100000001, 4100000002  # accounts without a name on this machine

# As sudo does: the process keeps the person's account as its real user, and its child gets another.
SUDO = """import os, subprocess, sys
os.setresuid(int(sys.argv[1]), 0, 0)
def become_root(): os.setresuid(0, 0, 0)
sys.exit(subprocess.run(sys.argv[2:], preexec_fn=become_root).returncode)
"""


def keeps_a_login():
    """Whether the kernel keeps the login id: then that person is the actor here."""
    try:
        with open("/proc/self/loginuid", encoding="ascii") as file:
            return file.read().strip() not in ("4294967295", "0")
    except OSError:
        return False


@unittest.skipIf(os.geteuid() != 0 or keeps_a_login(), "only root may play other people")
class TwoPeople(GatewayCase):
    def setUp(self):
        self.file = self.installation.folder / f"mappings/{TABLE}.csv"
        self.kept = self.file.read_text()
        self.addCleanup(self.give_up)

    def give_up(self):
        self.file.write_text(self.kept)
        self.installation.verb("tables", "discard", TABLE)

    def verb(self, person, *arguments, code=0, answer=None, environment=None):
        """A verb that this person runs with sudo; None: root itself."""
        command = [str(BUILD / "raccordo"), "tables", *map(str, arguments),
                   "--config", str(self.installation.folder / "raccordo.yaml")]
        if person is not None:
            command = [sys.executable, "-c", SUDO, str(person), *command]
        done = subprocess.run(command, capture_output=True, text=True, input=answer or "", timeout=300,
                              env=dict(os.environ) | (environment or {}))
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def draft(self):
        self.file.write_text(self.kept + NEW.format(self._testMethodName[-6:].upper()))
        made = json.loads(self.verb(ANNA, "import", TABLE, "--json").stdout)["items"][0]
        self.verb(ANNA, "submit", TABLE)
        return made

    def test_review_with_one_account_needs_two_people(self):
        made = self.draft()
        self.assertEqual(made["author"], f"cli:{ANNA}")
        refused = self.verb(ANNA, "approve", TABLE, "--json", code=1)
        self.assertEqual(json.loads(refused.stdout)["error"]["code"], "own-change")
        # A name in a variable has no effect.
        typed = {"SUDO_USER": "bruno", "SUDO_UID": str(BRUNO), "USER": "bruno", "LOGNAME": "bruno"}
        refused = self.verb(ANNA, "approve", TABLE, "--json", code=1, environment=typed)
        self.assertEqual(json.loads(refused.stdout)["error"]["code"], "own-change")
        approved = json.loads(self.verb(BRUNO, "approve", TABLE, "--json").stdout)
        self.assertEqual((approved["state"], approved["reviewer"]), ("APPROVED", f"cli:{BRUNO}"))

    def test_activation_shows_its_impact_and_asks(self):
        version = self.draft()["version"]
        self.verb(BRUNO, "approve", TABLE)
        shown = self.verb(BRUNO, "impact", TABLE)
        self.assertIn(f"{TABLE} version {version} in place of ", shown.stdout)
        self.assertEqual(json.loads(self.verb(BRUNO, "impact", TABLE, "--json").stdout)["breaks"], 0)
        for answer in ("", "n\n", "boh\n"):
            refused = self.verb(BRUNO, "activate", TABLE, code=1, answer=answer)
            self.assertIn("frees 0 waiting records", refused.stdout)
            self.assertIn("in force? [y/N]", refused.stderr)
            self.assertIn("nothing was changed", refused.stderr)
        refused = json.loads(self.verb(BRUNO, "activate", TABLE, "--json", code=1).stdout)
        self.assertEqual(refused["error"]["code"], "not-confirmed")
        done = self.verb(BRUNO, "activate", TABLE, answer="y\n")
        self.assertIn(f"version {version}: ACTIVE", done.stdout)

    def test_accept_writes_the_current_results_of_examples(self):
        expected = self.installation.folder / "mappings/isola-bergamasca/examples"
        kept = {path: path.read_text() for path in expected.iterdir()}
        self.addCleanup(lambda: [path.write_text(text) for path, text in kept.items()])
        self.assertIn("Nothing to accept", self.verb(None, "test", "isola-bergamasca", "--accept").stdout)
        changed = next(path for path in kept if path.name.endswith(".expected.ndjson"))
        changed.write_text(kept[changed].replace('"owner":"', '"owner":"9'))
        self.verb(None, "test", "isola-bergamasca", code=1)
        told = json.loads(self.verb(None, "test", "isola-bergamasca", "--accept", "--json").stdout)
        self.assertEqual(told["written"], [str(changed)])
        self.assertEqual(changed.read_text(), kept[changed])
        self.assertIn("as expected", self.verb(None, "test", "isola-bergamasca").stdout)
