"""Help and about, offline: one Markdown file a topic, in the language of the windows.

A topic that a language lacks is shown in English. Nothing is fetched; a link leads to another
topic (`help:2-shared-computer`) or nowhere. Pictures are those of the help (`pictures/NAME.png`
beside its pages), as wide as there is room; any other is not there. What is read can be printed.
"""

from __future__ import annotations

import platform
import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, QUrl, Signal, qVersion
from PySide6.QtGui import QImage, QResizeEvent, QTextDocument
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ujuzi import __version__
from ujuzi.paths import resource, resources
from ujuzi.ui.look.language import ENGLISH, Interpreter
from ujuzi.ui.look.lesson_style import style_of
from ujuzi.ui.look.theme import SPACE, current
from ujuzi.ui.shell.destinations import ToHelp
from ujuzi.ui.shell.page import Page
from ujuzi.ui.shell.paper_pages import ask_and_print_pages, set_on_pages
from ujuzi.ui.shell.printing import paper
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.reading_column import ReadingColumn

LIST_CHARACTERS = 25
CELL_PADDING = 6
SCHEME = "help"
PICTURE = re.compile(r"[a-z0-9-]+\.png")
BESIDE = re.compile(r"(<p>(?:(?!<p>).)*</p>)\s*<p><img ([^>]*>)</p>")
"""A paragraph and the picture under it, which on paper stands beside."""
PRINTED_BESIDE = (
    r"<table width='100%' cellspacing='0' cellpadding='0'><tr><td>\1</td>"
    r"<td width='270' align='right'><img width='250' \2</td></tr></table>"
)
PRINTED_POINTS = 8.5
"""So that a week fits on one page."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A page of help: the name of its file, its title, and its Markdown."""

    name: str
    title: str
    text: str


class HelpText(QTextBrowser):
    """Text that fetches nothing and leads nowhere by itself."""

    widened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.language = ENGLISH
        self.setObjectName("reading")
        self.setOpenLinks(False)

    def loadResource(self, kind: int, url: QUrl | str) -> object:
        name = url.toString() if isinstance(url, QUrl) else url
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        image = picture(name, self.language)
        # Less what the bar beside it takes, which may come with the picture.
        room = self.viewport().width() - 4 * SPACE
        if image is not None and image.width() > room > 0:
            smooth = Qt.TransformationMode.SmoothTransformation
            return image.scaledToWidth(room, smooth)
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.widened.emit()


class HelpPage(Page[ToHelp]):
    """The topics, and the one that is read."""

    def __init__(self, interpreter: Interpreter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._interpreter = interpreter
        self._topics: tuple[Topic, ...] = ()
        self._title = Label("title")
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._read)
        self.text = HelpText()
        self.text.anchorClicked.connect(self._follow)
        self.text.widened.connect(self._fit_pictures)
        self.print_button = Button("quiet", "print")
        self.print_button.clicked.connect(self._print)
        reading = ReadingColumn()
        reading.column.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignTrailing)
        reading.column.addWidget(self.text)
        side = QVBoxLayout()
        side.setContentsMargins(SPACE * 2, SPACE * 4, SPACE * 2, SPACE * 2)
        side.setSpacing(SPACE * 2)
        side.addWidget(self._title)
        side.addWidget(self.list, 1)
        body = QVBoxLayout()
        body.setContentsMargins(0, SPACE * 4, 0, 0)
        body.addWidget(reading)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(side)
        row.addLayout(body, 1)
        self.retranslate()

    def show_at(self, at: ToHelp) -> None:
        """Show a topic, or the one that was read before."""
        self._turn_to(at.topic)

    def first_stop(self) -> QWidget:
        return self.list

    def retranslate(self) -> None:
        row = max(0, self.list.currentRow())
        self._title.setText(self.tr("Help"))
        self.print_button.setText(self.tr("Print this page"))
        self.list.setAccessibleName(self.tr("Topics"))
        self._topics = topics(self._interpreter.language)
        self._measure()
        with QSignalBlocker(self.list):
            self.list.clear()
            for topic in self._topics:
                item = QListWidgetItem(topic.title)
                item.setSizeHint(QSize(0, self.fontMetrics().height() + SPACE * 2))
                self.list.addItem(item)
            self.list.setCurrentRow(row)
        self._read(row)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()
            self._read(self.list.currentRow())

    def _measure(self) -> None:
        self.list.setFixedWidth(self.fontMetrics().averageCharWidth() * LIST_CHARACTERS)

    def _read(self, row: int) -> None:
        if not 0 <= row < len(self._topics):
            return
        topic = self._topics[row]
        self.text.language = self._interpreter.language
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.text.document().setDefaultStyleSheet(style_of(current(), rtl=rtl))
        self.text.setHtml(f"<body>{_html(topic.text)}</body>")
        self.text.setAccessibleName(topic.title)

    def _fit_pictures(self) -> None:
        """Lay the text out anew where its pictures may have another size now."""
        row = self.list.currentRow()
        if 0 <= row < len(self._topics) and "![" in self._topics[row].text:
            bar = self.text.verticalScrollBar()
            at = bar.value()
            self._read(row)
            bar.setValue(at)

    def _print(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._topics):
            topic = self._topics[row]
            document = printed(topic, self._interpreter.language)
            ask_and_print_pages(self, document, topic.title)

    def _follow(self, url: QUrl) -> None:
        if url.scheme() == SCHEME:
            self._turn_to(url.path())

    def _turn_to(self, name: str) -> None:
        names = [topic.name for topic in self._topics]
        if name in names:
            self.list.setCurrentRow(names.index(name))


def topics(language: str) -> tuple[Topic, ...]:
    """Return the topics in order, each in this language where it is written in it."""
    facts = {"version": __version__, "qt": qVersion(), "python": platform.python_version()}
    found = []
    for name, english in resources("help", ENGLISH).items():
        local = resource("help", language, name)
        text = _filled(local if local.is_file() else english, facts)
        title = text.partition("\n")[0].removeprefix("#").strip()
        found.append(Topic(name.removesuffix(".md"), title, text))
    return tuple(found)


def picture(name: str, language: str) -> QImage | None:
    """Return a picture of the help, in a language or in English; None where there is none."""
    if PICTURE.fullmatch(name):
        for each in (language, ENGLISH):
            file = resource("help", each, "pictures", name)
            if file.is_file():
                return QImage(str(file))
    return None


def printed(topic: Topic, language: str) -> QTextDocument:
    """Return a topic on A4 pages."""
    html = BESIDE.sub(PRINTED_BESIDE, _html(topic.text))
    document = paper(html, language, PRINTED_POINTS)
    for name in PICTURE.findall(html):
        image = picture(name, language)
        if image is not None:
            kind = QTextDocument.ResourceType.ImageResource
            document.addResource(kind.value, QUrl(name), image)
    return set_on_pages(document)


def _filled(file: Path, facts: dict[str, str]) -> str:
    text = file.read_text("utf-8")
    for name, value in facts.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _html(markdown: str) -> str:
    from markdown_it import MarkdownIt

    html = str(MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown))
    return html.replace("<table>", f'<table cellspacing="0" cellpadding="{CELL_PADDING}">')
