"""The way of a teacher, in real windows and processes: a power cut loses nothing.

The gallery of every page in every dress is `make run`'s, where there is no display.
"""

from __future__ import annotations

from pathlib import Path

from journeys import study


def test_a_teacher_studies_through_a_power_cut_to_the_end(tmp_path: Path) -> None:
    folder = tmp_path / "journey"

    assert study.sittings(folder), "see what the journey printed"

    assert len(list(folder.glob("*.png"))) >= 20
