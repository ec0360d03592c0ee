"""Pack files for tests: the small course built once, and forged ones with any content."""

from __future__ import annotations

import functools
import hashlib
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec

from helpers.course_folders import KEY, copy_small_course, edit
from ujuzi.authoring.builder import build_pack
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.course import Course, CourseKind
from ujuzi.packs.manifest import FORMAT, MIN_APP, Manifest, PackObject, encode_manifest

TEXT = "text/markdown"


def built_small_pack(folder: Path) -> Path:
    """Put the built small course into `folder` and return the pack."""
    output = folder / "small.pack"
    output.write_bytes(small_pack())
    return output


@functools.cache
def small_pack(*edits: tuple[str, str]) -> bytes:
    """Return the small course as a pack, with texts of its `course.yaml` replaced; built once."""
    with tempfile.TemporaryDirectory() as name:
        folder, output = Path(name) / "course", Path(name) / "small.pack"
        copy_small_course(folder)
        for old, new in edits:
            edit(folder / "course.yaml", old, new)
        build_pack(folder, output, KEY)
        return output.read_bytes()


def entry_of(path: str, data: bytes, media_type: str = TEXT) -> PackObject:
    """Return how a manifest lists some bytes."""
    return PackObject(
        path=path,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=media_type,
    )


def manifest_of(objects: Iterable[PackObject], **course: Any) -> Manifest:
    """Return a manifest over objects, in the order given."""
    facts: dict[str, Any] = {
        "id": "forged",
        "title": "Forged",
        "language": "en",
        "kind": CourseKind.GENERAL,
        "version": 1,
        "publisher": "Nobody",
    }
    return Manifest(
        format=FORMAT,
        min_app=MIN_APP,
        course=Course(**facts | course),
        objects=tuple(objects),
    )


def forge(
    output: Path,
    manifest: Manifest | bytes,
    members: Iterable[tuple[str, bytes]],
    key: PublisherKey = KEY,
    compression: int = zipfile.ZIP_DEFLATED,
) -> Path:
    """Write a pack that is correctly signed, whatever is in it."""
    signed = manifest if isinstance(manifest, bytes) else encode_manifest(manifest)
    with zipfile.ZipFile(output, "w", compression) as archive:
        archive.writestr("manifest.json", signed)
        archive.writestr("manifest.sig", key.public.raw + key.sign(signed))
        for name, data in members:
            member = zipfile.ZipInfo()
            member.filename = name  # as it is, where Windows would write another
            archive.writestr(member, data, compression)
    return output


def forge_texts(output: Path, texts: dict[str, bytes], **course: Any) -> Path:
    """Write a sound pack of some texts."""
    objects = [entry_of(path, data) for path, data in sorted(texts.items())]
    stored = {hashlib.sha256(data).hexdigest(): data for data in texts.values()}
    members = [(f"objects/{sha256}", data) for sha256, data in stored.items()]
    return forge(output, manifest_of(objects, **course), members)


def rewrite(
    pack: Path, output: Path, change: Callable[[dict[str, bytes]], dict[str, bytes]]
) -> Path:
    """Copy a pack with its members changed; the ZIP itself is sound."""
    with zipfile.ZipFile(pack) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in change(members).items():
            archive.writestr(name, data)
    return output


def decoded(manifest: bytes) -> dict[str, Any]:
    """Return a manifest as plain values, to be tampered with."""
    values: dict[str, Any] = msgspec.json.decode(manifest)
    return values
