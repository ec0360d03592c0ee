"""What coordinators and learners are told of the roster, of cohorts and of who is in them.

Documents about people (`roster`) and cohorts (`cohort`) go only to the computers on which a
coordinator of the campus holds her office: one that an act of hers names, signed by the key of her
grant and told by that computer itself, or that her request for the grant named. Until there is one
nothing is published; the first is told of everybody. Of whom moved away her campus hears that, and
no more. A learner's `enrolments` are hers: they go to her proven seats.

What is published already is not published again: mostly the one stream that changes is locked,
the last thing in a transaction.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, select

from ujuzi.hub.feed import feed
from ujuzi.hub.store import tables
from ujuzi.hub.store.database import insert_ignoring
from ujuzi.hub.store.tables import cohorts, grants, learners, links, memberships, offices, people
from ujuzi.wire import documents
from ujuzi.wire.documents import CohortDocument, EnrolledIn, Enrolments, RosterPerson

AT_A_TIME = 500
"""People about whom one query asks."""


class _Known(NamedTuple):
    """A cohort as its row has it, with its courses."""

    cohort: str
    campus: str
    name: str
    courses: tuple[str, ...]
    begins: str
    ends: str
    ended: bool


def open_office(connection: Connection, device: str, grant: str) -> None:
    """Let a computer hear of its campus's people from now on: a coordinator holds her office there.

    Nothing happens where it does already, or is not of her campus.
    """
    if "\x00" in device:  # which PostgreSQL cannot be asked
        return
    g, d = grants.c, tables.devices.c
    found = connection.execute(
        select(g.institution, g.campus)
        .select_from(grants.join(tables.devices, d.campus == g.campus))
        .where(g.id == grant, d.device == device, g.ended == "")
    ).first()
    row = {"device": device, "grant_id": grant}
    if found is not None and insert_ignoring(connection, offices, [row]):
        _tell_campus(connection, *found)


def pass_on(connection: Connection, predecessor: str, device: str) -> None:
    """Let a computer's successor hear of people as it did itself."""
    c = offices.c
    for grant in connection.scalars(select(c.grant_id).where(c.device == predecessor)).all():
        open_office(connection, device, grant)


def tell(
    connection: Connection, institution: str, who: Collection[str], groups: Collection[str] = ()
) -> None:
    """Say how people stand by now, and cohorts with these people or ids, to whom it concerns."""
    if not who and not groups:
        return
    m = memberships.c
    theirs = cohorts_of(connection, institution, who)
    known = _cohorts(connection, institution, {*theirs, *groups})
    members = {
        person
        for some in parts(groups)
        for person in connection.scalars(
            select(m.person).where(m.institution == institution, m.cohort.in_(some), m.is_in)
        )
    }
    campuses = _campuses(connection, institution)
    open_ = _with_offices(connection, campuses)
    _tell_people(connection, institution, who, campuses, open_, anew=False)
    _tell_cohorts(connection, institution, known.values(), open_, anew=False)
    _tell_learners(connection, institution, {*who, *members})


def cohorts_of(connection: Connection, institution: str, who: Collection[str]) -> set[str]:
    """Return the cohorts in which people are, or were."""
    m = memberships.c
    return {
        cohort
        for some in parts(who)
        for cohort in connection.scalars(
            select(m.cohort).where(m.institution == institution, m.person.in_(some)).distinct()
        )
    } - {""}


def _tell_campus(connection: Connection, institution: str, campus: str) -> None:
    """Say everything to the computers of a campus's coordinators once more: one lacks it."""
    p, c = people.c, cohorts.c
    mine = (p.institution == institution, p.campus == campus)
    who = connection.scalars(select(p.person).where(*mine).order_by(p.person)).all()
    ids = connection.scalars(
        select(c.cohort).where(c.institution == institution, c.campus == campus)
    ).all()
    _tell_people(connection, institution, who, [campus], {campus}, anew=True)
    known = _cohorts(connection, institution, ids)
    _tell_cohorts(connection, institution, known.values(), {campus}, anew=True)


