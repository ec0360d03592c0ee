"""Links that are slow, stall, break and are cut: all lands once, and a batch at most goes again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random

import msgspec
import pytest
from sqlalchemy import select

from helpers.clocks import FakeClock
from helpers.hubs import CAMPUS, new_database, serving
from helpers.link import Link
from helpers.stations import ONE_TRY, Station, code_of, memory_road, road_over
from ujuzi.domain.event import NoteWritten
from ujuzi.errors import Code, WorldError
from ujuzi.hub.app import Hub
from ujuzi.hub.store.tables import events
from ujuzi.store import outbox
from ujuzi.sync import exchange, identity
from ujuzi.sync.exchange import ExchangeProgress, Road
from ujuzi.sync.pace import FIRST_ASK_BYTES, LEAST_BATCH_BYTES, SLOWEST, Patience
from ujuzi.sync.transports.http import HttpTransport
from ujuzi.sync.transports.transport import STALL_SECONDS, silent
from ujuzi.wire.limits import BATCH_TARGET_BYTES

NOTE_BYTES = 200
A_BATCH = BATCH_TARGET_BYTES // NOTE_BYTES
"""Notes that fill about one."""

SMALL = 500.0
"""Bytes a second of a link for which batches are cut as small as they come."""

ASK_BYTES = 1_000
"""What the headers of HTTP and two asks without batches cost, at most."""

BITS_A_SECOND = 400_000
"""Slower than the hub reads: what arrived before a cut is seen to have."""


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    opened = Hub(new_database("sqlite", tmp_path), FakeClock().now)
    yield opened
    opened.database.close()


def station_at(hub: Hub, notes: int, remembered: float = 0.0) -> Station:
    """A registered computer with notes that do not compress; `remembered` is last week's pace."""
    station, chance = Station(), Random(notes)
    station.register(memory_road(hub), code_of(hub, CAMPUS))
    link = identity.link_of(station.db)
    assert link is not None
    identity.keep(station.db, msgspec.structs.replace(link, bytes_a_second=remembered))
    with station.db.atomic():
        for number in range(notes):
            text = chance.randbytes(NOTE_BYTES).hex()
            note = NoteWritten(course="c", activity="a", pack="p", note=f"n{number}", text=text)
            station.record("ada", note)
    return station


def landed(hub: Hub, station: Station) -> list[int]:
    """The sequences that the hub has of a computer, as often as it has them."""
    with hub.database.reading() as connection:
        of_station = select(events.c.sequence).where(events.c.device == station.device)
        return sorted(connection.scalars(of_station))


class SlowLink:
    """A link whose modem takes everything at once and carries `rate` bytes a second.

    The answers of the asks with batches that `breaks` names, from 0, are lost.
    """

    def __init__(self, hub: Hub, rate: float, breaks: tuple[int, ...] = ()) -> None:
        self._hub, self._rate, self._breaks = hub, rate, breaks
        self.clock = FakeClock()
        self.asks: list[int] = []
        """Bytes of each ask with batches."""
        self.small: list[int] = []

    def road(self, station: Station, patience: Patience = ONE_TRY) -> Road:
        road = road_over(self, station.keys, patience)
        return replace(road, monotonic=self.clock.monotonic)

    def post(
        self,
        path: str,
        body: bytes,
        *,
        stall: float = STALL_SECONDS,
        sent: Callable[[int], None] = silent,
    ) -> bytes:
        is_small = len(body) < ASK_BYTES
        (self.small if is_small else self.asks).append(len(body))
        sent(len(body))
        seconds = len(body) / self._rate
        self.clock.move(min(stall, seconds))
        if seconds > stall:
            self._hub.visit().feed(body[: int(stall * self._rate)])
            raise WorldError(Code.HUB_UNREACHABLE, "Nothing came for so long.")
        answer: bytes = getattr(self._hub, path)(body)
        if not is_small and len(self.asks) - 1 in self._breaks:
            raise WorldError(Code.HUB_UNREACHABLE, "The link broke.")
        return answer


@pytest.mark.parametrize("remembered", [0.0, SLOWEST, 100_000.0])
@pytest.mark.parametrize("rate", [SLOWEST, 3_750.0, 100_000.0])
def test_a_slow_link_is_no_stall_and_nothing_goes_twice(
    hub: Hub, rate: float, remembered: float
) -> None:
    station = station_at(hub, 5 * A_BATCH, remembered)
    link = SlowLink(hub, rate)

    done = exchange.exchange(station.on_store, link.road(station))

    assert done.waiting == 0
    assert link.asks[0] <= FIRST_ASK_BYTES
    assert landed(hub, station) == list(range(1, 5 * A_BATCH + 1))


