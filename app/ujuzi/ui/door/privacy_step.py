"""What is kept about a person, where it goes, and who answers for it; on one plain page."""

from __future__ import annotations

from ujuzi.ui.cards.privacy import PrivacyPoints
from ujuzi.ui.cards.step import Step


class PrivacyStep(Step):
    """Says what one agrees to by continuing."""

    def __init__(self) -> None:
        super().__init__()
        self.column.addWidget(PrivacyPoints())
        self.column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Your data"))
        self.text.setText(self.tr("The help says more, under Privacy, at any time."))
