"""A practice quiz: one question a screen, feedback at once, and a quiet end.

An answer is recorded, durably, before its feedback shows; where recording fails, the answer stays
as it is and can be confirmed again. Typed text is kept every three seconds until it is confirmed.
An attempt that was cut off goes on at its first unanswered question. Enter confirms and goes on,
so that a quiz is done by keyboard alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtWidgets import QWidget

from ujuzi.domain.event import LearnerId
from ujuzi.domain.item import Item, NumericItem, Response, TextEntryItem
from ujuzi.errors import UjuziError
from ujuzi.services.desk import Desk
from ujuzi.services.study.practice import Attempt, CheckedAnswer
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.questions.passage import Texts, texts_of_pack
from ujuzi.ui.questions.result import FinishedAttempt, ResultSheet
from ujuzi.ui.questions.sheet import QuestionSheet
from ujuzi.ui.shell.destinations import ToActivity, ToCourse, ToQuiz
from ujuzi.ui.shell.idle import IdleWatch, TaskTimer
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.sheet_page import SheetPage
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.spoken import announce

DRAFT_EVERY = 3000
"""Milliseconds between two savings of typed text."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """An attempt as it stands, with what is shown in it and what was typed and not confirmed."""

    attempt: Attempt
    drafts: dict[str, str]
    texts: Texts


class QuizPage(SheetPage[ToQuiz]):
    """One attempt at one quiz, from the first open question to the end."""

    def __init__(
        self, jobs: Jobs, learner: LearnerId, watch: IdleWatch, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._timer = TaskTimer(watch)
        self._learner = learner
        self._at: ToQuiz | None = None
        """What is visited; where an attempt goes on with an older version, in that one."""
        self._attempt: Attempt | None = None
        self._answers: dict[str, CheckedAnswer] = {}
        self._drafts: dict[str, str] = {}
        self._texts = Texts({})
        self._place = 0
        self._recording = False
        self._result: FinishedAttempt | None = None
        self._draft_timer = QTimer(self, singleShot=True, interval=DRAFT_EVERY)
        self._draft_timer.timeout.connect(self._keep_draft)
        self.back.clicked.connect(self._go_to_course)
        self.previous.clicked.connect(lambda: self._show_question(self._place - 1))
        self.again = Button()
        self.again.clicked.connect(lambda: self._begin(anew=True))
        self.foot.insertWidget(self.foot.indexOf(self.primary), self.again)
        self.primary.clicked.connect(self._confirm)
        self.retranslate()

    def show_at(self, at: ToQuiz) -> None:
        """Resume the unfinished attempt at this quiz, or begin one."""
        self._at = at
        self._attempt, self._result, self._answers, self._place = None, None, {}, 0
        self.put(None)
        self._begin(anew=False)
        self._timer.start()

    def unsaved(self) -> bool:
        return self._draft_timer.isActive()

    @property
    def can_answer(self) -> bool:
        return not self._is_answered()

    def leave(self) -> None:
        """Keep what is typed, and record the end of the visit."""
        at, learner = self._at, self._learner
        if at is None:
            return
        self._keep_draft()
        seconds, position = self._timer.stop(), self._fraction_answered()
        self._jobs.ask(
            self, lambda desk: desk.learning.leave(learner, at.pack, at.activity, position, seconds)
        )
        self._at = None

    def retranslate(self) -> None:
        self.back.setText(self.tr("Back to the course"))
        self.again.setText(self.tr("Try again"))
        self.previous.setText(self.tr("Previous"))
        self.say_around()

    # Beginning and going on

    def _begin(self, *, anew: bool) -> None:
        at, learner = self._at, self._learner
        if at is None:
            return
        self._jobs.ask(
            self,
            lambda desk: _begin(desk, learner, at, anew=anew),
            self._show_attempt,
            self._refuse,
        )

    def _show_attempt(self, begun: _Begun) -> None:
        if self._at is None:
            return
        self._attempt = begun.attempt
        self._at = ToQuiz(begun.attempt.pack, self._at.activity)
        self._drafts = begun.drafts
        self._texts = begun.texts
        self._answers = dict(begun.attempt.answers)
        self._result = None
        self.notice.clear()
        self._title.setText(begun.attempt.title)
        if begun.attempt.left_out:
            self.notice.tell(
                lambda: self.tr(
                    "%n questions need a newer Ujuzi, and are left out.",
                    "",
                    begun.attempt.left_out,
                ),
                "warning",
            )
        elif self._answers and self._first_open() is not None:
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
        sheet = QuestionSheet(item, self._texts, self._attempt.language, self._attempt.seed)
        if item.id in self._answers:
            sheet.reveal(self._answers[item.id])
        elif self._drafts.get(item.id):
            sheet.question.set_response((self._drafts[item.id],))
        sheet.question.changed.connect(self._note_change)
        self.put(sheet)

    # Answering

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
        learner = self._learner
        self._recording = True
        self._draft_timer.stop()
        self._say_primary()
        self._jobs.ask(
            self,
            lambda desk: desk.practice.answer(learner, attempt, item, response),
            lambda outcome: self._reveal(attempt, item, CheckedAnswer(response, outcome)),
            self._refuse,
        )

    def _reveal(self, attempt: Attempt, item: str, answer: CheckedAnswer) -> None:
        self._recording = False
        if attempt is not self._attempt:
            return
        self._answers[item] = answer
        self._drafts.pop(item, None)
        self.notice.clear()
        if isinstance(self._sheet, QuestionSheet) and self._sheet.item.id == item:
            self._sheet.reveal(answer)
            self.primary.setAccessibleDescription(self._sheet.feedback.words)
            self.say_around()
            if self.primary.hasFocus():  # nothing tells a reader to read it again
                announce(self.primary, self._sheet.feedback.words)
            self.primary.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self._sheet.feedback, self._show_feedback)

    def _show_feedback(self) -> None:
        """Scroll to what was said, once it has been laid out."""
        if isinstance(self._sheet, QuestionSheet):
            self.area.ensureWidgetVisible(self._sheet.feedback, 0, 2 * SPACE)

    def _note_change(self) -> None:
        self.notice.clear()
        self._say_primary()
        typed = isinstance(self._sheet, QuestionSheet) and isinstance(
            self._sheet.item, TextEntryItem | NumericItem
        )
        if typed and not self._draft_timer.isActive():
            self._draft_timer.start()
            self.unsaved_changed.emit()

    def _keep_draft(self) -> None:
        """Keep the text typed so far, where it is not kept yet."""
        self._draft_timer.stop()
        self.unsaved_changed.emit()
        sheet, at, learner = self._sheet, self._at, self._learner
        if at is None or not isinstance(sheet, QuestionSheet) or self._is_answered():
            return
        if not isinstance(sheet.item, TextEntryItem | NumericItem):
            return
        slot = sheet.item.id
        text = "".join(sheet.question.response() or ())
        if self._recording or text == self._drafts.get(slot, ""):
            return
        self._drafts[slot] = text
        self._jobs.ask(
            self, lambda desk: desk.learning.keep_draft(learner, at.pack, at.activity, slot, text)
        )

    # The end

    def _finish(self) -> None:
        attempt, learner = self._attempt, self._learner
        if self._at is None or attempt is None:
            return
        answers = dict(self._answers)
        self._recording = True
        self._jobs.ask(
            self,
            lambda desk: _finish(desk, learner, attempt, answers),
            self._show_result,
            self._refuse,
        )

    def _show_result(self, result: FinishedAttempt) -> None:
        self._recording = False
        if result.attempt is not self._attempt:
            return
        self._result = result
        sheet = ResultSheet(result)
        sheet.item_chosen.connect(self._show_question)
        self.put(sheet)

    def _go_next(self) -> None:
        if self._result is None:
            return
        if self._result.next_activity:
            self.go(ToActivity(self._result.attempt.pack, self._result.next_activity))
        else:
            self.go(ToCourse(self._result.attempt.course))

    def _go_to_course(self) -> None:
        if self._attempt is not None:
            self.go(ToCourse(self._attempt.course))

    # What is said around the sheet

    def _refuse(self, error: UjuziError) -> None:
        self._recording = False
        self.notice.refuse(error)
        self._say_primary()

    def say_around(self) -> None:
        self._say_place()
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
        elif len(self._answers) == len(self._items):
            words = self.tr("See the result")
        else:
            words = self.tr("Next")
        if not isinstance(self._sheet, QuestionSheet) or not self._is_answered():
            self.primary.setAccessibleDescription("")
        self.primary.setText(words)
        # While an answer is recorded nothing is confirmed, but a button that was disabled would
        # give the keyboard away.
        self.primary.setEnabled(self._attempt is not None)

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


def _begin(desk: Desk, learner: LearnerId, at: ToQuiz, *, anew: bool) -> _Begun:
    """Open the activity, and begin or resume its attempt. Runs on the worker."""
    attempt = desk.practice.begin(learner, at.pack, at.activity, anew=anew)
    desk.learning.open(learner, attempt.pack, at.activity)
    typed = (i.id for i in attempt.items if isinstance(i, TextEntryItem | NumericItem))
    drafts = {item: desk.learning.draft(learner, attempt.pack, at.activity, item) for item in typed}
    return _Begun(attempt, drafts, texts_of_pack(desk, attempt.pack, attempt.html))


def _finish(
    desk: Desk, learner: LearnerId, attempt: Attempt, answers: dict[str, CheckedAnswer]
) -> FinishedAttempt:
    """Record the score, and find what follows. Runs on the worker."""
    score = desk.practice.finish(learner, attempt)
    ids = [activity.id for activity in desk.library.outline(attempt.pack).activities]
    following = ids[ids.index(attempt.activity) + 1 :]
    return FinishedAttempt(attempt, answers, score, following[0] if following else "")
