"""What must land at the hub and harm nothing: hostile text in every field of a signed event."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import duckdb
import msgspec
import pytest
from sqlalchemy import func, select

from helpers.hubs import CAMPUS, NOW, Computer, cut_all, new_database
from helpers.scopes import whole
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import (
    KINDS,
    Body,
    CoordinatorActed,
    DeviceId,
    Enrolled,
    Event,
    LearnerId,
    Milliseconds,
    Origin,
    Unknown,
)
from ujuzi.errors import RefusedError
from ujuzi.hub.app import Hub
from ujuzi.hub.feed.reading import read
from ujuzi.hub.landing import ingest
from ujuzi.hub.landing import quarantine as quarantined
from ujuzi.hub.landing.reader import ReadingProcess
from ujuzi.hub.people import registration
from ujuzi.hub.reports import export as reports
from ujuzi.hub.store.tables import devices, enrolments, events, forks, quarantine, tallies
from ujuzi.wire import batch as batches
from ujuzi.wire import messages
from ujuzi.wire.messages import Ask, Enrolment, Succession

TEXTS = {
    "sql": b"'; DROP TABLE events; -- %s :rows $1",
    "nul": b"a\\u0000b",
    "controls": b"\\u001f\\u0007\\u202e\\ud83e\\uddea",
    "a lone surrogate": b"\\ud800",
    "a lone low surrogate, raw": b"\xed\xb0\x80",
    "a megabyte": b"x" * 1_000_000,
    "a megabyte that does not compress": None,
}
"""JSON text between quotes, byte for byte as a hostile program would write it."""


@pytest.fixture(scope="module")
def reader() -> Iterator[ReadingProcess]:
    """What reads for a hub on SQLite."""
    reader = ReadingProcess()
    yield reader
    reader.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def hub(request: pytest.FixtureRequest, tmp_path: Path, reader: ReadingProcess) -> Iterator[Hub]:
    database = new_database(request.param, tmp_path)
    yield Hub(database, lambda: NOW, read if database.is_postgresql else reader)
    database.close()


def fields_of_text() -> Iterator[tuple[str, str]]:
    """Yield (kind, field) for each field of an event's body that holds text."""
    for kind, body in KINDS.items():
        for field in msgspec.structs.fields(body):
            if "str" in str(field.type):
                yield kind, field.name


def payload(kind: str, hostile: str, text: bytes) -> bytes:
    """Return the JSON of a body of `kind` whose field `hostile` holds `text`."""
    parts = []
    for field in msgspec.structs.fields(KINDS[kind]):
        value = {"int": b"3", "float": b"0.5", "bool": b"true"}.get(_type(field), b'"c"')
        if field.name == hostile:
            value = b'"' + text + b'"'
        parts.append(b'"%s":%s' % (field.name.encode(), _listed(field, value)))
    return b"{" + b",".join(parts) + b"}"


def _type(field: msgspec.structs.FieldInfo) -> str:
    return getattr(field.type, "__name__", str(field.type))


def _listed(field: msgspec.structs.FieldInfo, value: bytes) -> bytes:
    return b"[" + value + b"]" if "tuple" in str(field.type) else value


def exported(hub: Hub, folder: Path) -> int:
    """Return how many records an export holds."""
    with hub.database.reading() as connection:
        return sum(dict(reports.export(whole(connection), folder)).values())


def send(computer: Computer, bodies: list[Body]) -> None:
    """Record bodies as the computer's events, and exchange until all have been offered."""
    made = [
        Event(DeviceId(computer.device), n, n, LearnerId("ada"), Milliseconds(NOW), body)
        for n, body in enumerate(bodies, 1)
    ]
    previous = batches.NOTHING_BEFORE
    while made:
        cut = batches.cut(made, previous, computer.key)
        computer.exchange(cut.wire)
        previous, made = cut.digest, made[cut.header.count :]


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_text_in_any_field_lands_and_harms_nothing(
    hub: Hub, tmp_path: Path, name: str, incompressible: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "MAX_DAY_BYTES", 2 * ingest.MAX_DAY_BYTES)
    computer = Computer(hub)
    text = TEXTS[name] or incompressible
    places = list(fields_of_text())

    send(computer, [Unknown(name=k, payload=payload(k, field, text)) for k, field in places])

    with hub.database.reading() as connection:
        landed = connection.scalar(select(func.count()).select_from(events))
        aside = connection.scalar(select(func.count()).select_from(quarantine))
        contradictions = connection.scalar(select(func.count()).select_from(forks))
        others = events.c.kind != CoordinatorActed.kind  # which is kept without what it encloses
        kept = list(connection.scalars(select(events.c.payload).where(others)))
    assert computer.landed == len(places)
    no_acts = sum(kind == CoordinatorActed.kind for kind, _ in places)  # a person sees those too
    assert (landed, aside) == ((0, len(places)) if "lone" in name else (len(places), no_acts))
    assert contradictions == 0
    assert all(text in said.encode() for said in kept)
    assert exported(hub, tmp_path) == (len(places) - no_acts if landed else 0)
    # and the hub goes on: another computer of the campus is heard, and can read its feed
    other = Computer(hub, device="ffffffffffffffff")
    send(other, [Enrolled(course="ai-1")])
    assert other.landed == 1
    other.exchange()


