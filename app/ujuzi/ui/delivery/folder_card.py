"""Writes results to a stick or a shared folder, for the coordinator to bring to the hub.

It never says sent, and says *safe to remove* only after the folder was looked at again.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QWidget

from ujuzi.errors import UjuziError
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.dates import day, moment
from ujuzi.ui.shell import folder_words
from ujuzi.ui.shell.courier import Courier
from ujuzi.ui.shell.dialogs import ChooseFolder, choose_folder
from ujuzi.ui.shell.exchange_words import is_collection_point, records
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.busy import Busy
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from ujuzi.services.delivery.folders import FolderVisit, Whereabouts
    from ujuzi.services.delivery.unattended import UnattendedSettings


class FolderCard(SettingCard):
    """One button, and where the records are that lie in a folder."""

    written = Signal(Path)
    """A folder was written to, and is there."""

    def __init__(
        self,
        jobs: Jobs,
        courier: Courier,
        choose: ChooseFolder = choose_folder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._courier = courier
        self._choose = choose
        self._folder: Path | None = None
        self._whereabouts: Whereabouts | None = None
        self._text = Label("soft")
        self._settings: UnattendedSettings | None = None
        self.held = Label("body")
        self.overdue = Notice()
        self.shared = Label("soft")
        self.busy = Busy()
        self.busy.stop.hide()  # a bundle is whole or not there
        self.write = Button("", "stick")
        for widget in (
            *(self._text, self.shared, self.held, self.overdue),
            *(self.busy, self.notice),
        ):
            self.column.addWidget(widget)
        self.column.addWidget(self.write, 0, Qt.AlignmentFlag.AlignLeading)
        self.write.clicked.connect(self._wish)
        self.retranslate()

    def look(self) -> None:
        """Ask anew where the records are."""
        self._jobs.ask(self, lambda desk: desk.folders.whereabouts(), self._stands)
        self._jobs.ask(self, lambda desk: desk.unattended.settings(), self._is_set)

    def show_standing(self) -> None:
        """Let nothing be written while an exchange is under way."""
        self.write.setEnabled(self._folder is None and not self._courier.is_busy)

    def retranslate(self) -> None:
        self.title.setText(self.tr("By stick or shared folder"))
        self._text.setText(
            self.tr(
                "Where this computer has no network, write to a stick or to a shared folder. Your"
                " coordinator brings it to the hub. Everything stays on this computer until the hub"
                " has it, and nobody who finds the stick can read it."
            )
        )
        self.write.setText(self.tr("Write to a folder"))
        self.setLocale(QLocale())
        self._show_held()
        self._show_shared()

    def _show_shared(self) -> None:
        settings = self._settings
        self.shared.setVisible(settings is not None and bool(settings.shared_folder))
        if settings is None or not settings.shared_folder:
            return
        said = self.tr("This computer also leaves its results in “{folder}”, by itself.")
        if settings.share_gone_since is not None:
            said = self.tr(
                "“{folder}”, where this computer leaves its results by itself, has not been there"
                " since {date}. Nothing is lost; it is tried again."
            ).replace("{date}", moment(settings.share_gone_since))
        self.shared.setText(said.replace("{folder}", settings.shared_folder))

    def _is_set(self, settings: UnattendedSettings) -> None:
        self._settings = settings
        self._show_shared()

    def _show_overdue(self) -> None:
        since = self._whereabouts.overdue_since if self._whereabouts is not None else None
        if since is None:
            self.overdue.clear()
            return
        self.overdue.say(
            self.tr(
                "Some of it left on {date}, three weeks ago or more, and no word has come that it"
                " arrived. Tell your coordinator. Everything is still on this computer."
            ).format(date=day(since)),
            "warning",
        )

    def _show_held(self) -> None:
        whereabouts = self._whereabouts
        holders = whereabouts.holders if whereabouts is not None else ()
        self.held.setVisible(bool(holders))
        self._show_overdue()
        if whereabouts is None or not holders:
            return
        first = holders[0]
        if is_collection_point(first.name):
            said = self.tr("On the way: {records} at the collection point, left {date}.")
        else:
            said = self.tr("On the way: {records} in “{folder}”, written {date}.")
        self.held.setText(
            said.format(
                records=records(whereabouts.held),
                folder=first.name,
                date=moment(first.held_at),
            )
        )

    def _stands(self, whereabouts: Whereabouts) -> None:
        self._whereabouts = whereabouts
        self._show_held()

    def _wish(self) -> None:
        chosen = self._choose(self, self.tr("A stick or shared folder"))
        if chosen is None:
            return
        self._folder = chosen
        self.notice.clear()
        self.show_standing()
        self.busy.say(folder_words.writing(_name_of(chosen)))
        self._jobs.aside(self, lambda _reporter: self._write(chosen), self._written, self._failed)

    def _write(self, chosen: Path) -> FolderVisit:
        """Write, on a thread of its own: the store is asked for a moment at a time."""
        folders = self._jobs.wait_for(lambda desk: desk.folders).through(self._jobs.wait_for)
        return folders.write(chosen)

    def _written(self, visit: FolderVisit) -> None:
        folder = self._folder
        said, tone = folder_words.written(self._ended(), visit)
        self.notice.say(said, tone)
        if folder is not None:
            self.written.emit(folder)
        self.look()
        self._courier.look()

    def _failed(self, error: UjuziError) -> None:
        self._ended()
        self.notice.say(sentence(error), "refusal")

    def _ended(self) -> str:
        """Let something else be written; return what was written to."""
        folder, self._folder = self._folder, None
        self.busy.clear()
        self.show_standing()
        if self.isVisible() and self.window().focusWidget() is None:
            self.write.setFocus()
        return _name_of(folder) if folder is not None else ""


def _name_of(folder: Path) -> str:
    """Return what people call a folder: a drive's root has no name."""
    return folder.name or str(folder)
