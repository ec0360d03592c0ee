"""How long it still takes is said when something is known of it, and never as nothing."""

from __future__ import annotations

from ujuzi.ui.campus.remaining import Remaining


def test_it_is_as_slow_as_it_was_so_far() -> None:
    now = [100.0]
    remaining = Remaining(lambda: now[0])
    assert remaining.seconds(50, 100) is None

    now[0] = 110.0
    assert remaining.seconds(25, 100) == 30
    assert remaining.seconds(0, 100) is None
    assert remaining.seconds(100, 100) is None
    assert remaining.seconds(999_999, 1_000_000) == 1
