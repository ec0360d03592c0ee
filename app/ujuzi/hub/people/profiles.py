"""The names with which learners sign in: what every computer of a campus gets of a profile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import msgspec
from sqlalchemy import Connection

from ujuzi.domain.seat import public_part
from ujuzi.domain.subjects import PROFILE
from ujuzi.hub.feed import feed
from ujuzi.hub.people import projections
from ujuzi.wire import documents


def publish(
    connection: Connection, institution: str, people: Collection[str], source: str = ""
) -> None:
    """Publish the name, role and language of learners at their campuses; `source` told of them.

    Their rows are locked.
    """
    if not people:
        return
    known = projections.profiles(connection, institution, people)
    told: defaultdict[str, dict[str, bytes]] = defaultdict(dict)
    for learner, campus in projections.lock(connection, institution, sorted(people)).items():
        profile = known.get(learner)
        public = (profile and public_part(profile)) or PROFILE.state()
        told[campus][learner] = msgspec.json.encode([[PROFILE.name, "", public]])
    for campus in sorted(told):
        stream = feed.campus_stream(institution, campus)
        feed.publish_each(connection, stream, documents.PROFILE, told[campus], source=source)
