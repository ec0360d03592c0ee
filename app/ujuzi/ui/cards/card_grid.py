"""Cards side by side, as many across as have room to be read; more are made when asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ujuzi.ui.look.theme import SPACE, size
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.retranslated import Retranslated

AT_FIRST = 8
"""Cards that are made before more are asked for: a hundred would hold up the window."""
NARROWEST_LETTERS = 22
"""Of body type: the narrowest card that reads well."""


class CardGrid(Retranslated, QWidget):
    """A grid of cards, one for each thing that it is given; `across` of them at most in a row."""

    def __init__(self, across: int = 3, at_first: int = AT_FIRST) -> None:
        super().__init__()
        self._most_across = across
        self._at_first = at_first
        self._cards: list[QWidget] = []
        self._waiting: list[Callable[[], QWidget]] = []
        self._fillers: list[QWidget] = []
        self._across = 0
        self._grid = QGridLayout()
        self._grid.setSpacing(2 * SPACE)
        self.more = Button("quiet")
        self.more.clicked.connect(self._show_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(self._grid)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        self.retranslate()

    @property
    def cards(self) -> Sequence[QWidget]:
        """The cards that are made."""
        return tuple(self._cards)

    def set_cards(self, makers: Sequence[Callable[[], QWidget]]) -> None:
        """Show these cards in place of all others; one that is given again stays as it is."""
        cards = [make() for make in makers[: self._at_first]]
        for card in self._cards:
            if card not in cards:
                card.hide()
                card.deleteLater()
        self._cards = cards
        self._waiting = list(makers[self._at_first :])
        self._arrange()

    def retranslate(self) -> None:
        self.more.setText(self.tr("Show more ({count})").format(count=len(self._waiting)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._room() != self._across:
            self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._room() != self._across:
            self._arrange()

    def _show_more(self) -> None:
        first = len(self._cards)
        self._cards += [make() for make in self._waiting[:AT_FIRST]]
        del self._waiting[:AT_FIRST]
        self._arrange()
        self._cards[first].setFocus(Qt.FocusReason.TabFocusReason)

    def _room(self) -> int:
        narrowest = NARROWEST_LETTERS * size("body")
        return max(1, min(self._most_across, (self.width() + 2 * SPACE) // (narrowest + 2 * SPACE)))

    def _arrange(self) -> None:
        while self._grid.takeAt(0) is not None:
            pass
        for filler in self._fillers:
            filler.deleteLater()
        for column in range(max(self._across, 1)):
            self._grid.setColumnStretch(column, 0)
        self._across = self._room()
        for column in range(self._across):
            self._grid.setColumnStretch(column, 1)
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // self._across, place % self._across)
            card.show()
        # An empty column would take no gap, and a lone card would be wider than those above it.
        self._fillers = [QWidget() for _ in range(len(self._cards), self._across)]
        for column, filler in enumerate(self._fillers, len(self._cards)):
            self._grid.addWidget(filler, 0, column)
        self.more.setVisible(bool(self._waiting))
        self.retranslate()
