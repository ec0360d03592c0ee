"""What a coordinator decided that counts here only once this computer's steward lets it.

Her office had run out when she signed it: the code that is typed above says that it is meant.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.errors import UjuziError
from ujuzi.services.campus.acts import ActStanding, CampusAct
from ujuzi.services.desk import Desk
from ujuzi.ui.look.dates import day
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.decided_acts import DecidedActs, decided
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.steward_code import NewStewardCode
from ujuzi.ui.widgets.buttons import Button, button_row
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated


class WaitingActs(Retranslated, QWidget):
    """A line and a button an act; hidden while none waits and nothing was let count."""

    def __init__(self, jobs: Jobs, code: NewStewardCode, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._code = jobs, code
        self._found = DecidedActs()
        self._lines: QWidget | None = None
        self.buttons: dict[str, Button] = {}
        """By the key of an act."""
        self._title, self._text = Label("strong"), Label("soft")
        self.notice = PageNotice()
        self._held = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        for widget in (self._title, self._text):
            column.addWidget(widget)
        column.addLayout(self._held)
        column.addWidget(self.notice)
        self.hide()
        self.retranslate()

    def begin(self) -> None:
        """Look what waits now."""
        self.notice.clear()
        self._jobs.ask(self, _waiting, self._show)

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""
        self._title.setText(self.tr("What the coordinator decided"))
        self._text.setText(
            self.tr(
                "The coordinator had not been at the hub for half a year, so it counts here only"
                " once you let it, with the code above. Ask the coordinator if in doubt."
            )
        )
        if self._lines is not None:
            self._lines.hide()
            self._lines.deleteLater()
        self.buttons = {}
        self._lines = QWidget()
        lines = QVBoxLayout(self._lines)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2 * SPACE)
        for act in self._found.acts:
            said = f"{day(act.at)} · {self._found.sentence(act)}"
            lines.addWidget(Label("body", said))
            lines.addLayout(button_row(self._button(act)))
        self._held.addWidget(self._lines)
        self._title.setVisible(bool(self._found.acts))
        self._text.setVisible(bool(self._found.acts))

    def _button(self, act: CampusAct) -> Button:
        button = self.buttons[act.key] = Button(icon="check")
        button.setText(self.tr("Let it count"))
        button.setAccessibleDescription(self._found.sentence(act))
        button.clicked.connect(lambda: self._confirm(act.key))
        return button

    def _show(self, found: DecidedActs) -> None:
        self._found = found
        self.retranslate()
        self.setVisible(bool(found.acts) or self.notice.isVisibleTo(self))

    def _confirm(self, key: str) -> None:
        code = self._code.typed()
        if not code:
            return

        def confirm(desk: Desk) -> DecidedActs:
            desk.campus_acts.confirm(key, code)
            return _waiting(desk)

        self._jobs.ask(self, confirm, self._now_counts, self._refuse)

    def _now_counts(self, found: DecidedActs) -> None:
        self._code.code.clear()
        self.notice.tell(lambda: self.tr("It counts on this computer now."), "done")
        self._show(found)
        self._code.code.setFocus()

    def _refuse(self, error: UjuziError) -> None:
        if error.code.startswith("steward-code"):
            self._code.refuse(error)
        else:  # it was decided elsewhere meanwhile
            self.notice.refuse(error)
            self._jobs.ask(self, _waiting, self._show)


def _waiting(desk: Desk) -> DecidedActs:
    """Return what waits for the steward code. Runs on the worker."""
    return decided(desk, only=ActStanding.NEEDS_CODE)
