"""The hub's epochs: one for each unbroken life of its database, counted up.

Whatever goes down names the epoch that it was said in, and counts for nothing once there is a
higher one. The first begins with the hub, and is called what it was called before epochs were
counted. Another one begins when somebody says that a backup was put back (`ujuzi-hub restored`), or
when a computer shows what the hub itself has signed in this epoch and knows nothing of: that it
answered an ask with a higher number than it ever heard, or acknowledged a batch that it has not.
What a computer says without such a proof begins nothing. Of everybody who finds out at once, one
begins the next epoch.

A number may have been counted to before, in a life that nothing in the database tells of. So each
epoch has a name by chance as well, and one that is called otherwise is none of this life's.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, and_, select, true

from ujuzi.credentials.keys import PublisherKey
from ujuzi.errors import RefusedError
from ujuzi.hub.credentials import status_lists
from ujuzi.hub.people import registration
from ujuzi.hub.people.registration import Device
from ujuzi.hub.store import clock
from ujuzi.hub.store.database import HubDatabase, insert_ignoring
from ujuzi.hub.store.settings import EPOCH
from ujuzi.hub.store.tables import batches, epochs, heads, settings
from ujuzi.wire.messages import EpochProof, Mark, Receipt

FIRST = 1
MARK_CONTEXT = b"ujuzi mark 1\n"
MAC_BYTES = 16

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Epoch:
    """An epoch's number and name, and when it began: the hub's milliseconds, 0 for the first."""

    number: int
    name: str
    began_at: int = 0

    def comes_before(self, number: int, name: str) -> bool:
        """Whether something was said in a later epoch, or in one of another life of this number."""
        return number > self.number or (number == self.number and name != self.name)


_LATER = select(epochs).order_by(epochs.c.number.desc()).limit(1).subquery()
_CURRENT = (
    select(_LATER.c.number, _LATER.c.name, _LATER.c.began_at, settings.c.value)
    .select_from(settings.outerjoin(_LATER, true()))
    .where(settings.c.name == EPOCH)
)


def current(connection: Connection) -> Epoch:
    """Return the epoch as it is now."""
    *later, first = connection.execute(_CURRENT).one()
    return Epoch(FIRST, bytes(first).decode()) if later[0] is None else Epoch(*later)


def start(database: HubDatabase, now: int, after: int = 0) -> Epoch:
    """Begin the epoch that follows the current one, and the one with the number `after`.

    Where one has begun since `after`, nothing happens. Places in status lists that may have been
    given out since the backup are given to nobody else.
    """
    with database.writing() as connection:
        before = current(connection)
        if after and before.number > after:
            return before
        begun = Epoch(max(before.number, after) + 1, secrets.token_hex(4), now)
        row = {"number": begun.number, "name": begun.name, "began_at": now}
        if insert_ignoring(connection, epochs, [row]):
            status_lists.close_all(connection)
            return begun
    with database.reading() as connection:
        return current(connection)


def mac(key: PublisherKey, told: Mark) -> bytes:
    """Return the mac of what the hub told a computer."""
    said = (told.device, told.epoch, told.epoch_number, told.number, told.cursors)
    secret = hashlib.sha256(key.sign(MARK_CONTEXT)).digest()
    return hmac.digest(secret, MARK_CONTEXT + msgspec.msgpack.encode(said), "sha256")[:MAC_BYTES]


def check_proof(database: HubDatabase, key: PublisherKey, proof: EpochProof, claimed: int) -> bool:
    """Begin another epoch where the hub signed what it does not know; whether that was so.

    `claimed` is what the hub's clock says.
    """
    with database.reading() as connection:
        now = clock.believed(connection, claimed)
        unknown = _unknown(connection, key, proof)
        since = current(connection)
    if not unknown:
        return False
    begun = start(database, now, max(unknown))
    if begun.number > since.number:
        log.warning(
            "The database was put back from a backup: a computer has what this hub signed later."
            " Epoch %s begins; computers will offer again what is missing.",
            begun.number,
        )
    return True


def _unknown(connection: Connection, key: PublisherKey, proof: EpochProof) -> list[int]:
    """Return the epochs in which the hub signed what it does not know.

    Of an earlier epoch nothing is asked: whoever began the next one knew that something was lost.
    """
    now = current(connection)
    found = []
    told, receipt = proof.mark, proof.receipt
    if told is not None and hmac.compare_digest(told.mac, mac(key, told)):
        later = now.comes_before(told.epoch_number, told.epoch)
        if later or (
            told.epoch_number == now.number
            and _asked(connection, _known(connection, told.device)) < told.number
        ):
            found.append(told.epoch_number)
    if receipt is not None and receipt.at and _is_signed(key, receipt):
        later = now.comes_before(receipt.epoch_number, receipt.epoch)
        if later or (
            receipt.epoch_number == now.number
            and not _has_landed(connection, _known(connection, receipt.device), receipt)
        ):
            found.append(receipt.epoch_number)
    return found


def _known(connection: Connection, device: str) -> Device | None:
    try:
        return registration.find(connection, device)
    except RefusedError:
        return None


def _is_signed(key: PublisherKey, receipt: Receipt) -> bool:
    try:
        receipt.verify(key.public)
    except RefusedError:
        return False
    return True


def _asked(connection: Connection, device: Device | None) -> int:
    """Return the highest number of an ask that was heard of a computer."""
    if device is None:
        return 0
    query = select(heads.c.asked).where(
        heads.c.institution == device.institution, heads.c.device == device.device
    )
    return int(connection.scalar(query) or 0)


def _has_landed(connection: Connection, device: Device | None, receipt: Receipt) -> bool:
    """Whether the batch that a receipt acknowledges is there."""
    if not receipt.last:
        return True
    if device is None:
        return False
    c = batches.c
    mine = and_(c.institution == device.institution, c.device == device.device)
    query = select(c.first).where(mine, c.last == receipt.last, c.digest == receipt.digest)
    return connection.scalar(query) is not None
