"""What tests of a hub that issues certificates share; others make a hub of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from helpers.awards import Time, issuing
from helpers.hubs import NOW
from helpers.stages import staged
from ujuzi.hub.app import Hub


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture(params=["sqlite", "postgresql"])
def stage(request: pytest.FixtureRequest, tmp_path: Path, time: Time) -> Iterator[tuple[Hub, Any]]:
    """A hub, and what the `scene` of the test's module left, where the test asks for its `room`."""
    scene = getattr(request.module, "scene", _nothing)
    if "room" not in request.fixturenames:
        scene = _nothing
    made = staged(request.param, tmp_path, time, scene, issuing(NOW))
    yield made
    made[0].database.close()


@pytest.fixture
def hub(stage: tuple[Hub, Any]) -> Hub:
    return stage[0]


@pytest.fixture
def room(stage: tuple[Hub, Any]) -> Any:
    return stage[1]


def _nothing(_hub: Hub, _time: Time) -> None:
    """Let nothing happen."""
