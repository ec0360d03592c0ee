"""The one sentence, in every case: never *everything*, never without its visit, never *answers*."""

from __future__ import annotations

import re
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from helpers.page_fakes import MONDAY
from ujuzi.domain.arrival import Arrival, ArrivalCase, HeldAt, LeavingAnswer, VisitDate
from ujuzi.domain.event import Milliseconds
from ujuzi.services.campus.computers import (
    ClockReading,
    ComputerOddity,
    OddityNote,
    WeekErrand,
    WeekLine,
)
from ujuzi.ui.campus.arrival_words import (
    arrival_sentence,
    clock_words,
    leaving_sentence,
    oddity_words,
    week_button,
    week_sentence,
)
from ujuzi.ui.look.dates import day

DAY = 24 * 3600 * 1000
VISIT, HUB = Milliseconds(MONDAY), Milliseconds(MONDAY + 4 * DAY)
VISITED, LANDED = VisitDate(VISIT), f"(hub, {day(HUB)})"
STICK = HeldAt("STICK", 30, VISIT)


def arrival(case: ArrivalCase, **facts: Any) -> Arrival:
    known: dict[str, Any] = {"recorded": 100, "landed": 60, "visit": VISITED, "landed_at": HUB}
    return Arrival(case, **{**known, **facts})


CASES = [
    (
        arrival(ArrivalCase.LANDED, landed=100),
        f"All 100 entry(ies) that PC-07 had on {day(VISIT)} have landed {LANDED}."
        " What was recorded since is not known here.",
    ),
    (
        arrival(ArrivalCase.LANDED, landed=100, in_question=3),
        f"All 100 entry(ies) that PC-07 had on {day(VISIT)} have landed {LANDED}, of which 3"
        " wait(s) for a person. What was recorded since is not known here.",
    ),
    (
        arrival(ArrivalCase.LANDED, landed=100, visit=VisitDate(HUB, is_collectors=True)),
        f"All 100 entry(ies) that PC-07 had at the visit that was collected on {day(HUB)} have"
        f" landed {LANDED}. What was recorded since is not known here.",
    ),
    (
        arrival(ArrivalCase.PARTLY, held=(STICK,), only_there=10),
        f"60 of 100 entry(ies) that PC-07 had on {day(VISIT)} have landed {LANDED};"
        f" 30 is (are) on STICK since {day(VISIT)}; 10 is (are) only on PC-07.",
    ),
    (
        arrival(ArrivalCase.PARTLY, landed=0, landed_at=None, only_there=100),
        f"0 of 100 entry(ies) that PC-07 had on {day(VISIT)} have landed;"
        " 100 is (are) only on PC-07.",
    ),
    (
        arrival(ArrivalCase.PARTLY, held=(STICK,), behind=30, only_there=10, in_question=3),
        f"60 of 100 entry(ies) that PC-07 had on {day(VISIT)} have landed {LANDED}, of which 3"
        f" wait(s) for a person; 30 is (are) on STICK since {day(VISIT)}; 30 of those on the way"
        " wait(s) for an earlier stick; 10 is (are) only on PC-07.",
    ),
    (
        arrival(ArrivalCase.PUT_BACK, until=VISIT, only_there=40),
        f"The entries of PC-07 had landed until {day(VISIT)}; the hub was put back and they are"
        f" being sent again. 60 of 100 entry(ies) that PC-07 had on {day(VISIT)} have landed"
        f" {LANDED}; 40 is (are) only on PC-07.",
    ),
    (
        arrival(ArrivalCase.COPIED),
        "Two computers speak as PC-07: what has landed of each is not known until the hub has told"
        " them apart.",
    ),
    (
        arrival(ArrivalCase.UNSTATED, recorded=90, held=(STICK,), visit=None),
        f"60 entry(ies) of PC-07 have landed {LANDED}; 30 is (are) on STICK since {day(VISIT)}."
        " It has not said how many it has: collect from it, and you will know.",
    ),
    (
        arrival(ArrivalCase.UNSTATED, recorded=60, visit=None, exchanged_at=VISIT),
        f"60 entry(ies) of PC-07 have landed {LANDED}. It last exchanged with the hub itself on"
        f" {day(VISIT)}; what it has recorded beyond this is not known here.",
    ),
    (
        arrival(
            ArrivalCase.UNSTATED,
            recorded=60,
            visit=None,
            exchanged_at=VISIT,
            leaving=LeavingAnswer.YES,
        ),
        f"60 entry(ies) of PC-07 have landed {LANDED}.",
    ),
    (Arrival(ArrivalCase.NEVER), "PC-07 was never seen."),
]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("known", "said"), CASES, ids=lambda each: getattr(each, "case", ""))
def test_what_has_arrived_is_said_in_these_words(known: Arrival, said: str) -> None:
    assert arrival_sentence(known, "PC-07") == said


