"""What an institution may see of how its people rate themselves: averages, and what is shared.

A person counts once a framework, with her latest finished round; profiles that are linked to one
person of the roster are one person. By name there are only rounds that are shared.

Averages are over five people or more, and hold of those who did not share only whole groups of
five (`in_fives`), first come first counted: over the institution, and among those over each
campus. So whatever one gets by taking figures from each other, or shared rounds from a figure, is
of five people or more too, and newcomers move a figure five at a time. What rules cannot hide: who
keeps old answers and knows that one person alone rated herself again, or began to share, in between
learns a little of her, as far as an average to one decimal tells it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean

import msgspec
from sqlalchemy import Connection, Select, and_, select

from ujuzi.domain.authority import Act, may
from ujuzi.domain.self_assessment import (
    FEWEST_PEOPLE,
    Questionnaire,
    RoundState,
    in_fives,
    levels_of,
)
from ujuzi.domain.subjects import KEY_MARK, PROFILE, ROUND
from ujuzi.errors import Code, RefusedError
from ujuzi.frameworks.reading import SCHEMA, read_form
from ujuzi.hub.people import organisations, projections
from ujuzi.hub.store.scope import Scope
from ujuzi.hub.store.tables import learners, links, people, states
from ujuzi.paths import SELF_ASSESSMENTS, resources

WHOLE = ""
"""In place of a campus: the institution."""

Questionnaires = Mapping[tuple[str, str], Questionnaire]


class Rater(msgspec.Struct, frozen=True):
    """A person's latest finished round of a framework; `since` is when she finished her first."""

    person: str
    name: str
    campus: str
    framework: str
    since: int
    shared: bool
    levels: dict[str, float]


class Figure(msgspec.Struct, frozen=True):
    """The average level of a competency over `people`, at a campus or at the `WHOLE`."""

    competency: str
    campus: str
    mean: float
    people: int


class Report(msgspec.Struct, frozen=True):
    """What an institution sees."""

    figures: tuple[Figure, ...]
    shared: tuple[Rater, ...]


def report(scope: Scope, questionnaires: Questionnaires) -> Report:
    """Return what is seen of a scope's institution; raises RefusedError `institution-unknown`.

    Who sees one campus sees its part of the same figures: others, of its people alone, would differ
    from them by somebody. Names are for those who may see people.
    """
    connection, institution = scope.connection, scope.institution
    if organisations.kind_of(connection, institution) != "institution":
        raise RefusedError(Code.INSTITUTION_UNKNOWN, f"There is no institution {institution}.")
    raters = _raters(connection, institution, questionnaires)
    named = may(scope.actor.role, Act.READ_PEOPLE)
    shared = sorted((each for each in raters if named and each.shared), key=lambda each: each.name)
    return Report(
        tuple(each for each in figures(raters) if scope.campus in {"", each.campus}),
        tuple(each for each in shared if scope.campus in {"", each.campus}),
    )


def figures(raters: Sequence[Rater]) -> Iterator[Figure]:
    """Yield the figures that may be told, competency by competency, the whole before its parts."""
    in_order = sorted(raters, key=lambda each: (each.since, each.person))
    for competency in sorted({name for each in raters for name in each.levels}):
        whole = counted([each for each in in_order if competency in each.levels])
        parts = {
            campus: counted([each for each in whole if each.campus == campus])
            for campus in sorted({each.campus for each in whole})
        }
        for campus, told in {WHOLE: whole, **parts}.items():
            if len(told) >= FEWEST_PEOPLE:
                mean = fmean(each.levels[competency] for each in told)
                yield Figure(competency, campus, round(mean, 1), len(told))


def counted(raters: Sequence[Rater]) -> list[Rater]:
    """Return who counts in an average: all who share, and of the others whole groups of five."""
    return [
        *(each for each in raters if each.shared),
        *in_fives([each for each in raters if not each.shared]),
    ]


def read_questionnaires(folder: Path | None = None) -> Questionnaires:
    """Read the shipped questionnaires, then a National Centre's own in `folder`.

    Raises what `frameworks.reading.read_form` raises.
    """
    found: dict[tuple[str, str], Questionnaire] = {}
    shipped = (file for name, file in resources(SELF_ASSESSMENTS).items() if name != SCHEMA)
    for file in (*shipped, *(sorted(folder.glob("*.*.json")) if folder else ())):
        read = read_form(file, Questionnaire, passes_over=True)
        found[read.framework, read.role] = read
    return found


def _raters(
    connection: Connection, institution: str, questionnaires: Questionnaires
) -> list[Rater]:
    """Return a rater a person and framework."""
    rounds: defaultdict[tuple[str, str], list[tuple[RoundState, str, str]]] = defaultdict(list)
    names: dict[str, str] = {}
    decode = msgspec.json.Decoder(RoundState).decode
    for learner, key, state, campus, person, name in connection.execute(_rounds(institution)):
        known = decode(state)
        framework = key.partition(KEY_MARK)[0]
        if known.finished_at is not None and (framework, known.role) in questionnaires:
            who = person or learner
            rounds[who, framework].append((known, learner, campus))
            names[who] = name or ""
    raters = []
    for (who, framework), found in rounds.items():
        latest, learner, campus = max(found, key=lambda each: each[0].stamp)
        name = names[who]
        if latest.shared and not name:
            name = projections.state_of(connection, institution, learner, PROFILE).name.value
        statements = questionnaires[framework, latest.role].statements
        raters.append(
            Rater(
                person=who,
                name=name,
                campus=campus,
                framework=framework,
                since=min(each.finished_at or 0 for each, _, _ in found),
                shared=latest.shared,
                levels=levels_of(statements, latest.ratings),
            )
        )
    return raters


def _rounds(institution: str) -> Select[str, str, str, str, str | None, str | None]:
    """Return the query of an institution's rounds: learner, key, state, campus, person, name."""
    here = states.join(
        learners,
        and_(
            learners.c.institution == states.c.institution, learners.c.learner == states.c.learner
        ),
    )
    linked = here.outerjoin(
        links,
        and_(
            links.c.institution == states.c.institution,
            links.c.learner == states.c.learner,
            links.c.ended.is_(None),
        ),
    ).outerjoin(
        people,
        and_(people.c.institution == states.c.institution, people.c.person == links.c.person),
    )
    return (
        select(
            states.c.learner,
            states.c.key,
            states.c.state,
            learners.c.campus,
            links.c.person,
            people.c.name,
        )
        .select_from(linked)
        .where(states.c.institution == institution, states.c.subject == ROUND.name)
    )
