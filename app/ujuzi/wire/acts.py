"""Acts: what a coordinator decided where no network was, signed with the key of her grant.

    signature (64) | SignedAct

Acts of a grant are numbered from 1, and each carries the digest of the one before, so that none is
left out or put in unseen. Who cannot read what an act says (a later program wrote it) still follows
its chain. An act is addressed to a campus, or to one computer of it. A PIN is never in one: where
somebody is to set a new PIN or steward code, it carries the verifier (argon2id) of a one-time code
for one computer.

What names people of the roster, and what would let others pass for them, is for the hub alone
(`wire.deeds`). Of it an act carries but the digest, with 16 random bytes before it, so that nobody
guesses it; itself it is an *enclosure*, which travels beside the act in the event of her own log
and never goes down. So every computer follows the chain, and none but hers and the hub knows whom
an act is about.

Pure: reads no clock, no disk. Whether an act counts is said by `sync.acts` on a computer, and again
by the hub (`hub.landing.deeds`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from ujuzi.credentials.keys import PublicKey
from ujuzi.errors import MALFORMED, Code, RefusedError
from ujuzi.wire import messages
from ujuzi.wire.batch import NOTHING_BEFORE, SIGNATURE_BYTES, Signer
from ujuzi.wire.deeds import (
    ACTS,
    FOR_THE_HUB,
    MOST_DEED_BYTES,
    Deed,
    LetIn,
    RenewStewardCode,
    ResetPin,
    is_text,
    open_part,
    read_deed,
)

VERSION = 1
CONTEXT = b"ujuzi act 1\n"
DIGEST_BYTES = 32
MOST_BYTES = 4096
SALT_BYTES = 16
MOST_ENCLOSED_BYTES = SALT_BYTES + MOST_DEED_BYTES
CODE_LIFE_MILLISECONDS = 14 * 24 * 3600 * 1000
"""How long a one-time code of an act is good, from when the act was signed."""

_GRANT = re.compile(r"[0-9a-f]{16}")


class SignedAct(msgspec.Struct, frozen=True, array_like=True):
    """An act before it is signed; `previous` is the digest of the one before.

    `at` is when, by her clock or by the latest date of the hub that is known there, the later one.
    `computer` is empty where the whole campus is to know; `content` is the deed in MessagePack, as
    everybody may read it: empty where it is enclosed whole. `enclosed` is the enclosure's digest,
    `signed_on` the computer of hers on which she signed it.
    """

    version: int
    grant: str
    number: int
    previous: bytes
    campus: str
    computer: str
    at: int
    act: str
    content: bytes
    enclosed: bytes = b""
    signed_on: str = ""

    def encloses(self, enclosure: bytes) -> bool:
        """Whether these bytes are what is for the hub alone, empty where nothing is."""
        return self.enclosed == (_digest(enclosure) if enclosure else b"")

    @property
    def deed(self) -> Deed | None:
        """What is done, as everybody may read it; None where it is enclosed, where this program
        does not know it, or it can be none.
        """
        return read_deed(self.act, self.content)

    def deed_with(self, enclosure: bytes) -> Deed | None:
        """What is done, as its enclosure says; as `deed` where that is another's, or none."""
        if not self.enclosed or not self.encloses(enclosure):
            return self.deed
        if len(enclosure) > MOST_ENCLOSED_BYTES:
            return None
        return read_deed(self.act, enclosure[SALT_BYTES:])


class LandedAct(msgspec.Struct, frozen=True, array_like=True):
    """What the hub says of an act that landed: whether it is `done`, or why not; and the act.

    `place` says about which of the people that the act lists, from 0; -1 where that is not said.
    """

    version: int
    standing: Literal["done", "refused"]
    problem: str
    wire: bytes
    place: int = -1


def enclosure_of(deed: Deed, salt: bytes) -> bytes:
    """Return what of a deed is for the hub alone, empty where nothing is; `salt` is random.

    Raises RefusedError `act-too-long` where it says more than one act can: `deeds.cut` it before.
    """
    if not (ACTS[type(deed)] in FOR_THE_HUB or isinstance(deed, LetIn)):
        return b""
    enclosure = salt + msgspec.msgpack.encode(deed)
    if len(salt) != SALT_BYTES or len(enclosure) > MOST_ENCLOSED_BYTES:
        raise _too_long()
    return enclosure


