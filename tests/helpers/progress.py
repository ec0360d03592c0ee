"""What a computer knows of learners: what it recorded, joined with what the hub told it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import select

from ujuzi.domain.event import Event
from ujuzi.domain.subjects import SUBJECTS
from ujuzi.hub.feed import feed, progress
from ujuzi.hub.feed.reading import Key, States, decoded, fold
from ujuzi.hub.store.database import HubDatabase
from ujuzi.hub.store.tables import learners, states
from ujuzi.wire.messages import Document


def told_in(documents: Iterable[Document]) -> list[Key]:
    """Return the keys of the states that documents tell, in their order."""
    return [key for document in documents for key, _ in _told(document)]


def known(recorded: Iterable[Event], heard: Iterable[Document]) -> States:
    """Return what a computer knows that recorded some events and heard some documents."""
    found = fold(recorded)
    for document in heard:
        for key, state in _told(document):
            same = [found[key], state] if key in found else [state]
            found[key] = SUBJECTS[key[1]].state.merge(same)
    return found


def at_the_hub(database: HubDatabase) -> States:
    """Return every state that the hub has."""
    c = states.c
    found: States = {}
    with database.reading() as connection:
        for learner, subject, key, state in connection.execute(
            select(c.learner, c.subject, c.key, c.state)
        ):
            found[learner, subject, key] = decoded(subject, state)
        people = select(learners.c.institution, learners.c.learner)
        for institution, learner in connection.execute(people).all():
            told = progress.after(connection, institution, learner, feed.NOTHING)
            for each in progress.joined(told):
                found[learner, each.subject, each.key] = decoded(each.subject, each.state)
    return found


def _told(document: Document) -> list[tuple[Key, object]]:
    if document.kind != feed.PROGRESS or not document.payload:
        return []
    return [
        ((document.id, subject, key), decoded(subject, raw))
        for subject, key, raw in msgspec.json.decode(
            document.payload, type=list[tuple[str, str, msgspec.Raw]]
        )
    ]
