"""The key list: enough keys of the root have signed it, and it never goes back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.certificates import (
    AFTER,
    BEFORE,
    HUB,
    ISSUED,
    ROOT,
    ROOT_KEYS,
    STRANGER,
    key_list,
    listed,
    signed_key_list,
)
from ujuzi.credentials.key_list import (
    ISSUING,
    MAX_BYTES,
    RECEIPTS,
    KeyList,
    Root,
    countersign,
    new_root,
    read_key_list,
    root_named_in,
    root_of,
    write_key_list,
)
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.achievement import Revocation
from ujuzi.errors import RefusedError


def refused(data: bytes, root: Root = ROOT, previous: KeyList | None = None) -> str:
    with pytest.raises(RefusedError) as refusal:
        read_key_list(data, root, previous)
    return refusal.value.code


@pytest.mark.parametrize("by", [ROOT_KEYS[:2], ROOT_KEYS[1:], ROOT_KEYS])
def test_any_two_keys_of_three_make_a_list(by: tuple[PublisherKey, ...]) -> None:
    assert read_key_list(signed_key_list(by=by), ROOT) == key_list()


@pytest.mark.parametrize(
    "by",
    [(), ROOT_KEYS[:1], (ROOT_KEYS[0], ROOT_KEYS[0]), (ROOT_KEYS[0], STRANGER)],
    ids=["nobody", "one key", "one key twice", "one key and a stranger"],
)
def test_fewer_do_not(by: Iterable[PublisherKey]) -> None:
    assert refused(signed_key_list(by=by)) == "key-list-unsigned"


def test_a_second_person_signs_later() -> None:
    first = signed_key_list(by=ROOT_KEYS[:1])
    assert read_key_list(countersign(first, ROOT_KEYS[2:]), ROOT) == key_list()


def test_a_changed_list_is_refused() -> None:
    assert refused(signed_key_list().replace(b"Hub of", b"Hut of")) == "key-list-unsigned"


def test_a_new_root_names_three_keys_of_which_two_sign() -> None:
    root, keys = new_root()
    assert (len(set(root.keys)), root.threshold) == (3, 2)
    own = msgspec.structs.replace(key_list(), root=root)
    data = write_key_list(own, keys[:2])
    assert read_key_list(data, root) == own
    assert root_named_in(data).fingerprint == root.fingerprint
    assert refused(data) == "key-list-unsigned"


def test_versions_only_go_up() -> None:
    second = read_key_list(signed_key_list(version=2), ROOT)
    assert refused(signed_key_list(version=1), previous=second) == "key-list-older"
    assert read_key_list(signed_key_list(version=2), ROOT, second) == second
    assert read_key_list(signed_key_list(version=3), ROOT, second).version == 3


def test_one_version_has_one_content() -> None:
    present = read_key_list(signed_key_list(), ROOT)
    other = signed_key_list(listed(STRANGER))
    assert refused(other, previous=present) == "key-list-older"


def test_trust_is_handed_on_to_a_new_root_by_the_old_one() -> None:
    new_keys = tuple(PublisherKey(bytes([seed]) * 32) for seed in (4, 5, 6))
    new = msgspec.structs.replace(key_list(version=2), root=root_of(new_keys))
    present = read_key_list(signed_key_list(), ROOT)
    by_both = write_key_list(new, (*ROOT_KEYS[:2], *new_keys[:2]))
    assert read_key_list(by_both, ROOT, present) == new
    for by in (new_keys, ROOT_KEYS, (*ROOT_KEYS[:1], *new_keys[:2])):
        assert refused(write_key_list(new, by), previous=present) == "key-list-unsigned"
    third = write_key_list(msgspec.structs.replace(new, version=3), new_keys[:2])
    assert read_key_list(third, ROOT, new).version == 3


def test_what_a_later_program_adds_is_signed_and_read_past() -> None:
    signed = {**msgspec.to_builtins(key_list(listed(role="hub-time"))), "policy": {"url": "x"}}
    signed["keys"][0]["colour"] = "blue"
    file = json.dumps({"signed": signed, "signatures": {}}).encode()
    read = read_key_list(countersign(file, ROOT_KEYS), ROOT)
    assert read.keys == (listed(role="hub-time"),)
    assert b'"policy"' in countersign(file, ROOT_KEYS)


def test_a_key_is_found_in_its_role_alone() -> None:
    known = key_list(listed(), listed(STRANGER, role=RECEIPTS))
    assert known.find(HUB.public.raw, ISSUING) == listed()
    assert known.find(HUB.public.raw, RECEIPTS) is None
    assert known.find(STRANGER.public.raw, ISSUING) is None


def test_the_keys_in_use_are_those_neither_retired_nor_revoked_newest_first() -> None:
    lost = Revocation(at=ISSUED, reason="Lost.")
    old, new = listed(), listed(STRANGER, valid_from=ISSUED)
    gone = listed(ROOT_KEYS[0], revoked=lost)
    past = listed(ROOT_KEYS[1], valid_until=ISSUED)
    assert key_list(old, gone, past, new).in_use(ISSUING, AFTER) == (new, old)
    assert key_list(old, new).in_use(ISSUING, BEFORE) == (old,)
    assert key_list(old).in_use(ISSUING, BEFORE - timedelta(seconds=1)) == ()


def mutilated(**facts: Any) -> bytes:
    signed = {**msgspec.to_builtins(key_list()), **facts}
    return json.dumps({"signed": signed, "signatures": {}}).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[" * 100_000,
        b" " * (MAX_BYTES + 1),
        mutilated(version=0),
        mutilated(version="1"),
        mutilated(issued="2025-03-03"),
        mutilated(root={"keys": [ROOT.keys[0]], "threshold": 2}),
        mutilated(root={"keys": [ROOT.keys[0]] * 2, "threshold": 2}),
        mutilated(root={"keys": [], "threshold": 0}),
        mutilated(keys=[{"key": "00"}]),
    ],
)
def test_what_is_no_key_list_is_refused(data: bytes) -> None:
    assert refused(data) == "key-list-malformed"


@given(st.binary(max_size=300))
def test_no_bytes_break_it(data: bytes) -> None:
    assert refused(data) == "key-list-malformed"
