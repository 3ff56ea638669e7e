"""Proves that the harness detects a loss of acknowledged data. Instead of the program the disk is faulty: its fsync
does nothing, and the power is cut after the answers. Nothing is random."""

from rounds import SOURCE, Rounds
from traffic import Sending

NEVER = 1 << 40  # more changes of files than will happen


def story(fault):
    """One record is stored and one is deleted, both acknowledged; then the power is cut. Returns the findings of the
    check."""
    rounds = Rounds(fault)
    try:
        rounds.begin()
        send, book = rounds.traffic.send, rounds.book
        send(rounds.sender, Sending("key-before", ["IB-1"]))
        rounds.row.rounds += 1
        rounds.gateway.set_fault(fault, NEVER, 100)
        send(rounds.sender, Sending("key-kept", ["IB-2"]))
        status, _, _ = rounds.sender.ask("DELETE", f"{SOURCE}/records/IB-1")
        if status != 204 or book.stored != {"IB-1", "IB-2"}:
            raise RuntimeError(f"DELETE was answered {status}; acknowledged are {sorted(book.stored)}")
        book.stored.discard("IB-1")
        book.deleted.add("IB-1")
        rounds.gateway.strike()
        send(rounds.sender, Sending("key-behind", ["IB-3"]))
        rounds.gateway.process.wait(20)
        rounds.row.hit += 1
        rounds.gateway.end_fault()
        rounds.restart()
        rounds.check()
    finally:
        rounds.end()
    return rounds.row


def prove():
    """Exit code 0 if the correct disk loses nothing and both losses of the faulty one are detected."""
    held = True
    for fault, expected in (("power-cut", set()), ("lying-disk", {"IB-1", "IB-2"})):
        row = story(fault)
        as_expected = row.lost == expected and (bool(expected) or row.held())
        print(f"{fault}: lost {len(row.lost)}, expected {len(expected)}: {'as expected' if as_expected else 'WRONG'}",
              *row.notes, sep="\n    ")
        held = held and as_expected
    return 0 if held else 1
