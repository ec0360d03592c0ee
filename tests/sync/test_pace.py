"""What a link has shown decides how much goes at once, and how long a silence is no stall."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.sync.pace import (
    FIRST_ASK_BYTES,
    LEAST_BATCH_BYTES,
    MOST_ASK_BYTES,
    SLOWEST,
    Pace,
    Patience,
)
from ujuzi.sync.transports.transport import STALL_SECONDS
from ujuzi.wire.limits import BATCH_TARGET_BYTES

RATES = st.floats(SLOWEST, 1e9)
KBIT_50, MBIT_10 = 6_250.0, 1_250_000.0


def test_a_link_that_is_not_known_gets_one_batch_and_a_small_rest() -> None:
    assert BATCH_TARGET_BYTES < Pace().ask_bytes < 2 * BATCH_TARGET_BYTES
    assert Pace().ask_bytes == FIRST_ASK_BYTES


@pytest.mark.parametrize(
    ("rate", "batch", "ask"),
    [
        (100.0, LEAST_BATCH_BYTES, LEAST_BATCH_BYTES),
        (2_000.0, 20_000, 60_000),
        (KBIT_50, BATCH_TARGET_BYTES, 187_500),
        (MBIT_10, BATCH_TARGET_BYTES, MOST_ASK_BYTES),
    ],
)
def test_a_slow_link_gets_little_at_once_and_a_fast_one_much(
    rate: float, batch: int, ask: int
) -> None:
    assert (Pace(rate).batch_bytes, Pace(rate).ask_bytes) == (batch, ask)


@given(RATES)
def test_an_ask_is_no_stall_while_the_link_carries_half_of_what_it_did(rate: float) -> None:
    pace = Pace(rate)

    assert pace.stall_seconds(pace.ask_bytes) >= 2 * pace.ask_bytes / rate


def test_the_first_ask_is_no_stall_on_the_slowest_link() -> None:
    assert Pace().stall_seconds(FIRST_ASK_BYTES) == STALL_SECONDS + FIRST_ASK_BYTES / SLOWEST


def test_what_was_measured_last_weighs_half() -> None:
    assert Pace().after(10_000, 5) == Pace(2_000)
    assert Pace(4_000).after(10_000, 5) == Pace(3_000)


def test_what_was_not_let_through_is_halved_however_fast_the_link_is() -> None:
    pace = Pace(MBIT_10).narrowed(100_000).after(MOST_ASK_BYTES, 0.1)
    assert pace.ask_bytes == 50_000
    assert Pace().narrowed(60_000).ask_bytes == 30_000
    assert Pace(MBIT_10).narrowed(1_000).ask_bytes == LEAST_BATCH_BYTES


def test_a_few_bytes_and_no_time_say_nothing_of_a_link() -> None:
    assert Pace(4_000).after(300, 5) == Pace(4_000)
    assert Pace(4_000).after(10_000, 0) == Pace(4_000)


@given(st.integers(1, 9), st.floats(0, 100), st.integers())
def test_a_pause_grows_to_a_bound_and_is_never_shorter_than_the_hub_asked_for(
    tried: int, asked_for: float, seed: int
) -> None:
    patience = Patience(first=1.0, most=60.0)

    pause = patience.pause(tried, asked_for, Random(seed))

    assert pause >= max(asked_for, min(60.0, 2.0 ** (tried - 1)) / 2)
    assert pause <= max(2 * asked_for, min(60.0, 2.0 ** (tried - 1)))
