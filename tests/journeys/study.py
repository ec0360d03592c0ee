"""The way of a teacher through the real windows, from first start to finished course.

    python -m journeys.study FOLDER

plays it and leaves numbered screenshots and `report.json` in FOLDER. It has three parts, each a
process of its own, as at a desk: a *first sitting*, which ends when the power goes in the middle
of a quiz (`kill -9`); a *second sitting*, which finds every confirmed answer and finishes the
course; and a *gallery*, which opens every page in every language, theme, size and screen scale,
those of the campus as its coordinator, and looks for clipped texts, stops without a name and blank
pages.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import partial
from io import StringIO
from itertools import product
from pathlib import Path
from typing import Any, TypeVar, cast

from PySide6.QtCore import QEvent, QEventLoop, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from helpers.frames import Frames
from helpers.inspection import clipped, is_blank, nameless, said_by, unpainted
from helpers.power_cuts import KILLED, die
from helpers.pseudo import PseudoArabic
from ujuzi import cli
from ujuzi.domain.item import right_response
from ujuzi.services.desk import Desk
from ujuzi.services.people.people import Person, Preferences
from ujuzi.ui.application import Session, make_application
from ujuzi.ui.competencies.self_assessment import SelfAssessmentPage
from ujuzi.ui.door.first_start import FirstStartPage
from ujuzi.ui.look import fonts
from ujuzi.ui.places import PLACES
from ujuzi.ui.practise.quiz import QuizPage
from ujuzi.ui.questions.sheet import QuestionSheet
from ujuzi.ui.shell.destinations import (
    Destination,
    ToActivity,
    ToCampus,
    ToCampusComputer,
    ToCheck,
    ToCohort,
    ToCollect,
    ToCollectionReceipt,
    ToCompetencies,
    ToComputers,
    ToCourse,
    ToHelp,
    ToLearn,
    ToOffice,
    ToPeople,
    ToPerson,
    ToProgress,
    ToQuiz,
    ToReader,
    ToReports,
    ToRosterImport,
    ToSelfAssessment,
    ToSlips,
)
from ujuzi.ui.shell.page import Page
from ujuzi.ui.shell.place import LearnersPlace, OpenPlace, Who
from ujuzi.ui.shell.sheet_page import SheetPage
from ujuzi.ui.window import MainWindow

P = TypeVar("P", bound=Page[Any])
ROOT = Path(__file__).resolve().parents[2]
COURSE = "ai-literacy-teachers-1"
COURSES = ROOT / "resources" / "courses" / COURSE
SAMPLES = ROOT / "tests" / "assets" / "courses"
PIN = "2468"
UNPRESSED = (Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)
PATIENCE = 20_000
"""Milliseconds that anything may take before the journey says that it is stuck."""
DRAWING = 600
"""Milliseconds that Qt gets to draw a page of a PDF or the first picture of a film."""
ANSWERED_BEFORE_THE_CUT = 3
FRAMEWORK = "unesco-ai-cft"
RATED_BEFORE_THE_CUT = 7


class StuckError(AssertionError):
    """The window did not do what a person would have waited for."""


class Teacher:
    """Somebody at the computer: sees what is on the screen, presses what is there."""

    def __init__(self, folder: Path, data: Path) -> None:
        self.folder = folder
        self.app = make_application()
        fonts.register_scripts()  # nobody signs in before they come, but who plays here does
        self.session = Session(self.app, data)
        self.window.resize(1024, 600)
        self.session.start()
        self.window.showNormal()
        self.window.resize(1024, 600)
        self.wait_for(lambda: self.window.page is not None, "the first page")
        self.frames = Frames(self.window, self.window._stack)

    @property
    def window(self) -> MainWindow:
        """The window."""
        return self.session.window

    @property
    def page(self) -> Page[Any]:
        """The page that is open."""
        page = self.session.window.page
        if page is None:
            raise StuckError("no page is open")
        return page

    def at(self, kind: type[P]) -> P:
        """Return the page that is open, which is of a kind."""
        page = self.page
        if not isinstance(page, kind):
            raise StuckError(f"{type(page).__name__} is open, and no {kind.__name__}")
        return page

    @property
    def sheet(self) -> QWidget | None:
        """What lies on the page of questions that is open."""
        return self.at(SheetPage).sheet

    @property
    def here(self) -> Destination:
        """Where she is."""
        here = self.session.window.here
        if here is None:
            raise StuckError("she is nowhere")
        return here

    def is_about(self, activity: str) -> bool:
        """Whether an activity is open."""
        here = self.here
        return isinstance(here, ToReader | ToQuiz) and here.activity == activity

    def has_left(self, sheet: QWidget | None) -> bool:
        """Whether another sheet lies on the page by now."""
        return self.sheet is not sheet

    def has_gone_from(self, place: Destination) -> bool:
        """Whether another place is open by now."""
        return self.here != place

    def wait_for(self, condition: Callable[[], object], what: str) -> None:
        """Let the window work until something is so."""
        loop = QEventLoop()
        poll, limit = QTimer(), QTimer(singleShot=True)
        poll.timeout.connect(lambda: loop.quit() if condition() else None)
        limit.timeout.connect(loop.quit)
        poll.start(3)
        limit.start(PATIENCE)
        if not condition():
            loop.exec()
        if not condition():
            self.picture("stuck")
            raise StuckError(f"{what} did not come")
        self.settle()

    def settle(self) -> None:
        """Let the window finish what it began, and paint it."""
        done: list[object] = []
        self.session.jobs.ask(self.window, lambda _desk: None, done.append)
        loop = QEventLoop()
        poll = QTimer()
        poll.timeout.connect(
            lambda: loop.quit() if done and not self.session.jobs.is_busy_beside else None
        )
        poll.start(1)
        QTimer.singleShot(PATIENCE, loop.quit)
        loop.exec()
        for _ in range(3):
            QApplication.processEvents()
        if not self.window.updatesEnabled():  # another page is on its way
            self.settle()

    def press(self, *words: str) -> None:
        """Press the first button on the screen that says one of these words."""
        found: list[QAbstractButton] = []

        def look() -> bool:
            found[:] = [
                button
                for button in self.window.findChildren(QAbstractButton)
                if button.isVisible()
                and button.isEnabled()
                and any(w in (said_by(button), button.accessibleName()) for w in words)
            ]
            return bool(found)

        self.wait_for(look, f"a button {words}")
        self.click(found[0])

    def click(self, button: QAbstractButton) -> None:
        """Come to a button with the pointer, and click."""
        middle = QPointF(button.rect().center())
        for widget, at in ((self.window, QPointF()), (button, middle)):
            moved = QMouseEvent(QEvent.Type.MouseMove, at, widget.mapToGlobal(at), *UNPRESSED)
            QApplication.sendEvent(widget, moved)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        focused = self.app.focusWidget()
        if not isinstance(focused, QLineEdit):
            raise StuckError(f"the keyboard is at {type(focused).__name__} and not in a field")
        for letter in text:  # QTest knows no letters beyond ASCII
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(focused, event)

    def key(self, key: Qt.Key) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(self.app.focusWidget() or self.window, key)
        self.settle()

    def picture(self, name: str) -> None:
        """Keep what is on the screen."""
        self.folder.mkdir(parents=True, exist_ok=True)
        number = len(list(self.folder.glob("*.png"))) + 1
        if name != "stuck":
            self.look_back(name)
            if hidden := unpainted(self.window):
                raise StuckError(f"{hidden} is not painted")
        self.window.grab().save(str(self.folder / f"{number:02}-{name}.png"))

    def look_back(self, name: str) -> None:
        """Be sure that no frame was blank on the way here."""
        if self.frames.blank:
            self.frames.blank[0].save(str(self.folder / f"blank-before-{name}.png"))
            raise StuckError(f"a blank page was shown on the way to {name}")

    def leave(self) -> None:
        """Close the window."""
        self.look_back("the end")
        self.window.close()
        self.session.close()
        self.session.garbage.stop()


def ujuzi(data: Path, *arguments: object) -> None:
    """Run the `ujuzi` command over the journey's data, while no window is open."""
    command = [*map(str, arguments), "--data-dir", str(data)]
    with redirect_stdout(StringIO()):
        cli.ujuzi(command, prog_name="ujuzi", standalone_mode=False)


