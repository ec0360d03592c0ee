"""A computer believes nothing of a lower epoch, and within one everything goes forward only.

Real desks at a real hub, over memory. The hub is put back by its file, as an administrator does it.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import select

from helpers.clocks import FakeClock
from helpers.earlier_release import earlier_clock, earlier_desktop, earlier_hub
from helpers.hubs import CAMPUS, new_database
from helpers.stations import (
    NOW,
    MemoryKeys,
    Station,
    answers_of,
    code_of,
    memory_road,
    road_over,
)
from ujuzi.domain.event import (
    BookmarkSet,
    Enrolled,
    LearnerId,
    Milliseconds,
    NoteWritten,
)
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.hub.app import Hub
from ujuzi.hub.feed import feed
from ujuzi.hub.landing import epochs
from ujuzi.hub.store.database import open_database
from ujuzi.hub.store.migrate import migrate
from ujuzi.hub.store.tables import events
from ujuzi.paths import KEYS
from ujuzi.services.desk import open_desk
from ujuzi.store import event_log, facts, hub_date, inbox, outbox, projections
from ujuzi.store.database import memory_database
from ujuzi.store.inbox import InboxDocument
from ujuzi.sync import exchange, identity
from ujuzi.sync.identity import KeyFolder
from ujuzi.sync.transports.transport import MemoryTransport
from ujuzi.wire import messages
from ujuzi.wire.messages import Reply

ADA = LearnerId("ada")
DAY = 24 * 3600
"""Seconds."""

Answer = Callable[[str, bytes], bytes]


class Site:
    """A hub in a file that can be backed up and put back, and the road to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = FakeClock()
        self.hub = Hub(new_database("sqlite", folder), self.clock.now)

    @property
    def road(self) -> MemoryTransport:
        return memory_road(self.hub)

    def station(self) -> Station:
        made = Station()
        made.register(self.road, code_of(self.hub, CAMPUS))
        return made

    def back_up(self) -> None:
        backup = sqlite3.connect(self.folder / "backup")
        with sqlite3.connect(self.folder / "hub.sqlite3") as source:
            source.backup(backup)
        backup.close()
        source.close()

    def put_back(self) -> None:
        """Put the backup back and tell nobody."""
        self.hub.database.close()
        for rest in self.folder.glob("hub.sqlite3-*"):
            rest.unlink()
        shutil.copy(self.folder / "backup", self.folder / "hub.sqlite3")
        database = open_database(f"sqlite:///{self.folder}/hub.sqlite3")
        self.hub = Hub(database, self.clock.now)

    def publish(self, id_: str, payload: bytes = b"{}") -> None:
        with self.hub.database.writing() as connection:
            feed.publish(connection, feed.campus_stream("unz", CAMPUS), "result", id_, payload)

    def landed(self) -> set[tuple[str, str]]:
        with self.hub.database.reading() as connection:
            rows = connection.execute(
                select(events.c.kind, events.c.payload).where(events.c.counts)
            )
            return {(kind, payload) for kind, payload in rows}

    @property
    def epoch(self) -> int:
        with self.hub.database.reading() as connection:
            return epochs.current(connection).number


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path)
    yield made
    made.hub.database.close()


def link(station: Station) -> identity.HubLink:
    known = identity.link_of(station.db)
    assert known is not None
    return known


def results(station: Station) -> list[str]:
    return [document.id for document in inbox.of_kind(station.db, "result")]


def changing(site: Site, change: Callable[[Reply], Reply]) -> MemoryTransport:
    """Return a road on which the hub says something else than it would, signed as ever."""
    key = site.hub.identity.signing_key

    def answer(path: str, body: bytes) -> bytes:
        asked = messages.signed_part(body)
        reply = messages.read_answer(answers_of(site.hub)(path, body), asked, key.public)
        return messages.answer(change(reply), asked, key)

    return MemoryTransport(answer)


# The disk of a computer was put back


def test_a_computer_whose_disk_was_put_back_recovers_in_the_same_exchange(site: Site) -> None:
    station = site.station()
    station.exchange(site.road)
    image = station.copy()
    for _ in range(3):
        station.exchange(site.road)
    site.publish("news")

    done = image.exchange(site.road)

    assert (done.requests, done.documents, results(image)) == (2, 1, ["news"])
    assert site.epoch == 1


