"""Hubs at which the same has happened before each test: it is played once, and copied."""

from __future__ import annotations

import functools
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from helpers.awards import Time
from helpers.hubs import Plant, new_database, plant
from ujuzi.hub.app import Hub
from ujuzi.hub.store.database import HubDatabase

T = TypeVar("T")
Scene: TypeAlias = Callable[[Hub, Time], T]

_played: dict[object, tuple[Hub, Time, Any]] = {}
"""What a scene left, by the `Plant` that plays it: its hub, its clock, and what it returned."""


def staged(
    kind: str, folder: Path, time: Time, scene: Scene[T], planted: Plant = plant
) -> tuple[Hub, T]:
    """Return a hub that was `planted` and saw a `scene`, and what the scene returned.

    They are copies, whose database is `sqlite` or `postgresql`. The clock shows what it showed when
    the scene was over.
    """
    play = _play(kind, scene, planted)
    database = new_database(kind, folder, play)
    first, its_time, left = _played[play]
    time.now = its_time.now
    hub = Hub(database, lambda: time.now)
    return hub, deepcopy(left, {id(first): hub, id(its_time): time})


@functools.cache
def _play(kind: str, scene: Scene[Any], planted: Plant) -> Plant:
    """Return what makes the database of a kind of which there are copies then."""

    def play(database: HubDatabase) -> None:
        planted(database)
        time = Time()
        hub = Hub(database, lambda: time.now)
        _played[play] = hub, time, scene(hub, time)

    return play
