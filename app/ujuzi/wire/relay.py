"""What makes a relay believed, and what computers and it say to each other. Bytes and structs.

A *record* is the hub's signed word that a computer collects for its campus, and by which
certificate its TLS is known: `signature (64) | RelayRecord`. It is the only thing by which a relay
is believed, however its address became known. Records of one relay are counted up, and of two the
higher counts; one without a certificate ends the relay. A computer asks the hub for a record with a
signed `RelayRequest`.

A *visit* is one request of a computer and one answer, the items in both as in a folder:

    signature (64) | length (2) | VisitAsk | bundle up
    length (4) | VisitReply | bundle down

The device signs the `VisitAsk`; each item proves itself (`wire.bundle`). What is held is told by
digest: held is not landed, for which there is the hub's receipt among the items.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from ujuzi.errors import Code, RefusedError
from ujuzi.wire import bundle, messages
from ujuzi.wire.batch import Signer, Verifier
from ujuzi.wire.bundle import Bundle
from ujuzi.wire.envelope import MAX_ENVELOPE_BYTES
from ujuzi.wire.messages import MAX_CURSOR

VERSION = 1
RECORD_CONTEXT = b"ujuzi relay record 1\n"
REQUEST_CONTEXT = b"ujuzi relay request 1\n"
VISIT_CONTEXT = b"ujuzi relay visit 1\n"
FINGERPRINT_BYTES = 32
MOST_RECORD_BYTES = 1024
MAX_UP_BYTES = 1024 * 1024
"""Of the items of one visit, unless one alone is larger."""

MAX_VISIT_BYTES = MAX_ENVELOPE_BYTES + bundle.MAX_HEAD_BYTES + 2048
MAX_DOWN_BYTES = 1024 * 1024
MOST_SOURCE_LETTERS = 64
LENGTH_BYTES = 4
PACK_SUFFIX = ".ujuzi"
"""Of the files of packs that a relay hands out."""

LABEL = "0" * 16
"""Nobody's files are called by anything here."""


class RelayRecord(msgspec.Struct, frozen=True, array_like=True):
    """A computer that collects for a campus until a date, in the hub's milliseconds.

    `certificate` is the SHA-256 of the certificate that its TLS shows; empty where it collects no
    more.
    """

    version: int
    device: str
    campus: str
    certificate: bytes
    number: int
    until: int


class RelayRequest(msgspec.Struct, frozen=True, array_like=True):
    """A computer asks for its record: it would collect under this certificate."""

    version: int
    device: str
    certificate: bytes


class VisitAsk(msgspec.Struct, frozen=True, array_like=True):
    """Who visits, and up to which item it has what lies there (`VisitReply`)."""

    version: int
    device: str
    source: str = ""
    after: int = 0


class VisitReply(msgspec.Struct, frozen=True, array_like=True):
    """What a relay has for a computer: a part of it follows, up to `after`; there may be `more`.

    `source` names this life of what it holds: another's numbers say nothing here. `held` are the
    digests of the computer's batches that lie here and have not landed, as far as is known. `left`
    counts the items for which there was no room.
    """

    version: int
    source: str
    after: int
    more: bool = False
    held: tuple[bytes, ...] = ()
    left: int = 0


class ServedPack(msgspec.Struct, frozen=True, array_like=True):
    """A pack that a relay hands out: its file's name, its size in bytes and its SHA-256.

    The rest is what the relay says of it, empty where its file is no whole pack: who takes it
    believes what its signature covers alone.
    """

    name: str
    size: int
    digest: bytes
    course: str = ""
    language: str = ""
    version: int = 0
    title: str = ""
    publisher: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class ArrivedVisit:
    """A visit as it came, taken apart; `signed` is what the device is to have signed."""

    ask: VisitAsk
    signed: bytes
    bundle: Bundle


def read_record(wire: bytes, key: Verifier) -> RelayRecord:
    """Return a record that the hub signed; raises RefusedError."""
    if len(wire) > MOST_RECORD_BYTES:
        raise messages.malformed()
    messages.verify(wire, RECORD_CONTEXT, key)
    record = messages.read(wire, RelayRecord)
    if len(record.certificate) not in {0, FINGERPRINT_BYTES}:
        raise messages.malformed()
    return record


def check_record(record: RelayRecord, known: RelayRecord | None, campus: str, now: int) -> None:
    """Return only if a relay may be visited by its record; raises RefusedError `relay-foreign`.

    `known` is what the hub has told of the same relay otherwise, `now` the hub's latest date.
    """
    is_outdone = known is not None and known.number > record.number
    if not record.certificate or record.campus != campus or record.until < now or is_outdone:
        raise foreign()


def foreign() -> RefusedError:
    """Return what is said of a collection point that the hub does not vouch for."""
    return RefusedError(
        Code.RELAY_FOREIGN,
        "The hub does not vouch for what answers there: it is no collection point of this campus.",
    )


def frame_visit(ask: VisitAsk, items: Sequence[tuple[int, bytes]], key: Signer) -> bytes:
    """Return the wire form of a visit with its items, each with its kind."""
    up = bundle.write(bundle.UP, ask.device, LABEL, 1, items)
    return messages.framed_head(messages.sign(ask, VISIT_CONTEXT, key)) + up


def read_visit(wire: bytes) -> ArrivedVisit:
    """Take a visit apart; raises RefusedError. Nothing of it is verified yet."""
    head = messages.read_head(wire)
    if head is None:
        raise messages.malformed()
    signed, end = head
    ask = messages.read(signed, VisitAsk)
    if ask.version > VERSION:
        raise RefusedError(Code.VERSION_UNKNOWN, "The collection point is older than this Ujuzi.")
    up = bundle.read(wire[end:])
    sound = 0 <= ask.after <= MAX_CURSOR and up.head.direction == bundle.UP
    if not sound or up.head.device != ask.device:
        raise messages.malformed()
    return ArrivedVisit(ask, signed, up)


def write_answer(reply: VisitReply, device: str, items: Sequence[tuple[int, bytes]]) -> bytes:
    """Return the wire form of an answer to a computer."""
    said = msgspec.msgpack.encode(reply)
    down = bundle.write(bundle.DOWN, device, LABEL, 1, items)
    return len(said).to_bytes(LENGTH_BYTES, "big") + said + down


def read_answer(wire: bytes) -> tuple[VisitReply, Bundle]:
    """Return what a relay answered, and what came down; raises RefusedError."""
    end = LENGTH_BYTES + int.from_bytes(wire[:LENGTH_BYTES], "big")
    reply = messages.decode(wire[LENGTH_BYTES:end], VisitReply)
    if reply.version > VERSION:
        raise RefusedError(Code.VERSION_UNKNOWN, "The collection point is newer than this Ujuzi.")
    down = bundle.read(wire[end:])
    sound = (
        down.head.direction == bundle.DOWN
        and len(reply.source) <= MOST_SOURCE_LETTERS
        and 0 <= reply.after <= MAX_CURSOR
        and 0 <= reply.left <= bundle.MAX_ITEMS
    )
    if not sound:
        raise messages.malformed()
    return reply, down
