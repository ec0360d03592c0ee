"""A receipt that came by folder or relay: the hub's own signature makes it as good as an answer.

What is of a lower epoch is ignored, and so is what is of another life with this number; within an
epoch a receipt only goes forward. One of a higher epoch begins that here: documents are read anew,
and what the hub lost is offered again, also of identities that were given up. One that says what
never happened here shows that another computer goes on under this name: it takes a new identity.
"""

from __future__ import annotations

from msgspec.structs import replace

from ujuzi.credentials.keys import PublicKey
from ujuzi.domain.event import Milliseconds
from ujuzi.store import departures, enclosures, erasure, event_log, hub_date, inbox, outbox
from ujuzi.store.database import Database
from ujuzi.sync import identity
from ujuzi.sync.epochs import later_receipt
from ujuzi.wire.messages import START, Receipt


def take_receipt(db: Database, receipt: Receipt, *, is_vouched_for: bool = False) -> bool:
    """Keep what a receipt says, if it is for this computer as it is now; whether it is believed.

    One that lies in what the hub has signed `is_vouched_for`. Raises RefusedError `signature-wrong`
    where the hub of this computer did not sign it.
    """
    link, device = identity.link_of(db), event_log.device_id(db)
    if link is None or receipt.device != device or not receipt.at:
        return False
    is_known = receipt == link.proof.receipt  # it was verified before it was kept
    if not (is_known or is_vouched_for):
        receipt.verify(PublicKey(link.hub_key))
    number, known = receipt.epoch_number, link.epoch_number
    if number < known or (number == known > 0 and receipt.epoch != link.epoch):
        return False
    if is_known:  # it says nothing else now
        return True
    begins = number > known if known else link.epoch not in {"", receipt.epoch}
    at = Milliseconds(receipt.at)
    with db.atomic():
        if begins:
            inbox.forget_all(db)
            outbox.send_former_anew(db, device)
            link = replace(link, cursors=START)
        takes_back = number > known
        agrees = outbox.set_landed(
            db, device, receipt.last, receipt.digest, at, takes_back=takes_back
        )
        proof = link.proof
        if agrees:
            proof = replace(proof, receipt=later_receipt(proof.receipt, receipt))
        identity.keep(
            db, replace(link, epoch=receipt.epoch, epoch_number=receipt.epoch_number, proof=proof)
        )
        if at > (hub_date.latest(db) or 0):
            hub_date.received(db, at)
        if not agrees or outbox.lacks_bytes(db, device):
            identity.take_new(db)
        outbox.purge(db, at)
    purge(db)
    return True


def purge(db: Database) -> None:
    """Let go of what has landed long ago of who left or was erased, by the hub's latest date.

    In a transaction nothing happens: the next time does.
    """
    at = hub_date.latest(db)
    if at is not None and not db.is_in_transaction:
        let_go(db, at)


def let_go(db: Database, at: Milliseconds) -> None:
    """Let go of what has landed long ago of who left, and of what is to be known no more."""
    departures.purge(db, at)
    erasure.purge(db)
    enclosures.purge(db)
