"""Numbers as people type them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.domain.number import CHARACTERS_MOST, is_ambiguous, read_answer, read_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("3.5", "3.5"),
        ("3,5", "3.5"),
        (" 3.50 ", "3.5"),
        ("+3", "3"),
        ("\N{MINUS SIGN}3", "-3"),
        (".5", "0.5"),
        ("٣٫٥", "3.5"),
        ("۱۲", "12"),
        ("1 000 000", "1000000"),
        ("1\N{NARROW NO-BREAK SPACE}000,25", "1000.25"),
        ("\N{RIGHT-TO-LEFT MARK}42", "42"),
        ("1,000,000", "1000000"),
        ("1,000.5", "1000.5"),
        ("1.000,5", "1000.5"),
        ("1.000.000", "1000000"),
        ("1٬000", "1000"),
        ("١٬٢٣٤٫٥", "1234.5"),
        ("0,125", "0.125"),
        ("1234,567", "1234.567"),
        ("1 000,125", "1000.125"),
        ("–3", "-3"),
        ("1.000", "1"),
    ],
)
def test_a_number_is_read_however_people_write_it(typed: str, number: str) -> None:
    assert read_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "three", "3 m", "3 %", "1e3", "1/2", "--3", "3.", "3.5.1", "1 00", "1  000",
        "1,000", "NaN", "Infinity", "²", "Ⅷ", "1_000", "9" * (CHARACTERS_MOST + 1),
    ],
)  # fmt: skip
def test_anything_else_is_no_number(typed: str) -> None:
    assert read_number(typed) is None


@given(st.text() | st.text("0123456789.,+- ٣٫\u202f"))
def test_nothing_typed_raises(typed: str) -> None:
    for number in (read_number(typed), read_answer(typed)):
        assert number is None or number.is_finite()
    assert not (is_ambiguous(typed) and read_answer(typed) is not None)


@given(st.decimals(-(10**15), 10**15, places=6))
def test_every_decimal_is_read_as_it_was_written(number: Decimal) -> None:
    assert read_number(f"{number:f}") == number
    assert read_number(f"{number:,f}".replace(",", " ").replace(".", ",")) == number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("3.5", "3.5"), ("3,5 m", "3.5"), ("20 %", "20"), ("20٪", "20"), ("42.", "42"),
        ("-4 °C", "-4"), ("12 km/h", "12"), ("5 m²", "5"), ("5 m2", "5"), ("5 m^2.", "5"),
        ("1 500 FCFA", "1500"), ("10€", "10"), ("3 personnes", "3"), ("٥ كم", "5"),
        ("٣٫٥ كم", "3.5"), ("300 K", "300"), ("5 N", "5"),
        ("5 ሜትር።", "5"), (".5 l", "0.5"), ("1,000,000 F", "1000000"), ("1٬234 people", "1234"),
    ],
)  # fmt: skip
def test_a_unit_and_the_end_of_a_sentence_are_forgiven(typed: str, number: str) -> None:
    assert read_answer(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    [
        "2 million", "3 mille", "5k", "elfu 2", "2 elfu", "3 ألف", "2x", "1e3", "3 or 4",
        "3 m 50", "1/2", "2 Million", "3x", "4n",
        "5²", "2^3", "m 3", "%", "three", "2 and a half", "--3",
    ],
)  # fmt: skip
def test_what_changes_a_number_is_no_unit(typed: str) -> None:
    assert read_answer(typed) is None


@pytest.mark.parametrize("typed", ["1,000", "12,500", "-1,000", "999,999 km", "١,٢٣٤", "1,000."])
def test_one_comma_before_three_digits_reads_in_two_ways(typed: str) -> None:
    assert is_ambiguous(typed)
    assert read_answer(typed) is None


@pytest.mark.parametrize(
    "typed", ["0,125", "3,14", "1 000", "1000,000", "1,0000", "1,000.0", "1٬000"]
)
def test_other_commas_read_in_one_way(typed: str) -> None:
    assert not is_ambiguous(typed)
    assert read_answer(typed) is not None
