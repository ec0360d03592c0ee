"""What batches tell of learners that the hub never asks about itself, and passes on.

Activities, attempts and notes are most of what is told, and nobody looks one of them up here: the
feed tells a learner's other computers all that is new of them. So they are kept as they came, in
parts: of each learner what one batch told of her, where one by one they would be dozens of rows.

A state may stand in several parts; what is known of it is those joined (`domain.state`), which is
done when they are read. A computer that tells what it has every few minutes makes many short parts:
every so many of a learner, those are joined into one; of the others nothing is written again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, select

from ujuzi.domain.subjects import SUBJECTS
from ujuzi.hub.feed.reading import PassedOn, decoded, encoded
from ujuzi.hub.store.database import insert_new
from ujuzi.hub.store.tables import learners, progress

JOINED_EVERY = 16
"""Parts of a learner; so she never has more that are short."""

SHORT_LENGTH = 4096
"""A part of fewer characters is short."""

PARTS_AT_A_TIME = 4
MOST_AT_ONCE = 4 * 1024 * 1024
"""Characters of parts that are held in memory to be joined, and one part."""

_AS_ITS_PART = 2**63 - 1


class PublishedState(msgspec.Struct, array_like=True):
    """A state as a part holds it; the revision at which it was told, where not its part's."""

    subject: str
    key: str
    state: msgspec.Raw
    revision: int = _AS_ITS_PART


_DECODER = msgspec.json.Decoder(list[PublishedState])
_MINE = (
    progress.c.institution == bindparam("of_institution"),
    progress.c.learner == bindparam("of_learner"),
)
_SHORT = progress.c.length < SHORT_LENGTH
_LAST = select(
    learners.c.learner,
    select(func.max(progress.c.part))
    .where(
        progress.c.institution == learners.c.institution,
        progress.c.learner == learners.c.learner,
    )
    .scalar_subquery(),
).where(
    learners.c.institution == bindparam("of_institution"),
    learners.c.learner.in_(bindparam("people", expanding=True)),
)
_SHORT_PARTS = (
    select(progress.c.part, progress.c.revision, progress.c.states)
    .where(*_MINE, _SHORT)
    .order_by(progress.c.part)
)
_AFTER = (
    select(progress.c.revision, progress.c.states)
    .where(*_MINE, progress.c.revision > bindparam("known"))
    .order_by(progress.c.part)
    .execution_options(yield_per=PARTS_AT_A_TIME)
)


def keep(
    connection: Connection, institution: str, told: PassedOn, revisions: Mapping[str, int]
) -> None:
    """Keep what a batch told of learners, at the revision at which each one's is published."""
    people = [learner for learner, _ in told]
    found = connection.execute(_LAST, {"of_institution": institution, "people": people})
    parts = {learner: (last or 0) + 1 for learner, last in found}
    rows = [
        (learner, parts[learner], revisions[learner], len(states), states)
        for learner, states in told
    ]
    insert_new(connection, progress, rows, institution=institution)
    for learner, part in parts.items():
        if part % JOINED_EVERY == 0:
            _join(connection, institution, learner)


def after(
    connection: Connection, institution: str, learner: str, known: int
) -> Iterator[PublishedState]:
    """Yield what was told of a learner after the revision `known`.

    A state comes once, unless more was told of her than anybody tells in years.
    """
    mine = {"of_institution": institution, "of_learner": learner, "known": known}
    found: list[PublishedState] = []
    length = 0
    with connection.execute(_AFTER, mine) as rows:
        for revision, states in rows:
            found += [each for each in _read(revision, states) if each.revision > known]
            length += len(states)
            if length >= MOST_AT_ONCE:
                yield from joined(found)
                found, length = [], 0
    yield from joined(found)


def joined(told: Iterable[PublishedState]) -> Sequence[PublishedState]:
    """Return what was told, each state once."""
    found: defaultdict[tuple[str, str], list[PublishedState]] = defaultdict(list)
    for each in told:
        found[each.subject, each.key].append(each)
    return [same[0] if len(same) == 1 else _merged(same) for same in found.values()]


def _join(connection: Connection, institution: str, learner: str) -> None:
    """Join a learner's short parts into one."""
    mine = {"of_institution": institution, "of_learner": learner}
    rows = connection.execute(_SHORT_PARTS, mine).all()
    if len(rows) < 2:
        return
    connection.execute(delete(progress).where(*_MINE, _SHORT), mine)
    told = joined(each for _, revision, states in rows for each in _read(revision, states))
    states = msgspec.json.encode(told).decode()
    whole = (learner, rows[-1][0], max(row[1] for row in rows), len(states), states)
    insert_new(connection, progress, [whole], institution=institution)


def _read(revision: int, states: str) -> Iterator[PublishedState]:
    """Yield the states of a part, each with its own revision, which is never after the part's."""
    for each in _DECODER.decode(states):
        each.revision = min(each.revision, revision)
        yield each


def _merged(same: list[PublishedState]) -> PublishedState:
    subject, key = same[0].subject, same[0].key
    state = SUBJECTS[subject].state.merge([decoded(subject, each.state) for each in same])
    return PublishedState(
        subject, key, msgspec.Raw(encoded(state).encode()), max(each.revision for each in same)
    )
