"""The key list: whose keys mean what, signed by an offline root of several keys.

    file = {"signed": {version, issued, root, keys}, "signatures": {key: signature}}

    signed      in the canonical form of JSON (RFC 8785)
    versions    only go up: an older list is refused, the same version with other words too
    signatures  enough different keys of the trusted root have signed (two of three)
    new roots   a list that names another root is signed by enough of both, so trust is handed on
    later ones  fields and roles of later programs are kept in what is signed, and read past

A key is retired by `valid_until`: what it signed before stays good. `revoked` is for a key that
others may have: nothing it signed is believed any more, for its dates may be forged.
Reads no disk and no clock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any

import msgspec

from ujuzi.credentials.data_integrity import issuer_key, issuer_of
from ujuzi.credentials.keys import PublicKey, PublisherKey, grouped
from ujuzi.credentials.meaning import Document
from ujuzi.credentials.multibase import did_key
from ujuzi.domain.achievement import Revocation
from ujuzi.errors import Code, RefusedError

DOMAIN = b"ujuzi key list 1\n"
"""Signed in front of the list, so that no other signature of a root key fits it."""

MAX_BYTES = 1_000_000
ROOT_KEYS = 3
ROOT_THRESHOLD = 2
MAX_DIDS, MAX_NAMES = 16, 1_000
"""Of one key."""

ISSUING, RECEIPTS, SEALING, PUBLISHER = "hub-issuing", "hub-receipts", "hub-sealing", "publisher"
GRANTS = "hub-grants"
"""Of a key that says who is coordinator of a campus."""

Hex32 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
Hex64 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{128}$")]
Text = Annotated[str, msgspec.Meta(max_length=300)]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class Root(msgspec.Struct, frozen=True, kw_only=True):
    """The keys that sign key lists, and how many of them it takes."""

    keys: Annotated[tuple[Hex32, ...], msgspec.Meta(min_length=1, max_length=16)]
    threshold: Annotated[int, msgspec.Meta(ge=1)]

    def __post_init__(self) -> None:
        if len(set(self.keys)) != len(self.keys) or self.threshold > len(self.keys):
            raise ValueError("a root names each key once, and no higher threshold than it has keys")

    @property
    def fingerprint(self) -> str:
        """Eight groups of digits that people compare, as of a single key."""
        text = f"{self.threshold} of {' '.join(sorted(self.keys))}"
        return grouped(hashlib.sha256(text.encode()).hexdigest())


class ListedKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key, what it may sign (or open, where it is for sealing), and when."""

    key: Hex32
    role: Text
    name: Text
    organisation: Text
    """Whose it is: what it signs counts for this organisation, and those below it."""
    country: Text = ""
    dids: Annotated[tuple[Text, ...], msgspec.Meta(max_length=MAX_DIDS)] = ()
    """As which did:web it may sign too, beside its own did:key: that of the hub's address, and of
    those that the hub had before."""
    names: Annotated[tuple[Text, ...], msgspec.Meta(max_length=MAX_NAMES)] = ()
    """Which organisations may be named as issuers of what it signs."""
    valid_from: Moment
    valid_until: Moment | None = None
    revoked: Revocation | None = None

    @property
    def public(self) -> PublicKey:
        """The key itself."""
        return PublicKey(bytes.fromhex(self.key))

    @property
    def issuers(self) -> tuple[str, ...]:
        """As whom it may sign: as the key that it is, and as its hosts."""
        return did_key(self.public), *self.dids

    def signs_as(self, issuer: str) -> bool:
        """Whether what names this issuer may be signed by this key."""
        return issuer in self.issuers

    def covers(self, moment: datetime) -> bool:
        """Whether the key was in use at a moment."""
        return self.valid_from <= moment and (
            self.valid_until is None or moment <= self.valid_until
        )


class KeyList(msgspec.Struct, frozen=True, kw_only=True):
    """A list whose signatures are verified."""

    version: Annotated[int, msgspec.Meta(ge=1)]
    issued: Moment
    root: Root
    keys: tuple[ListedKey, ...] = ()

    def find(self, raw: bytes, role: str) -> ListedKey | None:
        """Return the entry of a key in a role."""
        wanted = raw.hex()
        return next((each for each in self.keys if (each.key, each.role) == (wanted, role)), None)

    def signing_as(self, issuer: str) -> tuple[ListedKey, ...]:
        """Return the issuing keys that may sign what names this issuer."""
        return tuple(each for each in self.keys if each.role == ISSUING and each.signs_as(issuer))

    def signer(self, document: Document) -> ListedKey | None:
        """Return the entry of the issuing key by which a document says to be, if it may be.

        Raises RefusedError as `issuer_key` does. That it has signed is not asked here.
        """
        listed = self.find(issuer_key(document).raw, ISSUING)
        return listed if listed and listed.signs_as(issuer_of(document)) else None

    def in_use(self, role: str, moment: datetime) -> tuple[ListedKey, ...]:
        """Return the keys of a role that are good at a moment, the newest first."""
        good = [
            each
            for each in self.keys
            if each.role == role and each.revoked is None and each.covers(moment)
        ]
        return tuple(sorted(good, key=lambda each: each.valid_from, reverse=True))


