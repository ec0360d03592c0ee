"""The card to hang beside the computers of a lab: what to do on Friday, where, and whom to ask.

It is one page of A4, in type that can still be read where the printer makes it A5: the two have one
shape. It holds nothing that is secret.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QLocale, QObject, QUrl
from PySide6.QtGui import QTextDocument

from ujuzi.ui.campus.point_code import code_of
from ujuzi.ui.look.dates import day
from ujuzi.ui.shell.paper_pages import set_on_pages
from ujuzi.ui.shell.printing import paper

CODE = "address.png"
CODE_SIDE = 190
"""On paper, in 96ths of an inch."""
POINTS = (14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0)
"""The first that fits on one page is taken."""
ADDRESS_POINTS = 26
TABLE = "<table width='100%' cellspacing='0' cellpadding='6'>"


@dataclass(frozen=True, slots=True)
class PointPaper:
    """What stands on the card: of which campus, where its collection point is, and whom to ask."""

    campus: str
    coordinator: str
    addresses: tuple[str, ...]
    made_at: int


def point_document(card: PointPaper) -> QTextDocument:
    """Return the card to print, in the language of the windows; what is long makes type smaller."""
    html, language = _Card().html(card), QLocale().bcp47Name()
    for points in POINTS:
        document = paper(html, language, points)
        if card.addresses:
            document.addResource(
                QTextDocument.ResourceType.ImageResource.value,
                QUrl(CODE),
                code_of(card.addresses[0]),
            )
        if set_on_pages(document).pageCount() == 1:
            break
    return document


class _Card(QObject):
    """The translator's context of these words."""

    def html(self, card: PointPaper) -> str:
        return "".join(self._parts(card))

    def _parts(self, card: PointPaper) -> Iterator[str]:
        title = self.tr("Collection point of {campus}").format(campus=card.campus)
        plain = self.tr("Collection point of this campus")
        yield f"<h1>{escape(title if card.campus else plain)}</h1>"
        if card.addresses:
            yield from self._where(card)
        yield f"<h2>{escape(self.tr('On Friday, at each computer'))}</h2><ol>"
        for step in self._steps():
            yield f"<li>{escape(step)}</li>"
        yield "</ol>"
        yield f"<p>{escape(self._after())}</p>"
        yield f"<h2>{escape(self.tr('If it does not work'))}</h2>"
        yield f"<p>{escape(self._else())}</p>"
        yield f"<h2>{escape(self.tr('Whom to ask'))}</h2>"
        yield f"<p><b>{escape(card.coordinator or self.tr('Your campus coordinator'))}</b></p>"
        made = self.tr("Printed {date}. Where the address is another by now, print it anew.")
        yield f"<p class='soft'>{escape(made.format(date=day(card.made_at)))}</p>"

    def _where(self, card: PointPaper) -> Iterator[str]:
        said = self.tr("Its address in this network")
        addresses = "<br>".join(
            f"<span style='font-size: {ADDRESS_POINTS}pt'><b>{escape(each)}</b></span>"
            for each in card.addresses
        )
        yield (
            f"{TABLE}<tr><td valign='middle'>{escape(said)}<br>{addresses}</td>"
            f"<td align='right'><img src='{CODE}' width='{CODE_SIDE}' height='{CODE_SIDE}'></td>"
            "</tr></table>"
        )

    def _steps(self) -> Iterator[str]:
        yield self.tr("Open Ujuzi, and choose “Sync”.")
        yield self.tr(
            "Press “Bring to the collection point”. The address may stay empty: Ujuzi looks around"
            " in this network. If it finds nothing, type the address from this card."
        )
        yield self.tr(
            "Wait until it says what the collection point holds. Then this computer is done."
        )

    def _after(self) -> str:
        return self.tr(
            "Nobody there can read what was recorded here, and all of it stays on this computer"
            " until the hub has it. “Sync” says when that is so: the hub's word comes back with a"
            " later visit. New courses are offered there too."
        )

    def _else(self) -> str:
        return self.tr(
            "Put in the campus's stick, press “Write to a folder” under “Sync”, and say that the"
            " collection point could not be reached. Nothing is lost."
        )
