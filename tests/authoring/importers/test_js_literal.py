"""Literals are read, and nothing is ever evaluated."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.authoring.importers.js_literal import parse_literal

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000).map(float) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_all_json_is_read_as_json(value: Any) -> None:
    assert parse_literal(json.dumps(value)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[{text: 'a', correct: true,},]", [{"text": "a", "correct": True}]),
        ("[ // a note\n 1, /* and\n another */ 2 ]", [1, 2]),
        (r'"say \"yes\" \u00e9 \x41"', 'say "yes" é A'),
        ("`two\nlines`", "two\nlines"),
        ("{'a-b': undefined}", {"a-b": None}),
        ("[]", []),
    ],
)
def test_what_javascript_allows_beyond_json_is_read(text: str, value: Any) -> None:
    assert parse_literal(text) == value


@pytest.mark.parametrize(
    "text", ["", "oops", "[1", "{a}", "{a: 1 b: 2}", "[1] 2", "f(x)", "[" * 5000, '"open', "1 + 1"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_literal(text)
