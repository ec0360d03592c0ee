"""A computer that is expected and was never seen: its name can be mended, or taken off the list."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from ujuzi.errors import UjuziError
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.wrapped_row import WrappedRow


class ExpectedCard(SettingCard):
    """A name, and two buttons."""

    renamed = Signal()
    removed = Signal()

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._key = ""
        self._text = Label("soft")
        self.name = QLineEdit()
        self.field = LabelledField(self.name)
        self.rename = Button()
        self.remove = Button("danger", "remove")
        self.name.returnPressed.connect(self._rename)
        self.name.textEdited.connect(lambda _text: self.field.accept())
        self.rename.clicked.connect(self._rename)
        self.remove.clicked.connect(self._remove)
        for widget in (self._text, self.field):
            self.column.addWidget(widget)
        self.column.addWidget(WrappedRow((self.rename, self.remove)))
        self.retranslate()

    def show_expected(self, key: str, name: str) -> None:
        """Show the one of a key; what is being typed stays."""
        if key != self._key or not self.name.isModified():
            self.name.setText(name)
            self.field.accept()
        self._key = key

    def retranslate(self) -> None:
        self.title.setText(self.tr("Expected"))
        self._text.setText(
            self.tr(
                "Register it, then write to a stick there, and collect. It is known by its name: it"
                " must be the one that it was registered by."
            )
        )
        self.field.say(self.tr("Name"))
        self.rename.setText(self.tr("Change the name"))
        self.remove.setText(self.tr("Expect it no longer"))

    def _rename(self) -> None:
        key, name = self._key, self.name.text().strip()
        if not name:
            self.field.refuse(self.tr("Type the name of a computer."))
            return
        self.name.setModified(False)
        self._jobs.ask(
            self,
            lambda desk: desk.campus_computers.rename_expected(key, name),
            lambda _: self.renamed.emit(),
            self._refused,
        )

    def _remove(self) -> None:
        key = self._key
        self._jobs.ask(
            self,
            lambda desk: desk.campus_computers.remove_expected(key),
            lambda _: self.removed.emit(),
            self._refused,
        )

    def _refused(self, error: UjuziError) -> None:
        self.field.refuse(sentence(error))
