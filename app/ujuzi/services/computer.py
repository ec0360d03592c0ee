"""How this computer is doing (`ujuzi doctor`): what is good, what to watch, what to do about it.

Examining writes nothing but a probe file in the data directory. Findings are facts; the windows
translate them, the command line prints their sentence.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ujuzi import drives, file_modes
from ujuzi.domain.event import DeviceId
from ujuzi.domain.moment import moment_of
from ujuzi.drives import Mount
from ujuzi.errors import WorldError
from ujuzi.paths import DATABASE, is_portable, resource
from ujuzi.services.clock import Clock
from ujuzi.store import catalogue, event_log, facts, projections, received_states
from ujuzi.store.database import Database, sqlite_is_safe, sqlite_version

if TYPE_CHECKING:
    from ujuzi.domain.sitting import Uptime
    from ujuzi.sync.reporting import Premises

FREE_BYTES_CAUTION = 500_000_000
FREE_BYTES_BAD = 50_000_000
BUILT_AT_LEAST = datetime(2026, 11, 1, tzinfo=UTC)
"""No honest clock is before this release."""
CLOCK_YEARS_AHEAD = 10
FONTS = tuple(
    f"Noto{name}-Regular.ttf"
    for name in (
        "Sans", "SansArabic", "SansEthiopic", "SansNKo", "SansTifinagh", "SansAdlam", "SansMath",
        "SansSymbols", "SansSymbols2", "SansMono", "Emoji",
    )
)  # fmt: skip
FORGETFUL_FILE_SYSTEMS = {"tmpfs", "ramfs", "overlay", "overlayfs", "aufs"}
"""What live systems and frozen ones write to; it is gone at the next start."""
FORGETFUL_SERVICES = {"DFServ": "Deep Freeze"}
"""Windows services that put a drive back at each start, where they are told to."""
MEDIA_LIBRARY = "mfplat.dll"
"""Media Foundation, without which Qt plays nothing; editions "N" of Windows lack it."""
WINDOW_PLACE = "window-place"
OPEN = "carried-open"
DISK_TRIED = "disk-tried-at"
"""The fact of when it was last tried whether the disk can be written."""
GOOD, CAUTION, BAD = "good", "caution", "bad"


class CarriedNews(StrEnum):
    """What a person is told when carried data is opened; those that are kept are facts."""

    CUT_OFF = "cut-off"
    """The stick was pulled, or the power went, while the data was open."""
    COPIED = "carried-copied"
    """The data lies on another volume than before: it took another identity."""
    RESTORED = "carried-restored"
    """A copy was put in the place of the data (`services.restoring`)."""


KEPT_NEWS = (CarriedNews.COPIED, CarriedNews.RESTORED)
KEPT_AT = "carried-copy-at"
"""The fact of the day, by this clock, and of how many events there were when a copy was kept."""
EVENTS_A_COPY = 200
"""After so many another copy is kept on the same day; a flat clock has no other."""
DAY = 24 * 3600 * 1000
"""Milliseconds."""


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked at; `state` is good, caution or bad; `advice` may be empty."""

    check: str
    state: str
    sentence: str
    advice: str = ""


class RebuildReport(msgspec.Struct, frozen=True):
    """How many events were folded anew, and the projections that came out different."""

    events: int
    different: tuple[str, ...]


