"""Two gateways on one database, of which one is on a machine whose clock is ten minutes ahead."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

from support.nodes_case import RECORDS, NodesCase
from support.people import case_file

AHEAD = 600  # seconds
SHIFTED = {"LD_PRELOAD": next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1")), "FAKETIME_DONT_FAKE_MONOTONIC": 1}
SLOW = 30  # a machine may be slow, but not by half a minute


def shifted(by):
    return ("env", *(f"{name}={value}" for name, value in SHIFTED.items()), f"FAKETIME={by}")


class ClocksDiffer(NodesCase):
    @classmethod
    def prepare(cls):
        super().prepare()
        cls.other.under = shifted(f"+{AHEAD}")

    def told(self, node):
        return [line for line in node.client().get("/status").json()["warnings"] if "clock" in line]

    def difference(self, node):
        page = node.admin("/metrics").body.decode()
        line = next(line for line in page.splitlines() if line.startswith("raccordo_clock_difference_seconds "))
        return float(line.split()[1])

    def test_what_is_received_later_is_newer_whichever_node_receives_it(self):
        undated = case_file(400)
        del undated["aggiornata"]
        for at, (sender, reader) in enumerate([self.senders, self.senders[::-1]] * 2):
            case = undated | {"apertura": f"2017-03-0{at + 2}"}
            answer = self.send(sender, case)
            self.assertEqual(answer.status, 201, answer.body)
            self.assertEqual(answer.json()["counts"]["accepted"], 1, answer.body)
            self.assertEqual(reader.get(f"{RECORDS}/IB-400").json(), sender.get(f"{RECORDS}/IB-400").json())

    def test_a_version_is_newer_than_what_another_node_received_before_it(self):
        undated = case_file(410)
        del undated["aggiornata"]
        self.assertEqual(self.send(self.senders[1], undated).json()["counts"]["accepted"], 1)
        now = datetime.now(timezone.utc) + timedelta(seconds=1)
        answer = self.send(self.senders[0], case_file(410, aggiornata=f"{now:%Y-%m-%dT%H:%M:%SZ}", apertura="2017-03-04"))
        self.assertEqual(answer.json()["counts"]["accepted"], 1, answer.body)

    def test_the_machine_with_the_wrong_clock_is_named(self):
        self.assertEqual(self.told(self.installation), [])
        self.assertEqual(len(self.told(self.other)), 1)
        self.assertIn("seconds ahead of that of the database", self.told(self.other)[0])
        self.assertIn('"clock-followed"', self.other.log.read_text())
        self.assertAlmostEqual(self.difference(self.installation), 0, delta=SLOW)
        self.assertAlmostEqual(self.difference(self.other), AHEAD, delta=SLOW)


class OneClockIsBehind(NodesCase):
    """Certificates and the revocation list of the tests were issued in the minutes that this machine has not seen yet."""

    @classmethod
    def prepare(cls):
        super().prepare()
        cls.other.under = shifted(f"-{AHEAD}")

    def test_certificates_and_lists_issued_meanwhile_count(self):
        for number, sender in enumerate(self.senders, 420):
            self.assertEqual(self.send(sender, case_file(number)).status, 201)

    def test_what_was_withdrawn_meanwhile_is_refused(self):
        with self.assertRaises(OSError):
            self.other.client("revoked").get("/v1/whoami")
