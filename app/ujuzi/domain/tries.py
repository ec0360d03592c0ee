"""How long one waits after wrong secrets: a PIN, a steward code, a passphrase."""

from __future__ import annotations

from math import ceil

FREE_TRIES = 3
WAIT_SECONDS_FIRST = 5
WAIT_SECONDS_MOST = 900
DOUBLED_MOST = 16


def wait_seconds(failed: int, since: float) -> int:
    """Return whole seconds still to wait after so many wrong tries, `since` seconds ago the last.

    Each doubles the wait of the one before.
    """
    if failed < FREE_TRIES:
        return 0
    doubled: int = WAIT_SECONDS_FIRST << min(failed - FREE_TRIES, DOUBLED_MOST)
    whole = min(doubled, WAIT_SECONDS_MOST)
    return max(0, ceil(whole - since))
