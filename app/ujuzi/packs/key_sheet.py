"""A key sheet: an assessment's questions in full, which no pack carries; for the hub alone.

    32 bytes  the publisher's public key
    64 bytes  its Ed25519 signature over CONTEXT and the JSON
    rest      canonical JSON of `KeySheet`, zlib

Reading proves who signed it, and that its questions are those that the pack shows: `bank` is the
SHA-256 of the keyless object, and a submission names it. What a later version of the program says
in it is never passed over, for it may be about grading: such a sheet is refused. Whether the key is
trusted is decided by the caller. Sealing is done elsewhere.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import Annotated

import msgspec

from ujuzi.credentials.keys import PUBLIC_KEY_BYTES, SIGNATURE_BYTES, PublicKey, PublisherKey
from ujuzi.domain.assessment import AS_AUTHORED, Assessment, Naming, naming_of, shown_bank
from ujuzi.domain.course import Course
from ujuzi.domain.item import Item, Quiz
from ujuzi.domain.later import decoded
from ujuzi.errors import MALFORMED, Code, RefusedError
from ujuzi.packs.canonical import canonical
from ujuzi.packs.limits import PACK
from ujuzi.packs.manifest import Sha256

FORMAT = 2
"""2 says by which salt labels were put in their places, and that items have opaque names."""
CONTEXT = b"ujuzi key sheet 1\n"
HEADER = b"ujuzi key sheet"
"""Of the envelope in which it is sealed to a hub."""


class KeySheet(msgspec.Struct, frozen=True, kw_only=True):
    """The questions of an assessment as their author wrote them, of one version in one language."""

    format: int
    course: str
    title: str
    language: str
    version: int
    assessment: Assessment
    bank: Sha256
    items: tuple[Item, ...]
    salt: Annotated[int, msgspec.Meta(ge=0)] = 0
    """0 of a sheet of format 1."""

    @property
    def naming(self) -> Naming:
        """How its questions are named in the pack."""
        return (
            Naming(f"{self.course}/{self.assessment.id}", self.salt) if self.salt else AS_AUTHORED
        )


class _Head(msgspec.Struct, frozen=True):
    """What every format, past and to come, says first."""

    format: int


def key_sheet(course: Course, assessment: Assessment, bank: Quiz) -> KeySheet:
    """Return the key sheet of a course's assessment."""
    naming = naming_of(course.id, assessment.id, bank)
    return KeySheet(
        format=FORMAT,
        course=course.id,
        title=course.title,
        language=course.language,
        version=course.version,
        assessment=assessment,
        bank=_hash_shown(bank, naming),
        items=bank.items,
        salt=naming.salt,
    )


def write(sheet: KeySheet, key: PublisherKey) -> bytes:
    """Return a key sheet, signed."""
    encoded = canonical(sheet)
    return key.public.raw + key.sign(CONTEXT + encoded) + zlib.compress(encoded, 9)


def read(data: bytes) -> tuple[KeySheet, PublicKey]:
    """Return a key sheet and the key that signed it.

    Raises RefusedError `signature-wrong`, `key-sheet-too-new` or `key-sheet-malformed`.
    """
    key, encoded = PublicKey(data[:PUBLIC_KEY_BYTES]), _inflated(data)
    key.verify(data[PUBLIC_KEY_BYTES : PUBLIC_KEY_BYTES + SIGNATURE_BYTES], CONTEXT + encoded)
    try:
        if msgspec.json.decode(encoded, type=_Head).format > FORMAT:
            raise _too_new()
        sheet, unknown = decoded(encoded, KeySheet)
        shown = _hash_shown(Quiz(sheet.items), sheet.naming)
        if unknown:
            raise _too_new()
    except MALFORMED as error:
        raise _malformed("it cannot be read") from error
    if shown != sheet.bank:
        raise _malformed("its questions are not those that it names")
    return sheet, key


def _too_new() -> RefusedError:
    return RefusedError(Code.KEY_SHEET_TOO_NEW, "A newer Ujuzi wrote this key sheet.")


def _hash_shown(bank: Quiz, naming: Naming) -> str:
    return hashlib.sha256(canonical(shown_bank(bank, naming))).hexdigest()


def _inflated(data: bytes) -> bytes:
    inflater = zlib.decompressobj()
    try:
        encoded = inflater.decompress(data[PUBLIC_KEY_BYTES + SIGNATURE_BYTES :], PACK.text_bytes)
    except zlib.error as error:
        raise _malformed("it was cut or changed") from error
    if not inflater.eof:
        raise _malformed("it was cut, or is too large")
    return encoded


def _malformed(reason: str) -> RefusedError:
    return RefusedError(
        Code.KEY_SHEET_MALFORMED, f"This is no sound key sheet: {reason}.", reason=reason
    )
