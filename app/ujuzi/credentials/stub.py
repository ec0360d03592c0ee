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
import hashlib
import io
import re
from datetime import datetime
from itertools import islice
from typing import Annotated
from uuid import UUID

import msgspec

from ujuzi.credentials.keys import SIGNATURE_BYTES, PublicKey, PublisherKey
from ujuzi.credentials.secrets import LENGTH, LETTERS, in_groups
from ujuzi.credentials.status_list import BITS, list_number
from ujuzi.domain.achievement import Certificate
from ujuzi.domain.moment import moment_of
from ujuzi.errors import MALFORMED, Code, RefusedError

VERSION = 1
DOMAIN = b"ujuzi stub 1\n"
"""Signed in front of the body, so that no other signature of an issuing key fits it."""

KEY_BYTES = 4
MAX_CHARACTERS = 2_000
"""Of one stub, and so of a word that holds one."""
_FULL = (0, 2, 4, 5, 7)
"""How many letters of base32 may stand after whole groups of eight."""
LATEST = 2**33
"""Seconds since 1970 that a date may be: 2242."""

TEXT = re.compile(rf"UJ{VERSION}:(?=([A-Z2-7]+))")
MAX_PLACES = 16
"""Of a text at which a stub is looked for."""


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
        return moment_of(self.seconds * 1000)

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
    """Return the first stub in a text, such as a letter or an address.

    Where it ends, it says itself: what follows is no part of it, be it words or the stub again.
    Raises RefusedError `not-a-stub`, also where it is cut.
    """
    plain = "".join(word for word in text.split() if len(word) <= MAX_CHARACTERS).upper()
    for place in islice(TEXT.finditer(plain), MAX_PLACES):
        if (found := _read(place[1][:MAX_CHARACTERS])) is not None:
            return found
    raise RefusedError(
        Code.NOT_A_STUB, "This is not the text of a certificate's QR code, or not all of it."
    )


def _read(letters: str) -> SignedStub | None:
    import cbor2

    whole = len(letters) // 8 * 8
    rest = letters[whole:]
    while len(rest) not in _FULL:  # the last letter stands for no whole byte
        rest = rest[:-1]
    data = base64.b32decode(letters[:whole] + (rest + "=" * (8 - len(rest)) if rest else ""))
    stream = io.BytesIO(data)
    try:
        stub = msgspec.convert(cbor2.CBORDecoder(stream).decode(), Stub)
    except (cbor2.CBORDecodeError, msgspec.ValidationError, *MALFORMED):
        return None
    end = len(cbor2.dumps(msgspec.structs.astuple(stub)))
    body, signature = data[:end], data[end : end + SIGNATURE_BYTES]
    return SignedStub(stub, body, signature) if len(signature) == SIGNATURE_BYTES else None


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
