"""Which computers collect for their campus, by the hub's signed word (`wire.relay`).

A person permits it, for whom nobody reaches could withhold what others leave with him; or the grant
of a coordinator does, for the computer that its request names, as long as it is in force. The
computer then asks for its record under the certificate that it made, and asks again before that
runs out. Each record is a document of its campus too. One that may collect no more gets a last
record, which names no certificate.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, or_, select

from ujuzi.errors import Code, RefusedError
from ujuzi.hub.feed import feed
from ujuzi.hub.people import registration
from ujuzi.hub.people.registration import Device
from ujuzi.hub.store.database import insert_ignoring
from ujuzi.hub.store.tables import grants, relays
from ujuzi.wire import messages
from ujuzi.wire.batch import Signer
from ujuzi.wire.documents import RELAY
from ujuzi.wire.relay import FINGERPRINT_BYTES, RECORD_CONTEXT, VERSION, RelayRecord

LIFE_MILLISECONDS = 180 * 24 * 3600 * 1000
RENEWED_AFTER_MILLISECONDS = 30 * 24 * 3600 * 1000
"""Whoever asks sooner, under the same certificate, gets the record that it has."""


def permit(connection: Connection, device: Device, now: int, grant: str = "") -> None:
    """Let a computer have a record, because a person says so or because of a `grant`.

    What a person permitted does not come to hang on a grant. Raises RefusedError `device-revoked`.
    """
    if device.revoked:
        raise RefusedError(Code.DEVICE_REVOKED, "A revoked computer collects for nobody.")
    new = {
        "device": device.device,
        "permitted_at": now,
        "certificate": b"",
        "number": 0,
        "until": 0,
        "grant_id": grant,
    }
    if insert_ignoring(connection, relays, [new]):
        return
    c = relays.c
    mine = [c.device == device.device]
    if grant:
        mine.append(or_(c.permitted_at.is_(None), c.grant_id != ""))
    connection.execute(relays.update().where(*mine).values(permitted_at=now, grant_id=grant))


def issue(
    connection: Connection, device: Device, certificate: bytes, key: Signer, now: int
) -> bytes:
    """Return a computer's signed record, made anew where it says something else or runs out.

    Raises RefusedError `relay-unknown` where nobody has permitted it, or its grant has run out.
    """
    c, g = relays.c, grants.c
    row = connection.execute(
        select(c.permitted_at, c.certificate, c.number, c.until)
        .select_from(relays.outerjoin(grants, g.id == c.grant_id))
        .where(c.device == device.device, or_(c.grant_id == "", g.until >= now))
    ).first()
    if row is None or row[0] is None or device.revoked:
        raise RefusedError(
            Code.RELAY_UNKNOWN,
            "Nobody has said yet that this computer may collect for its campus.",
        )
    if len(certificate) != FINGERPRINT_BYTES:
        raise messages.malformed()
    _, known, number, until = row
    if bytes(known) != certificate or until < now + LIFE_MILLISECONDS - RENEWED_AFTER_MILLISECONDS:
        number, until = number + 1, now + LIFE_MILLISECONDS
        _publish(connection, device, certificate, number, until, key)
    record = RelayRecord(VERSION, device.device, device.campus, certificate, number, until)
    return messages.sign(record, RECORD_CONTEXT, key)


def collecting(connection: Connection) -> frozenset[str]:
    """Return the computers that collect for their campus, by a record that they have."""
    c = relays.c
    rows = connection.scalars(
        select(c.device).where(c.permitted_at.is_not(None), c.certificate != b"")
    )
    return frozenset(rows)


def pass_on(connection: Connection, predecessor: Device, device: Device) -> None:
    """Let a computer's successor collect as it may itself, once it has asked for its own record."""
    c = relays.c
    mine = (c.device == predecessor.device, c.permitted_at.is_not(None))
    row = connection.execute(select(c.permitted_at, c.grant_id).where(*mine)).first()
    if row is not None:
        permit(connection, device, *row)


def end(connection: Connection, computers: Collection[str], key: Signer) -> None:
    """Let computers collect no more, and tell their campus of those that did."""
    c = relays.c
    rows = connection.execute(
        select(c.device, c.certificate, c.number).where(c.device.in_(computers))
    ).all()
    for device, certificate, number in rows:
        if certificate:
            found = registration.find(connection, device)
            _publish(connection, found, b"", number + 1, 0, key)
    connection.execute(relays.update().where(c.device.in_(computers)).values(permitted_at=None))
    connection.execute(delete(relays).where(c.device.in_(computers), c.number == 0))


def end_with_grants(connection: Connection, campus: str, key: Signer) -> None:
    """Let the computers of a campus collect no more that did so by a grant that has ended."""
    c, g = relays.c, grants.c
    over = select(c.device).join_from(relays, grants, g.id == c.grant_id)
    over = over.where(g.campus == campus, g.ended != "", c.permitted_at.is_not(None))
    end(connection, sorted(connection.scalars(over)), key)


def _publish(
    connection: Connection,
    device: Device,
    certificate: bytes,
    number: int,
    until: int,
    key: Signer,
) -> None:
    values = {"certificate": certificate, "number": number, "until": until}
    connection.execute(relays.update().where(relays.c.device == device.device).values(values))
    record = RelayRecord(VERSION, device.device, device.campus, certificate, number, until)
    stream = feed.campus_stream(device.institution, device.campus)
    payload = messages.sign(record, RECORD_CONTEXT, key)
    feed.publish(connection, stream, RELAY, device.device, payload)
