"""A coordinator's first afternoon in real windows, without a hub, in English and in French."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeys import afternoon


@pytest.mark.parametrize("language", ["en", "fr"])
def test_320_people_are_enrolled_and_who_is_stuck_is_sent_by_the_help_alone(
    tmp_path: Path, language: str
) -> None:
    assert afternoon.play(tmp_path / "afternoon", language), "see what the journey printed"
