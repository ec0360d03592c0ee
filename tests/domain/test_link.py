"""To whom a profile is linked follows from the decisions, in whatever order they arrive."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from ujuzi.domain.link import NOBODY, Decision, Span, spans

PEOPLE = st.sampled_from([NOBODY, "P1", "P2"])
DECISIONS = st.lists(st.builds(Decision, st.integers(1, 6), PEOPLE, st.booleans()), max_size=8)


def holds(found: list[Span]) -> list[Decision]:
    """Those that hold from their time on."""
    return [span.decision for span in found if span.ended is None]


@given(DECISIONS, st.integers())
def test_neither_order_nor_repetition_of_decisions_changes_what_came_of_them(
    decisions: list[Decision], seed: int
) -> None:
    again = [*decisions, *decisions]
    Random(seed).shuffle(again)
    assert spans(again) == spans(decisions)


@given(DECISIONS)
def test_a_profile_is_linked_to_one_person_at_a_time(decisions: list[Decision]) -> None:
    found = [span for span in spans(decisions) if span.ended != span.decision.lamport]
    assert len(holds(found)) <= 1
    for earlier, later in pairwise(found):
        assert earlier.ended is not None
        assert earlier.ended <= later.decision.lamport


def test_a_person_s_word_ends_what_was_before() -> None:
    first, second = Decision(1, "P1"), Decision(2, "P2")
    assert spans([first, second]) == [Span(first, 2), Span(second, None)]


def test_a_learner_s_word_that_a_link_is_wrong_always_holds() -> None:
    link, unlink = Decision(1, "P1"), Decision(2, NOBODY)
    assert spans([link, unlink]) == [Span(link, 2), Span(unlink, 2)]


def test_a_typed_code_links_only_who_is_linked_to_nobody() -> None:
    held, typed = Decision(1, "P1"), Decision(2, "P2", typed=True)
    assert spans([typed]) == [Span(typed, None)]
    assert spans([held, typed]) == [Span(held, None), Span(typed, 2, asks=True)]


def test_a_typed_code_of_the_same_person_asks_nobody() -> None:
    held, typed = Decision(1, "P1"), Decision(2, "P1", typed=True)
    assert not any(span.asks for span in spans([held, typed]))


def test_at_one_time_unlinked_goes_before_linked_and_the_lesser_of_two_holds() -> None:
    unlinked, first, second = Decision(1, NOBODY), Decision(1, "P1"), Decision(1, "P2")
    assert holds(spans([second, first])) == [first]
    assert holds(spans([second, first, unlinked])) == []
