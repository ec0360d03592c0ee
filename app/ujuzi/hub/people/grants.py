"""Who is coordinator of a campus: grants, made for a one-time code, and the list that names them.

A code is a person's of the roster; her computer makes the keys, and comes with their public halves
and the code, by network or by file. A grant runs 180 days and is renewed by itself while she is
active: while acts of hers land, or something is recorded at a seat of hers. Her new grant ends the
one before, of which she forgot the words: that one is `left`. Revoked as `distrusted`, nothing
counts that had not landed by then. Whom the roster has at another campus, or no more, has left.

The list of a campus is published with every change, and comes down as a document of its stream. Its
number is at least the date in seconds, so that a hub which was put back goes on above what it said
before. Rows are locked in one order: grants, then the number of the list, then the relays that
grants permit (`hub.people.relays`), then the stream.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from typing import NamedTuple

from sqlalchemy import Connection, and_, func, insert, or_, select, update

from ujuzi.credentials.keys import PublicKey
from ujuzi.credentials.secrets import digest_of, new_code
from ujuzi.domain.authority import Actor, Role
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.feed import feed
from ujuzi.hub.people import registration, relays, rolls
from ujuzi.hub.people.registration import CODE_LIFE_MILLISECONDS
from ujuzi.hub.store.database import insert_ignoring
from ujuzi.hub.store.scope import Scope
from ujuzi.hub.store.tables import (
    grant_codes,
    grant_lists,
    grants,
    links,
    people,
    seats,
)
from ujuzi.wire import documents
from ujuzi.wire.batch import NOTHING_BEFORE, Signer
from ujuzi.wire.grants import (
    COORDINATOR,
    DISTRUSTED,
    LEFT,
    LIFE_MILLISECONDS,
    MOST_GRANTS,
    VERSION,
    Grant,
    GrantAsk,
    GrantList,
    write,
)

REASONS = (LEFT, DISTRUSTED)
"""Why a grant is revoked."""
RENEWED_BEFORE = LIFE_MILLISECONDS // 2
"""A grant is renewed that ends within so many milliseconds, where its holder was active as long."""


class HeldGrant(NamedTuple):
    """A grant as it stands at the hub; times are in milliseconds since 1970."""

    id: str
    institution: str
    campus: str
    person: str
    public_key: bytes
    since: int
    until: int
    ended: str
    last_act: int
    last_digest: bytes

    @property
    def actor(self) -> Actor:
        """Who acts by it."""
        return Actor(Role.COORDINATOR, self.campus, self.person)


class MadeGrant(NamedTuple):
    """A grant that was just made: where, and the signed list that names it."""

    institution: str
    campus: str
    wire: bytes


class ListedGrant(NamedTuple):
    """A grant as people are shown it."""

    id: str
    person: str
    name: str
    campus: str
    since: int
    until: int
    ended: str
    last_act: int


_COLUMNS = (
    *(grants.c.id, grants.c.institution, grants.c.campus, grants.c.person, grants.c.public_key),
    *(grants.c.since, grants.c.until, grants.c.ended, grants.c.last_act, grants.c.last_digest),
)


def make_code(connection: Connection, institution: str, person: str, now: int) -> str:
    """Return a one-time code that makes a person coordinator; raises `person-unknown`."""
    _campus_of(connection, institution, person)
    code = new_code()
    connection.execute(
        insert(grant_codes).values(
            digest=digest_of(code),
            institution=institution,
            person=person,
            expires_at=now + CODE_LIFE_MILLISECONDS,
        )
    )
    return code


def make(connection: Connection, key: Signer, asked: GrantAsk, now: int) -> MadeGrant:
    """Use a code up, and return the signed list that names the new grant.

    Who asks again with the same key is answered again: the first answer may have been lost. The
    computer that she names, where it is one of her campus, may collect for it, and hears of the
    campus's people once it has heard of her. Raises RefusedError
    `key-malformed`, `code-unknown`, or `person-unknown` where she is on the roster no more.
    """
    PublicKey(asked.sealing_key)
    c = grant_codes.c
    used = connection.execute(
        update(grant_codes)
        .where(
            c.digest == digest_of(asked.code),
            or_(c.used_by.is_(None), c.used_by == asked.public_key),
            c.expires_at > now,
        )
        .values(used_by=asked.public_key)
        .returning(c.institution, c.person)
    ).first()
    if used is None:
        raise RefusedError(
            Code.CODE_UNKNOWN, "This code is wrong, too old or was used; ask for another."
        )
    institution, person = used
    campus = _campus_of(connection, institution, person)
    if _of_key(connection, asked.public_key) is None:
        before = (grants.c.institution == institution, grants.c.person == person)
        connection.execute(
            update(grants).where(*before, grants.c.ended == "").values(ended=LEFT, ended_at=now)
        )
        id_ = secrets.token_hex(8)
        connection.execute(
            insert(grants).values(
                id=id_,
                institution=institution,
                campus=campus,
                person=person,
                public_key=asked.public_key,
                sealing_key=asked.sealing_key,
                since=now,
                until=now + LIFE_MILLISECONDS,
                ended="",
                active_at=now,
                last_digest=NOTHING_BEFORE,
            )
        )
        _lock_list(connection, campus)
        with suppress(RefusedError):  # no computer of this hub, or revoked
            computer = registration.find(connection, asked.device)
            if computer.campus == campus:
                relays.permit(connection, computer, now, id_)
    wire = publish(connection, key, institution, campus, now)
    rolls.open_office(connection, asked.device, _of_key(connection, asked.public_key) or "")
    return MadeGrant(institution, campus, wire)


def revoke(connection: Connection, key: Signer, id_: str, reason: str, now: int) -> HeldGrant:
    """End a grant as one of `REASONS`; what had landed of its acts is written down with it.

    One that was `left` may be distrusted later. Raises RefusedError `grant-unknown`, or
    `grant-ended` where it has ended so already.
    """
    found = find(connection, id_, lock=True)
    if found.ended in {reason, DISTRUSTED}:
        raise RefusedError(Code.GRANT_ENDED, f"The grant {id_} has ended already.")
    connection.execute(update(grants).where(grants.c.id == id_).values(ended=reason, ended_at=now))
    publish(connection, key, found.institution, found.campus, now)
    return found._replace(ended=reason)


def find(connection: Connection, id_: str, *, lock: bool = False) -> HeldGrant:
    """Return a grant; raises RefusedError `grant-unknown`."""
    query = select(*_COLUMNS).where(grants.c.id == id_)
    row = connection.execute(query.with_for_update() if lock else query).first()
    if row is None:
        raise RefusedError(Code.GRANT_UNKNOWN, f"There is no grant {id_}.")
    office = HeldGrant._make(row)
    return office._replace(
        public_key=bytes(office.public_key), last_digest=bytes(office.last_digest)
    )


def listed(scope: Scope) -> list[ListedGrant]:
    """Return the grants of a scope, by campus and when they were made."""
    c, p = grants.c, people.c
    query = (
        select(
            *(c.id, c.person, func.coalesce(p.name, ""), c.campus, c.since, c.until),
            *(c.ended, c.last_act),
        )
        .select_from(
            grants.outerjoin(people, and_(p.institution == c.institution, p.person == c.person))
        )
        .where(scope.covers(c.institution, campus=c.campus))
        .order_by(c.campus, c.since, c.id)
    )
    return [ListedGrant._make(row) for row in scope.connection.execute(query)]


def note_act(connection: Connection, id_: str, number: int, digest: bytes, now: int) -> None:
    """Write down which act of a grant landed last; its holder is active."""
    connection.execute(
        update(grants)
        .where(grants.c.id == id_)
        .values(last_act=number, last_digest=digest, active_at=now)
    )


def renew_due(connection: Connection, key: Signer, now: int) -> list[str]:
    """Renew the grants that end soon and whose holders are active; return which."""
    c, s, k = grants.c, seats.c, links.c
    used = (
        select(s.learner)
        .join_from(
            seats,
            links,
            and_(k.institution == s.institution, k.learner == s.learner, k.ended.is_(None)),
        )
        .where(
            s.institution == c.institution,
            k.person == c.person,
            s.ended.is_(None),
            s.used_at > now - RENEWED_BEFORE,
        )
        .exists()
    )
    due = and_(c.ended == "", c.until < now + RENEWED_BEFORE)
    renewed = connection.execute(
        update(grants)
        .where(due, or_(c.active_at > now - RENEWED_BEFORE, used))
        .values(until=now + LIFE_MILLISECONDS)
        .returning(c.id, c.institution, c.campus)
    ).all()
    for institution, campus in sorted({(row[1], row[2]) for row in renewed}):
        publish(connection, key, institution, campus, now)
    return sorted(row[0] for row in renewed)


def follow_roster(connection: Connection, now: int) -> list[tuple[str, str]]:
    """End as left the grants of whom the roster has at another campus by now, or no more.

    Return the institution and campus of each list that is to be published for it.
    """
    c, p = grants.c, people.c
    there = select(p.person).where(
        *(p.institution == c.institution, p.person == c.person, p.campus == c.campus),
        p.ended_at.is_(None),
    )
    ended = connection.execute(
        update(grants)
        .where(c.ended == "", ~there.exists())
        .values(ended=LEFT, ended_at=now)
        .returning(c.institution, c.campus)
    ).all()
    return sorted({(row[0], row[1]) for row in ended})


def publish(connection: Connection, key: Signer, institution: str, campus: str, now: int) -> bytes:
    """Sign the list of a campus as it stands, publish it, and return it.

    The computers that collected by a grant which has ended do so no more.
    """
    number = max(_lock_list(connection, campus) + 1, now // 1000)
    mine = update(grant_lists).where(grant_lists.c.campus == campus)
    connection.execute(mine.values(number=number))
    relays.end_with_grants(connection, campus, key)
    told = GrantList(
        VERSION, institution, campus, number, now, tuple(_of_campus(connection, campus))
    )
    wire = write(told, key)
    stream = feed.campus_stream(institution, campus)
    feed.publish(connection, stream, documents.GRANTS, documents.GRANTS, wire)
    return wire


def _lock_list(connection: Connection, campus: str) -> int:
    """Return the number of a campus's list, which nobody else changes until this is written."""
    insert_ignoring(connection, grant_lists, [{"campus": campus, "number": 0}])
    c = grant_lists.c
    known = connection.scalar(select(c.number).where(c.campus == campus).with_for_update())
    return int(known or 0)


