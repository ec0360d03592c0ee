"""People as tiles, of this computer or of the campus's others; many are found by typing a name."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ujuzi.domain.text import searchable
from ujuzi.errors import Code, RefusedError
from ujuzi.services.people.people import Person
from ujuzi.services.people.roster import Colleague
from ujuzi.ui.door.person_tile import PersonTile
from ujuzi.ui.look import fonts
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated

MANY = 9
"""People from which on one may type a name."""
TILE_WIDTH = 240


class PeoplePanel(Retranslated, QWidget):
    """Asks who it is; `elsewhere`, among those who have studied on other computers only."""

    chosen = Signal(object)
    """A `Person`, or a `Colleague` from elsewhere."""
    new_person_asked = Signal()
    colleagues_asked = Signal()
    keeper_asked = Signal()
    """By whoever keeps this computer."""
    turned_back = Signal()

    def __init__(self, parent: QWidget | None = None, *, elsewhere: bool = False) -> None:
        super().__init__(parent)
        self._elsewhere = elsewhere
        self._columns = 0
        self.tiles: list[PersonTile] = []
        self._title = Label("display", parent=self)
        self.filter = QLineEdit(self)
        self.filter.textChanged.connect(lambda _text: self._place(anew=True))
        self.filter.returnPressed.connect(self._choose_first)
        self._nobody = Label("soft", parent=self)
        self.new_person = Button(icon="add", parent=self)
        self.new_person.clicked.connect(self.new_person_asked)
        self.colleague = Button(icon="computer", parent=self)
        self.colleague.clicked.connect(self.colleagues_asked)
        self.colleague.hide()
        self.keeper = Button("quiet", "lock", self)
        self.keeper.clicked.connect(self.keeper_asked)
        self.back = Button("quiet", "back", self)
        self.back.clicked.connect(self.turned_back)
        # Who is not on a tile must not have to scroll past all who are.
        self._above = (self.new_person, self.colleague, self.back)
        for button in (self.new_person, self.keeper) if elsewhere else (self.back,):
            button.hide()
        self._closed = PageNotice()
        self._grid = QGridLayout()
        self._grid.setSpacing(SPACE * 2)
        above, below = QHBoxLayout(), QHBoxLayout()
        above.setSpacing(SPACE)
        for button in self._above:
            above.addWidget(button)
        above.addStretch(1)
        below.addWidget(self.keeper)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 2)
        column.addWidget(self._title)
        column.addWidget(self._closed)
        column.addLayout(above)
        column.addWidget(self.filter)
        column.addLayout(self._grid)
        column.addWidget(self._nobody)
        column.addSpacing(SPACE)
        column.addLayout(below)
        column.addStretch(1)
        self.retranslate()

    def offer_colleagues(self, *, there_are_some: bool) -> None:
        """Offer the way in to who has studied elsewhere, where anybody has."""
        self.colleague.setVisible(there_are_some)

    def show_closed(self, *, closed: bool) -> None:
        """Say that nobody can sign in here, or no longer."""
        if closed:
            from ujuzi.ui.shell.sentences import sentence

            error = RefusedError(Code.COMPUTER_CLOSED, "This computer is closed.")
            self._closed.dismiss.hide()
            self._closed.tell(lambda: sentence(error), "warning")
        else:
            self._closed.clear()

    def show_people(self, people: Sequence[Person | Colleague]) -> None:
        """Show these people."""
        fonts.register_for(*(person.name for person in people))
        for tile in self.tiles:
            tile.deleteLater()
        self.tiles = [self._tile(person) for person in people]
        self.filter.clear()
        many = len(people) >= MANY
        self.filter.setVisible(many)
        self.filter.setClearButtonEnabled(many)
        self._place(anew=True)
        self.retranslate()

    def first_stop(self) -> QWidget:
        """Return where the keyboard starts."""
        if not self.filter.isHidden():
            return self.filter
        if self.tiles:
            return self.tiles[0]
        return self.back if self._elsewhere else self.new_person

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""
        self._title.setText(
            self.tr("Who has studied on another computer?")
            if self._elsewhere
            else self.tr("Who is studying?")
        )
        self.filter.setPlaceholderText(self.tr("Type your name"))
        self.filter.setAccessibleName(self.tr("Type your name"))
        self._nobody.setText(self.tr("Nobody of that name has a profile here."))
        self.new_person.setText(self.tr("New person"))
        self.colleague.setText(self.tr("I have studied on another computer"))
        self.keeper.setText(self.tr("Keep this computer"))
        self.back.setText(self.tr("Back"))
        for tile in self.tiles:
            tile.say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(anew=False)

    def _tile(self, person: Person | Colleague) -> PersonTile:
        tile = PersonTile(person, self)
        tile.clicked.connect(lambda: self.chosen.emit(person))
        return tile

    def _matching(self) -> list[PersonTile]:
        typed = searchable(self.filter.text())
        return [tile for tile in self.tiles if typed in searchable(tile.person.name)]

    def _choose_first(self) -> None:
        for tile in self._matching()[:1]:
            self.chosen.emit(tile.person)

    def _place(self, *, anew: bool) -> None:
        """Put the tiles that match into as many columns as there is room for."""
        columns = max(1, min(3, (self.width() + SPACE * 2) // (TILE_WIDTH + SPACE * 2)))
        if columns == self._columns and not anew:
            return
        self._columns = columns
        matching = self._matching()
        for tile in self.tiles:
            self._grid.removeWidget(tile)
            tile.setVisible(tile in matching)
        for place, tile in enumerate(matching):
            self._grid.addWidget(tile, place // columns, place % columns)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._nobody.setVisible(bool(self.tiles) and not matching)
        stops = (*self._above, self.filter, *matching, self.keeper)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
