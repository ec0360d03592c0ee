"""What is held is held once, within bounds, until a receipt says that it landed, and a while."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ujuzi.domain.event import Milliseconds
from ujuzi.store import held
from ujuzi.store.database import Database, memory_database
from ujuzi.store.held import Holding
from ujuzi.wire.carrying import CampusComputer, ComputerStanding
from ujuzi.wire.envelope import Envelope, EnvelopeHeader
from ujuzi.wire.messages import Receipt

NOW = Milliseconds(1_795_392_000_000)
DAY = 24 * 3600 * 1000
LAB, OTHER = "d0d1d2d3d4d5d6d7", "e0e1e2e3e4e5e6e7"


@pytest.fixture
def db() -> Iterator[Database]:
    made = memory_database()
    yield made
    made.close()


def an_envelope(
    number: int, device: str = LAB, wire: bytes = b"sealed", chain: int = 0
) -> Envelope:
    """Return the envelope of a computer's tenth of events with this number, from 1."""
    digest = bytes([chain, number]) * 16
    header = EnvelopeHeader(device, 10 * number - 9, 10, 0, len(wire), digest)
    return Envelope(header, "key", b"", wire, wire)


def hold(db: Database, found: Envelope, *, known: bool = True) -> Holding:
    return held.keep(db, found, known=known, at=NOW)


def receipt(last: int, epoch: int = 1, device: str = LAB, at: int = NOW) -> Receipt:
    return Receipt(f"e{epoch}", device, last, bytes(32), epoch_number=epoch, at=at)


def waiting(db: Database) -> list[tuple[str, int]]:
    return [(each.device, each.last) for each in held.waiting(db)]


def test_one_batch_is_held_once_in_however_many_bundles_it_came(db: Database) -> None:
    assert [hold(db, an_envelope(1)) for _ in range(3)] == ["new", "known", "known"]
    assert waiting(db) == [(LAB, 10)]


def test_two_histories_of_one_number_are_both_held(db: Database) -> None:
    hold(db, an_envelope(1))
    assert hold(db, an_envelope(1, chain=1)) is Holding.NEW
    assert len(waiting(db)) == 2


def test_what_was_sealed_anew_takes_the_place_of_what_could_not_be_opened(db: Database) -> None:
    hold(db, an_envelope(1))
    (old,) = held.waiting(db)
    held.set_problem(db, old.id, "envelope-not-ours")
    assert waiting(db) == []

    hold(db, an_envelope(1, wire=b"sealed anew"))

    assert [each.wire for each in held.waiting(db)] == [b"sealed anew"]


def test_a_stranger_displaces_nothing_that_a_known_computer_signed(db: Database) -> None:
    hold(db, an_envelope(1))
    hold(db, an_envelope(1, wire=b"junk"), known=False)
    assert [each.wire for each in held.waiting(db)] == [b"sealed"]


def test_what_a_known_computer_signed_takes_the_place_of_what_a_stranger_said(db: Database) -> None:
    hold(db, an_envelope(1, wire=b"junk"), known=False)
    hold(db, an_envelope(1))
    assert [each.wire for each in held.waiting(db)] == [b"sealed"]


def test_a_receipt_alone_says_landed_and_nothing_that_landed_is_held_again(db: Database) -> None:
    for number in (1, 2, 3):
        hold(db, an_envelope(number))

    held.set_landed(db, receipt(20))

    assert waiting(db) == [(LAB, 30)]
    assert hold(db, an_envelope(2, chain=9)) is Holding.KNOWN
    (count,) = held.counts(db)
    assert (count.recorded, count.held, count.landed) == (30, 10, 20)


def test_receipts_go_forward_only_until_a_higher_epoch_takes_back(db: Database) -> None:
    for number in (1, 2, 3):
        hold(db, an_envelope(number))
    assert held.set_landed(db, receipt(30, epoch=2))
    assert not held.set_landed(db, receipt(10, epoch=2))
    assert not held.set_landed(db, receipt(10, epoch=1))
    assert waiting(db) == []

    assert held.set_landed(db, receipt(10, epoch=3))

    assert waiting(db) == [(LAB, 20), (LAB, 30)]


def test_another_life_of_the_same_epoch_says_nothing(db: Database) -> None:
    held.set_landed(db, receipt(10))
    other = Receipt("another", LAB, 99, bytes(32), epoch_number=1, at=NOW)
    assert not held.set_landed(db, other)


