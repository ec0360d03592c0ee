"""The last exchanges, newest first: when, what moved, and what hindered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.amounts import bytes_
from ujuzi.ui.look.dates import moment
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.exchange_words import problem, records
from ujuzi.ui.widgets.label import Label

if TYPE_CHECKING:
    from ujuzi.services.delivery.delivery import DeliveryStanding, ExchangeRecord

SHOWN = 12


class HistoryCard(SettingCard):
    """Two columns: when, and what."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standing: DeliveryStanding | None = None
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE * 3)
        self._grid.setVerticalSpacing(SPACE)
        self._grid.setColumnStretch(1, 1)
        self._lines = [(Label("strong", wraps=False), Label("soft")) for _ in range(SHOWN)]
        for row, line in enumerate(self._lines):
            for column, label in enumerate(line):
                self._grid.addWidget(label, row, column)
        self._none = Label("soft")
        self.column.addWidget(self._none)
        self.column.addLayout(self._grid)
        self.retranslate()

    def show_standing(self, standing: DeliveryStanding) -> None:
        """Show the newest."""
        self._standing = standing
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Last exchanges"))
        self._none.setText(self.tr("None yet."))
        shown = self._standing.exchanges[:SHOWN] if self._standing is not None else ()
        self._none.setVisible(not shown)
        for when, what in self._lines[len(shown) :]:
            when.hide()
            what.hide()
        for (when, what), record in zip(self._lines, shown, strict=False):
            when.setText(moment(record.at))
            what.setText(self._what(record))
            when.show()
            what.show()

    def _what(self, record: ExchangeRecord) -> str:
        if record.problem:
            said = problem(record.problem)
        else:
            said = self.tr("Arrived: {records}. Sent {up}, received {down}.").format(
                records=records(record.events),
                up=bytes_(record.bytes_up),
                down=bytes_(record.bytes_down),
            )
        if record.carried:
            said = self.tr("For other computers: {what}").format(what=said)
        return said