def test_an_id_that_no_index_holds_lands_and_counts_nowhere(hub: Hub) -> None:
    computer = Computer(hub)

    send(computer, [Enrolled(course="é" * 5000), Enrolled(course="a\x1fb")])

    with hub.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(tallies)) == 0
    assert computer.landed == 2


@pytest.mark.parametrize("kind", ["from-the-future", "enrolled"])
def test_json_nested_without_end_is_set_aside_and_the_hub_goes_on(hub: Hub, kind: str) -> None:
    computer = Computer(hub)
    nested = b'{"course":"ai-1","more":' + b"[" * 100_000 + b"]" * 100_000 + b"}"

    send(computer, [Unknown(name=kind, payload=nested), Enrolled(course="ai-1")])

    with hub.database.reading() as connection:
        aside = connection.execute(select(quarantine.c.sequence, quarantine.c.reason)).all()
        landed = list(connection.scalars(select(events.c.sequence)))
    assert computer.landed == 2
    assert aside == [(1, "payload-malformed")]
    assert landed == [2]


NAMES = {
    "sql": ("'; DROP TABLE events; -- %s :rows $1", True),
    "the longest that is kept": ("x" * 64, True),
    "one letter more": ("x" * 65, False),
    "a megabyte": ("x" * 1_000_000, False),
    "nothing": ("", False),
    "U+0000": ("a\x00b", False),
    "controls": ("\x1f\x07\u202e", False),
    "no Latin letters": ("ሰላም", False),
}
"""What stands where an identifier should, and whether it may."""


def as_learner(plain: Event, name: str) -> Event:
    return msgspec.structs.replace(plain, learner=LearnerId(name))


def as_kind(plain: Event, name: str) -> Event:
    return msgspec.structs.replace(plain, body=Unknown(name=name, payload=b'{"course":"c"}'))


def as_origin(plain: Event, name: str) -> Event:
    return msgspec.structs.replace(plain, first_recorded_as=Origin(DeviceId(name), 7))


@pytest.mark.parametrize("place", [as_learner, as_kind, as_origin])
@pytest.mark.parametrize("what", NAMES)
def test_a_hostile_identifier_is_kept_or_set_aside_and_stops_nothing(
    hub: Hub, tmp_path: Path, place: Callable[[Event, str], Event], what: str
) -> None:
    computer = Computer(hub)
    name, is_kept = NAMES[what]
    made = [
        Event(DeviceId(computer.device), n, n, LearnerId("ada"), Milliseconds(NOW), body)
        for n, body in enumerate([Enrolled(course=f"ai-{n}") for n in range(3)], 1)
    ]
    made[1] = place(made[1], name)

    computer.exchange(*cut_all(computer, made))

    with hub.database.reading() as connection:
        landed = connection.scalars(select(events.c.sequence).order_by(events.c.sequence)).all()
        aside = connection.execute(select(quarantine.c.sequence, quarantine.c.reason)).all()
    assert computer.landed == 3
    assert landed == ([1, 2, 3] if is_kept else [1, 3])
    assert [tuple(row) for row in aside] == ([] if is_kept else [(2, "identifier-malformed")])
    assert exported(hub, tmp_path) == len(landed)
    computer.exchange()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("'; DROP TABLE devices; -- %s :name $1", "'; DROP TABLE devices; -- %s :name $1"),
        ("a\x00b", "ab"),
        ("\x1b[2J\u202e", "\x1b[2J\u202e"),
        ("x" * 1_000, "x" * registration.MAX_NAME_LENGTH),
        ("", ""),
    ],
    ids=["sql", "U+0000", "controls", "long", "none"],
)
def test_any_name_of_a_computer_is_kept_as_text(hub: Hub, name: str, kept: str) -> None:
    computer = Computer(hub, name=name)

    computer.exchange()

    with hub.database.reading() as connection:
        assert connection.scalars(select(devices.c.name)).all() == [kept]


IDS = ("", "a\x00bcdefgh", "\x00", "é" * 20, "٣" * 20, "\ud7ff" * 9, "a b c d e f", "a" * 65)


