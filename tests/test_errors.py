"""Codes of errors have one list; what a later version calls by another code is a refusal."""

from __future__ import annotations

import pytest

from ujuzi.errors import Code


@pytest.mark.parametrize("code", Code)
def test_a_code_that_is_sent_is_the_same_where_it_is_received(code: Code) -> None:
    assert Code.received(str(code)) is code


def test_a_code_of_a_later_hub_is_known_as_a_refusal() -> None:
    assert Code.received("moon-fell") is Code.REFUSED
