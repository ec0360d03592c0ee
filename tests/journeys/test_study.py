"""From the first start to a finished course, through two power cuts, where no hub is run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from journeys import study


@pytest.mark.skipif(sys.platform != "win32", reason="test_certify begins with it")
def test_a_teacher_studies_to_the_end_and_loses_nothing(tmp_path: Path) -> None:
    assert study.sittings(tmp_path / "journey"), "see what the journey printed"
