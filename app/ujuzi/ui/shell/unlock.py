"""The window in place of the window: the passphrase of data that is carried on a stick."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ujuzi.errors import UjuziError
from ujuzi.services.carried import open_with
from ujuzi.ui.cards.new_passphrase import NewPassphrase, SecretField
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.plain_window import PlainWindow
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.buttons import Button, button_row
from ujuzi.ui.widgets.countdown import Countdown
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.spoken import announce


class Unlock(PlainWindow):
    """Asks for what opens the data; where there is none yet, for a new passphrase, twice.

    A secret takes a computer a second or several, beside the window.
    """

    unlocked = Signal()

    def __init__(self, jobs: Jobs, data_dir: Path, *, is_new: bool) -> None:
        super().__init__(data_dir)
        self._jobs = jobs
        self._data_dir = data_dir
        self.new = NewPassphrase() if is_new else None
        self.secret = self.new.first if self.new else SecretField()
        asked: QWidget = self.new or self.secret
        if self.new:
            title = Label("title", self.tr("A passphrase for this stick"))
            why = self.tr(
                "What you do is kept on this stick, encrypted. Nobody brings back a passphrase that"
                " is forgotten; the steward code, which you are given next, opens the stick too."
            )
            self.new.entered.connect(self._try)
        else:
            title = Label("title", self.tr("This stick is locked"))
            why = self.tr("Type its passphrase, or the steward code.")
            self.secret.say(self.tr("Passphrase or steward code"))
            self.secret.entered.connect(self._try)
        self.open = Button("primary")
        self.open.setText(self.tr("Continue") if is_new else self.tr("Unlock"))
        self.open.clicked.connect(self._try)
        self.waiting = Countdown(self)
        self.waiting.told.connect(self.secret.refuse)
        self.waiting.over.connect(self._may_try_again)
        self.state = Label("soft")
        self.state.hide()
        self.fill(
            *(title, Label("body", why), asked, self.state),
            button_row(self.open, self.quit),
            self.folder,
            spacing=SPACE,
            margin=SPACE * 2,
        )
        self.secret.editor.setFocus()

    def _try(self) -> None:
        if not self.open.isEnabled() or (self.new is not None and not self.new.check()):
            return
        folder, typed, is_new = self._data_dir, self.secret.text, self.new is not None
        self.secret.accept()
        self._work(
            self.tr("The stick is being made ready. This takes some seconds.")
            if is_new
            else self.tr("The stick is being unlocked. This takes some seconds.")
        )
        self._jobs.aside(
            self,
            lambda _: open_with(folder, typed, is_new=is_new),
            lambda _: self.unlocked.emit(),
            self._refuse,
        )

    def _work(self, what: str) -> None:
        """Say what is being done; nothing can be pressed meanwhile but to close the window."""
        self.state.setText(what)
        self.state.setVisible(bool(what))
        self.open.setEnabled(not what)
        for field in (self.secret, self.new.again) if self.new else (self.secret,):
            field.editor.setReadOnly(bool(what))
        announce(self.state, what)

    def _refuse(self, error: UjuziError) -> None:
        self._work("")
        wait = error.facts.get("wait_seconds")
        if isinstance(wait, int) and wait > 0:
            self.open.setEnabled(False)
            self.waiting.start(wait)
        else:
            self.secret.refuse(sentence(error))
        self.secret.editor.selectAll()
        self.secret.editor.setFocus()

    def _may_try_again(self) -> None:
        self.secret.accept()
        self.open.setEnabled(True)
