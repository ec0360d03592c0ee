"""What attempts say together: how many a person had, how long she waited, under how many profiles.

What arrives later, and whoever is linked later, may say something of an attempt that was graded
before: so all attempts of a person at an assessment are looked at anew, and a question that has
answered itself is asked no more. A person has all the profiles that are linked to her, and those
that she has unlinked herself. Profiles that are linked to nobody and sat the same assessment at the
same computer may be hers as well: they count, and whoever links is told of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

import msgspec
from sqlalchemy import Column, ColumnElement, Connection, and_, case, func, or_, select

from ujuzi.domain import integrity
from ujuzi.domain.assessment import Assessment
from ujuzi.domain.event import AssessmentBegun
from ujuzi.domain.grading import Graded
from ujuzi.domain.integrity import Signal, SignalKind
from ujuzi.domain.link import NOBODY
from ujuzi.domain.sitting import Submission, Uptime
from ujuzi.domain.subjects import ASSESSMENT
from ujuzi.domain.waiting import SLACK, Moment, is_doubted
from ujuzi.hub.assessment import drawing, key_sheets, results, sittings
from ujuzi.hub.assessment.sittings import HandedInSitting
from ujuzi.hub.feed import linked
from ujuzi.hub.people import lines
from ujuzi.hub.people.projections import state_of
from ujuzi.hub.store.tables import batches, events, signals
from ujuzi.hub.store.tables import links as links_table
from ujuzi.hub.store.tables import sittings as sittings_table

REVIEWED: tuple[SignalKind, ...] = ("attempts-beyond", "other-profiles", "too-soon")
HOUR = 3_600_000
"""In milliseconds."""
MOST_MEANWHILE = 10_000
"""Events of a computer while an attempt is open there."""

Which = tuple[str, str]
"""A course and an assessment."""

_Uptimes = tuple[Uptime | None, Uptime | None]
_UNKNOWN: _Uptimes = (None, None)


class Profiles(NamedTuple):
    """The profiles of the person behind one, and those that may be hers as well.

    `former` are somebody else's by now, and were hers until she undid that herself.
    """

    person: str | None
    hers: frozenset[str]
    others: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()


class _Batch(NamedTuple):
    """The batch that told something: its computer, when it came, and how far the clock was off.

    `before` is how far that was at an exchange before. Times are milliseconds.
    """

    device: str
    first: int
    last: int
    arrived: int
    offset: int
    before: int | None


class _Attempt(NamedTuple):
    """An attempt as far as it is known; `sequence` is 0 where it was only begun.

    `begun_at` and `ended_at` are as its computer claimed; `number` is that of a ticket.
    """

    attempt: str
    learner: str
    begun_at: int
    ended_at: int
    device: str = ""
    sequence: int = 0
    number: int = 0
    bank: str | None = None
    begun_up: Uptime | None = None
    ended_up: Uptime | None = None
    came: _Batch | None = None

    @property
    def begun(self) -> Moment:
        return self._moment(self.begun_at, self.begun_up)

    @property
    def ended(self) -> Moment:
        return self._moment(self.ended_at, self.ended_up)

    def _moment(self, claimed: int, up: Uptime | None) -> Moment:
        if self.came is None:
            return Moment(self.device, claimed, up)
        came = self.came
        return Moment(self.device, claimed, up, came.arrived, came.offset, came.before)


class _Changes(NamedTuple):
    """What there is to ask that is not asked yet, and which questions have answered themselves."""

    asked: list[tuple[str, Signal]]
    answered: list[tuple[str, SignalKind]]


def uptimes_of(submission: Submission) -> str:
    """Return how long the machine had been running at beginning and end, as it is kept."""
    return msgspec.json.encode((submission.begun_up, submission.submitted_up)).decode()


def review(
    connection: Connection, institution: str, learner: str, course: str, assessment: str, now: int
) -> list[str]:
    """Ask what there is to ask about a person's attempts at an assessment together.

    Returns the attempts of which something is asked now, or is asked no more.
    """
    changes = _changes(connection, institution, learner, (course, assessment))
    for attempt, signal in changes.asked:
        sittings.raise_signal(connection, institution, attempt, signal, now)
    for attempt, kind in changes.answered:
        sittings.withdraw_question(connection, institution, attempt, kind)
    return sorted({attempt for attempt, _ in (*changes.asked, *changes.answered)})


def review_all(connection: Connection, institution: str, learner: str, now: int) -> None:
    """Review every assessment that a learner has sat, and tell her computers what changed."""
    touched = set(sittings.of_learner(connection, institution, learner))
    for which in _sat(connection, institution, learner):
        touched.update(review(connection, institution, learner, *which, now))
    results.publish(connection, institution, touched)


def ran_back_during(connection: Connection, institution: str, sitting: HandedInSitting) -> int:
    """Return by how many milliseconds a computer's log runs back while an attempt was open there.

    It is looked for in the 10,000 events before it was handed in.
    """
    c, last = events.c, sitting.sequence
    begun = connection.scalar(
        select(func.max(c.sequence)).where(
            c.institution == institution,
            c.device == sitting.device,
            c.sequence > last - MOST_MEANWHILE,
            c.sequence < last,
            c.kind == AssessmentBegun.kind,
            c.learner == sitting.learner,
            c.payload.contains(sitting.attempt, autoescape=True),
        )
    )
    return 0 if begun is None else _ran_back(connection, institution, sitting.device, begun, last)


def neighbours(connection: Connection, institution: str, learner: str) -> list[str]:
    """Return others whose attempts are to be reviewed, now that a learner is linked or is not.

    Her attempts counted as theirs, or do not any more: at the same computer, or of a person to whom
    she was linked.
    """
    c = links_table.c
    found: set[tuple[str, Which]] = set()
    for which in _sat(connection, institution, learner):
        there = _used(connection, institution, [learner], which)
        found |= {(other, which) for other in _asked(connection, institution, which, there)}
    let_go = connection.scalars(
        select(c.person).where(
            c.institution == institution,
            c.learner == learner,
            c.person != NOBODY,
            c.ended.is_not(None),
        )
    )
    for person in sorted(set(let_go)):
        for other in linked.learners_of(connection, institution, person):
            found |= {(other, which) for which in _sat(connection, institution, other)}
    return sorted(
        {
            other
            for other, which in found
            if other != learner and any(_changes(connection, institution, other, which))
        }
    )


def profiles(connection: Connection, institution: str, learner: str, which: Which) -> Profiles:
    """Return the profiles of the person behind a learner, and those that may be hers as well."""
    person = linked.person_of(connection, institution, learner)
    if person is None:
        return Profiles(None, frozenset({learner}))
    hers = {learner, *linked.learners_of(connection, institution, person)}
    let_go = _let_go(connection, institution, person) - hers
    nobodys = _nobodys(connection, institution, let_go)
    hers |= nobodys
    used = _used(connection, institution, hers, which)
    there = _who_sat(connection, institution, which, used) - hers
    others = _nobodys(connection, institution, there)
    return Profiles(person, frozenset(hers), frozenset(others), frozenset(let_go - nobodys))


def _sat(connection: Connection, institution: str, learner: str) -> list[Which]:
    """Return the assessments of which a learner has handed in an attempt."""
    c = sittings_table.c
    query = select(c.course, c.assessment).where(c.institution == institution, c.learner == learner)
    rows = connection.execute(query.distinct().order_by(c.course, c.assessment))
    return [(row[0], row[1]) for row in rows]


def _used(
    connection: Connection, institution: str, learners: Collection[str], which: Which
) -> set[str]:
    """Return the computers at which some learners sat an assessment, by all their identities."""
    c = sittings_table.c
    found = _sat_with(connection, institution, which, c.device, c.learner.in_(learners))
    return lines.identities(connection, found)


def _who_sat(
    connection: Connection, institution: str, which: Which, computers: Collection[str]
) -> set[str]:
    """Return the learners who sat an assessment at one of some computers."""
    c = sittings_table.c
    return _sat_with(connection, institution, which, c.learner, c.device.in_(computers))


def _sat_with(
    connection: Connection,
    institution: str,
    which: Which,
    wanted: Column[str],
    condition: ColumnElement[bool],
) -> set[str]:
    """Return a column of the attempts at an assessment for which a condition holds."""
    c = sittings_table.c
    course, assessment = which
    query = select(wanted).where(
        c.institution == institution, c.course == course, c.assessment == assessment, condition
    )
    return set(connection.scalars(query.distinct()))


def _asked(
    connection: Connection, institution: str, which: Which, computers: Collection[str]
) -> set[str]:
    """Return the learners of whom something is asked that sat an assessment at some computers."""
    c, asked = sittings_table.c, signals.c
    course, assessment = which
    query = (
        select(c.learner)
        .select_from(
            signals.join(
                sittings_table,
                and_(asked.institution == c.institution, asked.attempt == c.attempt),
            )
        )
        .where(
            asked.institution == institution,
            asked.kind.in_(REVIEWED),
            asked.closed_at.is_(None),
            c.course == course,
            c.assessment == assessment,
            c.device.in_(computers),
        )
    )
    return set(connection.scalars(query.distinct()))


def _let_go(connection: Connection, institution: str, person: str) -> set[str]:
    """Return the profiles that were a person's until their own learner undid that."""
    c, after = links_table.c, links_table.alias().c
    return set(
        connection.scalars(
            select(c.learner).where(
                c.institution == institution,
                c.person == person,
                after.institution == institution,
                after.learner == c.learner,
                after.begun == c.ended,
                after.person != c.person,
                after.made_by == after.learner,
            )
        )
    )


