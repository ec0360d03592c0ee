"""Which computers may speak: registered with a one-time code or by a person, succeeded, revoked.

A code is worth one computer of one campus, for two weeks; only its hash is kept. A computer that
has read its campus's registration file brings none, and waits for a person to admit it. A device's
record alone says where it belongs. A device that has to give up its identity names its successor,
signed with its old key; many in a day wait for a person, for so would go on who copied its disk.
Revoked as `retired`, later batches still land; as `stolen`, they are set aside for a person, and
the computer hears nothing. Its family is revoked with it (`hub.people.lines`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    delete,
    func,
    insert,
    null,
    or_,
    select,
    union_all,
    update,
)

from ujuzi.credentials.keys import PublicKey
from ujuzi.credentials.secrets import digest_of, new_code
from ujuzi.domain.event import ComputerClosed, ComputerOpened, Event
from ujuzi.domain.seat import Proof, Standing
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.feed import feed, tickets
from ujuzi.hub.people import lines
from ujuzi.hub.store.database import Row, insert_ignoring, upsert
from ujuzi.hub.store.scope import Scope
from ujuzi.hub.store.tables import (
    admissions,
    codes,
    devices,
    enrolments,
    events,
    heads,
    organisations,
    seats,
    successors,
)
from ujuzi.wire.batch import NOTHING_BEFORE
from ujuzi.wire.messages import MOST_FORMERS, VERSION, Enrolment, Succession, malformed

CODE_LIFE_MILLISECONDS = 14 * 24 * 3600 * 1000
CODE_LATE_MILLISECONDS = 90 * 24 * 3600 * 1000
"""How long after its fortnight a person's code that was typed in time may land: sticks are slow."""
MIN_DEVICE_LENGTH, MAX_DEVICE_LENGTH = 8, 64
MAX_NAME_LENGTH = 100
MOST_SUCCESSORS_A_DAY = 5
"""Of a family; a disk that is put back again and again names fewer."""
MOST_WAITING = 64
"""Successors of a computer that wait for a person: more than a lab has computers."""
MOST_ENROLMENTS = 512
"""Computers of a campus that wait for a person."""
ENROLMENT_LIFE_MILLISECONDS = 180 * 24 * 3600 * 1000
"""How long an enrolment waits; whoever asks again within that waits anew."""
RETIRED, STOLEN = "retired", "stolen"


@dataclass(frozen=True, slots=True)
class Device:
    """A computer's record."""

    device: str
    institution: str
    campus: str
    public_key: bytes
    revoked: str | None
    followed: bool = False
    """Whether others follow it, and it has not spoken since."""

    @property
    def key(self) -> PublicKey:
        """The key that signs what it sends."""
        return PublicKey(self.public_key)


class WaitingComputer(NamedTuple):
    """A computer that waits for a person; since when, in milliseconds since 1970.

    It names the one whose place it takes, if any, and what people call it, or that one.
    """

    device: str
    name: str
    campus: str
    predecessor: str | None
    asked_at: int


class Registered(NamedTuple):
    """A computer as it stands: what landed of it, when it was heard, and what is odd about it.

    `heard_at` and `claimed_at` are in milliseconds since 1970, `clock_offset` in milliseconds.
    `closed` is the event by which its steward closed it.
    """

    device: str
    name: str
    campus: str
    last: int
    heard_at: int
    clock_offset: int
    revoked: str | None
    revoked_with: str | None
    predecessor: str | None
    forked: bool
    claimed_at: int | None
    closed: int | None

    @property
    def may_go(self) -> bool:
        """Whether it was closed, and all that it ever told before has landed.

        What lands has no gap, and nothing is recorded after the event that closes a computer.
        """
        return self.closed is not None and self.closed == self.last


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


def enrol(connection: Connection, asked: Enrolment, now: int) -> Device | None:
    """Register a computer and use its code up; or, without one, let it wait for a person.

    It may ask again: its first answer may have been lost. None where a person has to `admit` it
    first. Raises RefusedError `code-unknown`, `campus-unknown`, `device-taken` or
    `enrolments-full`, or `message-malformed` where its id can be none.
    """
    if not _is_id(asked.device):
        raise malformed()
    if asked.code:
        return _enrol(connection, asked, _use_code(connection, asked, now), now)
    if "\x00" in asked.campus:
        raise malformed()
    institution_of(connection, asked.campus)
    known = select(devices.c.device).where(devices.c.device == asked.device)
    if connection.scalar(known) is None and not _is_admitted(connection, asked, asked.campus):
        _wait_at_campus(connection, asked, now)
        return None
    return _enrol(connection, asked, asked.campus, now)


