#!/usr/bin/env python3
"""Fails on a link between documents that leads nowhere, a reference in the API description that has no target, an
error code that the API description does not list, or a licence text that has changed.

usage: check_documents.py [ROOT]
"""

import hashlib
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from source_tree import ROOT, files, report, text_of  # noqa: E402

LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
REFERENCE = re.compile(r"""\$ref:\s*["']?#/components/([\w-]+)/([\w-]+)""")
ERROR_CODE = re.compile(r'ErrorPage\{\s*"([a-z-]+)"')
LICENCE_SHA256 = "57fb42fbcd0b037ce528ed8f72f1ec095d67bc6825ecf1448ff39be1fe68a4b4"


def broken_links(root):
    for path in files(root, {".md"}):
        text = FENCE.sub(lambda m: "\n" * m[0].count("\n"), text_of(path))
        for match in LINK.finditer(text):
            if not (path.parent / match[1]).exists():
                line = text.count("\n", 0, match.start()) + 1
                yield f"{path.relative_to(root)}:{line}: the link to {match[1]} leads nowhere"


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


def licence_faults(root):
    path = root / "LICENSE"
    if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != LICENCE_SHA256:
        yield "LICENSE: not the unchanged text of the EUPL 1.2"


def check(root):
    root = Path(root)
    return [*broken_links(root), *api_faults(root), *licence_faults(root)]


if __name__ == "__main__":
    sys.exit(report(check(sys.argv[1] if len(sys.argv) > 1 else ROOT), "documents agree with each other"))
