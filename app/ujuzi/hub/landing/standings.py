"""What the hub alone knows of the computers of a campus, for who carries their results.

Of those that are as they should be, and whose results are carried, nothing is told: a campus that
only a stick reaches has no line of it in a usual week. Of those that exchange with the hub
themselves it is told when they last did: who collects may never see a statement of theirs.
"""

from __future__ import annotations

from sqlalchemy import Connection, Select, Table, func, or_, select

from ujuzi.domain.waiting import SLACK
from ujuzi.hub.people import lines, seats
from ujuzi.hub.people.registration import Device
from ujuzi.hub.store.tables import devices, heads, parked, quarantine
from ujuzi.wire.carrying import ComputerStanding

COUNTED = (parked, quarantine)


def of_campus(connection: Connection, carrier: Device) -> tuple[ComputerStanding, ...]:
    """Return what is to be told of the computers of a carrier's campus, by id."""
    d, h = devices.c, heads.c
    theirs = select(d.device).where(
        d.institution == carrier.institution, d.campus == carrier.campus
    )
    waits, asks = (_counted(connection, table, carrier.institution, theirs) for table in COUNTED)
    said = lines.said_formers(connection, theirs)
    judged = seats.to_judge(connection, carrier.institution, theirs)
    odd = or_(
        d.predecessor.is_not(None),
        d.revoked.is_not(None),
        d.closed.is_not(None),
        h.exchanged_at.is_not(None),
        h.forked,
        func.abs(h.clock_offset) > SLACK,
        lines.FOLLOWED,
        lines.COPIED,
        d.device.in_([*waits, *asks, *said, *judged]),
    )
    query = (
        select(
            *(d.device, d.predecessor, lines.FOLLOWED, h.forked, d.revoked, d.closed),
            *(h.clock_offset, lines.COPIED, d.closed_at, h.exchanged_at),
        )
        .select_from(devices.join(heads, (d.institution == h.institution) & (d.device == h.device)))
        .where(d.institution == carrier.institution, d.campus == carrier.campus, odd)
        .order_by(d.device)
    )
    return tuple(
        ComputerStanding(
            row.device,
            row.predecessor or "",
            is_followed=bool(row[2]),
            forked=bool(row.forked),
            revoked=row.revoked or "",
            closed=row.closed or 0,
            parked=waits.get(row.device, 0),
            quarantined=asks.get(row.device, 0),
            clock_offset=row.clock_offset,
            is_copied=bool(row[7]),
            formers=said.get(row.device, ()),
            seats=judged.get(row.device, ()),
            closed_at=max(0, row.closed_at or 0),
            exchanged_at=row.exchanged_at or 0,
        )
        for row in connection.execute(query)
    )


def _counted(
    connection: Connection, table: Table, institution: str, of: Select[tuple[str]]
) -> dict[str, int]:
    """Return how many rows of a table each of some computers has."""
    c = table.c
    query = select(c.device, func.count()).where(c.institution == institution, c.device.in_(of))
    return {row[0]: row[1] for row in connection.execute(query.group_by(c.device))}
