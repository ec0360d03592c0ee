"""Captions stand under the picture at their moment, and only then."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.packs.captions import Cue
from ujuzi.ui.read.video_pane import said_at

CUES = (Cue(0.5, 1.0, "one"), Cue(1.0, 2.0, "two"), Cue(4.0, 5.0, "three"))
STARTS = [cue.start for cue in CUES]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.0, ""), (0.5, "one"), (0.99, "one"), (1.0, "two"), (3.0, ""), (4.5, "three"), (9.0, "")],
)
def test_what_is_said_at_a_moment(seconds: float, said: str) -> None:
    assert said_at(CUES, STARTS, seconds) == said


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_without_cues_nothing_is_said(seconds: float) -> None:
    assert said_at((), [], seconds) == ""