def _nobodys(connection: Connection, institution: str, learners: Iterable[str]) -> set[str]:
    """Return those of some learners who are linked to nobody."""
    return {
        each for each in sorted(learners) if linked.person_of(connection, institution, each) is None
    }


def _attempts(
    connection: Connection, institution: str, who: Profiles, which: Which
) -> list[_Attempt]:
    """Return the attempts of these profiles, in an order.

    What was begun and never came uses up nothing unless it proves what it was drawn from
    (`hub.assessment.drawing`). Of a profile that is somebody else's by now it is what her own
    ticket drew.
    """
    c = sittings_table.c
    course, assessment = which
    learners = who.hers | who.others | who.former
    kept = (c.uptimes, c.device, c.sequence, c.number, c.bank, c.state, c.drawn_for)
    rows = connection.execute(
        select(c.learner, c.attempt, *kept).where(
            c.institution == institution,
            c.learner.in_(learners),
            c.course == course,
            c.assessment == assessment,
        )
    ).all()
    sat = {(row[0], row[1]): tuple(row[2:]) for row in rows}
    found = []
    for learner in sorted(learners):
        known = state_of(connection, institution, learner, ASSESSMENT, *which)
        for attempt, each in known.attempts.items():
            *facts, state, drawn_for = sat.get((learner, attempt), (None, "", 0, 0, None, "", None))
            uptimes, device, sequence, number, bank = facts
            if learner in who.former and drawn_for != who.person:
                continue
            counts = drawing.uses_up(connection, institution, learner, which, attempt, each)
            if state != sittings.GRADED and not counts:
                continue
            begun = each.begun_at or each.submitted_at or 0
            begun_up, ended_up = _uptimes(uptimes)
            found.append(
                _Attempt(
                    attempt=attempt,
                    learner=learner,
                    begun_at=begun,
                    ended_at=each.submitted_at or begun,
                    device=device or (each.claim.device if each.claim else ""),
                    sequence=sequence,
                    number=number if drawn_for == who.person else 0,
                    bank=bank if state == sittings.GRADED else None,
                    begun_up=begun_up,
                    ended_up=ended_up,
                )
            )
    if len(found) > 1:
        found = [
            each._replace(came=_batch(connection, institution, each.device, each.sequence))
            for each in found
        ]
    return sorted(found, key=lambda each: (each.begun.corrected, each.attempt))


