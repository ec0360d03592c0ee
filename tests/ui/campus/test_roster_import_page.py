"""A list says what it will do before it does anything, and only what is ticked is done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from helpers.coordinating import Coordinator
from helpers.inline_jobs import InlineJobs
from helpers.inspection import clipped, nameless
from helpers.page_fakes import ADA
from helpers.people_fakes import AUTUMN, AWA, FakeCampusPeople, people_desk, read_at_desk
from ujuzi.credentials import wrapping
from ujuzi.errors import Code, RefusedError
from ujuzi.services.campus.people import PreviewRow, RosterPreview, RowKind
from ujuzi.services.people.office import OfficeState
from ujuzi.ui.campus.chosen_people import COHORT
from ujuzi.ui.campus.cohort_page import NEW, CohortPage
from ujuzi.ui.campus.people_found import PeopleOnly
from ujuzi.ui.campus.people_page import PeoplePage
from ujuzi.ui.campus.roster_import_page import RosterImportPage
from ujuzi.ui.campus.slips_page import SlipsPage
from ujuzi.ui.look.theme import LIGHT, wear
from ujuzi.ui.rows.tick_list import TickRow
from ujuzi.ui.shell.destinations import (
    Destination,
    ToCohort,
    ToOffice,
    ToPeople,
    ToRosterImport,
    ToSlips,
)

FILE = Path("/media/stick/staff.xlsx")
ROWS = (
    PreviewRow(2, "T-101", "Zawadi Otieno", "teacher", "c", "", RowKind.NEW),
    PreviewRow(
        3,
        "T-001",
        "Awa Traore",
        "support",
        "c",
        "",
        RowKind.CHANGED,
        facts={"changed": ("name", "role")},
        before=AWA,
    ),
    PreviewRow(4, "T-002", "አበበ ቢቂላ", "teacher", "c", "", RowKind.SAME),
    PreviewRow(5, "", "No Number", "teacher", "c", "", RowKind.REFUSED, "unknown-reason"),
    PreviewRow(6, "T-102", "Zawadi Otieno", "teacher", "c", "", RowKind.DOUBTFUL, "unknown-too"),
)


class Bringing:
    """A coordinator brings a list."""

    def __init__(self, qtbot: QtBot) -> None:
        self.file: Path | None = FILE
        self.desk = people_desk()
        self.people: FakeCampusPeople = self.desk.campus_people
        self.people.will_do = RosterPreview(ROWS, "Staff", ("Staff", "Old"))
        self.page = RosterImportPage(InlineJobs(self.desk), ADA.learner, self.choose, read_at_desk)
        self.gone: list[Destination] = []
        self.page.chosen.connect(self.gone.append)
        qtbot.addWidget(self.page)
        self.page.resize(824, 600)
        self.page.show()
        self.page.show_at(ToRosterImport())

    def choose(self, _over: QWidget, _title: str) -> Path | None:
        return self.file

    @property
    def rows(self) -> list[TickRow]:
        model = self.page.list.rows
        return [model.row(number) for number in range(model.rowCount())]

    @property
    def said(self) -> str:
        return self.page.notice.text.text() if self.page.notice.isVisible() else ""


@pytest.fixture
def bringing(qtbot: QtBot) -> Bringing:
    return Bringing(qtbot)


@pytest.fixture
def looking(bringing: Bringing) -> Bringing:
    bringing.page.empty.action.click()
    return bringing


def test_it_begins_with_the_choice_of_a_file_and_says_what_is_in_it(bringing: Bringing) -> None:
    page = bringing.page
    assert page.empty.isVisible()
    assert page.first_stop() is page.empty.action
    bringing.file = None
    page.empty.action.click()
    assert bringing.people.reads == []
    assert page.empty.isVisible()


def test_each_row_says_what_becomes_of_it_and_on_which_line_it_stands(looking: Bringing) -> None:
    assert looking.people.reads == [(FILE, "", "")]
    assert looking.people.done == []
    assert [row.trailing for row in looking.rows] == [
        *("new", "changed", "the same", "not possible", "to look at")
    ]
    assert [row.detail.split(" · ")[0] for row in looking.rows] == [
        f"Line {number}" for number in range(2, 7)
    ]
    changed = looking.rows[1].detail
    assert "name, before: Awa Traoré" in changed
    assert "role, before: Teacher" in changed
    assert "campus" not in changed


def test_what_is_new_or_changed_is_ticked_and_what_is_doubtful_can_be(looking: Bringing) -> None:
    assert looking.page.list.ticked == {2, 3}
    assert [row.may_tick for row in looking.rows] == [True, True, False, False, True]
    assert "2" in looking.page.take.text()
    looking.page.list.tick_all()
    assert looking.page.list.ticked == {2, 3, 6}


def test_each_chip_counts_the_rows_that_it_shows(looking: Bringing) -> None:
    for kind, chip in looking.page.chips.items():
        chip.click()
        assert chip.text().endswith(f"  {len(looking.rows)}"), kind
    looking.page.chips[RowKind.REFUSED].click()
    assert [row.title for row in looking.rows] == ["No Number"]


def test_the_row_that_has_the_keyboard_is_said_whole(looking: Bringing) -> None:
    looking.page.list.setCurrentIndex(looking.page.list.rows.index(3))
    assert looking.page.about.text() == looking.rows[3].detail


def test_another_sheet_is_read_anew(looking: Bringing) -> None:
    assert looking.page.sheet.isVisible()
    looking.page.sheet.choose("Old")
    looking.page.sheet.activated.emit(1)
    assert looking.people.reads[-1] == (FILE, "", "Old")


def test_how_a_table_is_written_is_asked_only_where_it_does_not_say(bringing: Bringing) -> None:
    bringing.people.failure = RefusedError(Code.TEXT_ENCODING, "Which?", line=3)
    bringing.page.empty.action.click()
    assert bringing.said
    assert bringing.page.encoding.isVisible()
    assert bringing.page.encoding.hasFocus()
    bringing.page.encoding.choose("windows-1256")
    bringing.page.encoding.activated.emit(2)
    assert bringing.people.reads[-1] == (FILE, "windows-1256", "")
    assert bringing.page.list.isVisible()
    assert bringing.said == ""


def test_a_file_that_cannot_be_read_is_said_and_another_can_be_chosen(bringing: Bringing) -> None:
    bringing.people.failure = RefusedError(Code.TABLE_MALFORMED, "No table.", line=1)
    bringing.page.empty.action.click()
    assert bringing.said
    assert not bringing.page.encoding.isVisible()
    bringing.page.empty.action.click()
    assert bringing.page.list.isVisible()


def test_only_what_is_ticked_is_taken_in(looking: Bringing, qtbot: QtBot) -> None:
    page = looking.page
    page.activateWindow()
    page.list.setFocus()
    page.list.setCurrentIndex(page.list.rows.index(1))
    QTest.keyClick(page.list, Qt.Key.Key_Space)
    page.chips[RowKind.NEW].click()
    page.take.click()
    assert looking.people.done == [("enlist", (2,))]
    assert page.done.isVisible()


def test_nothing_is_taken_in_where_nothing_is_ticked(looking: Bringing) -> None:
    looking.page.list.set_ticked(())
    assert not looking.page.take.isEnabled()


def test_afterwards_those_are_enrolled_and_given_slips_who_were_taken_in(looking: Bringing) -> None:
    page = looking.page
    page.take.click()
    assert not page.next.to_campus.isVisible()
    assert not page.next.left.isVisible()
    page.next.enrol.click()
    page.next.into.choose(COHORT + AUTUMN.cohort)
    page.next.put_in.click()
    people = ("T-101", "T-001")
    assert looking.people.done[-1] == ("enrol", people, AUTUMN.cohort, (), True)
    page.next.slips.click()
    page.done.action.click()
    page.way_back().click()
    assert looking.gone == [ToSlips(people), ToPeople(), ToPeople()]


def test_an_office_that_is_closed_is_said_and_nothing_is_lost(looking: Bringing) -> None:
    looking.people.failure = RefusedError(Code.OFFICE_LOCKED, "Locked.")
    looking.page.take.click()
    assert "six words" in looking.said
    looking.page.notice.action.click()
    assert looking.gone == [ToOffice(after=ToRosterImport())]
    assert looking.page.list.ticked == {2, 3}
    assert looking.page.take.isEnabled()


def test_while_her_office_is_closed_it_says_so_before_a_file_is_chosen(bringing: Bringing) -> None:
    bringing.desk.office.state = OfficeState.LOCKED
    bringing.page.show_at(ToRosterImport())
    assert "six words" in bringing.said
    assert bringing.page.empty.isVisible()


def test_what_the_file_said_is_forgotten_when_one_leaves(looking: Bringing) -> None:
    looking.page.leave()
    assert looking.page.empty.isVisible()
    assert looking.rows == []


def test_everything_has_a_name_and_nothing_is_cut(
    bringing: Bringing, qtbot: QtBot, qapp: QApplication
) -> None:
    for step in (bringing.page.empty.action, bringing.page.take):
        for size in (100, 150):
            wear(qapp, LIGHT, size)
            assert nameless(bringing.page) == []
            qtbot.waitUntil(lambda: clipped(bringing.page) == [])
        step.click()
    qtbot.waitUntil(lambda: clipped(bringing.page) == [])


# With the real services


@pytest.fixture
def her(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Coordinator]:
    """A coordinator whose words cost little to guess, with her office open."""
    monkeypatch.setattr(wrapping, "KIB", 8)
    monkeypatch.setattr(wrapping, "PASSES", 1)
    made = Coordinator(tmp_path)
    made.appoint()
    yield made
    made.close()


def test_an_afternoon_staff_are_taken_in_enrolled_and_given_slips_offline(
    her: Coordinator, qtbot: QtBot, tmp_path: Path
) -> None:
    jobs, people = InlineJobs(her.lab.desk), her.lab.desk.campus_people
    lines = [f"T-{n:03};Zawadi Otieno {n};teacher" for n in range(320)]
    file = tmp_path / "staff.csv"
    text = "Matricule;Nom;Fonction\n" + "\n".join([*lines, "T-900;Neema;visitor"])
    file.write_text(text, "utf-8")
    page = RosterImportPage(jobs, her.ada, lambda *_: file)
    qtbot.addWidget(page)
    page.show()
    page.show_at(ToRosterImport())
    page.empty.action.click()
    page.chips[RowKind.REFUSED].click()
    (refused,) = [page.list.rows.row(at) for at in range(page.list.rows.rowCount())]
    assert refused.key == 322
    assert "“visitor” is no role" in refused.detail
    page.take.click()
    assert page.done.isVisible()

    cohorts = CohortPage(jobs, her.ada)
    qtbot.addWidget(cohorts)
    cohorts.show_at(ToCohort(NEW))
    cohorts.card.name.setText("Autumn")
    cohorts.card.save.click()
    (cohort,) = people.cohorts(her.ada)

    everybody = PeoplePage(jobs, her.ada)
    qtbot.addWidget(everybody)
    everybody.show()
    everybody.show_at(ToPeople())
    everybody.chips[PeopleOnly.NO_PROFILE].click()
    everybody.list.tick_all()
    chosen = everybody.chosen_people
    assert len(chosen.people) == 320
    chosen.enrol.click()
    chosen.into.choose(COHORT + cohort.cohort)
    chosen.put_in.click()
    assert len(people.cohorts(her.ada)[0].people) == 320

    slips = SlipsPage(jobs, her.ada)
    qtbot.addWidget(slips)
    slips.show_at(ToSlips(chosen.people))
    slips.make.click()
    assert slips.preview.pages == 40
    codes = {each.code for each in slips._slips}
    assert len(codes) == 320
    database = b"".join(each.read_bytes() for each in tmp_path.rglob("*") if each.is_file())
    assert not any(code.replace("-", "").encode() in database for code in codes)
    assert not any(code.encode() in database for code in codes)
    assert all(each.waits for each in people.everybody(her.ada) if each.person)
