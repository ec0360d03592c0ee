"""How one stands, in a few words behind an icon, and what there is to know about it below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.icon import Icon
from ujuzi.ui.widgets.label import Label


class AssessmentHeading(QWidget):
    """Said once: its card is made anew when it changes."""

    def __init__(self, icon: str, words: str, about: str) -> None:
        super().__init__()
        said = QVBoxLayout()
        said.setSpacing(SPACE // 2)
        said.addWidget(Label("lead", words))
        said.addWidget(Label("soft", about))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE * 3 // 2)
        row.addWidget(Icon(icon, "accent"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(said, 1)
