"""What is decided of people of the roster: who they are, where they belong, that they have left.

Two coordinators may decide of one person, each at a computer that no network reaches. What was
decided later by the Lamport clock holds, in whatever order it comes: of her name, role and address
by itself, and of her campus and whether she has left by itself. Who belongs to another campus is
that campus's; one who moved away may be moved again by the campus that she left until the other has
said something of her. Whose office of a coordinator is open is moved and ended by no coordinator.

Whoever has left keeps her profile, what she learned and her certificates; no code of hers is good
any more, no code proves a seat anew, and she is in no cohort and no course. On the list again, she
is as before.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, delete, or_, select, update

from ujuzi.domain.authority import Role
from ujuzi.domain.personal import alike, personal
from ujuzi.domain.roster import RosterNumbers, mistakes_in
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.feed import feed, linked
from ujuzi.hub.people import links, moves, organisations, registration, rolls, roster
from ujuzi.hub.store.database import Row, upsert
from ujuzi.hub.store.scope import Scope
from ujuzi.hub.store.tables import grants, people, person_codes
from ujuzi.wire import documents
from ujuzi.wire.deeds import RosterRow


def set_rows(scope: Scope, rows: Sequence[RosterRow], lamport: int) -> None:
    """Put people on the list of the scope's campus, or change what it says of them: all or none.

    Raises RefusedError `roster-mistakes`, `campus-elsewhere` or `act-herself`; the fact `place`
    says which row it is about, from 0.
    """
    connection, institution = scope.connection, scope.institution
    known = roster.known(connection, institution, lock=True)
    numbers = RosterNumbers(known)
    changed: list[Row] = []
    for place, row in enumerate(rows):
        values = _checked(scope, row, place)
        person, mistake = numbers.enlist(values["person"], place + 1)
        if mistake is not None:
            raise _mistaken(place, mistake.sentence)
        before = known.get(person)
        _check_is_not_herself(scope, person, place)
        if before is not None and not _is_ours(scope, before):
            raise _refused(Code.CAMPUS_ELSEWHERE, f"{person} is of another campus.", place)
        after = {**(before or roster.blank(institution, person)), "person": person}
        if lamport > after["said"] or before is None:
            after |= {name: values[name] for name in ("name", "role", "email")}
            after["said"] = lamport
        if lamport > after["moved"] or before is None:
            gone = after["campus"] not in {"", values["campus"]}
            after |= {"campus": values["campus"], "moved": lamport}
            after["moved_from"] = before["campus"] if before and gone else ""
        if lamport > after["parted"] or before is None:
            after |= {"ended_at": None, "parted": lamport}
        if before is None or after != before:
            changed.append(after)
    upsert(connection, people, changed)
    roster.follow(
        connection, institution, {row["person"]: known.get(row["person"]) for row in changed}
    )


def move(scope: Scope, person: str, campus: str, lamport: int) -> None:
    """Say that a person belongs to another campus of the institution, or (empty) to none yet; she
    has not left it.

    Raises RefusedError `person-unknown`, `campus-elsewhere` or `not-allowed`.
    """
    connection, institution = scope.connection, scope.institution
    before = _held(scope, person)
    if campus:
        kind = organisations.kind_of(connection, campus)
        if kind != "campus" or registration.institution_of(connection, campus) != institution:
            raise _refused(Code.CAMPUS_ELSEWHERE, f"{campus} is no campus of the institution.", 0)
    values: Row = {}
    if lamport > before["moved"]:
        left = scope.campus or before["campus"]
        values |= {"campus": campus, "moved": lamport, "moved_from": left}
    if lamport > before["parted"]:
        values |= {"ended_at": None, "parted": lamport}
    if not values:
        return
    connection.execute(update(people).where(*_this(institution, person)).values(values))
    roster.follow(connection, institution, {person: before})


def end(scope: Scope, person: str, at: int, lamport: int) -> None:
    """Say that a person has left the institution, at a time that was claimed.

    Raises RefusedError `person-unknown` or `not-allowed`.
    """
    connection, institution = scope.connection, scope.institution
    before = _held(scope, person)
    if lamport <= before["parted"]:
        return
    values = {"ended_at": max(1, min(at, scope.now)), "parted": lamport}
    connection.execute(update(people).where(*_this(institution, person)).values(values))
    hers = linked.learners_of(connection, institution, person)
    campuses = moves.hold(connection, institution, hers)
    c = person_codes.c
    codes = or_(c.person == person, c.learner.in_(hers))
    connection.execute(delete(person_codes).where(c.institution == institution, codes))
    for learner, campus in sorted(campuses.items(), key=lambda each: each[1]):
        stream = feed.campus_stream(institution, campus)
        if feed.published(connection, stream, documents.SIGN_IN_CODE, learner):
            feed.publish(connection, stream, documents.SIGN_IN_CODE, learner, b"")
    rolls.tell(connection, institution, [person])


def check_is_here(connection: Connection, institution: str, person: str) -> None:
    """Return only if somebody is on the roster and has not left; raises `person-unknown`."""
    links.check_known(connection, institution, person)
    if has_left(connection, institution, person):
        raise RefusedError(Code.PERSON_UNKNOWN, f"{person} has left the institution.")


def has_left(connection: Connection, institution: str, person: str) -> bool:
    """Whether somebody of the roster has left the institution."""
    query = select(people.c.ended_at).where(*_this(institution, person))
    return connection.scalar(query) is not None


def _checked(scope: Scope, row: RosterRow, place: int) -> dict[str, str]:
    """Return a row's values as they are kept, with the campus; raises RefusedError."""
    told = {"person": row.person, "name": row.name, "role": row.role, "email": row.email}
    values = {name: personal(value) for name, value in told.items()}
    values["campus"] = row.campus or scope.campus
    if values["campus"] != scope.campus:
        raise _refused(Code.CAMPUS_ELSEWHERE, "This row is about another campus.", place)
    for mistake in mistakes_in(place, values):
        raise _mistaken(place, mistake.sentence)
    return values


