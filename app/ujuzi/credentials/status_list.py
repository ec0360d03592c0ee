"""Bitstring Status Lists (W3C, 1.0): which credentials were revoked, when, and why.

A list is itself a signed credential. Bit `i` of its string is set where the credential with the
index `i` was revoked; the string is always 131,072 bits long, so that its length tells nothing.
No published word says when and why, and strict verifiers refuse a document that brings words of its
own: so they stand beside the list, signed by the key that signed it, since a reason is a word
about a person. A list without them revokes all the same.

    reasons = {"list", "version", "key", "reasons": {index: {at, reason}}, "signature"}

The signature is over `DOMAIN` and the canonical JSON (RFC 8785) of the rest. Lists of earlier
programs hold their reasons themselves, as a JSON literal under the proof, one for each bit.

The last part of a list's id is its number: a stub in a QR code names its list by it.

A list is counted each time that it is signed, and its version says which of two is the newer: a
date may be wrong, and one of the year 2031 would hide all that come after. It stands where any
verifier expects words, in `description`. Lists that were signed before that have none, and are
older than all that have one; among themselves their dates decide.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec

from ujuzi.credentials.data_integrity import SECONDS, STATUS_CONTEXT
from ujuzi.credentials.keys import PublicKey, PublisherKey
from ujuzi.credentials.meaning import Document
from ujuzi.credentials.multibase import base64url, read_base64url
from ujuzi.domain.achievement import Revocation
from ujuzi.domain.framework import Iri
from ujuzi.errors import Code, RefusedError

BITS = 131_072
BYTES = BITS // 8
MAX_BYTES = BYTES * 64
"""Of a list by someone else that is longer than ours."""

KINDS = ("VerifiableCredential", "BitstringStatusListCredential")
DOMAIN = b"ujuzi reasons of revocation 1\n"
"""Signed in front of the reasons, so that no other signature of an issuing key fits them."""
NO_REASON = "No reason came with the list."


class StatusList(msgspec.Struct, frozen=True, kw_only=True):
    """The state of one list at a moment."""

    id: Iri
    issuer: Iri
    issued: Annotated[datetime, msgspec.Meta(tz=True)]
    revoked: dict[int, Revocation]
    version: int = 0

    def is_older_than(self, other: StatusList) -> bool:
        """Whether another state of the same list holds in the place of this one.

        Of two of the same second the longer is the newer: what was revoked stays revoked.
        """
        return self._age() < other._age()

    def _age(self) -> tuple[int, datetime, int]:
        return self.version, self.issued, len(self.revoked)


def list_id(base: str, number: int) -> str:
    """Return the id of a hub's list; `base` is an IRI that ends in a slash."""
    return f"{base}{number}"


def list_number(status_list_id: str) -> int | None:
    """Return the number at the end of a list's id, if there is one."""
    last = status_list_id.rpartition("/")[2]
    return int(last) if re.fullmatch(r"[0-9]{1,6}", last) else None


def build(status_list: StatusList) -> dict[str, Any]:
    """Return the list as a credential, unsigned."""
    version = {"description": f"Version {status_list.version}"} if status_list.version else {}
    return {
        "@context": list(STATUS_CONTEXT),
        "id": status_list.id,
        "type": list(KINDS),
        **version,
        "issuer": status_list.issuer,
        "validFrom": status_list.issued.astimezone(UTC).strftime(SECONDS),
        "credentialSubject": {
            "id": f"{status_list.id}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encode(status_list.revoked),
        },
    }


class Reasons(msgspec.Struct, frozen=True, kw_only=True):
    """When and why credentials of a list were revoked, signed."""

    list: Iri
    version: int
    key: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
    reasons: dict[str, Revocation]
    """By index, in decimals."""
    signature: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{128}$")] = "0" * 128

    def verify(self) -> None:
        """Return only if its key signed it; raises RefusedError `signature-wrong`."""
        key = PublicKey(bytes.fromhex(self.key))
        key.verify(bytes.fromhex(self.signature), self._message())

    def signed_by(self, key: PublisherKey) -> Reasons:
        """Return them with the signature of their key."""
        return msgspec.structs.replace(self, signature=key.sign(self._message()).hex())

    def _message(self) -> bytes:
        import rfc8785

        plain = msgspec.to_builtins(self)
        del plain["signature"]
        return DOMAIN + rfc8785.dumps(plain)


