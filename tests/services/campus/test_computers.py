"""A coordinator sees of each computer what has arrived, and what needs her, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.by_folder import FolderCampus, study
from helpers.campuses import forget_all_learning
from helpers.clocks import FakeClock
from helpers.hubs import new_database
from helpers.statements import a_statement
from helpers.stations import NOW, Station
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.arrival import ArrivalCase, LeavingAnswer
from ujuzi.domain.event import Milliseconds
from ujuzi.domain.statement import StatedCourse, StatedIdentity, course_mark
from ujuzi.hub.app import Hub
from ujuzi.services.campus.computers import (
    DAY,
    CampusComputers,
    ClockReading,
    CommonEntries,
    ComputerOddity,
    ComputerRow,
    CourseThere,
    OddityNote,
    WeekErrand,
    WeekLine,
)
from ujuzi.store import acts as heard
from ujuzi.store import event_log, held, introductions, statements
from ujuzi.store.acts import ActStanding
from ujuzi.sync import identity
from ujuzi.wire import acts, introduction, messages, report
from ujuzi.wire.batch import NOTHING_BEFORE
from ujuzi.wire.carrying import CampusComputer, ComputerStanding
from ujuzi.wire.deeds import JudgeSeat
from ujuzi.wire.messages import Enrolment, Receipt, Succession

KEY = PublisherKey(bytes(range(32)))
PC7, PC8, OLD = "d7d7d7d7d7d7d7d7", "d8d8d8d8d8d8d8d8", "e7e7e7e7e7e7e7e7"


class Room:
    """A coordinator's computer, that was told what a test says."""

    def __init__(self, folder: Path) -> None:
        self.station = Station()
        self.clock = FakeClock()
        self.clock.wall = NOW
        self.computers = CampusComputers(self.station.db, folder, self.clock)

    def name(self, **names: str) -> None:
        listed = [CampusComputer(device, name, KEY.public.raw) for device, name in names.items()]
        held.set_computers(self.station.db, listed)

    def state(self, *line: StatedIdentity, at: int = NOW, **fields: object) -> None:
        statement = a_statement(line=line, **{"at": at, **fields})
        part = report.read(report.write(statement, b"", [], KEY))
        statements.keep(self.station.db, part, known=True, at=Milliseconds(at))

    def stand(self, *standings: ComputerStanding) -> None:
        held.set_standings(self.station.db, standings)

    def introduce(self, kind: int, signed: bytes) -> None:
        found = introduction.read(introduction.write(kind, signed))
        assert introductions.keep(self.station.db, found, NOW)

    def row(self, name: str = "PC-07") -> ComputerRow:
        (found,) = [row for row in self.computers.rows() if row.name == name]
        return found

    def names(self) -> list[str]:
        return [row.name for row in self.computers.rows()]

    def week(self) -> dict[WeekErrand, WeekLine]:
        return {line.errand: line for line in self.computers.week()}


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    yield made
    made.station.db.close()


def one(device: str, last: int = 100) -> StatedIdentity:
    return StatedIdentity(device, last, last, b"digested")


def test_computers_stand_by_name_and_those_never_seen_last(room: Room) -> None:
    room.name(**{PC7: "PC-10", PC8: "PC-9", OLD: "PC-1"})
    room.state(one(PC7))
    room.state(one(PC8))
    assert room.names() == ["PC-9", "PC-10", "PC-1"]
    assert room.row("PC-1").arrival.case is ArrivalCase.NEVER


def test_one_that_she_expects_is_there_until_it_is_seen_under_its_name(room: Room) -> None:
    room.computers.expect("PC-07")
    row = room.row()
    assert (row.device, row.is_expected, row.arrival.case) == ("", True, ArrivalCase.NEVER)
    room.computers.rename_expected(row.key, "pc-08")
    room.computers.expect("PC-07")
    room.name(**{PC7: "PC-07", PC8: "PC-08"})
    assert [row.is_expected for row in room.computers.rows()] == [False, False]
    room.name()
    room.computers.remove_expected(row.key)
    assert room.names() == ["PC-07"]


