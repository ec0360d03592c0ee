"""Acts: what a coordinator decided where no network was, signed with the key of her grant.

    signature (64) | SignedAct

Acts of a grant are numbered from 1, and each carries the digest of the one before, so that none is
left out or put in unseen. Who cannot read what an act says (a later program wrote it) still follows
its chain. An act is addressed to a campus, or to one computer of it. A PIN is never in one: where
somebody is to set a new PIN or steward code, it carries the verifier (argon2id) of a one-time code
for one computer.

Pure: reads no clock, no disk. Whether an act counts is said by `sync.acts` on a computer, and again
by the hub (`hub.landing.acts`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Literal, TypeAlias

import msgspec

from ujuzi.credentials.keys import PUBLIC_KEY_BYTES, PublicKey
from ujuzi.domain.authority import Act
from ujuzi.errors import MALFORMED, Code, RefusedError
from ujuzi.wire import messages
from ujuzi.wire.batch import MAX_DEVICE_LENGTH, NOTHING_BEFORE, SIGNATURE_BYTES, Signer

VERSION = 1
CONTEXT = b"ujuzi act 1\n"
DIGEST_BYTES = 32
MOST_BYTES = 4096
NAME_LENGTH = 200
CODE_LIFE_MILLISECONDS = 14 * 24 * 3600 * 1000
"""How long a one-time code of an act is good, from when the act was signed."""

_GRANT = re.compile(r"[0-9a-f]{16}")


class AdmitComputer(msgspec.Struct, frozen=True, array_like=True):
    """Take in a computer that asked to be, under the key that it asked with; what people call it.

    It may take the place of another that gave up its identity.
    """

    device: str
    public_key: bytes
    name: str = ""


class JudgeSeat(msgspec.Struct, frozen=True, array_like=True):
    """It was she who used a computer, or it was not."""

    learner: str
    device: str
    was_she: bool


class RevokeComputer(msgspec.Struct, frozen=True, array_like=True):
    """A computer is no more of the campus."""

    device: str
    reason: Literal["retired", "stolen"]


class RenewStewardCode(msgspec.Struct, frozen=True, array_like=True):
    """Whoever types the one-time code at the computer is given a new steward code."""

    device: str
    verifier: str
    expires_at: int


class ResetPin(msgspec.Struct, frozen=True, array_like=True):
    """Whoever types the one-time code at the computer may set a new PIN for a learner."""

    device: str
    learner: str
    verifier: str
    expires_at: int


Deed: TypeAlias = AdmitComputer | JudgeSeat | RevokeComputer | RenewStewardCode | ResetPin
DEEDS: dict[Act, type[Deed]] = {
    Act.ADMIT_COMPUTER: AdmitComputer,
    Act.JUDGE_SEAT: JudgeSeat,
    Act.REVOKE_COMPUTER: RevokeComputer,
    Act.RENEW_STEWARD_CODE: RenewStewardCode,
    Act.RESET_PIN: ResetPin,
}
"""What each act is about."""
ACTS: dict[type[Deed], Act] = {deed: act for act, deed in DEEDS.items()}


class SignedAct(msgspec.Struct, frozen=True, array_like=True):
    """An act before it is signed; `previous` is the digest of the one before, `at` her clock's.

    `computer` is empty where the whole campus is to know; `content` is the deed in MessagePack.
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

    @property
    def deed(self) -> Deed | None:
        """What is done; None where this program does not know it, or it can be none."""
        try:
            return _sound(msgspec.msgpack.decode(self.content, type=DEEDS[Act(self.act)]))
        except (KeyError, *MALFORMED):
            return None


class LandedAct(msgspec.Struct, frozen=True, array_like=True):
    """What the hub says of an act that landed: whether it is `done`, or why not; and the act."""

    version: int
    standing: Literal["done", "refused"]
    problem: str
    wire: bytes


def sign(
    deed: Deed, *, grant: str, number: int, previous: bytes, campus: str, at: int, key: Signer
) -> bytes:
    """Return a signed act, the next of its grant; it is addressed to whom the deed concerns."""
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
        content=msgspec.msgpack.encode(deed),
    )
    return messages.sign(said, CONTEXT, key)


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
        and all(_is_text(each) for each in (said.campus, said.computer, said.act))
    )
    if not sound:
        raise _malformed()
    return said


def verify(wire: bytes, key: bytes) -> None:
    """Return only if this raw Ed25519 key signed an act; raises RefusedError `signature-wrong`."""
    messages.verify(wire, CONTEXT, PublicKey(key))


def digest_of(wire: bytes) -> bytes:
    """Return what the next act of the grant carries of this one."""
    return hashlib.sha256(wire).digest()


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


def _sound(deed: Deed) -> Deed:
    """Return a deed whose texts can be kept; raises ValueError."""
    texts = [each for each in msgspec.structs.astuple(deed) if isinstance(each, str)]
    devices_sound = deed.device.isascii() and deed.device.isalnum()
    if not (devices_sound and len(deed.device) <= MAX_DEVICE_LENGTH and all(map(_is_text, texts))):
        raise ValueError("a text is none")
    if isinstance(deed, AdmitComputer) and len(deed.public_key) != PUBLIC_KEY_BYTES:
        raise ValueError("a key is none")
    return deed


def _is_text(text: str) -> bool:
    return len(text) <= NAME_LENGTH and "\x00" not in text


def _malformed() -> RefusedError:
    return RefusedError(Code.ACT_MALFORMED, "This is no act of a coordinator.")
