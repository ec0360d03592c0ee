"""The coordinator's computer and its own relay, over loopback: what is left there, and brought.

    ask_record   the hub signs that this computer collects, under the certificate of its TLS
    open_for     the relay is told for whom it collects, and whom the hub knows
    take         what computers left there is held here too, unopened, and carried with the rest
    bring        what the hub has said for them lies there when they come

The relay is a process of its own, with a file of its own; what it holds stays there until a receipt
covers it, so that neither of the two loses anything by the other's end.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import msgspec

from ujuzi.credentials.keys import PublicKey
from ujuzi.domain.event import Milliseconds
from ujuzi.errors import Code, RefusedError
from ujuzi.store import event_log, facts, held, hub_date
from ujuzi.store.database import Database
from ujuzi.sync import bringing, collecting, identity
from ujuzi.sync.collecting import FolderCollection
from ujuzi.sync.exchange import OnStore, Road
from ujuzi.sync.transports.transport import Transport
from ujuzi.wire import bundle, messages, relay
from ujuzi.wire.bundle import Bundle, BundleHead
from ujuzi.wire.carrying import CampusComputer
from ujuzi.wire.relay import REQUEST_CONTEXT, RelayRecord, RelayRequest
from ujuzi.wire.relay_window import Brought, BroughtItem, RelayCampus, RelayStanding, TakeAsk, Taken

RECORD = "relay-record"
"""The fact that holds the hub's record of this computer as a relay, in hexadecimal."""

PLACE = ""
"""What a person is told of where it lies: at her own computer."""

RENEW_MILLISECONDS = 120 * 24 * 3600 * 1000
"""Left to a record below which the hub is asked for a new one whenever it is reached."""


@dataclass(slots=True)
class RelayTaken:
    """What was taken from a relay, and up to where."""

    found: FolderCollection = field(default_factory=FolderCollection)
    up_to: TakeAsk = field(default_factory=TakeAsk)


def record_of(db: Database, certificate: bytes) -> RelayRecord | None:
    """Return the hub's record of this computer for a certificate, as far as it has a good one."""
    link, known = identity.link_of(db), facts.get(db, RECORD)
    if link is None or known is None:
        return None
    try:
        record = relay.read_record(bytes.fromhex(known), PublicKey(link.hub_key))
        relay.check_record(record, None, link.campus, hub_date.latest(db) or 0)
    except RefusedError:
        return None
    is_ours = record.device == event_log.device_id(db) and record.certificate == certificate
    return record if is_ours else None


def is_due(db: Database, certificate: bytes) -> bool:
    """Whether the hub should be asked for a record, for there is none or it runs out."""
    record = record_of(db, certificate)
    return record is None or record.until - (hub_date.latest(db) or 0) < RENEW_MILLISECONDS


def ask_record(on_store: OnStore, road: Road, certificate: bytes) -> RelayRecord:
    """Ask the hub for this computer's record, and keep it.

    Raises RefusedError `relay-unknown` where nobody has permitted that yet, `not-registered`,
    `key-lost`, and what the transport raises.
    """
    link = on_store(identity.registered_link)
    on_store(lambda db: identity.check_key(db, road.keys))
    device = on_store(event_log.device_id)
    asked = RelayRequest(relay.VERSION, device, certificate)
    wire = messages.sign(asked, REQUEST_CONTEXT, road.keys.of(device))
    answer = road.transport.post("relay", wire)
    record = relay.read_record(answer, PublicKey(link.hub_key))
    if record.device != device or record.certificate != certificate:
        raise relay.foreign()

    def keep(db: Database) -> None:
        with db.atomic():
            facts.put(db, RECORD, answer.hex())

    on_store(keep)
    return record


def open_for(on_store: OnStore, window: Transport) -> None:
    """Tell a relay for whom it collects: the hub's record, and the computers that it named.

    Raises RefusedError `relay-unknown` where the hub has signed no record yet.
    """

    def campus(db: Database) -> RelayCampus:
        link, known = identity.registered_link(db), facts.get(db, RECORD)
        if known is None:
            raise RefusedError(
                Code.RELAY_UNKNOWN, "The hub has not said yet that this computer may collect."
            )
        bare = tuple(
            CampusComputer(each.device, "", each.public_key) for each in held.computers(db)
        )
        return RelayCampus(bytes.fromhex(known), link.hub_key, bare)

    window.post("campus", msgspec.msgpack.encode(on_store(campus)))


def take(on_store: OnStore, window: Transport, after: TakeAsk, now: Milliseconds) -> RelayTaken:
    """Hold here what was left at the relay since; what it is said to hold there it goes on holding.

    Raises what the window's transport raises; what is held by then is held.
    """
    taken = RelayTaken(up_to=after)
    while True:
        answer = window.post("take", msgspec.msgpack.encode(taken.up_to))
        page = messages.decode(answer, Taken)
        for device, items in _by_device(page):
            taken.found.bundles += 1
            collecting.hold_up(on_store, _bundle(device, items), PLACE, now, taken.found)
        taken.up_to = page.up_to
        if not page.more:
            return taken


def bring(on_store: OnStore, window: Transport) -> int:
    """Let the relay have what the hub has said for computers; return how many items that is."""
    items = on_store(_brought)
    window.post("bring", msgspec.msgpack.encode(Brought(tuple(items))))
    return len(items)


def brought_digest(db: Database) -> bytes:
    """Return what changes with what a relay is to have, and whom it is to know."""
    said = msgspec.msgpack.encode((_brought(db), held.computers(db), facts.get(db, RECORD)))
    return hashlib.sha256(said).digest()


def standing(window: Transport) -> RelayStanding:
    """Return how the relay is, and who came."""
    return messages.decode(window.post("standing", b""), RelayStanding)


def _brought(db: Database) -> list[BroughtItem]:
    """Return receipts, and what came down: a computer's own part for it, the rest for all."""
    receipts = [
        BroughtItem(each.device, bundle.RECEIPT, msgspec.msgpack.encode(each))
        for each in held.receipts(db)
    ]
    return receipts + [BroughtItem(*each) for each in bringing.addressed_down(db)]


def _by_device(page: Taken) -> list[tuple[str, list[tuple[int, bytes]]]]:
    """Return what a page holds as computers left it: envelopes stand for themselves."""
    found: dict[str, list[tuple[int, bytes]]] = {}
    for wire in page.envelopes:
        found.setdefault("", []).append((bundle.ENVELOPE, wire))
    for item in page.items:
        found.setdefault(item.device, []).append((item.kind, item.content))
    return list(found.items())


def _bundle(device: str, items: list[tuple[int, bytes]]) -> Bundle:
    head = BundleHead(
        direction=bundle.UP,
        device=device,
        label=relay.LABEL,
        number=1,
        kinds=tuple(kind for kind, _ in items),
        sizes=tuple(len(item) for _, item in items),
    )
    return Bundle(head, tuple(item for _, item in items))