def test_the_courses_there_are_named_where_this_computer_has_them(tmp_path: Path) -> None:
    from helpers.desks import open_lab

    lab = open_lab(tmp_path)
    known = StatedCourse(course_mark("market-sums", "en"), 7)
    statement = a_statement(line=(one(PC7),), courses=(known, StatedCourse(bytes(6), 2)))
    part = report.read(report.write(statement, b"", [], KEY))
    statements.keep(lab.desk._db, part, known=True, at=Milliseconds(NOW))
    (row,) = lab.desk.campus_computers.rows()
    title = lab.desk.library.courses(lab.learner)[0].title
    assert row.courses == (CourseThere(title, "en", 7, 1), CourseThere("", "", 2, 0))
    lab.desk.close()


def test_both_clocks_are_shown_and_a_wrong_one_is_no_date_of_a_visit(room: Room) -> None:
    room.name(**{PC7: "PC-07"})
    statement = a_statement(line=(one(PC7),), at=NOW - 9000 * DAY)
    part = report.read(report.write(statement, b"", [], KEY))
    statements.keep(room.station.db, part, known=True, at=NOW)
    row = room.row()
    assert row.clock == ClockReading(Milliseconds(NOW - 9000 * DAY), NOW, is_wrong=True)
    assert row.arrival.visit is not None
    assert (row.arrival.visit.at, row.arrival.visit.is_collectors) == (NOW, True)
    assert row.has(ComputerOddity.CLOCK_WRONG)


def test_a_computer_that_took_another_identity_is_one_row(room: Room) -> None:
    room.name(**{PC7: "PC-07", OLD: "PC-07"})
    room.state(one(OLD), at=NOW - DAY)
    room.state(one(PC7, 5), StatedIdentity(OLD, 90, 90))
    assert room.row().device == PC7


def test_a_copy_that_goes_on_beside_it_is_a_row_of_its_own(room: Room) -> None:
    room.name(**{PC7: "PC-07", OLD: "PC-01"})
    room.state(one(OLD), at=NOW - DAY)
    room.state(one(PC7, 5), StatedIdentity(OLD, 90, 90), at=NOW - DAY)
    assert room.names() == ["PC-07"]
    room.state(one(OLD, 101), at=NOW, number=4)
    assert room.names() == ["PC-01", "PC-07"]
    assert OddityNote(ComputerOddity.COPIED, names=("PC-01",)) in room.row().oddities
    assert room.week()[WeekErrand.COPIES].names == ("PC-01", "PC-07")


def test_the_hub_says_who_is_silent_and_who_is_a_copy(room: Room) -> None:
    room.name(**{PC7: "PC-07", PC8: "PC-08", OLD: "PC-01"})
    follows = [ComputerStanding(each, predecessor=OLD) for each in (PC7, PC8)]
    room.stand(*follows, ComputerStanding(OLD, is_followed=True))
    assert room.names() == ["PC-07", "PC-08"]
    assert room.row().oddities == (OddityNote(ComputerOddity.COPIED, names=("PC-08",)),)
    room.stand(*follows, ComputerStanding(OLD, is_copied=True))
    assert room.names() == ["PC-01", "PC-07", "PC-08"]
    assert room.row().oddities == (OddityNote(ComputerOddity.COPIED, names=("PC-01", "PC-08")),)


def test_three_copies_of_a_disk_are_a_row_each_where_two_of_them_enrolled_anew(room: Room) -> None:
    room.name(**{PC7: "PC-07", PC8: "PC-08", OLD: "PC-01"})
    for device in (PC7, PC8, OLD):
        room.state(one(device), at=NOW - DAY)
    anew = [ComputerStanding(each, formers=(OLD,)) for each in (PC7, PC8)]
    room.stand(*anew, ComputerStanding(OLD, is_followed=True))
    assert room.names() == ["PC-07", "PC-08"]
    room.state(one(OLD), at=NOW, number=4)
    assert room.names() == ["PC-01", "PC-07", "PC-08"]
    for name, others in (("PC-01", ("PC-07", "PC-08")), ("PC-07", ("PC-01", "PC-08"))):
        assert OddityNote(ComputerOddity.COPIED, names=others) in room.row(name).oddities
    line = room.week()[WeekErrand.COPIES]
    assert (line.count, line.names) == (3, ("PC-01", "PC-07", "PC-08"))


