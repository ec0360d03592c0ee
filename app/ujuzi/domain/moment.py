"""A time since 1970 as a calendar has it, the same on every platform.

`datetime.fromtimestamp` asks the platform: Windows refuses what lies before 1970 or beyond the year
3000, and so does what a clock may claim that lost its battery, or whoever made a time up.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EARLIEST, LATEST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def moment_of(milliseconds: float) -> datetime:
    """Return a time since 1970 in UTC; outside the years 1 to 9999, the first or last moment."""
    try:
        return EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return EARLIEST if milliseconds < 0 else LATEST
