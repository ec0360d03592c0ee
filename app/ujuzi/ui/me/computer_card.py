"""Where the data is, a copy of one's own, and whose courses this computer trusts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.ui.cards.setting_card import SettingCard
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.dialogs import ChooseFolder, choose_folder
from ujuzi.ui.widgets.buttons import Button, button_row
from ujuzi.ui.widgets.label import Label

ISOLATE, END_ISOLATE = "\u2068", "\u2069"
"""Unicode marks that keep a path whole within a sentence of the other direction."""
MAY_BREAK = "\u200b"
SEPARATOR = re.compile(r"[/\\]")
"""After which a long path may go on in the next line."""


class ComputerCard(SettingCard):
    """The computer, as far as a learner has to do with it."""

    export_wished = Signal(object)
    """The folder, a `Path`, in which a copy of her own data is wished."""

    def __init__(self, choose: ChooseFolder = choose_folder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choose = choose
        self._where_label = Label("strong")
        self._where = Label("soft")
        self._where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._copy_label = Label("strong")
        self._copy = Label("soft")
        self.export = Button(icon="stick")
        self.export.clicked.connect(self._wish)
        self._trusted_label = Label("strong")
        self._trusted = Label("soft")
        self._trusted.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._keys: Sequence[tuple[str, str]] = ()
        self.column.addLayout(_pair(self._where_label, self._where))
        self.column.addLayout(_pair(self._copy_label, self._copy))
        actions = button_row(self.export)
        self.column.addLayout(actions)
        self.column.addWidget(self.notice)
        self.column.addLayout(_pair(self._trusted_label, self._trusted))
        self.retranslate()

    def show_computer(self, data_dir: Path, trusted: Sequence[tuple[str, str]]) -> None:
        """Show where the data is, and (publisher, fingerprint) of whom is trusted."""
        path = SEPARATOR.sub(rf"\g<0>{MAY_BREAK}", str(data_dir))
        self._where.setText(f"{ISOLATE}{path}{END_ISOLATE}")
        self._keys = trusted
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("This computer"))
        self._where_label.setText(self.tr("Where the data is"))
        self._copy_label.setText(self.tr("A copy of my data"))
        self._copy.setText(
            self.tr(
                "Everything this computer holds about you, in one file: your profile, what you did,"
                " your notes."
            )
        )
        self.export.setText(self.tr("Save a copy"))
        self._trusted_label.setText(self.tr("Trusted publishers of courses"))
        lines = [
            self.tr("{publisher}, fingerprint {fingerprint}").format(
                publisher=publisher, fingerprint=f"{ISOLATE}{fingerprint}{END_ISOLATE}"
            )
            for publisher, fingerprint in self._keys
        ]
        self._trusted.setText(
            "\n".join(lines)
            or self.tr("None yet. A publisher is trusted when its first course is added.")
        )

    def _wish(self) -> None:
        self.notice.clear()
        folder = self._choose(self, self.tr("Where to save the copy"))
        if folder is not None:
            self.export_wished.emit(folder)


def _pair(label: Label, text: Label) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(SPACE // 2)
    column.addWidget(label)
    column.addWidget(text)
    return column