def test_copies_that_parted_before_their_first_entry_are_told_as_copies(room: Room) -> None:
    room.name(**{PC7: "PC-07", PC8: "PC-08"})
    for device in (PC7, PC8):
        room.state(one(device), StatedIdentity(OLD, 0, 0))
    assert room.names() == ["PC-07", "PC-08"]
    assert room.row().oddities == (OddityNote(ComputerOddity.COPIED, names=("PC-08",)),)
    assert room.row().arrival.recorded == 100
    room.state(one(OLD, 3), at=NOW + 1, number=4)
    assert OddityNote(ComputerOddity.COPIED, names=(OLD[:8], "PC-08")) in room.row().oddities


def test_who_used_a_computer_for_the_first_time_waits_for_her_word_until_she_has_said_it(
    room: Room,
) -> None:
    room.name(**{PC7: "PC-07", PC8: "PC-08"})
    room.stand(ComputerStanding(PC7, seats=("wambui", "abel")), ComputerStanding(PC8))
    assert room.week()[WeekErrand.SEATS] == WeekLine(WeekErrand.SEATS, 2, ("PC-07",), (PC7,))
    wire = acts.sign(
        JudgeSeat("wambui", PC7, False),
        grant="a" * 16,
        number=1,
        previous=NOTHING_BEFORE,
        campus="campus-1",
        at=NOW,
        key=KEY,
    )
    heard.put(room.station.db, wire, NOW)
    assert room.row().seats == ("wambui", "abel")
    heard.settle(room.station.db, heard.heard(room.station.db)[0], ActStanding.DONE)
    assert room.row().seats == ("abel",)
    room.stand(ComputerStanding(PC7, seats=("abel",), revoked="retired"))
    assert WeekErrand.SEATS not in room.week()


def test_what_the_hub_finds_odd_is_noted(room: Room) -> None:
    room.name(**{PC7: "PC-07"})
    room.state(one(PC7), free=1000)
    room.stand(
        ComputerStanding(PC7, forked=True, quarantined=3, revoked="retired", clock_offset=9 * DAY)
    )
    assert room.row().oddities == (
        OddityNote(ComputerOddity.RETIRED),
        OddityNote(ComputerOddity.FORKED),
        OddityNote(ComputerOddity.QUARANTINED, 3),
        OddityNote(ComputerOddity.CLOCK_WRONG),
        OddityNote(ComputerOddity.NEARLY_FULL),
    )


def test_a_computer_that_the_hub_has_not_named_is_to_be_taken_in(room: Room) -> None:
    room.state(one(PC7))
    assert not room.row(PC7[:8]).has(ComputerOddity.NOT_TAKEN_IN)
    room.name(**{PC8: "PC-08"})
    assert room.row(PC7[:8]).has(ComputerOddity.NOT_TAKEN_IN)
    assert room.week()[WeekErrand.TAKE_IN].keys == (PC7,)


def test_what_a_stranger_states_hides_no_computer_and_makes_none_a_copy(room: Room) -> None:
    room.name(**{PC8: "PC-08"})
    statement = a_statement(line=(one(PC7), StatedIdentity(PC8, 90, 90)), at=NOW)
    part = report.read(report.write(statement, b"", [], KEY))
    statements.keep(room.station.db, part, known=False, at=NOW)
    assert room.row("PC-08").oddities == ()


def test_a_disk_of_which_nothing_is_known_is_not_called_full(room: Room) -> None:
    room.name(**{PC7: "PC-07"})
    room.state(one(PC7), free=0)
    assert (room.row().free_bytes, room.row().oddities) == (None, ())


