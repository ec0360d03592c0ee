"""Batches as they leave by folder or relay: sealed once, and the same bytes ever after.

They are sealed to the hub alone, with the key that it gave at registration, or the newest one in
use of which its key list has told since. Only where the list says that a key is revoked is what has
not landed sealed anew: whoever stole that key could read the rest. What left before stays what it
is; a holder takes the one for the other, since both hold the same batch.

What cutting has ready (`sync.cutting`) is sealed beforehand too, in memory alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from ujuzi.domain.event import DeviceId, Milliseconds
from ujuzi.domain.moment import moment_of
from ujuzi.errors import Code, RefusedError
from ujuzi.store import event_log, hub_date, outbox
from ujuzi.store.database import Database
from ujuzi.store.outbox import CutBatch
from ujuzi.sync import cutting, identity, roots
from ujuzi.sync.identity import HubLink, Keys
from ujuzi.wire import batch, envelope, seal


@dataclass(frozen=True, slots=True)
class SealingKeys:
    """The hub's key to seal with (raw X25519), and the names of those that are revoked."""

    current: bytes
    revoked: frozenset[str]


_READY: WeakKeyDictionary[Database, dict[tuple[bytes, bytes], bytes]] = WeakKeyDictionary()
"""Envelopes that nobody has yet, by a batch's digest and the hub's key."""


def sealed_batches(db: Database, keys: Keys, now: Milliseconds) -> Iterator[tuple[CutBatch, bytes]]:
    """Yield what has not landed, in order: each batch, and the envelope that it leaves in.

    Raises RefusedError `not-registered`, `key-lost` or `sealing-key-revoked`.
    """
    link = identity.registered_link(db)
    identity.check_key(db, keys)
    device = event_log.device_id(db)
    hub = sealing_keys(db, link, now)
    for cut in outbox.waiting(db, device):
        yield cut, _envelope(db, cut, hub, keys, now)


def get_ready(db: Database, keys: Keys, now: Milliseconds) -> None:
    """Seal what cutting has ready, if it is not yet. Raises as `sealed_batches`."""
    batches = cutting.ready(db)
    if not batches:
        _READY.pop(db, None)
        return
    link = identity.registered_link(db)
    identity.check_key(db, keys)
    hub, device = sealing_keys(db, link, now), event_log.device_id(db)
    known = _READY.get(db, {})
    _READY[db] = {
        (cut.digest, hub.current): known.get((cut.digest, hub.current))
        or _sealed(db, device, cut, hub, keys)
        for cut in batches
    }


def sealing_keys(db: Database, link: HubLink, now: Milliseconds) -> SealingKeys:
    """Return what to seal with, by the hub's own key list as far as it is here.

    Raises RefusedError `sealing-key-revoked` where the list revokes the key and names no other.
    """
    from ujuzi.credentials.key_list import SEALING
    from ujuzi.credentials.trust import read_list

    hub, known = roots.of_hub(db), next(roots.each_told(db), None)
    if hub is None or known is None:
        return SealingKeys(link.sealing_key, frozenset())
    listed = read_list(known, hub).key_list
    revoked = frozenset(
        seal.key_id(bytes.fromhex(each.key))
        for each in listed.keys
        if each.role == SEALING and each.revoked is not None
    )
    moment = moment_of(hub_date.latest(db) or now)
    current = [bytes.fromhex(each.key) for each in listed.in_use(SEALING, moment)]
    if not current and seal.key_id(link.sealing_key) in revoked:
        raise RefusedError(
            Code.SEALING_KEY_REVOKED,
            "The hub's key for sealed files is no longer good, and this computer does not know the"
            " new one yet.",
        )
    return SealingKeys(current[0] if current else link.sealing_key, revoked)


def _envelope(
    db: Database, cut: CutBatch, hub: SealingKeys, keys: Keys, now: Milliseconds
) -> bytes:
    device = event_log.device_id(db)
    kept = outbox.envelope(db, device, cut.first)
    if kept is not None and kept[0] not in hub.revoked:
        return kept[1]
    ready = _READY.get(db, {}).pop((cut.digest, hub.current), None)
    wire = ready or _sealed(db, device, cut, hub, keys)
    outbox.keep_envelope(db, device, cut.first, seal.key_id(hub.current), wire, now)
    return wire


def _sealed(db: Database, device: DeviceId, cut: CutBatch, hub: SealingKeys, keys: Keys) -> bytes:
    """Return a batch in an envelope that nobody has yet."""
    again = outbox.told_again(db, device, cut.first, cut.last)
    return envelope.enclose(batch.read(cut.wire), again, hub.current, keys.of(device))
