"""What hinders a hub is logged once a minute a kind, and what it refuses is counted."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from helpers.asgi import ask
from helpers.hubs import NOW, Computer, new_database
from helpers.learning_events import learning_events
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.hub import readiness
from ujuzi.hub.app import Hub
from ujuzi.hub.asgi import application
from ujuzi.hub.store.database import HubDatabase
from ujuzi.serving import watch
from ujuzi.serving.watch import Seldom, Watch


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[HubDatabase]:
    opened = new_database(request.param, tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def hub(database: HubDatabase) -> Hub:
    return Hub(database, lambda: NOW)


@pytest.fixture(autouse=True)
def _asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "FRESH_SECONDS", 0.0)


class Lines(logging.Handler):
    """What is logged."""

    def __init__(self, now: list[float]) -> None:
        super().__init__()
        self.seldom = Seldom(lambda: now[0])
        self.addFilter(self.seldom)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@pytest.fixture
def now() -> list[float]:
    return [0.0]


@pytest.fixture
def lines(now: list[float]) -> Iterator[Lines]:
    handler = Lines(now)
    logging.getLogger("ujuzi").addHandler(handler)
    yield handler
    logging.getLogger("ujuzi").removeHandler(handler)


def gone(reason: str = "server closed the connection") -> WorldError:
    return WorldError(Code.DATABASE_UNAVAILABLE, "The database does not answer.", reason=reason)


def test_what_hinders_is_said_once_a_minute_and_then_how_often_it_was(
    lines: Lines, now: list[float]
) -> None:
    seen = Watch()
    for _ in range(90):
        seen.refused(gone())
        lines.seldom.say_rest()
        now[0] += 1.0

    line = "database-unavailable (server closed the connection)"
    assert lines.said == [f"{line}: The database does not answer.", f"{line}: 60 more of it."]
    lines.seldom.say_rest(at_end=True)
    assert lines.said[2:] == [f"{line}: 29 more of it."]
    assert seen.refusals == {"database-unavailable": 90}


def test_another_kind_is_said_at_once(lines: Lines) -> None:
    for reason in ("database or disk is full", "unable to open database file"):
        Watch().refused(gone(reason))
    assert len(lines.said) == 2


def test_what_was_over_long_ago_is_said_at_once_again(lines: Lines, now: list[float]) -> None:
    Watch().refused(gone())
    now[0] += 3600
    lines.seldom.say_rest()
    Watch().refused(gone())
    assert len(lines.said) == 2


def test_what_is_refused_for_good_reasons_is_counted_and_not_logged(lines: Lines) -> None:
    seen = Watch()
    for error in (
        RefusedError(Code.SIGNATURE_WRONG, "It is not hers."),
        WorldError(Code.TOO_OFTEN, "Later."),
        WorldError(Code.BODY_STALLED, "Nothing came."),
    ):
        seen.refused(error)
    assert seen.refusals == {"signature-wrong": 1, "too-often": 1, "body-stalled": 1}
    assert lines.said == []


def test_kinds_without_end_fill_no_log(
    lines: Lines, now: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "MAX_KINDS", 3)
    for number in range(100):
        Watch().refused(gone(f"port {number}"))
    now[0] += 61
    lines.seldom.say_rest()
    assert len(lines.said) == 4
    assert lines.said[-1] == "other kinds: 97 more of it."


def test_a_bug_is_logged_once_a_minute_a_place(lines: Lines) -> None:
    log = logging.getLogger("ujuzi.serving.bugs")
    for number in range(20):
        try:
            if number % 2:
                raise ValueError(number)
            raise KeyError(number)
        except LookupError:
            log.exception("A bug")
        except ValueError:
            log.exception("A bug")
    assert len(lines.said) == 2


def test_a_hub_that_can_work_is_ready(hub: Hub) -> None:
    answer = ask(application(hub), "/ready")
    assert (answer.status, answer.text) == (200, "ready\n")


def test_a_hub_whose_database_takes_no_connection_is_not_ready_and_says_so(
    hub: Hub, database: HubDatabase, lines: Lines
) -> None:
    if not database.is_postgresql:
        pytest.skip("a server's")
    seen = Watch()
    served = application(hub, watch=seen)
    computer = Computer(hub)
    name = database.engine.url.database
    admin = new_database("postgresql", Path())
    with admin.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as other:
        other.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        other.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
            {"name": name},
        )
        refused = ask(served, "/exchange", method="POST", body=computer.ask())
        for _ in range(3):
            answer = ask(served, "/ready")
            assert (answer.status, answer.text) == (503, readiness.UNREADABLE + "\n")
        assert answer.headers["retry-after"]
        assert ask(served, "/health").status == 200
        other.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
    admin.close()

    assert refused.status == 503
    assert ask(served, "/ready").status == 200
    assert {line.partition(" ")[0] for line in lines.said} == {"database-unavailable"}
    assert seen.refusals["database-unavailable"] == 4


def test_a_hub_that_may_not_write_is_not_ready(hub: Hub, database: HubDatabase) -> None:
    if not database.is_postgresql:
        pytest.skip("a server's")
    with database.writing() as connection:
        name = database.engine.url.database
        connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    database.engine.dispose()

    answer = ask(application(hub), "/ready")

    assert (answer.status, answer.text) == (503, readiness.UNWRITABLE + "\n")


@pytest.mark.skipif(sys.platform == "win32", reason="a file that is open cannot be moved there")
def test_a_hub_whose_file_was_moved_away_takes_nothing_in(
    hub: Hub, database: HubDatabase, lines: Lines, tmp_path: Path
) -> None:
    if database.is_postgresql:
        pytest.skip("a file's")
    computer = Computer(hub)
    served = application(hub)
    file = tmp_path / "hub.sqlite3"
    file.rename(tmp_path / "elsewhere")

    for again in (False, True):
        if again:
            file.write_bytes(b"")
        answer = ask(served, "/ready")
        assert (answer.status, answer.text) == (503, readiness.UNWRITABLE + "\n")
        with pytest.raises(WorldError):
            computer.exchange(*_batch(computer))
        file.unlink(missing_ok=True)
    (tmp_path / "elsewhere").rename(file)
    computer.exchange(*_batch(computer))

    assert computer.landed == 5
    assert ask(served, "/ready").status == 200
    assert "moved" in lines.said[0]


def _batch(computer: Computer) -> list[bytes]:
    from helpers.hubs import cut_all

    return cut_all(computer, learning_events(5, device=computer.device))


ON_A_FULL_DISK = """
import pathlib, subprocess, sys
disk = pathlib.Path(sys.argv[1])
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", disk], check=True)
from helpers.asgi import ask
from helpers.hubs import NOW, Computer, cut_all, new_database
from helpers.learning_events import learning_events
from ujuzi.hub import readiness
from ujuzi.hub.asgi import application
from ujuzi.hub.app import Hub
from ujuzi.serving.watch import Watch, log_to_stderr
readiness.FRESH_SECONDS = 0
log_to_stderr()
hub, watch = Hub(new_database("sqlite", disk), lambda: NOW), Watch()
served = application(hub, watch=watch)
computer = Computer(hub)
wires = cut_all(computer, learning_events(20_000, device=computer.device), 4000)
with (disk / "other").open("wb", buffering=0) as file:
    try:
        while file.write(bytes(4096)):
            pass
    except OSError:
        pass
said = [ask(served, "/ready").status, ask(served, "/ready").status]
for wire in wires:
    said.append(ask(served, "/exchange", method="POST", body=computer.ask(wire)).status)
(disk / "other").unlink()
said.append(ask(served, "/exchange", method="POST", body=computer.ask(*wires)).status)
said.append(ask(served, "/ready").status)
print(*said, watch.refusals["database-unavailable"])
"""


def may_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    probe = ["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(probe, check=False, capture_output=True, timeout=20).returncode == 0


@pytest.mark.skipif(not may_mount(), reason="needs a small disk of its own")
def test_a_full_disk_is_logged_once_and_a_hub_on_it_is_not_ready(tmp_path: Path) -> None:
    done = subprocess.run(
        ["unshare", "-rm", sys.executable, "-c", ON_A_FULL_DISK, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stdout.split() == ["503", "503", *["503"] * 5, "200", "200", "5"], done.stderr
    lines = done.stderr.splitlines()
    assert [line.partition(":")[2].strip().partition(":")[0] for line in lines] == [
        "disk-full",
        "database-unavailable (database or disk is full)",
    ]
