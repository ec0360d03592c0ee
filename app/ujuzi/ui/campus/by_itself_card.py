"""What the coordinator's computer does by itself: collect the shared folder, send at night."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from ujuzi.errors import UjuziError
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.dates import day
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from ujuzi.services.delivery.unattended import UnattendedSettings
    from ujuzi.services.desk import Desk


class ByItselfCard(SettingCard):
    """Two switches, each with what it means."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._settings: UnattendedSettings | None = None
        self.nightly, self.collects = QCheckBox(), QCheckBox()
        self._nightly_means, self._collects_means = Label("caption"), Label("caption")
        for widget in (
            *(self.nightly, self._nightly_means),
            *(self.collects, self._collects_means, self.notice),
        ):
            self.column.addWidget(widget)
        self.nightly.clicked.connect(self._send_at_night)
        self.collects.clicked.connect(self._collect_by_itself)
        self.retranslate()

    def look(self) -> None:
        """Ask what was asked for."""
        self._jobs.ask(self, lambda desk: desk.unattended.settings(), self._stands)

    def retranslate(self) -> None:
        self.title.setText(self.tr("By itself"))
        self.nightly.setText(self.tr("Send at night what is held here"))
        self._nightly_means.setText(
            self.tr("Between 22 and 5 o'clock, while Ujuzi is open and there is a network.")
        )
        self.collects.setText(self.tr("Collect from the shared folder"))
        self._show()

    def _show(self) -> None:
        settings = self._settings
        folder = settings.shared_folder if settings is not None else ""
        self.collects.setVisible(bool(folder))
        self._collects_means.setVisible(bool(folder))
        self.nightly.setEnabled(settings is not None)
        self.nightly.setAccessibleDescription(self._nightly_means.text())
        if settings is None:
            return
        self.nightly.setChecked(settings.nightly)
        self.collects.setChecked(settings.collects)
        means = self.tr("Every hour, from {folder}.").format(folder=folder)
        if settings.share_gone_since is not None:
            gone = self.tr("It has not been there since {date}.")
            means += " " + gone.format(date=day(settings.share_gone_since))
        self._collects_means.setText(means)
        self.collects.setAccessibleDescription(means)

    def _stands(self, settings: UnattendedSettings) -> None:
        self._settings = settings
        self._show()

    def _send_at_night(self, on: bool) -> None:
        self._set(lambda desk: desk.unattended.send_at_night(on=on))

    def _collect_by_itself(self, on: bool) -> None:
        self._set(lambda desk: desk.unattended.collect_by_itself(on=on))

    def _set(self, wish: Callable[[Desk], None]) -> None:
        self.notice.clear()
        self._jobs.ask(self, wish, lambda _: self.look(), self._refused)

    def _refused(self, error: UjuziError) -> None:
        self.notice.say(sentence(error), "refusal")
        self.look()
