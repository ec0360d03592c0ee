"""Which list of coordinators a computer believes: its own campus's, signed by its own hub.

It is believed of the hub at which this computer is registered, and of every key that the hub's key
list names in the role `hub-grants`. It may come by exchange or by folder, more than once and in any
order: `store.grants` keeps the highest number.
"""

from __future__ import annotations

from ujuzi.credentials.keys import PublicKey
from ujuzi.errors import RefusedError
from ujuzi.store import grants as kept
from ujuzi.store.database import Database
from ujuzi.sync import identity, roots
from ujuzi.sync.identity import HubLink
from ujuzi.wire import grants


def take(db: Database, wire: bytes) -> bool:
    """Keep a list if it is this campus's and newer; return whether it is kept.

    Raises RefusedError `signature-wrong` where the hub of this computer did not sign it, and what
    `wire.grants.read` raises. A list of another campus, or without a hub, says nothing here.
    """
    link = identity.link_of(db)
    found = grants.read(wire)
    if link is None or (found.institution, found.campus) != (link.institution, link.campus):
        return False
    known = kept.believed(db)
    if known is not None and known.number >= found.number and known.campus == found.campus:
        return False
    grants.verify(wire, keys_of(db, link))
    with db.atomic():
        kept.keep_only(db, link.campus)
        return kept.put(db, wire)


def keys_of(db: Database, link: HubLink) -> tuple[PublicKey, ...]:
    """Return the keys that may sign a list here: the hub's own, and those of `hub-grants`.

    A key that the key list says is revoked signs nothing any more.
    """
    from ujuzi.credentials.key_list import GRANTS
    from ujuzi.credentials.trust import read_list

    hub, told = roots.of_hub(db), roots.told(db)
    own = PublicKey(link.hub_key)
    if hub is None or told is None:
        return (own,)
    try:
        listed = read_list(told, hub).key_list.keys
    except RefusedError:
        return (own,)
    named = [each for each in listed if each.role == GRANTS]
    gone = {each.public for each in named if each.revoked is not None}
    good = [each.public for each in named if each.revoked is None]
    return tuple(dict.fromkeys(key for key in (own, *good) if key not in gone))
