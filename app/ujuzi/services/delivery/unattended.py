"""What goes its way by itself: to known sticks, the shared folder, a relay, the hub at night.

Asked for once, then done while the program runs, on a thread beside the windows, and never told in
anybody's way: a share that is gone is quiet, and tried again. Unasked, a computer cuts what it
offers once a day or at 32 kB; a person's button, and closing the computer, cut at once. A stick is
known by the campus's mark on it, and by what was answered when it was first put in.

Nothing here raises an error of the world: it is in what is returned. All of it uses the computer's
own key alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import Flag, auto
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import Milliseconds
from ujuzi.errors import Code, UjuziError
from ujuzi.services.clock import Clock
from ujuzi.services.delivery.delivery import BYTES_AN_EVENT, OFFLINE, STOPPED, WaitFor
from ujuzi.services.delivery.folders import Folders
from ujuzi.services.delivery.relays import HOLDER, Relays
from ujuzi.store import event_log, exchanges, facts, held, outbox
from ujuzi.store.database import Database
from ujuzi.store.exchanges import ExchangeRecord

if TYPE_CHECKING:
    from ujuzi.drives import Drive
    from ujuzi.services.delivery.folders import FolderVisit
    from ujuzi.sync.exchange import OnStore

FACT = "unattended"
MINUTE = 60_000
"""Milliseconds."""
HOUR = 60 * MINUTE
DAY = 24 * HOUR
ENOUGH_BYTES = 32 * 1024
"""What has gathered so far is cut and offered, though it is the same day."""
TRY_AGAIN = HOUR
"""After a share was not there."""
COLLECT_EVERY = HOUR
NIGHT_FROM, NIGHT_UNTIL = 22, 5
"""O'clock, by this computer's clock: then a phone's link is free, and cheap."""
NIGHTLY = 12 * HOUR
UPLOAD_AGAIN = (10 * MINUTE, 20 * MINUTE, HOUR)
"""The pause after so many uploads in vain; then always the last."""
STICKS_MOST = 40
"""Answers that are remembered, the latest ones."""


class Due(Flag):
    """What is to be done by itself, at a moment."""

    NOTHING = 0
    OFFER = auto()
    """Write to the shared folder, and take from it."""
    COLLECT = auto()
    """Collect from the shared folder, and bring receipts there."""
    UPLOAD = auto()
    """Send on to the hub what is held."""
    VISIT = auto()
    """Bring to the campus's collection point what it has not, and take from it."""


@dataclass(frozen=True, slots=True)
class UnattendedSettings:
    """What was asked for; `shared_folder` is empty where there is none.

    `share_gone_since` is when the share was first not there, while it is not. `collects`: this
    computer holds what others leave in it. `nightly`: what is held goes to the hub at night.
    `visits`: this computer goes to the campus's collection point.
    """

    shared_folder: str = ""
    share_gone_since: Milliseconds | None = None
    collects: bool = False
    nightly: bool = False
    visits: bool = False


@dataclass(frozen=True, slots=True)
class KnownStick:
    """A drive that bears the campus's mark: where it is, which it is, and what was answered.

    `agreed` is None before anybody was asked.
    """

    root: Path
    mark: str
    name: str
    agreed: bool | None


@dataclass(frozen=True, slots=True)
class RememberedStick:
    """A stick of which somebody said whether to write to it; one said long ago has no name."""

    mark: str
    name: str
    agreed: bool


