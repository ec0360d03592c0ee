"""A Friday in French by keyboard alone, from the first start to a certificate."""

from __future__ import annotations

from pathlib import Path

from journeys import friday


def test_a_teacher_is_certified_in_french_by_keyboard_alone(tmp_path: Path) -> None:
    folder = tmp_path / "friday"

    assert friday.play(folder), "see what the journey printed"
    assert (folder / "certificate.pdf").read_bytes().startswith(b"%PDF-")
