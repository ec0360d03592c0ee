"""Wrong secrets are waited for longer and longer, and never for ever."""

from __future__ import annotations

import pytest

from ujuzi.domain.tries import FREE_TRIES, WAIT_SECONDS_MOST, wait_seconds


@pytest.mark.parametrize(
    ("failed", "since", "wait"),
    [(0, 0, 0), (2, 0, 0), (3, 0, 5), (3, 4.2, 1), (3, 5, 0), (4, 0, 10), (10**9, 0, 900)],
)
def test_each_wrong_one_after_the_third_doubles_the_wait(
    failed: int, since: float, wait: int
) -> None:
    assert wait_seconds(failed, since) == wait


def test_nobody_waits_longer_than_the_most() -> None:
    waits = [wait_seconds(FREE_TRIES + more, 0) for more in range(40)]
    assert waits == sorted(waits)
    assert waits[-1] == WAIT_SECONDS_MOST
