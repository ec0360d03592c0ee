"""Few bytes may hold much: a day takes so much of a computer; the rest waits and is not lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from sqlalchemy import Table, func, select

from helpers.hubs import CAMPUS, NOW, Computer, address, cut_all, new_database
from helpers.learning_events import learning_events
from helpers.scopes import whole
from ujuzi.domain.event import DeviceId, Event, LearnerId, Milliseconds, NoteWritten
from ujuzi.hub.app import Hub
from ujuzi.hub.commands.cli import main
from ujuzi.hub.feed.reading import read
from ujuzi.hub.landing import ingest, quarantine
from ujuzi.hub.store.tables import events, parked
from ujuzi.wire import batch, codec

DAY = 24 * 3600 * 1000
A_BATCH = 10


class Clock:
    """The hub's, which tests set."""

    now = NOW

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def hub(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Hub]:
    database = new_database(request.param, tmp_path)
    yield Hub(database, clock)
    database.close()


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day of two batches and a half."""
    monkeypatch.setattr(ingest, "MAX_DAY_EVENTS", 25)


def run(hub: Hub, *arguments: str) -> list[list[str]]:
    done = CliRunner().invoke(main, ["--database", address(hub.database), *arguments])
    assert done.exit_code == 0, done.output
    return [line.split("\t") for line in done.output.splitlines()]


def count(hub: Hub, table: Table) -> int:
    with hub.database.reading() as connection:
        return int(connection.scalar(select(func.count()).select_from(table)) or 0)


def six(computer: Computer) -> list[bytes]:
    return cut_all(computer, learning_events(6 * A_BATCH, device=computer.device), A_BATCH)


@pytest.mark.usefixtures("short")
class TestADay:
    """A computer that tells more than a day takes."""

    def test_the_rest_is_kept_for_a_person_and_nothing_is_refused(self, hub: Hub) -> None:
        computer = Computer(hub)

        reply = computer.exchange(*six(computer))

        assert (computer.landed, count(hub, events), reply.parked) == (20, 20, 4)
        kept = run(hub, "quarantine", "list")
        assert [(row[0], row[3], row[5]) for row in kept] == [
            ("parked", first, ingest.TOO_MUCH) for first in ("21", "31", "41", "51")
        ]
        assert run(hub, "devices")[0][-1] == "4 parked"
        assert not reply.forked

    def test_what_it_sends_again_is_not_kept_twice(self, hub: Hub) -> None:
        computer = Computer(hub)
        wires = six(computer)
        for _ in range(3):
            computer.exchange(*wires)
        assert (computer.landed, count(hub, parked)) == (20, 4)

    def test_it_lands_when_a_person_lets_it_in_and_the_day_begins_anew(self, hub: Hub) -> None:
        computer = Computer(hub)
        made = learning_events(8 * A_BATCH, device=computer.device)
        wires = cut_all(computer, made, A_BATCH)
        computer.exchange(*wires[:6])

        run(hub, "quarantine", "release", computer.device)
        reply = computer.exchange(*wires)

        assert (computer.landed, count(hub, events), reply.parked) == (80, 80, 0)
        assert run(hub, "quarantine", "list") == []

    def test_the_next_days_take_it_in_its_order(self, hub: Hub, clock: Clock) -> None:
        computer = Computer(hub)
        made = learning_events(8 * A_BATCH, device=computer.device)
        wires = cut_all(computer, made, A_BATCH)
        computer.exchange(*wires[:6])
        landed = []
        for _ in range(3):
            clock.now += DAY
            computer.exchange(*wires[computer.landed // A_BATCH :])
            landed.append(computer.landed)

        assert landed == [40, 60, 80]
        assert (count(hub, events), count(hub, parked)) == (80, 0)

    def test_what_finds_no_room_stays_with_its_computer_and_lands_later(
        self, hub: Hub, clock: Clock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(ingest, "MAX_PARKED_BATCHES", 1)
        computer = Computer(hub)
        wires = six(computer)
        other = Computer(hub, device="e" * 16)
        other.exchange(*cut_all(other, learning_events(5, device=other.device, seed=2)))

        replies = [computer.exchange(*wires)]
        for _ in range(2):
            clock.now += DAY
            replies.append(computer.exchange(*wires))

        assert [reply.parked for reply in replies] == [1, 1, 0]
        assert (computer.landed, count(hub, events)) == (60, 65)

    def test_where_a_gap_has_filled_the_room_nothing_is_refused_either(
        self, hub: Hub, clock: Clock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(ingest, "MAX_PARKED_BATCHES", 1)
        computer = Computer(hub)
        wires = six(computer)
        computer.exchange(wires[4])
        computer.exchange(*wires)
        assert computer.landed == 20
        clock.now += DAY
        computer.exchange(*wires)
        clock.now += DAY
        computer.exchange(*wires)
        assert (computer.landed, count(hub, parked)) == (60, 0)

    def test_another_computer_has_a_day_of_its_own(self, hub: Hub) -> None:
        computer, other = Computer(hub), Computer(hub, device="e" * 16)
        computer.exchange(*six(computer))
        made = learning_events(20, device=other.device, seed=2)
        other.exchange(*cut_all(other, made, A_BATCH))
        assert other.landed == 20

    def test_a_batch_that_alone_is_too_much_lands_as_the_first_of_a_day(
        self, hub: Hub, clock: Clock
    ) -> None:
        computer = Computer(hub)
        wires = cut_all(computer, learning_events(90, device=computer.device), 30)
        landed = []
        for _ in range(3):
            computer.exchange(*wires)
            landed.append(computer.landed)
            clock.now += DAY
        assert landed == [30, 60, 90]

    def test_a_fork_of_what_waits_is_a_fork_when_its_turn_comes(
        self, hub: Hub, clock: Clock
    ) -> None:
        computer = Computer(hub)
        computer.exchange(*six(computer))
        clone = cut_all(computer, learning_events(6 * A_BATCH, device=computer.device, seed=2), 10)
        clock.now += DAY
        assert computer.exchange(*clone).forked
        assert computer.landed == 20


def test_a_gap_that_is_full_takes_what_it_has_again(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "MAX_PARKED_BATCHES", 2)
    computer = Computer(hub)
    late = six(computer)[1:3]
    for _ in range(2):
        computer.exchange(*late)
    assert count(hub, parked) == 2


def flat(computer: Computer, first: int, previous: bytes, text: str, events_: int) -> batch.Batch:
    """Return a batch of notes that are all alike, as no honest program would cut it."""
    body = NoteWritten(course="c", activity="a", pack="p", note="n", text=text)
    made = [
        Event(DeviceId(computer.device), n, n, LearnerId("ada"), Milliseconds(NOW), body)
        for n in range(first, first + events_)
    ]
    packed = codec.encode([codec.fact_of(event) for event in made])
    header = msgspec.msgpack.encode(
        batch.Header(
            codec.VERSION, computer.device, first, events_, previous, first, first + events_ - 1
        )
    )
    signature = computer.key.sign(batch._signed(header, packed))
    return batch.read(batch.assemble(header, signature, packed))


def test_few_bytes_that_hold_megabytes_fill_no_disk(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    megabyte = 1024 * 1024
    monkeypatch.setattr(ingest, "MAX_DAY_BYTES", 4 * megabyte)
    computer = Computer(hub)
    wires, previous = [], batch.NOTHING_BEFORE
    for number in range(6):
        cut = flat(computer, 1 + number * 500, previous, "x" * 2500, 500)
        wires.append(cut.wire)
        previous = cut.digest
    assert sum(map(len, wires)) < 60_000
    assert all(megabyte < read(batch.read(wire)).size < 1.4 * megabyte for wire in wires)

    computer.exchange(*wires)

    with hub.database.reading() as connection:
        written = connection.scalar(select(func.sum(func.length(events.c.payload))))
    assert computer.landed == 1500
    assert written is not None
    assert written < 4 * megabyte
    assert count(hub, parked) == 3
    with hub.database.reading() as connection:
        (held, *_) = quarantine.held(whole(connection))
    assert (held.campus, held.reason) == (CAMPUS, ingest.TOO_MUCH)
