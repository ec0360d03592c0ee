"""Cutting: events that are in no batch yet become batches, once.

Encoding a week takes longer than writing it to a stick, so while nobody records anything that is
done beforehand, in memory alone: where nothing came since, cutting only writes down what is ready.
What was made ready is what cutting would make, byte for byte; it is used whole or not at all, and
never where an event was changed meanwhile (`store.erasure`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from ujuzi.domain.event import DeviceId, Milliseconds
from ujuzi.store import erasure, event_log, outbox
from ujuzi.store.database import Database
from ujuzi.store.outbox import CutBatch
from ujuzi.sync import identity
from ujuzi.sync.identity import Keys
from ujuzi.sync.pace import Pace
from ujuzi.wire import batch

CUT_EVENTS = 20_000
"""Events read at a time to be cut into batches; of more than these nothing is made ready."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Whose events are in no batch yet, after which one up to which, and how many were erased."""

    device: DeviceId
    after: int
    previous: bytes
    last: int
    target: int
    erased: int


@dataclass(slots=True)
class _Ready:
    """A run that was seen, and its batches once they are made: nothing came for a while."""

    run: _Run
    batches: tuple[CutBatch, ...] = ()


_READY: WeakKeyDictionary[Database, _Ready] = WeakKeyDictionary()


def cut_batches(
    db: Database, keys: Keys, now: Milliseconds, target: int = Pace().batch_bytes
) -> int:
    """Cut every event that is in no batch yet; return how many batches were cut.

    Raises RefusedError `key-lost`.
    """
    identity.check_key(db, keys)
    run = _run(db, target)
    if run.last <= run.after:
        return 0
    ready = _READY.pop(db, None)
    with db.atomic():
        if ready is not None and ready.batches and ready.run == run:
            made = ready.batches
            for cut in made:
                outbox.add(db, run.device, cut, now)
            return len(made)
        count = 0
        for cut in _made(db, keys, run):
            outbox.add(db, run.device, cut, now)
            count += 1
        return count


def get_ready(db: Database, keys: Keys, target: int = Pace().batch_bytes) -> bool:
    """Make batches ready of what was there at the last call too; return whether some are.

    To be called now and then while nothing else is to be done.
    """
    run = _run(db, target)
    if not 0 < run.last - run.after <= CUT_EVENTS:
        _READY.pop(db, None)
        return False
    known = _READY.get(db)
    if known is None or known.run != run:
        _READY[db] = _Ready(run)
        return False
    if not known.batches:
        identity.check_key(db, keys)
        known.batches = tuple(_made(db, keys, run))
    return True


def ready(db: Database, target: int = Pace().batch_bytes) -> tuple[CutBatch, ...]:
    """Return the batches that cutting would only write down now."""
    known = _READY.get(db)
    return known.batches if known is not None and known.run == _run(db, target) else ()


def _run(db: Database, target: int) -> _Run:
    device = event_log.device_id(db)
    after, previous = outbox.last_cut(db, device) or (0, batch.NOTHING_BEFORE)
    last = event_log.last_of(db, device)
    return _Run(device, after, previous, last, target, erasure.count(db))


def _made(db: Database, keys: Keys, run: _Run) -> Iterator[CutBatch]:
    """Yield the batches of a run, in order."""
    key = keys.of(run.device)
    after, previous = run.after, run.previous
    while events := list(event_log.run(db, run.device, after, CUT_EVENTS)):
        while events:
            cut = batch.cut(events, previous, key, run.target)
            header = cut.header
            yield CutBatch(header.first, header.last, cut.digest, cut.wire)
            events = events[header.count :]
            after, previous = header.last, cut.digest
