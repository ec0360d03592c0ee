"""Imports a roster of people from CSV: whole, or not at all, with every mistake by its line.

The header names the columns, in any order: person, name, campus, role, and optionally email; what
may stand in a row `domain.roster` says. Who is there already is changed where a row says something
else; the profiles that are linked to her follow, also to another campus. Columns are parted by
commas, semicolons or tabs, as spreadsheets write them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from ujuzi.domain.roster import (
    RosterFault,
    RosterLine,
    RosterMistake,
    RosterNumbers,
    doubts,
    read_lines,
)
from ujuzi.domain.text import visible
from ujuzi.errors import Code, RefusedError
from ujuzi.files import rows_of, text_of
from ujuzi.hub.people import moves, organisations, projections, registration, rolls
from ujuzi.hub.store.database import Row, upsert
from ujuzi.hub.store.scope import Scope
from ujuzi.hub.store.tables import cohorts, heads, learners, memberships
from ujuzi.hub.store.tables import links as links_table
from ujuzi.hub.store.tables import people as people_table

MAX_MISTAKES = 50
"""Told in the sentence of a refusal."""


class Enlisted(NamedTuple):
    """A person of the roster, and the profiles that are linked to her."""

    person: str
    name: str
    campus: str
    role: str
    profiles: str


def decode(data: bytes, encoding: str = "") -> str:
    """Return the text of a roster's file (`files.text_of`).

    Raises RefusedError `roster-encoding`: a guess would put wrong letters into people's names.
    """
    try:
        return text_of(data, encoding)
    except RefusedError as error:
        facts = error.facts
        if error.code != Code.TEXT_ENCODING:
            raise RefusedError(Code.ROSTER_ENCODING, str(error)) from error
        raise RefusedError(
            Code.ROSTER_ENCODING,
            f"Nothing was imported. Line {facts['line']} {facts['reason']}: save the file as CSV"
            " UTF-8, or say its encoding, as in --encoding windows-1252.",
            line=facts["line"],
        ) from error


def import_roster(scope: Scope, text: str) -> int:
    """Import every row of a CSV text, and return how many people are new or changed.

    Each goes to a campus that lies in the scope.

    Raises RefusedError `roster-mistakes`, whose `mistakes` name each line; nothing is imported.
    """
    connection = scope.connection
    rows, mistakes = _read(scope, text)
    if mistakes:
        raise RefusedError(
            Code.ROSTER_MISTAKES,
            "Nothing was imported.\n"
            + "\n".join(f"line {m.line}: {m.sentence}" for m in mistakes[:MAX_MISTAKES]),
            mistakes=tuple(mistakes),
        )
    before = {
        institution: known(connection, institution, lock=True)
        for institution in sorted({row["institution"] for row in rows})
    }
    changed: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        institution, person = row["institution"], row["person"]
        was = before[institution].get(person)
        after = {**(was or blank(institution, person)), **row, "ended_at": None}
        if after != was:
            changed[institution].append(after)
    for institution, news in changed.items():
        lamport = next_lamport(connection, institution)
        stamps = {"said": lamport, "moved": lamport, "parted": lamport, "moved_from": ""}
        upsert(connection, people_table, [{**row, **stamps} for row in news])
        theirs = {row["person"]: before[institution].get(row["person"]) for row in news}
        follow(connection, institution, theirs)
    return sum(map(len, changed.values()))


def blank(institution: str, person: str) -> Row:
    """Return the row of somebody of whom nothing is said yet."""
    stamps = {"said": 0, "moved": 0, "moved_from": "", "parted": 0, "ended_at": None}
    return {"institution": institution, "person": person, "campus": "", "email": "", **stamps}


def follow(connection: Connection, institution: str, before: Mapping[str, Row | None]) -> None:
    """Let profiles and documents follow what changed of people, who were otherwise before."""
    c = people_table.c
    now: dict[str, str] = {}
    for some in rolls.parts(before):
        query = select(c.person, c.campus).where(c.institution == institution, c.person.in_(some))
        now |= {row[0]: row[1] for row in connection.execute(query)}
    moved = {
        person: (now[person] or None) if was["campus"] != now[person] else None
        for person, was in before.items()
        if was is not None and person in now
    }
    moves.follow(connection, institution, moved)
    rolls.tell(connection, institution, sorted(before))


def next_lamport(connection: Connection, institution: str) -> int:
    """Return a Lamport time after all that was told, or decided of people and cohorts."""
    p, k, m = people_table.c, cohorts.c, memberships.c
    latest = [
        connection.scalar(select(func.max(column)).where(owner == institution))
        for column, owner in (
            (heads.c.lamport, heads.c.institution),
            (p.said, p.institution),
            (p.moved, p.institution),
            (p.parted, p.institution),
            (k.lamport, k.institution),
            (m.lamport, m.institution),
        )
    ]
    return max(int(each or 0) for each in latest) + 1


def listed(scope: Scope) -> list[Enlisted]:
    """Return everybody in the roster of a scope's institution, by campus and name.

    Who has left the institution is not among them.
    """
    connection, institution = scope.connection, scope.institution
    found = select(links_table.c.person, links_table.c.learner).where(
        links_table.c.institution == institution, links_table.c.ended.is_(None)
    )
    profiles: defaultdict[str, list[str]] = defaultdict(list)
    for person, learner in connection.execute(found.order_by(links_table.c.learner)):
        profiles[person].append(learner)
    c = people_table.c
    everybody = select(c.person, c.name, c.campus, c.role).where(
        scope.covers(c.institution, campus=c.campus), c.ended_at.is_(None)
    )
    return [
        Enlisted(*row, ", ".join(profiles[row[0]]))
        for row in connection.execute(everybody.order_by(c.campus, c.name, c.person))
    ]


def unlinked(scope: Scope) -> list[tuple[str, str, str]]:
    """Return learners of an institution who are linked to nobody: id, campus, profile's name."""
    connection, institution = scope.connection, scope.institution
    joined = select(learners.c.learner, learners.c.campus).where(
        scope.covers(learners.c.institution, campus=learners.c.campus),
        ~select(links_table.c.learner)
        .where(
            links_table.c.institution == learners.c.institution,
            links_table.c.learner == learners.c.learner,
            links_table.c.ended.is_(None),
        )
        .exists(),
    )
    rows = connection.execute(joined.order_by(learners.c.campus, learners.c.learner)).all()
    names = projections.names(connection, institution, {row[0] for row in rows})
    return [(learner, campus, names.get(learner, "")) for learner, campus in rows]


