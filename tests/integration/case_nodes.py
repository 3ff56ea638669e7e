"""Two gateways on one database are one: any of them answers anything, and what one has acknowledged the other knows."""

import json
import signal
import threading

from support.nodes_case import RECORDS, NodesCase
from support.people import case_file, document, fiscal_code
from support.postgres_case import PATH

TABLE = "isola-bergamasca/intervention"
MANY = 3_000


class Nodes(NodesCase):
    def test_each_node_reads_what_the_other_stored(self):
        for number, (writer, reader) in enumerate((self.senders, self.senders[::-1]), 100):
            answer = self.send(writer, case_file(number))
            self.assertEqual(answer.status, 201, answer.body)
            self.assertEqual(reader.get(f"{RECORDS}/IB-{number}").status, 200)
            self.assertEqual(reader.get(answer.header("location")).json(), answer.json())

    def test_a_record_sent_to_both_at_once_is_stored_once(self):
        for number in range(110, 130):
            answers = self.both(lambda sender, _, number=number: self.send(sender, case_file(number)))
            counts = [answer.json()["counts"] for answer in answers]
            self.assertEqual(sum(each["accepted"] for each in counts), 1, counts)
            self.assertEqual(sum(each["unchanged"] for each in counts), 1, counts)
        self.assertEqual(self.count("records WHERE record_id >= 'IB-110' AND record_id < 'IB-130'"), 20)
        self.assertEqual(self.count("(SELECT seq FROM submissions GROUP BY seq HAVING count(*) > 1) AS twice"), 0)
        for node in self.nodes:
            done = node.verb("audit", "verify")
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_a_key_used_at_one_node_is_known_to_the_other(self):
        first = self.send(self.senders[0], case_file(140), Idempotency_Key="node-140")
        self.assertEqual(first.status, 201, first.body)
        again = self.send(self.senders[1], case_file(140), Idempotency_Key="node-140")
        self.assertEqual(again.header("idempotency-replayed"), "true")
        self.assertEqual(again.json(), first.json())
        other = self.send(self.senders[1], case_file(141), Idempotency_Key="node-140")
        self.assert_problem(other, 422, "idempotency-mismatch")

    def test_a_key_used_at_both_at_once_is_used_once(self):
        for number in range(150, 170):
            keys, sent = self.count("idempotency_keys"), self.count("submissions")
            answers = self.both(lambda sender, _, number=number: self.send(sender, case_file(number),
                                                                           Idempotency_Key=f"both-{number}"))
            fresh = [each for each in answers if each.status == 201 and each.header("idempotency-replayed") is None]
            self.assertEqual(len(fresh), 1, [each.body for each in answers])
            self.assertEqual((self.count("idempotency_keys"), self.count("submissions")), (keys + 1, sent + 1))

    def test_documents_taken_in_by_one_node_are_in_the_database_and_done_once(self):
        submissions = [self.take_in(sender, *(case_file(number) for number in range(first, first + 40)))
                       for first, sender in zip((200, 300), self.senders)]
        for submission in submissions:
            receipts = [self.receipt(sender, submission) for sender in self.senders]
            self.assertEqual(receipts[0], receipts[1])
            self.assertEqual(receipts[0]["counts"]["accepted"], 40)
        self.eventually(lambda: self.count("spool_chunks") + self.count("spool_bodies") == 0, "no body is left")
        for node in self.nodes:
            self.assertEqual(list((node.folder / "store/spool").iterdir()), [])

    def test_status_metrics_and_the_verb_name_all_nodes(self):
        for node, name in zip(self.nodes, ("first", "second")):
            both = [{"node": "first", "live": True}, {"node": "second", "live": True}]
            status = self.wait_for(node.client(), "/status", lambda answer: answer.json().get("nodes") == both).json()
            self.assertEqual(status["node"], name)
            self.assertIn('raccordo_node_live{node="second"} 1', node.admin("/metrics").body.decode())
        listed = json.loads(self.other.verb("nodes", "list", "--json").stdout)["items"]
        self.assertEqual([(each["node"], each["live"]) for each in listed], [("first", True), ("second", True)])
        self.assertIn("first  live", self.other.verb("nodes", "list").stdout)
        refused = self.other.verb("nodes", "forget", "first", "--reason", "a test of it")
        self.assertEqual(refused.returncode, 1)
        self.assertIn("the node is live", refused.stdout + refused.stderr)

    def test_the_same_name_and_a_gateway_that_is_to_serve_alone_are_refused(self):
        told = self.serve_with(("node: second", "node: first"))
        self.assertIn("with the same name, node first", told)
        self.assertIn(f"process {self.installation.process.pid} on ", told)
        self.assertIn("is in use by another `raccordo serve`", self.serve_with((", nodes: several", "")))

    def serve_with(self, *changes):
        """What `serve` says that is refused with a changed configuration of the second node, with files of its own."""
        text = (self.other.folder / "raccordo.yaml").read_text().replace("files: store", "files: elsewhere")
        for before, now in changes:
            text = text.replace(before, now)
        changed = self.other.folder / "changed.yaml"
        changed.write_text(text)
        done = self.other.verb("serve", config=changed)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def test_keys_are_not_rotated_under_another_node(self):
        key = self.other.folder / "keys/sealing.key"
        before = key.read_bytes()
        done = self.other.verb("keys", "rotate", "sealing")
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("other nodes use the store", done.stdout + done.stderr)
        self.assertEqual(key.read_bytes(), before)
        self.eventually(self.other_works, "the node serves again")

    def other_works(self):
        try:
            return self.other.client().get("/status").status == 200
        except OSError:  # it makes way for the rotation
            return False

    def test_a_release_made_at_one_node_is_served_and_verified_by_the_other(self):
        administrator = self.other.client("administrator")
        ordered = administrator.post_json("/v1/releases", {"period": "2017", "note": "by the second node"})
        self.assertEqual(ordered.status, 202, ordered.body)
        release = ordered.json()["id"]
        done = self.wait_for(self.ats, f"/v1/releases/{release}", lambda answer: answer.json()["state"] != "RUNNING").json()
        self.assertEqual(done["state"], "DONE", done)
        self.assert_problem(self.administrator.post_json("/v1/releases", {"period": "2017"}), 409, "period-released")
        for node in self.nodes:
            verified = node.verb("release", "verify", release)
            self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)


