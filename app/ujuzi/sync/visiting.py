"""A computer visits a relay: what has not landed is left there, sealed, and what is there is taken.

The relay says by digest what it holds of this computer, so that each batch goes there once; a batch
that is held there is still offered on every other road until the hub's receipt. What comes down
proves itself, as in a folder. The store is never used while the network is waited for, and a link
that breaks loses nothing: the next visit goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

import msgspec

from ujuzi.credentials.keys import PublicKey
from ujuzi.domain.event import DeviceId, Milliseconds
from ujuzi.errors import RefusedError
from ujuzi.store import event_log, facts, hub_date, inbox, outbox, points
from ujuzi.store.database import Database
from ujuzi.store.outbox import CutBatch, EnvelopeHolder
from ujuzi.sync import collecting, cutting, identity, reporting, taking
from ujuzi.sync.enveloping import sealed_batches
from ujuzi.sync.exchange import OnStore
from ujuzi.sync.identity import Keys
from ujuzi.sync.reporting import UNKNOWN, Premises
from ujuzi.sync.transports import relay as relays
from ujuzi.sync.transports.relay import RelayTransport
from ujuzi.sync.transports.transport import Transport
from ujuzi.wire import bundle, relay
from ujuzi.wire.batch import Signer
from ujuzi.wire.documents import RELAY
from ujuzi.wire.relay import RelayRecord, VisitAsk, VisitReply

KNOWN = "relay-visited"
"""The fact that holds how far this computer has read what lies at each relay."""

MOST_RELAYS = 8
MOST_REQUESTS = 500
"""Of one visit; the next one goes on from there."""


@dataclass(frozen=True, slots=True)
class RelayVisit:
    """What became of a visit: up to which event the relay `holds`, counts of events and bytes.

    So many events were `left` there now, and so many it had no room for (`refused`, items);
    `landed` is up to which number receipts say that the hub has them; `receipts` and `documents`
    are those that were there for this computer.
    """

    device: str
    holds: int = 0
    left: int = 0
    refused: int = 0
    landed: int = 0
    receipts: int = 0
    documents: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    requests: int = 0


class _Read(msgspec.Struct, frozen=True, array_like=True):
    """How far a relay was read: under which identity, and in which life of what it holds."""

    relay: str
    device: str
    source: str
    after: int


@dataclass(frozen=True, slots=True)
class _Step:
    """One request, ready to go; `offered` are the batches in it."""

    wire: bytes
    device: DeviceId
    offered: tuple[CutBatch, ...]


def check(db: Database, record: RelayRecord) -> None:
    """Return only if the hub vouches for a relay, as far as is known; raises `relay-foreign`.

    The clock here is not asked: only dates that the hub signed end a record.
    """
    link = identity.registered_link(db)
    document = inbox.find(db, RELAY, record.device)
    known = None
    if document is not None:
        known = relay.read_record(document.payload, PublicKey(link.hub_key))
    relay.check_record(record, known, link.campus, hub_date.latest(db) or 0)


def named(db: Database) -> frozenset[str]:
    """Return the ids of the relays that this computer's hub has told its campus of."""
    link = identity.link_of(db)
    if link is None:
        return frozenset()
    found = set()
    for document in inbox.of_kind(db, RELAY):
        with suppress(RefusedError):
            check(db, relay.read_record(document.payload, PublicKey(link.hub_key)))
            found.add(document.id)
    return frozenset(found)


def connected(on_store: OnStore, address: str) -> tuple[RelayTransport, RelayRecord]:
    """Return the way to the relay at an address, which this computer's hub vouches for.

    Raises what `transports.relay.connect` raises, and RefusedError `not-registered`.
    """
    hub = PublicKey(on_store(identity.registered_link).hub_key)
    return relays.connect(address, hub, lambda found: on_store(lambda db: check(db, found)))


def visit_at(
    on_store: OnStore,
    keys: Keys,
    address: str,
    now: Callable[[], Milliseconds],
    cancelled: Callable[[], bool] = lambda: False,
    here: Premises = UNKNOWN,
) -> RelayVisit:
    """Visit the relay at an address; raises what `transports.relay.connect` and `visit` raise."""
    transport, record = connected(on_store, address)
    try:
        return visit(on_store, keys, transport, record.device, now, cancelled, here)
    finally:
        transport.close()


