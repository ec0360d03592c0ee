"""The names with which learners sign in: what every computer of a campus gets of a profile."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from ujuzi.domain.seat import public_part
from ujuzi.domain.subjects import PROFILE
from ujuzi.hub.feed import feed
from ujuzi.hub.people import links, projections
from ujuzi.wire import documents


def publish(connection: Connection, institution: str, learner: str, source: str = "") -> None:
    """Publish a learner's name, role and language at her campus; `source` told of them."""
    known = projections.state_of(connection, institution, learner, PROFILE)
    public = public_part(known) or PROFILE.state()
    payload = msgspec.json.encode([[PROFILE.name, "", public]])
    stream = links.campus_of(connection, institution, learner)
    feed.publish(connection, stream, documents.PROFILE, learner, payload, source=source)
