"""What a carrier brings besides envelopes, and what it brings back: unread, for others.

Up go introductions, until the hub has answered them, and each computer's latest ask. Down come
welcomes and parts (`wire.parts`), kept for each computer until it comes by, and written to every
folder that is prepared. The hub signed each of them by itself: here nothing is opened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import msgspec

from ujuzi.credentials.keys import PublicKey
from ujuzi.domain.event import Milliseconds
from ujuzi.errors import Code, RefusedError
from ujuzi.store import introductions, parts_down
from ujuzi.store.database import Database
from ujuzi.store.parts_down import HeldAsk, PartDown
from ujuzi.sync import acts
from ujuzi.wire import bundle, carrying, introduction, messages, parts
from ujuzi.wire.bundle import Bundle
from ujuzi.wire.carrying import CarryReply
from ujuzi.wire.introduction import WelcomeItem

REFUSED_FOR_GOOD = frozenset(
    {
        *(Code.SIGNATURE_WRONG, Code.MESSAGE_MALFORMED, Code.KEY_MALFORMED, Code.DEVICE_TAKEN),
        *(Code.DEVICE_REVOKED, Code.CAMPUS_UNKNOWN, Code.CODE_UNKNOWN),
    }
)
"""What the hub refuses an introduction for and will refuse it for again."""

DOWN = (bundle.WELCOME, bundle.PUBLIC, bundle.CAMPUS_PART, bundle.PART)
"""What is written to a prepared folder, in this order: where room ends, the smallest are there."""

SECONDS_DOWN = 20
"""How long parts take that are asked down at a time: a link that breaks loses no more."""

LEAST_DOWN_BYTES = 16 * 1024


@dataclass(frozen=True, slots=True)
class ItemUp:
    """An item that stands before the envelopes of a request: an introduction or an ask."""

    kind: int
    wire: bytes
    introduction: bytes = b""
    """Its digest, where it is one."""
    ask: HeldAsk | None = None


def hold(
    db: Database, found: Bundle, by_device: Mapping[str, PublicKey], own: str, now: Milliseconds
) -> list[str]:
    """Keep the introductions and the ask of a bundle; return who asks to be taken in.

    An introduction stands for itself; an ask is kept of a computer that the hub has named.
    """
    newcomers = []
    for item in found.of_kind(bundle.ENROLMENT):
        with suppress(RefusedError):
            read = introduction.read(item)
            key = by_device.get(read.predecessor)
            if read.predecessor and key is not None:
                messages.verify(read.signed, messages.SUCCESSION_CONTEXT, key)
            if read.device != own and introductions.keep(db, read, now):
                newcomers.append(read.device)
    for item in found.of_kind(bundle.ASK):
        with suppress(RefusedError):
            ask = messages.read_ask(item)
            if ask.device in by_device and ask.device != own:
                messages.verify(item, messages.CARRIED_ASK_CONTEXT, by_device[ask.device])
                parts_down.keep_ask(db, HeldAsk(ask.device, ask.number, item))
    return newcomers


def items_up(db: Database) -> list[ItemUp]:
    """Return what goes up before envelopes; the rest of the introductions goes next time."""
    found: list[ItemUp] = []
    for digest, _device, wire in introductions.waiting(db):
        if len(found) < carrying.MAX_INTRODUCTIONS:
            found.append(ItemUp(carrying.ENROLMENT, wire, introduction=digest))
    found += [ItemUp(carrying.ASK, each.wire, ask=each) for each in parts_down.asks(db)]
    return found


def newcomers(db: Database) -> frozenset[str]:
    """Return whom the hub has yet to take in: it would refuse their envelopes."""
    return frozenset(device for _, device, _ in introductions.waiting(db))


def held_stamps(db: Database) -> bytes:
    """Return what tells the hub which parts need not come again."""
    return b"".join(parts_down.stamps(db, carrying.MAX_HELD_STAMPS))


def down_bytes(bytes_a_second: float) -> int:
    """Return how many bytes of parts to ask down at a time on a link of this pace, 0 unknown."""
    if not bytes_a_second:
        return carrying.MAX_DOWN_BYTES
    wanted = int(bytes_a_second * SECONDS_DOWN)
    return min(max(wanted, LEAST_DOWN_BYTES), carrying.MAX_DOWN_BYTES)


def take(db: Database, items: Sequence[ItemUp], reply: CarryReply) -> int:
    """Keep what came down for others, and what became of what went up; return how many parts."""
    now = Milliseconds(reply.now)
    kept = 0
    with db.atomic():
        for each in items:
            if each.ask is not None:
                parts_down.set_carried(db, each.ask)
        for welcomed in reply.welcomes:
            if 0 <= welcomed.place < len(items) and items[welcomed.place].introduction:
                digest = items[welcomed.place].introduction
                wire = msgspec.msgpack.encode(WelcomeItem(digest, welcomed.welcome))
                parts_down.keep(db, PartDown(bundle.WELCOME, digest.hex(), b"", wire), now)
                introductions.set_answered(db, digest, now)
        for refused in reply.refused:
            if 0 <= refused.place < len(items) and items[refused.place].introduction:
                digest = items[refused.place].introduction
                for_good = refused.code in REFUSED_FOR_GOOD
                introductions.set_problem(db, digest, refused.code, for_good=for_good)
        for part in reply.parts:
            with suppress(RefusedError):  # of a later version
                header = parts.read(part.wire).header
                name = header.device or str(header.place)
                kept_as = PartDown(header.kind, name, header.stamp, part.wire)
                parts_down.keep(db, kept_as, now)
                kept += 1
        introductions.purge(db, now)
        parts_down.purge(db, now)
    return kept


def addressed_down(db: Database) -> list[tuple[str, int, bytes]]:
    """Return what is kept for others with whom each is for, empty for all.

    Who is coordinator and what they did comes first, then own parts: so a computer that is brought
    it in pieces has its own part when what is shared comes.
    """
    return [("", kind, wire) for kind, wire in acts.handed_on(db)] + [
        (each.name if kind == bundle.PART else "", kind, each.wire)
        for kind in reversed(DOWN)
        for each in parts_down.each(db, kind)
    ]


def items_down(db: Database) -> list[tuple[int, bytes]]:
    """Return what is kept for others, as the items of a bundle; who is coordinator comes first."""
    return acts.handed_on(db) + [
        (kind, each.wire) for kind in DOWN for each in parts_down.each(db, kind)
    ]
