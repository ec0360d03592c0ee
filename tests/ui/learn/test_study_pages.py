"""What holds for every page of study: names for a screen reader, and a language switched live."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from helpers.assessment_fakes import (
    OPEN,
    PASSED,
    READY,
    SUPERVISED,
    UNREGISTERED,
    USED_UP,
    WAITING,
    AssessmentDesk,
)
from helpers.certificate_fakes import HELD, FakeCertificates
from helpers.certificate_fakes import FakeDesk as CertificatesDesk
from helpers.inline_jobs import InlineJobs
from helpers.page_fakes import (
    ADA,
    BOOKMARKS,
    CARD,
    DONE_CARD,
    FRAMEWORK,
    HITS,
    ITEMS,
    NEW_CARD,
    NOTES,
    PACK,
    RATED,
    UNRATED,
    FakeDesk,
    FakeInstaller,
)
from helpers.reader_fakes import ReaderDesk
from ujuzi.domain.item import Response, grade
from ujuzi.services.assess.certificates import ListOffer
from ujuzi.services.assess.offers import AssessmentOffer
from ujuzi.services.study.practice import CheckedAnswer
from ujuzi.services.study.self_assessment import Profile
from ujuzi.ui.assess.assessments import AssessmentsPage
from ujuzi.ui.assess.sitting import SittingPage
from ujuzi.ui.certify.certificate import CertificatePage
from ujuzi.ui.certify.certificates import CertificatesPage
from ujuzi.ui.certify.check import CheckPage
from ujuzi.ui.competencies.competencies_page import CompetenciesPage
from ujuzi.ui.competencies.self_assessment import SelfAssessmentPage
from ujuzi.ui.learn.course import CoursePage
from ujuzi.ui.learn.learn import LearnPage
from ujuzi.ui.learn.search import SearchPage
from ujuzi.ui.me.notes import NotesPage
from ujuzi.ui.me.progress import ProgressPage
from ujuzi.ui.practise.quiz import QuizPage
from ujuzi.ui.read.reader import ReaderPage
from ujuzi.ui.rows.view import RowList
from ujuzi.ui.shell.destinations import (
    ToAssessments,
    ToCertificate,
    ToCertificates,
    ToCheck,
    ToCompetencies,
    ToCourse,
    ToLearn,
    ToNotes,
    ToProgress,
    ToQuiz,
    ToReader,
    ToSearch,
    ToSelfAssessment,
    ToSitting,
)
from ujuzi.ui.shell.idle import IdleWatch
from ujuzi.ui.shell.page import Page

MARK = "«"
WRONG: tuple[Response, ...] = (("b",), ("bias",), ("j", "t", "p"), ("r1 t2", "r2 t1"))


def learn() -> Page[Any]:
    desk = FakeDesk()
    desk.library.cards = (CARD, NEW_CARD, DONE_CARD)
    page = LearnPage(InlineJobs(desk), ADA.learner, FakeInstaller(desk.library))
    page.show_at(ToLearn())
    page.add_file(Path("course.ujuzi"))
    return page


def course() -> Page[Any]:
    page = CoursePage(InlineJobs(FakeDesk()), ADA.learner)
    page.show_at(ToCourse("ai-literacy"))
    return page


def search() -> Page[Any]:
    desk = FakeDesk()
    desk.library.hits = HITS
    page = SearchPage(InlineJobs(desk))
    page.field.setText("lecturer")
    page.show_at(ToSearch())
    return page


def progress() -> Page[Any]:
    page = ProgressPage(InlineJobs(FakeDesk()), ADA.learner)
    page.show_at(ToProgress())
    return page


def competencies(stands: Profile, *, offered: bool = True) -> Page[Any]:
    desk = FakeDesk()
    desk.self_assessment.stands = stands
    desk.self_assessment.none_offered = not offered
    page = CompetenciesPage(InlineJobs(desk), ADA.learner)
    page.show_at(ToCompetencies())
    return page


def self_assessment(rated: int, *, finish: bool = False) -> Page[Any]:
    desk = FakeDesk()
    desk.self_assessment.ratings = dict.fromkeys(("s1", "s2", "s3", "s4", "s5")[:rated], 3)
    page = SelfAssessmentPage(InlineJobs(desk), ADA.learner)
    page.show_at(ToSelfAssessment(FRAMEWORK))
    if finish:
        page.primary.click()
    return page


def notes() -> Page[Any]:
    desk = FakeDesk()
    desk.learning.notes_kept, desk.learning.bookmarks_kept = NOTES, BOOKMARKS
    page = NotesPage(InlineJobs(desk), ADA.learner)
    page.show_at(ToNotes())
    return page


def quiz(answered: int, *, confirm: bool = False) -> Page[Any]:
    desk = FakeDesk()
    for item, response in zip(ITEMS[:answered], WRONG, strict=False):
        desk.practice.answered[item.id] = CheckedAnswer(response, grade(item, response))
    page = QuizPage(InlineJobs(desk), ADA.learner, IdleWatch())
    page.show_at(ToQuiz(PACK, "mindset-quiz"))
    if confirm:
        page.previous.click()
    return page


def reader(activity: str, *, clip: bool = True) -> Page[Any]:
    desk = ReaderDesk()
    desk.learning.notes_kept = NOTES
    if not clip:
        desk.library.clip = None
    page = ReaderPage(InlineJobs(desk), ADA.learner, IdleWatch())
    page.show_at(ToReader(PACK, activity))
    if activity == "long":
        page.bar.contents_button.click()
        page.lesson.begin_find()
    elif page.bar.isEnabled():
        page.bar.notes_button.click()
    return page


def certificates() -> Page[Any]:
    page = CertificatesPage(InlineJobs(CertificatesDesk()), ADA.learner)
    page.show_at(ToCertificates())
    return page


def certificate() -> Page[Any]:
    page = CertificatePage(InlineJobs(CertificatesDesk()), ADA.learner)
    page.show_at(ToCertificate(HELD.certificate.id))
    return page


def checked() -> Page[Any]:
    fake = FakeCertificates(known=None, offer=ListOffer("12345 67890"))
    page = CheckPage(InlineJobs(CertificatesDesk(fake)), lambda *_: Path("list.json"))
    page.show_at(ToCheck())
    page.pasted.setPlainText(HELD.stub)
    page.check_button.click()
    page.lists.add.click()
    return page


def assessments(*offers: AssessmentOffer) -> Page[Any]:
    desk = AssessmentDesk()
    desk.assessments.made = offers
    page = AssessmentsPage(InlineJobs(desk), ADA.learner)
    page.show_at(ToAssessments())
    return page


def sitting(offer: AssessmentOffer, *presses: str) -> Page[Any]:
    desk = AssessmentDesk()
    desk.assessments.made = (offer,)
    page = SittingPage(InlineJobs(desk), ADA.learner)
    page.show_at(ToSitting(PACK, "final"))
    for press in presses:
        getattr(page, press).click()
    return page


PAGES: dict[str, Callable[[], Page[Any]]] = {
    "learn": learn,
    "course": course,
    "search": search,
    "progress": progress,
    "competencies": lambda: competencies(RATED),
    "competencies before any rating": lambda: competencies(UNRATED),
    "no framework for the role": lambda: competencies(UNRATED, offered=False),
    "statement": lambda: self_assessment(0),
    "statements resumed": lambda: self_assessment(2),
    "every statement rated": lambda: self_assessment(5),
    "profile": lambda: self_assessment(5, finish=True),
    "assessments": lambda: assessments(READY, OPEN, UNREGISTERED, WAITING),
    "results of assessments": lambda: assessments(PASSED, USED_UP),
    "no assessment": assessments,
    "rules of an assessment": lambda: sitting(SUPERVISED),
    "question of an assessment": lambda: sitting(OPEN, "flag"),
    "questions of an assessment": lambda: sitting(OPEN, "overview"),
    "before handing in": lambda: sitting(OPEN, "overview", "primary"),
    "handed in": lambda: sitting(OPEN, "overview", "primary", "primary"),
    "notes": notes,
    "certificates": certificates,
    "certificate": certificate,
    "a certificate checked": checked,
    "choice": lambda: quiz(0),
    "text entry": lambda: quiz(1),
    "order": lambda: quiz(2),
    "match": lambda: quiz(3),
    "choice answered": lambda: quiz(1, confirm=True),
    "text entry answered": lambda: quiz(2, confirm=True),
    "order answered": lambda: quiz(3, confirm=True),
    "quiz ended": lambda: quiz(4),
    "lesson": lambda: reader("first"),
    "lesson in parts": lambda: reader("long"),
    "video that cannot play": lambda: reader("film", clip=False),
    "handout that cannot be shown": lambda: reader("sheet"),
    "nothing to read": lambda: reader("nowhere"),
}
every_page = pytest.mark.parametrize("make", PAGES.values(), ids=PAGES.keys())


class Pseudo(QTranslator):
    """Marks every text that went through it."""

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return f"{MARK}{source}»" if source else ""

    def isEmpty(self) -> bool:
        return False


def shown(qtbot: QtBot, page: Page[Any]) -> Page[Any]:
    qtbot.addWidget(page)
    page.resize(760, 520)
    with qtbot.waitExposed(page):
        page.show()
    return page


def texts(page: QWidget) -> Iterator[tuple[str, ...]]:
    """Yield everything that a page says, in the order of its widgets."""
    for widget in (page, *page.findChildren(QWidget)):
        if not widget.isVisibleTo(page):
            continue
        own = widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""
        hint = widget.placeholderText() if isinstance(widget, QLineEdit) else ""
        rows: tuple[str, ...] = ()
        if isinstance(widget, RowList):
            model = widget.rows
            rows = tuple(
                str(model.index(n).data(Qt.ItemDataRole.AccessibleTextRole))
                for n in range(model.rowCount())
            )
        said = (own, hint, widget.accessibleName(), widget.accessibleDescription(), *rows)
        if any(said):
            yield (type(widget).__name__, *said)


@pytest.fixture
def pseudo(qapp: QApplication) -> Iterator[Pseudo]:
    translator = Pseudo()
    yield translator
    QCoreApplication.removeTranslator(translator)


@every_page
@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2], ids=["ltr", "rtl"])
def test_everything_that_the_keyboard_reaches_has_a_name(
    qtbot: QtBot, make: Callable[[], Page[Any]], direction: Qt.LayoutDirection
) -> None:
    page = make()
    page.setLayoutDirection(direction)
    shown(qtbot, page)
    nameless = []
    for widget in page.findChildren(QWidget):
        reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if reached and widget.isVisibleTo(page) and widget.isEnabled():
            said = QAccessible.queryAccessibleInterface(widget)
            if not said.text(QAccessible.Text.Name).strip():
                nameless.append(f"{type(widget).__name__} {widget.objectName()}")
    assert nameless == []


@every_page
def test_a_language_that_is_switched_live_says_what_a_fresh_page_says(
    qtbot: QtBot, make: Callable[[], Page[Any]], pseudo: Pseudo
) -> None:
    page = shown(qtbot, make())
    english = list(texts(page))
    QCoreApplication.installTranslator(pseudo)
    QCoreApplication.sendPostedEvents()
    fresh = list(texts(shown(qtbot, make())))
    assert any(MARK in word for words in fresh for word in words)
    assert list(texts(page)) == fresh
    QCoreApplication.removeTranslator(pseudo)
    QCoreApplication.sendPostedEvents()
    assert list(texts(page)) == english


@every_page
def test_a_page_needs_no_more_room_than_the_smallest_window_gives(
    qtbot: QtBot, make: Callable[[], Page[Any]]
) -> None:
    page = shown(qtbot, make())
    assert page.minimumSizeHint().width() <= 700
    assert page.minimumSizeHint().height() <= 480
