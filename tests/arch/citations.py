"""Citations of docs/ outside of documents: `docs/records.md#outcomes` must name a page and an anchor that exist, and a
comment must not cite rules that are not in the repository. Used by check_documents.
"""

import functools
import re

from source_tree import files, text_of

CITING = {".cpp", ".hpp", ".h", ".in", ".py", ".sh", ".ts", ".sql", ".yaml", ".yml", ".cmake", ".txt", ".csv", ".xml",
          ".json", ".service", ""}
CITATION = re.compile(r"(?<![\w./-])docs/((?:[\w-]+/)*[\w.-]+\.md)(?:#([\w-]+))?")
SELF_TESTS = ("tests/arch/test_checks.py", "tests/arch/test_documents.py")  # write trees of their own
# Two words of a comment are separated by blanks, or by a line end and the mark that begins the next line.
GAP = r"(?:\s|//+|#|\*|--)+"
# Suites of tests are called contracts as well, and name their subject: the contract of retention.
UNSEEN = [
    re.compile(rf"\bthe{GAP}contract\b(?!{GAP}of\b)", re.IGNORECASE),
    re.compile(rf"\bcontract(?:'s)?,?{GAP}(?:\(?section|\")", re.IGNORECASE),
    re.compile(rf"\bdisclosure,?{GAP}rule\b", re.IGNORECASE),
]
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)
NAMED = re.compile(r"""<a (?:id|name)=["']([^"']+)["']>""")


def without_fences(text):
    return FENCE.sub(lambda match: "\n" * match[0].count("\n"), text)


def slug(heading):
    """The anchor that GitHub and most renderers make of a heading."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    plain = re.sub(r"[`*]|<[^>]*>", "", plain).lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def anchors_of(text):
    found = set(NAMED.findall(text))
    for heading in HEADING.findall(without_fences(text)):
        name, number = slug(heading), 0
        while (unique := name if number == 0 else f"{name}-{number}") in found:
            number += 1
        found.add(unique)
    return found


@functools.cache
def _anchors(path, _changed, _size):
    return anchors_of(text_of(path))


def anchors(path):
    """The anchors of a page; each page is read once."""
    state = path.stat()
    return _anchors(path, state.st_mtime_ns, state.st_size)


def faults(root):
    for path in files(root, CITING):
        text, name = text_of(path), path.relative_to(root).as_posix()
        if name in SELF_TESTS:
            continue
        for match in CITATION.finditer(text):
            page, line = root / "docs" / match[1], text.count("\n", 0, match.start()) + 1
            if not page.exists():
                yield f"{name}:{line}: docs/{match[1]} does not exist"
            elif match[2] and match[2] not in anchors(page):
                yield f"{name}:{line}: docs/{match[1]} has no anchor #{match[2]}"
        for pattern in UNSEEN:
            for match in pattern.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                yield f"{name}:{line}: cite the rule by its place, such as docs/records.md#outcomes"
