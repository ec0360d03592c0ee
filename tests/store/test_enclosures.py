"""Of whom the hub has let go nothing stays enclosed in her coordinator's log once it landed."""

from __future__ import annotations

import pytest

from helpers.offices import Office
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import DeviceId, LearnerId, Milliseconds
from ujuzi.store import acts, enclosures, event_log, inbox, outbox, projections
from ujuzi.store.database import Database
from ujuzi.store.inbox import InboxDocument
from ujuzi.store.outbox import CutBatch
from ujuzi.wire.acts import chained, digest_of, read
from ujuzi.wire.batch import NOTHING_BEFORE
from ujuzi.wire.deeds import Deed, EndPerson, Enrol, RosterRow, SetRoster
from ujuzi.wire.documents import ROSTER

AT = Milliseconds(5)
COORDINATOR = LearnerId("ada")
HERS = (
    SetRoster((RosterRow("P7", "Zola Secret", "teacher"), RosterRow("P8", "Bo", "teacher"))),
    Enrol(("P7",), courses=("c",)),
)
OTHERS = SetRoster((RosterRow("P9", "Cy", "teacher"),))


class Log:
    """A coordinator's computer, whose acts are cut into one batch each."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.office = Office("a" * 16, "campus", PublisherKey(bytes([1]) * 32))
        for person in ("P7", "P8", "P9"):
            self.tell(person, b'{"person":"' + person.encode() + b'"}', 1)

    def sign(self, deed: Deed) -> bytes:
        wire = self.office.act(deed)
        acts.put(self.db, wire, AT)
        body = self.office.event_of(wire)
        number = event_log.append(self.db, COORDINATOR, body, AT).sequence
        device, bytes_ = event_log.device_id(self.db), body.enclosure.encode()
        outbox.add(self.db, device, CutBatch(number, number, bytes([number]) * 32, bytes_), AT)
        outbox.keep_envelope(self.db, device, number, "key", bytes_, AT)
        return wire

    def land(self, last: int) -> None:
        device = event_log.device_id(self.db)
        assert outbox.set_landed(self.db, device, last, bytes([last]) * 32, AT)

    def tell(self, person: str, payload: bytes, revision: int) -> None:
        inbox.put_all(self.db, [InboxDocument(3, ROSTER, person, revision, payload)])

    def says(self, wire: bytes) -> bool:
        """Whether any table still says what an act enclosed."""
        tables = ("events", "batches", "envelopes")
        said = "".join(str(self.db.rows(f"SELECT * FROM {table}")) for table in tables)
        return self.office.event_of(wire).enclosure in said


@pytest.fixture
def log(db: Database) -> Log:
    return Log(db)


def test_what_names_her_goes_and_the_chain_and_what_names_others_stay(log: Log) -> None:
    hers, others = [log.sign(each) for each in HERS], log.sign(OTHERS)
    log.land(3)
    log.tell("P7", b"", 2)
    enclosures.purge(log.db)

    assert [log.says(each) for each in hers] == [False, False]
    assert log.says(others)
    assert list(acts.enclosures(log.db)) == [digest_of(others)]
    heard = [each.wire for each in acts.heard(log.db)]
    assert chained(heard, 0, NOTHING_BEFORE) == dict(enumerate([*hers, others], 1))
    assert [read(each).encloses(b"") for each in hers] == [False, False]


def test_what_has_not_landed_goes_up_as_it_is_and_goes_then(log: Log) -> None:
    landed, waits = [log.sign(each) for each in HERS]
    log.land(1)
    log.tell("P7", b"", 2)
    enclosures.purge(log.db)
    assert (log.says(landed), log.says(waits)) == (False, True)

    log.land(2)
    enclosures.purge(log.db)
    assert not log.says(waits)


def test_whoever_is_on_the_list_again_keeps_what_is_signed_since(log: Log) -> None:
    log.tell("P7", b"", 2)
    enclosures.purge(log.db)
    wire = log.sign(HERS[0])
    log.land(1)
    enclosures.purge(log.db)
    assert log.says(wire)

    log.tell("P7", b'{"person":"P7"}', 3)
    log.tell("P9", b"", 2)
    enclosures.purge(log.db)
    assert log.says(wire)


def test_a_number_that_is_written_otherwise_is_hers_too(log: Log) -> None:
    wire = log.sign(EndPerson("p7", 5))
    log.land(1)
    log.tell("P7", b"", 2)
    enclosures.purge(log.db)
    assert not log.says(wire)


def test_where_no_office_is_held_any_more_all_goes(log: Log) -> None:
    wires = [log.sign(each) for each in (*HERS, OTHERS)]
    log.land(3)
    inbox.drop(log.db, ROSTER)
    enclosures.purge(log.db)
    assert [log.says(each) for each in wires] == [False, False, False]


def test_told_again_under_another_name_it_goes_from_both(log: Log) -> None:
    wire = log.sign(HERS[0])
    old, new = event_log.device_id(log.db), DeviceId("n" * 16)
    outbox.send_anew(log.db, old, new)
    event_log.go_on_as(log.db, new)
    outbox.add(log.db, new, CutBatch(1, 1, bytes([1]) * 32, b"bytes"), AT)
    log.tell("P7", b"", 2)
    enclosures.purge(log.db)
    assert log.says(wire)

    log.land(1)
    enclosures.purge(log.db)
    assert not log.says(wire)


def test_the_log_keeps_its_guard_and_a_rebuild_agrees(log: Log) -> None:
    log.sign(HERS[0])
    log.land(1)
    log.tell("P7", b"", 2)
    with log.db.atomic():
        enclosures.purge(log.db)
        assert acts.enclosures(log.db), "nothing in a transaction: the next time does"
    enclosures.purge(log.db)

    assert projections.rebuild(log.db, event_log.replay(log.db)) == ()
    assert acts.enclosures(log.db) == {}
    with pytest.raises(Exception, match="append-only"):
        log.db._connection.execute("UPDATE events SET kind = 'x'")
