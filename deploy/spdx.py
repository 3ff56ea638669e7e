#!/usr/bin/env python3
"""Prints the components of the program as SPDX 2.3 (JSON): shared libraries and headers by their Debian packages, what the
web console bundles by its npm packages.

usage: spdx.py PROGRAM VERSION      SOURCE_DATE_EPOCH gives the time of creation
"""

import json
import os
import re
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
# Libraries of deploy/packages.txt whose code is compiled into the program without a shared library.
COMPILED_IN = ["libboost1.81-dev", "rapidjson-dev", "libcli11-dev"]


def output_of(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def debian_package(package):
    fields = "${Package}\\t${Version}\\t${Architecture}\\t${source:Package}\\t${source:Version}"
    name, version, architecture, source, _ = output_of("dpkg-query", "-W", "-f", fields, package).split("\t")
    return {"SPDXID": "SPDXRef-deb-" + re.sub(r"[^A-Za-z0-9.-]", "-", name), "name": name, "versionInfo": version,
            "supplier": "Organization: Debian", "downloadLocation": f"https://tracker.debian.org/pkg/{source}",
            "filesAnalyzed": False, "licenseConcluded": "NOASSERTION", "licenseDeclared": "NOASSERTION",
            "copyrightText": "NOASSERTION",
            "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                              "referenceLocator": f"pkg:deb/debian/{name}@{version}?arch={architecture}"}]}


def owner(library):
    """The package of a shared library; since Debian merged /usr, dpkg may know it by either path."""
    for path in (library, library.removeprefix("/usr"), "/usr" + library, os.path.realpath(library)):
        found = subprocess.run(["dpkg-query", "-S", path], capture_output=True, text=True)
        if found.returncode == 0:
            return found.stdout.rsplit(": ", 1)[0].split(",")[0].strip()
    sys.exit(f"spdx: no Debian package has {library}")


def shared_libraries(program):
    return sorted({owner(path) for path in re.findall(r"(/\S+) \(0x", output_of("ldd", program))})


def npm_package(path, entry):
    name = path.rsplit("node_modules/", 1)[1]
    return {"SPDXID": "SPDXRef-npm-" + re.sub(r"[^A-Za-z0-9.-]", "-", name), "name": name,
            "versionInfo": entry["version"], "downloadLocation": entry.get("resolved", "NOASSERTION"),
            "filesAnalyzed": False,
            "licenseConcluded": "NOASSERTION", "licenseDeclared": entry.get("license", "NOASSERTION"),
            "copyrightText": "NOASSERTION",
            "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                              "referenceLocator": f"pkg:npm/{name.replace('@', '%40')}@{entry['version']}"}]}


def bundled():
    lock = json.loads((TOP / "gateway/console/package-lock.json").read_text())["packages"]
    return [npm_package(path, entry) for path, entry in sorted(lock.items())
            if path and not entry.get("dev") and not entry.get("optional") and not entry.get("peer")]


def main():
    program, version = sys.argv[1:]
    created = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    raccordo = {"SPDXID": "SPDXRef-raccordo", "name": "raccordo", "versionInfo": version, "filesAnalyzed": False,
                "downloadLocation": "NOASSERTION", "licenseConcluded": "EUPL-1.2", "licenseDeclared": "EUPL-1.2",
                "copyrightText": "NOASSERTION"}
    parts = [debian_package(name) for name in sorted({*shared_libraries(program), *COMPILED_IN})] + bundled()
    digest = output_of("sha256sum", program).split()[0]
    document = {"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
                "name": f"raccordo-{version}", "documentNamespace": f"https://example.org/raccordo/{version}/{digest}",
                "creationInfo": {"created": created, "creators": ["Tool: raccordo-deploy-spdx"]},
                "packages": [raccordo, *parts],
                "relationships": [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES",
                                   "relatedSpdxElement": "SPDXRef-raccordo"}] +
                                 [{"spdxElementId": "SPDXRef-raccordo", "relationshipType": "DEPENDS_ON",
                                   "relatedSpdxElement": part["SPDXID"]} for part in parts]}
    print(json.dumps(document, indent=1))


main()