class _State(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is remembered, as one fact; every time is this computer's own."""

    folder: str = ""
    collects: bool | None = None
    """Nobody said it yet: then the first that is collected by hand does."""
    nightly: bool = False
    offered_at: int | None = None
    cut_at: int | None = None
    failed_at: int | None = None
    gone_since: int | None = None
    collected_at: int | None = None
    prepared: str = ""
    uploaded_at: int | None = None
    failures: int = 0
    visits: bool = False
    visited_at: int | None = None
    sticks: dict[str, bool] = {}
    stick_names: dict[str, str] = {}


class Unattended:
    """What was asked for once, and is done by itself."""

    def __init__(self, db: Database, clock: Clock, folders: Folders, relays: Relays) -> None:
        self._db = db
        self._clock = clock
        self._folders = folders
        self._relays = relays
        self._on_store: OnStore = lambda work: work(db)

    def through(self, wait_for: WaitFor) -> Unattended:
        """Return what works on another thread; `wait_for` is its way to the store's."""
        db = self._db
        folders, relays = self._folders.through(wait_for), self._relays.through(wait_for)
        far = Unattended(db, self._clock, folders, relays)
        far._on_store = lambda work: wait_for(lambda _: work(db))
        return far

    # What a person asks for

    def settings(self) -> UnattendedSettings:
        """Return what was asked for."""
        state = _state(self._db)
        gone = None if state.gone_since is None else Milliseconds(state.gone_since)
        return UnattendedSettings(
            state.folder, gone, bool(state.collects), state.nightly, state.visits
        )

    def use_shared_folder(self, folder: Path | None) -> None:
        """Leave results in a folder that computers share, or in none any more."""
        set_shared_folder(self._db, "" if folder is None else str(folder))

    def collect_by_itself(self, *, on: bool) -> None:
        """Collect from the shared folder by itself, or no longer."""
        _keep(self._db, collects=on)

    def send_at_night(self, *, on: bool) -> None:
        """Send on at night what is held, or only when asked to."""
        _keep(self._db, nightly=on, failures=0)

    def visit_by_itself(self, *, on: bool) -> None:
        """Go to the campus's collection point by itself, or only when asked to."""
        _keep(self._db, visits=on, visited_at=None)

    def answer(self, stick: KnownStick | RememberedStick, *, agrees: bool) -> None:
        """Write to a stick by itself whenever it is put in, or never."""
        self._keep_sticks({**self._without(stick.mark), stick.mark: (agrees, stick.name)})

    def forget(self, stick: RememberedStick) -> None:
        """Know nothing of a stick any more: it is asked about when it is next put in."""
        self._keep_sticks(self._without(stick.mark))

    def remembered(self) -> tuple[RememberedStick, ...]:
        """Return of which sticks somebody said whether to write to them, the latest first."""
        found = reversed(self._without().items())
        return tuple(RememberedStick(mark, name, said) for mark, (said, name) in found)

    def _without(self, mark: str = "") -> dict[str, tuple[bool, str]]:
        state = _state(self._db)
        known = {
            each: (said, state.stick_names.get(each, "")) for each, said in state.sticks.items()
        }
        known.pop(mark, None)
        return known

    def _keep_sticks(self, known: dict[str, tuple[bool, str]]) -> None:
        kept = dict([*known.items()][-STICKS_MOST:])
        names = {mark: name for mark, (_, name) in kept.items()}
        _keep(self._db, sticks={each: kept[each][0] for each in kept}, stick_names=names)

    # What is done by itself

    def due(self) -> Due:
        """Return what is to be done now; nothing on a computer that only sends when asked to."""
        db, now = self._db, self._clock.now()
        if not _works(db):
            return Due.NOTHING
        state, found = _state(db), Due.NOTHING
        if state.folder and _is_over(state.failed_at, now, TRY_AGAIN):
            if self._offers(state, now):
                found |= Due.OFFER
            if state.collects and _is_over(state.collected_at, now, COLLECT_EVERY):
                found |= Due.COLLECT
        if state.nightly and is_night(now) and self._uploads(state, now):
            found |= Due.UPLOAD
        if state.visits and self._visits(state, now):
            found |= Due.VISIT
        return found

    def get_ready(self) -> None:
        """Make ready what a folder will be given, encoded and sealed, where one was written to.

        To be called each minute in which nothing is due: what was recorded meanwhile is let be.
        """
        if not _works(self._db):
            return
        from ujuzi.sync import collecting, cutting, enveloping

        if facts.get(self._db, collecting.LABEL_UP) is not None:
            with suppress(UjuziError):  # who writes to the folder is told
                keys = self._folders.keys()
                cutting.get_ready(self._db, keys)
                enveloping.get_ready(self._db, keys, self._clock.now())

    def work(self, due: Due, cancelled: Callable[[], bool] = lambda: False) -> None:
        """Do what is due, one after the other; each is tried, whatever becomes of the others."""
        for what, do in (
            (Due.OFFER, self._offer),
            (Due.COLLECT, self._collect),
            (Due.UPLOAD, self._upload),
            (Due.VISIT, self._visit),
        ):
            if what in due and not cancelled():
                do(cancelled)

    def sticks(self, found: Iterable[Drive]) -> tuple[KnownStick, ...]:
        """Return which of these drives bear the campus's mark; it reads them."""
        if not self._on_store(_works):
            return ()
        answers = self._on_store(_state).sticks
        marked = ((each, self._folders.mark_on(each.root)) for each in found if each.is_writable)
        return tuple(
            KnownStick(each.root, mark, each.label, answers.get(mark))
            for each, mark in marked
            if mark
        )

    def write_to(self, stick: KnownStick) -> FolderVisit | UjuziError:
        """Write to a stick that was put in; return what came of it, or what went wrong."""
        try:
            return self._write(stick.root)
        except UjuziError as error:
            return error

    def _offers(self, state: _State, now: int) -> bool:
        """Whether the share should be gone to: daily, with 32 kB, or when this is closed."""
        name = Folders.name_of(Path(state.folder))
        return _is_over(state.offered_at, now, DAY) or self._has_gathered(lambda each: each == name)

    def _visits(self, state: _State, now: int) -> bool:
        """Whether the collection point should be gone to; one that was not there is let be."""
        return _is_over(state.visited_at, now, DAY) or (
            _is_over(state.visited_at, now, TRY_AGAIN)
            and self._has_gathered(lambda each: each.startswith(HOLDER))
        )

    def _has_gathered(self, is_holder: Callable[[str], bool]) -> bool:
        """Whether a holder lacks enough to be gone to the same day, or this computer is closed."""
        device = event_log.device_id(self._db)
        holders = outbox.holders(self._db, device)
        last = max((each.last for each in holders if is_holder(each.name)), default=0)
        beyond = outbox.amount_beyond(self._db, device, last)
        return beyond.bytes + beyond.uncut * BYTES_AN_EVENT >= ENOUGH_BYTES or (
            beyond.events > 0 and event_log.closed_at(self._db) is not None
        )

    def _write(self, folder: Path) -> FolderVisit:
        """Write to a folder unasked; cut what is in no batch yet once a day, or at 32 kB."""

        def uncut_if_may(db: Database) -> tuple[bool, int]:
            uncut = outbox.uncut(db, event_log.device_id(db))
            may = (
                event_log.closed_at(db) is not None
                or uncut * BYTES_AN_EVENT >= ENOUGH_BYTES
                or _is_over(_state(db).cut_at, self._clock.now(), DAY)
            )
            return may, uncut

        may, uncut = self._on_store(uncut_if_may)
        visit = self._folders.write(folder, cuts=may)
        if may and uncut:
            self._on_store(lambda db: _keep(db, cut_at=self._clock.now()))
        return visit

    def _offer(self, _cancelled: Callable[[], bool]) -> None:
        folder = self._on_store(_state).folder
        try:
            self._write(Path(folder))
        except UjuziError as error:
            self._missed(error)
        else:
            self._reached(offered_at=self._clock.now())

    def _collect(self, cancelled: Callable[[], bool]) -> None:
        state = self._on_store(_state)
        folder = Path(state.folder)
        try:
            self._folders.collect(folder, cancelled=cancelled)
            said = self._on_store(_down_digest)
            if said != state.prepared:
                done = self._folders.prepare(folder, cancelled=cancelled)
                if done.courses.is_stopped:
                    said = state.prepared
        except UjuziError as error:
            self._missed(error)
        else:
            self._reached(collected_at=self._clock.now(), prepared=said)

    def _visit(self, cancelled: Callable[[], bool]) -> None:
        """Go to the collection point; where it is not there that is no news, and tried again."""
        with suppress(UjuziError):
            self._relays.visit("", cancelled)
        self._on_store(lambda db: _keep(db, visited_at=self._clock.now()))

    def _missed(self, error: UjuziError) -> None:
        now = self._clock.now()

        def keep(db: Database) -> None:
            since = _state(db).gone_since
            is_gone = error.code in {
                *(Code.FOLDER_GONE, Code.FOLDER_READ_ONLY),
                *(Code.FOLDER_FULL, Code.FOLDER_BLOCKED),
            }
            _keep(db, failed_at=now, gone_since=since or (now if is_gone else None))

        self._on_store(keep)

    def _reached(self, **said: object) -> None:
        self._on_store(lambda db: _keep(db, failed_at=None, gone_since=None, **said))

    def _uploads(self, state: _State, now: int) -> bool:
        """Whether to send on tonight: once, again after a failure, and again for what came since.

        What the hub does not take yet, as a stranger's, is not brought it all night long.
        """
        newest = held.newest(self._db)
        if newest is None:
            return False
        if state.failures:
            pause = UPLOAD_AGAIN[min(state.failures, len(UPLOAD_AGAIN)) - 1]
            return _is_over(state.uploaded_at, now, pause)
        came_since = state.uploaded_at is not None and newest > state.uploaded_at
        return came_since or _is_over(state.uploaded_at, now, NIGHTLY)

    def _upload(self, cancelled: Callable[[], bool]) -> None:
        """Send on what is held, and write down how it went."""
        at, before = self._clock.now(), self._on_store(_landed_of_others)
        up = down = 0
        problem = ""
        try:
            told = self._folders.send_on(cancelled=cancelled)
            up, down = told.bytes_up, told.bytes_down
            problem = STOPPED if cancelled() else ""
        except UjuziError as error:
            problem = error.code

        def keep(db: Database) -> None:
            landed = max(0, _landed_of_others(db) - before)
            exchanges.add(db, ExchangeRecord(at, landed, 0, up, down, problem, carried=True))
            failures = _state(db).failures + 1 if problem else 0
            _keep(db, uploaded_at=self._clock.now(), failures=failures)

        self._on_store(keep)


def set_shared_folder(db: Database, folder: str) -> None:
    """Leave results in this folder by itself from now on; in none where it is empty."""
    if folder != _state(db).folder:
        _keep(
            db, folder=folder, offered_at=None, failed_at=None, gone_since=None, collected_at=None,
            prepared="",
        )  # fmt: skip


def collected_by_hand(db: Database) -> None:
    """Collect from the shared folder by itself from now on, unless somebody said otherwise."""
    if _state(db).collects is None:
        _keep(db, collects=True)


def is_night(now: int) -> bool:
    """Whether it is night by a clock in milliseconds, where this computer is."""
    try:
        hour = datetime.fromtimestamp(now / 1000).hour  # noqa: DTZ006 - the night outside its window
    except (ValueError, OverflowError, OSError):  # a year of which the system knows no nights
        return False
    return hour >= NIGHT_FROM or hour < NIGHT_UNTIL


def _works(db: Database) -> bool:
    """Whether anything may be done by itself: a hub is known, and nobody wants to work offline."""
    from ujuzi.sync.identity import link_of

    return link_of(db) is not None and facts.get(db, OFFLINE) is None


def _is_over(last: int | None, now: int, pause: int) -> bool:
    """Whether a pause is over; also where the clock was set back."""
    return last is None or not 0 <= now - last < pause


def _landed_of_others(db: Database) -> int:
    return sum(each.landed for each in held.counts(db))


def _down_digest(db: Database) -> str:
    """Return what is another as soon as anything else would be brought to the share."""
    import hashlib

    from ujuzi.services.delivery import handing_on
    from ujuzi.sync import bringing

    digest = hashlib.sha256()
    for pack in handing_on.lacking(db):
        digest.update(pack.pack.encode())
    for each in held.receipts(db):
        digest.update(msgspec.msgpack.encode(each))
    for kind, wire in bringing.items_down(db):
        digest.update(bytes([kind]) + hashlib.sha256(wire).digest())
    return digest.hexdigest()


def _state(db: Database) -> _State:
    known = facts.get(db, FACT)
    return _State() if known is None else msgspec.json.decode(known, type=_State)


def _keep(db: Database, **changed: object) -> None:
    """Remember something else."""
    state = _state(db)
    anew = replace(state, **changed)
    if anew != state:
        with db.atomic():
            facts.put(db, FACT, msgspec.json.encode(anew).decode())
            db.changed |= Changes.SYNC
