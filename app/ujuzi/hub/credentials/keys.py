"""The hub's issuing keys, and the key list that says whose they are.

A root of three keys, of which two sign, stands above the list. A real deployment makes it offline
(`ujuzi-hub root new`) and brings signed lists; a new hub makes one of its own, so that everything
works at once, and says so. When a root takes over from another, the list with which it does so is
signed by both: that handover is kept, travels with every later list and leads computers that trust
the former root to the new one. The private keys of the hub's own root have nothing left to sign
then, and are deleted.

Credentials are signed with the newest issuing key that the list names. Its predecessor is good for
a while after, because a list may take days to be signed; what it has signed stays good for ever,
and it signs the status lists that it began (`hub.credentials.status_lists`). A hub with a public
address issues as that address (did:web), once the list says that its keys may; every other as its
key (did:key). The list says too which organisations a key may name as issuers.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, select, update

from ujuzi.credentials.key_list import (
    GRANTS,
    ISSUING,
    MAX_DIDS,
    MAX_NAMES,
    RECEIPTS,
    ROOT_KEYS,
    SEALING,
    KeyList,
    ListedKey,
    Root,
    countersign,
    read_key_list,
    root_named_in,
    root_of,
    write_key_list,
)
from ujuzi.credentials.keys import PublisherKey
from ujuzi.credentials.multibase import did_document, did_key, did_web
from ujuzi.credentials.status_list import Reasons
from ujuzi.credentials.trust import write_list
from ujuzi.domain import moment
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.credentials import achievements
from ujuzi.hub.feed import feed
from ujuzi.hub.store import clock, settings
from ujuzi.hub.store.settings import OWN_ROOT, SEED_BYTES, Identity
from ujuzi.hub.store.tables import issuing_keys, organisations, status_lists
from ujuzi.wire import documents

KEY_LIST, HANDOVERS = "key-list", "root-handovers"
GLOBAL = ("", feed.GLOBAL)
OVERLAP = timedelta(days=30)
"""How long an issuing key is good after the next one was made."""


def moment_of(now: int) -> datetime:
    """Return a time in whole seconds, as credentials and lists are dated."""
    return moment.moment_of(now // 1000 * 1000)


def prepare(connection: Connection, identity: Identity, now: int) -> bool:
    """Make an issuing key, a root and a key list where there is none; return whether it did."""
    if settings.get(connection, KEY_LIST) is not None:
        return False
    seeds = secrets.token_bytes(ROOT_KEYS * SEED_BYTES)
    settings.put(connection, OWN_ROOT, settings.wrapped(connection, OWN_ROOT, seeds))
    _make_issuing_key(connection, now)
    root = root_of(_own_root(connection))
    _keep(connection, write_key_list(_next_list(connection, identity, root, now), ()))
    return True


def rotate(connection: Connection, identity: Identity, now: int) -> bool:
    """Make a new issuing key; return whether it is in use already.

    Under a root that is not the hub's own, it is once a list that names it was signed and imported.
    """
    clock.check(connection, now)
    clock.signed(connection, now)
    known = current_list(connection)
    _make_issuing_key(connection, now)
    own = _own_root(connection)
    if not own or known.root != root_of(own):
        return False
    _keep(connection, write_key_list(_next_list(connection, identity, known.root, now), ()))
    return True


def draft(connection: Connection, identity: Identity, root: Root | None, now: int) -> bytes:
    """Return the next version of the key list, unsigned; `root` is a new one, if there is."""
    root = root or current_list(connection).root
    return write_key_list(_next_list(connection, identity, root, now), ())


def import_list(connection: Connection, data: bytes) -> KeyList:
    """Take a signed key list into use; raises RefusedError as `read_key_list` does."""
    return _keep(connection, data)


def current_list(connection: Connection) -> KeyList:
    """Return the key list in use; raises RefusedError `key-list-missing`."""
    data = _signed_list(connection)
    return read_key_list(data, root_named_in(data))


def signing_key(connection: Connection, now: int) -> tuple[PublisherKey, ListedKey]:
    """Return the key that signs credentials now, and its entry on the list.

    Raises RefusedError `clock-doubted`, `key-list-missing` or `issuing-key-missing`.
    """
    clock.check(connection, now)
    for listed in current_list(connection).in_use(ISSUING, moment_of(now)):
        if key := _issuing_key(connection, listed.key):
            return key, listed
    raise RefusedError(Code.ISSUING_KEY_MISSING, "The key list names no issuing key of this hub.")


def signer_of(connection: Connection, issuer: str, now: int) -> tuple[PublisherKey, ListedKey]:
    """Return the key that signs for an issuer, and its entry on the list.

    The newest of those that may; where it is a key (did:key), that key, in use or retired. The
    newest of all where none may. Raises what `signing_key` raises.
    """
    clock.check(connection, now)
    for listed in _good_for(connection, issuer):
        if key := _issuing_key(connection, listed.key):
            return key, listed
    return signing_key(connection, now)


def _good_for(connection: Connection, issuer: str) -> list[ListedKey]:
    """Return the issuing keys that may sign for an issuer and are not revoked, the newest first."""
    able = [each for each in current_list(connection).signing_as(issuer) if not each.revoked]
    return sorted(able, key=lambda each: each.valid_from, reverse=True)


def issuer_of(connection: Connection, listed: ListedKey) -> str:
    """Return as whom the hub issues with this key: by its address, or else as the key itself.

    By an address only once the list says that it is the key's: so all who check offline know.
    """
    did = did_web(settings.address_of(connection))
    return did if did in listed.dids else did_key(listed.public)


def document_of_did(connection: Connection) -> bytes | None:
    """Return what this hub publishes under its did:web, if it has one: its issuing keys as JSON.

    Retired keys stay, for what they signed stays good; revoked ones do not. Raises RefusedError
    `key-list-missing`.
    """
    did = did_web(settings.address_of(connection))
    good = _good_for(connection, did)
    if not good:
        return None
    return msgspec.json.encode(did_document(did, (each.public for each in good)))


def refresh(connection: Connection, identity: Identity, now: int) -> bool:
    """Sign the list anew where this hub is no longer as it says; return whether it was signed.

    Under a root that is not the hub's own nothing is done: a draft says it.
    """
    own, data = _own_root(connection), settings.get(connection, KEY_LIST)
    if data is None or not own or root_named_in(data) != root_of(own):
        return False
    drafted = _next_list(connection, identity, root_of(own), now)
    if drafted.keys == current_list(connection).keys:
        return False
    _keep(connection, write_key_list(drafted, ()))
    return True


def trust_file(connection: Connection) -> bytes:
    """Return the key list and every status list, as the one file with which anybody can check."""
    c = status_lists.c
    query = select(c.signed, c.reasons).where(c.signed.is_not(None)).order_by(c.number)
    rows = connection.execute(query).all()
    return write_list(
        _signed_list(connection),
        [msgspec.json.decode(signed) for signed, _ in rows],
        _handovers(connection),
        [msgspec.json.decode(reasons, type=Reasons) for _, reasons in rows if reasons is not None],
    )


def status_list(connection: Connection, number: int) -> bytes | None:
    """Return a signed status list by its number."""
    c = status_lists.c
    found = connection.scalar(select(c.signed).where(c.number == number))
    return None if found is None else bytes(found)


def root(connection: Connection) -> bytes:
    """Return the root as JSON, for computers that register; empty where there is none."""
    data = settings.get(connection, KEY_LIST)
    return b"" if data is None else msgspec.json.encode(root_named_in(data))


def _signed_list(connection: Connection) -> bytes:
    data = settings.get(connection, KEY_LIST)
    if data is None:
        raise RefusedError(Code.KEY_LIST_MISSING, "This hub has no key list; start it once.")
    return data


def _keep(connection: Connection, data: bytes) -> KeyList:
    """Verify a list against the one in use, keep it and publish it."""
    data = countersign(data, _own_root(connection))
    known = settings.get(connection, KEY_LIST)
    previous = None if known is None else current_list(connection)
    key_list = read_key_list(data, root_named_in(data), previous)
    settings.put(connection, KEY_LIST, data)
    _sign_status_lists_anew(connection)
    if previous is not None and previous.root != key_list.root:
        _hand_over(connection, data)
    feed.publish(connection, GLOBAL, documents.KEY_LIST, documents.KEY_LIST, data)
    return key_list


def forget_own_root(connection: Connection) -> bool:
    """Delete the hub's own root where another has taken over already; return whether it did.

    The list in use is signed by both then, and becomes the handover. For hubs of earlier versions,
    which kept their root and signed every later list with it as well.
    """
    own = _own_root(connection)
    known = settings.get(connection, KEY_LIST)
    if not own or known is None or root_named_in(known) == root_of(own):
        return False
    read_key_list(known, root_of(own))
    _hand_over(connection, known)
    return True


def _hand_over(connection: Connection, data: bytes) -> None:
    """Keep and publish the list with which a root took over; delete the hub's own.

    Its id comes before that of the list in use: computers read them in that order.
    """
    kept = (*_handovers(connection), data)
    settings.put(connection, HANDOVERS, msgspec.json.encode([msgspec.Raw(each) for each in kept]))
    id_ = f"{documents.HANDOVER}-{len(kept):03}"
    feed.publish(connection, GLOBAL, documents.KEY_LIST, id_, data)
    settings.forget(connection, OWN_ROOT)


def _handovers(connection: Connection) -> tuple[bytes, ...]:
    """Return the lists with which roots took over, the oldest first."""
    kept = settings.get(connection, HANDOVERS) or b"[]"
    return tuple(bytes(each) for each in msgspec.json.decode(kept, type=list[msgspec.Raw]))


def _next_list(connection: Connection, identity: Identity, root: Root, now: int) -> KeyList:
    """Return the next version: this hub's keys, and those of others as they stand.

    Raises RefusedError `clock-doubted`.
    """
    clock.check(connection, now)
    known = None
    if settings.get(connection, KEY_LIST) is not None:
        known = current_list(connection)
    ours = tuple(_as_before(known, each) for each in _ours(connection, identity))
    names = {each.key for each in ours}
    others = tuple(each for each in known.keys if each.key not in names) if known else ()
    return KeyList(
        version=known.version + 1 if known else 1,
        issued=moment_of(now),
        root=root,
        keys=ours + others,
    )


def _as_before(known: KeyList | None, entry: ListedKey) -> ListedKey:
    """Return an entry with what stays: that it was revoked, and the names of old addresses."""
    before = known.find(bytes.fromhex(entry.key), entry.role) if known else None
    if before is None:
        return entry
    dids = tuple(dict.fromkeys((*before.dids, *entry.dids)))
    return msgspec.structs.replace(entry, revoked=before.revoked, dids=dids[-MAX_DIDS:])


def _ours(connection: Connection, identity: Identity) -> Iterator[ListedKey]:
    row = connection.execute(
        select(organisations.c.id, organisations.c.name).where(organisations.c.parent.is_(None))
    ).first()
    organisation, name = (row[0], row[1]) if row else ("", "")
    made = connection.execute(
        select(issuing_keys.c.key, issuing_keys.c.made_at).order_by(issuing_keys.c.made_at)
    ).all()
    whose: dict[str, Any] = {"name": name, "organisation": organisation}
    did = did_web(settings.address_of(connection))
    issues: dict[str, Any] = {"dids": (did,) if did else (), "names": _names(connection)}
    for place, (key, made_at) in enumerate(made):
        later = moment_of(made[place + 1][1]) + OVERLAP if place + 1 < len(made) else None
        since = moment_of(made_at)
        yield ListedKey(
            key=key, role=ISSUING, valid_from=since, valid_until=later, **whose, **issues
        )
    since = moment_of(made[0][1])
    receipts = identity.signing_key.public.raw.hex()
    for role in (RECEIPTS, GRANTS):
        yield ListedKey(key=receipts, role=role, valid_from=since, **whose)
    sealing = identity.sealing_public.hex()
    yield ListedKey(key=sealing, role=SEALING, valid_from=since, **whose)


def _names(connection: Connection) -> tuple[str, ...]:
    """Return the organisations of the tree that may be named as issuers.

    The secretariat and its centres, and those below that award something: the list stays short
    where there are hundreds.
    """
    c = organisations.c
    rows = connection.execute(select(c.name, c.kind).order_by(c.id)).all()
    awarding = {each.achievement.awarding_body for each in achievements.offers(connection)}
    return tuple(
        dict.fromkeys(
            name for name, kind in rows if kind in ("secretariat", "centre") or name in awarding
        )
    )[:MAX_NAMES]


def _make_issuing_key(connection: Connection, now: int) -> None:
    seed = secrets.token_bytes(SEED_BYTES)
    key = PublisherKey(seed).public.raw.hex()
    kept = settings.wrapped(connection, settings.issuing_name(key), seed)
    connection.execute(issuing_keys.insert().values(key=key, seed=kept, made_at=now))


def _own_root(connection: Connection) -> tuple[PublisherKey, ...]:
    kept = settings.get(connection, OWN_ROOT)
    seeds = settings.secret(connection, OWN_ROOT, kept) if kept else b""
    return tuple(
        PublisherKey(seeds[start : start + SEED_BYTES])
        for start in range(0, len(seeds), SEED_BYTES)
    )


def _issuing_key(connection: Connection, public: str) -> PublisherKey | None:
    """Return an issuing key of this hub by its public half, in hexadecimal."""
    kept = connection.scalar(select(issuing_keys.c.seed).where(issuing_keys.c.key == public))
    if kept is None:
        return None
    return PublisherKey(settings.secret(connection, settings.issuing_name(public), bytes(kept)))


def _sign_status_lists_anew(connection: Connection) -> None:
    """Let every status list be signed and published at the next occasion: by other keys, maybe."""
    c = status_lists.c
    connection.execute(select(c.number).order_by(c.number).with_for_update()).all()
    connection.execute(update(status_lists).values(signed_at=0, published_at=0))
