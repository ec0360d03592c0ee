"""Erasing somebody at the hub, whole and at once, and keeping it so.

All that stands under her name or her profiles' ids goes: what she did and wrote, her results and
what was asked about them, codes, seats, links, her line in the roster. Of an event there stays that
her computer told one, and when: its learner, kind and payload go, for the batch's digest and the
numbers of the log are the computer's. The signed bytes of such batches go too. What was counted
stays counted.

Her certificates are revoked, or stay good, as she asks; either way the hub keeps of each only its
place in the status list, so that whoever holds the file can have it checked.

Everything published of her is withdrawn, so that computers drop what came from the hub, and every
computer of the institution is told by document to drop the rest (`store.erasure`). The ids of
her profiles stay written down, with when and by which role she was erased: what her computers tell
later lands blank (`hub.landing.ingest`), for batches that are cut go up as they are. Batches that
are parked are blanked when they land. No batch lands meanwhile: every head is locked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from typing import NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, and_, delete, insert, or_, select, update

from ujuzi.domain.event import BLANK as BLANK
from ujuzi.domain.event import CoordinatorActed, ReportExported
from ujuzi.errors import MALFORMED
from ujuzi.hub.assessment import awards
from ujuzi.hub.credentials import status_lists
from ujuzi.hub.feed import feed
from ujuzi.hub.feed.reading import Reading, learner_in, read
from ujuzi.hub.people import acts, links, projections, rolls
from ujuzi.hub.store import tables
from ujuzi.hub.store.scope import Scope
from ujuzi.hub.store.tables import (
    batches,
    credentials,
    erased,
    events,
    forks,
    heads,
    people,
    quarantine,
    results,
    signals,
    sittings,
)
from ujuzi.wire import batch, documents

NOTHING = "{}"
"""Its payload."""
AT_HER_REQUEST = "Withdrawn at the request of its holder."
"""Why her certificates are revoked: everybody who checks one reads it."""

MOST_FILES = 200
"""That are listed, of those that were exported."""

OF_LEARNER: tuple[Table, ...] = (
    *(tables.states, tables.progress, tables.seats, tables.held, tables.proofs),
    *(tables.links, tables.link_questions, tables.link_proofs),
    *(tables.person_codes, tables.code_uses),
    *(tables.sitting_codes, tables.accommodations, tables.appeals),
    *(tables.owed, tables.learners),
)
"""What is kept of a profile, in the order in which it goes."""
OF_PERSON: tuple[Table, ...] = (
    *(tables.links, tables.link_questions, tables.person_codes),
    *(tables.void_numbers, tables.decisions, tables.memberships, people),
)
"""What is kept of a person of the roster."""


class Erased(NamedTuple):
    """How many profiles and certificates there were."""

    profiles: int
    certificates: int


class ExportedFile(NamedTuple):
    """A report of people that somebody took along as a file: at which computer, and when it said.

    `at` is that computer's claim; `rows` are people.
    """

    computer: str
    at: int
    file: str
    rows: int


def exported(scope: Scope) -> list[ExportedFile]:
    """Return the files that may hold somebody who is erased, the latest first; nobody else can
    destroy them.
    """
    e, d = events.c, tables.devices.c
    rows = scope.connection.execute(
        select(d.name, e.recorded_at, e.payload)
        .select_from(events.join(tables.devices, e.device == d.device))
        .where(e.institution == scope.institution, e.kind == ReportExported.kind, e.counts)
        .order_by(e.recorded_at.desc(), e.device, e.sequence)
        .limit(MOST_FILES)
    )
    found = []
    for name, at, payload in rows:
        with suppress(*MALFORMED):
            said = msgspec.json.decode(payload, type=ReportExported)
            found.append(ExportedFile(name, at, said.file, said.rows))
    return found


def erased_in(connection: Connection, institution: str, reading: Reading) -> set[str]:
    """Return who was erased of those of whom a batch tells something."""
    named = named_in(reading)
    asked = [each for each in named if "\x00" not in each]  # which PostgreSQL cannot be asked
    query = select(erased.c.learner).where(
        erased.c.institution == institution, erased.c.learner.in_(asked)
    )
    return set(connection.scalars(query)) if asked else set()


def named_in(reading: Reading) -> set[str]:
    """Return of whom a batch tells something."""
    named = {row[2] for row in reading.rows}
    return named | {_learner_of(content) for _, _, content in reading.unfit} - {""}


def blanked(reading: Reading, gone: Collection[str]) -> tuple[list[tuple[object, ...]], Reading]:
    """Return the rows of events of those who are gone, blank, and what a batch says of others."""
    hers = [row for row in reading.rows if row[2] in gone]
    rows = [row for row in reading.rows if row[2] not in gone]
    kept = {row[0] for row in rows}
    origins = {number: origin for number, origin in reading.origins.items() if number in kept}
    unfit = [each for each in reading.unfit if _learner_of(each[2]) not in gone]
    blank: list[tuple[object, ...]] = [(*row[:2], "", BLANK, row[4], NOTHING) for row in hers]
    return blank, reading.of_others(rows, origins, unfit)


def erase(
    scope: Scope, learners: Collection[str], person: str = "", *, keeps_certificates: bool
) -> Erased:
    """Erase profiles, and the person of the roster whose they are where one is named.

    Raises RefusedError `learner-unknown`, and what `awards.revoke` raises.
    """
    connection, institution = scope.connection, scope.institution
    c = heads.c
    every = select(c.device).where(c.institution == institution).order_by(c.device)
    connection.execute(every.with_for_update()).all()
    _delete_attempts(connection, institution, learners)
    _lock_people(connection, institution, learners, person)
    gone = _credentials_of(connection, institution, learners, person)
    if not keeps_certificates:
        status_lists.hold(connection)
        for id_, holds in gone.items():
            if holds:
                awards.revoke(connection, id_, AT_HER_REQUEST, scope.now)
    there = projections.lock(connection, institution, sorted(learners))
    for learner in learners:
        if learner not in there:
            raise links.unknown(learner)
    feed.withdraw(connection, institution, learners)
    everywhere = feed.institution_stream(institution)
    told = dict.fromkeys(learners, b"{}")
    feed.publish_each(connection, everywhere, documents.ERASED, told, source="")
    _blank_credentials(connection, institution, gone)
    _forget_bytes(connection, institution, learners)
    hers = and_(events.c.institution == institution, events.c.learner.in_(learners))
    blank = {"learner": "", "kind": BLANK, "payload": NOTHING, "counts": False}
    connection.execute(update(events).where(hers).values(**blank))
    for table in OF_LEARNER:
        _delete(connection, table, institution, table.c.learner.in_(learners))
    if person:
        _forget_person(connection, institution, person)
    row = {"institution": institution, "erased_at": scope.now, "decided_by": scope.actor.role}
    if learners:
        connection.execute(insert(erased), [{**row, "learner": each} for each in learners])
    return Erased(len(learners), len(gone))


def _forget_person(connection: Connection, institution: str, person: str) -> None:
    """Let go of a person of the roster, and of what coordinators signed that names her."""
    groups = rolls.cohorts_of(connection, institution, [person])
    for table in OF_PERSON:
        _delete(connection, table, institution, table.c.person == person)
    told_by = acts.forget_person(connection, institution, person)
    e, b = events.c, batches.c
    acted = select(e.sequence).where(
        e.institution == b.institution,
        e.device == b.device,
        e.sequence.between(b.first, b.last),
        e.kind == CoordinatorActed.kind,
    )
    landed = and_(b.institution == institution, b.device.in_(told_by), b.wire.is_not(None))
    connection.execute(update(batches).where(landed, acted.exists()).values(wire=None))
    rolls.tell(connection, institution, [person], groups)


def _delete_attempts(connection: Connection, institution: str, learners: Collection[str]) -> None:
    """Delete attempts and what came of them; who grades one of them now has done so first."""
    s = sittings.c
    mine = select(s.attempt).where(s.institution == institution, s.learner.in_(learners))
    attempts = connection.scalars(mine.order_by(s.attempt).with_for_update()).all()
    for table in (results, signals, sittings):
        _delete(connection, table, institution, table.c.attempt.in_(attempts))


def _lock_people(
    connection: Connection, institution: str, learners: Collection[str], person: str
) -> None:
    """Lock the people to whom something may just be awarded."""
    linked_to = select(tables.links.c.person).where(
        tables.links.c.institution == institution, tables.links.c.learner.in_(learners)
    )
    c = people.c
    who = or_(c.person == person, c.person.in_(linked_to))
    rows = select(c.person).where(c.institution == institution, who).order_by(c.person)
    connection.execute(rows.with_for_update()).all()


def _credentials_of(
    connection: Connection, institution: str, learners: Collection[str], person: str
) -> dict[str, bool]:
    """Return the ids of somebody's credentials, and whether each holds."""
    c = credentials.c
    hers: ColumnElement[bool] = c.learner.in_(learners)
    if person:
        hers = or_(hers, c.person == person)
    rows = connection.execute(
        select(c.id, c.revoked_at.is_(None)).where(c.institution == institution, hers)
    )
    return {row[0]: bool(row[1]) for row in rows}


