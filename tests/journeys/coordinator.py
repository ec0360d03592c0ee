"""A coordinator's week in her real windows, by keyboard alone: collect, send, prepare, a receipt.

    python -m journeys.coordinator FOLDER [--language fr] [--pictures]

Three computers wrote to a stick; her own has a link to a hub. She collects, sends and prepares by
one key, the computers come by again, and in the end the screen, the receipt and the hub say the
same numbers. A fourth has read the registration file of the campus and never saw a network: she
finds it by its name, types her six words, and takes it in. With `--pictures` those of the help are
made anew, in `resources/help`.
"""

from __future__ import annotations

import argparse
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QWidget

from helpers.hub_process import HubProcess, sqlite_at, start_hub
from helpers.inspection import clipped, is_blank, nameless
from helpers.learning_events import learning_events
from journeys.friday import ENTER, Keyboard
from journeys.study import PIN, ROOT, StuckError, environment
from ujuzi.services.delivery.delivery import Invitation, read_registration
from ujuzi.services.desk import Desk, open_desk
from ujuzi.store import event_log
from ujuzi.ui.campus.collect_page import CollectPage
from ujuzi.ui.campus.computer_page import ComputerPage
from ujuzi.ui.campus.computers_page import ComputersPage
from ujuzi.ui.campus.office_page import OfficePage
from ujuzi.ui.campus.receipt_page import ReceiptPage
from ujuzi.ui.campus.step_card import StepCard
from ujuzi.ui.campus.week_page import WeekPage
from ujuzi.ui.rows.model import RowRole

NAME, PERSON = "Awa Traoré", "staff-1"
LABS = ("PC-01", "PC-02", "PC-03")
NEW, EXPECTED = "PC-04", "PC-05"
WORDS = ("abandon", "ability", "able", "about", "above", "absent")
OWN = "Bureau"
EVENTS = 120
CAMPUS = "campus-1"
SHIFT_CONTROL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
PICTURES = ROOT / "resources" / "help"
PICTURE_COLOURS = 64


class Coordinator(Keyboard):
    """She looks at each page before she presses anything on it."""

    pictures: Path | None = None
    shown: set[str]

    def look(self, name: str) -> None:
        """Keep a picture, and be sure that nothing on the page is clipped, nameless or blank."""
        self.wait_for(lambda: not clipped(self.window), f"whole words on {name}")
        found = (nameless(self.window), is_blank(self.page))
        if any(found):
            raise StuckError(f"{name}: {found}")
        self.picture(name)

    def show(self, widget: QWidget, name: str) -> None:
        """Make a picture for the help, of one part of the page, at its first time."""
        if self.pictures is None or name in self.shown:
            return
        self.shown.add(name)
        self.pictures.mkdir(parents=True, exist_ok=True)
        image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        small(image).save(str(self.pictures / f"{name}.png"))

    def do(self, step: StepCard, name: str) -> None:
        """Press Enter where the keyboard is, which is at the button of a step."""
        self.wait_for(step.button.hasFocus, f"the keyboard at {name}")
        self.press_key(ENTER)
        self.wait_for(lambda: not step.is_busy, f"the end of {name}")
        self.look(name)
        if step.notice.property("tone") == "done":
            self.show(step, name)
        if not step.went_well:
            raise StuckError(f"{name}: {step.notice.text.text()}")


def small(image: QImage) -> QImage:
    """Return a picture of few colours: each is the nearest of those that it has most of."""
    counts: dict[int, int] = {}
    for y in range(image.height()):
        for x in range(image.width()):
            colour = image.pixel(x, y)
            counts[colour] = counts.get(colour, 0) + 1
    table = sorted(counts, key=lambda each: (-counts[each], each))[:PICTURE_COLOURS]
    return image.convertToFormat(
        QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.ThresholdDither
    )


def registered(folder: Path, hub: HubProcess, name: str) -> None:
    """Register a computer whose data lies in a folder."""
    with open_desk(folder) as desk:
        desk.collection.register(Invitation(hub.address, hub.run("code", CAMPUS)), name)


def study(desk: Desk, number: int) -> None:
    """Record what people did at a computer."""
    for event in learning_events(EVENTS, seed=number):
        event_log.append(desk._db, event.learner, event.body, event.recorded_at)


def visit(folder: Path, stick: Path, name: str) -> None:
    """Press *Write to a folder* at a computer."""
    with open_desk(folder / name) as desk:
        desk.folders.write(stick)