def test_what_waits_and_is_little_goes_in_one_ask(hub: Hub) -> None:
    station = station_at(hub, A_BATCH + A_BATCH // 5)
    link = SlowLink(hub, 6_250.0)

    done = exchange.exchange(station.on_store, link.road(station))

    assert (done.requests, done.batches, done.waiting) == (1, 2, 0)


def test_asks_grow_with_what_the_link_has_shown(hub: Hub) -> None:
    station = station_at(hub, 6 * A_BATCH)
    link = SlowLink(hub, 100_000.0)

    exchange.exchange(station.on_store, link.road(station))

    first, rest = link.asks
    assert first < FIRST_ASK_BYTES < rest


def test_a_link_that_breaks_five_times_finishes_when_something_lands_between(hub: Hub) -> None:
    station = station_at(hub, 8 * A_BATCH)
    link = SlowLink(hub, 2_000.0, breaks=(0, 1, 2, 3, 4, 5))

    done = exchange.exchange(station.on_store, link.road(station, Patience()))

    assert done.waiting == 0
    assert landed(hub, station) == list(range(1, 8 * A_BATCH + 1))


def test_a_link_on_which_nothing_lands_is_given_up_after_five_tries(hub: Hub) -> None:
    station, asked = station_at(hub, 1), []

    class Gone:
        def post(self, path: str, body: bytes, **_: object) -> bytes:
            asked.append(len(body))
            raise WorldError(Code.HUB_UNREACHABLE, "The link broke.")

    with pytest.raises(WorldError):
        station.exchange(Gone(), Patience())
    assert len(asked) == Patience().tries


class Narrow:
    """A proxy before the hub that lets no message of more than `most` bytes through."""

    def __init__(self, hub: Hub, most: int) -> None:
        self._hub, self._most = hub, most
        self.refused: list[int] = []

    def post(self, path: str, body: bytes, **_: object) -> bytes:
        if len(body) > self._most:
            self.refused.append(len(body))
            raise WorldError(Code.MESSAGE_TOO_LARGE, "No message of this size.")
        answer: bytes = getattr(self._hub, path)(body)
        return answer


def test_of_what_a_proxy_finds_too_large_less_goes_at_once_until_all_has_landed(hub: Hub) -> None:
    station = station_at(hub, 6 * A_BATCH, SMALL)
    proxy = Narrow(hub, 20_000)

    done = station.exchange(proxy, Patience())

    assert done.waiting == 0
    assert landed(hub, station) == list(range(1, 6 * A_BATCH + 1))
    assert len(proxy.refused) == 2


def test_a_single_batch_that_a_proxy_lets_not_through_is_told_and_not_sent_again_and_again(
    hub: Hub,
) -> None:
    station = station_at(hub, A_BATCH // 2)
    proxy = Narrow(hub, 10_000)

    for _ in range(2):
        with pytest.raises(WorldError) as error:
            station.exchange(proxy, Patience())
        assert error.value.code is Code.MESSAGE_TOO_LARGE

    assert len(proxy.refused) == 2
    assert station.waiting == A_BATCH // 2
    station.exchange(memory_road(hub))
    assert landed(hub, station) == list(range(1, A_BATCH // 2 + 1))


def test_a_break_says_too_how_much_the_link_carries(hub: Hub) -> None:
    station = station_at(hub, 3 * A_BATCH, SMALL)
    link = SlowLink(hub, SLOWEST, breaks=(0,))

    exchange.exchange(station.on_store, link.road(station, Patience()))

    first, second, *_ = link.asks
    assert first > FIRST_ASK_BYTES - LEAST_BATCH_BYTES
    assert second <= 30 * SLOWEST + ASK_BYTES


def test_progress_counts_every_byte_and_every_batch_once(hub: Hub) -> None:
    station = station_at(hub, 4 * A_BATCH)
    link = SlowLink(hub, 2_000.0, breaks=(1,))
    told: list[ExchangeProgress] = []
    road = replace(link.road(station, Patience()), progress=told.append)

    done = exchange.exchange(station.on_store, road)

    ((batches, size),) = station.db.rows("SELECT count(*), sum(length(wire)) FROM batches")
    assert (told[0].waiting, told[0].landed) == (4 * A_BATCH, 0)
    assert told[-1] == done
    assert done.bytes_up == sum(link.asks) + sum(link.small)
    assert done.requests == len(link.asks) + len(link.small)
    assert (done.batches, done.sent, done.landed) == (batches, 4 * A_BATCH, 4 * A_BATCH)
    assert done.bytes_up >= size
    for before, after in pairwise(told):
        assert before.bytes_up <= after.bytes_up
        assert before.batches <= after.batches


def test_a_tcp_connection_cut_at_any_byte_costs_one_batch_again(hub: Hub) -> None:
    with serving(hub) as port:
        whole = bytes_until_all_landed(hub, port, None)
        for share in (0.0, 0.3, 0.6, 0.99):
            again = bytes_until_all_landed(hub, port, 1 + int(share * whole)) - whole
            assert again <= LEAST_BATCH_BYTES + ASK_BYTES


def bytes_until_all_landed(hub: Hub, port: int, cut_after: int | None) -> int:
    """What goes up through a real connection that is cut once, all told, until nothing waits."""
    station = station_at(hub, 100, SMALL)
    link = Link(port, bits_a_second=BITS_A_SECOND, cuts=() if cut_after is None else (cut_after,))
    transport = HttpTransport(f"http://127.0.0.1:{link.port}")
    done = station.exchange(transport, Patience())
    transport.close()
    link.close()
    assert done.batches == len(station.db.rows("SELECT 1 FROM batches")) >= 3
    assert landed(hub, station) == list(range(1, 101))
    assert link.connections == (1 if cut_after is None else 2)
    assert not list(outbox.waiting(station.db, station.device))
    return link.bytes_up
