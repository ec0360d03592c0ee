"""What coordinators signed where no network was: kept as it landed, with what came of each.

An act is kept once its grant's key verifies it, with what it encloses: what nobody signed, or lacks
that, does nothing and is set aside for a person. Her own computer may have let go of it where
somebody was erased whom it names (`store.enclosures`): told again, such an act does nothing, and
its chain goes on. Events keep no enclosure: it goes when the act is told no more. What the hub made
of it stands beside it, so both are known where they disagree (`hub.landing.deeds`).
"""

from __future__ import annotations

import base64
import logging
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, select, update

from ujuzi.domain.event import CoordinatorActed, Event
from ujuzi.errors import MALFORMED, Code, RefusedError
from ujuzi.hub.feed import feed
from ujuzi.hub.feed.reading import content_of
from ujuzi.hub.people import grants
from ujuzi.hub.people.registration import Device
from ujuzi.hub.store.database import insert_ignoring
from ujuzi.hub.store.scope import Scope
from ujuzi.hub.store.tables import coordinator_acts, quarantine
from ujuzi.hub.store.tables import grants as grants_table
from ujuzi.wire import acts, documents
from ujuzi.wire.acts import LandedAct, SignedAct
from ujuzi.wire.deeds import Deed, people_in

WAITS, EARLY, DONE, REFUSED, HELD = "waits", "early", "done", "refused", "held"
"""How an act stands: an earlier one is missing, what it is about has not come yet, it counts, the
hub says no, or a person has to say whether it counts."""

MOST_WITHDRAWN = 500
"""Acts at a time."""

log = logging.getLogger(__name__)


class KeptAct(NamedTuple):
    """An act as it landed, and what came of it; `landed_at` in milliseconds since 1970."""

    institution: str
    grant: str
    number: int
    digest: bytes
    wire: bytes
    landed_at: int
    standing: str
    problem: str
    enclosure: bytes
    lamport: int
    device: str

    @property
    def deed(self) -> Deed | None:
        """What it says is to be done, with what it encloses."""
        return self.said.deed_with(self.enclosure)

    @property
    def said(self) -> SignedAct:
        """The act itself."""
        return acts.read(self.wire)


_C = coordinator_acts.c
_COLUMNS = (
    *(_C.institution, _C.grant_id, _C.number, _C.digest, _C.wire, _C.landed_at),
    *(_C.standing, _C.problem, _C.enclosure, _C.lamport, _C.device),
)


def note(connection: Connection, device: Device, told: Iterable[Event], now: int) -> list[str]:
    """Keep the acts that a computer told, and return the grants of which there are new ones."""
    found, aside = [], []
    for event in told:
        if not isinstance(event.body, CoordinatorActed):
            continue
        try:
            wire = base64.b64decode(event.body.signed, validate=True)
            said = acts.read(wire)
            office = grants.find(connection, said.grant)
            acts.verify(wire, office.public_key)
            enclosure = base64.b64decode(event.body.enclosure, validate=True)
            if not (said.encloses(enclosure) or (not enclosure and _tells_again(event, said))):
                raise RefusedError(Code.ACT_MALFORMED, "This act lacks what it encloses.")
        except (RefusedError, *MALFORMED) as error:
            code = error.code if isinstance(error, RefusedError) else Code.ACT_MALFORMED
            log.warning("The computer %s told what is no act: %s.", device.device, code)
            aside.append((event, code))
            continue
        row = {
            "institution": office.institution,
            "grant_id": office.id,
            "number": said.number,
            "digest": acts.digest_of(wire),
            "device": device.device,
            "wire": wire,
            "landed_at": now,
            "standing": WAITS,
            "problem": "",
            "enclosure": enclosure,
            "lamport": event.lamport,
            "withdrawn": False,
        }
        if insert_ignoring(connection, coordinator_acts, [row]):
            found.append(office.id)
    _set_aside(connection, device, aside, now)
    return sorted(set(found))


def unenclosed(payload: str) -> str:
    """Return what is kept of an event that brought an act: what the act encloses is kept apart."""
    try:
        said = msgspec.json.decode(payload)
    except MALFORMED:
        return payload
    if not isinstance(said, dict) or not said.pop("enclosure", ""):
        return payload
    return msgspec.json.encode(said).decode()


def left(connection: Connection) -> list[str]:
    """Return the grants of which acts wait, or are about what has not come yet."""
    query = select(_C.grant_id).where(_C.standing.in_((WAITS, EARLY))).distinct()
    return sorted(connection.scalars(query))