def environment(**more: str) -> dict[str, str]:
    """Return what every process of the journey runs in."""
    paths = os.pathsep.join((str(ROOT / "app"), str(ROOT / "tests")))
    how = {"PYTHONPATH": paths, "QT_QPA_PLATFORM": "offscreen", "PYTHONFAULTHANDLER": "1"}
    return {**os.environ, **how, **more}


def pack_of(data: Path, name: str) -> Path:
    """Return where a pack of the journey lies."""
    return data.parent / "packs" / f"{name}.ujuzi"


def prepare(data: Path) -> None:
    """Do what the lab's keeper did: trust this checkout's key, keep the packs on a stick."""
    (data.parent / "packs").mkdir(parents=True, exist_ok=True)
    for language in ("en", "fr"):
        ujuzi(data, "pack", "build", COURSES / language, "-o", pack_of(data, language))
    ujuzi(data, "keys", "trust", "Ujuzi (this checkout)", "--key", "development")


def first_sitting(folder: Path, data: Path) -> None:
    """Sign up, add the course, rate oneself, study, begin a quiz, and lose power in the middle."""
    teacher = Teacher(folder, data)
    sign_up(teacher)
    teacher.picture("learn-empty")
    for language in ("fr", "en"):
        teacher.session.window.go(ToLearn(pack_of(data, language)))
        teacher.settle()
        if language == "en":
            teacher.picture("offer")
        teacher.press("Install")
    teacher.picture("installed")
    teacher.session.window.go(ToSelfAssessment(FRAMEWORK))
    teacher.settle()
    rate(teacher, RATED_BEFORE_THE_CUT)
    teacher.picture("statement")
    teacher.session.window.go(ToLearn())
    teacher.press("Open the course")
    teacher.picture("course-new")
    teacher.press("Start")
    for lesson in ("lesson-1", "lesson-2", "lesson-3"):
        teacher.picture(lesson)
        teacher.press("Done, continue")
    begin_quiz(teacher)
    teacher.picture("power-cut")
    sys.stdout.flush()
    die()


