"""People are found, ticked and decided about; nobody who was not chosen is touched."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.campus_fakes import FakeOffice
from helpers.inline_jobs import InlineJobs
from helpers.inspection import clipped, nameless
from helpers.page_fakes import ADA
from helpers.page_texts import texts
from helpers.people_fakes import AUTUMN, SEVERAL, FakeCampusPeople, many, people_desk
from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId
from ujuzi.errors import Code, RefusedError
from ujuzi.services.campus.people import CampusPerson, Enlisting
from ujuzi.services.people.office import OfficeState
from ujuzi.ui.campus.chosen_people import COHORT, COURSE
from ujuzi.ui.campus.people_found import PeopleOnly
from ujuzi.ui.campus.people_page import PeoplePage
from ujuzi.ui.look.language import ENGLISH, Interpreter
from ujuzi.ui.look.theme import LIGHT, wear
from ujuzi.ui.rows.tick_list import TickRow
from ujuzi.ui.shell.destinations import (
    Destination,
    ToCampus,
    ToCohort,
    ToOffice,
    ToPeople,
    ToPerson,
    ToRosterImport,
    ToSlips,
)

T2, T3 = ("T-002", ""), ("T-003", "")


class Staff:
    """A coordinator looks at her people."""

    def __init__(
        self,
        qtbot: QtBot,
        known: Sequence[CampusPerson] = SEVERAL,
        office: OfficeState = OfficeState.OPEN,
    ) -> None:
        self.office = FakeOffice(office)
        self.desk = people_desk(known, office=self.office)
        self.people: FakeCampusPeople = self.desk.campus_people
        self.jobs = InlineJobs(self.desk)
        self.page = PeoplePage(self.jobs, ADA.learner)
        self.gone: list[Destination] = []
        self.page.chosen.connect(self.gone.append)
        qtbot.addWidget(self.page)
        self.page.resize(824, 600)
        self.page.show()
        self.page.show_at(ToPeople())

    @property
    def rows(self) -> list[TickRow]:
        model = self.page.list.rows
        return [model.row(number) for number in range(model.rowCount())]

    @property
    def names(self) -> list[str]:
        return [row.title for row in self.rows]

    @property
    def said(self) -> str:
        return self.page.notice.text.text() if self.page.notice.isVisible() else ""

    def type(self, words: str) -> None:
        self.page.words.setText(words)
        self.page.words.rest()


@pytest.fixture
def staff(qtbot: QtBot) -> Staff:
    return Staff(qtbot)


def test_everybody_has_a_row_that_says_how_she_stands(staff: Staff) -> None:
    assert len(staff.rows) == 5
    assert "Left Already" not in staff.names
    first = staff.rows[0]
    assert (first.title, first.trailing) == ("Awa Traoré", "")
    for piece in ("T-001", "Teacher", "Autumn 2026", "has a profile", "last seen"):
        assert piece in first.detail
    assert [row.trailing for row in staff.rows] == [
        *("", "waits for the hub", "", "not accepted", "")
    ]
    assert "no profile yet" in staff.rows[1].detail


def test_a_piece_of_a_name_finds_in_any_script_and_escape_finds_all_again(staff: Staff) -> None:
    staff.type("امين")
    assert staff.names == ["محمد الأمين"]
    staff.type("nobody at all of this name")
    assert staff.names == []
    assert staff.page.count.text().startswith("Nobody is found")
    QTest.keyClick(staff.page.words, Qt.Key.Key_Escape)
    staff.type("")
    assert len(staff.names) == 5


def test_each_chip_says_how_many_it_finds(staff: Staff) -> None:
    for only, chip in staff.page.chips.items():
        chip.click()
        assert chip.text().endswith(f"  {len(staff.names)}"), only
    staff.page.chips[PeopleOnly.LEFT].click()
    assert staff.names == ["Left Already"]


def test_a_cohort_shows_its_own_people(staff: Staff) -> None:
    staff.page.cohort.choose(AUTUMN.cohort)
    staff.page.cohort.activated.emit(1)
    assert staff.names == ["Awa Traoré"]


def test_a_way_here_may_ask_for_somebody(staff: Staff) -> None:
    staff.page.show_at(ToPeople(words="grace", only=PeopleOnly.WAITS))
    assert staff.names == ["Grace Wanjiru"]
    assert staff.page.words.text() == "grace"
    staff.page.show_at(ToPeople(cohort=AUTUMN.cohort))
    assert staff.names == ["Awa Traoré"]
    assert staff.page.words.text() == ""


def test_by_keyboard_alone_one_finds_ticks_and_opens(staff: Staff, qtbot: QtBot) -> None:
    staff.page.activateWindow()
    staff.page.take_keyboard()
    qtbot.waitUntil(staff.page.words.hasFocus)
    QTest.keyClick(staff.page.words, Qt.Key.Key_Down)
    qtbot.waitUntil(staff.page.list.hasFocus)
    QTest.keyClick(staff.page.list, Qt.Key.Key_Down)
    QTest.keyClick(staff.page.list, Qt.Key.Key_Space)
    assert staff.page.list.ticked == {T2}
    assert staff.page.chosen_people.isVisible()
    QTest.keyClick(staff.page.list, Qt.Key.Key_Return)
    staff.page.way_back().click()
    assert staff.gone == [ToPerson("T-002"), ToCampus()]


def test_a_profile_that_is_nobodys_is_opened_and_not_ticked(staff: Staff) -> None:
    staff.page.list.tick_all()
    assert len(staff.page.list.ticked) == 4
    staff.page.list.chosen.emit(("", "nobody"))
    assert staff.gone == [ToPerson("", "nobody")]


def test_the_other_rooms_are_a_press_away(staff: Staff) -> None:
    for button in (staff.page.bring, staff.page.add, staff.page.cohorts):
        button.click()
    assert staff.gone == [ToRosterImport(), ToPerson(), ToCohort()]


def test_who_is_ticked_stays_so_while_others_are_looked_for(staff: Staff) -> None:
    staff.page.list.set_ticked({T2})
    staff.type("امين")
    staff.page.tick_all.click()
    assert staff.page.list.ticked == {T2, T3}
    assert staff.page.count.text() == "Chosen: 2, of whom 1 are not shown now"
    staff.page.tick_none.click()
    assert staff.page.list.ticked == frozenset()
    assert not staff.page.chosen_people.isVisible()


# What is decided


def test_people_are_put_into_a_cohort_or_a_course_and_taken_out(staff: Staff) -> None:
    chosen = staff.page.chosen_people
    staff.page.list.set_ticked({T2, T3})
    chosen.enrol.click()
    offered = [chosen.into.itemData(at) for at in range(chosen.into.count())]
    assert offered == [COHORT + AUTUMN.cohort, COURSE + "ai-literacy", COURSE + "data"]
    chosen.into.choose(COHORT + AUTUMN.cohort)
    chosen.put_in.click()
    assert staff.said.startswith("Written down for 2")
    chosen.enrol.click()
    chosen.into.choose(COURSE + "data")
    chosen.take_out.click()
    both = ("T-002", "T-003")
    assert staff.people.done == [
        ("enrol", both, AUTUMN.cohort, (), True),
        ("enrol", both, "", ("data",), False),
    ]


def test_people_move_to_a_campus_that_is_chosen(staff: Staff) -> None:
    chosen = staff.page.chosen_people
    staff.page.list.set_ticked({T3})
    chosen.to_campus.click()
    assert chosen.where.hasFocus()
    chosen.where.choose("campus-3")
    chosen.go_there.click()
    assert staff.people.done == [("move", "T-003", "campus-3")]
    assert "محمد الأمين" not in staff.names


def test_where_no_other_campus_is_known_people_move_to_one_that_is_not_said(staff: Staff) -> None:
    staff.people.there = ()
    staff.page.changed(Changes.DOCUMENTS)
    staff.page.list.set_ticked({T2})
    staff.page.chosen_people.to_campus.click()
    staff.page.chosen_people.go_there.click()
    assert staff.people.done == [("move", "T-002", "")]


def test_what_is_done_to_one_after_the_other_can_be_stopped(staff: Staff) -> None:
    end = staff.people.end

    def end_and_stop(_by: LearnerId, person: str) -> None:
        end(_by, person)
        job = staff.jobs.latest
        assert job is not None
        job.cancel()

    staff.people.end = end_and_stop  # type: ignore[method-assign]
    staff.page.list.set_ticked({T2, T3})
    staff.page.chosen_people.left.click()
    staff.page.chosen_people.surely.click()
    assert staff.people.done == [("end", "T-002")]
    assert staff.said.startswith("Written down for 1")
    assert not staff.page.chosen_people.busy.isVisible()


def test_that_somebody_has_left_is_asked_twice(staff: Staff) -> None:
    chosen = staff.page.chosen_people
    staff.page.list.set_ticked({T2, T3})
    chosen.left.click()
    assert staff.people.done == []
    assert chosen.not_now.hasFocus()
    chosen.not_now.click()
    assert not chosen.surely.isVisible()
    chosen.left.click()
    chosen.surely.click()
    assert staff.people.done == [("end", "T-002"), ("end", "T-003")]


def test_another_choice_takes_the_question_back(staff: Staff) -> None:
    staff.page.list.set_ticked({T2})
    staff.page.chosen_people.left.click()
    staff.page.list.set_ticked({T3})
    assert not staff.page.chosen_people.surely.isVisible()


def test_slips_are_made_for_those_who_are_ticked_in_the_order_of_the_list(staff: Staff) -> None:
    staff.page.list.set_ticked({T3, T2})
    staff.page.chosen_people.slips.click()
    assert staff.gone == [ToSlips(("T-002", "T-003"))]


def test_what_is_refused_is_said(staff: Staff) -> None:
    staff.page.list.set_ticked({T2})
    staff.people.failure = RefusedError(Code.ACT_HERSELF, "No.")
    staff.page.chosen_people.left.click()
    staff.page.chosen_people.surely.click()
    assert "Nobody decides about herself" in staff.said


def test_who_was_ticked_still_is_after_a_look_at_somebody(staff: Staff) -> None:
    staff.page.list.set_ticked({T2, T3})
    staff.page.show_at(ToPeople())
    assert staff.page.list.ticked == {T2, T3}


def test_who_is_there_no_more_is_ticked_no_more(staff: Staff) -> None:
    staff.page.list.set_ticked({T2, T3})
    staff.people.known = [each for each in staff.people.known if each.person != "T-003"]
    staff.page.changed(Changes.DOCUMENTS)
    assert staff.page.list.ticked == {T2}


@pytest.mark.parametrize("state", [OfficeState.LOCKED, OfficeState.NONE, OfficeState.ENDED])
def test_while_her_office_is_closed_the_notice_leads_there_and_goes_once_it_is_open(
    qtbot: QtBot, state: OfficeState
) -> None:
    staff = Staff(qtbot, office=state)
    assert staff.said
    staff.page.notice.action.click()
    assert staff.gone == [ToOffice(after=ToPeople())]
    staff.office.state = OfficeState.OPEN
    staff.page.show_at(ToPeople())
    assert staff.said == ""


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (Code.OFFICE_LOCKED, "six words"),
        (Code.OFFICE_MISSING, "You are not coordinator"),
        (Code.GRANT_ENDED, "no longer coordinator"),
    ],
)
def test_why_nobody_can_be_shown_is_said(qtbot: QtBot, code: Code, words: str) -> None:
    states = {
        Code.OFFICE_LOCKED: OfficeState.LOCKED,
        Code.OFFICE_MISSING: OfficeState.NONE,
        Code.GRANT_ENDED: OfficeState.ENDED,
    }
    staff = Staff(qtbot, office=states[code])
    staff.people.closed = RefusedError(code, "Closed.")
    staff.page.notice.clear()
    staff.page.show_at(ToPeople())
    assert words in staff.said
    assert staff.page.empty.isVisible()


def test_an_office_that_locked_meanwhile_is_said_where_something_is_decided(staff: Staff) -> None:
    staff.page.list.set_ticked({T2})
    staff.people.failure = RefusedError(Code.OFFICE_LOCKED, "Locked.")
    staff.office.state = OfficeState.LOCKED
    staff.page.chosen_people.left.click()
    staff.page.chosen_people.surely.click()
    assert "six words" in staff.said
    staff.page.notice.action.click()
    assert staff.gone == [ToOffice(after=ToPeople())]


def test_where_nobody_is_known_it_leads_to_the_list(qtbot: QtBot) -> None:
    staff = Staff(qtbot, ())
    assert staff.page.empty.isVisible()
    assert not staff.page.words.isVisible()
    staff.page.empty.action.click()
    assert staff.gone == [ToRosterImport()]


# How it looks


def test_of_five_thousand_only_those_who_are_seen_are_made(qtbot: QtBot) -> None:
    staff = Staff(qtbot, many(5_000))
    staff.page.list.tick_all()
    staff.type("zawadi 49")
    assert len(staff.page.list.ticked) == 5_000
    staff.page.list.set_ticked(())
    staff.type("")
    staff.page.grab()
    staff.page.list.scrollToBottom()
    staff.page.grab()
    assert staff.page.list.rows.rowCount() == 5_000
    assert len(staff.page.list.rows._made) < 100


def test_a_reader_hears_everything_by_name_and_nothing_is_cut(staff: Staff, qtbot: QtBot) -> None:
    staff.page.list.set_ticked({T2})
    seen = QAccessible.queryAccessibleInterface(staff.page.list)
    assert seen.text(QAccessible.Text.Name) == "People of the campus"
    assert seen.child(1).text(QAccessible.Text.Name).startswith("አበበ ቢቂላ. waits for the hub. T-002")
    for button in (None, staff.page.chosen_people.enrol, staff.page.chosen_people.left):
        if button is not None:
            button.click()
        assert nameless(staff.page) == []
        qtbot.waitUntil(lambda: clipped(staff.page) == [])
        staff.page.chosen_people.not_now.click()


def test_in_large_type_everything_is_still_reached(
    staff: Staff, qtbot: QtBot, qapp: QApplication
) -> None:
    wear(qapp, LIGHT, 150)
    staff.page.list.set_ticked({T2})
    qtbot.waitUntil(lambda: clipped(staff.page) == [])
    assert staff.page.list.height() > 0


def test_after_a_change_of_language_it_says_what_a_new_page_says(
    staff: Staff, qtbot: QtBot, qapp: QApplication
) -> None:
    interpreter, locale = Interpreter(qapp), QLocale()
    for language in ("fr", ENGLISH):
        interpreter.speak(language)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange)
        anew = Staff(qtbot)
        for page in (staff.page, anew.page):
            page.list.set_ticked({T2})
        assert texts(staff.page, hidden=False) == texts(anew.page, hidden=False)
    QLocale.setDefault(locale)


def test_who_left_or_moved_stands_under_a_question_of_its_own(staff: Staff) -> None:
    staff.page.chips[PeopleOnly.LEFT].click()
    assert [row.trailing for row in staff.rows] == ["has left"]
    staff.people.known = [
        *staff.people.known,
        CampusPerson("T-9", "Moved", "teacher", "campus-2", standing=Enlisting.MOVED),
    ]
    staff.page.changed(Changes.PEOPLE)
    assert [row.trailing for row in staff.rows] == ["has left", "moved away"]
