"""What follows from ratings: levels, gaps, which round is the latest, and whose figures count."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from helpers.questionnaires import AGENCY, APPLICATIONS, ETHICS, QUESTIONNAIRE
from ujuzi.domain.event import Stamp
from ujuzi.domain.self_assessment import (
    FEWEST_PEOPLE,
    Rating,
    RoundState,
    gaps_of,
    in_fives,
    levels_of,
)


def test_the_level_of_a_competency_is_the_mean_of_what_was_rated_about_it() -> None:
    ratings = {"s1": Rating(3), "s2": Rating(4), "s4": Rating(2), "gone": Rating(5)}
    assert levels_of(QUESTIONNAIRE.statements, ratings) == {AGENCY: 3.5, APPLICATIONS: 2.0}


def test_gaps_are_what_stands_below_the_aim_the_widest_first() -> None:
    assert gaps_of({AGENCY: 3.5, ETHICS: 4.0, APPLICATIONS: 1.5}, 4) == (APPLICATIONS, AGENCY)


def test_of_two_gaps_that_are_as_wide_the_one_asked_first_leads() -> None:
    assert gaps_of({ETHICS: 2.0, AGENCY: 2.0}, 4) == (ETHICS, AGENCY)


def test_a_round_stands_where_its_latest_rating_stands() -> None:
    ratings = {"s1": Rating(1, Stamp(7, "b")), "s2": Rating(1, Stamp(7, "a"))}
    assert RoundState(ratings=ratings, finished_at=1).stamp == Stamp(7, "b")
    assert RoundState().stamp < RoundState(ratings=ratings).stamp


def test_a_questionnaire_says_what_is_not_rated_yet() -> None:
    assert QUESTIONNAIRE.missing({"s1": Rating(1), "s4": Rating(2)}) == ("s2", "s3", "s5")


@given(st.lists(st.sampled_from("abc"), max_size=60), st.integers(0, 12))
def test_no_figure_and_no_difference_of_figures_is_of_fewer_than_five(
    campuses: list[str], late: int
) -> None:
    """Over a whole, its parts, what is left of the whole beside them, and over time."""
    arrived = list(enumerate(campuses))
    whole = in_fives(arrived)
    shown = [in_fives([each for each in whole if each[1] == campus]) for campus in "abc"]
    rest = set(whole).difference(*shown)
    before = in_fives(arrived[: len(arrived) - late])
    for told in (whole, *shown, rest, set(whole) - set(before)):
        assert not 0 < len(told) < FEWEST_PEOPLE
    assert set(before) <= set(whole)
