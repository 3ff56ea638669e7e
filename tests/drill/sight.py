"""What clients see of a store, in digests: every record of every system, what waits, every table of every release."""

import hashlib
import json

PAGE = 1000


def _digest(*parts):
    made = hashlib.sha256()
    for part in parts:
        made.update(part if isinstance(part, bytes) else json.dumps(part, sort_keys=True).encode())
    return made.hexdigest()


def _pages(client, address):
    """The items of all pages."""
    joint, cursor = "&" if "?" in address else "?", ""
    while cursor is not None:
        answer = client.get(f"{address}{joint}limit={PAGE}" + (f"&cursor={cursor}" if cursor else ""))
        if answer.status != 200:
            raise SystemExit(f"{address} was answered {answer.status}")
        page = answer.json()
        yield from page["items"]
        cursor = page.get("next")


def _records(installation, system):
    items = sorted(_pages(installation.client(system), f"/v1/sources/{system}/records"), key=lambda each: json.dumps(each))
    return len(items), _digest(items)


def _release(ats, release):
    """Metadata, and every table as it is downloaded."""
    tables = [each["id"] for each in release["tables"]]
    contents = [ats.get(f"/v1/releases/{release['id']}/tables/{table}", Accept="text/csv").body for table in tables]
    kept = {name: value for name, value in release.items() if name != "audit_head"}
    return _digest(kept, *contents)


def sight_of(installation, systems):
    administrator, ats = installation.client("administrator"), installation.client("ats")
    found = {system: _records(installation, system) for system in systems}
    releases = list(_pages(administrator, "/v1/releases"))
    return {
        "records": {system: digest for system, (_, digest) in found.items()},
        "count": sum(count for count, _ in found.values()),
        "waiting": _digest(sorted(map(json.dumps, _pages(administrator, "/v1/quarantine/records")))),
        "releases": {each["id"]: _release(ats, each) for each in releases},
    }


def differences(before, after):
    """The names of what is not the same."""
    found = []
    for part, was in before.items():
        now = after[part]
        if isinstance(was, dict):
            found += [f"{part} {name}" for name in was.keys() | now.keys() if was.get(name) != now.get(name)]
        elif was != now:
            found.append(f"{part}: {was} before, {now} now")
    return found
