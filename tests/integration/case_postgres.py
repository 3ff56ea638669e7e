"""The gateway on a store in PostgreSQL: set up with two roles, used, cut off, and refused where it must be."""

import secrets

from support.installation import ROOT
from support.people import case_file, document, fiscal_code
from support.postgres_case import PATH, SCHEMA_COPY, PostgresCase


class Postgres(PostgresCase):
    def test_records_are_stored_once_and_found_after_a_restart(self):
        answer = self.sender.post(PATH, document(case_file(500), case_file(501)), "application/json",
                                  Idempotency_Key="pg-500")
        self.assertEqual(answer.status, 201, answer.body)
        self.assertEqual(answer.json()["counts"]["accepted"], 2)
        again = self.sender.post(PATH, document(case_file(500), case_file(501)), "application/json",
                                 Idempotency_Key="pg-500")
        self.assertEqual(again.header("idempotency-replayed"), "true")
        self.assertEqual(self.installation.stop(), 0)
        self.installation.start()
        self.assertEqual(self.sender.get(answer.header("location")).json(), answer.json())
        self.assertEqual(self.sender.get("/v1/sources/isola-bergamasca/records/IB-500").status, 200)
        self.assertEqual(self.count("records WHERE record_id IN ('IB-500', 'IB-501')"), 2)

    def test_documents_of_every_format_are_stored(self):
        for source, name, media_type in (("treviglio", "usual.csv", "text/csv"), ("bergamo", "usual.csv", "text/csv"),
                                         ("health-portal", "all-phases.xml", "application/xml"),
                                         ("isola-bergamasca", "usual.json", "application/json")):
            with self.subTest(source):
                body = (ROOT / "mappings" / source / "examples" / name).read_bytes()
                answer = self.installation.client(source).post(f"/v1/sources/{source}/submissions", body, media_type)
                self.assertEqual(answer.status, 201, answer.body)
                self.assertGreater(answer.json()["counts"]["accepted"], 0)

    def test_other_keys_are_refused(self):
        key = self.installation.folder / "keys/pseudonym.key"
        right = key.read_bytes()
        self.addCleanup(key.write_bytes, right)
        key.write_bytes(secrets.token_bytes(32))
        for verb in (("check",), ("quarantine", "list")):
            done = self.installation.verb(*verb)
            self.assertEqual(done.returncode, 1, f"{verb}: {done.stdout}{done.stderr}")
            self.assertIn("keys.pseudonym is not the key that this store was written with", done.stdout + done.stderr)

    def test_a_stopped_database_is_told_and_nothing_acknowledged_is_lost(self):
        first = self.sender.post(PATH, document(case_file(510)), "application/json")
        self.assertEqual(first.status, 201, first.body)
        self.server.stop()
        try:
            cut = self.sender.post(PATH, document(case_file(511)), "application/json", Idempotency_Key="pg-511")
            self.assert_problem(cut, 503, "unavailable")
            self.assertGreater(int(cut.header("retry-after")), 0)
            self.assertNotIn("host=", cut.body.decode())
            self.assertEqual(self.sender.get(first.header("location")).status, 503)
            told = self.wait_for(self.nobody, "/status", lambda answer: answer.status == 503)
            self.assertIn("database", told.body.decode())
        finally:
            self.server.start()
        self.assertEqual(self.sender.get(first.header("location")).json(), first.json())
        self.wait_for(self.nobody, "/status", lambda answer: answer.status == 200)
        again = self.sender.post(PATH, document(case_file(511)), "application/json", Idempotency_Key="pg-511")
        self.assertEqual(again.status, 201, again.body)
        self.assertEqual(self.count("records WHERE record_id = 'IB-511'"), 1)

    def test_sessions_that_are_ended_are_replaced(self):
        self.server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'raccordo_run'")
        answer = self.sender.post(PATH, document(case_file(520)), "application/json")
        self.assertEqual(answer.status, 201, answer.body)
        self.assertEqual(self.sender.get(answer.header("location")).status, 200)

    def test_a_second_gateway_is_refused_wherever_it_runs(self):
        other = self.other_configuration(self.server.conninfo())  # its own files: as on another machine
        done = self.installation.verb("serve", config=other)
        told = done.stdout + done.stderr
        self.assertEqual(done.returncode, 1, told)
        self.assertIn("is in use by another `raccordo serve`", told)
        self.assertIn(f"process {self.installation.process.pid} on ", told)

    def test_an_older_copy_is_refused_until_accepted_and_brings_no_erased_person_back(self):
        self.assertEqual(self.sender.post(PATH, document(case_file(530), case_file(531)), "application/json").status, 201)
        self.installation.stop()
        self.server.sql("CREATE DATABASE kept TEMPLATE raccordo", "postgres")
        self.installation.start()
        erased = self.administrator.post_json("/v1/subjects/erase", {"id": fiscal_code(530), "reason": "request 1"})
        self.assertEqual(erased.status, 200, erased.body)
        self.assertEqual(self.sender.request("DELETE", "/v1/sources/isola-bergamasca/records/IB-531").status, 204)
        self.installation.stop()
        self.server.sql("DROP DATABASE raccordo", "postgres")
        self.server.sql("ALTER DATABASE kept RENAME TO raccordo", "postgres")
        self.assertEqual(self.count("records WHERE record_id IN ('IB-530', 'IB-531')"), 2)
        told = self.installation.verb("serve")
        self.assertEqual(told.returncode, 1)
        self.assertIn("older copy", told.stdout + told.stderr)
        self.installation.start("--accept-older-store", "restored by the operator")
        entry, = self.administrator.get("/v1/audit?action=store.catch-up").json()["items"]
        self.assertNotIn("lost", entry["details"])
        self.assertEqual(self.count("records WHERE record_id IN ('IB-530', 'IB-531')"), 0)

    def test_a_connection_to_an_older_state_is_refused_while_it_runs(self):
        self.installation.stop()
        self.server.sql("CREATE DATABASE lagging TEMPLATE raccordo", "postgres")
        self.installation.start()
        self.assertEqual(self.sender.post(PATH, document(case_file(540)), "application/json").status, 201)
        self.swap("raccordo", "ahead", "lagging")
        try:
            answer = self.sender.post(PATH, document(case_file(541)), "application/json")
            self.assert_problem(answer, 503, "unavailable")
            told = self.wait_for(self.nobody, "/status", lambda answer: answer.status == 503)
            self.assertIn("store-unhealthy", told.body.decode())
            self.assertNotEqual(self.sender.get("/v1/sources/isola-bergamasca/records/IB-1").status, 200)
            self.assertEqual(self.count("records WHERE record_id IN ('IB-540', 'IB-541')"), 0)
        finally:
            self.swap("raccordo", "lagging", "ahead")
        self.wait_for(self.nobody, "/status", lambda answer: answer.status == 200)
        self.assertEqual(self.sender.get("/v1/sources/isola-bergamasca/records/IB-540").status, 200)

    def test_verbs_work_beside_the_gateway(self):
        for verb in (("audit", "verify"), ("release", "list"), ("check",)):
            done = self.installation.verb(*verb)
            self.assertEqual(done.returncode, 0, f"{verb}: {done.stdout}{done.stderr}")
        told = self.installation.verb("doctor").stdout
        self.assertIn("the database's own backups are not examined here", told)
        self.assertNotIn("X WRONG", told)

    def test_with_the_rights_of_the_gateway_a_backup_is_made_and_no_restore_over_it(self):
        self.assertEqual(self.sender.post(PATH, document(case_file(570)), "application/json").status, 201)
        made = self.installation.verb("backup", "b.raccordo")
        self.assertEqual(made.returncode, 0, made.stdout + made.stderr)
        self.assertEqual(self.installation.verb("backup", "verify", "b.raccordo").returncode, 0)
        self.assertIn("The last backup was made on", self.installation.verb("doctor").stdout)
        done = self.installation.verb("restore", "b.raccordo", "--reason", "a test of it")
        self.assertEqual(done.returncode, 1)
        self.assertIn("is in use by another", done.stdout + done.stderr)
        self.assertEqual(self.sender.get("/v1/sources/isola-bergamasca/records/IB-570").status, 200)

    def test_what_is_wrong_with_a_database_is_said_and_what_to_do(self):
        self.refused("host=/nowhere dbname=raccordo user=raccordo_run password=segretissimo", "no connection to PostgreSQL")
        self.refused(self.server.conninfo(role="nobody_at_all"), "role \"nobody_at_all\" does not exist")
        self.refused(self.server.conninfo("none"), "database \"none\" does not exist")

    def test_rights_schema_and_keys_are_checked_before_anything_is_written(self):
        self.make_database("empty")
        self.refused(self.server.conninfo("empty"), "may not create tables", "docs/storage.md")
        self.make_database("newer")
        self.server.file(self.schema_copy / SCHEMA_COPY, "newer", "raccordo_owner")
        self.server.sql("REVOKE INSERT ON records FROM raccordo_run", "newer", "raccordo_owner")
        self.refused(self.server.conninfo("newer"), "may not write records")
        self.server.sql("UPDATE store_schema SET version = 99", "newer", "raccordo_owner")
        self.refused(self.server.conninfo("newer"), "schema version 99")
        self.make_database("foreign_tables")
        self.server.sql("CREATE TABLE invoices (no integer)", "foreign_tables", "raccordo_owner")
        self.refused(self.server.conninfo("foreign_tables", "raccordo_owner"), "tables of another program")
        self.server.sql("ALTER ROLE raccordo_owner SET default_transaction_read_only = on", "postgres")
        self.refused(self.server.conninfo(role="raccordo_owner"), "read only")
        self.server.sql("ALTER ROLE raccordo_owner RESET default_transaction_read_only", "postgres")