def sign_up(teacher: Teacher) -> str:
    """Answer the questions of the first start, keep the steward code, and return it."""
    teacher.picture("first-start")
    teacher.press("Continue")
    teacher.type("Awa Traoré")
    teacher.picture("name")
    teacher.press("Continue")
    teacher.press("I teach")
    teacher.press("Continue")
    teacher.type(PIN)
    teacher.key(Qt.Key.Key_Tab)
    teacher.type(PIN)
    teacher.press("Continue")
    teacher.picture("privacy")
    teacher.press("I agree, create my profile")
    teacher.picture("steward-code")
    code = teacher.at(FirstStartPage).steward.code.text()
    teacher.press("The code is printed, saved or written down")
    teacher.press("Start learning")
    teacher.wait_for(lambda: teacher.session.window.person is not None, "the signed-in person")
    return code


def rate(teacher: Teacher, statements: int) -> None:
    """Rate oneself on the next statements, by key."""
    for number in range(statements):
        teacher.key((Qt.Key.Key_2, Qt.Key.Key_4, Qt.Key.Key_3)[number % 3])


def finish_rating(teacher: Teacher) -> None:
    """Go on where the power went, rate what is left, and see the profile."""
    teacher.session.window.go(ToCompetencies())
    teacher.press("Go on")
    page = teacher.at(SelfAssessmentPage)
    if f"{RATED_BEFORE_THE_CUT + 1}" not in page.where:
        raise StuckError(f"the statements resumed at {page.where!r}: a rating was lost")
    count = page.bar.maximum()
    rate(teacher, count - RATED_BEFORE_THE_CUT)
    teacher.press("Finish and see my profile")
    teacher.picture("profile")
    teacher.press("To my competencies")
    teacher.wait_for(lambda: teacher.session.window.here == ToCompetencies(), "competencies")
    teacher.picture("competencies")


def begin_quiz(teacher: Teacher) -> None:
    """Answer the first questions of a quiz, and begin to type into nothing."""
    for number in range(ANSWERED_BEFORE_THE_CUT):
        answer_question(teacher, picture=f"question-{number + 1}")
        teacher.press("Next")


def answer_question(teacher: Teacher, picture: str = "") -> None:
    """Answer the question on the screen rightly, and check it."""
    teacher.wait_for(lambda: isinstance(teacher.sheet, QuestionSheet), "a question")
    sheet = teacher.sheet
    assert isinstance(sheet, QuestionSheet)
    sheet.question.set_response(right_response(sheet.item))
    sheet.question.changed.emit()
    teacher.press("Check")
    if picture:
        teacher.picture(picture)


