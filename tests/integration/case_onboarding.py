"""A new system is connected with files only: those of docs/onboarding.md, extracted from the page."""

import re
import subprocess

from support.gateway_case import GatewayCase
from support.installation import ROOT

FILE_IN_PAGE = re.compile(r"^`(mappings/[^`]+)`:\n\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLE = "mappings/il-ponte/examples/two-services"
CLIENT = """\
  - name: il-ponte
    fingerprint: "{fingerprint}"
    rights: [submit]
    sources: [il-ponte]
    comuni: {{ambito: seriate}}
"""


class Onboarding(GatewayCase):
    def setUp(self):
        files = dict(FILE_IN_PAGE.findall((ROOT / "docs/onboarding.md").read_text()))
        self.assertEqual(len(files), 5, sorted(files))
        for name, content in files.items():
            path = self.installation.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)

    def admit(self):
        folder = self.installation.folder
        self.installation.script("certs/issue", folder / "certs", "client", "il-ponte")
        shown = subprocess.run(
            ["openssl", "x509", "-in", folder / "certs/il-ponte.pem", "-noout", "-fingerprint", "-sha256"],
            check=True, capture_output=True, text=True).stdout
        with open(folder / "clients.yaml", "a", encoding="utf-8") as clients:
            clients.write(CLIENT.format(fingerprint=shown.strip().split("=", 1)[1]))
        self.installation.reload()

    def test_a_new_system_is_checked_decoded_and_then_sends(self):
        checked = self.installation.verb("check")
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)

        folder = self.installation.folder
        decoded = self.installation.verb("decode", "--source", "il-ponte", folder / f"{EXAMPLE}.csv")
        self.assertEqual(decoded.returncode, 0, decoded.stderr)
        self.assertEqual(decoded.stdout, (folder / f"{EXAMPLE}.expected.ndjson").read_text())

        self.admit()
        client = self.installation.client("il-ponte")
        self.wait_for(client, "/v1/whoami", lambda answer: answer.status == 200)
        answer = client.post("/v1/sources/il-ponte/submissions", (folder / f"{EXAMPLE}.csv").read_bytes(), "text/csv")
        self.assertEqual(answer.status, 201, answer.body)
        self.assertEqual(answer.json()["counts"],
                         {"received": 1, "accepted": 1, "unchanged": 0, "quarantined": 0, "rejected": 0})
