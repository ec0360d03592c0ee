"""The lesson itself: text that is read, in a column, in the direction of its own language.

Draws only what it was given: pictures are bytes fetched ahead, and no address of the network or
of a file is ever opened, whatever the HTML says. Says what was clicked by signals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from PySide6.QtCore import (
    QEvent,
    QMimeData,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    QTimer,
    QUrl,
    Signal,
)
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QAction,
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QTextFrame,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QMenu, QTextBrowser, QTextEdit, QWidget

from ujuzi.ui.look.fonts import font
from ujuzi.ui.look.icons import pixmap
from ujuzi.ui.look.language import layout_of
from ujuzi.ui.look.lesson_style import INSIDE, paint_frame, style_of
from ujuzi.ui.look.theme import READING_CHARACTERS, SPACE, current, size
from ujuzi.ui.pictures.picture_object import DrawnPicture, PictureObject
from ujuzi.ui.pictures.pictures import Frame, draw_figure, draw_formula, tall_formulas
from ujuzi.ui.read.dressing import (
    ENLARGE,
    EXTERNAL_MARK,
    FORMULAS,
    MARKS,
    Dressed,
    Measure,
    Wording,
    dress,
)
from ujuzi.ui.widgets.reading_column import AVERAGE

SETTLED = 60
"""Milliseconds after the last change of width at which pictures and tables are fitted anew."""
FOOT = 8 * SPACE
"""Room below the last line."""
EXTERNAL = ("http", "https", "mailto")


class LessonText(QTextBrowser):
    """One section of a lesson."""

    activity_chosen = Signal(str)
    external_chosen = Signal(str)
    anchor_chosen = Signal(str)
    """An anchor that is not in this section."""
    note_asked = Signal(str)
    """A passage that somebody wants to write about."""
    picture_chosen = Signal(str)
    """The pack's path of a picture to enlarge."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reading")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self._title = self._html = ""
        self._rtl = False
        self._pictures: Mapping[str, bytes] = {}
        self._objects = PictureObject(self)
        self._objects.over(self.document())
        self._words: dict[str, str] = {}
        self._frames: list[tuple[QTextTable, str]] = []
        self._top = 0
        """The position in the text that stands at the top; moves with the reader alone."""
        self._moving = False
        self._column = 0
        self._settle = QTimer(self, singleShot=True, interval=SETTLED)
        self._settle.timeout.connect(self._fit)
        self.anchorClicked.connect(self._follow)
        self.verticalScrollBar().valueChanged.connect(self._note_scroll)

    def show_section(
        self, title: str, html: str, pictures: Mapping[str, bytes], *, rtl: bool
    ) -> None:
        """Show a section from its top; `title` stands above it where there is one."""
        self._title, self._html, self._rtl, self._pictures = title, html, rtl, pictures
        self.setLayoutDirection(layout_of(rtl=rtl))
        self._draw()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._scroll_to(0)

    # Where one reads

    def place(self) -> float:
        """Return how far the first visible line is, from 0 to 1; 1 at the end."""
        bar = self.verticalScrollBar()
        if bar.maximum() and bar.value() >= bar.maximum():
            return 1.0
        return self._top / max(self.document().characterCount(), 1)

    def go_to(self, place: float) -> None:
        """Scroll to what `place` returned, at any width and size of text."""
        position = round(place * self.document().characterCount())
        self._scroll_to(min(position, self.document().characterCount() - 1))

    def at_end(self) -> bool:
        """Whether the last line is in sight."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum()

    def go_to_anchor(self, anchor: str) -> bool:
        """Scroll to an anchor of this section; whether there is one."""
        for position, names in self._anchors():
            if anchor in names:
                self._scroll_to(position)
                return True
        return False

    # Finding

    def find_all(self, words: str) -> int:
        """Mark every place where the words stand; return how many there are."""
        marks = []
        cursor = QTextCursor(self.document())
        while words:
            cursor = self.document().find(words, cursor)
            if cursor.isNull():
                break
            selection = QTextEdit.ExtraSelection()
            selection.cursor = QTextCursor(cursor)
            selection.format.setBackground(QColor(current().mark))
            marks.append(selection)
        self.setExtraSelections(marks)
        return len(marks)

    def find_onward(self, words: str) -> bool:
        """Select the first place from where the selection, or else the window, begins."""
        cursor = self.textCursor()
        at = cursor.selectionStart() if cursor.hasSelection() else self._top_position()
        cursor.setPosition(at)
        self.setTextCursor(cursor)
        return self.find_next(words)

    def find_next(self, words: str, *, backward: bool = False) -> bool:
        """Select the next place where the words stand, round the end; whether there is one."""
        flags = QTextDocument.FindFlag.FindBackward if backward else QTextDocument.FindFlag(0)
        if self.find(words, flags):
            return True
        end = QTextCursor.MoveOperation.End if backward else QTextCursor.MoveOperation.Start
        kept = self.textCursor()
        self.moveCursor(end)
        if self.find(words, flags):
            return True
        self.setTextCursor(kept)
        return False

    # Drawing

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Load nothing: pictures were fetched ahead, and there is nothing else to load."""
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setClipRegion(event.region())
        offset = QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        layout = self.document().documentLayout()
        theme = current()
        for table, kind in self._frames:
            around = _border_box(table, layout).translated(offset)
            if around.intersects(QRectF(event.rect())):
                paint_frame(painter, kind, around, theme, rtl=self._rtl)
        painter.end()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # What follows moves the text under the bar; the reader did not.
        self._settle.start()
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._set_margins()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.LanguageChange} and self._html:
            self._column = 0
            self._settle.start()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space reads on, by a window less two lines."""
        if event.key() == Qt.Key.Key_Space:
            forward = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            bar = self.verticalScrollBar()
            step = bar.pageStep() - 2 * self.fontMetrics().lineSpacing()
            bar.setValue(bar.value() + (step if forward else -step))
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = self.cursorRect().center() if by_key else event.pos()
        menu = self.menu_at(at)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(at))

    def menu_at(self, at: QPoint) -> QMenu:
        """Return what can be done with the passage at a point, or with what is selected."""
        menu = self.createStandardContextMenu(at)
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor = self.cursorForPosition(at)
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        passage = _words(cursor)
        note = QAction(self.tr("Note about this passage"), menu)
        note.setEnabled(bool(passage))
        note.triggered.connect(lambda: self.note_asked.emit(passage))
        others = menu.actions()
        menu.addAction(note)
        menu.addSeparator()
        menu.addActions(others)  # those that are there already go behind it
        return menu

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the author's words: without pictures, and without the marks that order code."""
        copied = QMimeData()
        copied.setText(_words(self.textCursor()))
        return copied

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 96)

    def picture(self, path: str) -> bytes:
        """Return the bytes of a picture of this section."""
        return self._pictures.get(path, b"")

    def words_of(self, path: str) -> str:
        """Return what a figure of this section shows, in words."""
        return self._words.get(path, "")

    def wording(self) -> Wording:
        """Return what is said between the author's words, in the language of the windows."""
        return Wording(
            needs_internet=self.tr("Needs the internet"),
            picture_missing=self.tr("A picture is missing here. It shows:"),
            enlarge=self.tr("See it larger"),
        )

    def _draw(self) -> None:
        """Lay the section out for the width, theme and size of text that there are now."""
        self._column = self._room()
        document = self.document()
        # Else what stood there is laid out once more for every setting.
        document.clear()
        document.setDefaultFont(font(size("lead")))
        document.setDefaultStyleSheet(style_of(current(), rtl=self._rtl))
        option = document.defaultTextOption()
        option.setTextDirection(self.layoutDirection())
        document.setDefaultTextOption(option)
        drawn = {
            path: picture
            for path, data in self._pictures.items()
            if (picture := self._drawn(path, data)) is not None
        }
        dressed = dress(
            self._html,
            title=self._title,
            rtl=self._rtl,
            pictures={path: picture.size.width() for path, picture in drawn.items()},
            tall=tall_formulas(drawn, QFontMetricsF(document.defaultFont())),
            measure=self._measure(),
            wording=self.wording(),
        )
        self._words = dressed.words
        mark = pixmap("external", "ink_soft", size("caption"), self.devicePixelRatioF())
        drawn[EXTERNAL_MARK] = DrawnPicture(mark.toImage())
        self._objects.show(drawn)
        self.setHtml(dressed.html)
        self._set_margins()
        self._note_frames(dressed)

    def _fit(self) -> None:
        """Draw again where the width, the theme or the size of text asks for it."""
        if not self._html:
            return
        along = self._top / max(self.document().characterCount(), 1)
        if self._room() != self._column:
            self._draw()
        self.go_to(along)

    def _room(self) -> int:
        """Return the width of the column: what is good to read, or what there is."""
        metrics = QFontMetrics(font(size("lead")))
        good = round(metrics.horizontalAdvance(AVERAGE) * READING_CHARACTERS / len(AVERAGE))
        # With room for the bar, there or not: else its coming would have all drawn anew.
        free = self.width() - self.verticalScrollBar().sizeHint().width() - 6 * SPACE
        return max(min(good, free), 160)

    def _set_margins(self) -> None:
        root = self.document().rootFrame()
        form = root.frameFormat()
        side = max((self.viewport().width() - self._room()) // 2, 2 * SPACE)
        form.setLeftMargin(side)
        form.setRightMargin(side)
        form.setTopMargin(3 * SPACE)
        form.setBottomMargin(FOOT)
        root.setFrameFormat(form)

    def _measure(self) -> Measure:
        metrics = QFontMetrics(font(size("body"), bold=True))
        return Measure(
            column=self._column,
            width_of=metrics.horizontalAdvance,
            padding=2 * SPACE + 2,
            frame=2 * INSIDE,
            indent=round(self.document().indentWidth()),
        )

    def _drawn(self, path: str, data: bytes) -> DrawnPicture | None:
        ratio = self.devicePixelRatioF()
        if path.startswith(FORMULAS):
            return draw_formula(data, size("lead"), QColor(current().ink), ratio)
        frame = Frame(self._column, max(self._column, 400), ratio)
        return draw_figure(data, frame, QColor(current().paper))

    def _note_frames(self, dressed: Dressed) -> None:
        tables = _tables(self.document().rootFrame())
        self._frames = list(zip(tables, dressed.frames, strict=True))

    def _anchors(self) -> Iterator[tuple[int, list[str]]]:
        block = self.document().begin()
        while block.isValid():
            parts = block.begin()
            while not parts.atEnd():
                fragment = parts.fragment()
                if names := fragment.charFormat().anchorNames():
                    yield fragment.position(), list(names)
                parts += 1
            block = block.next()

    def _top_position(self) -> int:
        return self.cursorForPosition(QPoint(self.viewport().width() // 2, SPACE)).position()

    def _scroll_to(self, position: int) -> None:
        # Asking for the size has everything laid out; a place in what is not is nowhere.
        self.document().size()
        self._top = position
        self._moving = True
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        top = self.cursorRect(cursor).top() + self.verticalScrollBar().value()
        self.verticalScrollBar().setValue(top - SPACE if position else 0)
        self._moving = False

    def _note_scroll(self) -> None:
        if not self._moving and not self._settle.isActive():
            self._top = self._top_position()

    def _follow(self, link: QUrl) -> None:
        address = link.toString()
        if address.startswith(ENLARGE):
            self.picture_chosen.emit(unquote(address.removeprefix(ENLARGE)))
        elif link.scheme() == "activity":
            self.activity_chosen.emit(unquote(address.removeprefix("activity:")))
        elif link.scheme() in EXTERNAL:
            self.external_chosen.emit(address)
        elif address.startswith("#"):
            anchor = unquote(address[1:])
            if not self.go_to_anchor(anchor):
                self.anchor_chosen.emit(anchor)


def _border_box(table: QTextTable, layout: QAbstractTextDocumentLayout) -> QRectF:
    """Return the rectangle around a table's cells, their padding included.

    Qt's own rectangle has the place of the first cell's text and the size of the whole.
    """
    box = layout.frameBoundingRect(table)
    cell = table.cellAt(0, 0).format().toTableCellFormat()
    margins = table.frameFormat()
    box.translate(-cell.leftPadding(), -cell.topPadding())
    box.setHeight(box.height() - margins.topMargin() - margins.bottomMargin())
    return box


def _tables(frame: QTextFrame) -> Iterator[QTextTable]:
    """Yield the tables of a document in the order in which they open."""
    for child in frame.childFrames():
        if isinstance(child, QTextTable):
            yield child
        yield from _tables(child)


def _words(cursor: QTextCursor) -> str:
    """Return the author's words under a cursor, without pictures and marks that order code."""
    return cursor.selection().toPlainText().replace("\ufffc", "").translate(MARKS).strip()
