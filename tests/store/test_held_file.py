"""A relay's file keeps what is left within bounds, and numbers what is there for computers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ujuzi.domain.event import Milliseconds
from ujuzi.errors import RefusedError, WorldError
from ujuzi.store import held, held_file
from ujuzi.store.database import Database
from ujuzi.store.held import Holding
from ujuzi.store.held_file import NotedVisitor, open_held
from ujuzi.wire import bundle
from ujuzi.wire.carrying import CampusComputer
from ujuzi.wire.envelope import Envelope, EnvelopeHeader
from ujuzi.wire.messages import Receipt

LAB, OTHER = "d" * 16, "e" * 16
NOW = Milliseconds(1_795_392_000_000)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = open_held(tmp_path / "relay")
    yield made
    made.close()


def an_envelope(number: int, device: str = LAB) -> Envelope:
    wire = b"sealed %d" % number
    header = EnvelopeHeader(device, 10 * number - 9, 10, 0, len(wire), bytes([number]) * 32)
    return Envelope(header, "key", b"", wire, wire)


def test_it_has_the_tables_with_which_what_is_held_is_kept(db: Database) -> None:
    for number in (1, 2, 3):
        assert held.keep(db, an_envelope(number), known=True, at=NOW) is Holding.NEW
    held.set_computers(db, [CampusComputer(LAB, "", bytes(32))])
    receipt = Receipt("a", LAB, 20, bytes([2]) * 32, b"", 1, NOW)
    assert held.set_landed(db, receipt)

    assert held_file.held_digests(db, LAB) == (bytes([3]) * 32,)
    assert [each.held for each in held.counts(db)] == [10]
    held.purge(db, Milliseconds(NOW + 200 * 24 * 3600 * 1000))
    assert [each.last for each in held.waiting(db)] == [30]


def test_a_number_is_never_given_twice(db: Database) -> None:
    held.keep(db, an_envelope(1), known=False, at=NOW)
    ((first, _),) = held_file.waiting_after(db, 0, 10**6)
    held.set_verified(db, first, is_good=False)
    held.keep(db, an_envelope(2), known=True, at=NOW)
    ((second, _),) = held_file.waiting_after(db, first, 10**6)
    assert second > first


def test_what_waits_is_told_by_number_and_in_pages(db: Database) -> None:
    for number in range(1, 6):
        held.keep(db, an_envelope(number), known=True, at=NOW)
    page = held_file.waiting_after(db, 0, 20)
    assert [wire for _, wire in page] == [b"sealed 1", b"sealed 2"]
    rest = held_file.waiting_after(db, page[-1][0], 10**6)
    assert [wire for _, wire in rest] == [b"sealed 3", b"sealed 4", b"sealed 5"]
    assert [wire for _, wire in held_file.waiting_after(db, 0, 1)] == [b"sealed 1"]


def test_of_what_else_is_left_the_newest_few_of_a_kind_are_kept(db: Database) -> None:
    for number in range(12):
        assert leave(db, b"report %d" % number) is Holding.NEW
    assert leave(db, b"report 11") is Holding.KNOWN
    leave(db, b"enrolment", kind=bundle.ENROLMENT)

    kept = held_file.left_after(db, 0, 10**6)
    assert [each.content for each in kept] == [
        *(b"report %d" % number for number in range(4, 12)),
        b"enrolment",
    ]
    assert held_file.left_after(db, kept[-1].id, 10**6) == []


def leave(
    db: Database,
    content: bytes,
    device: str = LAB,
    *,
    kind: int = bundle.REPORT,
    known: bool = True,
) -> Holding:
    return held_file.leave(db, device, kind, content, known=known)


def test_strangers_leave_little_and_displace_nothing(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held_file, "MAX_STRANGER_BYTES", 100)
    monkeypatch.setattr(held_file, "MAX_STRANGERS_BYTES", 150)
    leave(db, b"ours")
    assert leave(db, bytes(90), OTHER, known=False) is Holding.NEW
    assert leave(db, bytes(20), OTHER, known=False) is Holding.FULL
    assert leave(db, bytes(70), "f" * 16, known=False) is Holding.FULL
    assert leave(db, bytes(50), "f" * 16, known=False) is Holding.NEW
    for number in range(12):
        leave(db, b"%d" % number, known=False)
    assert b"ours" in {each.content for each in held_file.left_after(db, 0, 10**6)}


def test_what_a_computer_signed_takes_the_place_of_a_stranger_s_word(db: Database) -> None:
    leave(db, b"part", known=False)
    assert leave(db, b"part") is Holding.NEW
    assert leave(db, b"part", known=False) is Holding.KNOWN
    assert len(held_file.left_after(db, 0, 10**6)) == 1


def test_an_item_that_is_too_large_finds_no_room(db: Database) -> None:
    assert leave(db, bytes(held_file.MAX_LEFT_BYTES + 1)) is Holding.FULL


def test_a_computer_is_told_its_own_and_what_is_for_all_each_once(db: Database) -> None:
    items = [(LAB, 2, b"hers"), (OTHER, 2, b"another's"), ("", 7, b"for all")]
    held_file.set_brought(db, items)
    told = held_file.brought_after(db, LAB, 0, 10**6)
    assert [each.content for each in told] == [b"hers", b"for all"]

    held_file.set_brought(db, [*items[1:], (LAB, 2, b"newer")])
    later = held_file.brought_after(db, LAB, told[-1].id, 10**6)
    assert [each.content for each in later] == [b"newer"]
    anew = held_file.brought_after(db, LAB, 0, 10**6)
    assert [each.content for each in anew] == [b"for all", b"newer"]


def test_who_came_is_known_the_latest_first_and_strangers_are_forgotten_first(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held_file, "MOST_VISITORS", 2)
    held_file.note_visit(db, NotedVisitor(LAB, True, NOW))
    held_file.note_visit(db, NotedVisitor(OTHER, False, Milliseconds(NOW + 1)))
    held_file.note_visit(db, NotedVisitor("f" * 16, False, Milliseconds(NOW + 2)))
    assert [each.device for each in held_file.visitors(db)] == ["f" * 16, LAB]


def test_a_file_is_one_process_s_and_lasts(db: Database, tmp_path: Path) -> None:
    known = held_file.source(db)
    with pytest.raises(WorldError) as refused:
        open_held(tmp_path / "relay")
    assert refused.value.code == "database-in-use"
    db.close()
    again = open_held(tmp_path / "relay")
    assert held_file.source(again) == known
    again.close()


def test_a_column_that_was_added_since_is_added_here(tmp_path: Path) -> None:
    open_held(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / held_file.FILE)) as connection:
        connection.execute("ALTER TABLE held_envelopes DROP COLUMN place")
    again = open_held(tmp_path)
    assert held.keep(again, an_envelope(1), known=True, at=NOW, place="here") is Holding.NEW
    again.close()


def test_a_newer_file_is_refused_untouched(tmp_path: Path) -> None:
    open_held(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / held_file.FILE)) as connection:
        connection.execute("PRAGMA user_version=99")
    with pytest.raises(RefusedError) as refused:
        open_held(tmp_path)
    assert refused.value.code == "database-newer"


def test_what_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / held_file.FILE).write_bytes(b"x" * 5000)
    with pytest.raises(WorldError) as refused:
        open_held(tmp_path)
    assert refused.value.code == "database-corrupt"