class Computer:
    """One computer and the data on it."""

    def __init__(
        self, db: Database, data_dir: Path, clock: Clock, damaged: Callable[[], tuple[str, ...]]
    ) -> None:
        """`damaged` returns the titles of courses that cannot be shown whole."""
        self._db = db
        self._clock = clock
        self._damaged = damaged
        self.data_dir = data_dir
        self._was_cut_off = False
        """Whether carried data was left open, and nobody has been told yet."""
        self._device: DeviceId | None = None

    def examine(self) -> tuple[Finding, ...]:
        """Look at everything; reading database and courses may take minutes on an old disk."""
        return (
            self._directory(),
            self._free_space(),
            self._restart(),
            self._sqlite(),
            self._integrity(),
            self._courses(),
            self._fonts(),
            self._media(),
            self._wall_clock(),
            self._keys(),
        )

    def begin(self) -> None:
        """Remember that carried data is open, until `end`, and whether it was left so."""
        self._was_cut_off = facts.get(self._db, OPEN) is not None
        if is_portable(self.data_dir):
            self._device = event_log.device_id(self._db)
            if not self._was_cut_off:
                with self._db.atomic():
                    facts.put(self._db, OPEN, "yes")

    def end(self) -> None:
        """Remember that the data was closed in time; what was not told yet is, the next time."""
        if is_portable(self.data_dir) and not self._was_cut_off:
            with suppress(WorldError), self._db.atomic():
                facts.forget(self._db, OPEN)

    @property
    def is_carried(self) -> bool:
        """Whether the data was opened on a stick, which may be out by now."""
        return self._device is not None

    def is_same(self, db: Database) -> bool:
        """Whether a database is the one that was opened here, and not another stick's."""
        return self._device in {facts.get(db, "device"), *event_log.former_ids(db)}

    def note_copy(self) -> None:
        """Have it told that carried data was copied from another stick, unless it was put back."""
        if facts.get(self._db, CarriedNews.RESTORED) is None:
            facts.put(self._db, CarriedNews.COPIED, "yes")

    def keep_copy(self) -> None:
        """Keep a copy of carried data, once a day on which something was done."""
        if not is_portable(self.data_dir):
            return
        with suppress(WorldError):
            day, events = self._clock.now() // DAY, event_log.count(self._db)
            kept_on, had = map(int, (facts.get(self._db, KEPT_AT) or "-1 0").split(" "))
            if events - had >= (EVENTS_A_COPY if day == kept_on else 1) and self._db.keep_copy():
                facts.put(self._db, KEPT_AT, f"{day} {events}")

    def take_news(self) -> tuple[CarriedNews, ...]:
        """Return what happened to carried data while it was closed; it is told once."""
        found = [CarriedNews.CUT_OFF] if self._was_cut_off else []
        kept = [news for news in KEPT_NEWS if facts.get(self._db, news) is not None]
        self._was_cut_off = False
        with suppress(WorldError):
            for news in kept:
                facts.forget(self._db, news)
        return (*found, *kept)

    def try_disk(self) -> None:
        """Write something: raises WorldError where nothing can be written."""
        with self._db.atomic():
            facts.put(self._db, DISK_TRIED, str(self._clock.now()))

    @property
    def window_place(self) -> str:
        """Where the window was, as the windows wrote it; empty where nobody closed one yet."""
        return facts.get(self._db, WINDOW_PLACE) or ""

    def keep_window_place(self, place: str) -> None:
        """Keep where the window is, for the next start."""
        with self._db.atomic():
            facts.put(self._db, WINDOW_PLACE, place)

    def rebuild(self) -> RebuildReport:
        """Fold every event anew, and compare with what was there."""
        different = projections.rebuild(
            self._db, event_log.replay(self._db), received_states.all_states(self._db)
        )
        return RebuildReport(event_log.count(self._db), different)

    def _directory(self) -> Finding:
        state, advice = GOOD, ""
        if not os.access(self.data_dir, os.W_OK):
            state, advice = BAD, "This account may not write there; ask for access."
        elif file_modes.is_open(self.data_dir) and file_modes.is_open(self.data_dir / DATABASE):
            state = CAUTION
            advice = "Other accounts of this computer can read it: start Ujuzi as its owner once."
        return Finding("data-directory", state, f"The data is in {self.data_dir}.", advice)

    def _free_space(self) -> Finding:
        free = shutil.disk_usage(self.data_dir).free
        state = BAD if free < FREE_BYTES_BAD else CAUTION if free < FREE_BYTES_CAUTION else GOOD
        advice = "" if state == GOOD else "Remove files or courses that nobody needs."
        return Finding("free-space", state, f"{free // 1_000_000} MB are free.", advice)

    def _restart(self) -> Finding:
        forgetful = forgetting(self.data_dir, drives.mounts(), _running_services())
        if not forgetful:
            return Finding("restart", GOOD, "Nothing here is known to wipe the disk at a restart.")
        return Finding(
            "restart",
            CAUTION,
            f"This computer may forget everything at its next start: {forgetful}.",
            "Keep the data on a drive that is not put back, or have this folder left out.",
        )

    def _sqlite(self) -> Finding:
        if sqlite_is_safe():
            return Finding("sqlite", GOOD, f"SQLite {sqlite_version()}.")
        return Finding(
            "sqlite",
            CAUTION,
            f"SQLite {sqlite_version()} has a rare fault with several connections.",
            "Ujuzi uses one connection and one process, so it is not met; do not open the file"
            " with other programs while Ujuzi runs.",
        )

    def _integrity(self) -> Finding:
        problems = self._db.integrity_problems()
        if not problems:
            count = event_log.count(self._db)
            return Finding("integrity", GOOD, f"The database is sound and holds {count} events.")
        return Finding(
            "integrity",
            BAD,
            f"The database is damaged: {problems[0]}",
            "Copy the whole data directory to a stick before anything else, and keep the copy.",
        )

    def _courses(self) -> Finding:
        damaged = self._damaged()
        if not damaged:
            return Finding("courses", GOOD, "Every course is here as it was installed.")
        return Finding(
            "courses",
            BAD,
            f"A file is missing or damaged of: {', '.join(damaged)}.",
            "Install these courses again from their files; what people did in them stays.",
        )

    def _fonts(self) -> Finding:
        missing = [font for font in FONTS if not resource("fonts", font).is_file()]
        if not missing:
            return Finding("fonts", GOOD, "All fonts are here.")
        return Finding("fonts", BAD, f"Missing: {', '.join(missing)}.", "Install Ujuzi again.")

    def _media(self) -> Finding:
        if _can_load(MEDIA_LIBRARY):
            return Finding("media", GOOD, "Films and recordings can be played.")
        return Finding(
            "media",
            CAUTION,
            "This Windows came without what plays films and recordings (an edition 'N').",
            "Add the 'Media Feature Pack' in Windows' settings, under 'Optional features'; lessons,"
            " questions and certificates need none of it.",
        )

    def _wall_clock(self) -> Finding:
        claimed = moment_of(self._clock.now())
        last = BUILT_AT_LEAST.replace(year=BUILT_AT_LEAST.year + CLOCK_YEARS_AHEAD)
        plausible = BUILT_AT_LEAST <= claimed <= last
        return Finding(
            "clock",
            GOOD if plausible else CAUTION,
            f"The clock says {claimed:%Y-%m-%d %H:%M} UTC.",
            "" if plausible else "Set the date; nothing is lost, but dates on screen are wrong.",
        )

    def _keys(self) -> Finding:
        keys = catalogue.trusted(self._db)
        names = ", ".join(f"{key.publisher} ({key.fingerprint})" for key in keys)
        if keys:
            return Finding("trusted-keys", GOOD, f"Trusted publishers: {names}.")
        return Finding(
            "trusted-keys", CAUTION, "No publisher is trusted yet.", "Add a course from a stick."
        )


