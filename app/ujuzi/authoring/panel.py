"""The worksheet of a modified Angoff panel (`domain.angoff`), as a table for any spreadsheet.

A line is an item that can be drawn, with its question and its key; each judge has a column for how
many of 100 people who are just good enough would have it right. What comes back may have another
separator, order and further columns; every estimate must be there, from 0 to 100.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from ujuzi.domain.angoff import PanelMark, panel_mark
from ujuzi.domain.assessment import Assessment
from ujuzi.domain.item import Item, right_response
from ujuzi.domain.number import read_number
from ujuzi.errors import Code, RefusedError
from ujuzi.files import rows_of, text_of

ITEM, COMPETENCY, DIFFICULTY, QUESTION, KEY = "item", "competency", "difficulty", "question", "key"
JUDGE = "judge"
BOM = "\ufeff"
"""By which spreadsheets know UTF-8."""


def write_worksheet(assessment: Assessment, items: tuple[Item, ...], judges: int) -> bytes:
    """Return the worksheet for so many judges."""
    written = io.StringIO()
    table = csv.writer(written)
    columns = [f"{JUDGE} {number}" for number in range(1, judges + 1)]
    table.writerow([ITEM, COMPETENCY, DIFFICULTY, QUESTION, KEY, *columns])
    for item in _drawable(assessment, items):
        key = "; ".join(_key(item))
        row = [item.id, item.competency, item.difficulty, item.prompt, key]
        table.writerow([*row, *[""] * judges])
    return (BOM + written.getvalue()).encode()


def read_worksheet(assessment: Assessment, items: tuple[Item, ...], data: bytes) -> PanelMark:
    """Return what a filled worksheet says; columns without any estimate are passed over.

    Raises RefusedError `worksheet-malformed`, with the line of what is missing or wrong.
    """
    try:
        rows = list(rows_of(text_of(data)))
    except RefusedError as error:
        raise _malformed(str(error).rstrip(".")) from error
    header = [name.strip().lower() for name in rows[0][1]] if rows else []
    if ITEM not in header:
        raise _malformed(f"its first line names no column {ITEM!r}: save it as CSV UTF-8")
    where = header.index(ITEM)
    found = {row[where].strip(): (line, row) for line, row in rows if len(row) > where}
    wanted = [item.id for item in _drawable(assessment, items)]
    if missing := [item for item in wanted if item not in found]:
        raise _malformed(f"it has no line for {', '.join(missing)}")
    places = {name: place for place, name in enumerate(header) if name.startswith(JUDGE)}
    estimates: dict[str, dict[str, float]] = {}
    for judge, place in places.items():
        cells = {item: _cell(found[item][1], place) for item in wanted}
        if any(cells.values()):
            estimates[judge] = {
                item: _estimate(text, found[item][0], judge) for item, text in cells.items()
            }
    if not estimates:
        raise _malformed("no judge has written an estimate")
    return panel_mark(assessment.blueprint, items, estimates)


def _drawable(assessment: Assessment, items: tuple[Item, ...]) -> Iterator[Item]:
    cells = {quota.cell for quota in assessment.blueprint}
    return (item for item in items if item.cell in cells)


def _key(item: Item) -> Iterator[str]:
    """Yield what is right, in words where there are any."""
    texts = {choice.id: choice.text for choice in getattr(item, "choices", ())}
    return (texts.get(each, each) for each in right_response(item))


def _cell(row: list[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _estimate(text: str, line: int, judge: str) -> float:
    number = read_number(text.removesuffix("%"))
    if number is None or not 0 <= number <= 100:
        found = repr(text) if text else "nothing"
        raise _malformed(f"line {line}, {judge}: expected a number from 0 to 100, found {found}")
    return float(number)


def _malformed(reason: str) -> RefusedError:
    return RefusedError(
        Code.WORKSHEET_MALFORMED, f"This worksheet cannot be reckoned: {reason}.", reason=reason
    )
