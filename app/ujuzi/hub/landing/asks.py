"""Which asks are answered with documents: the newest of each computer, and no copy of one.

An ask has a number that its computer counts up. One that is not above the last that was heard may
be a copy that somebody kept, or the computer's own whose answer was lost, or that of a disk which
was put back: it is answered with a receipt and with the number above which to ask again. An ask of
another epoch gets no more, for its number was counted in another life of this database. No clock
decides anything here, and whatever an ask brings lands all the same.

Programs from before do not number their asks. They are answered as ever, until their computer has
numbered one.

A computer that says that it has more of this hub than the hub has told is asked to prove it, and
its number is not heard before it did: a hub that was put back learns it from what it signed itself
(`hub.landing.epochs`). Where nothing proves it, that computer alone reads anew, and a person is
shown it.

The cursors of the newest ask are what its computer acknowledged: what is carried down goes on from
there. An ask may be carried, too. It counts by its number as any other, and is answered by what is
carried next; one that says more than the hub has told changes nothing.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from sqlalchemy import Connection, and_, bindparam, select, update

from ujuzi.hub.credentials import status_lists
from ujuzi.hub.feed import feed
from ujuzi.hub.feed.feed import Streams
from ujuzi.hub.landing import epochs
from ujuzi.hub.landing.epochs import Epoch
from ujuzi.hub.people.registration import Device
from ujuzi.hub.store.tables import heads
from ujuzi.wire import messages
from ujuzi.wire.messages import Ask

BEYOND = "beyond"
"""In the place of an epoch: the computer acknowledged more than it was told."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hearing:
    """How an ask is to be answered, and the highest number that was heard of its computer.

    `cursors`: what the answer goes on from. `prove`: with the question what proves its claims.
    """

    number: int
    cursors: tuple[int, ...]
    with_documents: bool = False
    prove: bool = False


_MINE = and_(
    heads.c.institution == bindparam("of_institution"), heads.c.device == bindparam("of_device")
)
_LOCKED = select(heads.c.last, heads.c.digest, heads.c.asked).where(_MINE).with_for_update()
_HEARD = update(heads).where(_MINE)


def accept(
    connection: Connection, device: Device, ask: Ask, epoch: Epoch, followed: Streams, now: int
) -> Hearing:
    """Return how an ask is to be answered, and remember its number.

    Waits for a batch of hers that is landing: she may ask because her last answer was lost. Locks
    the computer's head and nothing else, so that two visits at once are heard one after the other.
    """
    mine = {"of_institution": device.institution, "of_device": device.device}
    last, digest, asked = connection.execute(_LOCKED, mine).one()
    is_numbered = ask.version >= messages.NUMBERED_VERSION
    is_of_epoch = ask.epoch == epoch.name and ask.epoch_number in {0, epoch.number}
    cursors = ask.cursors if is_of_epoch else messages.START
    if ask.number <= asked if is_numbered else asked:
        return Hearing(asked, cursors)
    revisions = feed.revisions(connection, followed)
    is_beyond = any(cursor > come for cursor, come in zip(cursors, revisions, strict=False))
    claims = epoch.comes_before(ask.epoch_number, ask.epoch)
    if is_of_epoch:
        claims = claims or is_beyond or ask.acknowledged > asked or ask.landed > last
        claims = claims or (is_numbered and not _is_chained(ask, last, bytes(digest)))
    if claims and is_numbered and ask.proof is None:
        return Hearing(asked, cursors, prove=True)
    number = ask.number if is_numbered else asked
    values: dict[str, object] = {"exchanged_at": now}
    if is_numbered:
        values |= {
            "asked": number,
            **_acknowledged(epoch, ask, is_sound=is_of_epoch and not claims),
        }
    if claims:
        values["claimed_at"] = now
        log.warning(
            "The computer %s says that it has more of this hub than the hub has told it, and cannot"
            " prove it. If the database was put back from a backup, run `ujuzi-hub restored`.",
            device.device,
        )
    connection.execute(_HEARD, {**mine, **values})
    return Hearing(
        number,
        messages.START if is_beyond else cursors,
        with_documents=is_of_epoch or not is_numbered,
    )


def count_up(connection: Connection, device: Device, number: int) -> int:
    """Remember the number of what a computer asks for others; return the highest heard before.

    It counts them with its exchanges: one that is not above may be a copy that somebody kept.
    """
    mine = {"of_institution": device.institution, "of_device": device.device}
    asked = int(connection.execute(_LOCKED, mine).one()[2])
    if number > asked:
        connection.execute(_HEARD, {**mine, "asked": number})
    return asked


def hear_carried(
    connection: Connection, device: Device, ask: Ask, followed: Streams, now: int
) -> None:
    """Remember the number of an ask that was carried, and what its computer acknowledged by it.

    One that says more than the hub has told is answered from the start, and shown to a person.
    """
    mine = {"of_institution": device.institution, "of_device": device.device}
    last, digest, asked = connection.execute(_LOCKED, mine).one()
    if ask.number <= asked:
        return
    epoch = epochs.current(connection)
    is_of_epoch = ask.epoch == epoch.name and ask.epoch_number in {0, epoch.number}
    revisions = feed.revisions(connection, followed)
    is_beyond = any(cursor > come for cursor, come in zip(ask.cursors, revisions, strict=False))
    is_chained = ask.landed <= last and _is_chained(ask, last, bytes(digest))
    values: dict[str, object] = {"asked": ask.number}
    values |= _acknowledged(epoch, ask, is_sound=is_of_epoch and is_chained and not is_beyond)
    if is_of_epoch and is_beyond:
        values |= {"acknowledged_in": BEYOND, "claimed_at": now}
    connection.execute(_HEARD, {**mine, **values})
    status_lists.follow(connection, device, checks=ask.checks)


def acknowledged(epoch: Epoch, said_in: str, said: str) -> tuple[int, ...]:
    """Return the cursors that a computer last acknowledged in an epoch, as its head has them."""
    if said_in != _name_of(epoch):
        return messages.START
    return tuple(map(int, said.split()))


def _acknowledged(epoch: Epoch, ask: Ask, *, is_sound: bool) -> dict[str, str]:
    if not is_sound:
        return {"acknowledged_in": "", "acknowledged": ""}
    return {"acknowledged_in": _name_of(epoch), "acknowledged": " ".join(map(str, ask.cursors))}


def _name_of(epoch: Epoch) -> str:
    return f"{epoch.number} {epoch.name}"


def _is_chained(ask: Ask, last: int, digest: bytes) -> bool:
    """Whether what has landed is what a computer says, as far as it says the same number."""
    return ask.landed != last or ask.chain == messages.chain_of(digest)
