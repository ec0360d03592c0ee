"""Sync: whether results have reached the hub, and how to send or carry them.

It shows what the courier knows and wishes what a person wishes; it never waits for the network.
"""

from __future__ import annotations

import platform
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ujuzi.errors import UjuziError
from ujuzi.ui.delivery.brought_card import BroughtCard
from ujuzi.ui.delivery.folder_card import FolderCard
from ujuzi.ui.delivery.history_card import HistoryCard
from ujuzi.ui.delivery.register_card import RegisterCard
from ujuzi.ui.delivery.relay_card import RelayCard
from ujuzi.ui.delivery.send_card import SendCard
from ujuzi.ui.delivery.sticks_card import SticksCard
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.courier import Courier
from ujuzi.ui.shell.destinations import ToLearn, ToSync
from ujuzi.ui.shell.dialogs import (
    ChooseFolder,
    ChooseOpen,
    choose_file_to_open,
    choose_folder,
)
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.point_courses_card import PointCoursesCard
from ujuzi.ui.shell.scroll_page import ScrollPage
from ujuzi.ui.widgets.label import Label

if TYPE_CHECKING:
    from ujuzi.services.delivery.delivery import Registration

WIDTH = 760


class SyncPage(ScrollPage[ToSync]):
    """Registering, where a code is needed; sending and carrying, once there is a hub; history."""

    def __init__(
        self,
        jobs: Jobs,
        courier: Courier,
        choose: ChooseOpen = choose_file_to_open,
        choose_place: ChooseFolder = choose_folder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, width=WIDTH)
        self._jobs = jobs
        self._courier = courier
        self._registering = False
        self._leads_to_courses = False
        self._title = Label("display")
        self.register = RegisterCard(choose)
        self.register.name.setText(platform.node())
        self.send = SendCard(courier)
        self.folder = FolderCard(jobs, courier, choose_place)
        self.brought = BroughtCard(jobs)
        self.relay = RelayCard(jobs, courier)
        self.courses = PointCoursesCard(jobs)
        self.sticks = SticksCard(jobs)
        self.history = HistoryCard()
        self.column.addWidget(self._title)
        self.column.addSpacing(SPACE)
        by_network = (self.register, self.send, self.relay, self.courses)
        for card in (*by_network, self.folder, self.brought):
            self.column.addWidget(card)
        self.column.addWidget(self.sticks)
        self.column.addWidget(self.history)
        self.column.addStretch(1)
        self.register.wished.connect(self._register)
        self.register.file_wished.connect(self._register_from)
        self.send.offline_wished.connect(lambda offline: courier.work_offline(offline=offline))
        self.relay.visited.connect(self.folder.look)
        self.relay.visited.connect(self.courses.look_quietly)
        self.relay.courses_wished.connect(self.courses.look)
        self.folder.written.connect(self.brought.look_in)
        self.brought.offered.connect(self._lead_to_courses)
        self.brought.look_wished.connect(lambda file: self.go(ToLearn(file)))
        courier.changed.connect(self._show)
        courier.refused.connect(self._refused)
        self.retranslate()

    def show_at(self, at: ToSync) -> None:
        """Show how things stand, and what a folder brings."""
        self.scroll_to_top()
        self._show()
        self._courier.look()
        self.folder.look()
        self.sticks.look()
        self.relay.look()
        self._leads_to_courses = at.courses_in is not None
        if at.courses_in is not None:
            self.brought.look_in(at.courses_in)

    def first_stop(self) -> QWidget:
        standing = self._courier.standing
        needs_code = standing is None or standing.needs_code
        return self.register.name if needs_code else self.send.send

    def retranslate(self) -> None:
        self._title.setText(self.tr("Sync"))

    def _show(self) -> None:
        standing = self._courier.standing
        has_hub = standing is not None and bool(standing.hub)
        needs_code = standing is None or standing.needs_code
        self.register.setVisible(needs_code)
        self.send.setVisible(has_hub)
        self.folder.setVisible(has_hub)
        self.folder.show_standing()
        self.relay.setVisible(has_hub)
        self.relay.show_standing()
        self.history.setVisible(has_hub)
        self.register.wait(waiting=self._courier.is_busy)
        self.send.show_standing()
        if self._registering and not needs_code and not self._courier.is_busy:
            # What was pressed is gone, and the focus must not fall elsewhere.
            self._registering = False
            self.register.steward_field.hide()
            self.send.send.setFocus()
        if standing is not None:
            self.register.suggest(standing.hub)
            self.history.show_standing(standing)

    def _lead_to_courses(self) -> None:
        """Bring who came for them to what a folder brings."""
        if self._leads_to_courses:
            self._leads_to_courses = False
            stop = (
                self.brought.install if self.brought.install.isVisible() else self.brought.look_at
            )
            stop.setFocus()
            self.scrolled().ensureWidgetVisible(stop)

    def _register(self, address: str, code: str, name: str) -> None:
        from ujuzi.services.delivery.delivery import Invitation

        self._ask_hub(Invitation(address, code), name)

    def _register_from(self, file: Path, name: str) -> None:
        from ujuzi.services.delivery.delivery import read_registration

        self._jobs.aside(
            self,
            lambda _reporter: read_registration(file),
            lambda invitation: self._ask_hub(invitation, name),
            self._refused,
        )

    def _ask_hub(self, invitation: Registration, name: str) -> None:
        self._registering = True
        code = self.register.take_steward_code()
        self._courier.register(invitation, name or platform.node(), code)

    def _refused(self, error: UjuziError) -> None:
        self._registering = False
        self.register.refuse(error)
