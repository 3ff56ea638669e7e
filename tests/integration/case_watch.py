"""What Prometheus reads: /metrics and the alert rules, checked by promtool (deploy/promtool fetches it)."""

import re
import subprocess

import yaml

from support.gateway_case import GatewayCase
from support.installation import ROOT
from support.people import case_file, document

RULES = ROOT / "deploy/monitoring/raccordo.rules.yml"


def promtool(*arguments, page=None):
    return subprocess.run([ROOT / "build/tools/promtool", *arguments], input=page, capture_output=True, text=True)


class Watch(GatewayCase):
    def metrics(self):
        sender = self.installation.client("isola-bergamasca")
        body = document(case_file(1), case_file(2))
        self.assertEqual(sender.post("/v1/sources/isola-bergamasca/submissions", body, "application/json").status, 201)
        return self.installation.admin("/metrics").body.decode()

    def test_promtool_finds_no_fault_in_the_metrics(self):
        checked = promtool("check", "metrics", page=self.metrics())
        self.assertEqual((checked.returncode, checked.stdout, checked.stderr), (0, "", ""))

    def test_the_rules_fire_when_they_should(self):
        for checked in (promtool("check", "rules", RULES), promtool("test", "rules", RULES.with_suffix(".test.yml"))):
            self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
            self.assertIn("SUCCESS", checked.stdout)

    def test_the_rules_ask_for_metrics_that_exist_and_the_runbook_has_each_alert(self):
        page = self.metrics()
        # Shown once such a thing has happened.
        later = {"raccordo_field_fell_empty_total", "raccordo_coverage_ratio"}
        runbooks = [(ROOT / f"docs/runbook.{language}.md").read_text() for language in ("en", "it")]
        rules = yaml.safe_load(RULES.read_text())["groups"][0]["rules"]
        alerts = {rule["alert"] for rule in rules} - {"RaccordoCertificateExpired"}  # in the section of ...Expires
        for rule in rules:
            for name in set(re.findall(r"raccordo_[a-z_]+", rule["expr"])) - later:
                self.assertRegex(page, rf"(?m)^{name}[{{ ]", rule["alert"])
        for text in runbooks:
            self.assertEqual(set(re.findall(r"(?m)^### (Raccordo[A-Za-z]+)$", text)), alerts)
            self.assertIn("`RaccordoCertificateExpired`", text)
