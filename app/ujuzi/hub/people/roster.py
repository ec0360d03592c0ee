"""Imports a roster of people from CSV: whole, or not at all, with every mistake by its line.

The header names the columns, in any order: person, name, campus, role, and optionally email.
`person` is the staff number, unique in its institution. Who is there already is changed where a row
says something else; the profiles that are linked to her follow, also to another campus. A roster
stays in the hub: a computer learns of a person only through her link.

Columns are parted by commas, semicolons or tabs, as spreadsheets write them. Spaces around values,
capitals in the header, and columns and rows with nothing in them mean nothing. Numbers that look
alike (`domain.personal`) are one person's; what a spreadsheet or an encoding has left in a value's
place is refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from unicodedata import category

from sqlalchemy import Connection, select

from ujuzi.domain.personal import (
    alike,
    doubtful,
    hides,
    is_lettered,
    personal,
    remains,
    spoilt,
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

REQUIRED = ("person", "name", "campus", "role")
OPTIONAL = ("email",)
ROLES = ("teacher", "support", "leader", "coordinator")
MAX_MISTAKES = 50
"""Told in the sentence of a refusal."""
MAX_FIELD_LENGTH = 200


@dataclass(frozen=True, slots=True)
class RosterMistake:
    """What is wrong in a line; the header is line 1."""

    line: int
    sentence: str


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


class _Numbers:
    """The staff numbers of institutions, as their rosters know them and as a file has them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, defaultdict[str, list[str]]] = {}
        self._seen: dict[tuple[str, str], tuple[int, str]] = {}

    def knows(self, institution: str, number: str) -> bool:
        """Whether somebody of the roster has exactly this number."""
        return number in self._of(institution)[alike(number)]

    def enlist(self, institution: str, number: str, line: int) -> tuple[str, str]:
        """Return a number as the roster has it, and what is wrong with it.

        A roster that was made before may hold several that look alike: each is itself.
        """
        key = alike(number)
        known = self._of(institution)[key]
        if len(known) > 1 and number not in known:
            return number, f"{number} may be {' or '.join(sorted(known))} of the roster."
        if len(known) == 1:
            [person] = known
        else:
            person = number
        first, spelling = self._seen.setdefault(
            (institution, person if len(known) > 1 else key), (line, number)
        )
        if first == line:
            return person, ""
        other = "" if spelling == number else f", as {spelling}"
        return person, f"{number} stands in line {first} already{other}."

    def _of(self, institution: str) -> defaultdict[str, list[str]]:
        """Return the numbers of an institution's roster, by what they have in common."""
        if institution not in self._known:
            self._known[institution] = defaultdict(list)
            for person in _known(self._connection, institution):
                self._known[institution][alike(person)].append(person)
        return self._known[institution]


def _read(scope: Scope, text: str) -> tuple[list[Row], list[RosterMistake]]:
    """Return the rows of a roster, each with its institution, and what is wrong."""
    rows: list[Row] = []
    mistakes: list[RosterMistake] = []
    numbers = _Numbers(scope.connection)
    institutions: dict[str, str | None] = {}
    written: list[str] = []
    unknown: list[tuple[int, str]] = []
    try:
        table = rows_of(text)
        first, names = next(table, (1, []))
        header = [name.strip().lower() for name in names]
        mistakes += [RosterMistake(first, sentence) for sentence in _header_mistakes(header)]
        for line, fields in table if not mistakes else ():
            values = [personal(field) for field in fields]
            if not any(values):
                continue
            row = dict(_named(header, values))
            found = _row_mistakes(scope, row, institutions)
            if any(values[len(header) :]):
                found.append("There are more fields than columns.")
            mistakes += [RosterMistake(line, sentence) for sentence in found]
            if found:
                continue
            institution = institutions[row["campus"]] or ""
            written.append(row["person"])
            if not numbers.knows(institution, row["person"]):
                unknown.append((line, row["person"]))
            person, sentence = numbers.enlist(institution, row["person"], line)
            if sentence:
                mistakes.append(RosterMistake(line, sentence))
            rows.append({"institution": institution, **row, "person": person})
    except RefusedError as error:
        at = error.facts["line"]
        assert isinstance(at, int)
        mistakes.append(RosterMistake(at, str(error)))
    doubts = doubtful(written)
    mistakes += (
        RosterMistake(line, f"person: {visible(number)} {doubts[number]}.")
        for line, number in unknown
        if number in doubts
    )
    return rows, sorted(mistakes, key=lambda each: each.line)


def _named(header: list[str], values: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the columns that have a name with their values; a short row lacks the last ones."""
    for place, name in enumerate(header):
        if name:
            yield name, values[place] if place < len(values) else ""


def _header_mistakes(header: list[str]) -> list[str]:
    given = [name for name in header if name]
    missing = [name for name in REQUIRED if name not in given]
    unknown = [name for name in given if name not in (*REQUIRED, *OPTIONAL)]
    twice = sorted({name for name in given if given.count(name) > 1})
    return [
        sentence
        for names, sentence in (
            (missing, f"The header lacks {', '.join(missing)}."),
            (unknown, f"The header has unknown columns: {', '.join(unknown)}."),
            (twice, f"The header has columns twice: {', '.join(twice)}."),
        )
        if names
    ]


def _row_mistakes(
    scope: Scope, row: dict[str, str], institutions: dict[str, str | None]
) -> list[str]:
    connection = scope.connection
    found = [f"{name} is empty." for name in REQUIRED if not row[name]]
    for name, value in row.items():
        if len(value) > MAX_FIELD_LENGTH:
            found.append(f"{name} is longer than {MAX_FIELD_LENGTH} letters.")
        if fault := remains(value) or spoilt(value):
            found.append(f"{name}: {visible(value)} {fault}.")
        elif name == "name" and "@" in value:
            found.append(f"{name}: {visible(value)} is an address.")
        elif name == "name" and value and not is_lettered(value):
            found.append(f"{name}: {visible(value)} holds no letter.")
        elif any(category(letter) == "Cc" for letter in value):
            found.append(f"{name} holds a control character.")
        elif hides(value):
            found.append(f"{name} holds a character that nobody sees.")
    role = row["role"]
    if role and role not in ROLES:
        found.append(f"{visible(role)} is no role; there are {', '.join(ROLES)}.")
    campus = row["campus"]
    if campus and campus not in institutions:
        known = organisations.kind_of(connection, campus) == "campus"
        institutions[campus] = registration.institution_of(connection, campus) if known else None
    institution = institutions[campus] if campus else None
    if campus and institution is None:
        found.append(f"There is no campus {visible(campus)}.")
    elif institution is not None and not scope.holds(institution, campus):
        found.append(f"The campus {visible(campus)} is not yours to change.")
    return found
