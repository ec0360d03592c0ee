"""Which computer follows which: identities that were given up, and copies of one disk.

A computer that gives up its identity names its successor, *sworn* with the old key; one that lost
its key says when it registers anew whom it was, and nobody can know. A line is *shared* from when
the former one, or another that follows it, speaks as well: then they are copies of one disk, and
nobody knows which of them is the computer it was.

Seats pass along sworn lines that are not shared (`domain.seat`). Whoever has a computer's disk has
the keys of those that it followed: what is revoked as stolen takes its family along.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select, update

from ujuzi.hub.store.database import insert_ignoring
from ujuzi.hub.store.tables import devices, lines

DAY_MILLISECONDS = 24 * 3600 * 1000

FOLLOWED = exists().where(lines.c.former == devices.c.device, lines.c.spoke.is_(False))
"""Whether others follow a computer that has not spoken since."""
COPIED = exists().where(lines.c.former == devices.c.device, lines.c.spoke)
"""Whether others follow a computer that has."""


def follow(connection: Connection, device: str, formers: Iterable[str], *, sworn: bool) -> None:
    """Write down whom a computer followed; where two swear that they do, they share it."""
    c = lines.c
    row = {"device": device, "sworn": sworn, "shared": False, "spoke": False}
    for former in formers:
        insert_ignoring(connection, lines, [{**row, "former": former}])
        same = select(func.count()).where(c.former == former, c.sworn)
        if sworn and int(connection.scalar(same) or 0) > 1:
            connection.execute(update(lines).where(c.former == former).values(shared=True))


def spoke(connection: Connection, former: str) -> list[str]:
    """Write down that a computer speaks that others follow; return those with all after them."""
    mine = update(lines).where(lines.c.former == former)
    connection.execute(mine.values(shared=True, spoke=True))
    return sorted(descendants(connection, [former]) - {former})


def formers(connection: Connection, device: str) -> set[str]:
    """Return the computers for which one may tell: itself, whom it followed, and so on.

    Of those that it only said it was, the ones that have been silent since.
    """
    believed = or_(lines.c.sworn, lines.c.shared.is_(False))
    return _closure(connection, [device], lines.c.device, lines.c.former, believed)


def descendants(connection: Connection, of: Collection[str]) -> set[str]:
    """Return computers with all that swore to follow them, and those that follow these."""
    return _closure(connection, of, lines.c.former, lines.c.device, lines.c.sworn)


def ancestors(connection: Connection, of: Collection[str]) -> set[str]:
    """Return computers with all that they swore to follow, and those that these follow."""
    return _closure(connection, of, lines.c.device, lines.c.former, lines.c.sworn)


def heirs(connection: Connection, of: Collection[str]) -> dict[str, str]:
    """Return which computer follows which alone, of all that have to do with some."""
    alone = and_(lines.c.sworn, lines.c.shared.is_(False))
    before = _closure(connection, of, lines.c.device, lines.c.former, alone)
    after = _closure(connection, before, lines.c.former, lines.c.device, alone)
    rows = connection.execute(
        select(lines.c.device, lines.c.former).where(alone, lines.c.device.in_(after))
    )
    return {row[0]: row[1] for row in rows}


def identities(connection: Connection, of: Collection[str]) -> set[str]:
    """Return computers with all that they were before and since, as far as nobody else is."""
    alone = lines.c.shared.is_(False)
    before = _closure(connection, of, lines.c.device, lines.c.former, alone)
    return _closure(connection, before, lines.c.former, lines.c.device, alone)


def family(connection: Connection, device: str) -> set[str]:
    """Return whom the thief of a computer can speak for: it, and all that its disk could name.

    Its successors and theirs; whom it followed, as far as those have been silent since; and later
    successors of these, for the keys lay on its disk.
    """
    found = descendants(connection, [device])
    todo = [device]
    while todo:
        for former, at, has_spoken in _formers_of(connection, todo.pop()):
            later = select(lines.c.device).where(
                lines.c.former == former,
                lines.c.sworn,
                lines.c.device.in_(select(devices.c.device).where(devices.c.registered_at >= at)),
            )
            found |= descendants(connection, list(connection.scalars(later)))
            todo.append(former)
            if not has_spoken:
                found.add(former)
    return found


def said_formers(connection: Connection, of: Select[tuple[str]]) -> dict[str, tuple[str, ...]]:
    """Return by computer which ones it said it had been when it enrolled anew, by id."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    query = select(lines.c.device, lines.c.former).where(~lines.c.sworn, lines.c.device.in_(of))
    for device, former in connection.execute(query.order_by(lines.c.device, lines.c.former)):
        found[device].append(former)
    return {device: tuple(each) for device, each in found.items()}


def copies(connection: Connection) -> dict[str, list[str]]:
    """Return by computer its copies: more than one follow it, or it spoke after one did."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    query = select(lines.c.former, lines.c.device).where(lines.c.sworn, lines.c.shared)
    for former, device in connection.execute(query.order_by(lines.c.former, lines.c.device)):
        found[former].append(device)
    return dict(found)


def named_lately(connection: Connection, device: str, now: int) -> int:
    """Return how many successors a computer and its family named within a day."""
    whole = descendants(connection, ancestors(connection, [device]))
    query = select(func.count()).select_from(
        lines.join(devices, devices.c.device == lines.c.device)
    )
    return int(
        connection.scalar(
            query.where(
                lines.c.sworn,
                lines.c.device.in_(whole),
                devices.c.registered_at > now - DAY_MILLISECONDS,
            )
        )
        or 0
    )


def _closure(
    connection: Connection,
    of: Collection[str],
    here: ColumnElement[str],
    there: ColumnElement[str],
    which: ColumnElement[bool],
) -> set[str]:
    """Return computers with all that can be reached from them, line by line."""
    found = set(of)
    new = found
    while new:
        new = set(connection.scalars(select(there).where(which, here.in_(new)))) - found
        found |= new
    return found


def _formers_of(connection: Connection, device: str) -> list[tuple[str, int, bool]]:
    """Return whom a computer swore to follow, since when, and whether those spoke again."""
    query = (
        select(lines.c.former, devices.c.registered_at, lines.c.spoke)
        .join(devices, devices.c.device == lines.c.device)
        .where(lines.c.device == device, lines.c.sworn)
    )
    return [(former, at, spoke) for former, at, spoke in connection.execute(query)]