def second_sitting(folder: Path, data: Path) -> None:
    """Come back after the power cut, find every answer, and finish the course."""
    teacher = Teacher(folder, data)
    teacher.picture("sign-in")
    tile = next(
        button
        for button in teacher.window.findChildren(QAbstractButton)
        if "Awa" in button.accessibleName() + said_by(button)
    )
    teacher.click(tile)
    teacher.type(PIN)
    teacher.picture("pin")
    teacher.key(Qt.Key.Key_Return)
    teacher.wait_for(lambda: teacher.session.window.person is not None, "the signed-in person")
    teacher.picture("learn-continue")
    teacher.press("Continue")
    teacher.wait_for(lambda: isinstance(teacher.sheet, QuestionSheet), "the quiz, resumed")
    page = teacher.at(QuizPage)
    if f"{ANSWERED_BEFORE_THE_CUT + 1}" not in page.where:
        raise StuckError(f"the quiz resumed at {page.where!r}: an answer was lost")
    teacher.picture("resumed")
    finish_quiz(teacher, picture="quiz-result")
    here = teacher.here
    assert isinstance(here, ToReader | ToQuiz)
    pack = here.pack
    complete_the_rest(teacher, pack, COURSE)
    teacher.session.window.go(ToCourse(COURSE))
    teacher.settle()
    teacher.picture("course-completed")
    teacher.session.window.go(ToProgress())
    teacher.settle()
    teacher.picture("progress")
    finish_rating(teacher)
    teacher.leave()


def through(folder: Path, data: Path) -> None:
    """Sign up, and study the only course of the computer from its first page to its last."""
    teacher = Teacher(folder, data)
    sign_up(teacher)
    (course,) = installed(teacher)
    complete_the_rest(teacher, course.pack, course.course)
    teacher.session.window.go(ToCourse(course.course))
    teacher.settle()
    teacher.press("Read again")
    teacher.leave()
    print("completed")


def finish_quiz(teacher: Teacher, picture: str = "") -> None:
    """Answer what is open, to the end."""
    while isinstance(teacher.sheet, QuestionSheet):
        answer_question(teacher)
        before = teacher.sheet
        teacher.press("Next", "See the result")
        teacher.wait_for(partial(teacher.has_left, before), "the next sheet")
    if picture:
        teacher.picture(picture)


def complete_the_rest(teacher: Teacher, pack: str, course: str) -> None:
    """Study every activity that is left, each in its page, to the last."""
    found: list[tuple[str, str]] = []
    person = teacher.session.window.person
    assert person is not None
    learner = person.learner

    def left(desk: Desk) -> list[tuple[str, str]]:
        view = desk.library.course(learner, course)
        done = {name for name, state in view.states.items() if state.done_at is not None}
        return [(str(a.kind), a.id) for a in view.outline.activities if a.id not in done]

    teacher.session.jobs.ask(teacher.window, left, found.extend)
    teacher.settle()
    for kind, activity in found:
        teacher.session.window.go(ToActivity(pack, activity))
        teacher.wait_for(partial(teacher.is_about, activity), activity)
        teacher.settle()
        if kind == "quiz":
            finish_quiz(teacher)
            continue
        if kind in {"video", "handout"} or activity == "how-models-learn":
            QTest.qWait(DRAWING)
            teacher.picture(activity)
        teacher.press("Done, continue", "I have read it")


LANGUAGES = ("en", "fr", "ar")
THEMES = ("light", "dark", "contrast")
SCREENS = (
    (1.0, (1024, 600)),
    (1.0, (1366, 768)),
    (1.25, (960, 520)),
    (1.5, (880, 500)),
)
"""Screen scale, and the window in logical pixels; 960x520 is 1366x768 at 125 % less the taskbar."""
TEXT_SIZES = (150, 200)
"""In per cent; each language is looked at in them on the smallest screen, in one theme."""
KEPT = {("en", "light"), ("en", "dark"), ("ar", "light"), ("fr", "contrast")}
"""Language and theme of which the gallery keeps pictures."""


@dataclass(frozen=True)
class Installed:
    """A pack of the journey, with its first activity."""

    pack: str
    course: str
    language: str
    first: str


