"""Where a person starts: what to go on with, her courses, what is new, and adding one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from helpers.message_fakes import ARABIC, EXAM
from helpers.page_fakes import ADA, CARD, DONE_CARD, NEW_CARD, PACK, FakeDesk, FakeInstaller
from ujuzi.domain.changes import Changes
from ujuzi.errors import Code, WorldError
from ujuzi.services.delivery.relays import OfferedCourses
from ujuzi.services.study.course_views import CourseCard
from ujuzi.services.study.learning import AssignedCourse
from ujuzi.ui.learn.add_course import Stage
from ujuzi.ui.learn.course_card import CourseCardButton
from ujuzi.ui.learn.learn import LearnPage
from ujuzi.ui.shell.destinations import ToActivity, ToAnnouncements, ToCourse, ToLearn
from ujuzi.ui.widgets.label import Label

OLD_CONSTRUCTOR = pytest.mark.filterwarnings("ignore:.*QDragEnterEvent:DeprecationWarning")
"""The only one that Qt 6.8 has."""


@pytest.fixture
def desk() -> FakeDesk:
    desk = FakeDesk()
    desk.library.cards = (CARD, NEW_CARD, DONE_CARD)
    return desk


@pytest.fixture
def page(qtbot: QtBot, desk: FakeDesk) -> LearnPage:
    page = LearnPage(InlineJobs(desk), ADA.learner, FakeInstaller(desk.library))
    qtbot.addWidget(page)
    page.resize(760, 520)
    page.show()
    page.show_at(ToLearn())
    return page


def names(page: LearnPage) -> list[str]:
    cards = page.findChildren(CourseCardButton)
    return [card.accessibleName() for card in cards if not card.isHidden()]


def test_courses_say_in_words_how_they_stand(page: LearnPage) -> None:
    assert names(page) == [
        "AI literacy for higher-education teachers, first level. 1 of 4 done · 33 min left",
        "Data for deans. About 12 h · IIOE National Centre",
        "A safe campus lab. Completed",
    ]


def test_courses_of_the_collection_point_are_asked_for_from_the_menu(page: LearnPage) -> None:
    asked: list[str] = []

    def courses(address: str, _cancelled: object) -> OfferedCourses:
        asked.append(address)
        return OfferedCourses("10.0.0.5", ())

    relays = SimpleNamespace(courses=courses)
    relays.through = lambda _wait_for: relays
    page._jobs.desk.relays = relays  # type: ignore[attr-defined]
    assert page.at_point.isHidden()
    page.from_point.trigger()
    assert asked == [""]
    assert "no course that is new here" in page.at_point.notice.text.text()


def test_the_large_card_goes_on_where_one_stopped(qtbot: QtBot, page: LearnPage) -> None:
    with qtbot.waitSignal(page.chosen) as chosen:
        page.go_on.button.click()
    assert chosen.args == [ToActivity(PACK, "benefit-and-loss")]


def test_a_card_opens_its_course(qtbot: QtBot, page: LearnPage) -> None:
    card = page.new.grid.cards[0]
    with qtbot.waitSignal(page.chosen) as chosen:
        qtbot.keyClick(card, Qt.Key.Key_Space)
    assert chosen.args == [ToCourse("data-for-deans")]


def test_with_nothing_started_there_is_nothing_to_continue(page: LearnPage, desk: FakeDesk) -> None:
    desk.library.cards = (NEW_CARD,)
    page.changed(Changes.PROGRESS)
    assert not page.go_on.isVisible()
    assert page.first_stop() is page.add_button


def test_without_a_course_the_page_says_how_to_get_one(page: LearnPage, desk: FakeDesk) -> None:
    desk.library.cards = ()
    page.changed(Changes.LIBRARY)
    assert page.empty.isVisible()
    assert names(page) == []


def test_a_hundred_courses_are_made_a_few_at_a_time(page: LearnPage, desk: FakeDesk) -> None:
    many: list[CourseCard] = [replace(NEW_CARD, course=str(n)) for n in range(100)]
    desk.library.cards = tuple(many)
    page.changed(Changes.LIBRARY)
    first = len(page.new.grid.cards)
    assert first < 20
    page.new.grid.more.click()
    assert first < len(page.new.grid.cards) < 100


def thirty(desk: FakeDesk) -> None:
    """Thirty new courses: each third in French alone, each other in two languages."""
    desk.library.cards = tuple(
        replace(
            NEW_CARD,
            course=str(n),
            title=f"Énergie {n}" if n % 3 == 0 else f"Data {n}",
            languages=("fr",) if n % 3 == 0 else ("en", "fr"),
        )
        for n in range(1, 31)
    )


def test_many_courses_are_narrowed_down_by_words_and_language(
    qtbot: QtBot, page: LearnPage, desk: FakeDesk
) -> None:
    assert page.filter.isHidden()
    thirty(desk)
    page.changed(Changes.LIBRARY)
    assert page.filter.isVisible()
    qtbot.keyClicks(page.filter.words, "energ")
    assert names(page)[0].startswith("Énergie 3.")
    assert len(page.new.grid.cards) == 8
    qtbot.keyClicks(page.filter.words, " 12")
    assert [name.partition(".")[0] for name in names(page)] == ["Énergie 12"]
    page.filter.language.choose("en")
    assert names(page) == []
    assert "No course" in " ".join(each.text() for each in shown_labels(page))
    page.filter.words.clear()
    assert all(name.startswith("Data") for name in names(page))
    assert "No course" not in " ".join(each.text() for each in shown_labels(page))


def test_what_narrows_stays_while_the_courses_change(page: LearnPage, desk: FakeDesk) -> None:
    thirty(desk)
    page.changed(Changes.LIBRARY)
    page.filter.language.choose("en")
    desk.library.cards = desk.library.cards[:-1]
    page.changed(Changes.LIBRARY)
    assert page.filter.language.chosen == "en"
    desk.library.cards = (NEW_CARD, CARD)
    page.changed(Changes.LIBRARY)
    assert len(names(page)) == 2


def test_a_course_in_two_languages_is_one_card_that_names_them(page: LearnPage) -> None:
    card = page.mine.grid.cards[0]
    assert "English · Français" in [each.text() for each in card.findChildren(Label)]
    assert card.accessibleDescription() == "English · Français"
    assert page.new.grid.cards[0].accessibleDescription() == ""


def shown_labels(page: LearnPage) -> list[Label]:
    return [each for each in page.findChildren(Label) if each.isVisible()]


@OLD_CONSTRUCTOR
def test_a_course_file_that_is_dropped_is_offered(page: LearnPage) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/media/stick/course.ujuzi")])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entering = QDragEnterEvent(QPoint(9, 9), copy, data, left, none)
    page.dragEnterEvent(entering)
    assert entering.isAccepted()
    page.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, none))
    assert page.adding.stage is Stage.OFFERED


@OLD_CONSTRUCTOR
def test_another_file_is_not_taken(page: LearnPage) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/media/stick/photo.jpg")])
    entering = QDragEnterEvent(
        QPoint(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entering.ignore()
    page.dragEnterEvent(entering)
    assert not entering.isAccepted()


def test_a_course_that_is_offered_has_the_keyboard_whatever_is_answered_later(
    page: LearnPage,
) -> None:
    page.show_at(ToLearn(Path("/media/stick/sums.ujuzi")))
    assert page.go_on.isVisible()
    assert page.first_stop() is page.adding.install_button
    page.adding.install_button.click()
    assert page.first_stop() is page.adding.open_button


def test_an_empty_stick_says_what_to_do(page: LearnPage) -> None:
    page.show_found(())
    assert page.notice.isVisible()
    assert page.notice.property("tone") == "refusal"


def test_several_courses_on_a_stick_are_listed_to_choose_from(page: LearnPage) -> None:
    page.show_found((Path("/media/s/a.ujuzi"), Path("/media/s/b.ujuzi")))
    assert page.found.isVisible()
    page.found.clicked.emit(page.found.rows.index(1))
    assert not page.found.isVisible()
    assert page.adding.stage is Stage.OFFERED


def test_the_only_course_on_a_stick_is_offered_at_once(page: LearnPage) -> None:
    page.show_found((Path("/media/s/a.ujuzi"),))
    assert page.adding.stage is Stage.OFFERED


def test_an_error_is_said_on_the_page(page: LearnPage, desk: FakeDesk) -> None:
    def fail(_learner: str) -> tuple[CourseCard, ...]:
        raise WorldError(Code.DISK_FAILED, "The disk did not answer.")

    desk.library.courses = fail  # type: ignore[method-assign, assignment]  # the fake fails
    page.changed(Changes.LIBRARY)
    assert page.notice.isVisible()


def test_the_newest_announcement_stands_there_until_it_is_read(
    page: LearnPage, desk: FakeDesk
) -> None:
    assert page.announcement.isHidden()
    assert page.announced.isHidden()
    desk.announcements.shown = (EXAM, ARABIC)
    page.changed(Changes.DOCUMENTS)

    assert page.announcement.isVisible()
    assert page.announcement.got_it.accessibleDescription() == EXAM.text
    page.announcement.got_it.click()
    assert page.announcement.got_it.accessibleDescription() == ARABIC.text
    page.announcement.got_it.click()
    assert page.announcement.isHidden()
    assert page.announced.isVisible()


def test_all_announcements_are_a_press_away(qtbot: QtBot, page: LearnPage, desk: FakeDesk) -> None:
    desk.announcements.shown = (EXAM, ARABIC)
    page.changed(Changes.DOCUMENTS)
    with qtbot.waitSignal(page.chosen) as chosen:
        page.announced.click()
    assert chosen.args == [ToAnnouncements()]


TERM = AssignedCourse(NEW_CARD.course, ("Term 1",), None, date(2027, 3, 12))


def titles(group: object) -> list[str]:
    return [each.card.course for each in group.grid.cards]  # type: ignore[attr-defined]


def test_what_the_institution_asks_for_comes_first_and_says_until_when(
    desk: FakeDesk, page: LearnPage
) -> None:
    assert page.asked.isHidden()
    desk.learning.asked = (TERM, AssignedCourse(CARD.course), AssignedCourse(DONE_CARD.course))
    page.changed(Changes.DOCUMENTS)
    assert titles(page.asked) == [NEW_CARD.course, CARD.course]
    assert titles(page.mine) == titles(page.new) == []
    assert titles(page.done) == [DONE_CARD.course]
    said = names(page)[0]
    assert "Your institution asks you to study this until 12 Mar 2027 · Term 1" in said
    assert names(page)[2] == "A safe campus lab. Completed"
    assert page.asked.told.isHidden()

    desk.learning.asked = ()
    page.changed(Changes.DOCUMENTS)
    assert page.asked.isHidden()
    assert names(page)[1] == "Data for deans. About 12 h · IIOE National Centre"


def test_a_course_that_is_asked_for_and_is_not_here_is_named(
    desk: FakeDesk, page: LearnPage
) -> None:
    desk.learning.asked = (AssignedCourse("law-2", (), date(2027, 1, 11), date(2027, 3, 12)),)
    page.changed(Changes.DOCUMENTS)
    assert page.asked.isVisible()
    assert page.asked.told.text() == (
        "The course “law-2” is not on this computer yet. Ask your coordinator for it. Your"
        " institution asks you to study this from 11 Jan 2027 until 12 Mar 2027."
    )
    assert titles(page.mine) == [CARD.course]
