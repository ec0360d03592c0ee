"""To which person a profile is linked now: what was decided of that is `hub.people.links`."""

from __future__ import annotations

from sqlalchemy import Connection, select

from ujuzi.hub.store.tables import links


def person_of(connection: Connection, institution: str, learner: str) -> str | None:
    """Return whom a learner is linked to."""
    return connection.scalar(
        select(links.c.person).where(
            links.c.institution == institution,
            links.c.learner == learner,
            links.c.ended.is_(None),
        )
    )


def learners_of(connection: Connection, institution: str, person: str) -> list[str]:
    """Return the learner ids that are linked to a person."""
    query = select(links.c.learner).where(
        links.c.institution == institution, links.c.person == person, links.c.ended.is_(None)
    )
    return list(connection.scalars(query.order_by(links.c.learner)))
