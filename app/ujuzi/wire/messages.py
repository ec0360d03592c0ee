"""What a device and a hub say to each other, and who signed it. Bytes and structs, nothing else.

An *ask* is one request of an exchange:

    signature (64) | length (2) | Ask | { length (4) | batch }

The device signs the `Ask`; each batch carries its own signature, so that a hub can land the ones
that arrived before a link broke. A *reply* is `signature (64) | Reply`, signed by the hub together
with the ask it answers, and deflated (zlib) where that is shorter. A receipt is signed once more on
its own, because it also travels by stick.

Whatever comes down names the hub's epoch: its number, which is counted up, and the name of that one
life of the hub's database, since two backups that were put back may have counted to one number.

Structs are arrays on the wire; later versions add fields at the end, with defaults. Version 1 reads
no deflated reply, and gets none. Versions 1 and 2 number no asks and no epochs, know an epoch by
its name alone, and read a receipt that is signed without number and date.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from typing import TypeVar

import msgspec

from ujuzi.errors import MALFORMED, Code, RefusedError
from ujuzi.wire.batch import SIGNATURE_BYTES, Signer, Verifier
from ujuzi.wire.limits import MAX_BATCH_BYTES, MAX_MESSAGE_BATCHES, MAX_MESSAGE_BYTES

VERSION = 3
DEFLATED_VERSION = 2
"""The first that reads a deflated reply."""

NUMBERED_VERSION = 3
"""The first that numbers asks and epochs."""

ZLIB_MARK = b"\x78"
"""How zlib begins, and no array of MessagePack."""

ASK_CONTEXT = b"ujuzi ask 1\n"
CARRIED_ASK_CONTEXT = b"ujuzi carried ask 1\n"
"""Of an ask that lies in a folder: whoever finds it must get nothing for it at the hub's door."""
REPLY_CONTEXT = b"ujuzi reply 1\n"
RECEIPT_CONTEXT = b"ujuzi receipt 2\n"
OLD_RECEIPT_CONTEXT = b"ujuzi receipt 1\n"
ENROLMENT_CONTEXT = b"ujuzi enrolment 1\n"
SUCCESSION_CONTEXT = b"ujuzi succession 1\n"
LENGTH_BYTES = 2
CHAIN_BYTES = 2
BATCH_LENGTH_BYTES = 4
STREAMS = 4
"""Global, centre, institution, campus: a cursor is one number each, in this order."""

CURSORS = (STREAMS, STREAMS + 2)
"""How many numbers there are: two more between the pages of a reply (`hub.feed.feed`)."""

START = (0,) * STREAMS
MOST_FORMERS = 16
"""Identities that a computer says it had before."""

MAX_CURSOR = 2**63 - 1
"""Of asks and epochs too, and of what has landed."""

M = TypeVar("M", bound=msgspec.Struct)


class Receipt(msgspec.Struct, frozen=True, array_like=True):
    """The hub's word that a device's events up to `last` have landed; `digest` is the chain's.

    `at` is the hub's date, in milliseconds. Without it, the receipt is one of version 1 or 2, which
    number no epoch.
    """

    epoch: str
    device: str
    last: int
    digest: bytes
    signature: bytes = b""
    epoch_number: int = 0
    at: int = 0

    def signed_by(self, key: Signer) -> Receipt:
        """Return it with a signature."""
        return msgspec.structs.replace(self, signature=key.sign(self._message()))

    def verify(self, key: Verifier) -> None:
        """Return only if the hub signed it; raises RefusedError `signature-wrong`."""
        key.verify(self.signature, self._message())

    def _message(self) -> bytes:
        bare = (self.epoch, self.device, self.last, self.digest, b"")
        if not self.at:
            return OLD_RECEIPT_CONTEXT + msgspec.msgpack.encode(bare)
        dated = (*bare, self.epoch_number, self.at)
        return RECEIPT_CONTEXT + msgspec.msgpack.encode(dated)


class Mark(msgspec.Struct, frozen=True, array_like=True):
    """What the hub last told a device, under a mac that only the hub can make.

    It answered the ask `number` in this epoch, with these cursors.
    """

    device: str
    epoch: str
    epoch_number: int
    number: int
    cursors: tuple[int, ...]
    mac: bytes = b""


class EpochProof(msgspec.Struct, frozen=True, array_like=True):
    """What shows a hub that was put back what it said before."""

    mark: Mark | None = None
    receipt: Receipt | None = None


class Ask(msgspec.Struct, frozen=True, array_like=True):
    """What a device knows: its last receipt, its cursors, and how many batches follow.

    The cursors are those of the last reply, as they came. `number` is counted up by the device, and
    `acknowledged` is the last that the hub answered; `checks` says that somebody checks
    certificates on this computer. `chain` begins the digest of the batch that landed last
    (`chain_of`). `proof` comes when the hub asked for it.
    """

    version: int
    device: str
    now: int
    epoch: str
    landed: int
    cursors: tuple[int, ...]
    batches: int = 0
    number: int = 0
    checks: bool = False
    epoch_number: int = 0
    acknowledged: int = 0
    chain: int = 0
    proof: EpochProof | None = None


