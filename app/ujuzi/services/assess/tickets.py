"""What an attempt on this computer is drawn from: a number of a ticket, or a sitting's code.

The number is the first that the hub has not seen handed in and that was not begun here, or as far
as is known here, by any profile of the same person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ujuzi.domain import ticket
from ujuzi.domain.event import LearnerId
from ujuzi.store import inbox, projections
from ujuzi.store.database import Database
from ujuzi.wire import documents
from ujuzi.wire.documents import RosterLink, Ticket, Tickets


@dataclass(frozen=True, slots=True)
class Source:
    """What an attempt is drawn from.

    `secret` is the salt, or the seed, of which the attempt carries a proof; `lots` draw it, the
    last one after those that come before. A code has no `number` and no `key`.
    """

    secret: bytes
    lots: tuple[str, ...]
    number: int = 0
    key: str = ""


def of_code(code: str, assessment: str) -> Source:
    """Return what a plain code of a supervised sitting draws from."""
    seed = ticket.seed(code, assessment)
    return Source(seed, (ticket.lot(seed),))


def of_ticket(db: Database, learner: LearnerId, course: str, assessment: str) -> Source | None:
    """Return what a learner's next attempt is drawn from; None where she has no number left."""
    told = inbox.read(db, documents.TICKETS, learner, Tickets)
    if told is None:
        return None
    wanted = (course, assessment)
    found = next((each for each in told.tickets if (each.course, each.assessment) == wanted), None)
    if found is None:
        return None
    taken, number = set(_begun(db, learner, found)), max(found.next, 1)
    while number in taken:
        number += 1
    salts = tuple(salt for n in range(1, number + 1) if (salt := found.salt(n)))
    if len(salts) < number:
        return None
    return Source(salts[-1], tuple(map(ticket.lot, salts)), number, told.key)


def _begun(db: Database, learner: LearnerId, of: Ticket) -> Iterator[int]:
    """Yield the numbers of a ticket with which attempts were begun; those that prove it."""
    for profile in _same_person(db, learner):
        known = projections.ASSESSMENTS.get(db, profile, of.course, of.assessment)
        for attempt, sitting in known.attempts.items():
            claim = sitting.claim
            salt = of.salt(claim.number) if claim else None
            if claim and salt and ticket.proves(claim.mac, salt, claim.device, attempt, profile):
                yield claim.number


def _same_person(db: Database, learner: LearnerId) -> set[LearnerId]:
    """Return the profiles that the hub has linked to the person to whom this one is."""
    linked = {
        LearnerId(document.id): told.person
        for document in inbox.of_kind(db, documents.LINK)
        if (told := documents.read(document.payload, RosterLink)) is not None
    }
    person = linked.get(learner)
    return {learner, *(each for each, other in linked.items() if person and other == person)}
