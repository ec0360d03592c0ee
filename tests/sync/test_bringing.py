"""A carrier keeps for others what it cannot read, and asks for what its link bears at a time."""

from __future__ import annotations

import msgspec
import pytest

from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import Milliseconds
from ujuzi.store import introductions, parts_down
from ujuzi.store.database import Database, memory_database
from ujuzi.sync import bringing
from ujuzi.wire import bundle, carrying, introduction, messages, parts, seal
from ujuzi.wire.bundle import Bundle
from ujuzi.wire.carrying import CarriedPart, CarryReply, RefusedItem, Welcomed
from ujuzi.wire.introduction import WelcomeItem
from ujuzi.wire.messages import Ask, Enrolment, Succession
from ujuzi.wire.parts import PartHeader, SharedPart

LAB, NEW = "d0d1d2d3d4d5d6d7", "e0e1e2e3e4e5e6e7"
KEY, NEW_KEY, HUB = PublisherKey.generate(), PublisherKey.generate(), PublisherKey.generate()
KEYS = {LAB: KEY.public}
NOW = Milliseconds(1000)


def enrolment() -> bytes:
    asked = Enrolment(3, "", NEW, "PC-07", NEW_KEY.public.raw, bytes(32), (), "campus")
    signed = messages.sign(asked, messages.ENROLMENT_CONTEXT, NEW_KEY)
    return introduction.write(introduction.ENROLS, signed)


def succession(key: PublisherKey) -> bytes:
    asked = Succession(3, LAB, NEW, NEW_KEY.public.raw, bytes(32))
    signed = messages.sign(asked, messages.SUCCESSION_CONTEXT, key)
    return introduction.write(introduction.SUCCEEDS, signed)


def ask(key: PublisherKey, device: str = LAB, context: bytes = b"") -> bytes:
    asked = Ask(3, device, 0, "e", 0, messages.START, number=4)
    return messages.sign(asked, context or messages.CARRIED_ASK_CONTEXT, key)


def up(*items: tuple[int, bytes]) -> Bundle:
    return bundle.read(bundle.write(bundle.UP, LAB, "0" * 16, 1, items))


def reply(**said: object) -> CarryReply:
    return msgspec.structs.replace(CarryReply(1, 5000, "e", 1, 1), **said)


@pytest.fixture
def db() -> Database:
    return memory_database()


def test_only_what_is_signed_by_whom_it_names_is_kept(db: Database) -> None:
    forged = up(
        (bundle.ENROLMENT, succession(NEW_KEY)),
        (bundle.ENROLMENT, b"junk"),
        (bundle.ASK, ask(NEW_KEY)),
        (bundle.ASK, ask(KEY, context=messages.ASK_CONTEXT)),
        (bundle.ASK, ask(NEW_KEY, NEW)),
    )
    assert bringing.hold(db, forged, KEYS, "own", NOW) == []
    assert bringing.items_up(db) == []

    true = up((bundle.ENROLMENT, succession(KEY)), (bundle.ASK, ask(KEY)))
    assert bringing.hold(db, true, KEYS, "own", NOW) == [NEW]
    kinds = [each.kind for each in bringing.items_up(db)]
    assert kinds == [carrying.ENROLMENT, carrying.ASK]
    assert bringing.newcomers(db) == {NEW}


def test_what_is_ours_is_not_carried_by_us(db: Database) -> None:
    mine = up((bundle.ENROLMENT, enrolment()), (bundle.ASK, ask(KEY)))
    assert bringing.hold(db, mine, KEYS, NEW, NOW) == []
    assert [each.kind for each in bringing.items_up(db)] == [carrying.ASK]
    assert bringing.hold(db, up((bundle.ASK, ask(KEY))), KEYS, LAB, NOW) == []


def test_a_welcome_is_kept_for_whom_it_answers_and_a_refusal_is_told(db: Database) -> None:
    bringing.hold(db, up((bundle.ENROLMENT, enrolment()), (bundle.ASK, ask(KEY))), KEYS, "", NOW)
    items = bringing.items_up(db)

    bringing.take(db, items, reply(refused=(RefusedItem(0, "enrolment-waits"),)))
    assert introductions.listed(db)[0].problem == "enrolment-waits"
    assert [each.kind for each in bringing.items_up(db)] == [carrying.ENROLMENT]

    out_of_place = (Welcomed(1, b"x"), Welcomed(7, b"x"), Welcomed(-1, b"x"))
    bringing.take(db, items, reply(welcomes=out_of_place))
    assert bringing.items_down(db) == []

    bringing.take(db, items, reply(welcomes=(Welcomed(0, b"welcome"),)))
    ((kind, wire),) = bringing.items_down(db)
    said = msgspec.msgpack.decode(wire, type=WelcomeItem)
    assert (kind, said.welcome) == (bundle.WELCOME, b"welcome")
    assert said.introduction == introduction.digest_of(enrolment())
    assert bringing.items_up(db) == []


def test_parts_are_kept_by_whose_they_are_and_told_by_their_stamps(db: Database) -> None:
    said = SharedPart(parts.VERSION, "e", 1, messages.START, (1, 0, 0, 0), ())
    header = PartHeader(bundle.PUBLIC, "", 0, 1, 5000, b"s" * 16)
    campus = msgspec.structs.replace(header, kind=bundle.CAMPUS_PART, stamp=b"t" * 16)
    came = (
        CarriedPart(bundle.PUBLIC, parts.write_public(header, said, HUB)),
        CarriedPart(99, b"of a later version"),
        CarriedPart(
            bundle.CAMPUS_PART, parts.write_campus(campus, said, (seal.new_key()[1],), HUB)
        ),
    )

    assert bringing.take(db, [], reply(parts=came)) == 2
    assert bringing.take(db, [], reply(parts=came)) == 2

    assert [kind for kind, _ in bringing.items_down(db)] == [bundle.PUBLIC, bundle.CAMPUS_PART]
    stamps = bringing.held_stamps(db)
    assert {stamps[:16], stamps[16:]} == {b"s" * 16, b"t" * 16}
    assert parts_down.stamps(db, 1)


@pytest.mark.parametrize(
    ("pace", "wanted"),
    [
        (0, carrying.MAX_DOWN_BYTES),
        (3750, 75_000),
        (10, bringing.LEAST_DOWN_BYTES),
        (1e9, carrying.MAX_DOWN_BYTES),
    ],
)
def test_a_slow_link_is_asked_for_less_at_a_time(pace: float, wanted: int) -> None:
    assert bringing.down_bytes(pace) == wanted