def _use_code(connection: Connection, asked: Enrolment, now: int) -> str:
    """Return the campus of a code, which is then this computer's alone."""
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
            Code.CODE_UNKNOWN, "This code is wrong, too old or was used; ask for another."
        )
    return str(used[0])


def _enrol(connection: Connection, asked: Enrolment, campus: str, now: int) -> Device:
    """Register a computer at a campus; it waits no longer."""
    device = _register(connection, asked, asked.name, campus, None, now)
    for waiting_for in (successors, enrolments):
        connection.execute(delete(waiting_for).where(waiting_for.c.device == asked.device))
    named = [each for each in asked.formers[:MOST_FORMERS] if _is_id(each)]
    c = devices.c
    known = select(c.device).where(c.device.in_(named), c.institution == device.institution)
    formers = sorted({*connection.scalars(known)} - {device.device})
    lines.follow(connection, device.device, formers, sworn=False)
    return device


def succeed(
    connection: Connection, asked: Succession, predecessor: Device, now: int
) -> Device | None:
    """Register the identity that a device takes in place of one that it had to give up.

    It may ask again, also at the same time. None where a person has to `admit` it first: its family
    named too many in a day, or one of them is stolen. Raises RefusedError `device-taken` or
    `successors-full`, or `message-malformed` where its id can be none.
    """
    if not _is_id(asked.device):
        raise malformed()
    known = connection.scalar(select(devices.c.device).where(devices.c.device == asked.device))
    waits = known is None and _wants_a_person(connection, predecessor, now)
    if waits and not _is_admitted(connection, asked, predecessor.campus):
        _wait(connection, asked, now)
        return None
    return _follow(connection, asked, predecessor, now)


def campuses(connection: Connection, computers: Collection[str]) -> list[tuple[str, str]]:
    """Return computers with the campus of each, in their order."""
    c = devices.c
    query = select(c.device, c.campus).where(c.device.in_(computers)).order_by(c.device)
    return [(row[0], row[1]) for row in connection.execute(query)]


def of_campus(connection: Connection, campus: str) -> list[tuple[str, str, bytes]]:
    """Return id, name and public key of each computer of a campus that is not stolen, by id."""
    c = devices.c
    heard = or_(c.revoked.is_(None), c.revoked != STOLEN)
    query = select(c.device, c.name, c.public_key).where(c.campus == campus, heard)
    rows = connection.execute(query.order_by(c.device))
    return [(row[0], row[1], bytes(row[2])) for row in rows]


def sealing_keys_of(connection: Connection, campus: str) -> dict[str, bytes]:
    """Return by id the key for which to seal of each computer of a campus that is not stolen."""
    c = devices.c
    heard = or_(c.revoked.is_(None), c.revoked != STOLEN)
    query = select(c.device, c.sealing_key).where(c.campus == campus, heard).order_by(c.device)
    return {row[0]: bytes(row[1]) for row in connection.execute(query)}


def admit(connection: Connection, device: str, now: int) -> tuple[Device, Device | None]:
    """Register a computer that waits for a person; return it, and the one that it follows.

    Raises RefusedError `successor-unknown`, or `device-revoked` where that one is.
    """
    asked = _enrolment(connection, device)
    if asked is not None:
        return _enrol(connection, asked, asked.campus, now), None
    c = successors.c
    query = select(c.predecessor, c.device, c.public_key, c.sealing_key)
    row = connection.execute(query.where(c.device == device)).first()
    if row is None:
        raise RefusedError(Code.SUCCESSOR_UNKNOWN, f"No computer {device} waits to be admitted.")
    connection.execute(delete(successors).where(c.device == device))
    succession = Succession(VERSION, row[0], row[1], bytes(row[2]), bytes(row[3]))
    predecessor = find(connection, succession.predecessor)
    if predecessor.revoked:
        raise RefusedError(Code.DEVICE_REVOKED, "A revoked computer names no successor.")
    return _follow(connection, succession, predecessor, now), predecessor


