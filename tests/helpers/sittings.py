"""A hub for sittings: registers a desk, tells it tickets and other documents, opens what comes."""

from __future__ import annotations

import msgspec

from ujuzi.domain import ticket
from ujuzi.domain.event import AssessmentSubmitted, LearnerId
from ujuzi.domain.sitting import Submission
from ujuzi.domain.ticket import Holder
from ujuzi.services.desk import Desk
from ujuzi.store import event_log, inbox
from ujuzi.sync import identity
from ujuzi.wire import documents, seal
from ujuzi.wire.documents import RosterLink, Ticket, Tickets
from ujuzi.wire.handed_in import open_submission

ASSESSMENT = "market-final"
PRIVATE = bytes(range(32))
SEALING_KEY = seal.public_half(PRIVATE)
HUB_KEYS = {seal.key_id(SEALING_KEY): PRIVATE}
COURSE, TICKET_KEY = "market-sums", bytes(32)
HOLDER = Holder("institution", "staff-7", COURSE, ASSESSMENT)


def register(desk: Desk) -> None:
    """Let the desk know a hub that can open what is handed in."""
    link = identity.HubLink("https://hub.example", bytes(32), SEALING_KEY, "institution", "campus")
    identity.keep(desk._db, link)


def tell(desk: Desk, kind: str, name: str, payload: object) -> None:
    """Send a document down."""
    document = inbox.InboxDocument(1, kind, name, 1, msgspec.json.encode(payload))
    inbox.put(desk._db, document)


def may_sit(desk: Desk, learner: LearnerId) -> None:
    """Register a desk, and let its hub have told what a learner draws from."""
    register(desk)
    give_tickets(desk, learner)


def give_tickets(desk: Desk, learner: LearnerId, next_: int = 1) -> None:
    """Link a profile to the person of `HOLDER`, and send down what she draws from."""
    tell(desk, documents.LINK, learner, RosterLink(person=HOLDER.person))
    salts = b"".join(ticket.salts(TICKET_KEY, HOLDER, next_ + 1))
    told = Tickets(key="key", tickets=(Ticket(COURSE, ASSESSMENT, next_, salts),))
    tell(desk, documents.TICKETS, learner, told)


def opened(desk: Desk, attempt: str) -> Submission:
    """Return what was handed in, as the hub opens it."""
    for event in event_log.replay(desk._db):
        if isinstance(event.body, AssessmentSubmitted) and event.body.attempt == attempt:
            return open_submission(event.body.sealed, HUB_KEYS, event.learner, attempt)
    raise LookupError(attempt)