def installed(teacher: Teacher) -> list[Installed]:
    """Return every pack on the journey's computer."""
    found: list[Installed] = []

    def ask(desk: Desk) -> list[Installed]:
        return [
            Installed(
                pack.pack,
                pack.course,
                pack.language,
                next(desk.library.outline(pack.pack).activities).id,
            )
            for pack in desk.library.installed()
        ]

    teacher.session.jobs.ask(teacher.window, ask, found.extend)
    teacher.settle()
    return found


def visits(packs: list[Installed]) -> Iterator[tuple[str, Destination]]:
    """Every page: its name in the report, and where it is."""
    for place in cast(Sequence[OpenPlace[Any] | LearnersPlace[Any]], PLACES):
        if place.label is not None and place.who is not Who.COORDINATOR:
            yield place.icon, place.to()
    yield "check", ToCheck()
    yield "statement", ToSelfAssessment(FRAMEWORK)
    yield "course", ToCourse(COURSE)
    sample = next(p.pack for p in packs if (p.course, p.language) == (COURSE, "en"))
    for activity in ("who-decides", "how-models-learn", "next-word", "plan-sheet"):
        yield activity, ToReader(sample, activity)
    yield "quiz", ToQuiz(sample, "ethics-of-ai-quiz")
    for pack in packs:
        if pack.pack != sample:
            yield f"lesson-{pack.language}", ToReader(pack.pack, pack.first)


def campus_visits(teacher: Teacher) -> list[tuple[str, Destination]]:
    """Return every page of the campus, and the help's that goes with it."""
    keys: list[tuple[str, bool]] = []

    def ask(desk: Desk) -> list[tuple[str, bool]]:
        return [(row.key, row.is_expected) for row in desk.campus_computers.rows()]

    teacher.session.jobs.ask(teacher.window, ask, keys.extend)
    teacher.settle()
    seen = next(key for key, is_expected in keys if not is_expected)
    expected = next(key for key, is_expected in keys if is_expected)
    return [
        *(("campus", ToCampus()), ("collect", ToCollect()), ("computers", ToComputers())),
        *(("computer", ToCampusComputer(seen)), ("expected", ToCampusComputer(expected))),
        *(("people", ToPeople()), ("person-new", ToPerson()), ("import", ToRosterImport())),
        *(("cohorts", ToCohort()), ("cohort-new", ToCohort("new")), ("slips", ToSlips())),
        *(("reports", ToReports()), ("office", ToOffice())),
        *(("receipt", ToCollectionReceipt()), ("help-week", ToHelp("8-coordinators-week"))),
    ]


def look(teacher: Teacher, name: str) -> dict[str, list[str]]:
    """Return what is wrong with the page as it stands."""
    return {
        "clipped": clipped(teacher.window),
        "nameless": nameless(teacher.window),
        "blank": [name] if is_blank(teacher.page) else [],
        "unpainted": unpainted(teacher.window),
    }


def dresses(scale: float) -> Iterator[tuple[tuple[int, int], Preferences]]:
    """Every window and dress that the gallery looks at on screens of one scale."""
    for screen_scale, size in SCREENS:
        if screen_scale == scale:
            for language, theme in product(LANGUAGES, THEMES):
                yield size, Preferences(language=language, theme=theme)
    if scale == SCREENS[0][0]:
        for language, text_size in product(LANGUAGES, TEXT_SIZES):
            yield SCREENS[0][1], Preferences(language, "light", text_size=text_size)


def gallery(folder: Path, data: Path, scale: float, *, of_campus: bool = False) -> None:
    """Open every page in every dress on screens of one scale, and look; or those of the campus."""
    teacher = Teacher(folder, data)
    people: list[Person] = []
    teacher.session.jobs.ask(teacher.window, lambda desk: desk.people.all()[0], people.append)
    teacher.settle()
    person = people[0]
    shown: Iterable[tuple[str, Destination]]
    shown = campus_visits(teacher) if of_campus else list(visits(installed(teacher)))
    pseudo = PseudoArabic()
    findings = []
    for size, preferences in dresses(scale):
        teacher.app.removeTranslator(pseudo)
        if preferences.language == "ar":
            teacher.app.installTranslator(pseudo)
        teacher.session.window.sign_out()
        teacher.settle()
        teacher.session.window.sign_in(person)
        teacher.session.window.dress(preferences)
        teacher.window.resize(*size)
        teacher.settle()
        look_of = (preferences.language, preferences.theme)
        dress = f"{size[0]}x{size[1]}@{scale:.0%}-{'-'.join(look_of)}-{preferences.text_size}"
        for name, to in shown:
            teacher.session.window.go(to)
            teacher.settle()
            if teacher.has_gone_from(to.again()):
                raise StuckError(f"nobody may enter {name}")
            found = look(teacher, name)
            if any(found.values()):  # it may still have been moving: look again
                QTest.qWait(DRAWING)
                found = look(teacher, name)
            findings.append({"page": name, "dress": dress, **found})
            if look_of in KEPT or preferences.text_size in TEXT_SIZES:
                kept = folder / "gallery" / dress
                kept.mkdir(parents=True, exist_ok=True)
                teacher.window.grab().save(str(kept / f"{name}.png"))
    teacher.leave()
    which = "campus" if of_campus else "all"
    (folder / f"report-{which}-{scale}.json").write_text(json.dumps(findings))