def sign(
    deed: Deed,
    *,
    grant: str,
    number: int,
    previous: bytes,
    campus: str,
    at: int,
    key: Signer,
    enclosure: bytes = b"",
    signed_on: str = "",
) -> bytes:
    """Return a signed act, the next of its grant; it is addressed to whom the deed concerns.

    `enclosure` is what `enclosure_of` said of the same deed. Raises RefusedError `act-too-long`
    where it says more than one act can.
    """
    computer = deed.device if isinstance(deed, RenewStewardCode | ResetPin) else ""
    said = SignedAct(
        version=VERSION,
        grant=grant,
        number=number,
        previous=previous,
        campus=campus,
        computer=computer,
        at=at,
        act=ACTS[type(deed)],
        content=open_part(deed),
        enclosed=_digest(enclosure) if enclosure else b"",
        signed_on=signed_on,
    )
    wire = messages.sign(said, CONTEXT, key)
    if len(wire) > MOST_BYTES:
        raise _too_long()
    return wire


def read(wire: bytes) -> SignedAct:
    """Return an act that nobody has verified yet; raises RefusedError `act-malformed`."""
    try:
        said = messages.read(wire, SignedAct)
    except RefusedError as error:
        raise _malformed() from error
    is_first = said.number == 1
    sound = (
        SIGNATURE_BYTES < len(wire) <= MOST_BYTES
        and _GRANT.fullmatch(said.grant) is not None
        and 0 < said.number <= messages.MAX_CURSOR
        and len(said.previous) == DIGEST_BYTES
        and is_first == (said.previous == NOTHING_BEFORE)
        and 0 <= said.at <= messages.MAX_CURSOR
        and len(said.enclosed) in (0, DIGEST_BYTES)
        and all(map(is_text, (said.campus, said.computer, said.act, said.signed_on)))
    )
    if not sound:
        raise _malformed()
    return said


def verify(wire: bytes, key: bytes) -> None:
    """Return only if this raw Ed25519 key signed an act; raises RefusedError `signature-wrong`."""
    messages.verify(wire, CONTEXT, PublicKey(key))


def digest_of(wire: bytes) -> bytes:
    """Return what the next act of the grant carries of this one."""
    return _digest(wire)


def landed(told: LandedAct) -> bytes:
    """Return what the hub says of an act, as a document's payload."""
    return msgspec.msgpack.encode(told)


def read_landed(payload: bytes) -> LandedAct | None:
    """Return what the hub says of an act; None where this program cannot read it."""
    try:
        told = msgspec.msgpack.decode(payload, type=LandedAct)
    except MALFORMED:
        return None
    return told if told.version <= VERSION else None


def chained(found: Iterable[bytes], last: int, digest: bytes) -> dict[int, bytes]:
    """Return by number the acts of one grant that are chained to the one that landed `last`.

    `digest` is that one's; 0 and `NOTHING_BEFORE` where none has landed. The chain goes back from
    it as far as acts are here, and on from it until one is missing, or two follow.
    """
    by_digest = {digest_of(wire): (read(wire), wire) for wire in found}
    chain: dict[int, bytes] = {}
    wanted, number = digest, last
    while number > 0 and wanted in by_digest:
        said, wire = by_digest[wanted]
        if said.number != number:
            break
        chain[number] = wire
        wanted, number = said.previous, number - 1
    number, before = last, digest
    while True:
        following = [
            (each, wire)
            for each, (said, wire) in by_digest.items()
            if said.number == number + 1 and said.previous == before
        ]
        if len(following) != 1:
            return chain
        before, wire = following[0]
        number += 1
        chain[number] = wire


def _malformed() -> RefusedError:
    return RefusedError(Code.ACT_MALFORMED, "This is no act of a coordinator.")


def _too_long() -> RefusedError:
    return RefusedError(Code.ACT_TOO_LONG, "This is more than one act can say.")


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
