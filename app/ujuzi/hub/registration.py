"""Which computers may speak: registered with a one-time code, succeeded, revoked.

A code is worth one computer of one campus, for two weeks; only its hash is kept. A device's record
alone says where it belongs. A device that has to give up its identity names its successor, signed
with its old key. Revoked as `retired`, later batches still land; as `stolen`, they are set aside
for a person, and the computer hears nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, insert, or_, select, update

from ujuzi.credentials.keys import PublicKey
from ujuzi.credentials.secrets import digest_of, new_code
from ujuzi.errors import RefusedError
from ujuzi.hub import feed, tickets
from ujuzi.hub.database import Row, insert_ignoring
from ujuzi.hub.tables import codes, devices, heads, organisations, seats
from ujuzi.sync.batch import NOTHING_BEFORE
from ujuzi.sync.messages import Enrolment, Succession, malformed

CODE_LIFE_MILLISECONDS = 14 * 24 * 3600 * 1000
CODE_LATE_MILLISECONDS = 90 * 24 * 3600 * 1000
"""How long after its fortnight a person's code that was typed in time may land: sticks are slow."""
MIN_DEVICE_LENGTH, MAX_DEVICE_LENGTH = 8, 64
MAX_NAME_LENGTH = 100
RETIRED, STOLEN = "retired", "stolen"


@dataclass(frozen=True, slots=True)
class Device:
    """A computer's record."""

    device: str
    institution: str
    campus: str
    public_key: bytes
    revoked: str | None

    @property
    def key(self) -> PublicKey:
        """The key that signs what it sends."""
        return PublicKey(self.public_key)


def make_code(connection: Connection, campus: str, now: int) -> str:
    """Return a new one-time code for a computer of a campus: XXXX-XXXX-XXXX."""
    institution_of(connection, campus)
    code = new_code()
    connection.execute(
        insert(codes).values(
            digest=digest_of(code), campus=campus, expires_at=now + CODE_LIFE_MILLISECONDS
        )
    )
    return code


def enrol(connection: Connection, asked: Enrolment, now: int) -> Device:
    """Register a computer and use its code up.

    The computer that used the code may ask again: its first answer may have been lost. Raises
    RefusedError `code-unknown`, `device-taken`, or `message-malformed` where its id can be none.
    """
    if not _is_id(asked.device):
        raise malformed()
    used = connection.execute(
        update(codes)
        .where(
            codes.c.digest == digest_of(asked.code),
            or_(codes.c.used_by.is_(None), codes.c.used_by == asked.device),
            codes.c.expires_at > now,
        )
        .values(used_by=asked.device)
        .returning(codes.c.campus)
    ).first()
    if used is None:
        raise RefusedError(
            "code-unknown", "This code is wrong, too old or was used; ask for another."
        )
    campus = str(used[0])
    return _register(connection, asked, asked.name, campus, None, now)


def succeed(connection: Connection, asked: Succession, predecessor: Device, now: int) -> Device:
    """Register the identity that a device takes in place of one that it had to give up.

    The same people use it. It may ask again, also at the same time. Raises RefusedError
    `device-taken`, or `message-malformed` where its id can be none.
    """
    if not _is_id(asked.device):
        raise malformed()
    name = connection.scalar(select(devices.c.name).where(devices.c.device == predecessor.device))
    device = _register(connection, asked, str(name), predecessor.campus, predecessor.device, now)
    users = select(seats.c.learner, seats.c.since).where(
        seats.c.institution == device.institution, seats.c.device == predecessor.device
    )
    insert_ignoring(
        connection,
        seats,
        [
            {
                "institution": device.institution,
                "device": device.device,
                "learner": learner,
                "since": since,
            }
            for learner, since in connection.execute(users)
        ],
    )
    return device


_DEVICE = select(
    devices.c.device,
    devices.c.institution,
    devices.c.campus,
    devices.c.public_key,
    devices.c.revoked,
).where(devices.c.device == bindparam("device"))
_PARENT = select(organisations.c.parent).where(organisations.c.id == bindparam("id"))


def find(connection: Connection, device: str) -> Device:
    """Return a computer's record; raises RefusedError `device-unknown`."""
    row = connection.execute(_DEVICE, {"device": device}).first() if _is_id(device) else None
    if row is None:
        raise RefusedError(
            "device-unknown", "This computer is not registered at this hub.", device=device
        )
    return Device(row[0], row[1], row[2], bytes(row[3]), row[4])


def revoke(connection: Connection, device: str, reason: str) -> None:
    """Revoke a computer as `retired` or `stolen`, and write down what had landed."""
    institution = find(connection, device).institution
    last = connection.scalar(
        select(heads.c.last).where(heads.c.institution == institution, heads.c.device == device)
    )
    connection.execute(
        update(devices).where(devices.c.device == device).values(revoked=reason, revoked_head=last)
    )
    if reason == STOLEN:
        learners = tickets.void(connection, institution, [device])
        feed.publish_tickets(connection, institution, learners)


def reinstate(connection: Connection, device: str) -> None:
    """Let a computer that was revoked be heard as before; raises RefusedError `device-unknown`."""
    find(connection, device)
    connection.execute(
        update(devices).where(devices.c.device == device).values(revoked=None, revoked_head=None)
    )


def institution_of(connection: Connection, campus: str) -> str:
    """Return the institution of a campus; raises RefusedError `campus-unknown`."""
    found = connection.scalar(
        select(organisations.c.parent).where(
            organisations.c.id == campus, organisations.c.kind == "campus"
        )
    )
    if found is None:
        raise RefusedError("campus-unknown", f"There is no campus {campus}.", campus=campus)
    return str(found)


def centre_of(connection: Connection, institution: str) -> str:
    """Return the national centre of an institution."""
    return str(connection.scalar(_PARENT, {"id": institution}) or "")


def _register(
    connection: Connection,
    asked: Enrolment | Succession,
    name: str,
    campus: str,
    predecessor: str | None,
    now: int,
) -> Device:
    institution = institution_of(connection, campus)
    public_key = PublicKey(asked.public_key).raw
    row = {
        "device": asked.device,
        "institution": institution,
        "campus": campus,
        "name": name.replace("\x00", "")[:MAX_NAME_LENGTH],
        "public_key": public_key,
        "sealing_key": asked.sealing_key,
        "registered_at": now,
        "predecessor": predecessor,
        "revoked": None,
        "revoked_head": None,
    }
    if len(asked.device) >= MIN_DEVICE_LENGTH and insert_ignoring(connection, devices, [row]):
        connection.execute(
            insert(heads).values(
                institution=institution, device=asked.device, digest=NOTHING_BEFORE, heard_at=now
            )
        )
    else:
        _check_is_known(connection, row)
    return Device(asked.device, institution, campus, public_key, None)


def _check_is_known(connection: Connection, row: Row) -> None:
    """Raise RefusedError `device-taken` where another computer has this id, or none can have it."""
    c = devices.c
    query = select(c.campus, c.public_key, c.predecessor, c.revoked)
    known = connection.execute(query.where(c.device == row["device"])).mappings().first()
    if known is None or any(value != row[name] for name, value in known.items()):
        raise RefusedError("device-taken", "This computer's id cannot be used; make another.")


def _is_id(device: str) -> bool:
    """Whether a computer can have this id; PostgreSQL is asked about no other."""
    return device.isascii() and device.isalnum() and len(device) <= MAX_DEVICE_LENGTH