def _tell_people(
    connection: Connection,
    institution: str,
    who: Collection[str],
    campuses: Collection[str],
    open_: Collection[str],
    *,
    anew: bool,
) -> None:
    """Say how people stand at their own campus, and where they went at those that knew them."""
    for some in parts(who):
        known = _people(connection, institution, some)
        for campus in sorted(set(campuses) & set(open_)):
            stream = feed.campus_stream(institution, campus)
            before = feed.published_of(connection, stream, documents.ROSTER, some)
            told = {}
            for person in some:
                body = _body_of(known.get(person), campus, is_known=bool(before.get(person)))
                if body is not None and (anew or body != (before.get(person) or b"")):
                    told[person] = body
            _publish(connection, stream, documents.ROSTER, told)


def _body_of(person: RosterPerson | None, campus: str, *, is_known: bool) -> bytes | None:
    """Return what a campus is told of a person; None where she has nothing to do with it."""
    if person is not None and person.campus == campus:
        return msgspec.json.encode(person)
    if not is_known:
        return None
    if person is None:
        return b""
    moved = RosterPerson(
        person=person.person, name=person.name, role=person.role, campus=person.campus
    )
    return msgspec.json.encode(moved)


def _tell_cohorts(
    connection: Connection,
    institution: str,
    known: Iterable[_Known],
    open_: Collection[str],
    *,
    anew: bool,
) -> None:
    by_campus: defaultdict[str, list[_Known]] = defaultdict(list)
    for each in known:
        by_campus[each.campus].append(each)
    for campus in sorted(by_campus.keys() & set(open_)):
        stream = feed.campus_stream(institution, campus)
        ids = [each.cohort for each in by_campus[campus]]
        before = feed.published_of(connection, stream, documents.COHORT, ids)
        members = _members(connection, institution, ids, campus)
        told = {}
        for each in by_campus[campus]:
            document = CohortDocument(
                cohort=each.cohort,
                name=each.name,
                courses=each.courses,
                begins=each.begins,
                ends=each.ends,
                ended=each.ended,
                people=tuple(members[each.cohort]),
            )
            body = msgspec.json.encode(document)
            if anew or body != before.get(each.cohort):
                told[each.cohort] = body
        _publish(connection, stream, documents.COHORT, told)


def _tell_learners(connection: Connection, institution: str, who: Collection[str]) -> None:
    """Say to learners what they were put into; whoever has left the institution is in nothing."""
    for some in parts(sorted(who)):
        place = learners.c
        rows = connection.execute(
            select(links.c.person, place.learner, place.campus)
            .join_from(
                links,
                learners,
                (place.institution == links.c.institution) & (place.learner == links.c.learner),
            )
            .where(
                links.c.institution == institution,
                links.c.person.in_(some),
                links.c.ended.is_(None),
            )
            .order_by(place.campus, place.learner)
        ).all()
        said = _enrolments(connection, institution, [row[0] for row in rows])
        for campus, group in groupby(rows, key=itemgetter(2)):
            told = {learner: said.get(person, ()) for person, learner, _ in group}
            _tell_enrolments(connection, feed.campus_stream(institution, campus), told)


def tell_learner(connection: Connection, institution: str, learner: str, person: str) -> None:
    """Say to a learner what the person that she is linked to was put into; nobody: nothing."""
    campus = connection.scalar(
        select(learners.c.campus).where(
            learners.c.institution == institution, learners.c.learner == learner
        )
    )
    said = _enrolments(connection, institution, [person] if person else [])
    if campus is not None:
        stream = feed.campus_stream(institution, campus)
        _tell_enrolments(connection, stream, {learner: said.get(person, ())})


def _tell_enrolments(
    connection: Connection, stream: feed.Stream, told: Mapping[str, tuple[EnrolledIn, ...]]
) -> None:
    before = feed.published_of(connection, stream, documents.ENROLMENTS, told)
    for learner, said in told.items():
        body = msgspec.json.encode(Enrolments(cohorts=said)) if said else b""
        if body != bytes(before.get(learner) or b""):
            feed.publish(connection, stream, documents.ENROLMENTS, learner, body, learner=learner)


def _publish(
    connection: Connection, stream: feed.Stream, kind: str, told: Mapping[str, bytes]
) -> None:
    feed.publish_each(connection, stream, kind, told, source="", audience=feed.OFFICES)


