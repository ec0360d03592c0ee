"""Numbers as people type them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.domain.number import CHARACTERS_MOST, read_number


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
    ],
)
def test_a_number_is_read_however_people_write_it(typed: str, number: str) -> None:
    assert read_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "three", "3 m", "3 %", "1e3", "1/2", "--3", "3.", "3.5.1", "1 00", "1  000",
        "NaN", "Infinity", "²", "Ⅷ", "1_000", "9" * (CHARACTERS_MOST + 1),
    ],
)  # fmt: skip
def test_anything_else_is_no_number(typed: str) -> None:
    assert read_number(typed) is None


@given(st.text() | st.text("0123456789.,+- ٣٫\u202f"))
def test_nothing_typed_raises(typed: str) -> None:
    number = read_number(typed)

    assert number is None or number.is_finite()


@given(st.decimals(-(10**15), 10**15, places=6))
def test_every_decimal_is_read_as_it_was_written(number: Decimal) -> None:
    assert read_number(f"{number:f}") == number
    assert read_number(f"{number:,f}".replace(",", " ").replace(".", ",")) == number
