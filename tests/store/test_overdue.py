"""Held for three weeks without a receipt is told, whatever a clock says that is plainly wrong."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ujuzi.domain.event import DeviceId, Milliseconds
from ujuzi.store import held, hub_date, outbox, overdue
from ujuzi.store.database import Database, memory_database
from ujuzi.store.outbox import CutBatch, EnvelopeHolder
from ujuzi.wire.envelope import Envelope, EnvelopeHeader
from ujuzi.wire.messages import Receipt

NOW = Milliseconds(1_795_392_000_000)
DAY = 24 * 3600 * 1000
YEAR = 365 * DAY
LAB = DeviceId("d0d1d2d3d4d5d6d7")


@pytest.fixture
def db() -> Iterator[Database]:
    made = memory_database()
    yield made
    made.close()


def after(days: float, at: int = NOW) -> Milliseconds:
    return Milliseconds(at + round(days * DAY))


def write_out(db: Database, number: int, at: Milliseconds) -> None:
    """Let ten events more lie in a folder."""
    first, last = 10 * number - 9, 10 * number
    outbox.add(db, LAB, CutBatch(first, last, bytes([number]) * 32, b"wire"), at)
    outbox.keep_envelope(db, LAB, first, "key", b"sealed", at)
    outbox.hold(db, LAB, EnvelopeHolder("STICK", last, at))


def hold(db: Database, at: Milliseconds) -> None:
    header = EnvelopeHeader(LAB, 1, 10, 0, 6, bytes(32))
    held.keep(db, Envelope(header, "key", b"", b"sealed", b"sealed"), known=True, at=at)


def test_it_is_told_after_three_weeks_and_not_before(db: Database) -> None:
    write_out(db, 1, NOW)
    hold(db, NOW)

    assert overdue.here(db, LAB, after(20)) is None
    assert overdue.of_others(db, after(20)) == {}
    assert overdue.here(db, LAB, after(21)) == NOW
    assert overdue.of_others(db, after(21)) == {LAB: NOW}


def test_a_later_visit_does_not_make_what_was_held_before_younger(db: Database) -> None:
    write_out(db, 1, NOW)
    write_out(db, 2, after(14))

    assert overdue.here(db, LAB, after(22)) == NOW


def test_what_a_receipt_covers_is_held_no_more(db: Database) -> None:
    write_out(db, 1, NOW)
    write_out(db, 2, after(14))
    hold(db, NOW)
    outbox.set_landed(db, LAB, 10, bytes([1]) * 32, after(15))
    held.set_landed(db, Receipt("e", LAB, 10, bytes(32), epoch_number=1, at=after(15)))

    assert overdue.here(db, LAB, after(22)) is None
    assert overdue.here(db, LAB, after(36)) == after(14)
    assert overdue.of_others(db, after(99)) == {}


def test_what_was_sealed_and_never_written_lies_nowhere(db: Database) -> None:
    outbox.add(db, LAB, CutBatch(1, 10, bytes(32), b"wire"), NOW)
    outbox.keep_envelope(db, LAB, 1, "key", b"sealed", NOW)

    assert overdue.here(db, LAB, after(99)) is None


def test_dates_of_the_hub_tell_it_where_the_clock_stands_still(db: Database) -> None:
    hub_date.received(db, NOW)
    write_out(db, 1, Milliseconds(NOW - 25 * YEAR))
    hub_date.received(db, after(21))

    assert overdue.here(db, LAB, Milliseconds(NOW - 25 * YEAR)) == NOW - 25 * YEAR


def test_a_clock_that_was_mended_meanwhile_tells_of_no_years(db: Database) -> None:
    hub_date.received(db, NOW)
    write_out(db, 1, Milliseconds(NOW - 25 * YEAR))
    hold(db, Milliseconds(NOW - 25 * YEAR))

    assert overdue.here(db, LAB, after(1)) is None
    assert overdue.of_others(db, after(1)) == {}


def test_without_any_date_of_the_hub_the_clock_is_believed(db: Database) -> None:
    write_out(db, 1, Milliseconds(NOW - 25 * YEAR))
    assert overdue.here(db, LAB, after(22, NOW - 25 * YEAR)) == NOW - 25 * YEAR
