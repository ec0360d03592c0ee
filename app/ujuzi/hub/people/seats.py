"""Which learner sits at which computer, how that was proven, and what waits until it is.

What a seat is worth is `domain.seat`'s to say; here it is kept. A seat has a proof of its own or
none, and a `standing` that follows from the proofs of all her seats and from who follows whom. It
is `ended` where its computer was revoked or she moved away: it gets nothing, and what it tells
counts as before. Whoever changes seats of a learner holds the lock of her row in `learners`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    delete,
    or_,
    select,
    update,
)

from ujuzi.domain.event import Event, PinReset, ProfileCreated, SignInCodeTyped, kind_of
from ujuzi.domain.seat import (
    DORMANT_AFTER_MILLISECONDS,
    Proof,
    Seat,
    Standing,
    standings,
)
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.feed import feed
from ujuzi.hub.feed.reading import content_of, is_name, learner_in
from ujuzi.hub.people import codes, lines, projections
from ujuzi.hub.people.registration import Device
from ujuzi.hub.store.database import Row, insert_ignoring
from ujuzi.hub.store.scope import Scope
from ujuzi.hub.store.tables import devices, held, learners, proofs, quarantine, seats

MOVED = "moved"
"""Why a seat has ended whose learner moved to another campus: until she is back."""
NOTED_EVERY_MILLISECONDS = 24 * 3600 * 1000
"""How often it is written down that a seat is used."""
MOST_PROOFS = 8
"""Of a seat, that were typed and fit no code yet; the latest count."""
MOST_TOLD = 40
"""Seats of a computer of which its coordinator hears at once."""
MOST_AUTHORITY = 40
"""Characters of what a computer says of whose code let somebody in."""
SUCCESSION = "succession"
NOT_SHE = "not-she"
"""Why something is kept in quarantine that a denied seat told."""


_WITH_PROOFS = (
    select(proofs.c.learner)
    .where(
        proofs.c.institution == bindparam("institution"),
        proofs.c.learner.in_(bindparam("people", expanding=True)),
    )
    .distinct()
    .order_by(proofs.c.learner)
)


class Change(NamedTuple):
    """A seat whose standing is another than before."""

    device: str
    learner: str
    standing: Standing


_AT_ONCE = attrgetter("device", "standing")
"""Changes of which this is the same are written by one statement."""


class Listed(NamedTuple):
    """A seat for a person to judge; `waits` are the kinds of what it told in vain so far.

    `opened_by` is whose code let her in there, as the computer says; `begun_at` is when the hub
    first heard of it, in milliseconds since 1970.
    """

    learner: str
    name: str
    device: str
    computer: str
    campus: str
    standing: str
    proof: str
    opened_by: str
    begun_at: int
    waits: tuple[str, ...]


class SeatedPeople(NamedTuple):
    """Who sits at a computer: for the first time, or again after long; and how each stands."""

    new: frozenset[str]
    back: frozenset[str]
    standings: dict[str, Standing]


def sit_down(connection: Connection, device: Device, people: list[str], now: int) -> SeatedPeople:
    """Write down that people use a computer, and return how they stand there by what was known."""
    c = seats.c
    mine = and_(c.institution == device.institution, c.device == device.device)
    query = select(c.learner, c.standing, c.ended, c.used_at).where(mine, c.learner.in_(people))
    known = {row[0]: row[1:] for row in connection.execute(query)}
    new = [learner for learner in people if learner not in known]
    insert_ignoring(connection, seats, [_row(device, learner, now) for learner in new])
    noted = [
        learner
        for learner, (_, ended, used_at) in known.items()
        if ended == MOVED or used_at <= now - NOTED_EVERY_MILLISECONDS
    ]
    if noted:
        again = update(seats).where(mine, c.learner.in_(noted))
        connection.execute(again.values(used_at=now))
        connection.execute(again.where(c.ended == MOVED).values(ended=None))
    back = {
        learner
        for learner in noted
        if known[learner][1] == MOVED or known[learner][2] <= now - DORMANT_AFTER_MILLISECONDS
    }
    found = dict.fromkeys(new, Standing.CLAIMED)
    found |= {learner: Standing(row[0]) for learner, row in known.items()}
    return SeatedPeople(frozenset(new), frozenset(back), found)


def note_proofs(
    connection: Connection, device: Device, landed: Sequence[Event], now: int
) -> set[str]:
    """Keep what a computer tells that may prove seats, and return of whom."""
    made = _note_made(connection, device, landed)
    typed: list[tuple[Event, str]] = []
    for event in landed:
        body = event.body
        if isinstance(body, PinReset):
            _note_opened(connection, device, event.learner, body.authority)
        if isinstance(body, PinReset | SignInCodeTyped) and is_name(body.proof):
            typed.append((event, body.proof))
    if typed:
        _note_typed(connection, device, typed, now)
    return made | {event.learner for event, _ in typed}


def with_proofs(connection: Connection, institution: str, people: Collection[str]) -> list[str]:
    """Return which of these learners typed codes that have proven nothing so far."""
    parameters = {"institution": institution, "people": list(people)}
    return list(connection.scalars(_WITH_PROOFS, parameters))


def compare_proofs(
    connection: Connection, institution: str, learner: str, person: str | None, now: int
) -> None:
    """Let the codes that a learner typed prove her seats, as far as they are hers by now."""
    c = proofs.c
    hers = and_(c.institution == institution, c.learner == learner)
    rows = connection.execute(
        select(c.device, c.sequence, c.seat, c.typed_as, c.proof, c.landed_at)
        .where(hers)
        .order_by(c.landed_at, c.device, c.sequence)
    ).all()
    for device, sequence, seat, typed_as, proof, landed_at in rows:
        typed = codes.Typed(learner, seat, typed_as, proof, landed_at)
        if codes.use(connection, institution, typed, person):
            prove(connection, institution, seat, learner, Proof.CODE, now)
            used = and_(c.device == device, c.sequence == sequence)
            connection.execute(delete(proofs).where(c.institution == institution, used))


def prove(
    connection: Connection, institution: str, device: str, learner: str, proof: Proof, now: int
) -> None:
    """Give a seat a proof of its own; whatever denied it does so no more."""
    row = _of(institution, device, learner, now)
    insert_ignoring(connection, seats, [row])
    mine = update(seats).where(*_seat(institution, device, learner))
    connection.execute(mine.values(proof=proof, denied=False))


def deny(connection: Connection, institution: str, device: str, learner: str) -> None:
    """Write down that it was not she; raises RefusedError `seat-unknown`."""
    mine = update(seats).where(*_seat(institution, device, learner))
    denied = mine.values(proof=Proof.NONE, denied=True).returning(seats.c.learner)
    if connection.execute(denied).first() is None:
        raise unknown(device, learner)
    c = proofs.c
    of_hers = and_(c.institution == institution, c.seat == device, c.learner == learner)
    connection.execute(delete(proofs).where(of_hers))


def review(
    connection: Connection, institution: str, people: Collection[str], now: int
) -> list[Change]:
    """Let every seat of learners stand as it should by now, and return those that changed.

    Who follows a computer at which she is proven gets a seat of hers, if it inherits it.
    """
    c = seats.c
    rows = connection.execute(
        select(c.learner, c.device, c.proof, c.denied, c.standing)
        .where(c.institution == institution, c.learner.in_(people))
        .order_by(c.learner, c.device)
    ).all()
    follows = lines.heirs(connection, {row[1] for row in rows})
    own: defaultdict[str, dict[str, Seat]] = defaultdict(dict)
    known: dict[tuple[str, str], Standing] = {}
    for learner, device, proof, denied, standing in rows:
        own[learner][device] = Seat(Proof(proof), denied)
        known[learner, device] = Standing(standing)
    changes: list[Change] = []
    for learner, there in own.items():
        for heir in follows.keys() - there.keys():
            there[heir] = Seat()
        for device, (standing, _) in sorted(standings(there, follows).items()):
            before = known.get((learner, device))
            if standing is before or (before is None and standing is not Standing.PROVEN):
                continue
            if before is None:
                row = _of(institution, device, learner, now)
                insert_ignoring(connection, seats, [{**row, "opened_by": SUCCESSION}])
            changes.append(Change(device, learner, standing))
    for (device, standing), group in groupby(sorted(changes, key=_AT_ONCE), key=_AT_ONCE):
        seated = update(seats).where(c.institution == institution, c.device == device)
        whose = c.learner.in_([each.learner for each in group])
        connection.execute(seated.where(whose).values(standing=standing))
    return changes


def pass_on(connection: Connection, predecessor: Device, device: Device, now: int) -> list[str]:
    """Let the people of a computer sit at the one that follows it, and return them.

    Whether they are proven there is for `review` to say.
    """
    c = seats.c
    query = select(c.learner, c.since, c.denied, c.ended, c.used_at).where(
        c.institution == device.institution, c.device == predecessor.device
    )
    rows = connection.execute(query.order_by(c.learner)).all()
    passed = [
        {
            **_row(device, learner, now),
            "since": since,
            "denied": denied,
            "ended": ended,
            "used_at": used_at,
            "opened_by": SUCCESSION,
        }
        for learner, since, denied, ended, used_at in rows
    ]
    insert_ignoring(connection, seats, passed)
    return [row[0] for row in rows]


def people_at(connection: Connection, institution: str, computers: Collection[str]) -> list[str]:
    """Return who sits at any of some computers."""
    c = seats.c
    query = select(c.learner).where(c.institution == institution, c.device.in_(computers))
    return list(connection.scalars(query.distinct().order_by(c.learner)))


def leave(connection: Connection, institution: str, learner: str, campus: str) -> None:
    """End a learner's seats at a campus, until she sits down at one of its computers again."""
    there = select(devices.c.device).where(devices.c.campus == campus)
    c = seats.c
    hers = and_(c.institution == institution, c.learner == learner, c.device.in_(there))
    connection.execute(update(seats).where(hers, c.ended.is_(None)).values(ended=MOVED))


