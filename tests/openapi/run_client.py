#!/usr/bin/env python3
"""Starts a gateway on free ports, runs the compiled TypeScript clients against it and stops it in order.

usage: run_client.py CLIENT.mjs...     RACCORDO_BUILD: where the program is (default build/release)
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/integration"))
from support.installation import Installation  # noqa: E402


def main():
    installation = Installation()
    try:
        installation.start()
        places = {"GATEWAY": f"https://localhost:{installation.port}", "CERTIFICATES": str(installation.folder / "certs"),
                  "DOCUMENT": str(ROOT / "mappings/isola-bergamasca/examples/usual.json"),
                  "BUNDLE": str(ROOT / "mappings/asst/examples/usual.json")}
        words = ["node", "--test", "--test-reporter=spec", *sys.argv[1:]]
        done = subprocess.run(words, env=os.environ | places, timeout=120)
        installation.keep_metrics()
        stopped, leaks = installation.stop(), installation.leaks()
        if stopped != 0 or leaks:
            sys.exit(f"exit code {stopped} on SIGTERM; personal data in the log: {leaks}")
        return done.returncode
    finally:
        installation.remove()


if __name__ == "__main__":
    sys.exit(main())
