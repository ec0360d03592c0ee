"""A person's notes on one activity, beside it: written, changed, taken away and back again.

Records nothing: it says what was written, and shows it as written once it hears that it is on the
disk; until then it stands in the editor. Typed text is told every three seconds as a draft, so that
a power cut costs no more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import shorten

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ujuzi.services.study.learning import Note
from ujuzi.ui.cards.privacy import PrivacyTopic, section
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
PASSAGE_CHARACTERS = 300
"""Of a passage that a note is about: enough to find it again."""


class NotesPanel(Panel):
    """The notes of one activity, latest first, and a place to write."""

    written = Signal(str, str)
    """Text, and the id of the note that it replaces or nothing; empty text removes."""
    draft_typed = Signal(str, str)
    """Text, and the id of the note that is being changed or nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(trailing=True, parent=parent)
        self._notes: tuple[Note, ...] = ()
        self._editing = ""
        self._told = ""
        self._draft = ""
        self._changes: dict[str, str] = {}
        self._saving = False
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
        self._undo = QShortcut(QKeySequence.StandardKey.Undo, self)
        self._undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._undo.setEnabled(False)
        self._undo.activated.connect(self._restore)
        self._privacy = Label("soft")
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
        self._privacy.setVisible(not self._notes)

    def show_draft(self, text: str, changes: Mapping[str, str] | None = None) -> None:
        """Put text that was typed, and never saved, back: of a new note, and of changes by note."""
        self._forget_removed()
        self._draft, self._changes = text, dict(changes or {})
        self._put(*next(iter(self._changes.items()), ("", text)))

    def recorded(self, text: str, note: str) -> None:
        """What was written is on the disk."""
        if not text:
            self.notice.say(self.tr("The note was removed."), "done", self.tr("Undo (Ctrl+Z)"))
            self.notice.action.setFocus(Qt.FocusReason.OtherFocusReason)
            self._undo.setEnabled(True)
        elif self._removed is not None and self._removed.note == note:
            self._forget_removed()
            self.write()
        elif self._saving:
            if note:
                self._changes.pop(note, None)
            else:
                self._draft = ""
            self._put("", self._draft)

    def refused(self) -> None:
        """What was written is not on the disk: it stays where it is."""
        self._let_type(saving=False)
        self._note_typing()

    def tell_draft(self) -> None:
        """Tell the typed text if it is not told yet."""
        self._timer.stop()
        text = self.editor.toPlainText()
        if self._saving or text == self._told:
            return
        self._told = text
        if self._editing:
            self._changes[self._editing] = text
        else:
            self._draft = text
        self.draft_typed.emit(text, self._editing)

    def unsaved(self) -> bool:
        """Whether the editor holds what is not told as a draft, or waits to be recorded."""
        return self._saving or self.editor.toPlainText() != self._told

    def write(self) -> None:
        """Bring the keyboard to the editor."""
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def quote(self, passage: str) -> None:
        """Put a passage into the editor, below what is typed, ready to write about it."""
        typed = self.editor.toPlainText().rstrip()
        quoted = QLocale().quoteString(shorten(passage, PASSAGE_CHARACTERS, placeholder=" …"))
        self.editor.setPlainText(f"{typed}\n\n{quoted}\n".lstrip())
        self.editor.moveCursor(QTextCursor.MoveOperation.End)

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""
        self.heading.setText(self.tr("My notes"))
        self.close_button.name(self.tr("Close the notes"))
        self.editor.setPlaceholderText(self.tr("Write a note on this page"))
        self.editor.setAccessibleName(self.tr("Write a note on this page"))
        self.cancel.setText(self.tr("Cancel"))
        self._privacy.setText(section(PrivacyTopic.NOTES).gist)
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
        self.column.addWidget(self._privacy)
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

    def _put(self, note: str, text: str) -> None:
        """Bring text into the editor: of a note that is being changed, or of a new one."""
        self._editing, self._told = note, text
        self.editor.setPlainText(text)
        self.editor.moveCursor(QTextCursor.MoveOperation.End)
        self._timer.stop()
        self._let_type(saving=False)

    def _let_type(self, *, saving: bool) -> None:
        self._saving = saving
        self.editor.setReadOnly(saving)
        self._say_buttons()

    def _note_typing(self) -> None:
        self._say_buttons()
        if not self._timer.isActive():
            self._timer.start()

    def _save(self) -> None:
        text = self.editor.toPlainText().strip()
        if not text or self._saving:
            return
        self._forget_removed()
        self._timer.stop()
        self._let_type(saving=True)
        self.written.emit(text, self._editing)

    def _change(self, note: Note) -> None:
        self.tell_draft()
        self._put(note.note, self._changes.get(note.note, note.text))
        self.write()

    def _cancel(self) -> None:
        """Leave the note as it was, and go on with the draft."""
        if self._changes.pop(self._editing, None) is not None:
            self.draft_typed.emit("", self._editing)
        self._put("", self._draft)

    def _remove(self, note: Note) -> None:
        self._removed = note
        self.written.emit("", note.note)

    def _restore(self) -> None:
        if self._removed is not None:
            self.written.emit(self._removed.text, self._removed.note)

    def _forget_removed(self) -> None:
        """Offer to undo no longer; a field then undoes by itself what was typed."""
        self._removed = None
        self._undo.setEnabled(False)
        self.notice.clear()

    def _say_buttons(self) -> None:
        self.save.setText(self.tr("Save change") if self._editing else self.tr("Save note"))
        self.save.setEnabled(bool(self.editor.toPlainText().strip()) and not self._saving)
        self.cancel.setVisible(bool(self._editing))