def hold(connection: Connection, device: Device, waiting: Iterable[Event], now: int) -> None:
    """Write down which events wait until their seats are proven."""
    rows = [
        {
            "institution": device.institution,
            "device": device.device,
            "sequence": event.sequence,
            "learner": event.learner,
            "kind": kind_of(event.body),
            "landed_at": now,
        }
        for event in waiting
    ]
    insert_ignoring(connection, held, rows)


def keep_denied(connection: Connection, device: Device, told: Iterable[Event], now: int) -> None:
    """Let a person judge what was told at seats of which somebody said that it was not she."""
    rows = [
        {
            "institution": device.institution,
            "device": device.device,
            "sequence": event.sequence,
            "reason": NOT_SHE,
            "content": content_of(event),
            "arrived_at": now,
        }
        for event in told
    ]
    insert_ignoring(connection, quarantine, rows)


def let_go(connection: Connection, institution: str, device: str, learner: str) -> dict[int, int]:
    """Return what waited of a seat, or was set aside, by sequence, with when it landed.

    It does so no more.
    """
    c, q = held.c, quarantine.c
    rows = connection.execute(
        delete(held)
        .where(c.institution == institution, c.device == device, c.learner == learner)
        .returning(c.sequence, c.landed_at)
    )
    found = {row[0]: row[1] for row in rows}
    aside = and_(q.institution == institution, q.device == device, q.reason == NOT_SHE)
    kept = select(q.sequence, q.arrived_at, q.content).where(aside)
    for sequence, arrived_at, content in connection.execute(kept).all():
        if learner_in(bytes(content)) == learner:
            connection.execute(delete(quarantine).where(aside, q.sequence == sequence))
            found[sequence] = arrived_at
    return found


