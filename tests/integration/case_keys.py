"""Keys of another store, and files that others may read or change: `serve`, verbs and `check` refuse them, and the
store does not change."""

import json
import os
import secrets

from support.gateway_case import GatewayCase
from support.people import case_file, document, fiscal_code

PATH = "/v1/sources/isola-bergamasca/submissions"


class Keys(GatewayCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.isola = cls.installation.client("isola-bergamasca")
        answer = cls.isola.post(PATH, document(case_file(1)), "application/json")
        assert answer.json()["counts"]["accepted"] == 1, answer.body

    def key(self, name):
        return self.installation.folder / f"keys/{name}.key"

    def put(self, name, content):
        """Another key file until the test ends."""
        path = self.key(name)
        kept = path.read_bytes()
        self.addCleanup(path.write_bytes, kept)
        path.write_bytes(content)

    def faults(self):
        done = self.installation.verb("check", "--json")
        told = json.loads(done.stdout)["faults"]
        self.assertEqual(done.returncode, 1 if told else 0)
        return [fault["message"] for fault in told]

    def assert_refused_everywhere(self, words):
        self.assertIn(words, " ".join(self.faults()))
        for verb in (["import", "--source", "isola-bergamasca", "none.json"], ["quarantine", "list"],
                     ["release", "create", "--period", "2017"]):
            with self.subTest(verb=verb):
                done = self.installation.verb(*verb)
                self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
                self.assertIn(words, done.stdout + done.stderr)

    def test_another_pseudonym_key_is_refused(self):
        self.put("pseudonym", secrets.token_bytes(32))
        self.assert_refused_everywhere("keys.pseudonym is not the key that this store was written with")

    def test_another_sealing_key_is_refused(self):
        self.put("sealing", secrets.token_bytes(32))
        self.assert_refused_everywhere("keys.sealing is not the key that this store was written with")

    def test_a_start_with_another_key_is_refused(self):
        self.installation.stop()
        self.addCleanup(self.installation.start)
        self.put("pseudonym", secrets.token_bytes(32))
        done = self.installation.verb("serve")
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn("keys.pseudonym is not the key", done.stdout + done.stderr)

    def test_a_newer_generation_of_the_sealing_key_is_accepted_and_then_required(self):
        older = self.key("sealing").read_bytes()
        grown = older + secrets.token_bytes(32)
        self.addCleanup(self.key("sealing").write_bytes, grown)
        self.key("sealing").write_bytes(grown)
        self.assertEqual(self.installation.verb("quarantine", "list").returncode, 0)
        self.key("sealing").write_bytes(older)
        done = self.installation.verb("quarantine", "list")
        self.assertEqual(done.returncode, 1)
        self.assertIn("lacks one of its generations", done.stdout + done.stderr)

    def test_keys_init_makes_no_key_for_a_store_that_has_one(self):
        self.addCleanup(self.key("moved").rename, self.key("pseudonym"))
        self.key("pseudonym").rename(self.key("moved"))
        done = self.installation.verb("keys", "init")
        self.assertEqual(done.returncode, 1)
        self.assertIn("restore the key file", done.stderr)
        self.assertFalse(self.key("pseudonym").exists())
        for verb in (["check"], ["quarantine", "list"]):
            with self.subTest(verb=verb):
                done = self.installation.verb(*verb)
                self.assertEqual(done.returncode, 1)
                self.assertIn("restore the key file from its backup", done.stdout + done.stderr)
                self.assertNotIn("keys init", done.stdout + done.stderr)

    def test_invalid_keys_are_refused(self):
        for content, words in ((bytes(32), "the same byte"), (b"", "must hold 32 bytes"),
                               (b"a" * 31, "must hold 32 bytes"), (b"\xff" * 64, "the same byte"),
                               (self.key("sealing").read_bytes(), "the same key")):
            with self.subTest(words=words, size=len(content)):
                kept = self.key("pseudonym").read_bytes()
                self.key("pseudonym").write_bytes(content)
                told = " ".join(self.faults())
                self.key("pseudonym").write_bytes(kept)
                self.assertIn(words, told)

    def test_files_with_unsafe_modes_are_reported(self):
        folder = self.installation.folder
        for name, mode, words in (("certs/server.key", 0o644, "private key"), ("certs/server.key", 0o620, "private key"),
                                  ("clients.yaml", 0o664, "other users can change"),
                                  ("clients.yaml", 0o646, "other users can change"),
                                  ("raccordo.yaml", 0o666, "other users can change"),
                                  ("keys/sealing.key", 0o640, "chmod 600")):
            with self.subTest(name=name, mode=oct(mode)):
                path = folder / name
                kept = path.stat().st_mode & 0o7777
                os.chmod(path, mode)
                told = " ".join(self.faults())
                os.chmod(path, kept)
                self.assertIn(words, told)
        self.assertEqual(self.faults(), [])

    def test_the_person_is_still_found_and_erased_with_the_right_keys(self):
        self.isola.post(PATH, document(case_file(2)), "application/json")
        erased = self.administrator.post_json("/v1/subjects/erase", {"id": fiscal_code(2), "reason": "request 1"})
        self.assertEqual(erased.json()["erased"]["records"], 1, erased.body)
        found = self.administrator.post_json("/v1/subjects/search", {"id": fiscal_code(2), "reason": "request 1"})
        self.assertEqual(found.json()["items"], [])
