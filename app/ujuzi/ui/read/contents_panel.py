"""The headings of a lesson, to go to; of a long lesson, its parts too."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ujuzi.ui.look.language import layout_of
from ujuzi.ui.read.opening import OpenedSection
from ujuzi.ui.read.panel import Panel

PLACE = Qt.ItemDataRole.UserRole
INDENT = "\u2003"


@dataclass(frozen=True, slots=True)
class ContentsTarget:
    """Where a line of the contents leads: a section, and an anchor in it or its top."""

    section: int
    anchor: str = ""


class ContentsPanel(Panel):
    """Contents of the lesson that is read."""

    chosen = Signal(object)
    """A `ContentsTarget`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(trailing=False, parent=parent)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        self._section: OpenedSection | None = None
        self.column.addWidget(self.list, 1)

    def show_section(self, section: OpenedSection) -> None:
        """List the parts of the lesson, and the headings of the one that is read."""
        self._section = section
        self.list.clear()
        lesson = section.lesson
        self.list.setLayoutDirection(layout_of(rtl=lesson.rtl))
        if len(lesson.sections) == 1:
            self._add(lesson.title, ContentsTarget(0))
        for index, part in enumerate(lesson.sections):
            if len(lesson.sections) > 1:
                number = QLocale().toString(index + 1)
                self._add(part.title or self.tr("Part {number}").format(number=number),
                          ContentsTarget(index))  # fmt: skip
            if index == section.index:
                for heading in part.headings:
                    if heading.text != part.title or len(lesson.sections) == 1:
                        self._add(INDENT * (heading.level - 1) + heading.text,
                                  ContentsTarget(index, heading.anchor))  # fmt: skip

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""
        self.heading.setText(self.tr("Contents"))
        self.list.setAccessibleName(self.tr("Contents of this lesson"))
        self.close_button.name(self.tr("Close the contents"))
        if self._section is not None:
            self.show_section(self._section)

    def _add(self, text: str, place: ContentsTarget) -> None:
        item = QListWidgetItem(text)
        item.setData(PLACE, place)
        self.list.addItem(item)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(PLACE))
