"""How the items of an assessment did, by language: over everybody's first attempt alone.

Several profiles of one person are one. Her first attempt is the one of the lowest number of her
ticket, or where there is none the one whose first result is the oldest; one that was decided to be
void counts for nobody. Its latest result counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, and_, select

from ujuzi.domain.assessment import as_authored
from ujuzi.domain.grading import Graded
from ujuzi.domain.item import Item, Response
from ujuzi.domain.item_statistics import (
    AssessmentFigures,
    ChoiceCounts,
    ItemFigures,
    assessment_figures,
    choices_of,
    figures_of,
)
from ujuzi.hub.assessment import key_sheets
from ujuzi.hub.store.settings import Identity
from ujuzi.hub.store.tables import key_sheets as sheets_table
from ujuzi.hub.store.tables import links, results, signals, sittings
from ujuzi.packs.key_sheet import KeySheet


class LanguageFigures(NamedTuple):
    """How an assessment did in one language."""

    language: str
    whole: AssessmentFigures
    items: tuple[ItemFigures, ...]
    choices: tuple[ChoiceCounts, ...]


class _First(NamedTuple):
    """What a person was told of her first attempt: bank, result and wrong responses as shown."""

    bank: str
    graded: Graded
    wrong: dict[str, Response]


def figures_by_language(
    connection: Connection, identity: Identity, course: str, assessment: str
) -> tuple[LanguageFigures, ...]:
    """Return how an assessment did, in each language in which it was sat."""
    c = sheets_table.c
    query = select(c.bank, c.language).where(c.course == course, c.assessment == assessment)
    languages = {row[0]: row[1] for row in connection.execute(query)}
    by_language: dict[str, list[_First]] = {}
    for first in _first_attempts(connection, course, assessment):
        by_language.setdefault(languages.get(first.bank, ""), []).append(first)
    sheets = {bank: key_sheets.find(connection, bank, identity) for bank in languages}
    return tuple(_figures(name, by_language[name], sheets) for name in sorted(by_language))


def _figures(
    language: str, firsts: list[_First], sheets: Mapping[str, KeySheet | None]
) -> LanguageFigures:
    items: dict[str, Item] = {}
    given: list[dict[str, Response]] = []
    for first in firsts:
        sheet = sheets.get(first.bank)
        if sheet is None:
            given.append({})
            continue
        known = {item.id: item for item in sheet.items}
        items |= known
        given.append(
            {
                item: as_authored(known[item], response, sheet.naming)
                for item, response in first.wrong.items()
                if item in known
            }
        )
    graded = [first.graded for first in firsts]
    return LanguageFigures(
        language,
        assessment_figures(graded),
        figures_of(graded),
        choices_of(graded, given, items.values()),
    )


def _first_attempts(connection: Connection, course: str, assessment: str) -> Iterable[_First]:
    """Return the first attempt of each person or profile that has a result."""
    s, r = sittings.c, results.c
    linked = and_(
        links.c.institution == s.institution, links.c.learner == s.learner, links.c.ended.is_(None)
    )
    of_assessment = s.course == course, s.assessment == assessment
    query = (
        select(
            s.institution, s.attempt, s.learner, links.c.person, s.number, s.bank,
            r.graded_at, r.content, r.wrong,
        )
        .join(results, and_(r.institution == s.institution, r.attempt == s.attempt))
        .outerjoin(links, linked)
        .where(*of_assessment)
        .order_by(s.institution, s.attempt, r.revision)
    )  # fmt: skip
    void = {
        (row[0], row[1])
        for row in connection.execute(
            select(signals.c.institution, signals.c.attempt).where(signals.c.decision == "void")
        )
    }
    began: dict[tuple[str, str], int] = {}
    latest: dict[tuple[str, str], tuple[tuple[str, ...], tuple[int, int, int, str], _First]] = {}
    for row in connection.execute(query):
        which = (row.institution, row.attempt)
        if which in void:
            continue
        who = ("person", row.person) if row.person else ("learner", row.learner)
        whose = (row.institution, *who)
        begun = began.setdefault(which, row.graded_at)
        order = (int(row.number == 0), row.number, begun, row.attempt)
        first = _First(
            row.bank or "",
            msgspec.json.decode(row.content, type=Graded),
            msgspec.json.decode(row.wrong, type=dict[str, Response]),
        )
        latest[which] = whose, order, first
    firsts: dict[tuple[str, ...], tuple[tuple[int, int, int, str], _First]] = {}
    for theirs, order, first in latest.values():
        if theirs not in firsts or order < firsts[theirs][0]:
            firsts[theirs] = order, first
    return [first for _, first in firsts.values()]
