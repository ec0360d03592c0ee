"""What has landed goes forward only, in whatever order receipts come, until an epoch takes back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ujuzi.domain.event import DeviceId, Milliseconds
from ujuzi.store import outbox
from ujuzi.store.database import Database, memory_database
from ujuzi.store.outbox import CutBatch, EnvelopeHolder

DEVICE = DeviceId("d0d1d2d3d4d5d6d7")
DAY = 24 * 3600 * 1000
"""Milliseconds."""
NOW = Milliseconds(1_795_392_000_000)
BATCHES = 6


def digest(number: int) -> bytes:
    return bytes([number]) * 32


def filled() -> Database:
    """Return a store with batches of ten events, none of which has landed."""
    db = memory_database()
    for number in range(1, BATCHES + 1):
        cut = CutBatch(10 * number - 9, 10 * number, digest(number), b"wire")
        outbox.add(db, DEVICE, cut, NOW)
    return db


def land(db: Database, number: int, at: int = NOW, *, takes_back: bool = False) -> bool:
    """Take a receipt for so many batches."""
    return outbox.set_landed(
        db, DEVICE, 10 * number, digest(number), Milliseconds(at), takes_back=takes_back
    )


def waiting(db: Database) -> list[int]:
    return [cut.last // 10 for cut in outbox.waiting(db, DEVICE)]


@given(st.lists(st.integers(0, BATCHES), min_size=1))
def test_receipts_in_any_order_land_as_much_as_the_highest(numbers: list[int]) -> None:
    db = filled()

    assert all(land(db, number) for number in numbers)

    assert outbox.landed(db, DEVICE) == 10 * max(numbers)
    assert waiting(db) == list(range(max(numbers) + 1, BATCHES + 1))
    db.close()


@given(st.integers(0, BATCHES), st.integers(0, BATCHES))
def test_only_another_epoch_takes_a_landing_back(before: int, after: int) -> None:
    db = filled()
    land(db, before)

    assert land(db, after, takes_back=True)

    assert outbox.landed(db, DEVICE) == 10 * after
    assert waiting(db) == list(range(after + 1, BATCHES + 1))
    db.close()


def test_a_receipt_for_a_batch_that_is_not_ours_is_no_history_of_this_computer() -> None:
    db = filled()
    land(db, 3)

    for takes_back in (False, True):
        assert not outbox.set_landed(db, DEVICE, 40, digest(9), NOW, takes_back=takes_back)
        assert not outbox.set_landed(db, DEVICE, 30, digest(9), NOW, takes_back=takes_back)
    assert outbox.landed(db, DEVICE) == 30


def test_bytes_go_ninety_days_after_the_date_of_their_receipt() -> None:
    db = filled()
    land(db, 2, NOW)
    land(db, 4, NOW + 60 * DAY)
    land(db, 1, NOW + 80 * DAY)  # an old one, later

    outbox.purge(db, Milliseconds(NOW + 91 * DAY))

    kept = db.rows("SELECT last / 10 FROM batches WHERE wire IS NOT NULL ORDER BY last")
    assert [row[0] for row in kept] == [3, 4, 5, 6]


def test_sealed_bytes_go_with_those_of_their_batch() -> None:
    db = filled()
    for number in range(1, BATCHES + 1):
        outbox.keep_envelope(db, DEVICE, 10 * number - 9, "key", b"sealed", NOW)
    land(db, 2)

    outbox.purge(db, Milliseconds(NOW + 91 * DAY))

    kept = [outbox.envelope(db, DEVICE, 10 * number - 9) for number in range(1, BATCHES + 1)]
    assert kept == [None, None, *[("key", b"sealed")] * 4]


def test_who_holds_what_is_told_until_it_has_landed() -> None:
    db = filled()
    stick, share = EnvelopeHolder("STICK", 20, NOW), EnvelopeHolder("share", 40, NOW)
    outbox.hold(db, DEVICE, stick)
    outbox.hold(db, DEVICE, share)

    assert outbox.holders(db, DEVICE) == (share, stick)
    land(db, 2)
    assert outbox.holders(db, DEVICE) == (share,)
    assert waiting(db) == [3, 4, 5, 6]