def test_a_twin_with_the_same_key_and_number_is_given_its_documents_too(site: Site) -> None:
    station = site.station()
    twin = station.copy()
    site.publish("news")
    station.exchange(site.road)

    twin.exchange(site.road)

    assert results(twin) == ["news"]


def test_a_hub_that_answers_no_ask_is_not_asked_for_ever(site: Site) -> None:
    station = site.station()
    road = changing(site, lambda reply: replace(reply, mark=b"", number=reply.number + 9))

    assert station.exchange(road).requests == exchange.MAX_ASKED_AGAIN + 1


def test_an_ask_whose_answer_was_lost_is_never_sent_twice(site: Site) -> None:
    station = site.station()
    numbers = []

    def lossy(path: str, body: bytes) -> bytes:
        reader = messages.AskReader()
        reader.feed(body)
        assert reader.ask is not None
        numbers.append(reader.ask.number)
        answers_of(site.hub)(path, body)
        raise WorldError(Code.HUB_UNREACHABLE, "The link broke.")

    for _ in range(3):
        with pytest.raises(WorldError):
            station.exchange(MemoryTransport(lossy))

    assert numbers == [1, 2, 3]
    assert station.exchange(site.road).requests == 1


# The hub was put back


def test_a_hub_that_was_put_back_in_silence_is_given_everything_again(site: Site) -> None:
    stations = [site.station() for _ in range(3)]
    for station in stations:
        station.record("ada", Enrolled(course="before"))
        station.exchange(site.road)
    site.back_up()
    for place, station in enumerate(stations):
        station.record("ada", Enrolled(course=f"after-{place}"))
        station.exchange(site.road)
    told = site.landed()
    site.put_back()
    assert site.landed() != told

    for station in stations:
        assert station.exchange(site.road).waiting == 0

    assert site.landed() == told
    assert site.epoch == 2
    assert [link(station).epoch_number for station in stations] == [2, 2, 2]
    assert [station.exchange(site.road).requests for station in stations] == [1, 1, 1]


def test_a_hub_is_put_back_to_before_a_computer_came_and_learns_it(site: Site) -> None:
    site.back_up()
    station = site.station()
    station.record("ada", Enrolled(course="c"))
    station.exchange(site.road)
    site.put_back()

    with pytest.raises(RefusedError) as error:
        station.exchange(site.road)
    assert error.value.code == "device-unknown"
    station.register(site.road, code_of(site.hub, CAMPUS))

    assert station.exchange(site.road).waiting == 0
    assert len(site.landed()) == 1
    assert site.epoch == 2


def test_what_an_identity_had_landed_that_was_given_up_is_told_to_a_hub_put_back(
    site: Site,
) -> None:
    station = site.station()
    station.exchange(site.road)
    site.back_up()
    station.record("ada", Enrolled(course="c"))
    station.exchange(site.road)
    site.put_back()
    identity.take_new(station.db)

    station.exchange(site.road)

    assert len(site.landed()) == 1
    assert site.epoch == 2


def test_a_backup_that_is_put_back_twice_loses_nothing(site: Site) -> None:
    station = site.station()
    site.back_up()
    for number in range(3):
        station.record("ada", Enrolled(course=f"c{number}"))
        station.exchange(site.road)
        site.put_back()
        if number != 1:
            epochs.start(site.hub.database, NOW)
        station.exchange(site.road)
        assert len(site.landed()) == number + 1


def test_documents_are_read_anew_in_a_new_epoch_and_only_there(site: Site) -> None:
    station = site.station()
    site.publish("kept")
    site.back_up()
    site.publish("lost")
    station.exchange(site.road)
    site.put_back()

    station.exchange(site.road)

    assert results(station) == ["kept"]


# What comes down of a lower epoch, or goes back


def test_what_comes_of_a_lower_epoch_is_ignored(site: Site) -> None:
    station = site.station()
    station.record("ada", Enrolled(course="c"))
    site.publish("news")
    station.exchange(site.road)
    known = replace(link(station), epoch_number=5)
    identity.keep(station.db, known)

    with pytest.raises(RefusedError) as error:
        station.exchange(site.road)

    assert error.value.code == "hub-put-back"
    assert (results(station), station.waiting) == (["news"], 0)
    after = link(station)
    assert (after.epoch_number, after.cursors) == (5, known.cursors)