def test_one_that_asks_to_be_taken_in_is_there_by_its_name(room: Room) -> None:
    asked = Enrolment(1, "", PC7, "PC-07", KEY.public.raw, bytes(32), (), "campus-1")
    room.introduce(introduction.ENROLS, messages.sign(asked, messages.ENROLMENT_CONTEXT, KEY))
    assert room.row().oddities == (OddityNote(ComputerOddity.NOT_TAKEN_IN),)
    assert room.week()[WeekErrand.TAKE_IN].names == ("PC-07",)
    room.name(**{PC7: "PC-07"})
    assert room.row().oddities == ()


def test_one_that_takes_anothers_place_bears_its_name_and_asks_nobody(room: Room) -> None:
    room.name(**{OLD: "PC-07"})
    asked = Succession(1, OLD, PC7, KEY.public.raw, bytes(32))
    room.introduce(introduction.SUCCEEDS, messages.sign(asked, messages.SUCCESSION_CONTEXT, KEY))
    room.state(one(PC7, 5), StatedIdentity(OLD, 90, 90))
    assert (room.row().device, room.row().oddities) == (PC7, ())


def test_a_week_without_a_visit_needs_her_unless_the_computer_may_rest(room: Room) -> None:
    room.name(**{PC7: "PC-07", PC8: "PC-08"})
    room.state(one(PC7), at=NOW - 8 * DAY)
    room.state(one(PC8), at=NOW - 6 * DAY)
    assert room.week()[WeekErrand.COLLECT] == WeekLine(WeekErrand.COLLECT, 1, ("PC-07",), (PC7,))
    room.stand(ComputerStanding(PC7, revoked="retired"))
    assert WeekErrand.COLLECT not in room.week()


