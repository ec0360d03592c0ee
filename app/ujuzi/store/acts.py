"""What coordinators signed, as far as it was heard here, and the one-time codes that it brought.

An act is kept as it was signed, with what came of it on this computer; what the hub says of it
stands in its place once that is known. Nothing that was done is undone. How acts are checked is
`sync.acts`' to say.
"""

from __future__ import annotations

import base64
from enum import StrEnum

import msgspec

from ujuzi.domain.authority import Act
from ujuzi.domain.changes import Changes
from ujuzi.domain.event import CoordinatorActed, Milliseconds, decode_body
from ujuzi.store import event_log
from ujuzi.store.database import Database
from ujuzi.wire import acts
from ujuzi.wire.deeds import JudgeSeat

OF_THE_STEWARD = "steward"
"""Of whom a code for a new steward code is, in a learner's place."""


class ActStanding(StrEnum):
    """What came of an act on this computer."""

    WAITS = "waits"
    """An earlier one is missing, or nothing is known of its grant."""
    NEEDS_CODE = "needs-code"
    """Its grant has run out: it counts with the steward code beside it."""
    HELD = "held"
    """A person has to say whether it counts."""
    DONE = "done"
    """It was done here; the hub has not said so yet."""
    LANDED = "landed"
    """The hub has done it too."""
    REFUSED = "refused"
    """It does not count, here or at the hub."""
    OVERRULED = "overruled"
    """It was done here, and the hub says no: both are known."""


class HeardAct(msgspec.Struct, frozen=True):
    """An act as it was signed, and what came of it; `problem` is an error's code."""

    grant: str
    number: int
    digest: bytes
    wire: bytes
    heard_at: Milliseconds
    standing: ActStanding
    problem: str


class ActCode(msgspec.Struct, frozen=True):
    """A one-time code for this computer, by its verifier (argon2id)."""

    verifier: str
    expires_at: Milliseconds
    grant: str
    used_at: Milliseconds | None


def put(db: Database, wire: bytes, at: Milliseconds) -> bool:
    """Keep a signed act; return whether it is new here."""
    said, digest = acts.read(wire), acts.digest_of(wire)
    with db.atomic():
        row = db.row(
            "SELECT 1 FROM acts WHERE (grant_id, number, digest) = (?, ?, ?)",
            (said.grant, said.number, digest),
        )
        if row is not None:
            return False
        db.execute(
            "INSERT INTO acts (grant_id, number, digest, wire, heard_at, standing)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (said.grant, said.number, digest, wire, at, ActStanding.WAITS),
        )
        db.changed |= Changes.DOCUMENTS
    return True


def settle(db: Database, act: HeardAct, standing: ActStanding, problem: str = "") -> None:
    """Write down what came of an act."""
    if (act.standing, act.problem) == (standing, problem):
        return
    with db.atomic():
        db.execute(
            "UPDATE acts SET standing = ?, problem = ? WHERE (grant_id, number, digest) ="
            " (?, ?, ?)",
            (standing, problem, act.grant, act.number, act.digest),
        )
        db.changed |= Changes.DOCUMENTS


def heard(db: Database, grant: str = "") -> tuple[HeardAct, ...]:
    """Return the acts that are here, or those of one grant, by grant, number and when they came."""
    rows = db.rows(
        "SELECT grant_id, number, digest, wire, heard_at, standing, problem FROM acts"
        " WHERE ? IN ('', grant_id) ORDER BY grant_id, number, heard_at, digest",
        (grant,),
    )
    return tuple(
        HeardAct(row[0], row[1], bytes(row[2]), bytes(row[3]), row[4], ActStanding(row[5]), row[6])
        for row in rows
    )


def enclosures(db: Database) -> dict[bytes, bytes]:
    """Return what was enclosed in acts that were signed on this computer, by their digests."""
    rows = db.rows("SELECT payload FROM events WHERE kind = ?", (CoordinatorActed.kind,))
    found = {}
    for (payload,) in rows:
        body = decode_body(CoordinatorActed.kind, payload)
        if isinstance(body, CoordinatorActed) and body.enclosure:
            wire = base64.b64decode(body.signed)
            found[acts.digest_of(wire)] = base64.b64decode(body.enclosure)
    return found


