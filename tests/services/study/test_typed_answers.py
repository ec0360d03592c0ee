"""Numbers and words of real courses, typed as people type them (`tests/assets/cases`)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from helpers.course_folders import ASSETS, KEY
from helpers.desks import Lab
from ujuzi.authoring.builder import build_pack
from ujuzi.authoring.importers import import_source
from ujuzi.authoring.mistakes import Findings
from ujuzi.authoring.quiz_source import read_quiz
from ujuzi.domain.item import NumericItem

CASES = ASSETS / "cases"
THOUSANDS = CASES / "bugs-08-number-with-thousands-comma"
LETTERS = CASES / "bugs-28-typed-answers-oe-and-hyphens"


def test_an_import_takes_no_number_that_reads_in_two_ways(tmp_path: Path) -> None:
    report = import_source(THOUSANDS / "pupils.gift", tmp_path / "out")

    (bank,) = (tmp_path / "out").glob("*.yaml")
    (item,) = read_quiz(bank.read_bytes(), bank.name, Findings()).quiz.items
    assert isinstance(item, NumericItem)
    assert (item.id, item.value, item.tolerance) == ("pi", Decimal("3.14"), Decimal("0.01"))
    told = {o.line: o.reason for o in report.omissions if "not imported" in o.reason}
    assert told == {
        1: "not imported: 1,000 may be 1000 or 1.000: write one of them",
        3: "not imported: 12,500 may be 12500 or 12.500: write one of them",
    }


@pytest.mark.parametrize(
    ("case", "typed"),
    [
        (THOUSANDS / "course", {"n1": ("1 000 pupils", True), "n2": ("1,000", False)}),
        (
            LETTERS,
            {
                "t0": ("noeud", True),
                "t1": ("COEUR.", True),
                "t2": ("porte-monnaie", True),
                "t3": ("l`eau", True),
            },
        ),
    ],
    ids=["numbers", "letters"],
)
def test_what_people_type_is_right(
    lab: Lab, tmp_path: Path, case: Path, typed: dict[str, tuple[str, bool]]
) -> None:
    build_pack(case, tmp_path / "case.ujuzi", KEY)
    lab.desk.library.install(tmp_path / "case.ujuzi")
    (pack,) = (each.pack for each in lab.desk.library.installed() if each.pack != lab.pack)
    attempt = lab.desk.practice.begin(lab.learner, pack, "a0")

    for item, (answer, right) in typed.items():
        outcome = lab.desk.practice.answer(lab.learner, attempt, item, (answer,))
        assert outcome.right is right, item
    assert [hit.activity for hit in lab.desk.library.search("coeur")] == (
        ["a1"] if case == LETTERS else []
    )
