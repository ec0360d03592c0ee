"""Makes the sample course's handout, a term's learning plan to fill in by hand: two A4 pages, PDF.

    python packaging/course_media/plan_sheet.py

Its parts are those of the lesson *My rights and my plan*. Lengths are millimetres.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLineF, QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

ROOT = Path(__file__).resolve().parents[2]
COURSE = ROOT / "resources" / "courses" / "ai-literacy-teachers-1"
INK, SOFT, ACCENT, LINE = (QColor(c) for c in ("#23302E", "#5A6462", "#1F6F5C", "#8B8678"))
LEFT, WIDTH, TOP = 15.0, 180.0, 15.0
FIRST_LINE, NEXT_LINE = 7.5, 9.0
"""From a heading to the first line to write on, and from line to line."""
HEAD_HEIGHT = 8.0


@dataclass(frozen=True)
class Lines:
    """A heading, a hint, and lines to write on."""

    heading: str
    hint: str
    count: int


@dataclass(frozen=True)
class Table:
    """A heading, a hint, and empty rows under columns of a name and a width."""

    heading: str
    hint: str
    columns: tuple[tuple[str, float], ...]
    rows: int
    height: float


@dataclass(frozen=True)
class Sheet:
    """The words of the sheet in one language."""

    title: str
    course: str
    fields: tuple[tuple[str, float], ...]
    plan: tuple[Lines | Table, ...]
    journey_title: str
    journey: tuple[Lines | Table, ...]
    foot: str


SHEETS = {
    "en": Sheet(
        title="My plan for one term",
        course="AI literacy for higher-education teachers, first level",
        fields=(("Name", 75), ("Department", 60), ("Term", 45)),
        plan=(
            Lines(
                "1  My gap", "One only. It matters this term, I can practise it, it is small.", 2
            ),
            Lines(
                "2  My result", "What somebody else could see at the end. Say it in one breath.", 2
            ),
            Table(
                "3  Three small steps",
                "None longer than two hours.",
                (
                    ("Week", 18),
                    ("What I will do, with which class", 92),
                    ("What I need", 52),
                    ("Done", 18),
                ),
                3,
                21,
            ),
            Lines("4  My companion", "Who will ask me about it, where, and on which days?", 2),
            Lines(
                "5  My proof", "What I will keep: a plan, two versions, a page of the logbook…", 2
            ),
            Lines("If it goes wrong", "The smaller version, and its week.", 2),
        ),
        journey_title="Along the way",
        journey=(
            Table(
                "Talks with my companion",
                "Four talks, ten minutes each.",
                (("Date", 22), ("What I tried", 56), ("What I noticed", 56), ("What next", 46)),
                4,
                20,
            ),
            Lines("What I will not hand over to a tool", "And why.", 2),
            Lines("Two questions that I will ask, in writing", "To whom, with which proposal?", 3),
            Lines("At the end of the term", "What changed, for me and for my students?", 3),
            Lines("My next gap", "For another sheet.", 1),
        ),
        foot="This sheet is yours. Nobody collects it.",
    ),
    "fr": Sheet(
        title="Mon plan pour un semestre",
        course="Littératie en IA pour enseigner dans le supérieur, premier niveau",
        fields=(("Nom", 75), ("Département", 60), ("Semestre", 45)),
        plan=(
            Lines(
                "1  Ma lacune",
                "Une seule. Elle compte ce semestre, je peux m’y exercer, elle est petite.",
                2,
            ),
            Lines(
                "2  Mon résultat",
                "Ce qu’une autre personne pourrait constater à la fin. À dire d’un souffle.",
                2,
            ),
            Table(
                "3  Trois petites étapes",
                "Aucune de plus de deux heures.",
                (
                    ("Semaine", 18),
                    ("Ce que je ferai, avec quel groupe", 92),
                    ("Ce qu’il me faut", 52),
                    ("Fait", 18),
                ),
                3,
                21,
            ),
            Lines(
                "4  Mon compagnon de route",
                "Qui m’en demandera des nouvelles, où, quels jours\u202f?",
                2,
            ),
            Lines(
                "5  Ma preuve",
                "Ce que je garderai\u00a0: un plan, deux versions, une page du cahier…",
                2,
            ),
            Lines("Si cela tourne mal", "La version réduite, et sa semaine.", 2),
        ),
        journey_title="Chemin faisant",
        journey=(
            Table(
                "Entretiens avec mon compagnon de route",
                "Quatre entretiens de dix minutes.",
                (
                    ("Date", 22),
                    ("Ce que j’ai essayé", 56),
                    ("Ce que j’ai remarqué", 56),
                    ("Et ensuite\u202f?", 46),
                ),
                4,
                20,
            ),
            Lines("Ce que je ne confierai pas à un outil", "Et pourquoi.", 2),
            Lines(
                "Deux questions que je poserai par écrit",
                "À qui, avec quelle proposition\u202f?",
                3,
            ),
            Lines(
                "À la fin du semestre",
                "Qu’est-ce qui a changé, pour moi et pour mes étudiants\u202f?",
                3,
            ),
            Lines("Ma prochaine lacune", "Pour une autre fiche.", 1),
        ),
        foot="Cette fiche est à vous. Personne ne la ramasse.",
    ),
}


class Page:
    """A page that is written from the top down."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        self.top = TOP

    def write(
        self, left: float, top: float, text: str, size: float, colour: QColor, *, bold: bool = False
    ) -> float:
        """Write one line of text; return where it ends on the right."""
        font = QFont("Noto Sans")
        font.setPixelSize(100)
        font.setBold(bold)
        painter = self._painter
        painter.save()
        painter.translate(left, top)
        painter.scale(size / 100, size / 100)
        painter.setFont(font)
        painter.setPen(colour)
        box = painter.boundingRect(QRectF(0, 0, WIDTH * 100, 200), Qt.AlignmentFlag.AlignTop, text)
        painter.drawText(box, Qt.AlignmentFlag.AlignTop, text)
        painter.restore()
        return left + box.width() * size / 100

    def title(self, title: str, below: str) -> None:
        """Write the page's title and the line below it."""
        self.write(LEFT, self.top, title, 7.5, ACCENT, bold=True)
        self.write(LEFT, self.top + 11.5, below, 3.5, SOFT)
        self.top += 20

    def fields(self, fields: tuple[tuple[str, float], ...]) -> None:
        """Draw short lines to write on, each after its name."""
        left = LEFT
        for name, width in fields:
            end = self.write(left, self.top, name, 3.5, INK)
            self._line(end + 2, left + width - 4, self.top + 4.6)
            left += width
        self.top += 11

    def part(self, part: Lines | Table) -> None:
        """Draw one part of the sheet."""
        end = self.write(LEFT, self.top, part.heading, 4.2, INK, bold=True)
        self.write(end + 3, self.top + 0.85, part.hint, 3.3, SOFT)
        self.top += FIRST_LINE
        if isinstance(part, Table):
            self._table(part)
        else:
            self.top += NEXT_LINE - 2
            for _ in range(part.count):
                self._line(LEFT, LEFT + WIDTH, self.top)
                self.top += NEXT_LINE
            self.top -= NEXT_LINE - 5.5

    def _table(self, table: Table) -> None:
        left = LEFT
        for name, width in table.columns:
            self.write(left + 1.5, self.top + 1.7, name, 3.3, SOFT)
            self._painter.setPen(QPen(LINE, 0.2))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRect(QRectF(left, self.top, width, HEAD_HEIGHT))
            for row in range(table.rows):
                top = self.top + HEAD_HEIGHT + row * table.height
                self._painter.drawRect(QRectF(left, top, width, table.height))
            left += width
        self.top += HEAD_HEIGHT + table.rows * table.height + 6

    def _line(self, left: float, right: float, top: float) -> None:
        self._painter.setPen(QPen(LINE, 0.2))
        self._painter.drawLine(QLineF(left, top, right, top))


def make(language: str) -> None:
    """Write the sheet in one language."""
    sheet = SHEETS[language]
    target = COURSE / language / "media" / "plan-sheet.pdf"
    writer = QPdfWriter(str(target))
    writer.setTitle(sheet.title)
    writer.setCreator("Ujuzi")
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter(writer)
    painter.scale(writer.width() / 210, writer.height() / 297)
    first = Page(painter)
    first.title(sheet.title, sheet.course)
    first.fields(sheet.fields)
    for part in sheet.plan:
        first.part(part)
    writer.newPage()
    second = Page(painter)
    second.title(sheet.journey_title, sheet.title)
    for part in sheet.journey:
        second.part(part)
    second.write(LEFT, 284, sheet.foot, 3.3, SOFT)
    painter.end()


def main() -> None:
    """Write it in every language."""
    application = QGuiApplication(sys.argv)
    for font in (ROOT / "resources" / "fonts").glob("NotoSans-*.ttf"):
        QFontDatabase.addApplicationFont(str(font))
    for language in SHEETS:
        make(language)
    del application


if __name__ == "__main__":
    main()
