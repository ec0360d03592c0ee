"""What was handed in and cannot be read is told as that; what we cannot grade is tried again."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select, update

from helpers.awards import Time
from helpers.exams import ANSWERED, BANK_HASH, COURSE
from helpers.scopes import whole
from helpers.sitting_hubs import ADA, INSTITUTION, Room, add_sheet
from helpers.stages import staged
from ujuzi.domain.event import AssessmentSubmitted
from ujuzi.errors import Code, WorldError
from ujuzi.hub.app import Hub
from ujuzi.hub.assessment import grader, key_sheets, sittings
from ujuzi.hub.store.database import HubDatabase
from ujuzi.hub.store.tables import events
from ujuzi.hub.store.tables import sittings as sittings_table
from ujuzi.wire import seal

BAD = "b" * 16
HEADER = f"ujuzi submission 1\n{ADA}\n{BAD}".encode()
HANDED_IN = msgspec.structs.replace(ANSWERED, learner=ADA, attempt=BAD, bank=BANK_HASH)
PACKED = msgspec.msgpack.encode(HANDED_IN)
FROM_FUTURE = msgspec.msgpack.encode(msgspec.structs.replace(HANDED_IN, version=127))


def scene(hub: Hub, _time: Time) -> Room:
    add_sheet(hub)
    made = Room(hub)
    made.sign_up(ADA, "Ada")
    return made


@pytest.fixture(params=["sqlite", "postgresql"])
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Hub, Room]]:
    """A hub that issues nothing, and Ada at a computer."""
    made = staged(request.param, tmp_path, Time(), scene)
    yield made
    made[0].database.close()


def hand_in(room: Room, sealed: str) -> None:
    where = {"course": COURSE, "assessment": "exam", "pack": "0" * 64}
    room.tell(ADA, AssessmentSubmitted(**where, attempt=BAD, sealed=sealed))


def state_of(database: HubDatabase, attempt: str = BAD) -> str | None:
    with database.reading() as connection:
        return connection.scalar(
            select(sittings_table.c.state).where(sittings_table.c.attempt == attempt)
        )


def asked(hub: Hub) -> list[tuple[str, str]]:
    with hub.database.reading() as connection:
        return [(each.attempt, each.kind) for each in sittings.questions(whole(connection))]


def sealed(packed: bytes, header: bytes = HEADER) -> bytes:
    """Return what only the hub can open, as bytes that only it can refuse."""
    return b"%s\0%s" % (header, zlib.compress(packed))


UNREADABLE: dict[str, str | bytes] = {
    "letters that are not ASCII": "é" * 40,
    "letters of other scripts": "\u0661\u2011\uff21=",
    "nothing": "",
    "half of a group": "abc",
    "base64 of nothing sealed": base64.b64encode(b"not sealed").decode(),
    "nothing in the envelope": HEADER + b"\0",
    "cut short": HEADER + b"\0" + zlib.compress(PACKED)[:-5],
    "no submission": sealed(b"\x01"),
    "letters that are no Unicode": sealed(PACKED.replace(b"exam", b"\xff\xfe\xfd\xfc")),
    "lists in lists": sealed(b"\x91" * 100_000),
    "another's": sealed(PACKED, HEADER.replace(ADA.encode(), b"b" * 32)),
    "another attempt's": sealed(PACKED.replace(BAD.encode(), b"c" * 16)),
    "of a later version": sealed(FROM_FUTURE),
}


@pytest.mark.parametrize("what", UNREADABLE.values(), ids=UNREADABLE)
def test_it_is_told_to_the_learner_and_to_a_person(hub: Hub, room: Room, what: str | bytes) -> None:
    if isinstance(what, bytes):
        header, _, content = what.partition(b"\0")
        envelope = seal.seal(content, header, (hub.identity.sealing_public,))
        what = base64.b64encode(envelope).decode()

    hand_in(room, what)

    assert state_of(hub.database) == "unreadable"
    assert room.result(BAD).state == "unreadable"
    assert asked(hub) == [(BAD, "unreadable")]
    assert room.sit(5).passed


@pytest.mark.parametrize("raised", [KeyError, RecursionError, OverflowError, MemoryError])
def test_whatever_opening_raises_makes_it_unreadable(
    hub: Hub, room: Room, monkeypatch: pytest.MonkeyPatch, raised: type[Exception]
) -> None:
    def fail(*_: Any) -> None:
        raise raised

    with monkeypatch.context() as broken:
        broken.setattr(grader, "open_submission", fail)
        hand_in(room, "any")

    assert room.result(BAD).state == "unreadable"


def test_a_database_that_is_away_makes_nothing_unreadable(
    hub: Hub, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any) -> None:
        raise WorldError(Code.DATABASE_UNAVAILABLE, "The hub's database does not answer.")

    with monkeypatch.context() as broken:
        broken.setattr(key_sheets, "named", away)
        with pytest.raises(KeyError):
            room.sit(5, attempt=BAD)
    assert state_of(hub.database) == "handed-in"


def test_what_a_failure_of_ours_has_left_is_tried_again_at_the_next_exchange(
    hub: Hub, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(grader, "grade", None)
        with pytest.raises(KeyError):
            room.sit(5, attempt=BAD)
    assert state_of(hub.database) == "handed-in"
    assert asked(hub) == []

    room.tell(ADA)

    assert room.result(BAD).passed


def test_a_key_sheet_that_cannot_be_opened_is_our_failure(
    hub: Hub, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(hub.grader, "identity", Hub(hub.database).identity)
        broken.setattr(key_sheets, "find", lambda *_: 1 / 0)
        with pytest.raises(KeyError):
            room.sit(5, attempt=BAD)

    assert state_of(hub.database) == "handed-in"
    room.tell(ADA)
    assert room.result(BAD).passed


def test_what_can_be_read_after_all_is_graded_and_asks_no_more(
    hub: Hub, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_new(*_: Any) -> None:
        raise ValueError

    with monkeypatch.context() as broken:
        broken.setattr(grader, "open_submission", too_new)
        room.sit(5, attempt=BAD)
    assert asked(hub) == [(BAD, "unreadable")]

    hub.grader.grade_again()
    room.tell(ADA)

    assert room.result(BAD).passed
    assert asked(hub) == [(BAD, "ticket-missing")]  # its own id drew it


def test_a_result_is_kept_when_what_was_handed_in_is_gone(hub: Hub, room: Room) -> None:
    told = room.sit(5)
    with hub.database.writing() as connection:
        connection.execute(
            update(events)
            .where(events.c.institution == INSTITUTION, events.c.kind == "assessment-submitted")
            .values(payload="{}")
        )

    assert hub.grader.grade_again().graded == 0

    room.tell(ADA)
    assert room.result() == told