def test_every_case_has_its_words() -> None:
    assert {known.case for known, _ in CASES} == set(ArrivalCase)


@pytest.mark.parametrize("known", [known for known, _ in CASES], ids=lambda each: each.case)
def test_it_is_never_everything_never_answers_and_never_without_its_visit(
    qapp: QApplication, known: Arrival
) -> None:
    said = arrival_sentence(known, "PC-07")
    assert qapp is not None
    assert not re.search("everything|answers", said)
    if known.case in {ArrivalCase.LANDED, ArrivalCase.PARTLY, ArrivalCase.PUT_BACK}:
        assert known.visit is not None
        assert day(known.visit.at) in said


@pytest.mark.usefixtures("qapp")
def test_the_counts_that_are_said_make_up_what_was_recorded() -> None:
    known = arrival(ArrivalCase.PARTLY, held=(STICK, HeldAt("BLUE", 4, VISIT)), only_there=6)
    said = arrival_sentence(known, "PC-07")
    landed, recorded, *rest = map(int, re.findall(r"(\d+)(?= of| entry| is \(are\))", said))
    assert (landed, recorded) == (60, 100)
    assert landed + sum(rest) == recorded


ANSWERS: list[tuple[dict[str, Any], str]] = [
    (
        {"leaving": LeavingAnswer.YES, "closed_on": VISIT},
        f"Yes: PC-07 was closed on {day(VISIT)}, and all of it has landed.",
    ),
    ({"leaving": LeavingAnswer.CLOSE_FIRST}, "Not yet: close it first."),
    ({"leaving": LeavingAnswer.WAITS}, "Not yet: 40 entry(ies) wait for the next upload."),
    (
        {"leaving": LeavingAnswer.FILES_WAIT, "attachments": 2},
        "Not yet: 2 handed-in file(s) wait for the next upload.",
    ),
    ({"leaving": LeavingAnswer.COPIED}, "Not yet: two computers speak as PC-07."),
]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("facts", "said"), ANSWERS, ids=[str(f["leaving"]) for f, _ in ANSWERS])
def test_whether_it_may_go_is_said_in_these_words(facts: dict[str, Any], said: str) -> None:
    assert leaving_sentence(arrival(ArrivalCase.PARTLY, **facts), "PC-07") == said


def test_every_answer_has_its_words() -> None:
    assert {facts["leaving"] for facts, _ in ANSWERS} == set(LeavingAnswer)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("oddity", list(ComputerOddity))
def test_everything_odd_has_words_of_its_own(oddity: ComputerOddity) -> None:
    said = {each: oddity_words(OddityNote(each, 3, ("PC-08",))) for each in ComputerOddity}
    assert said[oddity].endswith(".")
    assert list(said.values()).count(said[oddity]) == 1


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("errand", list(WeekErrand))
def test_everything_that_needs_her_names_three_and_counts_the_others(errand: WeekErrand) -> None:
    line = WeekLine(errand, 5, ("PC-01", "PC-02", "PC-03"), ("a", "b", "c", "d", "e"))
    assert week_sentence(line).endswith("PC-01, PC-02, PC-03 and 2 more.")
    assert week_button(line)


@pytest.mark.usefixtures("qapp")
def test_both_clocks_are_told_and_a_wrong_one_is_called_so() -> None:
    assert "which is wrong" in clock_words(ClockReading(VISIT, HUB, is_wrong=True))
    assert "which is wrong" not in clock_words(ClockReading(VISIT, HUB, is_wrong=False))