def reasons_of(status_list: StatusList, key: PublisherKey) -> Reasons | None:
    """Return what stands beside a list, signed; None where nothing was revoked."""
    if not status_list.revoked:
        return None
    said = {str(index): each for index, each in sorted(status_list.revoked.items())}
    unsigned = Reasons(
        list=status_list.id,
        version=status_list.version,
        key=key.public.raw.hex(),
        reasons=said,
    )
    return unsigned.signed_by(key)


def with_reasons(
    status_list: StatusList, reasons: Iterable[Mapping[str, Revocation]]
) -> StatusList:
    """Return a list with the reasons of what it revokes, as far as they are among these."""
    known: dict[str, Revocation] = {}
    for each in reasons:
        known |= each
    revoked = {
        index: known.get(str(index), revocation) if revocation.reason == NO_REASON else revocation
        for index, revocation in status_list.revoked.items()
    }
    return msgspec.structs.replace(status_list, revoked=revoked)


def read(document: Document) -> StatusList:
    """Return the list that a credential says; raises RefusedError `status-list-malformed`.

    To be believed only after `data_integrity.verify_proof`. What has no reason in the list itself
    was revoked by the list's date, for `NO_REASON`.
    """
    try:
        if list(document["type"]) != list(KINDS):
            raise ValueError("it is something else")
        subject = document["credentialSubject"]
        bits = decode(subject["encodedList"])
        if subject["statusPurpose"] != "revocation":
            raise ValueError("it is for another purpose")
        if "reasons" in subject:
            revoked = msgspec.convert(subject["reasons"], dict[int, Revocation], strict=False)
        else:
            issued = msgspec.convert(document["validFrom"], datetime)
            revoked = dict.fromkeys(sorted(bits), Revocation(at=issued, reason=NO_REASON))
        if bits != set(revoked):
            raise ValueError("its bits and its reasons differ")
        plain = {
            "id": document["id"],
            "issuer": document["issuer"],
            "issued": document["validFrom"],
        }
        version = _version(document.get("description"))
        return msgspec.convert({**plain, "revoked": revoked, "version": version}, StatusList)
    except (KeyError, TypeError, ValueError, msgspec.ValidationError) as error:
        raise RefusedError(
            Code.STATUS_LIST_MALFORMED, f"This is no status list: {error}.", reason=str(error)
        ) from error


def _version(description: object) -> int:
    """Return the version that a list's description says; 0 where it says none."""
    found = re.fullmatch(r"Version ([1-9][0-9]{0,14})", str(description))
    return int(found[1]) if found else 0


def encode(indices: Mapping[int, object] | set[int]) -> str:
    """Return a bitstring with these bits set, compressed (GZIP, without a time) and in base64url.

    Raises ValueError where an index is beyond the list.
    """
    bits = bytearray(BYTES)
    for index in indices:
        if not 0 <= index < BITS:
            raise ValueError(f"index {index} is beyond the list")
        bits[index // 8] |= 0x80 >> index % 8
    packer = zlib.compressobj(9, wbits=31)
    return base64url(packer.compress(bytes(bits)) + packer.flush())


def decode(text: str) -> set[int]:
    """Return the indices of the bits that are set; raises ValueError."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        bits = unpacker.decompress(read_base64url(text), MAX_BYTES)
    except zlib.error as error:
        raise ValueError("the bits cannot be decompressed") from error
    if len(bits) < BYTES or not unpacker.eof:
        raise ValueError("the list is of a wrong length")
    return {
        8 * place + bit
        for place, byte in enumerate(bits)
        if byte
        for bit in range(8)
        if byte & 0x80 >> bit
    }
