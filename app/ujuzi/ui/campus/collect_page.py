"""Collect, send, prepare: the coordinator's way of a week in three steps, each by one button."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId
from ujuzi.ui.campus.by_itself_card import ByItselfCard
from ujuzi.ui.campus.collect_step import CollectStep
from ujuzi.ui.campus.collected_card import CollectedCard
from ujuzi.ui.campus.prepare_step import PrepareStep
from ujuzi.ui.campus.relay_card import CollectionPointCard
from ujuzi.ui.campus.send_step import SendStep
from ujuzi.ui.campus.step_card import StepCard, StepStage
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.courier import Courier
from ujuzi.ui.shell.destinations import ToCampus, ToCollect
from ujuzi.ui.shell.dialogs import ChooseFolder, choose_folder
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.scroll_page import ScrollPage
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label

if TYPE_CHECKING:
    from ujuzi.services.delivery.folders import FolderCollection

WIDTH = 760


class CollectPage(ScrollPage[ToCollect]):
    """Three steps in a line; one at a time is under way."""

    def __init__(
        self,
        jobs: Jobs,
        courier: Courier,
        choose: ChooseFolder = choose_folder,
        learner: LearnerId | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`learner` is whom the card of the collection point names."""
        super().__init__(parent, width=WIDTH)
        self.back = Button("quiet", "back")
        self.back.clicked.connect(lambda: self.go(ToCampus()))
        self._title = Label("display")
        self._text = Label("soft")
        self.collect = CollectStep(jobs, choose)
        self.send = SendStep(jobs, courier)
        self.prepare = PrepareStep(jobs, choose)
        self.steps: tuple[StepCard, ...] = (self.collect, self.send, self.prepare)
        self.came = CollectedCard()
        self.point = CollectionPointCard(jobs, learner)
        self.by_itself = ByItselfCard(jobs)
        self.column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        below = (self.came, self.point, self.by_itself)
        for widget in (self._title, self._text, *self.steps, *below):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.column.setSpacing(2 * SPACE)
        self.collect.collected.connect(self._collected)
        for step in self.steps:
            step.begun.connect(partial(self._begin, step))
            step.ended.connect(partial(self._go_on, step))
        self._now(self.collect)
        self.retranslate()

    def show_at(self, _at: ToCollect) -> None:
        """Begin the line anew, unless a step of it is under way."""
        self.scroll_to_top()
        if not self.holds_person():
            self.came.clear()
            for step in self.steps:
                step.notice.clear()
            self._now(self.collect)
            self.collect.look()
            self.by_itself.look()
        self.send.look()
        self.point.look()
        self.point.courses.look()

    def changed(self, changes: Changes) -> None:
        if changes & Changes.SYNC and not self.holds_person():
            self.send.look()
        if changes & Changes.LIBRARY:
            self.point.courses.look()

    def holds_person(self) -> bool:
        return any(step.is_busy for step in self.steps)

    def first_stop(self) -> QWidget:
        return self._turn.button

    def way_back(self) -> QAbstractButton:
        return self.back

    def retranslate(self) -> None:
        self.back.setText(self.tr("This week"))
        self._title.setText(self.tr("Collect and send"))
        self._text.setText(
            self.tr(
                "What lies on a stick or is held here is on its way. It stays on its computer too,"
                " until the hub says that it has arrived."
            )
        )

    def _now(self, turn: StepCard) -> None:
        """Say whose turn it is: what comes before is done, what comes after is later."""
        self._turn = turn
        stage = StepStage.DONE
        for step in self.steps:
            is_turn = step is turn
            step.show_stage(StepStage.NOW if is_turn else stage)
            stage = StepStage.LATER if is_turn else stage

    def _begin(self, begun: StepCard) -> None:
        """Let nothing else be pressed; the keyboard waits where it can stop this."""
        stop = begun.busy.stop
        (stop if stop.isVisible() else self).setFocus(Qt.FocusReason.OtherFocusReason)
        self._allow()

    def _allow(self) -> None:
        is_busy = self.holds_person()
        for step in self.steps:
            step.allow(allowed=not is_busy)

    def _collected(self, found: FolderCollection, names: Mapping[str, str]) -> None:
        self.came.show_collected(found, names)
        self.prepare.show_folder(self.collect.folder)

    def _go_on(self, over: StepCard) -> None:
        """Give the turn to the next step where this one went well, and the keyboard with it."""
        self._allow()
        if over.went_well:
            following = self.steps.index(over) + 1
            if following < len(self.steps):
                self._now(self.steps[following])
            else:
                over.show_stage(StepStage.DONE)
        self.send.look()
        focused = self.window().focusWidget()
        if self.isVisible() and (focused in {None, self} or over.isAncestorOf(focused)):
            self._turn.button.setFocus(Qt.FocusReason.OtherFocusReason)
