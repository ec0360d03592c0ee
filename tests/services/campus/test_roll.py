"""What a coordinator decided and what the hub says fold into one list, whichever comes first."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ujuzi.domain.event import Milliseconds
from ujuzi.services.campus.listed import CampusPerson, Cohort, Enlisting
from ujuzi.services.campus.roll import OwnAct, Roll, roll_of
from ujuzi.wire.acts import CODE_LIFE_MILLISECONDS
from ujuzi.wire.deeds import (
    CodeVerifier,
    Deed,
    EndPerson,
    Enrol,
    LetIn,
    MakeCodes,
    MovePerson,
    PersonCode,
    RosterRow,
    SetCohort,
    SetRoster,
)
from ujuzi.wire.documents import CohortDocument, RosterPerson

NORTH = "north"
AWA = RosterPerson(person="1", name="Awa", role="teacher", campus=NORTH, learners=("aa",))
TERM = CohortDocument(cohort="c" * 16, name="Term 1", courses=("ai",), begins="", ends="")
EVERYBODY = (AWA, *(RosterPerson(person=n, name=n, role="teacher", campus=NORTH) for n in "23"))
TERMS = TERM, CohortDocument(cohort="d" * 16, name="Term 2", courses=(), begins="", ends="")

PEOPLE, COHORTS = st.sampled_from(["1", "2", "3"]), st.sampled_from(["c" * 16, "d" * 16])
COURSES = st.lists(st.sampled_from(["ai", "law"]), max_size=2).map(tuple)
DEEDS = st.one_of(
    st.builds(
        lambda person, name, campus: SetRoster((RosterRow(person, name, "teacher", campus),)),
        PEOPLE,
        st.sampled_from(["Awa", "Ali", "Mia"]),
        st.sampled_from(["", NORTH, "south"]),
    ),
    st.builds(MovePerson, PEOPLE, st.sampled_from(["", NORTH, "south"])),
    st.builds(EndPerson, PEOPLE, st.just(5)),
    st.builds(SetCohort, COHORTS, st.sampled_from(["A", "B"]), COURSES, ended=st.booleans()),
    st.builds(
        lambda person, cohort, courses, is_in: Enrol((person,), cohort, courses, is_in),
        PEOPLE,
        COHORTS,
        COURSES,
        st.booleans(),
    ),
)


def waiting(*deeds: Deed) -> list[OwnAct]:
    return [OwnAct(deed, Milliseconds(10), waits=True) for deed in deeds]


def told_by_hub(roll: Roll) -> tuple[list[RosterPerson], list[CohortDocument]]:
    """Return the documents that a hub would write of what it has done so far."""
    people = [
        RosterPerson(
            person=each.person,
            name=each.name,
            role=each.role,
            campus=each.campus,
            email=each.email,
            learners=each.learners,
            ended_at=1 if each.standing is Enlisting.LEFT else 0,
            cohorts=each.cohorts,
            courses=each.courses,
        )
        for each in roll.people.values()
    ]
    cohorts = [
        CohortDocument(
            cohort=each.cohort,
            name=each.name,
            courses=each.courses,
            begins=each.begins,
            ends=each.ends,
            ended=each.ended,
            people=each.people,
        )
        for each in roll.cohorts.values()
    ]
    return people, cohorts


def decided(roll: Roll) -> tuple[dict[str, CampusPerson], dict[str, Cohort]]:
    """Return what stands there, whether it waits or not."""
    people = {key: replace(each, waits=False) for key, each in roll.people.items()}
    cohorts = {key: replace(each, waits=False) for key, each in roll.cohorts.items()}
    return people, cohorts


@given(st.lists(DEEDS, max_size=12), st.data())
def test_documents_and_the_acts_that_they_tell_of_make_one_list_whichever_comes_first(
    deeds: list[Deed], data: st.DataObject
) -> None:
    landed = data.draw(st.integers(0, len(deeds)))
    unanswered = data.draw(st.integers(0, landed))
    alone = roll_of(EVERYBODY, TERMS, waiting(*deeds), NORTH)
    people, cohorts = told_by_hub(roll_of(EVERYBODY, TERMS, waiting(*deeds[:landed]), NORTH))
    after = roll_of(people, cohorts, waiting(*deeds[unanswered:]), NORTH)
    assert decided(after) == decided(alone)


@given(st.lists(DEEDS, max_size=8))
def test_who_is_in_a_cohort_is_the_same_from_both_sides(deeds: list[Deed]) -> None:
    roll = roll_of(EVERYBODY, TERMS, waiting(*deeds), NORTH)
    for person in roll.people.values():
        for id_, cohort in roll.cohorts.items():
            is_in = id_ in person.cohorts and person.standing is not Enlisting.LEFT
            assert is_in == (person.person in cohort.people)


def test_what_was_decided_shows_at_once_and_waits() -> None:
    row = SetRoster((RosterRow("2", "Ali Sow", "support", email="a@b.org"),))
    roll = roll_of((AWA,), (), waiting(row, EndPerson("1", 5)), NORTH)
    assert roll.people["2"] == CampusPerson("2", "Ali Sow", "support", NORTH, "a@b.org", waits=True)
    assert (roll.people["1"].standing, roll.people["1"].waits) == (Enlisting.LEFT, True)


def test_what_the_hub_refused_is_not_done_and_says_why_until_something_else_is_decided() -> None:
    row = SetRoster((RosterRow("1", "Awa Sow", "teacher"), RosterRow("2", "Ali", "teacher")))
    refused = OwnAct(row, Milliseconds(10), waits=False, problem="act-elsewhere")
    people = roll_of((AWA,), (), [refused], NORTH).people
    assert (people["1"].name, people["1"].problem) == ("Awa", "act-elsewhere")
    assert (people["2"].name, people["2"].problem) == ("Ali", "act-elsewhere")
    about_ali = replace(refused, concerned="2")
    people = roll_of((AWA,), (), [about_ali], NORTH).people
    assert (people["1"].problem, people["2"].problem) == ("act-together", "act-elsewhere")
    again = roll_of((AWA,), (), [refused, *waiting(row)], NORTH).people
    assert {(each.name, each.problem) for each in again.values()} == {("Awa Sow", ""), ("Ali", "")}


def test_until_when_a_code_is_good_is_known_of_the_acts_that_gave_it() -> None:
    until = CODE_LIFE_MILLISECONDS + 10
    link = OwnAct(MakeCodes((PersonCode("1", bytes(32)),)), Milliseconds(10), waits=False)
    assert roll_of((AWA,), (), [link], NORTH).people["1"].code_until == until
    let_in = OwnAct(LetIn((CodeVerifier("aa", "v", 99),)), Milliseconds(10), waits=True)
    assert roll_of((AWA,), (), [link, let_in], NORTH).people["1"].code_until == 99
    refused = replace(link, problem="act-elsewhere")
    assert roll_of((AWA,), (), [refused], NORTH).people["1"].code_until == 0
