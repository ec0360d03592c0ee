"""The list that travels on sticks: what it brings is verified, and the newest of all is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from helpers.certificates import (
    AFTER,
    HUB,
    REVOKED,
    ROOT,
    ROOT_KEYS,
    STATUS,
    STRANGER,
    issued,
    list_file,
    listed,
    signed_key_list,
    status_credential,
    written,
)
from ujuzi.credentials import trust as trusts
from ujuzi.credentials.check import check
from ujuzi.credentials.key_list import RECEIPTS, ListedKey
from ujuzi.credentials.keys import PublicKey
from ujuzi.credentials.multibase import did_key
from ujuzi.credentials.trust import read_list, root_of_list
from ujuzi.domain.achievement import Revocation
from ujuzi.errors import RefusedError

LATER = AFTER + timedelta(days=1)


def test_a_list_is_read_as_it_was_written() -> None:
    data = list_file(signed_key_list(), [status_credential(REVOKED)])
    trust = read_list(data, ROOT)
    found = trust.status_list(STATUS, "secretariat")
    assert found is not None
    assert found.revoked == REVOKED
    assert root_of_list(data) == ROOT


@pytest.mark.parametrize("first_newer", [True, False])
def test_of_two_status_lists_the_newer_is_kept(*, first_newer: bool) -> None:
    older = list_file(signed_key_list(), [status_credential()])
    newer = list_file(signed_key_list(), [status_credential(REVOKED, issued=LATER)])
    one, two = (newer, older) if first_newer else (older, newer)
    trust = read_list(two, ROOT, read_list(one, ROOT))
    assert [each.issued for each in trust.status_lists] == [LATER]


YEAR_2031 = datetime(2031, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("first_newer", [True, False])
@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ({"version": 8}, {"version": 7, "issued": YEAR_2031}),
        ({"version": 10}, {"version": 9, "issued": YEAR_2031}),
        ({"version": 1}, {"issued": YEAR_2031}),
    ],
    ids=["dated in the future", "not as text", "of a program that counted none"],
)
def test_the_version_decides_which_status_list_holds_and_no_date(
    newer: dict[str, Any], older: dict[str, Any], *, first_newer: bool
) -> None:
    lists = [
        list_file(signed_key_list(), [status_credential(REVOKED, **newer)]),
        list_file(signed_key_list(), [status_credential(**older)]),
    ]
    first, second = lists if first_newer else reversed(lists)
    trust = read_list(second, ROOT, read_list(first, ROOT))
    assert [each.revoked for each in trust.status_lists] == [REVOKED]


def test_nobodys_list_takes_the_place_of_another_issuers() -> None:
    other = listed(STRANGER, organisation="another")
    keys = signed_key_list(listed(), other)
    false = status_credential(key=STRANGER, version=999)
    trust = read_list(list_file(keys, [status_credential(REVOKED, version=3), false]), ROOT)
    found = trust.status_list(STATUS, "secretariat")
    assert found is not None
    assert found.revoked == REVOKED


def test_an_older_key_list_is_refused_with_all_that_came_with_it() -> None:
    present = read_list(list_file(signed_key_list(version=2), []), ROOT)
    with pytest.raises(RefusedError) as refusal:
        read_list(list_file(signed_key_list(version=1), [status_credential()]), ROOT, present)
    assert refusal.value.code == "key-list-older"


LOST = Revocation(at=AFTER, reason="Lost.")


@pytest.mark.parametrize(
    "entry",
    [
        listed(STRANGER),
        listed(HUB, role=RECEIPTS),
        listed(HUB, revoked=LOST),
    ],
    ids=["another key", "another role", "a revoked key"],
)
def test_a_status_list_of_no_issuer_is_refused(entry: ListedKey) -> None:
    data = list_file(signed_key_list(entry), [status_credential()])
    with pytest.raises(RefusedError) as refusal:
        read_list(data, ROOT)
    assert refusal.value.code == "list-tampered"


def test_the_status_list_of_a_stranger_is_refused_before_its_meaning_is_made_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    meant: list[str] = []

    def verify_proof(document: dict[str, Any]) -> PublicKey:
        meant.append(document["issuer"])
        return HUB.public

    monkeypatch.setattr(trusts, "verify_proof", verify_proof)
    lists = [status_credential(key=STRANGER), status_credential()]
    read_list(list_file(signed_key_list(), lists[1:]), ROOT)
    assert meant == [lists[1]["issuer"]]

    with pytest.raises(RefusedError) as refusal:
        read_list(list_file(signed_key_list(), lists), ROOT)
    assert refusal.value.code == "list-tampered"
    assert meant == [lists[1]["issuer"]]


def test_a_retired_key_goes_on_signing_the_status_of_what_it_issued() -> None:
    retired = signed_key_list(listed(HUB, valid_until=AFTER - timedelta(days=1)))
    trust = read_list(list_file(retired, [status_credential(REVOKED)]), ROOT)
    assert trust.status_list(STATUS, "secretariat") is not None


def test_the_status_lists_of_a_key_that_is_revoked_later_say_nothing_more() -> None:
    present = read_list(list_file(signed_key_list(), [status_credential()]), ROOT)
    later = signed_key_list(listed(HUB, revoked=LOST), version=2)
    trust = read_list(list_file(later, []), ROOT, present)
    assert trust.status_list(STATUS, "secretariat") is None


def test_a_changed_status_list_is_refused() -> None:
    data = list_file(signed_key_list(), [status_credential(REVOKED)])
    with pytest.raises(RefusedError) as refusal:
        read_list(data.replace(b"by mistake", b"by accident"), ROOT)
    assert refusal.value.code == "list-tampered"


@pytest.mark.parametrize("data", [b"", b"[]", b'{"format": 2}', b"\xff", b"{" * 50_000])
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(RefusedError) as refusal:
        read_list(data, ROOT)
    assert refusal.value.code == "list-malformed"


def test_a_list_of_another_root_is_refused() -> None:
    data = list_file(signed_key_list(by=ROOT_KEYS[:1]), [])
    with pytest.raises(RefusedError) as refusal:
        read_list(data, ROOT)
    assert refusal.value.code == "key-list-unsigned"


def test_of_two_lists_of_one_second_the_older_never_wins() -> None:
    older = list_file(signed_key_list(), [status_credential()])
    newer = list_file(signed_key_list(), [status_credential(REVOKED)])
    for first, second in ((older, newer), (newer, older)):
        trust = read_list(second, ROOT, read_list(first, ROOT))
        assert [each.revoked for each in trust.status_lists] == [REVOKED]


def test_two_hubs_of_one_organisation_hide_nothing_of_each_other() -> None:
    keys = signed_key_list(listed(), listed(STRANGER))
    mine, other = status_credential(REVOKED, version=2), status_credential(key=STRANGER, version=9)
    for lists in ([mine, other], [other, mine]):
        trust = read_list(list_file(keys, lists), ROOT)
        for found in (
            trust.status_list(STATUS, "secretariat", did_key(HUB.public)),
            trust.numbered(0, "secretariat", did_key(HUB.public)),
        ):
            assert found is not None
            assert found.revoked == REVOKED
        assert check(written(issued()), trust).standing == "revoked"
        assert check(written(issued(STRANGER)), trust).standing == "genuine"
