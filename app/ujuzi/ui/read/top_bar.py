"""The bar above what is read: where one is, and what one can do with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.buttons import IconButton
from ujuzi.ui.widgets.elided import ElidedLabel
from ujuzi.ui.widgets.rule import Rule

ISOLATE, END_ISOLATE = "\u2068", "\u2069"
"""Unicode marks around words whose direction is their own."""


class TopBar(QWidget):
    """A slim bar. Buttons that open a panel, or mark the page, stay down while they do."""

    back = Signal()
    contents = Signal()
    finding = Signal()
    marked = Signal(bool)
    notes = Signal()
    larger = Signal()
    smaller = Signal()
    usual = Signal()
    print_lesson = Signal()
    print_notes = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back_button = IconButton("back")
        self.contents_button = IconButton("contents")
        self.find_button = IconButton("search")
        self.size_button = IconButton("text-size")
        self.bookmark_button = IconButton("bookmark")
        self.notes_button = IconButton("notes")
        self.print_button = IconButton("print")
        self._module = ElidedLabel("caption")
        self._title = ElidedLabel("strong")
        for button in (self.contents_button, self.bookmark_button, self.notes_button):
            button.setCheckable(True)
        self._sizes = QMenu(self)
        self.smaller_action = self._sizes.addAction("", self.smaller.emit)
        self.usual_action = self._sizes.addAction("", self.usual.emit)
        self.larger_action = self._sizes.addAction("", self.larger.emit)
        self._prints = QMenu(self)
        self.lesson_action = self._prints.addAction("", self.print_lesson.emit)
        self.notes_action = self._prints.addAction("", self.print_notes.emit)
        for button, menu in ((self.size_button, self._sizes), (self.print_button, self._prints)):
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.back_button.clicked.connect(self.back)
        self.contents_button.clicked.connect(self.contents)
        self.find_button.clicked.connect(self.finding)
        self.bookmark_button.clicked.connect(self.marked)
        self.notes_button.clicked.connect(self.notes)
        self._lay_out()

    def show_place(self, module: str, title: str) -> None:
        """Say which activity of which module is open, in the course's own direction."""
        self._module.setText(f"{ISOLATE}{module}{END_ISOLATE}" if module else "")
        self._title.setText(f"{ISOLATE}{title}{END_ISOLATE}" if title else "")

    def show_marked(self, *, marked: bool) -> None:
        """Show whether the activity is marked."""
        self.bookmark_button.setChecked(marked)
        self.bookmark_button.set_icon("bookmark-filled" if marked else "bookmark")
        self.bookmark_button.name(
            self.tr("Remove the bookmark (Ctrl+D)") if marked else self.tr("Bookmark (Ctrl+D)")
        )

    def show_lesson_tools(self, *, shown: bool) -> None:
        """Offer what only a lesson has: contents, finding, and printing it."""
        self.contents_button.setVisible(shown)
        self.find_button.setVisible(shown)
        self.lesson_action.setVisible(shown)

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""
        self.back_button.name(self.tr("Back to the course"))
        self.contents_button.name(self.tr("Contents"))
        self.find_button.name(self.tr("Find in this lesson (Ctrl+F)"))
        self.size_button.name(self.tr("Size of the text"))
        self.notes_button.name(self.tr("My notes (Ctrl+N)"))
        self.print_button.name(self.tr("Print"))
        self.smaller_action.setText(self.tr("Smaller (Ctrl+-)"))
        self.usual_action.setText(self.tr("Usual size (Ctrl+0)"))
        self.larger_action.setText(self.tr("Larger (Ctrl++)"))
        self.lesson_action.setText(self.tr("This lesson"))
        self.notes_action.setText(self.tr("My notes"))
        self.show_marked(marked=self.bookmark_button.isChecked())

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._module)
        names.addWidget(self._title)
        row = QHBoxLayout()
        row.setContentsMargins(SPACE, SPACE // 2, 2 * SPACE, SPACE // 2)
        row.setSpacing(SPACE // 2)
        row.addWidget(self.back_button)
        row.addSpacing(SPACE)
        row.addLayout(names, 1)
        for button in (
            self.contents_button,
            self.find_button,
            self.size_button,
            self.bookmark_button,
            self.notes_button,
            self.print_button,
        ):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(Rule())
