"""Media are opened, not only looked at by their first bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.authoring.media_opening import opening_faults

CASE = Path(__file__).parents[1] / "assets" / "cases" / "bugs-30-media-that-nobody-can-open"
WORDS = {
    "m/locked.pdf": "password",
    "m/cut.pdf": "cut off",
    "m/head.pdf": "cut off",
    "m/vp8.webm": "V_VP8",
    "m/mkv.webm": "not WebM",
    "m/cut.webm": "cut off",
    "m/head.webm": "not WebM",
    "figures/cut.png": "cut off",
}


@pytest.mark.parametrize("path", WORDS)
def test_what_cannot_be_opened_is_told(path: str) -> None:
    assert any(WORDS[path] in each for each in opening_faults(path, CASE / path))


def test_a_whole_picture_is_not() -> None:
    assert list(opening_faults("figures/ok.png", CASE / "figures/ok.png")) == []


@given(data=st.binary(max_size=200), end=st.sampled_from(["png", "gif", "jpg", "webp", "webm"]))
def test_no_bytes_raise(data: bytes, end: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / f"any.{end}"
    file.write_bytes(data)
    list(opening_faults(file.name, file))
