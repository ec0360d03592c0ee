"""Imports a roster of people from CSV: whole, or not at all, with every mistake by its line.

The header names the columns, in any order: person, name, campus, role, and optionally email.
`person` is the staff number, unique in its institution. A person who is there already is changed.
Every person is published to her campus.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from ujuzi.errors import RefusedError
from ujuzi.hub import feed, organisations, registration
from ujuzi.hub.database import upsert
from ujuzi.hub.tables import people

REQUIRED = ("person", "name", "campus", "role")
OPTIONAL = ("email",)
ROLES = ("teacher", "support", "leader", "coordinator")
MAX_MISTAKES = 50
MAX_FIELD_LENGTH = 200
ROSTER = "roster"


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in a line; the header is line 1."""

    line: int
    sentence: str


def import_roster(connection: Connection, lines: Iterable[str]) -> int:
    """Import every row, and return how many.

    Raises RefusedError `roster-mistakes`, whose `mistakes` name each line; nothing is imported.
    """
    reader = csv.DictReader(lines, strict=True)
    mistakes = _header_mistakes(reader.fieldnames or ())
    rows: list[dict[str, str]] = []
    seen: dict[tuple[str, str], int] = {}
    institutions: dict[str, str | None] = {}
    try:
        for row in reader if not mistakes else ():
            line = reader.line_num
            found = _row_mistakes(connection, row, institutions)
            mistakes += [Mistake(line, sentence) for sentence in found]
            if found:
                continue
            key = (institutions[row["campus"].strip()] or "", row["person"].strip())
            if key in seen:
                sentence = f"{key[1]} stands in line {seen[key]} already."
                mistakes.append(Mistake(line, sentence))
            seen.setdefault(key, line)
            rows.append(
                {
                    "institution": key[0],
                    **{name: (row.get(name) or "").strip() for name in (*REQUIRED, *OPTIONAL)},
                }
            )
    except csv.Error as error:
        mistakes.append(Mistake(reader.line_num, f"This is not CSV: {error}."))
    if mistakes:
        raise RefusedError(
            "roster-mistakes",
            "Nothing was imported.\n"
            + "\n".join(f"line {m.line}: {m.sentence}" for m in mistakes[:MAX_MISTAKES]),
            mistakes=tuple(mistakes),
        )
    upsert(connection, people, rows)
    for row in rows:
        stream = (row["institution"], f"campus:{row['campus']}")
        payload = msgspec.json.encode({name: row[name] for name in ("name", "role")})
        feed.publish(connection, stream, ROSTER, row["person"], payload)
    return len(rows)


def _header_mistakes(names: Iterable[str]) -> list[Mistake]:
    given = [name.strip() for name in names]
    missing = [name for name in REQUIRED if name not in given]
    unknown = [name for name in given if name not in (*REQUIRED, *OPTIONAL)]
    twice = sorted({name for name in given if given.count(name) > 1})
    return [
        Mistake(1, sentence)
        for names, sentence in (
            (missing, f"The header lacks {', '.join(missing)}."),
            (unknown, f"The header has unknown columns: {', '.join(unknown)}."),
            (twice, f"The header has columns twice: {', '.join(twice)}."),
        )
        if names
    ]


def _row_mistakes(
    connection: Connection, row: dict[str, str], institutions: dict[str, str | None]
) -> list[str]:
    values = {name: (row.get(name) or "").strip() for name in (*REQUIRED, *OPTIONAL)}
    found = [f"{name} is empty." for name in REQUIRED if not values[name]]
    if None in row:
        found.append("There are more fields than columns.")
    for name, value in values.items():
        if len(value) > MAX_FIELD_LENGTH or "\x00" in value:
            found.append(f"{name} is too long, or no text.")
    if values["role"] and values["role"] not in ROLES:
        found.append(f"{values['role']} is no role; there are {', '.join(ROLES)}.")
    campus = values["campus"]
    if campus and campus not in institutions:
        known = organisations.kind_of(connection, campus) == "campus"
        institutions[campus] = registration.institution_of(connection, campus) if known else None
    if campus and institutions[campus] is None:
        found.append(f"There is no campus {campus}.")
    return found
