"""What stands behind the last statement: what is left to rate, and then the profile."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.services.study.self_assessment import Profile
from ujuzi.ui.competencies.profile_view import ProfileView
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated


class _EndSheet(Retranslated, QWidget):
    """A title and a sentence."""

    def __init__(self) -> None:
        super().__init__()
        self._title = Label("title")
        self._words = Label("body")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 2 * SPACE, 0, 2 * SPACE)
        self.column.setSpacing(SPACE)
        self.column.addWidget(self._title)
        self.column.addWidget(self._words)


class ReadySheet(_EndSheet):
    """Says how many statements are left, or that one can finish."""

    def __init__(self, left: int) -> None:
        super().__init__()
        self._left = left
        self.column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        if self._left:
            self._title.setText(
                self.tr("Not rated yet: {count}").format(count=QLocale().toString(self._left))
            )
            self._words.setText(
                self.tr("What you have rated is kept. Your profile shows once nothing is left.")
            )
        else:
            self._title.setText(self.tr("Every statement is rated"))
            self._words.setText(
                self.tr("Look back as long as you like; after this a rating no longer changes.")
            )


class ProfileSheet(_EndSheet):
    """The profile that the round ended in."""

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self.view = ProfileView()
        self.view.show_profile(profile)
        self.column.addSpacing(SPACE)
        self.column.addWidget(self.view)
        self.column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("This is how you see yourself today"))
        self._words.setText(
            self.tr("In Ujuzi only you see it, unless you choose on Competencies to share it.")
        )