class Document(msgspec.Struct, frozen=True, array_like=True):
    """A record that the hub owns; empty `payload` withdraws it."""

    stream: int
    revision: int
    kind: str
    id: str
    payload: bytes


class Reply(msgspec.Struct, frozen=True, array_like=True):
    """What the hub answers; `receipt` only where it says more than the device knows.

    `forked`: what the device offered contradicts what landed under its name.
    `more`: the feed goes on after `cursors`; ask again.
    `lamport`: the highest counter that the institution's computers have told of.
    `number`: the highest number of an ask that was heard of this device.
    `mark`: the mac of a `Mark`; an ask that is not answered with documents gets none.
    `prove`: the device says more than the hub has said; it is to ask again, and show what it has.
    """

    version: int
    now: int
    epoch: str
    cursors: tuple[int, ...]
    receipt: Receipt | None = None
    documents: tuple[Document, ...] = ()
    forked: bool = False
    more: bool = False
    parked: int = 0
    lamport: int = 0
    number: int = 0
    epoch_number: int = 0
    mark: bytes = b""
    prove: bool = False


class Enrolment(msgspec.Struct, frozen=True, array_like=True):
    """A new computer with its public keys, signed with the one that signs.

    It brings a one-time code, or names the `campus` whose registration file it has read and whose
    people know it. `formers` are the identities that it had before, the latest first: it tells
    theirs again.
    """

    version: int
    code: str
    device: str
    name: str
    public_key: bytes
    sealing_key: bytes
    formers: tuple[str, ...] = ()
    campus: str = ""


class Succession(msgspec.Struct, frozen=True, array_like=True):
    """A device that gives up its identity names the next one, signed with the old key."""

    version: int
    predecessor: str
    device: str
    public_key: bytes
    sealing_key: bytes


class Welcome(msgspec.Struct, frozen=True, array_like=True):
    """The hub's answer to a new identity: whom to trust, and where the computer belongs.

    `root` is the root of its key list as JSON, with which certificates are checked; empty where
    there is none.
    """

    version: int
    epoch: str
    institution: str
    campus: str
    hub_key: bytes
    sealing_key: bytes
    root: bytes = b""
    epoch_number: int = 0


class Refusal(msgspec.Struct, frozen=True, array_like=True):
    """Why the hub refused: a code and a plain sentence."""

    code: str
    sentence: str


def chain_of(digest: bytes) -> int:
    """Return what an ask tells of the digest of the batch that landed last: its first two bytes."""
    return int.from_bytes(digest[:CHAIN_BYTES], "big")


def sign(message: msgspec.Struct, context: bytes, key: Signer) -> bytes:
    """Return a signed message: signature, then message."""
    body = msgspec.msgpack.encode(message)
    return key.sign(context + body) + body


def verify(wire: bytes, context: bytes, key: Verifier) -> None:
    """Return only if the key signed this message; raises RefusedError `signature-wrong`."""
    key.verify(wire[:SIGNATURE_BYTES], context + wire[SIGNATURE_BYTES:])


def read(wire: bytes, type_: type[M]) -> M:
    """Return a signed message, not yet verified; raises RefusedError `message-malformed`."""
    return decode(wire[SIGNATURE_BYTES:], type_)


def decode(data: bytes, type_: type[M]) -> M:
    """Return a message; raises RefusedError `message-malformed`."""
    try:
        return msgspec.msgpack.decode(data, type=type_)
    except MALFORMED as error:
        raise malformed() from error


def malformed() -> RefusedError:
    """Return the refusal of a message that cannot be read."""
    return RefusedError(Code.MESSAGE_MALFORMED, "The message cannot be read.")


def framed_head(signed: bytes) -> bytes:
    """Return a signed message as it begins one to which more is added: with its length."""
    size = (len(signed) - SIGNATURE_BYTES).to_bytes(LENGTH_BYTES, "big")
    return signed[:SIGNATURE_BYTES] + size + signed[SIGNATURE_BYTES:]


def read_head(wire: bytes | bytearray) -> tuple[bytes, int] | None:
    """Return the signed message with which a framed one begins, and where it ends.

    None where it has not arrived whole.
    """
    start = SIGNATURE_BYTES + LENGTH_BYTES
    end = start + int.from_bytes(wire[SIGNATURE_BYTES:start], "big")
    if len(wire) < max(start, end):
        return None
    return bytes(wire[:SIGNATURE_BYTES] + wire[start:end]), end