def of_grant(
    connection: Connection, institution: str, grant: str, *standings: str
) -> list[KeptAct]:
    """Return the acts of a grant that stand so, by number and arrival."""
    mine = (_C.institution == institution, _C.grant_id == grant, _C.standing.in_(standings))
    query = select(*_COLUMNS).where(*mine).order_by(_C.number, _C.landed_at, _C.digest)
    return [_kept(row) for row in connection.execute(query)]


def listed(scope: Scope) -> list[tuple[KeptAct, str]]:
    """Return the acts of a scope with who did each, by grant and number."""
    g = grants_table.c
    query = (
        select(*_COLUMNS, g.person)
        .select_from(coordinator_acts.join(grants_table, g.id == _C.grant_id))
        .where(scope.covers(_C.institution, campus=g.campus))
        .order_by(g.campus, _C.grant_id, _C.number, _C.landed_at)
    )
    return [(_kept(row[:-1]), row[-1]) for row in scope.connection.execute(query)]


def settle(
    connection: Connection,
    act: KeptAct,
    standing: str,
    problem: str,
    stream: feed.Stream,
    place: int = -1,
) -> None:
    """Write down what came of an act, and let the campus know where it is `DONE` or `REFUSED`.

    What it encloses is not told; `place` says because of whom of its people it is refused.
    """
    connection.execute(
        update(coordinator_acts).where(_this(act)).values(standing=standing, problem=problem)
    )
    if standing in {DONE, REFUSED}:
        word: Literal["done", "refused"] = "done" if standing == DONE else "refused"
        told = LandedAct(acts.VERSION, word, problem, act.wire, place)
        feed.publish(connection, stream, documents.ACT, _id_of(act), acts.landed(told))


def refuse(connection: Connection, act: KeptAct, campus: str) -> None:
    """Write down that a person said of a held act that it does not count."""
    stream = feed.campus_stream(act.institution, campus)
    settle(connection, act, REFUSED, act.problem, stream)


def withdraw(connection: Connection, before: int) -> int:
    """Tell computers no more of acts that landed before then and are decided; return how many.

    What they enclosed goes.
    """
    query = (
        select(*_COLUMNS, grants_table.c.campus)
        .select_from(coordinator_acts.join(grants_table, grants_table.c.id == _C.grant_id))
        .where(_C.standing.in_((DONE, REFUSED)), _C.landed_at < before, _C.withdrawn.is_(False))
        .order_by(_C.institution, grants_table.c.campus, _C.grant_id, _C.number)
        .limit(MOST_WITHDRAWN)
    )
    rows = connection.execute(query).all()
    for *row, campus in rows:
        act = _kept(row)
        stream = feed.campus_stream(act.institution, campus)
        feed.publish(connection, stream, documents.ACT, _id_of(act), b"")
        gone = {"withdrawn": True, "enclosure": b""}
        connection.execute(update(coordinator_acts).where(_this(act)).values(gone))
    return len(rows)


def forget_person(connection: Connection, institution: str, person: str) -> set[str]:
    """Let go of what acts enclose that name a person; return the computers that told them."""
    query = select(*_COLUMNS).where(_C.institution == institution, _C.enclosure.is_not(None))
    devices = set()
    for act in map(_kept, connection.execute(query).all()):
        deed = act.deed if act.enclosure else None
        if deed is not None and person in people_in(deed):
            connection.execute(update(coordinator_acts).where(_this(act)).values(enclosure=b""))
            devices.add(act.device)
    return devices


def _tells_again(event: Event, said: SignedAct) -> bool:
    """Whether the computer on which an act was signed tells it under another identity by now."""
    origin = event.first_recorded_as
    return origin is not None and origin.device == said.signed_on


def _set_aside(
    connection: Connection, device: Device, found: Iterable[tuple[Event, str]], now: int
) -> None:
    """Let a person see what is no act."""
    rows = [
        {
            "institution": device.institution,
            "device": device.device,
            "sequence": event.sequence,
            "reason": code,
            "content": content_of(event),
            "arrived_at": now,
        }
        for event, code in found
    ]
    insert_ignoring(connection, quarantine, rows)


def _this(act: KeptAct) -> ColumnElement[bool]:
    return and_(
        _C.institution == act.institution,
        _C.grant_id == act.grant,
        _C.number == act.number,
        _C.digest == act.digest,
    )


def _id_of(act: KeptAct) -> str:
    return f"{act.grant}-{act.number:08}"


def _kept(row: Iterable[Any]) -> KeptAct:
    kept = KeptAct._make(row)
    return kept._replace(
        digest=bytes(kept.digest), wire=bytes(kept.wire), enclosure=bytes(kept.enclosure or b"")
    )
