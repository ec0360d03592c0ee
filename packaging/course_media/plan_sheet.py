"""Makes the sample course's handout, a term's learning plan to fill in by hand: one A4 page, PDF.

python packaging/course_media/plan_sheet.py
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
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
WIDTH, LEFT = 180.0, 15.0
"""Millimetres, of an A4 page."""
WORDS = {
    "en": (
        "My plan for one term",
        "AI literacy for higher-education teachers, first level",
        ("Name", "Faculty or school", "Term, from … to …"),
        "1  The gap that I want to close, in one sentence",
        "2  One small thing that I will try each month",
        ("Month", "What I will try, with which class", "How I will know whether it helped", "Done"),
        "3  With whom, and when we meet",
        "4  What I will not hand over to a tool, and why",
        "5  At the end of the term: what changed, in three lines",
        "Keep this sheet. It is yours; nobody collects it.",
    ),
    "fr": (
        "Mon plan pour un semestre",
        "Littératie en IA pour les enseignants du supérieur, premier niveau",
        ("Nom", "Faculté ou école", "Semestre, du … au …"),
        "1  La lacune que je veux combler, en une phrase",
        "2  Une petite chose que j’essaierai chaque mois",
        (
            "Mois",
            "Ce que j’essaierai, avec quelle classe",
            "À quoi je verrai que cela aide",
            "Fait",
        ),
        "3  Avec qui, et quand nous nous voyons",
        "4  Ce que je ne confierai pas à un outil, et pourquoi",
        "5  En fin de semestre : ce qui a changé, en trois lignes",
        "Gardez cette feuille. Elle est à vous ; personne ne la ramasse.",
    ),
}
COLUMNS = (22.0, 70.0, 70.0, 18.0)
MONTHS = 4


class Sheet:
    """A page that is written from the top down, in millimetres."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        self.top = 18.0

    def say(self, text: str, millimetres: float, colour: QColor, *, bold: bool = False) -> None:
        """Write one line and go below it."""
        font = QFont("Noto Sans")
        font.setPixelSize(100)
        font.setBold(bold)
        painter = self._painter
        painter.save()
        painter.translate(LEFT, self.top)
        painter.scale(millimetres / 100, millimetres / 100)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(QRectF(0, 0, WIDTH * 100, 200), Qt.AlignmentFlag.AlignTop, text)
        painter.restore()
        self.top += 1.9 * millimetres

    def lines(self, count: int, gap: float = 9.0) -> None:
        """Draw lines to write on."""
        self._painter.setPen(QPen(LINE, 0.2))
        for _ in range(count):
            self.top += gap
            self._painter.drawLine(
                QRectF(LEFT, self.top, WIDTH, 0).topLeft(),
                QRectF(LEFT, self.top, WIDTH, 0).topRight(),
            )
        self.top += 6

    def table(self, heads: tuple[str, ...], rows: int, height: float = 13.0) -> None:
        """Draw a table with its heads and empty rows."""
        left = LEFT
        start = self.top
        for width, head in zip(COLUMNS, heads, strict=True):
            self.top = start + 1.5
            self._painter.save()
            self._painter.translate(left - LEFT + 1.5, 0)
            self.say(head, 3.4, SOFT)
            self._painter.restore()
            left += width
        self._painter.setPen(QPen(LINE, 0.2))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        for row in range(rows + 1):
            top = start + (0 if row == 0 else 9 + height * (row - 1))
            left = LEFT
            for width in COLUMNS:
                self._painter.drawRect(QRectF(left, top, width, 9 if row == 0 else height))
                left += width
        self.top = start + 9 + height * rows + 7


def make(language: str) -> None:
    """Write the sheet in one language."""
    title, course, fields, gap, try_, heads, whom, keep, end, foot = WORDS[language]
    target = COURSE / language / "media" / "plan-sheet.pdf"
    target.parent.mkdir(parents=True, exist_ok=True)
    writer = QPdfWriter(str(target))
    writer.setTitle(title)
    writer.setCreator("Ujuzi")
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()
        )
    )
    painter = QPainter(writer)
    painter.scale(writer.width() / 210, writer.height() / 297)
    sheet = Sheet(painter)
    sheet.say(title, 8, ACCENT, bold=True)
    sheet.say(course, 3.6, SOFT)
    sheet.top += 4
    sheet.say("        ".join(f"{field}: ………………………………" for field in fields), 3.2, INK)
    sheet.top += 4
    for heading, count in ((gap, 2),):
        sheet.say(heading, 4.2, INK, bold=True)
        sheet.lines(count)
    sheet.say(try_, 4.2, INK, bold=True)
    sheet.table(heads, MONTHS)
    for heading, count in ((whom, 2), (keep, 2), (end, 3)):
        sheet.say(heading, 4.2, INK, bold=True)
        sheet.lines(count)
    sheet.say(foot, 3.4, SOFT)
    painter.end()


def main() -> None:
    """Write it in every language."""
    application = QGuiApplication(sys.argv)
    for font in (ROOT / "resources" / "fonts").glob("NotoSans-*.ttf"):
        QFontDatabase.addApplicationFont(str(font))
    for language in WORDS:
        make(language)
    del application


if __name__ == "__main__":
    main()
