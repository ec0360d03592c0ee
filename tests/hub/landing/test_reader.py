"""Batches are read in another process: it says what `read` says, and nobody depends on its life."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from sqlalchemy import func, select

from helpers.hub_process import HubProcess, environment, sqlite_at, start_hub
from helpers.hubs import Computer, cut_all
from helpers.learning_events import learning_events
from helpers.patience import PATIENCE_SECONDS
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import (
    DeviceId,
    Event,
    LearnerId,
    Milliseconds,
    NoteWritten,
    Origin,
    Unknown,
)
from ujuzi.errors import WorldError
from ujuzi.hub.app import Hub
from ujuzi.hub.feed.reading import Reading, read
from ujuzi.hub.landing.reader import ReadingProcess
from ujuzi.hub.store.database import open_database
from ujuzi.hub.store.tables import events
from ujuzi.sync.transports.http import HttpTransport
from ujuzi.wire import batch
from ujuzi.wire.batch import Batch

DEVICE, ELSEWHERE, ADA = DeviceId("d0d1d2d3d4d5d6d7"), DeviceId("e0e1"), LearnerId("ada")
AT = Milliseconds(1_795_392_000_000)


@pytest.fixture
def reader() -> Iterator[ReadingProcess]:
    reader = ReadingProcess()
    yield reader
    reader.close()


def kill_readers() -> None:
    for child in psutil.Process().children():
        if "ujuzi.hub.landing.reader" in child.cmdline():
            child.kill()
            child.wait(PATIENCE_SECONDS)


def note(sequence: int, learner: LearnerId = ADA, origin: Origin | None = None) -> Event:
    body = NoteWritten(
        course="c", activity="a", pack="p", note=f"n{sequence}", text="ɲaa – ትምህርት", position=0.5
    )
    return Event(DEVICE, sequence, sequence, learner, AT, body, origin)


def unknown(sequence: int, payload: bytes) -> Event:
    return Event(DEVICE, sequence, sequence, ADA, AT, Unknown(name="Later", payload=payload))


def cut(made: list[Event]) -> Batch:
    return batch.cut(made, batch.NOTHING_BEFORE, PublisherKey.generate())


BATCHES = {
    "a busy lab": lambda: cut(learning_events(1_000, typed=0.05, noted=0.02)),
    "told anew": lambda: cut([note(1), note(2, origin=Origin(ELSEWHERE, 7))]),
    "a kind from the future": lambda: cut([unknown(1, b'{"more":[1,{"a":null}]}'), note(2)]),
    "no event": lambda: cut([note(1), unknown(2, b"{"), note(3, LearnerId("\u0000"))]),
    "no body": lambda: damaged(cut([note(1)])),
}


def damaged(whole: Batch) -> Batch:
    return batch.read(whole.wire[:-1])


@pytest.mark.parametrize("made", BATCHES.values(), ids=BATCHES)
def test_it_says_what_reading_here_says(reader: ReadingProcess, made: object) -> None:
    assert callable(made)
    arrived = made()

    said = reader(arrived)

    assert said == read(arrived)
    assert said.rows or said.problem


def test_what_it_is_given_by_many_threads_is_not_mixed_up(reader: ReadingProcess) -> None:
    made = [cut([note(sequence)]) for sequence in range(1, 41)]

    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(reader, made))

    assert said == [*map(read, made)]


def test_one_that_was_killed_costs_an_answer_and_no_more(reader: ReadingProcess) -> None:
    arrived = cut([note(1)])
    kill_readers()

    with pytest.raises(WorldError) as refused:
        reader(arrived)

    assert refused.value.code == "reader-gone"
    assert reader(arrived) == read(arrived)


def test_one_that_was_killed_costs_many_threads_an_answer_each_at_most(
    reader: ReadingProcess,
) -> None:
    made = [cut([note(sequence)]) for sequence in range(1, 41)]

    def read_until_it_answers(arrived: Batch) -> tuple[int, Reading]:
        for failures in range(len(made)):
            try:
                return failures, reader(arrived)
            except WorldError:
                continue
        raise AssertionError("the reader does not come back")

    kill_readers()
    with ThreadPoolExecutor(8) as pool:
        said = [*pool.map(read_until_it_answers, made, timeout=PATIENCE_SECONDS)]

    assert [reading for _, reading in said] == [*map(read, made)]
    assert max(failures for failures, _ in said) == 1


def test_it_ends_at_the_end_of_what_it_is_given() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "ujuzi.hub.landing.reader"],
        input=b"\x00\x00",  # half a length
        capture_output=True,
        timeout=PATIENCE_SECONDS,
        env=environment(),
        check=True,
    )

    assert (ended.stdout, ended.stderr) == (b"", b"")


class TestUnderAHub:
    """A hub process on SQLite, as people run it."""

    @pytest.fixture
    def process(self, tmp_path: Path) -> Iterator[HubProcess]:
        with start_hub(sqlite_at(tmp_path)) as process:
            yield process

    def test_a_killed_hub_leaves_none_behind(self, process: HubProcess) -> None:
        [child] = psutil.Process(process.process.pid).children()

        process.kill()

        child.wait(PATIENCE_SECONDS)
        assert not child.is_running()

    def test_what_it_was_reading_lands_when_it_is_sent_again(self, process: HubProcess) -> None:
        database = open_database(process.database)
        computer = Computer(Hub(database), "campus-1")
        asked = computer.ask(*cut_all(computer, [note(1), note(2)]))
        transport = HttpTransport(process.address)
        [child] = psutil.Process(process.process.pid).children()
        child.kill()

        with pytest.raises(WorldError):
            transport.post("exchange", asked)
        transport.post("exchange", asked)

        transport.close()
        with database.reading() as connection:
            assert connection.scalar(select(func.count()).select_from(events)) == 2
        database.close()
