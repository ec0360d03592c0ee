"""A desk that is in use, and a coordinator at hers, for the services' tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.coordinating import Coordinator
from helpers.desks import Lab, open_lab
from ujuzi.credentials import wrapping


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    opened = open_lab(tmp_path)
    yield opened
    opened.desk.close()


@pytest.fixture
def her(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Coordinator]:
    """A coordinator whose words cost little to guess."""
    monkeypatch.setattr(wrapping, "KIB", 8)
    monkeypatch.setattr(wrapping, "PASSES", 1)
    made = Coordinator(tmp_path)
    yield made
    made.close()
