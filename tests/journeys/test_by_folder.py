"""A week of seven computers without a network; `make journeys` plays it with forty."""

from __future__ import annotations

from pathlib import Path

from journeys import by_folder


def test_a_week_by_folder_brings_every_event_once_and_all_counts_agree(tmp_path: Path) -> None:
    said = by_folder.play(tmp_path, by_folder.SEVEN)

    assert "903 events at the hub, each once; counts agree on all sides" in said
    assert "7 people are linked by their slips, and listed nowhere else" in said
    assert any(each.startswith("report of 56 people: ") for each in said), said
