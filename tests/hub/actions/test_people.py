"""What follows from a decision about people: each thing once, whichever way it was decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from helpers.awards import Time, held
from helpers.exams import ATTEMPT
from helpers.scopes import operator, whole
from helpers.sitting_hubs import ADA, AWA, INSTITUTION, Room, code_for
from ujuzi.domain.integrity import Signal
from ujuzi.hub.actions import computers, people
from ujuzi.hub.actions.access import Access
from ujuzi.hub.app import Hub
from ujuzi.hub.assessment import awards, sittings
from ujuzi.hub.assessment.effects import Effects
from ujuzi.hub.assessment.grader import Grader
from ujuzi.hub.people import links
from ujuzi.hub.store import clock
from ujuzi.hub.store.tables import link_questions

NOT_HERS = Signal("no-longer-linked")


def scene(hub: Hub, _time: Time) -> Room:
    made = Room(hub)
    made.sign_up(ADA, "Ada")
    return made


def asked_of(hub: Hub, attempt: str = ATTEMPT) -> list[Signal]:
    """Return what is asked about an attempt and nobody has answered."""
    with hub.database.reading() as connection:
        found = sittings.asked(connection, INSTITUTION, attempt)
    return [signal for signal, closed in found if not closed]


def ask_about_link(hub: Hub, learner: str, person: str) -> None:
    """Let a code of a person have been typed where the profile is somebody else's."""
    row = {"institution": INSTITUTION, "learner": learner, "lamport": 99, "person": person}
    with hub.database.writing() as connection:
        connection.execute(link_questions.insert().values(**row, raised_at=hub.now()))


def link_again(access: Access) -> None:
    people.link(access, INSTITUTION, ADA, "P2")


def unlink(access: Access) -> None:
    people.unlink(access, INSTITUTION, ADA)


def answer(access: Access) -> None:
    people.answer(access, INSTITUTION, ADA, "P2")


@pytest.mark.parametrize("decide", [link_again, unlink, answer])
def test_whoever_loses_a_profile_is_asked_about_what_it_earned_her_whichever_way_that_was_decided(
    hub: Hub, room: Room, decide: Callable[[Access], None]
) -> None:
    room.sit(5, code=code_for(hub))
    linked = people.link(operator(hub), INSTITUTION, ADA, "P1")
    assert (len(linked.issued), linked.asked) == (1, [])
    ask_about_link(hub, ADA, "P2")

    decide(operator(hub))

    assert asked_of(hub) == [NOT_HERS]
    room.tell(ADA)
    assert len(held(room)) == 1 + (decide is not unlink)


def test_a_link_says_what_there_is_to_ask_about_her_attempts(hub: Hub, room: Room) -> None:
    room.sit(5)
    linked = people.link(operator(hub), INSTITUTION, ADA, "P1")
    assert [(attempt, signal.kind) for attempt, signal in linked.asked] == [
        (ATTEMPT, "ticket-missing")
    ]


def test_an_answer_that_all_stays_as_it_is_closes_the_question(hub: Hub, room: Room) -> None:
    people.link(operator(hub), INSTITUTION, ADA, "P1")
    ask_about_link(hub, ADA, "P2")
    (question,) = people.questions(operator(hub), INSTITUTION)
    assert (question.learner, question.linked, question.person) == (ADA, "P1", "P2")

    people.answer(operator(hub), INSTITUTION, ADA, None)

    with hub.database.reading() as connection:
        assert links.questions(whole(connection, INSTITUTION)) == []
        assert [each.person for each in awards.issued(whole(connection))] == []


def test_a_link_holds_though_the_clock_is_doubted_and_what_she_earned_stays_owed(
    hub: Hub, room: Room, time: Time, caplog: pytest.LogCaptureFixture
) -> None:
    room.sit(5, code=code_for(hub))
    time.now += 2000 * clock.DAY

    assert people.link(operator(hub), INSTITUTION, ADA, "P1").issued == []

    assert [record.args for record in caplog.records] == [(ADA, "clock-doubted")]
    time.now -= 2000 * clock.DAY
    assert hub.grader.award_owed(INSTITUTION, ADA)
    room.tell(ADA)
    assert len(held(room)) == 1


FOLLOWED: dict[str, Callable[[Access, str], Any]] = {
    "link": lambda access, _: people.link(access, INSTITUTION, AWA, "P1"),
    "unlink": lambda access, _: people.unlink(access, INSTITUTION, ADA),
    "answer": lambda access, _: people.answer(access, INSTITUTION, ADA, "P2"),
    "confirm": lambda access, device: people.confirm(access, INSTITUTION, ADA, device),
    "deny": lambda access, device: people.deny(access, INSTITUTION, ADA, device),
    "release": computers.release,
}


@pytest.mark.parametrize("decide", FOLLOWED.values(), ids=FOLLOWED)
def test_what_follows_is_done_once_and_after_the_commit(
    hub: Hub,
    room: Room,
    decide: Callable[[Access, str], object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room.sign_up(AWA, "Awa")
    people.link(operator(hub), INSTITUTION, ADA, "P1")
    ask_about_link(hub, ADA, "P2")
    followed: list[tuple[str, list[str]]] = []

    def follow_up(_grader: Grader, institution: str, effects: Effects) -> list[str]:
        with hub.database.writing():  # another waits for the first on SQLite, for its commit
            followed.append((institution, effects.linked))
        return []

    monkeypatch.setattr(Grader, "follow_up", follow_up)
    decide(operator(hub), room.computer.device)

    assert [institution for institution, _ in followed] == [INSTITUTION]
    assert all(len(linked) == len(set(linked)) for _, linked in followed)
