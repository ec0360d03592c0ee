"""The steward code, for who was given it first, and for who replaces it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ujuzi.domain.event import LearnerId
from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.steward_code import NewStewardCode, shown_code
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label


class StewardCard(SettingCard):
    """Shows the first code again until a second person confirmed it, and makes a new one."""

    def __init__(self, jobs: Jobs, learner: LearnerId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self._unconfirmed = Label("soft")
        self.look = Button()
        self.look.clicked.connect(self._look)
        self.shown = shown_code()
        self.shown.hide()
        self._text = Label("soft")
        self.renewal = NewStewardCode(jobs, learner)
        looking = QHBoxLayout()
        looking.setSpacing(SPACE * 2)
        looking.addWidget(self.look)
        looking.addWidget(self.shown)
        looking.addStretch(1)
        self.column.addWidget(self._unconfirmed)
        self.column.addLayout(looking)
        self.column.addWidget(self._text)
        self.column.addWidget(self.renewal)
        self.show_code(None)
        self.retranslate()

    def begin(self) -> None:
        """Hide what was shown and forget what was typed."""
        self.shown.hide()
        self.renewal.begin()
        self.retranslate()

    def show_code(self, code: str | None) -> None:
        """Offer to show the code again, or no longer."""
        self._code = code or ""
        self._unconfirmed.setVisible(bool(code))
        self.look.setVisible(bool(code))
        self.shown.setText(self._code)
        self.shown.setVisible(bool(code) and not self.shown.isHidden())

    def retranslate(self) -> None:
        self.title.setText(self.tr("For whoever keeps this computer"))
        self._unconfirmed.setText(
            self.tr(
                "You were given the steward code of this computer. It can be seen here until"
                " somebody else has typed it once; after that it is only where you keep it."
            )
        )
        self.look.setText(
            self.tr("Show the code") if self.shown.isHidden() else self.tr("Hide the code")
        )
        self.shown.setAccessibleName(self.tr("Steward code"))
        self._text.setText(
            self.tr(
                "Make a new steward code if somebody saw the old one, or if somebody else takes"
                " over."
            )
        )

    def _look(self) -> None:
        self.shown.setVisible(self.shown.isHidden())
        self.retranslate()
