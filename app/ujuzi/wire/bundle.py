"""A bundle: one file in a folder, with what travels by it: envelopes up, receipts down.

    mark | format (1 byte) | length (4) | BundleHead | items | SHA-256 of all before (32)

The sum says only that the file is whole; whoever pulled the stick left one that is not. What is in
it proves itself: an envelope by its device's signature, a receipt by the hub's. The head says how
large each item is, so that nothing is believed that is not there.

Pure: reads no clock, no disk.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from ujuzi.errors import MALFORMED, Code, RefusedError
from ujuzi.wire.batch import MAX_DEVICE_LENGTH
from ujuzi.wire.envelope import MAX_ENVELOPE_BYTES

MARK = b"ujuzi bundle\n"
FORMAT = 1
LENGTH_BYTES = 4
START_BYTES = len(MARK) + 1 + LENGTH_BYTES + 2
"""From the beginning as far as the direction: the head is a short MessagePack array, which it
begins."""
SUM_BYTES = 32
ENVELOPE, RECEIPT = 1, 2
"""Kinds of item; one that is not known is of a later version, and passed over."""
REPORT, ENROLMENT, ASK = 3, 4, 11
"""Up: a report part for the coordinators (`wire.report`), a signed enrolment or succession
(`wire.introduction`), the computer's latest ask."""
PART, CAMPUS_PART, PUBLIC, GRANTS, WELCOME, ACT = 5, 6, 7, 8, 9, 10
"""Down: one computer's own part, the whole campus's, what is for everybody, the signed list of
grants, the answer to an enrolment, a coordinator's signed act."""

UP, DOWN = 1, 2
"""From a computer, or back from who collects."""

MOST_NUMBER = (1 << 62) - 1
MAX_ITEMS = 16_384
MOST_KIND = 255
MAX_CONTENT_BYTES = 64 * 1024 * 1024
"""Of a bundle's items, unless one alone is larger."""

MAX_HEAD_BYTES = 256 * 1024
MAX_BUNDLE_BYTES = MAX_CONTENT_BYTES + MAX_HEAD_BYTES + 1024
"""Longer files are no bundles, whatever they say: nobody reads them."""

LABEL = re.compile(r"[0-9a-f]{16}")


class BundleHead(msgspec.Struct, frozen=True, array_like=True):
    """Who wrote a bundle, and what is in it; a later format may add fields at the end.

    `label` is what the writer's files are called by in this folder, `number` is counted up with
    each; `sizes` are those of the items, in bytes, and `kinds` what they are.
    """

    direction: int
    device: str
    label: str
    number: int
    kinds: tuple[int, ...]
    sizes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """A whole bundle taken apart; none of its items is verified yet."""

    head: BundleHead
    items: tuple[bytes, ...]

    def of_kind(self, kind: int) -> tuple[bytes, ...]:
        """Return its items of a kind, in order."""
        return tuple(
            item for each, item in zip(self.head.kinds, self.items, strict=True) if each == kind
        )


def write(
    direction: int, device: str, label: str, number: int, items: Sequence[tuple[int, bytes]]
) -> bytes:
    """Return a bundle of items, each with its kind."""
    kinds, sizes = tuple(kind for kind, _ in items), tuple(len(item) for _, item in items)
    head = msgspec.msgpack.encode(BundleHead(direction, device, label, number, kinds, sizes))
    size = len(head).to_bytes(LENGTH_BYTES, "big")
    content = b"".join((MARK, bytes([FORMAT]), size, head, *(item for _, item in items)))
    return content + hashlib.sha256(content).digest()


def direction_of(start: bytes) -> int:
    """Return the direction that the first `START_BYTES` of a file claim; 0 where they claim none.

    Nothing says that the rest is a bundle.
    """
    if len(start) < START_BYTES or not start.startswith(MARK + bytes([FORMAT])):
        return 0
    array, direction = start[START_BYTES - 2 : START_BYTES]
    return direction if array & 0xF0 == 0x90 and direction in {UP, DOWN} else 0


def read(data: bytes) -> Bundle:
    """Return what is in a file; raises RefusedError.

    `bundle-foreign` where it is no bundle, `bundle-cut` where it is not whole, `bundle-from-future`
    or `bundle-malformed`.
    """
    if not data.startswith(MARK[: len(data)]):
        raise RefusedError(Code.BUNDLE_FOREIGN, "This file is none of Ujuzi's.")
    start = len(MARK) + 1 + LENGTH_BYTES
    if len(data) < start + SUM_BYTES:
        raise _cut()
    if data[len(MARK)] > FORMAT:
        raise RefusedError(Code.BUNDLE_FROM_FUTURE, "A newer Ujuzi wrote this file.")
    content = memoryview(data)[:-SUM_BYTES]
    if hashlib.sha256(content).digest() != data[-SUM_BYTES:]:
        raise _cut()
    end = start + int.from_bytes(data[start - LENGTH_BYTES : start], "big")
    if data[len(MARK)] != FORMAT or end - start > MAX_HEAD_BYTES or end > len(content):
        raise _malformed()
    head = _head(data[start:end])
    if sum(head.sizes) != len(content) - end:
        raise _malformed()
    items = []
    for size in head.sizes:
        items.append(bytes(content[end : end + size]))
        end += size
    return Bundle(head, tuple(items))


def _head(data: bytes) -> BundleHead:
    try:
        head = msgspec.msgpack.decode(data, type=BundleHead)
    except MALFORMED as error:
        raise _malformed() from error
    sound = (
        head.direction in {UP, DOWN}
        and 0 < len(head.device) <= MAX_DEVICE_LENGTH
        and head.device.isascii()
        and head.device.isalnum()
        and LABEL.fullmatch(head.label) is not None
        and 0 < head.number <= MOST_NUMBER
        and len(head.kinds) == len(head.sizes) <= MAX_ITEMS
        and all(0 <= size <= MAX_ENVELOPE_BYTES for size in head.sizes)
        and all(0 <= kind <= MOST_KIND for kind in head.kinds)
    )
    if not sound:
        raise _malformed()
    return head


def _cut() -> RefusedError:
    return RefusedError(Code.BUNDLE_CUT, "This file is not whole.")


def _malformed() -> RefusedError:
    return RefusedError(Code.BUNDLE_MALFORMED, "This file says what it is not.")
