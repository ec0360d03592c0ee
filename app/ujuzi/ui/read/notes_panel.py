"""A person's notes on one activity, beside it: written, changed, taken away and back again.

Records nothing: it says what was written. Typed text is told every three seconds as a draft, so
that a power cut costs no more.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ujuzi.services.study.learning import Note
from ujuzi.ui.look.dates import day
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.read.panel import Panel
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.card import Card
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.notice import Notice

DRAFT_EVERY = 3000
"""Milliseconds between two tellings of typed text."""
EDITOR_HEIGHT = 120


class NotesPanel(Panel):
    """The notes of one activity, latest first, and a place to write."""

    written = Signal(str, str)
    """Text, and the id of the note that it replaces or nothing; empty text removes."""
    draft_typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(trailing=True, parent=parent)
        self._notes: tuple[Note, ...] = ()
        self._editing = ""
        self._told = ""
        self._removed: Note | None = None
        self._timer = QTimer(self, singleShot=True, interval=DRAFT_EVERY)
        self._timer.timeout.connect(self.tell_draft)
        self.editor = QPlainTextEdit()
        self.editor.setTabChangesFocus(True)
        self.editor.setFixedHeight(EDITOR_HEIGHT)
        self.editor.textChanged.connect(self._note_typing)
        self.save = Button("primary")
        self.save.clicked.connect(self._save)
        self.cancel = Button("quiet")
        self.cancel.clicked.connect(self._cancel)
        self.notice = Notice()
        self.notice.acted.connect(self._restore)
        self._empty = Label("soft")
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(SPACE)
        self._lay_out()
        save_key = QShortcut(QKeySequence("Ctrl+Return"), self.editor)
        save_key.setContext(Qt.ShortcutContext.WidgetShortcut)
        save_key.activated.connect(self._save)
        self._say_buttons()

    def show_notes(self, notes: Sequence[Note]) -> None:
        """List these notes."""
        self._notes = tuple(notes)
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for note in self._notes:
            card = self._card(note)
            self._list.addWidget(card)
            card.show()
        self._list.addStretch(1)
        self._empty.setVisible(not self._notes)

    def show_draft(self, text: str) -> None:
        """Put text that was typed, and never saved, back into the editor."""
        self._editing = ""
        self._removed = None
        self.notice.clear()
        self._told = text
        self.editor.setPlainText(text)
        self._timer.stop()
        self._say_buttons()

    def show_refused(self, text: str, note: str) -> None:
        """Put text that was not recorded back into the editor: of `note`, or of a new one."""
        self.show_draft(text)
        if note:
            self._editing, self._told = note, ""
            self._say_buttons()

    def tell_draft(self) -> None:
        """Tell the typed text if it is not told yet; a note that is changed has no draft."""
        self._timer.stop()
        text = self.editor.toPlainText()
        if not self._editing and text != self._told:
            self._told = text
            self.draft_typed.emit(text)

    def write(self) -> None:
        """Bring the keyboard to the editor."""
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""
        self.heading.setText(self.tr("My notes"))
        self.close_button.name(self.tr("Close the notes"))
        self.editor.setPlaceholderText(self.tr("Write a note on this page"))
        self.editor.setAccessibleName(self.tr("Write a note on this page"))
        self.cancel.setText(self.tr("Cancel"))
        self._empty.setText(
            self.tr("What you write here is yours alone. It stays on this computer until you sync.")
        )
        self._say_buttons()
        self.show_notes(self._notes)

    def _lay_out(self) -> None:
        held = QWidget()
        held.setLayout(self._list)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(held)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        self.column.addWidget(self._empty)
        self.column.addWidget(area, 1)
        self.column.addWidget(self.notice)
        self.column.addWidget(self.editor)
        self.column.addLayout(buttons)

    def _card(self, note: Note) -> Card:
        card = Card()
        card.column.setContentsMargins(SPACE * 3 // 2, SPACE, SPACE, SPACE // 2)
        card.column.setSpacing(SPACE // 2)
        text = Label("body", note.text)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        change, remove = Button("quiet"), Button("quiet")
        change.setText(self.tr("Change"))
        remove.setText(self.tr("Remove"))
        beginning = " ".join(note.text.split())[:40]
        change.setAccessibleName(self.tr("Change the note: {text}").format(text=beginning))
        remove.setAccessibleName(self.tr("Remove the note: {text}").format(text=beginning))
        change.clicked.connect(lambda: self._change(note))
        remove.clicked.connect(lambda: self._remove(note))
        foot = QHBoxLayout()
        foot.setSpacing(0)
        foot.addStretch(1)
        foot.addWidget(change)
        foot.addWidget(remove)
        card.column.addWidget(Label("caption", day(note.written_at), wraps=False))
        card.column.addWidget(text)
        card.column.addLayout(foot)
        return card

    def _note_typing(self) -> None:
        self._say_buttons()
        if not self._editing and not self._timer.isActive():
            self._timer.start()

    def _save(self) -> None:
        text = self.editor.toPlainText().strip()
        if not text:
            return
        note, self._editing = self._editing, ""
        self._told = ""
        self._removed = None
        self.notice.clear()
        self.editor.clear()
        self._timer.stop()
        self.written.emit(text, note)

    def _change(self, note: Note) -> None:
        self.tell_draft()
        self._editing = note.note
        self.editor.setPlainText(note.text)
        self._say_buttons()
        self.write()

    def _cancel(self) -> None:
        """Leave the note as it was, and go on with the draft."""
        self._editing = ""
        self.editor.setPlainText(self._told)
        self._say_buttons()

    def _remove(self, note: Note) -> None:
        self._removed = note
        self.written.emit("", note.note)
        self.notice.say(self.tr("The note was removed."), "done", self.tr("Undo"))

    def _restore(self) -> None:
        if self._removed is not None:
            note, self._removed = self._removed, None
            self.notice.clear()
            self.written.emit(note.text, note.note)

    def _say_buttons(self) -> None:
        self.save.setText(self.tr("Save change") if self._editing else self.tr("Save note"))
        self.save.setEnabled(bool(self.editor.toPlainText().strip()))
        self.cancel.setVisible(bool(self._editing))
