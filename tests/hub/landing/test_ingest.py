"""A batch lands exactly once, within bounds, and is never refused for what it says.

Devices here are keys and batches alone (`helpers.hubs.Computer`), so that each can be late, twice,
out of order or contradict itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import msgspec
import pytest
from sqlalchemy import Table, func, select

from helpers.facts import AtActivity
from helpers.hubs import (
    NOW,
    Computer,
    cut_all,
    new_database,
    note,
)
from helpers.learning_events import learning_events
from ujuzi.domain.event import (
    MOST_LAMPORT,
    ActivityReopened,
    CourseCompleted,
    DeviceId,
    Enrolled,
    Event,
    LearnerId,
    Milliseconds,
    Origin,
)
from ujuzi.errors import RefusedError
from ujuzi.hub.app import Hub
from ujuzi.hub.landing import ingest
from ujuzi.hub.people import registration
from ujuzi.hub.store.tables import batches as landed
from ujuzi.hub.store.tables import events, forks, heads, parked, quarantine, tallies

YEAR = 365 * 24 * 3600 * 1000
"""Milliseconds."""


@pytest.fixture(params=["sqlite", "postgresql"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hub]:
    database = new_database(request.param, tmp_path)
    yield Hub(database, lambda: NOW)
    database.close()


def count(hub: Hub, table: Table) -> int:
    with hub.database.reading() as connection:
        return int(connection.scalar(select(func.count()).select_from(table)) or 0)


def test_every_event_lands_once_and_is_acknowledged(hub: Hub) -> None:
    computer = Computer(hub)
    wires = cut_all(computer, learning_events(450))

    reply = computer.exchange(*wires)

    assert computer.landed == 450
    assert count(hub, events) == 450
    assert not reply.forked


def test_what_is_sent_again_changes_nothing(hub: Hub) -> None:
    computer = Computer(hub)
    wires = cut_all(computer, learning_events(300))
    computer.exchange(*wires)

    reply = computer.exchange(*wires, *wires)

    assert not reply.forked
    assert count(hub, events) == 300
    assert count(hub, forks) == 0


def test_batches_in_any_order_land_when_their_gaps_fill(hub: Hub) -> None:
    computer = Computer(hub)
    wires = cut_all(computer, learning_events(600))
    late = wires[1:]
    Random(3).shuffle(late)

    for wire in late:
        computer.exchange(wire)
    assert computer.landed == 0
    assert count(hub, parked) == len(late)
    computer.exchange(wires[0])

    assert computer.landed == 600
    assert count(hub, events) == 600
    assert count(hub, parked) == 0


def gapped(computer: Computer, count: int) -> list[bytes]:
    """Return batches of which the first, which nobody sends, is missing."""
    return cut_all(computer, learning_events(10 * (count + 1)), 10)[1:]


@pytest.mark.parametrize("bound", ["batches", "bytes"])
def test_parked_batches_are_bounded_and_more_are_asked_for_later(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    computer = Computer(hub)
    wires = gapped(computer, 6)
    if bound == "batches":
        monkeypatch.setattr(ingest, "MAX_PARKED_BATCHES", 4)
    else:
        monkeypatch.setattr(ingest, "MAX_PARKED_BYTES", sum(map(len, wires[:4])))

    with pytest.raises(RefusedError) as refused:
        computer.exchange(*wires)

    assert refused.value.code == "parked-full"
    assert count(hub, parked) == 4
    reply = computer.exchange(cut_all(computer, learning_events(70), 10)[0])
    assert (computer.landed, reply.parked, count(hub, parked)) == (50, 0, 0)
    computer.exchange(*wires)
    assert (computer.landed, count(hub, events)) == (70, 70)


def test_another_computer_parks_within_bounds_of_its_own(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "MAX_PARKED_BATCHES", 2)
    for device in ("a" * 16, "b" * 16):
        computer = Computer(hub, device=device)
        made = learning_events(30, device=device)
        computer.exchange(*cut_all(computer, made, 10)[1:])
    assert count(hub, parked) == 4


def test_a_computer_that_goes_on_contradicting_itself_is_told_and_not_kept(hub: Hub) -> None:
    computer = Computer(hub)
    computer.exchange(*cut_all(computer, learning_events(10)))

    for seed in range(2, ingest.MAX_FORKS + 5):
        assert computer.exchange(*cut_all(computer, learning_events(10, seed=seed))).forked

    assert count(hub, forks) == ingest.MAX_FORKS
    assert count(hub, events) == 10


def test_a_contradiction_is_a_fork_and_both_are_kept(hub: Hub) -> None:
    computer = Computer(hub)
    computer.exchange(*cut_all(computer, learning_events(100)))

    reply = computer.exchange(*cut_all(computer, learning_events(100, seed=2)))

    assert reply.forked
    assert count(hub, events) == 100
    assert count(hub, forks) == 1


@pytest.mark.parametrize(
    "text",
    ["'; DROP TABLE events; --", "x" * 1_000_000, "\u202e\u0007 ሰላም 🧪"],
    ids=["sql", "a megabyte", "controls"],
)
def test_any_text_of_a_signed_event_lands_and_harms_nothing(hub: Hub, text: str) -> None:
    computer = Computer(hub)

    computer.exchange(*cut_all(computer, [note(computer, 1, text)]))

    with hub.database.reading() as connection:
        (payload,) = connection.execute(select(events.c.payload)).one()
    assert computer.landed == 1
    assert msgspec.json.decode(payload)["text"] == text


def test_an_event_that_cannot_be_kept_is_quarantined_and_the_head_moves(hub: Hub) -> None:
    computer = Computer(hub)
    bad = Event(
        DeviceId(computer.device),
        2,
        2,
        LearnerId("a learner id that is far too long " * 5),
        Milliseconds(NOW),
        note(computer, 2, "x").body,
    )

    computer.exchange(
        *cut_all(computer, [note(computer, 1, "good"), bad, note(computer, 3, "good")])
    )

    assert computer.landed == 3
    assert count(hub, events) == 2
    assert count(hub, quarantine) == 1


def test_a_stolen_computer_lands_nothing_more(hub: Hub) -> None:
    computer = Computer(hub)
    made = learning_events(20)
    first, second = cut_all(computer, made, each=10)
    computer.exchange(first)
    with hub.database.writing() as connection:
        registration.revoke(connection, computer.device, registration.STOLEN)

    with pytest.raises(RefusedError):
        computer.exchange(second)
    assert count(hub, events) == 10


def test_signed_bytes_go_ninety_days_after_landing_and_their_digests_stay(hub: Hub) -> None:
    computer = Computer(hub)
    wires = cut_all(computer, learning_events(300))
    computer.exchange(*wires)

    with hub.database.writing() as connection:
        assert ingest.purge(connection, NOW + ingest.WIRE_LIFE_MILLISECONDS) == 0
        assert ingest.purge(connection, NOW + ingest.WIRE_LIFE_MILLISECONDS + 1) == len(wires)

    with hub.database.reading() as connection:
        assert set(connection.scalars(select(landed.c.wire))) == {None}
    assert not computer.exchange(*wires).forked
    assert count(hub, events) == 300


def test_tallies_count_each_enrolment_once(hub: Hub) -> None:
    computer = Computer(hub)
    made = learning_events(400)
    wires = cut_all(computer, made)
    computer.exchange(*wires)
    computer.exchange(*wires)

    enrolled = len({(e.learner, e.body.course) for e in made if isinstance(e.body, Enrolled)})
    with hub.database.reading() as connection:
        total = connection.scalar(select(func.sum(tallies.c.enrolled)))
    assert total == enrolled


def test_a_completion_that_was_taken_back_is_counted_no_more(hub: Hub) -> None:
    computer = Computer(hub)
    where: AtActivity = {"course": "c", "activity": "a", "pack": "p"}
    again = CourseCompleted(course="c", pack="p", times=1)
    bodies = (
        CourseCompleted(course="c", pack="p"),
        ActivityReopened(**where, course_times=1),
        again,
    )
    made = [
        msgspec.structs.replace(note(computer, sequence, ""), body=body)
        for sequence, body in enumerate(bodies, 1)
    ]
    for wire, counted in zip(cut_all(computer, made, each=1), (1, 0, 1), strict=True):
        computer.exchange(wire)
        with hub.database.reading() as connection:
            assert connection.scalar(select(func.sum(tallies.c.completed))) == counted


@pytest.mark.parametrize("years", [-25, 3])
def test_a_clock_that_is_years_off_is_noted_and_nothing_is_refused(hub: Hub, years: int) -> None:
    computer = Computer(hub)
    computer.clock += years * YEAR
    claimed = msgspec.structs.replace(
        note(computer, 1, "x"), recorded_at=Milliseconds(computer.clock)
    )

    computer.exchange(*cut_all(computer, [claimed]))

    with hub.database.reading() as connection:
        assert connection.scalar(select(events.c.recorded_at)) == computer.clock
        assert connection.scalar(select(heads.c.clock_offset)) == years * YEAR
        assert connection.scalar(select(heads.c.heard_at)) == NOW


def test_a_batch_keeps_how_far_the_clock_was_off_when_it_came(hub: Hub) -> None:
    computer = Computer(hub)
    first, second = cut_all(computer, [note(computer, n, "x") for n in (1, 2)], 1)
    computer.clock -= 25 * YEAR
    computer.exchange(first)
    computer.clock += 25 * YEAR + 5
    computer.exchange(second)

    with hub.database.reading() as connection:
        offsets = connection.scalars(select(landed.c.clock_offset).order_by(landed.c.first)).all()
    assert offsets == [-25 * YEAR, 5]


def test_a_lamport_counter_that_nobody_could_have_heard_of_is_clamped(hub: Hub) -> None:
    computer, other = Computer(hub), Computer(hub, device="ffffffffffffffff")
    liar = [msgspec.structs.replace(note(computer, 1, "mine for ever"), lamport=2**60)]

    computer.exchange(*cut_all(computer, liar))

    with hub.database.reading() as connection:
        assert connection.scalar(select(events.c.lamport)) == 1 + ingest.LAMPORT_SLACK
    assert other.exchange().lamport == 0


def test_no_claimed_origin_gets_a_counter_past_its_bound(hub: Hub) -> None:
    computer, other = Computer(hub), Computer(hub, device="ffffffffffffffff")
    far = MOST_LAMPORT * 2
    liar = msgspec.structs.replace(
        note(computer, 1, "x"),
        lamport=far,
        first_recorded_as=Origin(DeviceId("nobody"), far),
    )

    computer.exchange(*cut_all(computer, [liar]))

    with hub.database.reading() as connection:
        assert connection.scalar(select(events.c.lamport)) == 1 + ingest.LAMPORT_SLACK
    assert other.exchange().lamport == 0


def test_a_counter_does_not_climb_batch_by_batch(hub: Hub) -> None:
    computer = Computer(hub)
    climbing = [
        msgspec.structs.replace(note(computer, n, "x"), lamport=n * ingest.LAMPORT_SLACK)
        for n in range(1, 9)
    ]

    for wire in cut_all(computer, climbing, 1):
        computer.exchange(wire)

    with hub.database.reading() as connection:
        kept = connection.scalars(select(events.c.lamport).order_by(events.c.sequence)).all()
    assert kept[-1] == 8 + ingest.LAMPORT_SLACK


def test_who_heard_of_others_may_count_on_from_there(hub: Hub) -> None:
    computer, other = Computer(hub), Computer(hub, device="ffffffffffffffff")
    ahead = [
        msgspec.structs.replace(note(computer, 1, "x"), lamport=ingest.LAMPORT_SLACK),
    ]
    computer.exchange(*cut_all(computer, ahead))
    heard = other.exchange().lamport
    after = msgspec.structs.replace(note(other, 1, "y"), lamport=heard + ingest.LAMPORT_SLACK)

    other.exchange(*cut_all(other, [after]))

    with hub.database.reading() as connection:
        assert connection.scalar(select(func.max(events.c.lamport))) == after.lamport


@pytest.mark.parametrize("a_batch", [1, 2])
def test_a_fact_that_is_told_twice_counts_once(hub: Hub, a_batch: int) -> None:
    computer = Computer(hub)
    twice = [
        msgspec.structs.replace(
            note(computer, n, "x"), first_recorded_as=Origin(DeviceId("unknown"), 7)
        )
        for n in (1, 2)
    ]

    for wire in cut_all(computer, twice, a_batch):
        computer.exchange(wire)

    with hub.database.reading() as connection:
        assert list(connection.scalars(select(events.c.counts).order_by(events.c.sequence))) == [
            True,
            False,
        ]
