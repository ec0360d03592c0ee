"""The status lists of this hub: a place for each credential, and what was revoked.

Places are taken in an order that tells nothing of who was awarded when. A list keeps the id that it
was begun with, whatever the hub's address becomes. Strict verifiers want one issuer of credential
and list, so a list holds credentials of one issuer. Where that is the hub (did:web), its newest key
signs the list, whichever key signed the credentials. Where it is a key (did:key), that key signs as
long as it is not revoked, retired or not; after a rotation another list is begun. Where it is
revoked, nobody believes what it signs: then the newest key signs, a strict verifier refuses the
credentials for their issuer, and ours says that their key was revoked.

    signed      anew when it is asked for, if a place was taken since or a day has gone by; at a
                revocation at once. So none is older than what it is asked about. Its version
                counts how often
    published   once a day, and at a revocation: to computers of people who hold a credential of
                that list, and to those that check the certificates of others
    told again  to a computer that receives a credential, or begins to check

Whoever signs has locked the list's row first, so that of two revocations at once neither is lost.
Several lists are locked in the order of their numbers, and the global stream after them.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Sequence

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    or_,
    select,
    text,
    update,
)

from ujuzi.credentials.data_integrity import add_proof
from ujuzi.credentials.multibase import did_key
from ujuzi.credentials.status_list import BITS, StatusList, build, list_id, reasons_of
from ujuzi.domain.achievement import Revocation
from ujuzi.errors import RefusedError
from ujuzi.hub.credentials import keys
from ujuzi.hub.feed import feed
from ujuzi.hub.feed.feed import GLOBAL_PLACE, FeedPage
from ujuzi.hub.people.registration import Device
from ujuzi.hub.store import clock, settings
from ujuzi.hub.store.database import HubDatabase, insert_ignoring
from ujuzi.hub.store.tables import credentials, devices, heads, seats, status_lists
from ujuzi.wire import documents
from ujuzi.wire.messages import Document

SCATTER = 80_021
"""Odd, so that every place of a list, whose length is a power of two, is taken once."""
MANY = 1_000_000
"""Versions that are passed over after a backup was put back: more than it can have missed."""

CLOCKS_DIFFER = 10 * 60 * 1000
"""Milliseconds by which a credential may be dated after the list that is signed for it."""

DAY_MILLISECONDS = 24 * 3600 * 1000
"""How long a signed list is good, and how long computers wait for a newer one."""

UNSIGNED = {"taken": 0, "version": 0, "issued_at": 0, "signed": None, "reasons": None,
            "signed_at": 0, "revision": 0, "published": 0, "published_at": 0}  # fmt: skip

log = logging.getLogger(__name__)

_HEAD = (
    heads.c.institution == bindparam("of_institution"),
    heads.c.device == bindparam("of_device"),
)
_CHECKS_SINCE = select(heads.c.checks_since).where(*_HEAD)


def take_place(connection: Connection, issuer: str, now: int) -> tuple[int, int]:
    """Return the number of a status list of an issuer and a place in it that nobody has."""
    latest = connection.scalar(
        select(status_lists.c.number).order_by(status_lists.c.number.desc()).limit(1)
    )
    number = latest or 0
    base = settings.address_of(connection) or "https://hub.invalid"
    while True:
        row = {"number": number, "id": list_id(f"{base}/status/", number), "issuer": issuer}
        insert_ignoring(connection, status_lists, [{**UNSIGNED, **row}])
        taken = connection.scalar(
            text(
                "UPDATE status_lists SET taken = taken + 1, issued_at = :now, signed_at = 0"
                " WHERE number = :number AND issuer = :issuer AND taken < :bits RETURNING taken"
            ),
            {"number": number, "issuer": issuer, "bits": BITS, "now": now},
        )
        if taken is not None:
            return number, (taken - 1) * SCATTER % BITS
        number += 1


def id_of(connection: Connection, number: int) -> str:
    """Return the id of a list."""
    return str(connection.scalar(select(status_lists.c.id).where(status_lists.c.number == number)))


def hold(connection: Connection) -> None:
    """Lock every list until the transaction ends, before something is done to several."""
    query = select(status_lists.c.number).order_by(status_lists.c.number)
    connection.execute(query.with_for_update()).all()


def publish(connection: Connection, number: int, now: int) -> None:
    """Sign a list as it is now, and publish it; raises what `keys.signer_of` raises."""
    clock.check(connection, now)
    c = status_lists.c
    connection.execute(select(c.number).where(c.number == number).with_for_update()).one()
    _sign(connection, number, now, published=True)


def follow(connection: Connection, device: Device, *, checks: bool) -> int | None:
    """Return since which revision a computer is sent every list, if it is.

    So it is while somebody `checks` certificates on it. One that begins to is sent all of them
    with what it reads after that revision. Its head is locked already.
    """
    mine = {"of_institution": device.institution, "of_device": device.device}
    since: int | None = connection.scalar(_CHECKS_SINCE, mine)
    if checks != (since is not None):
        since = feed.next_revision(connection, keys.GLOBAL) if checks else None
        connection.execute(update(heads).where(*_HEAD).values(checks_since=since), mine)
    return since


def due(connection: Connection, now: int) -> list[int]:
    """Return the lists of which no copy was published for a day."""
    c = status_lists.c
    query = select(c.number).where(_older(c.published_at, now)).order_by(c.number)
    return list(connection.scalars(query))


def publish_due(database: HubDatabase, numbers: Collection[int], now: int) -> None:
    """Publish lists, unless somebody else has meanwhile."""
    if numbers:  # else every exchange would build the question
        older = _older(status_lists.c.published_at, now)
        _sign_each(database, numbers, older, now, published=True)


def freshen(database: HubDatabase, now: int) -> None:
    """Sign the lists anew in which a place was taken since, or that were signed a day ago."""
    c = status_lists.c
    stale = _older(c.signed_at, now)
    with database.reading() as connection:
        numbers = list(connection.scalars(select(c.number).where(stale).order_by(c.number)))
    _sign_each(database, numbers, stale, now)


def wanted(
    connection: Connection,
    device: Device,
    since: int | None,
    cursors: Sequence[int],
    page: FeedPage,
) -> set[int]:
    """Return the lists that a computer is to be sent with the page that it gets after `cursors`.

    Those of the credentials in that page, and those that were published meanwhile: all of them, if
    it is sent every list `since` a revision, or those of which somebody who uses it holds a
    credential.
    """
    c = status_lists.c
    query = select(c.number)
    found: set[int] = set()
    is_heard = since is None or cursors[0] >= since
    if is_heard:
        query = query.where(c.published > cursors[0], c.published <= page.cursors[0])
    if since is None:
        query = query.where(c.number.in_(_held_at(device)))
    if not is_heard or cursors[0] < page.cursors[0]:
        found.update(connection.scalars(query))
    ids = [each.id for each in page.documents if each.kind == documents.CREDENTIAL and each.payload]
    if ids:
        query = select(credentials.c.list).where(
            credentials.c.institution == device.institution, credentials.c.id.in_(ids)
        )
        found.update(connection.scalars(query))
    return found


def of_campus(connection: Connection, institution: str, campus: str) -> set[int]:
    """Return the lists of credentials of those who use a campus's computers.

    All there are, if certificates are checked on one of these.
    """
    h, d = heads.c, devices.c
    mine = select(d.device).where(d.institution == institution, d.campus == campus)
    checking = select(h.device).where(
        h.institution == institution, h.device.in_(mine), h.checks_since.is_not(None)
    )
    if connection.scalar(checking.limit(1)) is not None:
        return set(connection.scalars(select(status_lists.c.number)))
    c = credentials.c
    query = (
        select(c.list)
        .distinct()
        .join(seats, and_(seats.c.institution == c.institution, seats.c.learner == c.learner))
    )
    where = (c.institution == institution, seats.c.device.in_(mine))
    return set(connection.scalars(query.where(*where)))


def told(database: HubDatabase, numbers: Collection[int], now: int) -> tuple[Document, ...]:
    """Return lists as documents of the global stream, signed after all that they are about."""
    if not numbers:
        return ()
    c = status_lists.c
    stale = _older(c.signed_at, now)
    query = select(c.revision, c.number, stale, c.signed, c.reasons)
    query = query.where(c.number.in_(numbers)).order_by(c.number)
    with database.reading() as connection:
        rows = connection.execute(query).all()
    if unsigned := [row[1] for row in rows if row[2]]:
        _sign_each(database, unsigned, stale, now)
        with database.reading() as connection:
            rows = connection.execute(query).all()
    kinds = documents.STATUS_LIST, documents.REVOCATION_REASONS
    return tuple(
        Document(GLOBAL_PLACE, revision, kind, str(number), bytes(payload))
        for revision, number, _, *payloads in rows
        for kind, payload in zip(kinds, payloads, strict=True)
        if payload is not None
    )


def close_all(connection: Connection) -> None:
    """Take no more places in these lists: a backup does not know which were taken since.

    Nor which versions were signed: those that are now signed are newer than all of them.
    """
    connection.execute(
        update(status_lists).values(taken=BITS, version=status_lists.c.version + MANY)
    )


def revocations(number: int) -> Select[int, int, str]:
    """Return the query of the places of a list that were revoked, of when and why."""
    c = credentials.c
    return select(c.place, c.revoked_at, c.revoked_because).where(
        c.list == number, c.revoked_at.is_not(None)
    )


def _held_at(device: Device) -> Select[tuple[int]]:
    """Return the query of the lists of credentials of those who use a computer."""
    return (
        select(credentials.c.list)
        .join(
            seats,
            and_(
                seats.c.institution == credentials.c.institution,
                seats.c.learner == credentials.c.learner,
            ),
        )
        .where(
            credentials.c.institution == device.institution,
            seats.c.institution == device.institution,
            seats.c.device == device.device,
        )
    )


def _older(moment: ColumnElement[int], now: int) -> ColumnElement[bool]:
    """Return what is true of a moment that is a day away: in the future a clock was wrong."""
    return or_(moment <= now - DAY_MILLISECONDS, moment >= now + DAY_MILLISECONDS)


def _sign_each(
    database: HubDatabase,
    numbers: Iterable[int],
    needed: ColumnElement[bool],
    now: int,
    *,
    published: bool = False,
) -> None:
    """Sign lists, a transaction each, where it is still needed; what cannot be signed stays."""
    c = status_lists.c
    for number in numbers:
        query = select(c.number).where(c.number == number, needed).with_for_update()
        try:
            with database.writing() as connection:
                if connection.scalar(query) is not None:
                    _sign(connection, number, now, published=published)
        except RefusedError as refusal:
            log.warning("status list %s was not signed: %s", number, refusal.code)


def _sign(connection: Connection, number: int, now: int, *, published: bool) -> None:
    """Sign a list whose row is locked, and keep it."""
    list_ = status_lists.c
    id_, version, issuer, issued_at = connection.execute(
        select(list_.id, list_.version + 1, list_.issuer, list_.issued_at).where(
            list_.number == number
        )
    ).one()
    key, listed = keys.signer_of(connection, issuer, now)
    clock.signed(connection, now)
    rows = connection.execute(revocations(number))
    stated = StatusList(
        id=id_,
        issuer=issuer if listed.signs_as(issuer) else did_key(key.public),
        issued=keys.moment_of(issued_at if 0 < issued_at - now < CLOCKS_DIFFER else now),
        revoked={row[0]: Revocation(at=keys.moment_of(row[1]), reason=row[2]) for row in rows},
        version=version,
    )
    signed = msgspec.json.encode(add_proof(build(stated), key, stated.issued))
    revision = feed.next_revision(connection, keys.GLOBAL)
    beside = reasons_of(stated, key)
    reasons = None if beside is None else msgspec.json.encode(beside)
    facts = {
        "signed": signed,
        "reasons": reasons,
        "signed_at": now,
        "revision": revision,
        "version": version,
    }
    if published:
        facts |= {"published": revision, "published_at": now}
    connection.execute(update(status_lists).where(list_.number == number).values(facts))
