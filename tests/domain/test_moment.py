"""Whatever a clock claims is a moment, the same wherever it is read."""

from __future__ import annotations

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ujuzi
from ujuzi.domain.moment import EARLIEST, LATEST, moment_of

APP = Path(ujuzi.__file__).parent


@pytest.mark.parametrize(
    ("milliseconds", "moment"),
    [
        (0, datetime(1970, 1, 1, tzinfo=UTC)),
        (-1, datetime(1969, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC)),
        (32_536_850_400_000, datetime(3001, 1, 19, 22, 0, tzinfo=UTC)),
        (253_402_300_799_999, datetime(9999, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC)),
        (2**63, LATEST),
        (-(2**63), EARLIEST),
    ],
)
def test_a_time_is_the_same_on_every_platform(milliseconds: int, moment: datetime) -> None:
    assert moment_of(milliseconds) == moment


@given(st.integers())
def test_no_number_is_refused(milliseconds: int) -> None:
    assert EARLIEST <= moment_of(milliseconds) <= LATEST


ASKS = {"services/delivery/unattended.py: fromtimestamp"}
"""Whether it is night here, which falls back where the platform cannot say."""


def test_nothing_else_in_the_program_asks_the_platform_what_a_time_is() -> None:
    asks = {"fromtimestamp", "utcfromtimestamp", "localtime", "gmtime", "ctime"}
    found = {
        f"{file.relative_to(APP).as_posix()}: {node.attr}"
        for file in APP.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_bytes()))
        if isinstance(node, ast.Attribute) and node.attr in asks
    }
    assert found == ASKS