def test_a_lower_receipt_takes_nothing_back_within_an_epoch(site: Site) -> None:
    station = site.station()
    receipts = []
    for number in range(3):
        station.record("ada", Enrolled(course=f"c{number}"))
        station.exchange(site.road)
        receipt = link(station).proof.receipt
        assert receipt is not None
        receipts.append(receipt)
    assert station.waiting == 0
    key = site.hub.identity.signing_key

    for receipt in receipts[:2]:
        station.exchange(changing(site, partial(replace, receipt=receipt)))
        assert station.waiting == 0
    none = replace(receipts[0], last=0, digest=bytes(32)).signed_by(key)
    station.exchange(changing(site, lambda reply: replace(reply, receipt=none)))

    assert station.waiting == 0
    assert link(station).proof.receipt == receipts[2]


def test_lower_cursors_are_not_taken_within_an_epoch(site: Site) -> None:
    station = site.station()
    for number in range(3):
        site.publish(f"r{number}")
    station.exchange(site.road)
    cursors = link(station).cursors

    station.exchange(changing(site, lambda reply: replace(reply, cursors=messages.START)))

    assert link(station).cursors == cursors


def test_an_old_page_does_not_bring_back_a_document_that_was_withdrawn() -> None:
    db = memory_database()
    page = [InboxDocument(3, "result", "r", 1, b"{}"), InboxDocument(3, "code", "c", 2, b"{}")]
    withdrawal = InboxDocument(3, "result", "r", 5, b"")
    for document in (*page, withdrawal, *page):
        inbox.put(db, document)

    assert inbox.of_kind(db, "result") == ()
    assert inbox.find(db, "result", "r") is None
    assert [document.id for document in inbox.of_kind(db, "code")] == ["c"]


def test_an_old_page_does_not_bring_back_progress_that_was_withdrawn() -> None:
    db = memory_database()
    page = InboxDocument(3, inbox.PROGRESS, ADA, 4, note_of_elsewhere())
    inbox.put(db, page)
    assert projections.NOTES.find(db, ADA) != {}
    inbox.put(db, InboxDocument(3, inbox.PROGRESS, ADA, 9, b""))

    inbox.put(db, page)

    assert projections.NOTES.find(db, ADA) == {}


def test_a_learner_who_comes_back_is_heard_of_again() -> None:
    db = memory_database()
    page = InboxDocument(3, inbox.PROGRESS, ADA, 4, note_of_elsewhere())
    inbox.put(db, page)
    inbox.put(db, InboxDocument(3, inbox.PROGRESS, ADA, 9, b""))

    for part in (12, 12):  # one document in two parts
        inbox.put(db, replaced(page, revision=part))

    assert projections.NOTES.find(db, ADA) != {}


@given(st.permutations(range(1, 8)), st.sets(st.integers(1, 7)))
def test_in_whatever_order_pages_come_the_latest_revision_is_kept(
    order: list[int], withdrawals: set[int]
) -> None:
    db = memory_database()
    for revision in order:
        payload = b"" if revision in withdrawals else b"%d" % revision
        inbox.put(db, InboxDocument(3, "result", "r", revision, payload))

    kept = [document.payload for document in inbox.of_kind(db, "result")]
    assert kept == ([] if 7 in withdrawals else [b"7"])
    db.close()


def note_of_elsewhere() -> bytes:
    """Return progress as a hub tells it: one note of Ada's."""
    other = Station()
    other.record(ADA, NoteWritten(course="c", activity="a", pack="p" * 64, note="n", text="x"))
    ((key, state),) = projections.NOTES.find(other.db, ADA).items()
    return msgspec.json.encode([("note", key[0], state)])


def replaced(document: InboxDocument, revision: int) -> InboxDocument:
    return InboxDocument(document.stream, document.kind, document.id, revision, document.payload)


# Dates