def test_a_computer_that_exchanges_itself_needs_no_visit_for_a_week(room: Room) -> None:
    room.name(**{PC7: "PC-07"})
    receipt = Receipt("e", PC7, 9, b"digest", epoch_number=1, at=NOW)
    held.set_landed(room.station.db, receipt)
    assert WeekErrand.COLLECT in room.week()
    room.stand(ComputerStanding(PC7, exchanged_at=NOW))
    assert WeekErrand.COLLECT not in room.week()
    room.clock.move(8 * DAY // 1000)
    assert room.week()[WeekErrand.COLLECT].names == ("PC-07",)


def test_a_closing_is_dated_by_the_hubs_clock_where_the_computers_is_wrong(room: Room) -> None:
    room.name(**{PC7: "PC-07"})
    held.set_landed(room.station.db, Receipt("e", PC7, 9, b"digest", epoch_number=1, at=NOW))
    years = 20 * 365 * DAY
    room.stand(ComputerStanding(PC7, closed=9, closed_at=NOW - years, clock_offset=-years))
    assert room.row().arrival.closed_on == NOW


def test_nothing_needs_her_where_nothing_is_known(room: Room) -> None:
    assert room.computers.rows() == ()
    assert room.computers.week() == ()


@pytest.fixture
def campus(tmp_path: Path) -> Iterator[FolderCampus]:
    hub = Hub(new_database("sqlite", tmp_path), lambda: NOW)
    stick = tmp_path / "STICK"
    stick.mkdir()
    yield FolderCampus(hub, stick, labs=2)
    hub.database.close()


def rows_at(campus: FolderCampus) -> dict[str, ComputerRow]:
    clock = FakeClock()
    clock.wall = NOW
    known = CampusComputers(campus.coordinator.db, campus.folder, clock)
    return {row.device: row for row in known.rows()}


def test_a_whole_week_ends_with_all_landed_and_her_own_among_it(campus: FolderCampus) -> None:
    study(campus.coordinator, 3)
    for lab in campus.labs:
        study(lab, 20)
    campus.week()
    campus.coordinator.exchange(campus.road)
    found = rows_at(campus)
    assert len(found) == 3
    assert {row.arrival.case for row in found.values()} == {ArrivalCase.LANDED}
    assert sorted(row.arrival.recorded for row in found.values()) == [3, 20, 20]
    assert sum(row.arrival.landed for row in found.values()) == len(campus.landed())
    assert [row.device for row in found.values() if row.is_own] == [campus.coordinator.device]


def test_what_is_carried_is_held_until_the_hub_has_it(campus: FolderCampus) -> None:
    campus.carry()
    lab, _ = campus.labs
    study(lab, 20)
    campus.visit(lab)
    campus.collect()
    arrival = rows_at(campus)[lab.device].arrival
    assert (arrival.landed, arrival.held_entries, arrival.only_there) == (0, 20, 0)
    assert [each.place for each in arrival.held] == ["STICK"]


def test_a_closed_computer_may_go_once_all_of_it_has_landed_and_not_when_opened_again(
    campus: FolderCampus,
) -> None:
    lab, _ = campus.labs
    study(lab, 4)
    event_log.close(lab.db, NOW)
    campus.visit(lab)
    campus.collect()
    assert rows_at(campus)[lab.device].arrival.leaving is LeavingAnswer.WAITS
    campus.carry()
    arrival = rows_at(campus)[lab.device].arrival
    assert (arrival.leaving, arrival.closed_on) == (LeavingAnswer.YES, NOW)
    event_log.open_again(lab.db, NOW)
    campus.visit(lab)
    campus.collect()
    assert rows_at(campus)[lab.device].arrival.leaving is LeavingAnswer.CLOSE_FIRST


def test_of_a_computer_that_only_exchanges_itself_is_said_what_the_hub_knows(
    campus: FolderCampus,
) -> None:
    lab, _ = campus.labs
    study(lab, 4)
    lab.exchange(campus.road)
    campus.carry()
    row = rows_at(campus)[lab.device]
    assert (row.arrival.case, row.arrival.landed) == (ArrivalCase.UNSTATED, 4)
    assert (row.arrival.exchanged_at, row.arrival.leaving) == (NOW, LeavingAnswer.CLOSE_FIRST)

    event_log.close(lab.db, Milliseconds(NOW - DAY))
    lab.exchange(campus.road)
    campus.carry()
    arrival = rows_at(campus)[lab.device].arrival
    assert (arrival.case, arrival.recorded, arrival.landed) == (ArrivalCase.LANDED, 5, 5)
    assert (arrival.leaving, arrival.closed_on) == (LeavingAnswer.YES, NOW - DAY)

    event_log.open_again(lab.db, NOW)
    lab.exchange(campus.road)
    campus.carry()
    arrival = rows_at(campus)[lab.device].arrival
    assert (arrival.case, arrival.leaving) == (ArrivalCase.UNSTATED, LeavingAnswer.CLOSE_FIRST)


def test_a_computer_that_went_home_on_the_network_after_its_visit_may_go(
    campus: FolderCampus,
) -> None:
    lab, _ = campus.labs
    study(lab, 4)
    campus.visit(lab)
    campus.collect()
    event_log.close(lab.db, NOW)
    lab.exchange(campus.road)
    campus.carry()
    arrival = rows_at(campus)[lab.device].arrival
    assert (arrival.recorded, arrival.landed, arrival.only_there) == (5, 5, 0)
    assert (arrival.leaving, arrival.closed_on) == (LeavingAnswer.YES, NOW)


def test_a_computer_with_a_new_identity_is_counted_once_over_both(campus: FolderCampus) -> None:
    lab, other = campus.labs
    study(lab, 10)
    campus.week()
    study(lab, 5)
    identity.take_new(lab.db)
    study(lab, 2)
    lab.exchange(campus.road)
    campus.visit(lab)
    campus.collect()
    campus.carry()
    found = rows_at(campus)
    assert set(found) == {lab.device, other.device, campus.coordinator.device}
    arrival = found[lab.device].arrival
    assert (arrival.case, arrival.recorded, arrival.landed) == (ArrivalCase.LANDED, 17, 17)
    assert len(campus.landed()) == 17


def test_a_hub_that_was_put_back_takes_its_word_back_until_all_is_sent_again(
    campus: FolderCampus,
) -> None:
    lab, _ = campus.labs
    study(lab, 9)
    campus.visit(lab)
    campus.collect()
    lab.exchange(campus.road)
    campus.carry()
    assert rows_at(campus)[lab.device].arrival.case is ArrivalCase.LANDED
    campus.coordinator.db.execute("DELETE FROM held_envelopes")  # it came by another road
    forget_all_learning(campus.hub)
    campus.carry()
    arrival = rows_at(campus)[lab.device].arrival
    assert (arrival.case, arrival.until) == (ArrivalCase.PUT_BACK, NOW)
    assert (arrival.landed, arrival.only_there) == (0, 9)
    lab.exchange(campus.road)
    campus.carry()
    assert rows_at(campus)[lab.device].arrival.case is ArrivalCase.LANDED


def test_of_a_computer_that_a_hub_knows_no_more_it_is_said_until_when_it_had_landed(
    campus: FolderCampus,
) -> None:
    lab, _ = campus.labs
    study(lab, 9)
    campus.visit(lab)
    campus.collect()
    campus.carry()
    before = rows_at(campus)[lab.device].arrival
    assert before.case is ArrivalCase.LANDED
    (epoch,) = {each.epoch_number for each in held.receipts(campus.coordinator.db)}
    held.take_back(campus.coordinator.db, epoch + 1, {campus.coordinator.device})

    arrival = rows_at(campus)[lab.device].arrival

    assert (arrival.case, arrival.until) == (ArrivalCase.PUT_BACK, before.landed_at)
    assert (arrival.recorded, arrival.landed, arrival.held_entries) == (9, 0, 9)


def test_of_two_copies_of_a_disk_each_says_what_has_landed_of_it(campus: FolderCampus) -> None:
    lab, _ = campus.labs
    study(lab, 6)
    campus.week()
    copy = lab.copy()
    study(lab, 2)
    study(copy, 3, learner="wambui")
    for station in (lab, copy):
        campus.visit(station)
    campus.collect()
    campus.carry()
    campus.prepare()
    for _ in range(2):
        for station in (lab, copy):
            campus.visit(station)
            station.exchange(campus.road)
            campus.visit(station)
        campus.coordinator.clock = Milliseconds(campus.coordinator.clock + DAY)
        campus.collect()
    campus.carry()
    found = rows_at(campus)
    ends = {lab.device, copy.device}
    assert len(ends) == 2
    for device in ends:
        arrival = found[device].arrival
        assert arrival.landed + arrival.held_entries + arrival.only_there == arrival.recorded
    assert len(campus.landed()) == 6 + 2 + 3
    landed = {device: found[device].arrival for device in ends}
    assert {each.case for each in landed.values()} == {ArrivalCase.LANDED}
    assert sorted(each.recorded for each in landed.values()) == [8, 9]
    assert all(found[device].has(ComputerOddity.COPIED) for device in ends)
    shown = found.values()
    assert sum(row.arrival.landed - row.common.landed for row in shown) == len(campus.landed())
    assert sum(row.arrival.recorded - row.common.recorded for row in shown) == len(campus.landed())


def test_what_copies_have_in_common_is_counted_by_one_of_them(room: Room) -> None:
    room.name(**{PC7: "PC-07", PC8: "PC-08"})
    room.state(one(PC7, 5), one(OLD, 90))
    room.state(one(PC8, 7), one(OLD, 60))
    held.set_landed(room.station.db, Receipt("e", OLD, 40, b"digest", epoch_number=1, at=NOW))
    seven, eight = room.row("PC-07"), room.row("PC-08")

    assert (seven.arrival.recorded, seven.common) == (95, CommonEntries())
    assert (eight.arrival.recorded, eight.common) == (67, CommonEntries(60, 40, 0, 20))
    room.state(StatedIdentity(PC8, 7, 7), number=9, at=NOW + 1)
    assert room.row("PC-08").common == CommonEntries()