def was_she(db: Database, learner: str) -> bool | None:
    """Return what a coordinator said of a learner's seat here that the hub has not decided yet.

    The latest of those that were done; None where there is none.
    """
    here = {event_log.device_id(db), *event_log.former_ids(db)}
    rows = db.rows(
        "SELECT wire FROM acts WHERE standing = ? ORDER BY heard_at DESC, number DESC",
        (ActStanding.DONE,),
    )
    for (wire,) in rows:
        deed = acts.read(bytes(wire)).deed
        if isinstance(deed, JudgeSeat) and deed.learner == learner and deed.device in here:
            return deed.was_she
    return None


def judged_seats(db: Database) -> frozenset[tuple[str, str]]:
    """Return of which seats (computer, learner) a coordinator has said whether it was she."""
    counts = (ActStanding.DONE, ActStanding.LANDED)
    rows = db.rows("SELECT wire FROM acts WHERE standing IN (?, ?)", counts)
    deeds = (acts.read(bytes(wire)).deed for (wire,) in rows)
    return frozenset((each.device, each.learner) for each in deeds if isinstance(each, JudgeSeat))


def count(db: Database, grant: str) -> int:
    """Return how many acts of a grant are here."""
    row = db.row("SELECT count(*) FROM acts WHERE grant_id = ?", (grant,))
    return int(row[0]) if row else 0


def put_code(db: Database, act: Act, learner: str, code: ActCode, number: int) -> None:
    """Let a one-time code open what an act lets it open here, in place of one before."""
    db.execute(
        "INSERT OR REPLACE INTO act_codes"
        " (act, learner, verifier, expires_at, grant_id, number, used_at)"
        " VALUES (?, ?, ?, ?, ?, ?, NULL)",
        (act, learner, code.verifier, code.expires_at, code.grant, number),
    )
    db.changed |= Changes.PEOPLE


def code_of(db: Database, act: Act, learner: str) -> ActCode | None:
    """Return the code that opens something here for somebody, if it was not used."""
    row = db.row(
        "SELECT verifier, expires_at, grant_id, used_at FROM act_codes"
        " WHERE (act, learner) = (?, ?) AND used_at IS NULL",
        (act, learner),
    )
    return None if row is None else ActCode(*row)


def code_heard_at(db: Database, act: Act, learner: str) -> Milliseconds | None:
    """Return when the act came that brought a code, by the clock here."""
    row = db.row(
        "SELECT max(acts.heard_at) FROM act_codes JOIN acts USING (grant_id, number)"
        " WHERE (act_codes.act, act_codes.learner) = (?, ?)",
        (act, learner),
    )
    return None if row is None or row[0] is None else Milliseconds(row[0])


def use_code(db: Database, act: Act, learner: str, at: Milliseconds) -> None:
    """Write down that a code was used: it opens nothing more."""
    db.execute(
        "UPDATE act_codes SET used_at = ? WHERE (act, learner) = (?, ?) AND used_at IS NULL",
        (at, act, learner),
    )


def forget_code(db: Database, act: Act, learner: str) -> None:
    """Forget a code: what it opened was closed by another since."""
    db.execute("DELETE FROM act_codes WHERE (act, learner) = (?, ?)", (act, learner))


def void_codes(db: Database, grant: str) -> tuple[str, ...]:
    """Forget the codes of a grant; return the learners whose PIN was set by one of them."""
    rows = db.rows(
        "SELECT learner FROM act_codes WHERE grant_id = ? AND act = ? AND used_at IS NOT NULL"
        " ORDER BY learner",
        (grant, Act.RESET_PIN),
    )
    db.execute("DELETE FROM act_codes WHERE grant_id = ?", (grant,))
    return tuple(row[0] for row in rows)
