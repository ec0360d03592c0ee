"""What is shown is what the hub told last, or what a coordinator signed since, until it is over."""

from __future__ import annotations

import msgspec
import pytest

from helpers.offices import Office
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import LearnerId, Milliseconds
from ujuzi.domain.message import ANNOUNCED_FOR, MOST_LIVE
from ujuzi.store import acts, announcements, erasure, facts, hub_date, inbox
from ujuzi.store.acts import ActStanding
from ujuzi.store.announcements import CAMPUS_STREAM
from ujuzi.store.database import Database
from ujuzi.wire.deeds import Announce, JudgeSeat
from ujuzi.wire.documents import ANNOUNCEMENT, AnnouncementDocument

NOW = Milliseconds(1_795_392_000_000)
DAY = 24 * 3600 * 1000
LATER = NOW + 7 * DAY
ADA = LearnerId("a" * 32)


@pytest.fixture
def office() -> Office:
    return Office("a" * 16, "campus", PublisherKey(bytes([1]) * 32))


def tell(db: Database, id_: str, text: str, *, revision: int = 1, until: int = LATER) -> None:
    """Let the hub announce something to the campus; no text withdraws it."""
    said = AnnouncementDocument(texts={"en": text}, by="Main", published_at=NOW, until=until)
    payload = msgspec.json.encode(said) if text else b""
    document = inbox.InboxDocument(CAMPUS_STREAM, ANNOUNCEMENT, id_, revision, payload)
    inbox.put(db, document)


def act(
    db: Database, office: Office, deed: Announce | JudgeSeat, standing: ActStanding, at: int = NOW
) -> None:
    wire = office.act(deed, at)
    acts.put(db, wire, NOW)
    (kept,) = [each for each in acts.heard(db) if each.wire == wire]
    acts.settle(db, kept, standing)


def shown(db: Database, now: int = NOW) -> list[str]:
    found = announcements.live(db, Milliseconds(now))
    return [next(iter(each.texts.values())) for each in found]


def announce(text: str, number: int = 1, until: int = LATER) -> Announce:
    return Announce(f"{number:016x}", {"en": text}, until)


def test_what_the_hub_tells_is_shown_until_it_is_taken_back(db: Database) -> None:
    tell(db, "1", "Exam on Friday")
    assert shown(db) == ["Exam on Friday"]
    tell(db, "1", "Exam on Monday", revision=2)
    assert shown(db) == ["Exam on Monday"]
    tell(db, "1", "", revision=3)
    tell(db, "1", "Exam on Friday")
    assert shown(db) == []


def test_what_is_over_by_the_hubs_date_is_shown_no_more_whatever_the_clock_claims(
    db: Database,
) -> None:
    tell(db, "1", "Exam on Friday")
    assert shown(db, LATER) == []
    hub_date.received(db, NOW)
    assert shown(db, NOW + 5 * 365 * DAY) == ["Exam on Friday"]
    hub_date.received(db, Milliseconds(LATER))
    assert shown(db, 0) == []


def test_an_act_is_shown_before_the_hub_has_heard_of_it(db: Database, office: Office) -> None:
    act(db, office, announce("Power cut on Monday"), ActStanding.DONE)
    act(db, office, JudgeSeat("ada", "d" * 16, was_she=True), ActStanding.DONE)

    (found,) = announcements.live(db, NOW)
    assert (found.by, found.landed, found.stream) == ("", False, CAMPUS_STREAM)


@pytest.mark.parametrize("standing", sorted({*ActStanding} - {ActStanding.DONE, "landed"}))
def test_an_act_that_does_not_count_shows_nothing(
    db: Database, office: Office, standing: ActStanding
) -> None:
    act(db, office, announce("Power cut"), standing)
    assert shown(db) == []


def test_the_hubs_document_stands_in_the_place_of_an_act_that_it_answers(
    db: Database, office: Office
) -> None:
    act(db, office, announce("Mine"), ActStanding.LANDED)
    assert shown(db) == ["Mine"]
    tell(db, f"{1:016x}", "As the hub has it")
    assert shown(db) == ["As the hub has it"]
    tell(db, f"{1:016x}", "", revision=2)
    assert shown(db) == []


def test_what_was_signed_since_stands_above_the_hubs_document(db: Database, office: Office) -> None:
    tell(db, f"{1:016x}", "Exam on Friday")
    act(db, office, announce("Exam on Monday"), ActStanding.DONE, NOW + 1)
    assert shown(db) == ["Exam on Monday"]
    act(db, office, Announce(f"{1:016x}", {}, 0, withdrawn=True), ActStanding.DONE, NOW + 2)
    assert shown(db) == []
    act(db, office, announce("After all on Friday"), ActStanding.DONE, NOW + 3)
    assert shown(db) == ["After all on Friday"]


def test_an_act_beyond_the_bounds_is_not_shown(db: Database, office: Office) -> None:
    act(db, office, announce("For years", until=NOW + ANNOUNCED_FOR + 1), ActStanding.DONE)
    assert shown(db) == []


def test_of_one_place_no_more_are_shown_than_may_be(db: Database, office: Office) -> None:
    for number in range(MOST_LIVE + 5):
        act(db, office, announce(f"{number}", number), ActStanding.DONE, NOW + number)
    assert shown(db) == [f"{number}" for number in range(MOST_LIVE + 4, 4, -1)]


def test_what_is_said_otherwise_is_new_and_what_the_hub_repeats_is_not(
    db: Database, office: Office
) -> None:
    act(db, office, announce("Exam on Friday"), ActStanding.DONE)
    (before,) = announcements.live(db, NOW)
    acts.settle(db, acts.heard(db)[0], ActStanding.LANDED)
    tell(db, f"{1:016x}", "Exam on Friday")
    assert announcements.live(db, NOW)[0].mark == before.mark
    tell(db, f"{1:016x}", "Exam on Monday", revision=2)
    assert announcements.live(db, NOW)[0].mark != before.mark


def test_who_is_erased_has_read_nothing(db: Database) -> None:
    announcements.note_read(db, ADA, {"x"})
    assert announcements.read_by(db, ADA) == {"x"}
    erasure.erase(db, ADA)
    assert announcements.read_by(db, ADA) == frozenset()
    assert facts.get(db, announcements.READ + ADA) is None
