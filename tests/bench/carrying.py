"""`carry-upload` and `carry-download`: a week of forty computers through one.

Forty computers of eight learners each write to a stick; the coordinator's collects, and carries it
to a real hub. The floor of the way up are forty exchanges that bring the hub the same batches. The
way down is what a usual week says: the names of the campus are known by then, every learner has a
result, and one of each computer sits at another as well.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bench.figure import Figure
from helpers.by_folder import FolderCampus, QuickStick
from helpers.hubs import new_database, put_back, rows_of
from helpers.learning_events import learning_events
from helpers.stations import NOW, Station, memory_road, road_over
from ujuzi.domain.event import DeviceId, Event, LearnerId, ProfileCreated
from ujuzi.hub.app import Hub
from ujuzi.hub.feed import feed
from ujuzi.hub.people import registration
from ujuzi.store import event_log, outbox
from ujuzi.sync import sending
from ujuzi.sync.sending import CarryProgress
from ujuzi.wire import documents
from ujuzi.wire.documents import Result
from ujuzi.wire.envelope import MOST_OVERHEAD_BYTES

COMPUTERS = 40
LEARNERS = 8
EVENTS = LEARNERS * 150
GUESTS = 1
"""Of each computer's learners, so many sit at the next one as well."""


def carried_week() -> Iterator[Figure]:
    """Yield the bytes and requests up against forty exchanges, and the bytes down."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _week(Path(folder))


def _week(folder: Path) -> Iterator[Figure]:
    hub = Hub(new_database("sqlite", folder), lambda: NOW)
    stick = folder / "STICK"
    stick.mkdir()
    campus = FolderCampus(hub, stick, labs=COMPUTERS)
    campus.medium = QuickStick()
    for number, lab in enumerate(campus.labs):
        for place in range(LEARNERS):
            _sign_up(lab, number, place)
        for place in range(GUESTS):
            _sign_up(lab, (number + 1) % COMPUTERS, place)
    for _ in range(2):
        _round(campus)
    for number, lab in enumerate(campus.labs):
        _study(lab, number)
        campus.visit(lab)
    campus.collect()
    _grade(campus)
    backup = rows_of(hub.database)
    batches = sum(len([*outbox.waiting(lab.db, lab.device)]) for lab in campus.labs)

    at, road = campus.coordinator, memory_road(hub)
    done = sending.carry(at.on_store, road_over(road, at.keys, now=at.clock))
    assert done.landed == batches, done
    put_back(hub.database, backup)
    ways = [memory_road(hub) for _ in campus.labs]
    told = [lab.exchange(way) for lab, way in zip(campus.labs, ways, strict=True)]
    assert sum(each.batches for each in told) == batches
    hub.database.close()

    yield from _figures(done, batches, told_up=sum(way.bytes_up for way in ways),
                        asked=sum(each.requests for each in told))  # fmt: skip


def _figures(done: CarryProgress, batches: int, *, told_up: int, asked: int) -> Iterator[Figure]:
    sealing = MOST_OVERHEAD_BYTES * batches
    unit = f"bytes up for {batches} batches, less 320 each; goal 1.05 times {COMPUTERS} exchanges"
    yield Figure("carry-upload", done.bytes_up - sealing, unit, told_up)
    unit = f"requests, goal a tenth of {COMPUTERS} exchanges'"
    yield Figure("carry-upload-requests", done.requests, unit, asked)
    unit = f"MB down for {COMPUTERS} computers in a usual week, {done.parts} parts; goal 0.25"
    yield Figure("carry-download", done.bytes_down / 1e6, unit)


def _learner(number: int, place: int) -> LearnerId:
    return LearnerId(f"{number:08x}{place:024x}")


def _sign_up(lab: Station, number: int, place: int) -> None:
    body = ProfileCreated(name=f"Wanjiru Kamau {number}-{place}", role="teacher", language="en")
    event_log.append(lab.db, _learner(number, place), body, NOW)


def _study(lab: Station, number: int) -> None:
    """Record a week; a guest's part of it is hers, at another computer than her own."""
    made = learning_events(EVENTS, device=DeviceId(lab.device), seed=number)
    names = sorted({event.learner for event in made})
    for event in made:
        place = names.index(event.learner)
        home = (number + 1) % COMPUTERS if place < GUESTS and _is_late(event, made) else number
        event_log.append(lab.db, _learner(home, place), event.body, event.recorded_at)


def _is_late(event: Event, made: list[Event]) -> bool:
    """Whether an event is of the last fifth of a week, which guests spend elsewhere."""
    return event.sequence > made[-1].sequence * 4 // 5


def _round(campus: FolderCampus) -> None:
    for lab in campus.labs:
        campus.visit(lab)
    campus.collect()
    campus.carry()
    campus.prepare()
    for lab in campus.labs:
        campus.visit(lab)
    campus.collect()


def _grade(campus: FolderCampus) -> None:
    """Let the hub have a result for each learner."""
    hub = campus.hub
    with hub.database.writing() as connection:
        device = registration.find(connection, campus.coordinator.device)
        stream = feed.campus_stream(device.institution, device.campus)
        for number in range(COMPUTERS):
            for place in range(LEARNERS):
                learner = _learner(number, place)
                told = Result(
                    learner=learner,
                    course="ai-foundations",
                    assessment="ai-foundations-final",
                    attempt=f"{number:016x}{place:016x}",
                    state="graded",
                    revision=1,
                    graded_at=NOW,
                    right=17,
                    items=20,
                    pass_mark=70,
                    passed=True,
                    competencies=(("ai-ethics-acquire", 5, 6), ("ai-tools-deepen", 12, 14)),
                )
                payload = msgspec.json.encode(told)
                feed.publish(
                    connection, stream, documents.RESULT, told.attempt, payload, learner=learner
                )


FIGURES = dict.fromkeys(("carry-upload", "carry-upload-requests", "carry-download"), carried_week)
