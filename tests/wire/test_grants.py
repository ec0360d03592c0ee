"""A list of coordinators is read as it was signed, and by nobody else's key."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from ujuzi.credentials.keys import PublisherKey
from ujuzi.errors import RefusedError
from ujuzi.wire import grants
from ujuzi.wire.grants import Grant, GrantList

HUB, STRANGER = PublisherKey(bytes([1]) * 32), PublisherKey(bytes([2]) * 32)
KEY = PublisherKey(bytes([3]) * 32).public.raw
ASHA = Grant("0" * 15 + "a", "campus", "p-1", "Asha", grants.COORDINATOR, KEY, KEY, 1, 1_000)
LIST = GrantList(grants.VERSION, "school", "campus", 7, 100, (ASHA,))


def test_a_list_says_what_was_signed() -> None:
    wire = grants.write(LIST, HUB)

    assert grants.read(wire) == LIST
    grants.verify(wire, (STRANGER.public, HUB.public))


def test_a_list_that_a_stranger_signed_or_changed_is_refused() -> None:
    wire = grants.write(LIST, HUB)

    for told in (grants.write(LIST, STRANGER), wire[:-1] + bytes([wire[-1] ^ 1])):
        with pytest.raises(RefusedError, match="not signed by the hub"):
            grants.verify(told, (HUB.public,))


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (replace(LIST, number=0), "message-malformed"),
        (replace(LIST, version=2), "version-unknown"),
        (replace(LIST, grants=(ASHA, ASHA)), "message-malformed"),
        (replace(LIST, grants=(replace(ASHA, id="x"),)), "message-malformed"),
        (replace(LIST, grants=(replace(ASHA, campus="other"),)), "message-malformed"),
        (replace(LIST, grants=(replace(ASHA, sealing_key=b"short"),)), "message-malformed"),
        (replace(LIST, grants=(replace(ASHA, last_digest=b"short"),)), "message-malformed"),
        (replace(LIST, grants=(replace(ASHA, last_act=-1),)), "message-malformed"),
    ],
)
def test_a_list_that_can_be_none_is_refused(told: GrantList, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        grants.read(grants.write(told, HUB))

    assert refused.value.code == code


def test_a_grant_is_in_force_until_its_day_and_not_after_its_end() -> None:
    assert ASHA.in_force(1_000)
    assert not ASHA.in_force(1_001)
    assert not replace(ASHA, ended=grants.LEFT).in_force(5)
