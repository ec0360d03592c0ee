"""A practice quiz: one question a screen, feedback at once, and a quiet end.

An answer is recorded, durably, before its feedback shows; where recording fails, the answer stays
as it is and can be confirmed again. Typed text is kept every three seconds until it is confirmed.
An attempt that was cut off goes on at its first unanswered question. Enter confirms and goes on,
so that a quiz is done by keyboard alone. Emits where to go next; knows no other page.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ujuzi.domain.event import LearnerId
from ujuzi.domain.item import Item, NumericItem, Response, TextEntryItem
from ujuzi.errors import RefusedError, UjuziError
from ujuzi.services.desk import Desk
from ujuzi.services.people import Person
from ujuzi.services.practice import Answer, Attempt
from ujuzi.ui.idle import IdleWatch, TaskTimer
from ujuzi.ui.jobs import Jobs
from ujuzi.ui.page import Page
from ujuzi.ui.page_notice import PageNotice
from ujuzi.ui.questions.passage import Texts, pictures_of
from ujuzi.ui.questions.result import Result, ResultSheet
from ujuzi.ui.questions.sheet import QuestionSheet
from ujuzi.ui.questions.steps import Steps
from ujuzi.ui.theme import SPACE
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.elided import ElidedLabel
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.reading_column import ReadingColumn

DRAFT_EVERY = 3000
"""Milliseconds between two savings of typed text."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """An attempt as it stands, with what is shown in it and what was typed and not confirmed."""

    attempt: Attempt
    drafts: dict[str, str]
    texts: Texts


class QuizPage(Page):
    """One attempt at one quiz, from the first open question to the end."""

    next_chosen = Signal(str, str)
    course_chosen = Signal(str)

    def __init__(self, jobs: Jobs, watch: IdleWatch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._timer = TaskTimer(watch)
        self._person: Person | None = None
        self._pack = self._activity = ""
        self._attempt: Attempt | None = None
        self._answers: dict[str, Answer] = {}
        self._drafts: dict[str, str] = {}
        self._texts = Texts({})
        self._place = 0
        self._recording = False
        self._result: Result | None = None
        self._sheet: QuestionSheet | ResultSheet | None = None
        self._draft_timer = QTimer(self, singleShot=True, interval=DRAFT_EVERY)
        self._draft_timer.timeout.connect(self._keep_draft)
        self._lay_out()
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(key, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._confirm_by_key)
        self.retranslate()

    def show_for(self, person: Person, pack: str, activity: str) -> None:
        """Resume the unfinished attempt at this quiz, or begin one."""
        self._person, self._pack, self._activity = person, pack, activity
        self._attempt, self._result, self._answers, self._place = None, None, {}, 0
        self._lay_down(None)
        self._begin(anew=False)
        self._timer.start()

    @property
    def sheet(self) -> QuestionSheet | ResultSheet | None:
        """What lies on the page: a question, or the end."""
        return self._sheet

    @property
    def where(self) -> str:
        """Which question of how many, in words."""
        return self._where.text()

    def leave(self) -> None:
        """Keep what is typed, and record the end of the visit."""
        if self._person is None:
            return
        self._keep_draft()
        learner, pack, activity = self._person.learner, self._pack, self._activity
        seconds, position = self._timer.stop(), self._fraction_answered()
        self._jobs.ask(
            self, lambda desk: desk.learning.leave(learner, pack, activity, position, seconds)
        )
        self._person = None

    def first_stop(self) -> QWidget | None:
        if isinstance(self._sheet, QuestionSheet) and not self._is_answered():
            return self._sheet.question.first_stop()
        return self.primary

    def retranslate(self) -> None:
        self.back.setText(self.tr("Back to the course"))
        self.again.setText(self.tr("Try again"))
        self.previous.setText(self.tr("Previous"))
        self._say_place()
        self._say_primary()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        chosen = (
            isinstance(self._sheet, QuestionSheet)
            and not self._is_answered()
            and digit.isdecimal()
            and self._sheet.question.choose_number(int(digit))
        )
        if not chosen:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self.back = Button("quiet", "back")
        self.back.clicked.connect(self._go_to_course)
        self._title = ElidedLabel("caption")
        self._steps = Steps()
        self._where = Label("caption")
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self.back)
        head.addWidget(self._title, 1)
        head.addWidget(self._steps)
        head.addWidget(self._where)

        self._column = ReadingColumn("lead")
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._column)

        self.notice = PageNotice()
        self.previous = Button("quiet")
        self.previous.clicked.connect(lambda: self._show_question(self._place - 1))
        self.again = Button()
        self.again.clicked.connect(lambda: self._begin(anew=True))
        self.primary = Button("primary")
        self.primary.clicked.connect(self._confirm)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        foot.addWidget(self.previous)
        foot.addStretch(1)
        foot.addWidget(self.again)
        foot.addWidget(self.primary)

        page = QVBoxLayout(self)
        page.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        page.setSpacing(2 * SPACE)
        page.addLayout(head)
        page.addWidget(self._scroll, 1)
        under = ReadingColumn("lead")
        under.column.addWidget(self.notice)
        under.column.addLayout(foot)
        page.addWidget(under)

    # Beginning and going on

    def _begin(self, *, anew: bool) -> None:
        person = self._person
        if person is None:
            return
        learner, pack, activity = person.learner, self._pack, self._activity
        self._jobs.ask(
            self,
            lambda desk: _begin(desk, learner, pack, activity, anew=anew),
            self._show_attempt,
            self._refuse,
        )

    def _show_attempt(self, begun: _Begun) -> None:
        if self._person is None:
            return
        self._attempt = begun.attempt
        self._pack = begun.attempt.pack
        self._drafts = begun.drafts
        self._texts = begun.texts
        self._answers = dict(begun.attempt.answers)
        self._result = None
        self.notice.clear()
        self._title.setText(begun.attempt.title)
        if self._answers and self._first_open() is not None:
            self.notice.tell(
                lambda: self.tr("Going on where you stopped; your answers are all here.")
            )
        self._go_on_from(-1)

    def _go_on_from(self, place: int) -> None:
        """Show the question after `place`, else one that is still open, else the end."""
        following = place + 1
        if place < 0 or following >= len(self._items):
            opened = self._first_open()
            if opened is None:
                self._finish()
                return
            following = opened
        self._show_question(following)

    def _show_question(self, place: int) -> None:
        if self._attempt is None or not 0 <= place < len(self._items):
            return
        self._keep_draft()
        self._place = place
        item = self._items[place]
        sheet = QuestionSheet(self._attempt, item, self._texts)
        if item.id in self._answers:
            sheet.reveal(self._answers[item.id])
        elif self._drafts.get(item.id):
            sheet.question.set_response((self._drafts[item.id],))
        sheet.question.changed.connect(self._note_change)
        self._put(sheet)

    def _put(self, sheet: QuestionSheet | ResultSheet) -> None:
        """Show a sheet from its top, and give it the keyboard."""
        self._lay_down(sheet)
        stop = self.first_stop()
        if stop is not None and self.isVisible():
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_down(self, sheet: QuestionSheet | ResultSheet | None) -> None:
        """Show a sheet, or none, in place of the one before."""
        if self._sheet is not None:
            self._column.column.removeWidget(self._sheet)
            self._sheet.hide()
            self._sheet.deleteLater()
        self._sheet = sheet
        if sheet is not None:
            self._column.column.addWidget(sheet)
            sheet.show()
        self._scroll.verticalScrollBar().setValue(0)
        self._say_place()
        self._say_primary()

    # Answering

    def _confirm_by_key(self) -> None:
        """Enter does what the button under the keyboard does, and else what comes next."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QPushButton) and focused is not self.primary:
            focused.click()
        else:
            self.primary.click()

    def _confirm(self) -> None:
        if self._recording or self._attempt is None:
            return
        if isinstance(self._sheet, ResultSheet):
            self._go_next()
        elif self._result is not None:
            self._show_result(self._result)
        elif self._is_answered():
            self._go_on_from(self._place)
        elif isinstance(self._sheet, QuestionSheet):
            response = self._sheet.question.response()
            if response is None:
                self.notice.tell(self._sheet.question.instruction)
            else:
                self._record(self._attempt, self._sheet.item.id, response)

    def _record(self, attempt: Attempt, item: str, response: Response) -> None:
        person = self._person
        if person is None:
            return
        self._recording = True
        self._draft_timer.stop()
        self._say_primary()
        self._jobs.ask(
            self,
            lambda desk: desk.practice.answer(person.learner, attempt, item, response),
            lambda outcome: self._reveal(attempt, item, Answer(response, outcome)),
            self._refuse,
        )

    def _reveal(self, attempt: Attempt, item: str, answer: Answer) -> None:
        self._recording = False
        if attempt is not self._attempt:
            return
        self._answers[item] = answer
        self._drafts.pop(item, None)
        self.notice.clear()
        if isinstance(self._sheet, QuestionSheet) and self._sheet.item.id == item:
            self._sheet.reveal(answer)
            self.primary.setAccessibleDescription(self._sheet.feedback.words)
            self._say_place()
            self._say_primary()
            self.primary.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self._sheet.feedback, self._show_feedback)

    def _show_feedback(self) -> None:
        """Scroll to what was said, once it has been laid out."""
        if isinstance(self._sheet, QuestionSheet):
            self._scroll.ensureWidgetVisible(self._sheet.feedback, 0, 2 * SPACE)

    def _note_change(self) -> None:
        self.notice.clear()
        self._say_primary()
        if not self._draft_timer.isActive():
            self._draft_timer.start()

    def _keep_draft(self) -> None:
        """Keep the text typed so far, where it is not kept yet."""
        self._draft_timer.stop()
        sheet, person = self._sheet, self._person
        if person is None or not isinstance(sheet, QuestionSheet) or self._is_answered():
            return
        if not isinstance(sheet.item, TextEntryItem | NumericItem):
            return
        slot = sheet.item.id
        text = "".join(sheet.question.response() or ())
        if self._recording or text == self._drafts.get(slot, ""):
            return
        self._drafts[slot] = text
        pack, activity = self._pack, self._activity
        self._jobs.ask(
            self, lambda desk: desk.learning.keep_draft(person.learner, pack, activity, slot, text)
        )

    # The end

    def _finish(self) -> None:
        person, attempt = self._person, self._attempt
        if person is None or attempt is None:
            return
        answers = dict(self._answers)
        self._recording = True
        self._jobs.ask(
            self,
            lambda desk: _finish(desk, person.learner, attempt, answers),
            self._show_result,
            self._refuse,
        )

    def _show_result(self, result: Result) -> None:
        self._recording = False
        if result.attempt is not self._attempt:
            return
        self._result = result
        sheet = ResultSheet(result)
        sheet.item_chosen.connect(self._show_question)
        self._put(sheet)

    def _go_next(self) -> None:
        if self._result is None:
            return
        if self._result.next_activity:
            self.next_chosen.emit(self._result.attempt.pack, self._result.next_activity)
        else:
            self.course_chosen.emit(self._result.attempt.course)

    def _go_to_course(self) -> None:
        if self._attempt is not None:
            self.course_chosen.emit(self._attempt.course)

    # What is said around the sheet

    def _refuse(self, error: UjuziError) -> None:
        self._recording = False
        self.notice.refuse(error)
        self._say_primary()

    def _say_place(self) -> None:
        at_end = isinstance(self._sheet, ResultSheet)
        self._steps.show_steps(
            tuple(item.id in self._answers for item in self._items), -1 if at_end else self._place
        )
        where = self.tr("Question {number} of {count}").format(
            number=QLocale().toString(self._place + 1),
            count=QLocale().toString(len(self._items)),
        )
        self._where.setText("" if at_end or not self._items else where)
        self.previous.setVisible(not at_end and self._place > 0)
        self.again.setVisible(at_end)

    def _say_primary(self) -> None:
        """Say what Enter does next."""
        if isinstance(self._sheet, ResultSheet):
            goes_on = self._result is not None and self._result.next_activity
            words = self.tr("Continue") if goes_on else self.tr("Back to the course")
        elif self._result is not None:
            words = self.tr("Back to the result")
        elif not self._is_answered():
            words = self.tr("Check")
            self.primary.setAccessibleDescription("")
        elif len(self._answers) == len(self._items):
            words = self.tr("See the result")
        else:
            words = self.tr("Next")
        self.primary.setText(words)
        self.primary.setEnabled(not self._recording and self._attempt is not None)

    # The attempt

    @property
    def _items(self) -> tuple[Item, ...]:
        return self._attempt.items if self._attempt else ()

    def _is_answered(self) -> bool:
        return bool(self._items) and self._items[self._place].id in self._answers

    def _first_open(self) -> int | None:
        """Return the place of the first item that has no answer yet."""
        places = (i for i, item in enumerate(self._items) if item.id not in self._answers)
        return next(places, None)

    def _fraction_answered(self) -> float:
        return len(self._answers) / len(self._items) if self._items else 0.0


