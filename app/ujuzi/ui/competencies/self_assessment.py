"""Rating oneself, one statement a screen: 1 to 5 rate and go on, left and right turn the pages.

Each rating is on the disk before the next statement shows, so that one may stop at any of them.
Until the round is finished every rating can be changed.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from ujuzi.domain.event import LearnerId
from ujuzi.domain.self_assessment import Statement
from ujuzi.errors import UjuziError
from ujuzi.services.desk import Desk
from ujuzi.services.study.self_assessment import Profile, Round
from ujuzi.ui.competencies.end_sheets import ProfileSheet, ReadySheet
from ujuzi.ui.competencies.statement_sheet import StatementSheet
from ujuzi.ui.look.theme import restyle
from ujuzi.ui.shell.competencies import in_window_language
from ujuzi.ui.shell.destinations import ToActivity, ToCompetencies, ToSelfAssessment
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.sheet_page import SheetPage

BAR_LEAST, BAR_MOST = 40, 160


class SelfAssessmentPage(SheetPage[ToSelfAssessment]):
    """A round under way, and the profile that it ends in."""

    def __init__(self, jobs: Jobs, learner: LearnerId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._learner = learner
        self._at: ToSelfAssessment | None = None
        self._round: Round | None = None
        self._profile: Profile | None = None
        self._values: dict[str, int] = {}
        self._place = 0
        self._recording = False
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMinimumWidth(BAR_LEAST)
        self.bar.setMaximumWidth(BAR_MOST)  # it gives way where type is large
        self.head.insertWidget(self.head.indexOf(self._where), self.bar)
        self.back.clicked.connect(self._leave_for_all)
        self.previous.clicked.connect(lambda: self._turn(-1))
        self.primary.clicked.connect(self._go_on)
        self.retranslate()

    def show_at(self, at: ToSelfAssessment) -> None:
        """Go on with the open round of a framework, or begin one."""
        self._at = at
        self._round, self._profile, self._values, self._place = None, None, {}, 0
        self._recording = False
        self.notice.clear()
        self.put(None)
        learner = self._learner
        self._jobs.ask(
            self,
            lambda desk: desk.self_assessment.begin(learner, at.framework),
            self._show_round,
            self._refuse,
        )

    @property
    def can_answer(self) -> bool:
        return self._statement is not None and not self._recording

    def leave(self) -> None:
        self._at = None

    def first_stop(self) -> QWidget | None:
        sheet = self.sheet
        return sheet.first_stop() if isinstance(sheet, StatementSheet) else self.primary

    def retranslate(self) -> None:
        self.back.setText(self.tr("Competencies"))
        self.previous.setText(self.tr("Previous"))
        if self._round is not None and self._profile is None:
            self._show_place(self._place)
        self.say_around()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sheet = self.sheet
        if (
            isinstance(sheet, StatementSheet)
            and self.can_answer
            and event.text().isdecimal()
            and 1 <= int(event.text()) <= len(sheet.rows)
        ):
            sheet.choose(sheet.rows[int(event.text()) - 1].value)
        else:
            super().keyPressEvent(event)

    # The statements

    def _show_round(self, begun: Round) -> None:
        if self._at is None:
            return
        self._round = begun
        self._values = dict(begun.ratings)
        if self._values:
            self.notice.tell(
                lambda: self.tr("Going on where you stopped; your ratings are all here.")
            )
        self._show_place(self._first_open())

    def _show_place(self, place: int) -> None:
        """Show a statement, or behind the last one what is left to do."""
        if self._round is None:
            return
        self._place = place
        statement = self._statement
        if statement is None:
            self.put(ReadySheet(len(self._statements) - len(self._values)))
            return
        scale = self._round.questionnaire.scale
        sheet = StatementSheet(statement, scale, self._values.get(statement.id))
        sheet.chosen.connect(lambda value: self._rate(statement, value))
        sheet.turned.connect(self._turn)
        self.put(sheet)

    def _turn(self, by: int) -> None:
        """Turn to the next statement or the one before; what is not rated can be left for later."""
        place = self._place + by
        if not self._recording and self._profile is None and 0 <= place <= len(self._statements):
            self.notice.clear()
            self._show_place(place)

    def _rate(self, statement: Statement, value: int) -> None:
        at, under_way, learner = self._at, self._round, self._learner
        if at is None or under_way is None or self._recording:
            return
        self._recording = True
        self.say_around()
        name = under_way.round
        self._jobs.ask(
            self,
            lambda desk: desk.self_assessment.rate(
                learner, at.framework, name, statement.id, value
            ),
            lambda _: self._note(under_way, statement, value),
            self._refuse,
        )

    def _note(self, under_way: Round, statement: Statement, value: int) -> None:
        """Take note of a rating that is recorded, and go on."""
        if under_way is not self._round:
            return
        self._recording = False
        self._values[statement.id] = value
        self._turn(1)

    # The end

    def _leave_for_all(self) -> None:
        self.go(ToCompetencies())

    def _go_on(self) -> None:
        sheet = self.sheet
        if self._recording:
            return
        if isinstance(sheet, ProfileSheet):
            self._leave_for_all()
        elif isinstance(sheet, ReadySheet):
            if len(self._values) < len(self._statements):
                self._show_place(self._first_open())
            else:
                self._finish()
        elif isinstance(sheet, StatementSheet):
            row = sheet.row_under_keyboard()
            if sheet.is_rated or row is None:
                self._turn(1)
            else:
                sheet.choose(row.value)

    def _finish(self) -> None:
        at, under_way, learner = self._at, self._round, self._learner
        if at is None or under_way is None:
            return
        self._recording = True
        self.say_around()
        self._jobs.ask(
            self,
            lambda desk: _finish(desk, learner, at.framework, under_way.round),
            lambda profile: self._show_profile(under_way, profile),
            self._refuse,
        )

    def _show_profile(self, under_way: Round, profile: Profile) -> None:
        if under_way is not self._round:
            return
        self._recording = False
        self._profile = profile
        self.notice.clear()
        sheet = ProfileSheet(profile)
        sheet.view.activity_chosen.connect(lambda pack, it: self.go(ToActivity(pack, it)))
        self.put(sheet)

    def _refuse(self, error: UjuziError) -> None:
        """Say why, and show the statement as it is known to be."""
        self._recording = False
        self._show_place(self._place)
        self.notice.refuse(error)
        self.say_around()

    # What is said around the sheet

    def say_around(self) -> None:
        number = QLocale().toString
        count, rated = len(self._statements), len(self._values)
        under_way = self._round is not None and self._profile is None
        titles = self._round.questionnaire.title if self._round else {}
        self._title.setText(in_window_language(titles))
        self.bar.setVisible(under_way)
        self.bar.setRange(0, max(count, 1))
        self.bar.setValue(rated)
        self.bar.setAccessibleName(
            self.tr("{rated} of {count} rated").format(rated=number(rated), count=number(count))
        )
        self._where.setVisible(under_way)
        self._where.setText(
            self.tr("Statement {number} of {count}").format(
                number=number(self._place + 1), count=number(count)
            )
            if self._statement is not None
            else self.bar.accessibleName()
        )
        self.previous.setVisible(under_way and self._place > 0)
        self.primary.setText(self._next_words())
        self.primary.setProperty("kind", "" if self._is_open else "primary")
        restyle(self.primary)
        self.primary.setEnabled(self._round is not None and not self._recording)

    def _next_words(self) -> str:
        if isinstance(self.sheet, ProfileSheet):
            return self.tr("To my competencies")
        if self._is_open:
            return self.tr("Leave for later")
        if not isinstance(self.sheet, ReadySheet):
            return self.tr("Next")
        if len(self._values) < len(self._statements):
            return self.tr("Show what is left")
        return self.tr("Finish and see my profile")

    # The round

    @property
    def _statements(self) -> tuple[Statement, ...]:
        return self._round.questionnaire.statements if self._round else ()

    @property
    def _statement(self) -> Statement | None:
        """What is on the screen; None behind the last."""
        statements = self._statements
        return statements[self._place] if self._place < len(statements) else None

    @property
    def _is_open(self) -> bool:
        """Whether the statement on the screen has no rating yet."""
        return isinstance(self.sheet, StatementSheet) and not self.sheet.is_rated

    def _first_open(self) -> int:
        """Return the place of the first statement without a rating, else the place behind all."""
        places = (i for i, each in enumerate(self._statements) if each.id not in self._values)
        return next(places, len(self._statements))


def _finish(desk: Desk, learner: LearnerId, framework: str, name: str) -> Profile:
    """Finish the round, and return what it says. Runs on the worker."""
    desk.self_assessment.finish(learner, framework, name)
    return desk.self_assessment.profile(learner, framework)
