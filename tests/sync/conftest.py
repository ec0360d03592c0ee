from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.campuses import Campus
from helpers.clocks import FakeClock
from helpers.desks import open_lab
from helpers.hubs import new_database, serving
from helpers.stations import (
    memory_road,
)
from ujuzi.hub.app import Hub
from ujuzi.sync.transports.http import HttpTransport


@pytest.fixture(params=["memory", "http"])
def campus(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Campus]:
    clock = FakeClock()
    hub = Hub(new_database("sqlite", tmp_path), clock.now)
    lab = open_lab(tmp_path)
    if request.param == "memory":
        yield Campus(lab, hub, memory_road(hub))
    else:
        with serving(hub) as port:
            transport = HttpTransport(f"http://127.0.0.1:{port}")
            yield Campus(lab, hub, transport)
            transport.close()
    lab.desk.close()
    hub.database.close()