def _begin(desk: Desk, learner: LearnerId, pack: str, activity: str, *, anew: bool) -> _Begun:
    """Open the activity, and begin or resume its attempt. Runs on the worker."""
    attempt = desk.practice.begin(learner, pack, activity, anew=anew)
    desk.learning.open(learner, attempt.pack, activity)
    typed = (i.id for i in attempt.items if isinstance(i, TextEntryItem | NumericItem))
    drafts = {item: desk.learning.draft(learner, attempt.pack, activity, item) for item in typed}
    return _Begun(attempt, drafts, Texts(attempt.html, _pictures(desk, attempt)))


def _pictures(desk: Desk, attempt: Attempt) -> dict[str, bytes]:
    """Return what the texts show; what the pack does not hold is told by its words."""
    found = {}
    for path in pictures_of(attempt.html.values()):
        with suppress(RefusedError):
            found[path] = desk.library.object(attempt.pack, path)
    return found


def _finish(desk: Desk, learner: LearnerId, attempt: Attempt, answers: dict[str, Answer]) -> Result:
    """Record the score, and find what follows. Runs on the worker."""
    score = desk.practice.finish(learner, attempt)
    ids = [activity.id for activity in desk.library.outline(attempt.pack).activities]
    following = ids[ids.index(attempt.activity) + 1 :]
    return Result(attempt, answers, score, following[0] if following else "")
