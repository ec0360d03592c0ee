"""A wait is doubted where the claims of its computer contradict something, and only there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.domain.sitting import Uptime
from ujuzi.domain.waiting import SLACK, Moment, is_doubted

HOUR = 3_600_000
WAIT, DAY, WEEK = 24 * HOUR, 24 * HOUR, 168 * HOUR

offsets = st.integers(-10 * 365 * DAY, 10 * 365 * DAY)


@given(offsets, offsets, st.integers(0, WEEK), st.integers(WAIT, WEEK), st.integers(0, WEEK))
def test_whoever_waited_is_believed_however_wrong_her_computers_clocks_are(
    offset: int, other: int, ended: int, waited: int, later: int
) -> None:
    arrived = ended + waited + later
    one = Moment("a", ended + offset, None, arrived, offset, offset)
    same = Moment("a", ended + waited + offset, None, arrived, offset, offset)
    elsewhere = Moment("b", ended + waited + other, None, arrived, other)

    assert not is_doubted(one, same, WAIT)
    assert not is_doubted(one, elsewhere, WAIT)


@given(
    st.integers(-10 * 365 * DAY, -1),
    st.integers(-WEEK, 3 * WEEK),
    st.integers(0, WEEK),
    st.integers(WAIT, WEEK),
    st.integers(0, WEEK),
    st.booleans(),
)
def test_whoever_waited_is_believed_whenever_a_clock_that_was_behind_was_put_right(
    behind: int, at: int, ended: int, waited: int, later: int, between: bool
) -> None:
    def offset(when: int) -> int:
        return behind if when < at else 0

    def moment(device: str, when: int, told: int, before: int) -> Moment:
        return Moment(device, when + offset(when), None, told, offset(told), offset(before))

    arrived = ended + waited + later
    one = moment("a", ended, ended if between else arrived, -DAY)
    other = moment("a", ended + waited, arrived, ended if between else -DAY)

    assert not is_doubted(one, other, WAIT)


@given(
    st.integers(0, WAIT - SLACK - 1),
    st.integers(WAIT, WEEK),
    st.integers(0, WEEK),
    st.sampled_from(["left", "seen twice", "set back"]),
)
def test_whoever_did_not_wait_and_moved_the_clock_is_asked_where_anybody_saw_it(
    waited: int, moved: int, later: int, how: str
) -> None:
    arrived = waited + later
    after = 0 if how == "set back" else moved
    one = Moment("a", 0, None, arrived, after, 0)
    if how == "seen twice":
        one = Moment("a", 0, None, 0, moved, 0)
    other = Moment("a", waited + moved, None, arrived, after, one.before)

    assert is_doubted(one, other, WAIT, ran_back=moved if how == "set back" else 0)


@given(offsets, st.integers(0, WEEK), st.integers(0, WAIT - SLACK - 1), st.integers(0, WEEK))
def test_whoever_did_not_wait_and_says_so_is_asked(
    offset: int, ended: int, waited: int, later: int
) -> None:
    arrived = ended + waited + later
    one = Moment("a", ended + offset, None, arrived, offset)
    for device, off in (("a", offset), ("b", 0)):
        other = Moment(device, ended + waited + off, None, arrived, off)
        assert is_doubted(one, other, WAIT)


@given(offsets, st.integers(0, 2 * WAIT), st.integers(-WEEK, WEEK))
def test_within_one_boot_the_machine_counts_and_not_its_clock(
    offset: int, waited: int, moved: int
) -> None:
    arrived = 10 * WEEK
    one = Moment("a", WEEK, Uptime("boot", 1000), arrived, offset)
    other = Moment("a", WEEK + moved, Uptime("boot", 1000 + waited), arrived, offset)

    assert is_doubted(one, other, WAIT, ran_back=WEEK) == (waited < WAIT - SLACK)


@pytest.mark.parametrize(
    ("ended", "begun", "doubted"),
    [
        # an hour later, with the clock 25 hours ahead, and set back before the exchange
        (Moment("a", 0, None, 2 * HOUR), Moment("a", 25 * HOUR, None, 2 * HOUR), True),
        # the same, and the clock left as it is: the exchange before saw another one
        (
            Moment("a", 0, None, 30 * HOUR, 24 * HOUR, 0),
            Moment("a", 25 * HOUR, None, 30 * HOUR, 24 * HOUR, 0),
            True,
        ),
        # the first had arrived before; the second comes an hour later and claims a day
        (
            Moment("a", 0, None, HOUR, 0, None),
            Moment("a", 25 * HOUR, None, 2 * HOUR, 25 * HOUR, 0),
            True,
        ),
        # a computer that was always 24 hours ahead
        (
            Moment("a", 24 * HOUR, None, 60 * HOUR, 24 * HOUR, 24 * HOUR),
            Moment("a", 49 * HOUR, None, 60 * HOUR, 24 * HOUR, 24 * HOUR),
            False,
        ),
        # its clock was put right before both
        (
            Moment("a", 0, None, 60 * HOUR, 0, -48 * HOUR),
            Moment("a", 25 * HOUR, None, 60 * HOUR, 0, -48 * HOUR),
            False,
        ),
        # the boot was another one: nobody knows
        (
            Moment("a", 0, Uptime("one", 0), 60 * HOUR),
            Moment("a", 25 * HOUR, Uptime("two", 0), 60 * HOUR),
            False,
        ),
        # of what was only begun no more is known than its claim
        (Moment("a", 0), Moment("a", 25 * HOUR, None, 60 * HOUR), False),
        (Moment("a", 0), Moment("a", 3 * HOUR, None, 60 * HOUR), True),
    ],
)
def test_what_the_hub_saw_contradicts_or_not(ended: Moment, begun: Moment, doubted: bool) -> None:
    assert is_doubted(ended, begun, WAIT) is doubted


def test_a_log_that_runs_backwards_is_asked_about() -> None:
    ended, begun = Moment("a", 0, None, 60 * HOUR), Moment("a", 25 * HOUR, None, 60 * HOUR)
    assert is_doubted(ended, begun, WAIT, ran_back=WEEK)
