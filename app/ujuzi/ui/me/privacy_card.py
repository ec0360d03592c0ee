"""What is kept about a person and where it goes, as she agreed to it, to be read again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ujuzi.ui.cards.privacy import PrivacyPoints
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.widgets.buttons import Button, button_row


class PrivacyCard(SettingCard):
    """The words of the first start, and the way to all that the help says."""

    more_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.more = Button("", "help")
        self.more.clicked.connect(self.more_wished)
        self.column.addWidget(PrivacyPoints())
        self.column.addLayout(button_row(self.more))
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Your data"))
        self.more.setText(self.tr("All about your data"))
