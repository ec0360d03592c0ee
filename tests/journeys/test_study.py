"""The whole way of a teacher, in real windows and processes: nothing lost, nothing clipped."""

from __future__ import annotations

import json
from pathlib import Path

from journeys import study


def test_a_teacher_studies_through_a_power_cut_to_the_end(tmp_path: Path) -> None:
    folder = tmp_path / "journey"

    assert study.play(folder), "see what the journey printed"

    report = json.loads((folder / "report.json").read_text())
    assert report["findings"] == []
    assert report["looked_at"] >= len(study.LANGUAGES) * len(study.THEMES) * len(study.SCREENS)
    assert len(list(folder.glob("*.png"))) >= 20
