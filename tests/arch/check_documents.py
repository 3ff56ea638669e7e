#!/usr/bin/env python3
"""Fails on a link between documents that leads nowhere, a comment that cites a rule without its place in docs/, a
citation of a page or an anchor that does not exist (citations.py), a reference in the API description that has no
target, an error code or a route that the API description does not list or lists for nothing, a decision whose number
is taken or that the list of decisions lacks, or a licence text that has changed.

usage: check_documents.py [ROOT]
"""

import hashlib
import re
import sys
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import citations  # noqa: E402
import route_rows  # noqa: E402
from source_tree import ROOT, files, report, text_of  # noqa: E402

LINK = re.compile(r"\]\((?!https?://|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)")
REFERENCE = re.compile(r"""\$ref:\s*["']?#/components/([\w-]+)/([\w-]+)""")
ERROR_CODE = re.compile(r'ErrorPage\{\s*"([a-z-]+)"')
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


def components(api):
    """The names below `components:`, as (kind, name); the file is indented by two blanks a level."""
    found, kind, inside = set(), None, False
    for line in api.splitlines():
        if re.match(r"\S", line):
            inside = line.startswith("components:")
        elif inside and (match := re.match(r"  ([\w-]+):", line)):
            kind = match[1]
        elif inside and (match := re.match(r"    ([\w-]+):", line)):
            found.add((kind, match[1]))
    return found


def api_faults(root):
    path = root / "schemas/openapi.yaml"
    if not path.exists():
        return
    api = text_of(path)
    known = components(api)
    for match in REFERENCE.finditer(api):
        if match.groups() not in known:
            line = api.count("\n", 0, match.start()) + 1
            yield f"schemas/openapi.yaml:{line}: #/components/{match[1]}/{match[2]} does not exist"
    for page in sorted((root / "gateway/app").glob("error_pages_*.cpp")):
        for code in ERROR_CODE.findall(text_of(page)):
            if not re.search(rf"(?<![\w-]){code}(?![\w-])", api):
                yield f"schemas/openapi.yaml: the error code {code} of {page.name} is not listed"


def described_routes(api):
    """The (method, path) below `paths:`; indented like `components:`."""
    found, path, inside = set(), "", False
    for line in api.splitlines():
        if re.match(r"\S", line):
            inside = line.startswith("paths:")
        elif inside and (match := re.match(r"  (/\S*):", line)):
            path = match[1]
        elif inside and (match := re.match(r"    (get|put|post|delete|patch):", line)):
            found.add((match[1].upper(), path))
    return found


def route_faults(root):
    description = root / "schemas/openapi.yaml"
    answered = set()
    for path in sorted((root / "gateway/app").glob("routes_*.cpp")):
        rows, unread = route_rows.read(text_of(path))
        # A pattern may be there a second time in another spelling, for clients that encode `$`.
        answered |= {(method, urllib.parse.unquote(pattern)) for method, pattern in rows}
        for row in unread:
            yield f"{path.relative_to(root)}: the check cannot read the route {row}"
    described = described_routes(text_of(description)) if description.exists() else set()
    for method, pattern in sorted(answered - described):
        yield f"schemas/openapi.yaml: {method} {pattern} of gateway/app is missing"
    for method, pattern in sorted(described - answered):
        yield f"schemas/openapi.yaml: no route of gateway/app answers {method} {pattern}"


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
    return [*broken_links(root), *citations.faults(root), *api_faults(root), *route_faults(root), *decision_faults(root),
            *licence_faults(root)]


if __name__ == "__main__":
    sys.exit(report(check(sys.argv[1] if len(sys.argv) > 1 else ROOT), "documents agree with each other"))