def _people(
    connection: Connection, institution: str, who: Collection[str]
) -> dict[str, RosterPerson]:
    """Return how people stand, by their numbers."""
    p, k, m = people.c, links.c, memberships.c
    profiles: defaultdict[str, list[str]] = defaultdict(list)
    linked = select(k.person, k.learner).where(
        k.institution == institution, k.person.in_(who), k.ended.is_(None)
    )
    for person, learner in connection.execute(linked.order_by(k.person, k.learner)):
        profiles[person].append(learner)
    joined: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    inside = select(m.person, m.cohort, m.course).where(
        m.institution == institution, m.person.in_(who), m.is_in
    )
    for person, cohort, course in connection.execute(inside.order_by(m.cohort, m.course)):
        joined[person].append((cohort, course))
    rows = connection.execute(
        select(p.person, p.name, p.role, p.campus, p.email, p.ended_at).where(
            p.institution == institution, p.person.in_(who)
        )
    )
    return {
        person: RosterPerson(
            person=person,
            name=name,
            role=role,
            campus=campus,
            email=email or "",
            learners=tuple(profiles[person]),
            ended_at=ended_at or 0,
            cohorts=tuple(cohort for cohort, _ in joined[person] if cohort),
            courses=tuple(course for cohort, course in joined[person] if not cohort),
        )
        for person, name, role, campus, email, ended_at in rows
    }


def _enrolments(
    connection: Connection, institution: str, who: Collection[str]
) -> dict[str, tuple[EnrolledIn, ...]]:
    """Return what people were put into, the earliest first; who has left is in nothing."""
    m, p = memberships.c, people.c
    rows = connection.execute(
        select(m.person, m.cohort, m.course)
        .join_from(memberships, people, (p.institution == m.institution) & (p.person == m.person))
        .where(m.institution == institution, m.person.in_(who), m.is_in, p.ended_at.is_(None))
        .order_by(m.person, m.cohort, m.course)
    ).all()
    known = _cohorts(connection, institution, {row[1] for row in rows} - {""})
    found: defaultdict[str, list[EnrolledIn]] = defaultdict(list)
    direct: defaultdict[str, list[str]] = defaultdict(list)
    for person, cohort, course in rows:
        if not cohort:
            direct[person].append(course)
        elif cohort in known and not known[cohort].ended:
            each = known[cohort]
            found[person].append(
                EnrolledIn(name=each.name, courses=each.courses, begins=each.begins, ends=each.ends)
            )
    for person, courses in direct.items():
        found[person].append(EnrolledIn(courses=tuple(courses)))
    return {
        person: tuple(sorted(all_, key=lambda each: (each.begins, each.name, each.courses)))
        for person, all_ in found.items()
    }


def _cohorts(connection: Connection, institution: str, ids: Collection[str]) -> dict[str, _Known]:
    c = cohorts.c
    columns = (c.cohort, c.campus, c.name, c.courses, c.begins, c.ends, c.ended)
    return {
        row[0]: _Known(row[0], row[1], row[2], tuple(json.loads(row[3])), row[4], row[5], row[6])
        for some in parts(sorted(ids))
        for row in connection.execute(
            select(*columns).where(c.institution == institution, c.cohort.in_(some))
        )
    }


def _members(
    connection: Connection, institution: str, ids: Collection[str], campus: str
) -> defaultdict[str, list[str]]:
    """Return who of a campus is in its cohorts, and has not left the institution."""
    m, p = memberships.c, people.c
    rows = connection.execute(
        select(m.cohort, m.person)
        .join_from(memberships, people, (p.institution == m.institution) & (p.person == m.person))
        .where(
            m.institution == institution,
            m.cohort.in_(ids),
            m.is_in,
            p.campus == campus,
            p.ended_at.is_(None),
        )
        .order_by(m.cohort, m.person)
    )
    found: defaultdict[str, list[str]] = defaultdict(list)
    for cohort, person in rows:
        found[cohort].append(person)
    return found


def _campuses(connection: Connection, institution: str) -> list[str]:
    o = tables.organisations.c
    query = select(o.id).where(o.parent == institution, o.kind == "campus")
    return list(connection.scalars(query.order_by(o.id)))


def _with_offices(connection: Connection, campuses: Collection[str]) -> set[str]:
    """Return the campuses on whose computers a coordinator holds her office."""
    g, o = grants.c, offices.c
    query = select(g.campus).join_from(offices, grants, g.id == o.grant_id)
    return set(connection.scalars(query.where(g.campus.in_(campuses), g.ended == "").distinct()))


def parts(all_: Iterable[str]) -> Iterator[list[str]]:
    """Yield people, or ids, in parts that one query can ask about."""
    listed = list(all_)
    for start in range(0, len(listed), AT_A_TIME):
        yield listed[start : start + AT_A_TIME]
