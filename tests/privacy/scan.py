"""Finds what must never be in a log, a metric or an error answer: identifiers of persons, and planted words.

Called by the integration tests on everything a gateway wrote, and by hand: scan.py [--canary WORD]... FILE...
"""

import argparse
import re
import sys
from pathlib import Path

# Shape of a codice fiscale, omocodia included, in either case; not a part of a longer run such as a ULID or a digest.
_DIGIT = "[0-9LMNPQRSTUV]"
FISCAL_CODE = re.compile(
    rf"(?<![0-9A-Z])[A-Z]{{6}}{_DIGIT}{{2}}[ABCDEHLMPRST]{_DIGIT}{{2}}[A-Z]{_DIGIT}{{3}}[A-Z](?![0-9A-Z])",
    re.IGNORECASE)
FOREIGNER_CODE = re.compile(r"(?<![0-9A-Z])(?:STP|ENI)[0-9]{13}(?![0-9A-Z])", re.IGNORECASE)
PRIVATE_KEY = re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY" + "-----")


def findings(text, canaries=()):
    """Yields (line, what) for each finding, without repeating the text found."""
    for number, line in enumerate(text.splitlines(), 1):
        if FISCAL_CODE.search(line):
            yield number, "a codice fiscale"
        if FOREIGNER_CODE.search(line):
            yield number, "an STP or ENI code"
        if PRIVATE_KEY.search(line):
            yield number, "a private key"
        folded = line.casefold()
        for canary in canaries:
            if canary.casefold() in folded:
                yield number, f"planted word no. {list(canaries).index(canary) + 1}"


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--canary", action="append", default=[])
    arguments.add_argument("files", nargs="+", type=Path)
    options = arguments.parse_args()
    faults = 0
    for path in options.files:
        for line, what in findings(path.read_text(errors="replace"), options.canary):
            print(f"{path}:{line}: {what} must not be here")
            faults += 1
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
