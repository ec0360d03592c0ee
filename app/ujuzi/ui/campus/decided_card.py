"""What coordinators of the campus decided, as far as it is known, and how each of it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.services.campus.acts import CampusAct
from ujuzi.ui.campus.act_words import act_sentence, standing_words
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.dates import day
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.act_problems import act_problem
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.widgets.label import Label

if TYPE_CHECKING:
    from ujuzi.services.desk import Desk

MOST = 20
"""Acts that are shown, the latest; `ujuzi campus acts` lists all."""


class DecidedActs(msgspec.Struct, frozen=True):
    """The latest acts, and what people call the computers and persons that they are about."""

    acts: tuple[CampusAct, ...] = ()
    names: Mapping[str, str] = {}


class DecidedCard(SettingCard):
    """A line an act, the latest first; hidden while there is none."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._found = DecidedActs()
        self._lines: QWidget | None = None
        self.hide()
        self.retranslate()

    def look(self) -> None:
        """Ask anew what was decided."""
        self._jobs.ask(self, decided, self._show)

    def retranslate(self) -> None:
        self.title.setText(self.tr("What was decided"))
        if self._lines is not None:
            self._lines.hide()
            self._lines.deleteLater()
            self._lines = None
        if not self._found.acts:
            return
        self._lines = QWidget()
        lines = QVBoxLayout(self._lines)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(SPACE)
        for act in self._found.acts:
            lines.addWidget(Label("body", self._sentence(act)))
            lines.addWidget(Label("caption", self._standing(act)))
        self.column.addWidget(self._lines)
        self._lines.show()

    def _show(self, found: DecidedActs) -> None:
        self._found = found
        self.setVisible(bool(found.acts))
        self.retranslate()

    def _sentence(self, act: CampusAct) -> str:
        names = self._found.names
        return act_sentence(act, names.get(act.device, act.device), names.get(act.learner, ""))

    def _standing(self, act: CampusAct) -> str:
        said = f"{day(act.at)} · {standing_words(act.standing)}"
        why = act_problem(act.problem)
        return f"{said}. {why}" if why else said


def decided(desk: Desk) -> DecidedActs:
    """Return what was decided, as far as it was heard here."""
    acts = desk.campus_acts.listed()[:MOST]
    if not acts:
        return DecidedActs()
    computers = {row.device: row.name for row in desk.campus_computers.rows()}
    people = {str(learner): name for learner, name in desk.roster.names().items()}
    return DecidedActs(acts, computers | people)
