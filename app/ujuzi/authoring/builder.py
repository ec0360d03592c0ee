"""Builds a signed pack, or an update of one, from a course folder.

The same folder and key give the same manifest, hence the same pack id. Media are stored, texts
deflated; quizzes go in as canonical JSON, the banks of assessments without their keys, formulas as
SVG under the path that the reader derives from their LaTeX. A formula that cannot be set is a
warning, and the reader shows its LaTeX.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from ujuzi.authoring.lint import Linted, lint_course
from ujuzi.authoring.media import object_of
from ujuzi.authoring.mistakes import Mistake
from ujuzi.authoring.update import write_update
from ujuzi.authoring.writer import writing_pack
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.assessment import Assessment, ThinCell, naming_of, shown_bank, thin_cells
from ujuzi.errors import Code, WorldError
from ujuzi.frameworks.reading import Catalogue
from ujuzi.packs.archive import CHUNK_BYTES, MANIFEST, SIGNATURE
from ujuzi.packs.canonical import canonical
from ujuzi.packs.manifest import (
    FORMAT,
    MIN_APP,
    Manifest,
    decode_manifest,
    encode_manifest,
)
from ujuzi.packs.reader import open_pack
from ujuzi.paths import scratch_folder

Content: TypeAlias = bytes | Path
"""What an object holds: bytes made here, or a file of the course folder."""
Progress: TypeAlias = Callable[[int, int], None]
"""Is told how much is done, of how much."""


def _unheard(_done: int, _total: int) -> None:
    """Nobody asks how far it is."""


@dataclass(frozen=True, slots=True)
class BuiltPack:
    """What was built, and what the author may want to mend."""

    manifest: Manifest
    warnings: tuple[Mistake, ...]
    thin: tuple[tuple[Assessment, ThinCell], ...] = ()
    """Where banks hold few questions for what their assessments draw."""


def build_pack(
    folder: Path,
    output: Path,
    key: PublisherKey,
    *,
    strict: bool = False,
    catalogue: Catalogue | None = None,
    today: date | None = None,
    progress: Progress = _unheard,
) -> BuiltPack:
    """Write the pack of a course folder to `output`; what is `strict` builds nothing with warnings.

    Raises what `lint_course` raises, RefusedError `course-mistakes`, and what `write_pack` raises;
    `output` is then as it was.
    """
    linted = lint_course(folder, catalogue, today)
    linted.findings.refuse(strict=strict)
    return write_pack(linted, output, key, progress)


def write_pack(
    linted: Linted, output: Path, key: PublisherKey, progress: Progress = _unheard
) -> BuiltPack:
    """Write the pack of a folder that was looked through, and has no mistakes.

    `progress` is told bytes done and in all, counted as they are written, and as they are summed
    where that was not done with the lint.
    Raises RefusedError `source-changed` and `pack-too-large`, and WorldError `disk-full`,
    `disk-failed` or `source-gone`; `output` is then as it was.
    """
    source = linted.source
    assert source is not None, "a course that cannot be read leaves a mistake"
    contents: dict[str, Content] = {**source.files, **linted.formulas}
    contents |= {path: canonical(quiz) for path, quiz in source.quizzes.items()}
    thin: list[tuple[Assessment, ThinCell]] = []
    for assessment in source.course.assessments:
        bank = source.banks[assessment.bank]
        naming = naming_of(source.course.id, assessment.id, bank)
        contents[assessment.bank] = canonical(shown_bank(bank, naming))
        thin += ((assessment, cell) for cell in thin_cells(assessment.blueprint, bank.items))
    known = {path: entry for path, entry in source.objects.items() if path not in linted.formulas}
    to_sum = [content for path, content in contents.items() if path not in known]
    read = _Reading([*to_sum, *contents.values()], progress)
    manifest = Manifest(
        format=FORMAT,
        min_app=MIN_APP,
        course=source.course,
        objects=tuple(
            known.get(path) or object_of(path, read.chunks(contents[path]))
            for path in sorted(contents)
        ),
    )
    manifest_bytes = encode_manifest(manifest)
    decode_manifest(manifest_bytes)
    with writing_pack(output) as writer:
        writer.add(MANIFEST, manifest_bytes, deflate=True)
        writer.add(SIGNATURE, key.public.raw + key.sign(manifest_bytes), deflate=False)
        for entry in {entry.sha256: entry for entry in manifest.objects}.values():
            writer.add_object(entry, read.chunks(contents[entry.path]))
    read.end()
    return BuiltPack(manifest, linted.findings.warnings, tuple(thin))


def build_update(
    old: Path,
    folder: Path,
    output: Path,
    key: PublisherKey,
    *,
    strict: bool = False,
    catalogue: Catalogue | None = None,
    progress: Progress = _unheard,
) -> BuiltPack:
    """Write the update that brings the pack file `old` to what the folder holds now.

    Raises what `build_pack`, `open_pack` and `write_update` raise.
    """
    with scratch_folder("update") as scratch:
        new = scratch / "new.pack"
        built = build_pack(folder, new, key, strict=strict, catalogue=catalogue, progress=progress)
        with open_pack(old) as before, open_pack(new) as after:
            write_update(before, after, output)
    return built


class _Reading:
    """Reads contents and tells how far it is."""

    def __init__(self, contents: Iterable[Content], progress: Progress) -> None:
        self._progress = progress
        self._done = 0
        self._total = sum(map(_size, contents))

    def chunks(self, content: Content) -> Iterator[bytes]:
        """Yield what an object holds; raises WorldError `source-gone`."""
        for chunk in _chunks(content):
            self._done += len(chunk)
            self._progress(min(self._done, self._total), self._total)
            yield chunk

    def end(self) -> None:
        """Tell that all is done: what stands in a course twice was written once."""
        self._progress(self._total, self._total)


def _size(content: Content) -> int:
    if isinstance(content, bytes):
        return len(content)
    try:
        return content.stat().st_size
    except OSError as error:
        raise _gone(content, error) from error


def _chunks(content: Content) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    try:
        with content.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                yield chunk
    except OSError as error:
        raise _gone(content, error) from error


def _gone(file: Path, error: OSError) -> WorldError:
    return WorldError(
        Code.SOURCE_GONE,
        f"{file} cannot be read: {error.strerror or error}.",
        path=str(file),
    )
