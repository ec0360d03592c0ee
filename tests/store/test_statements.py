"""The latest that a computer stated is kept, and what shows that two speak under its name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from helpers.statements import PC7, a_statement
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import Milliseconds
from ujuzi.domain.statement import ComputerStatement, StatedIdentity
from ujuzi.store import statements
from ujuzi.store.database import Database, memory_database
from ujuzi.store.statements import KeptStatement
from ujuzi.wire import report, seal
from ujuzi.wire.report import ReportPart

KEY = PublisherKey(bytes(range(32)))
NOW = Milliseconds(1_796_000_000_000)


@pytest.fixture
def db() -> Iterator[Database]:
    made = memory_database()
    yield made
    made.close()


def a_part(statement: ComputerStatement, *, sealed: bool = False) -> ReportPart:
    receivers = [seal.new_key()[1]] if sealed else []
    return report.read(report.write(statement, report.fitted([]), receivers, KEY))


def numbered(number: int, last: int = 100, digest: bytes = b"digested") -> ComputerStatement:
    return a_statement(number=number, line=(StatedIdentity(PC7, last, last, digest),))


def keep(db: Database, statement: ComputerStatement, *, known: bool = True) -> bool:
    return statements.keep(db, a_part(statement), known=known, at=NOW)


def found(db: Database) -> KeptStatement:
    kept = statements.of(db, PC7)
    assert kept is not None
    return kept


def test_the_highest_number_is_kept_in_whatever_order_sticks_come(db: Database) -> None:
    assert [keep(db, numbered(number, number * 10)) for number in (2, 3, 1, 3)] == [
        True,
        True,
        False,
        False,
    ]
    assert (found(db).statement.number, found(db).is_copied) == (3, False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (numbered(5), numbered(5, 101)),
        (numbered(5), numbered(6, 99)),
        (numbered(5), numbered(4, 101)),
        (numbered(5), numbered(6, digest=b"otherwis")),
    ],
    ids=["one number twice", "it went back", "it went ahead", "another history"],
)
def test_two_that_contradict_each_other_show_a_copy(
    db: Database, one: ComputerStatement, other: ComputerStatement
) -> None:
    keep(db, one)
    keep(db, other)
    assert found(db).is_copied


def test_a_copy_stays_known_when_the_computer_visits_again(db: Database) -> None:
    for statement in (numbered(5), numbered(5, 101), numbered(6, 102)):
        keep(db, statement)
    assert found(db).is_copied


def test_a_strangers_word_takes_no_place_and_shows_no_copy(db: Database) -> None:
    keep(db, numbered(5))
    assert not keep(db, numbered(9, 1), known=False)
    assert (found(db).statement, found(db).is_copied) == (numbered(5), False)


def test_what_a_known_computer_signed_takes_a_strangers_place(db: Database) -> None:
    keep(db, numbered(9, 1), known=False)
    assert keep(db, numbered(5))
    assert (found(db).statement, found(db).known, found(db).is_copied) == (numbered(5), True, False)


def test_of_strangers_so_many_are_kept_and_nothing_sealed(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements, "MOST_STRANGERS", 2)
    for number in range(4):
        line = (StatedIdentity(f"d{number}", 1, 1),)
        statements.keep(db, a_part(a_statement(line=line), sealed=True), known=False, at=NOW)
    assert len(statements.latest(db)) == 2
    assert statements.sealed_reports(db) == {}


def test_what_is_sealed_is_kept_beside_the_latest_and_let_go_where_somebody_is_erased(
    db: Database,
) -> None:
    part = a_part(numbered(1), sealed=True)
    statements.keep(db, part, known=True, at=NOW)
    assert statements.sealed_reports(db) == {PC7: (part.signed.wire, part.sealed)}
    statements.forget_reports(db)
    assert statements.sealed_reports(db) == {}
    assert found(db).statement == part.statement
