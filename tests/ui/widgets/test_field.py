"""A field says what it wants and why it was refused, to eye and ear."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.pin_edit import LENGTH_MOST, PinEdit


@pytest.fixture
def field(qtbot: QtBot) -> LabelledField:
    made = LabelledField(QLineEdit())
    qtbot.addWidget(made)
    made.say("Full name", "As on certificates")
    made.show()
    return made


def test_the_editor_has_the_labels_name(field: LabelledField) -> None:
    assert field.editor.accessibleName() == "Full name"
    assert field.editor.accessibleDescription() == "As on certificates"


def test_a_refusal_takes_the_place_of_the_hint_until_it_is_taken_back(field: LabelledField) -> None:
    field.refuse("Type your name.")
    assert field.editor.accessibleDescription() == "Type your name."
    assert field.editor.property("refused")
    assert not field._hint.isVisible()
    field.accept()
    assert field.editor.accessibleDescription() == "As on certificates"
    assert field._hint.isVisible()


@pytest.mark.parametrize("typed", ["2468", "٢٤٦٨", "۲۴۶۸"])
def test_a_pin_is_the_same_in_every_scripts_digits(qtbot: QtBot, typed: str) -> None:
    edit = PinEdit()
    qtbot.addWidget(edit)
    edit.setText(typed)
    assert edit.pin == "2468"


def test_a_pin_takes_digits_only_and_not_too_many(qtbot: QtBot) -> None:
    edit = PinEdit()
    qtbot.addWidget(edit)
    edit.insert("12ab")
    assert edit.pin == ""
    qtbot.keyClicks(edit, "1a2b3" + "4" * 40)
    assert edit.pin.startswith("1234")
    assert len(edit.pin) == LENGTH_MOST
