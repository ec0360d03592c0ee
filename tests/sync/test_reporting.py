"""A visit ends with a statement that counts each entry once, and a report for coordinators."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from helpers.by_folder import FolderCampus, NearlyFullStick, study, write_notes
from helpers.hubs import new_database
from helpers.stations import NOW, Station
from ujuzi.domain.arrival import ArrivalCase, arrival_of, visit_of
from ujuzi.domain.event import ComputerClosed, Milliseconds, NoteWritten, SelfRated
from ujuzi.domain.sitting import Uptime
from ujuzi.domain.statement import ComputerStatement, StatedIdentity
from ujuzi.hub.app import Hub
from ujuzi.store import accounts, drafts, event_log, facts, grants, held, statements
from ujuzi.store.statements import KeptStatement
from ujuzi.sync import enveloping, exchange, identity, reporting
from ujuzi.sync.reporting import Premises
from ujuzi.sync.transports.folder import SLACK_BYTES
from ujuzi.wire import bundle, report, seal
from ujuzi.wire.bundle import ASK, ENVELOPE, REPORT

COORDINATOR = seal.new_key()
HERE = Premises(Uptime("boot", 5), 1000)


@pytest.fixture
def campus(tmp_path: Path) -> Iterator[FolderCampus]:
    hub = Hub(new_database("sqlite", tmp_path), lambda: NOW)
    stick = tmp_path / "STICK"
    stick.mkdir()
    yield FolderCampus(hub, stick)
    hub.database.close()


def kept(campus: FolderCampus, station: Station) -> KeptStatement:
    found = statements.of(campus.coordinator.db, station.device)
    assert found is not None
    return found


def sealed_batches(station: Station) -> list[tuple[object, bytes]]:
    exchange.cut_batches(station.db, station.keys, station.clock, target=2000)
    return list(enveloping.sealed_batches(station.db, station.keys, station.clock))


def stated(station: Station) -> ComputerStatement:
    return reporting.state(station.db, station.clock, HERE)


def arrived(campus: FolderCampus, station: Station) -> tuple[ArrivalCase, int, int, int, int]:
    db, found = campus.coordinator.db, kept(campus, station)
    visit = visit_of(found.statement, found.came_at, found.hub_date)
    said = arrival_of(found.statement, visit, held.words(db), held.runs(db, 0))
    return said.case, said.recorded, said.landed, said.held_entries, said.only_there


def test_a_collected_visit_says_how_much_is_held_and_an_upload_that_all_has_landed(
    campus: FolderCampus,
) -> None:
    campus.carry()
    (lab,) = campus.labs
    study(lab, 30)
    campus.visit(lab)
    campus.collect()
    assert kept(campus, lab).known
    assert arrived(campus, lab) == (ArrivalCase.PARTLY, 30, 0, 30, 0)
    (run,) = held.runs(campus.coordinator.db, 0)
    assert (run.place, run.since) == (campus.folder.name, campus.coordinator.clock)
    campus.carry()
    assert arrived(campus, lab) == (ArrivalCase.LANDED, 30, 30, 0, 0)


def test_what_found_no_room_on_the_stick_is_on_the_computer_alone(campus: FolderCampus) -> None:
    campus.carry()
    (lab,) = campus.labs
    write_notes(lab, 2000)
    sizes = [len(each) for _, each in sealed_batches(lab)]
    campus.visit(lab, NearlyFullStick(SLACK_BYTES + sizes[0] + 6000))
    campus.collect()
    case, recorded, landed, on_stick, only_there = arrived(campus, lab)
    assert (case, recorded, landed) == (ArrivalCase.PARTLY, 2000, 0)
    assert len(sizes) > 1
    assert 0 < on_stick == recorded - only_there < recorded


def test_the_report_part_is_the_last_of_a_bundle(campus: FolderCampus) -> None:
    (lab,) = campus.labs
    study(lab, 3)
    campus.visit(lab)
    (file,) = campus.bundles.iterdir()
    assert bundle.read(file.read_bytes()).head.kinds == (ASK, ENVELOPE, REPORT)


def test_an_entry_that_is_told_again_counts_once(campus: FolderCampus) -> None:
    (lab,) = campus.labs
    study(lab, 20)
    campus.visit(lab)
    campus.collect()
    campus.carry()
    campus.prepare()
    campus.visit(lab)
    study(lab, 5)
    old = lab.device
    identity.take_new(lab.db)
    study(lab, 7)
    reporting_line = _cut(lab).line
    assert [(each.device, each.last, each.entries) for each in reporting_line] == [
        (lab.device, 12, 12),
        (old, 20, 20),
    ]
    assert _cut(lab).entries == 32


def test_an_identity_that_told_nothing_that_landed_counts_nothing(campus: FolderCampus) -> None:
    (lab,) = campus.labs
    study(lab, 5)
    old = lab.device
    identity.take_new(lab.db)
    stated = _cut(lab)
    assert [(each.device, each.entries) for each in stated.line] == [(lab.device, 5), (old, 0)]
    assert stated.entries == 5


def test_a_copy_that_parted_before_its_first_entry_says_whose_copy_it_is(
    campus: FolderCampus,
) -> None:
    (lab,) = campus.labs
    first, other = lab.device, lab.copy()
    identity.take_new(other.db)
    assert _cut(other).line == (StatedIdentity(other.device, 0, 0), StatedIdentity(first, 0, 0))
    second = other.device
    identity.take_new(other.db)
    study(other, 2)
    assert [each.device for each in _cut(other).line] == [other.device, second, first]


def test_what_landed_nowhere_and_is_told_by_nobody_keeps_anybody_from_saying_all() -> None:
    station = Station()
    study(station, 4)
    facts.put(station.db, "device", "e0e1e2e3e4e5e6e7")
    assert (stated(station).entries, stated(station).uncut) == (4, 4)


def _cut(station: Station) -> ComputerStatement:
    exchange.cut_batches(station.db, station.keys, station.clock)
    return stated(station)


def test_it_says_how_the_computer_stands(campus: FolderCampus) -> None:
    (lab,) = campus.labs
    study(lab, 2)
    drafts.put(lab.db, lab.record("ada", _note("n")).learner, "c", "a", "s", "typed")
    found = stated(lab)
    assert (found.uncut, found.drafts, found.sittings, found.closed) == (3, 1, 0, None)
    assert (found.boot, found.up, found.free, found.at) == ("boot", 5, 1000, lab.clock)
    event_log.close(lab.db, Milliseconds(9))
    assert stated(lab).closed == 9
    assert ComputerClosed.kind == "computer-closed"


def _note(note: str) -> NoteWritten:
    return NoteWritten(course="c", activity="a", pack="p" * 64, note=note, text="what-ada-wrote")


def test_coordinators_read_states_and_nobody_what_somebody_wrote(
    campus: FolderCampus, monkeypatch: pytest.MonkeyPatch
) -> None:
    (lab,) = campus.labs
    ada = study(lab, 2)[0].learner
    lab.record("ada", _note("n"))
    lab.record("ada", SelfRated(framework="f", round="r", role="teacher", statement="s", rating=2))
    accounts.put_verifier(lab.db, ada, "verifier")
    lab.db.execute("INSERT OR IGNORE INTO profiles (learner, state) VALUES ('ada', x'7b7d')")
    monkeypatch.setattr(grants, "receivers", lambda _db: (COORDINATOR[1],))
    part = report.read(reporting.cut(lab.db, lab.keys, lab.clock, HERE))
    opened = part.open({seal.key_id(COORDINATOR[1]): COORDINATOR[0]})
    (learner,) = opened.learners
    assert (learner.learner, learner.used_at) == ("ada", lab.clock)
    assert {each.subject for each in learner.states} == {"course", "activity"}
    assert b"what-ada-wrote" not in msgspec.msgpack.encode(opened)
    assert b"ada" not in part.signed.wire


def test_statements_are_counted_up(campus: FolderCampus) -> None:
    (lab,) = campus.labs
    numbers = [
        report.read(reporting.cut(lab.db, lab.keys, lab.clock, HERE)).statement.number
        for _ in range(3)
    ]
    assert numbers == [1, 2, 3]


def test_a_statement_that_a_known_computer_has_not_signed_is_refused(campus: FolderCampus) -> None:
    campus.carry()
    (lab,) = campus.labs
    study(lab, 3)
    item = reporting.cut(lab.db, Station().keys, lab.clock, HERE)
    db = campus.coordinator.db
    assert reporting.keep(db, [item, b"junk"], held.computers(db), Milliseconds(1)) == (
        frozenset(),
        2,
    )
    assert statements.latest(db) == ()


def test_a_strangers_statement_is_believed_once_the_hub_has_named_its_key(
    campus: FolderCampus,
) -> None:
    (lab,) = campus.labs
    study(lab, 3)
    campus.visit(lab)
    campus.collect()
    assert not kept(campus, lab).known
    campus.carry()
    assert kept(campus, lab).known


def test_a_strangers_statement_that_the_hub_contradicts_is_let_go(campus: FolderCampus) -> None:
    (lab,) = campus.labs
    study(lab, 3)
    db = campus.coordinator.db
    item = reporting.cut(lab.db, Station().keys, lab.clock, HERE)
    stated, refused = reporting.keep(db, [item], held.computers(db), Milliseconds(1))
    assert (stated, refused) == (frozenset({lab.device}), 0)
    assert not kept(campus, lab).known
    campus.carry()
    assert statements.latest(db) == ()


def test_nobody_keeps_what_is_ones_own(campus: FolderCampus) -> None:
    own = campus.coordinator
    item = reporting.cut(own.db, own.keys, own.clock, HERE)
    reporting.keep(own.db, [item], held.computers(own.db), Milliseconds(1))
    assert statements.latest(own.db) == ()


def test_a_computer_with_nothing_new_came_all_the_same(campus: FolderCampus) -> None:
    (lab,) = campus.labs
    campus.visit(lab)
    came = campus.collect().came
    assert [(device, each.events, each.has_stated) for device, each in came.items()] == [
        (lab.device, 0, True)
    ]
