"""Key sheets of assessments, kept sealed, and the items that were withdrawn from them.

A sheet is opened with the hub's sealing key when something is to be graded, and its publisher's
signature verified each time. Which publishers may bring one is for who adds it: she is shown the
fingerprint.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, select, update

from ujuzi.credentials.keys import PublicKey
from ujuzi.domain.assessment import Assessment
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.feed import feed
from ujuzi.hub.store.database import upsert
from ujuzi.hub.store.settings import Identity
from ujuzi.hub.store.tables import key_sheets, sittings, withdrawn_items
from ujuzi.packs import key_sheet
from ujuzi.packs.key_sheet import KeySheet
from ujuzi.wire import seal


class OpenedKeySheet(NamedTuple):
    """A key sheet and the publisher's key that signed it."""

    sheet: KeySheet
    publisher: PublicKey


def open_sheet(sealed: bytes, identity: Identity) -> OpenedKeySheet:
    """Open a sealed key sheet; raises RefusedError as `seal.unseal` and `key_sheet.read` do."""
    header, content = seal.unseal(sealed, identity.sealing_keys)
    if header != key_sheet.HEADER:
        raise RefusedError(Code.KEY_SHEET_MALFORMED, "This envelope holds no key sheet.")
    return OpenedKeySheet(*key_sheet.read(content))


def add(connection: Connection, sealed: bytes, identity: Identity, now: int) -> OpenedKeySheet:
    """Keep a sealed key sheet, in place of one for the same questions.

    Attempts that wait for a sheet of its assessment are to be graded from now on.
    Of an assessment that is new here, everybody is told what she draws from.
    """
    opened = open_sheet(sealed, identity)
    sheet = opened.sheet
    row = {
        "bank": sheet.bank,
        "course": sheet.course,
        "assessment": sheet.assessment.id,
        "language": sheet.language,
        "version": sheet.version,
        "publisher": opened.publisher.fingerprint,
        "added_at": now,
        "rules": _rules(sheet),
    }
    c = key_sheets.c
    of = (c.course == sheet.course, c.assessment == sheet.assessment.id)
    is_new = connection.scalar(select(c.bank).where(*of).limit(1)) is None
    connection.execute(key_sheets.delete().where(key_sheets.c.bank == sheet.bank))
    connection.execute(key_sheets.insert().values(**row, sealed=sealed))
    connection.execute(
        update(sittings)
        .where(
            sittings.c.state == "waiting",
            sittings.c.course == sheet.course,
            sittings.c.assessment == sheet.assessment.id,
        )
        .values(state="handed-in")
    )
    if is_new:
        feed.publish_all_tickets(connection)
    return opened


def find(connection: Connection, bank: str, identity: Identity) -> KeySheet | None:
    """Return the key sheet of the questions whose keyless object has this hash."""
    sealed = connection.scalar(select(key_sheets.c.sealed).where(key_sheets.c.bank == bank))
    return None if sealed is None else open_sheet(bytes(sealed), identity).sheet


def named(connection: Connection, bank: str) -> tuple[str, str] | None:
    """Return the course and the assessment whose questions these are, where a sheet is here."""
    c = key_sheets.c
    row = connection.execute(select(c.course, c.assessment).where(c.bank == bank)).first()
    return None if row is None else (row[0], row[1])


def rules(connection: Connection, course: str, assessment: str) -> dict[str, Assessment]:
    """Return the rules of an assessment by the banks of its versions, none of them a secret."""
    c = key_sheets.c
    rows = connection.execute(
        select(c.bank, c.rules).where(
            c.course == course, c.assessment == assessment, c.rules.is_not(None)
        )
    )
    return {bank: msgspec.json.decode(kept, type=Assessment) for bank, kept in rows}


def complete(connection: Connection, identity: Identity) -> None:
    """Keep the rules also of those sheets that an earlier program kept sealed as a whole.

    One that cannot be opened stays as it is.
    """
    c = key_sheets.c
    for bank, sealed in connection.execute(select(c.bank, c.sealed).where(c.rules.is_(None))).all():
        with suppress(RefusedError):
            sheet = open_sheet(bytes(sealed), identity).sheet
            connection.execute(update(key_sheets).where(c.bank == bank).values(rules=_rules(sheet)))


def check_known(connection: Connection, assessment: str) -> None:
    """Return only if some key sheet is of this assessment; raises RefusedError."""
    if not connection.scalar(
        select(key_sheets.c.bank).where(key_sheets.c.assessment == assessment).limit(1)
    ):
        raise RefusedError(
            Code.ASSESSMENT_UNKNOWN,
            f"There is no key sheet of an assessment {assessment}; add it with `ujuzi-hub"
            " assessment add`.",
        )


def withdraw(
    connection: Connection,
    identity: Identity,
    course: str,
    assessment: str,
    item: str,
    reason: str,
    now: int,
) -> None:
    """Let an item count neither way from now on; raises RefusedError `item-unknown`."""
    sheets = _sheets_of(connection, identity, course, assessment)
    if not any(item == each.id for sheet in sheets for each in sheet.items):
        raise RefusedError(Code.ITEM_UNKNOWN, f"No key sheet of {assessment} has an item {item}.")
    row = {
        "course": course,
        "assessment": assessment,
        "item": item,
        "reason": reason,
        "withdrawn_at": now,
    }
    upsert(connection, withdrawn_items, [row])


def withdrawn(connection: Connection, course: str, assessment: str) -> frozenset[str]:
    """Return the items of an assessment that do not count."""
    table = withdrawn_items.c
    return frozenset(
        connection.scalars(
            select(table.item).where(table.course == course, table.assessment == assessment)
        )
    )


def _rules(sheet: KeySheet) -> str:
    return msgspec.json.encode(sheet.assessment).decode()


def _sheets_of(
    connection: Connection, identity: Identity, course: str, assessment: str
) -> Iterator[KeySheet]:
    table = key_sheets.c
    for sealed in connection.scalars(
        select(table.sealed).where(table.course == course, table.assessment == assessment)
    ):
        yield open_sheet(bytes(sealed), identity).sheet
