"""What a centre, an institution or a campus lets people know."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from ujuzi.domain.authority import Act
from ujuzi.hub.actions.access import Access
from ujuzi.hub.people import announcements
from ujuzi.hub.people.announcements import KeptAnnouncement

KINDS = announcements.KINDS


def publish(access: Access, kind: str, place: str, texts: Mapping[str, str], until: int) -> str:
    """Announce something to everybody of a place, and return its id; raises RefusedError.

    `until` is in milliseconds since 1970.
    """
    id_ = secrets.token_hex(8)
    with access.writing(Act.ANNOUNCE) as scope:
        announcements.publish(scope, id_, kind, place, texts, until)
    return id_


def withdraw(access: Access, id_: str) -> None:
    """Take an announcement back; raises RefusedError `announcement-unknown` or `not-allowed`."""
    with access.writing(Act.ANNOUNCE) as scope:
        announcements.withdraw(scope, id_)


def listed(access: Access) -> list[KeptAnnouncement]:
    """Return what is announced now, by place and date."""
    with access.reading(Act.ANNOUNCE) as scope:
        return announcements.listed(scope)