@pytest.mark.parametrize("years", [-40, 5, 100])
def test_a_computer_with_a_wrong_clock_purges_nothing_and_is_answered(
    site: Site, years: int
) -> None:
    station = site.station()
    site.publish("news")
    station.record("ada", Enrolled(course="c"))
    station.clock = Milliseconds(NOW + years * 365 * DAY * 1000)
    for _ in range(2):
        station.exchange(site.road)

    assert results(station) == ["news"]
    assert station.db.rows("SELECT 1 FROM batches WHERE wire IS NULL") == []
    assert hub_date.latest(station.db) == site.clock.now()


def test_the_date_of_a_landing_is_the_hub_s(site: Site) -> None:
    station = site.station()
    station.clock = Milliseconds(2 * NOW)
    station.record("ada", Enrolled(course="c"))
    station.exchange(site.road)

    assert station.db.rows("SELECT landed_at FROM batches") == [(site.clock.now(),)]


# Programs and databases from before


def old_facts(station: Station) -> None:
    """Leave what a program from before would have left of its hub."""
    known = msgspec.json.decode(facts.get(station.db, identity.LINK) or "")
    for name in ("epoch_number", "asks", "acknowledged", "proof", "prove"):
        known.pop(name, None)
    facts.put(station.db, identity.LINK, msgspec.json.encode(known).decode())


def test_a_computer_from_before_goes_on_in_the_first_epoch_and_reads_nothing_anew(
    site: Site,
) -> None:
    station = site.station()
    site.publish("news")
    station.record("ada", Enrolled(course="c"))
    station.exchange(site.road)
    with site.hub.database.writing() as connection:
        connection.exec_driver_sql("UPDATE heads SET asked = 0")
    old_facts(station)

    done = station.exchange(site.road)

    assert (done.requests, done.documents, done.sent, done.waiting) == (1, 0, 0, 0)
    assert link(station).epoch_number == 1
    assert link(station).proof.receipt is not None


def test_a_computer_from_before_offers_again_what_its_hub_lost(site: Site) -> None:
    station = site.station()
    site.back_up()
    station.record("ada", Enrolled(course="c"))
    station.exchange(site.road)
    old_facts(station)
    site.put_back()

    assert station.exchange(site.road).waiting == 0
    assert len(site.landed()) == 1


def test_desktops_and_a_hub_of_an_earlier_release_read_and_offer_nothing_anew(
    tmp_path: Path,
) -> None:
    database = earlier_hub("sqlite", tmp_path)
    migrate(database)
    hub = Hub(database, earlier_clock().now)
    for name in ("desktop-1", "desktop-2"):
        desk = open_desk(earlier_desktop(name, tmp_path), earlier_clock())
        before = {each.id for each in inbox.of_kind(desk._db, "result")}
        waiting = outbox.amount_waiting(desk._db, event_log.device_id(desk._db)).events
        road = road_over(memory_road(hub), KeyFolder(desk._data_dir / KEYS))

        done = exchange.exchange(lambda work, desk=desk: work(desk._db), road)

        known = identity.link_of(desk._db)
        assert known is not None
        assert known.epoch_number == 1
        assert before <= {each.id for each in inbox.of_kind(desk._db, "result")}
        assert (done.sent, done.waiting) == (waiting, 0)
        assert done.requests <= 2
        desk.close()
    database.close()


def test_a_computer_that_registers_at_another_hub_tells_it_everything(
    site: Site, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = Site(tmp_path / "other")
    for _ in range(3):
        epochs.start(site.hub.database, NOW)
    station = site.station()
    station.record("ada", Enrolled(course="c"))
    station.exchange(site.road)
    other.publish("theirs")

    station.register(other.road, code_of(other.hub, CAMPUS))
    station.exchange(other.road)

    assert len(other.landed()) == 1
    assert results(station) == ["theirs"]
    assert other.epoch == 1
    other.hub.database.close()


def test_a_key_that_was_lost_takes_no_proof_along_that_the_hub_was_put_back(site: Site) -> None:
    station = site.station()
    site.back_up()
    station.record("ada", BookmarkSet(course="c", activity="a", pack="p" * 64, marked=True))
    station.exchange(site.road)
    site.put_back()
    station.keys = MemoryKeys()

    station.register(site.road, code_of(site.hub, CAMPUS))
    station.exchange(site.road)

    assert len(site.landed()) == 1
    assert site.epoch == 2
