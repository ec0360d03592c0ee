"""What a computer keeps of what comes down: nothing of a lower epoch, and within one forward only.

An epoch is a number and a name (`wire.messages`). A number of 0 stands for an epoch from before
they were counted, or of another hub: whatever comes next is higher. It is another epoch, in which
the feed is read anew and lost events are told again, only where its name is another.

Reads no disk and no clock.
"""

from __future__ import annotations

from msgspec.structs import replace

from ujuzi.domain.event import DeviceId
from ujuzi.errors import Code, RefusedError
from ujuzi.sync.identity import HubLink
from ujuzi.wire.messages import STREAMS, EpochProof, Mark, Receipt, Reply


def is_lower(link: HubLink, reply: Reply) -> bool:
    """Whether a reply is of an earlier epoch, or of another life with this number: it is ignored.

    The hub was put back from a backup, and nobody has told it.
    """
    number, known = reply.epoch_number, link.epoch_number
    return number < known or (number == known > 0 and reply.epoch != link.epoch)


def is_another(link: HubLink, reply: Reply) -> bool:
    """Whether a reply that is not of an earlier epoch is of a later one, or of another hub's."""
    if link.epoch_number:
        return reply.epoch_number > link.epoch_number
    return link.epoch not in {"", reply.epoch}


def doubted(link: HubLink) -> HubLink:
    """Return what a computer knows that shows the hub what it signed, with an ask for no more.

    Raises RefusedError `hub-put-back` where it did already, and the hub is no further.
    """
    if link.prove:
        raise RefusedError(
            Code.HUB_PUT_BACK,
            "The hub knows less than when this computer last reached it. Its administrator must say"
            " that a backup was put back: `ujuzi-hub restored`.",
        )
    return replace(link, prove=True, unanswered=True)


def believed(link: HubLink, reply: Reply, device: DeviceId) -> HubLink:
    """Return what a computer knows after a reply that is not of an earlier epoch.

    The cursors are the hub's where another epoch begins, or where this computer claimed more than
    it could prove; else they only go forward.
    """
    cursors = link.cursors
    anew = is_another(link, reply) or link.prove
    if anew or all(new >= old for new, old in zip(reply.cursors, cursors[:STREAMS], strict=False)):
        cursors = reply.cursors
    mark = link.proof.mark
    if reply.mark:
        named = (device, reply.epoch, reply.epoch_number)
        mark = Mark(*named, reply.number, reply.cursors, reply.mark)
    return replace(
        link,
        epoch=reply.epoch,
        epoch_number=reply.epoch_number,
        cursors=cursors,
        asks=max(link.asks, reply.number),
        acknowledged=reply.number if reply.mark else link.acknowledged,
        proof=EpochProof(mark, later_receipt(link.proof.receipt, reply.receipt)),
        prove=reply.prove,
    )


def later_receipt(known: Receipt | None, receipt: Receipt | None) -> Receipt | None:
    """Return the receipt that says more, or the newer one, of another epoch or identity."""
    if known is None or receipt is None:
        return receipt or known
    is_of_same = (known.device, known.epoch, known.epoch_number) == (
        receipt.device,
        receipt.epoch,
        receipt.epoch_number,
    )
    return known if is_of_same and known.last > receipt.last else receipt
