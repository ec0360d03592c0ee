"""Who is found is who was asked for, and each question counts whom it would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from helpers.people_fakes import AUTUMN, AWA, SEVERAL
from ujuzi.domain.event import LearnerId
from ujuzi.services.campus.people import CampusPerson, Enlisting
from ujuzi.ui.campus.people_found import PeopleOnly, found, key_of

WHO = {
    PeopleOnly.ALL: 5,
    PeopleOnly.NO_PROFILE: 3,
    PeopleOnly.WAITS: 2,
    PeopleOnly.UNLISTED: 1,
    PeopleOnly.LEFT: 1,
}
people = st.builds(
    CampusPerson,
    person=st.sampled_from(["", "T-1", "T-2"]),
    name=st.text(max_size=6),
    role=st.just("teacher"),
    campus=st.just("c"),
    learners=st.sampled_from([(), (LearnerId("l"),)]),
    cohorts=st.sampled_from([(), (AUTUMN.cohort,)]),
    standing=st.sampled_from(Enlisting),
    waits=st.booleans(),
    problem=st.sampled_from(["", "act-herself"]),
)


def test_each_question_finds_its_people() -> None:
    for only, count in WHO.items():
        assert len(found(SEVERAL, only, "", "").people) == count, only


@given(st.lists(people, max_size=8), st.sampled_from(PeopleOnly), st.text(max_size=3))
def test_what_a_question_counts_is_what_it_finds(
    everybody: list[CampusPerson], only: PeopleOnly, words: str
) -> None:
    said = found(everybody, only, "", words)
    assert {
        each: len(found(everybody, each, "", words).people) for each in PeopleOnly
    } == said.counts
    assert [each for each in everybody if each in said.people] == list(said.people)


def test_a_cohort_and_a_piece_of_a_name_in_any_script_narrow_it() -> None:
    assert found(SEVERAL, PeopleOnly.ALL, AUTUMN.cohort, "").people == (AWA,)
    for words, name in (("traore", "Awa Traoré"), ("امين", "محمد الأمين"), ("ቢቂ", "አበበ ቢቂላ")):
        (only,) = found(SEVERAL, PeopleOnly.ALL, "", words).people
        assert only.name == name


def test_who_is_on_the_list_is_known_by_her_number_and_others_by_their_profile() -> None:
    assert key_of(AWA) == ("T-001", "")
    assert key_of(SEVERAL[-1]) == ("", "nobody")
