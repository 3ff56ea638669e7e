"""CMakeLists.txt defines the version of the program; the other files that name it must have the same. The newest
release of CHANGELOG.md must be that version, with a date, below [Unreleased]. Used by check_documents.py."""

import re

from source_tree import text_of

PROJECT = re.compile(r"^project\(\w+ VERSION ([0-9.]+)", re.MULTILINE)
PLACES = (
    ("publiccode.yml", re.compile(r'^softwareVersion: "([^"]*)"$', re.MULTILINE)),
    ("schemas/openapi.yaml", re.compile(r"^info:\n(?:[ #].*\n|\n)*?  version: (\S+)$", re.MULTILINE)),
)
HEADING = re.compile(r"^## (.*)$", re.MULTILINE)
RELEASE = re.compile(r"\[(\d+\.\d+\.\d+)\] - (\d{4}-\d\d-\d\d)\Z")
RELEASE_DATE = re.compile(r'^releaseDate: "([^"]*)"$', re.MULTILINE)


def changelog_faults(root, version):
    headings = HEADING.findall(text_of(root / "CHANGELOG.md"))
    if headings[:1] != ["[Unreleased]"]:
        yield "CHANGELOG.md: the first heading is not [Unreleased]"
        return
    newest = RELEASE.match(headings[1]) if len(headings) > 1 else None
    if newest is None:
        yield "CHANGELOG.md: below [Unreleased] no heading such as `## [1.2.3] - 2026-11-29`"
        return
    if newest[1] != version:
        yield f"CHANGELOG.md: the newest release is {newest[1]}, CMakeLists.txt says {version}"
    date = RELEASE_DATE.search(text_of(root / "publiccode.yml"))
    if date is None or date[1] != newest[2]:
        yield f"publiccode.yml: releaseDate is {date and date[1]}, CHANGELOG.md says {newest[2]}"


def faults(root):
    if not (root / "CMakeLists.txt").exists():
        return
    project = PROJECT.search(text_of(root / "CMakeLists.txt"))
    if project is None:
        yield "CMakeLists.txt: project() has no VERSION"
        return
    for name, pattern in PLACES:
        found = pattern.search(text_of(root / name)) if (root / name).exists() else None
        if found is None or found[1] != project[1]:
            yield f"{name}: the version is {found and found[1]}, CMakeLists.txt says {project[1]}"
    yield from changelog_faults(root, project[1])
