"""Carrying: one request that brings what many computers sealed, and the hub's word of each.

    signature (64) | length (2) | CarryAsk | { kind (1) | length (4) | item }

The carrier signs the `CarryAsk`, whose number it counts up with those of its exchanges. Every item
stands for itself: an envelope lands by its own device's signature, whoever brings it, so that a hub
lands those that arrived before a link broke, and refuses a bad one while the rest goes on. A kind
of item that a hub does not know yet is refused likewise.

The answer is `signature (64) | CarryReply`, signed by the hub together with the ask that it
answers, and deflated (zlib) where that is shorter.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from ujuzi.errors import Code, RefusedError
from ujuzi.wire import messages
from ujuzi.wire.batch import Signer
from ujuzi.wire.envelope import MAX_ENVELOPE_BYTES
from ujuzi.wire.messages import MAX_CURSOR, EpochProof, Receipt

VERSION = 1
CONTEXT = b"ujuzi carry 1\n"
ENVELOPE, ENROLMENT, ASK = 1, 2, 3
"""Kinds of item: an envelope, a computer's signed enrolment or succession (`wire.introduction`),
and its latest ask, signed to be carried (`messages.CARRIED_ASK_CONTEXT`)."""

ITEM_HEAD_BYTES = 5
MAX_CARRY_BYTES = 1024 * 1024
"""Of a request; a single envelope may be larger."""

MOST_ASK_BYTES = 4096
"""Of what stands before the items."""

MAX_DOWN_BYTES = 256 * 1024
"""Of parts in one answer; a single one may be larger."""

MAX_INTRODUCTIONS = 64
"""In one request: each is a transaction of the hub's."""

MAX_HELD_STAMPS = 256
"""Parts of which a carrier says that it has them; those of one campus are fewer."""

MAX_CARRY_ITEMS = 1024
LIST_DIGEST_BYTES = 8


class CarryAsk(msgspec.Struct, frozen=True, array_like=True):
    """Who carries, and how many items follow.

    `campus`: receipts of all computers of its campus are asked for, not only of those whose
    envelopes follow. `known` begins the digest of the list of these computers that it has
    (`digest_of`); where the hub's is another, the answer brings it. `proof` shows a hub that was
    put back a receipt that it signed and knows nothing of.

    `down` is how many bytes of parts the answer may have, 0 for none, and `held` are the stamps of
    those that are here already, one after the other (`wire.parts`).
    """

    version: int
    device: str
    number: int
    items: int = 0
    campus: bool = False
    known: bytes = b""
    proof: EpochProof | None = None
    down: int = 0
    held: bytes = b""


class CampusComputer(msgspec.Struct, frozen=True, array_like=True):
    """A computer of the carrier's campus, as the hub knows it: by this key its envelopes verify."""

    device: str
    name: str
    public_key: bytes


class ComputerStanding(msgspec.Struct, frozen=True, array_like=True):
    """What the hub alone knows of a computer of the carrier's campus.

    It took the place of `predecessor`, by a word signed with that one's key; or it enrolled anew,
    and said that it had been `formers`. It `is_followed` by others, and was silent since; or it was
    not, and they are copies (`is_copied`). Two machines spoke under its name (`forked`). `revoked`
    says as what, `closed` is the event by which its steward closed it. So many batches wait for
    earlier ones (`parked`), and so many events for a person to look at them (`quarantined`). Its
    clock was ahead by `clock_offset` milliseconds when it was last heard. Of the learners at its
    `seats` a coordinator has to say whether it was they. It was closed at `closed_at`, as its clock
    claims, and last exchanged with the hub itself at `exchanged_at`, by the hub's date; 0 is never.
    """

    device: str
    predecessor: str = ""
    is_followed: bool = False
    forked: bool = False
    revoked: str = ""
    closed: int = 0
    parked: int = 0
    quarantined: int = 0
    clock_offset: int = 0
    is_copied: bool = False
    formers: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    closed_at: int = 0
    exchanged_at: int = 0


class RefusedItem(msgspec.Struct, frozen=True, array_like=True):
    """Which item was refused, counted from 0, and why: an error's code."""

    place: int
    code: str


class Welcomed(msgspec.Struct, frozen=True, array_like=True):
    """Which item introduced a computer, counted from 0, and the hub's signed welcome to it."""

    place: int
    welcome: bytes


class CarriedPart(msgspec.Struct, frozen=True, array_like=True):
    """A part on its way down (`wire.parts`), with its kind as in a bundle."""

    kind: int
    wire: bytes


