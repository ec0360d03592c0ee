"""The certificate, drawn: one A4 sheet, the same on the screen, on paper and in a PDF.

It states what a micro-credential must (Council Recommendation 2022/C 243/02, annex I), in the
language of the credential, not of the windows, and in that language's direction. Names in Latin,
Arabic and Ethiopic script are set in the shipped fonts. The drawing's unit is the millimetre: who
draws brings a painter of any device and the rectangle that the sheet fills.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from PySide6.QtCore import (
    QLocale,
    QPointF,
    QRectF,
    QSizeF,
    Qt,
    QTranslator,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextDocument, QTextOption

from ujuzi.domain.achievement import Alignment, Supervision
from ujuzi.services.assess.certificates import HeldCertificate
from ujuzi.ui.look.dates import date_of, workload
from ujuzi.ui.look.fonts import FAMILIES
from ujuzi.ui.look.language import compiled, locale_of
from ujuzi.ui.look.theme import LIGHT
from ujuzi.ui.pictures.logo import logo

WIDTH, HEIGHT = 297.0, 210.0
"""A4, landscape, in millimetres."""
MARGIN = 18.0
BAND = 6.0
QR = 32.0
LOGO, LOGO_TOP = 12.0, 12.0
SIGNATURE = 18.0
"""What is left for a pen, with the words under its line."""
COLUMN_GAP = 10.0
FACTS_SHARE = 0.4
OUTCOMES_MOST = 6
MILLIMETRES_A_POINT = 25.4 / 72
SHARPNESS = 8
"""Drawing units a millimetre while text is set: fonts of whole pixels, finely placed."""


def draw(painter: QPainter, target: QRectF, held: HeldCertificate) -> None:
    """Draw a certificate into `target`, in the painter's units."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(target.topLeft())
    painter.scale(target.width() / WIDTH, target.height() / HEIGHT)
    _Drawing(painter, held).draw()
    painter.restore()


def draw_seal(painter: QPainter, box: QRectF) -> None:
    """Draw the seal of every certificate and badge: two rings and a tick."""
    unit = box.width() / 26
    centre = box.center()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(LIGHT.accent), 0.35 * unit))
    for radius in (13.0, 11.4):
        painter.drawEllipse(centre, radius * unit, radius * unit)
    pen = QPen(QColor(LIGHT.accent), 1.6 * unit)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    tick = (QPointF(-5, 0.4), QPointF(-1.4, 4), QPointF(5.4, -3.6))
    painter.drawPolyline([centre + point * unit for point in tick])


