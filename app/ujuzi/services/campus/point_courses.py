"""The courses that a collection point hands out: of this computer's own, those that were chosen.

All that may go along do, until somebody takes one out. They are written to the collection point's
folder as files that their publishers signed, each under a name of its version: a computer that is
taking the older one is not cut off by a newer. Files that others put there are left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ujuzi import drives
from ujuzi.paths import OBJECTS, RELAY
from ujuzi.services.delivery.relays import data_folder
from ujuzi.services.study.installing import PACK_SUFFIX
from ujuzi.store import catalogue, facts
from ujuzi.store.catalogue import InstalledPack
from ujuzi.store.database import Database
from ujuzi.sync.transports.medium import Medium

if TYPE_CHECKING:
    from ujuzi.services.delivery.handing_on import HandedOn as HandedOn
    from ujuzi.sync.exchange import OnStore

KEPT_BACK, WRITTEN = "relay-courses-kept-back", "relay-courses-written"
"""Facts: the courses that somebody took out, and the names of the files that were written."""

PACKS = "packs"
KEPT_FREE_BYTES = 500_000_000
"""Of this computer's disk, which a copy of a course may not use."""


@dataclass(frozen=True, slots=True)
class PointCourse:
    """A course of this computer, and whether the collection point hands it out.

    `may_go` is false of one whose signature was never kept: it has to be installed once more.
    `is_there` where its file lies ready.
    """

    course: str
    language: str
    title: str
    version: int
    bytes: int
    publisher: str
    is_chosen: bool
    may_go: bool
    is_there: bool

    @property
    def is_due(self) -> bool:
        """Whether its file is still to be written."""
        return self.is_chosen and self.may_go and not self.is_there


class PointCourses:
    """Choosing what is handed out, and having it ready."""

    def __init__(
        self,
        on_store: OnStore,
        data_dir: Path,
        medium: Medium | None = None,
        sticks: Callable[[], tuple[drives.Drive, ...]] = drives.plugged_in,
    ) -> None:
        """`medium` is the disk, where it is not this computer's; `sticks` may bring signatures."""
        self._on_store = on_store
        self._folder = data_dir / RELAY / PACKS
        self._data_dir = data_dir
        self._medium = medium
        self._sticks = sticks

    def listed(self) -> tuple[PointCourse, ...]:
        """Return the courses of this computer, by title."""
        return self._on_store(self._listed)

    def choose(self, course: str, language: str, *, on: bool) -> None:
        """Hand a course out from now on, or no more; `prepare` does it."""

        def keep(db: Database) -> None:
            others = _kept_back(db) - {(course, language)}
            with db.atomic():
                facts.put(db, KEPT_BACK, _written(others if on else others | {(course, language)}))

        self._on_store(keep)

    def prepare(
        self,
        progress: Callable[[int, int], None] = lambda _done, _all: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> HandedOn:
        """Have the files of what was chosen ready, and no others of ours; as `hand_on`.

        A signature that is lacking is taken from a pack that lies there or on a stick.
        """
        from ujuzi.packs.objects import ObjectStore
        from ujuzi.services.delivery.handing_on import hand_out
        from ujuzi.services.delivery.signatures import recover

        data_folder(self._data_dir, RELAY)
        recover(self._on_store, self._files())
        objects, medium = ObjectStore(self._data_dir / OBJECTS), self._medium or _OwnDisk()
        told = hand_out(
            *(self._on_store, objects, self._folder, medium, _chosen, name_of),
            progress,
            cancelled,
        )
        self._on_store(self._tidy)
        return told

    def _listed(self, db: Database) -> tuple[PointCourse, ...]:
        from ujuzi.packs.manifest import decode_manifest

        unsigned, kept_back = catalogue.unsigned(db), _kept_back(db)
        found = []
        for pack in catalogue.current(db):
            course = decode_manifest(catalogue.manifest(db, pack.pack) or b"").course
            found.append(
                PointCourse(
                    course=pack.course,
                    language=pack.language,
                    title=course.title,
                    version=pack.version,
                    bytes=pack.bytes,
                    publisher=pack.publisher,
                    is_chosen=(pack.course, pack.language) not in kept_back,
                    may_go=pack.pack not in unsigned,
                    is_there=(self._folder / name_of(pack)).is_file(),
                )
            )
        return tuple(sorted(found, key=lambda each: (each.title, each.language)))

    def _tidy(self, db: Database) -> None:
        """Take away what was written for what is not handed out any more."""
        wanted = {name_of(pack) for pack in _chosen(db)}
        before = set(msgspec.json.decode(facts.get(db, WRITTEN) or "[]", type=list[str]))
        for name in before - wanted:
            with suppress(OSError):  # somebody is taking it, on Windows: another time
                (self._folder / name).unlink(missing_ok=True)
        left = {name for name in before | wanted if (self._folder / name).is_file()}
        with db.atomic():
            facts.put(db, WRITTEN, msgspec.json.encode(sorted(left)).decode())

    def _files(self) -> Iterator[Path]:
        """Yield the pack files that lie there, and on sticks."""
        with suppress(OSError):
            yield from self._folder.glob(f"*{PACK_SUFFIX}")
        yield from drives.files((each.root for each in self._sticks()), PACK_SUFFIX)


class _OwnDisk(Medium):
    """The disk of this computer, some of which stays free."""

    def free_bytes(self, folder: Path) -> int:
        return super().free_bytes(folder) - KEPT_FREE_BYTES


def name_of(pack: InstalledPack) -> str:
    """Return the name of a pack's file at the collection point."""
    return f"{pack.course[:80]}_{pack.language[:20]}_{pack.version}{PACK_SUFFIX}"


def _chosen(db: Database) -> list[InstalledPack]:
    kept_back = _kept_back(db)
    return [pack for pack in catalogue.current(db) if (pack.course, pack.language) not in kept_back]


def _kept_back(db: Database) -> set[tuple[str, str]]:
    said = facts.get(db, KEPT_BACK) or "[]"
    return set(msgspec.json.decode(said, type=list[tuple[str, str]]))


def _written(courses: set[tuple[str, str]]) -> str:
    return msgspec.json.encode(sorted(courses)).decode()
