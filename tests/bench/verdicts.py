"""Checks that the alternatives judge each record as the gateway does: accepted, waiting or rejected; a single post may also
be `unchanged`. Documents of raccordo-synth: a stream of correct records, and cases of which a third is added with one of its
defects (tests/synth/defects.cpp). Run by `tests/bench/run compare --check`; ends with 1 if a record differs."""

import itertools
import json
import re
import time

from meter import MEDIA, Meter, ask
from rival import Rival, require_packages, script
from support.installation import ROOT

STREAM_BYTES = {"xml": 3_000_000, "ndjson": 500_000, "csv": 500_000}
CASES = {"health-portal": 700, "isola-bergamasca": 3000, "bergamo": 3000}  # of the province; the source has a part of them
DEFECTS = 0.33
OUTCOMES = {"ACCEPTED": "accepted", "QUARANTINED": "waiting", "REJECTED": "rejected", "UNCHANGED": "unchanged"}
MESSAGE = re.compile(rb"<PRSS_IN001004ZZ.*?</PRSS_IN001004ZZ>", re.DOTALL)
JSON_HEAD = b'{"ente":"Isola Bergamasca","cartelle":['
POLL = 0.02


def defective(meter, source):
    """A document of the source with defects, and the one sent late, with older versions; as bytes."""
    folder = meter.folder / f"defects-{source}"
    if not folder.exists():
        meter.installation.verb(
            "--set", "ambito", "--source", source, "--cases", CASES[source], "--defects", DEFECTS, "--out", folder,
            "--mappings", ROOT / "mappings", "--data", ROOT / "tests/synth/data", program="raccordo-synth")
    files = sorted(path for path in (folder / source).rglob("*.*") if path.is_file())
    late = [path.read_bytes() for path in files if path.parent.name == "late"]
    return [path.read_bytes() for path in files if path.parent.name != "late"], late


def records_of(form, documents):
    """The records of documents, each as bytes."""
    if form == "xml":
        return [each for text in documents for each in MESSAGE.findall(text)]
    lines = itertools.chain.from_iterable(text.splitlines() for text in documents)
    return [line.rstrip(b",") for line in lines if line.startswith(b'{"id"')]


def whole(form, records):
    """Records as one document."""
    if form == "xml":
        return b"<messages>" + b"\n".join(records) + b"</messages>"
    if form == "json":
        return JSON_HEAD + b",\n".join(records) + b"]}"
    return b"\n".join(records) + b"\n"


def documents(meter, form):
    """(what, document) of each document to compare."""
    if form in STREAM_BYTES:
        path, _ = meter.synth(form, STREAM_BYTES[form])
        yield "stream", path.read_bytes()
    there, _ = defective(meter, MEDIA[form][0])
    if form == "csv":
        yield "defects", there[0]
    else:
        yield "defects", whole(form, records_of(form, there))


def gateway_verdicts(meter, form, path):
    """The verdict of each record, in order, from the issues of the submission."""
    status, answer = meter.upload(form, path)
    asking, target = meter.connection(MEDIA[form][0]), f"/v1/submissions/{answer['id']}"
    while status == 202 and answer.get("state") != "COMPLETED":
        time.sleep(POLL)
        answer = ask(asking, "GET", f"{target}/status")[0]
    said, cursor = ["accepted"] * answer["counts"]["received"], ""
    while cursor is not None:
        page = ask(asking, "GET", f"{target}/issues?limit=1000" + (f"&cursor={cursor}" if cursor else ""))[0]
        for issue in page["items"]:
            if issue["severity"] == "error":
                said[issue["record"] - 1] = OUTCOMES[issue["outcome"]]
        cursor = page["next"]
    counted = {name: answer["counts"][name.lower()] for name in ("ACCEPTED", "QUARANTINED", "REJECTED")}
    if any(said.count(OUTCOMES[name]) != count for name, count in counted.items()):
        raise RuntimeError(f"{form}: the issues and the counts of the receipt disagree: {counted}")
    return said


def script_verdicts(meter, form, path):
    told = meter.folder / "verdicts.txt"
    script(form, path, path.with_suffix(".db"), meter, told)
    return [line.split()[1] for line in told.read_text(encoding="utf-8").splitlines()]


def differences(what, names, ours, theirs):
    """Tells each record that differs; how many."""
    wrong = [at for at, pair in enumerate(itertools.zip_longest(ours, theirs)) if pair[0] != pair[1]]
    counts = {name: ours.count(name) for name in sorted(set(ours))}
    print(f"{what:34} {len(ours):5} records {json.dumps(counts)}: "
          + ("the same verdicts" if not wrong else f"{len(wrong)} DIFFER"), flush=True)
    for at in wrong[:10]:
        pair = [side[at] if at < len(side) else "no record" for side in (ours, theirs)]
        print(f"    record {at + 1}: gateway {pair[0]}, {names} {pair[1]}")
    return len(wrong)


def check_script(form):
    with Meter() as first:
        made = list(documents(first, form))
    wrong = 0
    for what, content in made:
        with Meter() as meter:
            path = meter.folder / f"document.{form}"
            path.write_bytes(content)
            wrong += differences(f"{form}, script, {what}", "script", gateway_verdicts(meter, form, path),
                                 script_verdicts(meter, form, path))
    return wrong


def verdict_of(receipt):
    counts = receipt["counts"]
    return next(OUTCOMES[name] for name in OUTCOMES if counts[name.lower()])


def check_server(form):
    """Each record alone, one after the other, then those that come late."""
    source, media_type = MEDIA[form]
    target = f"/v1/sources/{source}/submissions"
    with Meter() as meter, Rival(meter) as rival:
        bodies = [each if form == "xml" else JSON_HEAD + each + b"]}"
                  for part in defective(meter, source) for each in records_of(form, part)]
        asking, other = meter.connection(source), meter.connection(source)
        other.port = rival.port
        ours, theirs = [], []
        for body in bodies:
            ours.append(verdict_of(ask(asking, "POST", target, body, media_type)[0]))
            theirs.append(ask(other, "POST", target, body, media_type)[0]["records"][0]["verdict"])
    return differences(f"{form}, FastAPI, single posts", "FastAPI", ours, theirs)


def check():
    require_packages()
    wrong = sum(check_script(form) for form in ("xml", "json", "ndjson", "csv"))
    wrong += sum(check_server(form) for form in ("xml", "json"))
    print("compare: every record has the same verdict" if not wrong else f"compare: {wrong} verdicts differ: FAILED")
    return 1 if wrong else 0