def known(connection: Connection, institution: str, *, lock: bool = False) -> dict[str, Row]:
    """Return everybody in the roster of an institution, by staff number."""
    query = select(people_table).where(people_table.c.institution == institution)
    query = query.order_by(people_table.c.person)
    rows = connection.execute(query.with_for_update() if lock else query)
    return {row["person"]: {**row, "email": row["email"] or ""} for row in rows.mappings()}


def _read(scope: Scope, text: str) -> tuple[list[Row], list[RosterMistake]]:
    """Return the rows of a roster, each with its institution, and what is wrong."""
    table, mistakes = _table(text)
    lines, wrong = read_lines(table)
    mistakes += wrong
    rows: list[Row] = []
    numbers: dict[str, RosterNumbers] = {}
    institutions: dict[str, str | None] = {}
    written: list[RosterLine] = []
    unknown: set[int] = set()
    for each in lines:
        campus = each.values["campus"]
        found = [*each.mistakes, *_campus_mistakes(scope, each.line, campus, institutions)]
        mistakes += found
        if found:
            continue
        institution = institutions[campus] or ""
        if institution not in numbers:
            numbers[institution] = RosterNumbers(known(scope.connection, institution))
        written.append(each)
        if not numbers[institution].knows(each.values["person"]):
            unknown.add(each.line)
        person, mistake = numbers[institution].enlist(each.values["person"], each.line)
        if mistake is not None:
            mistakes.append(mistake)
        rows.append({"institution": institution, **each.values, "person": person})
    mistakes += doubts(written, unknown)
    return rows, sorted(mistakes, key=lambda each: each.line)


def _table(text: str) -> tuple[list[tuple[int, list[str]]], list[RosterMistake]]:
    """Return the rows of a CSV text, as far as it can be read."""
    table: list[tuple[int, list[str]]] = []
    try:
        for line, cells in rows_of(text):
            table.append((line, cells))
    except RefusedError as error:
        at = error.facts["line"]
        assert isinstance(at, int)
        return table, [RosterMistake(at, str(error), RosterFault.UNREADABLE)]
    return table, []


def _campus_mistakes(
    scope: Scope, line: int, campus: str, institutions: dict[str, str | None]
) -> list[RosterMistake]:
    """Return why a row's campus cannot be hers; `institutions` is known of campuses, and grows."""
    if not campus:
        return []
    if campus not in institutions:
        known = organisations.kind_of(scope.connection, campus) == "campus"
        owner = registration.institution_of(scope.connection, campus) if known else None
        institutions[campus] = owner
    institution, facts = institutions[campus], {"value": visible(campus)}
    if institution is None:
        sentence = f"There is no campus {visible(campus)}."
        return [RosterMistake(line, sentence, RosterFault.CAMPUS_UNKNOWN, facts)]
    if not scope.holds(institution, campus):
        sentence = f"The campus {visible(campus)} is not yours to change."
        return [RosterMistake(line, sentence, RosterFault.CAMPUS_ELSEWHERE, facts)]
    return []