def test_what_landed_is_kept_for_ninety_days_of_the_hubs_dates(db: Database) -> None:
    hold(db, an_envelope(1))
    hold(db, an_envelope(2))
    held.set_landed(db, receipt(10))

    held.purge(db, Milliseconds(NOW + 89 * DAY))
    assert held.landed_count(db) == 1
    held.purge(db, Milliseconds(NOW + 91 * DAY))
    assert held.landed_count(db) == 0
    assert waiting(db) == [(LAB, 20)]


def test_a_computer_fills_its_own_room_alone(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "MAX_COMPUTER_BYTES", 100)
    for number in range(1, 5):
        hold(db, an_envelope(number, wire=bytes(40)))
    assert waiting(db) == [(LAB, 10), (LAB, 20)]
    assert hold(db, an_envelope(9, wire=bytes(40))) is Holding.FULL
    assert hold(db, an_envelope(1, OTHER, bytes(40))) is Holding.NEW

    held.set_landed(db, receipt(20))
    assert hold(db, an_envelope(3, wire=bytes(40))) is Holding.NEW


def test_strangers_have_little_room_each_and_together(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "MAX_STRANGER_BYTES", 100)
    monkeypatch.setattr(held, "MAX_STRANGERS_BYTES", 200)
    names = [f"{number:016x}" for number in range(9)]
    for name in names:
        for number in (1, 2, 3):
            hold(db, an_envelope(number, name, bytes(40)), known=False)

    found = waiting(db)
    assert len(found) == 5
    assert max(sum(name == each for each, _ in found) for name in names) == 2
    assert hold(db, an_envelope(1)) is Holding.NEW


def test_known_computers_go_before_strangers(db: Database) -> None:
    hold(db, an_envelope(1, "a" * 16), known=False)
    hold(db, an_envelope(1))
    assert [device for device, _ in waiting(db)] == [LAB, "a" * 16]


def test_computers_that_were_named_are_counted_though_nothing_came_of_them(db: Database) -> None:
    held.set_computers(db, [CampusComputer(LAB, "PC-07", b"k" * 32)])
    hold(db, an_envelope(1, OTHER), known=False)

    named, stranger = held.counts(db)

    assert (named.name, named.recorded, named.held, named.since) == ("PC-07", 0, 0, None)
    assert (stranger.name, stranger.held, stranger.since) == ("", 10, NOW)


def test_it_is_known_in_which_place_what_is_held_lies(db: Database) -> None:
    held.keep(db, an_envelope(1), known=True, at=NOW, place="BLUE")
    (run,) = held.runs(db, 1)
    assert (run.first, run.last, run.place, run.since) == (1, 10, "BLUE", NOW)


def test_what_landed_in_an_epoch_that_is_over_is_held_again(db: Database) -> None:
    hold(db, an_envelope(1))
    held.set_landed(db, receipt(10))
    assert held.runs(db, 1) == ()
    assert len(held.runs(db, 2)) == 1


def test_what_an_earlier_epoch_had_acknowledged_is_remembered(db: Database) -> None:
    held.set_landed(db, receipt(30, at=NOW))
    held.set_landed(db, receipt(10, epoch=2, at=NOW + DAY))
    word = held.words(db)[LAB]
    assert (word.last, word.at, word.epoch) == (10, NOW + DAY, 2)
    assert (word.was_last, word.was_at) == (30, NOW)
    held.set_landed(db, receipt(5, epoch=3, at=NOW + 2 * DAY))
    assert held.words(db)[LAB].was_last == 30


def test_of_a_computer_that_a_hub_knows_no_more_it_is_remembered_what_had_landed(
    db: Database,
) -> None:
    held.set_landed(db, receipt(9))
    assert held.take_back(db, 2, set()) == {LAB}

    word = held.words(db)[LAB]

    assert (word.last, word.was_last, word.was_at) == (0, 9, NOW)


def test_what_the_hub_refused_is_counted_apart(db: Database) -> None:
    hold(db, an_envelope(1))
    (one,) = held.waiting(db)
    held.set_problem(db, one.id, "envelope-tampered")
    assert held.runs(db, 1) == ()
    assert held.refused(db) == {LAB: 10}


def test_the_hubs_word_of_what_is_odd_takes_the_place_of_that_before(db: Database) -> None:
    held.set_standings(db, [ComputerStanding(LAB, quarantined=3), ComputerStanding(OTHER)])
    held.set_standings(db, [ComputerStanding(LAB, forked=True)])
    assert held.standings(db) == {LAB: ComputerStanding(LAB, forked=True)}
