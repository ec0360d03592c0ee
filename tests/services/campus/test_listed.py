"""Finding people among those who are listed."""

from __future__ import annotations

import pytest

from ujuzi.services.campus.listed import CampusPerson, matching

PEOPLE = tuple(
    CampusPerson(number, name, "teacher", "north")
    for number, name in (("1042", "Zoë Ndiaye"), ("77", "أحمد بن علي"), ("A-5", "ሠላም ኃይሉ"))
)


@pytest.mark.parametrize(
    ("words", "number"),
    [("zoe", "1042"), ("DIAYE z", "1042"), ("احمد", "77"), ("ሰላም", "A-5"), ("a-5", "A-5")],
)
def test_somebody_is_found_by_a_piece_of_name_or_number_in_any_script(
    words: str, number: str
) -> None:
    assert [each.person for each in matching(PEOPLE, words)] == [number]


def test_no_words_find_everybody_and_a_wrong_one_beside_a_right_one_nobody() -> None:
    assert matching(PEOPLE, " ") == PEOPLE
    assert matching(PEOPLE, "zoe mensah") == ()
