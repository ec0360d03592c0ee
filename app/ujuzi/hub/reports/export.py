"""Learning records as Parquet, one folder a month, for DuckDB on one machine and Spark on many.

    DIR/events/month=2026-11/events.parquet

A month is the month of arrival, by the hub's own clock (UTC): devices' clocks lie, and a month
that is over never changes again. `recorded_at` is what a device claimed, and `clock_offset` by how
many milliseconds its clock was ahead of the hub's when that arrived. Every fact is there once,
however often it was told. Personal data is what counting needs: learners stand as their random
ids; names, typed answers, chosen answers, notes and self-ratings stay in the hub, for only the
fields of `ReportedEvent` are taken from what an event says. A number or a time that no column
holds is left out. Memory does not grow with the month.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import Connection, Exists, Select, Table, and_, exists, func, select

from ujuzi.domain.moment import moment_of
from ujuzi.errors import MALFORMED, Code, RefusedError, WorldError
from ujuzi.files import replace
from ujuzi.hub.store.scope import Scope
from ujuzi.hub.store.tables import batches, devices, events, held, quarantine

ROWS_A_GROUP = 50_000
MILLISECONDS = 1000
FIRST_MONTH, LAST_MONTH = 1, 12
FIRST_TIME, LAST_TIME = -62_135_596_800_000, 253_402_300_799_999
"""The years 1 to 9999, in milliseconds since 1970: what every reader of the files can tell."""
MAX_NUMBER = 2**63 - 1


class ReportedEvent(msgspec.Struct, frozen=True):
    """What reports take from an event: where it happened, and how far or how well."""

    course: str | None = None
    activity: str | None = None
    pack: str | None = None
    attempt: str | None = None
    item: str | None = None
    assessment: str | None = None
    position: float | None = None
    seconds: int | None = None
    right: bool | int | None = None
    items: int | None = None


NOTHING = ReportedEvent()
_TIME = pa.timestamp("ms", tz="UTC")
SCHEMA = pa.schema(
    [
        ("institution", pa.string()),
        ("campus", pa.string()),
        ("device", pa.string()),
        ("sequence", pa.int64()),
        ("learner", pa.string()),
        ("kind", pa.string()),
        ("recorded_at", _TIME),
        ("arrived_at", _TIME),
        ("clock_offset", pa.int64()),
        ("course", pa.string()),
        ("activity", pa.string()),
        ("pack", pa.string()),
        ("attempt", pa.string()),
        ("item", pa.string()),
        ("assessment", pa.string()),
        ("position", pa.float64()),
        ("seconds", pa.int64()),
        ("correct", pa.bool_()),
        ("right", pa.int64()),
        ("items", pa.int64()),
    ]
)


def export(scope: Scope, folder: Path, month: str | None = None) -> Iterator[tuple[str, int]]:
    """Write one month, or every month there is; yield each with the number of its records.

    Raises RefusedError `month-malformed`, and WorldError `file-unwritable`.
    """
    for each in [month] if month else _months(scope.connection):
        target = folder / "events" / f"month={each}" / "events.parquet"
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            count = _write(target, scope.connection.execute(_records(each)))
        except OSError as error:
            raise WorldError(
                Code.FILE_UNWRITABLE, f"{target} cannot be written: {error.strerror}."
            ) from error
        yield each, count


def _write(target: Path, rows: Any) -> int:
    """Write rows in groups to a file that appears whole; return how many they were."""
    partial = target.with_suffix(".partial")
    count = 0
    with pq.ParquetWriter(partial, SCHEMA, compression="zstd") as writer:
        for group in rows.partitions(ROWS_A_GROUP):
            writer.write_table(_table(group))
            count += len(group)
    replace(partial, target)
    return count


def _table(group: Iterable[Any]) -> pa.Table:
    return pa.Table.from_pylist([_record(*row) for row in group], SCHEMA)


def _record(*row: Any) -> dict[str, Any]:
    *known, payload = row
    told = _told(payload)
    record = dict(zip(SCHEMA.names, known, strict=False))
    if not FIRST_TIME <= record["recorded_at"] <= LAST_TIME:
        record["recorded_at"] = None
    record |= {name: _held(value) for name, value in msgspec.structs.asdict(told).items()}
    if isinstance(told.right, bool):
        record |= {"correct": told.right, "right": None}
    return record


def _held(value: Any) -> Any:
    """Return a value that a column can hold, or None."""
    return None if isinstance(value, int) and abs(value) > MAX_NUMBER else value


def _told(payload: str) -> ReportedEvent:
    """Return what reports take; nothing where a newer program gave a field another type."""
    try:
        return msgspec.json.decode(payload, type=ReportedEvent)
    except MALFORMED:
        return NOTHING


def _records(month: str) -> Select[Any]:
    """Return the query of a month's records, in the order of the schema, the payload last."""
    start, end = _bounds(month)
    e, b = events.c, batches.c
    landed = and_(
        e.institution == b.institution, e.device == b.device, e.sequence.between(b.first, b.last)
    )
    columns = (
        e.institution,
        devices.c.campus,
        e.device,
        e.sequence,
        e.learner,
        e.kind,
        e.recorded_at,
        b.arrived_at,
        b.clock_offset,
        e.payload,
    )
    return (
        select(*columns)
        .select_from(batches.join(events, landed).join(devices, devices.c.device == e.device))
        .where(b.arrived_at >= start, b.arrived_at < end, e.counts)
        .where(~_waits(held), ~_waits(quarantine))
        .execution_options(yield_per=ROWS_A_GROUP)
    )


def _waits(table: Table) -> Exists:
    """Whether an event waits for a seat to be proven, or for a person."""
    c, e = table.c, events.c
    return exists().where(
        c.institution == e.institution, c.device == e.device, c.sequence == e.sequence
    )


def _months(connection: Connection) -> list[str]:
    """Return the months in which something landed may lie, from the first to the last."""
    first, last = connection.execute(
        select(func.min(batches.c.arrived_at), func.max(batches.c.arrived_at))
    ).one()
    if first is None:
        return []
    months = [_month_of(first)]
    while months[-1] != _month_of(last):
        months.append(_month_of(_bounds(months[-1])[1]))
    return months


def _month_of(milliseconds: int) -> str:
    return moment_of(milliseconds).strftime("%Y-%m")


def _bounds(month: str) -> tuple[int, int]:
    """Return when a month YYYY-MM begins and when the next one does."""
    try:
        begins = datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
    except ValueError as error:
        raise RefusedError(
            Code.MONTH_MALFORMED, f"A month is written 2026-11, not {month}.", month=month
        ) from error
    is_last = begins.month == LAST_MONTH
    ends = begins.replace(
        year=begins.year + is_last, month=FIRST_MONTH if is_last else begins.month + 1
    )
    return int(begins.timestamp()) * MILLISECONDS, int(ends.timestamp()) * MILLISECONDS
