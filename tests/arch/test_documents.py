"""Proves that each part of check_documents.py can fail; run by test_checks.py."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import check_documents  # noqa: E402
from invented_tree import Tree  # noqa: E402


class Documents(Tree):
    def setUp(self):
        super().setUp()
        self.write("LICENSE", (check_documents.ROOT / "LICENSE").read_text())

    def test_accepts_valid_links_and_ignores_external_ones(self):
        self.write("README.md", "# Folders and `x`\n[a](docs/architecture.md) [b](https://example.org) [c](#folders-and-x)\n"
                                "```\n[d](no)\n```\n")
        self.assertEqual(check_documents.check(self.root), [])

    def test_reports_a_broken_link_with_its_line(self):
        self.write("README.md", "a\n[b](docs/missing.md)\n")
        self.assertEqual(check_documents.check(self.root), ["README.md:2: the link to docs/missing.md leads nowhere"])

    def test_refuses_a_link_to_an_anchor_that_the_page_lacks(self):
        self.write("docs/a.md", "## What is counted: `when`\n## Twice\n## Twice\n"
                   "1. <a id=\"rule-1\"></a>x\n```\n# no\n```\n")
        self.write("README.md", "[a](docs/a.md#what-is-counted-when) [b](docs/a.md#twice-1) [c](docs/a.md#rule-1)\n")
        self.assertEqual(check_documents.check(self.root), [])
        self.write("README.md", "[a](docs/a.md#rule-2)\n[b](docs/a.md#no) [c](#d)\n")
        self.assertEqual(check_documents.check(self.root), [
            "README.md:1: docs/a.md has no anchor #rule-2", "README.md:2: docs/a.md has no anchor #no",
            "README.md:2: this page has no anchor #d"])

    def test_refuses_a_comment_that_cites_a_missing_place(self):
        self.write("docs/a.md", "# A\n## Outcomes\n")
        self.write("gateway/app/a.hpp", "// Of docs/a.md and docs/a.md#outcomes; https://example.org/docs/b.md#c\n")
        self.assertEqual(check_documents.check(self.root), [])
        self.write("gateway/app/a.hpp", "// Of docs/a.md#receipt.\n// Of docs/missing.md.\n")
        self.assertEqual(check_documents.check(self.root), [
            "gateway/app/a.hpp:1: docs/a.md has no anchor #receipt", "gateway/app/a.hpp:2: docs/missing.md does not exist"])

    def test_refuses_a_comment_that_cites_an_unavailable_rule(self):
        self.write("tests/a_contract.hpp", "// Contract of records, for the contract of replays; the contracted services "
                   "and sqlite_contract_test.\n")
        self.assertEqual(check_documents.check(self.root), [])
        for unseen in ("// As the contract says.\n", "// Keys as in the\n// contract.\n", "# x (contract, section 2)\n",
                       "// by contract section 3\n", '// (contract, "Shapes")\n', "/// disclosure, rule 4\n",
                       "// disclosure\n// rule 10\n"):
            with self.subTest(unseen):
                self.write("tests/a_contract.hpp", unseen)
                self.assertEqual(len(check_documents.check(self.root)), 1)

    def test_refuses_an_api_reference_without_target_and_an_unlisted_code(self):
        self.write("gateway/app/problem/catalogue.json", '{"codes": {"bad-date": {}, "bad-thing": {}}}')
        codes = "components:\n  schemas:\n    IssueCode: {enum: [bad-date%s]}\n"
        self.write("schemas/openapi.yaml", 'x: {$ref: "#/components/schemas/B"}\n' + codes % "")
        self.assertEqual(check_documents.check(self.root), [
            "schemas/openapi.yaml:1: #/components/schemas/B does not exist",
            "schemas/openapi.yaml: the error code bad-thing of catalogue.json is not listed"])
        self.write("schemas/openapi.yaml", 'x: {$ref: "#/components/schemas/IssueCode"}\n' + codes % ", bad-thing")
        self.assertEqual(check_documents.check(self.root), [])
        self.write("schemas/openapi.yaml", codes % ", bad-thing, bad-word")
        self.assertEqual(check_documents.check(self.root), ["schemas/openapi.yaml: catalogue.json lacks the code bad-word"])

    def test_refuses_an_api_description_that_is_not_strict_yaml(self):
        for text, fault in (("paths: {}\ninfo:\n  a: 1\n  a: 2\n", "4: the key a occurs twice in one mapping"),
                            ("info: {a: b, c\n  d]\n", "2: no YAML: ")):
            with self.subTest(fault):
                self.write("schemas/openapi.yaml", text)
                faults = check_documents.check(self.root)
                self.assertEqual(len(faults), 1)
                self.assertTrue(faults[0].startswith(f"schemas/openapi.yaml:{fault}"), faults)

    def test_refuses_a_route_that_is_not_described_and_a_description_without_route(self):
        self.write("gateway/app/http/routes_a.cpp", 'table.push_back({"GET", "/a", Access::open, {}, f});\n')
        self.write("schemas/openapi.yaml", "paths:\n  /a:\n    get:\n      tags: [x]\n")
        self.assertEqual(check_documents.check(self.root), [])
        self.write("schemas/openapi.yaml", "paths:\n  /a: {put: {}}\n  /b: {get: {}}\n")
        self.assertEqual(check_documents.check(self.root), [
            "schemas/openapi.yaml: GET /a of the gateway is missing",
            "schemas/openapi.yaml: no route of the gateway answers GET /b",
            "schemas/openapi.yaml: no route of the gateway answers PUT /a"])

    def test_reads_composed_routes_and_refuses_unreadable_ones(self):
        lambdas = ('  const std::string one = "/a/{id}";\n'
                   '  const auto add = [&](const std::string& method, const std::string& pattern, Handler f) {\n'
                   '    table.push_back({method, pattern, Access::open, {}, wrap(f, 1)});\n  };\n'
                   '  const auto both = [&](const std::string& pattern) {\n'
                   '    add("GET", pattern, f);\n    add("POST", pattern, f);\n  };\n')
        rows = '  both(one + "/%24x");\n  table.push_back(\n      {"PUT", one, Access::open});\n'
        self.write("gateway/app/http/routes_a.cpp", lambdas + rows)
        self.write("schemas/openapi.yaml", "paths:\n  /a/{id}/$x: {get: {}, post: {}}\n  /a/{id}: {put: {}}\n")
        self.assertEqual(check_documents.check(self.root), [])
        self.write("gateway/app/http/routes_a.cpp", lambdas + rows + '  table.push_back({"GET", path(), f});\n')
        self.assertEqual(check_documents.check(self.root), [
            'gateway/app/http/routes_a.cpp: the check cannot read the route {"GET", path(), f}'])

    def test_refuses_a_decision_with_a_duplicate_wrong_or_unlisted_number(self):
        self.write("docs/decisions/README.md", "- [1. A](0001-a.md)\n")
        self.write("docs/decisions/0001-a.md", "# 1. A\n")
        self.assertEqual(check_documents.check(self.root), [])
        self.write("docs/decisions/0001-b.md", "# 2. B\n")
        faults = check_documents.check(self.root)
        self.assertEqual(len(faults), 3, faults)
        self.assertIn("number 1 is taken by 0001-a.md", faults[0])

    def test_refuses_a_changed_licence(self):
        self.write("LICENSE", "all rights reserved\n")
        self.assertEqual(len(check_documents.check(self.root)), 1)


class Versions(Tree):
    def setUp(self):
        super().setUp()
        self.write("LICENSE", (check_documents.ROOT / "LICENSE").read_text())

    def write_versions(self, project="0.2.0", public="0.2.0", api="0.2.0",
                       headings="## [Unreleased]\n\n## [0.2.0] - 2026-11-29\n", date="2026-11-29"):
        self.write("CMakeLists.txt", f"project(raccordo VERSION {project} LANGUAGES CXX)\n")
        self.write("publiccode.yml", f'softwareVersion: "{public}"\nreleaseDate: "{date}"\n')
        self.write("schemas/openapi.yaml", f"info:\n  title: x\n  version: {api}\npaths: {{}}\n")
        self.write("CHANGELOG.md", f"# Changelog\n\n{headings}")
        return check_documents.check(self.root)

    def test_refuses_files_that_name_different_versions(self):
        self.assertEqual(self.write_versions(), [])
        self.assertEqual(self.write_versions(public="0.1.0"),
                         ["publiccode.yml: the version is 0.1.0, CMakeLists.txt says 0.2.0"])
        self.assertEqual(self.write_versions(api="0.3.0"),
                         ["schemas/openapi.yaml: the version is 0.3.0, CMakeLists.txt says 0.2.0"])
        self.assertEqual(len(self.write_versions(project="0.3.0")), 3)
        self.assertEqual(self.write_versions(date="2026-11-22"),
                         ["publiccode.yml: releaseDate is 2026-11-22, CHANGELOG.md says 2026-11-29"])

    def test_refuses_a_changelog_that_cannot_be_tagged(self):
        for headings in ("## [0.2.0] - 2026-11-29\n", "## [Unreleased]\n", "## [Unreleased]\n\n## [0.2.0]\n",
                         "## [Unreleased]\n\n## [0.1.0] - 2026-11-29\n"):
            with self.subTest(headings):
                self.assertEqual(len(self.write_versions(headings=headings)), 1)


if __name__ == "__main__":
    unittest.main()
