"""A Friday in French by keyboard alone: from the first start to a certificate, no pointer.

    python -m journeys.friday FOLDER

Awa makes her profile, finds a word in a lesson and writes about it, takes back a *Done* that was
too soon, practises, registers the computer, sits the assessment, exchanges with the hub and saves
her certificate. All that she does is a key that is pressed where the keyboard stands; the services
are asked only what the right answers are.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from operator import is_
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit, QWidget

from helpers.hub_process import HubProcess, sqlite_at, start_hub
from helpers.inspection import said_by
from helpers.items import chosen_by_text
from journeys.desktop import Desktop
from journeys.study import COURSES, PIN, ROOT, StuckError, environment, pack_of, ujuzi
from ujuzi.domain.assessment import shown
from ujuzi.domain.item import Item, Response, right_response
from ujuzi.services.assess.key_sheets import make_key_sheet
from ujuzi.ui.assess.sheets import HandedInSheet, HandInSheet, OverviewSheet
from ujuzi.ui.certify.certificate import CertificatePage
from ujuzi.ui.certify.certificates import CertificatesPage
from ujuzi.ui.delivery.sync_page import SyncPage
from ujuzi.ui.door.first_start import FirstStartPage
from ujuzi.ui.learn.course import CoursePage
from ujuzi.ui.learn.learn import LearnPage
from ujuzi.ui.me.settings import SettingsPage
from ujuzi.ui.questions.choice import ChoiceQuestion
from ujuzi.ui.questions.inline_choice import InlineChoiceQuestion
from ujuzi.ui.questions.match import MatchQuestion
from ujuzi.ui.questions.order import OrderQuestion
from ujuzi.ui.questions.question import QuestionView
from ujuzi.ui.questions.result import ResultSheet
from ujuzi.ui.questions.sheet import QuestionSheet
from ujuzi.ui.read.reader import ReaderPage
from ujuzi.ui.widgets.drop_down import DropDown

NAME, PERSON = "Awa Traoré", "staff-7"
WORD, THOUGHT = "modèle", "À dire au conseil de vendredi."
MOST_STOPS = 60
"""Presses of Tab after which what is looked for is not on the page."""
ENTER, TAB, DOWN, UP = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Up
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier
COURSE = "Littératie en IA"
"""How the title of the course begins."""


class Keyboard(Desktop):
    """Somebody without a pointer: presses keys where the keyboard stands."""

    @property
    def held(self) -> QWidget:
        """What has the keyboard."""
        widget = QApplication.focusWidget()
        if widget is None:
            self.picture("stuck")
            raise StuckError("nothing has the keyboard")
        return widget

    def press_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key, and let the window work; arrows and digits ask for nothing."""
        QTest.keyClick(self.held, key, modifiers)
        if key == ENTER or modifiers != PLAIN:
            self.settle()
        else:
            QApplication.processEvents()

    def write(self, text: str) -> None:
        """Type into the field that has the keyboard."""
        if isinstance(self.held, QPlainTextEdit):
            self.held.insertPlainText(text)  # what an input method does
        else:
            self.type(text)

    def tab_to(self, is_there: Callable[[QWidget], bool], what: str) -> None:
        """Press Tab until the keyboard is at something."""
        for _ in range(MOST_STOPS):
            if is_there(self.held):
                return
            QTest.keyClick(self.held, TAB)
            QApplication.processEvents()
        self.picture("stuck")
        raise StuckError(f"Tab does not reach {what}")

    def tab_to_words(self, *words: str) -> None:
        """Press Tab until the keyboard is at a button that says one of these."""

        def says(widget: QWidget) -> bool:
            said = (said_by(widget), widget.accessibleName())
            return isinstance(widget, QAbstractButton) and any(word in said for word in words)

        self.tab_to(says, str(words))

    def enter_at(self, *words: str) -> None:
        """Go to a button by Tab, and press Enter."""
        self.tab_to_words(*words)
        self.press_key(ENTER)

    def write_into(self, field: QWidget, text: str) -> None:
        """Go to a field by Tab, and write."""
        self.tab_to(lambda widget: widget is field, "a field")
        self.write(text)

    def answer(self, question: QuestionView, response: Response) -> None:
        """Give a response to the question on the screen."""
        match question:
            case ChoiceQuestion():
                ids = [choice.id for choice in question.item.choices]
                for each in response:
                    self.press_key(Qt.Key(Qt.Key.Key_1 + ids.index(each)))
            case OrderQuestion():
                if tuple(row.choice.id for row in question.rows) == tuple(response):
                    self.press_key(DOWN, ALT)  # what lies right already has to be touched
                for place, each in enumerate(response):
                    self._move(question, each, place)
            case MatchQuestion():
                self._choose({row.pair.id: row.targets for row in question.rows}, response)
            case InlineChoiceQuestion():
                self._choose({row.gap.id: row.choices for row in question.rows}, response)
            case _:
                self.write(response[0])

    def _move(self, question: OrderQuestion, line: str, place: int) -> None:
        ids = [row.choice.id for row in question.rows]
        at = ids.index(line)
        held = next(n for n, row in enumerate(question.rows) if row is self.held)
        for _ in range(abs(at - held)):
            self.press_key(DOWN if at > held else UP)
        for _ in range(at - place):
            self.press_key(UP, ALT)

    def _choose(self, drop_downs: dict[str, DropDown], response: Response) -> None:
        wanted = dict(pair.split(" ", 1) for pair in response)
        for name, drop_down in drop_downs.items():
            self.tab_to(partial(is_, drop_down), "a drop-down")
            for _ in range(drop_down.findData(wanted[name]) - drop_down.currentIndex()):
                self.press_key(DOWN)


