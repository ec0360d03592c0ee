"""A week of four computers without a network: by stick to the coordinator, and by her to the hub.

The real client code with a data folder each, and a hub over HTTP. In the end every event is at the
hub once, all three counts are the same on both sides, and no original is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import func, select

from helpers.clocks import FakeClock
from helpers.hubs import CAMPUS, new_database, serving
from helpers.learning_events import learning_events
from helpers.stations import code_of
from ujuzi.hub.app import Hub
from ujuzi.hub.store.tables import events
from ujuzi.services.delivery.delivery import Invitation
from ujuzi.services.desk import Desk, open_desk
from ujuzi.store import event_log
from ujuzi.sync.transports.folder import bundles_folder

LABS = ("PC-01", "PC-02", "PC-03", "PC-04")
EVENTS = 60
YEARS = 365 * 24 * 3600 * 1000


class Week:
    """Four computers, the coordinator's, a stick, a shared folder, and a hub."""

    def __init__(self, hub: Hub, port: int, folder: Path, open_: ExitStack) -> None:
        self.hub, self.folder = hub, folder
        self.url = f"http://127.0.0.1:{port}"
        self.clocks = {name: FakeClock() for name in (*LABS, "Coordinator")}
        self.desks = {
            name: open_.enter_context(open_desk(folder / name, clock))
            for name, clock in self.clocks.items()
        }
        for name, desk in self.desks.items():
            desk.collection.register(Invitation(self.url, code_of(hub, CAMPUS)), name)
        self.stick, self.share = folder / "STICK", folder / "share"
        for place in (self.stick, self.share):
            place.mkdir()

    @property
    def coordinator(self) -> Desk:
        return self.desks["Coordinator"]

    def place_of(self, name: str) -> Path:
        """Return by which folder a computer is reached."""
        return self.share if name == LABS[-1] else self.stick

    def study(self, name: str, first: int, count: int) -> None:
        desk = self.desks[name]
        told = learning_events(first + count, seed=1 + list(self.desks).index(name))[first:]
        for event in told:
            event_log.append(desk._db, event.learner, event.body, desk._clock.now())

    def collect(self) -> None:
        for place in (self.stick, self.share):
            self.coordinator.folders.collect(place)

    def bring_back(self) -> None:
        for place in (self.stick, self.share):
            self.coordinator.folders.prepare(place)

    def visit(self, *names: str) -> None:
        for name in names:
            assert self.desks[name].folders.write(self.place_of(name)).left == 0

    def landed(self) -> dict[str, int]:
        """Return how many events of each computer count at the hub, by its name there."""
        c = events.c
        with self.hub.database.reading() as connection:
            query = select(c.device, func.count()).where(c.counts).group_by(c.device)
            found = {row[0]: row[1] for row in connection.execute(query)}
        return {
            name: found.get(desk.collection.standing().device, 0)
            for name, desk in self.desks.items()
        }


@pytest.fixture
def week(tmp_path: Path) -> Iterator[Week]:
    hub = Hub(new_database("sqlite", tmp_path), FakeClock().now)
    with ExitStack() as open_, serving(hub) as port:
        yield Week(hub, port, tmp_path, open_)
    hub.database.close()


def test_a_week_by_folder_brings_every_event_once_and_all_counts_agree(week: Week) -> None:
    week.clocks["PC-02"].claim(-25 * YEARS)
    week.clocks["PC-03"].claim(5 * YEARS)
    week.coordinator.folders.send_on()
    for name in LABS:
        week.study(name, 0, EVENTS)
    week.visit(*LABS)
    place = bundles_folder(week.stick)
    early = {file: file.read_bytes() for file in place.iterdir()}
    week.collect()
    for name in LABS:
        week.study(name, EVENTS, EVENTS)
    week.visit(*LABS)
    missed = [*place.glob("*-1.bundle")]
    missed[0].rename(week.folder / "in somebody's pocket")
    week.collect()
    week.coordinator.folders.send_on()
    for file, data in early.items():
        file.write_bytes(data)
    (place / "holiday.jpg").write_bytes(b"a stranger's")

    week.collect()
    week.coordinator.folders.send_on()
    week.bring_back()
    week.visit(*LABS)
    week.collect()
    week.coordinator.folders.send_on()
    week.bring_back()
    week.visit(*LABS)

    assert week.landed() == {**dict.fromkeys(LABS, 2 * EVENTS), "Coordinator": 0}
    by_name = {each.name: each for each in week.coordinator.folders.counts()}
    for name in LABS:
        here, there = week.desks[name].folders.whereabouts(), by_name[name]
        assert (here.recorded, here.held, here.landed) == (2 * EVENTS, 0, 2 * EVENTS)
        assert (there.recorded, there.held, there.landed) == (2 * EVENTS, 0, 2 * EVENTS)
        db = week.desks[name]._db
        assert event_log.count(db) == 2 * EVENTS
        assert db.rows("SELECT count(*) FROM batches WHERE wire IS NULL") == [(0,)]
