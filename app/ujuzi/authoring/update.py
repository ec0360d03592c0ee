"""Writes an update: a small pack file that makes a new version of an installed one.

It carries the new signed manifest as a patch of the old, the objects that the old version lacks,
and texts as patches where that is smaller. Every patch names its base by hash, and what it makes
is checked by hash; a computer without the base is told which version the update is of.
"""

from __future__ import annotations

import zlib
from pathlib import Path

import msgspec

from ujuzi.authoring.media import COMPRESSES
from ujuzi.authoring.writer import DEFLATE_LEVEL, writing_pack
from ujuzi.errors import Code, RefusedError
from ujuzi.packs.archive import MANIFEST_PATCH, PATCHES, SIGNATURE, UPDATE
from ujuzi.packs.limits import PACK
from ujuzi.packs.manifest import PackObject
from ujuzi.packs.patch import Patch, make_frame
from ujuzi.packs.reader import Pack, UpdateNote


def write_update(old: Pack, new: Pack, output: Path) -> None:
    """Write the update from one whole pack to another; the signature is the new one's.

    Raises RefusedError `update-other-course`, `update-not-newer`, and WorldError as `build_pack`.
    """
    _check_versions(old, new)
    note = UpdateNote(title=old.manifest.course.title, base_version=old.manifest.course.version)
    manifest = Patch(old.pack_id, make_frame(old.manifest_bytes, new.manifest_bytes))
    installed = {entry.sha256 for entry in old.manifest.objects}
    added = {e.sha256: e for e in new.manifest.objects if e.sha256 not in installed}
    with writing_pack(output) as writer:
        writer.add(UPDATE, msgspec.json.encode(note), deflate=False)
        writer.add(MANIFEST_PATCH, manifest.encode(), deflate=False)
        writer.add(SIGNATURE, new.key.raw + new.signature, deflate=False)
        for entry in added.values():
            patch = _patch(old, new, entry)
            if patch is None:
                writer.add_object(entry, new.chunks(entry))
            else:
                writer.add(PATCHES + entry.sha256, patch.encode(), deflate=False)


def _check_versions(old: Pack, new: Pack) -> None:
    before, after = old.manifest.course, new.manifest.course
    if (before.id, before.language) != (after.id, after.language):
        raise RefusedError(
            Code.UPDATE_OTHER_COURSE,
            f"{after.id} ({after.language}) is no version of {before.id} ({before.language}).",
        )
    if after.version <= before.version:
        raise RefusedError(
            Code.UPDATE_NOT_NEWER,
            f"Version {after.version} is not later than {before.version};"
            " raise `version` in course.yaml.",
            old=before.version,
            new=after.version,
        )


def _patch(old: Pack, new: Pack, entry: PackObject) -> Patch | None:
    """Return a text as a patch of the text that had its path, where that is smaller."""
    base = old.manifest.find(entry.path)
    if base is None or entry.media_type not in COMPRESSES:
        return None
    if max(base.size, entry.size) > PACK.text_bytes or not old.holds(base):
        return None
    target = new.read(entry.path)
    patch = Patch(base.sha256, make_frame(old.read(base.path), target))
    smaller = len(patch.encode()) < len(zlib.compress(target, DEFLATE_LEVEL))
    return patch if smaller else None