def admit_by_act(
    connection: Connection, device: str, public_key: bytes, campus: str, grant: str, now: int
) -> tuple[Device, Device] | None:
    """Take in a computer that an act names: at once where it waits for a person, else when it asks.

    Return it with the one that it follows, where that may change who sits at it. Raises
    RefusedError `device-taken` where another key has its id, or it is of another campus, and what
    `admit` raises.
    """
    for table in (devices, enrolments, successors):
        query = select(table.c.public_key).where(table.c.device == device)
        known = connection.scalar(query)
        if known is not None and bytes(known) != public_key:
            raise _taken()
    registered = connection.scalar(select(devices.c.campus).where(devices.c.device == device))
    if registered is not None:
        if registered != campus:
            raise _taken()
        return None
    row = {
        "device": device,
        "campus": campus,
        "public_key": public_key,
        "grant_id": grant,
        "admitted_at": now,
    }
    upsert(connection, admissions, [row])
    try:
        admitted, predecessor = admit(connection, device, now)
    except RefusedError as refused:
        if refused.code != Code.SUCCESSOR_UNKNOWN:
            raise
        return None
    if admitted.campus != campus:
        raise _taken()
    return None if predecessor is None else (admitted, predecessor)


def _is_admitted(connection: Connection, asked: Enrolment | Succession, campus: str) -> bool:
    """Whether a coordinator's act has taken in this very computer before it asked."""
    c = admissions.c
    key = connection.scalar(
        select(c.public_key).where(c.device == asked.device, c.campus == campus)
    )
    return key is not None and bytes(key) == asked.public_key


def waiting(scope: Scope) -> list[WaitingComputer]:
    """Return the computers that wait for a person, the longest first."""
    c, d, e, o = successors.c, devices.c, enrolments.c, organisations.c
    follow = select(c.device, d.name, d.campus, c.predecessor, c.asked_at)
    follow = follow.join(devices, d.device == c.predecessor)
    enrol = select(e.device, e.name, e.campus, null(), e.asked_at)
    enrol = enrol.join(organisations, o.id == e.campus)
    asked = union_all(
        follow.where(scope.covers(d.institution, campus=d.campus)),
        enrol.where(scope.covers(o.parent, campus=e.campus)),
    )
    return sorted(
        (WaitingComputer(*row) for row in scope.connection.execute(asked)),
        key=lambda each: (each.asked_at, each.device),
    )


def listed(scope: Scope) -> list[Registered]:
    """Return the computers of a scope, by campus and name."""
    d, h = devices.c, heads.c
    query = (
        select(
            *(d.device, d.name, d.campus, h.last, h.heard_at, h.clock_offset),
            *(d.revoked, d.revoked_with, d.predecessor, h.forked, h.claimed_at, d.closed),
        )
        .select_from(devices.join(heads, (d.institution == h.institution) & (d.device == h.device)))
        .where(scope.covers(d.institution, campus=d.campus))
        .order_by(d.campus, d.name, d.device)
    )
    return [Registered._make(row) for row in scope.connection.execute(query)]


def _wants_a_person(connection: Connection, predecessor: Device, now: int) -> bool:
    if lines.named_lately(connection, predecessor.device, now) >= MOST_SUCCESSORS_A_DAY:
        return True
    kin = lines.descendants(connection, lines.ancestors(connection, [predecessor.device]))
    stolen = select(devices.c.device).where(devices.c.device.in_(kin), devices.c.revoked == STOLEN)
    return connection.scalar(stolen.limit(1)) is not None


def _wait(connection: Connection, asked: Succession, now: int) -> None:
    """Let a successor wait for a person; raises RefusedError `successors-full`."""
    c = successors.c
    row = {
        "device": asked.device,
        "predecessor": asked.predecessor,
        "public_key": PublicKey(asked.public_key).raw,
        "sealing_key": asked.sealing_key,
        "asked_at": now,
    }
    count = select(func.count()).where(c.predecessor == asked.predecessor, c.device != asked.device)
    if int(connection.scalar(count) or 0) >= MOST_WAITING:
        raise RefusedError(
            Code.SUCCESSORS_FULL, "Too many computers say that they follow this one."
        )
    insert_ignoring(connection, successors, [row])