def premises(data_dir: Path, machine_up: Callable[[], Uptime | None] | None = None) -> Premises:
    """Return what this computer states of its machine; nothing of a disk that tells nothing."""
    from ujuzi.sync.reporting import Premises

    up, free = machine_up() if machine_up else None, 0
    with suppress(OSError):
        free = shutil.disk_usage(data_dir).free
    return Premises(up, free)


def forgetting(folder: Path, mounts: Iterable[Mount], services: Iterable[str]) -> str:
    """Return what may wipe a folder when the computer restarts; empty where nothing is known to.

    `services` are the names of Windows services that run.
    """
    mount = drives.holding(folder, mounts)
    found = [FORGETFUL_SERVICES[name] for name in services if name in FORGETFUL_SERVICES]
    if mount is not None and mount.file_system in FORGETFUL_FILE_SYSTEMS:
        found.append(f"a file system of the kind {mount.file_system}")
    return ", ".join(found)


def _can_load(library: str) -> bool:
    """Whether Windows has a library; elsewhere nobody asks for it."""
    if sys.platform != "win32":
        return True
    import ctypes

    try:
        ctypes.WinDLL(library)
    except OSError:
        return False
    return True


def _running_services() -> list[str]:
    import psutil

    if sys.platform != "win32":
        return []
    return [each.name() for each in psutil.win_service_iter() if each.status() == "running"]