def _uptimes(kept: str | None) -> _Uptimes:
    return msgspec.json.decode(kept, type=_Uptimes) if kept else _UNKNOWN


def _changes(connection: Connection, institution: str, learner: str, which: Which) -> _Changes:
    """Return what of the questions about a person's attempts at an assessment is to be changed."""
    rules = key_sheets.rules(connection, *which)
    if not any(each.attempts or each.wait_hours for each in rules.values()):
        return _Changes([], [])
    who = profiles(connection, institution, learner, which)
    known = _attempts(connection, institution, who, which)
    judged = {
        each.attempt: rules[each.bank]
        for each in known
        if each.learner in who.hers and each.bank in rules
    }
    found = set(_found(connection, institution, who, known, judged))
    c = signals.c
    rows = connection.execute(
        select(c.attempt, c.kind, c.closed_at).where(
            c.institution == institution, c.attempt.in_(list(judged)), c.kind.in_(REVIEWED)
        )
    ).all()
    asked = {(attempt, kind) for attempt, kind, _ in rows}
    is_open = {(attempt, kind) for attempt, kind, closed_at in rows if closed_at is None}
    wanted = {(attempt, signal.kind) for attempt, signal in found}
    return _Changes(
        sorted(each for each in found if (each[0], each[1].kind) not in asked),
        sorted(is_open - wanted),
    )