def listed(scope: Scope) -> list[Listed]:
    """Return the seats for a person to judge, by campus and computer, the longest there first.

    They are those of an institution that nothing proves, and of those from before, those of which
    nothing is known but that they were used.
    """
    connection, institution = scope.connection, scope.institution
    c = seats.c
    query = (
        select(
            *(c.learner, c.device, devices.c.name, devices.c.campus),
            *(c.standing, c.proof, c.opened_by, c.begun_at),
        )
        .join(devices, devices.c.device == c.device)
        .where(
            scope.covers(c.institution, learner=c.learner, campus=devices.c.campus),
            _is_open(),
            _judged(),
        )
        .order_by(devices.c.campus, c.device, c.begun_at, c.learner)
    )
    rows = connection.execute(query).all()
    names = projections.names(connection, institution, {row[0] for row in rows})
    waiting = _waiting(connection, institution)
    return [
        Listed(
            *(learner, names.get(learner, ""), device, computer, campus, standing, proof),
            *(opened_by or "", begun_at, tuple(sorted(waiting[device, learner]))),
        )
        for learner, device, computer, campus, standing, proof, opened_by, begun_at in rows
    ]


def to_judge(
    connection: Connection, institution: str, of: Select[tuple[str]]
) -> dict[str, tuple[str, ...]]:
    """Return by computer of whom a person has to say whether it was she, the longest there first.

    So many of each computer as `MOST_TOLD`.
    """
    c = seats.c
    query = (
        select(c.device, c.learner)
        .where(c.institution == institution, c.device.in_(of), _is_open(), _judged())
        .order_by(c.device, c.begun_at, c.learner)
    )
    found: defaultdict[str, list[str]] = defaultdict(list)
    for device, learner in connection.execute(query):
        found[device].append(learner)
    return {device: tuple(there[:MOST_TOLD]) for device, there in found.items()}


