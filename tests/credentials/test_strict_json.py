"""JSON is read in any of its encodings, and what says a name twice says nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.credentials.strict_json import read_object, read_text
from ujuzi.errors import RefusedError

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.dictionaries(TEXTS, TEXTS, min_size=1), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_an_object_comes_back_in_whatever_encoding_it_was_saved(
    facts: dict[str, str], encoding: str
) -> None:
    text = read_text(json.dumps(facts, ensure_ascii=False).encode(encoding))
    assert text is not None
    assert read_object(text.encode()) == facts


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_without_a_mark_the_letters_say_the_encoding(encoding: str) -> None:
    assert read_text('{"a": "é"}'.encode(encoding)) == '{"a": "é"}'


@pytest.mark.parametrize("data", [b'{"a": 1, "a": 1}', b'{"b": [{"a": 1, "\\u0061": 2}]}'])
def test_a_name_twice_is_refused(data: bytes) -> None:
    with pytest.raises(RefusedError) as refusal:
        read_object(data)
    assert (refusal.value.code, refusal.value.facts["name"]) == ("name-twice", "a")


@pytest.mark.parametrize(
    "data", [b"", b"1", b"[1, 2]", b"[{}, {}]", b'{"a": NaN}', b'"\\ud800"', b"[" * 100_000]
)
def test_what_is_no_object_is_none(data: bytes) -> None:
    assert read_object(data) is None


def test_an_object_may_stand_in_a_list_of_one() -> None:
    assert read_object(b'[{"a": 1}]') == {"a": 1}
    assert read_text(b"\xff\xff") is None
