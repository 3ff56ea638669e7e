"""A folder of invented files that a check is run on. Used by test_*.py beside it."""

import tempfile
import unittest
from pathlib import Path

TABLE = """
| folder | what | may include | third party |
|---|---|---|---|
| `gateway/base` | x | – | – |
| `gateway/net` | x | base | `openssl/` in `tls*.cpp`; `zlib.h` in `*.cpp` |
| `gateway/extract` | x | base net/http.hpp | – |
"""


class Tree(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.write("docs/architecture.md", TABLE)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
