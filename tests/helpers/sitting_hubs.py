"""A hub and a computer on which learners sit the exam of `helpers.exams`."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import select

from helpers.course_folders import KEY
from helpers.exams import ASSESSMENT, ATTEMPT, BANK_HASH, COURSE, ITEMS, answers, submission
from helpers.hubs import CAMPUS, NOW, Computer
from helpers.scopes import whole
from helpers.seats import seat
from ujuzi.credentials import sitting_code
from ujuzi.credentials.secrets import plain_code
from ujuzi.domain import ticket
from ujuzi.domain.assessment import DRAWING, Assessment
from ujuzi.domain.event import (
    AssessmentBegun,
    AssessmentSubmitted,
    Body,
    DeviceId,
    Event,
    LearnerId,
    Milliseconds,
    ProfileCreated,
)
from ujuzi.domain.sitting import Answered
from ujuzi.hub.app import Hub
from ujuzi.hub.assessment import key_sheets, sittings
from ujuzi.hub.landing import decisions
from ujuzi.hub.people import roster
from ujuzi.hub.store.tables import results
from ujuzi.packs import key_sheet
from ujuzi.packs.key_sheet import KeySheet
from ujuzi.wire import batch, seal
from ujuzi.wire.documents import RESULT, TICKETS, Result, Ticket, Tickets
from ujuzi.wire.handed_in import seal_submission
from ujuzi.wire.messages import Document

INSTITUTION = "unz"
ADA, AWA = "a" * 32, "b" * 32


def sealed_sheet(hub: Hub, assessment: Assessment = ASSESSMENT) -> bytes:
    """Return the key sheet of the exam, as its publisher sends it."""
    sheet = KeySheet(
        format=1,
        course=COURSE,
        title="AI literacy",
        language="en",
        version=1,
        assessment=assessment,
        bank=BANK_HASH,
        items=ITEMS,
    )
    written = key_sheet.write(sheet, KEY)
    return seal.seal(written, key_sheet.HEADER, (hub.identity.sealing_public,))


def add_sheet(hub: Hub, assessment: Assessment = ASSESSMENT) -> None:
    """Let a hub know the keys of the exam."""
    with hub.database.writing() as connection:
        key_sheets.add(connection, sealed_sheet(hub, assessment), hub.identity, NOW)


def code_for(hub: Hub, learner: str = ADA, extra: int = 0) -> str:
    """Return a new code for a supervised sitting of the exam."""
    with hub.database.writing() as connection:
        return sittings.make_code(connection, INSTITUTION, learner, "exam", extra, hub.now())


def link_to(hub: Hub, learner: str = ADA, person: str = "P1", campus: str = CAMPUS) -> None:
    """Put a person on the roster, and let a profile be hers."""
    line = f"person,name,campus,role\n{person},{person},{campus},teacher\n"
    with hub.database.writing() as connection:
        roster.import_roster(whole(connection), line)
        decisions.link(connection, INSTITUTION, learner, person, hub.now())


class Room:
    """A registered computer on which learners sit, and what came down to it."""

    def __init__(self, hub: Hub, **place: Any) -> None:
        self.hub = hub
        self.computer = Computer(hub, **place)
        self.documents: dict[tuple[str, str], bytes] = {}
        self._events = 0
        self._digest = batch.NOTHING_BEFORE

    def tell(self, learner: str, *bodies: Body) -> None:
        """Send events, and take what comes down."""
        made = []
        for body in bodies:
            self._events += 1
            at, number = Milliseconds(NOW + self._events), self._events
            device = DeviceId(self.computer.device)
            made.append(Event(device, number, number, LearnerId(learner), at, body))
        wires = []
        if made:
            cut = batch.cut(made, self._digest, self.computer.key)
            self._digest = cut.digest
            wires.append(cut.wire)
        self.hear(*self.computer.exchange(*wires).documents)

    def hear(self, *documents: Document) -> None:
        """Take documents as a device does; an empty one withdraws."""
        for document in documents:
            key = (document.kind, document.id)
            if document.payload:
                self.documents[key] = document.payload
            else:
                self.documents.pop(key, None)

    def sign_up(self, learner: str, name: str) -> None:
        """Let somebody make a profile here."""
        self.tell(learner, ProfileCreated(name=name, role="teacher", language="en"))

    def sit(
        self,
        right: int,
        learner: str = ADA,
        attempt: str = ATTEMPT,
        given: tuple[Answered, ...] | None = None,
        *,
        code: str = "",
        pace: int = 0,
        **facts: Any,
    ) -> Result:
        """Hand in an attempt with so many right answers, and return what is told of it.

        She is known to sit here. It is drawn by its `code`, or from the next number of her ticket,
        where she has one. `pace` is milliseconds an answer.
        """
        seat(self.hub, learner, self.computer.device)
        if self.tickets(learner) is None:
            self.tell(learner)
        lots, source = self.source(learner, attempt, code=code)
        if given is None:
            given = answers(right, *lots, milliseconds=pace)
        facts = {"learner": learner, "attempt": attempt, "bank": BANK_HASH, **source, **facts}
        sealed = seal_submission(submission(given, **facts), self.hub.identity.sealing_public)
        where: dict[str, Any] = {"course": COURSE, "assessment": "exam", "attempt": attempt}
        where["pack"] = "0" * 64
        told = ("opened_by", "drawing", "ticket_key", "number", "mac")
        self.tell(
            learner,
            AssessmentBegun(**where, **{name: facts[name] for name in told if name in facts}),
            AssessmentSubmitted(**where, sealed=sealed),
        )
        return self.result(attempt)

    def tickets(self, learner: str) -> Ticket | None:
        """Return what a learner draws the exam from, as this computer was told."""
        payload = self.documents.get((TICKETS, learner))
        told = msgspec.json.decode(payload, type=Tickets).tickets if payload else ()
        return next((each for each in told if each.course == COURSE), None)

    def source(
        self, learner: str, attempt: str, number: int = 0, code: str = ""
    ) -> tuple[tuple[str, ...], dict[str, Any]]:
        """Return the lots that draw an attempt, and what it says of where they are from.

        They are of its code, or of a number of a ticket, the next one if none is named; without a
        ticket its id draws it, as before there were any.
        """
        told, device = self.tickets(learner), self.computer.device
        facts: dict[str, Any] = {"drawing": DRAWING, "device": device}
        if code:
            secret = ticket.seed(plain_code(code), "exam")
            lots: tuple[str, ...] = (ticket.lot(secret),)
            facts |= {"opened_by": sitting_code.name_of(secret)}
        elif told is not None:
            number = number or told.next
            salts = [told.salt(n) or b"" for n in range(1, number + 1)]
            secret, lots = salts[-1], tuple(map(ticket.lot, salts))
            facts |= {"number": number, "ticket_key": self.hub.identity.ticket_key_id}
        else:
            return (attempt,), {}
        return lots, {**facts, "mac": ticket.proof(secret, device, attempt, learner)}

    def result(self, attempt: str = ATTEMPT) -> Result:
        """Return what this computer was told of an attempt."""
        return msgspec.json.decode(self.documents[RESULT, attempt], type=Result)


def kept_results(hub: Hub, attempt: str = ATTEMPT) -> list[tuple[int, str, str]]:
    """Return revision, reason and content of every result of an attempt."""
    query = select(results.c.revision, results.c.because, results.c.content).where(
        results.c.attempt == attempt
    )
    with hub.database.reading() as connection:
        return [tuple(row) for row in connection.execute(query.order_by(results.c.revision))]
