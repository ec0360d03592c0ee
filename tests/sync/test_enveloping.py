"""What leaves by folder or relay is sealed once, to the hub alone, until its key is revoked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from helpers.certificates import AFTER, BEFORE, ROOT, listed, signed_key_list
from helpers.hubs import CAMPUS, new_database
from helpers.stations import NOW, Station, code_of, memory_road
from ujuzi.credentials.key_list import SEALING, ListedKey
from ujuzi.domain.achievement import Revocation
from ujuzi.domain.event import Enrolled
from ujuzi.errors import RefusedError
from ujuzi.hub.app import Hub
from ujuzi.store import inbox, outbox
from ujuzi.store.inbox import InboxDocument
from ujuzi.sync import cutting, enveloping, exchange, identity, roots
from ujuzi.sync.enveloping import sealed_batches
from ujuzi.wire import documents, envelope, seal
from ujuzi.wire.batch import Batch, Signer

OLD, NEW = seal.new_key(), seal.new_key()
STOLEN = Revocation(at=AFTER, reason="Stolen.")


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    hub = Hub(new_database("sqlite", tmp_path), lambda: NOW)
    made = Station()
    made.register(memory_road(hub), code_of(hub, CAMPUS))
    link = identity.link_of(made.db)
    assert link is not None
    identity.keep(made.db, replace(link, sealing_key=OLD[1]))
    made.record("ada", Enrolled(course="c"))
    exchange.cut_batches(made.db, made.keys, NOW)
    yield made
    made.db.close()
    hub.database.close()


def leaving(station: Station) -> list[bytes]:
    return [wire for _, wire in sealed_batches(station.db, station.keys, NOW)]


def key_of(wire: bytes) -> str:
    return envelope.read(wire).key


def told(station: Station, *keys: ListedKey, revision: int = 1) -> None:
    """Let the hub's key list of sealing keys be here."""
    roots.registered(station.db, ROOT)
    payload = signed_key_list(*keys, version=revision)
    kind = documents.KEY_LIST
    inbox.put(station.db, InboxDocument(0, kind, kind, revision, payload))


def sealing(pair: tuple[bytes, bytes], revoked: Revocation | None = None) -> ListedKey:
    entry = listed(role=SEALING, revoked=revoked, valid_from=BEFORE)
    return replace(entry, key=pair[1].hex())


def test_the_same_bytes_leave_ever_after(station: Station) -> None:
    first = leaving(station)

    assert len(first) == 1
    assert leaving(station) == first
    assert key_of(first[0]) == seal.key_id(OLD[1])


def test_what_was_sealed_holds_the_very_batch_that_http_offers(station: Station) -> None:
    (cut,) = outbox.waiting(station.db, station.device)
    (wire,) = leaving(station)

    opened = envelope.read(wire).open({seal.key_id(OLD[1]): OLD[0]})

    assert opened.wire == cut.wire
    envelope.read(wire).verify(station.keys.of(station.device).public)


def test_a_key_that_is_only_followed_by_another_still_opens_what_left_before(
    station: Station,
) -> None:
    first = leaving(station)
    told(station, sealing(NEW), sealing(OLD))

    assert leaving(station) == first

    station.record("ada", Enrolled(course="d"))
    exchange.cut_batches(station.db, station.keys, NOW)
    assert leaving(station)[0] == first[0]


def test_after_a_revocation_what_has_not_landed_is_sealed_anew(station: Station) -> None:
    first = leaving(station)
    told(station, sealing(OLD, STOLEN), sealing(NEW))

    anew = leaving(station)

    assert key_of(anew[0]) == seal.key_id(NEW[1])
    assert envelope.read(anew[0]).header == envelope.read(first[0]).header
    assert leaving(station) == anew


def test_nothing_is_sealed_for_a_revoked_key(station: Station) -> None:
    told(station, sealing(OLD, STOLEN))

    with pytest.raises(RefusedError) as refused:
        leaving(station)
    assert refused.value.code == "sealing-key-revoked"


def test_what_was_told_before_is_counted_as_that(station: Station) -> None:
    identity.take_new(station.db)
    station.record("ada", Enrolled(course="d"))
    exchange.cut_batches(station.db, station.keys, NOW)

    (wire,) = leaving(station)

    header = envelope.read(wire).header
    assert (header.count, header.again) == (2, 1)


@pytest.fixture
def enclosed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Return a list that grows with each batch that is sealed."""
    found: list[bytes] = []
    enclose = envelope.enclose

    def noting(inside: Batch, again: int, hub: bytes, key: Signer) -> bytes:
        found.append(inside.digest)
        return enclose(inside, again, hub, key)

    monkeypatch.setattr(envelope, "enclose", noting)
    return found


def make_ready(station: Station) -> None:
    """Let two quiet minutes pass."""
    for _minute in range(2):
        cutting.get_ready(station.db, station.keys)
        enveloping.get_ready(station.db, station.keys, NOW)


def test_what_is_ready_is_sealed_once_and_nobody_has_it_yet(
    station: Station, enclosed: list[bytes]
) -> None:
    leaving(station)
    station.record("ada", Enrolled(course="d"))
    enclosed.clear()

    make_ready(station)
    make_ready(station)

    assert len(enclosed) == 1
    assert len(list(outbox.waiting(station.db, station.device))) == 1
    exchange.cut_batches(station.db, station.keys, NOW)
    _, wire = leaving(station)
    assert len(enclosed) == 1
    assert envelope.read(wire).open({seal.key_id(OLD[1]): OLD[0]}).digest == enclosed[0]
    assert leaving(station)[1] == wire


def test_what_was_sealed_for_a_key_that_is_revoked_since_does_not_leave(
    station: Station, enclosed: list[bytes]
) -> None:
    leaving(station)
    station.record("ada", Enrolled(course="d"))
    make_ready(station)
    told(station, sealing(OLD, STOLEN), sealing(NEW))

    exchange.cut_batches(station.db, station.keys, NOW)

    assert {key_of(wire) for wire in leaving(station)} == {seal.key_id(NEW[1])}


def test_what_is_told_again_is_counted_in_what_was_sealed_beforehand(station: Station) -> None:
    identity.take_new(station.db)
    make_ready(station)

    exchange.cut_batches(station.db, station.keys, NOW)

    (wire,) = leaving(station)
    header = envelope.read(wire).header
    assert (header.count, header.again) == (1, 1)
