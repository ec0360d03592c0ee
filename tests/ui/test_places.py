"""The table of places: each opens, each is named in every language, no two share a key."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.act_fakes import FakeCampusActs
from helpers.assessment_fakes import AssessmentDesk
from helpers.campus_fakes import (
    FakeCampusComputers,
    FakeFolders,
    FakeOffice,
    FakeUnattended,
    lab,
)
from helpers.certificate_fakes import HELD, FakeCertificates
from helpers.inline_jobs import InlineJobs
from helpers.message_fakes import FakeCampusAnnouncements, FakeCampusAppeals
from helpers.page_fakes import ADA, FRAMEWORK, PACK, FakeDesk
from helpers.page_texts import texts
from helpers.people_fakes import AUTUMN, AWA, SEVERAL, SPRING, FakeCampusPeople
from helpers.reader_fakes import ReaderDesk
from helpers.window_fakes import FakeCollection, FakePeople, FakeRoster
from ujuzi.paths import resource
from ujuzi.services.people.people import Person
from ujuzi.ui.look.icons import pixmap
from ujuzi.ui.look.language import ENGLISH, Interpreter, offered
from ujuzi.ui.places import PLACES
from ujuzi.ui.shell import destinations
from ujuzi.ui.shell.courier import Courier
from ujuzi.ui.shell.destinations import (
    Destination,
    ToActivity,
    ToAppeal,
    ToCampus,
    ToCampusComputer,
    ToCertificate,
    ToCheck,
    ToCohort,
    ToCourse,
    ToHelp,
    ToPerson,
    ToQuiz,
    ToReader,
    ToSelfAssessment,
    ToSitting,
    ToSlips,
)
from ujuzi.ui.shell.idle import IdleWatch
from ujuzi.ui.shell.page import Page
from ujuzi.ui.shell.place import LearnersPlace, OpenPlace, Place, Surroundings, Who

SHOWN: dict[type[Destination], Callable[[], Destination]] = {
    ToCourse: lambda: ToCourse("ai-literacy"),
    ToReader: lambda: ToReader(PACK, "first"),
    ToQuiz: lambda: ToQuiz(PACK, "mindset-quiz"),
    ToSelfAssessment: lambda: ToSelfAssessment(FRAMEWORK),
    ToAppeal: lambda: ToAppeal("a1", "Final assessment"),
    ToSitting: lambda: ToSitting(PACK, "final"),
    ToCertificate: lambda: ToCertificate(HELD.certificate.id),
    ToCampusComputer: lambda: ToCampusComputer(lab(5)[0].key),
    ToPerson: lambda: ToPerson(AWA.person),
    ToCohort: lambda: ToCohort(AUTUMN.cohort),
    ToSlips: lambda: ToSlips((AWA.person,)),
}
"""What the places show that need to be told."""
TRANSLATIONS = Path(__file__).parents[2] / "translations"
every_place = pytest.mark.parametrize("place", PLACES, ids=lambda place: place.to.__name__)
LABELLED = [place for place in PLACES if place.label is not None]


@pytest.fixture
def around(qtbot: QtBot, qapp: QApplication) -> Surroundings:
    jobs = InlineJobs(FakeDesk())
    return Surroundings(jobs, IdleWatch(jobs), Interpreter(qapp), Courier(jobs, jobs), _ignore)


def made(place: Place[Any], around: Surroundings) -> Page[Any]:
    if isinstance(place, LearnersPlace):
        return place.make(around, ADA.learner)
    assert isinstance(place, OpenPlace)
    return place.make(around)


@every_place
def test_each_place_has_a_page_that_says_where_one_wants_to_go(
    qtbot: QtBot, around: Surroundings, place: Place[Any]
) -> None:
    page = made(place, around)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.chosen) as chosen:
        page.go(ToHelp())
    assert chosen.args == [ToHelp()]


def test_each_destination_has_one_place() -> None:
    known = {
        each
        for each in vars(destinations).values()
        if isinstance(each, type) and issubclass(each, Destination) and each is not Destination
    }
    assert [place.to for place in PLACES] == list({place.to: None for place in PLACES})
    assert known - {place.to for place in PLACES} == {ToActivity}


def test_a_learners_page_is_entered_by_a_learner_and_the_door_by_nobody_else() -> None:
    by_who = {who: {place.to.__name__ for place in PLACES if place.who is who} for who in Who}
    assert by_who[Who.NOBODY] == {"ToFirstStart", "ToSignIn"}
    assert by_who[Who.ANYBODY] == {ToHelp.__name__, ToCheck.__name__}
    assert by_who[Who.COORDINATOR] == {
        place.to.__name__ for place in PLACES if ToCampus in (place.to, place.within)
    }
    assert len(by_who[Who.LEARNER]) == len(PLACES) - 4 - len(by_who[Who.COORDINATOR])


def test_no_two_places_have_the_same_key() -> None:
    keys = [QKeySequence(key).toString() for place in PLACES for key in place.shortcuts]
    assert all(keys)
    assert len(keys) == len({*keys, "Alt+Left"}) - 1


@pytest.mark.parametrize("place", LABELLED, ids=lambda place: place.to.__name__)
def test_what_stands_in_the_rail_needs_nothing_to_be_opened_and_has_its_icon(
    place: Place[Any],
) -> None:
    place.to()
    assert resource("icons", f"{place.icon}.svg").is_file()
    assert not pixmap(place.icon, "ink", 20, 1.0).isNull()


@every_place
@pytest.mark.parametrize("language", [each for each in offered() if each != ENGLISH])
def test_each_page_says_itself_again_when_the_language_is_switched(
    qtbot: QtBot, speaking: Interpreter, place: Place[Any], language: str
) -> None:
    speaking.speak(ENGLISH)
    page, english = opened(qtbot, place, speaking)
    speaking.speak(language)
    settle()
    assert texts(page, hidden=False) == opened(qtbot, place, speaking)[1]
    speaking.speak(ENGLISH)
    settle()
    assert texts(page, hidden=False) == english


def settle() -> None:
    """Let what was put in place of something else take its leave."""
    QCoreApplication.sendPostedEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def speaking(qapp: QApplication) -> Iterator[Interpreter]:
    interpreter = Interpreter(qapp)
    locale = QLocale()
    yield interpreter
    interpreter.speak(ENGLISH)
    QLocale.setDefault(locale)


def opened(
    qtbot: QtBot, place: Place[Any], interpreter: Interpreter
) -> tuple[Page[Any], list[tuple[str, ...]]]:
    """Open a place as somebody finds it who comes for the first time; return what it says."""
    desk: Any = ReaderDesk() if place.to is ToReader else AssessmentDesk()
    desk.people = FakePeople()
    desk.roster = FakeRoster()
    desk.certificates = FakeCertificates()
    desk.folders, desk.unattended = FakeFolders(), FakeUnattended()
    desk.office, desk.campus_acts = FakeOffice(), FakeCampusActs()
    desk.campus_computers = FakeCampusComputers(lab(5))
    desk.campus_announcements = FakeCampusAnnouncements()
    desk.campus_appeals = FakeCampusAppeals()
    desk.campus_people = FakeCampusPeople(list(SEVERAL), [AUTUMN, SPRING])
    desk.collection = FakeCollection()
    desk.computer = SimpleNamespace(data_dir=Path("/data"))
    desk.library.trusted = tuple
    jobs = InlineJobs(desk)
    page = made(
        place, Surroundings(jobs, IdleWatch(jobs), interpreter, Courier(jobs, jobs), _ignore)
    )
    qtbot.addWidget(page)
    page.show_at(SHOWN.get(place.to, place.to)())
    return page, texts(page, hidden=False)


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    Interpreter(qapp).speak("en")
    yield
    QCoreApplication.sendPostedEvents()


@pytest.mark.parametrize("place", LABELLED, ids=lambda place: place.to.__name__)
def test_each_label_is_in_every_translation(english: None, place: Place[Any]) -> None:
    assert place.label is not None
    for file in sorted(TRANSLATIONS.glob("*.ts")):
        if file.stem.endswith("_en"):  # English needs its plurals alone
            continue
        (rail,) = (
            context
            for context in ElementTree.parse(file).getroot().iter("context")
            if context.findtext("name") == "Rail"
        )
        known = {m.findtext("source"): m.findtext("translation") for m in rail.iter("message")}
        assert known.get(place.label()), file.name


def _ignore(_person: Person) -> None:
    """Let nobody in."""