class _File(msgspec.Struct, frozen=True):
    signed: dict[str, Any]
    signatures: Annotated[dict[Hex32, Hex64], msgspec.Meta(max_length=64)]


def new_root() -> tuple[Root, tuple[PublisherKey, ...]]:
    """Return a new root and its keys, each to be kept by another person, offline."""
    keys = tuple(PublisherKey.generate() for _ in range(ROOT_KEYS))
    return root_of(keys), keys


def root_of(keys: Iterable[PublisherKey], threshold: int = ROOT_THRESHOLD) -> Root:
    """Return the root that some keys make."""
    return Root(keys=tuple(key.public.raw.hex() for key in keys), threshold=threshold)


def write_key_list(key_list: KeyList, keys: Iterable[PublisherKey]) -> bytes:
    """Return the list as a file, signed by some keys; more may sign with `countersign`."""
    signed = msgspec.to_builtins(key_list)
    return countersign(_encode(_File(signed, {})), keys)


def countersign(data: bytes, keys: Iterable[PublisherKey]) -> bytes:
    """Return the same list with further signatures; raises RefusedError `key-list-malformed`."""
    file = _decode(data)
    message = _message(file.signed)
    added = {key.public.raw.hex(): key.sign(message).hex() for key in keys}
    return _encode(_File(file.signed, {**file.signatures, **added}))


def read_key_list(data: bytes, root: Root, previous: KeyList | None = None) -> KeyList:
    """Return the list in a file, verified against a trusted root.

    `previous` is the list that is trusted already: its root then counts, and its version may not
    be undercut. Raises RefusedError `key-list-malformed`, `key-list-unsigned` or `key-list-older`.
    """
    file, key_list = _read(data)
    trusted = previous.root if previous else root
    for each in (trusted, key_list.root):
        _check_signatures(file, each)
    if previous and key_list != previous and key_list.version <= previous.version:
        raise RefusedError(
            Code.KEY_LIST_OLDER,
            f"This key list is of version {key_list.version}; version {previous.version} is here.",
            version=key_list.version,
            present=previous.version,
        )
    return key_list


def root_named_in(data: bytes) -> Root:
    """Return the root that a list names itself, for a person to compare its fingerprint.

    To trust it is her decision: anyone can make a list that its own root has signed.
    """
    return _read(data)[1].root


def _read(data: bytes) -> tuple[_File, KeyList]:
    file = _decode(data)
    try:
        return file, msgspec.convert(file.signed, KeyList)
    except msgspec.ValidationError as error:
        raise _malformed(error) from error


def _check_signatures(file: _File, root: Root) -> None:
    message, good = _message(file.signed), 0
    for key in root.keys:
        if signature := file.signatures.get(key):
            try:
                PublicKey(bytes.fromhex(key)).verify(bytes.fromhex(signature), message)
            except RefusedError:
                continue
            good += 1
    if good < root.threshold:
        raise RefusedError(
            Code.KEY_LIST_UNSIGNED,
            f"{good} of the root's keys have signed this key list; it takes {root.threshold}.",
            good=good,
            needed=root.threshold,
        )


def _message(signed: dict[str, Any]) -> bytes:
    import rfc8785

    try:
        return DOMAIN + rfc8785.dumps(signed)
    except (rfc8785.CanonicalizationError, RecursionError) as error:
        raise _malformed(error) from error


def _encode(file: _File) -> bytes:
    import rfc8785

    return rfc8785.dumps(msgspec.to_builtins(file))


def _decode(data: bytes) -> _File:
    if len(data) > MAX_BYTES:
        raise _malformed(f"it has more than {MAX_BYTES} bytes")
    try:
        return msgspec.json.decode(data, type=_File)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _malformed(error) from error


def _malformed(reason: object) -> RefusedError:
    return RefusedError(
        Code.KEY_LIST_MALFORMED, f"This is no key list: {reason}.", reason=str(reason)
    )