class _Drawing:
    """One certificate while it is drawn, in millimetres from the leading top corner."""

    def __init__(self, painter: QPainter, held: HeldCertificate) -> None:
        self._painter = painter
        self._held = held
        self._certificate = held.certificate
        language = held.certificate.achievement.language
        self._locale = locale_of(
            language, QLocale.codeToTerritory(held.certificate.achievement.country)
        )
        self._translator = QTranslator()
        self._translator.load(compiled(language))
        self._rtl = self._locale.textDirection() == Qt.LayoutDirection.RightToLeft

    def draw(self) -> None:
        self._ground()
        achievement = self._certificate.achievement
        width = WIDTH - 2 * MARGIN - BAND
        self._organisation(width * 0.7)
        self._text(
            self.tr("Micro-credential"),
            10,
            width * 0.7,
            16.6,
            width * 0.3,
            "ink_soft",
            trailing=True,
        )
        self._rule(26)
        self._text(self.tr("This certifies that"), 11, 0, 32, width, "ink_soft")
        down = 38 + self._fitted(self._certificate.name, 30, 0, 38, width)
        self._text(self.tr("has earned"), 11, 0, down, width, "ink_soft")
        down += 6 + self._fitted(achievement.name, 20, 0, down + 6, width, "accent")
        down += self._text(escape(achievement.description), 10, 0, down + 1, width * 0.86) + 6
        foot = HEIGHT - MARGIN - QR
        facts = (width - COLUMN_GAP) * FACTS_SHARE
        outcomes = width - COLUMN_GAP - facts
        self._text(self._outcomes(), 9.5, 0, down, outcomes, most=foot - down - 4)
        signed = HEIGHT - MARGIN - SIGNATURE
        self._text(self._facts(), 9, outcomes + COLUMN_GAP, down, facts, most=signed - down - 2)
        self._signature(outcomes + COLUMN_GAP, facts)
        self._check(foot, outcomes)

    def _organisation(self, width: float) -> None:
        """Write who issues, beside the logo that the credential holds; and for whom else."""
        achievement, issuer = self._certificate.achievement, self._certificate.issuer_name
        country = escape(_country(achievement.country, self._locale))
        body = ", ".join(filter(None, (f"{escape(achievement.awarding_body)}</b>", country)))
        start = self._logo()
        if issuer:
            self._text(f"<b>{escape(issuer)}</b>", 12, start, 12.6, width - start)
            self._text(f"<b>{body}", 10, start, 18.6, width - start, "ink_soft")
        else:
            self._text(f"<b>{body}", 12, start, 16, width - start)

    def _logo(self) -> float:
        """Draw the issuer's logo, if there is one; return where its name may begin."""
        picture = logo(self._certificate.issuer_image)
        if picture.isNull():
            return 0
        room = QSizeF(3 * LOGO, LOGO)
        shown = QSizeF(picture.size()).scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        top = LOGO_TOP + (LOGO - shown.height()) / 2
        self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._painter.drawImage(self._placed(0, top, shown.width(), shown.height()), picture)
        return shown.width() + 4

    def _signature(self, start: float, width: float) -> None:
        """Draw the line that a pen signs on; the credential needs none."""
        top = HEIGHT - MARGIN - 5
        self._painter.setPen(QPen(QColor(LIGHT.line), 0.3))
        line = self._placed(start, top, width, 0)
        self._painter.drawLine(line.topLeft(), line.topRight())
        words = self.tr("Name, signature and stamp of the organisation")
        self._text(escape(words), 8, start, top + 1, width, "ink_soft", most=5)

    def _ground(self) -> None:
        painter = self._painter
        painter.fillRect(QRectF(0, 0, WIDTH, HEIGHT), QColor(LIGHT.raised))
        painter.fillRect(self._placed(0, 0, BAND, HEIGHT, inset=0), QColor(LIGHT.accent))
        draw_seal(painter, self._placed(WIDTH - 50, 46, 26, 26, inset=0))

    def _outcomes(self) -> str:
        outcomes = self._certificate.achievement.outcomes
        title = self.tr("What this person has shown")
        lines = [f"<b>{escape(title)}</b>"]
        lines += [f"•&nbsp;{escape(self._sentence(each))}" for each in outcomes[:OUTCOMES_MOST]]
        if len(outcomes) > OUTCOMES_MOST:
            count = self._locale.toString(len(outcomes) - OUTCOMES_MOST)
            lines.append(
                escape(self.tr("and {count} more, in the digital credential").format(count=count))
            )
        return "".join(f"<p>{line}</p>" for line in lines)

    def _facts(self) -> str:
        return "".join(
            f"<p><span style='color: {LIGHT.ink_soft}'>{escape(name)}</span><br>"
            f"{escape(self._sentence(value))}</p>"
            for name, value in self._named()
            if value
        )

    def _named(self) -> Iterator[tuple[str, str]]:
        achievement = self._certificate.achievement
        level = achievement.level
        yield self.tr("Issued"), date_of(self._certificate.issued, self._locale)
        yield self.tr("Issued by"), self._certificate.issuer_name
        yield (
            self.tr("Workload"),
            workload(achievement.hours, self._locale, self._translator),
        )
        yield (
            self.tr("Level"),
            f"{level.name} ({level.framework})" if level.framework else level.name,
        )
        yield self.tr("Assessed by"), achievement.assessment
        yield self.tr("Supervision"), self._supervision(achievement.supervision)
        yield self.tr("Taken part"), achievement.participation
        yield self.tr("Quality assurance"), achievement.quality_assurance
        names = dict.fromkeys(alignment.framework for alignment in achievement.alignments)
        for framework in names:
            held = [
                self._competency(each)
                for each in achievement.alignments
                if each.framework == framework
            ]
            yield self.tr("Competencies"), f"{', '.join(held)} ({framework})"

    def _sentence(self, text: str) -> str:
        """Return a text that begins with a capital, as all do that stand for a sentence here."""
        return self._locale.toUpper(text[:1]) + text[1:]

    def _competency(self, alignment: Alignment) -> str:
        """Return a competency that was shown, and how well where that is known."""
        number = self._locale.toString
        for score in self._certificate.competencies:
            if score.alignment == alignment.iri:
                return self.tr("{competency} ({right} of {items})").format(
                    competency=alignment.name,
                    right=number(score.reached),
                    items=number(score.possible),
                )
        return alignment.name

    def _supervision(self, supervision: Supervision) -> str:
        return {
            "unsupervised": self.tr("unsupervised, identity not verified"),
            "supervised": self.tr("supervised, identity not verified"),
            "identified-online": self.tr("supervised online, identity verified"),
            "identified-on-site": self.tr("supervised on site, identity verified"),
        }[supervision]

    def _check(self, down: float, width: float) -> None:
        self._code(self._placed(0, down, QR, QR))
        lead = self.tr("Anyone can check this certificate, even without the internet")
        lines = [
            self.tr(
                "Without the internet: scan the code with a phone, and paste its text in Ujuzi,"
                " Check a certificate; or in the checker, a file of the hub that any browser opens."
            )
        ]
        if self._held.address:
            told = self.tr("With the internet: look up {code} at {address}")
            lines.append(told.format(code=self._held.code, address=self._held.address))
        words = f"<p><b>{escape(lead)}</b></p>"
        words += "".join(f"<p>{escape(line)}</p>" for line in lines)
        self._text(words, 9, QR + 5, down + 2, width - QR - 5, most=QR - 2)

    def _code(self, box: QRectF) -> None:
        """Draw the QR code with its quiet zone, as one shape a dark module."""
        import segno

        modules = segno.make_qr(self._held.stub, error="m").matrix
        step = box.width() / (len(modules) + 2)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(LIGHT.ink))
        # Neighbours overlap by a hair, so that no reader sees seams between them.
        for row, line in enumerate(modules, 1):
            for place, dark in enumerate(line, 1):
                if dark:
                    corner = box.topLeft() + QPointF(place * step, row * step)
                    self._painter.drawRect(QRectF(corner, QSizeF(step * 1.02, step * 1.02)))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)

    def _fitted(
        self, text: str, points: float, start: float, top: float, width: float, ink: str = "ink"
    ) -> float:
        """Write one bold line, smaller where it must be, or two; return its height."""
        room = width - 40
        while (
            points > 14
            and self._document(f"<b>{escape(text)}</b>", points, 10_000, ink)[0].idealWidth()
            > room * SHARPNESS
        ):
            points -= 1
        return self._text(f"<b>{escape(text)}</b>", points, start, top, room, ink)

    def _text(
        self,
        html: str,
        points: float,
        start: float,
        top: float,
        width: float,
        ink: str = "ink",
        *,
        trailing: bool = False,
        most: float = HEIGHT,
    ) -> float:
        """Write text from a place, `width` wide; return its height, smaller type where needed."""
        document, height = self._document(html, points, width, ink, trailing=trailing)
        while height > most and points > 6:
            points -= 0.5
            document, height = self._document(html, points, width, ink, trailing=trailing)
        self._painter.save()
        self._painter.translate(self._placed(start, top, width, height).topLeft())
        self._painter.scale(1 / SHARPNESS, 1 / SHARPNESS)
        document.drawContents(self._painter)
        self._painter.restore()
        return height

    def _document(
        self, html: str, points: float, width: float, ink: str, *, trailing: bool = False
    ) -> tuple[QTextDocument, float]:
        document = QTextDocument()
        document.setDocumentMargin(0)
        font = QFont()
        font.setFamilies(FAMILIES)
        font.setPixelSize(max(1, round(points * MILLIMETRES_A_POINT * SHARPNESS)))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        document.setDefaultFont(font)
        option = QTextOption()
        option.setTextDirection(self._locale.textDirection())
        side = Qt.AlignmentFlag.AlignTrailing if trailing else Qt.AlignmentFlag.AlignLeading
        option.setAlignment(side)
        document.setDefaultTextOption(option)
        document.setDefaultStyleSheet(
            f"body {{ color: {getattr(LIGHT, ink)}; }} p {{ margin: 0 0 {SHARPNESS}px 0; }}"
        )
        document.setHtml(f"<body>{html}</body>")
        document.setTextWidth(width * SHARPNESS)
        return document, document.size().height() / SHARPNESS

    def _rule(self, top: float) -> None:
        self._painter.setPen(QPen(QColor(LIGHT.hairline), 0.3))
        line = self._placed(0, top, WIDTH - 2 * MARGIN - BAND, 0)
        self._painter.drawLine(line.topLeft(), line.topRight())

    def _placed(
        self, start: float, top: float, width: float, height: float, inset: float = MARGIN + BAND
    ) -> QRectF:
        """Return a box that begins `start` after the leading margin, right to left too."""
        left = inset + start
        if self._rtl:
            left = WIDTH - left - width
        return QRectF(left, top, width, height)

    def tr(self, text: str) -> str:
        """Return a text in the language of the credential; lupdate finds it by this name."""
        return self._translator.translate(type(self).__name__, text) or text


def _country(code: str, locale: QLocale) -> str:
    """Return a country's name; Qt knows each in its own language and in English.

    One that is none, as ZZ, has no name.
    """
    territory = QLocale.codeToTerritory(code)
    if territory == QLocale.Country.AnyTerritory:
        return ""
    own = [
        each.nativeTerritoryName()
        for each in QLocale.matchingLocales(locale.language(), QLocale.Script.AnyScript, territory)
    ]
    return next(iter(own), "") or QLocale.territoryToString(territory)
