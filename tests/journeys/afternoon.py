"""A coordinator's first afternoon in her real windows, without a hub, by the help alone.

    python -m journeys.afternoon FOLDER [--language fr]

Awa's office was given to her last week, while there was a network. Now there is none. She imports
a workbook of 320 people with a few rows that cannot be taken in, makes a cohort, prints the slips,
opens the collection point, which a computer of the lab visits where somebody has typed the code of
her slip, finds who is stuck and saves the files for her institution. What she presses the help
names, in her language; pictures of what she sees lie in FOLDER.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import partial
from operator import is_
from pathlib import Path

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QAbstractButton, QWidget
from python_calamine import CalamineWorkbook

from helpers.course_folders import KEY, SMALL_COURSE
from helpers.hub_process import HubProcess, sqlite_at, start_hub
from helpers.inspection import said_by
from helpers.spreadsheets import xlsx
from journeys.coordinator import (
    CAMPUS,
    NAME,
    PERSON,
    WORDS,
    Coordinator,
    appoint,
    registered,
)
from journeys.friday import ENTER
from journeys.study import PIN, ROOT, StuckError, environment
from ujuzi.authoring.builder import build_pack
from ujuzi.domain.event import Body, Enrolled, LearnerId, QuizFinished
from ujuzi.domain.report_filter import ReportOnly
from ujuzi.services.campus.collection_point import CollectionPoint
from ujuzi.services.campus.people import RowKind
from ujuzi.services.desk import Desk, open_desk
from ujuzi.store import event_log
from ujuzi.ui.campus.cohort_page import CohortPage
from ujuzi.ui.campus.collect_page import CollectPage
from ujuzi.ui.campus.office_page import OfficePage
from ujuzi.ui.campus.people_page import PeoplePage
from ujuzi.ui.campus.report_view import ReportTableView
from ujuzi.ui.campus.reports_page import ReportsPage
from ujuzi.ui.campus.roster_import_page import RosterImportPage
from ujuzi.ui.campus.slips_page import SlipsPage
from ujuzi.ui.campus.week_page import WeekPage
from ujuzi.ui.me.help_page import topics
from ujuzi.ui.shell.report_words import kind_of, report_words, shown

LAB = "PC-01"
MOUSSA, MOUSSAS = "Moussa Diallo", "staff-2"
"""Linked to the list last week, and stuck at a quiz since."""
FATOU, FATOUS = "Fatou Ndiaye", "K-0042"
"""Begins today, with the code of her slip."""
PEOPLE = 320
CAMPUS_NAME = "Campus"
"""What the hub calls it, once its computers have been told."""
COURSE, QUIZ, QUIZ_TITLE = "market-sums", "words-quiz", "What did you count?"
TRIES = 3
BELOW = 200
"""Pixels that are to be seen around what one scrolls to."""
COHORT = "Term 1"
BEGINS, ENDS = QDate(2026, 10, 5), QDate(2026, 12, 18)
BAD_ROWS: Sequence[Sequence[object]] = (
    ("K-9001", None, "teacher"),
    (None, "Nobody's Number", "teacher"),
    ("K-9003", "Odd Role", "pharaoh"),
    ("K-0001", "Another With It", "teacher"),
)
BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
HELPS = ("8-people", "8-coordinators", "8-coordinators-week")
"""The topics that she has read."""


class Helped(Coordinator):
    """She has read the help in her language, and presses what it names."""

    language = "en"
    _words: dict[str, str]

    def read_the_help(self, language: str) -> None:
        """Learn what the help calls the buttons; by what the English one calls them."""
        read = [
            [
                label
                for topic in topics(each)
                if topic.name in HELPS
                for label in BOLD.findall(topic.text)
            ]
            for each in ("en", language)
        ]
        self.language, self._words = language, dict(zip(*read, strict=True))

    def named(self, english: str) -> str:
        """Return what the help of her language calls something; StuckError where it does not."""
        if english not in self._words:
            raise StuckError(f"the help names no {english}")
        return self._words[english]

    def press_named(self, english: str) -> None:
        """Press a button that the help names."""
        self.press(self.named(english))

    def press_it(self, button: QAbstractButton, english: str = "") -> None:
        """Press a button of the page; where its words are named in the help, they are those."""
        self.wait_for(lambda: button.isVisible() and button.isEnabled(), f"a button {english}")
        if english and not said_by(button).startswith(self.named(english)):
            raise StuckError(f"{said_by(button)}, and in the help {self.named(english)}")
        self.click(button)

    def go_to(self, room: str, kind: type[QWidget]) -> None:
        """Go from wherever she is to a room of the campus, by its name in the help."""
        self.press_named("Campus")
        self.wait_for(lambda: isinstance(self.page, WeekPage), "the week")
        self.press_named(room)
        self.wait_for(lambda: isinstance(self.page, kind), room)


def prepare(folder: Path, language: str) -> None:
    """Live through last week, while there was a hub: her office, a computer, and Moussa on it."""
    with start_hub(sqlite_at(folder)) as hub:
        appoint(folder, hub, language, f"{MOUSSAS},{MOUSSA},{CAMPUS},teacher\n")
        moussa = begin_with(folder, hub)
        pack = folder / "small.pack"
        build_pack(SMALL_COURSE, pack, KEY)
        with open_desk(folder / "data") as desk:
            desk.library.trust_key("Ujuzi tests", KEY.public)
            desk.library.install(pack)
            desk.folders.send_on()  # the hub names the computers of the campus
            desk.collection.exchange()
            point = on_loopback(desk)
            point.open()
            point.close()
        with open_desk(folder / LAB) as desk:
            desk.collection.exchange()
            tell(desk, moussa, Enrolled(course=COURSE), *map(tried, range(TRIES)))


def begin_with(folder: Path, hub: HubProcess) -> LearnerId:
    """Let Moussa make his profile at the computer of the lab, and be linked to the list."""
    registered(folder / LAB, hub, LAB)
    with open_desk(folder / LAB) as desk:
        person = desk.people.create(name=MOUSSA, role="teacher", language="en", pin=PIN)
        desk.roster.link_with(person.learner, hub.run("people", "code", "institution-1", MOUSSAS))
        for _ in range(2):
            desk.collection.exchange()
    return person.learner


def on_loopback(desk: Desk) -> CollectionPoint:
    """Let the collection point of a desk listen on loopback alone."""
    point = CollectionPoint(desk._db, desk._data_dir, desk._clock, host="127.0.0.1", port=0)
    desk.__dict__["collection_point"] = point
    return point


def tried(number: int) -> QuizFinished:
    """Return a try at the quiz that went wrong."""
    attempt = f"attempt-{number}"
    return QuizFinished(
        course=COURSE, activity=QUIZ, pack="5e" * 32, attempt=attempt, right=0, items=3
    )


def tell(desk: Desk, learner: LearnerId, *bodies: Body) -> None:
    """Record what somebody did at a computer."""
    for body in bodies:
        event_log.append(desk._db, learner, body, desk._clock.now())


def workbook(target: Path) -> None:
    """Write the list of the staff: all that she has, and a few rows that nobody can take in."""
    here = [(PERSON, NAME, "coordinator"), (MOUSSAS, MOUSSA, "teacher")]
    new = [
        (f"K-{number:04}", FATOU if f"K-{number:04}" == FATOUS else f"Zawadi {number}", "teacher")
        for number in range(1, PEOPLE - len(here) + 1)
    ]
    target.write_bytes(xlsx({"Staff": [("staff number", "name", "role"), *here, *new, *BAD_ROWS]}))


def open_office(awa: Helped, back: type[QWidget]) -> None:
    """Type the six words where the page says that her office is closed."""
    awa.press_named("Open my office")
    awa.wait_for(lambda: isinstance(awa.page, OfficePage), "the six words")
    office = awa.at(OfficePage).office
    awa.wait_for(office.typed.editor.isVisible, "the field of the six words")
    awa.tab_to(partial(is_, office.typed.editor), "the field of the six words")
    awa.write(" ".join(WORDS))
    awa.look("six-words")
    awa.press_key(ENTER)
    awa.wait_for(lambda: isinstance(awa.page, back), "where she was")


def import_list(awa: Helped, file: Path) -> None:
    """See what the workbook will do, and take in all that can be."""
    awa.go_to("People", PeoplePage)
    awa.press_named("Import a list")
    awa.wait_for(lambda: isinstance(awa.page, RosterImportPage), "the choice of a file")
    open_office(awa, RosterImportPage)
    page = awa.at(RosterImportPage)
    page._choose = lambda *_: file
    awa.look("import")
    awa.press_named("Choose a file")
    awa.wait_for(page.take.isVisible, "what the list will do")
    awa.look("preview")
    found = {kind: sum(row.kind is kind for row in page._preview.rows) for kind in RowKind}
    new = PEOPLE - 2
    if (found[RowKind.NEW], found[RowKind.REFUSED]) != (new, len(BAD_ROWS)):
        raise StuckError(f"the list will do {found}")
    awa.press_it(page.chips[RowKind.REFUSED])
    awa.look("preview-refused")
    awa.press_it(page.take)
    awa.wait_for(page.done.isVisible, "that they are taken in")
    awa.look("taken-in")
    awa.press_it(page.done.action)
    people = awa.at(PeoplePage)
    awa.wait_for(lambda: len(people._found.people) == PEOPLE, f"{PEOPLE} people")
    awa.look("people")


def make_cohort(awa: Helped) -> None:
    """Make a cohort with a course and its days, and put everybody into it."""
    awa.press_named("Cohorts")
    awa.wait_for(lambda: isinstance(awa.page, CohortPage), "the cohorts")
    awa.look("cohorts")
    awa.press_named("New cohort")
    page = awa.at(CohortPage)
    card = page.card
    awa.wait_for(lambda: card.isVisible() and COURSE in card.courses, "a new cohort")
    card.name.setFocus()
    awa.type(COHORT)
    for day, on in ((card.begins, BEGINS), (card.ends, ENDS)):
        awa.click(day.said)
        day.date.setDate(on)
    card.courses[COURSE].click()
    awa.look("cohort")
    awa.press_it(card.save)
    awa.wait_for(page.members.isVisible, "the cohort, written down")
    awa.look("cohort-made")
    awa.go_to("People", PeoplePage)
    people = awa.at(PeoplePage)
    awa.press_it(people.tick_all)
    awa.press_it(people.chosen_people.enrol, "Enrol")
    into = people.chosen_people.into
    into.setCurrentIndex(into.findText(COHORT, Qt.MatchFlag.MatchContains))
    awa.look("enrol")
    awa.press_it(people.chosen_people.put_in)
    awa.wait_for(people.notice.isVisible, "that they are in it")
    awa.look("enrolled")


def make_slips(awa: Helped, target: Path) -> str:
    """Print everybody's slips; return the code that is on Fatou's."""
    people = awa.at(PeoplePage)
    awa.press_it(people.chosen_people.slips, "Make slips")
    awa.wait_for(lambda: isinstance(awa.page, SlipsPage), "the slips")
    page = awa.at(SlipsPage)
    page._choose = lambda *_: target
    awa.press_it(page.make)
    awa.wait_for(page.save.isVisible, "the codes")
    awa.look("slips")
    awa.press_it(page.save)
    awa.wait_for(lambda: target.exists() and str(target) in page.notice.text.text(), "the slips")
    awa.look("slips-saved")
    text = pdf_text(target)
    slips = len(re.findall(rf" · (?:{CAMPUS_NAME}|{CAMPUS}) ", text))
    if slips < PEOPLE - 1:
        raise StuckError(f"{slips} slips are on paper")
    (code,) = re.findall(rf"{FATOU} {FATOUS} · \S+ ([0-9A-Z-]+) ", text)
    return str(code)


def pdf_text(file: Path) -> str:
    """Return what is on the pages of a document."""
    document = QPdfDocument()
    document.load(str(file))
    pages = range(document.pageCount())
    return " ".join(" ".join(document.getAllText(each).text() for each in pages).split())


def open_point(awa: Helped, folder: Path, code: str) -> None:
    """Open the collection point; Fatou types her code in the lab, and her computer comes by."""
    awa.go_to("Collect and send", CollectPage)
    point = awa.at(CollectPage).point
    awa.at(CollectPage).area.ensureWidgetVisible(point, 0, BELOW)
    awa.press_it(point.open, "Open the collection point")
    awa.wait_for(point.close_it.isVisible, "an open collection point")
    awa.at(CollectPage).area.ensureWidgetVisible(point, 0, BELOW)
    awa.look("point-open")
    (address,) = point._standing.addresses if point._standing else ("",)
    with open_desk(folder / LAB) as desk:
        fatou = desk.people.create(name=FATOU, role="teacher", language="fr", pin=PIN)
        desk.roster.link_with(fatou.learner, code)
        tell(desk, fatou.learner, Enrolled(course=COURSE), tried(TRIES))
        visit = desk.relays.visit(address).visit
        if visit.refused:
            raise StuckError(f"the collection point took not all: {visit}")
        known = desk.folders.whereabouts()
        landed_not = known.recorded - known.landed
    point.look()
    awa.wait_for(lambda: LAB in point.came.text(), f"that {LAB} came")
    if QLocale().toString(landed_not) not in point.held.text():
        raise StuckError(f"{landed_not} are not at the hub, and it says: {point.held.text()}")
    awa.look("point-came")


def report(awa: Helped, folder: Path) -> None:
    """Find who is stuck, and save that and the whole table for the institution."""
    awa.go_to("Reports", ReportsPage)
    page = awa.at(ReportsPage)
    awa.wait_for(lambda: len(page.table.report.rows) == PEOPLE, "everybody, once")
    (hers,) = [cells for cells in texts(page.table) if FATOUS in cells]
    if not any(str(datetime.now(UTC).year) in cell for cell in hers):  # when she was seen
        raise StuckError(f"of {FATOU}, who typed her code, it says {hers}")
    awa.look("reports")
    save(awa, folder / "everybody.xlsx")
    awa.press_it(page.chips[ReportOnly.STUCK], "Stuck")
    awa.wait_for(lambda: len(page.table.report.rows) == 1, "who is stuck")
    awa.look("stuck")
    (cells,) = texts(page.table)
    if not {MOUSSA, MOUSSAS} <= set(cells) or not any(QUIZ_TITLE in each for each in cells):
        raise StuckError(f"stuck is {cells}")
    save(awa, folder / "stuck.xlsx")
    awa.look("saved")


def texts(table: ReportTableView) -> list[tuple[str, ...]]:
    """Return the words of every cell of a table, as they are shown."""
    model = table.report
    return [
        tuple(model.text(row, column) for column in model.columns)
        for row in range(model.rowCount())
    ]


def save(awa: Helped, target: Path) -> None:
    """Save what is shown as a workbook, and read in it what the table says."""
    page = awa.at(ReportsPage)
    page._choose = lambda *_: target
    if said_by(page.save) != awa.named("Save as"):
        raise StuckError(f"{said_by(page.save)} is not in the help")
    page.save.formats["xlsx"].trigger()
    awa.wait_for(lambda: target.exists() and page.save.isEnabled(), f"the file {target.name}")
    headings, *rows = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    words, columns, locale = report_words(), page.table.report.columns, QLocale()
    if headings != [words.headings[column] for column in columns]:
        raise StuckError(f"{target.name} has the headings {headings}")
    read = [
        tuple(
            shown(as_kept(cell), kind_of(column), locale)
            for cell, column in zip(row, columns, strict=True)
        )
        for row in rows
    ]
    there = texts(page.table)
    for one, other in zip(read, there, strict=True):
        if one != other:
            raise StuckError(f"{target.name} says {one}, and the table {other}")


def as_kept(cell: object) -> str | float | date | None:
    """Return a cell of a workbook as the report made it."""
    if isinstance(cell, str | date):
        return cell or None
    if isinstance(cell, int | float):
        return cell
    raise StuckError(f"a cell holds {cell!r}")


def afternoon(folder: Path, language: str) -> None:
    """Live through it."""
    prepare(folder, language)
    file = folder / "staff.xlsx"
    workbook(file)
    awa = Helped(folder, folder / "data")
    awa.pictures, awa.shown = None, set()
    awa.read_the_help(language)
    awa.session.jobs.ask(awa.window, on_loopback, lambda _: None)
    awa.sign_in(NAME, PIN)
    import_list(awa, file)
    make_cohort(awa)
    code = make_slips(awa, folder / "slips.pdf")
    open_point(awa, folder, code)
    report(awa, folder)
    awa.leave()


def play(folder: Path, language: str = "en") -> bool:
    """Play it in a process of its own; return whether it came to its end."""
    command = [sys.executable, "-m", "journeys.afternoon", str(folder), "--language", language]
    return subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode == 0


def main() -> None:
    """Play it into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="en")
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    afternoon(folder, arguments.language)


if __name__ == "__main__":
    main()
