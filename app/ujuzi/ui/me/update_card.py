"""A newer Ujuzi, from a stick or a folder: offered in words, and installed beside this one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ujuzi import __version__, installed
from ujuzi.errors import UjuziError
from ujuzi.services.updating import (
    Installation,
    Release,
    offered_by_sticks,
    offered_here,
    take,
)
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.shell.dialogs import ChooseFolder, choose_folder
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.buttons import Button, button_row
from ujuzi.ui.widgets.label import Label

MEGABYTE = 1_000_000


class UpdateCard(SettingCard):
    """Looks into a folder for a newer version; shown where a launcher can start one."""

    def __init__(
        self, jobs: Jobs, choose: ChooseFolder = choose_folder, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._choose = choose
        self._release: Release | None = None
        self.state = Label("soft")
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.look = Button(icon="stick")
        self.look.clicked.connect(self._look)
        self.install = Button("primary")
        self.install.clicked.connect(self._install)
        self.column.addWidget(self.state)
        self.column.addLayout(button_row(self.install, self.look))
        self.column.addWidget(self.notice)
        self.setVisible(installed.root() is not None)
        self.retranslate()

    def look_at_sticks(self) -> None:
        """Offer what a stick brings that is in the computer; say nothing where there is none."""
        if installed.root() is not None and self._release is None and self.install.isEnabled():
            self._jobs.aside(self, lambda _: offered_by_sticks(), self._offer_found)

    def retranslate(self) -> None:
        self.title.setText(self.tr("A newer Ujuzi"))
        self.look.setText(self.tr("Look on a stick or in a folder"))
        self.install.setText(self.tr("Install it"))
        if self._release is None:
            said = self.tr("This is Ujuzi {version}.").format(version=__version__)
        else:
            said = self.tr(
                "Ujuzi {version} is there, {size} MB. It is installed beside this one, which is"
                " kept; your work stays as it is."
            ).format(version=self._release.version, size=-(-self._release.bytes // MEGABYTE))
        self.state.setText(said)
        self.install.setVisible(self._release is not None)

    def _look(self) -> None:
        folder = self._choose(self, self.look.text())
        if folder is not None:
            self.notice.clear()
            self._jobs.aside(self, lambda _: offered_here(folder), self._offer, self._refuse)

    def _offer_found(self, release: Release | None) -> None:
        if release is not None and self._release is None and self.install.isEnabled():
            self._release = release
            self.retranslate()

    def _offer(self, release: Release) -> None:
        self._release = release
        self.retranslate()
        self.install.setFocus(Qt.FocusReason.OtherFocusReason)

    def _install(self) -> None:
        release = self._release
        if release is None:
            return
        self.install.setEnabled(False)
        self.notice.say(self.tr("It is being installed. Leave the stick in."))
        self._jobs.aside(self, lambda _: take(release), self._installed, self._refuse)

    def _installed(self, done: Installation) -> None:
        self._end()
        said = self.tr("Ujuzi {version} is installed. Close Ujuzi and start it again.")
        self.notice.say(said.format(version=done.version), "done")

    def _refuse(self, error: UjuziError) -> None:
        self._end()
        self.notice.say(sentence(error), "refusal")

    def _end(self) -> None:
        self._release = None
        self.install.setEnabled(True)
        self.look.setFocus(Qt.FocusReason.OtherFocusReason)
        self.retranslate()
