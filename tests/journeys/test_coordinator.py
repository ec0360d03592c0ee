"""A coordinator's week in real windows, by keyboard alone, in English and in French."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeys import coordinator


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_week_is_collected_sent_and_brought_back_by_keyboard_alone(
    tmp_path: Path, language: str
) -> None:
    assert coordinator.play(tmp_path / "week", language), "see what the journey printed"