def _wait_at_campus(connection: Connection, asked: Enrolment, now: int) -> None:
    """Let a new computer wait for a person, by the name that it says last.

    Raises RefusedError `enrolments-full`, or `device-taken` where another waits under its id.
    """
    c = enrolments.c
    connection.execute(delete(enrolments).where(c.asked_at < now - ENROLMENT_LIFE_MILLISECONDS))
    key = PublicKey(asked.public_key).raw
    said = {
        "campus": asked.campus,
        "name": _name(asked.name),
        "sealing_key": asked.sealing_key,
        "formers": " ".join(each for each in asked.formers[:MOST_FORMERS] if _is_id(each)),
    }
    mine = update(enrolments).where(c.device == asked.device, c.public_key == key)
    if connection.execute(mine.values(said)).rowcount:
        return
    count = select(func.count()).where(c.campus == asked.campus)
    if int(connection.scalar(count) or 0) >= MOST_ENROLMENTS:
        raise RefusedError(Code.ENROLMENTS_FULL, "Too many computers wait at this campus.")
    row = {"device": asked.device, "public_key": key, "asked_at": now, **said}
    if not insert_ignoring(connection, enrolments, [row]):
        raise _taken()


def _enrolment(connection: Connection, device: str) -> Enrolment | None:
    """Return what a computer asked that waits at its campus; None where none does."""
    c = enrolments.c
    query = select(c.name, c.public_key, c.sealing_key, c.formers, c.campus)
    row = connection.execute(query.where(c.device == device)).first()
    if row is None:
        return None
    keys = bytes(row[1]), bytes(row[2])
    return Enrolment(VERSION, "", device, row[0], *keys, tuple(row[3].split()), row[4])


def _follow(connection: Connection, asked: Succession, predecessor: Device, now: int) -> Device:
    name = connection.scalar(select(devices.c.name).where(devices.c.device == predecessor.device))
    device = _register(connection, asked, str(name), predecessor.campus, predecessor.device, now)
    lines.follow(connection, device.device, [predecessor.device], sworn=True)
    return device


_DEVICE = select(
    devices.c.device,
    devices.c.institution,
    devices.c.campus,
    devices.c.public_key,
    devices.c.revoked,
    lines.FOLLOWED,
).where(devices.c.device == bindparam("device"))
_PARENT = select(organisations.c.parent).where(organisations.c.id == bindparam("id"))


def find(connection: Connection, device: str) -> Device:
    """Return a computer's record; raises RefusedError `device-unknown`."""
    row = connection.execute(_DEVICE, {"device": device}).first() if _is_id(device) else None
    if row is None:
        raise RefusedError(
            Code.DEVICE_UNKNOWN, "This computer is not registered at this hub.", device=device
        )
    return Device(row[0], row[1], row[2], bytes(row[3]), row[4], bool(row[5]))


def check_heard(device: Device) -> None:
    """Return only if the hub answers a computer; raises RefusedError `device-stolen`."""
    if device.revoked == STOLEN:
        raise RefusedError(
            Code.DEVICE_STOLEN, "This computer was reported stolen; the hub does not hear it."
        )


def revoke(connection: Connection, device: str, reason: str) -> list[str]:
    """Revoke a computer as `retired` or `stolen`, and write down what had landed.

    Its successors go with it; as stolen, also whom it followed, as far as those have been silent
    since, and the later successors of these: their keys lay on its disk. Returns whom it took.
    """
    institution = find(connection, device).institution
    whole = lines.family if reason == STOLEN else lambda on, of: lines.descendants(on, [of])
    taken = sorted(whole(connection, device))
    c = devices.c
    last = (
        select(heads.c.last)
        .where(heads.c.institution == c.institution, heads.c.device == c.device)
        .scalar_subquery()
    )
    mine = or_(c.revoked.is_(None), c.device == device, c.revoked_with == device)
    if reason == STOLEN:
        mine = or_(mine, c.revoked != STOLEN)
    revoked = update(devices).where(c.device.in_(taken), mine).returning(c.device)
    gone = list(
        connection.scalars(revoked.values(revoked=reason, revoked_head=last, revoked_with=device))
    )
    if reason == STOLEN:
        feed.publish_tickets(connection, institution, tickets.void(connection, institution, gone))
    ended: Row = {"ended": reason}
    if reason == STOLEN:
        ended |= {"standing": Standing.CLAIMED, "proof": Proof.NONE}
    theirs = and_(seats.c.institution == institution, seats.c.device.in_(gone))
    connection.execute(update(seats).where(theirs).values(ended))
    return sorted(gone)


