"""One person of this computer, to sign in as."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ujuzi.services.people.people import Person
from ujuzi.services.people.roster import Colleague
from ujuzi.ui.look.fonts import font
from ujuzi.ui.look.theme import SPACE, current, size
from ujuzi.ui.widgets.card import CardButton
from ujuzi.ui.widgets.elided import ElidedLabel


class Initials(QWidget):
    """The first letters of a name on a disc; of one-word names, one."""

    def __init__(
        self, name: str = "", diameter: int = SPACE * 5, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._letters = initials(name)
        self.setFixedSize(QSize(diameter, diameter))

    def show_name(self, name: str) -> None:
        """Show another person's."""
        self._letters = initials(name)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent_soft))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setPen(QColor(theme.accent))
        painter.setFont(font(round(self.width() * 0.38), bold=True))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letters)


class PersonTile(CardButton):
    """A name and a role; pressed to sign in."""

    def __init__(self, person: Person | Colleague, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person = person
        self._name = ElidedLabel("strong", person.name)
        self._role = ElidedLabel("caption")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._role)
        row = QHBoxLayout()
        row.setSpacing(SPACE * 2)
        row.addWidget(Initials(person.name))
        row.addLayout(words, 1)
        self.column.setContentsMargins(SPACE * 2, SPACE * 2, SPACE * 2, SPACE * 2)
        self.column.addLayout(row)
        self.setMinimumHeight(SPACE * 5 + SPACE * 4 + size("caption") // 2)

    def say_role(self, role: str) -> None:
        """Say what this person does, in the language of the windows."""
        self._role.setText(role)
        self._role.setVisible(bool(role))
        self.setAccessibleName(self.person.name)
        self.setAccessibleDescription(role)


def initials(name: str) -> str:
    """Return the first letter of the first word and of the last."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in dict.fromkeys((*words[:1], *words[-1:]))).upper()