def prepare(folder: Path, hub: HubProcess, stick: Path, language: str) -> None:
    """Bring the campus to its Friday: the computers wrote to the stick, and she is coordinator."""
    for number, name in enumerate(LABS, 1):
        registered(folder / name, hub, name)
        with open_desk(folder / name) as desk:
            study(desk, number)
        visit(folder, stick, name)
    lab = folder / "campus.json"
    hub.run("registration", CAMPUS, str(lab), "--address", hub.address)
    with open_desk(folder / NEW) as desk:
        desk.collection.register(read_registration(lab), NEW)
        study(desk, len(LABS) + 1)
    visit(folder, stick, NEW)
    appoint(folder, hub, language)


def appoint(folder: Path, hub: HubProcess, language: str, others: str = "") -> None:
    """Make Awa coordinator at her own computer; `others` are more rows of the institution's list.

    Their columns are the staff number, the name, the campus and the role.
    """
    roster = folder / "roster.csv"
    own = f"{PERSON},{NAME},{CAMPUS},coordinator\n"
    roster.write_text(f"person,name,campus,role\n{own}{others}", "utf-8")
    hub.run("roster", str(roster))
    registered(folder / "data", hub, OWN)
    with open_desk(folder / "data") as desk:
        awa = desk.people.create(name=NAME, role="leader", language=language, pin=PIN)
        desk.people.make_steward_code()
        desk.people.keep_steward_code()
        desk.roster.link_with(awa.learner, hub.run("people", "code", "institution-1", PERSON))
        for _ in range(2):
            desk.collection.exchange()
        code = hub.run("people", "coordinator", "institution-1", PERSON)
        desk.office.ask(awa.learner, code.split()[-1], WORDS)
        desk.office.send(awa.learner)
        desk.office.lock()


def collect(awa: Coordinator, stick: Path) -> None:
    """Collect, send and prepare, each by one key."""
    awa.press_key(Qt.Key.Key_C, SHIFT_CONTROL)
    week = awa.at(WeekPage)
    awa.look("week")
    awa.tab_to(lambda widget: widget is week.collect, "Collect and send")
    awa.press_key(ENTER)
    awa.wait_for(lambda: isinstance(awa.page, CollectPage), "the three steps")
    page = awa.at(CollectPage)
    page.collect._choose = lambda *_: stick
    awa.look("before")
    awa.do(page.collect, "collect")
    awa.do(page.send, "send")
    awa.do(page.prepare, "prepare")


def take_in(awa: Coordinator) -> None:
    """Find the new computer by its name, type the six words, and take it in."""
    awa.press_key(Qt.Key.Key_C, SHIFT_CONTROL)
    week = awa.at(WeekPage)
    awa.look("week-new")
    awa.wait_for(lambda: week.buttons and week.buttons[0].hasFocus(), "the keyboard at a line")
    awa.press_key(ENTER)
    awa.wait_for(lambda: isinstance(awa.page, ComputerPage), "the new computer")
    page = awa.at(ComputerPage)
    awa.wait_for(lambda: page._title.text() == NEW, f"{NEW}, by its name")
    awa.wait_for(page.acts.office.isVisible, "the way to the six words")
    awa.look("new-computer")
    awa.tab_to(lambda widget: widget is page.acts.office, "the way to the six words")
    awa.press_key(ENTER)
    awa.wait_for(lambda: isinstance(awa.page, OfficePage), "the six words")
    office = awa.at(OfficePage).office
    awa.tab_to(lambda widget: widget is office.typed.editor, "the field of the six words")
    awa.look("six-words")
    awa.write(" ".join(WORDS))
    awa.press_key(ENTER)
    awa.wait_for(lambda: isinstance(awa.page, ComputerPage), "the new computer again")
    awa.tab_to(lambda widget: widget is page.acts.take_in, "Take it in")
    awa.press_key(ENTER)
    awa.wait_for(page.acts.page_notice.isVisible, "what came of it")
    awa.look("taken-in")


def expect(awa: Coordinator) -> None:
    """Write down a computer that nobody has seen, and look at all of them."""
    awa.press_key(Qt.Key.Key_C, SHIFT_CONTROL)
    week = awa.at(WeekPage)
    awa.look("week-after")
    awa.tab_to(lambda widget: widget is week.computers, "Computers")
    awa.press_key(ENTER)
    awa.wait_for(lambda: isinstance(awa.page, ComputersPage), "the computers")
    page = awa.at(ComputersPage)
    awa.tab_to(lambda widget: widget is page.expect, "Expect a computer")
    awa.press_key(ENTER)
    awa.write(EXPECTED)
    awa.press_key(ENTER)
    awa.press_key(Qt.Key.Key_Tab)
    awa.tab_to(lambda widget: widget is page.done, "Done")
    awa.press_key(ENTER)
    awa.look("computers")


