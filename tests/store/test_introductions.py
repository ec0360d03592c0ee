"""Who asks to be taken in is held by name, within bounds, until the hub has answered."""

from __future__ import annotations

import pytest

from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import Milliseconds
from ujuzi.store import held, introductions
from ujuzi.store.database import Database, memory_database
from ujuzi.store.outbox import KEPT_AFTER_LANDING
from ujuzi.wire import introduction, messages
from ujuzi.wire.carrying import CampusComputer
from ujuzi.wire.introduction import Introduction
from ujuzi.wire.messages import Enrolment

NOW = Milliseconds(1000)


def asks(device: str = "a" * 16, name: str = "PC-07") -> Introduction:
    key = PublisherKey.generate()
    asked = Enrolment(3, "", device, name, key.public.raw, bytes(32), (), "campus")
    signed = messages.sign(asked, messages.ENROLMENT_CONTEXT, key)
    return introduction.read(introduction.write(introduction.ENROLS, signed))


@pytest.fixture
def db() -> Database:
    return memory_database()


def test_one_is_held_once_and_offered_until_it_is_answered(db: Database) -> None:
    found = asks()
    assert introductions.keep(db, found, NOW)
    assert introductions.keep(db, found, Milliseconds(2000))
    assert [each[1:] for each in introductions.waiting(db)] == [(found.device, found.wire)]

    introductions.set_problem(db, found.digest, "enrolment-waits", for_good=False)
    assert introductions.listed(db)[0].problem == "enrolment-waits"
    assert [*introductions.waiting(db)]

    introductions.set_answered(db, found.digest, NOW)
    assert (introductions.listed(db), [*introductions.waiting(db)]) == ((), [])


def test_one_that_was_refused_for_good_is_told_and_offered_no_more(db: Database) -> None:
    found = asks()
    introductions.keep(db, found, NOW)
    introductions.set_problem(db, found.digest, "device-taken", for_good=True)

    assert [*introductions.waiting(db)] == []
    assert [(each.name, each.problem) for each in introductions.listed(db)] == [
        ("PC-07", "device-taken")
    ]


def test_nothing_that_came_displaces_what_is_there(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(introductions, "MOST", 6)
    first = [asks() for _ in range(introductions.MOST_OF_ONE + 2)]
    kept = [introductions.keep(db, each, NOW) for each in first]
    assert kept == [True] * introductions.MOST_OF_ONE + [False, False]
    assert [introductions.keep(db, asks(f"b{n:015}"), NOW) for n in range(3)] == [True, True, False]


def test_what_was_answered_goes_after_ninety_days_of_the_hubs(db: Database) -> None:
    answered, waits = asks(), asks("b" * 16)
    for each in (answered, waits):
        introductions.keep(db, each, NOW)
    introductions.set_answered(db, answered.digest, NOW)

    introductions.purge(db, Milliseconds(NOW + KEPT_AFTER_LANDING + 1))
    assert db.rows("SELECT device FROM introductions") == [(waits.device,)]

    introductions.purge(db, Milliseconds(NOW + 2 * KEPT_AFTER_LANDING + 1))
    assert db.rows("SELECT device FROM introductions") == []


def test_what_else_a_computer_asked_goes_with_its_welcome(db: Database) -> None:
    first, second = asks(name="PC-07"), asks(name="PC-08")
    for each in (first, second):
        introductions.keep(db, each, NOW)
    introductions.set_answered(db, second.digest, NOW)
    assert [*introductions.waiting(db)] == []
    assert introductions.listed(db) == ()


def test_one_that_the_hub_has_named_waits_for_its_welcome_alone(db: Database) -> None:
    found = asks()
    introductions.keep(db, found, NOW)
    held.set_computers(db, [CampusComputer(found.device, "PC-07", bytes(32))])
    assert introductions.listed(db) == ()
    assert [*introductions.waiting(db)]
