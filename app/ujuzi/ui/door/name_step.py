"""The name a person goes by, in any script; one that is known already is asked about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ujuzi.domain.text import are_alike
from ujuzi.services.people.people import NAME_LENGTH_MOST, Person
from ujuzi.services.people.roster import Colleague
from ujuzi.ui.cards.step import Step
from ujuzi.ui.door.person_tile import PersonTile
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label


class NameStep(Step):
    """Asks for one full name; where somebody has it, whether it is she."""

    recognised = Signal(object)
    """The `Person` or `Colleague` who it is."""
    asked_who = Signal()
    """The question stands there, or stands there no longer."""

    def __init__(self) -> None:
        super().__init__()
        self._known: Sequence[Person | Colleague] = ()
        self.editor = QLineEdit()
        self.editor.setMaxLength(NAME_LENGTH_MOST)
        self.editor.returnPressed.connect(self.completed)
        self.field = LabelledField(self.editor)
        self.editor.textEdited.connect(self._typing)
        self.tiles: list[PersonTile] = []
        self._question = QWidget()
        self._ask = Label("title")
        self._why = Label("soft")
        self._alike = QVBoxLayout()
        self._alike.setSpacing(SPACE)
        asking = QVBoxLayout(self._question)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(SPACE)
        asking.addWidget(self._ask)
        asking.addWidget(self._why)
        asking.addLayout(self._alike)
        self.column.addWidget(self.field)
        self.column.addWidget(self._question)
        self.column.addStretch(1)
        self._question.hide()
        self.retranslate()

    @property
    def name(self) -> str:
        """The name that was typed."""
        return self.editor.text().strip()

    @property
    def asks_who(self) -> bool:
        """Whether it asks now if somebody who is known is the one who types."""
        return not self._question.isHidden()

    def know(self, people: Sequence[Person | Colleague]) -> None:
        """Ask about the names of these."""
        self._known = people

    def begin(self) -> None:
        self.editor.clear()
        self.field.accept()
        self._show_alike(())

    def check(self) -> bool:
        self.field.refuse("" if self.name else self.tr("Type your name."))
        if not self.name or self.asks_who:
            return bool(self.name)
        self._show_alike([each for each in self._known if are_alike(each.name, self.name)])
        return not self.asks_who

    def first_stop(self) -> QWidget:
        return self.tiles[0] if self.asks_who else self.editor

    def retranslate(self) -> None:
        self.title.setText(self.tr("What is your name?"))
        self.text.setText(self.tr("Colleagues on this computer will see it when they sign in."))
        self.field.say(self.tr("Full name"), self.tr("As it is on your identity card"))
        self._ask.setText(self.tr("Is this you?"))
        self._why.setText(
            self.tr(
                "Somebody of this name studies here already. If it is you, press your name: your"
                " courses, notes and answers are there."
            )
        )
        for tile in self.tiles:
            tile.say()
        if self.field.refusal:
            self.field.refuse(self.tr("Type your name."))

    def _typing(self, _text: str) -> None:
        self.field.accept()
        self._show_alike(())

    def _show_alike(self, people: Sequence[Person | Colleague]) -> None:
        for tile in self.tiles:
            tile.hide()
            tile.deleteLater()
        self.tiles = [PersonTile(person, self._question) for person in people]
        for tile in self.tiles:
            tile.clicked.connect(lambda _=False, tile=tile: self.recognised.emit(tile.person))
            self._alike.addWidget(tile)
            tile.say()
        if self.asks_who is not bool(people):
            self._question.setVisible(bool(people))
            self.asked_who.emit()
