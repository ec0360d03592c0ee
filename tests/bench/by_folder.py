"""Collecting by folder: `stick-visit`, `stick-round`, `held-at-rest`, `collect-memory`.

    stick-visit      milliseconds in which a computer writes 2,000 new events to a folder and takes
                     600 documents out of it, against writing, syncing and reading back the same
                     files, and committing the same rows in as many transactions. Nothing was
                     recorded for two minutes, so that the program has made its batches ready
    stick-visit-busy the same right after something was recorded
    stick-visit-usb  the first on a stick that syncs in 60 ms and writes 5 MB a second, as cheap
                     ones do; so is it said, no stick was measured
    stick-round      events a second of 40 visits that are collected, against a hub on SQLite that
                     takes in what computers send
    held-at-rest     bytes of the coordinator's file a byte that was collected
    collect-memory   by how much the most memory grows with a further bundle, up to 1,000,
                     against a bundle's own size

Files lie on the disk under build/; databases too, and every commit waits for it.
"""

from __future__ import annotations

import gc
import json
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bench.big_lab import BUILD
from bench.figure import Figure
from bench.ingest import rates
from helpers.by_folder import FolderCampus
from helpers.hubs import CAMPUS, new_database
from helpers.learning_events import learning_events
from helpers.stations import NOW, code_of, memory_road
from ujuzi.credentials.keys import PublisherKey
from ujuzi.hub.app import Hub
from ujuzi.hub.feed import feed
from ujuzi.paths import KEYS
from ujuzi.services.delivery.folders import Folders
from ujuzi.services.desk import Desk, open_desk
from ujuzi.store import event_log, facts
from ujuzi.store.database import Database, open_database
from ujuzi.sync import collecting, exchange
from ujuzi.sync.collecting import FolderCollection
from ujuzi.sync.identity import KeyFolder
from ujuzi.sync.transports.folder import bundles_folder
from ujuzi.sync.transports.medium import Medium
from ujuzi.wire import batch, bundle, envelope

VISITS = 15
NEW_EVENTS, DOCUMENTS, DOCUMENT_BYTES = 2_000, 600, 150
COMPUTERS, EVENTS_EACH, LEARNERS = 40, 1_200, 8
FEW, MANY, EACH = 120, 1_000, 100
SYNC_SECONDS, WRITES_A_SECOND, READS_A_SECOND = 0.06, 5e6, 20e6
"""Of a cheap stick at USB 2."""


class UsbStick(Medium):
    """A disk that takes as long as a cheap stick."""

    def write(self, path: Path, data: bytes) -> None:
        """Write, and wait."""
        super().write(path, data)
        time.sleep(SYNC_SECONDS + len(data) / WRITES_A_SECOND)

    def rename(self, source: Path, target: Path) -> None:
        """Rename, and wait until the stick has the name."""
        super().rename(source, target)
        time.sleep(SYNC_SECONDS)

    def read(self, path: Path, most: int) -> bytes | None:
        """Read, and wait."""
        return self._waited(super().read(path, most))

    def read_back(self, path: Path) -> bytes:
        """Read, and wait."""
        return self._waited(super().read_back(path)) or b""

    def _waited(self, data: bytes | None) -> bytes | None:
        time.sleep(len(data or b"") / READS_A_SECOND)
        return data


def by_folder() -> Iterator[Figure]:
    """Yield all of them."""
    BUILD.mkdir(parents=True, exist_ok=True)
    for measure in (_visit, _visit_busy, _visit_usb, _round, _memory):
        with tempfile.TemporaryDirectory(dir=BUILD) as folder:
            yield from measure(Path(folder))


class BenchLab:
    """Computers whose data lie on the disk, and a coordinator's; all are registered."""

    def __init__(self, folder: Path, computers: int, open_: ExitStack) -> None:
        self.hub = Hub(new_database("sqlite", folder), lambda: NOW)
        open_.callback(self.hub.database.close)
        self.folder = folder / "STICK"
        self.folder.mkdir()
        self.road = memory_road(self.hub)
        self.desks = [
            open_.enter_context(self._desk(folder / f"PC-{number}")) for number in range(computers)
        ]
        self.campus = FolderCampus(self.hub, self.folder, labs=0)

    def _desk(self, data: Path) -> Desk:
        desk = open_desk(data)
        road = exchange.Road(self.road, KeyFolder(data / KEYS), lambda: NOW)
        code = code_of(self.hub, CAMPUS)
        exchange.register(
            lambda work: work(desk._db), road, url="http://hub", code=code, name=data.name
        )
        return desk


