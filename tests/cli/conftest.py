"""A coordinator at the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import pytest

from helpers.coordinating import TYPED, Coordinator
from ujuzi.credentials import wrapping


@pytest.fixture
def hers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Path]:
    """Where the data of a coordinator lies, whose six words are typed when they are asked for."""

    def prompt(*_: Any, **__: Any) -> str:
        return TYPED

    monkeypatch.setattr(wrapping, "KIB", 8)
    monkeypatch.setattr(wrapping, "PASSES", 1)
    monkeypatch.setattr(click, "prompt", prompt)
    her = Coordinator(tmp_path)
    her.appoint()
    her.close()
    return "--data-dir", tmp_path / "data"