def begin(awa: Keyboard) -> None:
    """Make a profile, in French."""
    page = awa.at(FirstStartPage)
    rows = page.language.options.rows
    awa.tab_to(lambda widget: widget in [row.button for row in rows.values()], "a language")
    while not rows["fr"].button.isChecked():
        awa.press_key(DOWN)
    awa.press_key(ENTER)
    awa.write(NAME)
    awa.press_key(ENTER)
    awa.press_key(ENTER)  # the first role is hers
    for _ in range(2):
        awa.write(PIN)
        awa.press_key(ENTER)
    awa.picture("privacy")
    awa.press_key(Qt.Key.Key_End)
    awa.enter_at("J’accepte et je crée mon profil")
    awa.tab_to(lambda widget: widget is page.steward.kept, "the box below the code")
    awa.press_key(ENTER)
    awa.press_key(ENTER)
    awa.wait_for(lambda: awa.session.window.person is not None, "the signed-in person")


def read(awa: Keyboard) -> None:
    """Open the course, find a word, write about it, and take back what was done too soon."""
    awa.at(LearnPage)
    awa.tab_to(lambda widget: COURSE in widget.accessibleName(), "the course")
    awa.press_key(ENTER)
    page = awa.at(CoursePage)
    awa.wait_for(lambda: awa.held is page.go_on, "the keyboard at Start")
    awa.press_key(ENTER)
    awa.wait_for(lambda: isinstance(awa.page, ReaderPage), "the first lesson")
    reader = awa.at(ReaderPage)
    first = awa.here
    awa.press_key(Qt.Key.Key_F, CONTROL)
    awa.write(WORD)
    awa.press_key(Qt.Key.Key_Escape)
    awa.press_key(Qt.Key.Key_N, CONTROL)
    awa.write(THOUGHT)
    awa.press_key(ENTER, CONTROL)
    awa.picture("note")
    awa.press_key(Qt.Key.Key_Escape)
    if [note.text for note in reader._notes] != [THOUGHT]:
        raise StuckError("the note was lost")
    awa.enter_at("Terminé, continuer")
    awa.wait_for(lambda: awa.has_gone_from(first), "the second lesson")
    awa.press_key(Qt.Key.Key_Left, ALT)
    awa.wait_for(lambda: awa.here == first, "the first lesson again")
    awa.enter_at("Pas encore terminé", "Not done yet")
    awa.enter_at("Terminé, continuer")
    awa.wait_for(lambda: awa.has_gone_from(first), "the second lesson again")


def practise(awa: Keyboard) -> None:
    """Go on to the first quiz, and through it."""
    while isinstance(awa.page, ReaderPage):
        here = awa.here
        awa.enter_at("Terminé, continuer", "Continuer", "Je l’ai lu", "Partie suivante")
        awa.wait_for(partial(awa.has_gone_from, here), "what comes next")
    awa.wait_for(lambda: isinstance(awa.sheet, QuestionSheet), "the quiz")
    while isinstance(sheet := awa.sheet, QuestionSheet):
        awa.answer(sheet.question, right_response(sheet.item))
        awa.press_key(ENTER)
        if not sheet.feedback.isVisible():
            awa.picture("stuck")
            raise StuckError("Enter did not check the answer")
        awa.press_key(ENTER)
        awa.wait_for(lambda: awa.has_left(sheet), "what comes next")
    if not isinstance(awa.sheet, ResultSheet):
        raise StuckError(f"{type(awa.sheet).__name__} ends the quiz")
    awa.picture("quiz-result")


