"""A link is what was decided last, in whatever order the decisions reach the hub."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from helpers.hubs import CAMPUS, NOW, Computer, cut_all, new_database
from helpers.scopes import whole
from helpers.seats import seat
from ujuzi.domain.event import (
    Body,
    DeviceId,
    Event,
    LearnerId,
    Milliseconds,
    ProfileLinked,
    ProfileUnlinked,
)
from ujuzi.hub.app import Hub
from ujuzi.hub.feed import feed, linked
from ujuzi.hub.landing import decisions
from ujuzi.hub.people import links, roster
from ujuzi.hub.store.tables import links as links_table
from ujuzi.wire import batch, documents
from ujuzi.wire.documents import RosterLink

INSTITUTION = "unz"
ROSTER = f"person,name,campus,role\nP1,Awa,{CAMPUS},teacher\nP2,Ali,{CAMPUS},teacher\n"
NEVER_GIVEN = "a code that nobody gave"
UNLINKED = "unlinked"

STORIES: dict[str, tuple[list[tuple[int, str]], str | None]] = {
    "linked and unlinked": ([(5, "P1"), (8, UNLINKED)], None),
    "a code of somebody else later changes nothing": ([(5, "P1"), (8, "P2")], "P1"),
    "linked to somebody else once she was unlinked": ([(5, "P1"), (7, UNLINKED), (8, "P2")], "P2"),
    "linked anew after she was unlinked": ([(5, "P1"), (7, UNLINKED), (9, "P1")], "P1"),
    "unlinked for good": ([(5, "P1"), (7, "P2"), (9, UNLINKED)], None),
    "a wrong code ends nothing": ([(5, "P1"), (8, NEVER_GIVEN)], "P1"),
    "a wrong code begins nothing": ([(5, "P1"), (8, UNLINKED), (9, NEVER_GIVEN)], None),
    "at one time to two people": ([(5, "P2"), (5, "P1")], "P1"),
    "at one time linked and unlinked": ([(4, "P2"), (5, "P1"), (5, UNLINKED)], None),
}


@pytest.fixture(params=["sqlite", "postgresql"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hub]:
    database = new_database(request.param, tmp_path)
    with database.writing() as connection:
        roster.import_roster(whole(connection), ROSTER)
    yield Hub(database, lambda: NOW)
    database.close()


def body_of(hub: Hub, decision: str) -> Body:
    if decision == UNLINKED:
        return ProfileUnlinked()
    if decision == NEVER_GIVEN:
        return ProfileLinked(code=NEVER_GIVEN)
    with hub.database.writing() as connection:
        return ProfileLinked(code=decisions.make_code(connection, INSTITUTION, decision, NOW))


def told(hub: Hub, learner: str) -> RosterLink:
    with hub.database.reading() as connection:
        stream = links.campus_of(connection, INSTITUTION, learner)
        payload = feed.published(connection, stream, documents.LINK, learner)
    return msgspec.json.decode(payload or b"", type=RosterLink)


def spans(hub: Hub, learner: str) -> list[tuple[str, int, int | None]]:
    """Return whom she was linked to, from when, until when."""
    c = links_table.c
    query = select(c.person, c.begun, c.ended).where(c.learner == learner, c.person != "")
    with hub.database.reading() as connection:
        return [
            (who, begun, ended)
            for who, begun, ended in connection.execute(query.order_by(c.begun))
            if begun != ended
        ]


@pytest.mark.parametrize("story", STORIES)
def test_the_order_in_which_decisions_arrive_does_not_matter(hub: Hub, story: str) -> None:
    decisions, expected = STORIES[story]
    computers = [Computer(hub, device=f"{place:016x}") for place, _ in enumerate(decisions)]
    ends = {}
    before = dict.fromkeys(computers, (0, batch.NOTHING_BEFORE))
    for number, order in enumerate(permutations(range(len(decisions)))):
        learner = f"ada{number}"
        bodies = [body_of(hub, decision) for _, decision in decisions]
        for place in order:
            computer = computers[place]
            seat(hub, learner, computer.device)
            last, digest = before[computer]
            made = Event(
                DeviceId(computer.device),
                last + 1,
                decisions[place][0],
                LearnerId(learner),
                Milliseconds(NOW),
                bodies[place],
            )
            cut = batch.cut([made], digest, computer.key)
            computer.exchange(cut.wire)
            before[computer] = (last + 1, cut.digest)
        link = told(hub, learner)
        assert (link.person, link.answers) == (expected or "", decisions[-1][0])
        with hub.database.reading() as connection:
            assert linked.person_of(connection, INSTITUTION, learner) == expected
        ends[order] = spans(hub, learner)
    assert len(set(map(str, ends.values()))) == 1, ends


def test_a_coordinators_word_outlasts_what_was_said_before_it_and_comes_late(hub: Hub) -> None:
    here, there, far = (Computer(hub, device=f"{number:016x}") for number in range(3))

    def send(computer: Computer, lamport: int, body: Body) -> None:
        learner = LearnerId("ada")
        seat(hub, learner, computer.device)
        made = Event(DeviceId(computer.device), 1, lamport, learner, Milliseconds(NOW), body)
        computer.exchange(batch.cut([made], batch.NOTHING_BEFORE, computer.key).wire)

    send(here, 9, body_of(hub, "P1"))
    with hub.database.writing() as connection:
        decisions.unlink(connection, INSTITUTION, "ada", NOW)
    send(there, 5, body_of(hub, "P2"))
    send(far, 4, ProfileUnlinked())

    assert told(hub, "ada").person == ""
    assert told(hub, "ada").answers > 9
    assert spans(hub, "ada") == [("P2", 5, 10)]


def test_what_a_computer_claims_of_a_link_raises_nobodys_counter(hub: Hub) -> None:
    here, there = (Computer(hub, device=f"{number:016x}") for number in range(2))
    learner = LearnerId("ada")
    seat(hub, learner, here.device)
    made = [
        Event(DeviceId(here.device), number, 2**40, learner, Milliseconds(NOW), ProfileUnlinked())
        for number in (1, 2, 3)
    ]
    for wire in cut_all(here, made, 1):
        here.exchange(wire)

    assert there.exchange().lamport < 2**20
    with hub.database.writing() as connection:
        decisions.link(connection, INSTITUTION, "ada", "P1", NOW)
        assert linked.person_of(connection, INSTITUTION, "ada") == "P1"
