"""What holds for the pages of the door, the settings and the help: names, languages, room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from helpers.inspection import clipped, nameless
from helpers.page_fakes import ADA
from helpers.page_texts import texts
from helpers.pseudo import LETTERS, PseudoArabic
from helpers.window_fakes import FakePeople, WindowDesk
from ujuzi.domain.event import LearnerId
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.ui.door.first_start import FirstStartPage
from ujuzi.ui.door.sign_in import SignInPage
from ujuzi.ui.look import fonts
from ujuzi.ui.look.language import Interpreter
from ujuzi.ui.look.theme import LIGHT, wear
from ujuzi.ui.me.help_page import HelpPage
from ujuzi.ui.me.settings import SettingsPage
from ujuzi.ui.places import PLACES
from ujuzi.ui.shell.cannot_open import CannotOpen
from ujuzi.ui.shell.destinations import ToFirstStart, ToSettings, ToSignIn
from ujuzi.ui.shell.rail import Rail
from ujuzi.ui.shell.unlock import Unlock
from ujuzi.ui.widgets import countdown

WRONG = RefusedError(Code.PIN_WRONG, "Wrong.", wait_seconds=20)


def desk(people: int = 3) -> WindowDesk:
    everyone = [replace(ADA, learner=LearnerId(str(n)), name=f"Ada {n}") for n in range(people)]
    made = WindowDesk(people=FakePeople(everyone=everyone))
    made.library.trusted = lambda: (  # type: ignore[attr-defined] # what settings ask besides
        SimpleNamespace(publisher="National Centre", fingerprint="4f1c 99ab"),
    )
    made.computer = SimpleNamespace(data_dir=Path("/data"))  # type: ignore[attr-defined] # the same
    return made


def interpreter() -> Interpreter:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return Interpreter(app)


def first_start(step: int) -> QWidget:
    page = FirstStartPage(InlineJobs(desk()), interpreter())
    page.show_at(ToFirstStart())
    page.steward.show_code("ABCD-EFGH-JKMN")
    page._show(page.steps[step])
    page.step.check()
    return page


def is_this_you() -> QWidget:
    page = FirstStartPage(InlineJobs(desk()), interpreter())
    page.show_at(ToFirstStart())
    page._show(page.name)
    page.name.editor.setText("Ada 1")
    page.go_on()
    return page


def sign_in(people: int, panel: str) -> QWidget:
    page = SignInPage(InlineJobs(desk(people)), interpreter())
    page.show_at(ToSignIn())
    if panel not in {"people", "keeper"}:
        page.people.chosen.emit(ADA)
        page.pin.refuse(WRONG)
    if panel == "keeper":
        page.people.keeper.click()
        page.keeper.who.choose("0")
        page.keeper.take_off.click()
    if panel == "reset":
        page.pin.forgot.click()
    return page


def settings() -> QWidget:
    page = SettingsPage(InlineJobs(desk()), LearnerId("0"))
    page.show_at(ToSettings())
    return page


def rail() -> QWidget:
    made = Rail(PLACES)
    made.show_person("Adama Ouédraogo")
    return made


PAGES: dict[str, Callable[[], QWidget]] = {
    **{
        name: partial(first_start, step)
        for step, name in enumerate(("language", "name", "role", "pin", "privacy", "steward"))
    },
    "people": lambda: sign_in(3, "people"),
    "many people": lambda: sign_in(20, "people"),
    "sign-in": lambda: sign_in(3, "pin"),
    "forgotten": lambda: sign_in(3, "reset"),
    "keeper": lambda: sign_in(3, "keeper"),
    "is this you": is_this_you,
    "settings": settings,
    "help": lambda: HelpPage(interpreter()),
    "rail": rail,
    "cannot open": lambda: CannotOpen(WorldError(Code.DISK_FULL, "Full."), Path("/data")),
    "locked": lambda: Unlock(InlineJobs(object()), Path("/data"), is_new=False),
    "new passphrase": lambda: Unlock(InlineJobs(object()), Path("/data"), is_new=True),
}
BEFORE_THE_WINDOW = {"cannot open", "locked", "new passphrase"}
every_page = pytest.mark.parametrize("make", PAGES.values(), ids=PAGES.keys())
LIVE = {name: make for name, make in PAGES.items() if name not in BEFORE_THE_WINDOW}
"""Pages that are there when somebody switches the language."""


@pytest.fixture(scope="module", autouse=True)
def dressed(qapp: QApplication) -> None:
    fonts.register()
    wear(qapp, LIGHT)


@pytest.fixture(autouse=True)
def no_second_goes_by(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine one may, between two pages that count down and are compared."""
    monkeypatch.setattr(countdown, "SECOND", 3_600_000)


@pytest.fixture
def pseudo(qapp: QApplication) -> Iterator[PseudoArabic]:
    translator = PseudoArabic()
    yield translator
    QCoreApplication.removeTranslator(translator)


def shown(qtbot: QtBot, page: QWidget) -> QWidget:
    qtbot.addWidget(page)
    if not isinstance(page, Rail):
        page.resize(760, 520)
    with qtbot.waitExposed(page):
        page.show()
    return page


@every_page
@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2], ids=["ltr", "rtl"])
def test_everything_that_the_keyboard_reaches_has_a_name(
    qtbot: QtBot, make: Callable[[], QWidget], direction: Qt.LayoutDirection
) -> None:
    page = make()
    page.setLayoutDirection(direction)
    assert nameless(shown(qtbot, page)) == []


@pytest.mark.parametrize("make", LIVE.values(), ids=LIVE.keys())
def test_a_language_that_is_switched_live_says_what_a_fresh_page_says(
    qtbot: QtBot, make: Callable[[], QWidget], pseudo: PseudoArabic
) -> None:
    page = shown(qtbot, make())
    english = texts(page)
    QCoreApplication.installTranslator(pseudo)
    QCoreApplication.sendPostedEvents()
    fresh = texts(shown(qtbot, make()))
    assert any(set(word) & set(LETTERS.values()) for words in fresh for word in words)
    assert texts(page) == fresh
    QCoreApplication.removeTranslator(pseudo)
    QCoreApplication.sendPostedEvents()
    assert texts(page) == english


@every_page
def test_a_page_needs_no_more_room_than_the_smallest_window_gives(
    qtbot: QtBot, make: Callable[[], QWidget]
) -> None:
    page = shown(qtbot, make())
    assert page.minimumSizeHint().width() <= 700
    assert page.minimumSizeHint().height() <= 520


@every_page
@pytest.mark.parametrize("percent", [100, 150])
def test_no_text_is_cut(
    qtbot: QtBot, qapp: QApplication, make: Callable[[], QWidget], percent: int
) -> None:
    wear(qapp, LIGHT, percent)
    try:
        assert clipped(shown(qtbot, make())) == []
    finally:
        wear(qapp, LIGHT)
