"""Looking at a pack file and installing it, in a thread that need not own the database.

    Installer(on_library).install(file, progress, cancelled)

`on_library` runs a few lines with the library, in the thread that owns it; reading, checking and
writing a pack's hundreds of megabytes is done here, and so is reading its lessons for the search.
One pack is unpacked at a time, and while one is, nothing is swept from the object store: what is
being installed has no row that would keep it. A cut at any moment leaves the old version or the new
one, whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from ujuzi.domain.course import ActivityKind
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.packs.install import unpack
from ujuzi.packs.lesson.page import plain_text
from ujuzi.packs.reader import Pack, open_pack
from ujuzi.store.search_index import IndexedText

if TYPE_CHECKING:
    from ujuzi.packs.manifest import Manifest
    from ujuzi.packs.objects import ObjectStore
    from ujuzi.services.study.installed import PackOffer
    from ujuzi.services.study.library import Library

T = TypeVar("T")
PACK_SUFFIX = ".ujuzi"
"""How the name of a pack file ends."""
LOOK_EVERY = 0.25
"""Seconds between two looks whether to stop, while another pack is unpacked."""


class OnLibrary(Protocol):
    """Runs something with the library, in its own thread, and returns what it returns."""

    def __call__(self, work: Callable[[Library], T]) -> T:
        """Raise what `work` raises."""


class Installer:
    """Installs packs into a library that lives in another thread."""

    def __init__(self, on_library: OnLibrary) -> None:
        self._on_library = on_library

    def look(self, file: Path) -> PackOffer:
        """Verify a pack file and return what it holds; raises what `open_pack` raises."""
        with self._opened(file) as pack:
            return self._on_library(lambda library: library.offer(file, pack))

    def install(
        self,
        file: Path,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> PackOffer:
        """Install a pack file; progress is told bytes done and in all.

        Raises RefusedError (`publisher-unknown`, `pack-older`, `install-cancelled`, and what
        `open_pack` refuses) or WorldError (`disk-full`, `source-gone`); nothing has changed then.
        """
        with self._opened(file) as pack:
            objects = self._on_library(lambda library: library.objects)
            with _alone(objects, cancelled):
                offer = self._on_library(lambda library: library.expect(file, pack))
                try:
                    again = offer.installed_version == offer.version
                    unpack(pack, objects, progress, cancelled, repair=again)
                    texts = list(_texts(pack.manifest, objects))
                    self._on_library(lambda library: library.register(pack, offer, texts))
                except BaseException:
                    with suppress(WorldError):
                        self._on_library(lambda library: library.expect_no_more())
                    raise
                self._on_library(lambda library: library.expect_no_more())
                return offer

    def _opened(self, file: Path) -> Pack:
        """Open a pack file; the base of an update is looked up among what is installed."""
        return open_pack(
            file, lambda pack: self._on_library(lambda library: library.manifest(pack))
        )


def _texts(manifest: Manifest, objects: ObjectStore) -> Iterator[IndexedText]:
    """Yield what there is to find in lessons and transcripts."""
    for activity in manifest.course.activities:
        path = activity.file if activity.kind is ActivityKind.LESSON else activity.transcript
        entry = manifest.find(path) if path else None
        text = objects.read(entry.sha256) if entry else None
        if text is not None:
            body = plain_text(text.decode("utf-8-sig", "replace"))
            yield IndexedText(activity.id, activity.title, body)


@contextmanager
def _alone(objects: ObjectStore, cancelled: Callable[[], bool]) -> Iterator[None]:
    """Wait until no other pack is unpacked, or until it is called off."""
    while not objects.unpacking.acquire(timeout=LOOK_EVERY):
        if cancelled():
            raise RefusedError(Code.INSTALL_CANCELLED, "The installation was cancelled.")
    try:
        yield
    finally:
        objects.unpacking.release()
