"""Rotation of the keys: the same persons, restrictions, erasures and releases afterwards, while the gateway runs, after
kills, and after a restore of a backup from before."""

import json
import os
import resource
import shutil
import subprocess

from support.backup_case import SOURCE, BackupCase
from support.installation import BUILD
from support.people import case_file, document, fiscal_code

PATH = f"/v1/sources/{SOURCE}/submissions"
WAITING = [{"id": "1", "area": "ANZ", "codice": "SAD8", "dal": "2017-03-06", "importo": 120.50}]


class Rotation(BackupCase):
    def setUp(self):
        super().setUp()
        self.sender = self.installation.client(SOURCE)

    def key(self, name):
        return self.home / f"keys/{name}.key"

    def generations(self, name):
        return len(self.key(name).read_bytes()) // 32

    def command(self, key, *options):
        return [str(BUILD / "raccordo"), "keys", "rotate", key, "--json", "--config", str(self.home / "raccordo.yaml"),
                *options]

    def rotate(self, key, *options):
        told = json.loads(self.run_verb("keys", "rotate", key, "--json", *options).stdout)
        if self.installation.process.poll() is None:
            self.wait_until_serving()
        return told

    def is_serving(self):
        try:
            return self.nobody.get("/status").status == 200
        except OSError:
            return False

    def wait_until_serving(self):
        self.eventually(self.is_serving, "the gateway continues")

    def ask(self, act, number):
        return self.administrator.post_json(f"/v1/subjects/{act}", {"id": fiscal_code(number), "reason": "request 1"})

    def found(self, number):
        return [item["state"]["record_id"] for item in self.ask("search", number).json()["items"]]

    def counts(self, *cases):
        answer = self.send_cases(*cases)
        self.assertEqual(answer.status, 201, answer.body)
        return {name: count for name, count in answer.json()["counts"].items() if count and name != "received"}

    def furnish(self):
        """One waits, one is restricted, one was erased as a person and one as a record."""
        self.assertEqual(self.counts(case_file(60, interventi=WAITING)), {"quarantined": 1})
        self.assertEqual(self.ask("restrict", 1).status, 200)
        self.erase_person(2)
        self.assertEqual(self.sender.request("DELETE", f"/v1/sources/{SOURCE}/records/IB-3").status, 204)

    def assert_as_before(self):
        self.assertEqual(self.found(4), ["IB-4"])
        self.assertEqual(self.found(60), ["IB-60"])
        self.assertEqual(self.found(2), [])
        self.assertNotIn("IB-3", self.records())
        answer = self.sender.request("DELETE", f"/v1/sources/{SOURCE}/records/IB-1")
        self.assert_problem(answer, 409, "person-restricted")
        self.assertEqual(self.counts(*map(case_file, range(4, 40))), {"unchanged": 36})
        self.assertEqual(self.counts(case_file(60, interventi=WAITING)), {"quarantined": 1})

    def test_of_both_keys_twice_beside_a_running_gateway(self):
        self.furnish()
        first = self.sender.post(PATH, document(case_file(50)), "application/json", Idempotency_Key="key-50")
        release = self.release("2017")
        for generation in (2, 3):
            with self.subTest(generation=generation):
                told = self.rotate("sealing")
                self.assertEqual((told["generation"], told["continued"], told["unread"]), (generation, False, 0))
                self.assertEqual(told["resealed"], 40)  # 39 accepted, 1 waits
                told = self.rotate("pseudonym")
                self.assertEqual((told["generation"], told["continued"], told["unread"]), (generation, False, 0))
                self.assertEqual((told["persons"], told["waiting"], told["restrictions"]), (39, 1, 1))
                self.assertIsNone(self.installation.process.poll(), "the gateway continued by itself")
                self.assert_as_before()
        again = self.sender.post(PATH, document(case_file(50)), "application/json", Idempotency_Key="key-50")
        self.assertEqual(again.header("idempotency-replayed"), "true")
        self.assertEqual(again.json()["id"], first.json()["id"])
        self.run_verb("release", "verify", release["id"])
        self.run_verb("release", "verify", self.release("2018")["id"])
        self.run_verb("audit", "verify")
        told = self.administrator.get("/v1/audit?action=keys.rotate").json()["items"]
        self.assertEqual([entry["object"] for entry in told], ["pseudonym", "sealing"] * 2)
        self.assertEqual(self.administrator.get("/v1/audit?action=keys.reseal").json()["items"][0]["details"]["rows"],
                         "40")
        self.assertEqual(self.installation.verb("check").returncode, 0)
        self.ask("lift", 1)
        self.assertEqual(self.sender.request("DELETE", f"/v1/sources/{SOURCE}/records/IB-1").status, 204)
        name = f"/v1/audit?object={SOURCE}/IB-1"
        self.assertEqual([each["action"] for each in self.administrator.get(name).json()["items"]], ["record.erase"])

    def test_a_backup_from_before_with_the_journal_of_after(self):
        self.furnish()
        release = self.release("2017")
        self.back_up()
        self.erase_person(5)  # under the pseudonym of the first key
        self.send([70])
        self.assertEqual(self.ask("restrict", 70).status, 200)
        self.rotate("sealing")
        self.rotate("pseudonym")
        self.erase_person(6)  # under that of the second
        self.assertEqual(self.ask("restrict", 7).status, 200)
        self.assertEqual(self.ask("lift", 1).status, 200)
        second = self.release("2018")
        self.lose()
        self.restore()
        self.installation.start()
        self.assertEqual((self.found(5), self.found(6), self.found(4)), ([], [], ["IB-4"]))
        self.assertEqual(self.counts(case_file(4), case_file(60, interventi=WAITING)),
                         {"unchanged": 1, "quarantined": 1})
        self.send([70])
        for number, status in ((1, 204), (7, 409), (70, 409)):
            answer = self.sender.request("DELETE", f"/v1/sources/{SOURCE}/records/IB-{number}")
            self.assertEqual(answer.status, status, (number, answer.body))
        for each in (release, second):
            self.run_verb("release", "verify", each["id"])
        self.assertEqual(self.rotate("pseudonym")["generation"], 3)
        self.assertEqual(self.found(4), ["IB-4"])

    def test_killed_at_any_moment(self):
        self.furnish()
        self.installation.stop()
        for key in ("pseudonym", "sealing"):
            for millis in (10, 20, 30, 40, 60, 90):
                process = subprocess.Popen(self.command(key), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                try:
                    process.wait(millis / 1000)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                self.assertEqual(self.installation.verb("check").returncode, 0, (key, millis))
                self.run_verb("quarantine", "list")
        # A kill after the file was written and before the store was: the store says which key is in force.
        for key in ("pseudonym", "sealing"):
            self.rotate(key)
            self.key(key).write_bytes(self.key(key).read_bytes() + os.urandom(32))
            self.run_verb("quarantine", "list")
            before = self.generations(key)
            told = self.rotate(key)
            self.assertEqual((told["generation"], told["continued"]), (before, True))
        self.installation.start()
        self.assert_as_before()

    def test_refusals_change_nothing(self):
        folder, key = self.home / "keys", self.key("pseudonym")
        before = key.read_bytes()
        if os.geteuid() != 0:
            os.chmod(folder, 0o500)
            self.assertIn("may not write in its folder", self.run_verb("keys", "rotate", "pseudonym", code=1).stderr)
            os.chmod(folder, 0o700)
        os.chmod(key, 0o640)
        self.assertIn("chmod 600", self.run_verb("keys", "rotate", "pseudonym", code=1).stderr)
        os.chmod(key, 0o600)
        self.installation.stop()
        full = subprocess.run(self.command("pseudonym"), capture_output=True, text=True, check=False,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (16, resource.RLIM_INFINITY)))
        self.assertNotEqual(full.returncode, 0, full.stdout)
        self.assertEqual(key.read_bytes(), before)
        self.assertEqual(sorted(file.name for file in folder.iterdir()), ["pseudonym.key", "sealing.key"])
        shutil.move(self.store, self.home / "away")
        self.assertIn("there is no store", self.run_verb("keys", "rotate", "sealing", code=1).stderr)
        shutil.move(self.home / "away", self.store)
        self.installation.start()
        self.assertEqual(self.found(4), ["IB-4"])

    def test_beside_an_import_and_another_rotation(self):
        pipe = self.home / "cases.json"
        os.mkfifo(pipe)
        busy = subprocess.Popen([str(BUILD / "raccordo"), "import", "--source", SOURCE, str(pipe), "--config",
                                 str(self.home / "raccordo.yaml")], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        with open(pipe, "wb") as out:  # returns once the import reads
            refused = self.run_verb("keys", "rotate", "pseudonym", "--wait", "1", code=1)
            self.assertIn("Nothing was changed", refused.stderr)
            self.assertEqual(self.generations("pseudonym"), 1)
            waits = subprocess.Popen(self.command("pseudonym"), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            waits.stderr.readline()  # "Waiting ..."
            self.assertIn("rotated by another program",
                          self.run_verb("keys", "rotate", "sealing", "--wait", "0", code=1).stderr)
            out.write(document(case_file(80), case_file(4)))
        self.assertEqual(busy.wait(60), 0, busy.communicate())
        told, errors = waits.communicate(timeout=100)
        self.assertEqual(waits.returncode, 0, errors)
        self.assertEqual(json.loads(told)["persons"], 41)
        self.wait_until_serving()
        self.assertEqual((self.found(80), self.found(4)), (["IB-80"], ["IB-4"]))
        self.assertEqual(self.counts(case_file(80), case_file(4)), {"unchanged": 2})

    def test_a_gateway_without_its_certificate_goes_on_or_comes_back(self):
        certificate, away, pipe = self.home / "certs/server.pem", self.home / "away.pem", self.home / "case.json"
        shutil.move(certificate, away)
        refused = self.run_verb("keys", "rotate", "sealing", "--wait", "2", code=1)
        self.assertIn("keys-not-rotated", refused.stderr)
        self.assert_log_tells('"event":"keys-not-rotated"')
        self.assertEqual(self.generations("sealing"), 1)
        self.assertEqual(self.nobody.get("/status").status, 200)
        shutil.move(away, certificate)
        # While the rotation waits for an import, the gateway has made way already.
        os.mkfifo(pipe)
        busy = subprocess.Popen([str(BUILD / "raccordo"), "import", "--source", SOURCE, str(pipe), "--config",
                                 str(self.home / "raccordo.yaml")], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        with open(pipe, "wb") as out:
            waits = subprocess.Popen(self.command("sealing"), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            self.assert_log_tells('"event":"stopped"')
            shutil.move(certificate, away)
            out.write(document(case_file(81)))
        self.assertEqual(busy.wait(60), 0, busy.communicate())
        self.assertEqual(waits.wait(100), 0, waits.communicate())
        self.assert_log_tells('"event":"not-serving-again"')
        shutil.move(away, certificate)
        self.wait_until_serving()
        self.assertEqual(self.found(81), ["IB-81"])
