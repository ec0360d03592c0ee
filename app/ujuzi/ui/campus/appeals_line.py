"""A line that says whose second looks at results wait; there only where somebody's does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ujuzi.domain.event import LearnerId
from ujuzi.errors import UjuziError
from ujuzi.services.campus.appeals import WaitingAppeals
from ujuzi.ui.campus.appeal_words import appeals_sentence
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated


class AppealsLine(Retranslated, Label):
    """Asks at a coordinator's visits alone, for asking keeps her office open."""

    def __init__(
        self,
        jobs: Jobs,
        learner: LearnerId,
        failed: Callable[[UjuziError], None],
        role: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(role, parent=parent)
        self._jobs, self._learner, self._failed = jobs, learner, failed
        self._waiting: tuple[WaitingAppeals, ...] = ()
        self._names_people = True
        self.retranslate()

    def ask(self) -> None:
        """Say what waits now."""
        learner = self._learner
        self._jobs.ask(
            self, lambda desk: desk.campus_appeals.waiting(learner), self._keep, self._failed
        )

    def name_people(self, *, named: bool) -> None:
        """Be there only where people may be named."""
        self._names_people = named
        self.retranslate()

    def retranslate(self) -> None:
        self.setText(appeals_sentence(self._waiting))
        self.setVisible(bool(self._waiting) and self._names_people)

    def _keep(self, waiting: tuple[WaitingAppeals, ...]) -> None:
        self._waiting = waiting
        self.retranslate()
