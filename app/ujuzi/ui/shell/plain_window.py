"""The window in place of the window: one block of words in its middle, the folder, a way out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label

WIDTH = 560


class PlainWindow(QWidget):
    """A window without a rail or pages, while the data is not open; `fill` says what is in it."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__()
        self.setWindowTitle("Ujuzi")
        self.folder = Label("soft", self.tr("Data folder: {path}").format(path=data_dir))
        self.folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.quit = Button()
        self.quit.setText(self.tr("Close"))
        self.quit.clicked.connect(self.close)

    def fill(self, *parts: QWidget | QLayout, spacing: int, margin: int) -> None:
        """Put parts below each other, as high as their words, in a window of any size."""
        block = QWidget()
        block.setFixedWidth(WIDTH)
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing)
        for part in parts:
            if isinstance(part, QLayout):
                column.addLayout(part)
            else:
                column.addWidget(part)
        centred = QVBoxLayout(self)
        centred.setContentsMargins(margin, margin, margin, margin)
        centred.addStretch(2)
        row = QHBoxLayout()  # an alignment would keep labels from growing with their lines
        row.addStretch(1)
        row.addWidget(block)
        row.addStretch(1)
        centred.addLayout(row)
        centred.addStretch(3)
