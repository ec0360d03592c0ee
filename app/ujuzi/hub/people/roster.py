"""Imports a roster of people from CSV: whole, or not at all, with every mistake by its line.

The header names the columns, in any order: person, name, campus, role, and optionally email; what
may stand in a row `domain.roster` says. Who is there already is changed where a row says something
else; the profiles that are linked to her follow, also to another campus. Columns are parted by
commas, semicolons or tabs, as spreadsheets write them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import Connection, select

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
from ujuzi.hub.people import moves, organisations, projections, registration
from ujuzi.hub.store.database import Row, upsert
from ujuzi.hub.store.scope import Scope
from ujuzi.hub.store.tables import learners
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
    known = {
        (institution, person): row
        for institution in {row["institution"] for row in rows}
        for person, row in _known(connection, institution).items()
    }
    changed: list[Row] = []
    for row in rows:
        before = known.get((row["institution"], row["person"]), {"email": ""})
        after = {**before, **row}
        if after != before:
            changed.append(after)
    upsert(connection, people_table, changed)
    changes: defaultdict[str, dict[str, str | None]] = defaultdict(dict)
    for row in changed:
        institution, person, campus = row["institution"], row["person"], row["campus"]
        if (institution, person) in known:
            moved = campus != known[institution, person]["campus"]
            changes[institution][person] = campus if moved else None
    for institution in sorted(changes):
        moves.follow(connection, institution, changes[institution])
    return len(changed)


def listed(scope: Scope) -> list[Enlisted]:
    """Return everybody in the roster of a scope's institution, by campus and name."""
    connection, institution = scope.connection, scope.institution
    found = select(links_table.c.person, links_table.c.learner).where(
        links_table.c.institution == institution, links_table.c.ended.is_(None)
    )
    profiles: defaultdict[str, list[str]] = defaultdict(list)
    for person, learner in connection.execute(found.order_by(links_table.c.learner)):
        profiles[person].append(learner)
    c = people_table.c
    everybody = select(c.person, c.name, c.campus, c.role).where(
        scope.covers(c.institution, campus=c.campus)
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


def _known(connection: Connection, institution: str) -> dict[str, Row]:
    """Return everybody in the roster of an institution, by staff number."""
    query = select(people_table).where(people_table.c.institution == institution)
    return {
        row["person"]: {**row, "email": row["email"] or ""}
        for row in connection.execute(query).mappings()
    }


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
            numbers[institution] = RosterNumbers(_known(scope.connection, institution))
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