def frame_ask(ask: Ask, batches: Sequence[bytes], key: Signer) -> bytes:
    """Return the wire form of an ask and the batches it announces."""
    parts = [framed_head(sign(ask, ASK_CONTEXT, key))]
    for wire in batches:
        parts += (len(wire).to_bytes(BATCH_LENGTH_BYTES, "big"), wire)
    return b"".join(parts)


def read_ask(signed: bytes) -> Ask:
    """Return a signed ask, not yet verified, whose numbers make sense.

    Raises RefusedError `message-malformed` or `version-unknown`.
    """
    ask = read(signed, Ask)
    if ask.version > VERSION:
        raise RefusedError(Code.VERSION_UNKNOWN, "The hub is older than this Ujuzi.")
    sound = len(ask.cursors) in CURSORS and 0 <= ask.batches <= MAX_MESSAGE_BATCHES
    counts = (*ask.cursors, ask.landed, ask.number, ask.epoch_number, ask.acknowledged)
    if not (sound and all(0 <= count <= MAX_CURSOR for count in counts)):
        raise malformed()
    return ask


class AskReader:
    """Takes an ask apart while its bytes arrive: feed it, and take what is complete.

    Raises RefusedError `message-malformed` or `message-too-large`.
    """

    def __init__(self) -> None:
        self._pending = bytearray()
        self._heard = 0
        self._batches = 0
        self.ask: Ask | None = None
        self.signed = b""

    def feed(self, data: bytes) -> list[bytes]:
        """Take bytes; return the batches that are now complete."""
        self._heard += len(data)
        if self._heard > MAX_MESSAGE_BYTES:
            raise RefusedError(Code.MESSAGE_TOO_LARGE, "The message is too large.")
        self._pending += data
        if self.ask is None and not self._take_ask():
            return []
        return self._take_batches()

    @property
    def is_complete(self) -> bool:
        """Whether everything that the ask announced is here, and nothing more."""
        return self.ask is not None and self._batches == self.ask.batches and not self._pending

    def _take_ask(self) -> bool:
        head = read_head(self._pending)
        if head is None:
            return False
        self.signed, end = head
        self.ask = read_ask(self.signed)
        del self._pending[:end]
        return True

    def _take_batches(self) -> list[bytes]:
        found = []
        while len(self._pending) >= BATCH_LENGTH_BYTES:
            end = BATCH_LENGTH_BYTES + int.from_bytes(self._pending[:BATCH_LENGTH_BYTES], "big")
            if end > MAX_BATCH_BYTES:
                raise RefusedError(Code.BATCH_TOO_LARGE, "The batch is too large.")
            if len(self._pending) < end:
                break
            found.append(bytes(self._pending[BATCH_LENGTH_BYTES:end]))
            del self._pending[:end]
        self._batches += len(found)
        if self.ask is not None and self._batches > self.ask.batches:
            raise malformed()
        return found


def answer(reply: msgspec.Struct, asked: bytes, key: Signer, version: int = VERSION) -> bytes:
    """Return the wire form of a reply to the signed ask `asked`, which is of `version`."""
    body = msgspec.msgpack.encode(reply)
    if version >= DEFLATED_VERSION:
        body = min(body, zlib.compress(body), key=len)
    return key.sign(reply_context(asked) + body) + body


def read_answer(wire: bytes, asked: bytes, key: Verifier) -> Reply:
    """Return a reply that the hub gave to this very ask; raises RefusedError."""
    return read_answer_as(wire, asked, key, Reply)


def read_answer_as(wire: bytes, asked: bytes, key: Verifier, type_: type[M]) -> M:
    """Return an answer that the hub gave to this very ask; raises RefusedError.

    Nothing is inflated that the hub did not sign, nor beyond `MAX_MESSAGE_BYTES`.
    """
    verify(wire, reply_context(asked), key)
    body = wire[SIGNATURE_BYTES:]
    return decode(inflated(body) if body.startswith(ZLIB_MARK) else body, type_)


def inflated(body: bytes) -> bytes:
    """Return what was deflated; raises RefusedError `message-malformed` or `message-too-large`."""
    inflater = zlib.decompressobj()
    try:
        whole = inflater.decompress(body, MAX_MESSAGE_BYTES)
    except zlib.error as error:
        raise malformed() from error
    if inflater.unconsumed_tail:
        raise RefusedError(Code.MESSAGE_TOO_LARGE, "What the hub says is too large.")
    if not inflater.eof:
        raise malformed()
    return whole


def signed_part(wire: bytes) -> bytes:
    """Return what a framed ask's reply is bound to: its signature and the ask.

    Raises RefusedError `message-malformed`.
    """
    head = read_head(wire)
    if head is None:
        raise malformed()
    return head[0]


def reply_context(asked: bytes) -> bytes:
    """Return what binds an answer to the signed message that it answers."""
    return REPLY_CONTEXT + hashlib.sha256(asked).digest()