def study(db: Database, count: int, seed: int = 1) -> None:
    """Record events in one transaction."""
    with db.atomic():
        for event in learning_events(count, seed=seed):
            event_log.append(db, event.learner, event.body, event.recorded_at)


def _visit(folder: Path) -> Iterator[Figure]:
    yield _visited(folder, "stick-visit", Medium())


def _visit_busy(folder: Path) -> Iterator[Figure]:
    yield _visited(folder, "stick-visit-busy", Medium(), is_ready=False)


def _visit_usb(folder: Path) -> Iterator[Figure]:
    yield _visited(folder, "stick-visit-usb", UsbStick())


def _visited(folder: Path, name: str, medium: Medium, *, is_ready: bool = True) -> Figure:
    with ExitStack() as open_, _collector_off():
        lab = BenchLab(folder, VISITS, open_)
        for desk in lab.desks:
            desk.folders.write(lab.folder)
        lab.campus.carry()
        lab.campus.collect()
        lab.campus.carry()
        payload = b'{"x":"' + b"y" * (DOCUMENT_BYTES - 8) + b'"}'
        stream = feed.campus_stream("unz", CAMPUS)
        with lab.hub.database.writing() as connection:
            for number in range(DOCUMENTS):
                feed.publish(connection, stream, "result", f"r{number}", payload)
        lab.campus.carry()
        lab.campus.prepare()
        down = max(
            bundles_folder(lab.folder).glob("*.bundle"), key=lambda each: each.stat().st_size
        )
        took, floors = [], []
        (folder / "bare").mkdir()
        bare = open_database(folder / "bare")
        open_.callback(bare.close)
        for number, desk in enumerate(lab.desks):
            study(desk._db, NEW_EVENTS, seed=number)
            for _minute in range(2 if is_ready else 0):
                desk.unattended.get_ready()
            gc.collect()
            started = time.perf_counter()
            visit = Folders(desk._db, desk._data_dir, desk._clock, medium).write(lab.folder)
            took.append(time.perf_counter() - started)
            if (visit.events, visit.documents) != (NEW_EVENTS, DOCUMENTS):
                raise AssertionError(f"not all of it went: {visit}")
            floors.append(_bare(desk._db, bare, down, lab.folder, medium))
    value, floor = (statistics.median(each) * 1000 for each in (took, floors))
    return Figure(name, value, "ms; bytes written, synced and read back: goal 2", floor)