def note_closed(connection: Connection, device: Device, told: Iterable[Event]) -> None:
    """Write down that a computer was closed, or is open again, by what it says of that last."""
    closing = [each for each in told if isinstance(each.body, ComputerClosed | ComputerOpened)]
    if closing:
        last = max(closing, key=lambda each: each.sequence)
        is_closed = isinstance(last.body, ComputerClosed)
        mine = update(devices).where(devices.c.device == device.device)
        connection.execute(
            mine.values(
                closed=last.sequence if is_closed else None,
                closed_at=last.recorded_at if is_closed else None,
            )
        )


def reinstate(connection: Connection, device: str) -> list[str]:
    """Let a computer be heard as before, and those that were revoked with it; return them all.

    One that was stolen begins with seats that are claimed. Raises RefusedError `device-unknown`.
    """
    find(connection, device)
    c = devices.c
    rows = connection.execute(
        update(devices)
        .where(or_(c.device == device, c.revoked_with == device), c.revoked.is_not(None))
        .values(revoked=None, revoked_head=None, revoked_with=None)
        .returning(c.device, c.institution, c.campus)
    ).all()
    for back, institution, campus in sorted(rows):
        learners = connection.scalars(
            update(seats)
            .where(
                seats.c.institution == institution,
                seats.c.device == back,
                seats.c.ended.in_([RETIRED, STOLEN]),
            )
            .values(ended=None)
            .returning(seats.c.learner)
        )
        stream = feed.campus_stream(institution, campus)
        feed.publish_anew(connection, stream, sorted(learners), reader=back)
    return sorted(row[0] for row in rows)


def institution_of(connection: Connection, campus: str) -> str:
    """Return the institution of a campus; raises RefusedError `campus-unknown`."""
    found = connection.scalar(
        select(organisations.c.parent).where(
            organisations.c.id == campus, organisations.c.kind == "campus"
        )
    )
    if found is None:
        raise RefusedError(Code.CAMPUS_UNKNOWN, f"There is no campus {campus}.", campus=campus)
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
        "name": _name(name),
        "public_key": public_key,
        "sealing_key": asked.sealing_key,
        "registered_at": now,
        "predecessor": predecessor,
        "revoked": None,
        "revoked_head": None,
        "revoked_with": None,
        "closed": None,
        "closed_at": None,
    }
    if len(asked.device) >= MIN_DEVICE_LENGTH and insert_ignoring(connection, devices, [row]):
        connection.execute(
            insert(heads).values(
                institution=institution,
                device=asked.device,
                digest=NOTHING_BEFORE,
                heard_at=now,
                forked=_was_told_of(connection, institution, asked.device),
            )
        )
    else:
        _check_is_known(connection, row)
        mine = update(devices).where(devices.c.device == asked.device)
        connection.execute(mine.values(sealing_key=asked.sealing_key))
    return Device(asked.device, institution, campus, public_key, None)


def _check_is_known(connection: Connection, row: Row) -> None:
    """Raise RefusedError `device-taken` where another computer has this id, or none can have it."""
    c = devices.c
    query = select(c.campus, c.public_key, c.predecessor, c.revoked)
    known = connection.execute(query.where(c.device == row["device"])).mappings().first()
    if known is None or any(value != row[name] for name, value in known.items()):
        raise _taken()


def _taken() -> RefusedError:
    return RefusedError(Code.DEVICE_TAKEN, "This computer's id cannot be used; make another.")


def _name(name: str) -> str:
    """Return what people call a computer, as it can be kept."""
    return name.replace("\x00", "")[:MAX_NAME_LENGTH]


def _was_told_of(connection: Connection, institution: str, device: str) -> bool:
    """Whether another computer told facts under this id before it came: its own are looked up."""
    c = events.c
    told = select(c.sequence).where(c.institution == institution, c.origin_device == device)
    return connection.scalar(told.limit(1)) is not None


def _is_id(device: str) -> bool:
    """Whether a computer can have this id; PostgreSQL is asked about no other."""
    return device.isascii() and device.isalnum() and len(device) <= MAX_DEVICE_LENGTH
