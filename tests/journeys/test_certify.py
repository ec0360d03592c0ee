"""From the first start to a certificate that another computer believes, through two power cuts."""

from __future__ import annotations

from pathlib import Path

from journeys import certify, study


def test_a_teacher_studies_is_assessed_and_holds_a_certificate_that_checks_offline(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "journey"

    assert study.sittings(folder), "see what the journey printed"
    assert len(list(folder.glob("*.png"))) >= 20
    assert certify.play(folder), "see what the journey printed"
    assert (folder / "certificate.pdf").read_bytes().startswith(b"%PDF-")
