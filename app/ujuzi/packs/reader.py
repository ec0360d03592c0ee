"""A pack file, verified before anything in it is believed.

    with open_pack(path) as pack:
        pack.manifest.course.title, pack.key.fingerprint

The order is: the file's ends and directory, the signature over the manifest, the bounds, the
names, and that the file holds what the manifest lists and nothing else. The objects' own hashes
are checked as they are read. `course.publisher` is a claim; whether the key is trusted is decided
by the caller from its fingerprint. Nothing is written.

Refusals, each with its code:

    not-a-pack         another kind of file
    pack-truncated     the end is missing, as after a pulled stick
    pack-tampered      not what was signed; names the object
    signature-wrong    the manifest is not what this key signed
    pack-too-new       made for a later version of the program
    pack-too-large     beyond `limits.PACK`
    pack-name-hostile  a name that has no business in a pack
    pack-malformed     signed, but no manifest that this program knows
    update-base-missing  an update, and the version that it updates is not here
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from ujuzi.credentials.keys import PUBLIC_KEY_BYTES, SIGNATURE_BYTES, PublicKey
from ujuzi.errors import MALFORMED, Code, RefusedError
from ujuzi.packs.archive import (
    MANIFEST,
    MANIFEST_PATCH,
    OBJECTS,
    PATCHES,
    SIGNATURE,
    UPDATE,
    Archive,
    tampered,
)
from ujuzi.packs.limits import PACK
from ujuzi.packs.manifest import (
    Manifest,
    PackId,
    PackObject,
    decode_manifest,
    hostile_name,
    pack_id,
    too_large,
)
from ujuzi.packs.names import hostility
from ujuzi.packs.patch import HASH_BYTES, Patch, apply_frame, decode_patch, frame_size

ManifestOf = Callable[[str], bytes | None]
"""Pack id -> the bytes of an installed manifest."""


class UpdateNote(msgspec.Struct, frozen=True, kw_only=True):
    """What an update says of itself, unsigned: only good for telling a person what it needs."""

    title: str
    base_version: int


@dataclass(frozen=True, slots=True)
class Pack:
    """An open pack file whose manifest is verified."""

    manifest: Manifest
    manifest_bytes: bytes
    pack_id: PackId
    key: PublicKey
    signature: bytes
    update: UpdateNote | None
    """What this is an update of; None where the file holds every object."""
    _archive: Archive

    def __enter__(self) -> Pack:
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    def holds(self, entry: PackObject) -> bool:
        """Whether the file holds the whole object (an update need not)."""
        return OBJECTS + entry.sha256 in self._archive.names

    def chunks(self, entry: PackObject) -> Iterator[bytes]:
        """Yield an object that the file holds, in pieces; the caller checks its hash."""
        return self._archive.chunks(OBJECTS + entry.sha256, entry.path)

    def read(self, path: str) -> bytes:
        """Return a text or image that the file holds; raises RefusedError `object-missing`."""
        entry = self.manifest.find(path)
        if entry is None or not self.holds(entry):
            raise RefusedError(Code.OBJECT_MISSING, f"This pack does not hold {path}.", path=path)
        data = b"".join(self.chunks(entry))
        if hashlib.sha256(data).hexdigest() != entry.sha256:
            raise tampered(path)
        return data

    def patch(self, entry: PackObject) -> Patch | None:
        """Return the patch that makes this object, if the update carries one."""
        name = PATCHES + entry.sha256
        if name not in self._archive.names:
            return None
        return decode_patch(self._archive.read(name, PACK.text_bytes))

    def verify_objects(self) -> None:
        """Read every object that the file holds; raises RefusedError `pack-tampered`.

        What an update patches can be verified only where its base is, on installing.
        """
        for entry in self.manifest.objects:
            if self.holds(entry):
                digest = hashlib.sha256()
                for chunk in self.chunks(entry):
                    digest.update(chunk)
                if digest.hexdigest() != entry.sha256:
                    raise tampered(entry.path)

    def base_missing(self) -> RefusedError:
        """Return the refusal of an update whose base is not on this computer."""
        return _base_missing(self.update)


def open_pack(path: Path, manifest_of: ManifestOf = lambda _pack: None) -> Pack:
    """Open and verify a pack file; `manifest_of` finds the base of an update.

    Raises RefusedError with a code of this module's list, or WorldError `source-gone`.
    """
    archive = Archive(path)
    try:
        return _verified(archive, path, manifest_of)
    except BaseException:
        archive.close()
        raise


def _verified(archive: Archive, path: Path, manifest_of: ManifestOf) -> Pack:
    update = None
    if SIGNATURE not in archive.names:
        raise RefusedError(Code.NOT_A_PACK, f"{path} is not a course pack.", path=str(path))
    if MANIFEST in archive.names:
        manifest_bytes = archive.read(MANIFEST, PACK.manifest_bytes)
    elif MANIFEST_PATCH in archive.names and UPDATE in archive.names:
        update = _read_note(archive)
        manifest_bytes = _patched_manifest(archive, update, manifest_of)
    else:
        raise RefusedError(Code.NOT_A_PACK, f"{path} is not a course pack.", path=str(path))
    signed = archive.read(SIGNATURE, PUBLIC_KEY_BYTES + SIGNATURE_BYTES)
    if len(signed) != PUBLIC_KEY_BYTES + SIGNATURE_BYTES:
        raise tampered(SIGNATURE)
    key, signature = PublicKey(signed[:PUBLIC_KEY_BYTES]), signed[PUBLIC_KEY_BYTES:]
    key.verify(signature, manifest_bytes)
    manifest = decode_manifest(manifest_bytes)
    _check_members(archive, manifest, is_update=update is not None)
    return Pack(
        manifest=manifest,
        manifest_bytes=manifest_bytes,
        pack_id=pack_id(manifest_bytes),
        key=key,
        signature=signature,
        update=update,
        _archive=archive,
    )


def _read_note(archive: Archive) -> UpdateNote:
    try:
        note = msgspec.json.decode(archive.read(UPDATE, PACK.manifest_bytes), type=UpdateNote)
    except MALFORMED as error:
        raise tampered(UPDATE) from error
    return msgspec.structs.replace(note, title=note.title[: PACK.title_characters])


def _patched_manifest(archive: Archive, update: UpdateNote, manifest_of: ManifestOf) -> bytes:
    patch = decode_patch(archive.read(MANIFEST_PATCH, PACK.manifest_bytes))
    if len(patch.base) != 2 * HASH_BYTES:
        raise tampered(MANIFEST_PATCH)
    base = manifest_of(patch.base)
    if base is None:
        raise _base_missing(update)
    try:
        size = frame_size(patch.frame)
        if size > PACK.manifest_bytes:
            raise too_large(f"bytes in {MANIFEST}", size, PACK.manifest_bytes)
        return apply_frame(base, patch.frame, size)
    except ValueError as error:
        raise tampered(MANIFEST_PATCH) from error


def _check_members(archive: Archive, manifest: Manifest, *, is_update: bool) -> None:
    """Check that the file holds what the manifest lists, sized so, and nothing else."""
    whole = {OBJECTS + entry.sha256: entry for entry in manifest.objects}
    patched = {PATCHES + entry.sha256 for entry in manifest.objects} if is_update else set()
    head = {SIGNATURE, MANIFEST_PATCH, UPDATE} if is_update else {SIGNATURE, MANIFEST}
    for name in sorted(archive.names - head - whole.keys() - patched):
        if reason := hostility(name):
            raise hostile_name(name, reason)
        raise tampered(name)
    for name, entry in whole.items():
        if name in archive.names:
            if archive.size(name) != entry.size:
                raise tampered(entry.path)
        elif not is_update:
            raise tampered(entry.path)


def _base_missing(update: UpdateNote | None) -> RefusedError:
    title, version = (update.title, update.base_version) if update else ("", 0)
    return RefusedError(
        Code.UPDATE_BASE_MISSING,
        f"This is an update of version {version} of {title}, which is not on this computer;"
        " install the whole pack instead.",
        title=title,
        version=version,
    )
