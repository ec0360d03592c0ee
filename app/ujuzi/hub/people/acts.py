"""What coordinators signed where no network was: kept as it landed, with what came of each.

An act is kept once its grant's key verifies it; what nobody signed is an event like any other, and
does nothing. What the hub made of it stands beside it, so both are known where they disagree
(`hub.landing.deeds`).
"""

from __future__ import annotations

import base64
import logging
from collections.abc import Iterable
from typing import Literal, NamedTuple

from sqlalchemy import Connection, and_, select, update

from ujuzi.domain.event import CoordinatorActed, Event
from ujuzi.errors import MALFORMED, RefusedError
from ujuzi.hub.feed import feed
from ujuzi.hub.people import grants
from ujuzi.hub.people.registration import Device
from ujuzi.hub.store.database import insert_ignoring
from ujuzi.hub.store.scope import Scope
from ujuzi.hub.store.tables import coordinator_acts
from ujuzi.hub.store.tables import grants as grants_table
from ujuzi.wire import acts, documents
from ujuzi.wire.acts import LandedAct, SignedAct

WAITS, EARLY, DONE, REFUSED, HELD = "waits", "early", "done", "refused", "held"
"""How an act stands: an earlier one is missing, what it is about has not come yet, it counts, the
hub says no, or a person has to say whether it counts."""

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

    @property
    def said(self) -> SignedAct:
        """The act itself."""
        return acts.read(self.wire)


_C = coordinator_acts.c
_COLUMNS = (
    *(_C.institution, _C.grant_id, _C.number, _C.digest, _C.wire, _C.landed_at),
    *(_C.standing, _C.problem),
)


def note(connection: Connection, device: Device, told: Iterable[Event], now: int) -> list[str]:
    """Keep the acts that a computer told, and return the grants of which there are new ones."""
    found = []
    for event in told:
        if not isinstance(event.body, CoordinatorActed):
            continue
        try:
            wire = base64.b64decode(event.body.signed, validate=True)
            said = acts.read(wire)
            office = grants.find(connection, said.grant)
            acts.verify(wire, office.public_key)
        except (RefusedError, *MALFORMED):
            log.warning("The computer %s told an act that nobody has signed.", device.device)
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
        }
        if insert_ignoring(connection, coordinator_acts, [row]):
            found.append(office.id)
    return sorted(set(found))


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
    connection: Connection, act: KeptAct, standing: str, problem: str, stream: feed.Stream
) -> None:
    """Write down what came of an act, and let the campus know where it is `DONE` or `REFUSED`."""
    mine = and_(
        _C.institution == act.institution,
        _C.grant_id == act.grant,
        _C.number == act.number,
        _C.digest == act.digest,
    )
    connection.execute(
        update(coordinator_acts).where(mine).values(standing=standing, problem=problem)
    )
    if standing in {DONE, REFUSED}:
        word: Literal["done", "refused"] = "done" if standing == DONE else "refused"
        told = LandedAct(acts.VERSION, word, problem, act.wire)
        id_ = f"{act.grant}-{act.number:08}"
        feed.publish(connection, stream, documents.ACT, id_, acts.landed(told))


def refuse(connection: Connection, act: KeptAct, campus: str) -> None:
    """Write down that a person said of a held act that it does not count."""
    stream = feed.campus_stream(act.institution, campus)
    settle(connection, act, REFUSED, act.problem, stream)


def _kept(row: object) -> KeptAct:
    kept = KeptAct._make(row)  # type: ignore[arg-type]
    return kept._replace(digest=bytes(kept.digest), wire=bytes(kept.wire))