def _blank_credentials(connection: Connection, institution: str, ids: Iterable[str]) -> None:
    """Keep of credentials what their status lists need; no code finds them any more."""
    c = credentials.c
    blank = {"person": "", "learner": "", "attempt": "", "code": c.id, "payload": b""}
    mine = and_(c.institution == institution, c.id.in_(list(ids)))
    connection.execute(update(credentials).where(mine).values(blank))


def _forget_bytes(connection: Connection, institution: str, learners: Collection[str]) -> None:
    """Let go of signed bytes that tell of learners, and of what was set aside of theirs."""
    e, b = events.c, batches.c
    tells = select(e.sequence).where(
        e.institution == b.institution,
        e.device == b.device,
        e.sequence.between(b.first, b.last),
        e.learner.in_(learners),
    )
    landed = and_(b.institution == institution, b.wire.is_not(None), tells.exists())
    connection.execute(update(batches).where(landed).values(wire=None))
    q, f = quarantine.c, forks.c
    aside = select(q.device, q.sequence, q.content).where(q.institution == institution)
    for device, sequence, content in connection.execute(aside).all():
        if _learner_of(bytes(content)) in learners:
            this = and_(q.device == device, q.sequence == sequence)
            _delete(connection, quarantine, institution, this)
    kept = select(f.device, f.first, f.digest, f.wire).where(f.institution == institution)
    for device, first, digest, wire in connection.execute(kept).all():
        if named_in(read(batch.read(bytes(wire)))) & set(learners):
            this = and_(f.device == device, f.first == first, f.digest == digest)
            _delete(connection, forks, institution, this)


def _delete(
    connection: Connection, table: Table, institution: str, which: ColumnElement[bool]
) -> None:
    connection.execute(delete(table).where(table.c.institution == institution, which))


def _learner_of(content: bytes) -> str:
    """Return of whom an event is that is kept whole; of nobody where it is a whole batch."""
    try:
        return learner_in(content)
    except (*MALFORMED, LookupError, TypeError):
        return ""
