"""Figures are of everybody's first attempt alone, in the language in which she sat it."""

from __future__ import annotations

from pathlib import Path

from helpers.hubs import NOW, new_database
from helpers.sitting_hubs import ADA, AWA, INSTITUTION, Room, add_sheet, link_to
from ujuzi.domain.integrity import Signal
from ujuzi.hub.app import Hub
from ujuzi.hub.assessment import figures, sittings
from ujuzi.hub.assessment.figures import LanguageFigures


def of(hub: Hub) -> tuple[LanguageFigures, ...]:
    with hub.database.reading() as connection:
        return figures.figures_by_language(connection, hub.identity, "ai-literacy", "exam")


def test_only_the_first_attempt_of_a_person_counts_whatever_profiles_she_has(
    tmp_path: Path,
) -> None:
    hub = Hub(new_database("sqlite", tmp_path), lambda: NOW)
    add_sheet(hub)
    room = Room(hub)
    room.sign_up(ADA, "Ada")
    room.sign_up(AWA, "Awa")
    room.sit(1, learner=ADA, attempt="0" * 16)
    room.sit(5, learner=ADA, attempt="1" * 16)
    room.sit(4, learner=AWA, attempt="2" * 16)

    (english,) = of(hub)
    assert english.language == "en"
    assert english.whole.attempts == 2
    assert sum(each.attempts for each in english.items) == 10
    assert {each.facility for each in english.items} == {None}

    link_to(hub, ADA, "P1")
    link_to(hub, AWA, "P1")
    assert of(hub)[0].whole.attempts == 1

    for attempt in ("0" * 16, "1" * 16, "2" * 16):
        assert of(hub) != ()
        with hub.database.writing() as connection:
            which = (connection, INSTITUTION, attempt)
            sittings.raise_signal(*which, Signal("long-gap"), NOW)
            sittings.close_question(*which, "long-gap", "seen", NOW, decision="void")
    assert of(hub) == ()
    hub.database.close()