def receipt(awa: Coordinator, target: Path) -> str:
    """Save the receipt; return what is on its pages."""
    awa.press_key(Qt.Key.Key_C, SHIFT_CONTROL)
    week = awa.at(WeekPage)
    awa.tab_to(lambda widget: widget is week.receipt, "Receipt")
    awa.press_key(ENTER)
    awa.wait_for(lambda: isinstance(awa.page, ReceiptPage), "the receipt")
    page = awa.at(ReceiptPage)
    page._choose = lambda *_: target
    awa.wait_for(page.save.hasFocus, "the keyboard at Save")
    awa.press_key(ENTER)
    awa.wait_for(target.exists, "the receipt's file")
    awa.look("receipt")
    document = QPdfDocument()
    document.load(str(target))
    pages = range(document.pageCount())
    return " ".join(" ".join(document.getAllText(each).text() for each in pages).split())


def on_screen(awa: Coordinator) -> dict[str, str]:
    """Return the sentence of each computer, by its name, as the list shows it."""
    awa.press_key(Qt.Key.Key_C, SHIFT_CONTROL)
    week = awa.at(WeekPage)
    awa.tab_to(lambda widget: widget is week.computers, "Computers")
    awa.press_key(ENTER)
    awa.wait_for(lambda: isinstance(awa.page, ComputersPage), "the computers")
    model = awa.at(ComputersPage).list.rows
    rows = [model.index(at).data(RowRole.ROW) for at in range(model.rowCount())]
    return {row.title: row.pieces[0][0] for row in rows if row.key is not None}


def at_hub(folder: Path) -> int:
    """Return how many entries of the lab's computers count at the hub."""
    with closing(sqlite3.connect(folder / "hub.sqlite3")) as database:
        (count,) = database.execute(
            "SELECT count(*) FROM events JOIN devices USING (device)"
            " WHERE counts AND devices.name LIKE 'PC-%'"
        ).fetchone()
    return int(count)


def week(folder: Path, language: str, pictures: Path | None) -> None:
    """Live through it."""
    stick = folder / "STICK"
    stick.mkdir(parents=True)
    with start_hub(sqlite_at(folder)) as hub:
        prepare(folder, hub, stick, language)
        awa = Coordinator(folder, folder / "data")
        awa.pictures, awa.shown = pictures, set()
        awa.sign_in(NAME, PIN)
        collect(awa, stick)
        if at_hub(folder) != len(LABS) * EVENTS:
            raise StuckError(f"{at_hub(folder)} entries are at the hub")
        take_in(awa)
        for name in LABS:
            visit(folder, stick, name)
        collect(awa, stick)
        everybody = (*LABS, NEW)
        if at_hub(folder) != len(everybody) * EVENTS:
            raise StuckError(f"{at_hub(folder)} entries are at the hub")
        for name in everybody:
            visit(folder, stick, name)
        collect(awa, stick)
        expect(awa)
        said = receipt(awa, folder / "receipt.pdf")
        shown = on_screen(awa)
        if not set(shown) >= {*everybody, EXPECTED}:
            raise StuckError(f"on the screen are {sorted(shown)}")
        for name, sentence in shown.items():
            if sentence not in said:
                raise StuckError(f"the receipt does not say of {name}: {sentence}")
        for name in everybody:
            if str(EVENTS) not in shown[name]:
                raise StuckError(f"{name}: {shown[name]}")
        awa.leave()
        for name in everybody:
            with open_desk(folder / name) as desk:
                here = desk.folders.whereabouts()
                if (here.recorded, here.landed) != (EVENTS, EVENTS):
                    raise StuckError(f"{name} knows of {here}")


def play(folder: Path, language: str = "en", *, pictures: bool = False) -> bool:
    """Play it in a process of its own; return whether it came to its end."""
    command = [sys.executable, "-m", "journeys.coordinator", str(folder), "--language", language]
    if pictures:
        command.append("--pictures")
    return subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode == 0


def main() -> None:
    """Play it into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="en")
    parser.add_argument("--pictures", action="store_true")
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    pictures = PICTURES / arguments.language / "pictures" if arguments.pictures else None
    week(folder, arguments.language, pictures)


if __name__ == "__main__":
    main()
