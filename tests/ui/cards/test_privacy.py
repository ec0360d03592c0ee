"""What people are told of their data is one text, and says what the code does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from msgspec import Struct
from msgspec.structs import fields
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from ujuzi.domain.event import KINDS, LearnerId, Unknown
from ujuzi.domain.profile import PROFILE_FIELDS
from ujuzi.domain.seat import public_part
from ujuzi.domain.sitting import Submission
from ujuzi.domain.state import State
from ujuzi.domain.subjects import (
    ACTIVITY,
    ASSESSMENT,
    ATTEMPT,
    COURSE,
    NOTE,
    PROFILE,
    ROUND,
    SUBJECTS,
    Subject,
    subjects_of,
)
from ujuzi.paths import resource
from ujuzi.services.people.people import Preferences
from ujuzi.ui.cards.privacy import PAGE, PrivacyPoints, PrivacyTopic, section
from ujuzi.ui.door.privacy_step import PrivacyStep
from ujuzi.ui.me.notes import NotesPage
from ujuzi.ui.me.privacy_card import PrivacyCard
from ujuzi.ui.read.notes_panel import NotesPanel
from ujuzi.wire.messages import Ask, Enrolment

LANGUAGES = ("en", "fr")
every_language = pytest.mark.parametrize("language", LANGUAGES)

HUB, CAMPUS, USED, CONFIRMED, NOBODY = "hub", "campus", "used", "confirmed", "nobody"
RECEIVERS = {
    "the hub": HUB,
    "every computer of your campus": CAMPUS,
    "computers used under your name": USED,
    "your confirmed computers": CONFIRMED,
    "nobody": NOBODY,
    "le serveur": HUB,
    "tous les ordinateurs de votre campus": CAMPUS,
    "les ordinateurs utilisés sous votre nom": USED,
    "vos ordinateurs confirmés": CONFIRMED,
    "personne": NOBODY,
}
WORDS = {
    "en": dict(zip(PROFILE_FIELDS, PROFILE_FIELDS, strict=True)) | {"staff_number": "staff number"},
    "fr": dict(
        zip(
            PROFILE_FIELDS,
            ("nom", "fonction", "langue", "établissement", "matricule", "sexe"),
            strict=True,
        )
    ),
}
"""What each page calls the fields of a profile."""


class Fields(NamedTuple):
    """Of a state, those that a row of the page speaks of; none named, all."""

    subject: Subject[Any]
    names: tuple[str, ...] = ()

    def all(self) -> frozenset[str]:
        return frozenset(self.names) or names_of(self.subject.state)


_STUDY = ("opened_at", "completed_at", "redone", "undone", "position", "position_stamp", "seconds")
_PRACTICE = ("best", "latest", "marked", "marked_stamp")
ROWS: tuple[tuple[Fields, ...], ...] = (
    (Fields(PROFILE, ("name", "role", "language", "created_at")),),
    (Fields(PROFILE, ("institution", "staff_number", "sex")),),
    (Fields(PROFILE, ("link",)),),
    (Fields(COURSE), Fields(ACTIVITY, _STUDY)),
    (Fields(ATTEMPT), Fields(ACTIVITY, _PRACTICE)),
    (Fields(NOTE),),
    (Fields(ASSESSMENT),),
    (Fields(ROUND),),
)
"""What the rows of the page speak of, in order; two follow that speak of no state."""
KEPT_BY_NO_STATE = frozenset(
    {"sign-in-code-typed", "sign-in-code-shown", "signed-in", "pin-reset", "publisher-trusted"}
    | {"computer-closed", "computer-opened", "report-exported", "coordinator-acted"}
)
"""The last row but one."""


def names_of(state: type[State]) -> frozenset[str]:
    return frozenset(field.name for field in fields(state))


def public(state: type[State]) -> frozenset[str]:
    """Return the fields that a computer gets which is not confirmed, as the code has it."""
    part = public_part(state(**{name: name for name in names_of(state)}))
    return frozenset(name for name in names_of(state) if getattr(part, name, None) == name)


def receivers(row: tuple[Fields, ...]) -> frozenset[str]:
    """Return who gets what a row speaks of, as the code has it; all events go to the hub."""
    seen = {bool(each.all() & public(each.subject.state)) for each in row}
    whole = {each.all() <= public(each.subject.state) for each in row}
    assert seen == whole, "a row holds what some computers get in part"
    if not seen.pop():
        return frozenset({HUB, CONFIRMED})
    return frozenset({HUB, CAMPUS if row[0].subject is PROFILE else USED})


def page(language: str) -> str:
    return resource("help", language, f"{PAGE}.md").read_text("utf-8")


def table(language: str) -> Iterator[tuple[str, str]]:
    """Yield the rows of the page's table: what, and who gets it."""
    for line in [line for line in page(language).splitlines() if line.startswith("|")][2:]:
        what, who = line.strip("|").split("|")
        yield what.strip(), who.strip()


