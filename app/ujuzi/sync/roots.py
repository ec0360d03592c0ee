"""The roots that a computer trusts: the one of its hub, and those that its steward trusted.

Under a root stands the key list, with which certificates are checked (`credentials.key_list`). A
hub's root goes with the registration: it is trusted from there, and no longer once this computer
is registered at another hub. What that hub had said until then is kept, so that its certificates
are told from those of strangers; it vouches for nothing any more.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import msgspec

from ujuzi.domain.changes import Changes
from ujuzi.errors import MALFORMED, RefusedError
from ujuzi.store import facts, inbox
from ujuzi.store.database import Database
from ujuzi.sync.identity import LINK
from ujuzi.wire import documents

if TYPE_CHECKING:
    from ujuzi.credentials.key_list import Root
    from ujuzi.credentials.status_list import Reasons
    from ujuzi.credentials.trust import Trust

ROOTS = "roots"
"""The fact that holds those of the steward, as JSON; all of them, before the next one was there."""
HUB_ROOT = "hub-root"
LEFT = "left-hubs"
LIST = "list-of-issuers"
"""The fact, by a root's fingerprint, that holds the list which was last added from a file."""
MOST_LEFT = 8

log = logging.getLogger(__name__)


def trusted(db: Database) -> tuple[Root, ...]:
    """Return the roots that are trusted on this computer, beside the one that is shipped."""
    hub, stewards = _known(db)
    return (*((hub,) if hub else ()), *(each for each in stewards if each != hub))


def trust_root(db: Database, root: Root) -> None:
    """Trust a root from now on, as the steward decided."""
    hub, stewards = _known(db)
    if root not in stewards:
        _keep(db, hub, (*stewards, root))


def of_hub(db: Database) -> Root | None:
    """Return the root of the hub at which this computer is registered, if that hub has one."""
    return _known(db)[0]


def registered(db: Database, root: Root | None) -> None:
    """Trust the root of the hub at which this computer is registered now, in place of another's."""
    with db.atomic():
        _keep(db, root, _known(db)[1])
        left = [each for each in _left(db) if each[0] != root]
        facts.put(db, LEFT, msgspec.json.encode(left).decode())


def leave(db: Database) -> None:
    """Trust the root of the hub no longer, and keep what it had said and given out until now."""
    hub, stewards = _known(db)
    known = told(db)
    with db.atomic():
        inbox.leave(db, documents.CREDENTIAL)
        _keep(db, None, stewards)
        if hub is not None and known is not None:
            left = [each for each in _left(db) if each[0] != hub]
            left = [*left, (hub, msgspec.Raw(known))][-MOST_LEFT:]
            facts.put(db, LEFT, msgspec.json.encode(left).decode())


def left(db: Database) -> tuple[Trust, ...]:
    """Return what was known under the roots of hubs that this computer has left."""
    from ujuzi.credentials.trust import read_list

    found: list[Trust] = []
    for root, known in _left(db):
        with suppress(RefusedError):
            found.append(read_list(bytes(known), root))
    return tuple(found)


def told(db: Database) -> bytes | None:
    """Return the list that the hub has sent, as one file; None where none is here to be read."""
    return _list_of(db, _status_lists(db))


def each_told(db: Database) -> Iterator[bytes]:
    """Yield the key list that the hub has sent, and after it each status list by itself.

    One that a key signed which is good no more says nothing, and hides no other.
    """
    alone = _list_of(db, ())
    if alone is None:
        return
    yield alone
    for each in _status_lists(db):
        received = _list_of(db, (each,))
        if received is not None:
            yield received


def added(db: Database, root: Root) -> bytes | None:
    """Return the list that was last added from a file under a root."""
    known = facts.get(db, f"{LIST} {root.fingerprint}")
    return None if known is None else known.encode()


def add(db: Database, root: Root, data: bytes) -> None:
    """Keep a list from a file, under the root that it was verified with."""
    with db.atomic():
        facts.put(db, f"{LIST} {root.fingerprint}", data.decode())
        db.changed |= Changes.DOCUMENTS


def vouches_for(db: Database, key: bytes) -> bool:
    """Whether a key signs receipts as the hub's own key list says that is known here."""
    from ujuzi.credentials.key_list import RECEIPTS
    from ujuzi.credentials.trust import read_list

    hub, known = of_hub(db), told(db)
    if hub is None or known is None:
        return False
    try:
        listed = read_list(known, hub).key_list.find(key, RECEIPTS)
    except RefusedError:
        return False
    return listed is not None and listed.revoked is None


def _status_lists(db: Database) -> list[dict[str, Any]]:
    """Return the status lists that the hub has sent, as far as they can be read."""
    found = []
    for document in inbox.of_kind(db, documents.STATUS_LIST):
        with suppress(*MALFORMED):
            found.append(msgspec.json.decode(document.payload, type=dict[str, Any]))
    return found


def _reasons(db: Database) -> list[Reasons]:
    """Return what the hub has sent of when and why credentials were revoked."""
    from ujuzi.credentials.status_list import Reasons

    found = []
    for document in inbox.of_kind(db, documents.REVOCATION_REASONS):
        with suppress(*MALFORMED):
            found.append(msgspec.json.decode(document.payload, type=Reasons))
    return found


def _list_of(db: Database, status_lists: Sequence[dict[str, Any]]) -> bytes | None:
    """Return the hub's key list with some status lists, as one file; None without a key list."""
    from ujuzi.credentials.trust import write_list

    key_lists = {each.id: each.payload for each in inbox.of_kind(db, documents.KEY_LIST)}
    key_list = key_lists.pop(documents.KEY_LIST, None)
    try:
        if key_list is None:
            return None
        return write_list(key_list, status_lists, key_lists.values(), _reasons(db))
    except MALFORMED:
        log.warning("A key list that was received cannot be read.")
        return None


def _known(db: Database) -> tuple[Root | None, tuple[Root, ...]]:
    """Return the root of the hub, and those of the steward."""
    from ujuzi.credentials.key_list import Root

    roots = msgspec.json.decode(facts.get(db, ROOTS) or "[]", type=tuple[Root, ...])
    hub = facts.get(db, HUB_ROOT)
    if hub is None and facts.get(db, LINK) is not None:
        return _told_apart(db, roots)
    return msgspec.json.decode(hub or "null", type=Root | None), roots


def _told_apart(db: Database, roots: tuple[Root, ...]) -> tuple[Root | None, tuple[Root, ...]]:
    """Return which of these is the hub's, where an earlier version kept them together.

    It is the one under which the hub's list stands, or the newest that no steward brought: with one
    of a steward's there came a file. The others are of hubs that were left.
    """
    from ujuzi.credentials.trust import read_list

    def stands_under(known: bytes, root: Root) -> bool:
        try:
            read_list(known, root)
        except RefusedError:
            return False
        return True

    known = told(db)
    brought = [root for root in roots if added(db, root) is None]
    hubs = [root for root in roots if known is not None and stands_under(known, root)] or brought
    hub = hubs[-1] if hubs else None
    return hub, tuple(root for root in roots if root not in brought and root != hub)


def _keep(db: Database, hub: Root | None, stewards: tuple[Root, ...]) -> None:
    with db.atomic():
        facts.put(db, HUB_ROOT, msgspec.json.encode(hub).decode())
        facts.put(db, ROOTS, msgspec.json.encode(stewards).decode())


def _left(db: Database) -> list[tuple[Root, msgspec.Raw]]:
    from ujuzi.credentials.key_list import Root

    return msgspec.json.decode(facts.get(db, LEFT) or "[]", type=list[tuple[Root, msgspec.Raw]])
