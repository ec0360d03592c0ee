"""Who asked here for a second look at a result, and which of all that is known was answered."""

from __future__ import annotations

from dataclasses import dataclass

from ujuzi.domain.event import AppealMade, DeviceId, LearnerId, decode_body
from ujuzi.store import inbox
from ujuzi.store.database import Database
from ujuzi.wire import documents
from ujuzi.wire.documents import AppealDocument


@dataclass(frozen=True, slots=True)
class RecordedAppeal:
    """An event of this computer that tells of an appeal, under the identity that told it."""

    attempt: str
    device: DeviceId
    sequence: int


def recorded(db: Database, learner: LearnerId) -> tuple[RecordedAppeal, ...]:
    """Return the events in which a learner appealed here; told again, each is another."""
    rows = db.rows(
        "SELECT device, sequence, payload FROM events WHERE learner = ? AND kind = ?"
        " ORDER BY device, sequence",
        (learner, AppealMade.kind),
    )
    return tuple(
        RecordedAppeal(body.attempt, DeviceId(device), sequence)
        for device, sequence, payload in rows
        if isinstance(body := decode_body(AppealMade.kind, bytes(payload)), AppealMade)
    )


def answered(db: Database) -> frozenset[str]:
    """Return the attempts whose appeals are answered, as far as this computer knows."""
    told = (
        documents.read(each.payload, AppealDocument) for each in inbox.of_kind(db, documents.APPEAL)
    )
    return frozenset(each.attempt for each in told if each and each.standing == "answered")