@contextmanager
def _collector_off() -> Iterator[None]:
    """Collect no cycles meanwhile: the program does that from a timer, not while it works."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _bare(db: Database, bare: Database, down: Path, chosen: Path, medium: Medium) -> float:
    """Return the seconds for the same bytes, where nobody looks at them.

    The bundle that is there is read, and its documents are committed; batch and envelope are; the
    file is written, synced, read back, named, and read back again; and who holds it is committed.
    """
    device = event_log.device_id(db)
    rows = {
        table: db.rows(f"SELECT * FROM {table} {where}")
        for table, where in (
            ("documents", "WHERE kind = 'result'"),
            ("batches", "ORDER BY first DESC LIMIT 1"),
            ("envelopes", "ORDER BY first DESC LIMIT 1"),
            ("holders", ""),
        )
    }
    label = json.loads(facts.get(db, collecting.LABEL_UP) or "")[1]
    (ours,) = bundles_folder(chosen).glob(f"{label}-*.bundle")
    data = ours.read_bytes()
    place = chosen / "bare"
    medium.make_folder(place)
    part, whole = place / f"{device}.part", place / f"{device}.bundle"
    gc.collect()  # both begin with a processor's cache that holds other things
    started = time.perf_counter()
    medium.read(down, 1 << 30)
    _commit(bare, rows, "documents")
    _commit(bare, rows, "batches", "envelopes")
    medium.write(part, data)
    medium.read_back(part)
    medium.rename(part, whole)
    medium.read_back(whole)
    _commit(bare, rows, "holders")
    took = time.perf_counter() - started
    with bare.atomic():
        bare.execute("DELETE FROM documents")
    return took


def _commit(bare: Database, rows: dict[str, list[Any]], *tables: str) -> None:
    with bare.atomic():
        for table in tables:
            marks = ", ".join("?" * len(rows[table][0]))
            bare.executemany(f"INSERT INTO {table} VALUES ({marks})", rows[table])


def _round(folder: Path) -> Iterator[Figure]:
    with ExitStack() as open_:
        lab = BenchLab(folder, 1, open_)
        coordinator = lab.desks[0]
        total = _sealed(lab, COMPUTERS, EVENTS_EACH)
        place = bundles_folder(lab.folder)
        size = sum(
            sum(map(len, bundle.read(each.read_bytes()).of_kind(bundle.ENVELOPE)))
            for each in place.iterdir()
        )
        started = time.perf_counter()
        found = coordinator.folders.collect(lab.folder)
        seconds = time.perf_counter() - started
        if found.events != total:
            raise AssertionError(f"not all of it was held: {found}")
        pages = "SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name GLOB '*held_envelopes*'"
        rest = coordinator._db.rows(pages)[0][0]
    with tempfile.TemporaryDirectory(dir=folder) as name:
        ingest, _ = rates("sqlite", Path(name))
    yield Figure("stick-round", total / seconds, "events/s collected; a hub's: goal 0.4", ingest)
    yield Figure("held-at-rest", rest, "bytes in the file; as they came: goal 1.1", size)


def _sealed(lab: BenchLab, computers: int, events: int, bundles: int = 1) -> int:
    """Write bundles of so many computers that the hub named; return how many events those hold.

    Each computer tells so many `events` with each of its `bundles`.
    """
    place = bundles_folder(lab.folder)
    place.mkdir(exist_ok=True)
    to_hub = lab.hub.identity.sealing_public
    known = []
    for number in range(computers):
        device, key = f"{number + 1:08x}", PublisherKey.generate()
        known.append((device, f"PC-{number}", key.public.raw))
        told = learning_events(events * bundles, device=device, seed=number)
        previous = batch.NOTHING_BEFORE
        for count in range(bundles):
            items, left = [], told[count * events : (count + 1) * events]
            while left:
                cut = batch.cut(left, previous, key)
                wire = envelope.enclose(batch.read(cut.wire), 0, to_hub, key)
                items.append((bundle.ENVELOPE, wire))
                left, previous = left[cut.header.count :], cut.digest
            label = f"{device}{count:08x}"
            data = bundle.write(bundle.UP, device, label, 1, items)
            (place / f"{label}-1.bundle").write_bytes(data)
    with lab.desks[0]._db.atomic():
        lab.desks[0]._db.executemany(
            "INSERT INTO campus_computers (device, name, public_key) VALUES (?, ?, ?)", known
        )
    return computers * events * bundles


def _memory(folder: Path) -> Iterator[Figure]:
    peaks, size = [], 0.0
    for count in (FEW, MANY):
        with ExitStack() as open_:
            name = folder / str(count)
            name.mkdir()
            lab = BenchLab(name, 1, open_)
            _sealed(lab, COMPUTERS, EACH, count // COMPUTERS)
            files = list(bundles_folder(lab.folder).iterdir())
            size = sum(each.stat().st_size for each in files) / len(files)
            desk = lab.desks[0]
            tracemalloc.start()
            found = collecting.collect(
                lambda work, db=desk._db: work(db), lab.folder, NOW, Medium()
            )
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
            _check(found, count)
    more = (peaks[1] - peaks[0]) / (MANY - FEW)
    told = f"bytes a bundle beyond {FEW}, of {MANY} ({peaks[1] / 1024:.0f} kB in all); its own size"
    yield Figure("collect-memory", more, told, size)


def _check(found: FolderCollection, count: int) -> None:
    if (found.bundles, found.events) != (count, EACH * count):
        raise AssertionError(f"not all of it was held: {found}")


NAMES = (
    *("stick-visit", "stick-visit-busy", "stick-visit-usb"),
    *("stick-round", "held-at-rest", "collect-memory"),
)
FIGURES = dict.fromkeys(NAMES, by_folder)
