"""The status lists of this hub: a place for each credential, and what was revoked.

Places are taken in an order that tells nothing of who was awarded when. A list keeps the id that it
was begun with, whatever the hub's address becomes. It is signed anew with each credential and each
revocation, so that none is older than what it is asked about; its version counts how often.
"""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, select, text, update

from ujuzi.credentials.data_integrity import add_proof
from ujuzi.credentials.multibase import did_key
from ujuzi.credentials.status_list import BITS, StatusList, build, list_id
from ujuzi.domain.achievement import Revocation
from ujuzi.hub import clock, feed, keys, settings
from ujuzi.hub.database import insert_ignoring
from ujuzi.hub.tables import credentials, status_lists
from ujuzi.sync import documents

SCATTER = 80_021
"""Odd, so that every place of a list, whose length is a power of two, is taken once."""
MANY = 1_000_000
"""Versions that are passed over after a backup was put back: more than it can have missed."""


def take_place(connection: Connection) -> tuple[int, int]:
    """Return the number of a status list and a place in it that nobody has."""
    latest = connection.scalar(
        select(status_lists.c.number).order_by(status_lists.c.number.desc()).limit(1)
    )
    number = latest or 0
    while True:
        base = settings.address_of(connection) or "https://hub.invalid"
        row = {"number": number, "id": list_id(f"{base}/status/", number), "taken": 0, "version": 0}
        insert_ignoring(connection, status_lists, [row])
        taken = connection.scalar(
            text(
                "UPDATE status_lists SET taken = taken + 1"
                " WHERE number = :number AND taken < :bits RETURNING taken"
            ),
            {"number": number, "bits": BITS},
        )
        if taken is not None:
            return number, (taken - 1) * SCATTER % BITS
        number += 1


def id_of(connection: Connection, number: int) -> str:
    """Return the id of a list."""
    return str(connection.scalar(select(status_lists.c.id).where(status_lists.c.number == number)))


def publish(connection: Connection, number: int, now: int) -> None:
    """Sign a status list as it is now, and publish it."""
    key, _ = keys.signing_key(connection, now)
    clock.signed(connection, now)
    version = connection.scalar(
        update(status_lists)
        .where(status_lists.c.number == number)
        .values(version=status_lists.c.version + 1)
        .returning(status_lists.c.version)
    )
    c = credentials.c
    rows = connection.execute(
        select(c.place, c.revoked_at, c.revoked_because).where(
            c.list == number, c.revoked_at.is_not(None)
        )
    )
    stated = StatusList(
        id=id_of(connection, number),
        issuer=did_key(key.public),
        issued=keys.moment_of(now),
        revoked={row[0]: Revocation(at=keys.moment_of(row[1]), reason=row[2]) for row in rows},
        version=version or 0,
    )
    signed = add_proof(build(stated), key, stated.issued)
    payload = msgspec.json.encode(signed)
    feed.publish(connection, keys.GLOBAL, documents.STATUS_LIST, str(number), payload)


def close_all(connection: Connection) -> None:
    """Take no more places in these lists: a backup does not know which were taken since.

    Nor which versions were signed: those that are now signed are newer than all of them.
    """
    connection.execute(
        update(status_lists).values(taken=BITS, version=status_lists.c.version + MANY)
    )