class TablesInForce(NodesCase):
    def activate_a_new_version(self, code):
        anna, bruno = self.installation.client("anna"), self.other.client("bruno")
        answer = anna.get(f"/v1/tables/{TABLE}", Accept="text/csv")
        target = answer.body.decode().splitlines()[1].split(",")[2]
        text = answer.body.decode() + f"{code},Nuova voce,{target},equivalent,APPROVED,,,\n"
        saved = anna.request("PUT", f"/v1/tables/{TABLE}", text.encode(),
                             {"Content-Type": "text/csv", "If-Match": answer.header("etag")})
        self.assertEqual(saved.status, 200, saved.body)
        version = saved.json()["version"]
        for client, step, status in ((anna, "submit", 200), (bruno, "approve", 200), (bruno, "activate", 202)):
            done = client.post_json(f"/v1/tables/{TABLE}/{step}", {"version": version})
            self.assertEqual(done.status, status, done.body)
        return version

    def test_no_record_is_mapped_by_the_former_table_after_the_answer(self):
        for round_of in range(3):
            stop, sent, failures = threading.Event(), [[], []], []

            def keep_sending(at, number, stop=stop, sent=sent, failures=failures):
                sender = self.nodes[at].client("isola-bergamasca")
                while not stop.is_set():
                    answer = self.send(sender, case_file(number))
                    if answer.status != 201:
                        failures.append(answer.body)
                        return
                    sent[at].append(answer.json()["mapping_versions"]["intervention"])
                    number += 1

            threads = [threading.Thread(target=keep_sending, args=(at, 1000 + 1000 * round_of + 500 * at)) for at in (0, 1)]
            for thread in threads:
                thread.start()
            self.eventually(lambda sent=sent: min(map(len, sent)) > 5, "both nodes take records")
            version = self.activate_a_new_version(f"NEW-{round_of}")
            # In force for what is sent from now on, at both nodes.
            for at, sender in enumerate(self.senders):
                answer = self.send(sender, case_file(4900 + 10 * round_of + at))
                self.assertEqual(answer.json()["mapping_versions"]["intervention"], version)
            stop.set()
            for thread in threads:
                thread.join()
            self.assertEqual(failures, [])
            self.assertTrue(all(each == sorted(each) for each in sent), "never back to the former table")
            self.assertEqual(self.count("overtaken"), 0)
            # In the order of commits: none by the former table behind the first by the new one.
            newest = f"mapping_versions LIKE '%\"intervention\":{version}%'"
            self.assertEqual(self.count(f"submissions WHERE source = 'isola-bergamasca' AND seq > (SELECT min(seq) FROM "
                                        f"submissions WHERE {newest}) AND NOT ({newest})"), 0)

    def test_a_document_in_work_goes_on_with_the_new_table(self):
        submission = self.take_in(self.senders[1], *(case_file(number) for number in range(MANY)))
        self.eventually(lambda: self.count("records") > 0, "some of it is stored")
        version = self.activate_a_new_version("NEW-BODY")
        receipt = self.receipt(self.senders[0], submission)
        self.assertEqual(receipt["counts"]["received"], MANY)
        self.assertEqual(receipt["mapping_versions"]["intervention"], version)
        self.assertEqual(self.count("overtaken"), 0)


