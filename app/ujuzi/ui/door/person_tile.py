"""One person of this computer, to sign in as."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ujuzi.services.people.people import Person
from ujuzi.services.people.roster import Colleague
from ujuzi.ui.cards.roles import role_name
from ujuzi.ui.look.dates import day
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
    """A name, a role, and when she was here last; pressed to sign in."""

    def __init__(self, person: Person | Colleague, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person = person
        self._name = ElidedLabel("strong", person.name, self)
        self._role = ElidedLabel("caption", parent=self)
        self._last = ElidedLabel("caption", parent=self)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._role)
        words.addWidget(self._last)
        row = QHBoxLayout()
        row.setSpacing(SPACE * 2)
        row.addWidget(Initials(person.name, parent=self))
        row.addLayout(words, 1)
        self.column.setContentsMargins(SPACE * 2, SPACE * 2, SPACE * 2, SPACE * 2)
        self.column.addLayout(row)
        self.setMinimumHeight(SPACE * 5 + SPACE * 4 + size("caption") // 2)

    def say(self) -> None:
        """Say what tells her from others of her name, in the language of the windows."""
        role, last = role_name(self.person.role), self._last_here()
        self._role.setText(role)
        self._role.setVisible(bool(role))
        self._last.setText(last)
        self._last.setVisible(bool(last))
        self.setAccessibleName(self.person.name)
        self.setAccessibleDescription(". ".join(filter(None, (role, last))))

    def _last_here(self) -> str:
        if isinstance(self.person, Colleague) or self.person.last_used is None:
            return ""
        return self.tr("Last here: {date}").format(date=day(self.person.last_used))


def initials(name: str) -> str:
    """Return the first letter of the first word and of the last."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in dict.fromkeys((*words[:1], *words[-1:]))).upper()