class CarryReply(msgspec.Struct, frozen=True, array_like=True):
    """What the hub says of what was carried.

    `computers`: only where the list is another than the carrier's; `standings`: only where the
    receipts of the whole campus were asked for. `number` is the highest of an ask that was heard
    of the carrier: one that is not above it gets no list and no parts. `more`: there are parts that
    had no room; ask again, and say what came.
    """

    version: int
    now: int
    epoch: str
    epoch_number: int
    number: int
    receipts: tuple[Receipt, ...] = ()
    refused: tuple[RefusedItem, ...] = ()
    computers: tuple[CampusComputer, ...] | None = None
    standings: tuple[ComputerStanding, ...] | None = None
    welcomes: tuple[Welcomed, ...] = ()
    parts: tuple[CarriedPart, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class CarriedItem:
    """An item as it came: its place in the request, its kind and its bytes."""

    place: int
    kind: int
    content: bytes


def digest_of(computers: Sequence[CampusComputer]) -> bytes:
    """Return what begins the digest of a list of computers, by which it is told from another."""
    return hashlib.sha256(msgspec.msgpack.encode(tuple(computers))).digest()[:LIST_DIGEST_BYTES]


def frame(ask: CarryAsk, envelopes: Sequence[bytes], key: Signer) -> bytes:
    """Return the wire form of an ask and the envelopes that it announces."""
    return frame_items(ask, [(ENVELOPE, wire) for wire in envelopes], key)


def frame_items(ask: CarryAsk, items: Sequence[tuple[int, bytes]], key: Signer) -> bytes:
    """Return the wire form of an ask and the items that it announces, each with its kind."""
    parts = [messages.framed_head(messages.sign(ask, CONTEXT, key))]
    for kind, wire in items:
        parts += (bytes([kind]), len(wire).to_bytes(ITEM_HEAD_BYTES - 1, "big"), wire)
    return b"".join(parts)


class CarryReader:
    """Takes a request apart while its bytes arrive: feed it, and take what is complete.

    Raises RefusedError `message-malformed`, `message-too-large` or `version-unknown`.
    """

    def __init__(self) -> None:
        self._pending = bytearray()
        self._received = 0
        self._items = 0
        self.ask: CarryAsk | None = None
        self.signed = b""

    @property
    def is_complete(self) -> bool:
        """Whether everything that the ask announced is here, and nothing more."""
        return self.ask is not None and self._items == self.ask.items and not self._pending

    def feed(self, data: bytes) -> list[CarriedItem]:
        """Take bytes; return the items that are now complete."""
        self._received += len(data)
        self._pending += data
        if self.ask is None and not self._take_ask():
            if self._received > MAX_CARRY_BYTES:
                raise _too_large()
            return []
        assert self.ask is not None
        most = MAX_CARRY_BYTES if self.ask.items != 1 else MAX_CARRY_BYTES + MAX_ENVELOPE_BYTES
        if self._received > most:
            raise _too_large()
        return self._take_items(self.ask.items)

    def _take_ask(self) -> bool:
        head = messages.read_head(self._pending)
        if head is None:
            return False
        self.signed, end = head
        ask = messages.read(self.signed, CarryAsk)
        if ask.version > VERSION:
            raise RefusedError(Code.VERSION_UNKNOWN, "The hub is older than this Ujuzi.")
        sound = 0 <= ask.items <= MAX_CARRY_ITEMS and 0 <= ask.number <= MAX_CURSOR
        if not (sound and 0 <= ask.down <= MAX_CURSOR):
            raise messages.malformed()
        self.ask = ask
        del self._pending[:end]
        return True

    def _take_items(self, announced: int) -> list[CarriedItem]:
        found = []
        while len(self._pending) >= ITEM_HEAD_BYTES:
            size = int.from_bytes(self._pending[1:ITEM_HEAD_BYTES], "big")
            if size > MAX_ENVELOPE_BYTES:
                raise _too_large()
            end = ITEM_HEAD_BYTES + size
            if len(self._pending) < end:
                break
            content = bytes(self._pending[ITEM_HEAD_BYTES:end])
            found.append(CarriedItem(self._items, self._pending[0], content))
            self._items += 1
            del self._pending[:end]
        if self._items > announced:
            raise messages.malformed()
        return found


def _too_large() -> RefusedError:
    return RefusedError(Code.MESSAGE_TOO_LARGE, "The message is too large.")
