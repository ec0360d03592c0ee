"""Help and about, offline: one Markdown file a topic, in the language of the windows.

A topic that a language lacks is shown in English. Nothing is fetched; a link leads to another
topic (`help:2-shared-computer`) or nowhere.
"""

from __future__ import annotations

import platform
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, QUrl, qVersion
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ujuzi import __version__
from ujuzi.paths import resource
from ujuzi.ui.look.language import ENGLISH, Interpreter
from ujuzi.ui.look.lesson_style import style_of
from ujuzi.ui.look.theme import SPACE, current
from ujuzi.ui.shell.destinations import ToHelp
from ujuzi.ui.shell.page import Page
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.reading_column import ReadingColumn

LIST_CHARACTERS = 25
CELL_PADDING = 6
SCHEME = "help"


@dataclass(frozen=True, slots=True)
class Topic:
    """A page of help: the name of its file, its title, and its Markdown."""

    name: str
    title: str
    text: str


class HelpText(QTextBrowser):
    """Text that fetches nothing and leads nowhere by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reading")
        self.setOpenLinks(False)

    def loadResource(self, _kind: int, _url: QUrl | str) -> object:
        return None


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
        reading = ReadingColumn()
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
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.text.document().setDefaultStyleSheet(style_of(current(), rtl=rtl))
        self.text.setHtml(f"<body>{_html(topic.text)}</body>")
        self.text.setAccessibleName(topic.title)

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
    for english in sorted(resource("help", ENGLISH).glob("*.md")):
        local = resource("help", language, english.name)
        text = _filled(local if local.is_file() else english, facts)
        title = text.partition("\n")[0].removeprefix("#").strip()
        found.append(Topic(english.stem, title, text))
    return tuple(found)


def _filled(file: Path, facts: dict[str, str]) -> str:
    text = file.read_text("utf-8")
    for name, value in facts.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _html(markdown: str) -> str:
    from markdown_it import MarkdownIt

    html = str(MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown))
    return html.replace("<table>", f'<table cellspacing="0" cellpadding="{CELL_PADDING}">')