def visit(
    on_store: OnStore,
    keys: Keys,
    transport: Transport,
    at: str,
    now: Callable[[], Milliseconds],
    cancelled: Callable[[], bool] = lambda: False,
    here: Premises = UNKNOWN,
) -> RelayVisit:
    """Leave what has not landed at a relay that is believed, and take what is there.

    The first request also says what stands in front of batches in a folder, and the report part,
    which says `here` of the machine. `at` is the relay's id. Raises RefusedError `not-registered`,
    `key-lost` or `sealing-key-revoked`, and WorldError where the relay is gone or has no room; what
    it holds by then it holds.
    """
    on_store(identity.registered_link)
    on_store(lambda db: cutting.cut_batches(db, keys, now()))
    told = on_store(lambda db: RelayVisit(event_log.device_id(db)))
    held = on_store(lambda db: _held_by(db, at))
    said = on_store(partial(_said, keys=keys, here=here, now=now()))
    for _ in range(MOST_REQUESTS):
        step = on_store(partial(_prepare, keys=keys, at=at, held=held, said=said, now=now()))
        answer = transport.post("visit", step.wire)
        reply, down = relay.read_answer(answer)
        receipts, documents = collecting.take_down(on_store, keys, down, now())
        held, said = frozenset(reply.held), []
        if on_store(event_log.device_id) != step.device:  # it goes on under a name of its own
            on_store(lambda db: cutting.cut_batches(db, keys, now()))
            said = on_store(partial(_said, keys=keys, here=here, now=now()))
        waits = on_store(partial(_keep, step=step, at=at, reply=reply, now=now()))
        told = replace(
            told,
            holds=on_store(lambda db: _holds(db, at)),
            left=told.left + sum(_size(cut) for cut in step.offered if cut.digest in held),
            refused=reply.left,
            landed=on_store(lambda db: outbox.landed(db, event_log.device_id(db))),
            receipts=told.receipts + receipts,
            documents=told.documents + documents,
            bytes_up=told.bytes_up + len(step.wire),
            bytes_down=told.bytes_down + len(answer),
            requests=told.requests + 1,
        )
        is_stuck = reply.left or (step.offered and not _any_held(step.offered, held))
        if cancelled() or not (reply.more or (waits and not is_stuck)):
            break
    return told


def _said(
    db: Database, *, keys: Keys, here: Premises, now: Milliseconds
) -> list[tuple[int, bytes]]:
    """Return what a computer says besides its batches, as it does in a folder."""
    report = reporting.cut(db, keys, now, here)
    return [*taking.said_first(db, keys, now), (bundle.REPORT, report)]


def _prepare(
    db: Database,
    *,
    keys: Keys,
    at: str,
    held: frozenset[bytes],
    said: list[tuple[int, bytes]],
    now: Milliseconds,
) -> _Step:
    """Return the next request: what is `said`, and what has not landed and is not held there."""
    device = event_log.device_id(db)
    read = _read_of(db, at)
    is_same = read is not None and read.device == device
    ask = VisitAsk(
        version=relay.VERSION,
        device=device,
        source=read.source if read is not None and is_same else "",
        after=read.after if read is not None and is_same else 0,
    )
    offered: list[CutBatch] = []
    items = list(said)
    size = sum(len(item) for _, item in said)
    for cut, wire in sealed_batches(db, keys, now):
        if cut.digest in held:
            continue
        size += len(wire)
        if offered and (size > relay.MAX_UP_BYTES or len(items) >= bundle.MAX_ITEMS):
            break
        offered.append(cut)
        items.append((bundle.ENVELOPE, wire))
    key: Signer = keys.of(device)
    return _Step(relay.frame_visit(ask, items, key), device, tuple(offered))


def _keep(db: Database, *, step: _Step, at: str, reply: VisitReply, now: Milliseconds) -> bool:
    """Keep what the relay says; return whether there is more that it has not."""
    if event_log.device_id(db) != step.device:  # a receipt showed that another goes by that name
        return True
    held = frozenset(reply.held)
    last, waits = outbox.landed(db, step.device), False
    for cut in outbox.waiting(db, step.device):
        if cut.digest not in held:
            waits = True
            break
        last = cut.last
    with db.atomic():
        _remember(db, _Read(at, step.device, reply.source, reply.after))
        outbox.hold(db, step.device, EnvelopeHolder(_holder(at), last, now))
    return waits


def _held_by(db: Database, at: str) -> frozenset[bytes]:
    """Return the digests of what a relay was last known to hold: it says itself what is true."""
    device = event_log.device_id(db)
    last = _holds(db, at)
    return frozenset(cut.digest for cut in outbox.waiting(db, device) if cut.last <= last)


def _holds(db: Database, at: str) -> int:
    device = event_log.device_id(db)
    found = (each.last for each in outbox.holders(db, device) if each.name == _holder(at))
    return max(found, default=outbox.landed(db, device))


def _holder(at: str) -> str:
    """Return what a relay is called among those that hold something of this computer."""
    return f"{points.HOLDER}{at}"


def _any_held(offered: tuple[CutBatch, ...], held: frozenset[bytes]) -> bool:
    return any(cut.digest in held for cut in offered)


def _size(cut: CutBatch) -> int:
    return cut.last - cut.first + 1


def _read_of(db: Database, at: str) -> _Read | None:
    return next((each for each in _all_read(db) if each.relay == at), None)


def _all_read(db: Database) -> list[_Read]:
    known = facts.get(db, KNOWN)
    return [] if known is None else msgspec.json.decode(known, type=list[_Read])


def _remember(db: Database, read: _Read) -> None:
    rest = [each for each in _all_read(db) if each.relay != read.relay]
    facts.put(db, KNOWN, msgspec.json.encode([read, *rest][:MOST_RELAYS]).decode())
