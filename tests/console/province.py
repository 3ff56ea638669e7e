"""The whole invented province: 40,125 cases of four municipal systems, some with faults, and the release of 2017."""

import json
import subprocess
import tempfile
from pathlib import Path

SYSTEMS = ["health-portal", "isola-bergamasca", "bergamo", "treviglio"]
TYPES = {".xml": "application/xml", ".json": "application/json", ".csv": "text/csv"}
ROUNDS = 900


def _until(installation, ask, is_done):
    """The first answer that is_done, asked for again and again while the gateway runs."""
    for _ in range(ROUNDS):
        answer = ask()
        if is_done(answer):
            return answer
        try:
            installation.process.wait(0.2)
        except subprocess.TimeoutExpired:
            continue
        raise RuntimeError("the gateway ended")
    raise RuntimeError(f"not done after {ROUNDS} rounds: {answer.status} {answer.body[:500]}")


def _send(installation, system, file):
    client = installation.client(system)
    answer = client.post(f"/v1/sources/{system}/submissions", file.read_bytes(), TYPES[file.suffix])
    if answer.status == 202:
        place = answer.header("Location")
        answer = _until(installation, lambda: client.get(place), lambda each: each.status != 200)
        if answer.status == 303:
            answer = client.get(answer.header("Location"))
    if answer.status not in (200, 201):
        raise RuntimeError(f"{file.name} was not taken: {answer.status} {answer.body[:500]}")
    return answer.json()["counts"]["received"]


def send_cases(installation):
    with tempfile.TemporaryDirectory() as folder:
        made = installation.program("--out", folder, "--defects", "0.02", name="raccordo-synth")
        if made.returncode != 0:
            raise RuntimeError(made.stderr)
        received = 0
        for system in SYSTEMS:
            files = sorted(Path(folder, system).rglob("*.*"), key=lambda each: ("late" in each.parts, each))
            received += sum(_send(installation, system, file) for file in files)
    if received < 40_125:
        raise RuntimeError(f"only {received} records were received")


def send_whole_province(installation):
    send_cases(installation)
    administrator = installation.client("administrator")
    order = json.dumps({"period": "2017", "note": "Relazione annuale"}).encode()
    ordered = administrator.post("/v1/releases", order, "application/json")
    place = ordered.header("Location")
    if place is None:
        raise RuntimeError(f"no release: {ordered.status} {ordered.body[:500]}")
    made = _until(installation, lambda: administrator.get(place), lambda each: each.json().get("state") != "RUNNING").json()
    if made["state"] != "DONE":
        raise RuntimeError(f"the release is {made['state']}: {made.get('reason')}")