@pytest.fixture(params=LANGUAGES)
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield request.param
    QLocale.setDefault(before)


@every_language
def test_the_page_says_of_everything_who_gets_it(language: str) -> None:
    said = [frozenset(RECEIVERS[name] for name in who.split(", ")) for _, who in table(language)]
    assert said == [*map(receivers, ROWS), {HUB}, {NOBODY}]


@every_language
def test_the_page_leaves_out_nothing_that_leaves_a_computer(language: str) -> None:
    for subject in SUBJECTS.values():
        named = [each.all() for row in ROWS for each in row if each.subject is subject]
        assert frozenset().union(*named) == names_of(subject.state), subject.name
    without = {kind for kind, body in KINDS.items() if not _subjects_of(body)}
    assert without == KEPT_BY_NO_STATE
    assert len(list(table(language))) == len(ROWS) + 2


def _subjects_of(body: type[Any]) -> bool:
    return any(issubclass(body, subject.told_by) for subject in SUBJECTS.values())


def test_what_is_said_to_stay_here_is_in_no_event() -> None:
    assert not subjects_of(Unknown(name="x", payload=b"{}"))
    told = {field.name for body in KINDS.values() for field in fields(body)}
    stays = {field.name for field in fields(Preferences)} - {"language"}
    assert not told & {*stays, "pin", "verifier", "last_used", "draft"}


@every_language
def test_the_fields_of_a_profile_are_named_where_people_agree_and_in_the_table(
    language: str,
) -> None:
    kept = page(language).split("\n## ")[1]
    of_profile = " ".join(what for what, _ in list(table(language))[:2]).lower()
    for word in WORDS[language].values():
        assert word in kept.lower()
        assert word in of_profile


def test_no_report_uses_the_sex_of_anybody() -> None:
    hub = resource().parent / "app" / "ujuzi" / "hub"
    assert [
        file for file in hub.rglob("*.py") if re.search(r"\bsex\b", file.read_text("utf-8"))
    ] == []


def test_first_start_settings_and_notes_show_the_page_and_nothing_else(
    spoken: str, qtbot: QtBot
) -> None:
    agreed: list[QWidget] = [PrivacyStep(), PrivacyCard()]
    panel, notes = NotesPanel(), NotesPage(InlineJobs(None), LearnerId("0"))
    panel.retranslate()
    for widget in (*agreed, panel, notes):
        qtbot.addWidget(widget)
    for widget in agreed:
        for about, (head, text) in widget.findChildren(PrivacyPoints)[0].points.items():
            assert section(about) == (head.text(), text.text())
    for page_ in (panel, notes):
        assert section(PrivacyTopic.NOTES).gist in [
            label.text() for label in page_.findChildren(QLabel)
        ]
    assert all(section(about).gist in page(spoken) for about in PrivacyTopic)


def test_what_is_shown_outside_the_help_holds_no_markup(spoken: str) -> None:
    for about in PrivacyTopic:
        assert not re.search(r"[*`|\[\]#\n]", section(about).gist)
        assert len(section(about).gist) < 340


def test_a_language_without_help_reads_it_in_english() -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("am"))
    try:
        assert section(PrivacyTopic.KEPT).heading == "What is kept"
    finally:
        QLocale.setDefault(before)


TOLD = {
    Ask: "version device now epoch landed cursors batches number checks epoch_number acknowledged"
    " chain proof",
    Enrolment: "version code device name public_key sealing_key formers campus",
    Submission: "version learner attempt course assessment pack bank language begun_at submitted_at"
    " milliseconds answers gaps extra opened_by drawing ticket_key number mac device begun_up"
    " submitted_up grading",
}
"""What else goes to the hub: who adds a field here says on the page what it tells of a person."""


@pytest.mark.parametrize("message", TOLD, ids=lambda message: message.__name__)
def test_nothing_more_is_sent_than_the_page_was_written_for(message: type[Struct]) -> None:
    assert [field.name for field in fields(message)] == TOLD[message].split()


def test_exported_records_hold_no_more_than_the_page_was_written_for() -> None:
    pytest.importorskip("pyarrow", reason="a hub exports them, which runs on Linux")
    from ujuzi.hub.reports.export import SCHEMA

    told = (
        "institution campus device sequence learner kind recorded_at arrived_at clock_offset course"
        " activity pack attempt item assessment position seconds correct right items"
    )
    assert told.split() == SCHEMA.names