def report(folder: Path) -> bool:
    """Join the gallery's findings into report.json; return whether all is well."""
    findings = []
    for part in sorted(folder.glob("report-*.json")):
        findings += json.loads(part.read_text())
        part.unlink()
    counts = {
        what: sum(len(found[what]) for found in findings)
        for what in ("clipped", "nameless", "blank", "unpainted")
    }
    bad = [found for found in findings if any(found[what] for what in counts)]
    summary = {"looked_at": len(findings), **counts, "findings": bad}
    (folder / "report.json").write_text(json.dumps(summary, ensure_ascii=False, indent=1))
    print(f"{folder}: looked at {len(findings)} pages: {counts}")
    return bool(findings) and not any(counts.values())


def part(name: str, folder: Path, data: Path, **more: str) -> int:
    """Play one part in a process of its own, and return its status."""
    command = [sys.executable, "-m", "journeys.study", str(folder), "--part", name]
    return subprocess.run(
        [*command, "--data-dir", str(data)], cwd=ROOT, env=environment(**more), check=False
    ).returncode


def sittings(folder: Path) -> bool:
    """Play both sittings; return whether nothing was lost between them."""
    data = folder / "data"
    if folder.exists():
        import shutil

        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    prepare(data)
    if part("first", folder, data) != KILLED:
        print("the first sitting did not come as far as the power cut")
        return False
    if part("second", folder, data) != 0:
        return False
    ujuzi(data, "doctor", "--rebuild")
    return True


def play(folder: Path) -> bool:
    """Play the whole journey; return whether every part went well."""
    from journeys import certify, coordinator, friday

    if not (sittings(folder) and certify.play(folder) and friday.play(folder / "friday")):
        return False
    campus = folder / "campus"
    if not (coordinator.play(campus) and coordinator.play(folder / "campus-fr", "fr")):
        return False
    data = folder / "data"
    for name in ("ar-sample", "am-sample"):
        ujuzi(data, "pack", "build", SAMPLES / name, "-o", pack_of(data, name))
        ujuzi(data, "pack", "install", pack_of(data, name))
    return (
        galleries(folder, "gallery", data)
        and galleries(folder, "campus", campus / "data")
        and report(folder)
    )


def galleries(folder: Path, name: str, data: Path) -> bool:
    """Open a gallery on screens of every scale; return whether each came to its end."""
    for scale in sorted({scale for scale, _ in SCREENS}):
        if part(f"{name} {scale}", folder, data, QT_SCALE_FACTOR=str(scale)) != 0:
            print(f"the {name} at {scale:.0%} did not come to its end")
            return False
    return True


def main() -> None:
    """Play the journey, or the part that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", default="")
    parser.add_argument("--data-dir", type=Path)
    arguments = parser.parse_args()
    match arguments.part.split():
        case []:
            sys.exit(0 if play(arguments.folder.resolve()) else 1)
        case ["first"]:
            first_sitting(arguments.folder, arguments.data_dir)
        case ["second"]:
            second_sitting(arguments.folder, arguments.data_dir)
        case ["through"]:
            through(arguments.folder, arguments.data_dir)
        case ["gallery", scale]:
            gallery(arguments.folder, arguments.data_dir, float(scale))
        case ["campus", scale]:
            gallery(arguments.folder, arguments.data_dir, float(scale), of_campus=True)


if __name__ == "__main__":
    main()
