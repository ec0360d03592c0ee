"""What tests of a hub that issues certificates share; others make a hub of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.awards import Time, issuing_hub
from ujuzi.hub.app import Hub


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture(params=["sqlite", "postgresql"])
def hub(request: pytest.FixtureRequest, tmp_path: Path, time: Time) -> Iterator[Hub]:
    made = issuing_hub(request.param, tmp_path, time)
    yield made
    made.database.close()
