"""Labels: plain text, beginning where the window's lines begin; one-line ones give way."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ujuzi.ui.widgets.elided import ElidedLabel
from ujuzi.ui.widgets.label import Label

ARABIC, LATIN = "أ. محمد الأمين", "Adama Ouédraogo"


def test_a_name_is_never_taken_for_markup(qtbot: QtBot) -> None:
    label = Label("body", "<b>Ada</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_label_begins_where_the_windows_lines_begin(qtbot: QtBot) -> None:
    for name in (ARABIC, LATIN):
        label = Label("body", name)
        qtbot.addWidget(label)
        assert label.alignment() & Qt.AlignmentFlag.AlignLeft
        label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        assert label.alignment() & Qt.AlignmentFlag.AlignRight
        assert label.alignment() & Qt.AlignmentFlag.AlignAbsolute


def test_a_centred_label_stays_centred(qtbot: QtBot) -> None:
    label = Label("body", LATIN)
    qtbot.addWidget(label)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert label.alignment() == Qt.AlignmentFlag.AlignCenter


def test_what_does_not_fit_is_elided_and_offered_whole(qtbot: QtBot) -> None:
    label = ElidedLabel("body", LATIN * 10)
    qtbot.addWidget(label)
    label.resize(120, 24)
    label.show()
    assert label._shown().endswith("…")
    assert label.toolTip() == LATIN * 10
    label.setText(LATIN)
    label.resize(400, 24)
    assert label._shown() == LATIN
    assert label.toolTip() == ""
