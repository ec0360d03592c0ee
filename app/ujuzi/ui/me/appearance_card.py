"""Language, theme and text size; each is put on as soon as it is chosen."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from ujuzi.services.people.people import Preferences
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.amounts import percent
from ujuzi.ui.look.theme import SPACE, TEXT_SIZES, THEMES
from ujuzi.ui.widgets.drop_down import DropDown
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.language_picker import LanguagePicker
from ujuzi.ui.widgets.options import Options


class AppearanceCard(SettingCard):
    """How the windows look and speak."""

    wished = Signal(object)
    """`Preferences`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = Preferences()
        self.language = LanguagePicker()
        self.language.picked.connect(lambda language: self._wish(language=language))
        self.text_size = DropDown()
        for size in TEXT_SIZES:
            self.text_size.addItem("", size)
        self.text_size.activated.connect(
            lambda _row: self._wish(text_size=self.text_size.currentData())
        )
        self.theme = Options(tuple(THEMES), QBoxLayout.Direction.LeftToRight)
        self.theme.chosen.connect(lambda theme: self._wish(theme=theme))
        self._language_field = LabelledField(self.language)
        self._size_field = LabelledField(self.text_size)
        self._theme_label = Label("strong")
        row = QHBoxLayout()
        row.setSpacing(SPACE * 3)
        row.addWidget(self._language_field, 1)
        row.addWidget(self._size_field, 1)
        self.column.addLayout(row)
        self.column.addWidget(self._theme_label)
        self.column.addWidget(self.theme)
        self.retranslate()

    def show_preferences(self, preferences: Preferences) -> None:
        """Show what is worn now."""
        self._preferences = preferences
        self.language.show_language(preferences.language)
        self.text_size.setCurrentIndex(self.text_size.findData(preferences.text_size))
        self.theme.choose(preferences.theme)

    def retranslate(self) -> None:
        self.title.setText(self.tr("How Ujuzi looks"))
        self._language_field.say(self.tr("Language"))
        self._size_field.say(self.tr("Text size"))
        self._theme_label.setText(self.tr("Theme"))
        for row, size in enumerate(TEXT_SIZES):
            self.text_size.setItemText(row, percent(size / 100))
        rows = self.theme.rows
        rows["light"].say(self.tr("Light"))
        rows["dark"].say(self.tr("Dark"))
        rows["contrast"].say(self.tr("High contrast"))

    def _wish(self, **wish: str | int) -> None:
        wished = msgspec.structs.replace(self._preferences, **wish)
        if wished != self._preferences:
            self._preferences = wished
            self.wished.emit(wished)
