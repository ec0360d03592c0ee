"""A sitting: one question a screen, no feedback, and answers that are safe as they are given.

The time begins when the person says so, and runs only while the page is open. What is chosen is
recorded at once, what is typed every three seconds and when its question is left; only what is
recorded counts as answered on the screen. A sitting that was cut off goes on at the same question.
When the time is over the answers are handed in as they stand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QAbstractButton, QWidget

from ujuzi.domain.event import LearnerId
from ujuzi.domain.item import Item, NumericItem, TextEntryItem
from ujuzi.domain.sitting import Answered
from ujuzi.errors import Code, RefusedError, UjuziError
from ujuzi.services.assess.assessment import RunningSitting
from ujuzi.services.assess.offers import AssessmentOffer, OfferState
from ujuzi.services.clock import seconds_awake
from ujuzi.services.desk import Desk
from ujuzi.ui.assess.answers import Answers
from ujuzi.ui.assess.sheets import (
    HandedInSheet,
    HandInSheet,
    OverviewSheet,
    RulesSheet,
    StandingSheet,
)
from ujuzi.ui.assess.standing import SittingStanding
from ujuzi.ui.assess.time_left import MINUTE, TimeLeft
from ujuzi.ui.look.dates import minutes
from ujuzi.ui.questions.passage import Texts, texts_of_pack
from ujuzi.ui.questions.sheet import QuestionSheet
from ujuzi.ui.shell.destinations import ToAssessments, ToSitting, ToSync
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.sheet_page import SheetPage
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label

KEEP_EVERY = 3_000
"""Milliseconds between two savings of typed text."""
NOTE_EVERY = 5_000
"""Milliseconds between two notes of the time spent."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """A sitting as it stands, with what its questions show."""

    sitting: RunningSitting
    texts: Texts


class SittingPage(SheetPage[ToSitting]):
    """One attempt at one assessment, from its rules to what happens after it."""

    immersive = True

    def __init__(
        self,
        jobs: Jobs,
        learner: LearnerId,
        clock: Callable[[], float] = seconds_awake,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._learner = learner
        self._at: ToSitting | None = None
        self._sitting: RunningSitting | None = None
        self._texts = Texts({})
        self._answers = Answers({})
        self._attempt = ""
        self._flagged: set[str] = set()
        self._place = 0
        self._changed = False
        self._came_at = 0.0
        self._busy = False
        self._time_over = False
        self._clock = clock
        self._time = TimeLeft(clock, self)
        self._time.ticked.connect(self._say_time)
        self._time.nearly_over.connect(self._tell_nearly_over)
        self._time.over.connect(self._run_out)
        self._keep_timer = QTimer(self, singleShot=True, interval=KEEP_EVERY)
        self._keep_timer.timeout.connect(self._keep)
        self._note_timer = QTimer(self, interval=NOTE_EVERY)
        self._note_timer.timeout.connect(self._note_time)
        self.time_left = Label("caption", wraps=False)
        self.head.addWidget(self.time_left)
        self.flag = Button("quiet", "bookmark")
        self.flag.setCheckable(True)
        self.flag.clicked.connect(self._flag)
        self.overview = Button("quiet", "contents")
        self.overview.clicked.connect(self._look_over)
        self.sync = Button("quiet", "sync")
        self.sync.clicked.connect(lambda: self.go(ToSync()))
        for button in (self.flag, self.overview, self.sync):
            self.foot.insertWidget(self.foot.indexOf(self.primary), button)
        self.back.clicked.connect(self._leave_for_all)
        self.previous.clicked.connect(self._go_back)
        self.primary.clicked.connect(self._confirm)
        self.retranslate()

    def show_at(self, at: ToSitting) -> None:
        """Show the rules, or go on with the sitting that was begun."""
        self._at, self._sitting = at, None
        self._time_over = self._busy = False
        self._title.clear()
        self.notice.clear()
        self.put(None)
        learner = self._learner
        self._jobs.ask(
            self,
            lambda desk: _offer(desk, learner, at.pack, at.assessment),
            self._offer,
            self._refuse,
        )

    def leave(self) -> None:
        """Keep what is answered and the time spent: it goes on here another time."""
        if self._time.is_running:
            self._keep()
            self._note_time()
            self._stop_time()
        self._changed = False  # what is recorded later took no more of her time
        self._at = None

    def unsaved(self) -> bool:
        return self._keep_timer.isActive() or bool(self._answers.unsaved())

    def holds_person(self) -> bool:
        return self._at is not None and self._sitting is not None

    def saves_again(self) -> None:
        self._keep()

    @property
    def can_answer(self) -> bool:
        return self._time.is_running

    def way_back(self) -> QAbstractButton | None:
        looks_over = isinstance(self._sheet, OverviewSheet | HandInSheet)
        return self.previous if looks_over and self.previous.isVisible() else None

    def first_stop(self) -> QWidget | None:
        sheet = self._sheet
        if isinstance(sheet, RulesSheet) and sheet.offer.assessment.supervised:
            return sheet.code
        if isinstance(sheet, OverviewSheet):
            return sheet.list
        if isinstance(sheet, HandInSheet) and sheet.has_open and not self._time_over:
            return self.previous
        if isinstance(sheet, HandInSheet):
            return sheet.hand_in
        return super().first_stop()

    def retranslate(self) -> None:
        self.overview.setText(self.tr("All questions"))
        self.sync.setText(self.tr("Go to Sync"))
        self.say_around()

    # Beginning and going on

    def _offer(self, offer: AssessmentOffer) -> None:
        if self._at is None:
            return
        match offer.state:
            case OfferState.OPEN:
                self._begin(offer)
            case OfferState.MAY_BEGIN:
                self.put(RulesSheet(offer))
            case _:
                self._refuse(offer.refusal)

    def _begin(self, offer: AssessmentOffer, code: str = "") -> None:
        if self._at is None or self._busy:
            return
        learner = self._learner
        self._busy = True
        self.say_around()

        def begin(desk: Desk) -> _Begun:
            sitting = desk.assessments.begin(learner, offer.pack, offer.assessment.id, code)
            return _Begun(sitting, texts_of_pack(desk, sitting.pack, sitting.html))

        self._jobs.ask(self, begin, self._show_sitting, self._refuse)

    def _show_sitting(self, begun: _Begun) -> None:
        self._busy = False
        if self._at is None:
            return
        sitting = self._sitting = begun.sitting
        self._texts = begun.texts
        # What could not be saved when the page was left is still here.
        unsaved = self._answers.unsaved() if sitting.attempt == self._attempt else {}
        self._attempt = sitting.attempt
        self._answers = Answers(sitting.answers, unsaved)
        self._flagged = set(sitting.flagged)
        self._title.setText(sitting.assessment.title)
        self._start_time(sitting.left)
        if not self._time.is_running:
            return
        self._show_question([item.id for item in sitting.items].index(sitting.item))
        if sitting.answers:
            self.notice.tell(
                lambda: self.tr("Going on where you stopped; your answers are all here.")
            )

    def _show_question(self, place: int) -> None:
        if self._sitting is None or not 0 <= place < len(self._sitting.items):
            return
        self.notice.clear()
        self._keep()
        self._place, self._changed, self._came_at = place, False, self._clock()
        item = self._sitting.items[place]
        sheet = QuestionSheet(item, self._texts, self._sitting.language)
        if response := self._answers.given.get(item.id):
            sheet.question.set_response(response)
        sheet.question.changed.connect(self._note_change)
        self.put(sheet)
        # A pulled plug goes on at this question, and not at the one that was answered last.
        self._note_time()

    def _go_back(self) -> None:
        """Go to the question before, or from a look over all of them to where one was."""
        if isinstance(self._sheet, QuestionSheet):
            self._show_question(self._place - 1)
        elif isinstance(self._sheet, OverviewSheet):
            self._show_question(self._place)
        else:
            self._look_over()

    def _look_over(self) -> None:
        self.notice.clear()
        self._keep()
        sheet = OverviewSheet(self._standing(), self._texts)
        sheet.chosen.connect(self._show_question)
        self.put(sheet)

    # Answering

    def _confirm(self) -> None:
        sheet = self._sheet
        match sheet:
            case RulesSheet() if (
                sheet.offer.assessment.supervised and not sheet.code.text().strip()
            ):
                sheet.code_field.refuse(self.tr("Type the code."))
                sheet.code.setFocus()
            case RulesSheet():
                self._begin(sheet.offer, sheet.code.text())
            case QuestionSheet():
                self._changed = True
                self._keep()
                if self._is_last:
                    self._look_over()
                else:
                    self._show_question(self._place + 1)
            case OverviewSheet():
                self._ask_whether_to_hand_in()
            case HandInSheet() if sheet.is_meant:
                self._hand_in()
            case HandedInSheet():
                self._leave_for_all()

    def _note_change(self) -> None:
        self._changed = True
        self.notice.clear()
        if not isinstance(self._items[self._place], TextEntryItem | NumericItem):
            self._keep()
        elif not self._keep_timer.isActive():
            self._keep_timer.start()
        self.unsaved_changed.emit()

    def _keep(self) -> None:
        """Record what is answered, where it is not recorded yet."""
        sitting, due = self._sitting, self._take_due()
        if sitting is not None and due:
            self._jobs.ask(
                self,
                lambda desk: _record(desk, sitting, due),
                lambda _: self._recorded(due),
                lambda error: self._not_recorded(due, error),
            )

    def _take_due(self) -> tuple[Answered, ...]:
        """Return what is not recorded yet, the question on the screen included."""
        self._keep_timer.stop()
        if self._changed and isinstance(self._sheet, QuestionSheet):
            now = self._clock()
            spent, self._came_at = round(1000 * (now - self._came_at)), now
            self._answers.give(self._sheet.item.id, self._sheet.question.so_far(), spent)
        return self._answers.take_due()

    def _recorded(self, due: tuple[Answered, ...]) -> None:
        self._answers.confirm(due)
        self.unsaved_changed.emit()
        if isinstance(self._sheet, StandingSheet):
            self._sheet.show_standing(self._standing())
        self.say_around()

    def _not_recorded(self, due: tuple[Answered, ...], error: UjuziError) -> None:
        self._answers.fail(due)
        self._refuse(error)

    def _flag(self, flagged: bool) -> None:
        sitting = self._sitting
        if sitting is None:
            return
        item = sitting.items[self._place].id
        if flagged:
            self._flagged.add(item)
        else:
            self._flagged.discard(item)
        self._say_flag()
        self._jobs.ask(
            self,
            lambda desk: desk.assessments.flag(sitting, item, flagged=flagged),
            fail=self._refuse,
        )

    # Time

    def _note_time(self) -> None:
        sitting = self._sitting
        if sitting is not None:
            item = sitting.items[self._place].id
            self._jobs.ask(
                self,
                lambda desk: desk.assessments.note_time(sitting, item),
                self._correct_time,
                self._refuse,
            )

    def _correct_time(self, left: int | None) -> None:
        if self._time.is_running:
            self._time.correct(left)

    def _start_time(self, left: int | None) -> None:
        self._note_timer.start()
        self._time.start(left)

    def _stop_time(self) -> None:
        self._time.stop()
        self._note_timer.stop()

    def _tell_nearly_over(self) -> None:
        left = ceil((self._time.left or 0) / MINUTE)
        self.notice.tell(
            lambda: self.tr("{time} left. What you have answered is saved.").format(
                time=minutes(left)
            ),
            "warning",
        )

    def _leave_for_all(self) -> None:
        self.go(ToAssessments())

    def _run_out(self) -> None:
        self._time_over = True
        self._hand_in()

    # The end

    def _ask_whether_to_hand_in(self) -> None:
        sheet = HandInSheet(self._standing(), time_over=self._time_over)
        sheet.hand_in.clicked.connect(self._confirm)
        self.put(sheet)

    def _hand_in(self) -> None:
        sitting = self._sitting
        if sitting is None or self._busy:
            return
        due = self._take_due()
        self._stop_time()
        self._busy = True
        self.say_around()

        self._jobs.ask(
            self,
            lambda desk: _submit(desk, sitting, due),
            self._handed_in,
            lambda error: self._not_handed_in(due, error),
        )

    def _handed_in(self, recorded: tuple[Answered, ...]) -> None:
        self._busy = False
        self._answers.confirm(recorded)
        self._flagged.clear()
        self.notice.clear()
        self.put(HandedInSheet(self._standing(), time_over=self._time_over))
        self._sitting = None
        self.say_around()

    def _not_handed_in(self, due: tuple[Answered, ...], error: UjuziError) -> None:
        if self._sitting is not None and not self._time_over:
            self._start_time(self._time.left)
        self._ask_whether_to_hand_in()
        self._not_recorded(due, error)

    # What is said around the sheet

    def _refuse(self, error: UjuziError) -> None:
        self._busy = False
        self.notice.refuse(error)
        self.say_around()

    def say_around(self) -> None:
        asking = isinstance(self._sheet, QuestionSheet)
        number = QLocale().toString
        where = self.tr("Question {number} of {count}").format(
            number=number(self._place + 1), count=number(len(self._items))
        )
        self._where.setText(where if asking else "")
        self._steps.show_steps(self._standing().answered, self._place if asking else -1)
        self.flag.setVisible(asking)
        self.overview.setVisible(asking and not self._is_last)
        self.sync.setVisible(isinstance(self._sheet, HandedInSheet))
        self.previous.setVisible(
            (asking and self._place > 0)
            or isinstance(self._sheet, OverviewSheet)
            or (isinstance(self._sheet, HandInSheet) and not self._time_over)
        )
        self._say_buttons()
        self._say_flag()
        self._say_time()

    def _say_buttons(self) -> None:
        self.back.setText(
            self.tr("Stop for now") if self._time.is_running else self.tr("Back to assessments")
        )
        asking = isinstance(self._sheet, QuestionSheet)
        self.previous.setText(self.tr("Previous") if asking else self.tr("Go on answering"))
        words = ""
        match self._sheet:
            case RulesSheet():
                words = self.tr("Begin: the time starts now")
            case QuestionSheet():
                words = self.tr("Look over your answers") if self._is_last else self.tr("Next")
            case OverviewSheet():
                words = self.tr("Hand in")
            case HandInSheet() as sheet:
                sheet.wait(busy=self._busy)
            case HandedInSheet():
                words = self.tr("Back to assessments")
        self.primary.setText(words)
        self.primary.setVisible(bool(words))
        self.primary.setEnabled(not self._busy)

    def _say_flag(self) -> None:
        flagged = bool(self._items) and self._items[self._place].id in self._flagged
        self.flag.setChecked(flagged)
        self.flag.set_icon("bookmark-filled" if flagged else "bookmark")
        self.flag.setText(self.tr("To come back to") if flagged else self.tr("Come back to this"))

    def _say_time(self) -> None:
        left = self._time.left
        if left is None or not self._time.is_running:
            self.time_left.setText("")
        elif left < MINUTE:
            self.time_left.setText(self.tr("Less than a minute left"))
        else:
            self.time_left.setText(self.tr("{time} left").format(time=minutes(ceil(left / MINUTE))))

    # The sitting

    @property
    def _items(self) -> tuple[Item, ...]:
        return self._sitting.items if self._sitting else ()

    @property
    def _is_last(self) -> bool:
        """Whether no question follows; a look over all of them does then."""
        return self._place + 1 == len(self._items)

    def _standing(self) -> SittingStanding:
        return SittingStanding(self._items, dict(self._answers.recorded), frozenset(self._flagged))


def _offer(desk: Desk, learner: LearnerId, pack: str, assessment: str) -> AssessmentOffer:
    """Return an assessment as this learner finds it. Runs on the worker."""
    for offer in desk.assessments.offers(learner):
        if (offer.pack, offer.assessment.id) == (pack, assessment):
            return offer
    raise RefusedError(Code.ASSESSMENT_MISSING, f"{pack} has no assessment {assessment}.")


def _record(desk: Desk, sitting: RunningSitting, due: tuple[Answered, ...]) -> None:
    """Record answers in their order; durable when it returns. Runs on the worker."""
    for each in due:
        desk.assessments.answer(sitting, each.item, each.response, each.milliseconds)


def _submit(desk: Desk, sitting: RunningSitting, due: tuple[Answered, ...]) -> tuple[Answered, ...]:
    """Record what is due, unless it comes too late, and hand in. Runs on the worker.

    Returns what was recorded.
    """
    try:
        _record(desk, sitting, due)
    except RefusedError as error:
        if error.code != Code.TIME_UP:
            raise
        due = ()
    desk.assessments.submit(sitting.learner, sitting.attempt)
    return due
