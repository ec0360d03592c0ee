"""What holds on every road: HTTP, memory, a relay, and a folder that somebody carries."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from helpers.by_folder import FolderCampus, study, write_notes
from helpers.campuses import forget_all_learning
from helpers.hubs import new_database, serving
from helpers.relays import RelayedCampus, served
from helpers.stations import NOW, Station
from ujuzi.credentials import tls
from ujuzi.domain.event import ProfileCreated
from ujuzi.errors import RefusedError
from ujuzi.hub.app import Hub
from ujuzi.hub.feed import feed
from ujuzi.hub.people import registration
from ujuzi.store import inbox, outbox
from ujuzi.sync import identity
from ujuzi.sync.transports.http import HttpTransport


class RoadContract(ABC):
    """What every road keeps; each test is given a campus, and delivers on the road."""

    @abstractmethod
    def deliver(self, campus: FolderCampus, station: Station) -> None:
        """Let what a computer recorded reach the hub, and the hub's word come back."""

    def test_every_event_lands_exactly_once_and_the_computer_knows(
        self, campus: FolderCampus
    ) -> None:
        (station,) = campus.labs
        study(station, 30)
        self.deliver(campus, station)
        study(station, 12)
        self.deliver(campus, station)

        assert campus.landed() == [(station.device, number) for number in range(1, 43)]
        assert station.waiting == 0

    def test_delivering_again_changes_nothing(self, campus: FolderCampus) -> None:
        (station,) = campus.labs
        study(station, 5)
        self.deliver(campus, station)
        before = campus.landed()
        self.deliver(campus, station)
        self.deliver(campus, station)

        assert campus.landed() == before

    def test_a_copy_of_a_disk_loses_nothing(self, campus: FolderCampus) -> None:
        (station,) = campus.labs
        study(station, 5)
        clone = station.copy()
        study(station, 4)
        study(clone, 3, "bola")
        self.deliver(campus, station)
        self.deliver(campus, clone)
        for _ in range(3):  # its new name is made known on the way, and then it tells the rest
            self.deliver(campus, clone)

        assert len(campus.landed()) == 12
        assert clone.waiting == 0

    def test_what_is_long_lands_in_as_many_batches_as_it_takes(self, campus: FolderCampus) -> None:
        (station,) = campus.labs
        write_notes(station, 200)
        self.deliver(campus, station)

        assert len(campus.landed()) == 200

    def test_a_new_epoch_is_believed_and_what_was_lost_lands_again(
        self, campus: FolderCampus
    ) -> None:
        (station,) = campus.labs
        study(station, 9)
        self.deliver(campus, station)
        forget_all_learning(campus.hub)
        study(station, 1)
        self.deliver(campus, station)
        self.deliver(campus, station)

        assert len(campus.landed()) == 10
        assert station.waiting == 0
        link = identity.link_of(station.db)
        assert link is not None
        assert link.epoch_number == 2

    def test_what_the_hub_says_reaches_whom_it_is_for_once(self, campus: FolderCampus) -> None:
        (station,) = campus.labs
        station.record("ada", ProfileCreated(name="Ada", role="teacher", language="en"))
        for _ in range(2):
            self.deliver(campus, station)
        for learner, text in (("ada", "hers"), ("bola", "another's"), ("", "everybody's")):
            publish(campus, learner, text)
        for _ in range(2):
            self.deliver(campus, station)

        told = {each.payload for each in inbox.of_kind(station.db, "result")}
        assert told == {b"hers", b"everybody's"}
        self.deliver(campus, station)
        link = identity.link_of(station.db)
        assert link is not None
        assert link.cursors[3] > 0
        assert station.exchange(campus.road).documents == 0

    def test_one_that_the_hub_does_not_know_is_taken_in_on_the_way(
        self, campus: FolderCampus
    ) -> None:
        new = campus.newcomer("PC-07")
        study(new, 3)
        with suppress(RefusedError):  # a hub that is reached says at once that it waits
            self.deliver(campus, new)
        campus.admit(new)
        for _ in range(3):
            self.deliver(campus, new)

        assert len(campus.landed()) == 3
        assert new.waiting == 0

    def test_no_original_is_let_go_of(self, campus: FolderCampus) -> None:
        (station,) = campus.labs
        study(station, 9)
        self.deliver(campus, station)

        kept = station.db.rows("SELECT count(*) FROM batches WHERE wire IS NULL")
        assert kept == [(0,)]
        assert outbox.landed(station.db, station.device) == 9


def publish(campus: FolderCampus, learner: str, text: str) -> None:
    """Let the hub say something of a learner, or to a whole campus."""
    with campus.hub.database.writing() as connection:
        device = registration.find(connection, campus.coordinator.device)
        stream = feed.campus_stream(device.institution, device.campus)
        feed.publish(connection, stream, "result", text, text.encode(), learner=learner)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made = Hub(new_database("sqlite", tmp_path), lambda: NOW)
    yield made
    made.database.close()


class TestMemory(RoadContract):
    @pytest.fixture
    def campus(self, hub: Hub, tmp_path: Path) -> FolderCampus:
        return FolderCampus(hub, tmp_path)

    def deliver(self, campus: FolderCampus, station: Station) -> None:
        station.exchange(campus.road)


class TestHttp(TestMemory):
    @pytest.fixture
    def campus(self, hub: Hub, tmp_path: Path) -> Iterator[FolderCampus]:
        with serving(hub) as port:
            transport = HttpTransport(f"http://127.0.0.1:{port}")
            made = FolderCampus(hub, tmp_path)
            made.road = transport
            yield made
            transport.close()


class TestRelay(RoadContract):
    @pytest.fixture
    def campus(self, hub: Hub, tmp_path: Path) -> Iterator[RelayedCampus]:
        made = RelayedCampus(hub, tmp_path / "relay")
        yield made
        made.db.close()

    def deliver(self, campus: FolderCampus, station: Station) -> None:
        assert isinstance(campus, RelayedCampus)
        campus.come(station)
        campus.take()
        campus.carry()
        campus.open()
        campus.come(station)


class TestRelayOverTls(TestRelay):
    @pytest.fixture
    def campus(self, hub: Hub, tmp_path: Path) -> Iterator[RelayedCampus]:
        made = RelayedCampus(hub, tmp_path / "relay")
        with served(made) as (port, _):
            transport = HttpTransport(f"https://127.0.0.1:{port}", tls.fingerprint(made.pem))
            made.lan = transport
            yield made
            transport.close()
        made.db.close()


class TestFolder(RoadContract):
    @pytest.fixture
    def campus(self, hub: Hub, tmp_path: Path) -> FolderCampus:
        made = FolderCampus(hub, tmp_path / "STICK")
        made.folder.mkdir()
        return made

    def deliver(self, campus: FolderCampus, station: Station) -> None:
        campus.visit(station)
        campus.collect()
        campus.carry()
        campus.prepare()
        campus.visit(station)


class TestFolderUploadedOverHttp(TestFolder):
    @pytest.fixture
    def campus(self, hub: Hub, tmp_path: Path) -> Iterator[FolderCampus]:
        with serving(hub) as port:
            transport = HttpTransport(f"http://127.0.0.1:{port}")
            made = FolderCampus(hub, tmp_path / "STICK")
            made.folder.mkdir()
            made.road = transport
            yield made
            transport.close()
