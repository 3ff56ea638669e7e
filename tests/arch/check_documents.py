#!/usr/bin/env python3
"""Fails on a link between documents without a target, a comment that cites a rule without its place in docs/, a
citation of a page or an anchor that does not exist (citations.py), an API description that is not strict YAML, a
reference in it that has no target, an error code or a route that it does not list or lists for nothing, a decision
whose number is taken or that the list of decisions lacks, files that name different versions (versions.py), or a
licence text that was changed.

usage: check_documents.py [ROOT]
"""

import hashlib
import json
import re
import sys
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import citations  # noqa: E402
import route_rows  # noqa: E402
import strict_yaml  # noqa: E402
import versions  # noqa: E402
from source_tree import ROOT, files, report, text_of  # noqa: E402

LINK = re.compile(r"\]\((?!https?://|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)")
METHODS = ("get", "put", "post", "delete", "patch")
LICENCE_SHA256 = "57fb42fbcd0b037ce528ed8f72f1ec095d67bc6825ecf1448ff39be1fe68a4b4"


def broken_links(root):
    for path in files(root, {".md"}):
        text = citations.without_fences(text_of(path))
        for match in LINK.finditer(text):
            target = path.parent / match[1] if match[1] else path
            line = text.count("\n", 0, match.start()) + 1
            if not target.exists():
                yield f"{path.relative_to(root)}:{line}: the link to {match[1]} leads nowhere"
            elif match[2] and target.suffix == ".md" and match[2] not in citations.anchors(target):
                yield f"{path.relative_to(root)}:{line}: {match[1] or 'this page'} has no anchor #{match[2]}"


def api_of(root):
    """The API description, empty if there is none; raises strict_yaml.Fault."""
    path = root / "schemas/openapi.yaml"
    return (strict_yaml.load(text_of(path)) or {}) if path.exists() else {}


def leads_somewhere(api, target):
    at = api
    for step in target.removeprefix("#/").split("/"):
        at = at.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(at, dict) else None
    return target.startswith("#/") and at is not None


def listed_codes(api):
    schemas = api.get("components", {}).get("schemas", {})
    return {code for name in ("IssueCode", "RequestCode") for code in schemas.get(name, {}).get("enum", [])}


def api_faults(root, api):
    if not api:
        return
    for line, target in strict_yaml.references(text_of(root / "schemas/openapi.yaml")):
        if not leads_somewhere(api, target):
            yield f"schemas/openapi.yaml:{line}: {target} does not exist"
    catalogue = root / "gateway/app/problem/catalogue.json"
    answered = set(json.loads(text_of(catalogue))["codes"]) if catalogue.exists() else set()
    for code in sorted(answered - listed_codes(api)):
        yield f"schemas/openapi.yaml: the error code {code} of catalogue.json is not listed"
    for code in sorted(listed_codes(api) - answered):
        yield f"schemas/openapi.yaml: catalogue.json lacks the code {code}"


def described_routes(api):
    """The (method, path) below `paths:`."""
    return {(method.upper(), path) for path, item in api.get("paths", {}).items() for method in item if method in METHODS}


def route_faults(root, api):
    answered = set()
    for path in sorted((root / "gateway").rglob("routes_*.cpp")):
        rows, unread = route_rows.read(text_of(path))
        # Clients that encode `$` may have a second pattern in another spelling.
        answered |= {(method, urllib.parse.unquote(pattern)) for method, pattern in rows}
        for row in unread:
            yield f"{path.relative_to(root)}: the check cannot read the route {row}"
    described = described_routes(api)
    for method, pattern in sorted(answered - described):
        yield f"schemas/openapi.yaml: {method} {pattern} of the gateway is missing"
    for method, pattern in sorted(described - answered):
        yield f"schemas/openapi.yaml: no route of the gateway answers {method} {pattern}"


def decision_faults(root):
    folder, taken = root / "docs/decisions", {}
    index = text_of(folder / "README.md") if (folder / "README.md").exists() else ""
    for path in sorted(folder.glob("[0-9]*.md")):
        place, number = path.relative_to(root), int(re.match(r"\d+", path.name)[0])
        if number in taken:
            yield f"{place}: number {number} is taken by {taken[number]}"
        taken.setdefault(number, path.name)
        if not text_of(path).startswith(f"# {number}. "):
            yield f"{place}:1: the title does not begin with {number}."
        if f"- [{number}. " not in index or f"]({path.name})" not in index:
            yield f"docs/decisions/README.md: does not list {path.name} under its number"


def licence_faults(root):
    path = root / "LICENSE"
    if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != LICENCE_SHA256:
        yield "LICENSE: not the unchanged text of the EUPL 1.2"


def check(root):
    root = Path(root)
    try:
        api = api_of(root)
        of_api = [*api_faults(root, api), *route_faults(root, api)]
    except strict_yaml.Fault as fault:
        of_api = [f"schemas/openapi.yaml:{fault}"]
    return [*broken_links(root), *citations.faults(root), *of_api, *decision_faults(root),
            *versions.faults(root), *licence_faults(root)]


if __name__ == "__main__":
    sys.exit(report(check(sys.argv[1] if len(sys.argv) > 1 else ROOT), "documents agree with each other"))
