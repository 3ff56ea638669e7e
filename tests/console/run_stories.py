#!/usr/bin/env python3
"""Runs each file of browser stories against a gateway of its own, with an invented province in it.

usage: run_stories.py FOLDER [--jobs N] [NAME...]      FOLDER: where tests/console/run has put stories/ and support/
Several files run side by side (two, or one on a single core); the figures, which measure times, run alone at the end, and so
does once more each file that failed.
RACCORDO_BUILD: where the program is (default build/release); RACCORDO_CHROMIUM: the browser (default chromium)
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/integration"))
from support.installation import Installation  # noqa: E402
from support.people import case_file, document  # noqa: E402
from support.table_people import add_client  # noqa: E402
from province import send_whole_province  # noqa: E402
from third_sector import add_third_sector  # noqa: E402
from two_years import add_sender, send_two_years  # noqa: E402

STORY_SECONDS = 480
ALONE = "figures"
FIRST = ["releases", "province"]  # the longest: begun first
COMUNI = ["016170", "016009", "016031", "016046", "016074"]  # of the Ambito Isola Bergamasca
# The codes of the waiting records: code, area, the source's own label, how many cases.
UNKNOWN = [("SAD9", "ANZ", "Assistenza domiciliare integrata", 40), ("ADH2", "DIS", "Assistenza domiciliare handicap", 12),
           ("CDD7", "DIS", "Centro diurno disabili", 6), ("XX1", "ANZ", "Prova, non usare", 3)]


def add_person(installation, name, *rights):
    """A client that sees the records of every Comune, as far as its rights go."""
    add_client(installation, name, *rights)
    with open(installation.folder / "clients.yaml", "a") as clients:
        clients.write("    comuni: all\n")


def add_people(installation):
    """Who works with the console: anna edits, bruno approves, carla may do both, dario reads releases only."""
    add_person(installation, "anna", "see-metadata", "edit-tables")
    add_person(installation, "bruno", "see-metadata", "approve-tables", "replay")
    add_person(installation, "carla", "see-metadata", "edit-tables", "approve-tables", "replay")
    add_person(installation, "dario", "extract")


BODY = """
body:
  name: Ambito territoriale di Esempio
  accessibility: https://form.agid.gov.it/view/00000000-0000-0000-0000-000000000000
  privacy: https://www.ambito.example/privacy
"""


def name_body(installation):
    """What the console has at its foot."""
    with open(installation.folder / "raccordo.yaml", "a") as configuration:
        configuration.write(BODY)


def send_province(installation):
    """Case files of Isola Bergamasca about invented people: most are accepted, some wait for a code, a few are refused."""
    cases, number = [], 1
    for at in range(60):
        cases.append(case_file(number + at, comune=COMUNI[at % len(COMUNI)]))
    number += 60
    for code, area, label, how_many in UNKNOWN:
        for at in range(how_many):
            intervention = {"id": "1", "area": area, "codice": code, "descrizione": label, "dal": "2017-03-06",
                            "importo": 80.00}
            cases.append(case_file(number + at, comune=COMUNI[at % len(COMUNI)], interventi=[intervention]))
        number += how_many
    cases.append(case_file(number, apertura="2017-02-30"))
    answer = installation.client("isola-bergamasca").post(
        "/v1/sources/isola-bergamasca/submissions", document(*cases), "application/json")
    if answer.status != 201:
        raise RuntimeError(f"the province was not taken: {answer.status} {answer.body[:500]}")
    counts = answer.json()["counts"]
    if counts["quarantined"] != sum(unknown[-1] for unknown in UNKNOWN):
        raise RuntimeError(f"not the records that the stories expect: {counts}")


# Stories with other people or other cases: what is done before the gateway starts, and what is sent to it.
OTHERS = {"releases": (add_sender, send_two_years), "report": (add_third_sector, send_province),
          "province": (lambda _: None, send_whole_province)}


def play(installation, folder, story):
    """Runs one file; its output and whether all of it passed."""
    places = {"GATEWAY": f"https://localhost:{installation.port}", "CERTIFICATES": str(installation.folder / "certs"),
              "PICTURES": str(folder / "pictures"), "PROJECT": str(ROOT), "PROCESS": str(installation.process.pid),
              "CLIENTS": str(installation.folder / "clients.yaml")}
    output = folder / f"{name_of(story)}.log"
    with open(output, "wb") as log:
        node = subprocess.Popen(["node", "--test", "--test-reporter=spec", str(story)], env=os.environ | places,
                                stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        code = node.wait(STORY_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(node.pid, signal.SIGKILL)  # and its browser
        node.wait()
        return f"{output.read_text(errors='replace')}{story.name} took more than {STORY_SECONDS} s\n", False
    said = output.read_text(errors="replace")
    installation.keep_metrics()
    stopped, leaks = installation.stop(), installation.leaks()
    if stopped != 0 or leaks:
        return f"{said}exit code {stopped} on SIGTERM; personal data in the log: {leaks}\n", False
    return said, code == 0


def run_story(folder, story):
    """Whether the file passed, and its seconds; prints its output in one piece."""
    begun = time.monotonic()
    installation = Installation()
    prepare, send = OTHERS.get(name_of(story), (lambda _: None, send_province))
    try:
        add_people(installation)
        name_body(installation)
        prepare(installation)
        installation.start()
        send(installation)
        said, is_good = play(installation, folder, story)
    finally:
        installation.remove()
    print(f"== {story.name}\n{said}", end="", flush=True)
    return is_good, round(time.monotonic() - begun)


def name_of(story):
    return story.name.split(".")[0]


def run_all(folder, stories, jobs):
    """Seconds of each file, and the names of those that failed twice."""
    together = sorted((each for each in stories if name_of(each) != ALONE),
                      key=lambda each: (name_of(each) not in FIRST, -each.stat().st_size))
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        results = dict(zip(together, pool.map(lambda each: run_story(folder, each), together)))
    results |= {each: run_story(folder, each) for each in stories if name_of(each) == ALONE}
    failed = []
    for story, (is_good, seconds) in results.items():
        if is_good:
            continue
        print(f"{story.name} failed: once more, alone, with a new gateway", flush=True)
        is_good, more = run_story(folder, story)
        results[story] = is_good, seconds + more
        if not is_good:
            failed.append(story.name)
    return {name_of(story): seconds for story, (_, seconds) in results.items()}, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("names", nargs="*")
    given = parser.parse_intermixed_args()
    folder = given.folder.resolve()
    stories = sorted((folder / "stories").glob("*.test.mjs"))
    chosen = [story for story in stories if not given.names or name_of(story) in given.names]
    if not chosen:
        sys.exit(f"no such story; there are {', '.join(name_of(story) for story in stories)}")
    begun = time.monotonic()
    took, failed = run_all(folder, chosen, max(1, given.jobs))
    print(f"stories, in seconds: {json.dumps(took)}; together {round(time.monotonic() - begun)}")
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
