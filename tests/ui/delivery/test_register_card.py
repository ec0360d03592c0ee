"""Registering: whatever went wrong, the card says truly what follows from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ujuzi.errors import Code, WorldError
from ujuzi.ui.delivery.register_card import RegisterCard
from ujuzi.ui.shell.exchange_words import NO_CONNECTION, problem


@pytest.mark.parametrize("code", sorted({*NO_CONNECTION, Code.CERTIFICATE_EXPIRED}))
def test_what_hindered_a_registration_is_not_said_to_pass_by_itself(
    qtbot: QtBot, code: Code
) -> None:
    card = RegisterCard()
    qtbot.addWidget(card)
    card.refuse(WorldError(code, "In the way."))

    said = card.notice.text.text()
    assert card.notice.property("tone") == "refusal"
    assert "ress Register" in said
    assert "send again" not in said
    assert "tries again" not in said
    assert said != problem(code)


def test_a_file_that_was_refused_is_said_as_it_is(qtbot: QtBot, tmp_path: Path) -> None:
    card = RegisterCard()
    qtbot.addWidget(card)
    card.refuse(WorldError(Code.REGISTRATION_FILE_WRONG, "None.", path=str(tmp_path)))
    assert card.notice.text.text() == problem(Code.REGISTRATION_FILE_WRONG)
