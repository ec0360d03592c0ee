"""Exported learning records say what the hub's rows say, and nothing of who a person is."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from sqlalchemy import func, select

from helpers.hubs import NOW, OTHER_CAMPUS, Computer, cut_all, new_database
from helpers.learning_events import learning_events
from helpers.scopes import whole
from ujuzi.domain.event import DeviceId, Event, LearnerId, Milliseconds, ProfileCreated
from ujuzi.errors import RefusedError
from ujuzi.hub.app import Hub
from ujuzi.hub.reports import export as reports
from ujuzi.hub.store.tables import events

A_MONTH = 31 * 24 * 3600 * 1000


class Hubs:
    """A hub whose clock the test sets, and where it exports to."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.now = NOW
        self.hub = Hub(new_database(kind, folder), lambda: self.now)
        self.folder = folder / "reports"

    def export(self, month: str | None = None) -> dict[str, int]:
        with self.hub.database.reading() as connection:
            return dict(reports.export(whole(connection), self.folder, month))

    def ask(self, question: str) -> list[tuple[object, ...]]:
        files = f"read_parquet('{self.folder}/events/**/*.parquet', hive_partitioning = true)"
        with duckdb.connect() as engine:
            return engine.execute(question.replace("EVENTS", files)).fetchall()


@pytest.fixture(params=["sqlite", "postgresql"])
def hubs(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hubs]:
    made = Hubs(request.param, tmp_path)
    yield made
    made.hub.database.close()


@pytest.fixture
def two_months(hubs: Hubs) -> Hubs:
    """Two computers of two institutions, heard in November and in December."""
    for number, campus in enumerate(("ouaga-main", OTHER_CAMPUS)):
        computer = Computer(hubs.hub, campus, device=f"{number:016x}")
        made = learning_events(700, device=computer.device, seed=number, typed=0.2, noted=0.1)
        computer.exchange(*cut_all(computer, made))
        hubs.now += A_MONTH
    return hubs


def test_totals_are_those_of_the_hub(two_months: Hubs) -> None:
    two_months.export()

    with two_months.hub.database.reading() as connection:
        query = select(
            events.c.institution, events.c.kind, func.count(), func.sum(events.c.sequence)
        )
        known = connection.execute(query.group_by(events.c.institution, events.c.kind)).all()
    found = two_months.ask(
        "SELECT institution, kind, count(*), sum(sequence) FROM EVENTS GROUP BY ALL"
    )
    assert sorted(found) == sorted(tuple(row) for row in known)


def test_answers_are_counted_without_being_told(two_months: Hubs) -> None:
    two_months.export()

    right, answered = two_months.ask(
        "SELECT count(*) FILTER (correct), count(*) FROM EVENTS WHERE kind = 'quiz-answered'"
    )[0]
    scored = two_months.ask('SELECT sum("right"), sum(items) FROM EVENTS')[0]
    assert 0 < int(str(right)) < int(str(answered))
    assert int(str(scored[0])) <= int(str(right)) <= int(str(scored[1]))


def test_a_month_of_arrival_has_a_folder_of_its_own(two_months: Hubs) -> None:
    assert two_months.export() == {"2026-11": 700, "2026-12": 700}
    assert sorted(two_months.ask("SELECT month, count(*) FROM EVENTS GROUP BY 1")) == [
        ("2026-11", 700),
        ("2026-12", 700),
    ]


def test_one_month_is_written_alone(two_months: Hubs) -> None:
    assert two_months.export("2026-12") == {"2026-12": 700}
    assert [path.name for path in (two_months.folder / "events").iterdir()] == ["month=2026-12"]


def test_a_month_in_which_nothing_arrived_is_an_empty_file(two_months: Hubs) -> None:
    assert two_months.export("2025-01") == {"2025-01": 0}
    assert two_months.ask("SELECT count(*) FROM EVENTS") == [(0,)]


def test_something_else_than_a_month_is_refused(hubs: Hubs) -> None:
    with pytest.raises(RefusedError) as error:
        hubs.export("November")
    assert error.value.code == "month-malformed"


def test_an_empty_hub_exports_nothing(hubs: Hubs) -> None:
    assert hubs.export() == {}


def test_memory_is_bounded_by_the_group(two_months: Hubs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "ROWS_A_GROUP", 100)

    two_months.export("2026-11")

    (file,) = two_months.folder.rglob("*.parquet")
    metadata = pq.ParquetFile(file).metadata
    groups = [metadata.row_group(place).num_rows for place in range(metadata.num_row_groups)]
    assert groups == [100] * 7


def test_names_answers_and_notes_stay_in_the_hub(hubs: Hubs) -> None:
    computer = Computer(hubs.hub)
    made = learning_events(300, device=computer.device, typed=1.0, noted=0.5)
    body = ProfileCreated(name="Awa Ouédraogo", role="teacher", language="fr", staff_number="4711")
    profile = Event(DeviceId(computer.device), 301, 301, LearnerId("awa"), Milliseconds(NOW), body)
    computer.exchange(*cut_all(computer, [*made, profile]))
    hubs.export()

    secrets = {"Awa Ouédraogo", "4711"}
    for event in made:
        secrets |= {getattr(event.body, "text", ""), *getattr(event.body, "response", ())}
    told = {str(value) for row in hubs.ask("SELECT * FROM EVENTS") for value in row}
    assert not told & {secret for secret in secrets if len(secret) > 1}


def test_times_are_utc(hubs: Hubs) -> None:
    computer = Computer(hubs.hub)
    computer.exchange(*cut_all(computer, learning_events(1, device=computer.device)))
    hubs.export()

    arrived = hubs.ask("SELECT epoch_ms(arrived_at) FROM EVENTS")
    assert arrived == [(NOW,)]
    assert datetime.datetime.fromtimestamp(NOW / 1000, datetime.UTC).strftime("%Y-%m") == "2026-11"
