"""The clock that counts a sitting's time runs on, and is nobody's to set."""

from __future__ import annotations

import time

from ujuzi.services.clock import seconds_awake


def test_seconds_awake_never_go_back() -> None:
    seen = [seconds_awake() for _ in range(1000)]
    time.sleep(0.05)  # Windows counts by 16 milliseconds
    seen.append(seconds_awake())

    assert seen == sorted(seen)
    assert seen[-1] > seen[0]
