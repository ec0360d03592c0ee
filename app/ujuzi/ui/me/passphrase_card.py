"""Another passphrase for the stick on which this data is carried; shown nowhere else."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from ujuzi.errors import Code, UjuziError
from ujuzi.services.carried import change_passphrase, is_encrypted
from ujuzi.ui.cards.new_passphrase import NewPassphrase, SecretField
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.buttons import Button, button_row
from ujuzi.ui.widgets.label import Label


class PassphraseCard(SettingCard):
    """Replaces the passphrase, for who knows it or has the steward code."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._data_dir: Path | None = None
        self._error: UjuziError | None = None
        """Why the secrets were refused; None where the present one is only missing."""
        self.text = Label("soft")
        self.present = SecretField()
        self.new = NewPassphrase()
        self.new.entered.connect(self._wish)
        self.present.entered.connect(self.new.first.editor.setFocus)
        self.change = Button()
        self.change.clicked.connect(self._wish)
        for part in (self.text, self.present, self.new, self.notice):
            self.column.addWidget(part)
        self.column.addLayout(button_row(self.change))
        self.hide()
        self.retranslate()

    def show_folder(self, data_dir: Path) -> None:
        """Show whether the data in a folder has a passphrase."""
        self._data_dir = data_dir
        self.setVisible(is_encrypted(data_dir))

    def clear(self) -> None:
        """Forget what was typed."""
        self.present.clear()
        self.new.clear()
        self.notice.clear()

    def retranslate(self) -> None:
        self.title.setText(self.tr("The passphrase of this stick"))
        self.text.setText(
            self.tr(
                "Everybody who uses this stick types it. If it is forgotten, the steward code opens"
                " the stick, and takes its place here."
            )
        )
        self.present.say(self.tr("Present passphrase, or the steward code"))
        self.new.retranslate()
        for field in (self.present, self.new.first):
            if field.refusal:
                field.refuse(self._why())
        self.change.setText(self.tr("Change the passphrase"))

    def _why(self) -> str:
        if self._error is None:
            return self.tr("Type the present passphrase, or the steward code.")
        return sentence(self._error)

    def _wish(self) -> None:
        folder, present, new = self._data_dir, self.present.text, self.new.text
        if folder is None or not self.change.isEnabled():
            return
        self.notice.clear()
        if not present:
            self._error = None
            self.present.refuse(self._why())
        elif self.new.check():
            self.change.setEnabled(False)
            self.notice.say(self.tr("The passphrase is being changed. Leave the stick in."))
            self._jobs.aside(
                self,
                lambda _: change_passphrase(folder, present, new),
                lambda _: self._succeed(),
                self._refuse,
            )

    def _succeed(self) -> None:
        self.clear()
        self.change.setEnabled(True)
        self.notice.say(self.tr("The new passphrase opens this stick from now on."), "done")

    def _refuse(self, error: UjuziError) -> None:
        self.notice.clear()
        self.change.setEnabled(True)
        self._error = error
        if error.code is Code.PASSPHRASE_SHORT:
            self.new.first.refuse(self._why())
        elif error.code in {Code.PASSPHRASE_WRONG, Code.PASSPHRASE_WAIT}:
            self.present.refuse(self._why())
        else:
            self.notice.say(sentence(error), "refusal")
