"""The collection receipt: the same sentences as on the screen, on paper, with a code for a phone.

It proves nothing by itself: it says what the hub's receipts say that are here. The code holds the
counts in plain letters, so that any telephone shows them with no network.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QLocale, QObject, QUrl
from PySide6.QtGui import QColor, QImage, QPainter, QTextDocument

from ujuzi.domain.arrival import ArrivalCase
from ujuzi.domain.moment import moment_of
from ujuzi.services.campus.computers import ComputerRow
from ujuzi.ui.campus.arrival_words import arrival_sentence
from ujuzi.ui.look.dates import moment
from ujuzi.ui.look.theme import LIGHT
from ujuzi.ui.shell.paper_pages import set_on_pages
from ujuzi.ui.shell.printing import paper

CODE = "code.png"
MODULE = 6
"""Pixels of a module of the code as it is drawn; on paper it is smaller."""
CODE_SIDE = 240
"""On paper, in 96ths of an inch."""
TABLE = "<table width='100%' cellspacing='0' cellpadding='4'>"
MOST_CODE_BYTES = 1200
"""What a phone reads well from paper; beyond that the code has the sums alone."""


@dataclass(frozen=True, slots=True)
class CollectionReceipt:
    """What is written: which campus, by whom and when, and what is known of each computer.

    In the sums each entry is counted once, also where copies of one disk have it.
    """

    campus: str
    coordinator: str
    made_at: int
    rows: tuple[ComputerRow, ...]

    @property
    def recorded(self) -> int:
        """How many entries are known of, in all."""
        return sum(row.arrival.recorded - row.common.recorded for row in self.rows)

    @property
    def landed(self) -> int:
        """How many of them have landed."""
        return sum(row.arrival.landed - row.common.landed for row in self.rows)

    @property
    def held(self) -> int:
        """How many are on their way."""
        return sum(row.arrival.held_entries - row.common.held for row in self.rows)

    @property
    def only_there(self) -> int:
        """How many are on their computers alone."""
        return sum(row.arrival.only_there - row.common.only_there for row in self.rows)

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of those that were never seen."""
        return tuple(row.name for row in self.rows if row.arrival.case is ArrivalCase.NEVER)


def code_text(receipt: CollectionReceipt) -> str:
    """Return what the code says: a line of sums, then a line a computer while there is room.

    Numbers are recorded, landed, held, and only there; dates are UTC.
    """
    made = moment_of(receipt.made_at)
    sums = (receipt.recorded, receipt.landed, receipt.held, receipt.only_there)
    head = f"Ujuzi receipt {receipt.campus} {made:%Y-%m-%d %H:%M}Z\n" + _counts("=", sums)
    lines = [
        _counts(
            row.name,
            (
                *(row.arrival.recorded, row.arrival.landed),
                *(row.arrival.held_entries, row.arrival.only_there),
            ),
        )
        for row in receipt.rows
    ]
    whole = "\n".join((head, *lines))
    return whole if len(whole.encode()) <= MOST_CODE_BYTES else head


def receipt_document(receipt: CollectionReceipt) -> QTextDocument:
    """Return the receipt to print, in the language of the windows."""
    document = paper(_Receipt().html(receipt), QLocale().bcp47Name())
    document.addResource(
        QTextDocument.ResourceType.ImageResource.value, QUrl(CODE), _code(code_text(receipt))
    )
    return set_on_pages(document)


def _counts(name: str, numbers: Sequence[int]) -> str:
    return f"{name} {'/'.join(map(str, numbers))}"


def _code(text: str) -> QImage:
    """Return the code with its quiet zone, black on white."""
    import segno

    modules = segno.make_qr(text, error="m").matrix
    side = len(modules) + 8
    picture = QImage(side * MODULE, side * MODULE, QImage.Format.Format_RGB32)
    picture.fill(QColor(LIGHT.raised))
    painter = QPainter(picture)
    for row, line in enumerate(modules, 4):
        for place, dark in enumerate(line, 4):
            if dark:
                painter.fillRect(place * MODULE, row * MODULE, MODULE, MODULE, QColor(LIGHT.ink))
    painter.end()
    return picture


class _Receipt(QObject):
    """The translator's context of these words."""

    def html(self, receipt: CollectionReceipt) -> str:
        return "".join(self._parts(receipt))

    def _parts(self, receipt: CollectionReceipt) -> Iterator[str]:
        # What is said stands outside of f-strings: lupdate reads none.
        title, never = self.tr("Collection receipt"), self.tr("Expected, and never seen")
        by_computer, same = self.tr("By computer"), self.tr("The same numbers, for a phone")
        signature = self.tr("Date and signature")
        made = self.tr("{campus}. Made {date} by {name}.").format(
            campus=receipt.campus or self.tr("Campus"),
            date=moment(receipt.made_at),
            name=receipt.coordinator,
        )
        yield f"<h1>{escape(title)}</h1><p class='soft'>{escape(made)}</p>"
        yield TABLE
        for words, count in self._sums(receipt):
            yield f"<tr><td>{escape(words)}</td><td><b>{QLocale().toString(count)}</b></td></tr>"
        yield "</table>"
        if any(row.common.recorded for row in receipt.rows):
            yield f"<p class='soft'>{escape(self._about_copies())}</p>"
        if receipt.missing:
            yield f"<h3>{escape(never)}</h3><p>{escape(', '.join(receipt.missing))}</p>"
        yield f"<h2>{escape(by_computer)}</h2>"
        for row in receipt.rows:  # a table each: a page begins between two, and cuts none
            said = escape(arrival_sentence(row.arrival, row.name))
            yield (
                f"{TABLE}<tr><td width='24%'><b>{escape(row.name)}</b></td>"
                f"<td width='76%'>{said}</td></tr></table>"
            )
        yield (
            f"{TABLE}<tr><td><h3>{escape(same)}</h3>"
            f"<p class='soft'>{escape(self._about_code())}</p>"
            f"<p><img src='{CODE}' width='{CODE_SIDE}' height='{CODE_SIDE}'></p>"
            f"<p class='soft'>{escape(signature)}: ____________________</p></td></tr></table>"
        )

    def _sums(self, receipt: CollectionReceipt) -> Iterator[tuple[str, int]]:
        yield self.tr("Entries that are known of"), receipt.recorded
        yield self.tr("Arrived at the hub"), receipt.landed
        yield self.tr("On the way: on sticks, or held by the coordinator"), receipt.held
        yield self.tr("Only on their computers"), receipt.only_there

    def _about_copies(self) -> str:
        return self.tr("What copies of one disk have in common is counted once in these sums.")

    def _about_code(self) -> str:
        return self.tr(
            "Each line: computer, then entries recorded, arrived, on the way, only there. What was"
            " recorded after the last visit is not known here."
        )
