"""A certificate attests the competencies that were reached, each with its result, and no other."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.certificates import ACHIEVEMENT
from helpers.exams import ASSESSMENT, ATTEMPT, BANK, chosen
from ujuzi.domain.achievement import Achievement, Alignment, CompetencyScore
from ujuzi.domain.assessment import Assessment
from ujuzi.domain.attested import attested
from ujuzi.domain.grading import Graded, Tally, encoded, grade, reached
from ujuzi.domain.sitting import Answered

FIVE = tuple(f"unesco-ai-cft:{n}.1" for n in range(1, 6))
ETHICS = FIVE[1]


def aligned(*iris: str) -> Achievement:
    """Return an achievement with alignments to these."""
    alignments = tuple(Alignment(iri=iri, name=iri, framework="F") for iri in iris)
    return msgspec.structs.replace(ACHIEVEMENT, alignments=alignments)


def result(*right: int, pass_mark: int = 60, **minimums: int) -> Graded:
    """Return a result in five competencies of four items each."""
    tallies = tuple(Tally(name, n, 4) for name, n in zip(FIVE, right, strict=True))
    return Graded(
        version=1,
        marks=(),
        right=sum(right),
        items=20,
        passed=True,
        pass_mark=pass_mark,
        competencies=tallies,
        minimums=minimums,
    )


IRIS = tuple(f"https://doi.org/10.54675/ZJTE2084#{n}.1" for n in range(1, 6))


def test_nothing_in_ethics_attests_no_ethics() -> None:
    stated, scores = attested(aligned(*IRIS), result(4, 0, 4, 3, 2), {})

    assert [each.iri for each in stated.alignments] == [IRIS[0], IRIS[2], IRIS[3]]
    assert scores[-1] == CompetencyScore(alignment=IRIS[3], reached=3, possible=4, needed=3)


@given(st.lists(st.integers(0, 4), min_size=5, max_size=5), st.integers(1, 100))
def test_a_competency_is_attested_at_its_minimum_or_at_the_pass_mark(
    right: list[int], minimum: int
) -> None:
    graded = result(*right, **{ETHICS: minimum})

    stated, scores = attested(aligned(*IRIS), graded, {})

    shown = {
        iri
        for iri, name, n in zip(IRIS, FIVE, right, strict=True)
        if n and n * 100 >= 4 * (minimum if name == ETHICS else 60)
    }
    assert {each.iri for each in stated.alignments} == shown
    assert {each.alignment for each in scores} == shown
    assert all(0 < each.needed <= each.reached <= each.possible for each in scores)


@pytest.mark.parametrize(
    ("iris", "attests", "kept"),
    [
        (["https://a.example/skills/1.1", "urn:x:2.1"], {}, ["https://a.example/skills/1.1"]),
        (["urn:uuid:e2564f14-90d1-5c47-9261-02209e8408bf"], {}, []),
        (["urn:any"], {"urn:any": FIVE[0]}, ["urn:any"]),
        (["urn:any"], {"urn:any": ETHICS}, []),
        (["urn:any"], {"urn:any": "never asked"}, []),
        ([IRIS[0]], {IRIS[0]: ETHICS}, []),
        (["https://a.example#1.1", "https://b.example#1.1"], {}, []),
    ],
)
def test_an_alignment_means_the_competency_of_its_code_or_that_is_named(
    iris: list[str], attests: dict[str, str], kept: list[str]
) -> None:
    stated, _ = attested(aligned(*iris), result(4, 0, 4, 4, 4), attests)

    assert [each.iri for each in stated.alignments] == kept


def test_an_alignment_that_means_none_is_attested_by_the_whole() -> None:
    stated, scores = attested(aligned("urn:any"), result(4, 1, 4, 4, 1), {})

    assert len(stated.alignments) == 1
    assert scores == ()


class TestPassing:
    """Whether a minimum is needed to pass."""

    drawn = BANK.drawn(ASSESSMENT.blueprint, ATTEMPT)
    none_of_the_first = tuple(
        Answered(item.id, chosen(item, "Answer 1" if item.competency == "f:0" else "Answer 0"))
        for item in drawn
    )

    def graded(self, **rules: object) -> Graded:
        assessment: Assessment = msgspec.structs.replace(ASSESSMENT, **rules)
        least = assessment.least
        return grade(BANK, self.drawn, self.none_of_the_first, 60, minimums=least)

    def test_one_total_passes_where_no_competency_asks_for_more(self) -> None:
        graded = self.graded()
        assert graded.passed
        assert reached(graded) == ("f:1",)
        assert b"minimums" not in encoded(graded)

    @pytest.mark.parametrize("rules", [{"minimum": 1}, {"minimum": 50}, {"minimums": {"f:0": 30}}])
    def test_who_misses_the_minimum_of_one_does_not_pass(self, rules: dict[str, object]) -> None:
        graded = self.graded(**rules)
        assert not graded.passed
        assert msgspec.json.decode(encoded(graded), type=Graded) == graded

    def test_a_minimum_of_another_or_none_of_this_hinders_nobody(self) -> None:
        assert self.graded(minimums={"f:1": 100}).passed
        assert self.graded(minimum=50, minimums={"f:0": 0}).passed

    def test_what_was_withdrawn_asks_nothing(self) -> None:
        gone = {item.id for item in self.drawn if item.competency == "f:0"}
        graded = grade(BANK, self.drawn, self.none_of_the_first, 60, gone, {"f:0": 50, "f:1": 50})
        assert graded.passed
        assert reached(graded) == ("f:1",)
