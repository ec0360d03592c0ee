"""The campus's wing without a screen: each stop has a name and a role, in the order of reading.

What is in a table is there cell by cell. The pages are as a coordinator has them on a Friday.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QScrollArea, QTableView, QWidget
from pytestqt.qtbot import QtBot

from helpers.campus_fakes import (
    FakeCampusComputers,
    FakeCollectionPoint,
    FakeCourier,
    FakeFolders,
    FakeOffice,
    came_of,
    campus_desk,
    computer,
    lab,
    landed,
    point_course,
)
from helpers.campus_reports import FakeReports, campus_report
from helpers.inline_jobs import InlineJobs
from helpers.message_fakes import FakeCampusAnnouncements
from helpers.page_fakes import ADA, MONDAY
from helpers.people_fakes import AUTUMN, AWA, people_desk, read_at_desk
from ujuzi.domain.event import Milliseconds
from ujuzi.services.campus.announcements import CampusAnnouncement
from ujuzi.services.campus.collection_point import PointStanding
from ujuzi.services.campus.computers import WeekErrand, WeekLine
from ujuzi.services.campus.people import PreviewRow, RosterPreview, RowKind
from ujuzi.services.people.office import OfficeState
from ujuzi.ui.campus.announce_page import AnnouncePage
from ujuzi.ui.campus.cohort_page import CohortPage
from ujuzi.ui.campus.collect_page import CollectPage
from ujuzi.ui.campus.computer_page import ComputerPage
from ujuzi.ui.campus.computers_page import ComputersPage
from ujuzi.ui.campus.office_page import OfficePage
from ujuzi.ui.campus.people_page import PeoplePage
from ujuzi.ui.campus.person_page import PersonPage
from ujuzi.ui.campus.receipt_page import ReceiptPage
from ujuzi.ui.campus.reports_page import ReportsPage
from ujuzi.ui.campus.roster_import_page import RosterImportPage
from ujuzi.ui.campus.slips_page import SlipsPage
from ujuzi.ui.campus.week_page import WeekPage
from ujuzi.ui.shell.courier import Courier
from ujuzi.ui.shell.destinations import (
    ToCampus,
    ToCampusAnnouncements,
    ToCampusComputer,
    ToCohort,
    ToCollect,
    ToCollectionReceipt,
    ToComputers,
    ToOffice,
    ToPeople,
    ToPerson,
    ToReports,
    ToRosterImport,
    ToSlips,
)

NO_ROLE = {
    QAccessible.Role.NoRole,
    QAccessible.Role.Client,
    QAccessible.Role.Pane,
    QAccessible.Role.UserRole,
}
SAME_ROW = 6
"""Pixels by which two things of one row may stand at different heights."""


def jobs() -> InlineJobs:
    """Return a campus in the middle of its week."""
    point = FakeCollectionPoint(
        PointStanding(("192.168.1.20",), Milliseconds(MONDAY), is_announced=True)
    )
    point.courses.known = [point_course("sums"), point_course("words")]
    lines = (
        WeekLine(WeekErrand.TAKE_IN, 1, ("PC-07",), ("07",)),
        WeekLine(WeekErrand.COLLECT, 2, ("PC-08", "PC-09"), ("08", "09")),
    )
    return InlineJobs(
        campus_desk(
            folders=FakeFolders(known=[computer(1), computer(2)], lies_there=came_of(150)),
            campus_computers=FakeCampusComputers(lab(12), lines),
            collection_point=point,
            office=FakeOffice(OfficeState.LOCKED),
            reports=FakeReports(campus_report(("Ada", "Bola", "Chidi"))),
        )
    )


def collect() -> CollectPage:
    page = CollectPage(jobs(), cast(Courier, FakeCourier()), lambda *_: None, ADA.learner)
    page.show_at(ToCollect())
    page.point.open.click()
    page.point.courses.choose.click()
    return page


def announcing() -> AnnouncePage:
    """Return the page with an announcement that is shown, and an open office."""
    said = CampusAnnouncement("x", {"en": "Exam on Friday."}, MONDAY, MONDAY + 1, landed=True)
    announced = FakeCampusAnnouncements(shown=[said])
    return AnnouncePage(InlineJobs(campus_desk(campus_announcements=announced)), ADA.learner)


def shown(page: Any, at: object) -> QWidget:
    page.show_at(at)
    return cast(QWidget, page)


def staff() -> InlineJobs:
    """Return a campus with people, one of whom forgot her PIN."""
    rows = FakeCampusComputers(lab(12))
    desk = people_desk(campus_computers=rows, office=FakeOffice(OfficeState.LOCKED))
    desk.campus_people.will_do = RosterPreview(
        tuple(
            PreviewRow(number, f"T-{number}", f"Zawadi {number}", "teacher", "c", "", kind)
            for number, kind in enumerate(RowKind, 2)
        )
    )
    return InlineJobs(desk)


def people() -> PeoplePage:
    page = PeoplePage(staff(), ADA.learner)
    page.show_at(ToPeople())
    page.list.tick_all()
    page.chosen_people.enrol.click()
    return page


def roster() -> RosterImportPage:
    page = RosterImportPage(
        staff(), ADA.learner, lambda *_: Path("/media/stick/staff.ods"), read_at_desk
    )
    page.show_at(ToRosterImport())
    page.empty.action.click()
    return page


PAGES: dict[str, Callable[[], QWidget]] = {
    "This week": lambda: shown(WeekPage(jobs(), ADA.learner), ToCampus()),
    "Collect and send, the collection point open": collect,
    "Computers": lambda: shown(ComputersPage(jobs()), ToComputers()),
    "a computer": lambda: shown(
        ComputerPage(jobs(), ADA.learner), ToCampusComputer(lab(12)[2].key)
    ),
    "Reports": lambda: shown(ReportsPage(jobs(), ADA.learner, lambda *_: None), ToReports()),
    "Announcements": lambda: shown(announcing(), ToCampusAnnouncements()),
    "People": people,
    "a person": lambda: shown(PersonPage(staff(), ADA.learner), ToPerson(AWA.person)),
    "somebody to add": lambda: shown(PersonPage(staff(), ADA.learner), ToPerson()),
    "a list": roster,
    "the cohorts": lambda: shown(CohortPage(staff(), ADA.learner), ToCohort()),
    "a cohort": lambda: shown(CohortPage(staff(), ADA.learner), ToCohort(AUTUMN.cohort)),
    "slips": lambda: shown(SlipsPage(staff(), ADA.learner), ToSlips((AWA.person,))),
    "Office": lambda: shown(OfficePage(jobs(), ADA.learner), ToOffice()),
    "the receipt": lambda: shown(
        ReceiptPage(jobs(), ADA.learner, lambda *_: None), ToCollectionReceipt()
    ),
}


@pytest.fixture(params=list(PAGES.values()), ids=list(PAGES))
def page(request: pytest.FixtureRequest, qtbot: QtBot) -> QWidget:
    made: QWidget = request.param()
    qtbot.addWidget(made)
    made.resize(824, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def stops(page: QWidget) -> list[QWidget]:
    """Return what Tab reaches, in its order."""
    found, widget = [], page.nextInFocusChain()
    while widget is not None and widget is not page:
        is_stop = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled()
        is_stop = is_stop and widget.focusProxy() is None  # else its proxy is the stop
        if is_stop and widget.isVisibleTo(page) and page.isAncestorOf(widget):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def place(widget: QWidget, page: QWidget) -> QRect:
    """Return where something stands on the page as it would be unrolled."""
    corner = widget.mapTo(page, QPoint())
    parent = widget.parentWidget()
    while parent is not None and parent is not page:
        if isinstance(parent, QScrollArea):
            corner += QPoint(0, parent.verticalScrollBar().value())
        parent = parent.parentWidget()
    return QRect(corner, widget.size())


def heard(widget: QWidget) -> tuple[str, QAccessible.Role]:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name), interface.role()


def test_every_stop_has_a_name_and_a_role(page: QWidget) -> None:
    found = stops(page)
    assert len(found) >= 2
    for widget in found:
        name, role = heard(widget)
        assert name.strip(), widget
        assert role not in NO_ROLE, (name, role)


def test_no_two_stops_in_a_row_sound_alike(page: QWidget) -> None:
    said = [
        (
            *heard(each),
            QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Description),
        )
        for each in stops(page)
    ]
    assert [one for one, next_ in pairwise(said) if one == next_] == []


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_tab_goes_as_one_reads(page: QWidget, direction: Qt.LayoutDirection, qtbot: QtBot) -> None:
    page.setLayoutDirection(direction)
    qtbot.wait(1)
    found = stops(page)
    for one, following in pairwise(found):
        here, there = place(one, page), place(following, page)
        is_below = there.top() >= here.bottom() - SAME_ROW
        is_beside = (
            there.left() >= here.right() - SAME_ROW
            if direction is Qt.LayoutDirection.LeftToRight
            else there.right() <= here.left() + SAME_ROW
        ) and there.bottom() > here.top()
        assert is_below or is_beside, (heard(one)[0], heard(following)[0])


def test_lists_and_tables_are_read_cell_by_cell(page: QWidget) -> None:
    views = [each for each in page.findChildren(QAbstractItemView) if each.isVisibleTo(page)]
    for view in views:
        model = view.model()
        if isinstance(view, QHeaderView) or not model.rowCount():
            continue
        interface = QAccessible.queryAccessibleInterface(view)
        assert interface.role() in {
            QAccessible.Role.Table,
            QAccessible.Role.List,
            QAccessible.Role.Tree,
        }
        columns = model.columnCount() if isinstance(view, QTableView) else 1
        assert interface.childCount() >= model.rowCount() * columns
        cells = [interface.child(at) for at in range(min(interface.childCount(), 60))]
        names = [cell.text(QAccessible.Text.Name) for cell in cells]
        assert sum(1 for name in names if name) >= min(model.rowCount(), 10)


def test_a_report_s_headings_are_headings(qtbot: QtBot) -> None:
    page = PAGES["Reports"]()
    qtbot.addWidget(page)
    page.resize(824, 600)
    page.show()
    (table,) = [each for each in page.findChildren(QTableView) if each.isVisibleTo(page)][:1]
    interface = QAccessible.queryAccessibleInterface(table)
    children = [interface.child(at) for at in range(interface.childCount())]
    roles = [each.role() for each in children]
    assert QAccessible.Role.ColumnHeader in roles
    assert QAccessible.Role.Cell in roles


def test_a_week_of_nothing_still_says_what_to_do_next(qtbot: QtBot) -> None:
    desk = campus_desk(campus_computers=FakeCampusComputers([landed(1)]))
    made = WeekPage(InlineJobs(desk), ADA.learner)
    qtbot.addWidget(made)
    made.show_at(ToCampus())
    made.show()
    assert [each for each in stops(made) if not heard(each)[0]] == []
    assert stops(made)