@pytest.mark.parametrize("id_", IDS, ids=ascii)
def test_an_id_that_no_computer_can_have_is_refused_before_the_database_is_asked(
    hub: Hub, id_: str
) -> None:
    computer = Computer(hub)
    key = PublisherKey.generate()
    raw = key.public.raw
    with hub.database.writing() as connection:
        code = registration.make_code(connection, CAMPUS, NOW)

    def register() -> bytes:
        asked = Enrolment(messages.VERSION, code, id_, "Lab", raw, bytes(32))
        return hub.register(messages.sign(asked, messages.ENROLMENT_CONTEXT, key))

    def succeed(predecessor: str, successor: str) -> bytes:
        asked = Succession(messages.VERSION, predecessor, successor, raw, bytes(32))
        return hub.succeed(messages.sign(asked, messages.SUCCESSION_CONTEXT, computer.key))

    def ask() -> bytes:
        ask = Ask(messages.VERSION, id_, NOW, "", 0, messages.START, 0)
        return hub.exchange(messages.frame_ask(ask, [], key))

    refused = {
        "message-malformed": (register, lambda: succeed(computer.device, id_)),
        "device-unknown": (ask, lambda: succeed(id_, "e" * 16)),
    }
    for code_, requests in refused.items():
        for request in requests:
            with pytest.raises(RefusedError) as error:
                request()
            assert error.value.code == code_
    with hub.database.reading() as connection:
        assert connection.scalars(select(devices.c.device)).all() == [computer.device]


@pytest.mark.parametrize("campus", ["", "a\x00b", "é" * 900, "nowhere"], ids=ascii)
def test_a_campus_that_there_is_not_is_refused_and_no_computer_waits_at_it(
    hub: Hub, campus: str
) -> None:
    key = PublisherKey.generate()
    asked = Enrolment(
        messages.VERSION, "", "e" * 16, "Lab", key.public.raw, bytes(32), campus=campus
    )
    with pytest.raises(RefusedError) as error:
        hub.register(messages.sign(asked, messages.ENROLMENT_CONTEXT, key))
    assert error.value.code in {"campus-unknown", "message-malformed"}
    with hub.database.reading() as connection:
        assert connection.scalars(select(enrolments.c.device)).all() == []


LEFT = '{"course":"c","activity":"a","pack":"p","seconds":%s,"position":0.5}'
FINISHED = '{"course":"c","activity":"a","pack":"p","attempt":"t","right":%s,"items":%s}'
NUMBERS: dict[str, tuple[str, str, int, tuple[object, ...]]] = {
    "more seconds than a column holds": ("activity-left", LEFT % 2**63, NOW, (None, None, None)),
    "fewer than a column holds": ("activity-left", LEFT % -(10**25), NOW, (None, None, None)),
    "the most that it holds": ("activity-left", LEFT % (2**63 - 1), NOW, (2**63 - 1, None, None)),
    "more right than a column holds": (
        "quiz-finished",
        FINISHED % (10**25, 5),
        NOW,
        (None, None, 5),
    ),
    "more items than a column holds": (
        "quiz-finished",
        FINISHED % (4, 2**64),
        NOW,
        (None, 4, None),
    ),
    "a time that no calendar has": ("activity-left", LEFT % 7, 2**62, (7, None, None)),
    "a time before every calendar": ("activity-left", LEFT % 7, -(2**63) + 1, (7, None, None)),
}
"""Kind, body, when it says it was recorded, and the seconds, right and items of its report."""


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_out_of_all_bounds_lands_and_stops_no_report(
    hub: Hub, tmp_path: Path, name: str
) -> None:
    computer = Computer(hub)
    kind, body, recorded_at, numbers = NUMBERS[name]
    hostile = Event(
        DeviceId(computer.device),
        1,
        1,
        LearnerId("ada"),
        Milliseconds(recorded_at),
        Unknown(name=kind, payload=body.encode()),
    )

    computer.exchange(*cut_all(computer, [hostile]))

    assert exported(hub, tmp_path) == 1
    with duckdb.connect() as engine:
        (row,) = engine.execute(
            f'SELECT course, epoch_ms(recorded_at), seconds, "right", items'
            f" FROM read_parquet('{tmp_path}/events/**/*.parquet')"
        ).fetchall()
    assert row == ("c", recorded_at if recorded_at == NOW else None, *numbers)


@pytest.mark.parametrize(
    "claimed",
    [
        {"lamport": 2**64 - 1},
        {"recorded_at": 2**64},
        {"recorded_at": -(2**64)},
        {"first_recorded_as": Origin(DeviceId("one"), 2**64)},
    ],
)
def test_a_number_that_nothing_holds_is_set_aside_and_can_be_looked_at(
    hub: Hub, claimed: dict[str, object]
) -> None:
    computer = Computer(hub)
    plain = Event(
        DeviceId(computer.device),
        1,
        1,
        LearnerId("ada"),
        Milliseconds(NOW),
        Enrolled(course="ai-1"),
    )

    computer.exchange(*cut_all(computer, [msgspec.structs.replace(plain, **claimed)]))

    assert computer.landed == 1
    with hub.database.reading() as connection:
        assert connection.scalars(select(quarantine.c.reason)).all() == ["number-out-of-bounds"]
        device = registration.find(connection, computer.device)
        (shown,) = quarantined.contents(connection, device, 1)
    assert (shown.learner, shown.kind) == ("ada", "enrolled")


@pytest.fixture
def incompressible() -> bytes:
    """A megabyte of hexadecimal digits, the same in each run."""
    return Random(9).randbytes(500_000).hex().encode()