def unknown(device: str, learner: str) -> RefusedError:
    """Return the refusal of a seat that there is not."""
    return RefusedError(Code.SEAT_UNKNOWN, f"The profile {learner} has no seat at {device}.")


def _is_open() -> ColumnElement[bool]:
    return or_(seats.c.ended.is_(None), seats.c.ended == MOVED)


def _judged() -> ColumnElement[bool]:
    c = seats.c
    before = and_(
        c.proof == Proof.BEFORE,
        or_(c.opened_by.is_(None), c.opened_by.not_in([SUCCESSION, "coordinator-code"])),
    )
    return or_(c.standing == Standing.CLAIMED, before)


def _waiting(connection: Connection, institution: str) -> defaultdict[tuple[str, str], set[str]]:
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    c = held.c
    query = select(c.device, c.learner, c.kind).where(c.institution == institution).distinct()
    for device, learner, kind in connection.execute(query):
        found[device, learner].add(kind)
    return found


def _note_made(connection: Connection, device: Device, landed: Sequence[Event]) -> set[str]:
    """Note of whom this computer is the first to tell that it made her profile."""
    made = sorted({each.learner for each in landed if isinstance(each.body, ProfileCreated)})
    if not made:
        return set()
    c = learners.c
    first = connection.scalars(
        update(learners)
        .where(c.institution == device.institution, c.learner.in_(made), c.made_by.is_(None))
        .values(made_by=device.device)
        .returning(c.learner)
    ).all()
    mine = and_(seats.c.institution == device.institution, seats.c.device == device.device)
    fresh = and_(seats.c.proof == Proof.NONE, seats.c.denied.is_(False))
    proven = update(seats).where(mine, fresh, seats.c.learner.in_(first))
    connection.execute(proven.values(proof=Proof.MADE))
    return set(first)


def _note_opened(connection: Connection, device: Device, learner: str, authority: str) -> None:
    told = authority[:MOST_AUTHORITY]
    mine = update(seats).where(*_seat(device.institution, device.device, learner))
    connection.execute(mine.values(opened_by=told if is_name(told) else None))


def _note_typed(
    connection: Connection, device: Device, typed: Sequence[tuple[Event, str]], now: int
) -> None:
    """Keep proofs of codes that were typed, at this computer or at one that it was."""
    formers = lines.formers(connection, device.device)
    rows: list[Row] = []
    for event, proof in typed:
        origin = event.origin.device
        rows.append(
            {
                "institution": device.institution,
                "device": device.device,
                "sequence": event.sequence,
                "learner": event.learner,
                "seat": origin if origin in formers else device.device,
                "typed_as": origin,
                "proof": proof,
                "landed_at": now,
            }
        )
    insert_ignoring(connection, proofs, rows)
    c = proofs.c
    for learner in sorted({event.learner for event, _ in typed}):
        mine = and_(
            c.institution == device.institution, c.device == device.device, c.learner == learner
        )
        latest = select(c.sequence).where(mine).order_by(c.sequence.desc()).limit(MOST_PROOFS)
        kept = list(connection.scalars(latest))
        connection.execute(delete(proofs).where(mine, c.sequence.not_in(kept)))


def _row(device: Device, learner: str, now: int) -> Row:
    return _of(device.institution, device.device, learner, now)


def _of(institution: str, device: str, learner: str, now: int) -> Row:
    return {
        "institution": institution,
        "device": device,
        "learner": learner,
        "since": feed.FROM_THE_START,
        "stated": 0,
        "standing": Standing.CLAIMED,
        "proof": Proof.NONE,
        "denied": False,
        "ended": None,
        "opened_by": None,
        "begun_at": now,
        "used_at": now,
    }


def _seat(institution: str, device: str, learner: str) -> tuple[ColumnElement[bool], ...]:
    c = seats.c
    return c.institution == institution, c.device == device, c.learner == learner