class Losses(NodesCase):
    def test_a_document_of_a_killed_node_is_done_by_the_other(self):
        submission = self.take_in(self.senders[0], *(case_file(number) for number in range(MANY)))
        self.installation.kill()
        try:
            receipt = self.receipt(self.senders[1], submission)
            self.assertEqual((receipt["state"], receipt["counts"]["received"]), ("COMPLETED", MANY))
            self.assertEqual(self.count(f"submissions WHERE id = '{submission}' AND state = 1"), 1)
        finally:
            self.installation.start()
        self.assertEqual(self.senders[0].get(f"{RECORDS}/IB-{MANY - 1}").status, 200)

    def test_a_frozen_node_is_replaced_and_changes_nothing_when_it_goes_on(self):
        cases = (case_file(number, aggiornata="2017-05-03T09:00:00Z") for number in range(MANY))
        submission = self.take_in(self.senders[0], *cases)
        self.installation.process.send_signal(signal.SIGSTOP)
        try:
            single = None
            for _ in range(200):  # until the server has ended the transaction of the frozen node
                single = self.send(self.senders[1], case_file(5800))
                if single.status == 201:
                    break
            self.assertEqual(single.status, 201, single.body)
            receipt = self.receipt(self.senders[1], submission)
            self.assertEqual(receipt["state"], "COMPLETED")
            self.assertEqual(receipt["counts"]["received"], MANY)
            self.eventually(lambda: self.live() == {"first": False, "second": True}, "the frozen node is not live")
        finally:
            self.installation.process.send_signal(signal.SIGCONT)
        self.wait_for(self.installation.client(), "/status", lambda answer: answer.status == 200)
        answer = self.send(self.senders[0], case_file(5801))
        self.assertEqual(answer.status, 201, answer.body)
        self.assertEqual(self.senders[0].get(f"/v1/submissions/{submission}").json()["counts"], receipt["counts"])
        self.assertEqual(self.count(f"submissions WHERE id = '{submission}' AND state = 1"), 1)
        verified = self.other.verb("audit", "verify")
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)

    def live(self):
        listed = self.other.verb("nodes", "list", "--json")
        return {each["node"]: each["live"] for each in json.loads(listed.stdout)["items"]}

    def test_an_erasure_at_one_node_is_in_the_journals_of_both(self):
        self.assertEqual(self.send(self.senders[0], case_file(5810)).status, 201)
        erased = self.administrator.post_json("/v1/subjects/erase", {"id": fiscal_code(5810), "reason": "request 1"})
        self.assertEqual(erased.status, 200, erased.body)
        self.assertGreater(self.count("keepsakes"), 0, "the second node has not written it yet")
        self.assertEqual(self.other.stop(), 0)
        self.other.start()
        self.eventually(lambda: self.count("keepsakes") == 0, "both journals have it")
        journals = [(node.folder / "store/journal/acts").read_text().splitlines() for node in self.nodes]
        self.assertEqual(journals[0][-1].split()[0], journals[1][-1].split()[0])

    def test_both_nodes_are_started_again_under_load_and_nothing_is_lost(self):
        stop, acknowledged, numbers = threading.Event(), [], iter(range(2_000_000, 3_000_000))
        lock = threading.Lock()

        def keep_sending(at):
            """With its key, to one node and then to the other, until it is acknowledged."""
            while not stop.is_set():
                with lock:
                    number = next(numbers)
                case = case_file(number % 5_000, id=f"ROLL-{number}")
                for attempt in range(2_000):
                    try:
                        sender = self.nodes[(at + attempt) % 2].client("isola-bergamasca")
                        answer = sender.post(PATH, document(case), "application/json", Idempotency_Key=f"roll-{number}")
                    except OSError:
                        continue
                    if answer.status == 201:
                        acknowledged.append(f"ROLL-{number}")
                        break

        threads = [threading.Thread(target=keep_sending, args=(at,)) for at in (0, 1)]
        for thread in threads:
            thread.start()
        try:
            for node in (*self.nodes, *self.nodes):
                before = len(acknowledged)
                self.eventually(lambda before=before: len(acknowledged) > before + 10, "records are taken")
                self.assertEqual(node.stop(), 0)
                before = len(acknowledged)
                still = self.nodes[0] if node is self.other else self.other
                while len(acknowledged) <= before + 3:
                    self.pause_of(still)
                node.start()
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        self.assertEqual(len(set(acknowledged)), len(acknowledged))
        stored = self.server.sql("SELECT record_id FROM records WHERE record_id LIKE 'ROLL-%'")
        self.assertEqual(set(acknowledged) - set(stored), set())
        self.assertEqual(len(stored), len(set(stored)))
