"""An exchange waits for the hub on one thread, and works on the store on the store's own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest

from helpers.hub_process import HubProcess, sqlite_at, start_hub
from ujuzi.errors import RefusedError
from ujuzi.services.delivery.delivery import STOPPED, Invitation
from ujuzi.services.desk import Desk, open_desk

T = TypeVar("T")


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubProcess]:
    with start_hub(sqlite_at(tmp_path)) as started:
        yield started


class Lane:
    """A desk on a thread of its own; SQLite refuses every other."""

    def __init__(self, folder: Path) -> None:
        self._pool = ThreadPoolExecutor(1)
        self._desk = self._pool.submit(open_desk, folder).result()
        self.asked = 0

    def wait_for(self, question: Callable[[Desk], T], /) -> T:
        self.asked += 1
        return self._pool.submit(question, self._desk).result()

    def close(self) -> None:
        self._pool.submit(self._desk.close).result()
        self._pool.shutdown()


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Lane]:
    made = Lane(tmp_path / "desk")
    yield made
    made.close()


def test_the_engine_reaches_the_store_through_the_one_way_it_was_given(
    lane: Lane, hub: HubProcess
) -> None:
    lane.wait_for(
        lambda desk: desk.people.create(name="Ada", role="teacher", language="en", pin="2468")
    )
    far = lane.wait_for(lambda desk: desk.collection).through(lane.wait_for)

    standing = far.register(Invitation(hub.address, hub.code), "lab-1")
    lane.asked = 0
    reports: list[int] = []
    done = far.exchange(lambda _told: reports.append(threading.get_ident()))

    assert standing.hub == hub.address
    assert done.waiting == 0 < done.landed
    assert set(reports) == {threading.get_ident()}
    assert lane.asked == 3 + 2 * done.requests
    after = lane.wait_for(lambda desk: desk.collection.standing())
    assert [record.problem for record in after.exchanges] == [""]


def test_how_it_ended_is_written_down_through_the_same_way(lane: Lane, hub: HubProcess) -> None:
    far = lane.wait_for(lambda desk: desk.collection).through(lane.wait_for)
    with pytest.raises(RefusedError, match="not registered"):
        far.exchange()
    far.register(Invitation(hub.address, hub.code), "lab-1")

    far.exchange(cancelled=lambda: True)

    standing = lane.wait_for(lambda desk: desk.collection.standing())
    assert [record.problem for record in standing.exchanges] == [STOPPED]
