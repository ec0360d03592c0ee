"""Tickets at the hub: what goes down to a learner's computers to draw her attempts from.

A ticket is a person's, for one assessment (`domain.ticket`). Nothing of it is stored: its salts are
made from the ticket key when a document is read and when an attempt is graded. So a hub that was
put back from a backup makes the same ones, and its database alone tells nobody what is drawn. What
is written down is which number an attempt was, and which numbers are void.

A document holds the numbers 1 to n + 1, where n is above all that were handed in or are void. One
that nobody handed in, of a computer that broke, is passed over once a later one has come, and a
person is asked.
"""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from sqlalchemy import Connection, func, select

from ujuzi.domain import ticket
from ujuzi.domain.ticket import MOST_NUMBERS, Holder
from ujuzi.hub.feed import linked
from ujuzi.hub.store import settings, wrapping
from ujuzi.hub.store.database import insert_ignoring
from ujuzi.hub.store.tables import key_sheets, links, seats, sittings, void_numbers
from ujuzi.hub.store.wrapping import WrappingKey
from ujuzi.wire.documents import Ticket, Tickets

AHEAD = 2
"""How many numbers that were not handed in a learner's computers have."""


def written_out(connection: Connection, institution: str, learner: str) -> bytes:
    """Return the document of a learner as it is now; empty where she is linked to nobody."""
    person = linked.person_of(connection, institution, learner)
    if person is None:
        return b""
    key, told = key_of(connection), []
    for (course, assessment), number in _next(connection, institution, person).items():
        if number <= MOST_NUMBERS:
            holder = Holder(institution, person, course, assessment)
            salts = ticket.salts(key.ticket_key, holder, number + AHEAD - 1)
            told.append(Ticket(course, assessment, number, b"".join(salts)))
    return msgspec.json.encode(Tickets(key=key.ticket_key_id, tickets=tuple(told)))


def key_of(connection: Connection) -> WrappingKey:
    """Return the key from outside the database that makes tickets and wraps seeds."""
    return wrapping.found(settings.key_id_of(connection))


def handed_in(connection: Connection, holder: Holder) -> dict[str, int]:
    """Return the attempts that were drawn from a ticket, each with its number."""
    c = sittings.c
    rows = connection.execute(
        select(c.attempt, c.number).where(
            c.institution == holder.institution,
            c.drawn_for == holder.person,
            c.course == holder.course,
            c.assessment == holder.assessment,
        )
    )
    return {row[0]: row[1] for row in rows}


def voided(connection: Connection, holder: Holder) -> frozenset[int]:
    """Return the numbers of a ticket that are void."""
    c = void_numbers.c
    rows = connection.execute(
        select(c.first, c.last).where(
            c.institution == holder.institution,
            c.person == holder.person,
            c.course == holder.course,
            c.assessment == holder.assessment,
        )
    )
    return frozenset(number for first, last in rows for number in range(first, last + 1))


def void(connection: Connection, institution: str, stolen: Collection[str]) -> list[str]:
    """Let the numbers that lie on stolen computers count no more.

    Returns the learners who draw from higher ones by that, and are to be told.
    """
    users = select(seats.c.learner).where(
        seats.c.institution == institution, seats.c.device.in_(stolen)
    )
    c = links.c
    people = connection.scalars(
        select(c.person)
        .where(c.institution == institution, c.learner.in_(users), c.ended.is_(None))
        .distinct()
    )
    found: list[str] = []
    for person in sorted(people):
        rows = [
            {
                "institution": institution,
                "person": person,
                "course": course,
                "assessment": assessment,
                "first": number,
                "last": number + AHEAD - 1,
            }
            for (course, assessment), number in _next(connection, institution, person).items()
        ]
        insert_ignoring(connection, void_numbers, rows)
        found += linked.learners_of(connection, institution, person)
    return found


def _next(connection: Connection, institution: str, person: str) -> dict[tuple[str, str], int]:
    """Return the number of a person's next attempt at every assessment that this hub grades."""
    sheet = key_sheets.c
    known = select(sheet.course, sheet.assessment).distinct()
    rows = connection.execute(known.order_by(sheet.course, sheet.assessment))
    found: dict[tuple[str, str], int] = dict.fromkeys(map(tuple, rows), 1)
    for table, whose, number in (
        (sittings, sittings.c.drawn_for, sittings.c.number),
        (void_numbers, void_numbers.c.person, void_numbers.c.last),
    ):
        c = table.c
        for course, assessment, most in connection.execute(
            select(c.course, c.assessment, func.max(number))
            .where(c.institution == institution, whose == person)
            .group_by(c.course, c.assessment)
        ):
            if (course, assessment) in found:
                found[course, assessment] = max(found[course, assessment], most + 1)
    return found
