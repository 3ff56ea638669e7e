"""Three yearly releases and a correction, each checked with all earlier ones: attackers find nothing in their union,
every one can be rechecked later, and changes in the store are found and named."""

import hashlib
import json
import shutil
import sqlite3
from datetime import date, timedelta

from support.forms import FORMS, cells_of, texts_of
from support.gateway_case import GatewayCase
from support.people import case_file, document
from support.register import Register

YESTERDAY = date.today() - timedelta(days=1)
TO_COME = date.today() + timedelta(days=200)
KEY = hashlib.sha256(b"case_ledger").digest()
LARGE_PRIME = 1_000_000_007
MONTH = 31 * 24 * 3600 * 1_000_000


class Ledger(GatewayCase):
    more_configuration = f"""release: {{revisions: ["{YESTERDAY}", "{TO_COME}"]}}
catalog:
  enabled: true
  publisher: Ambito di Esempio
  rights_holder: Ambito di Esempio
  ipa_code: esempio_01
  contact: dati@esempio.it
  licence: CC-BY-4.0
"""

    @classmethod
    def prepare(cls):
        """A release depends on the pseudonym key and on the random keys of persons. Both are the same in every run,
        because with some of them the correction is refused because of earlier releases."""
        (cls.installation.folder / "keys/pseudonym.key").write_bytes(KEY)
        cls.show_comuni_alone()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sender = cls.installation.client("isola-bergamasca")
        cls.register = Register(seed=1)
        cls.releases, cls.folders = [], []
        cls.send(cls.few())
        for year, joiners, leavers, again in ((2015, 1000, 0, 0), (2016, 200, 100, 200), (2017, 200, 100, 200)):
            cls.send(cls.register.year(year, joiners, leavers, again))
            if year == 2015:
                cls.before_the_first = cls.copy_of_the_store("first")
            if year == 2017:
                cls.before_the_last = cls.copy_of_the_store("before")
            cls.release(str(year))
        cls.too_early = cls.administrator.post_json("/v1/releases", {"period": "2016"})
        cls.age("2017")
        cls.send(cls.register.correction(2017, 40))
        cls.release("2017")
        cls.too_late = cls.administrator.post_json("/v1/releases", {"period": "2017"})

    @staticmethod
    def few():
        """Too few persons to be shown, of Comuni and services."""
        groups = (("016009", "ANZ", "SAD", 3), ("016031", "ANZ", "SAD", 2), ("016170", "MIN", "CAG", 3),
                  ("016030", "MIN", "NIDO", 2), ("016034", "MIN", "CRD", 2))
        cases = []
        for place, area, code, persons in groups:
            service = [{"id": "1", "area": area, "codice": code, "dal": "2015-03-02"}]
            cases += [case_file(5000 + len(cases) + number, comune=place, apertura="2015-03-02", interventi=service)
                      for number in range(persons)]
        return document(*cases)

    @classmethod
    def send(cls, body):
        answer = cls.sender.post("/v1/sources/isola-bergamasca/submissions", body, "application/json")
        counts = answer.json()["counts"]
        if counts["received"] != counts["accepted"]:
            raise AssertionError(f"not all cases were accepted: {answer.body[:2000]}")
        cls.write("UPDATE persons SET random_key = no * ?", LARGE_PRIME)

    @classmethod
    def release(cls, period):
        ordered = cls.administrator.post_json("/v1/releases", {"period": period})
        release = cls.wait_for(cls(), cls.ats, ordered.header("location"),
                               lambda answer: answer.json()["state"] != "RUNNING").json()
        if release["state"] != "DONE":
            raise AssertionError(f"the release of {period} was refused: {release['reason']}")
        cls.releases.append(release)
        cls.folders.append(cls.export(release["id"], "json-stat"))

    @classmethod
    def export(cls, release, form, **options):
        folder = cls.installation.folder / f"{release}-{form}"
        cls.installation.verb("release", "export", release, "--format", form, "--out", folder, **options)
        return folder

    @classmethod
    def age(cls, period):
        """Dates the release back by a month."""
        cls.write("UPDATE releases SET created_at = created_at - ? WHERE period = ?", MONTH, period)

    @classmethod
    def write(cls, statement, *values):
        with sqlite3.connect(cls.installation.folder / "store/raccordo.db") as store:
            store.execute(statement, values)
        store.close()

    @classmethod
    def copy_of_the_store(cls, name):
        """Another installation of the same files, keys and store: its configuration."""
        home, copy = cls.installation.folder, cls.installation.folder / name
        (copy / "store").mkdir(parents=True)
        for each in ("certs", "keys", "mappings"):
            shutil.copytree(home / each, copy / each)
        for each in ("raccordo.yaml", "clients.yaml"):
            shutil.copy(home / each, copy / each)
        with sqlite3.connect(home / "store/raccordo.db") as store, sqlite3.connect(copy / "store/raccordo.db") as to:
            store.backup(to)
        store.close()
        to.close()
        return copy / "raccordo.yaml"

    def another(self, name, original=None):
        """A new copy of a copy that is never changed."""
        original = original or self.before_the_last
        shutil.copytree(original.parent, self.installation.folder / name)
        return self.installation.folder / name / "raccordo.yaml"

    def verify(self, release, config=None):
        done = self.installation.verb("release", "verify", release, "--json", config=config)
        return done.returncode, json.loads(done.stdout)

    def attack(self, *folders):
        done = self.installation.program(*folders, name="attack_release")
        self.assertEqual(done.returncode, 0, done.stdout[-3000:] + done.stderr)
        self.assertIn("\n0 breaches\n", done.stdout)
        return done.stdout

    def test_releases_have_their_ledger_position(self):
        self.assertEqual([each["ledger"]["row"] for each in self.releases], [1, 2, 3, 4])
        self.assertEqual(len({each["ledger"]["hash"] for each in self.releases}), 4)
        self.assertEqual([each["revision"] for each in self.releases], [0, 0, 0, 1])
        self.assertEqual([each.get("revision_date") for each in self.releases], [None, None, None, str(YESTERDAY)])

    def test_releases_reveal_nothing_alone_or_together(self):
        told = self.attack(*self.folders)
        self.assertIn("union of 3 periods", told)
        self.assertIn("differences: 0 breaches", told)

    def test_all_releases_verify_with_the_newest_evidence(self):
        for release in self.releases:
            code, found = self.verify(release["id"])
            self.assertEqual((code, found["intact"], found["breaches"], found["unchecked"]), (0, True, [], []))
            self.assertEqual((found["ledger_rows"], found["ledger_row"]), (4, release["ledger"]["row"]))
            self.assertGreater(found["certificates"], 0)

    def test_every_format_shows_the_same_cells(self):
        for release in self.releases:
            folders = {form: self.export(release["id"], form) for form in FORMS}
            for table in release["tables"]:
                with self.subTest(release=release["period"], table=table["id"]):
                    cells = {form: cells_of(folders[form], table["id"], form) for form in FORMS}
                    for form in FORMS:
                        self.assertEqual(cells[form], cells["json-stat"], form)
                    hidden = cells["csv"].count(None)
                    self.assertEqual((len(cells["csv"]), hidden), (table["cells"], table["hidden"]))
                    self.assertAlmostEqual(table["share_hidden"], hidden / table["cells"], places=3)

    def test_every_format_has_or_links_the_guarantee(self):
        release = self.releases[3]
        folders = {form: self.export(release["id"], form) for form in FORMS}
        for table in release["tables"]:
            cube = json.loads((folders["json-stat"] / f"{table['id']}.json").read_text())
            self.assertEqual(cube["extension"]["guarantee"], release["guarantee"])
            self.assertIn(release["guarantee"], texts_of(folders["xlsx"], table["id"]))
        for form in ("csv", "sdmx-csv"):
            self.assertIn(release["guarantee"], (folders[form] / "release.txt").read_text())

    def test_open_releases_list_the_newest_revision_first(self):
        for release in self.releases[2:]:
            published = self.administrator.post_json(f"/v1/releases/{release['id']}/publish", {})
            self.assertEqual(published.status, 200, published.body)
        graph = self.nobody.get("/catalog").json()["@graph"]
        datasets = [node for node in graph if "dcatapit:Dataset" in node["@type"]]
        self.assertEqual(len(datasets), 2 * len(self.releases[3]["tables"]))
        half = len(datasets) // 2
        self.assertEqual({node.get("owl:versionInfo") for node in datasets[:half]}, {str(YESTERDAY)})
        self.assertEqual({node.get("owl:versionInfo") for node in datasets[half:]}, {None})
        self.assertEqual({node["dct:provenance"]["rdfs:label"] for node in datasets}, {self.releases[3]["guarantee"]})
        for release in self.releases[2:]:
            told = self.nobody.get(f"/open/releases/{release['id']}").json()
            self.assertEqual((told.get("revision_date"), told["ledger"]),
                             (release.get("revision_date"), release["ledger"]))

    def test_a_correction_is_released_once_from_its_date_on(self):
        problem = self.assert_problem(self.too_early, 409, "period-released")
        self.assertIn(str(TO_COME), problem["detail"])
        problem = self.assert_problem(self.too_late, 409, "period-released")
        self.assertIn(f"revision of {YESTERDAY}", problem["detail"])
        listed = self.installation.verb("release", "list").stdout
        self.assertIn(f"period 2017, revision of {YESTERDAY}", listed)
        self.assertNotEqual(self.releases[2]["digest"], self.releases[3]["digest"])

    def test_the_same_store_and_key_give_the_same_bytes(self):
        digests = set()
        for name in ("once", "twice"):
            config = self.another(name)
            done = self.installation.verb("release", "create", "--period", "2017", "--json", config=config)
            digests.add(json.loads(done.stdout)["digest"])
        self.assertEqual(digests, {self.releases[2]["digest"]})

    def released_with_another_key(self, number):
        """The release of 2015 from the same store under a key of these bytes; and its configuration."""
        config = self.another(f"otherwise-{number}", self.before_the_first)
        key = config.parent / "keys/pseudonym.key"
        key.unlink()
        key.touch(mode=0o600)
        key.write_bytes(bytes(range(number, number + 32)))
        # The store is bound to its key. The binding is not an input of a release.
        with sqlite3.connect(config.parent / "store/raccordo.db") as store:
            store.execute("DELETE FROM key_checks WHERE name = 'pseudonym'")
            store.execute("DELETE FROM identities")
        store.close()
        done = self.installation.verb("release", "create", "--period", "2015", "--json", config=config)
        return json.loads(done.stdout), config

    def test_another_key_gives_the_same_guarantee(self):
        other, config = self.released_with_another_key(1)
        self.assertEqual((other["state"], other["guarantee"]), ("DONE", self.releases[0]["guarantee"]))
        self.assertTrue(self.verify(other["id"], config)[1]["intact"])
        self.attack(self.export(other["id"], "json-stat", config=config))

    def edit(self, config, *statements):
        with sqlite3.connect(config.parent / "store/raccordo.db") as store:
            for name in ("ledger_keeps_rows", "ledger_keeps_words", "ledger_grows_in_order"):
                store.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                store.execute(statement)
        store.close()

    def test_changes_in_the_store_are_found_and_named(self):
        first, second = (each["id"] for each in self.releases[:2])
        for name, statement, release, row, message in (
                ("row", "UPDATE ledger SET period = '1999' WHERE seq = 1", None, 1, "hash does not fit"),
                ("gone", "DELETE FROM ledger WHERE seq = 2", second, None, "The ledger has no row"),
                ("place", "UPDATE ledger SET seq = 1 - seq", None, 1, "missing"),
                ("evidence", "UPDATE evidence SET sealed = substr(sealed, 1, 1000)", second, 2, "was changed"),
                ("digest", f"UPDATE releases SET digest = 'x' WHERE id = '{first}'", first, 1, "another digest")):
            with self.subTest(name):
                config = self.another(name)
                self.edit(config, statement)
                code, found = self.verify(first, config)
                self.assertEqual((code, found["intact"]), (1, False))
                named = [(each.get("release"), each.get("ledger_row")) for each in found["breaches"]
                         if message in each["message"]]
                self.assertIn((release, row), named, found["breaches"])
                text = self.installation.verb("release", "verify", first, config=config).stdout
                self.assertIn("is broken. Do not use it", text)

    def test_no_release_on_a_broken_ledger(self):
        config = self.another("broken")
        self.edit(config, "UPDATE ledger SET period = '1999' WHERE seq = 1")
        done = self.installation.verb("release", "create", "--period", "2017", "--json", config=config)
        self.assertEqual((done.returncode, json.loads(done.stdout)["state"]), (1, "REFUSED"))
        self.assertIn("row 1", json.loads(done.stdout)["reason"])

    def test_without_its_key_the_evidence_is_reported_as_unchecked(self):
        config = self.another("keyless")
        shutil.rmtree(config.parent / "keys")
        code, found = self.verify(self.releases[0]["id"], config)
        self.assertEqual((code, found["intact"], found["breaches"]), (1, False, []))
        self.assertIn("sealing.key", found["unchecked"][0])
        said = self.installation.verb("release", "verify", self.releases[0]["id"], config=config).stdout
        self.assertIn("not checked: The certificates", said)

    def test_every_act_is_audited(self):
        with sqlite3.connect(self.installation.folder / "store/raccordo.db") as store:
            acts = store.execute("SELECT actor, object, details FROM audit WHERE action = 'release.create' "
                                 "ORDER BY seq").fetchall()
        store.close()
        self.assertEqual([object_ for _, object_, _ in acts], [each["id"] for each in self.releases])
        for (actor, _, details), release in zip(acts, self.releases):
            self.assertEqual(actor, "administrator")
            self.assertEqual(json.loads(details)["ledger_hash"], release["ledger"]["hash"])
            self.assertEqual(len(release["audit_head"]["hash"]), 64)
        done = self.installation.verb("audit", "verify")
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_releases_are_logged_without_counts(self):
        told = [json.loads(line) for line in self.installation.log.read_text().splitlines() if '"release-' in line]
        self.assertGreaterEqual(len(told), 8)
        for line in told:
            self.assertLessEqual(set(line), {"time", "level", "event", "client", "release", "period", "state", "reason"})
            if line["event"] == "release-ended":
                self.assertRegex(line["reason"], "^digest [0-9a-f]{64}$")
