"""A receipt that came by folder is as good as an answer, and no better than the hub's own word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from helpers.hubs import CAMPUS, new_database
from helpers.stations import NOW, Station, code_of, memory_road
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import Enrolled
from ujuzi.errors import RefusedError
from ujuzi.hub.app import Hub
from ujuzi.store import hub_date, outbox
from ujuzi.sync import exchange, identity
from ujuzi.sync.receiving import take_receipt
from ujuzi.wire.messages import Receipt

DAY = 24 * 3600 * 1000


class Told:
    """A computer with two batches of one event, and what its hub signs."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.station = Station()
        self.station.register(memory_road(hub), code_of(hub, CAMPUS))
        for course in "cd":
            self.station.record("ada", Enrolled(course=course))
            exchange.cut_batches(self.station.db, self.station.keys, NOW)

    def receipt(self, last: int, epoch: int = 1, at: int = NOW, **changed: object) -> Receipt:
        link = identity.link_of(self.station.db)
        assert link is not None
        digests = {cut.last: cut.digest for cut in self.batches}
        name = link.epoch if epoch == 1 else f"e{epoch}"
        device = self.station.device
        plain = Receipt(name, device, last, digests.get(last, bytes(32)), epoch_number=epoch, at=at)
        return replace(plain, **changed).signed_by(self.hub.identity.signing_key)

    @property
    def batches(self) -> list[outbox.CutBatch]:
        rows = self.station.db.rows("SELECT first, last, digest, wire FROM batches ORDER BY first")
        return [outbox.CutBatch(*row) for row in rows]

    @property
    def landed(self) -> int:
        return outbox.landed(self.station.db, self.station.device)


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    hub = Hub(new_database("sqlite", tmp_path), lambda: NOW)
    yield Told(hub)
    hub.database.close()


def test_receipts_in_any_order_go_forward_only(told: Told) -> None:
    for last in (1, 2, 1):
        assert take_receipt(told.station.db, told.receipt(last))
    assert told.landed == 2


def test_what_another_key_signed_is_refused(told: Told) -> None:
    forged = told.receipt(2).signed_by(PublisherKey.generate())
    with pytest.raises(RefusedError):
        take_receipt(told.station.db, forged)
    assert told.landed == 0


def test_another_computers_receipt_says_nothing_here(told: Told) -> None:
    assert not take_receipt(told.station.db, told.receipt(2, device="e" * 16))
    assert told.landed == 0


def test_a_receipt_of_a_lower_epoch_or_of_another_life_is_ignored(told: Told) -> None:
    link = identity.link_of(told.station.db)
    assert link is not None
    identity.keep(told.station.db, replace(link, epoch="now", epoch_number=5))

    assert not take_receipt(told.station.db, told.receipt(2, epoch=4))
    assert not take_receipt(told.station.db, told.receipt(2, epoch=5))
    assert told.landed == 0


def test_only_a_higher_epoch_takes_a_landing_back_and_reads_anew(told: Told) -> None:
    take_receipt(told.station.db, told.receipt(2))

    assert take_receipt(told.station.db, told.receipt(1, epoch=2))

    assert told.landed == 1
    link = identity.link_of(told.station.db)
    assert link is not None
    assert (link.epoch_number, link.epoch, set(link.cursors)) == (2, "e2", {0})


def test_a_receipt_for_what_never_happened_here_makes_a_new_identity(told: Told) -> None:
    before = told.station.device
    take_receipt(told.station.db, told.receipt(2, digest=b"x" * 32))

    assert told.station.device != before
    assert told.station.waiting == 2


def test_a_computer_whose_clock_is_wrong_goes_by_the_hubs_dates(told: Told) -> None:
    take_receipt(told.station.db, told.receipt(1))
    assert hub_date.latest(told.station.db) == NOW

    take_receipt(told.station.db, told.receipt(1, at=NOW - DAY))
    assert hub_date.latest(told.station.db) == NOW
    assert told.batches[0].wire

    take_receipt(told.station.db, told.receipt(2, at=NOW + 91 * DAY))
    assert told.batches[0].wire is None
    assert told.batches[1].wire
