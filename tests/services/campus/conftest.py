"""A coordinator at her desk, and words that cost little to guess."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.coordinating import Coordinator
from ujuzi.credentials import wrapping


@pytest.fixture
def her(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Coordinator]:
    monkeypatch.setattr(wrapping, "KIB", 8)
    monkeypatch.setattr(wrapping, "PASSES", 1)
    made = Coordinator(tmp_path)
    yield made
    made.close()
