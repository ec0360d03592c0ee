"""Sizes and shares as a person reads them."""

from __future__ import annotations

import pytest

from ujuzi.ui.look.amounts import bytes_, language_name, percent


@pytest.mark.parametrize(("amount", "said"), [(999, "999 bytes"), (14_200_000, "14.2 MB")])
def test_the_size_of_a_file(amount: int, said: str) -> None:
    assert bytes_(amount) == said


def test_a_fraction_as_a_percentage() -> None:
    assert percent(0.404) == "40%"


@pytest.mark.parametrize(
    ("tag", "said"),
    [("en", "English"), ("fr", "Français"), ("sw", "Kiswahili"), ("pt", "Português")],
)
def test_a_language_is_called_what_it_calls_itself(tag: str, said: str) -> None:
    assert language_name(tag) == said