def _check_is_not_herself(scope: Scope, person: str, place: int) -> None:
    if scope.actor.person and alike(person) == alike(scope.actor.person):
        raise _refused(Code.ACT_HERSELF, "Nobody decides about herself.", place)


def _is_ours(scope: Scope, known: Row) -> bool:
    """Whether the scope's campus may say something of somebody."""
    if not scope.campus or known["ended_at"] is not None:
        return True
    return scope.campus in {known["campus"], known["moved_from"]} or not known["campus"]


def _held(scope: Scope, person: str) -> Row:
    """Return somebody who is on the roster, of the scope's campus and not the actor, locked."""
    connection, institution = scope.connection, scope.institution
    _check_is_not_herself(scope, person, 0)
    query = select(people).where(*_this(institution, person)).with_for_update()
    row = connection.execute(query).mappings().first()
    if row is None:
        raise _refused(Code.PERSON_UNKNOWN, f"There is no {person} in the roster.", 0)
    if scope.campus and scope.campus not in {row["campus"], row["moved_from"]}:
        raise _refused(Code.CAMPUS_ELSEWHERE, f"{person} is of another campus.", 0)
    if scope.actor.role is Role.COORDINATOR and _holds_office(connection, institution, person):
        raise _refused(Code.NOT_ALLOWED, "No coordinator dismisses another.", 0)
    return dict(row)


def _holds_office(connection: Connection, institution: str, person: str) -> bool:
    g = grants.c
    query = select(g.id).where(g.institution == institution, g.person == person, g.ended == "")
    return connection.scalar(query.limit(1)) is not None


def _this(institution: str, person: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return people.c.institution == institution, people.c.person == person


def _mistaken(place: int, sentence: str) -> RefusedError:
    return _refused(Code.ROSTER_MISTAKES, sentence, place)


def _refused(code: Code, sentence: str, place: int) -> RefusedError:
    return RefusedError(code, sentence, place=place)
