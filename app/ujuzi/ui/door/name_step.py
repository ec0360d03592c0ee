"""The name a person goes by, in any script."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from ujuzi.services.people.people import NAME_LENGTH_MOST
from ujuzi.ui.cards.step import Step
from ujuzi.ui.widgets.field import LabelledField


class NameStep(Step):
    """Asks for one full name, in any script."""

    def __init__(self) -> None:
        super().__init__()
        self.editor = QLineEdit()
        self.editor.setMaxLength(NAME_LENGTH_MOST)
        self.editor.returnPressed.connect(self.completed)
        self.field = LabelledField(self.editor)
        self.editor.textEdited.connect(lambda _text: self.field.accept())
        self.column.addWidget(self.field)
        self.column.addStretch(1)
        self.retranslate()

    @property
    def name(self) -> str:
        """The name that was typed."""
        return self.editor.text().strip()

    def begin(self) -> None:
        self.editor.clear()
        self.field.accept()

    def check(self) -> bool:
        self.field.refuse("" if self.name else self.tr("Write your name."))
        return bool(self.name)

    def first_stop(self) -> QWidget:
        return self.editor

    def retranslate(self) -> None:
        self.title.setText(self.tr("What is your name?"))
        self.text.setText(self.tr("Colleagues on this computer will see it when they sign in."))
        self.field.say(self.tr("Full name"), self.tr("As it should stand on your certificates"))
        if self.field.refusal:
            self.check()
