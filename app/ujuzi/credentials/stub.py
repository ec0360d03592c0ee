"""The certificate in a QR code: a short signed stub, and the printed code that goes beside it.

    text  = "UJ1:" + base32(body + signature)
    body  = CBOR [key, credential, name, title, issued, position]

`key` is the start of the SHA-256 of the issuing key, `credential` the 16 bytes of its UUID,
`issued` in seconds since 1970, `position` the place in the hub's status lists, laid end to end.
Base32 (RFC 4648) has only letters that a QR code packs tightly, that may stand in an address, and
that no mail program trims; base45 would save one letter in sixteen and has spaces. Knows no clock.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import msgspec

from ujuzi.credentials.keys import SIGNATURE_BYTES, PublicKey, PublisherKey
from ujuzi.credentials.secrets import LENGTH, LETTERS, in_groups
from ujuzi.credentials.status_list import BITS, list_number
from ujuzi.domain.achievement import Certificate
from ujuzi.errors import Code, RefusedError

VERSION = 1
DOMAIN = b"ujuzi stub 1\n"
"""Signed in front of the body, so that no other signature of an issuing key fits it."""

KEY_BYTES = 4
MAX_CHARACTERS = 2_000
LATEST = 2**33
"""Seconds since 1970 that a date may be: 2242."""

TEXT = re.compile(rf"UJ{VERSION}:([A-Z2-7]+)")


class Stub(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What the QR code says, in the order of its body."""

    key: Annotated[bytes, msgspec.Meta(min_length=KEY_BYTES, max_length=KEY_BYTES)]
    credential: Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
    name: str
    title: str
    seconds: Annotated[int, msgspec.Meta(ge=0, le=LATEST)]
    position: Annotated[int, msgspec.Meta(ge=0)]

    @property
    def id(self) -> str:
        """The id of the credential."""
        return UUID(bytes=self.credential).urn

    @property
    def issued(self) -> datetime:
        """When the credential was issued."""
        return datetime.fromtimestamp(self.seconds, UTC)

    @property
    def list_number(self) -> int:
        """The number of the status list."""
        return self.position // BITS

    @property
    def index(self) -> int:
        """The place in that list."""
        return self.position % BITS


class SignedStub(msgspec.Struct, frozen=True):
    """A stub as it was read, its signature not yet verified."""

    stub: Stub
    body: bytes
    signature: bytes

    def verify(self, key: PublicKey) -> None:
        """Return only if this key signed it; raises RefusedError `signature-wrong`."""
        key.verify(self.signature, DOMAIN + self.body)


def write_stub(certificate: Certificate, key: PublisherKey) -> str:
    """Return the text of a certificate's QR code, signed by the issuing key."""
    import cbor2

    number = list_number(certificate.status.list)
    if number is None:
        raise ValueError("the id of the status list ends in no number")
    stub = Stub(
        key_id(key.public),
        UUID(certificate.id).bytes,
        certificate.name,
        certificate.achievement.name,
        int(certificate.issued.timestamp()),
        number * BITS + certificate.status.index,
    )
    body = cbor2.dumps(msgspec.structs.astuple(stub))
    signed = body + key.sign(DOMAIN + body)
    return f"UJ{VERSION}:{base64.b32encode(signed).decode().rstrip('=')}"


def read_stub(text: str) -> SignedStub:
    """Return the stub in a text, such as an address; raises RefusedError `not-a-stub`."""
    import cbor2

    letters = TEXT.search("".join(text.split()).upper()) if len(text) <= MAX_CHARACTERS else None
    if letters is None:
        raise _not_a_stub()
    try:
        data = base64.b32decode(letters[1] + "=" * (-len(letters[1]) % 8))
        body, signature = data[:-SIGNATURE_BYTES], data[-SIGNATURE_BYTES:]
        stub = msgspec.convert(cbor2.loads(body), Stub)
    except (binascii.Error, cbor2.CBORDecodeError, msgspec.ValidationError, ValueError) as error:
        raise _not_a_stub() from error
    return SignedStub(stub, body, signature)


def key_id(key: PublicKey) -> bytes:
    """Return what a stub calls an issuing key."""
    return hashlib.sha256(key.raw).digest()[:KEY_BYTES]


def printed_code(credential_id: str) -> str:
    """Return the code that is printed for the hub's public page: XXXX-XXXX-XXXX."""
    number = int.from_bytes(hashlib.sha256(UUID(credential_id).bytes).digest())
    letters = ""
    for _ in range(LENGTH):
        number, place = divmod(number, len(LETTERS))
        letters += LETTERS[place]
    return in_groups(letters)


def _not_a_stub() -> RefusedError:
    return RefusedError(Code.NOT_A_STUB, "This is not the text of a certificate's QR code.")
