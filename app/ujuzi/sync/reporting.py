"""Report parts: cut by a computer at each visit, kept by who collects.

A statement is cut in the moment in which its batches are, over one state of the store; it counts
each entry once, under the identity that told it last. What is told of learners is sealed to the
coordinators of whom this computer knows, and to nobody where it knows of none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from ujuzi import __version__
from ujuzi.credentials.keys import PublicKey
from ujuzi.domain.event import DeviceId, LearnerId, Milliseconds
from ujuzi.domain.profile import ProfileState
from ujuzi.domain.progress import CourseState
from ujuzi.domain.sitting import AssessmentState, Uptime, with_answers
from ujuzi.domain.statement import (
    DIGEST_BYTES,
    MOST_COURSES,
    MOST_LINE,
    VERSION,
    ComputerStatement,
    StatedCourse,
    StatedIdentity,
    course_mark,
)
from ujuzi.errors import RefusedError
from ujuzi.store import (
    accounts,
    appeals,
    catalogue,
    drafts,
    event_log,
    facts,
    grants,
    hub_date,
    inbox,
    outbox,
    points,
    projections,
    sittings,
    statements,
)
from ujuzi.store.database import Database
from ujuzi.sync.identity import Keys
from ujuzi.wire import documents, report, statement
from ujuzi.wire.carrying import CampusComputer
from ujuzi.wire.documents import RosterLink
from ujuzi.wire.report import LearnerReport, ReportedState

NUMBER = "statement-number"
"""The fact that counts this computer's statements."""

REPORTED = tuple(each for each in projections.ALL if report.CHOICES.get(each.state))
"""The projections of which anything is told."""


@dataclass(frozen=True, slots=True)
class Premises:
    """What a statement says of the machine: how long it has been running, and bytes free on it."""

    up: Uptime | None = None
    free: int = 0


UNKNOWN = Premises()


def cut(db: Database, keys: Keys, now: Milliseconds, here: Premises) -> bytes:
    """Return the report part of a visit, for what is in batches by now and for what is not."""
    device = event_log.device_id(db)
    number = int(facts.get(db, NUMBER) or 0) + 1
    with db.atomic():
        facts.put(db, NUMBER, str(number))
    stated = state(db, now, here, number)
    receivers = grants.receivers(db)
    content = report.fitted(tuple(_learners(db))) if receivers else b""
    return report.write(stated, content, receivers, keys.of(device))


def state(db: Database, now: Milliseconds, here: Premises, number: int = 1) -> ComputerStatement:
    """Return what this computer says of itself."""
    device = event_log.device_id(db)
    line, unnamed = _line(db, device)
    up = here.up or Uptime("", 0)
    return ComputerStatement(
        version=VERSION,
        number=number,
        line=line,
        uncut=outbox.uncut(db, device) + unnamed,
        sittings=sittings.count(db),
        drafts=drafts.count(db),
        attachments=0,
        closed_at=max(0, event_log.closed_at(db) or 0),
        at=max(0, now),
        boot=up.boot,
        up=max(0, up.milliseconds),
        heard=max(0, hub_date.latest(db) or 0),
        program=__version__,
        courses=tuple(
            StatedCourse(course_mark(each.course, each.language), each.version)
            for each in catalogue.current(db)[:MOST_COURSES]
        ),
        free=max(0, here.free),
        missed=max(0, points.missed_at(db) or 0),
    )


def keep(
    db: Database, items: Iterable[bytes], known: Iterable[CampusComputer], at: Milliseconds
) -> tuple[frozenset[str], int]:
    """Keep the statements of one bundle, each with what is sealed.

    Returns whose they are, and how many are refused: of a computer that the hub named only what its
    key has signed is kept.
    """
    by_device = {each.device: PublicKey(each.public_key) for each in known}
    own, refused, whose = event_log.device_id(db), 0, set[str]()
    for item in items:
        try:
            part = report.read(item)
            key = by_device.get(part.statement.device)
            if key is not None:
                part.verify(key)
        except RefusedError:
            refused += 1
            continue
        if part.statement.device != own:
            statements.keep(db, part, known=key is not None, at=at)
            whose.add(part.statement.device)
    return frozenset(whose), refused


def of_learner(db: Database, learner: LearnerId) -> LearnerReport:
    """Return what coordinators are told of one learner from this computer."""
    states, used_at = list[ReportedState](), 0
    for subject, key, told in _told(db, learner):
        if isinstance(told, CourseState):
            used_at = max(used_at, told.last_at)
        states.append(ReportedState(subject, key, msgspec.Raw(msgspec.msgpack.encode(told))))
    return LearnerReport(learner, used_at, tuple(states))


def recognise(db: Database, computers: Iterable[CampusComputer]) -> None:
    """Keep of what was stated by a computer's own word what its key has signed."""
    for each in computers:
        signed = statements.unverified(db, each.device)
        if signed is None:
            continue
        try:
            statement.read(signed).verify(PublicKey(each.public_key))
        except RefusedError:
            statements.set_verified(db, each.device, is_good=False)
        else:
            statements.set_verified(db, each.device, is_good=True)


def _line(db: Database, device: DeviceId) -> tuple[tuple[StatedIdentity, ...], int]:
    """Return the identities under which entries count, and how many entries found no place.

    Those that the present identity tells again count under it. The others have landed under the
    one that told them: whoever gives an identity up tells again what has not. What neither is nor
    has finds no place, as if it were in no batch, so that nobody says that all has landed.
    Identities under which nothing counts come last: they say of what this is a copy.
    """
    last, digest = outbox.last_cut(db, device) or (0, b"")
    own = StatedIdentity(device, last, last, digest[:DIGEST_BYTES])
    formers, unnamed = event_log.entries_of_formers(db)
    line = [own]
    for each in formers:
        if len(line) == MOST_LINE:
            unnamed += each.entries
            continue
        landed, digest = outbox.last_landed(db, each.device)
        mark = digest[:DIGEST_BYTES] if landed == each.last else b""
        line.append(StatedIdentity(each.device, each.last, each.entries, mark))
    named = {each.device for each in line}
    line += [StatedIdentity(each, 0, 0) for each in event_log.former_ids(db) if each not in named]
    return tuple(line[:MOST_LINE]), unnamed


def _learners(db: Database) -> Iterator[LearnerReport]:
    """Yield what coordinators are told of everybody who signs in here."""
    for learner in accounts.learners(db):
        yield of_learner(db, learner)


def is_linked(db: Database, learner: LearnerId) -> bool:
    """Whether the hub has said here whose a profile is."""
    link = inbox.read(db, documents.LINK, learner, RosterLink)
    return link is not None and bool(link.person)


def _told(db: Database, learner: LearnerId) -> Iterator[tuple[str, tuple[str, ...], object]]:
    for projection in REPORTED:
        for key, found in projection.find(db, learner).items():
            told = report.told_of(found)
            if isinstance(told, ProfileState) and is_linked(db, learner):
                continue
            if isinstance(told, AssessmentState) and told.appeals:
                told = with_answers(told, appeals.answered(db))
            if told is not None:
                yield projection.subject.name, key, told