def _of_campus(connection: Connection, campus: str) -> list[Grant]:
    """Return the grants of a campus; of those that ended, the latest, where there are too many."""
    c, p = grants.c, people.c
    rows = connection.execute(
        select(
            *(c.id, c.campus, c.person, func.coalesce(p.name, ""), c.public_key, c.sealing_key),
            *(c.since, c.until, c.ended, c.last_act, c.last_digest),
        )
        .select_from(
            grants.outerjoin(people, and_(p.institution == c.institution, p.person == c.person))
        )
        .where(c.campus == campus)
        .order_by((c.ended != "").asc(), c.since.desc(), c.id)
        .limit(MOST_GRANTS)
    )
    return [
        Grant(
            *(row[0], row[1], row[2], row[3], COORDINATOR, bytes(row[4]), bytes(row[5])),
            *(row[6], row[7], row[8], row[9], bytes(row[10])),
        )
        for row in rows
    ]


def _of_key(connection: Connection, public_key: bytes) -> str | None:
    """Return the grant that a key has already."""
    found: str | None = connection.scalar(
        select(grants.c.id).where(grants.c.public_key == public_key)
    )
    return found


def _campus_of(connection: Connection, institution: str, person: str) -> str:
    c = people.c
    query = select(c.campus).where(
        c.institution == institution, c.person == person, c.ended_at.is_(None)
    )
    campus = connection.scalar(query)
    if not campus:
        raise RefusedError(
            Code.PERSON_UNKNOWN, f"Nobody on the roster of {institution} is {person}."
        )
    return str(campus)
