"""What a coordinator's acts enclosed, kept in her own log until the hub lets go of who is named.

An act carries of its enclosure but the digest (`wire.acts`), so that its chain holds without it:
where the hub withdraws somebody's line of the roster, what was enclosed about her goes, with the
batch's bytes, once the event has landed. One that has not goes up as it is, and goes then. So it is
where no office is held here any more. An act that names others too loses what it says of them: the
hub has decided it by then.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from msgspec.structs import replace

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import CoordinatorActed, decode_body, encode_body
from ujuzi.errors import MALFORMED, RefusedError
from ujuzi.store import erasure, facts
from ujuzi.store.database import Database
from ujuzi.wire import documents

UNSWEPT = "enclosures-unswept"
"""The fact that something may be enclosed here about somebody whose line was withdrawn."""


class _Told(NamedTuple):
    """An event that brought an act, with what it encloses."""

    device: str
    sequence: int
    body: CoordinatorActed
    has_landed: bool


def withdrawn(db: Database) -> None:
    """Note that lines of the roster were withdrawn: the next `purge` looks whom they named."""
    facts.put(db, UNSWEPT, "yes")


def purge(db: Database) -> None:
    """Let go of what landed acts enclosed about people whose lines were withdrawn.

    In a transaction nothing happens: the next time does.
    """
    if db.is_in_transaction or facts.get(db, UNSWEPT) is None:
        return
    naming = tuple(_naming(db, _withdrawn(db)))
    landed = {each.body.signed for each in naming if each.has_landed}
    with db.atomic():
        _let_go(db, (each for each in naming if each.body.signed in landed))
        if all(each.body.signed in landed for each in naming):
            facts.forget(db, UNSWEPT)
    if landed:
        db.leave_no_trace()


def _withdrawn(db: Database) -> frozenset[str]:
    """Return whose lines were withdrawn, as numbers are told apart."""
    from ujuzi.domain.personal import alike

    rows = db.rows(
        "SELECT id FROM documents WHERE kind = ? GROUP BY id HAVING max(payload) = x''",
        (documents.ROSTER,),
    )
    return frozenset(alike(row[0]) for row in rows)


def _naming(db: Database, people: frozenset[str]) -> Iterator[_Told]:
    """Yield the events of this computer's log in which acts enclose something about people."""
    from ujuzi.domain.personal import alike
    from ujuzi.wire import acts, deeds

    if not people:
        return
    rows = db.rows(
        "SELECT device, sequence, payload, sequence <= coalesce((SELECT max(last) FROM batches b"
        " WHERE b.device = events.device AND b.landed_at IS NOT NULL), 0)"
        " FROM events WHERE kind = ?",
        (CoordinatorActed.kind,),
    )
    for device, sequence, payload, has_landed in rows:
        body = decode_body(CoordinatorActed.kind, payload)
        if not isinstance(body, CoordinatorActed) or not body.enclosure:
            continue
        with suppress(RefusedError, *MALFORMED):
            said = acts.read(base64.b64decode(body.signed))
            deed = said.deed_with(base64.b64decode(body.enclosure))
            if deed is not None and not people.isdisjoint(map(alike, deeds.people_in(deed))):
                yield _Told(device, sequence, body, bool(has_landed))


def _let_go(db: Database, told: Iterable[_Told]) -> None:
    """Let what is enclosed go of events, and the bytes of batches that have landed with them."""
    found = tuple(told)
    if not found:
        return
    own = facts.get(db, "device")
    goes = (  # nothing is offered any more under an identity that was given up
        "(b.landed_at IS NOT NULL OR b.device <> :own)"
        " AND b.device = :device AND :sequence BETWEEN b.first AND b.last"
    )
    with erasure.changing_events(db):
        for device, sequence, body, _ in found:
            payload = encode_body(replace(body, enclosure=""))
            db.execute(
                "UPDATE events SET payload = ? WHERE (device, sequence) = (?, ?)",
                (payload, device, sequence),
            )
            this = {"own": own, "device": device, "sequence": sequence}
            erasure.drop_bytes(db, goes, this)
    db.changed |= Changes.DOCUMENTS