def register(awa: Keyboard, hub: HubProcess, code: str, link: str) -> None:
    """Register the computer, and link the profile."""
    awa.press_key(Qt.Key.Key_8, CONTROL)
    page = awa.at(SyncPage).register
    awa.write_into(page.address, hub.address)
    awa.write_into(page.code, code)
    awa.press_key(ENTER)
    awa.wait_for(awa.all_landed, "the first exchange")
    awa.press_key(Qt.Key.Key_Comma, CONTROL)
    settings = awa.at(SettingsPage)
    awa.write_into(settings.link.code, link)
    awa.press_key(ENTER)
    exchange(awa)


def exchange(awa: Keyboard) -> None:
    """Send, and wait for what comes back."""
    before = awa.standing.exchanges[:1]
    awa.press_key(Qt.Key.Key_8, CONTROL)
    send = awa.at(SyncPage).send.send
    awa.tab_to(lambda widget: widget is send, "the button that sends")
    awa.press_key(ENTER)
    awa.wait_for(lambda: awa.all_landed() and awa.standing.exchanges[:1] != before, "the hub")


def sit(awa: Keyboard) -> None:
    """Sit the assessment, every answer right."""
    keys = make_key_sheet(COURSES / "fr")
    items: dict[str, Item] = {keys.naming.item(item.id): item for item in keys.items}
    awa.press_key(Qt.Key.Key_5, CONTROL)
    awa.enter_at("Commencer")
    awa.wait_for(lambda: awa.sheet is not None, "the rules")
    awa.press_key(ENTER)
    awa.wait_for(lambda: isinstance(awa.sheet, QuestionSheet), "a question")
    while isinstance(sheet := awa.sheet, QuestionSheet):
        item = items[sheet.item.id]
        awa.answer(sheet.question, chosen_by_text(item, shown(item, keys.naming)))
        awa.press_key(ENTER)
        awa.wait_for(lambda: awa.has_left(sheet), "what comes next")
    if not isinstance(awa.sheet, OverviewSheet):
        raise StuckError(f"{type(awa.sheet).__name__} follows the questions")
    awa.enter_at("Remettre", "Rendre")
    if not isinstance(awa.sheet, HandInSheet) or awa.sheet.has_open:
        raise StuckError("a question is open")
    awa.picture("hand-in")
    awa.press_key(ENTER)
    awa.wait_for(lambda: isinstance(awa.sheet, HandedInSheet), "the end of the sitting")


def keep_certificate(awa: Keyboard, target: Path) -> None:
    """Open the certificate, and save it."""
    awa.press_key(Qt.Key.Key_6, CONTROL)
    (card,) = awa.at(CertificatesPage).cards.cards
    awa.tab_to(lambda widget: widget is card, "the certificate")
    awa.press_key(ENTER)
    page = awa.at(CertificatePage)
    page._choose = lambda *_: target
    awa.picture("certificate")
    awa.press_key(ENTER)


def prepare(folder: Path, hub: HubProcess) -> tuple[str, str]:
    """Do what the coordinator did; return the codes of the computer and of the person."""
    data, course = folder / "data", COURSES / "fr"
    (folder / "packs").mkdir(parents=True)
    ujuzi(data, "pack", "build", course, "-o", pack_of(data, "fr"))
    ujuzi(data, "keys", "trust", "Ujuzi (this checkout)", "--key", "development")
    ujuzi(data, "pack", "install", pack_of(data, "fr"))
    hub.run("code", "campus-1", "--file", str(folder / "lab.json"), "--address", hub.address)
    sheet = folder / "final.keys"
    ujuzi(data, "pack", "keys", course, "--for", folder / "lab.json", "-o", sheet)
    hub.run("assessment", "add", str(sheet))
    roster = folder / "roster.csv"
    roster.write_text(f"person,name,campus,role\n{PERSON},{NAME},campus-1,teacher\n", "utf-8")
    hub.run("roster", str(roster))
    return hub.run("code", "campus-1"), hub.run("people", "code", "institution-1", PERSON)


def friday(folder: Path) -> None:
    """Live through it."""
    with start_hub(sqlite_at(folder)) as hub:
        code, link = prepare(folder, hub)
        awa = Keyboard(folder, folder / "data")
        begin(awa)
        read(awa)
        practise(awa)
        register(awa, hub, code, link)
        sit(awa)
        exchange(awa)
        keep_certificate(awa, folder / "certificate.pdf")
        awa.leave()


def play(folder: Path) -> bool:
    """Play it in a process of its own; return whether it came to its end."""
    command = [sys.executable, "-m", "journeys.friday", str(folder)]
    return subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode == 0


def main() -> None:
    """Play it into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    friday(folder)


if __name__ == "__main__":
    main()
