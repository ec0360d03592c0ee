"""How a lesson looks: the style sheet of its text, and what is painted around its frames.

The two belong together: where a frame is painted, the sheet leaves its padding.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ujuzi.ui.look.fonts import MONOSPACED_STYLE
from ujuzi.ui.look.theme import RADIUS, SPACE, Theme, size

LINE_HEIGHT = 118
"""Percent."""
INSIDE = 2 * SPACE + SPACE // 2
"""Pixels between the side of a frame and what stands in it."""
BAR = 4
"""Pixels of the leading bar of a callout."""


@dataclass(frozen=True, slots=True)
class FrameLook:
    """Theme tokens by name; nothing where there is none."""

    ground: str = ""
    bar: str = ""
    edge: str = ""


LOOKS = {
    "callout-note": FrameLook("accent_soft", "accent"),
    "callout-tip": FrameLook("accent_soft", "accent"),
    "callout-important": FrameLook("accent_soft", "accent_strong", "accent"),
    "callout-warning": FrameLook("caution_soft", "caution"),
    "callout-case": FrameLook("surface", "ink_soft"),
    "quote": FrameLook("", "line"),
    "code": FrameLook("surface", "", "hairline"),
    "missing": FrameLook("", "", "line"),
    "stack": FrameLook("raised", "", "hairline"),
}


def style_of(theme: Theme, *, rtl: bool, text_size: int | None = None) -> str:
    """Return the style sheet of a lesson's text, at the text size worn or at the one given."""
    body, title, display, small = (
        size(role, text_size) for role in ("lead", "title", "display", "body")
    )
    gap = SPACE * 2
    # Lines of Arabic are tall by themselves.
    line = 100 if rtl else LINE_HEIGHT
    words = " ".join(
        f".word-{kind.removeprefix('callout-')} {{ color: {getattr(theme, look.bar)}; }}"
        for kind, look in LOOKS.items()
        if kind.startswith("callout-")
    )
    return f"""
    body {{ color: {theme.ink}; }}
    h1 {{ font-size: {display}px; font-weight: 700; margin: 0 0 {gap}px 0; }}
    h2 {{ font-size: {title}px; font-weight: 700; margin: {SPACE * 4}px 0 {SPACE + 2}px 0; }}
    h3 {{ font-size: {body}px; font-weight: 700; margin: {SPACE * 3}px 0 {SPACE // 2}px 0; }}
    h4 {{ font-size: {small}px; font-weight: 700; color: {theme.ink_soft};
          margin: {gap}px 0 {SPACE // 2}px 0; }}
    p {{ margin: 0 0 {gap - 2}px 0; line-height: {line}%; }}
    ul, ol {{ margin: 0 0 {gap - 2}px 0; }}
    {number_style(rtl=rtl)}
    p.after {{ margin-top: {gap - 6}px; }}
    li {{ margin: 0 0 {SPACE // 2}px 0; line-height: {line}%; }}
    a {{ color: {theme.accent}; }}
    code {{ {MONOSPACED_STYLE}; font-size: {body - 3}px;
            background-color: {theme.surface}; }}
    pre {{ {MONOSPACED_STYLE}; font-size: {body - 3}px; margin: 0;
           white-space: pre-wrap; line-height: 108%; }}
    p.figure {{ line-height: 100%; margin: {SPACE}px 0 {SPACE}px 0; }}
    p.formula {{ line-height: 100%; margin: {SPACE}px 0 {gap}px 0; }}
    p.caption {{ font-size: {small}px; color: {theme.ink_soft}; line-height: 110%;
                 margin: 0 0 {SPACE * 3}px 0; }}
    p.callout-title {{ font-size: {small}px; font-weight: 700; line-height: 105%;
                       margin: 0 0 {SPACE // 2}px 0; }}
    {words}
    p.cell {{ font-size: {small}px; line-height: 110%; margin: 0; }}
    p.soft, .missing {{ color: {theme.ink_soft}; }}
    table {{ margin: {gap - 4}px 0 {gap}px 0; border-collapse: collapse; }}
    td.inside {{ padding: {gap - 2}px {INSIDE}px {gap - 2}px {INSIDE}px; }}
    td.beside {{ padding: 0px {INSIDE}px 0px {INSIDE}px; }}
    table.data td {{ padding: {SPACE}px {SPACE}px; border-bottom: 1px solid {theme.hairline}; }}
    table.data th {{ padding: {SPACE}px {SPACE}px; border-bottom: 2px solid {theme.line}; }}
    .kw {{ color: {theme.accent}; }} .st {{ color: {theme.caution}; }}
    .cm {{ color: {theme.ink_soft}; }} .nu {{ color: {theme.caution}; }}
    .fn {{ font-weight: 700; }}
    """


def number_style(*, rtl: bool) -> str:
    """Return the style of numbered lists: the stop stands between the number and the text.

    Qt puts what should follow a number before it where it writes from right to left.
    """
    return 'ol { -qt-list-number-prefix: "."; -qt-list-number-suffix: ""; }' if rtl else ""


def paint_frame(painter: QPainter, kind: str, around: QRectF, theme: Theme, *, rtl: bool) -> None:
    """Paint the ground, the edge and the leading bar of a frame."""
    look = LOOKS.get(kind)
    if look is None:
        return
    shape = QPainterPath()
    shape.addRoundedRect(around.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if look.ground:
        painter.fillPath(shape, QColor(getattr(theme, look.ground)))
    if look.bar:
        bar = QRectF(around.right() - BAR if rtl else around.left(), around.top(), BAR,
                     around.height())  # fmt: skip
        if look.ground:
            painter.setClipPath(shape)
        painter.fillRect(bar, QColor(getattr(theme, look.bar)))
        painter.setClipping(False)
    if look.edge:
        dashes = Qt.PenStyle.DashLine if kind == "missing" else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(getattr(theme, look.edge)), 1, dashes))
        painter.drawPath(shape)
    painter.restore()
