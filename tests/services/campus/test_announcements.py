"""A coordinator lets her campus know something where no network is; the hub decides again."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.by_folder import QuickStick
from helpers.coordinating import Coordinator
from helpers.hubs import CAMPUS
from helpers.scopes import operator
from helpers.stations import Station, road_over
from ujuzi.domain.event import Milliseconds
from ujuzi.domain.message import MOST_LIVE
from ujuzi.errors import RefusedError
from ujuzi.hub.actions import announcements as at_hub
from ujuzi.services.campus.announcements import CampusAnnouncements
from ujuzi.store import announcements
from ujuzi.store.database import Database
from ujuzi.sync import collecting, sending
from ujuzi.sync.transports import folder

TEXTS = {"en": "Exam on Friday.", "fr": "Examen vendredi."}


def wing(her: Coordinator) -> CampusAnnouncements:
    return her.lab.desk.campus_announcements


def shown(db: Database, now: int) -> list[tuple[str, str]]:
    """Return what a computer shows, and by whom."""
    found = announcements.live(db, Milliseconds(now))
    return [(each.texts["en"], each.by) for each in found]


def test_it_is_shown_here_at_once_and_by_every_computer_when_the_hub_has_it(
    her: Coordinator,
) -> None:
    her.appoint()
    lab = her.another()
    wing(her).publish(her.ada, {**TEXTS, "sw": " "}, 7)

    now = her.lab.clock.now()
    [mine] = wing(her).listed()
    assert (mine.texts, mine.landed, mine.problem) == (TEXTS, False, "")
    her.exchange()
    lab.exchange(her.campus.transport)

    assert wing(her).listed()[0].landed
    assert shown(her.campus.db, now) == shown(lab.db, now) == [("Exam on Friday.", "Koudougou")]
    wing(her).withdraw(her.ada, mine.id)
    assert wing(her).listed() == ()
    her.exchange()
    lab.exchange(her.campus.transport)
    assert shown(lab.db, now) == []


def test_a_long_one_is_shown_whole_by_who_hears_of_it_and_by_the_hub(
    her: Coordinator, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    her.appoint()
    lab = her.another()
    at, now = her.campus.station, her.lab.clock.now()
    long = "Exam. " * 99 + "Come."
    sending.carry(at.on_store, road_over(her.campus.transport, at.keys, now=now))
    lab.exchange(her.campus.transport)
    wing(her).publish(her.ada, {"en": long}, 7)
    collecting.write_back(at.on_store, stick, QuickStick())
    collecting.take_back(lab.on_store, lab.keys, folder.bundles_folder(stick), now, QuickStick())
    assert shown(lab.db, now) == [(long, "")]
    her.exchange()
    lab.exchange(her.campus.transport)
    assert shown(lab.db, now) == [(long, "Koudougou")]


def test_a_lab_without_a_network_shows_it_from_a_stick(her: Coordinator, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    her.appoint()
    lab: Station = her.another()
    at, now = her.campus.station, her.lab.clock.now()
    road = road_over(her.campus.transport, at.keys, now=now)
    sending.carry(at.on_store, road)
    lab.exchange(her.campus.transport)
    wing(her).publish(her.ada, TEXTS, 7)
    collecting.write_back(at.on_store, stick, QuickStick())
    bundles = folder.bundles_folder(stick)
    collecting.take_back(lab.on_store, lab.keys, bundles, now, QuickStick())

    assert shown(lab.db, now) == [("Exam on Friday.", "")]


def test_what_cannot_be_announced_is_refused_before_it_is_signed(her: Coordinator) -> None:
    her.appoint()
    for texts, days, code in (
        ({}, 7, "text-empty"),
        ({"en": " "}, 7, "text-empty"),
        ({"en": "x" * 601}, 7, "text-too-long"),
        ({"en": "a\x07b"}, 7, "text-hides"),
        (TEXTS, 181, "announcement-until"),
        (TEXTS, 0, "announcement-until"),
    ):
        with pytest.raises(RefusedError) as refused:
            wing(her).publish(her.ada, texts, days)
        assert refused.value.code == code
    assert her.acts.listed() == ()


def test_a_locked_office_announces_nothing_and_there_is_an_end_of_announcing(
    her: Coordinator,
) -> None:
    with pytest.raises(RefusedError) as refused:
        wing(her).publish(her.ada, TEXTS, 7)
    assert refused.value.code == "office-missing"
    her.appoint()
    for _ in range(MOST_LIVE):
        wing(her).publish(her.ada, TEXTS, 7)
    with pytest.raises(RefusedError) as refused:
        wing(her).publish(her.ada, TEXTS, 7)
    assert refused.value.code == "announcements-full"


def test_what_the_hub_refuses_is_said_here_and_shown_to_nobody_else(her: Coordinator) -> None:
    her.appoint()
    lab = her.another()
    until = her.hub.now() + 1000
    for _ in range(MOST_LIVE):
        at_hub.publish(operator(her.hub), "campus", CAMPUS, TEXTS, until)
    wing(her).publish(her.ada, {"en": "One more"}, 7)
    assert shown(her.campus.db, her.hub.now()) == [("One more", "")]
    her.exchange()
    lab.exchange(her.campus.transport)

    refused = [each for each in wing(her).listed() if each.problem]
    assert [(each.texts, each.problem) for each in refused] == [
        ({"en": "One more"}, "announcements-full")
    ]
    assert ("One more", "") not in shown(lab.db, her.hub.now())
