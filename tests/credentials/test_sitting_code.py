"""A sitting's code is refused at once where a letter is wrong, and opens one assessment."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from ujuzi.credentials.secrets import LENGTH, LETTERS
from ujuzi.credentials.sitting_code import WHOLE_LENGTH, checked, is_sound, name_of
from ujuzi.domain import ticket

FIRST = st.text(LETTERS, min_size=LENGTH, max_size=LENGTH)
NAMES = st.text(min_size=1, max_size=10)


def test_the_check_is_fixed_for_ever() -> None:
    assert checked("23456789ABCD", "final") == "23456789ABCDNX"
    assert name_of(ticket.seed("23456789ABCDNX", "final")) == "6ec3fdba146cacc7"


@given(FIRST, NAMES)
def test_a_code_is_sound_for_its_assessment(letters: str, assessment: str) -> None:
    code = checked(letters, assessment)

    assert len(code) == WHOLE_LENGTH == 14
    assert is_sound(code, assessment)


@given(FIRST, st.integers(0, WHOLE_LENGTH - 1), st.sampled_from(LETTERS + "0OIl-\u00e9"))
def test_one_wrong_letter_is_always_seen(letters: str, place: int, wrong: str) -> None:
    code = checked(letters, "final")
    assume(code[place] != wrong)

    assert not is_sound(code[:place] + wrong + code[place + 1 :], "final")


@given(FIRST, st.integers(0, WHOLE_LENGTH - 1), st.integers(0, WHOLE_LENGTH - 1))
def test_two_letters_that_changed_places_are_always_seen(letters: str, one: int, two: int) -> None:
    code = checked(letters, "final")
    swapped = list(code)
    swapped[one], swapped[two] = swapped[two], swapped[one]
    assume("".join(swapped) != code)

    assert not is_sound("".join(swapped), "final")


@given(FIRST)
def test_a_letter_too_few_or_too_many_is_seen(letters: str) -> None:
    code = checked(letters, "final")

    assert not any(is_sound(typed, "final") for typed in ("", code[:-1], code + "2", letters))


def test_a_code_of_another_assessment_is_hardly_ever_taken() -> None:
    code = checked("23456789ABCD", "final")

    assert sum(is_sound(code, f"another-{n}") for n in range(10_000)) < 30
