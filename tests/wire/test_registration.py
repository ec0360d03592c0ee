"""A registration file is believed as the hub signed it, whatever a later version adds to it."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.credentials.keys import PublisherKey
from ujuzi.errors import RefusedError
from ujuzi.wire import registration
from ujuzi.wire.registration import CampusRegistration

KEY = PublisherKey.generate()
FILE = CampusRegistration(
    hub="https://hub.example",
    hub_key=KEY.public.raw.hex(),
    sealing_key="22" * 32,
    institution="unz",
    campus="ouaga-main",
    name="Université Norbert Zongo",
    epoch="e",
    epoch_number=3,
    folder=r"\\server\ujuzi",
)


def said(**changed: Any) -> dict[str, Any]:
    return {**json.loads(registration.write(FILE, KEY)), **changed}


def test_what_the_hub_wrote_is_read() -> None:
    found = registration.read(registration.write(FILE, KEY))
    assert msgspec.structs.replace(found, signature="") == FILE


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("hub", "https://elsewhere.example"), ("campus", "bobo"), ("sealing_key", "33" * 32)),
        *(("root", "{}"), ("epoch_number", 4), ("added", "later"), ("folder", "elsewhere")),
    ],
)
def test_nothing_that_the_hub_signed_can_be_another(field: str, value: object) -> None:
    with pytest.raises(RefusedError) as refused:
        registration.read(json.dumps(said(**{field: value})).encode())
    assert refused.value.code == "signature-wrong"


@pytest.mark.parametrize("field", ["hub", "folder", "name", "campus"])
def test_a_text_with_a_nul_is_no_address_and_no_folder_whoever_signed_it(field: str) -> None:
    made = msgspec.structs.replace(FILE, **{field: "share\0"})
    with pytest.raises(RefusedError) as refused:
        registration.read(registration.write(made, KEY))
    assert refused.value.code == "registration-file-wrong"


def test_what_a_later_version_adds_is_signed_and_passed_over() -> None:
    later = said(added={"more": [1, "é"]})
    later["signature"] = KEY.sign(registration._message(later)).hex()

    found = registration.read(json.dumps(later, indent=4).encode())

    assert found.campus == FILE.campus


@pytest.mark.parametrize("length", [0, 31, 33])
@pytest.mark.parametrize("field", ["hub_key", "sealing_key"])
def test_a_key_of_another_length_is_none(field: str, length: int) -> None:
    with pytest.raises(RefusedError) as refused:
        registration.read(json.dumps(said(**{field: "aa" * length})).encode())
    assert refused.value.code == "registration-file-wrong"


@given(
    st.binary(max_size=300)
    | st.recursive(st.none() | st.text(), st.lists).map(repr).map(str.encode)
)
def test_anything_else_is_no_registration_file(data: bytes) -> None:
    with pytest.raises(RefusedError) as refused:
        registration.read(data)
    assert refused.value.code == "registration-file-wrong"


@given(cut=st.integers(0, 600))
def test_a_file_that_is_cut_short_is_refused(cut: int) -> None:
    whole = registration.write(FILE, KEY)
    with pytest.raises(RefusedError):
        registration.read(whole[: min(cut, len(whole) - 2)])