def _found(
    connection: Connection,
    institution: str,
    who: Profiles,
    known: list[_Attempt],
    judged: dict[str, Assessment],
) -> Iterator[tuple[str, Signal]]:
    """Yield what there is to ask, with the attempt that it is about."""
    of_others = [each for each in known if each.learner in who.others]
    for each in known:
        rules = judged.get(each.attempt)
        if rules is None:
            continue
        earlier = sum(_came_before(other, each) for other in known)
        if beyond := integrity.attempts_beyond(rules, earlier):
            yield each.attempt, beyond
        if of_others and _is_passed(connection, institution, each.attempt):
            first = min(other.attempt for other in of_others)
            count = len({other.learner for other in of_others})
            yield each.attempt, Signal("other-profiles", first, count, rules.attempts)
        wait = rules.wait_hours * HOUR
        for other in known if wait else ():
            if _too_soon(connection, institution, other, each, wait):
                waited = max(0, each.begun_at - other.ended_at)
                yield each.attempt, Signal("too-soon", other.attempt, waited, wait)
                break


def _came_before(one: _Attempt, other: _Attempt) -> bool:
    """Whether one attempt was begun before another.

    By the numbers of her ticket, or as their computer counts; else as their computers claim, or as
    the hub would have said.
    """
    if one.attempt == other.attempt:
        return False
    if one.number and other.number and one.number != other.number:
        return one.number < other.number
    if one.sequence and other.sequence and one.device == other.device:
        return one.sequence < other.sequence
    return (one.begun.corrected, one.attempt) < (other.begun.corrected, other.attempt)


def _too_soon(
    connection: Connection, institution: str, one: _Attempt, other: _Attempt, wait: int
) -> bool:
    """Whether the wait from one attempt to another is doubted, if the other came after it."""
    if one.attempt == other.attempt or other.came is None:
        return False
    ended = one.ended if one.device else one.ended._replace(device=other.device)
    if one.sequence and one.device == other.device:
        follows = one.sequence < other.sequence
    else:
        follows = (ended.corrected, one.attempt) < (other.begun.corrected, other.attempt)
    if not follows:
        return False
    around = [other.came]
    if one.came is not None and one.device == other.device:
        around = [other.came._replace(first=one.came.first)]
    elif one.came is not None:
        around.append(one.came)
    ran_back = sum(
        _ran_back(connection, institution, each.device, each.first - 1, each.last)
        for each in around
    )
    return is_doubted(ended, other.begun, wait, ran_back=ran_back)


def _batch(connection: Connection, institution: str, device: str, sequence: int) -> _Batch | None:
    """Return the batch that told an event."""
    c = batches.c
    mine = (c.institution == institution, c.device == device)
    row = connection.execute(
        select(c.first, c.last, c.arrived_at, c.clock_offset)
        .where(*mine, c.first <= sequence)
        .order_by(c.first.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    first, last, arrived, offset = row
    before = connection.scalar(
        select(c.clock_offset)
        .where(
            *mine,
            c.first < first,
            or_(c.arrived_at < arrived - SLACK, func.abs(c.clock_offset - offset) > SLACK),
        )
        .order_by(c.first.desc())
        .limit(1)
    )
    return _Batch(device, first, last, arrived, offset, before)


def _ran_back(connection: Connection, institution: str, device: str, first: int, last: int) -> int:
    """Return by how many milliseconds a computer's log runs back, all in all, between two events.

    From one exchange to the next its clock may have been put right before or after what it told.
    What was told anew stands where its first identity told it.
    """
    e, b = events.c, batches.c
    of_batch = and_(
        b.institution == e.institution,
        b.device == e.device,
        b.first <= e.sequence,
        b.last >= e.sequence,
    )

    def since_before(column: Column[int]) -> ColumnElement[int]:
        before = func.lag(column).over(
            partition_by=func.coalesce(e.origin_device, e.device),
            order_by=func.coalesce(e.origin_sequence, e.sequence),
        )
        return column - before

    claimed, moved = since_before(e.recorded_at), since_before(b.clock_offset)
    steps = (
        select(case((moved < 0, claimed - moved), else_=claimed).label("step"))
        .select_from(events.join(batches, of_batch))
        .where(
            e.institution == institution,
            e.device == device,
            e.sequence >= first,
            e.sequence <= last,
        )
        .subquery()
    )
    back = select(func.sum(steps.c.step)).where(steps.c.step < -SLACK)
    return -int(connection.scalar(back) or 0)


def _is_passed(connection: Connection, institution: str, attempt: str) -> bool:
    latest = results.latest(connection, institution, attempt)
    return latest is not None and msgspec.json.decode(latest[2], type=Graded).passed
