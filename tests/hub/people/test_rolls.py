"""Names of the roster go to coordinators' own computers, and enrolments to a learner's seats."""

from __future__ import annotations

import msgspec

from helpers.awards import Time
from helpers.enlisting import COHORT, HERS, LAB, Enlisting
from helpers.hubs import CAMPUS, TREE
from helpers.offices import INSTITUTION, appoint
from helpers.sitting_hubs import ADA, AWA
from ujuzi.hub.actions import coordinators
from ujuzi.hub.app import Hub
from ujuzi.hub.feed import feed
from ujuzi.hub.landing import decisions
from ujuzi.wire import documents
from ujuzi.wire.deeds import Enrol, RosterRow, SetCohort, SetRoster
from ujuzi.wire.documents import (
    COHORT as COHORT_KIND,
)
from ujuzi.wire.documents import (
    ENROLMENTS,
    ROSTER,
    CohortDocument,
    EnrolledIn,
    Enrolments,
    RosterPerson,
)
from ujuzi.wire.grants import LEFT

BINTOU = RosterRow("P7", "Bintou Ouattara", "teacher", email="bintou@example.org")
AUTUMN = SetCohort(COHORT, "Autumn", ("c1",), "2026-10-01", "2026-12-18")


def scene(hub: Hub, time: Time) -> Enlisting:
    return Enlisting(hub, time)


def test_her_first_act_brings_her_the_people_and_cohorts_of_her_campus(room: Enlisting) -> None:
    assert room.heard(room.hers, ROSTER, RosterPerson) == {}
    assert room.decide(SetRoster((BINTOU,)), AUTUMN, Enrol(("P7",), COHORT)) == [("done", "")] * 3

    people = room.heard(room.hers, ROSTER, RosterPerson)
    assert people.keys() == {"P1", "P2", "P7"}
    assert people["P1"].learners == (ADA,)
    assert people["P7"] == RosterPerson(
        person="P7",
        name="Bintou Ouattara",
        role="teacher",
        campus=CAMPUS,
        email="bintou@example.org",
        cohorts=(COHORT,),
    )
    (cohort,) = room.heard(room.hers, COHORT_KIND, CohortDocument).values()
    assert (cohort.name, cohort.courses, cohort.people) == ("Autumn", ("c1",), ("P7",))


def test_no_other_computer_of_the_campus_is_told_of_them(room: Enlisting) -> None:
    room.decide(SetRoster((BINTOU,)), AUTUMN, Enrol(("P7",), COHORT))
    room.lab.tell(AWA)

    told = {kind for kind, _ in room.lab.documents}
    assert not told & {ROSTER, COHORT_KIND, ENROLMENTS}
    everything = b"".join(room.lab.documents.values())
    assert not any(each in everything for each in (b'"P7"', b"\xa2P7", b"Bintou", b"Autumn"))
    centre = next(parent for id_, _, _, parent in TREE if id_ == INSTITUTION) or ""
    followed = feed.Streams.of(centre, INSTITUTION, CAMPUS)
    with room.hub.database.reading() as connection:
        shared = feed.read_shared(connection, followed, (0, 0, 0, 0))
        own = feed.read(connection, followed, (0, 0, 0, 0), HERS, shared=False)
        labs = feed.read(connection, followed, (0, 0, 0, 0), LAB, shared=False)
    assert not {each.kind for each in shared} & {ROSTER, COHORT_KIND}
    assert not {each.kind for each in labs.documents} & {ROSTER, COHORT_KIND}
    assert {"P1", "P2", "P7"} == {each.id for each in own.documents if each.kind == ROSTER}


def test_an_act_that_another_computer_told_opens_no_office_there(room: Enlisting) -> None:
    wire = room.office.act(AUTUMN)
    room.lab.tell(AWA, room.office.event_of(wire))

    assert not {kind for kind, _ in room.lab.documents} & {ROSTER, COHORT_KIND}
    with room.hub.database.reading() as connection:
        assert not feed.holds_office(connection, LAB)
        assert not feed.holds_office(connection, HERS)


def test_whoever_is_coordinator_no_more_hears_nothing_more(room: Enlisting) -> None:
    room.decide(AUTUMN)
    coordinators.revoke(room.access, room.office.grant, LEFT)
    before = room.heard(room.hers, ROSTER, RosterPerson)
    room.decide(SetRoster((BINTOU,)))

    assert room.heard(room.hers, ROSTER, RosterPerson) == before


def test_what_she_was_put_into_goes_to_a_learners_proven_seats(room: Enlisting) -> None:
    with room.hub.database.writing() as connection:
        decisions.link(connection, INSTITUTION, AWA, "P2", room.time.now)
    room.decide(AUTUMN, Enrol(("P2",), COHORT), Enrol(("P2",), courses=("c2",)))

    told = room.heard(room.lab, ENROLMENTS, Enrolments, AWA)
    autumn = EnrolledIn(name="Autumn", courses=("c1",), begins="2026-10-01", ends="2026-12-18")
    assert told == {AWA: Enrolments(cohorts=(EnrolledIn(courses=("c2",)), autumn))}
    assert room.heard(room.hers, ENROLMENTS, Enrolments) == {}

    room.decide(msgspec.structs.replace(AUTUMN, ended=True))
    assert room.heard(room.lab, ENROLMENTS, Enrolments, AWA)[AWA].cohorts == (
        EnrolledIn(courses=("c2",)),
    )
    room.decide(Enrol(("P2",), courses=("c2",), is_in=False))
    assert room.heard(room.lab, ENROLMENTS, Enrolments, AWA) == {}


def test_what_is_said_already_is_not_said_again(room: Enlisting) -> None:
    room.decide(SetRoster((BINTOU,)), AUTUMN)
    stream = feed.campus_stream(INSTITUTION, CAMPUS)
    with room.hub.database.writing() as connection:
        before = feed.published_of(connection, stream, documents.ROSTER, ["P7"])
        at = feed.next_revision(connection, stream)
    room.decide(SetRoster((BINTOU,)))
    with room.hub.database.reading() as connection:
        page = feed.read(connection, feed.Streams((stream,)), (at,), HERS)
        assert feed.published_of(connection, stream, documents.ROSTER, ["P7"]) == before
    assert not [each for each in page.documents if each.kind == ROSTER]


def test_the_computer_that_her_request_names_hears_of_them_at_once(room: Enlisting) -> None:
    appoint(room.hub, "P2", seed=3, device=LAB)

    assert room.heard(room.lab, ROSTER, RosterPerson, AWA).keys() == {"P1", "P2"}
    assert room.heard(room.hers, ROSTER, RosterPerson) == {}
