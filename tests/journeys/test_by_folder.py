"""A week of eight computers without a network; `make journeys` plays it with forty."""

from __future__ import annotations

from pathlib import Path

from journeys import by_folder


def test_a_week_by_folder_brings_every_event_once_and_all_counts_agree(tmp_path: Path) -> None:
    said = by_folder.play(tmp_path, by_folder.EIGHT)

    assert "1031 events at the hub, each once; counts agree on all sides" in said
    assert "8 people are linked by their slips, and listed nowhere else" in said
    assert any(each.startswith("report of 63 people: ") for each in said), said
    (relay,) = (each for each in said if each.startswith("the relay was killed 2 times"))
    assert "2 computers found it by themselves; addresses that it had before: 1;" in relay
